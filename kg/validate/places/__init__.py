"""A graph's text and its quads in, where the terms of each quad stand out: Turtle and its kin, and JSON-LD.

    places(':a :p :b .', RdfFormat.TURTLE, quads)[0]  →  Spans(subject=(0, 2), predicate=(3, 5), object=(6, 8))

Places are looked up only when something is wrong: the text has been read before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import Quad, RdfFormat


class Span(NamedTuple):
    """[start, end) in code points."""

    start: int
    end: int


class Spans(NamedTuple):
    """Where subject, predicate and object stand."""

    subject: Span
    predicate: Span
    object: Span


def places(text: str, format: RdfFormat, quads: Sequence[Quad]) -> Sequence[Spans | None]:
    """Of each quad; nothing at all for another format, or where text and quads do not agree."""
    found: Sequence[Spans | None] = ()
    if format == RdfFormat.JSON_LD:
        from kg.validate.places import jsonld

        found = jsonld.places(text, quads)
    elif format in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        from kg.validate.places import terse

        found = terse.places(text, format in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS))
    return found if len(found) == len(quads) else ()
