"""A sentence in, votes on names out that only the classes of the words beside them tell: whose relative, from which land, who acts.

beside("祖父の庄三が始めた。")     → 庄三 PERSON;  父の手が, 妻の姉が → nobody
beside("ノルウェーのAlta Kraftが") → Alta Kraft ORGANIZATION
beside("ハヤテ便は5日、値上げする。") → ハヤテ便 ORGANIZATION, faintly
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.kanji import of_kanji
from kg.match import Words, alternation, lazy, lexicon
from kg.mentions.name_classes import common, personal
from kg.mentions.name_contexts import BRACKET, KIND, OF_PERSON
from kg.mentions.name_edges import trim
from kg.mentions.name_owners import owners
from kg.mentions.name_votes import KATAKANA, LATIN, SURE, WORDS, Vote, titles
from kg.model import Kind, Sentence, Token

_FURTHEST = 20  # characters of a topic
_LONGEST = 3  # tokens of a given name
_OF_LAND = 0.5
_OF_TOWN, _IN_TRADE = 0.6, 0.7
ACTING = 0.3  # of the topic of a report with a day: as likely a person or a place, so that it only tips the scale
_JOINT = lazy(r"(?:^|[のはがをにでとたるいなもへむ、。」】)\s一-龯ァ-ヴーA-Za-z])$")  # おかずや|千石 begins before
_LEARNED = lazy(r"[一-龯]{4,}(?<![人者手員家族国団])の$")  # 量子暗号の|, what only a firm is of
_LEAGUE = lazy(r"(?:リーグ|[A-Z]\d|プロ野球|[1-3]部|地区)の$")
_TEAM = lazy(r"[一-龯々]{2,4}[ァ-ヴー]{3,}|[ァ-ヴー]{2,}[一-龯々]{2,4}")  # 青森サンダース; ダルビッシュ is a player
_LOANS = lazy("[ァ-ヴー]{5,}")
_TOLD, _PLACED, _IN_LINE = 0.4, 0.4, 0.8  # more for one who announces, and for one of a town or trade


def beside(s: Sentence) -> Iterator[Vote]:
    """Every such vote of one sentence."""
    yield from _acting(s)
    yield from owners(s)
    tokens, base = s.tokens, s.span.start
    for i in range(1, len(tokens) - 1):
        if tokens[i].surface == "の" and tokens[i - 1].pos[2] == "地名":
            found = _foreign().match(s.text, tokens[i].end - base)
            if found:
                yield Vote(*found.span(), Kind.ORGANIZATION, _OF_LAND)
        if tokens[i].surface == "の" and i > 1 and tokens[i - 1].surface in ("市", "区", "町", "村"):
            found = _seated().match(s.text, tokens[i].end - base)
            if found and tokens[i + 1].pos[2] in ("地名", "人名"):
                yield Vote(*found.span(), Kind.ORGANIZATION, _OF_TOWN)
        if tokens[i].surface == "の" and tokens[i - 1].surface in lexicon("lines-of-business"):
            found = _coined().match(s.text, tokens[i].end - base)
            if found and not tokens[i + 1].origin and tokens[i + 1].end >= base + found.end():
                yield Vote(*found.span(), Kind.ORGANIZATION, _IN_TRADE)
        if tokens[i].surface in ("の", "・") and tokens[i - 1].surface in lexicon("kin"):
            last = _given(tokens, i + 1)
            if last:
                yield Vote(tokens[i + 1].start - base, tokens[last - 1].end - base, Kind.PERSON, SURE)


def _acting(s: Sentence) -> Iterator[Vote]:
    """人材紹介の|ミライ橋東海|(名古屋市)は16日、…と発表した: whom a report begins with, on which day."""
    for found in _topic().finditer(s.text) if "日" in s.text or "発表した" in s.text else ():
        topic = _words().search(s.text, max(0, found.start() - _FURTHEST), found.start())
        start, end = trim(s.text, *topic.span()) if topic else (0, 0)
        words, before = s.text[start:end], s.text[max(0, start - 12) : start]
        if topic is None or len(words) < 2 or _no_actor(words, topic.group()) or not _JOINT.search(before):
            continue
        if not found["day"] and (common(s, start, end) or not _LEARNED.search(before) or _called(before[:-1])):
            continue  # 歌手の|ヒバリは、…発表した
        placed = _placed(before) if before.endswith("の") else 0.0
        if _LEAGUE.search(before) and _TEAM.fullmatch(words):
            placed = max(placed, _PLACED)
        at_once = found["day"] is not None and not found["day"].endswith("、")  # が19日|発表した
        told = _TOLD if not found["day"] or _announces().search(s.text, end) else 0.0
        if placed or not (
            (found["topic"] == "が" and not at_once)
            or set("・ ") & set(words)
            or (of_kanji(words[0]) and personal(s, start, end))
        ):
            plain = common(s, start, end)
            surely = 0.5 if plain and not _of_loans(s, start, end) else 1.0
            told = _TOLD if plain and _does().search(s.text, end) else told
            yield Vote(start, end, Kind.ORGANIZATION, ACTING + surely * (placed + told))


def _of_loans(s: Sentence, start: int, end: int) -> bool:
    """ハレ|ネクタ|情報, 津軽|リゾーツ: loanwords run together, or with a native word, make a word that no dictionary has."""
    run = _LOANS.match(s.text, start, end)
    base = s.span.start
    if _TEAM.fullmatch(s.text, start, end):
        return True
    return run is not None and sum(base + start <= t.start and t.end <= base + run.end() for t in s.tokens) > 1


def _placed(before: str) -> float:
    """人材紹介の|, 名古屋市の|: what stands before a body oftener than before a person without さん."""
    if titles().closing(before[:-1]):
        return 0.0  # 創業者の|
    return _IN_LINE if _trades().closing(before[:-1]) else _PLACED if before[-2:-1] in "市区町村" else 0.0


def _no_actor(words: str, told: str) -> bool:
    """県, 文化相, 三浦選手, 三浦氏: the topic is a place, a kind of body or a person."""
    return (
        bool(_of_people().closing(told))
        or bool(KIND.search(words) or OF_PERSON.search(words))
        or words[0] == "旧"
        or words[-1] in "都道府県市区町村相"
        or words in lexicon("generic-bodies")
    )


@cache
def _of_people() -> Words:
    titled = (word for word in lexicon("titles") if len(word) > 1)
    return Words([*titled, *lexicon("ranks"), *lexicon("honorifics")])


@cache
def _topic() -> re.Pattern[str]:
    lands = alternation(lexicon("lands"))
    return re.compile(
        rf"[」』]?(?!\({lands}\)){BRACKET}(?P<topic>[はが])"
        r"(?:(?P<day>(?:\d{1,2}月)?\d{1,2}日(?:(?:付で|夜|朝)?、|に?(?=(?:発表|公表|開示)し)))|(?<=は)(?=、[^。「」]{4,80}と[^。、「」がは]{0,12}発表した))"
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(f"{WORDS}$")


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf"を{alternation(lexicon('body-deeds'))}(?:た。|た$)")


@cache
def _announces() -> re.Pattern[str]:
    return re.compile(r"(?:と|を|日に?)(?:発表|公表|開示|報告|明らかに)し(?:た|、)")


def _called(before: str) -> bool:
    """歌手|の, 代表|の: a person follows."""
    return bool(titles().closing(before) or _callings().closing(before))


@cache
def _callings() -> Words:
    return Words(lexicon("callings"))


@cache
def _trades() -> Words:
    return Words((*lexicon("lines-of-business"), *lexicon("class-nouns")))


@cache
def _foreign() -> re.Pattern[str]:
    """Alta Kraft, ソラン・ガラス, Altakraft with a particle behind; the person of a land has a post there."""
    return re.compile(rf"(?:(?=[^ ]+[・ ]|[A-Z][a-z]{{3}})(?:{KATAKANA}|{LATIN}))(?=[(はがをにのとへや、]|から)")


@cache
def _seated() -> re.Pattern[str]:
    """茨木市の|北摂リネン|は: a place's or a family's name and a foreign word."""
    return re.compile(r"[一-龯々]{2,4}[ァ-ヴー]{2,12}(?=[はがをとに、])")


@cache
def _coined() -> re.Pattern[str]:
    """スーパーの|ヤツガタケヤ|と: a word that no dictionary has."""
    return re.compile(r"[ァ-ヴー]{4,14}(?=[はがをとに、(])")


def _given(tokens: Sequence[Token], first: int) -> int:
    """Where the given name that begins at `first` ends; 0 where none does: 祖父の庄三が, 夫の清さん."""
    last = first
    while last < len(tokens) and last - first < _LONGEST and tokens[last].pos[2] == "人名":
        last += 1
    if last == first or (
        last < len(tokens) and tokens[last].pos[0] not in ("助詞", "助動詞", "補助記号") and not _polite(tokens[last])
    ):
        return 0
    return last


def _polite(t: Token) -> bool:
    return t.surface in lexicon("honorifics")
