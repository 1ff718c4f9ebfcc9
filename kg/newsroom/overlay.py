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

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg import serial
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
    ages = ledger.ages()
    decided = as_decided(ledger)
    some = with_joins and ledger.has_joins()
    for rows in ledger.rows():
        graph = rows[0].graph
        said = decided(graph, own(rows))
        if some and (joins := stored_joins(ledger, graph)):
            said = renamed(said, joins)
        if ages:
            said = [t for t in said if t.predicate != _AGE or words(t.subject) not in ages]
        yield graph, serial.ordered(said)
    base = ledger.meta("base")
    if said := decisions_told(ledger.decisions(), base):
        yield base + DECISIONS, serial.ordered(said)
    for part in identity(ledger, base) if some else ():
        yield base + IDENTITY, part


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
    aside = {t for j in joins.values() for line in j.aside for t in _parsed(line)}

    def now(node: object) -> object:
        if not isinstance(node, NamedNode):
            return node
        if (found := joins.get(node.value)) is not None:
            return NamedNode(found.node)
        whole, mark, step = node.value.partition("#")
        found = joins.get(whole) if mark else None
        return node if found is None else NamedNode(f"{found.node}#{step}")

    out = [Triple(now(t.subject), t.predicate, now(t.object)) for t in said if t not in aside]  # type: ignore[arg-type]
    return _relabelled(out, {j.node: j.label for j in joins.values() if j.label})


def _relabelled(said: list[Triple], labels: Mapping[str, str]) -> list[Triple]:
    """One label of each node: 東亜電機 rdfs:label, 東亜電機株式会社 skos:altLabel."""
    out = []
    for t in said:
        label = labels.get(words(t.subject)) if t.predicate in (_LABEL, _ALT) else None
        if label is None:
            out.append(t)
            continue
        if t.predicate == _LABEL:
            out.append(Triple(t.subject, _LABEL, Literal(label)))
        if words(t.object) != label:
            out.append(Triple(t.subject, _ALT, t.object))
    return out


def _parsed(line: str) -> list[Triple]:
    return [q.triple for q in parse(line, format=RdfFormat.N_TRIPLES)]


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
        yield Triple(node, term("kg:confidence"), Literal(j.confidence, datatype=term("xsd:decimal")))
    for iri in sorted({iri for _, iri in j.like}):
        yield Triple(node, term("kg:like"), Literal(iri, datatype=_URI))
    for line in j.aside:
        yield Triple(node, term("kg:setAside"), Literal(line))
    for iri in j.evidence:
        yield Triple(node, term("prov:wasDerivedFrom"), NamedNode(iri))
