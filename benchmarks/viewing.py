"""The page of kg view in Chromium: how soon it is painted, how it moves, how large it is, for 50 and for 5,000 nodes.

    python benchmarks/viewing.py

Made-up graphs of graphs.py; each page is opened several times in a fresh profile, figures are medians. First paint is the browser's own;
*drawn* is when the graph stands on the screen; *settled* when the page has no more to do than to wait (the end of its load and of its last
long task). A move is a zoom by key until the frame after it; a click is one on a row of the table until its words are lit. Milliseconds
from the beginning of the navigation. Needs Debian's chromium and chromium-driver. Bars, for 5,000 nodes: drawn within 1,500 ms, a
move within 200. Exit 1 if one is missed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import graphs
from chromium import chromium, installed, messages

from kg.view import page

TRIPLES = {50: 1_150, 5_000: 118_500}  # of graphs.py, for so many nodes and a few more
DRAWN_AT_MOST, MOVE_AT_MOST = 1_500.0, 200.0

LOADED = """
const done = arguments[0];
const first = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
const stands = mark => Math.max(mark.startTime, first());
let last = performance.timing.loadEventEnd - performance.timing.navigationStart;
new PerformanceObserver(list => list.getEntries().forEach(e => last = Math.max(last, e.startTime + e.duration))).observe({ type: 'longtask', buffered: true });
const look = () => {
  const drawn = performance.getEntriesByName('newskg drawn')[0];
  if (!drawn) return setTimeout(look, 50);
  setTimeout(() => done([first(), stands(drawn), Math.max(last, stands(drawn))]), 300);
};
look();
"""
MOVED = """
const done = arguments[0], canvas = document.getElementById('canvas'), times = [];
const next = () => {
  const begin = performance.now();
  canvas.dispatchEvent(new KeyboardEvent('keydown', { key: times.length % 2 ? '+' : '-', cancelable: true }));
  requestAnimationFrame(() => setTimeout(() => { times.push(performance.now() - begin); times.length < 15 ? next() : done(times.sort((a, b) => a - b)[7]); }));
};
next();
"""
CLICKED = """
const done = arguments[0];
document.getElementById('tab-table').click();
const row = document.querySelectorAll('#table tr[data-fact]')[5], begin = performance.now();
row.click();
requestAnimationFrame(() => setTimeout(() => done(document.querySelector('.lit') ? performance.now() - begin : null)));
"""


class Seen(NamedTuple):
    """Milliseconds of one opening."""

    painted: float
    drawn: float
    settled: float
    move: float
    click: float


def opened(path: Path) -> Seen:
    with chromium() as browser:
        browser.get(path.as_uri())
        run: Any = browser.execute_async_script
        seen = Seen(*run(LOADED), run(MOVED), run(CLICKED))
        assert messages(browser) == []
    return seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if not installed():
        print("Chromium is not installed: apt-get install chromium chromium-driver fonts-noto-cjk")
        return 2
    columns = ("nodes", "first paint ms", "drawn ms", "settled ms", "a move ms", "a click ms", "page MB", "made in s")
    print("| " + " | ".join(columns) + " |", "| " + " | ".join(["---"] * len(columns)) + " |", sep="\n")
    missed = []
    for nodes, triples in TRIPLES.items():
        quads = list(graphs.graph(triples).quads())
        begin = time.perf_counter()
        made = page(quads, {})
        took = time.perf_counter() - begin
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.html"
            path.write_text(made, encoding="utf-8")
            seen = Seen(*map(statistics.median, zip(*(opened(path) for _ in range(given.rounds)), strict=True)))
        print(f"| {nodes:,} | {' | '.join(f'{x:.0f}' for x in seen)} | {len(made.encode()) / 1e6:.2f} | {took:.1f} |", flush=True)
    if seen.drawn > DRAWN_AT_MOST:
        missed.append(f"drawn after more than {DRAWN_AT_MOST:,.0f} ms")
    if seen.move > MOVE_AT_MOST:
        missed.append(f"a move takes more than {MOVE_AT_MOST:,.0f} ms")
    print(f"\nMedian of {given.rounds} openings; load of the machine's {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}.")
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "Every bar is kept") + ".")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
