"""Words in, whether they are of 漢字 out: two comparisons say what a regular expression's class takes a millisecond to build for.

of_kanji("三浦") → True;  of_kanji("三浦ガラス") → False;  with_kanji("三浦ガラス") → True
in_order("全港検", "全国港湾検数協会") → True: how 漢字 of a name stand for it
"""

from __future__ import annotations

FIRST, LAST, AGAIN = "一", "龯", "々"


def of_kanji(words: str) -> bool:
    """Whether there is nothing but 漢字 and 々, one at least."""
    return bool(words) and all(FIRST <= c <= LAST or c == AGAIN for c in words)


def with_kanji(words: str) -> bool:
    """Whether a 漢字 or 々 is among them."""
    return bool(words) and (max(words) >= FIRST or AGAIN in words) and any(map(of_kanji, words))


def in_order(short: str, name: str) -> bool:
    """Whether the characters of the one stand in the other in their order: 全港検, 全国港湾検数協会."""
    rest = iter(name)
    return all(char in rest for char in short)
