"""Groups and two names in, whether they are one and by which chain of rules, or what is against it or missing, out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import InputError
from kg.identity import in_context
from kg.identity.context import cited, common
from kg.identity.forms import body_key, families, person_key
from kg.identity.groups import Edge, Groups
from kg.identity.model import Explanation
from kg.identity.nodes import chosen, neighbours, quotes
from kg.identity.units import Unit
from kg.iris import name

PAIRS = 400


def explained(groups: Groups, a: str, b: str) -> Explanation:
    """The shortest chain between an `a` and a `b`; raises InputError for who is not told of."""
    left, right = meant(groups, a), meant(groups, b)
    pairs = [(u, v) for u in left for v in right if u.id != v.id][:PAIRS]
    for u, v in pairs:
        if groups.one(u.id, v.id):
            return _chain(groups, u, v)
    if not pairs:
        u = left[0]
        return Explanation(True, (f"one: {cited(u)} and {b} are one node of one name",), quotes(u))
    u, v = pairs[0]
    against = groups.against(u.id, v.id)
    lines = [f"not one: {cited(u)} and {cited(v)}"]
    lines.append(f"against it: {against}" if against else f"missing: {_missing(groups, u, v)}")
    return Explanation(False, tuple(lines), quotes(u, v))


def meant(groups: Groups, words: str) -> list[Unit]:
    """The units that have an IRI, of their own or since they were joined, or are called so."""
    found = [u for u in groups.units if u.iri == words]
    if not found and ":" in words:
        found = [u for root, (node, _) in sorted(chosen(groups).items()) if node == words for u in groups.members(root)]
    if not found and ":" not in words:
        p, o = person_key(name(words)), body_key(name(words))
        found = [u for u in groups.units if (person_key(u.told.name) == p if u.person else body_key(u.told.name) == o)]
        found = found or [
            u for u in groups.units if any((person_key(n) == p) if u.person else (body_key(n) == o) for n in u.names)
        ]
    if not found:
        raise InputError(words, "nobody is called so in these articles", "give a name or an IRI of the graph")
    return found


def _chain(groups: Groups, u: Unit, v: Unit) -> Explanation:
    edges = neighbours(groups)
    came: dict[int, Edge | None] = {u.id: None}
    queue = [u.id]
    for at in queue:  # grows as it is walked
        for e in edges.get(at, ()):
            other = e.b if e.a == at else e.a
            if other not in came:
                came[other] = e
                queue.append(other)
    path: list[Edge] = []
    at = v.id
    while (last := came[at]) is not None:
        path.append(last)
        at = last.a if last.b == at else last.b
    steps = [f"{e.why.rule} ({e.why.confidence:.2f}): {e.why.reason}" for e in reversed(path)]
    passed: Sequence[Unit] = [groups.units[i] for e in reversed(path) for i in (e.a, e.b)]
    return Explanation(True, (f"one: {cited(u)} and {cited(v)}", *steps), quotes(*passed))


def _missing(groups: Groups, u: Unit, v: Unit) -> str:
    if not u.person:
        return in_context.missing(groups, u.id, v.id)
    bare = [w for w in (u, v) if not w.full]
    if not bare and u.key != v.key:
        return "their full names are not spellings of one name"
    if not bare:
        return (
            "a full name alone joins nobody: no body and no event that both have to do with, no articles that speak of one matter"
        )
    called = person_key(bare[0].told.name)
    other = v if bare[0] is u else u
    if called != person_key(other.told.name) and called not in families(other.told.name):
        return "the one is not called by the other's family name"
    shared = common(groups, u.id, v.id)
    if not shared.strength:
        return "a family name alone joins nobody: no post in one body, no event that both have part in, no articles that speak of one matter"
    return f"{shared.words}, but not one post or event that is theirs alone"
