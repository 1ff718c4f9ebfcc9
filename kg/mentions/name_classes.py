"""A stretch of a sentence in, what the dictionary's classes of its words say of it out: a person's name, common nouns, a place.

三浦遥 → personal;  法律事務所, インターネット → common;  再生繊維 → sino;  九州 → place
"""

from __future__ import annotations

from kg.kanji import of_kanji
from kg.match import lexicon
from kg.model import Sentence, Token

_REGIONS = frozenset("都 道 府 県 市 区 町 村 郡 州 地方".split())


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


def common(s: Sentence, start: int, end: int) -> bool:
    """サービス, インターネット, 法律事務所: made of words of the dictionary that name nothing."""
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return bool(inside) and all(_plain(t) for t in inside)


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
