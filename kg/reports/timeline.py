"""Accounts and an entity in, its events in order of date out, each with all its sources: for people, or as rows.

    timeline(accounts, "雲仙電装", "en") →
    2024-05-10  acquisition
                acquirer  雲仙電装
                target    早瀬精機
                amount    約300億円
                · 2024-05-11 雲仙電装、早瀬精機を買収「雲仙電装は10日、早瀬精機を約300億円で買収した。」
    2024-10     founding [PLANNED] …

What has no date comes last, by the day of its first report. A step of a suit, and the beginning and the end of a post, are lines of their own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import NamedNode

from kg.account import ROLES, Account, Told, Value
from kg.reports import disagreements, facts_of, wording
from kg.reports.exactness import finest
from kg.reports.naming import entity
from kg.reports.tellings import SINGLE, Saying, Telling, kept, tellings
from kg.terminal import width

Cited = tuple[Told, tuple[str, ...]]  # an article, and its words

WORDS = {
    "ja": {
        "undated": "日付なし",
        "none": "出来事は見つからなかった。",
        "odds": "記事により異なる: {words}",
        "count": "出来事 {events} 件、記事 {articles} 本",
    },
    "en": {
        "undated": "undated",
        "none": "no events found.",
        "odds": "articles disagree: {words}",
        "count": "{events}, {articles}",
    },
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline: an event, a step of a suit (Filed …), or the start or end of a position."""

    date: str  # "" where no article tells one
    event: str
    type: str
    moment: str  # Filed, Settled …; start, end; "" of an event as a whole
    status: str  # Occurred, Planned …; "" of a position and a suit
    roles: tuple[tuple[str, tuple[Value, ...]], ...]
    sources: tuple[Cited, ...]  # by publication date
    at_odds: tuple[str, ...] = ()  # on what other reports contradict it


def run(accounts: Iterable[Account], named: str, lang: str, format: str = "text") -> str:
    """What to print, in `text` or in `json`. Raises InputError for an entity that nothing tells of, or several go by."""
    if format == "json":
        return json.dumps(rows(accounts, named), ensure_ascii=False, indent=1) + "\n"
    return timeline(accounts, named, lang)


def timeline(accounts: Iterable[Account], named: str, lang: str) -> str:
    """For people. Raises InputError where the name is nobody's, or that of several."""
    told = list(accounts)
    iri = entity(told, named)
    called = wording.labels(told)
    found = entries(told, iri)
    say = WORDS[lang]
    parts = [f"{called.get(iri, named)}  {iri}", *(_text(e, called, lang) for e in found)]
    articles = {article.iri for e in found for article, _ in e.sources}
    count = say["count"].format(events=_many(len(found), "event", lang), articles=_many(len(articles), "article", lang))
    return "\n\n".join([*parts, count if found else say["none"]]) + "\n"


def _many(n: int, word: str, lang: str) -> str:
    return str(n) if lang == "ja" else f"{n} {word}{'s' * (n != 1)}"


def rows(accounts: Iterable[Account], named: str) -> list[dict[str, Any]]:
    """Plain values, for JSON. Raises InputError as `timeline`."""
    told = list(accounts)
    called = wording.labels(told)
    return [
        {
            "date": e.date or None,
            "type": e.type,
            "moment": e.moment or None,
            "status": e.status or None,
            "event": e.event,
            "at_odds": list(e.at_odds),
            "roles": {r: [_plain(v, called) for v in vs] for r, vs in e.roles},
            "sources": [
                {
                    "article": a.iri,
                    "title": a.title or None,
                    "source": a.source or None,
                    "published": a.published or None,
                    "quotes": list(q),
                }
                for a, q in e.sources
            ],
        }
        for e in entries(told, entity(told, named))
    ]


def _plain(value: Value, called: dict[str, str]) -> dict[str, str] | str:
    return {"iri": value.value, "label": called.get(value.value, "")} if isinstance(value, NamedNode) else value.value


def entries(accounts: Iterable[Account], iri: str) -> list[Entry]:
    """The lines of an entity, in their order; reports of one event are one line."""
    told = tellings(accounts)
    keys = {key for t in told if _of(t, iri) for key in t.keys}  # its events, and what may be one of them or at odds with it
    facts = facts_of([t for t in told if not keys.isdisjoint(t.keys)])
    odds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for d in disagreements(facts):
        for r in d.reports:
            odds[(r.article, r.event)].add(d.property)
    found = []
    for t in facts:
        if _of(t, iri):
            at_odds = tuple(sorted(set().union(*(odds[(s.article, s.event.iri)] for s in t.reports))))
            found += [replace(e, at_odds=at_odds) for e in _entries(t)]
    return sorted(found, key=_in_order)


