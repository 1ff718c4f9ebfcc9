"""In the one process that writes: an update, or a graph to put, add to or take away; all of it or nothing.

update(store, served, {"update": "CLEAR ALL", "using": [], "using_named": []}, b"", out) → 204
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.serve.accept import TRIPLES
from kg.sparql import asks_elsewhere, masked
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.serve.answers import Asked, Out
    from kg.serve.given import Served

_DEFAULT = DefaultGraph()
_KEPT = 3  # snapshots; a query may still read from an earlier one


def update(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    text = asked["update"]
    if asks_elsewhere(text, "SERVICE", "LOAD"):
        return out.say(403, "SERVICE and LOAD fetch from elsewhere, which is not done here")
    told = within(text, asked["using"], asked["using_named"])
    written(store, served, asked, lambda: store.update(told, base_iri=asked["base"], prefixes=PREFIXES))
    return out.begin(204, "text/plain")


def written(store: Store, served: Served, asked: Asked, write: Callable[[], None]) -> None:
    """Writes, keeps the default graph the union of the graphs, with what was written into it alone, and lets readers see it."""
    before = _union(store)
    write()
    after = _union(store)
    default = {q.triple for q in store.quads_for_pattern(None, None, None, _DEFAULT)}
    gone, come = (before & default) - after, after - default
    if gone or come:
        words = (("DELETE", gone), ("INSERT", come))
        store.update(" ; ".join(f"{verb} {{ {_triples(said)} }} WHERE {{}}" for verb, said in words if said))
    snapshot(store, served.snapshots, asked["writes"] + 1)


def snapshot(store: Store, snapshots: str, number: int) -> None:
    """The store as it is now, by links to its files, which do not change."""
    shutil.rmtree(f"{snapshots}/{number}", ignore_errors=True)  # of a process that was killed over it
    store.backup(f"{snapshots}/{number}")
    shutil.rmtree(f"{snapshots}/{number - _KEPT}", ignore_errors=True)


def again(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    """After a write that failed, which may have been done in part: what there is."""
    written(store, served, asked, lambda: None)
    out.begin(204, "text/plain")


def keep_union(store: Store) -> None:
    """Of a store that others wrote: its graphs' union in the default graph."""
    store.bulk_extend(Quad(*triple) for triple in _union(store))


def _union(store: Store) -> set[Triple]:
    return {q.triple for q in store if q.graph_name != _DEFAULT}


def _triples(said: Iterable[Triple]) -> str:
    return " ".join(f"{t.subject} {t.predicate} {t.object} ." for t in said)


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
    _add(store, served, asked, body, out, instead=True)


def post(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    _add(store, served, asked, body, out, instead=False)


def _add(store: Store, served: Served, asked: Asked, body: bytes, out: Out, instead: bool) -> None:
    """In one update, which is one transaction."""
    graph = _graph(asked)
    new = not _is_there(store, graph)
    format: RdfFormat = TRIPLES[asked["type"]]
    said = parse(body, format, base_iri=asked["base"], without_named_graphs=True, rename_blank_nodes=True)
    triples = _triples(q.triple for q in said)
    if isinstance(graph, DefaultGraph):
        clear, insert = "CLEAR DEFAULT", f"INSERT DATA {{ {triples} }}"
    else:
        clear, insert = (
            f"CLEAR SILENT GRAPH {graph}",
            f"CREATE SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}",
        )
    written(store, served, asked, lambda: store.update(f"{clear} ; {insert}" if instead else insert))
    out.begin(201 if new else 204, "text/plain")


def delete(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    graph = _graph(asked)
    if not _is_there(store, graph):
        return out.say(404, "no graph goes by this name")
    written(
        store, served, asked, lambda: store.update("CLEAR DEFAULT" if isinstance(graph, DefaultGraph) else f"DROP GRAPH {graph}")
    )
    return out.begin(204, "text/plain")


def _graph(asked: Asked) -> NamedNode | DefaultGraph:
    return DefaultGraph() if asked["graph"] is None else NamedNode(asked["graph"])


def _is_there(store: Store, graph: NamedNode | DefaultGraph) -> bool:
    return isinstance(graph, DefaultGraph) or store.contains_named_graph(graph)
