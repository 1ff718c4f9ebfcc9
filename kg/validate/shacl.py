"""The validator, known to this file alone: an rdflib graph and shapes in, findings out.

    check(graph, [shapes]) → (Finding("Violation", "https://…", "kg:holder", …), …)

pySHACL is asked for no inference, no imports and no advanced features, and its queries may not leave the graph.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import rdflib
from rdflib import RDF
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import BNode, Literal, Node, URIRef

from kg.errors import InputError
from kg.validate import SEVERITIES, Finding, compact

_STEPS = {SH.inversePath: "^{}", SH.zeroOrMorePath: "{}*", SH.oneOrMorePath: "{}+", SH.zeroOrOnePath: "{}?"}


def check(graph: rdflib.Graph, shapes: Sequence[rdflib.Graph]) -> tuple[Finding, ...]:
    """Every breach once, in an order that its content alone decides. Raises InputError for shapes that do not work."""
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure

    rules = _union(shapes)
    try:
        with quiet():
            _, report, _ = validate(
                _Prepared(graph.store, graph.identifier),
                shacl_graph=rules,
                inference="none",
                do_owl_imports=False,
                inplace=True,
            )
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise _unusable(error) from None
    if isinstance(report, ValidationFailure):
        raise _unusable(report)
    found = {_finding(report, result, rules) for result in report.subjects(RDF.type, SH.ValidationResult)}
    return tuple(sorted(found, key=_order))


def _unusable(error: Exception) -> InputError:
    said = str(error).strip() or type(error).__name__
    return InputError("shapes", f"cannot be used ({said})", "correct the shapes")


def _union(shapes: Sequence[rdflib.Graph]) -> rdflib.Graph:
    """All shapes in one graph; the blank nodes of each stay its own."""
    out = rdflib.Graph()
    for i, graph in enumerate(shapes):

        def own(node: Node, i: int = i) -> Node:
            return BNode(f"{node}s{i}") if isinstance(node, BNode) else node

        for s, p, o in graph:
            out.add((own(s), p, own(o)))
    return out


def _order(f: Finding) -> tuple[object, ...]:
    return SEVERITIES.index(f.severity), f.node, f.path or "", f.value or "", f.shape, f.message_en


def _finding(report: rdflib.Graph, result: Node, rules: rdflib.Graph) -> Finding:
    shape = report.value(result, SH.sourceShape)
    said = _messages(rules, report.value(result, SH.sourceConstraint)) or _messages(rules, shape)
    if not said:  # pySHACL's own words
        said = dict.fromkeys(("ja", "en"), min(map(str, report.objects(result, SH.resultMessage)), default=""))
    path = report.value(result, SH.resultPath)
    if path is not None and not isinstance(path, URIRef):
        path = rules.value(shape, SH.path)
    severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
    value = report.value(result, SH.value)
    return Finding(
        severity=severity if severity in SEVERITIES else "Violation",
        node=_name(report.value(result, SH.focusNode)),
        path=None if path is None else _path(rules, path),
        value=None if value is None else _name(value),
        message_ja=said["ja"],
        message_en=said["en"],
        shape=_name(shape),
    )


def _messages(rules: rdflib.Graph, node: Node | None) -> dict[str, str]:
    """sh:message by language, either for both where there is only one; pySHACL's results lose the languages."""
    told = sorted((m.language or "", str(m)) for m in rules.objects(node, SH.message) if isinstance(m, Literal)) if node else []
    if not told:
        return {}
    by = {language.partition("-")[0].lower(): words for language, words in reversed(told)}
    other = by.get("", told[0][1])
    return {lang: by.get(lang, other) for lang in ("ja", "en")}


def _name(node: Node | None) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _path(rules: rdflib.Graph, path: Node) -> str:
    """A SHACL path as SPARQL writes it: kg:holder, ^kg:proceeding, kg:founder|kg:date."""
    if isinstance(path, URIRef):
        return compact(str(path))
    for step, words in _STEPS.items():
        inner = rules.value(path, step)
        if inner is not None:
            return words.format(_path(rules, inner))
    choices = rules.value(path, SH.alternativePath)
    parts = [_path(rules, p) for p in Collection(rules, choices if choices is not None else path)]
    return "|".join(parts) if choices is not None else "/".join(parts)


class _Prepared(rdflib.Graph):
    """The same triples, but a query is parsed once, not once for each node that it is asked about."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        query = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepare(sparql: str) -> Query:
    try:
        query = prepareQuery(sparql)
    except Exception as error:  # pyparsing's, or a bare Exception for an unknown prefix
        raise _unusable(error) from None
    if any(
        part.name == "ServiceGraphPattern" or ("datasetClause" in part and part["datasetClause"])
        for part in _parts(query.algebra)
    ):
        raise InputError("shapes", "a query asks another place (SERVICE or FROM)", "ask about the graph itself")
    return query


def _parts(value: object) -> Iterator[CompValue]:
    if isinstance(value, CompValue):
        yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for v in inner:
        yield from _parts(v)


@contextmanager
def quiet() -> Iterator[None]:
    """rdflib logs a traceback for every literal that is not what its datatype says; the shapes tell it better."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