def _of(t: Telling, iri: str) -> bool:
    """Whether an entity has a part in it."""
    return any(iri in s.event.named(role) for s in t.reports for role, _ in s.event.roles)


def _in_order(e: Entry) -> tuple[bool, str, str, str, str]:
    published = min((a.published for a, _ in e.sources if a.published), default="9999")
    return not e.date, e.date or published, published, e.event, e.moment


def _entries(t: Telling) -> Iterator[Entry]:
    if t.type == "Lawsuit" and any(s.event.steps for s in t.reports):
        yield from _steps(t)
    elif t.type == "Position" and (t.date or t.end):
        for moment, property in (("start", "startDate"), ("end", "endDate")):
            date = kept(t.reports, property)
            if date is not None:
                tellers = [s for s in t.reports if s.event.get(property)]
                yield Entry(date.value, t.iri, t.type, moment, t.status, _roles(t), _sources(tellers))
    else:
        date = kept(t.reports, "date")
        yield Entry(date.value if date else "", t.iri, t.type, "", t.status, _roles(t), _sources(t.reports))


def _steps(t: Telling) -> Iterator[Entry]:
    """Each step once, as exactly as it is told: Filed 2023-05 in one report is Filed 2023-05-12 in another."""
    told = [(step.action, step.date.value if step.date else "", s, step) for s in t.reports for step in s.event.steps]
    tellers: dict[tuple[str, str], list[tuple[Saying, tuple[str, ...]]]] = defaultdict(list)
    for action, date, s, step in told:
        finer = finest(date, (d for a, d, _, _ in told if a == action))
        tellers[(finer[0] if len(finer) == 1 else date, action)].append((s, step.evidence))
    for date, action in sorted(tellers):
        yield Entry(date, t.iri, t.type, action, t.status, _roles(t), _cited(tellers[(date, action)]))


def _roles(t: Telling) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """All parties, and of what a fact has one the most exact."""
    out = []
    for role in ROLES[t.type]:
        if role in SINGLE[t.type]:
            values = tuple(v for v in [kept(t.reports, role)] if v is not None)
        else:
            values = tuple(sorted({v for s in t.reports for v in s.event.get(role)}, key=str))
        if values:
            out.append((role, values))
    return tuple(out)


def _sources(reports: Iterable[Saying]) -> tuple[Cited, ...]:
    return _cited((s, s.event.evidence) for s in reports)


def _cited(reports: Iterable[tuple[Saying, tuple[str, ...]]]) -> tuple[Cited, ...]:
    """Each article once, its quotes in text order; by publication date, undated ones last."""
    found: dict[Told, list[str]] = {}
    for s, evidence in reports:
        article = next((a for a in s.account.articles if a.iri == s.article), Told(s.article))
        quotes = found.setdefault(article, [])
        quotes += [q.exact for iri in evidence if (q := s.account.quotes.get(iri)) and q.exact and q.exact not in quotes]
    ordered = sorted(found, key=lambda a: (a.published or "9999", a.iri))
    return tuple((a, tuple(_longest(found[a]))) for a in ordered)


def _longest(quotes: Sequence[str]) -> list[str]:
    """Without those that stand within another."""
    return [q for q in quotes if not any(q != other and q in other for other in quotes)]


def _text(e: Entry, called: dict[str, str], lang: str) -> str:
    pad = 12
    head = wording.kind(e.type, lang)
    if e.moment:
        say = wording.moment if e.moment in wording.MOMENTS else wording.action
        head += f" · {say(e.moment, lang)}"
    if e.status not in ("", "Occurred"):
        mark = wording.status(e.status, lang)
        head += f"【{mark}】" if lang == "ja" else f" [{mark.upper()}]"
    date = e.date or f"({WORDS[lang]['undated']})"
    lines = [date + " " * max(1, pad - width(date)) + head]
    told = [(wording.role(r, lang), vs) for r, vs in e.roles if r not in ("date", "startDate", "endDate")]
    most = max((width(r) for r, _ in told), default=0)
    for r, vs in told:
        lines.append(f"{' ' * pad}{r}{' ' * (most - width(r))}  {', '.join(wording.shown(v, called) for v in vs)}")
    if e.at_odds:
        words = ", ".join(wording.role(p, lang) for p in e.at_odds)
        lines.append(f"{' ' * pad}≠ {WORDS[lang]['odds'].format(words=words)}")
    for article, quotes in e.sources:
        lines.append(
            f"{' ' * pad}· {f'{article.published} ' if article.published else ''}{wording.source(article)}{wording.quoted(quotes)}"
        )
    return "\n".join(lines)
