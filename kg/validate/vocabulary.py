"""What the ontology says of its terms: read once from ontology/newskg.ttl, and asked by the checks.

terms().domains["kg:holder"] → {kg:Position};  near("kg:Files", terms().individuals) → kg:Filed
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import resources
from kg.vocabulary import CLASSES, PREFIXES, PROPERTIES, term

OWN = PREFIXES["kg"]
ALIKE = 0.8  # of difflib's ratio, from which one word may be meant by another
CLEARLY = 0.05  # by which the nearest word must be nearer than the next


@dataclass(frozen=True)
class Terms:
    classes: frozenset[NamedNode]
    properties: frozenset[NamedNode]
    individuals: Mapping[NamedNode, NamedNode]  # kg:Filed → kg:Action
    domains: Mapping[NamedNode, frozenset[NamedNode]]  # with all subclasses
    ranges: Mapping[NamedNode, frozenset[NamedNode]]
    links: frozenset[NamedNode]  # properties whose value is a node that a graph describes

    @property
    def all(self) -> frozenset[NamedNode]:
        return self.classes | self.properties | frozenset(self.individuals)


@cache
def terms() -> Terms:
    said: dict[NamedNode, dict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
    for q in parse(resources.text("ontology").encode(), format=RdfFormat.TURTLE):
        said[q.subject][q.predicate].append(q.object)
    kinds = {s: set(ps[term("rdf:type")]) for s, ps in said.items() if isinstance(s, NamedNode) and s.value.startswith(OWN)}
    objects = frozenset(s for s, k in kinds.items() if term("owl:ObjectProperty") in k)
    data = frozenset(s for s, k in kinds.items() if term("owl:DatatypeProperty") in k)
    classes = frozenset(s for s, k in kinds.items() if term("owl:Class") in k)
    individuals = {s: c for s, k in kinds.items() if s not in classes for c in k if isinstance(c, NamedNode) and c in classes}
    below: dict[NamedNode, set[NamedNode]] = {c: {c} for c in classes}
    for c in classes:
        for above in said[c][term("rdfs:subClassOf")]:
            if above in below:
                below[above].add(c)  # type: ignore[index]

    def members(node: object) -> Iterable[object]:
        union = said[node][term("owl:unionOf")] if not isinstance(node, NamedNode) else ()  # type: ignore[index]
        if not union:
            return [node] if isinstance(node, NamedNode) else []
        cell, out = union[0], []
        while cell in said and cell != term("rdf:nil"):
            out += said[cell][term("rdf:first")]  # type: ignore[index]
            cell = said[cell][term("rdf:rest")][0]  # type: ignore[index]
        return out

    def told(p: NamedNode, which: str) -> frozenset[NamedNode]:
        named = {m for node in said[p][term(which)] for m in members(node) if isinstance(m, NamedNode)}
        return frozenset(c for m in named for c in below.get(m, {m}))

    dates = frozenset(term(f"xsd:{d}") for d in ("date", "gYearMonth", "gYear"))
    index = frozenset([term("xsd:nonNegativeInteger")])
    states = frozenset(individuals.values())
    return Terms(
        classes,
        objects | data,
        individuals,
        {p: told(p, "rdfs:domain") for p in objects | data},
        {
            **{p: told(p, "rdfs:range") for p in objects | data},
            term("dcterms:issued"): dates,
            term("oa:start"): index,
            term("oa:end"): index,
            term("kg:confidence"): frozenset([term("xsd:decimal")]),
        },
        frozenset(p for p in objects if not told(p, "rdfs:range") <= states)
        | {term(p) for p in ("prov:wasDerivedFrom", "oa:hasSource", "oa:hasSelector")},
    )


@cache
def written() -> frozenset[NamedNode]:
    """The terms of other vocabularies that a graph of ours holds, rdf:type and rdfs:label among them."""
    return frozenset(term(t) for t in (*CLASSES, *PROPERTIES) if not t.startswith("kg:")) | {
        term(f"xsd:{t}") for t in ("string", "decimal", "integer", "nonNegativeInteger", "date", "gYear", "gYearMonth", "anyURI")
    }


# W3C Web Annotation Vocabulary, 2017
_ANNOTATION = """
Annotation Choice CssSelector CssStyle DataPositionSelector Direction FragmentSelector HttpRequestState Motivation RangeSelector
ResourceSelection Selector SpecificResource State Style SvgSelector TextPositionSelector TextQuoteSelector TextualBody TimeState
XPathSelector annotationService bodyValue cachedSource canonical end exact hasBody hasEndSelector hasPurpose hasScope hasSelector
hasSource hasStartSelector hasState hasTarget motivatedBy prefix processingLanguage refinedBy renderedVia sourceDate sourceDateEnd
sourceDateStart start styleClass styledBy suffix textDirection via assessing bookmarking classifying commenting describing editing
highlighting identifying linking moderating questioning replying tagging ltrDirection rtlDirection
"""


@cache
def standard(prefix: str) -> frozenset[str]:
    """The names that a standard vocabulary defines: rdf, rdfs, xsd, skos, prov and dcterms as rdflib lists them, and oa."""
    if prefix == "oa":
        return frozenset(_ANNOTATION.split())
    from rdflib import namespace

    listed = getattr(namespace, prefix.upper())
    return frozenset(listed.__annotations__) | frozenset(listed._extras)


def misspelled(word: NamedNode) -> NamedNode | None:
    """The term of a standard vocabulary that is meant by one that it lacks: rdfs:lable → rdfs:label, rdfs:altLabel → skos:altLabel."""
    prefix = next(
        (p for p in ("rdf", "rdfs", "xsd", "skos", "prov", "oa", "dcterms") if word.value.startswith(PREFIXES[p])), None
    )
    if prefix is None or word in written() or _local(word) in standard(prefix):
        return None
    elsewhere = [t for t in written() if _local(t) == _local(word)]
    return elsewhere[0] if len(elsewhere) == 1 else near(word, [t for t in written() if t.value.startswith(PREFIXES[prefix])])


def near(word: NamedNode, known: Collection[NamedNode]) -> NamedNode | None:
    """The one known term that is meant by a misspelled one; None where none or several might be: kg:foundd."""
    names = {k.value: _local(k) for k in known}
    found = nearest(_local(word), names.values())
    return NamedNode(min(iri for iri, name in names.items() if name == found)) if found else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The same of bare words: Files among Filed, Ruled → Filed."""
    same = {k for k in known if k.lower() == word.lower()}
    if len(same) == 1:
        return same.pop()
    ranked = sorted(_alike(word, set(known)), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARLY):
        return None
    return ranked[0][1]


def _alike(word: str, known: Iterable[str]) -> Iterator[tuple[float, str]]:
    matcher = SequenceMatcher()
    matcher.set_seq2(word)  # what it has learned of this one it keeps
    for other in known:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
            yield ratio, other


def _local(word: NamedNode) -> str:
    return re.split(r"[#/]", word.value)[-1]
