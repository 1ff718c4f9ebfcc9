"""An article's quotes and, where it is at hand, its text in; the passages to show and each quote's place in them out.

passages([…"青空電機" at 0,4 …, "青空電機は、北星製薬を買収した" at 0,15], None) → one passage, and both quotes' places in it
passages([…], "青空電機は、北星製薬を買収した。売上は…") → the text as the one passage

Offsets are code points, as in the graph. Quotes that overlap or touch are pieced together; what stands between is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.account import Quote

Place = tuple[int, int, int]  # which passage, from, to: passages[p][from:to] is the quote


@dataclass(frozen=True, slots=True)
class Passages:
    texts: tuple[str, ...]
    places: Mapping[str, Place]  # by the quote's IRI
    whole: bool  # the article's own text


def holds(text: str, quotes: Iterable[Quote]) -> bool:
    """Whether every quote stands in the text where it should."""
    return all(text[q.start : q.end] == q.exact for q in quotes)


def passages(quotes: Iterable[Quote], text: str | None) -> Passages:
    said = sorted(quotes, key=lambda q: (q.start, -q.end, q.iri))
    if text is not None and holds(text, said):
        return Passages((text,), {q.iri: (0, q.start, q.end) for q in said}, True)
    texts: list[str] = []
    places: dict[str, Place] = {}
    begin = end = -1
    for q in said:
        if texts and begin <= q.start <= end and len(q.exact) == q.end - q.start:
            at = q.start - begin
            both = min(end, q.end) - q.start
            if texts[-1][at : at + both] == q.exact[:both]:
                texts[-1] += q.exact[both:]
                end = max(end, q.end)
                places[q.iri] = (len(texts) - 1, at, at + len(q.exact))
                continue
        texts.append(q.exact)
        begin, end = q.start, q.start + len(q.exact)
        places[q.iri] = (len(texts) - 1, 0, len(q.exact))
    return Passages(tuple(texts), places, False)
