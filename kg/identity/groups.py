"""Units in, groups of them that are held to be one out: union-find in which a join is refused where something speaks against it.

    groups.join(3, 7, Why("legal-form", …)) → True;  groups.against(3, 9) → "「三浦遥」 is born 1980 there and 1962 here"

What a person decided stands above all; then: two that one article keeps apart are not put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from kg.bodies import body
from kg.errors import InputError
from kg.identity.forms import body_key, company_form, person_key
from kg.identity.model import Named, Verdict
from kg.identity.titles import posts
from kg.identity.units import NO_MARKS, Marks, Post, Unit
from kg.match import lexicon
from kg.spelling import SAME, same_name

POSTS, DAYS_TOGETHER, DAYS_OF_TWO_HEADS = 12, 365, 60
ESTABLISHED = 10  # articles
_BORN_APART = 1  # an age turns on a birthday that is not told


class Why(NamedTuple):
    """What a join stands on."""

    rule: str
    reason: str
    confidence: float


class Edge(NamedTuple):
    a: int
    b: int
    why: Why


@dataclass(slots=True)
class Group:
    """What is known of units that are one."""

    members: list[int]
    size: int
    articles: set[str]
    born: tuple[int, int] | None
    forms: set[str]
    marks: Marks
    posts: list[Post]
    names: set[str]  # keys of full names
    telling: list[int]  # a few members that tell most
    tags: set[tuple[int, int]] = field(default_factory=set)


class Groups:
    """Which units are one so far, by which edges."""

    def __init__(self, units: Sequence[Unit], verdicts: Sequence[Verdict] = ()) -> None:
        self.units = units
        self.edges: list[Edge] = []
        self.shorts: set[int] = set()  # units that are called by an abbreviation
        self._parent = list(range(len(units)))
        self._groups: dict[int, Group] = {}
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
        known = self._groups.get(root)
        if known is not None:
            return known
        u = self.units[root]
        form = "" if u.person else company_form(u.told.name)
        made = Group(
            [root],
            len(u.occurrences),
            {n.article for n in u.occurrences},
            u.born,
            {form} if form else set(),
            u.marks,
            u.posts,
            {person_key(u.told.name)} if u.person and not u.told.scoped else set(),
            [root],
            self._tags.get(root, set()),
        )
        if made.size > 1:
            self._groups[root] = made
        return made

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
        self._groups.pop(rb, None)
        self._groups[ra] = Group(
            x.members + y.members if len(x.members) == 1 else _extended(x.members, y.members),
            x.size + y.size,
            x.articles | y.articles if len(x.articles) == 1 else _added(x.articles, y.articles),
            (min(x.born[0], y.born[0]), max(x.born[1], y.born[1])) if x.born and y.born else x.born or y.born,
            x.forms | y.forms,
            _both(x.marks, y.marks),
            x.posts if y.posts == x.posts else sorted({*x.posts, *y.posts})[:POSTS],
            x.names if y.names <= x.names else x.names | y.names,
            sorted({*x.telling, *y.telling}, key=lambda i: (-len(self.units[i].ties), i))[:POSTS],
            x.tags | y.tags,
        )

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
            return _born(x, y) or _posts(x, y, self) or ("" if renames else _names(x, y))
        return _forms(x, y) or _marks(x, y)

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


def _born(x: Group, y: Group) -> str:
    if not (x.born and y.born) or max(x.born[1], y.born[1]) - min(x.born[0], y.born[0]) <= _BORN_APART:
        return ""
    return f"their ages do not fit: born about {x.born[0]} and about {y.born[0]}"


def _names(x: Group, y: Group) -> str:
    if not (x.names and y.names) or x.names & y.names:
        return ""
    return f"their full names differ: {min(x.names)}, {min(y.names)}"


def _forms(x: Group, y: Group) -> str:
    """株式会社青葉 is not 有限会社青葉; 株式会社 and Inc. may be one's."""
    for ascii in (False, True):
        a, b = ({f for f in g.forms if f.isascii() == ascii} for g in (x, y))
        if a and b and not a & b:
            return f"their legal forms differ: {min(a)}, {min(b)}"
    return ""


