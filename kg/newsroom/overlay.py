"""What each article's own graph says in, what stands in the file out: decided upon, joined, put in order.

    for iri, triples in graphs(ledger): …

An article's row is never changed by a decision or a join. They are laid over it here, so each can be taken back.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg import serial
from kg.graph import decimal
from kg.newsroom.decided import ON_FACTS, Decision, applied
from kg.newsroom.decided import told as decisions_told
from kg.newsroom.ledger import Ledger, Row
from kg.newsroom.record import triples
from kg.vocabulary import term, words

DECISIONS = "decisions"  # names of graphs, under the base
IDENTITY = "identity"
AT_ONCE = 1000  # joins that are told at once

_TYPE, _LABEL, _ALT, _AGE, _SOURCE = (term(t) for t in ("rdf:type", "rdfs:label", "skos:altLabel", "kg:age", "dcterms:source"))
_URI = term("xsd:anyURI")


@dataclass(frozen=True, slots=True)
class Joined:
    """A node of one article's graph under the IRI that it shares with others; `label` is what it is called there now."""

    graph: str
    former: str
    node: str
    rule: str
    reason: str
    label: str = ""
    confidence: str = ""
    like: tuple[tuple[str, str], ...] = ()  # (graph, IRI in it)
    evidence: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()  # N-Triples of the article's own graph that the joined node tells more exactly

    @property
    def id(self) -> str:
        return hashlib.sha256(f"{self.graph}\n{self.former}".encode()).hexdigest()[:16]

    def packed(self) -> str:
        told = (self.rule, self.reason, self.label, self.confidence, self.like, self.evidence, self.aside)
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def unpacked(cls, graph: str, former: str, node: str, told: str) -> Joined:
        rule, reason, label, confidence, like, evidence, aside = json.loads(told)
        pairs = tuple((a, b) for a, b in like)
        return cls(graph, former, node, rule, reason, label, confidence, pairs, tuple(evidence), tuple(aside))


def graphs(ledger: Ledger, with_joins: bool = True) -> Iterator[tuple[str, list[Triple]]]:
    """Every graph of a store by IRI: articles, decisions, identity. Of a person with several ages none is told, as in `kg.graph`."""
    laid = laid_over(ledger, with_joins)
    for rows in ledger.rows():
        yield rows[0].graph, laid(rows)
    base = ledger.meta("base")
    if said := decisions_told(ledger.decisions(), base):
        yield base + DECISIONS, serial.ordered(said)
    for part in identity(ledger, base) if with_joins else ():
        yield base + IDENTITY, part


def laid_over(ledger: Ledger, with_joins: bool = True) -> Callable[[list[Row]], list[Triple]]:
    """The rows of a graph → its triples as decided and joined, in the order they are written in."""
    ages = ledger.ages()
    decided = as_decided(ledger)
    some = with_joins and ledger.has_joins()

    def laid(rows: list[Row]) -> list[Triple]:
        graph = rows[0].graph
        said = in_order = own(rows)
        said = decided(graph, said)
        if some and (joins := stored_joins(ledger, graph)):
            said = renamed(said, joins)
        if said is not in_order or len(rows) > 1:  # a row is kept in order
            said = serial.ordered(said)
        return [t for t in said if t.predicate != _AGE or words(t.subject) not in ages] if ages else said

    return laid


def names(ledger: Ledger) -> Iterator[str]:
    """The IRIs of these graphs, in that order."""
    yield from ledger.graphs()
    base = ledger.meta("base")
    if ledger.decisions():
        yield base + DECISIONS
    if ledger.has_joins():
        yield base + IDENTITY


def own(rows: list[Row]) -> list[Triple]:
    """What an article's own graph says; where several articles are the same text, the first one's, and where the others stand."""
    said = triples(rows[0].packed)
    for row in rows[1:]:
        said += [t for t in triples(row.packed) if t.predicate == _SOURCE and t not in said]
    return said


