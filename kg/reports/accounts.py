"""Quads in, one account per article out: what each article tells by itself.

    accounts_of(load("all.trig")) → [account of <article/1f0c…>, account of <article/5b69…>]

Of a graph without named graphs (Turtle) an event belongs to the articles that its evidence stands in, with that evidence alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from pyoxigraph import DefaultGraph, Quad, Triple

from kg.account import Account, Agent, Event, account

Told = TypeVar("Told", Agent, Event)


def accounts_of(quads: Iterable[Quad]) -> list[Account]:
    """Sorted by article; named graphs that tell of no article and no fact (decisions) are left out."""
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for q in quads:
        graphs["" if isinstance(q.graph_name, DefaultGraph) else q.graph_name.value].append(q.triple)
    union = account(graphs.pop("", []))
    named = [account(graphs[iri]) for iri in sorted(graphs)]
    told = [a for a in named if a.articles or a.facts] + _split(union)
    return sorted(told, key=lambda a: [t.iri for t in a.articles])


def _split(union: Account) -> list[Account]:
    """One account for each article that evidence stands in; what has none stands in one of no article."""
    if not (union.articles or union.facts or union.agents):
        return []
    facts, agents = _by_article(union.facts), _by_article(union.agents)
    quotes: dict[str, dict[str, str]] = defaultdict(dict)
    for q in union.quotes.values():
        quotes[q.article][q.iri] = q.iri
    told = {t.iri: t for t in union.articles}
    out = []
    for iri in sorted({*told, *facts, *agents}):
        mine: list[Event] = [_here(f, iri) for f in facts.get(iri, [])]
        here = {a.iri: replace(a, evidence=_of(a.evidence, iri)) for a in agents.get(iri, [])}
        said = {v for f in mine for r, _ in f.roles for v in f.named(r)}
        bare = {v: replace(union.by_iri[v], evidence=()) for v in said if v in union.by_iri and v not in here}
        everyone: Mapping[str, Agent] = here | bare
        out.append(
            Account(
                (told[iri],) if iri in told else (),
                tuple(everyone[v] for v in sorted(everyone)),
                tuple(mine),
                {v: union.sums[v] for v in sorted(said) if v in union.sums},
                {v: union.quotes[v] for v in sorted(quotes.get(iri, ()))},
            )
        )
    return out


def _by_article(told: Iterable[Told]) -> dict[str, list[Told]]:
    out: dict[str, list[Told]] = defaultdict(list)
    for x in told:
        for article in sorted({_article(iri) for iri in _evidence(x)}) or [""]:
            out[article].append(x)
    return out


def _evidence(x: Agent | Event) -> tuple[str, ...]:
    steps = x.steps if isinstance(x, Event) else ()
    return (*x.evidence, *(iri for step in steps for iri in step.evidence))


def _article(evidence: str) -> str:
    return evidence.rpartition("#char=")[0]


def _of(evidence: tuple[str, ...], article: str) -> tuple[str, ...]:
    return tuple(iri for iri in evidence if _article(iri) == article)


def _here(f: Event, article: str) -> Event:
    """An event as one article tells it: its evidence, and the steps that stand in it."""
    steps = tuple(replace(s, evidence=here) for s in f.steps if (here := _of(s.evidence, article)) or not s.evidence)
    return replace(f, evidence=_of(f.evidence, article), steps=steps)
