"""A name as it was found in, its true edges out: without brackets, honorifics, and words that only describe it.

「米アークランド」 → アークランド;  通信大手アークランド → アークランド;  三浦遥元検事 → 三浦遥
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kg.kanji import of_kanji
from kg.match import Words, alternation, compiled, lazy, lexicon
from kg.mentions.name_votes import LEGAL, ranks
from kg.model import Kind

_OPENING = " 「『(\"“'・、)」』-–[]/|:◇◆▽▼○●■□★☆※→©"
_CLOSING = " 」』)\"”'・、(「『:[]/|◇◆▽▼○●■□★☆※→"
_NUMBERED = r"[1-9](?=[一-龯ァ-ヶぁ-ん]{2})|(?:19|20)\d\d (?=[A-Z])"  # ① became 1; © 2024 Harbor
_ORDINAL = r"第[\d一二三四五六七八九十]+[代回期](?=.)|[一二]?審(?=[一-龯]{3})"  # 第3代|北嶺会
_BEARER = r"(?:初代|[一二三四五六七八九十\d]{1,3}(?:代目?|世))(?=[一-龯々]{3})"  # 五代目|雲雀亭遥: which bearer of the name it is
_PLACED = r"(?:[ァ-ヶー]+|[一-龯]+)[=＝](?=[A-Z一-龯])"  # ロンドン=Jane Marsh
SUMO = ("大相撲", "力士", "平幕", "幕内", "横綱", "十両")
NO_WRESTLER = "大機税玄難相連通下摂"  # 大|関, 金融機|関
_JOINTS = ("法人の", "法人・", "会社の", "会社・")
_FORMED = rf"{LEGAL}[の・](?=..)"  # 学校法人の|青森学園
_COUNTED = ("第", "審", "一審", "二審")
_NUMBERS = tuple("初一二三四五六七八九十")
_LATIN_OR_KANA = r"[ァ-ヶA-ZＡ-Ｚ]"
_FOREIGN = lazy(_LATIN_OR_KANA)
_SPACED = r"[一-龯々]{1,4} [一-龯々ぁ-んァ-ヶー]{1,8}"
_WESTERN = lazy(r"[\x00-\x7fÀ-ſ]+")
_KATAKANA = lazy(r"[ァ-ヴー・ ]+")
_BUREAU = r"(?<=[省庁府])[一-龯・]{1,12}$"
_OF_BUREAU = lazy(r"(?:局|部|課|室|官房)?長|(?:局|部|課|室)の")
_FORMER = ("", "元", "前", "現", "新", "故", "初代", "名誉", "次期")


def trim(text: str, start: int, end: int, kind: Kind | None = None) -> tuple[int, int]:
    """The name's edges in `text`; start == end where nothing is left."""
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    start, end = _balanced(text, start, end)
    if text[start:end][:1].isdigit() and not (start and text[start - 1].isascii() and text[start - 1].isalnum()):
        start += _length(compiled(_NUMBERED), text[start:end])
    start = unled(text, start, end)
    end = _one_of_two(text, start, end)
    if any(sign in text[start:end] for sign in "=＝"):
        start += _length(compiled(_PLACED), text[start:end])
    if text[end : end + 1] == "長" and end - start > 3 and text[end - 1 : end + 1] in lexicon("titles"):
        end -= 1  # 北嶺楽団|団長
    if text[end : end + 1] == "議" and end - start > 2 and text[end - 1 : end + 1] in lexicon("titles"):
        end -= 1  # 三浦遥|県議
    if end - start > 2 and text[end - 1] == "関" and text[end - 2] not in NO_WRESTLER and any(word in text for word in SUMO):
        end -= 1  # 雲雀潟|関
    bureau = compiled(_BUREAU).search(text[start:end]) if any(word in text[start:end] for word in "省庁府") else None
    if bureau and (_OF_BUREAU.match(text, end) or text[end - 1] in "局部課室"):
        end -= len(bureau.group())  # 財務省|理財局長
    added = _added().search(text[start:end])
    end -= len(added.group()) if added else 0
    if kind is Kind.ORGANIZATION:
        shorter = _untitled(text, start, end)
        if ending(text[slice(*shorter)]):  # 青森地検検事正 → 青森地検
            start, end = shorter
    if kind is Kind.PERSON:
        start += _length(compiled(_BEARER), text[start:end]) if text.startswith(_NUMBERS, start) else 0
        start, end = _untitled(text, start, _whole_title(text, start, end))
        if " " not in text[start:end] or _WESTERN.fullmatch(text, start, end) or compiled(_SPACED).fullmatch(text, start, end):
            return start, end
    return _unspaced(text, start, end)