def as_decided(ledger: Ledger) -> Callable[[str, list[Triple]], list[Triple]]:
    """(graph, triples) → the triples after the decisions on that article."""
    of: dict[str, list[Decision]] = defaultdict(list)
    for d in ledger.decisions():
        for graph in d.articles if d.verdict in ON_FACTS else ():
            of[graph].append(d)
    return lambda graph, said: applied(said, graph, of[graph]) if graph in of else said


def stored_joins(ledger: Ledger, graph: str) -> dict[str, Joined]:
    """The joins of an article's graph, by the IRI that it gives."""
    return {row[1]: Joined.unpacked(*row) for row in ledger.joins_of(graph)}


def renamed(said: Iterable[Triple], joins: Mapping[str, Joined]) -> list[Triple]:
    """With the IRIs of joined nodes and of a suit's steps; a label that is not the node's becomes another name of it."""
    aside = {t for j in joins.values() for t in serial.from_lines(j.aside)}
    now = {j.former: j.node for j in joins.values()}
    return [_with(t, now) for t in said if t not in aside] + [t for j in joins.values() for t in _named(j)]


def as_before(said: Iterable[Triple], joins: Iterable[Joined]) -> list[Triple]:
    """An article's own triples again: what `renamed` made of them, undone."""
    joins = list(joins)
    before = {j.node: j.former for j in joins}
    labels = {NamedNode(j.node): t.object for j in joins for t in serial.from_lines(j.aside) if t.predicate == _LABEL}

    def added(t: Triple) -> bool:
        old = labels.get(t.subject) if isinstance(t.subject, NamedNode) else None
        return old is not None and (t.predicate == _LABEL or (t.predicate == _ALT and t.object == old))

    return [_with(t, before) for t in said if not added(t)] + [t for j in joins for t in serial.from_lines(j.aside)]


def _with(t: Triple, instead: Mapping[str, str]) -> Triple:
    """A triple with other IRIs in it: of nodes, and of the steps SUIT#Filed,2023-05 of a suit."""

    def now(node: Any) -> Any:
        if not isinstance(node, NamedNode):
            return node
        whole, mark, step = node.value.partition("#")
        found = instead.get(node.value) or (f"{instead[whole]}#{step}" if mark and whole in instead else None)
        return node if found is None else NamedNode(found)

    return Triple(now(t.subject), t.predicate, now(t.object))


def _named(j: Joined) -> list[Triple]:
    """What a node is called in place of a label that was set aside: 東亜電機 rdfs:label, 東亜電機株式会社 skos:altLabel."""
    labels = [t for t in serial.from_lines(j.aside) if t.predicate == _LABEL]
    node = NamedNode(j.node)
    return [t for old in labels for t in (Triple(node, _LABEL, Literal(j.label)), Triple(node, _ALT, old.object))]


def identity(ledger: Ledger, base: str) -> Iterator[list[Triple]]:
    """The joins as triples in order, a thousand joins at a time."""
    held: list[Joined] = []
    for row in ledger.joins():
        held.append(Joined.unpacked(*row))
        if len(held) == AT_ONCE:
            yield serial.ordered(t for j in held for t in _said(j, base))
            held = []
    if held:
        yield serial.ordered(t for j in held for t in _said(j, base))


def _said(j: Joined, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{base}join/{j.id}")
    yield Triple(node, _TYPE, term("kg:Join"))
    yield Triple(node, term("kg:node"), NamedNode(j.node))
    yield Triple(node, term("kg:formerly"), Literal(j.former, datatype=_URI))
    yield Triple(node, term("kg:article"), NamedNode(j.graph))
    yield Triple(node, term("kg:rule"), Literal(j.rule))
    yield Triple(node, term("rdfs:comment"), Literal(j.reason))
    if j.confidence:
        yield Triple(node, term("kg:confidence"), decimal(Decimal(j.confidence)))
    for iri in sorted({iri for _, iri in j.like}):
        yield Triple(node, term("kg:like"), Literal(iri, datatype=_URI))
    for line in j.aside:
        yield Triple(node, term("kg:setAside"), Literal(line))
    for iri in j.evidence:
        yield Triple(node, term("prov:wasDerivedFrom"), NamedNode(iri))
