"""Servers that tests start: Oxigraph's, OpenLink Virtuoso, and one that does what it is told.

with oxigraph(tmp_path) as url: …             http://127.0.0.1:PORT; with_process() ends it in the middle
with Stub([503, 204]) as stub: …              answers so, in turn, and then 204; stub.asked is what it was asked
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            opener.open(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{url} does not answer after {seconds} s")


@dataclass
class Server:
    url: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def program(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


@contextmanager
def oxigraph(folder: Path, port: int | None = None) -> Iterator[Server]:
    """Its own folder is kept: started again it has what it had."""
    found = program("oxigraph")
    if found is None:
        pytest.skip("the oxigraph server is not installed (pip install oxigraph)")
    port = port or free_port()
    with subprocess.Popen(
        [found, "serve", "--bind", f"127.0.0.1:{port}", "--location", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/", process)
            yield Server(f"http://127.0.0.1:{port}", process)
        finally:
            process.kill()


_INI = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """With the user dba, whose password is dba. Takes five seconds to start."""
    if (
        shutil.which("virtuoso-t") is None
        and os.environ.get("NEWSKG_TEST_APT") == "1"
        and hasattr(os, "geteuid")
        and os.geteuid() == 0
    ):
        quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
        for told in (["update"], ["install", "-y", "--no-install-recommends", "virtuoso-opensource"]):
            subprocess.run(["apt-get", "-q", *told], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if (found := shutil.which("virtuoso-t")) is None:
        pytest.skip("Virtuoso is not installed (Debian's package virtuoso-opensource; NEWSKG_TEST_APT=1 lets root install it)")
    folder.mkdir()
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=free_port(), http=http), "utf-8")
    with subprocess.Popen(
        [found, "+foreground", "+configfile", "virtuoso.ini"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{http}/sparql", process)
            yield Server(f"http://127.0.0.1:{http}", process)
        finally:
            process.kill()


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, eq=False)
class Answer:
    """A status, or a fault: `broken` closes the connection in the middle, `after` waits so many seconds."""

    status: int = 204
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False
    after: float = 0.0


Choose = Callable[[Asked], Answer]


class Stub:
    """Answers one after the other, then 204; or what a function says."""

    def __init__(self, answers: list[int | Answer] | Choose) -> None:
        self.asked: list[Asked] = []
        stub, left = self, [] if callable(answers) else list(answers)

        class Asks(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked = Asked(self.command, self.path, dict(self.headers), body)
                stub.asked.append(asked)
                told = answers(asked) if callable(answers) else left.pop(0) if left else 204
                a = Answer(told) if isinstance(told, int) else told
                time.sleep(a.after)
                if a.broken and not a.body:
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(a.status)
                for name, value in a.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(a.body) + 1000 * a.broken))
                self.end_headers()
                self.wfile.write(a.body)
                if a.broken:
                    self.close_connection = True

            do_GET = do_PUT = do_POST = do_HEAD = answer

            def log_message(self, *_: object) -> None:
                pass

            def handle(self) -> None:
                with suppress(OSError):
                    super().handle()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Asks)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def speak_tls(self, context: ssl.SSLContext) -> None:
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def __enter__(self) -> Stub:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