def unled(text: str, start: int, end: int) -> int:
    """Where the name begins behind words that only stand before it: 今後|北嶺製紙, 先月|青森地裁."""
    if text[start:end].startswith(_COUNTED):
        start += _length(compiled(_ORDINAL), text[start:end])
    start += _length(_nations(), text[start:end])
    if any(sign in text[start:end] for sign in _JOINTS):
        start += _length(compiled(_FORMED), text[start:end])
    if text[start : start + 1].isascii():
        start += _length(_plays(), text[start:end])
    if text[end - 1 : end] == "社":
        start += _length(_lands(), text[start:end])
    start += _lead(text[start:end], lambda name: _FOREIGN.match(name) is not None)
    start += _lead(
        text[start:end], lambda name: len(name) > 1 and of_kanji(name[:2]) and "々" not in name[:2], least=2
    )  # not 前田, 元木
    for before in _kinds():
        start += _length(before, text[start:end])
    return start


def _length(pattern: re.Pattern[str], name: str) -> int:
    found = pattern.match(name)
    return found.end() if found else 0


def _lead(name: str, fits: Callable[[str], bool], least: int = 1) -> int:
    """How long a word is that only leads to a name that fits: 今後|北嶺製紙 → 2."""
    leads = (len(word) for word in _leads().openings(name))
    return next((n for n in leads if n >= least and fits(name[n:])), 0)


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """ランナー)ズ → ランナー: a bracket without its other half is no part of a name."""
    words = text[start:end]
    for opening, closing in ("()", "「」", "『』"):
        at = words.find(closing)
        if at >= 0 and opening not in words[:at]:
            return (start, start + at) if at >= len(words) - at - 1 else _balanced(text, start + at + 1, end)
        at = words.rfind(opening)
        if at >= 0 and closing not in words[at:]:
            return start, start + at
    return start, end


def _one_of_two(text: str, start: int, end: int) -> int:
    """Harbor/Pier are two names, b/m is one."""
    for sign in "/|":
        at = text.find(sign, start, end)
        if at - start >= 3 and end - at > 3:
            end = at
    return end


@cache
def _nations() -> re.Pattern[str]:
    return re.compile(f"{alternation(lexicon('nations'))}(?={_LATIN_OR_KANA}[ァ-ヶーA-Za-z])")


@cache
def _lands() -> re.Pattern[str]:
    """韓国|メイプル社"""
    return re.compile(f"{alternation(w for w in lexicon('lands') if len(w) > 1)}(?={_LATIN_OR_KANA}[ァ-ヶー・A-Za-z0-9 ]+社$)")


@cache
def _plays() -> re.Pattern[str]:
    """DF|三浦"""
    bare = (word for word, how in lexicon("playing-positions").items() if how == "bare")
    return re.compile(f"{alternation(bare)}(?=[一-龯])")


@cache
def _leads() -> Words:
    return Words(lexicon("name-leads"))


