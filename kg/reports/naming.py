"""A name or an IRI in, the IRI of the entity that accounts mean by it out.

entity(accounts, "ａｏｚｏｒａ電機") → https://w3id.org/newskg/id/organization/Aozora電機
entity(accounts, "三浦") → InputError: 三浦: 2 entities go by this name: 三浦遥 <…/person/三浦遥>, 三浦 <…>; give the IRI of one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.account import Account, Agent
from kg.errors import InputError
from kg.iris import called

_SHOWN = 8
_ALIKE = 0.33  # of the pairs of characters of two names: what is near enough to be meant


def entity(accounts: Iterable[Account], named: str) -> str:
    """Raises InputError for a name of several entities or of none."""
    agents: dict[str, Agent] = {}
    known: dict[str, set[str]] = defaultdict(set)
    for a in (a for account in accounts for a in account.agents):
        agents.setdefault(a.iri, a)
        for name in (a.label, *a.names):
            known[called(name)].add(a.iri)
    if named in agents:
        return named
    found = sorted(known.get(called(named), ()))
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(f"{agents[iri].label} <{iri}>" for iri in found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
        raise InputError(named, f"{len(found)} entities go by this name: {which}", "give the IRI of one")
    near = _near(called(named), {called(a.label): a.label for _, a in sorted(agents.items(), reverse=True)})
    raise InputError(
        named, "no entity goes by this name or IRI", f"did you mean {', '.join(near)}?" if near else "check the spelling"
    )


def _near(name: str, labels: dict[str, str]) -> list[str]:
    """Names that hold it, that it holds, or that are spelled nearly so; the nearest first."""
    scores = ((_alike(name, other), other) for other in labels if other)
    best = sorted(((-score, other) for score, other in scores if score >= _ALIKE))[:5]
    return [labels[other] for _, other in best]


def _alike(a: str, b: str) -> float:
    if a and (a in b or b in a):
        return 0.5 + 0.5 * min(len(a), len(b)) / max(len(a), len(b))
    x, y = ({f"^{s}$"[i : i + 2] for i in range(len(s) + 1)} for s in (a, b))
    return 2 * len(x & y) / (len(x) + len(y))
