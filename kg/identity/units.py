"""Profiles in, the units that identity is decided on out: compact, so that a million of them fit into memory.

    units(profiles)[0] → Unit(iri="…/organization/青嶺製作所", ties=(Tie("Position", "organization", 7, "社長"), …), …)

A body that several articles call by one IRI is one unit; a person is a unit per article, for namesakes are persons. What a unit did with
whom is a tie; the other side of a tie is a unit, so that ties stay true when units are joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from kg.account import Account
from kg.identity.forms import Told, body_key, generic, person_key
from kg.identity.model import Named
from kg.identity.profiles import Marks, Profile, Said, Seen, Topic, profile
from kg.kanji import of_kanji, with_kanji

TIES, BESIDE, EVIDENCE = 48, 12, 2  # how many a unit keeps
_NONE: Mapping[Tie, str] = MappingProxyType({})  # shared by all: a million units have a million times few of these


class Tie(NamedTuple):
    """What a unit is to another: ("Position", "holder", 7, "社長") of who is 社長 of unit 7."""

    fact: str
    role: str
    other: int
    detail: str  # of a position its title, of an event the other's role


class Post(NamedTuple):
    """A post that somebody holds while an article speaks: no former one, none that is left or is still to be taken."""

    organization: int
    title: str
    day: str
    since: str = ""  # the day it was taken, where that is told


@dataclass(slots=True)
class Unit:
    """One to be joined with others, or not. `articles` are in their order, `days` from its first to its last."""

    id: int
    person: bool
    iri: str
    told: Told
    key: str  # what its name is compared by
    marks: Marks
    full: bool = False  # of a person: told by family and given name, as a namesake with a scope of its own is
    articles: list[str] = field(default_factory=list)
    days: tuple[str, str] = ("", "")
    born: tuple[int, int] | None = None
    names: tuple[str, ...] = ()  # all that it is called, if that is more than its IRI's name
    quotes: tuple[tuple[str, str], ...] = ()  # articles and what stands behind their IRIs in those of quotes, few
    ties: tuple[Tie, ...] = ()  # sorted
    posts: tuple[Post, ...] = ()
    beside: tuple[int, ...] = ()
    sides: frozenset[tuple[str, str]] = frozenset()  # ("Lawsuit", "defendant"), whoever is on the other
    since: Mapping[Tie, str] = field(default_factory=lambda: _NONE)  # the day on which a post was taken
    until: Mapping[Tie, str] = field(default_factory=lambda: _NONE)  # the day on which a post was left
    former: tuple[str, ...] = ()  # names it had: X(旧Y)
    stated: tuple[str, ...] = ()  # names that stand beside one another in the text: X(Y)
    topics: tuple[Topic, ...] = ()  # of a few of its articles

    @property
    def label(self) -> str:
        return self.told.name

    @property
    def size(self) -> int:
        return len(self.articles)

    @property
    def first(self) -> Named:
        """The smallest of its occurrences."""
        return Named(self.articles[0], self.iri)

    @property
    def occurrences(self) -> list[Named]:
        return [Named(article, self.iri) for article in self.articles]


@dataclass(slots=True)
class _Ties:
    """What is gathered for a unit, article by article."""

    ties: Counter[Tie] = field(default_factory=Counter)
    posts: set[Post] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    sides: set[tuple[str, str]] = field(default_factory=set)
    since: dict[Tie, str] = field(default_factory=dict)
    until: dict[Tie, str] = field(default_factory=dict)


def profiles(accounts: Iterable[Account]) -> list[Profile]:
    """By their articles."""
    return sorted(map(profile, accounts), key=lambda p: p.article)


def units(profiles: list[Profile], solo: frozenset[Named] = frozenset(), alone: frozenset[str] = frozenset()) -> list[Unit]:
    """Of each article its agents. `solo` are occurrences that a person decided on, `alone` IRIs that several bodies have: each of
    their occurrences is a unit of its own. The list is emptied, for of a million none is needed twice.
    """
    out: list[Unit] = []
    bodies: dict[tuple[str, Marks], int] = {}
    gathered: dict[int, _Ties] = {}
    shared: dict[object, object] = {}
    profiles.reverse()
    while profiles:
        p = profiles.pop()
        here = [_unit(s, p, out, bodies, solo, alone) for s in p.seen]
        for s, unit in zip(p.seen, here, strict=True):
            _told_of(unit, s, p)
            gathered.setdefault(unit.id, _Ties())
        for said in p.said:
            _tie(said, here, p.day, gathered)
        known = {u.id for u in here if not generic(u.label)}
        for unit in here:
            kept = gathered[unit.id]
            if len(kept.beside) < BESIDE:
                kept.beside |= known - {unit.id}
            if unit.person:
                _settled(unit, gathered.pop(unit.id), shared)
    for i, kept in gathered.items():
        _settled(out[i], kept, shared)
    full = {u.told.name for u in out if u.person and not u.told.scoped}
    families = _families(out, full)
    for unit in out:
        unit.full = unit.person and unit.told.name in full and unit.id not in families
    return out


def _unit(
    seen: Seen,
    p: Profile,
    out: list[Unit],
    bodies: dict[tuple[str, Marks], int],
    solo: frozenset[Named],
    alone: frozenset[str],
) -> Unit:
    """The body's unit, or a new one."""
    said = seen.told
    own = seen.person or seen.iri in alone or said.number > 1 or (not said.scoped and generic(said.name))
    own = own or bool(solo and Named(p.article, seen.iri) in solo)
    if not own and (seen.iri, seen.marks) in bodies:
        return out[bodies[seen.iri, seen.marks]]
    key = person_key(said.name) if seen.person else body_key(said.name)
    unit = Unit(len(out), seen.person, seen.iri, said, said.name if key == said.name else key, seen.marks)
    out.append(unit)
    if not own:
        bodies[seen.iri, seen.marks] = unit.id
    return unit


