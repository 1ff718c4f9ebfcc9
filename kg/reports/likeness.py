"""Two tellings of the same type and status in; what speaks against their being one event, and what for it.

    against(買収 on 2024-05-10 for 300億円, 買収 on 2024-05-12 for 300億円) → {"date"}
    speaks(買収 by 雲仙電装, 買収 by 雲仙電装) → True

Nothing against is not enough: an undated sum of one year and a round of another need a word in common.
"""

from __future__ import annotations

from kg.reports.exactness import before, dates_agree, days, days_apart, sums_agree, sums_equal, to_the_month
from kg.reports.tellings import PARTIES, Telling
from kg.told import same_title

NEAR = 31  # days: reports of one event that say nothing else in common are published within so many
FAR = 120  # days: beyond, an undated report with one word in common tells of something else
VERY_FAR = 400  # days: beyond, a suit that was only filed is not the one filed then


def against(a: Telling, b: Telling) -> frozenset[str]:
    """The properties on which they differ; apart, where one article tells both; order, where one could not yet know of the other."""
    found = {role for role in PARTIES[a.type] if a.parties[role] and b.parties[role] and _disjoint(a, b, role)}
    if not a.articles.isdisjoint(b.articles):
        found.add("apart")
    if not sums_agree(a.sum, b.sum):
        same_money = a.sum is not None and b.sum is not None and a.sum.currency == b.sum.currency
        found.add(("damages" if a.type == "Lawsuit" else "amount") if same_money else "currency")
    if not dates_agree(a.date, b.date):
        found.add("startDate" if a.type == "Position" else "date")
    if not dates_agree(a.end, b.end):
        found.add("endDate")
    if a.word and b.word and (not same_title(a.word, b.word) if a.type == "Position" else a.word != b.word):
        found.add("title" if a.type == "Position" else "round")
    if a.court and b.court and a.court != b.court and (a.instance == b.instance or not a.instance or not b.instance):
        found.add("court")
    if _both_sides(a, b):
        found.add("sides")
    if _too_early(a, b) or _too_early(b, a):
        found.add("order")
    return frozenset(found)


def _disjoint(a: Telling, b: Telling, role: str) -> bool:
    """No buyer in common; of a suit's parties, that neither names some of the other's."""
    x, y = a.parties[role], b.parties[role]
    return not (x <= y or y <= x) if a.type == "Lawsuit" else x.isdisjoint(y)


def _both_sides(a: Telling, b: Telling) -> bool:
    """Who buys in one and sells in the other, sues in one and is sued in the other."""
    roles = PARTIES[a.type]
    if len(roles) < 2:
        return False
    one, other = roles
    return not (a.parties[one].isdisjoint(b.parties[other]) and a.parties[other].isdisjoint(b.parties[one]))


def _too_early(a: Telling, b: Telling) -> bool:
    """Whether what a tells lies before what b tells began: an undated report, a step of a suit, the end of a post."""
    if not b.date:
        return False
    if a.type == "Lawsuit" and any(before(step, b.date) for step in a.steps):
        return True
    if a.type == "Position":
        gap = days_apart(a.last, b.date) or 0
        return bool(a.end and before(a.end, b.date)) or (not a.date and before(a.last, b.date) and gap > FAR)
    return a.status in ("Occurred", "") and not a.date and bool(a.last) and before(a.last, b.date)


def speaks(a: Telling, b: Telling) -> bool:
    """Whether enough speaks for one event, where nothing is against it."""
    if a.type in ("Founding", "Position"):
        return True
    if a.type == "Lawsuit":
        return _one_suit(a, b)
    gap = apart(a, b)
    month = bool(to_the_month(a.date) and to_the_month(b.date))
    signs = [_shared(a, b), sums_equal(a.sum, b.sum), bool(a.word and b.word), month]
    if a.type == "Acquisition" and signs[0]:  # nobody buys a company twice; who plans to may do so again
        return month or a.status == "Occurred" or gap is None or gap <= VERY_FAR
    if gap is not None and gap > FAR:
        return sum(signs) > 1
    return any(signs) or (gap is not None and gap <= NEAR and not _vague(a) and not _vague(b))


def _one_suit(a: Telling, b: Telling) -> bool:
    """Both sides the same, or some of them and the day or the sum besides."""
    month = bool(to_the_month(a.date) and to_the_month(b.date))
    for one, other in ((a, b), (b, a)):
        gap = days_apart(one.last, other.date)
        if one.only_filed and not one.date and gap is not None and gap > VERY_FAR:
            return False
    same = all(a.parties[role] and a.parties[role] == b.parties[role] for role in PARTIES["Lawsuit"])
    return same or month or sums_equal(a.sum, b.sum)


def _shared(a: Telling, b: Telling) -> bool:
    return any(not a.parties[role].isdisjoint(b.parties[role]) for role in PARTIES[a.type])


def _vague(t: Telling) -> bool:
    """Dated by no more than a year."""
    return bool(t.date) and not to_the_month(t.date)


def span(t: Telling) -> tuple[int, int] | None:
    """The first and last day that a telling is of: of its date, else of its reports."""
    if t.date and (found := days(t.date)):
        return found
    return told_when(t)


def told_when(t: Telling) -> tuple[int, int] | None:
    """From the first day of its first report to the last of its last."""
    first, last = days(t.first), days(t.last)
    return (first[0], last[1]) if first and last else None


def apart(a: Telling, b: Telling) -> int | None:
    """Days between two tellings; None where one has no date of any kind."""
    return _between(span(a), span(b))


def told_apart(a: Telling, b: Telling) -> int | None:
    """Days between their reports."""
    return _between(told_when(a), told_when(b))


def _between(x: tuple[int, int] | None, y: tuple[int, int] | None) -> int | None:
    return None if x is None or y is None else max(0, y[0] - x[1], x[0] - y[1])
