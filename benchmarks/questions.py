"""CPU seconds that kg takes for joins over made-up graphs, in memory and in a folder, beside rdflib on the same triples.

    python benchmarks/questions.py                        100,000 triples
    python benchmarks/questions.py --size 3000 --rounds 1

Both have the union of the graphs in memory already, and nothing else, as `kg query` of files does for queries that name no graph; each
answer is written out as CSV, and the two compared. The median of some rounds is told, of rdflib that of one where it takes over five seconds.
"whole" is `kg query` as a process, from its start to its last row, of the folder, by the clock. Bar: kg in memory
at least 10 times as fast as rdflib at each join. Exit 1 if it is missed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import rdflib
from graphs import graph
from newsroom import environment
from pyoxigraph import Store

from kg import serial
from kg.load.folder import bulk
from kg.query import read_only, run, store_of
from kg.sparql import names_graphs
from kg.vocabulary import PREFIXES

LEAST = 10.0
JOINS = {
    "people of two organizations": """SELECT DISTINCT ?a ?b ?p {
        ?x kg:holder ?p ; kg:organization ?a . ?y kg:holder ?p ; kg:organization ?b . FILTER(STR(?a) < STR(?b)) }""",
    "investors that also bought": """SELECT DISTINCT ?who ?what {
        ?f a kg:Funding ; kg:investor ?who . ?d a kg:Acquisition ; kg:acquirer ?who ; kg:target ?what }""",
    "posts, with names and quotes": """SELECT ?name ?firm ?title ?quote {
        ?x a kg:Position ; kg:holder/rdfs:label ?name ; kg:organization/rdfs:label ?firm ; kg:title ?title ;
           prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote }""",
    "sums by organization and year": """SELECT ?name ?year (SUM(?value) AS ?sum) (COUNT(*) AS ?n) {
        ?f a kg:Funding ; kg:recipient/rdfs:label ?name ; kg:amount/kg:value ?value ; kg:date ?date .
        BIND(SUBSTR(STR(?date), 1, 4) AS ?year) } GROUP BY ?name ?year""",
    "suits between who bought and was bought": """SELECT ?suit ?a ?b {
        ?suit kg:plaintiff ?a ; kg:defendant ?b ; kg:proceeding/kg:action kg:Settled . ?d kg:target ?a ; kg:seller ?b ; kg:date ?date }""",
}


def timed(do: Callable[[], bytes], rounds: int) -> tuple[float, list[str]]:
    """The median of the rounds, of which there is one if it is long; and the rows in order."""
    seconds: list[float] = []
    answer = b""
    while len(seconds) < rounds and not (seconds and seconds[0] > 5):
        begin = time.process_time()
        answer = do()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds), sorted(answer.decode().splitlines()[1:])


def _in_folder(folder: Path, sparql: str) -> bytes:
    """Opened for each question, as the command does."""
    with read_only(folder) as store:
        return _rows(store, sparql)


def _rows(store: Store, sparql: str) -> bytes:
    return run(store, sparql, "csv")


def _theirs(graph: rdflib.Graph, sparql: str) -> bytes:
    return graph.query(sparql, initNs=PREFIXES).serialize(format="csv") or b""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, metavar="TRIPLES")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    quads = list(graph(given.size).quads())
    theirs = rdflib.Graph()
    theirs.parse(data=serial.serialize(quads, "ntriples"), format="nt")
    ours = store_of(serial.named((q.triple for q in quads), "urn:made-up"), any(map(names_graphs, JOINS.values())))
    columns = ("", "rows", "rdflib s", "kg s", "kg is", "kg, a folder, s", "whole s")
    print("| " + " | ".join(columns) + " |", "| " + " | ".join(["---"] * len(columns)) + " |", sep="\n")
    ratios: list[float] = []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "ox"
        bulk(folder, [("urn:made-up", [q.triple for q in quads])])
        for name, sparql in JOINS.items():
            slow, right = timed(partial(_theirs, theirs, sparql), given.rounds)
            fast, found = timed(partial(_rows, ours, sparql), given.rounds)
            if right != found:
                sys.exit(f"{name}: {len(right)} rows of rdflib, {len(found)} of kg, or others")
            there, _ = timed(partial(_in_folder, folder, sparql), given.rounds)
            command = [sys.executable, "-m", "kg.cli", "query", str(folder), sparql, "--format", "csv"]
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment())
            whole = time.perf_counter() - begin
            cells = (
                name,
                f"{len(found):,}",
                f"{slow:.3f}",
                f"{fast:.4f}",
                f"{slow / fast:.0f} × as fast",
                f"{there:.4f}",
                f"{whole:.2f}",
            )
            print("| " + " | ".join(cells) + " |", flush=True)
            ratios.append(slow / fast)
    print()
    if (least := min(ratios)) < LEAST:
        print(f"Missed: of one join kg is only {least:.1f} times as fast as rdflib.")
        return 1
    print("Every bar is kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
