"""How long `kg` takes as a whole process, and how much memory, against the least that such a process can do.

    python benchmarks/startup.py                         an article from examples/
    python benchmarks/startup.py --article FILE --runs 21

The floor is a process that imports typer, fugashi and pyoxigraph and tokenises one word. Runs are interleaved, so that
a slow moment of the machine falls on all alike; figures are medians.
Bars: build at most 8 floors and 250 MB, help 0.3 s. Exit 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = "import typer, fugashi, pyoxigraph; fugashi.Tagger()('買収')"
BUILD_AT_MOST = 8.0  # floors
HELP_AT_MOST = 0.3  # seconds
MEMORY_AT_MOST = 250.0  # MB


def seconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    return time.perf_counter() - begin


def megabytes(command: Sequence[str], env: Mapping[str, str]) -> float:
    """The peak of one process; a process of its own asks, since the kernel keeps only the largest child's."""
    ask = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=-3, stderr=-3); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    out = subprocess.run([sys.executable, "-c", ask, *command], check=True, capture_output=True, env=env).stdout
    return int(out) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def environment(cache: Path) -> dict[str, str]:
    """This project first, and bytecode kept as an installation keeps it, even where the environment forbids to write it."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(cache)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--article", type=Path, default=min((ROOT / "examples").glob("*.txt")))
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        kg = [sys.executable, "-m", "kg.cli"]
        commands = {
            "floor": [sys.executable, "-c", FLOOR],
            "kg --help": [*kg, "--help"],
            "kg build": [*kg, "build", str(given.article), "-o", str(Path(out) / "out.ttl")],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        env = environment(Path(out) / "bytecode")
        for command in commands.values():
            seconds(command, env)  # compiled and cached before anything is measured
        for _ in range(given.runs):
            for name, command in commands.items():
                times[name].append(seconds(command, env))
        memory = {name: megabytes(command, env) for name, command in commands.items()}
    middle = {name: statistics.median(t) for name, t in times.items()}
    print(f"{given.article.name}, {given.article.stat().st_size:,} bytes, median of {given.runs} runs\n")
    print("| | ms | floors | peak MB |", "| --- | --- | --- | --- |", sep="\n")
    for name, t in middle.items():
        print(f"| {name} | {t * 1000:.0f} | {t / middle['floor']:.1f} | {memory[name]:.0f} |")
    missed = [
        words
        for words, figure, bar in (
            ("kg build takes more than 8 floors", middle["kg build"] / middle["floor"], BUILD_AT_MOST),
            ("kg build takes more than 250 MB", memory["kg build"], MEMORY_AT_MOST),
            ("kg --help takes more than 0.3 s", middle["kg --help"], HELP_AT_MOST),
        )
        if figure > bar
    ]
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "Every bar is kept") + ".")
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main())
