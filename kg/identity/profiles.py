"""An account in, what identity is decided on out: whom it tells of, and what each does with whom, with no quote and no sum.

    profile(account).seen[0] → Seen("…/organization/青嶺製作所", False, 青嶺製作所, marks=Marks(places=("松本市",)), …)

A newsroom's profiles are held all at once, its accounts one by one.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.account import Account, Agent, Event
from kg.identity.forms import NAMES, Told, body_key, generic, latin, plain, told
from kg.identity.titles import posts
from kg.told import core_title

EVIDENCE = 2  # how many quotes of an entity are kept
_BRACKET = re.compile(r"[」』]?[(（](?P<in>[^()（）]{1,40})[)）]")
_FORMER = re.compile(r"旧(?:社名|商号|称|名称)?[・:：=＝、]?(?P<name>[^・:：=＝、。()（）]{2,30})")
_FOUNDED_AS = re.compile(
    r"(?:^|[、。年月にを])[「『]?(?P<name>[^、。「」『』年月にを]{3,20})[」』]?として[^、。]{0,20}?(?:創業|設立|創立|発足|開業)"
)
_SINCE = re.compile(r"(?P<year>[12]\d{3})年(?:\d{1,2}月)?に?(?:設立|創業|創立|創設)(?:の|された|した)?[^、。は]{0,16}、?$")
_TOP = frozenset("社長 CEO 頭取 代表 学長 理事長 市長 知事 町長 村長".split())
_PAST = re.compile(r"^(?:元|前|旧|故)")
_COMING = re.compile(r"^(?:新|次期|次)")
_told = lru_cache(maxsize=NAMES)(told)


class Marks(NamedTuple):
    """What tells a body from others of its name: where it is, since when, its Latin names, who is at its head and when."""

    places: tuple[str, ...] = ()
    founded: tuple[int, ...] = ()
    latin: tuple[str, ...] = ()
    heads: tuple[tuple[str, str, str], ...] = ()  # post, full name, day


NO_MARKS = Marks()


class Seen(NamedTuple):
    """One of whom an article tells."""

    iri: str
    person: bool
    told: Told
    names: tuple[str, ...]  # none if it is called by its IRI's name alone
    born: int  # 0 where no age is told
    quotes: tuple[str, ...]  # behind the article's IRI: #char=0,5
    marks: Marks
    stated: tuple[str, ...]  # names that stand beside one another in the text: X(Y)
    former: tuple[str, ...]  # names it had: X(旧Y)


class Said(NamedTuple):
    """A fact: its parties by their places among those seen, and of a post its titles."""

    type: str
    parties: tuple[tuple[str, int], ...]
    titles: tuple[str, ...] = ()
    begun: str = ""
    left: str = ""
    now: tuple[str, ...] = ()  # the titles that are held while the article speaks


class Topic(NamedTuple):
    """What an article is about: its keywords, and the bodies that it tells of, by their keys."""

    words: frozenset[str]
    bodies: frozenset[str]


class Profile(NamedTuple):
    article: str
    day: str
    seen: tuple[Seen, ...]
    said: tuple[Said, ...]
    topic: Topic


def profile(account: Account) -> Profile:
    article = account.articles[0].iri if account.articles else min((q.article for q in account.quotes.values()), default="")
    day = account.articles[0].published if account.articles else ""
    at = {a.iri: i for i, a in enumerate(account.agents)}
    marked = _marked(account, day)
    seen = tuple(_seen(a, account, article, day, marked.get(a.iri, NO_MARKS)) for a in account.agents)
    words = frozenset(w for told_of in account.articles[:1] for w in map(sys.intern, told_of.keywords))
    bodies = frozenset(sys.intern(body_key(s.told.name)) for s in seen if not s.person and not generic(s.told.name))
    return Profile(article, day, seen, tuple(_said(f, at) for f in account.facts), Topic(words, bodies))


def _seen(agent: Agent, account: Account, article: str, day: str, marks: Marks) -> Seen:
    said = told(agent.iri) if agent.type == "Person" else _told(agent.iri)
    names = tuple(sorted({agent.label, *agent.names}))
    stated, former = _surroundings(agent, account) if account.quotes else ((), ())
    return Seen(
        agent.iri,
        agent.type == "Person",
        said,
        () if names == (said.name,) else names,
        int(day[:4]) - agent.age if agent.age is not None and day[:4].isdigit() else 0,
        tuple(e.removeprefix(article) for e in agent.evidence[:EVIDENCE]),
        marks,
        stated,
        former,
    )


def _said(fact: Event, at: Mapping[str, int]) -> Said:
    parties = tuple((role, at[iri]) for role in dict.fromkeys(r for r, _ in fact.roles) for iri in fact.named(role) if iri in at)
    if fact.type != "Position":
        return Said(fact.type, parties)
    titles = [v.value for v in fact.get("title")]
    begun = min((v.value for v in fact.get("startDate")), default="")
    left = max((v.value for v in fact.get("endDate")), default="")
    return Said(fact.type, parties, tuple(map(core_title, titles)), begun, left, tuple(map(core_title, _held(titles))))


def _held(titles: list[str]) -> list[str]:
    """Of titles those that somebody has: no 前社長, no 新社長."""
    return [t for t in titles if not _PAST.match(t) and not _COMING.match(t)]


def _surroundings(agent: Agent, account: Account) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of its names stand beside one another, and which it had: X(Y), X(旧Z)."""
    spots = _spots(agent, account)
    stated: set[str] = set()
    for (_, end, one), (start, _, other) in itertools.pairwise(spots):
        if 1 <= start - end <= 8 and one != other:
            stated |= {one, other}
    if agent.type == "Person":
        return tuple(sorted(stated)), ()
    former = {n[1:] for n in (agent.label, *agent.names) if n.startswith("旧") and len(n) > 2}
    former |= _founded_as(agent, account)
    ends = {end for _, end, _ in spots}
    for other_agent in account.agents:  # 旧Z that was read as a body of its own
        old = other_agent.label.startswith("旧") and other_agent.type == agent.type and other_agent is not agent
        if old and any(start - 1 in ends for start, _, _ in _spots(other_agent, account)):
            former.add(other_agent.label[1:])
    for _, behind in _around(agent, account, "旧"):
        bracket = _BRACKET.match(behind)
        if bracket and (found := _FORMER.match(bracket["in"])):
            former.add(found["name"])
    return tuple(sorted(stated)), tuple(sorted(former))


