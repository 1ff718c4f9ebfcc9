"""Trains kg/models/spelling.tsv from JMnedict's katakana names with their Latin spellings.

    python tools/train_spelling.py --data ../shared/data --out kg/models

EM learns which letters stand for which unit of katakana; a logistic regression weighs the alignment against that of the
nearest other names; another weighs the differences between two katakana spellings. A tenth of the names, chosen by their
consonants so that near names fall on one side, sets the operating points, another is held out for the figures that are
printed. Deterministic; about three minutes.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import exp
from pathlib import Path
from zlib import crc32

from spelling_costs import costs

from kg import kana as katakana
from kg import spelling, spelling_kana, spelling_latin, spelling_model
from kg.rivals import one_sound

Pair = tuple[str, str]
Counts = dict[str, dict[str, float]]
Row = tuple[float, ...]

ROUNDS = 7
PRIOR = (0.12, 0.3, 0.36, 0.15, 0.05, 0.02)  # of a unit to stand for 0 … 5 letters, before anything is known
RARE = 0.7  # expected occurrences of an alignment kept in the model
NEAREST = 3  # other names that each name is told apart from
PRECISION = {
    "latin": 0.96,
    "kana": 0.6,
}  # of "same" among names and the nearest others of a whole dictionary; see kg/models/README-spelling.md


def names(path: Path) -> list[Pair]:
    """Katakana with each Latin spelling in letters only, company forms and glosses in brackets gone."""
    out: set[Pair] = set()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            written, readings, _, glosses = line.rstrip("\n").split("\t")
            if written:
                continue
            for gloss in re.split(r"\s*[/|;]\s*", re.sub(r"\([^)]*\)", "", glosses)):
                plain = unicodedata.normalize("NFKD", gloss.strip().lower())
                plain = "".join(c for c in plain if not unicodedata.combining(c))
                if re.fullmatch(r"[a-z][a-z '’.-]*", plain):
                    out.update(_clean(readings.split("|"), re.sub(r"[^a-z]", "", plain)))
    return sorted(out)


def _clean(readings: Sequence[str], latin: str) -> Iterator[Pair]:
    for reading in readings:
        kana = re.sub(r"[・＝]", "", reading).translate(str.maketrans("ヲヰヱヂヅヮ", "オイエジズワ"))
        size = len(katakana.units(kana))
        if re.fullmatch(r"[ァ-ヺー]+", kana) and size > 1 and 1 < len(latin) <= 4 * size and size <= 2.5 * len(latin):
            yield kana, latin


def near_skeletons(kana: str) -> list[str]:
    """The skeleton and those that miss one of it."""
    whole = katakana.skeleton(kana)
    return sorted({whole, *(whole[:i] + whole[i + 1 :] for i in range(len(whole)))})


def fold(pair: Pair) -> int:
    """Tenths: 0 is held out, 1 chooses the operating points, the rest trains."""
    return crc32(katakana.skeleton(pair[0]).encode()) % 10


# EM over alignments


def expectation(data: Sequence[Pair], known: Counts | None) -> Counts:
    """Expected counts of letters for each unit in its context, by forward and backward sums."""
    counts: Counts = defaultdict(lambda: defaultdict(float))
    tables = {key: {x: 0.5 * exp(-c) for x, c in row.items()} for key, row in (known or {}).items()}
    for kana, latin in data:
        starts, size = spelling_latin.keys(kana), len(latin)
        signs = [spelling_latin.context(latin, j) for j in range(size + 1)]
        ahead = [[0.0] * (size + 1) for _ in range(len(starts) + 1)]
        ahead[0][0] = 1.0
        arcs = []
        for i, here in enumerate(starts):
            for j, mass in enumerate(ahead[i]):
                if not mass:
                    continue
                for key, width in here:
                    table, row = tables.get(signs[j] + key, {}), ahead[i + width]
                    for end in range(j, min(size, j + spelling_model.LETTERS) + 1):
                        p = table.get(latin[j:end], 0.0) if known else 0.5 * PRIOR[end - j] * 26.0 ** (j - end)
                        if p:
                            row[end] += mass * p
                            arcs.append((i, j, i + width, end, p, signs[j] + key))
        if ahead[-1][size] <= 0:
            continue
        behind = [[0.0] * (size + 1) for _ in range(len(starts) + 1)]
        behind[-1][size] = 1 / ahead[-1][size]
        for i, j, to, end, p, _ in reversed(arcs):
            behind[i][j] += p * behind[to][end]
        for i, j, to, end, p, key in arcs:
            share = ahead[i][j] * p * behind[to][end]
            if share > 1e-4:
                counts[key][latin[j:end]] += share
    return counts


def learn_letters(data: Sequence[Pair]) -> Counts:
    known: Counts | None = None
    for _ in range(ROUNDS):
        counts = expectation(data, known)
        known, _ = costs({k: {x: n for x, n in row.items() if n > 0.05} for k, row in counts.items()})
    kept = {
        k: {x: round(n, 1 if n < 9 else None) for x, n in sorted(row.items()) if n >= RARE + max(0, len(x) - 3)}
        for k, row in sorted(counts.items())
    }
    return {k: row for k, row in kept.items() if row}


# Near names


class Near:
    """The other names of a set of pairs that look like a given one."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.spellings: dict[str, set[str]] = defaultdict(set)
        self.readings: dict[str, set[str]] = defaultdict(set)
        self.blocks: dict[str, list[str]] = defaultdict(list)
        for kana, latin in pairs:
            self.spellings[kana].add(latin)
            self.readings[latin].add(kana)
        for kana in sorted(self.spellings):
            for key in near_skeletons(kana):
                self.blocks[key].append(kana)

    def others(self, kana: str, chance: random.Random, most: int) -> list[str]:
        found = sorted({k for key in near_skeletons(kana) for k in self.blocks[key]} - {kana})
        return found if len(found) <= most else chance.sample(found, most)

    def different(self, kana: str, chance: random.Random) -> list[str]:
        """Latin spellings of near names, none of which is also written like `kana` but for vowels on their own, ッ and ヴ."""
        own = {plain(k) for latin in self.spellings[kana] for k in self.readings[latin]}
        latin = sorted({x for other in self.others(kana, chance, 60) for x in self.spellings[other]} - self.spellings[kana])
        return [x for x in latin if not own & {plain(k) for k in self.readings[x]}]


