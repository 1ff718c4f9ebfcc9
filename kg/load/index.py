"""A store of kg's in, an Oxigraph store of the same out, kept in its folder `index/`: what a query asks, instead of reading all.

    with opened("news/") as store: …            # brought up to date first: only graphs that changed are written

What is in it is told by state.sqlite beside it: for each graph a hash of all that its triples depend on, and the moment of the ledger.
That is written last. A process that is killed leaves graphs that are newer than it says, and the next one writes these again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from pyoxigraph import Store, Triple

from kg import files
from kg.load.folder import bulk, change
from kg.load.sources import Graph
from kg.newsroom.decided import ON_FACTS
from kg.newsroom.decided import told as decisions_told
from kg.newsroom.ledger import FILE, Ledger, Row
from kg.newsroom.ledger import told as ledger_told
from kg.newsroom.overlay import DECISIONS, IDENTITY, identity, laid_over
from kg.query import is_oxigraph, on_disk, read_only, told

FOLDER = "index"
FORMAT = "1"  # of the state and of how graphs are written
MANY = 2000  # graphs, of which it is told that the index is being made
_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE graph (name TEXT PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE aged (person TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@contextmanager
def opened(path: str) -> Iterator[Store]:
    """The index of a store, as the store is now, to be read. Raises InputError; OSError where none can be made."""
    folder = Path(path) / FOLDER
    folder.mkdir(exist_ok=True)
    fresh = False
    with Ledger.open(path, write=False) as ledger:
        while True:
            ledger.snapshot()
            with _locked(folder, exclusive=False):
                if (fresh and _is_of(folder, ledger)) or _is_current(folder, ledger):
                    ledger.close()  # a build can tidy up meanwhile
                    with read_only(folder / "ox") as store:
                        yield store
                    return
            with _locked(folder, exclusive=True), told(folder), ledger_told(folder):
                ledger.snapshot()
                if not _is_current(folder, ledger):
                    _bring_up_to_date(folder, ledger)
                fresh = True


@contextmanager
def _locked(folder: Path, exclusive: bool) -> Iterator[None]:
    """Many read at once, one writes alone. Waits."""
    with open(folder / "lock", "ab") as file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


def _which(ledger: Ledger) -> str:
    """Which store an index is of: a copy of one, or what was put in its place, is another."""
    return f"{FORMAT} {os.stat(ledger.folder / FILE).st_ino}"


def _state(folder: Path) -> dict[str, str]:
    """What the index says of itself; nothing of one that is not whole."""
    try:
        with closing(sqlite3.connect(f"{(folder / 'state.sqlite').absolute().as_uri()}?mode=ro", uri=True)) as db:
            return dict(db.execute("SELECT name, value FROM state"))
    except sqlite3.Error:
        return {}


def _is_of(folder: Path, ledger: Ledger) -> bool:
    return _state(folder).get("store") == _which(ledger) and is_oxigraph(folder / "ox")


def _is_current(folder: Path, ledger: Ledger) -> bool:
    """Of a store that notes no changes nobody knows."""
    moment = ledger.moment()
    return moment > 0 and _is_of(folder, ledger) and _state(folder).get("moment") == str(moment)


def _bring_up_to_date(folder: Path, ledger: Ledger) -> None:
    state, moment = _state(folder), ledger.moment()
    file = folder / "state.sqlite"
    if not _is_of(folder, ledger):
        _make(folder, ledger)
        return
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        before = int(state["moment"])
        since = ledger.changed_since(before) if 0 < before <= moment else None
        if since is not None and len(since) > max(MANY, ledger.size() // 2):
            db.close()
            _make(folder, ledger)
            return
        _change(folder, ledger, db, since)


def _make(folder: Path, ledger: Ledger) -> None:
    """The index as a whole, beside what stands there."""
    if (many := ledger.size()) > MANY:
        files.say(f"kg: {ledger.folder}: making its index ({many:,} articles)")
    file, new, made = folder / "state.sqlite", folder / "new", folder / "new.sqlite"
    shutil.rmtree(new, ignore_errors=True)
    made.unlink(missing_ok=True)
    with closing(sqlite3.connect(made, isolation_level=None)) as db:
        db.executescript(f"BEGIN; {_TABLES} COMMIT; BEGIN")
        bulk(new, _noted(_graphs(ledger), db))
        _note_state(db, ledger)
        db.execute("COMMIT")
    file.unlink(missing_ok=True)  # from here to the end there is no index
    shutil.rmtree(folder / "ox", ignore_errors=True)
    os.replace(new, folder / "ox")
    os.replace(made, file)


def _noted(graphs: Iterable[tuple[str, bytes, list[Triple]]], db: sqlite3.Connection) -> Iterator[Graph]:
    for name, mark, said in graphs:
        db.execute("INSERT OR REPLACE INTO graph VALUES (?, ?)", (name, mark))
        yield name, said


def _note_state(db: sqlite3.Connection, ledger: Ledger) -> None:
    rows = [("store", _which(ledger)), ("moment", str(ledger.moment()))]
    db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", rows)
    db.execute("DELETE FROM aged")
    db.executemany("INSERT INTO aged VALUES (?)", [(iri,) for iri in sorted(ledger.ages())])


def _graphs(ledger: Ledger) -> Iterator[tuple[str, bytes, list[Triple]]]:
    """All graphs of a store with their hashes; identity in parts."""
    laid, mark, base = laid_over(ledger), _Marks(ledger), ledger.meta("base")
    for rows in ledger.rows():
        yield rows[0].graph, mark.of(rows[0].graph, rows), laid(rows)
    if said := _decisions(ledger, base):
        yield base + DECISIONS, mark.of(base + DECISIONS), said
    joins = mark.of(base + IDENTITY)
    for part in identity(ledger, base):
        yield base + IDENTITY, joins, part


def _decisions(ledger: Ledger, base: str) -> list[Triple]:
    return list(decisions_told(ledger.decisions(), base))


def _change(folder: Path, ledger: Ledger, db: sqlite3.Connection, since: list[str] | None) -> None:
    """Writes the graphs that changed; of None, all that are other than they were by their hashes."""
    known = dict(db.execute("SELECT name, hash FROM graph"))
    aged = {person for (person,) in db.execute("SELECT person FROM aged")} ^ ledger.ages()
    anew = {graph for person in sorted(aged) for graph in ledger.graphs_of(person)}
    base = ledger.meta("base")
    names = {*known, *ledger.graphs()} if since is None or "" in since else {*since, *anew}
    laid, mark = laid_over(ledger), _Marks(ledger)
    db.execute("BEGIN")
    with on_disk(folder / "ox") as store:
        for name in sorted((names | {base + DECISIONS, base + IDENTITY}) - {""}):
            now = mark.of(name)
            if known.get(name) == now and name not in anew:
                continue
            if name == base + DECISIONS:
                said = _decisions(ledger, base)
            elif name == base + IDENTITY:
                said = [t for part in identity(ledger, base) for t in part]
            else:
                said = laid(rows) if (rows := ledger.rows_of(name)) else []
            if not said and name not in known:
                continue
            change(store, name, said)
            if said:
                db.execute("INSERT OR REPLACE INTO graph VALUES (?, ?)", (name, now))
            else:
                db.execute("DELETE FROM graph WHERE name = ?", (name,))
        store.flush()
    _note_state(db, ledger)
    db.execute("COMMIT")


class _Marks:
    """Hashes of all that a graph's triples depend on, but for the ages that other articles tell."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._base = ledger.meta("base")
        decisions = ledger.decisions()
        self._decisions = b"".join(sorted(d.packed().encode() for d in decisions))
        self._of: dict[str, list[str]] = {}
        for d in decisions:
            for graph in d.articles if d.verdict in ON_FACTS else ():
                self._of.setdefault(graph, []).append(d.packed())

    def of(self, name: str, rows: list[Row] | None = None) -> bytes:
        made = hashlib.blake2b(digest_size=16)
        if name == self._base + DECISIONS:
            made.update(self._decisions)
        elif name == self._base + IDENTITY:
            for join in self._ledger.joins():
                made.update("\0".join(join).encode())
        else:
            for row in self._ledger.rows_of(name) if rows is None else rows:
                made.update(row.packed)
            for join in sorted(self._ledger.joins_of(name)):
                made.update("\0".join(join).encode())
            for decision in sorted(self._of.get(name, ())):
                made.update(decision.encode())
        return made.digest()
