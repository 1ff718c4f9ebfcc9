"""Japanese numerals in, numbers out.

number("1億500万") → Decimal(105000000); number("二〇一五") → Decimal(2015); number("三十二") → Decimal(32)
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": 0}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
KANJI = "〇零一二三四五六七八九"

_PART = re.compile(rf"({ARABIC}|[{KANJI}]+)|([十百千])|([万萬億兆京])")


def number(words: str) -> Decimal | None:
    """The number that the words write; None where they write none (3,4億, 万億)."""
    total, section, digits = Decimal(0), Decimal(0), None
    ceiling, at = 10**20, 0
    for part in _PART.finditer(words.replace(" ", "")):
        if part.start() != at:
            return None
        at = part.end()
        plain, small, large = part.groups()
        if plain:
            if digits is not None:
                return None
            digits = _plain(plain)
        elif small:
            section += (Decimal(1) if digits is None else digits) * SMALL[small]
            digits = None
        else:
            section += digits or 0
            if not section or LARGE[large] >= ceiling:
                return None
            total += section * LARGE[large]
            section, digits, ceiling = Decimal(0), None, LARGE[large]
    if at == 0 or at != len(words.replace(" ", "")):
        return None
    return whole(total + section + (digits or 0))


def whole(value: Decimal) -> Decimal:
    """The same number without idle zeros after the point: 1950000000.0 → 1950000000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def integer(words: str) -> int | None:
    """A small whole number: 21, 二十一, 元 (the first year of an era)."""
    if words == "元":
        return 1
    value = number(words)
    return int(value) if value is not None and value == value.to_integral_value() else None


def _plain(words: str) -> Decimal:
    if words[0] in DIGITS:
        return Decimal("".join(str(DIGITS[char]) for char in words))
    return Decimal(words.replace(",", ""))