def plain(kana: str) -> str:
    """ヴィーラント, ビイラント → ビラント: spellings that no Latin spelling tells apart."""
    for before, after in (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ")):
        kana = kana.replace(before, after)
    return kana[0] + re.sub("[ーッアイウエオ]", "", kana[1:])


def altered_latin(latin: str, chance: random.Random) -> str:
    """Another name's spelling, as like as can be: adam → adams, hansen → hanson, mark → marek."""
    way = chance.randrange(6)
    at = chance.randrange(len(latin))
    if way == 0:
        return latin + chance.choice(["s", "s", "n", "a", "er", "son", "es", "ton", "i", "o"])
    if way == 1:
        return latin[:-1]
    if way == 2 and latin[at] in "aeiou":
        return latin[:at] + chance.choice("aeiou".replace(latin[at], "")) + latin[at + 1 :]
    if way == 3:
        return latin[:at] + chance.choice("lrntdkmsbv") + latin[at:]
    if way == 4:
        return latin[1:] if latin[0] not in "aeiou" else chance.choice("hbmt") + latin
    return latin[:at] + latin[at + 1 :]


def altered_kana(kana: str, chance: random.Random) -> str:
    """The same in katakana: カルロ → カルロス, マーク → マルク, ヘリオス → ヘリコス."""
    found = katakana.units(kana)
    at, way = chance.randrange(len(found)), chance.randrange(5)
    if way == 0:
        return kana + chance.choice(["ス", "ズ", "ン", "ア", "ト", "ソン", "ル", "リ"])
    if way == 1:
        return "".join(found[:-1]) or kana
    if way == 2:
        return "".join([*found[:at], chance.choice("ルンストクムドリ"), *found[at:]])
    row = next((group for group in katakana.GROUPS if found[at] in group), "ルンストクムド")
    return "".join([*found[:at], chance.choice(row), *found[at + 1 :]])


def latin_cases(pairs: Sequence[Pair], size: int, nearest: int) -> list[tuple[Pair, bool]]:
    """Names with their spelling, and with the nearest spellings of other names."""
    near, chance, out = Near(pairs), random.Random(7), []
    for kana, latin in chance.sample(list(pairs), min(size, len(pairs))):
        out.append(((kana, latin), True))
        paths = [(path, x) for x in near.different(kana, chance) if (path := spelling_latin.align(kana, x))]
        ranked = sorted((sum(c for *_, c in path) / len(x), x) for path, x in paths)
        out += [((kana, x), False) for _, x in ranked[:nearest]]
        if nearest > 1 and (other := altered_latin(latin, chance)) not in near.spellings[kana]:
            out.append(((kana, other), False))
    return out


def kana_cases(pairs: Sequence[Pair], size: int, altered: bool = False) -> list[tuple[Pair, bool]]:
    """Two katakana spellings: of one name if they share a Latin one; the nearest that could not share one otherwise."""
    near, chance, out = Near(pairs), random.Random(11), {}
    for latin in sorted(near.readings):
        for one, other in combinations(sorted(near.readings[latin]), 2):
            if katakana.skeleton(one) == katakana.skeleton(other):
                out[one, other] = True
    for kana in chance.sample(sorted(near.spellings), min(size, len(near.spellings))):
        found = [k for k in near.others(kana, chance, 90) if katakana.skeleton(k) == katakana.skeleton(kana)]
        ranked = sorted(
            (len(spelling_kana.differences(kana, k)), k) for k in found if not near.spellings[kana] & near.spellings[k]
        )
        others = [other for _, other in ranked[:NEAREST]]
        other = altered_kana(kana, chance)
        if altered and katakana.skeleton(other) == katakana.skeleton(kana) and plain(other) != plain(kana):
            others.append(other)
        for other in others:
            if (min(kana, other), max(kana, other)) in out:
                continue
            if not (_reads(near, kana, other) or _reads(near, other, kana)):
                out[min(kana, other), max(kana, other)] = False
    return sorted(out.items())


def _reads(near: Near, kana: str, other: str) -> bool:
    """Whether a Latin spelling of `other` would do for `kana` too: then nobody knows."""
    return any(spelling_latin.sound(kana, latin) > -1 for latin in sorted(near.spellings.get(other, ())))


# Logistic regressions


def fit(rows: Sequence[Row], labels: Sequence[bool], ridge: float = 1e-3, rounds: int = 8) -> list[float]:
    """Newton's method; the first column is the constant."""
    width, many = len(rows[0]), len(rows)
    mean = [0.0, *(sum(r[i] for r in rows) / many for i in range(1, width))]
    spread = [1.0, *((sum((r[i] - mean[i]) ** 2 for r in rows) / many) ** 0.5 + 1e-9 for i in range(1, width))]
    scaled = [[(x - m) / s for x, m, s in zip(r, mean, spread, strict=True)] for r in rows]
    weights = [0.0] * width
    for _ in range(rounds):
        slope = [-ridge * many * w for w in weights]
        curve = [[ridge * many * (i == j) for j in range(width)] for i in range(width)]
        for z, label in zip(scaled, labels, strict=True):
            p = spelling._chance(sum(w * x for w, x in zip(weights, z, strict=True)))
            for i, x in enumerate(z):
                slope[i] += (label - p) * x
                part, row = p * (1 - p) * x, curve[i]
                for j in range(width):
                    row[j] += part * z[j]
        weights = [w + d for w, d in zip(weights, solve(curve, slope), strict=True)]
    out = [w / s for w, s in zip(weights, spread, strict=True)]
    out[0] -= sum(w * m for w, m in zip(out[1:], mean[1:], strict=True))
    return out


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    rows = [[*row, x] for row, x in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        for r in range(len(rows)):
            if r != i and (share := rows[r][i] / rows[i][i]):
                rows[r] = [x - share * y for x, y in zip(rows[r], rows[i], strict=True)]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def fit_sparse(
    rows: Sequence[Sequence[str]], labels: Sequence[bool], known: Sequence[float], rounds: int = 12
) -> dict[str, float]:
    """Weights on top of log-odds already `known`. Stochastic gradient with a shrinking step; weights seen in fewer than eight cases are not kept."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for name in sorted(set(row)):
            counts[name] += 1
    kept = [[name for name in row if counts[name] >= 8] for row in rows]
    weights: dict[str, float] = defaultdict(float)
    order, chance = list(range(len(rows))), random.Random(5)
    for turn in range(rounds):
        chance.shuffle(order)
        step = 0.1 / (1 + turn)
        for k in order:
            gap = labels[k] - spelling._chance(known[k] + sum(weights[name] for name in kept[k]))
            for name in kept[k]:
                weights[name] += step * (gap - 0.002 * weights[name])
    return dict(sorted(weights.items()))


def operating_point(scores: Sequence[float], labels: Sequence[bool], precision: float) -> tuple[float, float]:
    """The lowest score from which on the wanted precision is met, and the recall there."""
    best, right = (max(scores) + 1, 0.0), 0
    for n, (score, label) in enumerate(sorted(zip(scores, labels, strict=True), reverse=True), 1):
        right += label
        if right >= precision * n:
            best = score, right / sum(labels)
    return best


def write(path: Path, letters: Counts, latin: Sequence[float], habits: dict[str, float], kana: dict[str, float]) -> None:
    lines = ["\t".join(["latin", "", *(f"{w:.4f}" for w in latin)])]
    for kind, rows in zip(("letters", "source"), costs(letters), strict=True):
        lines += ["\t".join([kind, k, *(f"{x}\t{c:.3f}" for x, c in sorted(row.items()))]) for k, row in rows.items()]
    for kind, weights in (("habit", habits), ("kana", kana)):
        lines += [f"{kind}\t{name}\t{w:.2f}" for name, w in weights.items() if abs(w) >= 0.02]
    head = "# Made by tools/train_spelling.py from JMnedict (EDRDG, CC BY-SA 3.0); see kg/models/README-spelling.md"
    path.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")
    spelling_model.forget()


def report(what: str, cases: Sequence[tuple[Pair, bool]], odds: Sequence[float]) -> None:
    yes = sum(o >= 0 for o in odds)
    right = sum(o >= 0 and same for o, (_, same) in zip(odds, cases, strict=True))
    same = sum(same for _, same in cases)
    print(f"{what}: {same} same, {len(cases) - same} different: precision {right / yes:.4f}, recall {right / same:.4f}")


def learn(path: Path, train: Sequence[Pair], tune: Sequence[Pair]) -> None:
    """Letters by EM, then weights on both kinds of pairs, each shifted to its operating point; written as they come, each step reads the last."""
    letters = learn_letters(train)
    write(path, letters, [], {}, {})
    seen = [(arcs, same) for pair, same in latin_cases(train, 16000, NEAREST) if (arcs := spelling_latin.align(*pair))]
    rows, labels = [spelling_latin.evidence(arcs) for arcs, _ in seen], [same for _, same in seen]
    latin = fit(rows, labels)
    known = [sum(w * x for w, x in zip(latin, row, strict=True)) for row in rows]
    habits = fit_sparse([spelling_latin.habits(arcs) for arcs, _ in seen], labels, known)
    write(path, letters, latin, habits, {})
    tuning = latin_cases(tune, 6000, 1)
    shift, _ = operating_point([spelling_latin.sound(*p) for p, _ in tuning], [same for _, same in tuning], PRECISION["latin"])
    latin[0] -= shift
    write(path, letters, latin, habits, {})
    pairs = kana_cases(train, 12000, altered=True)
    kana = fit_sparse([spelling_kana.kana_evidence(*p) for p, _ in pairs], [same for _, same in pairs], [0.0] * len(pairs))
    write(path, letters, latin, habits, kana)
    tuning = kana_cases(tune, 3000)
    shift, _ = operating_point([spelling_kana.variant(*p) for p, _ in tuning], [same for _, same in tuning], PRECISION["kana"])
    kana["bias"] -= shift
    write(path, letters, latin, habits, kana)


def figures(held: Sequence[Pair], own: Path) -> None:
    """Precision and recall on names held out, and on pairs of our own."""
    latin = latin_cases(held, 4000, 1)
    report("katakana and Latin, the nearest other name", latin, [spelling_latin.sound(*p) for p, _ in latin])
    chance = random.Random(3)
    others = [((k, chance.choice(held)[1]), False) for k, _ in held for _ in range(20)]
    mixed = [((k, x), True) for k, x in held] + [c for c in others if c[0] not in set(held)]
    report("katakana and Latin, 20 other names at random", mixed, [spelling_latin.sound(*p) for p, _ in mixed])
    kana = kana_cases(held, 3000)
    report("two katakana spellings, near names", kana, [spelling_kana.variant(*p) for p, _ in kana])
    rows = [line.split("\t") for line in own.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [((a, b), kind == "same") for a, b, kind in rows]
    report("pairs of our own", pairs, [spelling.same_name(*p) - spelling.SAME for p, _ in pairs])
    report("pairs of our own, with consonants", pairs, [one_sound(*p) - 0.5 for p, _ in pairs])


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--pairs", type=Path, default=Path("tests/data/spelling_pairs.tsv"))
    args.add_argument("--report", action="store_true", help="print the figures of the model that is there")
    given = args.parse_args()
    every = names(given.data / "jmnedict-names.tsv.xz")
    train, tune = [p for p in every if fold(p) > 1], [p for p in every if fold(p) == 1]
    known = {latin for _, latin in train}
    held = [pair for pair in every if fold(pair) == 0 and pair[1] not in known]
    print(f"{len(train)} pairs to train on, {len(tune)} to tune, {len(held)} held out")
    spelling_model.MODEL = given.out / "spelling.tsv"
    if not given.report:
        learn(spelling_model.MODEL, train, tune)
    figures(held, given.pairs)


if __name__ == "__main__":
    main()
