"""A verb's lemma in, what kind of verb it is out: those that carry an event, and those that only tell of one.

of_kind("受ける", "receiving") → True: Xから出資を受ける
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.match import lexicon


def of_kind(verb: str, kind: str) -> bool:
    """Whether a verb begins as those of a kind do. Raises KeyError for a kind that lexicon/support-verbs.tsv does not name."""
    return verb.startswith(_beginnings()[kind])


@cache
def _beginnings() -> Mapping[str, tuple[str, ...]]:
    """For each kind of verb the words that it begins with: denying → 否定, 打ち消す, 否認."""
    out: dict[str, tuple[str, ...]] = {}
    for word, kinds in lexicon("support-verbs").items():
        for kind in kinds.split():
            out[kind] = (*out.get(kind, ()), word)
    return out
