"""Graphs in, a report out: what is wrong, in which line, in Japanese and in English, and what to do.

    validate("out.ttl").findings[0]
    → Finding("Violation", "proceeding-action", …, place=Place("out.ttl", 12, 14, 22, "  kg:action kg:Files ;"), fix=(Fix(…),))

A file is read (`sources`), looked through for words that nobody knows (`terms`, `unread`) and for what does not go together (`story`),
held against the shapes (`rules`, `engines`, `results`), which are looked at too (`vetting`), and against the articles that it quotes
(`quotes`). `output` writes the report, `fixes` the corrected file. Nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, RdfFormat

from kg import resources
from kg.errors import InputError
from kg.validate.findings import Finding, Fix, Place, Report, compact, path_text
from kg.validate.rules import SH, Rules
from kg.validate.sources import Source, read, source
from kg.validate.terms import Index
from kg.vocabulary import term

__all__ = ["Finding", "Fix", "Place", "Report", "Source", "check", "compact", "read", "rules", "source", "validate"]

_WORDS = ("unknown-term", "near-term", "unread")
_EXACT = (*_WORDS, "literal", "undescribed")  # of a value; a shape would say it again


def validate(
    graph: str | Path | Source,
    shapes: Sequence[str | Path | Source] = (),
    builtin: bool = True,
    articles: Sequence[str | Path] = (),
    engine: str | None = None,
) -> Report:
    """A file (`-` is standard input), or a graph that was read, against the shipped shapes and `shapes` besides.

    Raises InputError for what cannot be read, and for shapes that cannot be used or would read another place.
    """
    return check(graph if isinstance(graph, Source) else read(graph), rules(shapes, builtin), articles, engine)


def rules(shapes: Sequence[str | Path | Source] = (), builtin: bool = True) -> Rules:
    """The shipped shapes, and those of the files. Raises InputError."""
    from kg.validate import vetting

    more = [s if isinstance(s, Source) else read(s) for s in shapes]
    for one in more:
        vetting.must_stay(one)
        _must_be_well_formed(one)
    return Rules.of([_shipped(), *more]) if builtin and more else _builtin() if builtin else Rules.of(more)


def _must_be_well_formed(shapes: Source) -> None:
    """By SHACL's own shapes for shapes."""
    from kg.validate import engines, results

    if shapes.errors:
        return
    held = _of_shapes()
    for f in results.findings(engines.report(shapes.quads, held), held, shapes):
        where = f"{f.place.file}:{f.place.line}:{f.place.column}" if f.place else shapes.name
        raise InputError(
            where, f"cannot be used as a shape ({path_text(f.path) or compact(f.node)})", "see the SHACL specification"
        )


@lru_cache(maxsize=1)
def _of_shapes() -> Rules:
    from kg.validate.engines import of_shapes

    return Rules.of([source(of_shapes().encode(), RdfFormat.TURTLE, "shacl-shacl.ttl")])


@lru_cache(maxsize=1)
def _builtin() -> Rules:
    return Rules.of([_shipped()])


@lru_cache(maxsize=1)
def _shipped() -> Source:
    return source(resources.text("shapes").encode(), RdfFormat.TURTLE, "shapes/newskg.ttl")


def check(
    graph: Source, held: Rules, articles: Sequence[str | Path] = (), engine: str | None = None, about_shapes: bool = True
) -> Report:
    """The same with rules at hand. `about_shapes`: what is wrong with the shapes themselves is told too."""
    from kg.validate import engines, results, story, terms, unread, vetting

    ours = _own(held)
    of_shapes = list(vetting.findings(held, ours))
    unusable = [f for f in of_shapes if f.code in ("syntax", "no-shapes")]
    if graph.errors or unusable:
        return Report.of(_names(graph, unusable), [*graph.errors, *unusable], checked=False)
    index = Index.of(graph.quads)
    if ours and (blind := list(terms.namespaces(graph, index))):  # what else is wrong follows from it, or shows when it is right
        return Report.of(_names(graph, ()), blind, checked=False)
    told = [*terms.check(graph, index, bool(ours)), *unread.check(graph), *(story.check(graph, index) if ours else ())]
    told += results.findings(engines.report(graph.quads, held, engine), held, graph)
    for path in articles:
        from kg.validate import quotes

        told += quotes.check(graph, Path(path))
    found = list(dict.fromkeys((*_once(told), *(of_shapes if about_shapes else ()), *vetting.unmet(held, index))))
    return Report.of(_names(graph, found), found, held.met(index), map(held.name, held.idle(index)))


def _names(graph: Source, found: Iterable[Finding]) -> tuple[str, ...]:
    """The files that are told of: the graph's, and those of shapes that have something wrong."""
    return tuple(dict.fromkeys((graph.name, *(f.place.file for f in found if f.place))))


def _own(held: Rules) -> int:
    """How many of the sources are ours."""
    return int(bool(held.sources) and held.sources[0] is _shipped())


def _once(told: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for one mistake: what is told more exactly is not told again by what follows from it.

    A shape's violation that a warning about a word stands for makes that a violation.
    """
    told = list(told)
    exact = {(f.node, f.value) for f in told if f.code in _EXACT and f.value is not None}
    renamed = {f.node for f in told if f.code in _WORDS and f.value is None}
    nowhere = {(f.node, f.path) for f in told if f.code == "undescribed"}
    untellable = {
        f.node for f in told if f.code == "literal" or _is(f, "Datatype") or (_is(f, "MinInclusive") and _is_text(f.value))
    }
    shaped = {(f.node, f.path) for f in told if f.component is not None and f.severity == "Violation"}
    own = {f.code for f in told if f.component is None}
    hidden: set[object] = set()
    kept = []
    for f in told:
        follows = (
            (f.value is not None and (f.node, f.value) in exact)
            or (f.node in renamed and _of_the_node(f))
            or ((f.node, f.path) in nowhere and _is(f, "QualifiedMinCount"))
            or f.code in own
            or (f.node in untellable and _is(f, "LessThan", "LessThanOrEquals"))
        )
        if f.component is not None and follows:
            hidden |= {f.node} if f.severity == "Violation" else set()
        elif not (f.code == "untyped" and f.node in renamed) and not (f.code == "misplaced" and (f.node, f.path) in shaped):
            kept.append(f)
    return (replace(f, severity="Violation") if f.code in _WORDS and f.node in hidden else f for f in kept)


def _is_text(value: object) -> bool:
    return isinstance(value, Literal) and value.datatype == term("xsd:string")


def _of_the_node(f: Finding) -> bool:
    """A result that misses something at a node, or finds it to be none of several things."""
    return _is(f, "MinCount", "QualifiedMinCount") or (_is(f, "Xone") and f.value == f.node)


def _is(f: Finding, *components: str) -> bool:
    return f.component is not None and f.component.value in [f"{SH}{c}ConstraintComponent" for c in components]
