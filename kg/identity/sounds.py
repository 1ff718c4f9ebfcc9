"""Two names in, whether they may be one by sound where context says the rest out: looser than kg.rivals.one_sound.

near("リュック・モンタニエ", "Luc Montagnier") → True;  near("コナー・ドーリー", "ローナン・ドーリー") → False
"""

from __future__ import annotations

from functools import lru_cache

from kg.identity.forms import NAMES, kana, latin, parts, skeletons, sound_key


@lru_cache(maxsize=NAMES)
def near(a: str, b: str) -> bool:
    """Part for part the same consonants, or but for one of four; Latin against katakana, or two spellings of katakana."""
    if kana(a) and kana(b):
        return sound_key(a) == sound_key(b)
    if latin(a) == latin(b):
        return False
    x, y = parts(a), parts(b)
    return len(x) == len(y) and all(_part(p, q) for p, q in zip(x, y, strict=True))


def _part(p: str, q: str) -> bool:
    return any(_close(x, y) for x in skeletons(p) for y in skeletons(q))


def _close(x: str, y: str) -> bool:
    if x == y:
        return len(x) > 1
    if min(len(x), len(y)) < 4 or x[0] != y[0] or abs(len(x) - len(y)) > 1:
        return False
    if len(x) == len(y):
        return sum(p != q for p, q in zip(x, y, strict=True)) == 1
    short, long = sorted((x, y), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
