"""A graph in, findings out about nodes that do not go together: told twice, told against each other, told before their time.

    founded-first: A party to this was founded after this date, it says elsewhere. …   at the date that is told later, with the other's line

All are warnings: two articles may disagree, and namesakes exist. One pass over the graph, then only over what is alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.validate.codes import finding
from kg.validate.findings import Finding, plain
from kg.validate.sources import Source
from kg.validate.terms import Index
from kg.vocabulary import term

_LABEL, _DATE, _STATUS, _FOUNDED = term("rdfs:label"), term("kg:date"), term("kg:status"), term("kg:founded")
_EVIDENCE, _SOURCE, _ISSUED = term("prov:wasDerivedFrom"), term("oa:hasSource"), term("dcterms:issued")
_PARTIES = tuple(term(f"kg:{r}") for r in ("recipient", "investor", "acquirer", "target", "seller", "founded", "founder"))
_PROCEEDING, _ACTION = term("kg:proceeding"), term("kg:action")
_ASKED = frozenset((_PROCEEDING, _ACTION, _LABEL, _DATE, _STATUS, _EVIDENCE, _SOURCE, _ISSUED, *_PARTIES))
_ENTITIES = (term("kg:Person"), term("kg:Organization"))
_OCCURRED = term("kg:Occurred")
_UNDONE = (term("kg:Rejected"), term("kg:Cancelled"), term("kg:Denied"))
_EVENTS = (term("kg:Founding"), term("kg:Funding"), term("kg:Acquisition"))
_A_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_NUMBERED = re.compile(r";\d+$")  # namesakes of one article: person/田中 person/田中;2


def check(source: Source, index: Index) -> Iterator[Finding]:
    said: dict[object, dict[NamedNode, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, q in enumerate(source.quads):
        if q.predicate in _ASKED:
            said[q.subject][q.predicate].append(i)
    graph = _Graph(source, {s: dict(ps) for s, ps in said.items()}, index.types)
    yield from _same_name(graph)
    yield from _founded_first(graph)
    yield from _occurred_later(graph)
    yield from _told_otherwise(graph)
    yield from _before_filing(graph)


@dataclass(frozen=True)
class _Graph:
    source: Source
    said: Mapping[object, Mapping[NamedNode, Sequence[int]]]
    types: Mapping[object, tuple[object, ...]]

    def all(self, node: object, property: NamedNode) -> Sequence[int]:
        """The quads that tell it."""
        return self.said.get(node, {}).get(property, ())

    def values(self, node: object, property: NamedNode) -> list[object]:
        return [self.source.quads[i].object for i in self.all(node, property)]

    def dates(self, node: object, property: NamedNode = _DATE) -> list[tuple[str, int]]:
        """What is a date, and the quad that tells it."""
        told = [(plain(self.source.quads[i].object), i) for i in self.all(node, property)]
        return [(d, i) for d, i in told if _A_DATE.fullmatch(d)]

    def events(self, status: NamedNode) -> list[object]:
        return [n for n in self.said if status in self.values(n, _STATUS)]

    def both(self, code: str, node: object, mine: int, other: int) -> Finding:
        """At the one of two quads that is told later, with the other's place."""
        first, last = sorted((mine, other))
        place, related = self.source.at(last, "object"), self.source.at(first, "object")
        quad = self.source.quads[mine]
        return finding(
            code, node=node, path=quad.predicate, value=self.source.quads[other].subject, place=place,
            related=(related,) if related else (),
        )  # fmt: skip


def _before(a: str, b: str) -> bool:
    """As far as both are told: 2018 is not before 2018-03."""
    return a[: len(b)] < b[: len(a)]


def _same_name(graph: _Graph) -> Iterator[Finding]:
    first: dict[tuple[str, object], int] = {}
    for node in graph.said:
        kind = next((c for c in graph.types.get(node, ()) if c in _ENTITIES), None)
        if kind is None:
            continue
        for i in graph.all(node, _LABEL):
            known = first.setdefault((plain(graph.source.quads[i].object), kind), i)
            if graph.source.quads[known].subject != node and not _NUMBERED.search(plain(node)):
                yield graph.both("same-name", node, i, known)


def _founded_first(graph: _Graph) -> Iterator[Finding]:
    founded: dict[object, tuple[str, int]] = {}
    occurred = graph.events(_OCCURRED)
    for node in occurred:
        for org in graph.values(node, _FOUNDED):
            for date, i in graph.dates(node):
                founded.setdefault(org, (date, i))
    for node in occurred if founded else ():
        if graph.values(node, _FOUNDED):
            continue
        parties = {p for role in _PARTIES for p in graph.values(node, role)} & founded.keys()
        for date, i in graph.dates(node):
            for party in sorted(parties, key=plain):
                if _before(date, founded[party][0]):
                    yield graph.both("founded-first", node, i, founded[party][1])
                    break


def _occurred_later(graph: _Graph) -> Iterator[Finding]:
    for node in graph.events(_OCCURRED):
        articles = {a for e in graph.values(node, _EVIDENCE) for a in graph.values(e, _SOURCE)}
        issued = [graph.dates(a, _ISSUED) for a in articles]
        for date, i in graph.dates(node):
            if issued and all(told and all(_before(d, date) for d, _ in told) for told in issued):
                yield finding(
                    "occurred-date", node=node, path=_DATE, value=graph.source.quads[i].object, place=graph.source.at(i, "object")
                )


def _told_otherwise(graph: _Graph) -> Iterator[Finding]:
    alike: dict[object, object] = {}
    for node in graph.events(_OCCURRED):
        alike.setdefault(_content(graph, node), node)
    for status in _UNDONE:
        for node in graph.events(status):
            other = alike.get(_content(graph, node))
            if other is not None and other != node:
                yield graph.both("told-otherwise", node, graph.all(node, _STATUS)[0], graph.all(other, _STATUS)[0])


def _before_filing(graph: _Graph) -> Iterator[Finding]:
    """Where every filing of the suit has a date; the shape of this name tells the step alone."""
    for suit in graph.said:
        steps = graph.values(suit, _PROCEEDING)
        filed = [graph.dates(s) for s in steps if term("kg:Filed") in graph.values(s, _ACTION)]
        if not filed or not all(filed):
            continue
        first = min(told for dates in filed for told in dates)
        for step in steps:
            for date, i in graph.dates(step):
                if all(_before(date, d) for dates in filed for d, _ in dates):
                    yield graph.both("lawsuit-order", step, i, first[1])


def _content(graph: _Graph, node: object) -> object:
    """What an event says but for its status; itself where it is no event with parties."""
    kind = next((c for c in graph.types.get(node, ()) if c in _EVENTS), None)
    told = frozenset((role, plain(v)) for role in (*_PARTIES, _DATE) for v in graph.values(node, role))
    return (kind, told) if kind and len(told) > 1 else node
