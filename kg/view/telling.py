"""An account and articles' texts in, what the page shows out, as plain values: lists that point at each other by number.

told(account, {}) → {"articles": [{"passages": ["青空電機は…"], …}], "quotes": [[0, 0, 0, 4], …], "entities": […], "facts": […]}

A quote is [article, passage, from, to]; the entity and the fact of number i are at points[i] and points[len(entities) + i].
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode

from kg.account import Account, Agent, Event, Quote, Told, Value
from kg.consonants import LETTERS, SMALL, SOUNDS, skeletons
from kg.kanji import with_kanji
from kg.view.layout import positions
from kg.view.passages import Passages, passages

RECEIVING = ("organization", "founded", "recipient", "target", "defendant", "court")  # an arrow leads from the event to them
DATES = ("date", "startDate", "endDate")

Numbers = Mapping[str, int]  # by IRI


def told(account: Account, articles: Mapping[str, str]) -> dict[str, Any]:
    of: dict[str, list[Quote]] = defaultdict(list)
    for quote in account.quotes.values():
        of[quote.article].append(quote)
    known = {iri: Told(iri) for iri in sorted(of)} | {a.iri: a for a in account.articles}
    in_order = sorted(known.values(), key=lambda a: (a.published or "9999", a.source, a.iri))
    shown = [passages(of[a.iri], articles.get(a.iri)) for a in in_order]
    number = {a.iri: i for i, a in enumerate(in_order)}
    cited = sorted(account.quotes.values(), key=lambda q: (number[q.article], q.start, -q.end, q.iri))
    quotes = {q.iri: i for i, q in enumerate(cited)}
    entities = {a.iri: i for i, a in enumerate(account.agents)}
    facts = [_fact(f, account, entities, quotes) for f in account.facts]
    edges = [(who, len(entities) + i) for i, f in enumerate(facts) for _, who, _ in f["roles"] if who is not None]
    return {
        "articles": [_article(a, p) for a, p in zip(in_order, shown, strict=True)],
        "quotes": [[number[q.article], *shown[number[q.article]].places[q.iri]] for q in cited],
        "entities": [_entity(a, quotes) for a in account.agents],
        "facts": facts,
        "points": positions(len(entities) + len(facts), edges),
        "receiving": RECEIVING,
        "sounds": [SOUNDS | SMALL, LETTERS],
    }


def _article(about: Told, shown: Passages) -> dict[str, Any]:
    first = next((line.strip() for text in shown.texts for line in text.splitlines() if line.strip()), about.iri)
    name = about.title or (first if shown.whole else "") or about.source or first
    return {
        "iri": about.iri,
        "name": name if len(name) <= 40 else f"{name[:39]}…",
        "source": about.source,
        "published": about.published,
        "passages": shown.texts,
        "whole": shown.whole,
    }


def _entity(agent: Agent, quotes: Numbers) -> dict[str, Any]:
    names = (agent.label, *agent.names)
    return {
        "iri": agent.iri,
        "type": agent.type,
        "label": agent.label,
        "names": [n for n in agent.names if n != agent.label],
        "sound": sounds(names),
        "age": agent.age,
        "quotes": _known(agent.evidence, quotes),
    }


def sounds(names: Iterable[str]) -> list[str]:
    """The consonants of each part of a name in katakana or Latin letters: オルヴェイン, Orvane → Arbn."""
    parts = [
        part for name in names if not with_kanji(name) for part in re.split(r"[\s・]+", name) if re.search(r"[ァ-ヶA-Za-z]", part)
    ]
    return sorted({s for part in parts for s in skeletons(part) if len(s) > 2})


def _fact(event: Event, account: Account, entities: Numbers, quotes: Numbers) -> dict[str, Any]:
    dates = [v.value for role in DATES for v in event.get(role)]
    steps = [
        {"action": s.action, "date": s.date.value if s.date else "", "quotes": _known(s.evidence, quotes)}
        for s in sorted(event.steps, key=lambda s: (s.date.value if s.date else "9999", s.action, s.iri))
    ]
    return {
        "iri": event.iri,
        "type": event.type,
        "status": event.status or "",
        "confidence": float(event.confidence or 1),
        "dates": sorted({*dates, *(s["date"] for s in steps if s["date"])}),
        "roles": [[role, *_filler(v, account, entities)] for role, v in event.roles],
        "steps": steps,
        "quotes": sorted({*_known(event.evidence, quotes), *(q for s in steps for q in s["quotes"])}),
    }


def _filler(value: Value, account: Account, entities: Numbers) -> tuple[int | None, str]:
    """The number of an entity, and what it is called; of a date or a sum only that."""
    if not isinstance(value, NamedNode):
        return None, value.value
    if value.value in entities:
        return entities[value.value], account.by_iri[value.value].label
    return None, account.sums[value.value].label if value.value in account.sums else value.value


def _known(evidence: Iterable[str], quotes: Numbers) -> list[int]:
    return [quotes[iri] for iri in evidence if iri in quotes]
