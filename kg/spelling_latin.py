"""A katakana part of a name and a Latin one in, the log-odds that they are one by sound out.

align("トム", "tom") → (ト, to), (ム$, m), each with what it costs; sound("トム", "tom") > 0
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from kg.kana import ROW, units, vowel
from kg.spelling_model import LETTERS, costs, evidence_weights, sources, weight

LONGEST = 48  # letters or units of a part; a longer one is no name
Arc = tuple[str, str, float]  # unit, letters, -log p(letters | unit)


def sound(kana: str, latin: str) -> float:
    path = align(kana, latin)
    if not path:
        return -20.0
    odds = sum(w * x for w, x in zip(evidence_weights(), evidence(path), strict=True))
    return odds + sum(weight("habit", habit) for habit in habits(path))


def keys(kana: str) -> list[list[tuple[str, int]]]:
    """For each unit the keys that begin there and how many units they take: カー → カ, カー$; the last carries $."""
    found = units(kana)
    out = []
    for i, unit in enumerate(found):
        here = [(unit + "$" * (i + 1 == len(found)), 1)]
        if i + 1 < len(found) and (found[i + 1] in "ーアイウエオ" or unit == "ッ"):
            here.append((unit + found[i + 1] + "$" * (i + 2 == len(found)), 2))
        out.append(here)
    return out


def context(latin: str, at: int) -> str:
    """What stands before the letter at `at`: nothing, a vowel, a consonant."""
    return "^" if at == 0 else "v" if latin[at - 1] in "aeiouy" else "c"


def align(kana: str, latin: str) -> list[Arc]:
    """The cheapest alignment, [] where none is known: トム, Tom → (ト, to), (ム$, m)."""
    starts, size = keys(kana), len(latin)
    if not starts or not size or max(len(starts), size) > LONGEST or size > 4 * len(starts) + 1 or len(starts) > 3 * size:
        return []
    signs = [context(latin, j) for j in range(size + 1)]
    best: list[dict[int, tuple[float, int, int, str]]] = [{} for _ in range(len(starts) + 1)]
    best[0][0] = (0.0, 0, 0, "")
    for i, here in enumerate(starts):
        for j, (cost, *_) in best[i].items():
            for key, width in here:
                known = costs(signs[j] + key)
                if not known:
                    continue
                row = best[i + width]
                for end in range(j, min(size, j + LETTERS) + 1):
                    more = known.get(latin[j:end])
                    if more is not None and (end not in row or cost + more < row[end][0]):
                        row[end] = (cost + more, i, j, key)
        if not best[i + 1] and not (i + 2 <= len(starts) and best[i + 2]):
            return []
    path: list[Arc] = []
    i, j = len(starts), size
    if j not in best[i]:
        return []
    while i:
        _, before, start, key = best[i][j]
        letters = latin[start:j]
        path.append((key, letters, costs(signs[start] + key)[letters]))
        i, j = before, start
    return path[::-1]


def evidence(path: Sequence[Arc]) -> tuple[float, ...]:
    """What the calibration weighs: mean and worst costs in both directions, length, the two ends."""
    there = sorted((cost for _, _, cost in path), reverse=True)
    back = sorted((sources(letters)[key] for key, letters, _ in path), reverse=True)
    size = sum(len(letters) for _, letters, _ in path)
    second = (there[1], back[1]) if len(path) > 1 else (0.0, 0.0)
    means = (sum(there) / size, sum(back) / size)
    return (1.0, *means, there[0], back[0], *second, log(size), path[0][2], path[-1][2], sum(c for c in there if c > 3))


def habits(path: Sequence[Arc]) -> list[str]:
    """What each step of an alignment does, in three grains: ロ$>los, r$>l_s, o$>o."""
    out = ["bias"]
    for key, letters, _ in path:
        unit, end = key.rstrip("$"), "$" * key.endswith("$")
        bones = re.sub("[aeiouy]+", "_", letters)
        vowels = re.sub("[^aeiouyrwh]+", "", letters)
        rows = "".join(ROW.get(kana, "") for kana in unit if kana not in "ァィゥェォ")
        out += [
            f"{key}>{letters}",
            f"{rows}{end}>{bones}",
            f"{''.join(map(vowel, unit))}{end}>{vowels}",
            f"{rows}>{bones}",
        ]
    return out
