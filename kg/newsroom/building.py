"""Sources in, a store or a file out: `kg build` of more than one article.

    into_file(["news/"], "all.trig", "trig", Asked(), tell, fail) → Done(new=12, changed=0, same=0, …)

A file has a store of its own beside it while it is being made, hidden; a build that was killed goes on from there. An article
whose text, date and extractor are as they were is not read again: by the store, or by the file that is about to be replaced.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.newsroom import crew, earlier, export, items
from kg.newsroom.items import Failed, Item
from kg.newsroom.ledger import FILE, LOCK, Ledger
from kg.newsroom.overlay import graphs
from kg.newsroom.progress import Tell
from kg.newsroom.record import How, Known, Record, Same, extractor, read
from kg.newsroom.workshop import workshop

SECONDS = 1.0  # between two commits: what a killed build reads again


@dataclass(frozen=True, slots=True)
class Asked:
    """How a build runs; nothing here changes a byte of what it makes, but for `how`."""

    how: How = field(default_factory=How)
    fields: dict[str, str] = field(default_factory=dict)
    workers: int = 1
    scheduler: str | None = None
    shared: str | None = None
    anew: bool = False  # read what is unchanged, too


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did, by article; `counts` are those of the graph that stands there now.

    `lost` is the number of statements of the file before that stood in no article's graph; `taken` of unchanged articles that were
    taken over from it. Not `written` is what no article could be read for; `unjoined`, what was read into a store whose articles are joined.
    """

    new: int
    changed: int
    same: int
    gone: int
    failed: int
    counts: dict[str, int]
    lost: int = 0
    taken: int = 0
    written: bool = True
    unjoined: int = 0


def is_store(output: str) -> bool:
    """Whether an output is a folder: one that exists, or a path that ends like one."""
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def into_store(sources: list[str], folder: str, asked: Asked, tell: Tell, fail: Callable[[Failed], None]) -> Done:
    """Reads what is new or changed into the store in a folder; what else stands there stays. Raises InputError."""
    where = Path(folder)
    if where.is_dir() and not (where / FILE).exists() and any(p.name != LOCK for p in where.iterdir()):
        raise InputError(folder, "this folder holds something else", "name a new one")
    with Ledger.open(where, make=True) as ledger:
        _same_base(ledger, asked.how.base, folder)
        done = _read_all(ledger, sources, asked, tell, fail, only_these=False)
        return replace(done, unjoined=done.new + done.changed if ledger.meta("merged") else 0)


def into_file(sources: list[str], output: str, format: str, asked: Asked, tell: Tell, fail: Callable[[Failed], None]) -> Done:
    """A file of these sources' articles and no others, or standard output. What is read stands beside it until it is whole."""
    with workshop(output) as ledger:
        lost = _begin(ledger, output, asked)
        done = _read_all(ledger, sources, asked, tell, fail, only_these=True)
        if ledger.is_empty() and done.failed:
            return replace(done, lost=lost, written=False)
        export.write(graphs(ledger), format, asked.how.base, output, ledger.folder)
    return replace(done, lost=lost)


def _begin(ledger: Ledger, output: str, asked: Asked) -> int:
    """Makes the store ready: it goes on with what a killed run left of the same, and else looks at the file as it is now."""
    now = f"{asked.how.base} {asked.anew} {_as_it_stands(output)}"
    if ledger.meta("begun") == now:
        return int(ledger.meta("lost") or 0)
    ledger.clear()
    lost = 0 if asked.anew else earlier.look(ledger, output)
    for name, value in (("base", asked.how.base), ("lost", str(lost)), ("begun", now)):
        ledger.set_meta(name, value)
    ledger.commit()
    return lost


def _as_it_stands(output: str) -> str:
    """Changes when somebody writes the file, where that matters."""
    if not earlier.tells(output):
        return ""
    try:
        found = Path(output).stat()
    except OSError:
        return "not there"
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _same_base(ledger: Ledger, base: str, where: str) -> None:
    known = ledger.meta("base")
    if known and known != base:
        raise InputError(where, f"the IRIs of this store begin with {known}", "give the same --base, or name a new folder")
    if not known:
        ledger.set_meta("base", base)
        ledger.commit()


def _read_all(
    ledger: Ledger, sources: list[str], asked: Asked, tell: Tell, fail: Callable[[Failed], None], only_these: bool
) -> Done:
    new = changed = same = failed = taken = 0
    ledger.begin_run()
    last = time.monotonic()

    def gone_wrong(problem: Failed) -> None:
        nonlocal failed
        failed += 1
        if only_these:  # of a store its last good state stays, since it could be read once
            ledger.remove(problem.key)
        fail(problem)
        tell(new + changed + same + failed, failed)

    def to_do() -> Iterator[tuple[Item, tuple[Known, ...]]]:
        nonlocal same, failed
        for item in items.items(sources, asked.fields):
            if isinstance(item, Failed):
                gone_wrong(item)
                continue
            mark = items.plain(item.path or item.digest)
            before = ledger.see(item.key, mark)
            if before == mark:  # given twice: a folder, and a file in it
                continue
            if before:
                failed += 1
                fail(Failed(item.key, "a second article of this name; the first stands"))
            elif (only_these or not asked.anew) and ledger.digest(item.key) == (item.digest, extractor(asked.how)):
                same += 1
                tell(new + changed + same + failed, failed)
            else:
                yield item, () if asked.anew else ledger.earlier(item.source or "")

    with closing(_work(to_do(), asked)) as work:
        for made in work:
            if isinstance(made, Failed):
                gone_wrong(made)
                continue
            if isinstance(made, Same):
                same, taken = same + 1, taken + 1
                ledger.put(earlier.taken(ledger, made, asked.how))
            else:
                assert isinstance(made, Record)
                _must_agree(made, asked)
                known = ledger.put(made if asked.anew else earlier.kept(ledger, made, asked.how))
                new, changed = new + (not known), changed + known
            tell(new + changed + same + failed, failed)
            if (now := time.monotonic()) - last > SECONDS:
                ledger.commit()
                last = now
    gone = ledger.drop_unseen() if only_these else 0
    ledger.commit()
    return Done(new, changed, same, gone, failed, ledger.counts(), taken=taken)


def _must_agree(made: Record, asked: Asked) -> None:
    """Raises InputError for what another version of kg made, on another machine."""
    if made.extractor != (here := extractor(asked.how)):
        raise InputError(
            asked.scheduler or made.key, f"a worker has {made.extractor}, this machine {here}", "install the same there"
        )


def _work(tasks: Iterator[tuple[Item, tuple[Known, ...]]], asked: Asked) -> Generator[Any, None, None]:
    work = partial(_one, how=asked.how)
    if asked.scheduler:
        from kg.newsroom.cluster import on_cluster

        return on_cluster(asked.scheduler, tasks, work, asked.shared)
    return crew.at_work(tasks, work, asked.workers)


def _one(item: Item, known: tuple[Known, ...], how: How) -> Any:
    return read(item, how, known)
