"""Triples a second of `kg load`: into a folder, beside pyoxigraph's own bulk loader, and into the Oxigraph server.

    python benchmarks/loading.py                        300,000 triples of made-up articles
    python benchmarks/loading.py --size 3000 --rounds 1

Whole processes, so that what each takes to start is in it; kg and the bulk loader take turns, and ratios are of one round each, of which
the median is told. kg writes the union of the graphs besides, and hides what is not whole; the bulk loader does not. The graphs are those
of graphs.py, some 130 triples each. Bar: kg at least 0.5 times as fast into a new folder, by the clock. Exit 1 if it is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from graphs import BASE, graph
from newsroom import MEASURING, environment
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.newsroom.ledger import Ledger
from kg.newsroom.record import Record, nodes, packed

LEAST = 0.5
AN_ARTICLE = 130  # triples
BULK = "import sys, pyoxigraph; pyoxigraph.Store(sys.argv[2]).bulk_load(path=sys.argv[1])"


class Used(NamedTuple):
    wall: float
    peak: float  # MB


def articles(size: int) -> Iterator[tuple[str, list[Triple]]]:
    """Named graphs of so many triples together, a node's triples in one of them."""
    said = (q.triple for q in graph(size).quads())
    number = 0
    while some := list(islice(said, AN_ARTICLE)):
        yield f"{BASE}article/{number:016x}", some
        number += 1


def written(folder: Path, size: int, changed: int = 0) -> tuple[Path, int]:
    """As N-Quads; of some graphs the last triple is left out."""
    path, triples = folder / f"{changed}.nq", 0
    with open(path, "wb") as out:
        for number, (name, said) in enumerate(articles(size)):
            kept = said[:-1] if number < changed else said
            triples += len(kept)
            out.write(serialize([Quad(*_parts(t), NamedNode(name)) for t in kept], format=RdfFormat.N_QUADS) or b"")
    return path, triples


def _parts(t: Triple) -> tuple[object, ...]:
    return t.subject, t.predicate, t.object


def as_store(folder: Path, size: int) -> Path:
    with Ledger.open(folder, make=True) as ledger:
        ledger.set_meta("base", BASE)
        for name, said in articles(size):
            ledger.put(Record(name, name, "", "", "", nodes(said), 0, packed(said)))
        ledger.commit()
    return folder


def measured(command: Sequence[object], state: Path) -> Used:
    env = environment() | {"XDG_STATE_HOME": str(state)}
    run = subprocess.run([sys.executable, "-c", MEASURING, *map(str, command)], check=True, stdout=subprocess.PIPE, env=env)
    wall, _, peak, code, said = json.loads(run.stdout)
    if code:
        sys.exit(f"{' '.join(map(str, command))}: exit {code}\n{said}")
    return Used(wall, peak)


def kg(*arguments: object) -> list[object]:
    return [sys.executable, "-m", "kg.cli", "load", *arguments]


@contextmanager
def server(folder: Path) -> Iterator[str]:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    found = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    command = [found or "oxigraph", "serve", "--bind", f"127.0.0.1:{port}", "--location", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(200):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def row(name: str, triples: int, used: Used, ratio: float | None = None) -> None:
    cells = (f"{triples / used.wall:,.0f}", f"{used.wall:.2f}", f"{used.peak:.0f}", "" if ratio is None else f"{ratio:.2f} ×")
    print("| " + " | ".join((name, *cells)) + " |", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=300_000, metavar="TRIPLES")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        state = folder / "state"
        file, triples = written(folder, given.size)
        some = max(1, triples // AN_ARTICLE // 100)
        other, _ = written(folder, given.size, changed=some)
        store = as_store(folder / "store", given.size)
        columns = ("", "triples/s", "s", "peak MB", "to the bulk loader")
        print("| " + " | ".join(columns) + " |", "| " + " | ".join(["---"] * len(columns)) + " |", sep="\n")
        bulk, files, stores = [], [], []
        for _ in range(given.rounds):
            for runs, source in ((bulk, None), (files, file), (stores, store)):
                to = folder / "new"
                command = [sys.executable, "-c", BULK, file, to] if source is None else kg(source, "--to", to)
                runs.append(measured(command, state))
                shutil.rmtree(to)
        best = statistics.median(b.wall / f.wall for b, f in zip(bulk, files, strict=True))

        def middle(runs: Sequence[Used]) -> Used:
            return Used(*map(statistics.median, zip(*runs, strict=True)))

        row("pyoxigraph bulk_load, .nq", triples, middle(bulk))
        row("kg load, .nq, a new folder", triples, middle(files), best)
        ratio = statistics.median(b.wall / s.wall for b, s in zip(bulk, stores, strict=True))
        row("kg load, a store, a new folder", triples, middle(stores), ratio)
        there = folder / "there"
        measured(kg(file, "--to", there), state)
        row("kg load, again, nothing new", triples, measured(kg(file, "--to", there), state))
        row(f"kg load, {some:,} of {triples // AN_ARTICLE:,} graphs changed", triples, measured(kg(other, "--to", there), state))
        for path in ("store", "update"):
            with server(folder / f"server-{path}") as url:
                name = "Graph Store Protocol" if path == "store" else "Update"
                row(f"kg load, the Oxigraph server, {name}", triples, measured(kg(file, "--to", f"{url}/{path}"), state))
    print()
    if best < LEAST:
        print(f"kg load is {best:.2f} times as fast as the bulk loader, not {LEAST:g}.")
        return 1
    print("Every bar is kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
