"""What people do with a store: take articles out, join, write, ask why. Each is a function that the command line calls.

retract("news/", ["2024/05/a.txt"]) → ["news/2024/05/a.txt"]
why("news/", "日銀", "日本銀行") → (True, "one: 「日銀」 …")
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from kg import files
from kg.errors import InputError
from kg.identity import why as explained
from kg.newsroom import export, merging
from kg.newsroom.decided import Decision
from kg.newsroom.ledger import Ledger
from kg.newsroom.meant import absolute_or_name, entities
from kg.newsroom.merging import Merged
from kg.newsroom.opened import base_of, is_store, quads, store, take_in
from kg.newsroom.overlay import graphs
from kg.newsroom.workshop import workshop
from kg.serial import format_of, serialize, writable


def retract(where: str, articles: Sequence[str]) -> list[str]:
    """Takes articles out of a store or a file, and all that only they support; their keys. Raises InputError for one it has not."""
    if not is_store(where):
        return _retract_from_file(where, articles)
    with store(where, write=True) as ledger:
        keys = _taken_out(ledger, where, articles)
        merging.merge_again(ledger)
        ledger.commit()
    return keys


def _taken_out(ledger: Ledger, where: str, articles: Sequence[str]) -> list[str]:
    keys: list[str] = []
    for words in articles:
        found = ledger.find(words)
        if not found:
            raise InputError(words, f"no article of {where} goes by this", "give its path, id or IRI")
        if len({ledger.graph_of(key) for key in found}) > 1:
            raise InputError(words, f"{len(found)} articles go by this: {', '.join(found[:5])}", "give one of these")
        keys += found
    for key in dict.fromkeys(keys):
        ledger.remove(key)
    return list(dict.fromkeys(keys))


def _retract_from_file(where: str, articles: Sequence[str]) -> list[str]:
    format = format_of(where)
    with workshop(where, keep=False) as ledger:
        take_in(ledger, [where])
        keys = _taken_out(ledger, where, articles)
        merging.merge_again(ledger)
        export.write(graphs(ledger), format, ledger.meta("base"), where, ledger.folder)
    return keys


def merge(sources: Sequence[str], output: str | None, never: str | None = None) -> Merged:
    """Joins who and what is one: in a store in place, of stores and files into a file. Raises InputError."""
    if output is None:
        if len(sources) != 1 or not is_store(sources[0]):
            raise InputError(sources[0], "a file is not changed", "name another with -o")
        with store(sources[0], write=True) as ledger:
            _never(ledger, never)
            return merging.merge(ledger)
    format = format_of(output)
    with workshop(output, keep=False) as ledger:
        take_in(ledger, sources)
        _never(ledger, never)
        done = merging.merge(ledger)
        export.write(graphs(ledger), format, ledger.meta("base"), output, ledger.folder)
    return done


def _never(ledger: Ledger, path: str | None) -> None:
    """A list of pairs that are not the same, two names or IRIs a line with a tab between, as decisions."""
    if path is None:
        return
    for number, line in enumerate(files.read(path).decode("utf-8-sig", "replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sides = [part.strip() for part in line.split("\t") if part.strip()]
        if len(sides) != 2:
            raise InputError(f"{path}:{number}", "not two names", "write both in one line, with a tab between them")
        for a in entities(ledger, sides[0]):
            for b in entities(ledger, sides[1]):
                if a != b:
                    ledger.decide(Decision("different", (a, b), ("", "")))


def export_to(where: str, output: str, format: str | None) -> None:
    """A store as a file, or on standard output."""
    form = format or ("turtle" if output == "-" else writable(output))
    with store(where) as ledger, tempfile.TemporaryDirectory(prefix=".kg-", dir=_near(output)) as work:
        export.write(graphs(ledger), form, ledger.meta("base"), output, Path(work))


def export_all(sources: Sequence[str], output: str, format: str) -> None:
    """Stores and graphs' files together as one file, or on standard output. Raises InputError."""
    if len(sources) == 1 and Path(sources[0]).is_dir():
        return export_to(sources[0], output, format)
    together = [q for path in sources for q in quads(path)]
    files.write(serialize(together, format, base_of(together)), output)


def _near(output: str) -> str | None:
    return None if output == "-" else str(Path(output).resolve().parent)


def why(where: str, a: str, b: str) -> tuple[bool, str]:
    """Whether two are one, and the reasons. Of a store or of a file."""
    if is_store(where):
        with store(where) as ledger:
            return _why(ledger, a, b)
    with tempfile.TemporaryDirectory(prefix="kg-") as work, Ledger.open(work, make=True) as ledger:
        take_in(ledger, [where])
        return _why(ledger, a, b)


def _why(ledger: Ledger, a: str, b: str) -> tuple[bool, str]:
    told = merging.accounts(ledger, laid=False)
    found = explained(told, absolute_or_name(ledger, a), absolute_or_name(ledger, b), merging.verdicts(ledger))
    return found.same, str(found)
