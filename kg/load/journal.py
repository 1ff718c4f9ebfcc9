"""What of a load is done, so that one that was killed goes on: a line for each graph, in the user's state folder, gone when all is done.

    with Journal.of("http://127.0.0.1:7878/store") as journal:
        journal.has(name, digest); journal.note([(name, digest)]); journal.done()

It holds hashes only: of the address, of the graphs' names and of what they say.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from kg.errors import InputError


def state_folder() -> Path:
    """XDG_STATE_HOME/newskg, ~/.local/state/newskg; on Windows and macOS where programs keep such there."""
    if told := os.environ.get("XDG_STATE_HOME"):
        return Path(told) / "newskg"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "newskg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "newskg"
    return Path.home() / ".local" / "state" / "newskg"


class Journal:
    """Of one target. Without a folder that can be written, none is kept, and a killed load begins anew."""

    def __init__(self, path: Path, target: str) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=0)
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("CREATE TABLE IF NOT EXISTS done (name BLOB PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self.close()
            if "locked" in str(error):
                raise InputError(target, "another kg is loading into this", "wait until it is done") from None
        except (sqlite3.DatabaseError, OSError):
            self.close()
            with suppress(OSError):
                path.unlink()

    @classmethod
    def of(cls, target: str) -> Journal:
        return cls(state_folder() / f"load-{hashlib.sha256(target.encode()).hexdigest()[:16]}.sqlite", target)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def is_empty(self) -> bool:
        return self._db is None or self._db.execute("SELECT 1 FROM done LIMIT 1").fetchone() is None

    def has(self, name: str, digest: bytes) -> bool:
        if self._db is None:
            return False
        row = self._db.execute("SELECT digest FROM done WHERE name = ?", (_hash(name),)).fetchone()
        return row is not None and row[0] == digest

    def note(self, graphs: Iterable[tuple[str, bytes]]) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):  # a full disk: they are sent again then
                self._db.execute("BEGIN")
                self._db.executemany(
                    "INSERT OR REPLACE INTO done VALUES (?, ?)", [(_hash(name), digest) for name, digest in graphs]
                )
                self._db.execute("COMMIT")

    def forget(self) -> None:
        if self._db is not None:
            self._db.execute("DELETE FROM done")

    def done(self) -> None:
        """All is loaded: the next load sends all again, for who knows what becomes of it there."""
        self.close()
        with suppress(OSError):
            self._path.unlink()


def _hash(name: str) -> bytes:
    return hashlib.blake2b(name.encode(), digest_size=16).digest()
