"""Graphs and a SPARQL query in, an answer out, a little at a time; and the one place where an Oxigraph store is opened.

run(load(["out.ttl"]), "SELECT ?name { ?x a kg:Person ; rdfs:label ?name }", "table")
→ name
  ────────
  山田太郎

In memory and in a folder that kg made, the default graph is the union of all graphs: what two articles say stands there once. (The
engine's own union tells it twice, so it is for folders whose default graph is empty.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
)

from kg import serial
from kg.errors import InputError
from kg.sparql import asks_elsewhere
from kg.terminal import width
from kg.vocabulary import PREFIXES, term

FORMATS = ("table", "json", "csv", "tsv", "turtle")

_RESULTS = {"json": QueryResultsFormat.JSON, "csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV}
_AS_IT_IS = (term("xsd:string"), term("rdf:langString"))
_HELP = "kg query --help shows one"
Write = Callable[[bytes], None]


def load(paths: Sequence[str | Path]) -> Store:
    """All the graphs in one store; `-` is standard input. Raises InputError with file, line and column."""
    return store_of([quad for path in paths for quad in serial.load(path)])


def store_of(quads: Iterable[Quad], named: bool = True) -> Store:
    """The graphs by their names, and their union as the default graph: what two articles say stands there once.

    Unless `named`, the union alone, for queries that name no graph (kg.sparql.names_graphs): a half of the memory, and less to pass by.
    """
    store = Store()
    store.bulk_extend(each for q in quads for each in ((q, Quad(*q.triple)) if named else (Quad(*q.triple),)))
    return store


def as_kept(said: Iterable[Triple]) -> Iterator[Triple]:
    """Triples as Oxigraph gives them back: it keeps numbers by their values, so "7"^^xsd:nonNegativeInteger is an xsd:integer there."""
    kept = Store()
    for t in said:
        if isinstance(t.object, Literal) and t.object.datatype not in _AS_IT_IS:
            kept.add(Quad(*t))
        else:
            yield t
    yield from (q.triple for q in kept)


@contextmanager
def on_disk(folder: str | Path) -> Iterator[Store]:
    """The Oxigraph store in a folder, which is made where there is none, to be written. Raises InputError: open elsewhere, full disk."""
    with told(folder):
        store = Store(str(folder))
        try:
            yield store
        finally:
            del store


AT_ONCE = 200_000  # quads that a bulk load holds in memory


def in_bulk(store: Store, quads: Iterable[Quad]) -> None:
    """Adds them by the fast way. What is held does not grow with their number: the engine itself would hold a million and more."""
    left = iter(quads)
    for first in left:
        store.bulk_extend(chain((first,), islice(left, AT_ONCE - 1)))


@contextmanager
def read_only(folder: str | Path) -> Iterator[Store]:
    """The same, to be read: nobody can write to it meanwhile. Raises InputError if somebody does."""
    with told(folder), _nobody_writes(Path(folder)):
        store = Store.read_only(str(folder))
        try:
            yield store
        finally:
            del store


@contextmanager
def _nobody_writes(folder: Path) -> Iterator[None]:
    """Shares the lock that RocksDB takes for itself alone when it writes; reading beside a writer is undefined there."""
    try:
        import fcntl

        with open(folder / "LOCK", "rb") as lock:
            fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            yield
    except ImportError:  # Windows
        yield


@contextmanager
def told(folder: str | Path) -> Iterator[None]:
    """The store's errors as ours: which folder, what is wrong, what to do."""
    try:
        yield
    except BlockingIOError:
        raise _in_use(folder) from None
    except (OSError, RuntimeError) as error:
        words = " ".join(str(error).removeprefix("IO error: ").split())
        if isinstance(error, RuntimeError) and "Corruption" not in words:
            raise
        if "lock" in words.lower() and ("unavailable" in words or "No locks" in words):
            raise _in_use(folder) from None
        if any(sign in words for sign in ("No space", "too large", "quota")):
            what, do = f"cannot be written ({one_line(words)})", "make room and run again"
        elif "ermission" in words or "Read-only" in words:
            what, do = f"cannot be opened ({one_line(words)})", "check who may read and write there"
        else:
            what, do = f"this Oxigraph store is damaged or none ({one_line(words)})", "load it anew into another folder"
        raise InputError(str(folder), what, do) from None