@cache
def _kinds() -> tuple[re.Pattern[str], ...]:
    """通信大手 before a name; not ベンチャー|キャピタル."""
    native, loaned = ([w for w in lexicon("class-nouns") if (max(w) >= "一") is kind] for kind in (True, False))
    return (
        lazy(
            f"[一-龯ァ-ヶーa-z]{{0,8}}(?:(?:AI|IT|EV|VR|SNS|LED)[一-龯ァ-ヶー]{{0,4}})?{alternation(native)}(?={_LATIN_OR_KANA})"
        ),
        lazy(f"[一-龯ァ-ヶー]{{0,8}}{alternation(loaned)}(?=[A-Z])"),
        lazy(r"[一-龯]{0,4}(?:政党|政治団体|市民団体)(?=[ぁ-ん]{2,6}[一-龯ァ-ヴー])"),  # 地域政党|しんせい津軽
    )


@cache
def _added() -> re.Pattern[str]:
    """三浦|氏, 北嶺大|卒, 北嶺の|ファンド, 北嶺|株1."""
    kinds = alternation(lexicon("class-nouns"))
    return re.compile(
        f"(?<=..)(?:の{kinds}|{alternation([*lexicon('honorifics'), *lexicon('name-tails')])})\\d?$|(?<=.)[氏様]$|(?<=[一-龯]{{4}})師$"
    )


@cache
def _endings() -> Words:
    return Words(lexicon("org_suffixes"))


def ending(name: str) -> str:
    """How an organization's name ends: 北嶺銀行 → 銀行; '' for one that does not end like a body's."""
    return _endings().closing(name)


@cache
def kind_only() -> re.Pattern[str]:
    """What a body is, told without its name: ネット書店, 香港投資ファンド, 高級時計グループ."""
    words = lexicon("kinds-of-bodies")
    leads, heads = (alternation(w for w, place in words.items() if place == told) for told in ("lead", "head"))
    return re.compile(f"{leads}(?:(?:[一-龯]{{2}})?{heads}|会社)")


def _untitled(text: str, start: int, end: int) -> tuple[int, int]:
    """三浦遥元検事 → 三浦遥, 故三浦遥 → 三浦遥."""
    if end - start > 3 and text[start] in "故":
        start += 1
    at = _title_at(text[start:end])
    return (start, start + at) if at >= 2 else (start, end)


def _whole_title(text: str, start: int, end: int) -> int:
    """三浦遥六|段, 三浦遥教|育長, 三浦遥官房|審議官: a name ends before the title that it was cut in; not 山本|部長."""
    titled = bool(_told_behind().opening(text, end))
    for cut in range(end - 1 - titled, max(start + 1, end - 4), -1):
        if len(_told_behind().opening(text, cut)) > end - cut:
            return cut
    return end


@cache
def _told_behind() -> Words:
    """社長, 六段: what stands right behind a person's name."""
    return Words([*(word for word in lexicon("titles") if len(word) > 1), *lexicon("ranks")])


def unranked(text: str, start: int, end: int) -> int:
    """Where a name ends before the rank that it holds or was cut in, 三浦遥|教諭, 三浦遥|官房審議官; `start` where there is none."""
    rank = ranks().closing(text[start:end])
    cuts = (at for at in range(end - 2, max(start + 1, end - 4), -1) if len(ranks().opening(text, at)) > end - at)
    return end - len(rank) if rank else next(cuts, start)


def _title_at(name: str) -> int:
    """Where a title begins that ends the name: 三浦遥元検事 → 3; 0 where none does, or a space or dot stands before it."""
    fronts = (name[: -len(title)] for title in _told_behind().closings(name))
    starts = (len(front) - len(word) for front in fronts for word in _FORMER if front.endswith(word))
    return min((at for at in starts if at and name[at - 1] not in "・ "), default=0)


def _unspaced(text: str, start: int, end: int) -> tuple[int, int]:
    """北嶺製紙 新社長 → 北嶺製紙: a space ends a Japanese name, though not a Latin one or one in 片仮名."""
    for found in re.finditer(" ", text[start:end]):
        at = start + found.start()
        if not any(
            script.fullmatch(text, start, at) and script.fullmatch(text, at + 1, at + 2) for script in (_WESTERN, _KATAKANA)
        ):
            return (start, at) if at - start >= end - at - 1 else _unspaced(text, at + 1, end)
    return start, end
