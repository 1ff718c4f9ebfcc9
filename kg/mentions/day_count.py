"""Dates in, dates out: moving, comparing and choosing among dates that are exact to the year, the month or the day.

shifted(Date(2015, 12), "month", 2) → Date(2016, 2);  nearest(9, None, Date(2024, 6, 10), is_past=True) → Date(2023, 9)
"""

from __future__ import annotations

from kg.model import Date


def nearest(month: int, day: int | None, today: Date, is_past: bool) -> Date | None:
    if today.month is None:
        return None
    this = Date(today.year, month, day)
    if is_past:
        return Date(today.year - 1, month, day) if later(this, today) else this
    return Date(today.year + 1, month, day) if _earlier(this, today) else this


def later(a: Date, b: Date) -> bool:
    """Certainly later: 2024-05 is not later than 2024-05-10, nor than 2024."""
    return _compared(a, b) > 0


def _earlier(a: Date, b: Date) -> bool:
    return _compared(a, b) < 0


def _compared(a: Date, b: Date) -> int:
    for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day)):
        if x is None or y is None:
            return 0
        if x != y:
            return 1 if x > y else -1
    return 0


def shifted(start: Date, unit: str, offset: int, month: int | None = None, day: int | None = None) -> Date | None:
    """`start` moved by the offset, exact to the offset's unit or to the month and day that the words add."""
    if unit == "year":
        return Date(start.year + offset, month, day)
    if start.month is None:
        return None
    if unit == "month":
        months = start.year * 12 + start.month - 1 + offset
        return Date(months // 12, months % 12 + 1, day)
    return None if start.day is None else _days_on(start, offset)


def _days_on(start: Date, days: int) -> Date:
    year, month, day = start.year, start.month or 1, (start.day or 1) + days
    while day < 1:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        day += _length(year, month)
    while day > _length(year, month):
        day -= _length(year, month)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return Date(year, month, day)


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def exists(date: Date) -> bool:
    return date.month is None or date.day is None or date.day <= _length(date.year, date.month)
