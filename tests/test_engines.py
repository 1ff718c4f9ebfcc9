"""Either engine reports what the SHACL core test suite of the W3C expects, and both the same (tests/w3c/README.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg.validate.engines import ENGINES, report
from kg.validate.rules import Rules, sh
from kg.validate.sources import Source
from kg.vocabulary import term

SUITE = Path(__file__).parent / "w3c"
SHT = "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
Row = tuple[str, ...]


def quads(path: Path) -> list[Quad]:
    return list(parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()))


def cases() -> Iterator[tuple[str, Path, Path, Counter[Row]]]:
    for path in sorted(SUITE.rglob("*.ttl")):
        read = quads(path)
        said = {(q.subject, q.predicate): q.object for q in read}
        for (test, p), kind in said.items():
            if p == term("rdf:type") and kind == NamedNode(f"{SHT}Validate"):
                action = said[test, NamedNode(f"{MF}action")]
                data, shapes = (said[action, NamedNode(f"{SHT}{n}")].value for n in ("dataGraph", "shapesGraph"))
                expected = rows((q.triple for q in read), said[test, NamedNode(f"{MF}result")])
                yield path.relative_to(SUITE).as_posix(), *(Path(f.removeprefix("file://")) for f in (data, shapes)), expected


def rows(triples: object, top: object = None) -> Counter[Row]:
    """The results of a report, blank nodes without their names."""
    said: dict[object, dict[object, list[object]]] = {}
    results = []
    for s, p, o in triples:  # type: ignore[attr-defined]
        said.setdefault(s, {}).setdefault(p, []).append(o)
        if p == sh("result") and top in (None, s):
            results.append(o)
    names = ("focusNode", "value", "resultPath", "resultSeverity", "sourceConstraintComponent", "sourceShape")
    return Counter(tuple(plain(said[r].get(sh(n), [None])[0], n) for n in names) for r in results)


def plain(node: object, name: str) -> str:
    blank = isinstance(node, BlankNode) or (isinstance(node, NamedNode) and node.value.startswith("urn:x-newskg:shape:"))
    return "_" if blank else "" if node is None else str(node) if isinstance(node, NamedNode | Literal) else name


CASES = list(cases())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "data", "shapes", "expected"), CASES, ids=[c[0] for c in CASES])
def test_the_core_suite(engine: str, name: str, data: Path, shapes: Path, expected: Counter[Row]) -> None:
    graph = Source(name, tuple(quads(data)))
    told = rows(report(graph.quads, Rules.of([Source("shapes", tuple(quads(shapes)))]), engine))
    assert told == expected


def test_the_suite_is_whole() -> None:
    assert len(CASES) == 98
    assert sum(sum(expected.values()) for *_, expected in CASES) > 150
