"""Units of one group in, what is asked of them again and again out: their ties by kind, whom they are told of beside, what about.

    Summary(units).ties["Position", "holder"] → [Tie("Position", "holder", 7, "社長")]

Each is made when it is first asked for; the units of a summary stay what they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from kg.identity.matters import Spoken
from kg.identity.units import Tie, Unit

ARTICLES = 12  # of each whose words are compared


class Summary:
    """What a few units of a group tell together."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units

    @cached_property
    def ties(self) -> dict[tuple[str, str], list[Tie]]:
        """Sorted, by fact and role."""
        out: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in sorted({t for u in self.units for t in u.ties}) if len(self.units) > 1 else self.units[0].ties:
            out[tie.fact, tie.role].append(tie)
        return dict(out)

    @cached_property
    def beside(self) -> frozenset[int]:
        return frozenset(i for u in self.units for i in u.beside)

    @cached_property
    def spoken(self) -> Spoken:
        """What the articles that tell of them are about."""
        return Spoken(list({id(topic): topic for u in self.units for topic in u.topics}.values())[:ARTICLES])
