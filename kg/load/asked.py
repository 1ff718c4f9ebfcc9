"""Sources and a query in, its answer on standard output: of graphs' files, stores of kg's, a folder of Oxigraph's or a server alike.

    answer(["news/"], "SELECT …", "csv")             answer(["http://127.0.0.1:7878/query"], "ASK { … }", None)

Files and small stores are read into memory; a large store is asked through its index (kg.load.index), a folder as it stands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, QueryBoolean, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results

from kg import files
from kg.endpoint import Endpoint, is_url
from kg.errors import InputError
from kg.load import index
from kg.newsroom.opened import is_store
from kg.newsroom.opened import quads as quads_of
from kg.newsroom.opened import store as ledger_of
from kg.query import ask, has_union, is_oxigraph, must_stay, put, read_only, store_of
from kg.sparql import form, names_graphs, with_prefixes
from kg.vocabulary import words

SMALL = 200  # articles of a store that are read faster than an index is made
_SILENT = 600.0  # seconds that a server may think

Ask = Callable[[str], AbstractContextManager[Any]]  # a query → the engine's answer: solutions, triples, a boolean


def answer(
    sources: Sequence[str],
    sparql: str | Callable[[Ask], str],
    format: str | None,
    elsewhere: bool = False,
    seconds: float | None = None,
) -> None:
    """Writes the answer of a query, or of one that is made when the graphs can be asked. Raises InputError."""
    named = not isinstance(sparql, str) or names_graphs(sparql)
    with (
        opened(sources, elsewhere, seconds, named) as asking,
        asking(sparql if isinstance(sparql, str) else sparql(asking)) as found,
    ):
        put(found, format, files.put_out)


@contextmanager
def opened(sources: Sequence[str], elsewhere: bool = False, seconds: float | None = None, named: bool = True) -> Iterator[Ask]:
    """What can be asked; unless `named`, by queries that name no graph. Raises InputError."""
    if any(map(is_url, sources)):
        if len(sources) > 1:
            url = next(filter(is_url, sources))
            raise InputError(url, "a server is asked alone", "ask the others by themselves, or load them into it")
        with Endpoint(sources[0], seconds or _SILENT) as server:
            yield lambda sparql: _of_server(server, sparql, elsewhere)
    else:
        with _local(sources, named) as store:
            yield lambda sparql: nullcontext(ask(store, sparql, elsewhere))


@contextmanager
def _local(sources: Sequence[str], named: bool) -> Iterator[Store]:
    if len(sources) == 1 and is_oxigraph(sources[0]):
        with read_only(sources[0]) as store:
            yield store
    elif len(sources) == 1 and is_store(sources[0]) and _is_large(sources[0]) and os.access(sources[0], os.W_OK):
        with index.opened(sources[0]) as store:
            yield store
    else:
        yield store_of(chain.from_iterable(map(_quads, sources)), named)


def _is_large(path: str) -> bool:
    with ledger_of(path) as ledger:
        return ledger.size() > SMALL


def _quads(path: str) -> Iterable[Quad]:
    if not is_oxigraph(path):
        if Path(path).is_dir() and not is_store(path):
            raise InputError(
                path, "this folder is no store", "kg build SOURCE... -o FOLDER/ or kg load GRAPH --to FOLDER makes one"
            )
        return quads_of(path)
    with read_only(path) as store:
        union = has_union(store) and any(True for _ in store.named_graphs())
        return [q for q in store if not union or isinstance(q.graph_name, NamedNode)]


_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"


@contextmanager
def _of_server(server: Endpoint, sparql: str, elsewhere: bool) -> Iterator[Any]:
    """The answer as the engine here would give it, read as it comes."""
    must_stay(sparql, elsewhere)
    kind = form(sparql)
    of_triples = kind in ("CONSTRUCT", "DESCRIBE")
    with server.asked(with_prefixes(sparql), _TRIPLES if of_triples else _ROWS) as (type, stream):
        rows, triples = QueryResultsFormat.from_media_type(type), RdfFormat.from_media_type(type)
        try:
            if of_triples and triples is not None:
                yield parse(stream, format=triples)
            elif not of_triples and rows is not None:
                found = parse_query_results(stream, rows)
                yield found if kind != "ASK" or isinstance(found, QueryBoolean) else _truth(found)
            else:
                raise InputError(
                    server.url, f"answers in {type or 'no format'}, which is no result of a query", "check the address"
                )
        except SyntaxError:
            raise InputError(server.url, "its answer broke off, or is no result of a query", "ask again") from None


def _truth(rows: Iterable[Any]) -> bool:
    """Virtuoso's answer to an ASK: a row with a 1 in it, or none."""
    return any(words(row[0]) != "0" for row in rows)
