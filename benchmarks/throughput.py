"""Characters a second of the whole way from text to facts, and peak memory, beside fugashi alone and GiNZA.

    python benchmarks/throughput.py                                     the articles of examples/
    python benchmarks/throughput.py --articles DIR --rounds 5
    python benchmarks/throughput.py --ginza /other/venv/bin/python      an interpreter that has ginza and ja_ginza;
                                                                        GINZA_PYTHON in the environment says the same

Each system reads all articles in a process of its own that is kept on one core; rounds are interleaved, so that a slow
moment of the machine falls on all alike. Timed is reading, not loading: one sentence is read first. A second is one of
the processor's, so that what else the machine does counts for little. Figures are medians; memory is the whole process's peak. GiNZA tokenises, tags, parses and finds names; it finds no facts. It is left out where
neither this interpreter (`pip install 'newskg[bench]'`) nor --ginza has it.
Bars: 15,000 characters/s, 4 times GiNZA, 350 MB. Exit 1 if one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAST = 15_000.0  # characters/s
LEAST_TO_GINZA = 4.0
MEMORY_AT_MOST = 350.0  # MB

LOADING = {
    "kg": "import kg\ndef read(text): kg.read_article(kg.read_text(text))",
    "fugashi": "import fugashi\ntagger = fugashi.Tagger()\ndef read(text): tagger(text)",
    "GiNZA": "import spacy\nread = spacy.load('ja_ginza')",
}
TIMING = """
import json, resource, sys, time
texts = json.load(sys.stdin)
read("青空電機は2024年4月1日、北星製薬を約300億円で買収した。")
begin = time.process_time()
for text in texts:
    read(text)
seconds = time.process_time() - begin
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
print(json.dumps([seconds, peak]))
"""


def one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def measure(system: str, python: str, texts: list[str]) -> tuple[float, float]:
    """Characters a second, and megabytes."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    path = {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))} if system == "kg" else {}
    done = subprocess.run(
        [python, "-c", LOADING[system] + TIMING],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        env=os.environ | threads | path,
        preexec_fn=one_core,
        check=True,
    )
    seconds, peak = json.loads(done.stdout)
    return sum(map(len, texts)) / seconds, peak


def has_ginza(python: str) -> bool:
    find = "import importlib.util as u, sys; sys.exit(not (u.find_spec('ginza') and u.find_spec('ja_ginza')))"
    return subprocess.run([python, "-c", find], stderr=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "examples")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ginza", metavar="PYTHON", default=os.environ.get("GINZA_PYTHON", sys.executable))
    given = parser.parse_args()
    texts = [path.read_text("utf-8") for path in sorted(given.articles.glob("*.txt"))]
    if not texts:
        sys.exit(f"{given.articles}: no .txt in it")
    systems = {"kg": sys.executable, "fugashi": sys.executable}
    if has_ginza(given.ginza):
        systems["GiNZA"] = given.ginza
    runs: dict[str, list[tuple[float, float]]] = {system: [] for system in systems}
    for _ in range(given.rounds):
        for system, python in systems.items():
            runs[system].append(measure(system, python, texts))
    speed, memory = ({s: statistics.median(column) for s, r in runs.items() for column in [[x[i] for x in r]]} for i in (0, 1))
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters, median of {given.rounds} rounds\n")
    print("| | characters/s | kg is | peak MB |", "| --- | --- | --- | --- |", sep="\n")
    for system in systems:
        ratio = "" if system == "kg" else f"{speed['kg'] / speed[system]:.2g} × as fast"
        print(f"| {system} | {speed[system]:,.0f} | {ratio} | {memory[system]:.0f} |")
    missed = [
        *([f"fewer than {LEAST:,.0f} characters/s"] if speed["kg"] < LEAST else []),
        *([f"less than {LEAST_TO_GINZA:g} times GiNZA"] if speed["kg"] < LEAST_TO_GINZA * speed.get("GiNZA", 0) else []),
        *([f"more than {MEMORY_AT_MOST:.0f} MB"] if memory["kg"] > MEMORY_AT_MOST else []),
    ]
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "Every bar is kept") + ".")
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main())