def _told_of(unit: Unit, seen: Seen, p: Profile) -> None:
    """What one article more tells of a unit."""
    unit.articles.append(p.article)
    unit.days = (min(unit.days[0] or p.day, p.day), max(unit.days[1], p.day)) if p.day else unit.days
    if seen.born:
        unit.born = (min(seen.born, unit.born[0]), max(seen.born, unit.born[1])) if unit.born else (seen.born, seen.born)
    if seen.names:
        unit.names = seen.names if not unit.names or unit.names == seen.names else tuple(sorted({*unit.names, *seen.names}))
    if len(unit.articles) <= EVIDENCE:
        unit.quotes += tuple((p.article, q) for q in seen.quotes)
    if len(unit.articles) <= BESIDE:
        unit.stated = tuple(sorted({*unit.stated, *seen.stated})) if seen.stated else unit.stated
        unit.former = tuple(sorted({*unit.former, *seen.former})) if seen.former else unit.former
        unit.topics += (p.topic,)


def _tie(said: Said, here: Sequence[Unit], day: str, gathered: Mapping[int, _Ties]) -> None:
    """What a fact says of each of its parties."""
    parties = [(role, here[i].id) for role, i in said.parties]
    posted = said.type == "Position"
    for role, unit in parties:
        for other_role, other in parties:
            if other == unit or other_role == role:
                continue
            for detail in (said.titles or ("",)) if posted else (other_role,):
                gathered[unit].ties[Tie(said.type, role, other, detail)] += 1
    if not posted:
        for role, unit in parties:
            if len(gathered[unit].sides) < BESIDE:
                gathered[unit].sides.add((said.type, role))
        return
    organizations = [u for r, u in parties if r == "organization"]
    for kept in (gathered[u] for r, u in parties if r == "holder"):
        for tie in (Tie("Position", "holder", o, t) for o in organizations for t in said.titles if said.begun or said.left):
            if said.begun:
                kept.since[tie] = min(said.begun, kept.since.get(tie, said.begun))
            if said.left:
                kept.until[tie] = said.left
        if not said.left and said.begun <= day:
            kept.posts |= {Post(o, t, day, said.begun) for o in organizations for t in said.now}


def _settled(unit: Unit, kept: _Ties, shared: dict[object, object]) -> None:
    """The commonest ties, some of the company: of a body that every article tells of no more is needed."""
    ties: Iterable[Tie] = kept.ties
    if len(kept.ties) > TIES:
        ties = (tie for tie, _ in sorted(kept.ties.items(), key=lambda t: (-t[1], t[0]))[:TIES])
    unit.ties = tuple(sorted(ties))
    unit.posts = tuple(sorted(kept.posts)[:BESIDE])
    unit.beside = tuple(sorted(kept.beside)[:BESIDE])
    sides = frozenset(kept.sides)
    unit.sides = shared.setdefault(sides, sides)  # type: ignore[assignment]
    unit.days = shared.setdefault(unit.days, unit.days)  # type: ignore[assignment]
    unit.since, unit.until = kept.since or _NONE, kept.until or _NONE


def _families(units: Sequence[Unit], full: set[str]) -> set[int]:
    """勅使川, beside a body that 勅使川一馬 has to do with: three characters that are a family's name, not a person's."""
    short: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        if u.person and len(u.told.name) == 3 and u.told.name in full and with_kanji(u.told.name):
            short[u.told.name].append(u)
    bodies: dict[str, set[str]] = defaultdict(set)
    for u in units if short else ():
        if u.person and len(u.told.name) > 3 and u.told.name[:3] in short and of_kanji(u.told.name):
            bodies[u.told.name[:3]] |= {units[i].iri for i in company(u)}
    return {u.id for name, called in short.items() for u in called if any(units[i].iri in bodies[name] for i in company(u))}


def company(u: Unit) -> set[int]:
    """All that a unit has to do with, or is told of beside."""
    return {*(t.other for t in u.ties), *u.beside}
