"""What the command was given, as something that a process can open: graphs' files and newsrooms in memory, an Oxigraph store on disk.

given(["all.trig"]).open() → a store with the graphs by name, their union as the default graph
given(["loaded/"]).open() → the store in that folder, to be read only
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import iris
from kg.errors import InputError
from kg.iris import BASE
from kg.newsroom.opened import quads
from kg.query import store_of
from kg.serve.nursery import apart
from kg.serve.writing import keep_union, snapshot
from kg.vocabulary import term


@dataclass(frozen=True)
class Served:
    """`memory` is the store, where there is no folder. `base` is what the IRIs of the graph begin with.

    Of a folder that is written, those who read have a snapshot as of the last write: `snapshots`/3.
    """

    memory: Store | None
    folder: str
    base: str
    union: bool = False  # whether the default graph has to be put together for each query
    snapshots: str = ""

    def open(self, writes: int = 0) -> Store:
        if self.memory is not None:
            return self.memory
        return Store.read_only(f"{self.snapshots}/{writes}" if self.snapshots else self.folder)

    def open_to_write(self) -> Store:
        return Store(self.folder)


def is_loaded(path: str) -> bool:
    """Whether a folder is an Oxigraph store's, which RocksDB keeps."""
    return (Path(path) / "CURRENT").is_file()


def given(paths: Sequence[str], write: bool = False) -> Served:
    """Raises InputError, with file, line and column of a graph that is not well-formed."""
    loaded = [path for path in paths if is_loaded(path)]
    if loaded and len(paths) > 1:
        raise InputError(loaded[0], "a loaded store is served alone", "load the others into it: kg load GRAPH --to " + loaded[0])
    if loaded:
        return _on_disk(loaded[0], write)
    if write:
        raise InputError(paths[0], "--write needs a store on disk", "kg load GRAPH... --to FOLDER makes one")
    found: list[Quad] = [quad for path in paths for quad in quads(path)]
    store = store_of(found)
    return Served(store, "", base_of(store))


def _on_disk(folder: str, write: bool) -> Served:
    snapshots = folder.rstrip("/") + ".served" if write else ""

    def look() -> list[str]:
        store = Store(folder) if write else Store.read_only(folder)
        if write:
            keep_union(store)
            shutil.rmtree(snapshots, ignore_errors=True)
            Path(snapshots).mkdir()
            snapshot(store, snapshots, 0)
        alone = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None
        return [base_of(store), "union" if alone and not write else ""]

    try:
        if not write:
            _hold(folder)
        base, union = apart(look)
    except OSError as error:
        locked = isinstance(error, BlockingIOError) or "lock" in str(error).lower()
        do = "end what else uses it" if locked else "kg load GRAPH... --to FOLDER makes one"
        raise InputError(folder, "another process writes it" if locked else f"cannot be opened ({error})", do) from None
    return Served(None, folder, base, bool(union), snapshots)


def _hold(folder: str) -> None:
    """Lets others read the store and nobody write it, as long as this process lives. Raises BlockingIOError."""
    lock = os.open(Path(folder) / "LOCK", os.O_RDONLY)  # RocksDB's own, which a writer locks
    fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)


def base_of(store: Store) -> str:
    """What stands before article/… in the IRI of the first article; of a graph without articles, what kg build begins IRIs with."""
    articles = store.quads_for_pattern(None, term("rdf:type"), term("kg:Article"))
    return iris.base_of(q.subject.value for q in articles if isinstance(q.subject, NamedNode)) or BASE
