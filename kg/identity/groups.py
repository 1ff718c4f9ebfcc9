"""Units in, groups of them that are held to be one out: union-find in which a join is refused where something speaks against it.

    groups.join(3, 7, Why("legal-form", …)) → True;  groups.against(3, 9) → "「三浦遥」 is born 1980 there and 1962 here"

What a person decided stands above all; then: two that one article keeps apart are not put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from kg.errors import InputError
from kg.identity import against
from kg.identity.against import POSTS, Group
from kg.identity.forms import company_form
from kg.identity.matters import Matters
from kg.identity.model import Named, Verdict
from kg.identity.summaries import Summary
from kg.identity.units import Unit, company

T = TypeVar("T")
LATEST = 1 << 15  # groups of which more is kept than what they are


class Why(NamedTuple):
    """What a join stands on."""

    rule: str
    reason: str
    confidence: float


class Edge(NamedTuple):
    a: int
    b: int
    why: Why


class Groups:
    """Which units are one so far, by which edges."""

    def __init__(self, units: Sequence[Unit], verdicts: Sequence[Verdict] = (), matters: Matters | None = None) -> None:
        self.units = units
        self.matters = matters or Matters()
        self.edges: list[Edge] = []
        self._since = self.round = 0
        self._touched: set[int] | None = None
        self._fresh: dict[int, bool] = {}
        self.shorts: set[int] = set()  # units that are called by an abbreviation
        self._parent = list(range(len(units)))
        self._groups: dict[int, Group] = {}
        self._alone: dict[int, Group] = {}  # of one article, the last that were asked for
        self._summaries: dict[int, Summary] = {}
        self._tags: dict[int, set[tuple[int, int]]] = defaultdict(set)
        self._decide(verdicts)

    def find(self, unit: int) -> int:
        parent = self._parent
        while parent[unit] != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    def one(self, a: int, b: int) -> bool:
        return self.find(a) == self.find(b)

    def group(self, unit: int) -> Group:
        root = self.find(unit)
        known = self._groups.get(root) or self._alone.get(root)
        if known is not None:
            return known
        u = self.units[root]
        form = "" if u.person else company_form(u.told.name)
        made = Group(
            [root],
            len(u.articles),
            set(u.articles),
            u.born,
            {form} if form else set(),
            u.marks,
            u.posts,
            {u.key} if u.person and u.full else set(),
            [root],
            self._tags.get(root, set()),
            {which for name in u.names if (which := against.bearer(name))} if u.person else set(),
        )
        if made.size > 1:
            self._groups[root] = made
        else:
            _kept(self._alone, root, made)
        return made

    def summary(self, unit: int) -> Summary:
        """Of those of its group that tell most."""
        root = self.find(unit)
        known = self._summaries.get(root)
        if known is None:
            _kept(self._summaries, root, known := Summary([self.units[i] for i in self.group(root).telling]))
        return known

    def members(self, unit: int) -> list[Unit]:
        return [self.units[i] for i in self.group(unit).members]

    def roots(self) -> list[int]:
        return [i for i in range(len(self.units)) if self._parent[i] == i]

    def join(self, a: int, b: int, why: Why, *, renames: bool = False) -> bool:
        """Puts two together unless something speaks against it. `renames`: one may have two full names, by this rule."""
        if self.one(a, b):
            return False
        if self.against(a, b, renames=renames):
            return False
        self._unite(a, b, why)
        return True

    def _unite(self, a: int, b: int, why: Why) -> None:
        self.edges.append(Edge(a, b, why))
        x, y = self.group(a), self.group(b)
        ra, rb = self.find(a), self.find(b)
        if x.size < y.size or (x.size == y.size and ra > rb):
            x, y, ra, rb = y, x, rb, ra
        self._parent[rb] = ra
        for of in (self._groups, self._alone, self._summaries):
            of.pop(ra, None)
            of.pop(rb, None)
        self._groups[ra] = Group(
            x.members + y.members if len(x.members) == 1 else _extended(x.members, y.members),
            x.size + y.size,
            x.articles | y.articles if len(x.articles) == 1 else _added(x.articles, y.articles),
            (min(x.born[0], y.born[0]), max(x.born[1], y.born[1])) if x.born and y.born else x.born or y.born,
            x.forms | y.forms,
            against.both(x.marks, y.marks),
            x.posts if y.posts == x.posts else sorted({*x.posts, *y.posts})[:POSTS],
            x.names if y.names <= x.names else x.names | y.names,
            sorted({*x.telling, *y.telling}, key=lambda i: (-len(self.units[i].ties), i))[:POSTS],
            x.tags | y.tags,
            x.bearers | y.bearers,
        )

    def next_round(self) -> None:
        """What has been joined since the last one begins to tell of others."""
        roots = {self.find(e.a) for e in self.edges[self._since :]}
        self._touched = {i for root in roots for i in self.group(root).members} if self.round else None
        self._since, self.round = len(self.edges), self.round + 1
        self._fresh = {}

    def touched(self, unit: int) -> bool:
        """Whether its group, or whom it has to do with, was joined with others in the round before; in the first, all are."""
        if self._touched is None:
            return True
        return unit in self._touched or not self._touched.isdisjoint(company(self.units[unit]))

    def fresh(self, unit: int) -> bool:
        """Whether one of those that tell most of its group is touched: if none is, what was asked of it before has its answer."""
        root = self.find(unit)
        if root not in self._fresh:
            self._fresh[root] = any(map(self.touched, self.group(root).telling))
        return self._fresh[root]

    def against(self, a: int, b: int, *, renames: bool = False) -> str:
        """What speaks against their being one, in words; "" where nothing does."""
        x, y = self.group(a), self.group(b)
        u, v = self.units[a], self.units[b]
        if u.person != v.person:
            return f"「{u.label}」 and 「{v.label}」 are a person and an organization"
        if any((verdict, 1 - side) in y.tags for verdict, side in x.tags):
            return "a person decided that they are not the same"
        few, many = (x, y) if len(x.articles) <= len(y.articles) else (y, x)
        if any(article in many.articles for article in few.articles):
            return f"one article tells of both 「{u.label}」 and 「{v.label}」"
        if u.person:
            said = against.born(x, y) or against.bearers(x, y) or against.posts(x, y, self.units, self.find)
            return said or ("" if renames else against.names(x, y))
        return against.forms(x, y) or against.marks(x, y)

    def _decide(self, verdicts: Sequence[Verdict]) -> None:
        """Joins first, whatever speaks against them; then what may never be joined."""
        if not verdicts:
            return
        of: dict[str, list[int]] = defaultdict(list)
        exact: dict[Named, int] = {}
        wanted = {n.iri for v in verdicts for n in (v.a, v.b)}
        for u in self.units:
            for n in u.occurrences if u.iri in wanted else ():
                exact[n] = u.id
            if u.iri in wanted:
                of[u.iri].append(u.id)

        def meant(n: Named, beside: Named) -> list[int]:
            if n.article:
                return [exact[n]] if n in exact else []
            return [i for i in of[n.iri] if not (beside.article and beside.iri == n.iri and i == exact.get(beside))]

        for v in sorted(verdicts, key=lambda v: (v.a, v.b)):
            if v.same:
                found = meant(v.a, v.b) + meant(v.b, v.a)
                for i in found[1:] if meant(v.a, v.b) and meant(v.b, v.a) else ():
                    if not self.one(found[0], i):
                        self._unite(found[0], i, Why("decided", "a person decided that they are the same", 1.0))
        for number, v in enumerate(sorted((v for v in verdicts if not v.same), key=lambda v: (v.a, v.b))):
            left, right = meant(v.a, v.b), meant(v.b, v.a)
            for side, found in enumerate((left, right)):
                for i in found:
                    self._tags[i].add((number, side))
                    self.group(i).tags.add((number, side))
            if any(self.one(i, j) for i in left for j in right):
                raise InputError(
                    f"{v.a.iri} and {v.b.iri}", "decided to be the same and not the same", "take one of the decisions back"
                )


def _extended(many: list[int], few: list[int]) -> list[int]:
    many.extend(few)
    return many


def _added(many: set[str], few: set[str]) -> set[str]:
    many.update(few)
    return many


def _kept(among: dict[int, T], key: int, value: T) -> None:
    """Among LATEST at most."""
    if len(among) >= LATEST:
        among.clear()
    among[key] = value
