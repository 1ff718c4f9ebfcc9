"""A graph in, findings out about its words: terms nobody knows, literals that are none of their type, references to nothing.

SHACL takes a graph for true as far as it goes: what it has no rule for it passes. A person who edits a file wants to hear that
kg:acqirer is no property and that person/田中 stands nowhere else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.validate import fixes, lexical
from kg.validate.codes import finding, meant
from kg.validate.findings import Finding, Fix, compact, plain
from kg.validate.sources import Source
from kg.validate.vocabulary import OWN, misspelled, near, terms
from kg.vocabulary import PREFIXES, term

_TYPE = term("rdf:type")
_OTHERS = {PREFIXES[p]: p for p in ("rdf", "rdfs", "xsd", "skos", "prov", "oa", "dcterms")}
_FAMILIAR = (OWN, *_OTHERS)


MOST_COMPARED, MOST_HINTS = 5_000, 50  # names that a misspelled one is compared with; names that are


@dataclass(frozen=True)
class Index:
    """What is in a graph, seen once: its subjects with their classes, its predicates, classes and literals."""

    types: Mapping[object, tuple[object, ...]]  # of every subject; () for one without
    predicates: frozenset[NamedNode]
    classes: frozenset[object]
    names: frozenset[NamedNode]  # objects in our namespace
    literals: frozenset[tuple[str, NamedNode]]

    @classmethod
    def of(cls, quads: tuple[Quad, ...]) -> Index:
        types: dict[object, tuple[object, ...]] = {}
        predicates, classes, names, literals = set(), set(), set(), set()
        for s, p, o, _ in quads:
            predicates.add(p)
            if p == _TYPE:
                types[s] = (*types.get(s, ()), o)
                classes.add(o)
            elif s not in types:
                types[s] = ()
            if type(o) is Literal:
                literals.add((o.value, o.datatype))
            elif type(o) is NamedNode and o.value.startswith(OWN):
                names.add(o)
        return cls(types, frozenset(predicates), frozenset(classes), frozenset(names), frozenset(literals))


def check(source: Source, index: Index, ours: bool = True) -> Iterator[Finding]:
    """Literals of every graph; with `ours`, the words of our vocabulary and of those beside it too."""
    wrong = _Wrong.of(index, ours)
    if wrong:
        for i, q in enumerate(source.quads):
            yield from wrong.told(source, i, q)
    if ours:
        yield from _structure(source, index)
    if term("owl:imports") in index.predicates:
        for i, q in enumerate(source.quads):
            if q.predicate == term("owl:imports"):
                yield finding("not-followed", node=q.subject, path=q.predicate, value=q.object, place=source.at(i, "object"))


def namespaces(source: Source, index: Index) -> Iterator[Finding]:
    """http://w3id.org/newskg/ontology#, …/ontology/: a namespace that is almost one of those known. No term in it is what it seems."""
    declared = {ns: span for _, ns, span in source.prefixes}
    words = [n for n in (*index.predicates, *index.classes) if isinstance(n, NamedNode)]
    used = {_head(n): n for n in sorted(words, key=lambda n: n.value)}
    known = {_bare(n): n for n in _FAMILIAR}
    for namespace in sorted({*declared, *used}):
        meant = known.get(_bare(namespace))
        if meant is None or namespace in _FAMILIAR:
            continue
        if namespace in declared:
            span = declared[namespace]
            fix = (Fix(source.name, span[0] + 1, span[1] - 1, meant, namespace),)
            yield finding("near-namespace", what=namespace, instead=meant, place=source.place(*span), fix=fix)
        else:
            word = used[namespace]
            first = next(i for i, q in enumerate(source.quads) if word in (q.predicate, q.object))
            yield finding("near-namespace", what=namespace, instead=meant, place=source.at(first, "predicate"))


