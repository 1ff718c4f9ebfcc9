"""Graphs in, a SPARQL 1.1 server out: by the Graph Store Protocol (one PUT for each graph) or by Update (several graphs a request).

    load(["news/"], "http://127.0.0.1:7878/store", "gsp", False, tell) → Done(graphs=120, changed=120)

Each graph takes the place of what stood under its name, so loading twice changes nothing. A load that was killed, or broke off, goes
on where it was, by a journal (kg.load.journal).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from kg.endpoint import Endpoint, Refused
from kg.errors import InputError
from kg.load.folder import Done, Tell
from kg.load.journal import Journal
from kg.load.sources import opened

PROTOCOLS = ("gsp", "update")
_GSP = (
    "store",
    "data",
    "sparql-graph-crud",
    "sparql-graph-crud-auth",
    "rdf-graph-store",
    "service",
    "graphs",
    "graph-store",
    "gsp",
)
_UPDATE = ("update", "statements", "sparql", "sparql-auth")
AT_ONCE = 1_000_000  # bytes of graphs in one update


def protocol_of(url: str) -> str:
    """By the last part of the path. Raises InputError where that tells nothing."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    found = "gsp" if last in _GSP else "update" if last in _UPDATE else ""
    if not found:
        raise InputError(url, "this address does not tell whether it takes graphs or updates", "say --protocol gsp or update")
    return found


def load(paths: Sequence[str], url: str, protocol: str | None, anew: bool, tell: Tell, server: Endpoint | None = None) -> Done:
    """Raises InputError. `anew` sends what a broken load has sent, too."""
    how = protocol or protocol_of(url)
    with opened(paths) as given, server or Endpoint(url) as there, Journal.of(f"{how} {url}") as journal:
        if anew:
            journal.forget()
        sent = done = 0
        asked = journal.is_empty()
        todo: list[tuple[str, bytes, bytes]] = []
        for name, said in given.graphs():
            data = "".join(f"{t} .\n" for t in said).encode()
            digest = hashlib.blake2b(b"\n".join(sorted(data.splitlines())), digest_size=16).digest()
            if journal.has(name, digest):
                if not asked:
                    asked = True
                    if how == "gsp" and there.send("GET", {"graph": name}, missing=True) == 404:  # emptied since
                        journal.forget()
                if journal.has(name, digest):
                    done += 1
                    tell(done)
                    continue
            todo.append((name, digest, data))
            if how == "gsp" or sum(len(d) for _, _, d in todo) >= AT_ONCE:
                sent += _send(there, how, todo, journal)
                done += len(todo)
                todo = []
                tell(done)
        sent += _send(there, how, todo, journal)
        journal.done()
    return Done(given.count, sent)


def _send(there: Endpoint, how: str, graphs: Sequence[tuple[str, bytes, bytes]], journal: Journal) -> int:
    """Several graphs, of which a server that takes less at once gets fewer. How many."""
    if not graphs:
        return 0
    try:
        if how == "gsp":
            for name, _, data in graphs:
                there.send("PUT", {"graph": name}, data, "text/turtle")  # N-Triples is Turtle, which every server knows
        else:
            there.send("POST", content=update(graphs), type="application/sparql-update")
    except Refused as error:
        if error.status != 413 or len(graphs) == 1:
            raise
        half = len(graphs) // 2
        return _send(there, how, graphs[:half], journal) + _send(there, how, graphs[half:], journal)
    journal.note((name, digest) for name, digest, _ in graphs)
    return len(graphs)


def update(graphs: Iterable[tuple[str, bytes, bytes]]) -> bytes:
    """DROP SILENT GRAPH <a> ; INSERT DATA { GRAPH <a> { … } }, of each."""
    return b" ;\n".join(_parts(graphs))


def _parts(graphs: Iterable[tuple[str, bytes, bytes]]) -> Iterator[bytes]:
    for name, _, data in graphs:
        yield f"DROP SILENT GRAPH <{name}>".encode()
        yield f"INSERT DATA {{ GRAPH <{name}> {{\n".encode() + data + b"} }"
