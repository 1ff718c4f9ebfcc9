"""Accounts in, the units that identity is decided on out: compact, so that a million of them fit into memory.

    units(accounts)[0] → Unit(iri="…/organization/青嶺製作所", label="青嶺製作所", ties={Tie("Position", "organization", 7, "社長"): 2}, …)

A body that several articles call by one IRI is one unit; a person is a unit per article, for namesakes are persons. What a unit did with
whom is a tie; the other side of a tie is a unit, so that ties stay true when units are joined.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.account import Account, Agent, Event
from kg.identity.forms import Told, generic, told
from kg.identity.model import Named
from kg.told import core_title

TIES, BESIDE, EVIDENCE = 48, 12, 2  # how many a unit keeps
_PLACE = re.compile(
    r"(?P<at>[一-龯]{1,4}[都道府県市]|[一-龯ァ-ヶ]{1,6}[市町村])(?:[一-龯ァ-ヶ]{1,6}[市区町村])?(?:の|にある|に本社を置く|に本社がある)$"
)
_PLACE_AFTER = re.compile(
    r"[」』]?\((?:本社・|本社、|本社=)?(?P<at>[一-龯]{1,4}[都道府県市]|[一-龯ァ-ヶ]{1,6}[市町村区])[^()]{0,8}\)"
)
_PAST = re.compile(r"^(?:元|前|旧|故)")
_COMING = re.compile(r"^(?:新|次期|次)")


class Tie(NamedTuple):
    """What a unit is to another: ("Position", "holder", 7, "社長") of who is 社長 of unit 7."""

    fact: str
    role: str
    other: int
    detail: str  # of a position its title, of an event the other's role


class Post(NamedTuple):
    """A post that somebody holds while an article speaks: no former one, none that is begun or left."""

    organization: int
    title: str
    day: str


@dataclass(slots=True)
class Unit:
    """One to be joined with others, or not. `first` is the smallest of its occurrences, `days` from its first to its last."""

    id: int
    person: bool
    iri: str
    told: Told
    label: str
    names: set[str]
    occurrences: list[Named] = field(default_factory=list)
    days: tuple[str, str] = ("", "")
    born: tuple[int, int] | None = None
    ties: Counter[Tie] = field(default_factory=Counter)
    posts: list[Post] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)  # names that stand beside one another in the text: X(Y)
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)  # article → quotes, of a few articles

    @property
    def first(self) -> Named:
        return min(self.occurrences)


def units(accounts: Iterable[Account], solo: frozenset[Named] = frozenset()) -> list[Unit]:
    """Of each article its agents. `solo` are occurrences that a person decided on: each a unit of its own."""
    out: list[Unit] = []
    bodies: dict[str, int] = {}
    for account in sorted(accounts, key=_article):
        _add(account, out, bodies, solo)
    for unit in out:
        _pruned(unit)
    return out


def _article(account: Account) -> str:
    return account.articles[0].iri if account.articles else min((q.article for q in account.quotes.values()), default="")


def _add(account: Account, out: list[Unit], bodies: dict[str, int], solo: frozenset[Named]) -> None:
    article = _article(account)
    day = account.articles[0].published if account.articles else ""
    here: dict[str, Unit] = {}
    for agent in account.agents:
        unit = _unit(agent, Named(article, agent.iri), out, bodies, solo)
        here[agent.iri] = unit
        unit.occurrences.append(Named(article, agent.iri))
        unit.names |= {agent.label, *agent.names}
        unit.days = _span(unit.days, day)
        if agent.age is not None and day[:4].isdigit():
            born = int(day[:4]) - agent.age
            unit.born = (born, born) if unit.born is None else (min(born, unit.born[0]), max(born, unit.born[1]))
        if len(unit.quotes) < EVIDENCE:
            unit.quotes[article] = agent.evidence[:EVIDENCE]
        if unit.person or len(unit.places) < BESIDE:
            _surroundings(agent, account, unit)
    for fact in account.facts:
        _tie(fact, here, day)
    for unit in here.values():
        if len(unit.beside) < BESIDE:
            unit.beside |= {u.id for u in here.values() if u is not unit and not generic(u.label)}


def _unit(agent: Agent, named: Named, out: list[Unit], bodies: dict[str, int], solo: frozenset[Named]) -> Unit:
    """The body's unit, or a new one."""
    said = told(agent.iri)
    person = agent.type == "Person"
    alone = person or named in solo or said.number > 1 or (not said.scoped and generic(said.name))
    if not alone and agent.iri in bodies:
        return out[bodies[agent.iri]]
    unit = Unit(len(out), person, agent.iri, said, said.name, set())
    out.append(unit)
    if not alone:
        bodies[agent.iri] = unit.id
    return unit


