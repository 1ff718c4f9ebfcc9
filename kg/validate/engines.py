"""A graph and rules in, the triples of a standard sh:ValidationReport out: the engines, known to this file alone.

    report(quads, rules)  →  [<_:r1> sh:focusNode <lawsuit/4207…>, …]

`shacl` (Rust) is the engine where it is installed; pySHACL, the reference that the tests compare it with, works everywhere. The
graph goes to either in one reading, pyoxigraph's, every literal as it is written; no inference, no imports. Shapes of others may hold
a pattern or a query that takes for ever: they are tried `apart`, under limits.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg import resources, serial
from kg.errors import InputError
from kg.validate.findings import plain
from kg.validate.rules import Rules, sh
from kg.vocabulary import term

if TYPE_CHECKING:
    import shacl

ENGINES = ("shacl", "pyshacl")
_LARGE = 2_000  # triples of shapes: a path of 5,000 steps took SHACL's own shapes 3 s, one of 50,000 would take 300
_NAME = NamedNode("urn:x-newskg:name")  # tells a blank node's name, which an engine gives anew
_SHAPE = NamedNode("urn:x-newskg:naming")
_NAMING = f"""\
{_SHAPE} {sh("targetSubjectsOf")} {_NAME} .
{_SHAPE} {sh("path")} {_NAME} .
{_SHAPE} {sh("maxLength")} "0"^^{term("xsd:integer")} .
"""


def report(quads: Sequence[Quad], rules: Rules, engine: str | None = None) -> list[Triple]:
    """Raises InputError for shapes that do not work, or cost too much."""
    engine = engine or ("shacl" if find_spec("shacl") else "pyshacl")
    if engine == "shacl" and not find_spec("shacl"):
        raise InputError("shacl", "this engine is not installed", "pip install shacl, or use --engine pyshacl")
    if _harmless(rules, quads):
        return told(quads, rules.text, engine)
    from kg.validate import apart

    answer = apart.report(_text(q.triple for q in quads), rules.text, engine)
    return [q.triple for q in parse(answer, format=RdfFormat.N_TRIPLES, lenient=True)]


def _harmless(rules: Rules, quads: Sequence[Quad]) -> bool:
    """Whether the shapes are known: made in memory, shipped here, or SHACL's own, which take long for a large graph alone."""
    others = {s.text for s in rules.sources} - {None, resources.text("shapes")}
    return not others or (len(quads) < _LARGE and others == {of_shapes()})


@lru_cache(maxsize=1)
def of_shapes() -> str:
    """SHACL's own shapes for shapes, which pySHACL ships, in Turtle."""
    return (files("pyshacl") / "assets" / "shacl-shacl.ttl").read_text("utf-8")


def answer(data: str, shapes: str, engine: str) -> str:
    """All in N-Triples, in this process."""
    return _text(told(list(parse(data, format=RdfFormat.N_TRIPLES, lenient=True)), shapes, engine))


def told(quads: Sequence[Quad], shapes: str, engine: str) -> list[Triple]:
    """The same in this process, of shapes in N-Triples."""
    return _fast(quads, shapes) if engine == "shacl" else _reference(quads, shapes)


def _fast(quads: Sequence[Quad], shapes: str) -> list[Triple]:
    data = _text(q.triple for q in quads)
    told = _told(_compiled(shapes), data)
    unnamed = {t.object for t in told if t.predicate in _ABOUT and isinstance(t.object, BlankNode)}
    if not unnamed:
        return told
    names = _names(quads, data, shapes)
    if not unnamed <= names.keys():
        return _reference(quads, shapes)
    return [Triple(t.subject, t.predicate, names[t.object]) if t.predicate in _ABOUT and t.object in names else t for t in told]


def _text(triples: Iterable[Triple]) -> str:
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def _told(shapes: shacl.Shapes, data: str) -> list[Triple]:
    try:
        said = shapes.validate_text(data, format="ntriples").serialize("ntriples")
    except ValueError as error:
        raise _unusable(error) from None
    return [q.triple for q in parse(said, format=RdfFormat.N_TRIPLES)]