def _both(x: Marks, y: Marks) -> Marks:
    if x == y or y == NO_MARKS:
        return x
    return Marks(*(tuple(sorted({*a, *b}))[:POSTS] for a, b in zip(x, y, strict=True)))  # type: ignore[arg-type]


def _marks(x: Group, y: Group) -> str:
    """Small groups alone: where many articles tell of a body, one that tells something else of it is more likely wrong."""
    if max(x.size, y.size) >= ESTABLISHED or NO_MARKS in (x.marks, y.marks):
        return ""
    return unlike(x.marks, y.marks)


def unlike(x: Marks, y: Marks) -> str:
    """What tells two bodies of one name apart."""
    if x.places and y.places and not any(a in b or b in a for a in x.places for b in y.places):
        return f"they are in different places: {x.places[0]}, {y.places[0]}"
    if x.founded and y.founded and all(abs(a - b) > 1 for a in x.founded for b in y.founded):
        return f"they were founded in different years: {x.founded[0]}, {y.founded[0]}"
    if x.latin and y.latin and not any(_one_latin(a, b) for a in x.latin for b in y.latin):
        return f"their Latin names differ: {x.latin[0]}, {y.latin[0]}"
    for post, who, day in x.heads:
        for title, other, then in y.heads:
            if post == title and who != other and days_apart(day, then) <= DAYS_OF_TWO_HEADS and same_name(who, other) < SAME:
                if not any(h[1] in {z[1] for z in y.heads} for h in x.heads):
                    return f"each has another {post} at one time: {who} ({day}), {other} ({then})"
    return ""


def _one_latin(a: str, b: str) -> bool:
    x, y = body_key(a), body_key(b)
    return x.startswith(y) or y.startswith(x) or a.isupper() or b.isupper()


def _posts(x: Group, y: Group, groups: Groups) -> str:
    """Two posts at one time that nobody holds together, in bodies that have nothing to do with one another."""
    if not (x.posts and y.posts):
        return ""
    ours, theirs = ({groups.find(p.organization) for p in g.posts} for g in (x, y))
    if ours & theirs:
        return ""
    for p in x.posts:
        for q in y.posts:
            if _kin(groups.units[p.organization].told.name, groups.units[q.organization].told.name):
                return ""
    for p in x.posts:
        for q in y.posts:
            if not _exclusive(p, q, groups):
                continue
            if days_apart(p.day, q.day) <= DAYS_TOGETHER:
                a, b = (groups.units[r.organization].label for r in (p, q))
                return f"they hold posts at one time: {p.title} of {a} ({p.day}), {q.title} of {b} ({q.day})"
    return ""


def _kin(a: str, b: str) -> bool:
    """青嶺HD and 青嶺製作所."""
    x, y = body_key(a), body_key(b)
    return x[:2] == y[:2] or x in y or y in x


def _exclusive(p: Post, q: Post, groups: Groups) -> bool:
    """Whether nobody has both posts: 社長 here and 社長 there, 教授 and 社長; a 会長 or 社外取締役 may have others."""
    one, other = _weight(p.title), _weight(q.title)
    if not one or not other:
        return False
    kinds = [body(groups.units[r.organization].told.name) for r in (p, q)]
    return (one == other == "top") or kinds[0] != kinds[1]


def _weight(title: str) -> str:
    """top of a post that fills a day and has no equal, full of one that fills a day, "" of one that can be had beside another."""
    table = lexicon("exclusive-titles")
    said = next((table[title[i:]] for i in range(len(title)) if title[i:] in table), "-")
    return "" if said == "-" else said


def days_apart(a: str, b: str) -> int:
    """Days between two dates, roughly: of 2024-05 the middle. Unknown dates are far apart."""
    x, y = _day(a), _day(b)
    return abs(x - y) if x and y else 1 << 30


def _day(date: str) -> int:
    parts = date.split("-")
    if not parts[0].isdigit():
        return 0
    year, month, day = (*map(int, parts[:3]), *(6, 15)[len(parts) - 1 :]) if len(parts) < 3 else tuple(map(int, parts[:3]))
    return year * 365 + month * 30 + day


def pairs(found: Iterable[int]) -> Iterable[tuple[int, int]]:
    return combinations(sorted(set(found)), 2)
