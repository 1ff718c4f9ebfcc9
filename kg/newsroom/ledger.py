"""What a store knows: one row for each article with its graph, in a SQLite file that a killed process leaves as it last was.

    with Ledger.open("news/") as ledger:
        ledger.put(record); ledger.commit()
        for graph in ledger.graphs(): …          # by IRI

The rows are what each article's own graph says. What people decided and what was joined stand beside them, and are laid over
them when a graph is written (kg.newsroom.overlay): nothing that an article says is ever lost.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import InputError
from kg.newsroom.decided import Decision, unpacked
from kg.newsroom.record import Known, Node, Record

FILE = "newsroom.sqlite"
LOCK = ".lock"
FORMAT = "1"  # of the tables below; a store of another is refused
_BUSY = "another kg is writing to this store"
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, graph TEXT NOT NULL, digest TEXT NOT NULL, extractor TEXT NOT NULL,
    published TEXT NOT NULL, silent INTEGER NOT NULL, packed BLOB NOT NULL
);
CREATE INDEX article_graph ON article (graph);
CREATE TABLE node (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, iri TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, age TEXT,
    PRIMARY KEY (article, iri)
) WITHOUT ROWID;
CREATE INDEX node_iri ON node (iri);
CREATE TABLE called (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, name TEXT NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (article, name, iri)
) WITHOUT ROWID;
CREATE INDEX called_name ON called (name);
CREATE TABLE joined (
    graph TEXT NOT NULL, former TEXT NOT NULL, node TEXT NOT NULL, told TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (graph, former)
) WITHOUT ROWID;
CREATE INDEX joined_node ON joined (node);
CREATE INDEX joined_id ON joined (id);
CREATE TABLE decision (id TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE earlier (
    graph TEXT PRIMARY KEY, identifier TEXT NOT NULL, extractor TEXT NOT NULL, published TEXT NOT NULL, title TEXT NOT NULL,
    ages INTEGER NOT NULL, packed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE earlier_source (source TEXT NOT NULL, graph TEXT NOT NULL, PRIMARY KEY (source, graph)) WITHOUT ROWID;
"""
# which graphs are to be written anew since when: kept by the database itself, so whatever changes one cannot forget to say so
_CHANGES = "".join(
    [
        "CREATE TABLE IF NOT EXISTS changed (graph TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"
        "CREATE INDEX IF NOT EXISTS changed_at ON changed (at);"
    ]
    + [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb} AFTER {verb} ON {table} BEGIN"
        f" INSERT OR REPLACE INTO changed VALUES ({graph}, (SELECT COALESCE(MAX(at), 0) + 1 FROM changed)); END;"
        for table, row in (("article", "{}.graph"), ("joined", "{}.graph"), ("decision", "''"))
        for verb, graph in (("INSERT", row.format("NEW")), ("UPDATE", row.format("NEW")), ("DELETE", row.format("OLD")))
    ]
)


class Unusable(InputError):
    """A file that is no store of this version."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article as it stands in a store."""

    key: str
    graph: str
    published: str
    packed: bytes


