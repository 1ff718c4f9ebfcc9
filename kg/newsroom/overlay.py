"""What each article's own graph says in, what stands in the file out: decided upon, joined, put in order.

    for iri, triples in graphs(ledger, "trig"): …

An article's row is never changed by a decision or a join. They are laid over it here, so each can be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg import serial
from kg.newsroom.ledger import Ledger, Row
from kg.newsroom.record import triples
from kg.vocabulary import term, words

DECISIONS = "decisions"  # names of graphs, under the base
IDENTITY = "identity"

_LABEL, _ALT, _AGE, _SOURCE = (term(t) for t in ("rdfs:label", "skos:altLabel", "kg:age", "dcterms:source"))


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
    aside: tuple[str, ...] = ()  # N-Triples that the joined node tells more exactly, as the article's own graph has them

    def packed(self) -> str:
        told = (self.rule, self.reason, self.label, self.confidence, self.like, self.evidence, self.aside)
        return json.dumps(told, ensure_ascii=False)


def unpacked(graph: str, former: str, node: str, told: str) -> Joined:
    rule, reason, label, confidence, like, evidence, aside = json.loads(told)
    return Joined(
        graph, former, node, rule, reason, label, confidence, tuple((a, b) for a, b in like), tuple(evidence), tuple(aside)
    )


def graphs(ledger: Ledger, format: str = "trig", with_joins: bool = True) -> Iterator[tuple[str, list[Triple]]]:
    """Every graph of a store by IRI: articles, decisions, identity. Of a person with several ages none is told, as in `kg.graph`."""
    ages = ledger.ages()
    joins = _Joins(ledger, with_joins)
    for rows in ledger.rows():
        yield rows[0].graph, laid(rows, joins.of(rows[0].graph), ages)
    base = ledger.meta("base")
    for name, said in ((DECISIONS, ()), (IDENTITY, ())):
        if said:
            yield base + name, serial.ordered(said)


def own(rows: list[Row]) -> list[Triple]:
    """What an article's own graph says; where several articles are the same text, the first one's, and where the others stand."""
    said = triples(rows[0].packed)
    for row in rows[1:]:
        said += [t for t in triples(row.packed) if t.predicate == _SOURCE]
    return said


def laid(rows: list[Row], joins: Mapping[str, Joined], ages: set[str]) -> list[Triple]:
    """An article's graph as it stands in the file."""
    said = own(rows)
    if joins:
        said = renamed(said, joins)
    if ages:
        said = [t for t in said if t.predicate != _AGE or words(t.subject) not in ages]
    return serial.ordered(said) if joins or len(rows) > 1 else said


def renamed(said: Iterable[Triple], joins: Mapping[str, Joined]) -> list[Triple]:
    """With the IRIs of joined nodes and of a suit's steps; a label that is not the node's becomes another name of it."""
    aside = {str(t) for j in joins.values() for words in j.aside for t in _parsed(words)}

    def now(node: object) -> object:
        if not isinstance(node, NamedNode):
            return node
        whole, mark, step = node.value.partition("#")
        found = joins.get(node.value) or (joins.get(whole) if mark else None)
        if found is None:
            return node
        return NamedNode(found.node if node.value == found.former else f"{found.node}{mark}{step}")

    out: list[Triple] = []
    for t in said:
        if str(t) in aside:
            continue
        subject, value = now(t.subject), now(t.object)
        out.append(Triple(subject, t.predicate, value))  # type: ignore[arg-type]
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


def _parsed(words: str) -> list[Triple]:
    return [q.triple for q in parse(words, format=RdfFormat.N_TRIPLES)]


class _Joins:
    """The joins of a graph by IRI, asked for graph by graph: they are never all held."""

    def __init__(self, ledger: Ledger, wanted: bool = True) -> None:
        self._ledger = ledger
        self._some = wanted and ledger.do("SELECT 1 FROM joined LIMIT 1").fetchone() is not None

    def of(self, graph: str) -> dict[str, Joined]:
        if not self._some:
            return {}
        rows = self._ledger.do("SELECT graph, former, node, told FROM joined WHERE graph = ?", graph).fetchall()
        return {row[1]: unpacked(*row) for row in rows}
