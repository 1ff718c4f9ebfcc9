"""In a process of its own: jobs in through a pipe, answers out, until the pipe ends; between them, light queries of the clients lent to it.

work(served, open, pipe, "read") answers {"do": "query", …} with the frames of a result. Whatever goes wrong with a job is an answer too;
a process that dies or is killed at its limit takes nothing with it but its own job.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Thread

from pyoxigraph import Store

from kg.errors import InputError
from kg.query import malformed, one_line
from kg.serve import answers, pages, writing
from kg.serve.frames import DATA, END, Asked, Inbox, Loan, frame, head
from kg.serve.given import Served
from kg.serve.heads import Open
from kg.serve.lent import Lent, may_be_ended
from kg.serve.limits import MEMORY

DO: Mapping[str, Callable[..., None]] = {
    "query": answers.query,
    "graph": answers.graph,
    "node": pages.node,
    "home": pages.home,
    "index": pages.index,
    "description": answers.description,
    "update": writing.update,
    "put": writing.put,
    "post": writing.post,
    "delete": writing.delete,
    "again": writing.again,
}
_PIECE = 64 << 10


class Out:
    """Where an answer is written: gathered into pieces, the head before the first."""

    def __init__(self, pipe: socket.socket) -> None:
        self.pipe = pipe
        self.begun = self.sent = False
        self._waiting: list[bytes] = []
        self._size = 0

    def begin(self, status: int, type: str, **more: str) -> None:
        self.begun = True
        self._waiting.append(head(status, type, **more))

    def write(self, data: bytes) -> int:
        self._waiting.append(frame(DATA, data))
        self._size += len(data)
        if self._size >= _PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._waiting:
            self.sent = True
            self.pipe.sendall(b"".join(self._waiting))
        self._waiting, self._size = [], 0

    def take_back(self) -> None:
        """What has been written and not yet sent."""
        self._waiting, self._size = [], 0

    def say(self, status: int, words: str, **more: str) -> None:
        """A whole answer in plain words."""
        self.begin(status, "text/plain; charset=utf-8", **more)
        self.write(words.encode("utf-8", "replace") + b"\n")

    def end(self) -> None:
        self._waiting.append(frame(END))
        self.flush()


class At:
    """The store as it is: opened anew once something has been written."""

    def __init__(self, served: Served, write: bool) -> None:
        self.served, self.write = served, write
        self.since = -1 if served.snapshots else 0
        self.store: Store | None = served.open_to_write() if write else None if served.snapshots else served.open()

    def as_of(self, writes: int) -> Store:
        if self.store is None or (writes != self.since and not self.write):
            self.store = self.served.open(writes)
            self.since = writes
        return self.store


def work(served: Served, open: Open, pipe: socket.socket, role: str) -> None:
    """In a thread of its own: memory is then taken from anew, and not from among the gaps that reading the graph has left, which takes
    a half as long again.
    """
    gc.freeze()  # what was loaded stays shared with the other processes
    _bound_memory()
    may_be_ended()
    thread = Thread(target=_work, args=(served, open, pipe, role))
    thread.start()
    thread.join()


def _work(served: Served, open: Open, pipe: socket.socket, role: str) -> None:
    at = At(served, role == "write")
    inbox = Inbox(pipe)
    lent = Lent(pipe, lambda asked, held: answers.light(at.as_of(0), served, asked, held), open)
    with suppress(Exception):  # the server is gone, an answer is cut off: the process ends
        while inbox.receive():
            for told in inbox:
                if isinstance(told, Asked):
                    _answer(at, told, pipe)
                elif isinstance(told, Loan):
                    lent.add(told)
                else:
                    lent.give_back_all()
            lent.answer()


def _answer(at: At, told: Asked, pipe: socket.socket) -> None:
    out, (asked, body) = Out(pipe), told
    try:
        DO[asked["do"]](at.as_of(asked.get("writes", 0)), at.served, asked, body, out)
    except OSError as error:
        if isinstance(error, BrokenPipeError | ConnectionResetError):
            raise
        _failed(out, 500, f"the store cannot be read: {error}")
    except SyntaxError as error:
        _failed(out, 400, malformed(str(error.msg)))
    except InputError as error:
        _failed(out, 400, str(error))
    except (ValueError, RuntimeError) as error:
        _failed(out, 400, one_line(str(error)))
    except (MemoryError, RecursionError):
        _failed(out, 503, "this takes more memory than there is; ask for less")
    except Exception as error:
        _failed(out, 500, f"cannot be answered ({type(error).__name__})")
    out.end()


def _failed(out: Out, status: int, words: str) -> None:
    """In its place if the answer has not begun; else the answer is cut off: a process that ends without an end is an answer that failed."""
    if out.sent:
        raise BrokenPipeError(words)
    out.take_back()
    out.say(status, words)


def _bound_memory() -> None:
    """So much beyond what it has already; a query that wants more ends its process, and no other."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            has = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + MEMORY, has + MEMORY))
