"""Accounts of articles in, out what several of them say about one event: who tells the same fact, and where they are at odds.

    united([a.txt: 2024-05, b.txt: 2024-05-10]) → [United(a.txt, <…/acquisition/608a…>, node <…/acquisition/7aaf…>,
        "same acquirer and target, dates 2024-05 and 2024-05-10 agree", (("date", "2024-05"),))]
    conflicts([a.txt: 10億円, b.txt: 12億円]) → [Disagreement("amount", (Report(a.txt, …, ("10億円",)), …))]

Nothing is averaged and nothing is lost: what a fact does not keep is told in `set_aside`, word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from kg.account import Account, Value
from kg.reports.exactness import exactness, finest
from kg.reports.groups import components, disputed, together, whole
from kg.reports.likeness import apart
from kg.reports.odds import at_odds
from kg.reports.tellings import KEY, PARTIES, SINGLE, SUMS, Saying, Telling, kept, surest, tellings
from kg.vocabulary import term


@dataclass(frozen=True, slots=True)
class United:
    """One article's report of an event, put into the node that all its reports share.

    `set_aside` are properties (local names) with the values, as this graph gives them, that another report tells more exactly. `steps`
    are those of a suit that another report dates more exactly, with what they are called then: SUIT#Filed,2023-05 and Filed,2023-05-12.
    """

    article: str  # IRI of the article's graph
    former: str  # the event's IRI in it
    node: str  # the IRI of the fact
    reason: str
    set_aside: tuple[tuple[str, Value], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of the property at issue, as written, and the words it stands on."""

    article: str
    event: str
    values: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Reports of one event that cannot all be true, in order of publication."""

    property: str  # amount, date, status, startDate, damages, court … or the role whose parties differ
    reports: tuple[Report, ...]


def united(accounts: Iterable[Account]) -> list[United]:
    """Of one account per article, the reports whose node or content changes, sorted by article and former IRI."""
    found = [u for group in together(tellings(accounts)) for u in _unite(group)]
    return sorted(found, key=lambda u: (u.article, u.former))


def _unite(group: Sequence[Telling]) -> Iterator[United]:
    sayings = [s for t in group for s in t.reports]
    if len(sayings) < 2:
        return
    node = min(group, key=_first)
    keeps = _kept(group[0].type, sayings)
    steps = _lesser_steps(sayings)
    for t in group:
        other = node if t is not node else next((o for o in group if o is not node), node)
        for s in t.reports:
            lesser = tuple((step.iri, steps[step.iri]) for step in s.event.steps if step.iri in steps)
            aside = (
                *((p, v) for p, v in _told_once(s) if v != keeps.get(p)),
                *(("proceeding", NamedNode(step)) for step, _ in lesser),
            )
            if t is not node or aside:
                yield United(s.article, t.iri, node.iri, _reason(t, other), aside, lesser)


def _first(t: Telling) -> tuple[object, ...]:
    """A key by which the report of most roles, of these the most exact, of these the first by IRI comes first."""
    roles = {role for s in t.reports for role, _ in s.event.roles}
    exact = (len(t.date), len(t.end), exactness(t.sum) if t.sum else (-1,), len(t.word))
    return -len(roles), tuple(-n if isinstance(n, int) else tuple(-m for m in n) for n in exact), t.iri


def _kept(type: str, sayings: Sequence[Saying]) -> dict[str, Value]:
    found = {p: v for p in SINGLE[type] if (v := kept(sayings, p)) is not None}
    return found | {"confidence": Literal(surest(sayings), datatype=term("xsd:decimal"))}


def _told_once(s: Saying) -> Iterator[tuple[str, Value]]:
    """What a report tells of which a fact has one."""
    for p in SINGLE[s.event.type]:
        yield from ((p, v) for v in s.event.get(p))
    if s.event.confidence:
        yield "confidence", Literal(s.event.confidence, datatype=term("xsd:decimal"))


def _lesser_steps(sayings: Sequence[Saying]) -> dict[str, str]:
    """The steps of a suit that another report tells more exactly: Filed 2023-05 beside Filed 2023-05-12."""
    told: dict[str, dict[str, str]] = defaultdict(dict)  # of an action each step's date, as exactly as anybody tells it
    for step in (step for s in sayings for step in s.event.steps):
        dates, date = told[step.action], step.date.value if step.date else ""
        dates[step.iri] = max(date, dates.get(step.iri, ""), key=lambda d: (len(d), d))
    return {
        iri: f"{action},{found[0]}"
        for action, dates in told.items()
        for iri, date in dates.items()
        if len(found := sorted(finest(date, dates.values()))) == 1
    }


def _reason(a: Telling, b: Telling) -> str:
    """same acquirer and target, dates 2024-05 and 2024-05-10 agree"""
    shared = [role for role in PARTIES[a.type] if not a.parties[role].isdisjoint(b.parties[role])]
    parts = ["same " + _and([*shared, *KEY[a.type]])]
    parts += [_agree(name, x, y) for name, x, y in _compared(a, b) if x and y]
    gap = apart(a, b)
    if len(parts) == 1 and gap is not None:
        parts.append(f"told {gap} days apart")
    return ", ".join(parts)


def _compared(a: Telling, b: Telling) -> list[tuple[str, str, str]]:
    date = {"Lawsuit": "filing dates", "Position": "first days"}.get(a.type, "dates")
    word = "titles" if a.type == "Position" else "rounds"
    pairs = [(date, a.date, b.date), ("last days", a.end, b.end), ("sums", _figure(a), _figure(b)), (word, a.word, b.word)]
    return [*pairs, ("courts", a.court.rpartition("/")[2], b.court.rpartition("/")[2])]


def _figure(t: Telling) -> str:
    return (t.sum.label or f"{t.sum.value} {t.sum.currency}") if t.sum else ""


def _agree(names: str, x: str, y: str) -> str:
    return f"same {names[:-1]} {x}" if x == y else f"{names} {x} and {y} agree"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def conflicts(accounts: Iterable[Account]) -> list[Disagreement]:
    """Of one account per article, what they disagree on, sorted; what one article tells as two events is no disagreement."""
    return disagreements(facts_of(tellings(accounts)))


def disagreements(facts: Sequence[Telling]) -> list[Disagreement]:
    """Of facts, each told by all its reports."""
    odds: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for a, b in disputed(facts):
        for property in at_odds(facts[a], facts[b]):
            odds[property].add((a, b))
    found = [
        _disagreement(property, [facts[i] for i in group])
        for property, pairs in odds.items()
        for group in components(len(facts), sorted(pairs))
        if len(group) > 1
    ]
    return sorted(found, key=lambda d: (min(r.event for r in d.reports), d.property))


def facts_of(told: Sequence[Telling]) -> list[Telling]:
    """Each fact once, under the IRI of its node, with all its reports; sorted."""
    facts = (replace(whole(group), iri=min(group, key=_first).iri) for group in together(told))
    return sorted(facts, key=lambda t: t.iri)


def _by_article(s: Saying) -> tuple[str, str]:
    return s.article, s.event.iri


def _disagreement(property: str, facts: Sequence[Telling]) -> Disagreement:
    sayings = sorted((s for t in facts for s in t.reports), key=lambda s: (s.published, *_by_article(s)))
    reports = (Report(s.article, s.event.iri, _values(s, property), _quotes(s)) for s in sayings)
    return Disagreement(property, tuple(r for r in reports if r.values))


def _values(s: Saying, property: str) -> tuple[str, ...]:
    """10億円; 2024-05-10; 雲仙電装"""
    if property == "status":
        return (s.event.status,) if s.event.status else ()
    if property == "date" and s.event.type == "Lawsuit":
        return tuple(step.date.value for step in s.event.steps if step.action == "Filed" and step.date)
    return tuple(_written(v, property, s.account) for v in s.event.get(property))


def _written(value: Value, property: str, told: Account) -> str:
    if isinstance(value, Literal):
        return value.value
    if property in SUMS:
        found = told.sums.get(value.value)
        return found.label or f"{found.value or f'{found.low}–{found.high}'} {found.currency}" if found else value.value
    agent = told.by_iri.get(value.value)
    return agent.label if agent else value.value


def _quotes(s: Saying) -> tuple[str, ...]:
    """The words the event stands on in its article."""
    found = (s.account.quotes.get(iri) for iri in s.event.evidence)
    return tuple(q.exact for q in found if q is not None and q.exact)
