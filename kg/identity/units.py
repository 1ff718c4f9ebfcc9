"""Accounts in, the units that identity is decided on out: compact, so that a million of them fit into memory.

    units(accounts)[0] → Unit(iri="…/organization/青嶺製作所", label="青嶺製作所", ties={Tie("Position", "organization", 7, "社長"): 2}, …)

A body that several articles call by one IRI is one unit; a person is a unit per article, for namesakes are persons. What a unit did with
whom is a tie; the other side of a tie is a unit, so that ties stay true when units are joined.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.account import Account, Agent, Event
from kg.identity.forms import Told, generic, latin, plain, told
from kg.identity.model import Named
from kg.identity.titles import posts
from kg.kanji import of_kanji, with_kanji
from kg.told import core_title

TIES, BESIDE, EVIDENCE = 48, 12, 2  # how many a unit keeps
_BRACKET = re.compile(r"[」』]?[(（](?P<in>[^()（）]{1,40})[)）]")
_FORMER = re.compile(r"旧(?:社名|商号|称|名称)?[・:：=＝、]?(?P<name>[^・:：=＝、。()（）]{2,30})")
_SINCE = re.compile(r"(?P<year>[12]\d{3})年(?:\d{1,2}月)?に?(?:設立|創業|創立|創設)(?:の|された|した)?[^、。は]{0,16}、?$")
_TOP = frozenset("社長 CEO 頭取 代表 学長 理事長 市長 知事 町長 村長".split())
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


class Marks(NamedTuple):
    """What tells a body from others of its name: where it is, since when, its Latin names, who is at its head and when."""

    places: tuple[str, ...] = ()
    founded: tuple[int, ...] = ()
    latin: tuple[str, ...] = ()
    heads: tuple[tuple[str, str, str], ...] = ()  # post, full name, day


NO_MARKS = Marks()


@dataclass(slots=True)
class Unit:
    """One to be joined with others, or not. `first` is the smallest of its occurrences, `days` from its first to its last."""

    id: int
    person: bool
    iri: str
    told: Told
    label: str
    names: set[str]
    full: bool = False  # of a person: told by family and given name, as a namesake with a scope of its own is
    occurrences: list[Named] = field(default_factory=list)
    days: tuple[str, str] = ("", "")
    born: tuple[int, int] | None = None
    ties: Counter[Tie] = field(default_factory=Counter)
    posts: list[Post] = field(default_factory=list)
    beside: set[int] = field(default_factory=set)
    marks: Marks = field(default_factory=lambda: NO_MARKS)
    sides: set[tuple[str, str]] = field(default_factory=set)  # ("Lawsuit", "defendant"), whoever is on the other
    since: dict[Tie, str] = field(default_factory=dict)  # the day on which a post was taken
    until: dict[Tie, str] = field(default_factory=dict)  # the day on which a post was left
    former: set[str] = field(default_factory=set)  # names it had: X(旧Y)
    stated: set[str] = field(default_factory=set)  # names that stand beside one another in the text: X(Y)
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)  # article → quotes, of a few articles

    @property
    def first(self) -> Named:
        return min(self.occurrences)


def in_order(accounts: Iterable[Account]) -> list[Account]:
    """By their articles."""
    return sorted(accounts, key=_article)


def units(accounts: Iterable[Account], solo: frozenset[Named] = frozenset(), alone: frozenset[str] = frozenset()) -> list[Unit]:
    """Of each article its agents, the articles in order. `solo` are occurrences that a person decided on, `alone` IRIs that
    several bodies have: each of their occurrences is a unit of its own.
    """
    out: list[Unit] = []
    bodies: dict[tuple[str, Marks], int] = {}
    for account in accounts:
        _add(account, out, bodies, solo, alone)
    full = {u.told.name for u in out if u.person and not u.told.scoped}
    families = _families(out, full)
    for unit in out:
        unit.full = unit.person and unit.told.name in full and unit.id not in families
        _pruned(unit)
    return out


def _families(units: Sequence[Unit], full: set[str]) -> set[int]:
    """勅使川, beside a body that 勅使川一馬 has to do with: three characters that are a family's name, not a person's."""
    short: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        if u.person and len(u.told.name) == 3 and u.told.name in full and with_kanji(u.told.name):
            short[u.told.name].append(u)
    bodies: dict[str, set[str]] = defaultdict(set)
    for u in units if short else ():
        if u.person and len(u.told.name) > 3 and u.told.name[:3] in short and of_kanji(u.told.name):
            bodies[u.told.name[:3]] |= {units[i].iri for i in {t.other for t in u.ties} | u.beside}
    return {
        u.id
        for name, called in short.items()
        for u in called
        if any(units[i].iri in bodies[name] for i in {t.other for t in u.ties} | u.beside)
    }


def _article(account: Account) -> str:
    return account.articles[0].iri if account.articles else min((q.article for q in account.quotes.values()), default="")


def _add(
    account: Account, out: list[Unit], bodies: dict[tuple[str, Marks], int], solo: frozenset[Named], alone: frozenset[str]
) -> None:
    article = _article(account)
    day = account.articles[0].published if account.articles else ""
    here: dict[str, Unit] = {}
    marked = _marked(account, day)
    for agent in account.agents:
        marks = marked.get(agent.iri, NO_MARKS)
        unit = _unit(agent, Named(article, agent.iri), marks, out, bodies, solo, alone)
        here[agent.iri] = unit
        unit.occurrences.append(Named(article, agent.iri))
        unit.names |= {agent.label, *agent.names}
        unit.days = _span(unit.days, day)
        if agent.age is not None and day[:4].isdigit():
            born = int(day[:4]) - agent.age
            unit.born = (born, born) if unit.born is None else (min(born, unit.born[0]), max(born, unit.born[1]))
        if len(unit.quotes) < EVIDENCE:
            unit.quotes[article] = agent.evidence[:EVIDENCE]
        if len(unit.occurrences) <= BESIDE:
            _surroundings(agent, account, unit)
    for fact in account.facts:
        _tie(fact, here, day)
    for unit in here.values():
        if len(unit.beside) < BESIDE:
            unit.beside |= {u.id for u in here.values() if u is not unit and not generic(u.label)}


def _unit(
    agent: Agent,
    named: Named,
    marks: Marks,
    out: list[Unit],
    bodies: dict[tuple[str, Marks], int],
    solo: frozenset[Named],
    alone: frozenset[str],
) -> Unit:
    """The body's unit, or a new one."""
    said = told(agent.iri)
    person = agent.type == "Person"
    own = person or named in solo or agent.iri in alone or said.number > 1 or (not said.scoped and generic(said.name))
    if not own and (agent.iri, marks) in bodies:
        return out[bodies[agent.iri, marks]]
    unit = Unit(len(out), person, agent.iri, said, said.name, set(), marks=marks)
    out.append(unit)
    if not own:
        bodies[agent.iri, marks] = unit.id
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
    if fact.type != "Position":
        for role, unit in parties:
            if len(unit.sides) < BESIDE:
                unit.sides.add((fact.type, role))
        return
    organizations = [u for r, u in parties if r == "organization"]
    begun = min((v.value for v in fact.get("startDate")), default="")
    for unit in (u for r, u in parties if r == "holder"):
        for tie in [Tie("Position", "holder", o.id, core_title(t)) for o in organizations for t in titles] if begun else ():
            unit.since[tie] = min(begun, unit.since.get(tie, begun))
        left = max((v.value for v in fact.get("endDate")), default="")
        for o in organizations if left else ():
            unit.until |= {Tie("Position", "holder", o.id, core_title(t)): left for t in titles}
        if not begun and not left:
            now = [t for t in titles if not _PAST.match(t) and not _COMING.match(t)]
            unit.posts += [Post(o.id, core_title(t), day) for o in organizations for t in now]


