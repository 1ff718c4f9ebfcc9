"""Groups that are settled in, the IRI of each occurrence out: one node for a group, no node for two groups.

The fullest name gives the node: a full name before a bare one, then the one told by most articles, then the shortest. Where two groups
would have one IRI, as namesakes do, the greater keeps it, and the others have their first article's hash behind it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.identity.context import cited
from kg.identity.forms import generic
from kg.identity.groups import Edge, Groups, Why
from kg.identity.model import Join, Named
from kg.identity.namesakes import Apart
from kg.identity.units import Unit

LIKE, EVIDENCE = 3, 4


def joins(groups: Groups, apart: Sequence[Apart]) -> Iterator[Join]:
    """For each occurrence whose IRI changes, its new one and why."""
    nodes = chosen(groups)
    kept: dict[str, list[int]] = defaultdict(list)
    for root in sorted(nodes):
        for iri, one in {u.iri: u.id for u in groups.members(root)}.items():
            if len(kept[iri]) <= LIKE:  # more are not told
                kept[iri].append(one)
    edges = neighbours(groups)
    against = {groups.find(a.unit): a for a in apart}
    for root, (node, centre) in sorted(nodes.items()):
        for hung in _tree(groups, centre, edges):
            unit = hung.unit
            if unit.iri == node:
                continue
            if hung.edge is not None and not _lost(unit, node):
                told = _told(groups, hung, node, hung.edge)
            else:
                told = _namesake(groups, unit, node, [u for u in kept[unit.iri] if not groups.one(u, root)], against.get(root))
            yield from (replace(told, named=named) for named in unit.occurrences)


def _lost(unit: Unit, node: str) -> bool:
    """Whether its own IRI went to a namesake."""
    return node.startswith(unit.iri + ";")


def chosen(groups: Groups) -> dict[int, tuple[str, int]]:
    """Root of a group → its node, and the unit that gives it."""
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)  # IRI → (root, the unit)
    for root in groups.roots():
        fullest = _fullest(groups, root)
        wanted[fullest.iri].append((root, fullest.id))
    out: dict[int, tuple[str, int]] = {}
    taken = set(wanted)
    for iri in sorted(wanted):
        order = sorted(wanted[iri], key=lambda w: (-groups.group(w[0]).size, min(groups.group(w[0]).articles)))
        for at, (root, centre) in enumerate(order):
            unit = groups.units[centre]
            everyone = len(order) > 1 and not unit.person and not unit.told.scoped and generic(unit.told.name)
            if at == 0 and not everyone:
                out[root] = (iri, centre)
                continue
            base = re.sub(r"(?:;[0-9a-f]{16})?(?:;\d+)?$", "", iri)
            scoped = f"{base};{short(min(groups.group(root).articles))}"
            number = 2
            while (node := scoped if number == 2 and scoped not in taken else f"{scoped};{number}") in taken:
                number += 1
            taken.add(node)
            out[root] = (node, centre)
    return out


def short(article: str) -> str:
    """The hash that an article's IRI ends with, or one of its own."""
    last = article.rpartition("/")[2]
    return last if re.fullmatch(r"[0-9a-f]{16}", last) else hashlib.sha256(article.encode()).hexdigest()[:16]


def _fullest(groups: Groups, root: int) -> Unit:
    members = groups.members(root)
    if len(members) == 1:
        return members[0]
    count: dict[str, int] = defaultdict(int)
    for u in members:
        count[u.iri] += u.size

    def rank(u: Unit) -> tuple[bool, bool, bool, int, int, str, Named]:
        return (
            u.told.scoped,
            u.told.number > 1,
            u.id in groups.shorts,
            -count[u.iri],
            len(u.iri),
            u.iri,
            u.first,
        )

    return min(members, key=rank)


def neighbours(groups: Groups) -> Mapping[int, Sequence[Edge]]:
    """Unit → the edges that it is in."""
    out: dict[int, list[Edge]] = defaultdict(list)
    for edge in groups.edges:
        out[edge.a].append(edge)
        out[edge.b].append(edge)
    return out


class Hung(NamedTuple):
    """A unit, and the edge that makes it one with its centre: `nearer` is that edge's other end."""

    unit: Unit
    edge: Edge | None
    nearer: int


def _tree(groups: Groups, centre: int, edges: Mapping[int, Sequence[Edge]]) -> Iterator[Hung]:
    """Each unit of a group, from the centre outwards; those of one IRI hang on by the edge that renames it."""
    seen = {centre}
    queue = [Hung(groups.units[centre], None, centre)]
    for at in queue:  # grows as it is walked
        yield at
        for e in edges.get(at.unit.id, ()):
            other = groups.units[e.b if e.a == at.unit.id else e.a]
            if other.id not in seen:
                seen.add(other.id)
                renamed = other.iri != at.unit.iri or at.edge is None
                queue.append(Hung(other, e, at.unit.id) if renamed else Hung(other, at.edge, at.nearer))


def quotes(*units: Unit) -> tuple[str, ...]:
    """A quote or two of each."""
    out = [article + behind for u in units for article, behind in u.quotes]
    return tuple(dict.fromkeys(out))[:EVIDENCE]


def _told(groups: Groups, hung: Hung, node: str, edge: Edge) -> Join:
    unit, other = hung.unit, groups.units[hung.nearer]
    like = tuple(Named(article, other.iri) for article in other.articles[:LIKE])
    return Join(unit.first, node, edge.why.rule, edge.why.reason, like, quotes(unit, other), edge.why.confidence)


def _namesake(groups: Groups, unit: Unit, node: str, kept: Sequence[int], apart: Apart | None) -> Join:
    others = [groups.units[u] for u in kept][:LIKE]
    like = tuple(sorted(u.first for u in others))
    if not unit.person and generic(unit.told.name):
        why = Why("generic", f"「{unit.label}」 names a kind of body, and no body beyond its article", 0.9)
    else:
        says = (apart.reason if apart else "") or next((s for u in others if (s := groups.against(unit.id, u.id))), "")
        why = Why("namesake", f"{cited(unit)} is another than {', '.join(cited(u) for u in others)}: {says or 'told apart'}", 0.8)
    return Join(unit.first, node, why.rule, why.reason, like, quotes(unit, *others[:1]), why.confidence)
