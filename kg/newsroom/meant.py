"""Words of a user in, what they mean in a store out: an IRI, whole or without its base, or a name in any spelling that an article uses."""

from __future__ import annotations

import re

from kg.iris import called
from kg.newsroom.ledger import Ledger


def absolute(ledger: Ledger, iri: str) -> str:
    """organization/青空電機 → with the store's base in front."""
    iri = iri.strip().removeprefix("<").removesuffix(">")
    return iri if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri) else ledger.meta("base") + iri


def entities(ledger: Ledger, words: str) -> list[str]:
    """The IRIs of people and organizations by an IRI or by a name in any spelling that an article uses."""
    full = absolute(ledger, words)
    if ledger.has_node(full):
        return [full]
    found = sorted({iri for _, iri in ledger.named(called(words))})
    labelled = [iri for iri in found if called(ledger.label(iri)) == called(words)]  # ノルトヴィア before Nordvia（ノルトヴィア）
    return labelled if len(labelled) == 1 else found


def absolute_or_name(ledger: Ledger, words: str) -> str:
    """An IRI in full, where it is one of the store's; else the words."""
    full = absolute(ledger, words)
    return full if ledger.has_node(full) else words