def _surroundings(agent: Agent, account: Account, unit: Unit) -> None:
    """Which of its names stand beside one another, and which it had: X(Y), X(旧Z)."""
    spots = _spots(agent, account)
    for (_, end, one), (start, _, other) in itertools.pairwise(spots):
        if 1 <= start - end <= 8 and one != other:
            unit.stated |= {one, other}
    if unit.person:
        return
    ends = {end for _, end, _ in spots}
    for other_agent in account.agents:  # 旧Z that was read as a body of its own
        old = other_agent.label.startswith("旧") and other_agent.type == agent.type and other_agent is not agent
        if old and any(start - 1 in ends for start, _, _ in _spots(other_agent, account)):
            unit.former.add(other_agent.label[1:])
    for inside in _brackets(agent, account):
        if found := _FORMER.match(inside):
            unit.former.add(found["name"])


def _spots(agent: Agent, account: Account) -> list[tuple[int, int, str]]:
    return sorted((q.start, q.end, q.exact) for e in agent.evidence[:8] if (q := account.quotes.get(e)) is not None)


def _around(agent: Agent, account: Account) -> Iterator[tuple[str, str]]:
    """What quotes of facts have before a name and behind it."""
    spots = _spots(agent, account)
    for fact in account.facts if spots else ():
        for q in (q for e in fact.evidence if (q := account.quotes.get(e)) is not None):
            for start, end, _ in spots:
                if q.start <= start and end <= q.end and q.end - q.start == len(q.exact):
                    yield q.exact[: start - q.start], q.exact[end - q.start :]


