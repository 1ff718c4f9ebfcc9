"""The same work on a running Dask cluster: the only file that knows `distributed`.

    for done in on_cluster("tcp://host:8786", tasks, work): …

Articles go to the workers with their bytes, or by path where the workers see the same folders (`by_path`); results come back by value,
or through files in a folder that all see (`shared`). Chunks of a worker that dies are given to others; an article that kills
three is told as Failed.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from kg.errors import InputError
from kg.newsroom.crew import AHEAD, Task, Work, chunks, killed, worked

PATIENCE = 20  # seconds to find the scheduler in
RETRIES = 2


def on_cluster(address: str, tasks: Iterable[Task], work: Work, shared: str | None = None) -> Iterator[Any]:
    """What the cluster makes of the tasks, as it comes. Raises InputError: no `distributed`, no scheduler, one that goes away."""
    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
    except ImportError:
        raise InputError(address, "this needs Dask", "pip install 'newskg[cluster]'") from None
    folder = _folder(shared)
    try:
        with _quiet(), Client(address, timeout=PATIENCE, set_as_default=False) as client:
            yield from _through(client, tasks, work, folder)
    except (OSError, TimeoutError, CommClosedError) as error:
        why = "no scheduler answers" if isinstance(error, TimeoutError | OSError) else "the scheduler went away"
        raise InputError(address, f"{why} ({type(error).__name__})", "run again: what was done is kept") from None
    except ValueError as error:
        raise InputError(address, str(error), "write it as tcp://host:8786") from None


def _through(client: Any, tasks: Iterable[Task], work: Work, folder: str | None) -> Iterator[Any]:
    from distributed import wait

    waiting: dict[Any, list[Task]] = {}
    room = max(2, sum(client.nthreads().values())) * AHEAD
    for chunk in chunks(_by_path(tasks) if folder else tasks):
        waiting[_submit(client, work, chunk, folder)] = chunk
        while len(waiting) >= room:
            yield from _taken(client, waiting, work, folder, wait(list(waiting), return_when="FIRST_COMPLETED").done)
            room = max(2, sum(client.nthreads().values())) * AHEAD
    while waiting:
        yield from _taken(client, waiting, work, folder, wait(list(waiting), return_when="FIRST_COMPLETED").done)


def _submit(client: Any, work: Work, chunk: Sequence[Task], folder: str | None) -> Any:
    # a key of its own: Dask would give one answer for two equal calls, which is right, and keep it, which is not
    return client.submit(_handed, work, chunk, folder, key=f"kg-{uuid4().hex}", pure=False, retries=RETRIES)


def _taken(client: Any, waiting: dict[Any, list[Task]], work: Work, folder: str | None, done: Iterable[Any]) -> Iterator[Any]:
    from distributed import KilledWorker

    for future in list(done):
        chunk = waiting.pop(future)
        try:
            yield from _fetched(future.result())
        except KilledWorker:
            if len(chunk) == 1:
                yield killed(chunk[0][0])
                continue
            for task in chunk:  # which of them it was
                waiting[_submit(client, work, [task], folder)] = [task]


def _handed(work: Work, chunk: Sequence[Task], folder: str | None) -> Any:
    """On a worker: the results, or the path of a file that holds them."""
    made = worked(work, chunk)
    if folder is None:
        return made
    path = Path(folder) / f"kg-{uuid4().hex}.results"
    path.write_bytes(pickle.dumps(made))
    return str(path)


def _fetched(made: Any) -> list[Any]:
    if not isinstance(made, str):
        return list(made)
    path = Path(made)
    results = pickle.loads(path.read_bytes())
    path.unlink()
    return list(results)


def _by_path(tasks: Iterable[Task]) -> Iterator[Task]:
    """A file's path instead of its bytes; a record of JSON Lines has no file of its own."""
    for item, known in tasks:
        yield (replace(item, data=None, path=str(Path(item.path).resolve())) if item.path else item), known


def _folder(shared: str | None) -> str | None:
    if shared is None:
        return None
    if not Path(shared).is_dir():
        raise InputError(shared, "no such folder", "name one that this machine and every worker see")
    return str(Path(shared).resolve())


def _quiet() -> Any:
    """Dask's own log is not ours to print."""
    import contextlib
    import logging

    @contextlib.contextmanager
    def hushed() -> Iterator[None]:
        logger = logging.getLogger("distributed")
        before = logger.level
        logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            logger.setLevel(before)

    return hushed()
