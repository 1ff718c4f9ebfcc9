"""Surfaces of one article in, joined where they name one thing: an ordered list of sieves, most precise first.

    株式会社メイプル, メイプル, Maple(メイプル) → one;  林原弥一, 林原朋子, 林原 → two people, and 林原 the one told last

A sieve gives pairs that it holds for one. Pairs the article itself states (`STATED`) are joined as they are; pairs by form only
where nothing that is known of the two speaks against it (`kg.rivals`): a wrong join is worse than a missed one.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.aliases import otherwise
from kg.clusters import Clusters, Pairs
from kg.formed import abbreviated, acronym, courts, person_parts, spelled
from kg.rivals import rivals
from kg.stated import bracketed, called, renamed, same_key, told_apart

Sieve = Callable[[Clusters, str], Pairs]

STATED: tuple[Sieve, ...] = (same_key, bracketed, renamed, called, otherwise)
FORMED: tuple[Sieve, ...] = (abbreviated, acronym, courts, person_parts, spelled, person_parts, abbreviated)


def joined(clusters: Clusters, norm: str) -> None:
    """Every sieve in its order. Person's parts come twice: a spelling may have told whose part it is."""
    for sieve in STATED:
        for a, b in sieve(clusters, norm):
            clusters.join(a, b)
    for sieve in FORMED:
        for a, b in sieve(clusters, norm):
            if not rivals(clusters.of[a], clusters.of[b]) and not told_apart(a, b, norm):
                clusters.join(a, b)
