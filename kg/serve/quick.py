"""The short way for the commonest request, GET /sparql?query=…: from the parsed head to a process and back, past ASGI.

    GET /sparql?query=… with a process at rest → its answer; the same asked again → the same bytes, from memory
    anything else                              → None of this; the application answers

The bytes are those that the application would send; this saves two thirds of the time that it takes. A connection at rest that may ask
light queries is lent to a process (kg.serve.lent), and comes back here for anything else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kg.serve import asked as read
from kg.serve.asked import Refused, Request
from kg.serve.frames import job
from kg.serve.heads import STATUS, Open, lines, whole
from kg.serve.lately import Lately, lasts
from kg.serve.light import is_light
from kg.serve.limits import LATELY, SEND_SECONDS
from kg.serve.listening import Impatient
from kg.serve.pool import Pool
from kg.serve.process import Answer, Failed, Process

_ADDRESS = b"/sparql?query="
_PATIENCE = 0.3  # seconds that a query goes on whose client has gone


class Turn:
    """Stands where uvicorn keeps the exchange under way."""

    def __init__(self) -> None:
        self.response_complete = self.disconnected = False
        self.keep_alive = True
        self.more_body = False
        self.body = bytearray()
        self.message_event = self

    def set(self) -> None:
        """Nobody waits for a body."""


class Quick(Answer):
    """An answer that is written as soon as it is whole."""

    def __init__(self, tell: Callable[[Quick], None]) -> None:
        super().__init__(ready=None)
        self.tell = tell
        self.told = False
        self.writes = 0  # as of which it was asked

    def wake(self) -> None:
        if self.event is not None:
            self.event.set()
        elif not self.told:
            self.told = True
            self.tell(self)

    def fail(self, failure: Failed) -> None:
        self.failure = failure
        self.wake()


def lane(pool: Callable[[], Pool], open: Open) -> type[Impatient]:
    """The protocol of a connection, with the short way in it."""
    safe = lines(open.safe)
    lately = Lately(LATELY)
    if open.cors:  # the application knows whose pages may ask
        return Impatient

    class Lane(Impatient):
        _streaming: asyncio.Task[None] | None = None
        _answer: Quick | None = None

        def on_headers_complete(self) -> None:
            if not (self.url.startswith(_ADDRESS) and self._is_free() and self._is_quick()):
                super().on_headers_complete()

        def _is_at_rest(self) -> bool:
            return (self.cycle is None or self.cycle.response_complete) and not self.pipeline and not self.transport.is_closing()

        def _is_free(self) -> bool:
            return (
                self._is_at_rest()
                and self.parser.get_method() == b"GET"
                and self.parser.get_http_version() == "1.1"
                and self.parser.should_keep_alive()
            )

        def _is_quick(self) -> bool:
            """Whether the request is on its way, or answered."""
            accept = host = b""
            for name, value in self.headers:
                if name == b"accept":
                    accept = value
                elif name == b"host":
                    host = value
                elif name in (b"content-length", b"transfer-encoding", b"expect", b"upgrade"):
                    return False
            if not open.is_for(host.decode("latin-1")):
                return False
            key, at_work = (self.url, accept, host), pool()
            known = lately.get(key, at_work.writes)
            if known is not None:
                turn = self._taken_over()
                self._write(200, known)
                self._done(turn)
                return True
            return self._asks(key, accept, host, at_work)

        def _asks(self, key: tuple[bytes, bytes, bytes], accept: bytes, host: bytes, at_work: Pool) -> bool:
            try:
                told = read.parameters(self.url[8:])
                base = f"http://{host.decode('latin-1')}/sparql"
                asked = read.query_job(Request("GET", told, "", b"", accept.decode("latin-1"), base))
            except Refused:
                return False
            keep = lasts(asked["query"])

            def begin(process: Process) -> None:
                answer.writes = at_work.writes
                process.begin(answer, job({**asked, "writes": answer.writes}))

            def tell(answer: Quick) -> None:
                if self.transport.is_closing():
                    at_work.drop(answer)
                elif answer.failure is not None:
                    at_work.drop(answer)
                    retry = {"retry-after": "1"} if answer.failure.again else {}
                    words = f"{answer.failure.words}\n".encode()
                    self._write(answer.failure.status, whole(safe, "text/plain; charset=utf-8", retry, words))
                    self._done(turn)
                elif answer.whole:
                    body = whole(safe, answer.type, answer.more, at_work.all_of(answer))
                    if keep and answer.status == 200:
                        lately.put(key, body, answer.writes)
                    self._write(answer.status, body)
                    self._done(turn)
                    if is_light(asked["query"]):
                        self.loop.call_soon(self._lend)
                else:
                    answer.event = asyncio.Event()
                    self._streaming = self.loop.create_task(self._stream(at_work, answer, turn))

            turn = self._taken_over()
            answer = self._answer = Quick(tell)
            at_work.start(begin, answer.fail, self.is_open)
            return True

        def is_open(self) -> bool:
            return not self.transport.is_closing()

        def _taken_over(self) -> Turn:
            self._has_time()
            self._in_head = False
            turn = Turn()
            self.cycle = turn  # type: ignore[assignment]
            return turn

        def _write(self, status: int, rest: bytes) -> None:
            date = b"".join([name + b": " + value + b"\r\n" for name, value in self.server_state.default_headers])
            self.transport.write(STATUS[status] + date + rest)

        def _done(self, turn: Turn) -> None:
            self._answer = None
            turn.response_complete = True
            if not turn.keep_alive:  # told to end
                self.transport.close()
            self.on_response_complete()

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.loop.call_soon(self._lend)

        def _lend(self) -> None:
            """At first, and once it has asked for little: it may do so again."""
            has_begun = self._in_head and self._head > 0
            if self._is_at_rest() and not has_begun and not self.transport.get_write_buffer_size():
                pool().lend(self)

        def descriptor(self) -> int:
            return int(self.transport.get_extra_info("socket").fileno())

        def pause(self) -> None:
            self._unset_keepalive_if_required()
            self._has_time()
            self.flow.pause_reading()

        def back(self, rest: bytes) -> None:
            if not self.transport.is_closing():
                self.transport.write(rest)
                self.on_response_complete()  # as after an answer of its own

        async def _stream(self, at_work: Pool, answer: Quick, turn: Turn) -> None:
            head = lines({"content-type": answer.type, **answer.more, "transfer-encoding": "chunked"})
            self._write(answer.status, safe + head + b"\r\n")
            try:
                async for piece in at_work.pieces(answer):
                    self.transport.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                    async with asyncio.timeout(SEND_SECONDS):
                        await self.flow.drain()
                    if self.transport.is_closing():
                        return
                self.transport.write(b"0\r\n\r\n")
                self._done(turn)
            except (Failed, TimeoutError):
                self.transport.close()  # without its end, so that nobody takes it for whole
            finally:
                at_work.drop(answer)

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._answer is not None:
                self.loop.call_later(_PATIENCE, pool().drop, self._answer)

    return Lane
