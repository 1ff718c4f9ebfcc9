"""Graph files and a SPARQL query in, an answer as text out.

run(load(["out.ttl"]), "SELECT ?name { ?x a kg:Person ; rdfs:label ?name }", "table")
→ name
  ────────
  山田太郎
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kg import serial
from kg.errors import InputError
from kg.sparql import asks_elsewhere
from kg.terminal import width
from kg.vocabulary import PREFIXES

FORMATS = ("table", "json", "csv", "tsv", "turtle")

_RESULTS = {"json": QueryResultsFormat.JSON, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}


def load(paths: Sequence[str | Path]) -> Store:
    """All the graphs in one store; `-` is standard input. Raises InputError with file, line and column."""
    return store_of([quad for path in paths for quad in serial.load(path)])


def store_of(quads: Sequence[Quad]) -> Store:
    """The graphs by their names, and their union as the default graph: what two articles say stands there once."""
    store = Store()
    store.bulk_extend(quads)
    store.bulk_extend(Quad(*quad.triple) for quad in quads)
    return store


def ask(store: Store, sparql: str) -> Any:
    """The engine's own answer. Common prefixes are known, nothing is fetched. Raises InputError."""
    if asks_elsewhere(sparql, "SERVICE"):
        raise InputError("query", "SERVICE asks another machine, which is not done here", "load that graph from a file")
    try:
        return store.query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        raise InputError("query", _sparql_error(str(error.msg)), "kg query --help shows one") from None
    except (ValueError, OSError) as error:
        raise InputError("query", _short(str(error)), "kg query --help shows one") from None


def run(store: Store, sparql: str, format: str | None = None) -> bytes:
    """The answer written out; without `format`, a table of a SELECT or ASK and Turtle of a CONSTRUCT or DESCRIBE."""
    if format is not None and format not in FORMATS:
        raise InputError(format, "not a format known here", f"use one of {', '.join(FORMATS)}")
    answer = ask(store, sparql)
    try:
        if isinstance(answer, QueryBoolean):
            return _boolean(bool(answer), format)
        if isinstance(answer, QueryTriples):
            return _triples(serial.triples(answer), format)
        return _solutions(answer, format)
    except (OSError, ValueError) as error:
        raise InputError("query", _short(str(error)), "kg query --help shows one") from None


def _boolean(answer: bool, format: str | None) -> bytes:
    if format == "turtle":
        raise InputError("turtle", "an ASK has no triples", "use --format table or json")
    word = "true" if answer else "false"
    return f'{{"head":{{}},"boolean":{word}}}\n'.encode() if format == "json" else f"{word}\n".encode()


def _triples(said: list[Triple], format: str | None) -> bytes:
    if format in (None, "turtle"):
        return serial.turtle(said)
    if format != "table":
        raise InputError(str(format), "a CONSTRUCT or DESCRIBE gives triples", "use --format turtle or table")
    rows = [[cell(t.subject), cell(t.predicate), cell(t.object)] for t in said]
    return table(("subject", "predicate", "object"), rows)


def _solutions(answer: QuerySolutions, format: str | None) -> bytes:
    if format == "turtle":
        raise InputError("turtle", "a SELECT has no triples", "use CONSTRUCT, or --format table, json, csv or tsv")
    if format in _RESULTS:
        out = answer.serialize(format=_RESULTS[format])
        assert out is not None
        return out if out.endswith(b"\n") else out + b"\n"
    names = [v.value for v in answer.variables]
    return table(names, [[cell(row[n]) for n in names] for row in answer])


def cell(node: Any) -> str:
    """kg:Person for a known prefix, a literal's words without its type."""
    if node is None:
        return ""
    if isinstance(node, NamedNode):
        iri = node.value
        return next((f"{p}:{iri.removeprefix(known)}" for p, known in PREFIXES.items() if iri.startswith(known)), iri)
    if isinstance(node, Literal):
        return " ".join(node.value.split())
    return str(node)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Columns as wide as their widest cell on a terminal, where 漢字 takes two places and a combining mark none."""
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["─" * w for w in widths], *rows]
    return "".join(_line(line, widths) for line in lines).encode("utf-8", "replace")


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    return "  ".join(c + " " * (w - width(c)) for c, w in zip(cells, widths, strict=True)).rstrip() + "\n"


def _sparql_error(message: str) -> str:
    """error at 1:19: expected one of … → not SPARQL at line 1, column 19 (and not the list of what might)."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.S)
    if not found:
        return _short(message)
    more = "" if "expected" in found[3] else f" ({_short(found[3])})"
    return f"not SPARQL at line {found[1]}, column {found[2]}{more}"


def _short(message: str | None) -> str:
    line = " ".join((message or "cannot be read").split())
    return line if len(line) <= 200 else line[:199] + "…"
