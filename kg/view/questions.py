"""The examples of the SPARQL box: assets/questions/*.rq, as they are or answered.

answered(quads, questions())[0] → {"ja": "誰が何を設立したか", "en": …, "query": …, "head": ["organization", …], "rows": [[…]], "count": 3}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pyoxigraph import NamedNode, Quad

from kg.query import ask, cell, store_of

MOST = 200  # rows of an answer that are put into the page


@dataclass(frozen=True, slots=True)
class Question:
    ja: str
    en: str
    query: str

    def asked(self) -> dict[str, Any]:
        return {"ja": self.ja, "en": self.en, "query": self.query}


def questions() -> list[Question]:
    """Each file's first two lines are comments: the question in Japanese and in English."""
    folder = files("kg.view").joinpath("assets", "questions")
    out = []
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name):
        ja, en, query = file.read_text("utf-8").split("\n", 2)
        out.append(Question(ja.lstrip("# "), en.lstrip("# "), query.strip()))
    return out


def answered(quads: Sequence[Quad], asked: Iterable[Question]) -> list[dict[str, Any]]:
    store = store_of(quads)
    out = []
    for question in asked:
        found = ask(store, question.query)
        head = [v.value for v in found.variables]
        rows = [[_cell(row[name]) for name in head] for row in found]
        out.append(question.asked() | {"head": head, "rows": rows[:MOST], "count": len(rows)})
    return out


def _cell(node: Any) -> dict[str, str]:
    """As SPARQL's JSON results have it, with the words to show."""
    return {"iri": node.value, "words": cell(node)} if isinstance(node, NamedNode) else {"words": cell(node)}
