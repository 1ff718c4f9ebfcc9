"""A fact being put together from statements: what it takes from each, and whether in the end it is one.

    2015年、AはBに出資した。 + 出資額は3億円だった。 → a Funding of B, investor A, 2015, 300000000

events.py and tenures.py say which draft a statement belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Date, Fact, Span, Statement, Status
from kg.told import Value, confidence, labels, span_of

_MANY = {"founder", "investor", "acquirer", "seller"}
_RANK = {
    Status.OCCURRED: 3,
    Status.CANCELLED: 4,
    Status.REJECTED: 4,
    Status.DENIED: 4,
    Status.PLANNED: 2,
    Status.PROPOSED: 1,
    Status.ALLEGED: 0,
}
FINAL = (Status.CANCELLED, Status.REJECTED)
# who cannot be on both sides: of the first role, whoever stands in the second is dropped
_SIDES = {
    "Acquisition": (("acquirer", "target"), ("seller", "target"), ("seller", "acquirer")),
    "Funding": (("investor", "recipient"),),
    "Founding": (("founder", "founded"),),
}
# roles that a fact cannot do without: all of a group's, or in a tuple one of them
_WHOLE: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "Position": ("holder", "organization"),
    "Founding": ("founded", ("founder", "date")),
    "Funding": ("recipient", ("investor", "amount")),
    "Acquisition": ("target", ("acquirer", "seller")),
    "Lawsuit": (("plaintiff", "defendant"),),
}


@dataclass
class Draft:
    """A fact being put together: mutable, and only while its statements are merged."""

    type: str
    status: Status
    roles: dict[str, list[Value]] = field(default_factory=dict)
    certain: bool = True
    statements: list[Statement] = field(default_factory=list)
    announced: bool = False  # its date is that of an announcement, which a date of the event itself replaces

    def get(self, role: str) -> list[Value]:
        return self.roles.get(role, [])

    @property
    def sentence(self) -> int:
        return self.statements[-1].sentence


def values_of(s: Statement, carried: bool = False) -> dict[str, list[Value]]:
    """What a statement says by role; what was only carried over from the discourse apart."""
    out: dict[str, list[Value]] = {}
    for role, filler in s.roles:
        if (filler.how == "carried") is carried and filler.value not in out.get(role, []):
            out.setdefault(role, []).append(filler.value)
    return out


def announced(s: Statement) -> bool:
    """Whether its date is no date of the event: of an announcement, or of the refusal of what was offered before."""
    return s.status in FINAL or any(f.how == "announced" for f in s.get("date"))


def absorb(d: Draft, s: Statement, values: dict[str, list[Value]]) -> None:
    """Takes in another statement: 2015年に + 2015年4月に → 2015-04, 買収する + 買収した → Occurred."""
    for role, vs in values.items():
        have = d.roles.setdefault(role, [])
        if role in _MANY:
            have += [v for v in vs if v not in have]
        elif not have:
            have += vs
            d.announced = d.announced or (role == "date" and announced(s))
        elif role == "date" and d.announced and not announced(s) and (d.status in FINAL or not before(vs[0], have[0])):
            d.roles[role], d.announced = list(vs), False
        elif isinstance(have[0], Date) and len(str(vs[0])) > len(str(have[0])) and not announced(s):
            d.roles[role] = list(vs)
    if s.certain and (not d.certain or _RANK[s.status] > _RANK[d.status]):
        d.status = s.status
    d.certain = d.certain or s.certain
    d.statements.append(s)


def consistent(d: Draft) -> None:
    """Drops what cannot be: a party on both sides, an end before its start."""
    for role, other in _SIDES.get(d.type, ()):
        d.roles[role] = [v for v in d.get(role) if v not in d.get(other)]
    start, end = (next(iter(d.get(r)), None) for r in ("startDate", "endDate"))
    if start is not None and end is not None and before(end, start):
        d.roles["startDate"] = d.roles["endDate"] = []


def before(a: Value, b: Value) -> bool:
    """Strictly, at the precision that both have: 2018 is not before 2018-03."""
    x, y = str(a), str(b)
    return x[: len(y)] < y[: len(x)]


def whole(d: Draft) -> bool:
    """Whether the roles say enough to be a fact."""
    return not lacking(d.type, {r for r, v in d.roles.items() if v})


def lacking(type_: str, has: set[str]) -> list[str]:
    """What roles are still to be said for a fact: of an Acquisition with a target alone → acquirer|seller."""
    needs = [need if isinstance(need, tuple) else (need,) for need in _WHOLE[type_]]
    return ["|".join(need) for need in needs if not has & set(need)]


def fact(d: Draft, words: dict[Span, str]) -> Fact:
    """The fact of a draft; the sentences of its statements are its evidence."""
    roles = tuple((role, v) for role, vs in sorted(d.roles.items()) for v in vs)
    evidence = tuple(sorted({span_of(s) for s in d.statements}))
    told = tuple(d.statements)
    return Fact(d.type, roles, d.status, evidence, confidence(told), told, (), labels(told, words))
