"""Graphs of made-up articles, as quick to make as they are small: in a file, in a store, and the command that loads or asks them.

graph(7) → ("…/article/0000000000000007", [its 14 triples]); every third article tells of 蒼浜電機 as well
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from conftest import environment
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg import serial
from kg.iris import BASE
from kg.newsroom.ledger import Ledger
from kg.newsroom.record import Record, nodes, packed
from kg.vocabulary import term


def node(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def name(n: int) -> str:
    return f"{BASE}article/{n:016x}"


def triples(n: int, amount: int = 10) -> list[Triple]:
    """An acquisition, who buys, who is bought, and for how much."""
    buyer, bought = ("蒼浜電機" if n % 3 == 0 else f"霧島物流{n}"), f"鳴瀬食品{n}"
    deal, sum_, article = node(f"acquisition/{n:016x}"), node(f"amount/{n:08x}{amount:08x}"), NamedNode(name(n))
    said = [
        Triple(article, term("rdf:type"), term("kg:Article")),
        Triple(article, term("dcterms:source"), Literal(f"a{n}.txt")),
        Triple(deal, term("rdf:type"), term("kg:Acquisition")),
        Triple(deal, term("kg:acquirer"), node(f"organization/{buyer}")),
        Triple(deal, term("kg:target"), node(f"organization/{bought}")),
        Triple(deal, term("kg:status"), term("kg:Planned" if n % 2 else "kg:Occurred")),
        Triple(deal, term("kg:date"), Literal(f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", datatype=term("xsd:date"))),
        Triple(deal, term("kg:amount"), sum_),
        Triple(sum_, term("rdf:type"), term("kg:MonetaryAmount")),
        Triple(sum_, term("rdfs:label"), Literal(f"{amount}億円")),
        Triple(sum_, term("oa:start"), Literal(str(n), datatype=term("xsd:nonNegativeInteger"))),
    ]
    for label in (buyer, bought):
        said.append(Triple(node(f"organization/{label}"), term("rdf:type"), term("kg:Organization")))
        said.append(Triple(node(f"organization/{label}"), term("rdfs:label"), Literal(label)))
    return serial.ordered(said)


def graph(n: int, amount: int = 10) -> tuple[str, list[Triple]]:
    return name(n), triples(n, amount)


def record(n: int, amount: int = 10) -> Record:
    said = triples(n, amount)
    return Record(f"a{n}.txt", name(n), f"{n} {amount}", "newskg", "2024-05-01", nodes(said), 0, packed(said))


def store(folder: Path, numbers: Iterable[int], amount: int = 10) -> Path:
    """A store of kg's with these articles, besides what is in it."""
    with Ledger.open(folder, make=True) as ledger:
        ledger.set_meta("base", BASE)
        for n in numbers:
            ledger.put(record(n, amount))
        ledger.commit()
    return folder


def file(path: Path, numbers: Iterable[int], amount: int = 10) -> Path:
    """The same as N-Quads or TriG."""
    quads = [q for n in numbers for q in serial.named(triples(n, amount), name(n))]
    path.write_bytes(serialize(quads, format=RdfFormat.from_extension(path.suffix[1:])) or b"")
    return path


def start(
    *arguments: object, cwd: Path, env: Mapping[str, str] | None = None, limit: int | None = None
) -> subprocess.Popen[bytes]:
    """`kg arguments`, its files no longer than `limit` bytes."""

    def limited() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit or 0, limit or 0))

    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    told = {"XDG_STATE_HOME": str(cwd / "state"), **(env or {})}
    return subprocess.Popen(
        command, cwd=cwd, env=environment(told), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=limited if limit is not None else None,
    )  # fmt: skip


def run(*arguments: object, cwd: Path, env: Mapping[str, str] | None = None, limit: int | None = None) -> tuple[int, str, str]:
    """Its exit code, what it printed and what it complained."""
    with start(*arguments, cwd=cwd, env=env, limit=limit) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()
