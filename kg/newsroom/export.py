"""A store in, a graph's file out, a little at a time: the bytes are those of `kg.serial`, whatever the number of articles.

    write(graphs, "trig", base, "all.trig")

TriG, N-Quads: graph by graph. Turtle and N-Triples tell the union, which is sorted in runs on disk and merged. JSON-LD and the
views of `kg.exchange`, which have to be held as a whole, are held as a whole.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg import files, serial
from kg.errors import InputError

Graphs = Iterable[tuple[str, list[Triple]]]  # IRI and triples, by IRI, the triples in the order they are written in

RUN = 150_000  # triples held at once when a union is sorted
RUNS = 64  # files read at once


def write(graphs: Graphs, format: str, base: str, to: str, work: Path) -> None:
    """To a path, whole or not at all, or to `-`, standard output. `work` is a folder for what is not done yet. Raises InputError."""
    if to == "-":
        for part in parts(graphs, format, base, work):
            files.put_out(part)
        return
    half = work / "out"
    try:
        with open(half, "wb") as out:
            for part in parts(graphs, format, base, work):
                out.write(part)
            out.flush()
            os.fsync(out.fileno())
        files.put_in_place(half, to)
    except OSError as error:
        do = "choose another place with -o, or make room" + (
            "; what was read is kept" if work.parent == Path(to).resolve().parent else ""
        )
        raise InputError(to, f"cannot be written ({error.strerror or error})", do) from None


def parts(graphs: Graphs, format: str, base: str, work: Path) -> Iterator[bytes]:
    """The file in pieces."""
    if format == "nquads":
        for iri, said in graphs:
            yield serialize(serial.named(said, iri), format=RdfFormat.N_QUADS) or b""
    elif format == "trig":
        yield serial.head(base)
        for iri, said in graphs:
            yield serial.body(serial.named(said, iri), format, base)
    elif format not in ("turtle", "ntriples"):
        yield serial.serialize([q for iri, said in graphs for q in serial.named(said, iri)], format, base)
    else:
        yield from _union(graphs, format, base, work)


def _union(graphs: Graphs, format: str, base: str, work: Path) -> Iterator[bytes]:
    """Turtle or N-Triples: all that the graphs say, once, subject by subject."""
    if format == "turtle":
        yield serial.head(base)
    held: list[Triple] = []
    for _, subject in groupby(_sorted(graphs, work), key=lambda t: t.subject):
        held += subject
        if len(held) > RUN // 10:
            yield serial.body(held, format, base)
            held = []
    if held:
        yield serial.body(held, format, base)


def _sorted(graphs: Graphs, work: Path) -> Iterator[Triple]:
    """The triples of all graphs without repetition, in `kg.serial`'s order, by an external merge sort (Knuth, TAOCP 3, 5.4)."""
    runs: list[Path] = []
    held: list[Triple] = []
    made = 0
    try:
        for _, said in graphs:
            held += said
            if len(held) >= RUN:
                runs.append(_run(held, work, made))
                made, held = made + 1, []
            if len(runs) >= RUNS:
                runs = [_merged(runs, work, made)]
                made += 1
        if not runs:
            yield from serial.ordered(held)
            return
        if held:
            runs.append(_run(held, work, made))
        for line in _lines(runs):
            yield _triple(line)
    finally:
        for path in runs:
            path.unlink(missing_ok=True)


def _run(held: list[Triple], work: Path, number: int) -> Path:
    """A sorted file of key, tab, N-Triples."""
    path = work / f"run-{number}"
    with open(path, "wb") as out:
        out.writelines(key + b"\t" + str(t).encode() + b" .\n" for key, t in serial.keyed(held))
    return path


def _merged(runs: list[Path], work: Path, number: int) -> Path:
    path = work / f"run-{number}"
    with open(path, "wb") as out:
        out.writelines(_lines(runs))
    for old in runs:
        old.unlink()
    return path


def _lines(runs: Iterable[Path]) -> Iterator[bytes]:
    """The lines of sorted files, merged, each once."""
    with ExitStack() as opened:
        streams = [opened.enter_context(open(path, "rb")) for path in runs]
        yield from (line for line, _ in groupby(heapq.merge(*streams)))


def _triple(line: bytes) -> Triple:
    found: Quad
    (found,) = parse(line.partition(b"\t")[2], format=RdfFormat.N_TRIPLES)
    return found.triple
