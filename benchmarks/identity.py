"""How well names of several articles are joined, and what joining costs.

    python benchmarks/identity.py                                     all of tests/identity, each file and all as one newsroom
    python benchmarks/identity.py tests/identity/pairs-unseen.txt     one of them by kinds, with its mistakes
    python benchmarks/identity.py --sizes 10000 100000                occurrences made by a script: seconds, microseconds each

A pair that is joined and is one counts for precision and recall; a name that no entity has counts as not joined. B³ (Bagga &
Baldwin 1998) is over all names asked about. Bars: precision 0.98, recall 0.80, of the one file or of all. Exit 1 if one is missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from identity_cases import Score, answers, b_cubed, by_kind, cases, scored  # noqa: E402
from identity_made import made  # noqa: E402

from kg.account import Account  # noqa: E402
from kg.identity import joined  # noqa: E402

PAIRS = ROOT / "tests" / "identity"
HELD = PAIRS / "held.txt"  # no rule was made with it in sight
PRECISION, RECALL = 0.98, 0.80


def row(kind: str, s: Score) -> str:
    joined_at_all = f"{s.precision:.3f}" if s.joined else ""
    return f"| {kind} | {s.asked} | {s.joined} | {joined_at_all} | {f'{s.recall:.3f}' if s.same else ''} |"


def corpora() -> int:
    print("| pairs of | asked | of which one | precision | recall | B³ F1 |\n| --- | --- | --- | --- | --- | --- |")
    files = {path.name: cases(path) for path in sorted(PAIRS.glob("pairs-*.txt"))}
    newsroom = [c for given in files.values() for c in given]
    total = Score(0, 0, 0, 0)
    for name, of in {HELD.name: cases(HELD), **files, "all pairs-… as one newsroom": newsroom}.items():
        found = answers(of)
        total = scored(found)
        p, r, f = total.precision, total.recall, b_cubed(found)[2]
        print(f"| {name} | {total.asked:,} | {total.same:,} | {p:.3f} | {r:.3f} | {f:.3f} |", flush=True)
    return int(total.precision < PRECISION or total.recall < RECALL)


def quality(path: Path) -> int:
    found = answers(cases(path))
    total = scored(found)
    print("| kind | pairs | joined | precision | recall |\n| --- | --- | --- | --- | --- |")
    for kind, s in by_kind(found).items():
        print(row(kind, s))
    print(row("all", total))
    p, r, f = b_cubed(found)
    print(f"\nB³: precision {p:.3f}, recall {r:.3f}, F1 {f:.3f}")
    for a in (a for a in found if not a.right):
        print(f"{'joined' if a.joined else 'missed'}: {a.case.kind}: {a.ask.a} | {a.ask.b}", file=sys.stderr)
    return int(total.precision < PRECISION or total.recall < RECALL)


def cost(sizes: list[int]) -> int:
    print("| occurrences | seconds | microseconds each | joins | peak memory, MB |\n| --- | --- | --- | --- | --- |")
    for size in sizes:
        making, begin = 0.0, time.process_time()

        def accounts(size: int = size) -> Iterator[Account]:
            """Made while they are read, as a store's are; what making takes is not counted."""
            nonlocal making
            source = made(size)
            while True:
                then = time.process_time()
                made_now = next(source, None)
                making += time.process_time() - then
                if made_now is None:
                    return
                yield made_now

        joins = joined(accounts())
        seconds = time.process_time() - begin - making
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        print(f"| {size:,} | {seconds:.1f} | {seconds / size * 1e6:.0f} | {len(joins):,} | {peak:.0f} |", flush=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=[])
    given = parser.parse_args()
    if given.sizes:
        return cost(given.sizes)
    return quality(given.pairs) if given.pairs else corpora()


if __name__ == "__main__":
    raise SystemExit(main())
