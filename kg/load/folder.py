"""Graphs in, an Oxigraph store in a folder out: made as a whole where there is none, changed graph by graph where there is one.

    load(["news/"], "graph.ox/", tell) → Done(graphs=120, changed=120, same=0)

A new store is loaded in bulk into a hidden folder beside it, and takes its place when it is whole. In one that is there, each graph is
changed in a transaction of its own, and what is as it was is left. The default graph is the union of the graphs, each triple once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from kg import serial
from kg.errors import InputError
from kg.load.sources import Graph, opened
from kg.newsroom.opened import is_store
from kg.query import as_kept, has_union, in_bulk, is_oxigraph, on_disk, told

_NOWHERE = DefaultGraph()
_STREAMED = (".nq", ".trig")
FLUSHED = 500  # graphs that are changed before the store writes its memory out

Tell = Callable[[int], None]  # how many graphs are done


@dataclass(frozen=True, slots=True)
class Done:
    """How many graphs were given, and how many of these were put into the target; the others stand there like that already."""

    graphs: int
    changed: int


class _Unsuited(Exception):
    """A file that cannot go into a new store as it is: it holds blank nodes, or triples in no graph."""


def load(paths: Sequence[str], target: str, tell: Tell) -> Done:
    """Raises InputError; what stood in the folder stands there then, and of a changed one the graphs that were done."""
    where = Path(os.path.abspath(target))
    if is_store(target):
        raise InputError(target, "this is a store of kg's, which kg query asks as it is", "name another folder")
    if is_oxigraph(where):
        return _into(paths, where, tell)
    if where.exists() and (not where.is_dir() or any(where.iterdir())):
        raise InputError(target, "this holds something else", "name a new folder")
    if not where.parent.is_dir():
        raise InputError(target, "there is no such directory to write to", "make it first")
    return _anew(paths, where, tell)


def _anew(paths: Sequence[str], where: Path, tell: Tell) -> Done:
    with hidden(where) as half:
        if all(Path(p).suffix.lower() in _STREAMED for p in paths):
            with suppress(_Unsuited):
                met = _streamed(paths, half, tell)
                return _in_place(half, where, met)
            shutil.rmtree(half)
        with opened(paths) as given:
            bulk(half, _counted(given.graphs(), tell))
            return _in_place(half, where, given.count)


def _in_place(half: Path, where: Path, graphs: int) -> Done:
    with told(where):
        os.replace(half, where)
    return Done(graphs, graphs)


def _streamed(paths: Iterable[str], half: Path, tell: Tell) -> int:
    """All quads as they come; how many graphs these are. Raises _Unsuited."""

    def quads() -> Iterator[Quad]:
        last: object = None
        met = 0
        for path in paths:
            for q in serial.stream(path):
                graph, subject, value = q.graph_name, q.subject, q.object
                if type(graph) is not NamedNode or type(subject) is BlankNode or type(value) is BlankNode:
                    raise _Unsuited
                if graph != last:
                    last, met = graph, met + 1
                    tell(met)
                yield q
                yield Quad(subject, q.predicate, value)

    with on_disk(half) as made:
        in_bulk(made, quads())
        return sum(1 for _ in made.named_graphs())


def bulk(folder: Path, graphs: Iterable[Graph]) -> None:
    """A new store of graphs, and of their union. Raises InputError."""
    with on_disk(folder) as made:
        in_bulk(made, (q for name, said in graphs for g in (NamedNode(name),) for t in said for q in (_in(t, g), _in(t))))


def _counted(graphs: Iterable[Graph], tell: Tell) -> Iterator[Graph]:
    for done, graph in enumerate(graphs, 1):
        yield graph
        tell(done)


def _into(paths: Sequence[str], where: Path, tell: Tell) -> Done:
    changed = 0
    with opened(paths) as given, on_disk(where) as store:
        union = has_union(store) or len(store) == 0
        for name, said in _counted(given.graphs(), tell):
            changed += change(store, name, said, union)
            if changed % FLUSHED == FLUSHED - 1:
                store.flush()
        store.flush()
        return Done(given.count, changed)


def change(store: Store, name: str, said: Iterable[Triple], union: bool = True) -> bool:
    """A graph in place of what stood under its name, in one transaction; whether anything is other than it was.

    `union`: of the default graph, which is the union, too. Raises OSError.
    """
    graph, new = NamedNode(name), set(as_kept(said))
    old = {q.triple for q in store.quads_for_pattern(None, None, None, graph)}
    gone, come = old - new, new - old
    if not gone:
        store.extend(q for t in come for q in (_in(t, graph), *[_in(t)] * union))
        return bool(come)
    alone = [t for t in gone if union and not _elsewhere(store, t, graph)]
    store.update(
        f"DELETE DATA {{ GRAPH {graph} {{ {_lines(gone)} }} {_lines(alone)} }} ;\n"
        f"INSERT DATA {{ GRAPH {graph} {{ {_lines(come)} }} {_lines(come if union else ())} }}"
        + f" ;\nDROP SILENT GRAPH {graph}"
        * (not new)
    )
    return True


def _in(t: Triple, graph: NamedNode | DefaultGraph = _NOWHERE) -> Quad:
    return Quad(t.subject, t.predicate, t.object, graph)


def _elsewhere(store: Store, t: Triple, graph: NamedNode) -> bool:
    """Whether another graph says it too."""
    found = store.quads_for_pattern(t.subject, t.predicate, t.object, None)
    return any(q.graph_name not in (graph, _NOWHERE) for q in found)


def _lines(said: Iterable[Triple]) -> str:
    return "\n".join(f"{t} ." for t in said)


@contextmanager
def hidden(where: Path) -> Iterator[Path]:
    """A place beside a folder, for what is not whole yet; what a killed run left there is removed. Raises InputError."""
    beside = where.with_name(f".{where.name}.kg-load")
    with told(where), held(beside):
        half = beside / "half"
        shutil.rmtree(half, ignore_errors=True)
        try:
            yield half
        finally:
            shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """A folder that this process alone has, until it ends, however it ends. Raises BlockingIOError."""
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "wb") as file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
