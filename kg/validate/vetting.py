"""Somebody's shapes in, what is wrong with them out: terms that SHACL lacks, shapes without a target, files without a shape.

    findings(rules, first=1)  →  shape-term: sh:maxCuont is no term of SHACL. Did you mean sh:maxCount?

What would read another place is refused: owl:imports, SERVICE, FROM, JavaScript, and so is
what no engine here works out: inference, rules, expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import InputError
from kg.sparql import asks_elsewhere
from kg.validate.codes import finding, meant
from kg.validate.findings import Finding, compact
from kg.validate.fixes import renamed
from kg.validate.rules import OWN, SH, Rules, sh
from kg.validate.sources import Source
from kg.validate.terms import Index
from kg.validate.vocabulary import OWN as NEWSKG
from kg.validate.vocabulary import near, terms
from kg.vocabulary import term

_QUERIES = ("select", "ask", "construct", "update")
_LONGEST = 20_000  # characters of a query, which is looked through from each of its quotes
_NO_IRI = re.compile(r'[<>"{}|^`\\\s]')


def must_stay(source: Source) -> None:
    """Raises InputError for shapes that would read another place."""
    for i, q in enumerate(source.quads):
        _must_stay(source, i, q.predicate, q.object)


def findings(rules: Rules, first: int = 0) -> Iterator[Finding]:
    """Of the sources from the first on: ours are tested."""
    for source in rules.sources[first:]:
        yield from source.errors
        if not source.errors and not any(rules.origins[s][0] is source for s in rules.shapes if s in rules.origins):
            place = source.place(0, 1) if source.text is not None else None
            yield finding("no-shapes", place=place, what=source.name)
        yield from _misspelled(source)
    for shape in rules.shapes:
        if shape in rules.said and not rules.has_target(shape) and shape not in rules.used and not shape.value.startswith(OWN):
            yield finding("shape-no-target", node=shape, place=rules.place(shape))


def unmet(rules: Rules, index: Index) -> Iterator[Finding]:
    """Somebody's shapes that met no node."""
    for shape in rules.idle(index):
        if not shape.value.startswith(OWN):
            yield finding("shape-idle", node=shape, place=rules.place(shape))


def _must_stay(source: Source, i: int, predicate: NamedNode, value: object) -> None:
    def refuse(what: str, do: str) -> InputError:
        place = source.at(i, "predicate")
        return InputError(f"{source.name}:{place.line}:{place.column}" if place else source.name, what, do)

    if predicate == term("owl:imports"):
        raise refuse("owl:imports asks for another place, and nothing is fetched", "name that file with --shapes too")
    if predicate.value.startswith(SH):
        name = predicate.value.removeprefix(SH)
        if name.startswith("js"):
            raise refuse("JavaScript is not run", "say it with SHACL or SPARQL")
        if name == "entailment":
            raise refuse("sh:entailment asks for inference, which is not done", "write the triples into the graph")
        if name in ("rule", "expression"):
            raise refuse(f"sh:{name} is not worked out here", "say it with SHACL Core or sh:sparql")
        if name in ("prefix", "namespace") and isinstance(value, Literal) and _NO_IRI.search(value.value):
            raise refuse(f"this sh:{name} is none", "write the IRI alone")  # an engine puts it into the query as it is
        if name in _QUERIES and isinstance(value, Literal):
            if len(value.value) > _LONGEST:
                raise refuse(f"a query of over {_LONGEST:,} characters", "shorten it")
            if asks_elsewhere(value.value):
                raise refuse("a query asks another place (SERVICE or FROM)", "ask about the graph itself")
    if isinstance(value, NamedNode) and value.value.startswith(f"{SH}JS"):
        raise refuse("JavaScript is not run", "say it with SHACL or SPARQL")


def _misspelled(source: Source) -> Iterator[Finding]:
    used = {n for q in source.quads for n in (q.predicate, q.object) if isinstance(n, NamedNode) and n.value.startswith(SH)}
    wrong = used - _known() if used else set()
    for i, q in enumerate(source.quads if wrong else ()):
        for part in ("predicate", "object"):
            node = getattr(q, part)
            if node in wrong:
                best = near(node, _known())
                hint, hint_ja = (
                    (f"Did you mean {_sh(best)}?", f"{_sh(best)} のことか。") if best else ("See the SHACL specification.",) * 2
                )
                yield finding("shape-term", what=_sh(node), instead=hint, instead_ja=hint_ja, place=source.at(i, part))
    ours = terms()
    for i, q in enumerate(source.quads):
        for part, node in (("predicate", q.predicate), ("object", q.object)):
            if isinstance(node, NamedNode) and node.value.startswith(NEWSKG) and node not in ours.all:
                best = near(node, ours.all)
                hint, hint_ja = meant(compact(best) if best else None)
                told: dict[str, Any] = {
                    "what": compact(node),
                    "instead": hint,
                    "instead_ja": hint_ja,
                    "place": source.at(i, part),
                }
                yield finding(
                    "unknown-term", type="term", type_ja="語", **told, fix=renamed(source, i, part, best) if best else ()
                )


def _sh(node: NamedNode) -> str:
    return f"sh:{node.value.removeprefix(SH)}"


def _known() -> frozenset[NamedNode]:
    """The terms of SHACL and its advanced features, as rdflib lists them."""
    from rdflib.namespace import SH as TERMS

    return frozenset(map(sh, [*TERMS.__annotations__, *TERMS._extras]))  # class, in, not, or: words of Python
