"""Readings in, a graph out.

    Graph.of([reading]).serialize("turtle")
    → <funding/1f0c…> a kg:Funding ; kg:recipient <organization/北星製薬> ; kg:amount <amount/7d3a…> ; …

An IRI says what its node is: an entity's its label, a position's or an event's a hash of its type, roles and status.
So the graph of two articles is the union of their graphs, except for an age on which they disagree: it is left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg import files, serial
from kg.iris import BASE, article_iri, entity_iris, name
from kg.keywords import keywords
from kg.model import Action, Amount, Article, Date, Entity, Fact, Reading, Span, Status
from kg.resources import extractor
from kg.vocabulary import JOINT, term

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Store

    from kg.validate import Report

# the line from A to B that is written beside what occurred
PLAIN = {
    "Position": ("holder", "kg:affiliatedWith", "organization"),
    "Founding": ("founded", "kg:foundedBy", "founder"),
    "Funding": ("investor", "kg:investedIn", "recipient"),
    "Acquisition": ("acquirer", "kg:acquired", "target"),
    "Lawsuit": ("plaintiff", "kg:sued", "defendant"),
}
WITH_STATUS = ("Founding", "Funding", "Acquisition")

Node = NamedNode | Literal
Said = tuple[NamedNode, NamedNode, Node]


@dataclass(frozen=True)
class Graph:
    """The graph of some articles, and the readings it comes from. Build it with `Graph.of`."""

    readings: tuple[Reading, ...]
    base: str
    quads: tuple[Quad, ...]  # one named graph per article, sorted

    @classmethod
    def of(cls, readings: Iterable[Reading], base: str = BASE) -> Graph:
        """The order of the readings, and one given twice, change nothing."""
        unique = {repr((r.article, r.facts, r.entities)): r for r in readings}
        ordered = tuple(unique[key] for key in sorted(unique))
        return cls(ordered, base, tuple(to_quads(ordered, base)))

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(f for r in self.readings for f in r.facts)

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(e for r in self.readings for e in r.entities)

    @cached_property
    def store(self) -> Store:
        """One named graph per article, and their union as the default graph."""
        from kg.query import store_of

        return store_of(self.quads)

    def query(self, sparql: str) -> Any:
        """pyoxigraph's answer: solutions of a SELECT, a boolean of an ASK, triples of a CONSTRUCT or DESCRIBE."""
        from kg.query import ask

        return ask(self.store, sparql)

    def to_rdflib(self) -> rdflib.Graph:
        return serial.to_rdflib(self.quads)

    def serialize(self, format: str = "turtle") -> bytes:
        """The graph's bytes in one of `kg.serial.WRITABLE`."""
        return serial.serialize(self.quads, format, self.base)

    def write(self, to: str | Path | IO[bytes], format: str | None = None) -> None:
        """To a path (all or nothing; the format by its suffix) or to a binary file (Turtle unless told)."""
        if isinstance(to, str | Path):
            files.write(self.serialize(format or serial.writable(to)), to)
        else:
            to.write(self.serialize(format or "turtle"))

    def validate(self) -> Report:
        from kg.validate import validate
        from kg.validate.sources import Source

        return validate(Source("graph", self.quads))


def to_quads(readings: Sequence[Reading], base: str = BASE) -> list[Quad]:
    """All that the readings say, sorted, each article's triples in a named graph of the article's IRI."""
    said = [(g, s) for r in readings for g in [article_iri(r.article, base)] for s in _said(r, base)]
    age = term("kg:age")
    ages = defaultdict(set)
    for _, (s, p, o) in said:
        if p == age:
            ages[s].add(o)
    return serial.ordered(Quad(s, p, o, g) for g, (s, p, o) in said if p != age or len(ages[s]) == 1)


def _said(r: Reading, base: str) -> Iterator[Said]:
    iris = entity_iris(r, base)
    cite = _Cite(r.article, article_iri(r.article, base))
    yield from _article(r, cite.article)
    for e in r.entities:
        yield from _entity(e, iris[e.id], cite)
    for f in r.facts:
        yield from _fact(f, iris, cite, base)


def _article(r: Reading, node: NamedNode) -> Iterator[Said]:
    a = r.article
    yield node, term("rdf:type"), term("kg:Article")
    yield node, term("dcterms:identifier"), Literal(a.identifier)
    yield node, term("kg:extractor"), Literal(extractor(r.least))
    if a.title:
        yield node, term("dcterms:title"), Literal(a.title)
    if a.published:
        yield node, term("dcterms:issued"), date(a.published)
    if a.source:
        yield node, term("dcterms:source"), _source(a.source)
    if words := keywords(r):
        yield node, term("kg:keywords"), Literal(JOINT.join(words))


def _source(words: str) -> Node:
    """A web address is told as an IRI, a file's name as words."""
    if re.match(r"https?://[^/]", words):
        try:
            return NamedNode(words)
        except ValueError:
            pass
    return Literal(words)


def _entity(e: Entity, node: NamedNode, cite: _Cite) -> Iterator[Said]:
    label = name(e.label)
    yield node, term("rdf:type"), term(f"kg:{e.type.value}")
    yield node, term("rdfs:label"), Literal(label)
    for other in {*e.names, e.label} - {label}:
        yield node, term("skos:altLabel"), Literal(other)
    if e.age is not None:
        yield node, term("kg:age"), Literal(str(e.age), datatype=term("xsd:integer"))
    for seat in e.seats:
        yield node, term("kg:seat"), Literal(seat)
    yield from cite(node, (m.span for m in e.mentions))