def _brackets(agent: Agent, account: Account) -> Iterator[str]:
    for _, behind in _around(agent, account):
        if found := _BRACKET.match(behind):
            yield found["in"]


def _marked(account: Account, day: str) -> dict[str, Marks]:
    """IRI → what tells this body from others of its name, as far as quotes tell."""
    people = {a.iri: plain(t.name) for a in account.agents if a.type == "Person" and not (t := told(a.iri)).scoped}
    heads: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    founded: dict[str, set[int]] = defaultdict(set)
    for fact in account.facts:
        if fact.type == "Founding":
            for iri in fact.named("founded"):
                founded[iri] |= {int(v.value[:4]) for v in fact.get("date") if v.value[:4].isdigit()}
        if fact.type == "Position" and not fact.get("startDate") and not fact.get("endDate"):
            now = [t.value for t in fact.get("title") if not _PAST.match(t.value) and not _COMING.match(t.value)]
            for post in sorted({p for t in now for p in posts(t)} & _TOP):
                for who in fact.named("holder"):
                    for iri in fact.named("organization") if who in people else ():
                        heads[iri].add((post, people[who], day))
    out = {}
    for agent in account.agents:
        if agent.type == "Person":
            continue
        names = (
            {n for n in (agent.label, *agent.names) if latin(n)} if not all(map(latin, (agent.label, *agent.names))) else set()
        )
        since = {int(found["year"]) for before, _ in _around(agent, account) if (found := _SINCE.search(before))}
        of = (set(agent.seats), founded[agent.iri] | since, names, heads[agent.iri])
        marks = Marks(*(tuple(sorted(values)) for values in of))  # type: ignore[arg-type]
        if marks != NO_MARKS:
            out[agent.iri] = marks
    return out


_EMPTY: Mapping[str, object] = {  # shared by all: a million units have a million times few of these
    "ties": Counter(),
    "posts": [],
    "beside": set(),
    "sides": set(),
    "since": {},
    "until": {},
    "former": set(),
    "stated": set(),
}


def _pruned(unit: Unit) -> None:
    """The commonest ties, some of the company: of a body that every article tells of no more is needed."""
    if len(unit.ties) > TIES:
        unit.ties = Counter(dict(sorted(unit.ties.items(), key=lambda t: (-t[1], t[0]))[:TIES]))
    if len(unit.posts) > BESIDE:
        unit.posts = sorted(set(unit.posts))[:BESIDE]
    if len(unit.beside) > BESIDE:
        unit.beside = set(sorted(unit.beside)[:BESIDE])
    for name, empty in _EMPTY.items():
        if not getattr(unit, name):
            setattr(unit, name, empty)
