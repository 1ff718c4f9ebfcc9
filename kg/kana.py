"""Katakana in, its units, rows and vowels out: what both halves of kg.spelling build on.

units("ウィッカム") → ウィ ッ カ ム;  skeleton("ウィッカム") → akm
"""

from __future__ import annotations

import re

_UNIT = re.compile(r"[ア-ヴ][ァィゥェォャュョヮ]?|[ァ-ヺー]")
ROWS: tuple[str, ...] = tuple(
    "アイウエオー カキクケコガギグゲゴ サシスセソザジズゼゾ タチツテトダデド ナニヌネノン ハヒフヘホ "
    "バビブベボヴパピプペポ マミムメモ ヤユヨ ラリルレロ ワ ッ".split()
)
COLUMNS: tuple[str, ...] = tuple(
    "アカガサザタダナハバパマヤラワァャ イキギシジチヂニヒビピミリィ ウクグスズツヅヌフブプムユルヴゥュ "
    "エケゲセゼテデネヘベペメレェ オコゴソゾトドノホボポモヨロォョ".split()
)
ROW = {kana: "akstnhbmyrw-"[i] for i, row in enumerate(ROWS) for kana in row}
VOWEL = {kana: "aiueo"[i] for i, column in enumerate(COLUMNS) for kana in column}
GROUPS: tuple[str, ...] = tuple(
    "アイウエオ カキクケコ ガギグゲゴ サスセソ ザズゼゾ タテト ダデド ナニヌネノ ハヒヘホ バビブベボ パピプペポ マミムメモ ヤユヨ ラリルレロ".split()
)
GROUP = {kana: group[0] for group in GROUPS for kana in group}


def units(kana: str) -> list[str]:
    """ウィッカム → ウィ ッ カ ム"""
    return _UNIT.findall(kana)


def vowel(kana: str) -> str:
    """カ → a"""
    return VOWEL.get(kana, kana)


def skeleton(kana: str) -> str:
    """The rows of the units that are not vowels or marks, v, w and b as one: ウィッカム → akm"""
    found = units(kana)
    rows = "".join(row for unit in found if (row := ROW.get(unit[0], "")) not in "a-").replace("w", "b")
    return ("a" if found and found[0][0] in "アイウエオ" else "") + rows
