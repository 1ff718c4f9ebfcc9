"""Work shared out: items in, what was made of each out, in whatever order it is done. One process, several, or a Dask cluster.

    for done in at_work(items, partial(read, how=how), workers=2): …

No more than a few items a worker are under way at once, so memory does not grow with their number. A worker that dies costs
nobody but the article that kills it: what it held is given to another, one at a time, and who kills two is told as Failed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from kg.newsroom.items import Failed, Item

Task = tuple[Item, Any]  # an item, and what is known of it
Work = Callable[[Item, Any], Any]

CHUNK = 16  # items handed over at once: at the end one worker reads its last and the others wait
LETTERS = 40_000  # bytes of them, at most
AHEAD = 3  # chunks a worker, under way or waiting


def at_work(tasks: Iterable[Task], work: Work, workers: int = 1) -> Generator[Any, None, None]:
    """What `work` makes of each task."""
    if workers <= 1:
        yield from (work(*task) for task in tasks)
    else:
        yield from _in_processes(tasks, work, workers)


def chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Tasks in handfuls: as many as travel well together."""
    held: list[Task] = []
    size = 0
    for task in tasks:
        held.append(task)
        size += len(task[0].data or b"")
        if len(held) >= CHUNK or size >= LETTERS:
            yield held
            held, size = [], 0
    if held:
        yield held


def worked(work: Work, chunk: Sequence[Task]) -> list[Any]:
    """What a worker does with a handful."""
    return [work(*task) for task in chunk]


def _in_processes(tasks: Iterable[Task], work: Work, workers: int) -> Iterator[Any]:
    pool = _pool(workers)
    waiting: dict[Future[list[Any]], list[Task]] = {}
    try:
        for chunk in chunks(tasks):
            try:
                waiting[_submit(pool, work, chunk)] = chunk
                lost: list[list[Task]] = []
            except BrokenProcessPool:  # a worker died while none was awaited
                lost = [*waiting.values(), chunk]
            while not lost and len(waiting) >= workers * AHEAD:
                lost = yield from _taken(waiting)
            if lost:
                _end(pool)
                yield from _after_death(work, lost)
                waiting, pool = {}, _pool(workers)
        while waiting:
            lost = yield from _taken(waiting)
            if lost:
                _end(pool)
                yield from _after_death(work, lost)
                waiting = {}
    finally:
        _end(pool)


def _submit(pool: ProcessPoolExecutor, work: Work, chunk: Sequence[Task]) -> Future[list[Any]]:
    """What is begun here is deaf to Ctrl-C from its first moment, or it would print a line of its own."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return pool.submit(worked, work, chunk)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(worked, work, chunk)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(pool: ProcessPoolExecutor) -> None:
    """At once: whatever is still being read is wanted no more."""
    running = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.kill()


def _taken(waiting: dict[Future[list[Any]], list[Task]]) -> Generator[Any, None, list[list[Task]]]:
    """What is done by now; returns the chunks that a dead worker took with it: all that were under way."""
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    lost: list[list[Task]] = []
    for future in sorted(done, key=id):
        chunk = waiting.pop(future)
        try:
            yield from future.result()
        except BrokenProcessPool:
            lost.append(chunk)
    if lost:
        lost += waiting.values()
    return lost


def _after_death(work: Work, lost: Iterable[list[Task]]) -> Iterator[Any]:
    """Each task that was under way, alone in a process: the one that kills it, twice, is Failed."""
    pool = _pool(1)
    try:
        for task in (task for chunk in lost for task in chunk):
            for attempt in range(2):
                try:
                    made = _submit(pool, work, [task]).result()
                except BrokenProcessPool:
                    _end(pool)
                    pool = _pool(1)
                    if attempt:
                        yield killed(task[0])
                else:
                    yield from made
                    break
    finally:
        _end(pool)


def killed(item: Item) -> Failed:
    """The word on an article that no worker survives."""
    return Failed(item.key, "the process that read it was killed, twice (out of memory?); split the file")


def _pool(workers: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begun)


def _begun() -> None:
    """In a worker: Ctrl-C is the parent's matter, and when the parent is gone there is nothing left to do."""
    import gc
    import threading
    from multiprocessing import parent_process
    from multiprocessing.connection import wait as wait_for

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            wait_for([parent.sentinel])
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
