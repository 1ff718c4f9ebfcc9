"""The same work on a running Dask cluster: the only file that knows `distributed`.

    for done in on_cluster("tcp://host:8786", tasks, work): …

Articles go to the workers with their bytes, or by path where the workers see the same folders; results come back by value,
or through files in a folder that all see (`shared`). Chunks of a worker that dies are given to others; an article that kills
three is told as Failed.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from kg.errors import InputError
from kg.newsroom.crew import AHEAD, Task, Work, chunks, killed, worked

PATIENCE = 10  # seconds to find the scheduler in, and a worker
RETRIES = 2
_AGAIN = "run again: what was done is kept"


def on_cluster(address: str, tasks: Iterable[Task], work: Work, shared: str | None = None) -> Generator[Any, None, None]:
    """What the cluster makes of the tasks, as it comes. Raises InputError: no `distributed`, no scheduler, no worker, one that goes away."""
    with _quiet(), _folder(shared) as folder, _connected(address) as client:
        yield from _through(_Cluster(client, address), tasks, work, folder)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise InputError(address, "this needs Dask", "pip install 'newskg[cluster]'") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise InputError(address, f"no scheduler answers ({type(error).__name__})", "start one: dask scheduler") from None
    except Exception as error:  # whatever it makes of the words
        raise InputError(address, f"no address of a scheduler ({str(error)[:100]})", "write it as tcp://host:8786") from None
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError):
            raise InputError(address, "this scheduler has no worker", f"start one: dask worker {address}") from None
        yield client
    finally:
        client.close(timeout=1)


class _Cluster:
    """A client, its errors told as ours."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address

    def room(self) -> int:
        """How many chunks may be under way. Raises InputError when nobody is left to read them."""
        try:
            threads = sum(self._client.nthreads().values())
        except Exception as error:  # its comms raise of all kinds
            raise self.gone(error) from None
        return max(2, threads) * AHEAD if threads else 0

    def submit(self, work: Work, chunk: Sequence[Task], folder: str | None) -> Any:
        # a key of its own: Dask would give one answer for two equal calls, which is right, and keep it, which is not
        return self._client.submit(_handed, work, chunk, folder, key=f"kg-{uuid4().hex}", pure=False, retries=RETRIES)

    def done(self, waiting: Iterable[Any]) -> list[Any]:
        """What is done by now; waits until something is."""
        from distributed import wait

        while True:
            try:
                with self._client.as_current():
                    return list(wait(list(waiting), timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if not self.room():
                    raise InputError(self._address, "no worker is left", _AGAIN) from None
            except Exception as error:  # futures that a scheduler took with it are cancelled
                raise self.gone(error) from None

    def result(self, future: Any) -> Any:
        """None of a chunk that no worker survived."""
        from distributed import KilledWorker

        try:
            return future.result(timeout=PATIENCE)
        except KilledWorker:
            return None
        except Exception as error:
            if future.cancelled() or future.status in ("cancelled", "lost"):
                raise self.gone(error) from None
            what = f"a worker failed ({type(error).__name__}: {str(error)[:200]})"
            raise InputError(self._address, what, "install the same newskg there; --shared must be seen by all") from None

    def gone(self, error: Exception) -> InputError:
        return InputError(self._address, f"the scheduler went away ({type(error).__name__})", _AGAIN)


def _through(cluster: _Cluster, tasks: Iterable[Task], work: Work, folder: str | None) -> Iterator[Any]:
    waiting: dict[Any, list[Task]] = {}
    room = cluster.room()
    for chunk in chunks(_by_path(tasks) if folder else tasks):
        waiting[cluster.submit(work, chunk, folder)] = chunk
        while len(waiting) >= room:
            yield from _taken(cluster, waiting, work, folder)
            room = max(2, cluster.room())
    while waiting:
        yield from _taken(cluster, waiting, work, folder)


def _taken(cluster: _Cluster, waiting: dict[Any, list[Task]], work: Work, folder: str | None) -> Iterator[Any]:
    for future in cluster.done(waiting):
        chunk = waiting.pop(future)
        if (made := cluster.result(future)) is not None:
            yield from _fetched(made)
        elif len(chunk) == 1:
            yield killed(chunk[0][0])
        else:
            for task in chunk:  # which of them it was
                waiting[cluster.submit(work, [task], folder)] = [task]


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


@contextmanager
def _folder(shared: str | None) -> Iterator[str | None]:
    """A folder of this run's own in the shared one: what a worker left that died after it wrote goes with it."""
    if shared is None:
        yield None
        return
    if not Path(shared).is_dir():
        raise InputError(shared, "no such folder", "name one that this machine and every worker see")
    own = Path(shared).resolve() / f"kg-{uuid4().hex}"
    try:
        own.mkdir()
    except OSError as error:
        raise InputError(shared, f"cannot be written ({error.strerror})", "name a folder that all may write to") from None
    try:
        yield str(own)
    finally:
        shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own log is not ours to print."""
    import logging

    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
