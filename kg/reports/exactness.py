"""Two dates or two sums in; whether they may be one, told more or less exactly, and which tells more.

    dates_agree("2024-05", "2024-05-10") → True;  days_apart("2024-05-10", "2024-05-12") → 2
    sums_agree(約300億円, 300億円) → True;  sums_agree(10億円, 12億円) → False

Dates are told as they are written: 2024, 2024-05, 2024-05-10; "" is none, and agrees with every date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kg.account import Sum

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ROUGH = Decimal("0.05")  # 約300億円 may be 302億円 or 290億円; no news tells a sum more roughly as 約
_OPEN = Decimal("1.5")  # 300億円以上 may be 400億円, and is no word for 500億円
_BOUNDS = ("Min", "Max", "About", "Exact")  # from the least exact


def dates_agree(a: str, b: str) -> bool:
    """2024 and 2024-05-10; one of them unsaid."""
    return a == b or not a or not b or b.startswith(f"{a}-") or a.startswith(f"{b}-")


def before(a: str, b: str) -> bool:
    """Strictly, as far as both are told: 2018 is not before 2018-03."""
    return a[: len(b)] < b[: len(a)]


def to_the_month(date: str) -> bool:
    return len(date) >= len("2024-05")


@lru_cache(maxsize=1 << 14)
def days(words: str) -> tuple[int, int] | None:
    """The first and the last day that a date may mean, counted from year 1; None of what is no date."""
    found = _DATE.fullmatch(words)
    if not found:
        return None
    year, month, day = (int(n) if n else None for n in found.groups())
    try:
        assert year is not None
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:  # 2024-02-31
        return None
    return first.toordinal(), last.toordinal()


def finest(words: str, dates: Iterable[str]) -> list[str]:
    """The dates that say more than this one, and of which none says more, sorted: one is this date, two may be."""
    finer = {d for d in dates if len(d) > len(words) and dates_agree(d, words)}
    return sorted(d for d in finer if not any(e.startswith(f"{d}-") for e in finer))


def days_apart(a: str, b: str) -> int | None:
    """The least number of days between what two dates may mean: of 2024-05 and 2024-05-10 none, 0."""
    x, y = days(a), days(b)
    return None if x is None or y is None else max(0, y[0] - x[1], x[0] - y[1])


def sums_agree(a: Sum | None, b: Sum | None) -> bool:
    """Whether two sums may be one sum; two currencies are not compared."""
    if a is None or b is None or a.iri == b.iri:
        return True
    if a.currency != b.currency:
        return False
    (low, high), (least, most) = reach(a), reach(b)
    return low <= most and least <= high


def sums_equal(a: Sum | None, b: Sum | None) -> bool:
    """Whether both tell the same figure: 300億円, 約300億円."""
    if a is None or b is None or a.currency != b.currency:
        return False
    return (_number(a.value), _number(a.low), _number(a.high)) == (_number(b.value), _number(b.low), _number(b.high))


@lru_cache(maxsize=1 << 14)
def reach(s: Sum) -> tuple[Decimal, Decimal]:
    """What a sum may be: 約300億円 → 285億円 to 315億円."""
    value, low, high = (_number(n) for n in (s.value, s.low, s.high))
    if value is None:
        return low or Decimal(0), Decimal("Infinity") if high is None else high
    if s.bound == "Min":
        return value, value * _OPEN
    if s.bound == "Max":
        return value / _OPEN, value
    rough = value * _ROUGH if s.bound == "About" else Decimal(0)
    return value - rough, value + rough


def exactness(s: Sum) -> tuple[int, int, int]:
    """A key by which sums are sorted, the least exact first: 数百億円, 300億円以上, 約300億円, 300億円, 302億円."""
    value = _number(s.value)
    bound = _BOUNDS.index(s.bound) if s.bound in _BOUNDS else -1
    digits = len(value.normalize().as_tuple().digits) if value is not None else 0
    return int(value is not None), bound, digits


def _number(words: str | None) -> Decimal | None:
    try:
        number = Decimal(words) if words is not None else None
    except InvalidOperation:
        return None
    return number if number is None or number.is_finite() else None
