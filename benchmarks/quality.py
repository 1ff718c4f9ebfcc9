"""How much of what careful readers record is found, and how much of what is found is right.

    python benchmarks/quality.py ../shared/gold/dev                   a folder of NAME.txt with NAME.json
    python benchmarks/quality.py ../shared/gold/dev --confidence      the same, cut at rising --min-confidence

Gold facts and their scorer are not part of this project; `--scorer` names it where it is not one folder above the articles.
Counted are role fillers over all articles (micro-averaged, as in document-level event extraction); a fact is wholly
right when all its roles are.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import kg  # noqa: E402

CUTS = (0.0, 0.55, 0.65, 0.75, 0.85, 0.9, 0.95)


def scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counted(score: Any, gold: Path, at_least: float) -> Counter[Any]:
    total: Counter[Any] = Counter()
    with TemporaryDirectory() as place:
        for answers in sorted(gold.glob("*.json")):
            graph = Path(place) / f"{answers.stem}.ttl"
            kg.build(answers.with_suffix(".txt"), min_confidence=at_least).write(graph)
            total.update(score.score(answers, graph))
    return total


def kinds(score: Any, total: Counter[Any]) -> str:
    rows = [(kind, score.prf(total, [kind])) for kind in ("entities", *score.CLASSES)]
    rows.append(("all facts", score.prf(total, list(score.CLASSES))))
    lines = ["| | precision | recall | F1 |", "| --- | --- | --- | --- |"]
    lines += [f"| {kind} | {p:.3f} | {r:.3f} | {f:.3f} |" for kind, (p, r, f, *_) in rows]
    whole, facts = (sum(total[kind, x] for kind in score.CLASSES) for x in ("exact", "facts"))
    return "\n".join([*lines, f"| facts wholly right | {whole / facts:.3f} ({whole} of {facts}) | | |"])


def cuts(score: Any, gold: Path) -> str:
    lines = ["| at least | precision | recall | F1 |", "| --- | --- | --- | --- |"]
    for cut in CUTS:
        p, r, f, *_ = score.prf(counted(score, gold, cut), list(score.CLASSES))
        lines.append(f"| {cut:.2f} | {p:.3f} | {r:.3f} | {f:.3f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--confidence", action="store_true")
    given = parser.parse_args()
    if not list(given.gold.glob("*.json")):
        sys.exit(f"{given.gold}: no gold facts (NAME.json beside NAME.txt)")
    score = scorer(given.scorer or given.gold.resolve().parent / "score.py")
    print(cuts(score, given.gold) if given.confidence else kinds(score, counted(score, given.gold, 0.0)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