def _fact(f: Fact, iris: dict[int, NamedNode], cite: _Cite, base: str) -> Iterator[Said]:
    labels = dict(reversed(f.labels))
    told = [(role, _value(value, iris, labels, base)) for role, value in f.roles]
    content = [f"{role} {value}" for role, value in told]
    # two suits of one pair differ by the day they were filed
    content += [f"filed {p.date}" for p in f.proceedings if p.action is Action.FILED and p.date]
    node = NamedNode(f"{base}{f.type.lower()}/{_hash(f.type, f.status.value, *sorted(set(content)))}")
    yield node, term("rdf:type"), term(f"kg:{f.type}")
    for role, node_or_words in told:
        yield node, term(f"kg:{role}"), node_or_words
    if f.type in WITH_STATUS:
        yield node, term("kg:status"), term(f"kg:{f.status.value}")
    yield node, term("kg:confidence"), decimal(round(Decimal(str(f.confidence)), 2))
    yield from cite(node, f.evidence)
    for _, value in f.roles:
        if isinstance(value, Amount):
            yield from _amount(value, labels.get(value), base)
    yield from _proceedings(f, node, cite)
    if f.status is Status.OCCURRED:
        yield from _edges(f, iris)


def _proceedings(f: Fact, suit: NamedNode, cite: _Cite) -> Iterator[Said]:
    for p in f.proceedings:
        node = NamedNode(f"{suit.value}#{p.action.value}" + (f",{p.date}" if p.date else ""))
        yield suit, term("kg:proceeding"), node
        yield node, term("rdf:type"), term("kg:Proceeding")
        yield node, term("kg:action"), term(f"kg:{p.action.value}")
        if p.date:
            yield node, term("kg:date"), date(p.date)
        yield from cite(node, p.evidence)


def _edges(f: Fact, iris: dict[int, NamedNode]) -> Iterator[Said]:
    """A line from A to B, for people who want no more than that."""
    start, edge, end = PLAIN[f.type]
    for a in f.get(start):
        for b in f.get(end):
            if isinstance(a, int) and isinstance(b, int):
                yield iris[a], term(edge), iris[b]


def _value(value: int | Date | Amount | str, iris: dict[int, NamedNode], labels: dict[Amount, str], base: str) -> Node:
    if isinstance(value, int):
        return iris[value]
    if isinstance(value, Date):
        return date(value)
    if isinstance(value, Amount):
        return _amount_iri(value, labels.get(value), base)
    return Literal(value)


def _amount_iri(a: Amount, label: str | None, base: str) -> NamedNode:
    figures = [format(n.normalize(), "f") if n is not None else "" for n in (a.value, a.low, a.high)]
    return NamedNode(f"{base}amount/{_hash(*figures, a.currency, a.bound.value, label or '')}")


def amount_triples(a: Amount, label: str, base: str) -> tuple[NamedNode, list[Triple]]:
    """The node of a sum of money, and what is said of it."""
    return _amount_iri(a, label, base), [Triple(*said) for said in _amount(a, label, base)]


def _amount(a: Amount, label: str | None, base: str) -> Iterator[Said]:
    node = _amount_iri(a, label, base)
    yield node, term("rdf:type"), term("kg:MonetaryAmount")
    for property, number in (("kg:value", a.value), ("kg:minValue", a.low), ("kg:maxValue", a.high)):
        if number is not None:
            yield node, term(property), decimal(number)
    yield node, term("kg:currency"), Literal(a.currency)
    yield node, term("kg:bound"), term(f"kg:{a.bound.value}")
    if label:
        yield node, term("rdfs:label"), Literal(label)


@dataclass(frozen=True)
class _Cite:
    """`node` is derived from these spans of the article: position and quote of each."""

    source: Article
    article: NamedNode

    def __call__(self, node: NamedNode, spans: Iterable[Span]) -> Iterator[Said]:
        for span in sorted({self.source.original(s) for s in spans if len(s)}):
            at = f"{span.start},{span.end}"
            char = NamedNode(f"{self.article.value}#char={at}")
            position = NamedNode(f"{self.article.value}#position={at}")
            quote = NamedNode(f"{self.article.value}#quote={at}")
            yield node, term("prov:wasDerivedFrom"), char
            yield char, term("rdf:type"), term("oa:SpecificResource")
            yield char, term("oa:hasSource"), self.article
            yield char, term("oa:hasSelector"), position
            yield char, term("oa:hasSelector"), quote
            yield position, term("rdf:type"), term("oa:TextPositionSelector")
            yield position, term("oa:start"), Literal(str(span.start), datatype=term("xsd:nonNegativeInteger"))
            yield position, term("oa:end"), Literal(str(span.end), datatype=term("xsd:nonNegativeInteger"))
            yield quote, term("rdf:type"), term("oa:TextQuoteSelector")
            yield quote, term("oa:exact"), Literal(self.source.text[span.start : span.end])


def date(d: Date) -> Literal:
    """Typed by how exact it is."""
    kind = "xsd:date" if d.day is not None else "xsd:gYearMonth" if d.month is not None else "xsd:gYear"
    return Literal(str(d), datatype=term(kind))


def decimal(number: Decimal) -> Literal:
    """In canonical form, which every engine keeps as it is: 1E+9 → 1000000000, 0.80 → 0.8."""
    words = format(number, "f")
    return Literal(words.rstrip("0").rstrip(".") if "." in words else words, datatype=term("xsd:decimal"))


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]
