"""Accounts of articles in, who is the same person or organization across them out.

    joined([account(a), account(b)]) → [Join(Named("…/article/07ac…", "…/person/沢渡;07ac…"), "…/person/沢渡健一", "family-name", …)]
    str(why(accounts, "日銀", "日本銀行")) → one: 「日銀」 (2024-05-10) is short for …

The same full name, and the same body's name, is one unless something speaks against it; different names are joined by rules, most
precise first. Two that one article keeps apart are never put together; what a person decided stands above all.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kg.account import Account
from kg.errors import InputError
from kg.identity import called, in_context, nodes, organizations, people
from kg.identity.groups import Groups
from kg.identity.matters import Matters
from kg.identity.model import Explanation, Join, Named, Verdict
from kg.identity.namesakes import Apart
from kg.identity.profiles import Profile
from kg.identity.units import profiles, units

__all__ = ["Explanation", "Join", "Named", "Verdict", "joined", "why"]

ROUNDS = 4  # people tell which bodies are one, and bodies which people
HARDLY = 100  # a round that finds one in so many of all joins is the last: of 53,573 joins further ones would find 85


@dataclass(frozen=True, slots=True)
class Settled:
    """All that was joined, and who was kept apart."""

    groups: Groups
    apart: tuple[Apart, ...]


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles among millions of tuples that are in none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settled(read: list[Profile], verdicts: Sequence[Verdict] = ()) -> Settled:
    """Every rule in its order, the ones that need context until they find hardly anything more. Raises InputError."""
    for v in verdicts:
        if v.a == v.b and not v.same:
            raise InputError(v.a.iri, "decided not to be the same as itself", "take the decision back")
    solo = frozenset(n for v in verdicts for n in (v.a, v.b) if n.article)
    several, matters = organizations.several(read), Matters(read)
    groups = Groups(units(read, solo, several), verdicts, matters)
    apart = organizations.by_form(groups)
    forms = in_context.forms(groups)
    known: dict[str, list[Apart]] = {}
    for _ in range(ROUNDS):
        before = len(groups.edges)
        groups.next_round()
        in_context.in_context(groups, forms)
        namesakes = people.by_name(groups, known)
        people.by_variant(groups)
        people.stated(groups)
        people.by_sound(groups)
        called.families_in_context(groups)
        if (len(groups.edges) - before) * HARDLY <= len(groups.edges):
            break
    return Settled(groups, (*apart, *namesakes))


def joined(accounts: Iterable[Account], verdicts: Sequence[Verdict] = ()) -> list[Join]:
    """Who is renamed, sorted by `named`; who keeps the IRI that its own graph gives is left out. Raises InputError."""
    read = profiles(accounts)
    with uncollected():
        s = settled(read, verdicts)
        return sorted(nodes.joins(s.groups, s.apart), key=lambda j: j.named)


def why(accounts: Iterable[Account], a: str, b: str, verdicts: Sequence[Verdict] = ()) -> Explanation:
    """Whether two are one, and by which chain; `a` and `b` are IRIs or names in any spelling. Raises InputError."""
    from kg.identity.explained import explained

    return explained(settled(profiles(accounts), verdicts).groups, a, b)
