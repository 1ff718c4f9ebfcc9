"""What it costs to find who is the same across articles: 10,000 to 1,000,000 mentions of people and organizations.

    python benchmarks/joining.py
    python benchmarks/joining.py --sizes 1000 2000 --seed 7

The accounts are those of accounts.py, not read from articles. Each size has a process of its own; timed is kg.identity.joined alone, in
CPU seconds, with the accounts at hand. Bar: a mention of the largest size takes at most twice as long as one of the smallest.
Exit 1 if it is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)
GROWTH_AT_MOST = 2.0

JOINING = """
import gc, json, resource, sys, time
gc.set_threshold(100_000)  # as kg.cli sets it
import accounts
from kg.identity import joined
def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
made = list(accounts.accounts(int(sys.argv[1]), int(sys.argv[2])))
mentions = sum(map(accounts.mentioned, made))
agents = {a.iri for one in made for a in one.agents}
gc.collect()
gc.freeze()  # a merge reads accounts one by one, and its collector meets no million of them
before, wall, cpu = resident(), time.perf_counter(), time.process_time()
joins = joined(made)
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
print(json.dumps([mentions, len(made), len(agents), len(joins), wall, cpu, before, resident()]))
"""


class Joined(NamedTuple):
    """What one size took."""

    mentions: int
    articles: int
    names: int  # IRIs before
    joins: int
    wall: float
    cpu: float
    before: float  # MB with the accounts at hand
    peak: float  # MB

    @property
    def each(self) -> float:
        """Microseconds a mention."""
        return 1e6 * self.cpu / self.mentions


def measured(mentions: int, seed: int) -> Joined:
    here = os.pathsep.join(filter(None, [str(ROOT), str(ROOT / "benchmarks"), os.environ.get("PYTHONPATH", "")]))
    command = [sys.executable, "-c", JOINING, str(mentions), str(seed)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": here})
    return Joined(*json.loads(run.stdout))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="MENTIONS")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    columns = ("mentions", "articles", "names", "joins", "s", "CPU s", "CPU µs a mention", "MB of accounts", "peak MB")
    print("| " + " | ".join(columns) + " |", "| " + " | ".join(["---"] * len(columns)) + " |", sep="\n")
    runs = []
    for n in sorted(given.sizes):
        runs.append(j := measured(n, given.seed))
        counts = (f"{x:,}" for x in (j.mentions, j.articles, j.names, j.joins))
        print(f"| {' | '.join(counts)} | {j.wall:.1f} | {j.cpu:.1f} | {j.each:.0f} | {j.before:.0f} | {j.peak:.0f} |", flush=True)
    growth = runs[-1].each / runs[0].each
    print(f"\nA mention of {runs[-1].mentions:,} takes {growth:.2f} times as long as one of {runs[0].mentions:,}.")
    print("\n" + ("Every bar is kept." if growth <= GROWTH_AT_MOST else f"Missed: that is more than {GROWTH_AT_MOST:g} times."))
    return int(growth > GROWTH_AT_MOST)


if __name__ == "__main__":
    raise SystemExit(main())
