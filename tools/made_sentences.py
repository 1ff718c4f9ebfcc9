"""Made sentences of business news with their names marked, for tools/train_names.py: the corpora are encyclopedic.

    Maker(lists, seed=11).sentence() → ("米アークランドは17日、…", [(1, 7, "ORG")])

tools/made/*.txt hold a grammar of names and sentences of our own; JMnedict and the corpora's common nouns fill its lists.
The same seed, the same sentences.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

GRAMMAR = Path(__file__).parent / "made"
Span = tuple[int, int, str]

_HEADER = re.compile(r"\[(?P<symbol>\w+)(?: (?P<tag>[A-Z]{3}))?\]$")
_WEIGHTED = re.compile(r"(?:(?P<weight>\d+)\*)?(?P<text>.*)", re.S)
_SLOT = re.compile(r"\{(\w+)\}")
_ONSETS = ("", "b", "c", "d", "f", "gr", "h", "k", "l", "m", "n", "p", "qu", "r", "s", "st", "t", "tr", "v", "w", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = ("", "n", "r", "x", "l", "ly", "nt", "s", "io")


class Rule:
    """The expansions of one symbol; a tagged symbol's words are a name."""

    def __init__(self, tag: str | None) -> None:
        self.tag = tag
        self.expansions: list[tuple[str, ...]] = []  # literal, symbol, literal, …
        self.weights: list[int] = []


def grammar() -> dict[str, Rule]:
    """Every symbol of the grammar files with its expansions."""
    rules: dict[str, Rule] = {}
    for path in sorted(GRAMMAR.glob("*.txt")):
        rule = Rule(None)
        for line in path.read_text("utf-8").splitlines():
            header = _HEADER.match(line)
            if header:
                rule = rules[header["symbol"]] = Rule(header["tag"])
            elif line and not line.startswith("# "):
                found = _WEIGHTED.match(line)
                assert found is not None
                rule.expansions.append(tuple(_SLOT.split(found["text"])))
                rule.weights.append(int(found["weight"] or 1))
    return rules


class Maker:
    """Expands symbols by chance. `lists` are symbols with plain words: surname, given, kana, latin, noun, company, body, place."""

    def __init__(self, lists: dict[str, Sequence[str]], seed: int) -> None:
        self.chance = random.Random(seed)
        self.lists = lists
        self.rules = grammar()

    def sentence(self) -> tuple[str, list[Span]]:
        return self.expand("S")

    def name(self, symbol: str) -> str:
        return self.expand(symbol)[0]

    def expand(self, symbol: str) -> tuple[str, list[Span]]:
        if symbol == "invented":
            return self._invented(), []
        rule = self.rules.get(symbol)
        if rule is None:
            return self.chance.choice(self.lists[symbol]), []
        text, spans = "", []
        (pieces,) = self.chance.choices(rule.expansions, rule.weights)
        for n, piece in enumerate(pieces):
            if n % 2:
                words, inner = self.expand(piece)
                spans += [(start + len(text), end + len(text), tag) for start, end, tag in inner]
                text += words
            else:
                text += piece
        return text, [(0, len(text), rule.tag)] if rule.tag else spans

    def _invented(self) -> str:
        """A Latin word that is no name yet: Querando, Solvari."""
        pick = self.chance.choice
        syllables = "".join(pick(_ONSETS) + pick(_VOWELS) for _ in range(self.chance.randint(2, 3)))
        return (syllables + pick(_ENDS)).capitalize()


def renamed(maker: Maker, text: str, names: Sequence[Span], symbols: dict[str, str]) -> tuple[str, list[Span]]:
    """A corpus's sentence with other names of the same kind in half of its places: contexts, not names, are to be learned."""
    out, spans, at = "", [], 0
    for start, end, tag in sorted(names):
        out += text[at:start]
        words = text[start:end]
        if tag in symbols and maker.chance.random() < 0.7:
            words = maker.name(symbols[tag])
        spans.append((len(out), len(out) + len(words), tag))
        out += words
        at = end
    return out + text[at:], spans


def sentences(maker: Maker, count: int) -> Iterator[tuple[str, list[Span]]]:
    for _ in range(count):
        yield maker.sentence()
