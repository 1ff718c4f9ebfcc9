"""Processes that work, and jobs that wait for one: each job ends with an answer, a failure or its time, and never holds up another.

    answer = await pool.do({"do": "query", …}) → Answer(status=200, …); async for piece in answer.pieces(): …

A process whose job takes too long, whose client has gone or whose answer is too large is killed, and the nursery bears another.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from itertools import islice
from typing import Any

from kg.serve.frames import Job, job
from kg.serve.limits import BUFFERED, LENT, WAITING, Limits
from kg.serve.nursery import Nursery
from kg.serve.process import Answer, Failed, Gone, Lendable, Process

_TICK = 0.1  # seconds between looks at what takes long
_SOON = 0.02  # seconds that a connection may wait to be lent
_PAUSE = 1.0  # seconds in which no connection is lent
_WATCHED = 0.3  # seconds after which a job's client is asked whether it still waits


class Queued:
    """Waits for a process among the futures of others."""

    timer: asyncio.TimerHandle

    def __init__(self, begin: Callable[[Process], None], fail: Callable[[Failed], None], wanted: Callable[[], bool]) -> None:
        self.begin, self.fail, self.wanted = begin, fail, wanted
        self.over = False

    def done(self) -> bool:
        return self.over or not self.wanted()

    def set_result(self, process: Process) -> None:
        self.over = True
        self.timer.cancel()
        self.begin(process)

    def set_exception(self, failure: Failed) -> None:
        self.over = True
        self.fail(failure)


class Pool:
    """`limits.workers` processes that read and, where it is asked for, one that writes."""

    def __init__(self, nursery: Nursery, limits: Limits, write: bool = False) -> None:
        self.nursery, self.limits, self.write = nursery, limits, write
        self.loop = asyncio.get_running_loop()
        self.idle: deque[Process] = deque()
        self.writer: deque[Process] = deque()
        self.all: set[Process] = set()
        self.asked: deque[str] = deque()  # the roles of the processes to come
        self.queue: deque[asyncio.Future[Process] | Queued] = deque()
        self.to_write: deque[asyncio.Future[Process] | Queued] = deque()
        self.paused: set[Process] = set()
        self.buffered = 0
        self.writes = 0
        self.to_lend: deque[Lendable] = deque()
        self.lends_from = 0.0  # the loop's time
        self.closed = False
        self.lost_nursery: Callable[[], None] = lambda: None
        self.redoing: asyncio.Task[None] | None = None
        self.ticking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self.nursery.control.setblocking(True)
        self.loop.add_reader(self.nursery.control.fileno(), self._born)
        for role in ["write"] * self.write + ["read"] * self.limits.workers:
            self._new(role)
        self.ticking = self.loop.create_task(self._tick())

    async def close(self) -> None:
        self.closed = True
        if self.ticking is not None:
            self.ticking.cancel()
        self.loop.remove_reader(self.nursery.control.fileno())
        for process in list(self.all):
            process.transport.abort()
        self.nursery.close()

    def _new(self, role: str) -> None:
        if self.closed:
            return
        try:
            self.nursery.ask(role)
            self.asked.append(role)
        except OSError:
            self.lost_nursery()

    def _born(self) -> None:
        try:
            pid, pipe = self.nursery.take()
        except (EOFError, OSError):
            self.loop.remove_reader(self.nursery.control.fileno())
            self.lost_nursery()
            return
        role = self.asked.popleft()
        pipe.setblocking(False)
        task = self.loop.create_task(self._connect(pid, pipe, role))
        task.add_done_callback(lambda done: None if done.cancelled() else done.exception())

    async def _connect(self, pid: int, pipe: Any, role: str) -> None:
        _, process = await self.loop.create_unix_connection(lambda: Process(self, pid, role == "write"), sock=pipe)
        self.all.add(process)
        self.free(process)

    def free(self, process: Process) -> None:
        if process.dying or self.closed:
            return
        queue, idle = (self.to_write, self.writer) if process.writes else (self.queue, self.idle)
        while queue:
            waiting = queue.popleft()
            if not waiting.done():
                waiting.set_result(process)
                return
        idle.append(process)
        while self.to_lend and self._lent(self.to_lend[0]):
            self.to_lend.popleft()

    def lost(self, process: Process) -> None:
        self.all.discard(process)
        self.paused.discard(process)
        for idle in (self.idle, self.writer):
            with contextlib.suppress(ValueError):
                idle.remove(process)
        if process.lent:  # perhaps over a query that is not light; who asks such ones does not end one process after the other
            self.lends_from = self.loop.time() + _PAUSE
        if not self.closed:  # one that never did anything would be born again and again
            self.loop.call_later(0.0 if process.worked else 0.5, self._new, "write" if process.writes else "read")

    def lend(self, line: Lendable) -> None:
        """To a process at rest, or soon so; of a graph that is written, a process would not know what is new."""
        if self.write or self.closed or self.loop.time() < self.lends_from:
            return
        line.pause()
        if not self._lent(line):
            self.to_lend.append(line)
            self.loop.call_later(_SOON, self._keep, line)

    def _lent(self, line: Lendable) -> bool:
        """To the one that has least, of all at rest but the one that the next job comes to; or there is nobody to lend any more."""
        if not line.is_open():
            return True
        at_rest = [p for p in islice(self.idle, max(1, self.limits.workers - 1)) if not p.dying and len(p.lent) < LENT]
        return bool(at_rest) and min(at_rest, key=lambda p: len(p.lent)).lend(line)

    def _keep(self, line: Lendable) -> None:
        with contextlib.suppress(ValueError):
            self.to_lend.remove(line)
            line.back(b"")

    def _at_rest(self, write: bool = False) -> Process | None:
        """One to begin at once. Where all have connections, one is to give them back first, and then takes what is in the queue."""
        idle = self.writer if write else self.idle
        for process in reversed(idle):
            if not process.lent and not process.dying:
                idle.remove(process)
                return process
        if idle:
            idle.pop().recall()
        return None

    async def do(
        self, asked: Job, gone: Gone | None = None, body: bytes = b"", write: bool = False, again: bool = False
    ) -> Answer:
        """An answer that has begun. Raises Failed."""
        ready: asyncio.Future[None] = self.loop.create_future()
        answer = Answer(ready, gone=gone)
        process = await self._free_process(write)
        while process.dying:
            process = await self._free_process(write)
        process.begin(answer, job({**asked, "writes": self.writes}, body))
        try:
            await ready
        except asyncio.CancelledError:
            self.drop(answer)
            raise
        if answer.watch is not None and answer.whole:
            answer.watch.cancel()
        if write and answer.whole and answer.status < 300:
            self.writes += 1  # whoever reads next reads anew
        elif write and not again:  # it may have failed after the deed
            self.redoing = self.loop.create_task(self._again())
        if answer.failure is not None:
            self.drop(answer)
            raise answer.failure
        return answer

    async def _again(self) -> None:
        with contextlib.suppress(Failed):
            self.drop(await self.do({"do": "again"}, write=True, again=True))

    def start(self, begin: Callable[[Process], None], fail: Callable[[Failed], None], wanted: Callable[[], bool]) -> None:
        """One of both is called, at once or once there is a process, unless by then it is no longer wanted. What `do` does, without a task."""
        process = self._at_rest()
        if process is not None:
            return begin(process)
        if len(self.queue) >= WAITING:
            return fail(Failed(503, "too many queries wait already", again=True))
        queued = Queued(begin, fail, wanted)
        busy = Failed(503, "other queries take all the time there is", again=True)
        queued.timer = self.loop.call_later(self.limits.timeout, _give_up, queued, busy)
        self.queue.append(queued)
        return None

    async def _free_process(self, write: bool) -> Process:
        process = self._at_rest(write)
        if process is not None:
            return process
        queue = self.to_write if write else self.queue
        if len(queue) >= WAITING:
            raise Failed(503, "too many queries wait already", again=True)
        waiting: asyncio.Future[Process] = self.loop.create_future()
        queue.append(waiting)
        busy = Failed(503, "other queries take all the time there is", again=True)
        timer = self.loop.call_later(self.limits.timeout, _give_up, waiting, busy)
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self.free(waiting.result())
            raise
        finally:
            timer.cancel()

    async def pieces(self, answer: Answer) -> AsyncIterator[bytes]:
        """The body as it comes. Raises Failed where it does not come whole."""
        answer.event = answer.event or asyncio.Event()
        try:
            while True:
                while answer.held:
                    piece = answer.held.popleft()
                    yield piece
                    self._taken(answer, len(piece))
                if answer.failure is not None:
                    raise answer.failure
                if answer.whole:
                    return
                answer.event.clear()
                await answer.event.wait()
        finally:
            self.drop(answer)

    def all_of(self, answer: Answer) -> bytes:
        """The body of an answer that is whole."""
        body = b"".join(answer.held)
        answer.held.clear()
        self._taken(answer, answer.waiting)
        return body

    def _taken(self, answer: Answer, size: int) -> None:
        answer.waiting -= size
        self.buffered -= size
        if self.paused and self.buffered < BUFFERED // 2:
            for process in list(self.paused):
                process.transport.resume_reading()
            self.paused.clear()

    def drop(self, answer: Answer) -> None:
        """Nobody wants the rest."""
        if answer.watch is not None:
            answer.watch.cancel()
        answer.held.clear()
        self._taken(answer, answer.waiting)
        for process in self.all:
            if process.answer is answer:
                process.end(Failed(503, "given up"))
                break

    async def _tick(self) -> None:
        """Looks at what takes long: kills what is over its time, asks whether a client still waits."""
        while True:
            await asyncio.sleep(_TICK)
            now = self.loop.time()
            for process in list(self.all):
                answer = process.answer
                if answer is None:
                    continue
                if now - answer.started > self.limits.timeout:
                    process.end(Failed(503, f"stopped after {self.limits.timeout:g} s; ask for less, for example with LIMIT"))
                elif answer.watch is None and answer.gone is not None and now - answer.started > _WATCHED:
                    answer.watch = asyncio.ensure_future(self._watch(process, answer, answer.gone))

    async def _watch(self, process: Process, answer: Answer, gone: Gone) -> None:
        await gone()
        if process.answer is answer:
            process.end(Failed(503, "the client has gone"))


def _give_up(waiting: asyncio.Future[Process] | Queued, failure: Failed) -> None:
    if not waiting.done():
        waiting.set_exception(failure)
