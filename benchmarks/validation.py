"""How long `kg validate` takes on graphs of 10,000 to 500,000 triples, and how much memory, beside pySHACL's own command.

    python benchmarks/validation.py                      pySHACL up to 100,000 triples, the engines compared up to 10,000
    python benchmarks/validation.py --all                pySHACL at every size, the engines compared up to 100,000
    python benchmarks/validation.py --sizes 2000 4000 --runs 1 --seed 7

The graphs are those of graphs.py, one node of a hundred broken; in a whole one `kg validate --strict` must find nothing. Timed are
whole commands, their reports thrown away: kg's seconds are medians, pySHACL's of one run. Bars are held against seconds of the
processor, so that what else the machine does counts for little; only --watch, for which somebody waits, goes by the clock.
Bars: 10 times as fast as pySHACL at 100,000 triples; 500,000 take at most 6.5 times as long as 100,000, start-up aside, and
1,500 MB; --watch validates 10,000 again in 0.3 s; both engines give the same results. Exit 1 if one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 500_000)
BROKEN = 0.01  # of the nodes
LEAST_TO_PYSHACL = 10.0
GROWTH_AT_MOST = 6.5
MEMORY_AT_MOST = 1_500.0  # MB
AGAIN_AT_MOST = 0.3  # seconds by the clock

# in a process of its own, since the kernel keeps only the largest child's peak and adds up all children's seconds
MEASURING = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
print(json.dumps([wall, used.ru_utime + used.ru_stime, peak, done.returncode, done.stderr.decode()]))
"""
AGAIN = """
import gc, json, statistics, sys, time
from kg.validate import command
gc.set_threshold(100_000)  # as kg.cli sets it
asked = command.Asked((sys.argv[1],))
command.run(asked)
told = []
for _ in range(int(sys.argv[2])):
    wall, cpu = time.perf_counter(), time.process_time()
    command.run(asked)
    told.append((time.perf_counter() - wall, time.process_time() - cpu))
print(json.dumps([statistics.median(t[i] for t in told) for i in (0, 1)]), file=sys.stderr)
"""
COMPARING = """
import json, sys
from collections import Counter
from kg.validate import engines, read, rules
from kg.validate.rules import sh
graph, held = read(sys.argv[1]), rules()
names = ("focusNode", "resultPath", "value", "resultSeverity", "sourceShape", "sourceConstraintComponent")
def rows(engine):
    said = {}
    for t in engines.report(graph.quads, held, engine):
        said.setdefault(t.subject, {})[t.predicate] = "_:" if str(t.object).startswith("_:") else str(t.object)
    return Counter(tuple(r.get(sh(n), "") for n in names) for r in said.values() if sh("focusNode") in r)
fast, reference = rows("shacl"), rows("pyshacl")
print(json.dumps([fast.total(), reference.total(), [*(fast - reference).elements()], [*(reference - fast).elements()]]))
"""


class Used(NamedTuple):
    wall: float
    cpu: float
    peak: float = 0.0  # MB


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))}


def python(*command: str) -> bytes:
    return subprocess.run([sys.executable, *command], check=True, stdout=subprocess.PIPE, env=environment()).stdout


def measure(command: Sequence[str], ends: int, runs: int = 1) -> Used:
    """Medians of some runs, each of which must exit with `ends`."""
    told = [json.loads(python("-c", MEASURING, *command)) for _ in range(runs)]
    for *_, code, error in told:
        if code != ends or ("kg.cli" in command and error):
            sys.exit(f"{' '.join(command)}: exit {code}, not {ends}\n{error[-2000:]}")
    return Used(*(statistics.median(t[i] for t in told) for i in range(3)))


def made(out: Path, size: int, seed: int, broken: float) -> Path:
    path = out / f"{size}-{'broken' if broken else 'whole'}.ttl"
    path.write_bytes(python(str(ROOT / "benchmarks" / "graphs.py"), str(size), "--seed", str(seed), "--broken", str(broken)))
    return path


def again(path: Path, runs: int) -> Used:
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(path), str(runs)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        check=True,
    )
    return Used(*json.loads(done.stderr))


def same(path: Path) -> bool:
    """Whether both engines report the same; prints how many results there are, and which only one has."""
    many, other, fast, reference = json.loads(python("-c", COMPARING, str(path)))
    print(f"\n{path.stem}: {many:,} results of shacl, {other:,} of pyshacl, {len(fast) + len(reference)} of one alone.")
    for engine, rows in (("shacl", fast), ("pyshacl", reference)):
        for row in rows[:10]:
            print(f"- {engine} alone: {' '.join(filter(None, row))}")
    return not (fast or reference)


def row(name: str, used: Used, more: str = "") -> None:
    print(f"| {name} | {used.wall:.2f} | {used.cpu:.2f} | {used.peak or '':{'.0f' if used.peak else ''}} | {more} |", flush=True)


def missed(kg: dict[int, Used], pyshacl: dict[int, Used], start: Used, watch: Used | None) -> list[str]:
    out = []
    small, large = (kg.get(size) for size in SIZES[1:])
    if small and SIZES[1] in pyshacl and pyshacl[SIZES[1]].cpu < LEAST_TO_PYSHACL * small.cpu:
        out.append(f"less than {LEAST_TO_PYSHACL:g} times pySHACL")
    if small and large and large.cpu - start.cpu > GROWTH_AT_MOST * (small.cpu - start.cpu):
        out.append(f"500,000 triples take more than {GROWTH_AT_MOST:g} times as long as 100,000")
    if large and large.peak > MEMORY_AT_MOST:
        out.append(f"more than {MEMORY_AT_MOST:,.0f} MB")
    if watch and watch.wall > AGAIN_AT_MOST:
        out.append(f"--watch takes more than {AGAIN_AT_MOST:g} s")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="TRIPLES")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    validate = [sys.executable, "-m", "kg.cli", "validate"]
    kg: dict[int, Used] = {}
    pyshacl: dict[int, Used] = {}
    watch = None
    with tempfile.TemporaryDirectory() as out:
        start = measure([*validate, "--strict", str(made(Path(out), 1, given.seed, 0.0))], 0, given.runs)
        print("| | s | CPU s | peak MB | CPU to kg's |", "| --- | --- | --- | --- | --- |", sep="\n")
        row("kg, one article", start)
        paths = {size: made(Path(out), size, given.seed, BROKEN) for size in given.sizes}
        for size, path in paths.items():
            whole = made(Path(out), size, given.seed, 0.0)
            row(f"kg, {size:,}, nothing broken", measure([*validate, "--strict", str(whole)], 0, given.runs))
            kg[size] = measure([*validate, str(path)], 1, given.runs)
            row(f"kg, {size:,}", kg[size])
            if size <= SIZES[1] or given.all:
                command = [sys.executable, "-m", "pyshacl", "-s", str(ROOT / "shapes" / "newskg.ttl"), str(path)]
                pyshacl[size] = measure(command, 1)
                row(f"pySHACL, {size:,}", pyshacl[size], f"{pyshacl[size].cpu / kg[size].cpu:.3g} ×")
            if size <= SIZES[0]:
                watch = again(path, 5 * given.runs)
                row(f"kg --watch, {size:,} again", watch)
        alike = [same(path) for size, path in paths.items() if size <= SIZES[given.all]]
    told = [*missed(kg, pyshacl, start, watch), *(["the engines differ"] if not all(alike) else [])]
    print("\n" + ("Missed: " + "; ".join(told) if told else "Every bar is kept") + ".")
    return bool(told)


if __name__ == "__main__":
    raise SystemExit(main())
