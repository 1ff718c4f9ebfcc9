"""A fact in, its cells by name out, as a table and GraphML have them.

    cells(fact)["amount"] → "約120億円"

Several values of one cell have | between them: "2024-05-10-plan.txt | 2024-10-02-done.txt".
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.exchange.view import Fact, plain


def cells(f: Fact) -> dict[str, str]:
    """In the order of a table's columns; the parties, of which there may be several, are not among them."""
    return {
        "type": f.type,
        "status": f.status,
        "title": joined(f.said("title")),
        "date": joined(f.dates),
        "end_date": joined(f.ends),
        "amount": joined(f.amounts),
        "value": joined(s.value for s in f.sums),
        "min_value": joined(s.low for s in f.sums),
        "max_value": joined(s.high for s in f.sums),
        "currency": joined(s.currency for s in f.sums),
        "bound": joined(s.bound for s in f.sums),
        "round": joined(f.said("round")),
        "claim": joined(f.said("claim")),
        "steps": joined(f.steps),
        "confidence": f.confidence,
        "quote": joined(f.quotes),
        "source": joined(a.source for a in f.articles),
        "headline": joined(a.title for a in f.articles),
        "published": joined(a.published for a in f.articles),
        "article": joined(a.iri for a in f.articles),
        "fact": f.iri,
    }


def joined(values: Iterable[str | None]) -> str:
    return " | ".join(dict.fromkeys(plain(v) for v in values if v))
