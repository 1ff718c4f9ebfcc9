"""In the one process that writes: an update, or a graph to put, add to or take away; all of it or nothing.

update(store, served, {"update": "CLEAR ALL", "using": [], "using_named": []}, b"", out) → 204
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

from kg.serve.accept import TRIPLES
from kg.serve.answers import Asked, Out
from kg.serve.given import Served
from kg.sparql import asks_elsewhere, masked
from kg.vocabulary import PREFIXES


def update(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    text = asked["update"]
    if asks_elsewhere(text, "SERVICE", "LOAD"):
        return out.say(403, "SERVICE and LOAD fetch from elsewhere, which is not done here")
    store.update(within(text, asked["using"], asked["using_named"]), base_iri=asked["base"], prefixes=PREFIXES)
    store.flush()
    return out.begin(204, "text/plain")


def within(update: str, default: Iterable[str], named: Iterable[str]) -> str:
    """The update with the protocol's dataset in its own words. Raises ValueError where it has one already, or can have none.

    DELETE {…} WHERE {…}, using-graph-uri=http://a/g → DELETE {…} USING <http://a/g> WHERE {…}
    """
    told = [f"USING {NamedNode(i)} " for i in default] + [f"USING NAMED {NamedNode(i)} " for i in named]
    if not told:
        return update
    plain = masked(update)
    if re.search(r"(?<![\w?$:-])(?:USING|WITH)(?![\w:-])", plain, re.I):
        raise ValueError("the update names its graphs itself (USING or WITH), and the request names others")
    out, at, depth = [], 0, 0
    for found in re.finditer(r"[{}]|(?<![\w?$:-])(?:DELETE\s+)?WHERE(?![\w:-])", plain, re.I):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            if found[0][0] in "dD":
                raise ValueError("DELETE WHERE takes no dataset; write DELETE {…} WHERE {…}")
            out += [update[at : found.start()], *told]
            at = found.start()
    return "".join([*out, update[at:]])


def put(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    _add(store, asked, body, out, instead=True)


def post(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    _add(store, asked, body, out, instead=False)


def _add(store: Store, asked: Asked, body: bytes, out: Out, instead: bool) -> None:
    """In one update, which is one transaction."""
    graph = _graph(asked)
    new = not _is_there(store, graph)
    format: RdfFormat = TRIPLES[asked["type"]]
    said = parse(body, format, base_iri=asked["base"], without_named_graphs=True, rename_blank_nodes=True)
    triples = " ".join(f"{q.subject} {q.predicate} {q.object} ." for q in said)
    if isinstance(graph, DefaultGraph):
        clear, insert = "CLEAR DEFAULT", f"INSERT DATA {{ {triples} }}"
    else:
        clear, insert = (
            f"CLEAR SILENT GRAPH {graph}",
            f"CREATE SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}",
        )
    store.update(f"{clear} ; {insert}" if instead else insert)
    store.flush()
    out.begin(201 if new else 204, "text/plain")


def delete(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    graph = _graph(asked)
    if not _is_there(store, graph):
        return out.say(404, "no graph goes by this name")
    store.update("CLEAR DEFAULT" if isinstance(graph, DefaultGraph) else f"DROP GRAPH {graph}")
    store.flush()
    return out.begin(204, "text/plain")


def _graph(asked: Asked) -> NamedNode | DefaultGraph:
    return DefaultGraph() if asked["graph"] is None else NamedNode(asked["graph"])


def _is_there(store: Store, graph: NamedNode | DefaultGraph) -> bool:
    return isinstance(graph, DefaultGraph) or store.contains_named_graph(graph)
