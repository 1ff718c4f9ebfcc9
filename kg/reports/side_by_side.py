"""Graphs in, what their articles disagree on out, side by side with the words each stands on.

acquisition 雲仙電装 → 早瀬精機: amount
  300億円  2024-05-11  a.txt  「雲仙電装が早瀬精機を300億円で買収した。」
  320億円  2024-05-12  b.txt  「雲仙電装、早瀬精機を320億円で買収」
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg.account import Account, Event, Told
from kg.reports import Disagreement, conflicts, wording
from kg.terminal import line, width

WORDS = {
    "ja": {"none": "記事の食い違いは見つからなかった。", "count": "食い違い {n} 件"},
    "en": {"none": "no disagreement found.", "count": "{n} disagreement{s}"},
}


def run(accounts: Iterable[Account], lang: str, format: str = "text") -> str:
    """What to print, in `text` or in `json`."""
    if format == "json":
        return json.dumps(rows(accounts), ensure_ascii=False, indent=1) + "\n"
    return text(accounts, lang)


def text(accounts: Iterable[Account], lang: str) -> str:
    """For people."""
    told = list(accounts)
    events, articles, called = _events(told), _articles(told), wording.labels(told)
    say = WORDS[lang]
    found = conflicts(told)
    parts = [_text(d, events, articles, called, lang) for d in found]
    return "\n\n".join([*parts, say["count"].format(n=len(found), s="s" * (len(found) != 1)) if found else say["none"]]) + "\n"


def rows(accounts: Iterable[Account]) -> list[dict[str, Any]]:
    """Plain values, for JSON."""
    told = list(accounts)
    events, articles, called = _events(told), _articles(told), wording.labels(told)
    return [
        {
            "property": d.property,
            "type": _first(d, events).type,
            "parties": wording.parties(_first(d, events), called),
            "reports": [
                {
                    "article": r.article,
                    "title": articles[r.article].title or None,
                    "source": articles[r.article].source or None,
                    "published": articles[r.article].published or None,
                    "event": r.event,
                    "values": list(r.values),
                    "quotes": list(r.quotes),
                }
                for r in d.reports
            ],
        }
        for d in conflicts(told)
    ]


def _events(told: Iterable[Account]) -> dict[tuple[str, str], Event]:
    return {(article, f.iri): f for a in told for article in [min((t.iri for t in a.articles), default="")] for f in a.facts}


def _articles(told: Iterable[Account]) -> dict[str, Told]:
    return {"": Told("")} | {t.iri: t for a in told for t in a.articles}


def _first(d: Disagreement, events: dict[tuple[str, str], Event]) -> Event:
    return events[(d.reports[0].article, d.reports[0].event)]


def _text(
    d: Disagreement, events: dict[tuple[str, str], Event], articles: dict[str, Told], called: dict[str, str], lang: str
) -> str:
    first = _first(d, events)
    head = f"{wording.kind(first.type, lang)} {wording.parties(first, called)}: {wording.role(d.property, lang)}"
    table = []
    for r in d.reports:
        values = [wording.status(v, lang) if d.property == "status" else line(v) for v in r.values]
        article = articles[r.article]
        table.append((", ".join(values), article.published, wording.source(article), wording.quoted(r.quotes)))
    widths = [max(width(row[i]) for row in table) for i in range(3)]
    lines = ("  ".join((*(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=False)), row[3])) for row in table)
    return "\n".join([head, *(f"  {words}".rstrip() for words in lines)])
