"""A graph in, out the line that `kg build` ends with, in Japanese or in English.

summary(graph, "en") → 2 articles: 3 people, 2 organizations, 1 funding; 4 sentences with a trigger but no fact
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.graph import Graph
from kg.vocabulary import term

# Each in both languages: what was found, in the order it is told.
COUNTED = (
    ("Person", "people", "人物"),
    ("Organization", "organizations", "組織"),
    ("Position", "positions", "役職"),
    ("Founding", "foundings", "設立"),
    ("Funding", "fundings", "資金調達"),
    ("Acquisition", "acquisitions", "買収"),
    ("Lawsuit", "lawsuits", "訴訟"),
)


def summary(graph: Graph, lang: str) -> str:
    """2 articles: 3 people, 2 organizations; 1 funding; 4 sentences with a trigger but no fact."""
    kinds = {q.subject: q.object for q in graph.quads if q.predicate == term("rdf:type")}
    counts = Counter(kinds.values())
    count = {n: counts[term(f"kg:{n}")] for n in ("Article", *(n for n, _, _ in COUNTED))}
    silent = 0
    for r in graph.readings:
        silent += len({g.sentence for g in r.gaps} - {s.sentence for f in r.facts for s in f.statements})
    return line(count, silent, lang)


def line(count: Mapping[str, int], silent: int | None, lang: str, note: str = "") -> str:
    """The same of counts by class; `note` stands behind the number of articles. `silent` is None where it is not known of each."""
    articles = count.get("Article", 0)
    if lang == "ja":
        found = "、".join(f"{ja} {count[n]}" for n, _, ja in COUNTED if count.get(n)) or "何も見つからなかった"
        rest = "" if silent is None else f"。手がかりの語がありながら事実を得られなかった文 {silent}"
        return f"記事 {articles} 本{note}: {found}{rest}"
    found = ", ".join(_many(count[n], en) for n, en, _ in COUNTED if count.get(n)) or "nothing found"
    rest = "" if silent is None else f"; {_many(silent, 'sentences')} with a trigger but no fact"
    return f"{_many(articles, 'articles')}{note}: {found}{rest}"


def _many(n: int, plural: str) -> str:
    singular = "person" if plural == "people" else plural[:-1]
    return f"{n} {singular if n == 1 else plural}"
