"""Counts of which letters stand for which unit of katakana in, what each costs in both directions out; for tools/train_spelling.py.

costs({"^ア": {"a": 3.0, "u": 1.0}, …}) → ({"^ア": {"a": 0.3, …}, …}, {"a": {"ア": 0.0}, …})
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from kg.kana import GROUP, units, vowel
from kg.spelling_model import LETTERS

UNSEEN = 2.5  # cost of a spelling that only its consonant and its vowel make likely


def costs(counts: dict[str, dict[str, float]]) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """-log p(letters | context, unit), backing off to the unit alone, and -log p(unit | letters), from alignment counts."""
    units_alone: dict[str, dict[str, float]] = {}
    sources: dict[str, dict[str, float]] = {}
    for key, row in counts.items():
        for letters, n in row.items():
            alone, source = units_alone.setdefault(key[1:], {}), sources.setdefault(letters, {})
            alone[letters] = alone.get(letters, 0.0) + n
            source[key[1:]] = source.get(key[1:], 0.0) + n
    out: dict[str, dict[str, float]] = {}
    for unit, alone in units_alone.items():
        total = sum(alone.values())
        for sign in "^vc":
            row = counts.get(sign + unit, {})
            seen = sum(row.values())
            trust = seen / (seen + 3)
            out[sign + unit] = {
                x: -log((1 - trust) * n / total + (trust * row.get(x, 0.0) / seen if seen else 0.0)) for x, n in alone.items()
            }
    for source in sources.values():
        total = sum(source.values())
        for unit, n in source.items():
            source[unit] = -log(n / total)
    for unit, row in _unseen(units_alone).items():
        for letters, cost in row.items():
            sources.setdefault(letters, {})[unit] = UNSEEN
            for sign in "^vc":
                out[sign + unit][letters] = cost
    return out, sources


def _unseen(seen: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Letters never met for a unit, from what its consonant and its vowel stand for elsewhere: ナ > ner from na, ter."""
    heads: dict[str, dict[str, float]] = {}
    tails: dict[str, dict[str, float]] = {}
    single = {key: (f"{GROUP.get(key[0], key[0])}{len(key.rstrip('$'))}", vowel(key.rstrip("$")[-1])) for key in seen}
    single = {key: sound for key, sound in single.items() if len(units(key)) == 1 and sound[1] in "aiueo"}
    for key, (head, tail) in single.items():
        for letters, n in seen[key].items():
            cut = len(letters) - len(letters.lstrip("bcdfghjklmnpqrstvwxz"))
            for counts, of, part in ((heads, head, letters[:cut]), (tails, tail + key[len(key.rstrip("$")) :], letters[cut:])):
                counts.setdefault(of, {})[part] = counts.setdefault(of, {}).get(part, 0.0) + n
    out: dict[str, dict[str, float]] = {}
    for key, (head, tail) in single.items():
        starts, ends = (_likely(c) for c in (heads[head], tails[tail + key[len(key.rstrip("$")) :]]))
        pairs = ((x + y, UNSEEN + c + d) for x, c in starts for y, d in ends if c + d < 6)
        out[key] = {letters: cost for letters, cost in pairs if letters not in seen[key] and 0 < len(letters) <= LETTERS}
    return out


def _likely(counts: Mapping[str, float]) -> list[tuple[str, float]]:
    total = sum(counts.values())
    return [(x, -log(n / total)) for x, n in counts.items() if n > total * exp(-6)]
