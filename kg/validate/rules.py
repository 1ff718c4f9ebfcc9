"""Files of shapes in, one set of rules out, which can say what each shape is called, where it stands and whether it meets a node.

    rules = Rules.of([source("shapes/newskg.ttl")]);  rules.idle(index)  →  (<…shapes#lawsuit-court>, …)

A shape that is a blank node gets a name, so that a result can say which shape it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.validate.findings import Path, Place, compact
from kg.validate.sources import Source
from kg.validate.terms import Index
from kg.vocabulary import term

SH = "http://www.w3.org/ns/shacl#"
OWN = "https://w3id.org/newskg/shapes#"
_NAMED = "urn:x-newskg:shape:"  # what blank nodes of shapes are called here
_TYPE, _SUBCLASS = term("rdf:type"), term("rdfs:subClassOf")
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
_BRANCHES = ("property", "node", "qualifiedValueShape", "not")  # by which a shape uses another
_LISTED = ("and", "or", "xone")
_STEPS = {"inversePath": "^", "zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


# of lists and paths, whose nodes stay blank: a path that has a name is a property
_PARTS = frozenset((term("rdf:first"), *map(sh, _STEPS), sh("alternativePath")))


@dataclass(frozen=True)
class Rules:
    """All shapes in one graph, every shape with a name."""

    sources: tuple[Source, ...]
    triples: tuple[Triple, ...]
    origins: Mapping[NamedNode, tuple[Source, int]]  # of each subject, its file and the first of its triples there

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Rules:
        triples: list[Triple] = []
        origins: dict[NamedNode, tuple[Source, int]] = {}
        for n, source in enumerate(sources):
            parts: set[object] = {q.subject for q in source.quads if q.predicate in _PARTS}

            def named(node: object, n: int = n, parts: set[object] = parts) -> object:
                if not isinstance(node, BlankNode):
                    return node
                return BlankNode(f"s{n}{node.value}") if node in parts else NamedNode(f"{_NAMED}{n}:{node.value}")

            for i, q in enumerate(source.quads):
                s, o = named(q.subject), named(q.object)
                triples.append(Triple(s, q.predicate, o))  # type: ignore[arg-type]
                origins.setdefault(s, (source, i))  # type: ignore[arg-type]
        return cls(tuple(sources), tuple(triples), origins)

    @cached_property
    def said(self) -> Mapping[object, Mapping[object, Sequence[object]]]:
        out: dict[object, dict[object, list[object]]] = defaultdict(lambda: defaultdict(list))
        for t in self.triples:
            out[t.subject][t.predicate].append(t.object)
        return {s: dict(ps) for s, ps in out.items()}

    def values(self, node: object, name: str) -> Sequence[object]:
        return self.said.get(node, {}).get(sh(name), ())

    @cached_property
    def text(self) -> str:
        """As N-Triples, which an engine reads."""
        return (serialize(self.triples, format=RdfFormat.N_TRIPLES) or b"").decode()

    @cached_property
    def shapes(self) -> tuple[NamedNode, ...]:
        """What is a shape by its class, its target or its use."""
        named = {s for s, ps in self.said.items() if {sh("NodeShape"), sh("PropertyShape")} & set(ps.get(_TYPE, ()))}
        aimed = {s for s in self.said if any(self.values(s, t) for t in _TARGETS)}
        return tuple(sorted((n for n in named | aimed | self.used if isinstance(n, NamedNode)), key=lambda n: n.value))

    @cached_property
    def used(self) -> frozenset[object]:
        out = {o for s in self.said for b in _BRANCHES for o in self.values(s, b)}
        out |= {m for s in self.said for b in _LISTED for head in self.values(s, b) for m in self.members(head)}
        return frozenset(out)

    def members(self, head: object) -> Iterator[object]:
        """Of an RDF list."""
        seen: set[object] = set()
        while head in self.said and head not in seen:
            seen.add(head)
            yield from self.said[head].get(term("rdf:first"), ())
            head = next(iter(self.said[head].get(term("rdf:rest"), ())), None)

    def path(self, node: object) -> Path | None:
        """A SHACL path as it is told: ^kg:proceeding is ("^", kg:proceeding)."""
        for step, sign in _STEPS.items():
            for inner in self.values(node, step):
                return (sign, self.path(inner))
        for choices in self.values(node, "alternativePath"):
            return ("|", *(self.path(m) for m in self.members(choices)))
        if term("rdf:first") in self.said.get(node, {}):
            return ("/", *(self.path(m) for m in self.members(node)))
        return node if isinstance(node, NamedNode) else None

    def idle(self, index: Index) -> tuple[NamedNode, ...]:
        """Shapes with targets of which the graph has none."""
        return tuple(s for s in self.shapes if self._aimed(s) and not self._meets(s, index))

    def met(self, index: Index) -> bool:
        """Whether any shape has something to look at."""
        return any(self._aimed(s) and self._meets(s, index) for s in self.shapes)

    def _aimed(self, shape: NamedNode) -> bool:
        return self.has_target(shape) and Literal("true", datatype=term("xsd:boolean")) not in self.values(shape, "deactivated")

    def has_target(self, shape: NamedNode) -> bool:
        return any(self.values(shape, t) for t in _TARGETS) or self._is_class(shape)

    def _is_class(self, shape: NamedNode) -> bool:
        return term("rdfs:Class") in self.said.get(shape, {}).get(_TYPE, ())

    def _meets(self, shape: NamedNode, index: Index) -> bool:
        classes = {*self.values(shape, "targetClass"), *([shape] if self._is_class(shape) else [])}
        return bool(
            self.values(shape, "target")
            or any(not isinstance(n, NamedNode) or n in index.types or n in index.names for n in self.values(shape, "targetNode"))
            or not index.predicates.isdisjoint(self.values(shape, "targetSubjectsOf"))
            or not index.predicates.isdisjoint(self.values(shape, "targetObjectsOf"))
            or not index.classes.isdisjoint(classes)
            or (_SUBCLASS in index.predicates and classes)
        )

    def name(self, shape: NamedNode) -> str:
        """lawsuit-court of our own; ex:MyShape or _:b3 of others'."""
        if shape.value.startswith(OWN):
            return shape.value.removeprefix(OWN)
        return f"_:{shape.value.rpartition(':')[2]}" if shape.value.startswith(_NAMED) else compact(shape)

    def place(self, shape: NamedNode) -> Place | None:
        """Where a shape is first told."""
        source, i = self.origins.get(shape, (None, 0))
        return source.at(i, "subject") if source else None
