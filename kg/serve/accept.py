"""What a client accepts and what there is to give in, the media type that is given out.

best("text/turtle;q=0.5, application/ld+json", TRIPLES) → "application/ld+json"; of equals, the one that stands first
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import QueryResultsFormat, RdfFormat

SOLUTIONS: Mapping[str, QueryResultsFormat] = {  # of SELECT and ASK; the first stands where nothing is asked for
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
TRIPLES: Mapping[str, RdfFormat] = {  # of CONSTRUCT and DESCRIBE, of a graph and a node
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
NODE = ("text/html", *TRIPLES)


@lru_cache(maxsize=256)
def best(accept: str, offered: tuple[str, ...]) -> str | None:
    """By RFC 9110: the most exact range decides on a type's quality; None if nothing will do."""
    if not accept.strip():
        return offered[0]
    ranges = [(name, quality) for name, quality in map(_range, accept.split(",")) if name]
    found = max(offered, key=lambda type: _quality(type, ranges))  # the first of equals
    return found if _quality(found, ranges) > 0 else None


def media_type(header: str) -> tuple[str, str]:
    """text/turtle; charset=UTF-8 → ("text/turtle", "utf-8")"""
    name, *parameters = header.split(";")
    told = dict(p.partition("=")[::2] for p in parameters)
    charset = next((v for k, v in told.items() if k.strip().lower() == "charset"), "")
    return name.strip().lower(), charset.strip().strip('"').lower()


def with_charset(type: str) -> str:
    return f"{type}; charset=utf-8" if type.startswith("text/") else type


def _range(told: str) -> tuple[str, float]:
    name, *parameters = told.split(";")
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return name.strip().lower(), quality


def _quality(type: str, ranges: Iterable[tuple[str, float]]) -> float:
    family = type.split("/")[0] + "/*"
    exactness = {type: 3, family: 2, "*/*": 1, "*": 1}
    told = [(exactness[name], quality) for name, quality in ranges if name in exactness]
    return max(told)[1] if told else 0.0
