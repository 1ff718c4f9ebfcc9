"""What articles are about in, whether two speak of one matter out: rare words that both have.

    Matters(profiles).shared(topics of 隠岐田豊, topics of 隠岐田, ("隠岐田豊", "隠岐田")) → Matter(1.3, ("斎場", "収賄"))

A word weighs what it weighs in the language at large (kg.keywords), and less the more of the newsroom's articles have it: the inverse
document frequency of Spärck Jones (1972), over that of the newsroom's articles or of LEAST.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from math import log
from typing import NamedTuple

from kg.identity.profiles import Profile, Topic
from kg.keywords import COMMON, weight

TOLD = 3  # words that a reason gives
LEAST = 10_000  # articles that a newsroom is taken to have: in one of ten, a word of five is no everyday word


class Matter(NamedTuple):
    """What the shared words weigh together, and the heaviest of them."""

    weight: float
    words: tuple[str, ...]


NO_MATTER = Matter(0.0, ())


class Spoken:
    """What a few articles are about; all their words and all their bodies besides."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = topics
        one = topics[0] if len(topics) == 1 else None
        self.words = one.words if one else frozenset(w for t in topics for w in t.words)
        self.bodies = one.bodies if one else frozenset(b for t in topics for b in t.bodies)

    @cached_property
    def all(self) -> frozenset[str]:
        """Words and bodies."""
        return self.words | self.bodies

    def both(self, other: Spoken) -> set[str]:
        """What some article of each has; a body that both tell of is no word, one that is a word there is."""
        ours, theirs = self.words, other.words
        return {*(ours & theirs), *(ours & other.bodies), *(self.bodies & theirs)}


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

    def at_most(self, ours: Set[str], theirs: Set[str]) -> float:
        """What no two of their articles have more than in common: what all of them have. `ours` and `theirs` as Spoken.all."""
        return sum(map(self.weigh, sorted(ours & theirs)))

    def shared(self, ours: Spoken, theirs: Spoken, names: Sequence[str]) -> Matter:
        """Of the articles of one and the articles of the other, the two that have most in common, `names` aside."""
        both = sorted(w for w in ours.both(theirs) if self.weigh(w) and not any(w in name for name in names))
        if not both:
            return NO_MATTER
        total: dict[tuple[int, int], float] = defaultdict(float)
        for word in both:
            weighs = self.weigh(word)
            for at in _pairs(word, ours.topics, theirs.topics):
                total[at] += weighs
        if not total:
            return NO_MATTER
        i, j = min(total, key=lambda at: (-total[at], at))
        words = Spoken(ours.topics[i : i + 1]).both(Spoken(theirs.topics[j : j + 1]))
        return Matter(total[i, j], tuple(sorted(words.intersection(both), key=lambda w: (-self.weigh(w), w))[:TOLD]))


def _pairs(word: str, ours: Sequence[Topic], theirs: Sequence[Topic]) -> Iterator[tuple[int, int]]:
    """Two articles that have a word in common, by their places."""
    theirs_has = [(j, t, word in t.words) for j, t in enumerate(theirs) if word in t.words or word in t.bodies]
    for i, mine in enumerate(ours):
        spoken = word in mine.words
        if spoken or word in mine.bodies:
            yield from ((i, j) for j, other, there in theirs_has if (spoken or there) and mine is not other)