def _span(days: tuple[str, str], day: str) -> tuple[str, str]:
    if not day:
        return days
    return (min(days[0] or day, day), max(days[1], day))


def _tie(fact: Event, here: dict[str, Unit], day: str) -> None:
    """What a fact says of each of its parties."""
    parties = [(role, here[iri]) for role in dict.fromkeys(r for r, _ in fact.roles) for iri in fact.named(role) if iri in here]
    titles = [v.value for v in fact.get("title")] if fact.type == "Position" else []
    for role, unit in parties:
        for other_role, other in parties:
            if other is unit or other_role == role:
                continue
            for detail in (core_title(t) for t in titles) if fact.type == "Position" else (other_role,):
                unit.ties[Tie(fact.type, role, other.id, detail)] += 1
            if fact.type == "Position" and not titles:
                unit.ties[Tie(fact.type, role, other.id, "")] += 1
    if fact.type == "Position" and not fact.get("startDate") and not fact.get("endDate"):
        for unit in (u for r, u in parties if r == "holder"):
            organizations = [u for r, u in parties if r == "organization"]
            now = [t for t in titles if not _PAST.match(t) and not _COMING.match(t)]
            unit.posts += [Post(o.id, core_title(t), day) for o in organizations for t in now]


def _surroundings(agent: Agent, account: Account, unit: Unit) -> None:
    """Where a body is, and which of its names stand beside one another, as far as quotes tell: X(浜松市), X(Y)."""
    spots = sorted((q.start, q.end, q.exact) for e in agent.evidence[:8] if (q := account.quotes.get(e)) is not None)
    for (_, end, one), (start, _, other) in zip(spots, spots[1:], strict=False):
        if 1 <= start - end <= 8 and one != other:
            unit.stated |= {one, other}
    if unit.person:
        return
    for fact in account.facts:
        for words, start in ((q.exact, q.start) for e in fact.evidence if (q := account.quotes.get(e)) is not None):
            for at, end, _ in spots:
                if start < at and end - start <= len(words) and (found := _PLACE.search(words[: at - start])):
                    unit.places.add(found["at"])
                if start <= at and (found := _PLACE_AFTER.match(words[end - start :])):
                    unit.places.add(found["at"])


def _pruned(unit: Unit) -> None:
    """The commonest ties, some of the company: of a body that every article tells of no more is needed."""
    if len(unit.ties) > TIES:
        unit.ties = Counter(dict(sorted(unit.ties.items(), key=lambda t: (-t[1], t[0]))[:TIES]))
    if len(unit.posts) > BESIDE:
        unit.posts = sorted(set(unit.posts))[:BESIDE]
    if len(unit.beside) > BESIDE:
        unit.beside = set(sorted(unit.beside)[:BESIDE])


def by_iri(all_units: Sequence[Unit]) -> dict[str, list[Unit]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for unit in all_units:
        out[unit.iri].append(unit)
    return out


def ties_of(members: Iterable[Unit]) -> Iterator[tuple[Tie, int]]:
    for unit in members:
        yield from unit.ties.items()
