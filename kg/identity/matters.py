"""What articles are about in, whether two speak of one matter out: rare words that both have.

    Matters(profiles).shared(topics of 隠岐田豊, topics of 隠岐田, ("隠岐田豊", "隠岐田")) → Matter(1.3, ("斎場", "収賄"))

A word weighs what it weighs in the language at large (kg.keywords), and less the more of the newsroom's articles have it: the inverse
document frequency of Spärck Jones (1972), over that of the newsroom's articles or of LEAST.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from kg.identity.profiles import Profile, Topic
from kg.keywords import COMMON, weight

LEAST = 10_000  # articles that a newsroom is taken to have: in one of ten, a word of five is no everyday word


class Matter(NamedTuple):
    """What the shared words weigh together, and the heaviest of them."""

    weight: float
    words: tuple[str, ...]


NO_MATTER = Matter(0.0, ())


class Matters:
    """The words of a newsroom, weighed."""

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self._count: Counter[str] = Counter()
        read = [p.topic.words for p in profiles]
        for words in read:
            self._count.update(words)
        self._whole = log(1 + max(len(read), LEAST))
        self._known: dict[str, float] = {}

    def weigh(self, word: str) -> float:
        known = self._known.get(word)
        if known is None:
            here = 1 - COMMON - log(1 + self._count[word]) / self._whole
            known = self._known[word] = max(0.0, min(weight(word), here))
        return known

    def shared(self, ours: Sequence[Topic], theirs: Sequence[Topic], names: Sequence[str]) -> Matter:
        """Of the articles of one and the articles of the other, the two that have most in common, `names` aside.

        A body that both tell of is no word; one that is a word there, where it was read as no body's name, is.
        """
        best = NO_MATTER
        for mine in ours:
            for other in theirs:
                if mine is other or not (mine.words or other.words):
                    continue
                both = (mine.words & other.words) | (mine.words & other.bodies) | (mine.bodies & other.words)
                words = [w for w in both if not any(w in name for name in names)]
                total = sum(map(self.weigh, words))
                if total > best.weight:
                    best = Matter(total, tuple(sorted(words, key=lambda w: (-self.weigh(w), w))[:3]))
        return best
