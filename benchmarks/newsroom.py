"""Articles a second and memory of `kg build` on many: whole processes, one worker and two, a store and up to 10,000 a file.

    python benchmarks/newsroom.py                                  1,000 and 10,000 briefs; the gold repeated where ../shared is
    python benchmarks/newsroom.py --sizes 1000 10000 100000        half an hour and more
    python benchmarks/newsroom.py --sizes 20 --rounds 1 --repeat DIR

The articles are those of articles.py. Runs with one worker and with two take turns, so that a slow moment of the machine falls on both;
seconds are medians. CPU seconds and memory are of all processes of a build together: memory is what each has alone, and once what they
share (the dictionary, 120 MB), looked at ten times a second. Characters a second per core are by CPU seconds, of which what a build of one article takes is no part.
Bars: two workers 1.7 times as fast by the clock as one at the largest size; 500 MB; at most 1.15 times as much CPU an article, and 1.15
times as much memory, as at the smallest size, which has to be some 1,000 for that: fewer do not fill a process. Exit 1 if one is
missed. Speed-up wants two idle cores: the load that there was is told.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev"
SIZES = (1_000, 10_000)
FORMS = ("trig", "nq")  # of files, written at these sizes
WORKERS = (1, 2)
LEAST_SPEED_UP = 1.7
MEMORY_AT_MOST = 500.0  # MB
GROWTH_AT_MOST = 1.15  # of CPU an article, and of memory

# in a process of its own, since the kernel adds up all children's seconds
MEASURING = """
import json, os, resource, subprocess, sys, time
def family(pid):
    yield pid
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/children") as told:
            for child in told.read().split():
                yield from family(int(child))
def held(pid):
    with open(f"/proc/{pid}/smaps_rollup") as told:
        sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in told if line.endswith("kB\\n")}
    return [sum(v for k, v in sizes.items() if k.startswith(kind)) for kind in ("Private_", "Shared_")]
def resident(pid):
    alone, shared = 0, 0
    try:
        for one in family(pid):
            own, others = held(one)
            alone, shared = alone + own, max(shared, others)
    except OSError:
        pass
    return alone + shared
begin, peak = time.perf_counter(), 0
with open(os.devnull, "wb") as nowhere, subprocess.Popen(sys.argv[1:], stdout=nowhere, stderr=subprocess.PIPE) as build:
    os.set_blocking(build.stderr.fileno(), False)
    said = b""
    while build.poll() is None:
        peak = max(peak, resident(build.pid))
        said = (said + (build.stderr.read() or b""))[-2000:]
        time.sleep(0.1)
    wall = time.perf_counter() - begin
    said += build.stderr.read() or b""
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = max(peak, used.ru_maxrss * (1024 if sys.platform != "darwin" else 1))
print(json.dumps([wall, used.ru_utime + used.ru_stime, peak / 1e6, build.returncode, said.decode("utf-8", "replace")]))
"""


class Used(NamedTuple):
    """What a build took, and what it wrote."""

    wall: float
    cpu: float
    peak: float  # MB
    written: float  # bytes


class Corpus(NamedTuple):
    path: Path
    articles: int
    characters: int


def environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return os.environ | {"PYTHONPATH": path, "LANG": "C.UTF-8"}


def corpus(folder: Path, name: str, *told: str) -> Corpus:
    """What articles.py writes when it is told so."""
    path = folder / f"{name}.jsonl"
    with open(path, "wb") as out:
        subprocess.run(
            [sys.executable, str(ROOT / "benchmarks" / "articles.py"), *told], check=True, stdout=out, env=environment()
        )
    articles = characters = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            articles, characters = articles + 1, characters + len(json.loads(line)["text"])
    return Corpus(path, articles, characters)


def built(articles: Corpus, output: Path, workers: int, *, again: bool = False) -> Used:
    """One `kg build`; `again` into a store that has the articles already."""
    if not again:
        shutil.rmtree(output, ignore_errors=True)
        output.unlink(missing_ok=True)
    target = str(output) if output.suffix else f"{output}{os.sep}"
    build = [sys.executable, "-m", "kg.cli", "build", str(articles.path), "-o", target, "--workers", str(workers)]
    run = subprocess.run([sys.executable, "-c", MEASURING, *build], check=True, stdout=subprocess.PIPE, env=environment())
    wall, cpu, peak, code, said = json.loads(run.stdout)
    if code:
        sys.exit(f"{' '.join(build)}: exit {code}\n{said}")
    return Used(wall, cpu, peak, size(output))


def size(path: Path) -> int:
    return sum(p.stat().st_size for p in path.iterdir()) if path.is_dir() else path.stat().st_size


def median(runs: Iterable[Used]) -> Used:
    return Used(*map(statistics.median, zip(*runs, strict=True)))


def in_turns(articles: Corpus, output: Path, workers: Sequence[int], rounds: int) -> dict[int, Used]:
    """By number of workers, the medians of some rounds of a run with each."""
    runs: dict[int, list[Used]] = {w: [] for w in workers}
    for _ in range(rounds):
        for w in workers:
            runs[w].append(built(articles, output, w))
    return {w: median(found) for w, found in runs.items()}


def row(name: str, articles: Corpus, used: Used, start: Used | None) -> None:
    """A line of the table; without `start`, nothing was read."""
    cpu = max(used.cpu - start.cpu, 0.001) if start else 0.0
    cells = (
        f"{articles.articles / used.wall:,.1f}",
        f"{articles.characters / cpu:,.0f}" if start else "",
        f"{used.wall:,.1f}",
        f"{used.cpu:,.1f}",
        f"{1000 * cpu / articles.articles:.1f}" if start else "",
        f"{used.peak:.0f}",
        f"{used.written / articles.articles:,.0f}",
    )
    print("| " + " | ".join((name, *cells)) + " |", flush=True)


def growth(runs: Mapping[int, Used], start: Used) -> list[tuple[int, float, float]]:
    """Of each size but the smallest: an article's CPU seconds, and memory, to those of the smallest."""
    least = min(runs)
    cost = {n: (used.cpu - start.cpu) / n for n, used in runs.items()}
    return [(n, cost[n] / cost[least], runs[n].peak / runs[least].peak) for n in sorted(runs) if n != least]


