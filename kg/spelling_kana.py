"""Two katakana spellings in, the log-odds that they are one name's out, by the differences that such spellings show.

differences("アルブレヒト", "オルブレヒト") → ^ア/オ
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.kana import GROUP, ROW, skeleton, units, vowel
from kg.spelling_latin import LONGEST
from kg.spelling_model import weight


def variant(a: str, b: str) -> float:
    """Spellings whose consonants differ but in voice are of different names: マーク, マルク."""
    if max(len(a), len(b)) > LONGEST or abs(len(a) - len(b)) > 3 or skeleton(a) != skeleton(b):
        return -20.0
    return sum(weight("kana", name) for name in kana_evidence(a, b))


def differences(a: str, b: str) -> list[str]:
    """Where two katakana spellings part, by the cheapest edit: アルブレヒト, オルブレヒト → ^ア/オ."""
    left, right = units(a), units(b)
    table = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            ways = [table[i + m][j + n] + _edit(left, right, i, j, m, n) for m, n in _moves(left, right, i, j)]
            table[i][j] = min(ways, default=0.0)
    out, i, j = [], 0, 0
    while i < len(left) or j < len(right):
        for m, n in _moves(left, right, i, j):
            if table[i][j] == table[i + m][j + n] + _edit(left, right, i, j, m, n):
                break
        one, other = "".join(left[i : i + m]), "".join(right[j : j + n])
        if one != other:
            last = i + m == len(left) and j + n == len(right)
            out.append("^" * (i == j == 0) + "/".join(sorted((one, other))) + "$" * last)
        i, j = i + m, j + n
    return out


def _moves(left: Sequence[str], right: Sequence[str], i: int, j: int) -> list[tuple[int, int]]:
    return [(m, n) for m, n in ((1, 1), (1, 0), (0, 1)) if i + m <= len(left) and j + n <= len(right)]


def _edit(left: Sequence[str], right: Sequence[str], i: int, j: int, m: int, n: int) -> float:
    """Cost in quarters, so that sums compare exactly."""
    if m and n:
        one, other = left[i], right[j]
        return 0.0 if one == other else 0.5 if ROW.get(one[0]) == ROW.get(other[0]) else 1.0
    gone = left[i] if m else right[j]
    return 0.25 if gone in "ーッ" else 0.5 if gone in "アイウエオ" else 1.0


def kana_evidence(a: str, b: str) -> list[str]:
    """Names of the weights that speak on two katakana spellings, each once for every time it applies."""
    found = differences(a, b)
    size = min(len(units(a)), len(units(b)))
    out = ["bias", f"length {min(size, 9)}", f"differences {min(len(found), 5)}"]
    for difference in found:
        plain = difference.strip("^$")
        one, other = plain.split("/")
        kind = "mark" if one + other in "ーッ" else "added" if not one else "replaced"
        out += [plain, kind, "at start" if difference[0] == "^" else "at end" if difference[-1] == "$" else "within"]
        if kind == "replaced":
            out.append("vowels " + "/".join(sorted((vowel(one[-1]), vowel(other[-1])))))
            out.append("rows " + "/".join(sorted((GROUP.get(one[0], one[0]), GROUP.get(other[0], other[0])))))
    return out
