"""Where a JSON-LD document says its triples: the text and pyoxigraph's quads in, three places for each quad out.

    text = '{"@id": "http://a", "http://p": 1}'
    places(text, list(pyoxigraph.parse(text.encode(), format=RdfFormat.JSON_LD)))
    → [Spans(subject=(8, 18), predicate=(20, 30), object=(32, 33))]

A node without an @id stands at its brace, so does a graph; a cell of a list at its item. What is said twice stands where
it is said first. None is a quad that was not found: what a place holds is always what the quad says.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kg.validate.places import Span, Spans
from kg.validate.places.alike import DEFAULT, RDF, Blank, Literal, Row, Term, json_literal, paired


def places(text: str, quads: Sequence[ox.Quad]) -> list[Spans | None]:
    from kg.validate.places.json_said import said

    first: dict[Row, Spans] = {}
    for row, spans in said(text):
        if isinstance(row, Row) and isinstance(spans, Spans):
            first[row] = min(first.get(row, spans), spans)
    rows = [_row(q) for q in quads]
    like = paired(rows, first)
    return [first.get(Row(*(like.get(t, t) if isinstance(t, Blank) else t for t in row))) for row in rows]


def unread(text: str) -> list[tuple[ox.NamedNode | None, Span]]:
    """The keys and values that no context knows: they say nothing of their node, though they seem to."""
    from kg.validate.places.json_said import said

    found = [(node, span) for node, span in said(text) if isinstance(span, Span)]
    return [(ox.NamedNode(node) if isinstance(node, str) and node else None, span) for node, span in found]


def _row(quad: ox.Quad) -> Row:
    return Row(_term(quad.subject), _term(quad.predicate), _term(quad.object), _term(quad.graph_name))


def _term(node: object) -> Term:
    if isinstance(node, ox.NamedNode):
        return node.value
    if isinstance(node, ox.BlankNode):
        return Blank(node.value)
    if isinstance(node, ox.Literal):
        if node.datatype.value == RDF + "JSON":
            return json_literal(node.value)
        if node.language:  # with a direction too: "x"@ar--rtl
            return Literal(node.value, RDF + "langString", node.language.lower())
        return Literal(node.value, node.datatype.value)
    return DEFAULT
