"""The server's end of the pipe to one process: a job goes out, its answer comes back, held until the client takes it.

process.begin(answer, job({"do": "query", …})) → answer.held fills; answer.wake() tells when it is whole, large or failed
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

from kg.serve.frames import BACK, DATA, END, HEAD, NUMBER, RECALL, Frames, lend
from kg.serve.limits import AHEAD, BUFFERED

if TYPE_CHECKING:
    from kg.serve.pool import Pool

Gone = Callable[[], Awaitable[object]]  # returns when the client has gone


class Failed(Exception):
    """A job without an answer: the status and words that the client gets instead."""

    def __init__(self, status: int, words: str, again: bool = False) -> None:
        super().__init__(words)
        self.status, self.words, self.again = status, words, again


@dataclass(eq=False)
class Answer:
    """What comes back for a job, as it comes. It is `ready` once it is whole or much of it is there."""

    ready: asyncio.Future[None] | None
    status: int = 0
    type: str = ""
    more: dict[str, str] = field(default_factory=dict)
    held: deque[bytes] = field(default_factory=deque)
    size: int = 0  # bytes in all
    waiting: int = 0  # bytes that the client has not taken
    whole: bool = False
    failure: Failed | None = None
    event: asyncio.Event | None = None
    started: float = 0.0
    watch: asyncio.Future[Any] | None = None
    gone: Gone | None = None

    def wake(self) -> None:
        if self.ready is not None and not self.ready.done():
            self.ready.set_result(None)
        if self.event is not None:
            self.event.set()


class Lendable(Protocol):
    """A client's connection at rest, which a process may answer meanwhile."""

    def is_open(self) -> bool: ...
    def descriptor(self) -> int: ...
    def pause(self) -> None:
        """Reads nothing until it is back."""

    def back(self, rest: bytes) -> None:
        """`rest` is to be written first."""


class Process(asyncio.Protocol):
    """The server's end of the pipe to a process."""

    def __init__(self, pool: Pool, pid: int, writes: bool) -> None:
        self.pool, self.pid, self.writes = pool, pid, writes
        self.answer: Answer | None = None
        self.frames = Frames()
        self.dying = self.worked = False
        self.lent: dict[int, Lendable] = {}
        self.recalled = False
        self.transport: asyncio.Transport
        self._pipe: socket.socket
        self._numbers = count()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        self._pipe = socket.socket(fileno=os.dup(transport.get_extra_info("socket").fileno()))

    def lend(self, line: Lendable) -> bool:
        """Whether it could be, to a process at rest: what is sent here goes past the transport."""
        number = next(self._numbers)
        try:
            socket.send_fds(self._pipe, [lend(number)], [line.descriptor()])
        except OSError:  # its pipe is full, or it has just ended
            return False
        self.lent[number] = line
        return True

    def recall(self) -> None:
        """All that is lent, so that the process is free for a job: over a client's query it may still end."""
        self.recalled = True
        self.transport.write(RECALL)

    def begin(self, answer: Answer, told: bytes) -> None:
        self.answer, self.worked = answer, True
        answer.started = self.pool.loop.time()
        self.transport.write(told)

    def data_received(self, data: bytes) -> None:
        for kind, payload in self.frames.feed(data):
            if kind == BACK:
                self._back(payload)
                continue
            answer = self.answer
            if answer is None:
                return
            if kind == HEAD:
                answer.status, answer.type, answer.more = json.loads(payload)
            elif kind == DATA:
                self._take(answer, payload)
            elif kind == END:
                self.answer = None
                answer.whole = True
                answer.wake()
                self.pool.free(self)

    def _back(self, payload: bytes) -> None:
        (number,) = NUMBER.unpack_from(payload)
        self.lent.pop(number).back(payload[NUMBER.size :])
        if self.recalled and not self.lent:
            self.recalled = False
            self.pool.free(self)

    def _take(self, answer: Answer, payload: bytes) -> None:
        if answer.size + len(payload) > self.pool.limits.result:
            most = self.pool.limits.result >> 20
            return self.end(Failed(503, f"the answer is larger than {most} MB; ask for less, for example with LIMIT"))
        answer.held.append(payload)
        answer.size += len(payload)
        answer.waiting += len(payload)
        self.pool.buffered += len(payload)
        if answer.size > AHEAD or answer.event is not None:
            answer.wake()
        if self.pool.buffered > BUFFERED:
            self.transport.pause_reading()
            self.pool.paused.add(self)

    def end(self, failure: Failed) -> None:
        """Kills the process, and gives its job this for an answer."""
        answer, self.answer = self.answer, None
        if answer is not None:
            answer.failure = failure
            answer.wake()
        if not self.dying:
            self.dying = True
            self.pool.nursery.kill(self.pid)

    def connection_lost(self, exc: Exception | None) -> None:
        self.dying = True
        self.end(Failed(503, "the process that worked on this has ended; it may have wanted too much memory", again=True))
        self._pipe.close()
        self.pool.lost(self)
        for line in self.lent.values():
            line.back(b"")