def _bare(namespace: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", namespace).rstrip("#/").lower()


@dataclass(frozen=True)
class _Wrong:
    """The words that are wrong wherever they stand."""

    predicates: frozenset[NamedNode]
    objects: frozenset[object]
    literals: frozenset[tuple[str, NamedNode]]
    datatypes: frozenset[NamedNode]

    @classmethod
    def of(cls, index: Index, ours: bool) -> _Wrong:
        literals = frozenset((w, d) for w, d in index.literals if lexical.in_space(w, d.value) is False)
        if not ours:
            return cls(frozenset(), frozenset(), literals, frozenset())
        known = terms()
        objects: set[object] = set(index.names - known.classes - known.properties - known.individuals.keys())
        classes = {c for c in index.classes if isinstance(c, NamedNode)}
        objects |= {c for c in classes if (c not in known.classes if c.value.startswith(OWN) else misspelled(c))}
        predicates = {p for p in index.predicates if (p not in known.properties if p.value.startswith(OWN) else misspelled(p))}
        datatypes = {
            d
            for d in {d for _, d in index.literals}
            if lexical.in_space("", d.value) is None and (misspelled(d) or d.value.startswith(OWN))
        }
        return cls(frozenset(predicates), frozenset(objects), literals, frozenset(datatypes))

    def __bool__(self) -> bool:
        return bool(self.predicates or self.objects or self.literals or self.datatypes)

    def told(self, source: Source, i: int, q: Quad) -> Iterator[Finding]:
        p, o = q.predicate, q.object
        if p in self.predicates:
            yield _unknown(source, i, q, p, terms().properties, "predicate")
        if isinstance(o, Literal):
            if (o.value, o.datatype) in self.literals:
                yield finding(
                    "literal", what=_short(o.value), type=compact(o.datatype), node=q.subject, path=p, value=o,
                    place=source.at(i, "object"), fix=decided(source, i, q),
                )  # fmt: skip
            elif o.datatype in self.datatypes:
                yield _unknown(source, i, q, o.datatype, (), "datatype")
        elif o in self.objects and isinstance(o, NamedNode) and (p == _TYPE or o not in terms().properties):
            yield _unknown(source, i, q, o, _fitting(p), "object")


def _fitting(predicate: NamedNode) -> frozenset[NamedNode]:
    """What an object of ours may be: a class, or an individual of the predicate's range."""
    known = terms()
    if predicate == _TYPE:
        return known.classes
    kinds = known.ranges.get(predicate, frozenset())
    return frozenset(n for n, kind in known.individuals.items() if kind in kinds) or frozenset(known.individuals)


def _unknown(source: Source, i: int, q: Quad, word: NamedNode, known: object, part: str) -> Finding:
    own = word.value.startswith(OWN)
    best = near(word, known) if own else misspelled(word)  # type: ignore[arg-type]
    hint, hint_ja = meant(compact(best) if best else None)
    about: dict[str, Any] = {"node": q.subject, "path": q.predicate, "value": q.object if part != "predicate" else None}
    fix = fixes.renamed(source, i, part, best) if best else ()
    place = source.at(i, "object" if part == "datatype" else part)
    if own:
        kind, kind_ja = _KINDS["predicate" if part == "predicate" else "class" if q.predicate == _TYPE else part]
        return finding(
            "unknown-term",
            what=compact(word),
            type=kind,
            type_ja=kind_ja,
            instead=hint,
            instead_ja=hint_ja,
            place=place,
            fix=fix,
            **about,
        )
    return finding("near-term", what=compact(word), instead=compact(best), place=place, fix=fix, **about)


_KINDS = {
    "predicate": ("property", "プロパティ"),
    "class": ("class", "クラス"),
    "object": ("term", "語"),
    "datatype": ("datatype", "型"),
}


def _structure(source: Source, index: Index) -> Iterator[Finding]:
    """References to nothing, nodes without a class, properties on a node of another class."""
    known, types = terms(), index.types
    links, domains = known.links & index.predicates, known.domains
    nowhere = {
        i: q.object for i, q in enumerate(source.quads) if q.predicate in links and q.object not in types and _is_node(q.object)
    }
    hinted = _hints((n for n in nowhere.values() if isinstance(n, NamedNode)), index) if nowhere else {}
    unclassed: dict[object, tuple[int, set[object]]] = {}
    linked = _strangers(source, index)
    for i, q in enumerate(source.quads):
        p = q.predicate
        if q.subject in linked:
            unclassed.setdefault(q.subject, (i, set(linked[q.subject])))
        if i in nowhere:
            yield _undescribed(source, i, q, hinted)
        domain = domains.get(p)
        if not domain:
            continue
        own = types[q.subject]
        kind = next((c for c in own if c in known.classes), None)
        if kind is None:
            if not any(plain(c).startswith(OWN) for c in own):
                _, wanted = unclassed.setdefault(q.subject, (i, set(domain)))
                wanted &= domain
        elif domain.isdisjoint(own):
            yield finding(
                "misplaced", what=compact(p), type=compact(kind), instead=_all(domain), node=q.subject, path=p, value=q.object,
                place=source.at(i, "predicate"),
            )  # fmt: skip
    for node, (first, wanted) in unclassed.items():
        classes = wanted - {term("kg:Event"), term("kg:Agent")}
        yield finding("untyped", node=node, instead=_all(classes), place=source.at(first, "subject"))


def _strangers(source: Source, index: Index) -> dict[object, frozenset[NamedNode]]:
    """Nodes that a property of ours points to, of another vocabulary's classes alone; each with the classes it may have."""
    known = terms()
    foreign = {
        n for n, own in index.types.items() if own and not any(c in known.classes or plain(c).startswith(_FAMILIAR) for c in own)
    }
    if not foreign:
        return {}
    ranges = {p: r for p, r in known.ranges.items() if p in known.links}
    return {q.object: ranges[q.predicate] for q in source.quads if q.predicate in ranges and q.object in foreign}


def _is_node(value: object) -> bool:
    """What a graph describes itself, rather than a literal or a term of a vocabulary."""
    return isinstance(value, BlankNode) or (isinstance(value, NamedNode) and not value.value.startswith(_FAMILIAR))


def _undescribed(source: Source, i: int, q: Quad, hinted: Mapping[object, NamedNode | None]) -> Finding:
    close = hinted.get(q.object)
    hint, hint_ja = meant(compact(close)) if close else ("", "")
    return finding(
        "undescribed", what=compact(q.object), instead=hint, instead_ja=hint_ja,
        node=q.subject, path=q.predicate, value=q.object, place=source.at(i, "object"),
    )  # fmt: skip


def _hints(missing: Iterable[NamedNode], index: Index) -> dict[object, NamedNode | None]:
    """What may be meant by the first of the nodes that nothing describes: the one of its kin (person/…) that is much like it."""
    kin: dict[str, list[NamedNode]] = defaultdict(list)
    for n in index.types:
        if isinstance(n, NamedNode):
            kin[_head(n)].append(n)
    asked = sorted(set(missing), key=lambda n: n.value)[:MOST_HINTS]
    return {n: near(n, kin[_head(n)]) for n in asked if len(kin[_head(n)]) <= MOST_COMPARED}


def _head(node: NamedNode) -> str:
    return re.sub(r"[^#/]*$", "", node.value)


def _all(classes: object) -> str:
    return ", ".join(sorted(compact(c) for c in classes)) or "kg:…"  # type: ignore[attr-defined]


def _short(words: str) -> str:
    return f"“{words[:60]}…”" if len(words) > 61 else f"“{words}”"


def decided(source: Source, i: int, q: Quad) -> tuple[Fix, ...]:
    """A literal whose words decide which datatype of the property's range they are: "2024-05"^^xsd:date → xsd:gYearMonth."""
    wanted = sorted(r.value for r in terms().ranges.get(q.predicate, ()) if r.value.startswith(PREFIXES["xsd"]))
    if not isinstance(q.object, Literal) or q.object.language or (q.object.datatype.value in wanted and len(wanted) == 1):
        return ()
    new = lexical.deciding(q.object.value, wanted) if wanted else None
    return fixes.retyped(source, i, q, NamedNode(new)) if new and new != q.object.datatype.value else ()
