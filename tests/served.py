"""The server as a user starts it, and a client that sends what it is told."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from conftest import environment
from pyoxigraph import RdfFormat, Store

TOKEN = "0123456789abcdef-test"
BASE = "https://w3id.org/newskg/id/"
GRAPH = """@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@base <https://w3id.org/newskg/id/> .
<article/1111111111111111> {
  <article/1111111111111111> a kg:Article .
  <organization/青空電機> a kg:Organization ; rdfs:label "青空電機" ; kg:acquired <organization/A%2FB> ;
    prov:wasDerivedFrom <article/1111111111111111#char=0,4> .
  <organization/A%2FB> a kg:Organization ; rdfs:label "A/B" .
  <article/1111111111111111#char=0,4> a oa:SpecificResource ; oa:hasSource <article/1111111111111111> ;
    oa:hasSelector <article/1111111111111111#quote=0,4> .
  <article/1111111111111111#quote=0,4> a oa:TextQuoteSelector ; oa:exact "青空電機は" .
}
<article/2222222222222222> {
  <article/2222222222222222> a kg:Article .
  <organization/青空電機> a kg:Organization ; rdfs:label "青空電機" .
  <person/evil> a kg:Person ; rdfs:label "<script>alert(1)</script>" ; kg:like <javascript:alert(1)> , "\\"><img src=x>" .
}
"""
# of all pairs of a hundred things with one another, and again, and again: hours of work
RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {n} }} VALUES ?b {{ {n} }} VALUES ?c {{ {n} }} VALUES ?d {{ {n} }} "
    "FILTER(?a + ?b * ?c > ?d * ?d + 1) }}".format(n=" ".join(map(str, range(300))))
)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Served:
    process: subprocess.Popen[bytes]
    host: str
    port: int
    said: list[str]

    def ask(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, timeout: float = 60
    ) -> Reply:
        line = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            line.request(method, target, body, dict(headers or {}))
            reply = line.getresponse()
            return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            line.close()

    def get(self, target: str, accept: str = "", **headers: str) -> Reply:
        return self.ask("GET", target, None, ({"Accept": accept} if accept else {}) | headers)

    def query(self, sparql: str, accept: str = "", **headers: str) -> Reply:
        return self.get(f"/sparql?query={quote(sparql)}", accept, **headers)

    def workers(self) -> list[int]:
        """The processes that the one that holds the graph has borne, once they are four, or after ten seconds."""
        end = time.monotonic() + 10
        while len(found := [pid for nursery in children(self.process.pid) for pid in children(nursery)]) != 4:
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        return found


def children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(path.parent.name))
    return sorted(found)


@contextlib.contextmanager
def serving(*arguments: str, env: Mapping[str, str] | None = None, seconds: float = 60) -> Iterator[Served]:
    """`kg serve` on a free port, until the block ends; it must end well on SIGTERM."""
    command = [sys.executable, "-m", "kg.cli", "serve", *arguments, "--port", "0"]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(env)
    )
    said: list[str] = []
    assert process.stderr is not None

    def listen() -> None:
        for line in process.stderr:  # type: ignore[union-attr]
            said.append(line.decode("utf-8", "replace").rstrip("\n"))

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        end = time.monotonic() + seconds
        while not said and time.monotonic() < end and process.poll() is None:
            time.sleep(0.02)
        found = re.fullmatch(r"kg: listening on http://(.+?):(\d+)/.*", said[0] if said else "")
        assert found, said
        yield Served(process, found[1].strip("[]"), int(found[2]), said)
        if process.poll() is None:
            process.terminate()
            assert process.wait(30) == 0, said
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(30)
        listener.join(5)


def trig(folder: Path, words: str = GRAPH) -> str:
    (folder / "all.trig").write_text(words, "utf-8")
    return str(folder / "all.trig")


def on_disk(folder: Path, nquads: str = "") -> str:
    """A store as `kg load` makes one, written by a process of its own, as RocksDB keeps threads."""
    code = "import sys; from pyoxigraph import *; s = Store(sys.argv[1]); s.load(sys.stdin.buffer.read(), RdfFormat.N_QUADS); s.flush()"
    subprocess.run([sys.executable, "-c", code, str(folder / "loaded")], input=nquads.encode(), check=True, env=dict(os.environ))
    return str(folder / "loaded")


def quads(words: str) -> str:
    store = Store()
    store.load(words.encode(), RdfFormat.TRIG)
    return str(store)
