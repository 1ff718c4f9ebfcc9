"""A stretch of a sentence in, what the dictionary's classes of its words say of it out: a person's name, common nouns, a place.

三浦遥 → personal;  法律事務所, インターネット → common;  再生繊維 → sino;  九州 → place
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.kanji import of_kanji
from kg.match import lexicon
from kg.model import Sentence, Token

_REGIONS = frozenset("都 道 府 県 市 区 町 村 郡 州 地方".split())
_LANDS = frozenset("東北 関東 関西 北陸 東海 中部 近畿 中国 四国 九州 欧州 北米 中東 若手".split())  # 関西|会長 has no name


def personal(s: Sentence, start: int, end: int) -> bool:
    """Whether words before 氏 can be a person's: 漢字 must be tokens of a personal name."""
    if not of_kanji(s.text[start]):
        return True
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return (
        0 < len(inside) <= 3
        and inside[0].start == base + start
        and inside[-1].end == base + end
        and any(t.pos[2] == "人名" for t in inside)
    )


def familial(s: Sentence, start: int, end: int) -> bool:
    """檜垣, 真壁, 家|入 may be a family's name where a post stands behind it: no word from Chinese as 筆頭 and 技術 are, no known land."""
    words, base = s.text[start:end], s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    most = 4 if inside and inside[0].pos[2] in ("地名", "人名") and words[-1] not in _REGIONS else 3  # 宇佐|山|賢
    if not (2 <= len(words) <= most and of_kanji(words) and inside and sum(len(t.surface) for t in inside) == len(words)):
        return False
    known = any(words in lexicon(name) for name in ("not-names", "prefectures", "cities", "lands", "nations"))
    return not known and words not in _LANDS and all(len(t.surface) == 1 or t.origin in ("固", "和") for t in inside)


def common(s: Sentence, start: int, end: int) -> bool:
    """サービス, インターネット, 法律事務所: made of words of the dictionary that name nothing."""
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return bool(inside) and all(_plain(t) for t in inside) and not _run_together(inside)


def coined(s: Sentence, start: int, end: int) -> bool:
    """全|港|検: characters run together to a word that no dictionary has, as bodies are called for short."""
    base = s.span.start
    return _run_together([t for t in s.tokens if base + start <= t.start and t.end <= base + end])


def _run_together(inside: Sequence[Token]) -> bool:
    single = all(len(t.surface) == 1 and of_kanji(t.surface) and not {"数詞", "人名"} & set(t.pos) for t in inside)
    return len(inside) > 2 and single


def sino(s: Sentence, start: int, end: int) -> bool:
    """再生|繊維 is made of words from Chinese, as wares are; 汐見|繊維 and 清|河|繊維 begin with a name."""
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return all(t.origin == "漢" for t in inside) and any(len(t.surface) > 1 for t in inside[:2])


def place(s: Sentence, start: int, end: int) -> bool:
    """A place of the dictionary: 九州, ベトナム; the company that is named behind it is not the place."""
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return bool(inside) and inside[0].pos[2] == "地名" and all(t.pos[2] == "地名" or t.surface in _REGIONS for t in inside)


def _plain(t: Token) -> bool:
    nominal = t.pos[0] in ("名詞", "接尾辞", "接頭辞", "形状詞", "動詞", "助詞") and t.pos[1] != "固有名詞"
    return t.surface in lexicon("not-names") or (nominal and bool(t.origin))