def missed(stores: Mapping[int, Mapping[int, Used]], others: Sequence[Used], start: Used) -> list[str]:
    """Which bars are; `stores` by workers and size."""
    out = []
    largest = max(stores[1])
    if 2 in stores and (gained := stores[1][largest].wall / stores[2][largest].wall) < LEAST_SPEED_UP:
        out.append(f"two workers are {gained:.2f} times as fast as one, not {LEAST_SPEED_UP:g}")
    peak = max(used.peak for used in (*others, *(u for runs in stores.values() for u in runs.values())))
    if peak > MEMORY_AT_MOST:
        out.append(f"{peak:.0f} MB are more than {MEMORY_AT_MOST:.0f}")
    for w, runs in stores.items():
        for n, cost, memory in growth(runs, start):
            if cost > GROWTH_AT_MOST:
                out.append(f"an article of {n:,} takes {cost:.2f} times as much as one of {min(runs):,} ({words(w)})")
            if memory > GROWTH_AT_MOST:
                out.append(f"{n:,} articles take {memory:.2f} times the memory of {min(runs):,} ({words(w)})")
    return out


def words(workers: int) -> str:
    return "1 worker" if workers == 1 else f"{workers} workers"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ARTICLES")
    parser.add_argument("--rounds", type=int, default=3, help="of each size up to 10,000")
    parser.add_argument("--repeat", type=Path, default=GOLD, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    stores: dict[int, dict[int, Used]] = {w: {} for w in WORKERS}
    others = []
    load = [os.getloadavg()[0]] if hasattr(os, "getloadavg") else []
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        store = folder / "store"
        one = corpus(folder, "one", "1", "--short")
        start = median(built(one, store, 1) for _ in range(given.rounds))
        columns = ("", "articles/s", "characters/s per core", "s", "CPU s", "CPU ms an article", "peak MB", "bytes an article")
        print("| " + " | ".join(columns) + " |", "| " + " | ".join(["---"] * len(columns)) + " |", sep="\n")
        for n in sorted(given.sizes):
            articles = corpus(folder, str(n), str(n), "--short", "--seed", str(given.seed))
            for w, used in in_turns(articles, store, WORKERS, given.rounds if n <= max(SIZES) else 1).items():
                stores[w][n] = used
                row(f"{n:,} briefs, {words(w)}", articles, used, start)
            others.append(built(articles, store, max(WORKERS), again=True))
            row(f"{n:,}, again, nothing new", articles, others[-1], None)
            for form in FORMS if n <= max(SIZES) else ():
                others.append(built(articles, folder / f"all.{form}", max(WORKERS)))
                row(f"{n:,} into .{form}, {words(max(WORKERS))}", articles, others[-1], start)
        if given.repeat.is_dir():
            many = str(min(720, max(given.sizes)))
            articles = corpus(folder, "gold", many, "--repeat", str(given.repeat), "--seed", str(given.seed))
            for w, used in in_turns(articles, store, WORKERS, 1).items():
                others.append(used)
                row(f"{many} of gold, renamed, {words(w)}", articles, used, start)
    load += [os.getloadavg()[0]] if load else []
    print()
    for w, runs in stores.items():
        for n, cost, memory in growth(runs, start):
            print(
                f"{n:,} to {min(runs):,} briefs, {words(w)}: {cost:.2f} times the CPU an article, {memory:.2f} times the memory."
            )
    one, two = (stores[w][max(given.sizes)] for w in WORKERS)
    print(
        f"{max(given.sizes):,} briefs: two workers are {one.wall / two.wall:.2f} times as fast as one, "
        f"by their CPU seconds {2 * one.cpu / two.cpu:.2f} times on two idle cores."
    )
    if load:
        print(f"Load of the machine's {os.cpu_count()} cores before and at the end: {load[0]:.1f}, {load[1]:.1f}.")
    told = missed(stores, others, start)
    print("\n" + ("Missed: " + "; ".join(told) if told else "Every bar is kept") + ".")
    return bool(told)


if __name__ == "__main__":
    raise SystemExit(main())
