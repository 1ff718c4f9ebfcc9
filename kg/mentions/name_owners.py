"""A sentence in, votes on names out that a の and the classes of the words around it tell: whose head, which town's, which trade's.

owners("ハルナビの上妻代表は")       → ハルナビ ORGANIZATION, 上妻 PERSON
owners("陶器開発の林社長は")         → 林 PERSON, 陶器開発 ORGANIZATION, faintly
owners("甲府市の雲雀堂について")     → 雲雀堂 ORGANIZATION
owners("(代表・三浦遥青森市議)")     → 三浦遥 PERSON
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.kanji import of_kanji
from kg.match import Words, alternation, lazy, lexicon
from kg.mentions.name_classes import common, familial, personal
from kg.mentions.name_contexts import BRACKET, KIND, OF_PERSON
from kg.mentions.name_edges import ending, kind_only, trim
from kg.mentions.name_votes import SURE, WORDS, Vote, titles
from kg.model import Kind, Sentence, Token

_SHOPS = "堂庵亭軒"
_HEADS = ("社長", "会長", "代表", "理事長", "頭取", "最高経営責任者", "CEO", "専務", "常務", "学長", "院長")
_OTHERS = ("裁判長", "監督", "教授", "准教授", "議長", "委員長", "校長", "知事")  # 林|裁判長; not 関|市長, 北|区長
_CLASSES = ("会社", "企業", "メーカー", "大手")
_DEPARTMENT = lazy(
    r"[一-龯ァ-ヴーA-Z・]{1,12}?(?<![元前現])(?:部|課|室|局|支店|支社|事業所|営業所|研究所|工場|センター|本部)(?:長|次長|参事|主任|主査)(?=[がはをにのと、(ら])"
)
_FURTHEST = 24  # characters of a body's name
_HEAD = 1.0  # of a person with a family's name
_UNKNOWN, _COMPOUND, _IN_TRADE = 0.5, 0.4, 0.6  # of a body by its head; more for one behind its trade
_IN_TOWN, _SHOP, _QUOTED, _MIXED = 0.45, 1.0, 0.6, 0.3
_BODY = lazy(rf"(?P<body>{WORDS}){BRACKET}の$")
_QUOTE = lazy(r"「(?P<body>[^「」、。]{2,20})」の$")
_MEMBERS = lazy(r"\((?:共同)?(?:代表|会長|社長|理事長|委員長|幹事長|事務局長)[・:]")
_DESCRIBED = lazy(
    r"(?:系|派|目|級|気|担当|全体|各地|以来|出資|途中|新任|歴任|初代|時代|体制|経験|就任|主義|主体|有数|随一|屈指|[一二三]人)$"
)


def owners(s: Sentence) -> Iterator[Vote]:
    """Every such vote of one sentence."""
    if any(title in s.text for title in (*_HEADS, *_OTHERS)):
        yield from _headed(s)
    if "の" in s.text:
        yield from _of_town(s)
    if any(word in s.text for word in _CLASSES):
        yield from _of_class(s)
    yield from _member(s)
    yield from _of_department(s)


def _headed(s: Sentence) -> Iterator[Vote]:
    """陶器開発の|林|社長は, ハルナビの|上妻|代表は: who heads it, and whom they head."""
    for found in _head().finditer(s.text):
        start, end = found.span("name")
        alone = end - start == 1 and found["name"] in lexicon("one-character-families")
        if alone:
            yield Vote(start, end, Kind.PERSON, SURE)
        elif found["title"] in _OTHERS:
            continue
        elif personal(s, start, end) or (familial(s, start, end) and not s.text.startswith("代表", end)):
            yield Vote(start, end, Kind.PERSON, _HEAD)
        else:
            continue
        before = s.text[max(0, start - _FURTHEST) : start]
        if quoted := _QUOTE.search(before):
            if _trades().closing(before[: quoted.start()]):
                yield Vote(*_placed(quoted, start - len(before)), Kind.ORGANIZATION, _QUOTED)
        elif body := _BODY.search(before):
            yield from _whose(s, *_placed(body, start - len(before)))


def _placed(found: re.Match[str], base: int) -> tuple[int, int]:
    return base + found.start("body"), base + found.end("body")


def _whose(s: Sentence, start: int, end: int) -> Iterator[Vote]:
    """A body by its head, unless the words only say of the person who they are: 文系の|, ゲストハウスの|."""
    start, end = trim(s.text, start, end)
    words, inside = s.text[start:end], _inside(s, start, end)
    told = s.text[:start].endswith("、") and _trades().closing(s.text[: start - 1])  # 窯業原料メーカー、|陶器開発
    if len(words) < 2 or not inside or _describes(words) or (_everyday(inside) and not told):
        return
    if not common(s, start, end):
        yield Vote(start, end, Kind.ORGANIZATION, _UNKNOWN)
    elif len(inside) > 1 and not _led().opening(words):  # 老舗|酒販
        yield Vote(start, end, Kind.ORGANIZATION, _COMPOUND + (_IN_TRADE if told else 0.0))


def _of_town(s: Sentence) -> Iterator[Vote]:
    """甲府市の|雲雀堂|について, 帯広市の|ミドリスフィア|が: the second only tips the scale."""
    for found in _seat().finditer(s.text):
        start, end = found.span("name")
        inside = _inside(s, start, end)
        if not inside or _everyday(inside) or _describes(found["name"]):
            continue
        if not of_kanji(found["name"]):
            yield Vote(start, end, Kind.ORGANIZATION, _IN_TOWN)
        elif not any(t.origin == "漢" and len(t.surface) > 1 for t in inside):  # 公会|堂, 音楽|堂
            yield Vote(start, end, Kind.ORGANIZATION, _SHOP)


def _of_class(s: Sentence) -> Iterator[Vote]:
    """人材派遣会社|ジョブリンク東都|に: a loaned and a native word behind what it is; it only tips the scale."""
    for found in _mixed().finditer(s.text):
        if not KIND.search(found.group()):
            yield Vote(*found.span(), Kind.ORGANIZATION, _MIXED)


def _member(s: Sentence) -> Iterator[Vote]:
    """(代表・|三浦遥|青森市議): who heads the body that stands before."""
    base = s.span.start
    for found in _MEMBERS.finditer(s.text) if "(" in s.text else ():
        at = next((i for i, t in enumerate(s.tokens) if t.start == base + found.end()), len(s.tokens))
        last = at
        while last < len(s.tokens) and s.tokens[last].pos[2] == "人名":
            last += 1
        if last - at >= 2:
            yield Vote(found.end(), s.tokens[last - 1].end - base, Kind.PERSON, SURE)


def _of_department(s: Sentence) -> Iterator[Vote]:
    """三浦|遥|広報戦略部長が: a family and a given name of the dictionary before a department and its post."""
    tokens, base = s.tokens, s.span.start
    for i in (i for i, t in enumerate(tokens) if i and t.pos[3] == "名" and tokens[i - 1].pos[3] == "姓"):
        family, given = tokens[i - 1], tokens[i]
        led = i > 1 and tokens[i - 2].end == family.start and of_kanji(tokens[i - 2].surface[-1])  # 東|三浦|遥
        if not led and given.end - family.start > 2 and _DEPARTMENT.match(s.text, given.end - base):
            yield Vote(family.start - base, given.end - base, Kind.PERSON, SURE)


def _inside(s: Sentence, start: int, end: int) -> list[Token]:
    """The tokens that make up the words; none where an edge cuts one."""
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return inside if inside and (inside[0].start, inside[-1].end) == (base + start, base + end) else []


def _describes(words: str) -> bool:
    """文系, 家電メーカー, 創業者, 食品スーパー: what somebody or some body is, no name."""
    return bool(
        KIND.search(words)
        or OF_PERSON.search(words)
        or _DESCRIBED.search(words)
        or titles().closing(words)
        or _trades().make(words)
        or kind_only().fullmatch(words)
        or words in lexicon("generic-bodies")
    )


def _everyday(inside: list[Token]) -> bool:
    """フリー|スクール, 町|工場: the last word is one that a dictionary of everyday things has, or a suffix of no body."""
    last = inside[-1]
    return last.surface in lexicon("everyday-nouns") or (
        last.pos[0] == "接尾辞" and not ending(last.surface) and last.surface not in _SHOPS
    )


@cache
def _trades() -> Words:
    return Words((*lexicon("lines-of-business"), *lexicon("class-nouns")))


@cache
def _led() -> Words:
    """What stands before a kind of body: 老舗|, 大手|."""
    return Words(word for word, place in lexicon("kinds-of-bodies").items() if place == "lead")


@cache
def _head() -> re.Pattern[str]:
    name = r"(?P<name>[一-龯々]{1,4}?)(?<![副新前元現初])(?<!代目)"
    return re.compile(rf"(?:^|(?<=[の、])){name}[元前副新]?(?P<title>{alternation((*_HEADS, *_OTHERS))})(?=[はがをもにと、(]|$)")


@cache
def _seat() -> re.Pattern[str]:
    then = r"(?=[はがをに、(]|について|による|で(?=\d))"
    return re.compile(rf"(?<=[市区町村]の)(?P<name>[一-龯々]{{1,4}}[{_SHOPS}]|[ァ-ヴー]{{5,14}}){then}")


@cache
def _mixed() -> re.Pattern[str]:
    behind = "|".join(f"(?<={word})" for word in _CLASSES)
    return re.compile(rf"(?:{behind})[ァ-ヴー]{{4,12}}[一-龯々]{{2,4}}(?=[はがをにと、])")
