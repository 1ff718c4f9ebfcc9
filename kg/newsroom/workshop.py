"""The path of a file to be made in, a store to make it in out: a hidden folder beside it, gone when the file is whole.

    with workshop("all.trig") as ledger: …        .all.trig.kg/

What was read stays there when a build is killed or fails, and the next one goes on from it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.newsroom.ledger import Ledger, Unusable, remains_of


def beside(output: str) -> Path:
    """The hidden folder of a file that is being made: all.trig → .all.trig.kg"""
    target = Path(output).resolve()
    return target.parent / f".{target.name}.kg"


@contextmanager
def workshop(output: str, keep: bool = True) -> Iterator[Ledger]:
    """A store for as long as a file is being made. Of standard output and devices nothing stays. Raises InputError.

    With `keep` it holds what an earlier run left there; without it begins empty.
    """
    if output == "-" or (Path(output).exists() and not Path(output).is_file()):
        with tempfile.TemporaryDirectory(prefix="kg-") as work, Ledger.open(work, make=True) as ledger:
            yield ledger
        return
    with _opened(beside(output), keep) as ledger:
        try:
            yield ledger
        except BaseException:
            if _worthless(ledger):
                ledger.discard()
            raise
        ledger.discard()


def _opened(work: Path, keep: bool) -> Ledger:
    try:
        ledger = Ledger.open(work, make=True)
    except Unusable:  # of another version, or torn by a power cut: nothing but this run's own work is lost
        shutil.rmtree(work, ignore_errors=True)
        ledger = Ledger.open(work, make=True)
    shutil.rmtree(remains_of(work), ignore_errors=True)  # of a run killed in its last moment
    if not keep and not ledger.is_empty():
        ledger.discard()
        ledger = Ledger.open(work, make=True)
    return ledger


def _worthless(ledger: Ledger) -> bool:
    """Whether nothing was read that a second run could go on with."""
    try:
        ledger.rollback()
        return ledger.is_empty()
    except Exception:  # whatever it is, it is being told already
        return False
