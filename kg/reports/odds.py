"""Two tellings with the same key party in; out on which properties they cannot both be true, though they tell one story.

at_odds(10 May 10億円, 10 May 12億円) → ("amount",);  at_odds(買収 Occurred, 買収 Denied) → ("status",)
at_odds(シリーズA 3億円, シリーズB 10億円) → (): two events
"""

from __future__ import annotations

from decimal import Decimal

from kg.reports.exactness import before, dates_agree, days_apart, reach, sums_equal, to_the_month
from kg.reports.likeness import FAR, NEAR, against, apart, told_apart
from kg.reports.tellings import PARTIES, Telling

_SLIP = 14  # days: two dates so near are one day told in two ways, whatever else differs
_REFUSED = ("Denied", "Rejected", "Cancelled")


def at_odds(a: Telling, b: Telling) -> tuple[str, ...]:
    """Sorted; nothing where they are two events, a story that goes on, or of one article."""
    differ = against(a, b)
    if a.status != b.status:
        return ("status",) if _contradict(a, b, differ) else ()
    if differ == {"amount", "date"}:
        slip = (days_apart(a.date, b.date) or 0) <= _SLIP and (_shared(a, b) or bool(a.word and b.word))
        return ("amount", "date") if slip else ()
    if len(differ) != 1:
        return ()
    (property,) = differ
    return (property,) if property in _TESTS and _TESTS[property](a, b) else ()


def _amount(a: Telling, b: Telling) -> bool:
    """10億円, 12億円 of one round, one investor or one month; else reports of the same weeks."""
    if a.type == "Funding" and (_part(a, b) or _part(b, a)):
        return False
    signs = _shared(a, b) or bool(a.word and b.word) or _same_month(a, b)
    return _within(FAR if signs or a.type == "Acquisition" else NEAR, a, b)


def _part(a: Telling, b: Telling) -> bool:
    """What one investor paid of what all paid: 椋木が3億円を出資, 白鳥が椋木と青葉から10億円を調達."""
    mine, all_ = a.parties["investor"], b.parties["investor"]
    least, most = (reach(t.sum)[0] if t.sum else Decimal(0) for t in (a, b))
    return least < most and bool(mine) and (mine < all_ or (not all_ and 2 * least <= most))


def _date(a: Telling, b: Telling) -> bool:
    gap = days_apart(a.date, b.date)
    if a.type == "Founding":
        return True  # founded once
    if a.type == "Lawsuit":
        return gap is not None and gap <= FAR
    if gap is None:
        return False
    if a.status != "Occurred":  # the day of an announcement is not that of what is announced
        return gap <= _SLIP and _to_come(a) == _to_come(b)
    if a.type == "Acquisition" and _shared(a, b):
        told = told_apart(a, b)
        return gap <= FAR or (told is not None and told <= FAR)
    return gap <= _SLIP or (gap <= FAR and (sums_equal(a.sum, b.sum) or bool(a.word and b.word)))


def _to_come(t: Telling) -> bool:
    """Whether its day was still to come when it was reported."""
    return bool(t.last) and before(t.last, t.date)


def _post(a: Telling, b: Telling) -> bool:
    """In April, in May: of one post that nobody leaves and takes up again so soon."""
    property = "date" if not dates_agree(a.date, b.date) else "end"
    gap = days_apart(getattr(a, property), getattr(b, property))
    return bool(a.word and b.word) and gap is not None and gap <= FAR


def _party(a: Telling, b: Telling) -> bool:
    """Who bought it, who paid it: of one sum or one day. Rivals each make an offer."""
    if a.status == "Proposed":
        return False
    if a.type == "Founding":
        return bool(a.date and b.date)
    if a.type == "Funding":
        return sums_equal(a.sum, b.sum) and _within(NEAR, a, b)
    return _within(NEAR, a, b) and (_same_month(a, b) or sums_equal(a.sum, b.sum))


def _suit(a: Telling, b: Telling) -> bool:
    """The sum or the court, of one filing."""
    return _same_month(a, b) or _within(FAR, a, b)


_TESTS = {
    "amount": _amount,
    "date": _date,
    "startDate": _post,
    "endDate": _post,
    "acquirer": _party,
    "seller": _party,
    "investor": _party,
    "founder": _party,
    "damages": _suit,
    "court": _suit,
}


def _contradict(a: Telling, b: Telling, differ: frozenset[str]) -> bool:
    """Done, and denied, refused or given up, within months; a refusal that is followed by consent is a story."""
    done, not_done = (a, b) if a.status == "Occurred" else (b, a)
    gap = apart(a, b)
    if done.status != "Occurred" or not_done.status not in _REFUSED or not differ <= {"date", "order"} or gap is None:
        return False
    first_refused = "date" in differ and before(not_done.date, done.date)
    return gap <= (_SLIP if first_refused else FAR if _shared(a, b) else NEAR)


def _within(most: int, a: Telling, b: Telling) -> bool:
    """Whether the events are so many days apart, or their reports; of money, which is raised again and again, the events."""
    gaps = (apart(a, b),) if a.type == "Funding" else (apart(a, b), told_apart(a, b))
    return any(gap is not None and gap <= most for gap in gaps)


def _same_month(a: Telling, b: Telling) -> bool:
    return to_the_month(a.date) and to_the_month(b.date) and dates_agree(a.date, b.date)


def _shared(a: Telling, b: Telling) -> bool:
    return any(not a.parties[role].isdisjoint(b.parties[role]) for role in PARTIES[a.type])
