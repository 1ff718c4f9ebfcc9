"""Trains kg/models/bunsetsu-cut.crfsuite from UD_Japanese-GSD's bunsetsu, bunsetsu-join.bin from WAC's besides.

    python tools/train_bunsetsu.py --data ../shared/data --out kg/models

The last tenth of GSD is held out for the figures that are printed; deterministic; about a minute.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pycrfsuite import Trainer

from kg import bunsetsu
from kg.model import Token
from kg.text import normalise
from kg.tokens import tokenize

Example = tuple[tuple[Token, ...], list[int], list[int]]  # tokens, first tokens of bunsetsu, heads
ROUNDS = 6
MARGIN = 3


def examples(path: Path) -> Iterator[Example]:
    """Sentences whose gold bunsetsu begin where tokens begin."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            norm, offsets = normalise(row["text"])
            tokens = tokenize(norm)
            starts = {offsets[t.start]: i for i, t in reversed(list(enumerate(tokens)))}
            firsts = [starts.get(start) for start, _ in row["bunsetsu"]]
            if tokens and None not in firsts and len(set(firsts)) == len(firsts):
                yield tokens, [f for f in firsts if f is not None], row["heads"]


def train_cut(train: Sequence[Example], out: Path) -> None:
    trainer = Trainer(verbose=False)
    for tokens, firsts, _ in train:
        begin = set(firsts)
        trainer.append(bunsetsu.token_features(tokens), ["B" if i in begin else "I" for i in range(len(tokens))])
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 200, "feature.possible_transitions": True})
    trainer.train(str(out / "bunsetsu-cut.crfsuite"))


def views(example: Example) -> list[bunsetsu.View]:
    tokens, firsts, _ = example
    return [bunsetsu.view(tokens[a:b]) for a, b in zip(firsts, [*firsts[1:], len(tokens)], strict=True)]


def decisions(gold: Sequence[int]) -> Iterator[tuple[int, int, list[int], bool]]:
    """The right path of the stack parser: (i, j, heads so far, whether i depends on j)."""
    stack: list[int] = []
    heads = [-1] * len(gold)
    for j in range(len(gold)):
        while stack and j < len(gold) - 1:
            yes = gold[stack[-1]] == j
            yield stack[-1], j, heads, yes
            if not yes:
                break
            heads[stack.pop()] = j
        stack.append(j)


def train_join(train: Sequence[Example], out: Path) -> None:
    """Averaged perceptron over hashed features."""
    samples = []
    for example in train:
        seen = views(example)
        for i, j, heads, yes in decisions(example[2]):
            samples.append((array("i", (bunsetsu.slot(f) for f in bunsetsu.pair_features(seen, i, j, heads))), 1 if yes else -1))
    counts = Counter(f for features, _ in samples for f in features)
    samples = [(array("i", (f for f in features if counts[f] > 1)), sign) for features, sign in samples]
    weights: dict[int, int] = defaultdict(int)
    totals: dict[int, int] = defaultdict(int)
    order, step = list(range(len(samples))), 1
    chance = random.Random(7)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for k in order:
            features, sign = samples[k]
            if sign * sum(weights[f] for f in features) <= MARGIN:
                for f in features:
                    weights[f] += sign
                    totals[f] += sign * step
            step += 1
    averaged = {f: weights[f] - totals[f] / step for f in weights}
    scale = 30000 / max(abs(w) for w in averaged.values())
    packed = array("h", bytes(2 * bunsetsu.SLOTS))
    for f, w in averaged.items():
        packed[f] = round(w * scale)
    if sys.byteorder == "big":
        packed.byteswap()
    (out / "bunsetsu-join.bin").write_bytes(packed.tobytes())


def report(held: Sequence[Example]) -> None:
    right = found = gold = arcs = good = whole = 0
    for example in held:
        tokens, firsts, heads = example
        spans = set(zip(firsts, [*firsts[1:], len(tokens)], strict=True))
        cuts = bunsetsu.cut(tokens)
        mine = set(zip(cuts, [*cuts[1:], len(tokens)], strict=True))
        right, found, gold = right + len(spans & mine), found + len(mine), gold + len(spans)
        guess = bunsetsu.attach(views(example))
        arcs += len(heads) - 1
        good += sum(a == b for a, b in zip(guess[:-1], heads[:-1], strict=True))
        whole += spans == mine
    p, r = right / found, right / gold
    print(
        f"held out: {len(held)} sentences; cut F1 {2 * p * r / (p + r):.4f}; UAS on gold bunsetsu {good / arcs:.4f}; all cuts right {whole / len(held):.3f}"
    )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    rows = list(examples(given.data / "bunsetsu-gsd.jsonl.xz"))
    edge = len(rows) * 9 // 10
    train, held = rows[:edge], rows[edge:]
    print(f"{len(train)} sentences to train on")
    train_cut(train, given.out)
    train_join([*train, *examples(given.data / "bunsetsu-wac.jsonl.xz")], given.out)
    report(held)


if __name__ == "__main__":
    main()
