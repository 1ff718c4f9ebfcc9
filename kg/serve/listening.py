"""An application and a socket in, a server that nobody holds up: uvicorn, with a time and a size for a request's head.

serve(application, Impatient, socket, ready, ended) returns once it was told to end and has ended what was under way
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any
from urllib.parse import quote

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.limits import CONNECTIONS, GRACE_SECONDS, HEAD_BYTES, HEAD_SECONDS, URL_BYTES


class Impatient(HttpToolsProtocol):
    """A connection that is let go if a request's head takes too long or is too large."""

    _deadline: asyncio.TimerHandle | None = None
    _in_head = True
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._refuse, 408)
        if len(self.connections) > CONNECTIONS:
            self._refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        self._has_time()
        self.flow.read_paused = False  # nothing more comes; to go on with reading would fail
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head += len(data)
            if self._head > HEAD_BYTES:
                self._refuse(431)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._head = True, 0
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._refuse, 408)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > URL_BYTES:
            self._refuse(414)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._has_time()
        if not self.url.isascii():  # as curl sends /id/person/三浦遥
            self.url = quote(self.url, safe=bytes(range(128))).encode()
        if not self.transport.is_closing():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if self.cycle is not None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self.cycle is not None:
            super().on_message_complete()

    def _has_time(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, status: int) -> None:
        if self.transport.is_closing():
            return
        words = {408: "Request Timeout", 414: "URI Too Long", 431: "Request Header Fields Too Large", 503: "Service Unavailable"}
        retry = "retry-after: 1\r\n" if status == 503 else ""
        told = f"HTTP/1.1 {status} {words[status]}\r\n{retry}content-length: 0\r\nconnection: close\r\n\r\n"
        self.transport.write(told.encode())
        self.transport.close()


class Server(uvicorn.Server):
    """Ends well on Ctrl-C and SIGTERM, and says nothing of its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {sig: signal.signal(sig, self.handle_exit) for sig in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def serve(
    app: ASGIApp, protocol: type[Impatient], listening: socket.socket, ready: Callable[[Server], Any], ended: Callable[[], Any]
) -> None:
    """`ready` is awaited before the first request, `ended` after the last."""
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        loop="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=1024,
    )
    server = Server(config)

    async def run() -> None:
        await ready(server)
        try:
            await server.serve(sockets=[listening])
        finally:
            await ended()

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(run())


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's where it is installed, which is faster."""
    if find_spec("uvloop") is None:
        return None
    import uvloop

    return uvloop.new_event_loop


def _is_news(record: logging.LogRecord) -> bool:
    """What uvicorn logs of an answer that was cut off is none."""
    return not (record.exc_info and type(record.exc_info[1]).__name__ == "Cut") and record.levelno >= logging.ERROR