def _founded_as(agent: Agent, account: Account) -> set[str]:
    """1954年に清澄製薬所として創業し: what it was called then."""
    told_with = [e for f in account.facts if f.type == "Founding" and agent.iri in f.named("founded") for e in f.evidence]
    return {m["name"] for e in told_with if (q := account.quotes.get(e)) is not None for m in _FOUNDED_AS.finditer(q.exact)}


def _spots(agent: Agent, account: Account) -> list[tuple[int, int, str]]:
    return sorted((q.start, q.end, q.exact) for e in agent.evidence[:8] if (q := account.quotes.get(e)) is not None)


def _around(agent: Agent, account: Account, word: str) -> Iterator[tuple[str, str]]:
    """What quotes of facts that have some word in them have before a name and behind it."""
    told_with = [q for f in account.facts for e in f.evidence if (q := account.quotes.get(e)) is not None and word in q.exact]
    for q in told_with:
        for start, end, _ in _spots(agent, account):
            if q.start <= start and end <= q.end and q.end - q.start == len(q.exact):
                yield q.exact[: start - q.start], q.exact[end - q.start :]


def _marked(account: Account, day: str) -> dict[str, Marks]:
    """IRI → what tells this body from others of its name."""
    people = {a.iri: plain(t.name) for a in account.agents if a.type == "Person" and not (t := told(a.iri)).scoped}
    heads: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    founded: dict[str, set[int]] = defaultdict(set)
    for fact in account.facts:
        if fact.type == "Founding":
            for iri in fact.named("founded"):
                founded[iri] |= {int(v.value[:4]) for v in fact.get("date") if v.value[:4].isdigit()}
        elif people and fact.type == "Position" and not fact.get("startDate") and not fact.get("endDate"):
            for post in sorted({p for t in _held([v.value for v in fact.get("title")]) for p in posts(t)} & _TOP):
                for who in fact.named("holder"):
                    for iri in fact.named("organization") if who in people else ():
                        heads[iri].add((post, people[who], day))
    out = {}
    for agent in account.agents:
        if agent.type == "Person":
            continue
        names = {n for n in (agent.label, *agent.names) if latin(n)} if agent.names else set()
        if len(names) > len(agent.names):
            names = set()  # in nothing but Latin letters
        since = (
            {int(f["year"]) for before, _ in _around(agent, account, "年") if (f := _SINCE.search(before))}
            if account.quotes
            else set()
        )
        of = (set(agent.seats), founded.get(agent.iri, set()) | since, names, heads.get(agent.iri, set()))
        if any(of):
            out[agent.iri] = Marks(*(tuple(sorted(values)) for values in of))  # type: ignore[arg-type]
    return out