class Ledger:
    """An open store. All that is written since the last `commit` is dropped by a fault, and by `rollback`."""

    def __init__(self, folder: Path, db: sqlite3.Connection, lock: int | None) -> None:
        self.folder = folder
        self._db = db
        self._lock = lock

    @classmethod
    def open(cls, folder: str | Path, write: bool = True, make: bool = False) -> Ledger:
        """The store in a folder; `make` makes one where there is none. Raises InputError: no store, in use, full disk."""
        where = Path(folder)
        file = where / FILE
        if not file.exists() and not make:
            raise InputError(str(folder), "this folder is no store of kg", "kg build SOURCE... -o FOLDER/ makes one")
        lock = None
        with told(folder):
            if make:
                where.mkdir(exist_ok=True)
            lock = _locked(where) if write else None
            db = sqlite3.connect(file, isolation_level=None, timeout=30)
            try:
                _prepare(db, write)
                _must_be_ours(db, folder, write)
            except BaseException:
                db.close()
                if lock is not None:
                    os.close(lock)
                raise
        return cls(where, db, lock)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):  # while rows were fetched
            with told(self.folder):
                raise error

    def close(self) -> None:
        """What was not committed is dropped."""
        self._end()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _end(self) -> None:
        with suppress(sqlite3.Error):  # on a full disk: what was committed stands
            if self._db.in_transaction:
                self._db.rollback()
        with suppress(sqlite3.Error):
            self._db.close()

    def discard(self) -> None:
        """Ends the store, and removes its folder with all that is in it. Nobody can open it meanwhile: it goes under another name."""
        self._end()
        remains = remains_of(self.folder)
        shutil.rmtree(remains, ignore_errors=True)
        with suppress(OSError):
            os.replace(self.folder, remains)
        shutil.rmtree(remains, ignore_errors=True)
        self.close()

    def do(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """One statement; the first that writes begins a transaction. Raises InputError."""
        with told(self.folder):
            if not self._db.in_transaction and not sql.startswith("SELECT"):
                self._db.execute("BEGIN")
            return self._db.execute(sql, values)

    def _put_rows(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Rows of one width into a table, within the transaction that is under way."""
        if rows:
            with told(self.folder):
                self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    def commit(self) -> None:
        with told(self.folder):
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    def rollback(self) -> None:
        with told(self.folder):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    # -- what the store is --

    def meta(self, name: str) -> str:
        row = self.do("SELECT value FROM meta WHERE name = ?", name).fetchone()
        return row[0] if row else ""

    def set_meta(self, name: str, value: str) -> None:
        self.do("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    # -- articles --

    def digest(self, key: str) -> tuple[str, str]:
        """The digest and the extractor that an article was last read with, or two empty strings."""
        row = self.do("SELECT digest, extractor FROM article WHERE key = ?", key).fetchone()
        return (row[0], row[1]) if row else ("", "")

    def put(self, record: Record) -> bool:
        """An article's graph in place of what stood there under its key; whether there was any.

        What was joined in it stays joined until the next merge.
        """
        known = self.remove(record.key, instead=record.graph)
        told = (record.key, record.graph, record.digest, record.extractor, record.published, record.silent, record.packed)
        row = self.do(
            "INSERT INTO article (key, graph, digest, extractor, published, silent, packed) VALUES (?, ?, ?, ?, ?, ?, ?)", *told
        )
        self._index(row.lastrowid or 0, record.nodes)
        return known

    def _index(self, row: int, nodes: Sequence[Node]) -> None:
        self._put_rows("node", [(row, n.iri, n.kind, n.label, n.age) for n in nodes])
        self._put_rows("called", [(row, name, n.iri) for n in nodes for name in n.names])

    def remove(self, key: str, instead: str = "") -> bool:
        """Whether there was such an article. What was joined in its graph goes with the last article of that graph.

        `instead` is the graph of what takes its place.
        """
        row = self.do("SELECT id, graph FROM article WHERE key = ?", key).fetchone()
        if row is None:
            return False
        for table in ("node", "called"):
            self.do(f"DELETE FROM {table} WHERE article = ?", row[0])
        self.do("DELETE FROM article WHERE id = ?", row[0])
        if row[1] != instead and not self.rows_of(row[1]):
            self.forget_joins(row[1])
        return True

    def clear(self) -> None:
        """Forgets all that stands here: what another run left behind."""
        for table in ("node", "called", "article", "joined", "decision", "earlier", "earlier_source"):
            self.do(f"DELETE FROM {table}")
        self.do("DELETE FROM meta WHERE name <> 'format'")

    def is_empty(self) -> bool:
        """Whether no article was read, or taken over from an earlier graph."""
        return self.do("SELECT 1 FROM article LIMIT 1").fetchone() is None

    def keys(self) -> Iterator[str]:
        return (key for (key,) in self.do("SELECT key FROM article ORDER BY key"))

    def find(self, words: str) -> list[str]:
        """The keys of the articles that go by a key, the last part of one, or a graph's IRI, whole or its hash."""
        by = (
            "SELECT key FROM article WHERE key = ?1 OR graph = ?1 OR substr(graph, -length(?1) - 9) = '/article/' || ?1"
            " OR substr(key, -length(?1) - 1) = '/' || ?1 ORDER BY key"
        )
        rows = self.do(by, words).fetchall()
        exact = [key for (key,) in rows if key == words]
        return exact or [key for (key,) in rows]

    def rows(self) -> Iterator[list[Row]]:
        """The articles by graph: one, or several where texts are the same, the one published first in front."""
        rows = self.do("SELECT key, graph, published, packed FROM article ORDER BY graph")  # as the index has them
        for _, group in groupby((Row(*row) for row in rows), key=lambda row: row.graph):
            yield sorted(group, key=_first)

    def graphs(self) -> Iterator[str]:
        """The articles' graphs by IRI."""
        return (graph for (graph,) in self.do("SELECT DISTINCT graph FROM article ORDER BY graph"))

    def rows_of(self, graph: str) -> list[Row]:
        """The articles of one graph, as `rows` gives them."""
        rows = self.do("SELECT key, graph, published, packed FROM article WHERE graph = ?", graph)
        return sorted((Row(*row) for row in rows), key=_first)

    def counts(self) -> dict[str, int]:
        """How many nodes there are of each kind, and sentences with a trigger but no fact under ""."""
        named = self.do(
            "SELECT kind, COUNT(*) FROM (SELECT DISTINCT n.kind, COALESCE(j.node, n.iri) FROM node n JOIN article a ON a.id = n.article"
            " LEFT JOIN joined j ON j.graph = a.graph AND j.former = n.iri) GROUP BY kind"
        )
        (silent,) = self.do("SELECT TOTAL(silent) FROM (SELECT MAX(silent) AS silent FROM article GROUP BY graph)").fetchone()
        return {**dict(named.fetchall()), "": int(silent)}

    def ages(self) -> set[str]:
        """The IRIs of people of whom articles tell several ages."""
        rows = self.do(
            "SELECT COALESCE(j.node, n.iri) AS it FROM node n JOIN article a ON a.id = n.article"
            " LEFT JOIN joined j ON j.graph = a.graph AND j.former = n.iri WHERE n.age IS NOT NULL GROUP BY it HAVING COUNT(DISTINCT n.age) > 1"
        )
        return {iri for (iri,) in rows}

    # -- what changed --

    def snapshot(self) -> None:
        """From here on what is read is the store as it is now, whatever others write to it."""
        self.rollback()
        with told(self.folder):
            self._db.execute("BEGIN")

    def moment(self) -> int:
        """A number that grows with each change; 0 of a store that notes none, since an earlier version of kg made it."""
        with told(self.folder):
            if self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'changed'").fetchone() is None:
                return 0
        return int(self.do("SELECT COALESCE(MAX(at), 0) FROM changed").fetchone()[0])

    def changed_since(self, moment: int) -> list[str]:
        """The graphs that changed since, or are gone; "" stands for the decisions."""
        return [graph for (graph,) in self.do("SELECT graph FROM changed WHERE at > ? ORDER BY graph", moment)]

    def size(self) -> int:
        """How many articles there are."""
        return int(self.do("SELECT COUNT(*) FROM article").fetchone()[0])

    # -- names --

    def named(self, name: str) -> list[tuple[str, str]]:
        """(graph, IRI in it) of all that goes by a name, as kg.iris.called gives it."""
        by = "SELECT DISTINCT a.graph, c.iri FROM called c JOIN article a ON a.id = c.article WHERE c.name = ? ORDER BY 1, 2"
        return list(self.do(by, name).fetchall())

    def graph_of(self, key: str) -> str:
        """The graph of an article, or ""."""
        row = self.do("SELECT graph FROM article WHERE key = ?", key).fetchone()
        return row[0] if row else ""

    def node_of(self, graph: str, iri: str) -> str:
        """The IRI that a node of an article's graph has now."""
        row = self.do("SELECT node FROM joined WHERE graph = ? AND former = ?", graph, iri).fetchone()
        return row[0] if row else iri

    def has_node(self, iri: str) -> bool:
        """Whether an article's graph has a node, or had it by what was joined."""
        by = "SELECT 1 FROM node WHERE iri = ? UNION ALL SELECT 1 FROM joined WHERE node = ? LIMIT 1"
        return self.do(by, iri, iri).fetchone() is not None

    def reports_of(self, iri: str) -> list[tuple[str, str]]:
        """(graph, IRI in it) of a node that is told of, by the IRI that it has now, or had."""
        by = (
            "SELECT DISTINCT a.graph, n.iri FROM node n JOIN article a ON a.id = n.article LEFT JOIN joined j"
            " ON j.graph = a.graph AND j.former = n.iri WHERE n.iri = ? OR j.node = ? ORDER BY 1, 2"
        )
        return list(self.do(by, iri, iri).fetchall())

    def graphs_of(self, iri: str) -> list[str]:
        """The graphs that tell of a node, by the IRI that it has now or had in its article."""
        by = (
            "SELECT a.graph FROM node n JOIN article a ON a.id = n.article WHERE n.iri = ? UNION SELECT graph FROM joined WHERE node = ?"
            " ORDER BY 1"
        )
        return [graph for (graph,) in self.do(by, iri, iri)]

    def label(self, iri: str) -> str:
        """What an article's own graph calls a person or an organization, or ""."""
        (label,) = self.do("SELECT MIN(label) FROM node WHERE iri = ?", iri).fetchone()
        return label or ""

    # -- joins --

    def has_joins(self) -> bool:
        return self.do("SELECT 1 FROM joined LIMIT 1").fetchone() is not None

    def joins(self) -> Iterator[tuple[str, str, str, str]]:
        """(graph, IRI in it, IRI now, what is told of it), by id."""
        return self.do("SELECT graph, former, node, told FROM joined ORDER BY id")

    def joins_of(self, graph: str) -> list[tuple[str, str, str, str]]:
        return self.do("SELECT graph, former, node, told FROM joined WHERE graph = ?", graph).fetchall()

    def put_join(self, graph: str, former: str, node: str, told: str, id: str) -> None:
        self.do("INSERT OR REPLACE INTO joined VALUES (?, ?, ?, ?, ?)", graph, former, node, told, id)

    def forget_joins(self, graph: str | None = None) -> None:
        """Of all graphs, or of one."""
        self.do("DELETE FROM joined WHERE ? IS NULL OR graph = ?", graph, graph)

    # -- decisions --

    def decisions(self) -> list[Decision]:
        """By id."""
        return [unpacked(told) for (told,) in self.do("SELECT told FROM decision ORDER BY id")]

    def decide(self, decision: Decision) -> None:
        self.do("INSERT OR REPLACE INTO decision VALUES (?, ?)", decision.id, decision.packed())

    def undecide(self, id: str) -> bool:
        return self.do("DELETE FROM decision WHERE id = ?", id).rowcount == 1

    # -- this run --

    def begin_run(self) -> None:
        """Begins to note which articles are met."""
        self.do("CREATE TEMP TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID")
        self.do("DELETE FROM seen")
        self.commit()

    def see(self, key: str, mark: str) -> str:
        """The mark under which an article was met first in this run: the same, unless another goes by its key."""
        if self.do("INSERT OR IGNORE INTO seen VALUES (?, ?)", key, mark).rowcount == 1:
            return ""
        return str(self.do("SELECT mark FROM seen WHERE key = ?", key).fetchone()[0])

    def drop_unseen(self) -> int:
        """Removes what this run did not meet; how many these were."""
        keys = [k for (k,) in self.do("SELECT key FROM article WHERE key NOT IN (SELECT key FROM seen)").fetchall()]
        for key in keys:
            self.remove(key)
        return len(keys)

    # -- what stood in an earlier graph --

    def put_earlier(self, known: Known, sources: Iterable[str], packed: bytes) -> None:
        told = (known.graph, known.identifier, known.extractor, known.published, known.title, known.ages, packed)
        self.do("INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?, ?, ?, ?)", *told)
        for source in sources:
            self.do("INSERT OR IGNORE INTO earlier_source VALUES (?, ?)", source, known.graph)

    def earlier(self, source: str) -> tuple[Known, ...]:
        """What an earlier graph says of the articles that go by a source: of one, or of none; of several where folders have like names."""
        by = (
            "SELECT e.graph, identifier, extractor, published, title, ages FROM earlier e JOIN earlier_source s ON s.graph = e.graph"
            " WHERE source = ? ORDER BY e.graph"
        )
        return tuple(Known(*row) for row in self.do(by, source).fetchall())

    def earlier_graph(self, graph: str) -> tuple[Known, bytes] | None:
        """The same by the graph, and the graph."""
        by = "SELECT graph, identifier, extractor, published, title, ages, packed FROM earlier WHERE graph = ?"
        row = self.do(by, graph).fetchone()
        return (Known(*row[:6]), row[6]) if row else None

    def forget_earlier(self) -> None:
        self.do("DELETE FROM earlier")
        self.do("DELETE FROM earlier_source")


def remains_of(folder: Path) -> Path:
    """What the folder of a store is called while it is being removed."""
    return folder.with_name(f"{folder.name}-done")


def _first(row: Row) -> tuple[bool, str, str]:
    """Of one text in several places, the order in which they were published."""
    return not row.published, row.published, row.key


def _prepare(db: sqlite3.Connection, write: bool) -> None:
    if write:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut at most the last second
    db.execute("PRAGMA cache_size = -4000")  # KB, full after a thousand articles: memory does not grow with the store
    db.execute("PRAGMA temp_store = FILE")
    db.execute("PRAGMA temp.cache_size = -500")
    db.execute("PRAGMA mmap_size = 0")


def _must_be_ours(db: sqlite3.Connection, folder: str | Path, write: bool) -> None:
    """Makes the tables of a new store. Raises InputError for one of another make."""
    made = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    if made is None and write:
        db.executescript(f"BEGIN; {_TABLES} INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;")
    row = db.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
    if row is None or row[0] != FORMAT:
        raise Unusable(str(folder), "a store of another version of kg", "build it anew in another folder")
    if write and db.execute("SELECT 1 FROM sqlite_master WHERE name = 'changed'").fetchone() is None:
        db.executescript(f"BEGIN; {_CHANGES} COMMIT;")


def _locked(folder: Path) -> int:
    """A lock on the folder, which its holder's end gives up, however it ends. Raises InputError."""
    file = folder / LOCK
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = os.fstat(handle)
        if not (file.exists() and os.path.samestat(mine, file.stat())):  # removed by who held it until now
            raise BlockingIOError
    except ImportError:  # Windows: SQLite's own lock is all there is
        pass
    except BlockingIOError:
        os.close(handle)
        raise InputError(str(folder), _BUSY, "wait until it is done") from None
    except OSError as error:
        os.close(handle)
        what = f"cannot be locked ({error.strerror or error})"
        raise InputError(str(folder), what, "name a folder on another disk") from None
    return handle


@contextmanager
def told(folder: str | Path) -> Iterator[None]:
    """SQLite's errors as ours: which store, what is wrong, what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = str(error)
        if "full" in words or "disk I/O" in words:
            raise InputError(
                str(folder), f"cannot be written ({words})", "make room and run again; nothing that was done is lost"
            ) from None
        if "locked" in words:
            raise InputError(str(folder), _BUSY, "wait until it is done") from None
        if "readonly" in words or "unable to open" in words:
            raise InputError(str(folder), f"cannot be written ({words})", "check who may write there") from None
        raise Unusable(str(folder), f"this store is damaged ({words})", "build it anew in another folder") from None
    except OSError as error:
        raise InputError(str(folder), f"cannot be written ({error.strerror or error})", "choose another place with -o") from None
