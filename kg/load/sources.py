"""Stores of kg's and graphs' files in, their graphs out, one after the other, each whole and once.

    with opened(["news/", "all.trig"]) as given:
        for name, triples in given.graphs(): …        # …/article/5b69fd1e32f02f55, its triples

Files are read as a stream: what is held is the largest graph. Where graphs are not told one after the other, or two sources tell of
one, they are put together on disk first. Triples that stand in no graph go into that of their article, or of several, of their file. A
blank node gets an IRI (RDF 1.1 Concepts, 3.5), which depends on its graph alone: what is loaded again is then the same.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from kg import serial
from kg.errors import InputError
from kg.iris import BASE, segment
from kg.newsroom.ledger import FILE
from kg.newsroom.opened import is_store, store
from kg.newsroom.overlay import graphs, names
from kg.query import in_bulk, on_disk
from kg.vocabulary import term, words

Graph = tuple[str, list[Triple]]

_TYPE, _ARTICLE = term("rdf:type"), term("kg:Article")
BLANK = f"{BASE}blank/"  # IRIs of what was a blank node


@dataclass(frozen=True, slots=True)
class Given:
    """Sources that can all be read. `homes` are the graphs of what stands in none, by source; `put` is where graphs were put together."""

    paths: tuple[str, ...]
    count: int
    homes: dict[str, str]
    put: Path | None = None

    def graphs(self) -> Iterator[Graph]:
        """Each whole, once, without blank nodes."""
        if self.put is not None:
            yield from _graphs_of(self.put)
            return
        for path in self.paths:
            for name, said in _pieces(path, self.homes[path]):
                yield name, without_blanks(said)

    def quads(self) -> Iterator[Quad]:
        """All that the graphs say."""
        for name, said in self.graphs():
            yield from serial.named(said, name)


@contextmanager
def opened(paths: Sequence[str]) -> Iterator[Given]:
    """Reads all once, so that what is wrong is told before anything is changed. Raises InputError."""
    with tempfile.TemporaryDirectory(prefix="kg-load-") as folder:
        work = Path(folder)
        real = tuple(dict.fromkeys(_readable(path, work) for path in paths))
        names: set[bytes] = set()  # by hashes: some 60 bytes for each graph
        homes: dict[str, str] = {}
        apart = True
        for path in real:
            homes[path], together = _look(path, names)
            apart = apart and together
        if apart:
            yield Given(real, len(names), homes)
        else:
            put = work / "graphs"
            _put_together(real, homes, put)
            yield Given(real, len(names), homes, put)


def _readable(path: str, work: Path) -> str:
    """The path; of standard input that of a copy, for it is read twice."""
    if path == "-":
        data, format = serial.content(path)
        copy = work / f"standard-input.{format.file_extension}"
        copy.write_bytes(data)
        return str(copy)
    if Path(path).is_dir() and not is_store(path):
        raise InputError(path, f"a folder without {FILE}, and no graph to load", "name a store of kg's or a graph's file")
    return path


def _look(path: str, names_met: set[bytes]) -> tuple[str, bool]:
    """The graph of what stands in none, and whether no graph was met before."""
    known, homeless = True, False
    articles: set[str] = set()
    if is_store(path):
        for name in _names(path):
            known = _meet(name, names_met) and known
        return "", known
    for graph, quads in groupby(serial.stream(path), key=lambda q: q.graph_name):
        if not isinstance(graph, NamedNode):
            homeless = True
            articles |= {words(q.subject) for q in quads if q.predicate == _TYPE and q.object == _ARTICLE and len(articles) < 2}
        else:
            known = _meet(graph.value, names_met) and known
    home = min(articles) if len(articles) == 1 else f"{BASE}file/{segment(Path(path).name)}"
    if homeless:
        known = _meet(home, names_met) and known
    return home, known


def _names(path: str) -> Iterator[str]:
    with store(path) as ledger:
        yield from names(ledger)


def _meet(name: str, met: set[bytes]) -> bool:
    """Whether a graph is met for the first time."""
    mark, before = hashlib.blake2b(name.encode(), digest_size=12).digest(), len(met)
    met.add(mark)
    return len(met) > before


def _pieces(path: str, home: str) -> Iterator[Graph]:
    """What follows one another in one graph, together."""
    if is_store(path):
        with store(path) as ledger:
            for name, parts in groupby(graphs(ledger), key=lambda part: part[0]):
                yield name, [t for _, said in parts for t in said]
        return
    for graph, quads in groupby(serial.stream(path), key=lambda q: q.graph_name):
        yield graph.value if isinstance(graph, NamedNode) else home, list(dict.fromkeys(q.triple for q in quads))


def _put_together(paths: Iterable[str], homes: dict[str, str], put: Path) -> None:
    """All graphs on disk, where they can be had one by one. Of blank nodes each keeps its own name until its graph is whole."""
    with on_disk(put) as made:
        in_bulk(made, (q for path in paths for name, said in _pieces(path, homes[path]) for q in serial.named(said, name)))


def _graphs_of(put: Path) -> Iterator[Graph]:
    with on_disk(put) as made:
        for name in sorted(n.value for n in made.named_graphs()):
            said = [q.triple for q in made.quads_for_pattern(None, None, None, NamedNode(name))]
            yield name, serial.ordered(without_blanks(said))


def without_blanks(said: list[Triple]) -> list[Triple]:
    """With IRIs in place of blank nodes: of the canonical form's hash and their names in it (RDFC-1.0)."""
    if not any(isinstance(n, BlankNode) for t in said for n in (t.subject, t.object)):
        return said
    graph = Dataset(Quad(*t) for t in said)
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{q.triple} ." for q in graph)
    mark = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def named(node: object) -> object:
        return NamedNode(f"{BLANK}{mark}-{node.value}") if isinstance(node, BlankNode) else node

    return serial.ordered(Triple(named(q.subject), q.predicate, named(q.object)) for q in graph)  # type: ignore[arg-type]