def _names(quads: Sequence[Quad], data: str, shapes: str) -> dict[object, BlankNode]:
    """What the engine calls the blank nodes of this text: a shape that no name passes has it tell each by its name."""
    blank = {n for q in quads for n in (q.subject, q.object) if isinstance(n, BlankNode)}
    marks = _text(Triple(b, _NAME, Literal(b.value)) for b in sorted(blank, key=str))
    told = _told(_compiled(shapes + _NAMING), data + marks)
    by = {p: {t.subject: t.object for t in told if t.predicate == sh(p)} for p in ("focusNode", "value", "sourceShape")}
    return {by["focusNode"][r]: BlankNode(plain(by["value"][r])) for r, shape in by["sourceShape"].items() if shape == _SHAPE}


@lru_cache(maxsize=4)
def _compiled(shapes: str) -> shacl.Shapes:
    import shacl

    try:
        return shacl.Shapes.from_text(shapes, format="ntriples")
    except ValueError as error:
        raise _unusable(error) from None


_ABOUT = (sh("focusNode"), sh("value"))


def _unusable(error: Exception) -> InputError:
    said = " ".join(str(error).split()) or type(error).__name__
    do = "correct the shapes"
    if "look-around" in said or "backreference" in said:
        do = "write it without, or use --engine pyshacl"
    return InputError("shapes", f"cannot be used ({said[:200]})", do)


# pySHACL


def _reference(quads: Sequence[Quad], shapes: str) -> list[Triple]:
    import rdflib
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
    from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch

    with quiet():
        # as pySHACL reads files of shapes itself: "1"^^xsd:boolean is not true
        rdflib_bool_patch()  # type: ignore[no-untyped-call]
        try:
            graph, held = serial.to_rdflib(quads), rdflib.Graph().parse(data=shapes, format="nt")
        finally:
            rdflib_bool_unpatch()  # type: ignore[no-untyped-call]
        if (None, rdflib.SH.target, None) in held:
            raise InputError("shapes", "pySHACL does not look at sh:target", "use sh:targetClass and the like, or --engine shacl")
        try:
            _, found, _ = validate(
                _prepared(graph), shacl_graph=held, inference="none", do_owl_imports=False, inplace=True,
                allow_infos=True, allow_warnings=True,
            )  # fmt: skip
        except (ReportableRuntimeError, ShapeLoadError) as error:
            raise _unusable(error) from None
    if isinstance(found, ValidationFailure):
        raise _unusable(found)
    return list(_triples(found, rdflib))


def _triples(graph: Any, rdflib: Any) -> Iterator[Triple]:
    """From rdflib's graph, every literal as it is written."""

    def node(n: Any) -> Any:
        if isinstance(n, rdflib.URIRef):
            return NamedNode(str(n))
        if isinstance(n, rdflib.BNode):
            return BlankNode(str(n))
        return (
            Literal(str(n), language=n.language)
            if n.language
            else Literal(str(n), datatype=NamedNode(str(n.datatype or term("xsd:string").value)))
        )

    for s, p, o in graph:
        yield Triple(node(s), node(p), node(o))


def _prepared(graph: Any) -> Any:
    """The same triples, but a query is parsed once, not once for each node that it is asked about."""
    import rdflib

    class Prepared(rdflib.Graph):
        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
            query = _query(query_object) if isinstance(query_object, str) else query_object
            return super().query(query, *args, **kwargs)

    return Prepared(graph.store, graph.identifier)


@lru_cache(maxsize=256)
def _query(sparql: str) -> Any:
    from rdflib.plugins.sparql import prepareQuery

    try:
        query = prepareQuery(sparql)
    except Exception as error:  # pyparsing's, or a bare Exception for an unknown prefix
        raise _unusable(error) from None
    if any(_parts(query.algebra)):
        raise InputError("shapes", "a query asks another place (SERVICE or FROM)", "ask about the graph itself")
    return query


def _parts(query: Any) -> Iterator[bool]:
    """Of each part of a query that rdflib has read, whether it asks another place: rdflib reads escapes in a way of its own."""
    yield getattr(query, "name", None) in ("ServiceGraphPattern", "DatasetClause")
    for part in query.values() if isinstance(query, dict) else query if isinstance(query, list | tuple | set) else ():
        yield from _parts(part)


@contextmanager
def quiet() -> Iterator[None]:
    """rdflib logs a traceback for every literal that is not what its datatype says; the findings tell it better."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
