"""A graph's triples in, what it tells as nouns out: entities, facts with their roles, the words they stand on.

    account(triples).facts[0].roles → (("acquirer", <organization/青空電機>), ("target", <organization/北星製薬>))

An account is of one article's graph, or of several that were put together. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.vocabulary import JOINT, PREFIXES

Value = NamedNode | Literal

FACTS = ("Position", "Founding", "Funding", "Acquisition", "Lawsuit")
ROLES = {  # who and what, in the order it is told
    "Position": ("holder", "organization", "title", "startDate", "endDate"),
    "Founding": ("founded", "founder", "date"),
    "Funding": ("recipient", "investor", "amount", "round", "date"),
    "Acquisition": ("acquirer", "target", "seller", "amount", "date"),
    "Lawsuit": ("plaintiff", "defendant", "court", "damages", "claim"),
}
_KG = PREFIXES["kg"]
_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_ALT = PREFIXES["skos"] + "altLabel"
_FROM = PREFIXES["prov"] + "wasDerivedFrom"
_EVIDENCE = re.compile(r"(?P<article>.*)#char=(?P<start>\d+),(?P<end>\d+)", re.S)


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or an organization. `evidence` are IRIs of quotes, in text order."""

    iri: str
    type: str  # Person, Organization
    label: str
    names: tuple[str, ...] = ()  # its other names, sorted
    age: int | None = None
    evidence: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()  # of an organization, where it is, sorted


@dataclass(frozen=True, slots=True)
class Sum:
    """A MonetaryAmount; `value` or `low` and `high` as they are written: "300000000"."""

    iri: str
    label: str
    currency: str
    bound: str  # Exact, Min, Max, About
    value: str | None = None
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A Proceeding of a lawsuit."""

    iri: str
    action: str  # Filed, Settled …
    date: Literal | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A position, founding, funding, acquisition or lawsuit. `roles` in the order of ROLES; several of one role are sorted."""

    iri: str
    type: str
    roles: tuple[tuple[str, Value], ...]
    status: str | None = None  # Occurred, Planned …; None of a position and a lawsuit
    confidence: str = ""
    steps: tuple[Step, ...] = ()
    evidence: tuple[str, ...] = ()

    def get(self, role: str) -> tuple[Value, ...]:
        return tuple(v for r, v in self.roles if r == role)

    def named(self, role: str) -> tuple[str, ...]:
        """The IRIs that fill a role."""
        return tuple(v.value for r, v in self.roles if r == role and isinstance(v, NamedNode))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article: text[start:end] == exact."""

    iri: str
    article: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Told:
    """An article's metadata. `published` is 2024-05-31, 2024-05, 2024 or ""."""

    iri: str
    source: str = ""
    title: str = ""
    published: str = ""
    extractor: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """All that a graph tells, each kind sorted by IRI."""

    articles: tuple[Told, ...]
    agents: tuple[Agent, ...]
    facts: tuple[Event, ...]
    sums: Mapping[str, Sum]
    quotes: Mapping[str, Quote]

    @cached_property
    def by_iri(self) -> dict[str, Agent]:
        return {a.iri: a for a in self.agents}


def account(said: Iterable[Triple | Quad]) -> Account:
    """What triples tell, read leniently: what lacks a label or a type is left out, of two labels the first by order stands."""
    of: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for t in said:
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal):
            of[t.subject.value][t.predicate.value].append(t.object)
    nodes = {iri: {p: sorted(set(vs), key=str) for p, vs in ps.items()} for iri, ps in sorted(of.items())}
    kinds = {iri: {v.value.removeprefix(_KG) for v in ps.get(_TYPE, ())} for iri, ps in nodes.items()}

    def of_kind(*names: str) -> list[tuple[str, str, dict[str, list[Value]]]]:
        return [(iri, kind, nodes[iri]) for iri, found in kinds.items() for kind in names if kind in found]

    steps = {iri: _step(iri, ps) for iri, _, ps in of_kind("Proceeding")}
    return Account(
        tuple(_told(iri, ps) for iri, _, ps in of_kind("Article")),
        tuple(a for iri, kind, ps in of_kind("Person", "Organization") if (a := _agent(iri, kind, ps)).label),
        tuple(_event(iri, kind, ps, steps) for iri, kind, ps in of_kind(*FACTS)),
        {iri: _sum(iri, ps) for iri, _, ps in of_kind("MonetaryAmount")},
        {iri: q for iri, ps in nodes.items() if (q := _quote(iri, ps, nodes)) is not None},
    )


def _first(ps: Mapping[str, list[Value]], property: str) -> str:
    return next((v.value for v in ps.get(property, ())), "")


def _evidence(ps: Mapping[str, list[Value]]) -> tuple[str, ...]:
    return tuple(sorted((v.value for v in ps.get(_FROM, ())), key=_in_text_order))


def _in_text_order(iri: str) -> tuple[str, int, int]:
    found = _EVIDENCE.fullmatch(iri)
    return (found["article"], int(found["start"]), int(found["end"])) if found else (iri, 0, 0)


def _told(iri: str, ps: Mapping[str, list[Value]]) -> Told:
    dc = PREFIXES["dcterms"]
    source, title, issued = (_first(ps, dc + p) for p in ("source", "title", "issued"))
    keywords = tuple(w for w in _first(ps, _KG + "keywords").split(JOINT) if w)
    return Told(iri, source, title, issued, _first(ps, _KG + "extractor"), keywords)


def _agent(iri: str, kind: str, ps: Mapping[str, list[Value]]) -> Agent:
    age = _first(ps, _KG + "age")
    names = tuple(sorted(v.value for v in ps.get(_ALT, ())))
    seats = tuple(sorted(v.value for v in ps.get(_KG + "seat", ())))
    return Agent(iri, kind, _first(ps, _LABEL), names, int(age) if age.isdigit() else None, _evidence(ps), seats)


def _step(iri: str, ps: Mapping[str, list[Value]]) -> Step:
    date = next((v for v in ps.get(_KG + "date", ()) if isinstance(v, Literal)), None)
    return Step(iri, _first(ps, _KG + "action").removeprefix(_KG), date, _evidence(ps))


def _event(iri: str, kind: str, ps: Mapping[str, list[Value]], steps: Mapping[str, Step]) -> Event:
    roles = tuple((role, v) for role in ROLES[kind] for v in ps.get(_KG + role, ()))
    status = _first(ps, _KG + "status").removeprefix(_KG) or None
    own = tuple(steps[v.value] for v in ps.get(_KG + "proceeding", ()) if v.value in steps)
    return Event(iri, kind, roles, status, _first(ps, _KG + "confidence"), own, _evidence(ps))


def _sum(iri: str, ps: Mapping[str, list[Value]]) -> Sum:
    currency, bound = _first(ps, _KG + "currency"), _first(ps, _KG + "bound").removeprefix(_KG)
    value, low, high = (_first(ps, _KG + p) or None for p in ("value", "minValue", "maxValue"))
    return Sum(iri, _first(ps, _LABEL), currency, bound, value, low, high)


def _quote(iri: str, ps: Mapping[str, list[Value]], nodes: Mapping[str, Mapping[str, list[Value]]]) -> Quote | None:
    found = _EVIDENCE.fullmatch(iri)
    if not found:
        return None
    oa = PREFIXES["oa"]
    selectors = [nodes.get(v.value, {}) for v in ps.get(oa + "hasSelector", ())]
    exact = next((words for s in selectors if (words := _first(s, oa + "exact"))), "")
    return Quote(iri, found["article"], int(found["start"]), int(found["end"]), exact)