def _in_use(folder: str | Path) -> InputError:
    return InputError(str(folder), "another process has this store open", "wait until it is done")


def is_oxigraph(path: str | Path) -> bool:
    """Whether a folder holds an Oxigraph store."""
    return (Path(path) / "CURRENT").is_file()


def has_union(store: Store) -> bool:
    """Whether the default graph says something; else the graphs' union is asked in its place."""
    return next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None


def ask(store: Store, sparql: str, elsewhere: bool = False) -> Any:
    """The engine's own answer. Common prefixes are known; `elsewhere` lets SERVICE ask other machines. Raises InputError."""
    must_stay(sparql, elsewhere)
    try:
        return store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=not has_union(store))
    except SyntaxError as error:
        raise InputError("query", malformed(str(error.msg)), _HELP) from None
    except (ValueError, OSError) as error:
        raise InputError("query", one_line(str(error)), _HELP) from None


_DEEPEST = 500  # brackets within brackets: the engine's stack holds some thousands


def must_stay(sparql: str, elsewhere: bool = False) -> None:
    """Raises InputError for a query that asks another machine without leave, or nests so deep that no stack holds it."""
    if not elsewhere and asks_elsewhere(sparql, "SERVICE"):
        raise InputError(
            "query", "SERVICE asks another machine, which is not done here", "load that graph, or allow it by --allow-service"
        )
    depth = deepest = 0
    for char in sparql:
        if char in "({[":
            deepest = max(deepest, depth := depth + 1)
        elif char in ")}]":
            depth -= 1
    if deepest > _DEEPEST:
        raise InputError("query", f"brackets {deepest:,} deep", "simplify it")


def run(store: Store, sparql: str, format: str | None = None) -> bytes:
    """The answer written out; without `format`, a table of a SELECT or ASK and Turtle of a CONSTRUCT or DESCRIBE."""
    parts: list[bytes] = []
    put(ask(store, sparql), format, parts.append)
    return b"".join(parts)


def put(answer: Any, format: str | None, write: Write) -> None:
    """The same of an answer, in pieces: of JSON, CSV and TSV nothing is held. Raises InputError."""
    if format is not None and format not in FORMATS:
        raise InputError(format, "not a format known here", f"use one of {', '.join(FORMATS)}")
    try:
        if isinstance(answer, QueryBoolean | bool):
            write(_boolean(bool(answer), format))
        elif isinstance(answer, QuerySolutions):
            _solutions(answer, format, write)
        else:
            write(_triples(serial.triples(answer), format))
    except (OSError, ValueError) as error:
        raise InputError("query", one_line(str(error)), _HELP) from None


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


def _solutions(answer: QuerySolutions, format: str | None, write: Write) -> None:
    if format == "turtle":
        raise InputError("turtle", "a SELECT has no triples", "use CONSTRUCT, or --format table, json, csv or tsv")
    if format in _RESULTS:
        out = _Pieces(write)
        try:
            answer.serialize(out, _RESULTS[format])  # type: ignore[arg-type]
        except Exception:
            if out.failed is not None:
                raise out.failed from None
            raise
        out.end()
        return
    names = [v.value for v in answer.variables]
    write(table(names, [[cell(row[n]) for n in names] for row in answer]))


class _Pieces:
    """A file for the engine to write to, which passes on some kilobytes at a time, and ends in a line break."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._held = bytearray()
        self._last = b""
        self.failed: InputError | None = None

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) > 1 << 16:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._held:
            try:
                self._write(bytes(self._held))
            except InputError as error:
                self.failed = error
                raise
            self._last = bytes(self._held[-1:])
            self._held.clear()

    def end(self) -> None:
        self.flush()
        if self._last != b"\n":
            self._write(b"\n")


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


def malformed(message: str) -> str:
    """error at 1:19: expected one of … → not SPARQL at line 1, column 19 (and not the list of what might)."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.S)
    if not found:
        return one_line(message)
    more = "" if "expected" in found[3] else f" ({one_line(found[3])})"
    return f"not SPARQL at line {found[1]}, column {found[2]}{more}"


def one_line(message: str | None) -> str:
    line = " ".join((message or "cannot be read").split())
    return line if len(line) <= 200 else line[:199] + "…"
