"""A cell's words in, a day out, where no date is seen in them elsewhere: (4月1日) of a column, 15年 of a career.

ahead("(4月1日)", Date(2025, 3, 20)) → 2025-04-01
year_month("2013/4", None) → 2013-04
"""

from __future__ import annotations

import re
from calendar import monthrange

from kg.match import lazy
from kg.model import Date

_MONTH_DAY = lazy(r"(?:(\d{1,2})月)?(\d{1,2})日")
_BEHIND = 4  # months: a column's day without a year lies at most so far before its publication


def ahead(words: str, published: Date | None) -> Date | None:
    """A column's day without a year: the one next to its publication, of which most lie ahead."""
    found = _MONTH_DAY.search(words)
    if found is None or published is None or published.month is None:
        return None
    month, day = int(found[1] or published.month), int(found[2])
    late = (month - published.month) % 12 >= 12 - _BEHIND  # up to four months ago
    year = published.year + (month < published.month and not late) - (month > published.month and late)
    real = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return Date(year, month, day) if real else None


def year_month(words: str, published: Date | None) -> Date | None:
    """What a career's column may hold that is no date elsewhere: 15年, 2013/4, 2013.04."""
    found = re.fullmatch(r"'?(?P<year>\d\d|(?:19|20)\d\d) ?[年./-] ?(?:(?P<month>\d{1,2})(?:月|\b))?", words.strip())
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 0)
    if year < 100:
        year += 2000 if published is None or year <= published.year % 100 else 1900
    return Date(year, month if 1 <= month <= 12 else None)


def later(date: Date, published: Date) -> bool:
    a, b = str(date), str(published)
    size = min(len(a), len(b))
    return a[:size] > b[:size]
