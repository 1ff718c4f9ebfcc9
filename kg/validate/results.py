"""A standard sh:ValidationReport in, findings out, each at the line of the triple it is about.

Of a result with a value that is the triple's object; of one that counts too many, the last of them; of one that misses something, the
subject. What a value contradicts (a founding, a filing) is told besides where the graph describes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.validate.findings import SEVERITIES, Finding, Path, Place, plain
from kg.validate.rules import OWN, SH, Rules, sh
from kg.validate.sources import Source
from kg.validate.terms import decided
from kg.vocabulary import term

Said = Mapping[NamedNode, Sequence[object]]


def findings(report: Iterable[Triple], rules: Rules, source: Source) -> Iterator[Finding]:
    said: dict[object, dict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
    results = []
    for t in report:
        said[t.subject][t.predicate].append(t.object)
        if t.predicate == sh("result"):
            results.append(t.object)
    places = _Places(source, {n for r in results for name in ("focusNode", "value") for n in said[r][sh(name)]})
    told: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for result in results:
        f = _finding(said[result], rules, places)
        told[f.code, f.node, f.path, f.value, f.place].append(f)
    for same in told.values():  # a value may break one rule in several ways, of which another datatype mends one
        yield same[0] if all(f.fix for f in same) else replace(same[0], fix=())


def _finding(result: Said, rules: Rules, places: _Places) -> Finding:
    def one(name: str) -> object:
        return next(iter(result.get(sh(name), ())), None)

    shape, component, node, value = one("sourceShape"), one("sourceConstraintComponent"), one("focusNode"), one("value")
    path = rules.path(next(iter(rules.values(shape, "path")), None) or one("resultPath")) if one("resultPath") else None
    severity = str(getattr(one("resultSeverity"), "value", "")).removeprefix(SH)
    ja, en = _messages(result, shape, component, rules)
    quad = None if _parameter(component) in _OF_THE_NODE else places.quad(node, path, value)
    if _parameter(component) == "qualifiedMaxCount":
        quad = places.last_of(
            node,
            path,
            {
                c
                for s in rules.values(shape, "qualifiedValueShape")
                for name in ("class", "hasValue")
                for c in rules.values(s, name)
            },
        )
    own = isinstance(shape, NamedNode) and shape.value.startswith(OWN)
    code = rules.name(shape) if own else f"sh:{_parameter(component)}"  # type: ignore[arg-type]
    place, related = _later_first(places.of(quad, node), places.related(path, value, quad))
    if not own and isinstance(shape, NamedNode) and (here := rules.place(shape)):
        related = (*related, here)  # of somebody's own shapes, which one it is
    return Finding(
        severity=severity if severity in SEVERITIES else "Violation",
        code=code,
        message_ja=ja,
        message_en=en,
        node=node,  # type: ignore[arg-type]
        path=path,
        value=value,  # type: ignore[arg-type]
        shape=shape if isinstance(shape, NamedNode) else None,
        component=component if isinstance(component, NamedNode) else None,
        place=place,
        related=related,
        fix=decided(places.source, quad, places.source.quads[quad])
        if quad is not None and _parameter(component) in _TYPES
        else (),
    )


_TYPES = ("datatype", "or")  # a date is one of three
_OF_THE_NODE = ("minCount", "qualifiedMinCount")  # what is missing


def _parameter(component: object) -> str:
    """sh:MinCountConstraintComponent → minCount."""
    name = getattr(component, "value", "").rpartition("#")[2].removesuffix("ConstraintComponent")
    return "sparql" if name == "SPARQL" else f"{name[:1].lower()}{name[1:]}"


def _messages(result: Said, shape: object, component: object, rules: Rules) -> tuple[str, str]:
    """sh:message by language, either for both where there is only one; else which constraint it is."""
    told = [m for m in result.get(sh("resultMessage"), ()) if isinstance(m, Literal)]
    own = [m for m in rules.values(shape, "message") if isinstance(m, Literal)]
    if own and not any(m.language for m in told):  # pySHACL's results lose the languages
        told = own
    parameter = _parameter(component)
    if not own and not rules.values(shape, "sparql"):  # the engine's words, which differ from engine to engine
        listed = [m for v in rules.values(shape, parameter) for m in (list(rules.members(v)) or [v])]
        values = " ".join(sorted(rules.name(v) if isinstance(v, NamedNode) else plain(v) for v in listed))
        return f"sh:{parameter} {values} を満たさない。".replace(
            "  ", " "
        ), f"This does not meet sh:{parameter} {values}".rstrip() + "."
    by = {
        (m.language or "").partition("-")[0]: m.value
        for m in sorted(told, key=lambda m: (m.language or "", m.value), reverse=True)
    }
    other = by.get("") or by.get("en") or next(iter(by.values()), f"sh:{parameter}")
    return by.get("ja", other), by.get("en", other)


def _later_first(place: Place | None, related: tuple[Place, ...]) -> tuple[Place | None, tuple[Place, ...]]:
    """Of two that contradict each other the one that is told later is where a reader looks."""
    return (related[0], (place,)) if place and related and related[0] > place else (place, related)


class _Places:
    """Where the triples of some nodes stand; the graph is looked through once, for all results."""

    def __init__(self, source: Source, nodes: set[object]) -> None:
        self.source = source
        self._of: dict[object, list[int]] = {n: [] for n in nodes}
        self._to: dict[object, list[int]] = {n: [] for n in nodes}
        for i, q in enumerate(source.quads if nodes else ()):
            for told, n in ((self._of, q.subject), (self._to, q.object)):
                mine = told.get(n)
                if mine is not None:
                    mine.append(i)

    def _quads(self, node: object) -> Iterator[tuple[int, Quad]]:
        return ((i, self.source.quads[i]) for i in self._of.get(node, ()))

    def quad(self, node: object, path: Path | None, value: object) -> int | None:
        """The triple a result is about: with its value, else the last of what is too many."""
        if path is None:
            return next((i for i, q in self._quads(node) if q.object == value), None)
        steps = _predicates(path)
        if isinstance(path, tuple) and path[0] == "^":
            pointing = [i for i in self._to.get(node, ()) if self.source.quads[i].predicate in steps]
            return next((i for i in pointing if self.source.quads[i].subject == value), pointing[-1] if pointing else None)
        found = [(i, q) for i, q in self._quads(node) if q.predicate in steps]
        return next((i for i, q in found if q.object == value), found[-1][0] if found else None)

    def last_of(self, node: object, path: Path | None, classes: set[object]) -> int | None:
        """The last value of one of these classes."""
        found = [
            i for i, q in self._quads(node) if q.predicate in _predicates(path) and classes & self._classes.get(q.object, set())
        ]
        return found[-1] if found else None

    @cached_property
    def _classes(self) -> Mapping[object, set[object]]:
        out: dict[object, set[object]] = defaultdict(set)
        for q in self.source.quads:
            if q.predicate == term("rdf:type"):
                out[q.subject].add(q.object)
        return out

    def of(self, quad: int | None, node: object) -> Place | None:
        if quad is not None:
            return self.source.at(quad, "object")
        return next((self.source.at(i, "subject") for i in self._of.get(node, ())), None)

    def related(self, path: Path | None, value: object, quad: int | None) -> tuple[Place, ...]:
        """What another node says of the same, where the value names one; of too many, the first."""
        if quad is None or self.source.quads[quad].object == value:
            return ()
        steps = _predicates(path)
        told = self._of.get(value, []) if value is not None else self._of.get(self.source.quads[quad].subject, [])
        same = [i for i in told if self.source.quads[i].predicate in steps]
        place = self.source.at(same[0], "object") if same else self.source.at(told[0], "subject") if told else None
        return (place,) if place and (value is not None or same[0] != quad) else ()


def _predicates(path: Path | None) -> frozenset[NamedNode]:
    if path is None:
        return frozenset()
    if isinstance(path, NamedNode):
        return frozenset([path])
    return frozenset(p for part in path[1:] for p in _predicates(part))  # type: ignore[arg-type]
