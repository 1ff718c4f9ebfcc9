"""The triples of a JSON-LD document, each with the strings that say it.

    said('{"@id": "http://a", "http://p": [1]}')
    → (("http://a", "http://p", Literal("1", xsd:integer), DEFAULT), Spans("http://a", "http://p", 1 as they stand)) …

What is dropped on the way to RDF (a key that no context knows, a relative @id without a base) is no triple here either: it is told as what
nothing reads, the node that it would say something of beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rdflib.plugins.shared.jsonld.context import Context

from kg.validate.places import Span, Spans
from kg.validate.places.alike import DEFAULT, RDF, Blank, Row, Term
from kg.validate.places.json_terms import (
    entered,
    iri,
    is_iri,
    json_value,
    keyword,
    literal,
    scalar,
    scoped,
    typed,
    under,
    vocabulary,
    worded,
)
from kg.validate.places.json_text import Array, Object, Scalar, Value, items, leaves, read


class At(NamedTuple):
    """A term and what says it. No term: nothing that RDF knows."""

    term: Term | None
    span: Span


class Edge(NamedTuple):
    """What a value is the object of, and how the value is to be read."""

    subject: At
    predicate: At
    how: Any  # rdflib's Term of the key, or None
    context: Context
    graph: Term | None
    turned: bool = False  # @reverse

    def to(self, object: At) -> Iterator[Said | Unread]:
        subject, object = (object, self.subject) if self.turned else (self.subject, object)
        if subject.term and self.predicate.term and object.term and self.graph:
            row = Row(subject.term, self.predicate.term, object.term, self.graph)
            yield row, Spans(subject.span, self.predicate.span, object.span)
        elif self.subject.term and not object.term:
            yield self.subject.term, object.span


Said = tuple[Row, Spans]
Unread = tuple[Term, Span]  # of which node it would say something, and where
Steps = Iterator["Said | Unread | Steps"]  # steps within steps instead of calls within calls: nesting costs no stack


def said(text: str) -> Iterator[Said | Unread]:
    """In the order of the text, except that a node's own @id comes first."""
    document = read(text)
    stack: list[Steps] = [_nodes(document, Context(), DEFAULT, whole=isinstance(document, Object))]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
        elif isinstance(step, tuple):
            yield step
        else:
            stack.append(step)


def _nodes(value: Value, context: Context, graph: Term | None, whole: bool = False) -> Steps:
    """Nodes that are nobody's value: of a document (`whole`), of @graph, of @included."""
    for item in items(value):
        if isinstance(item, Array):
            yield _nodes(item, context, graph)
        elif isinstance(item, Object):
            yield _node(item, entered(item, context, None), graph, None, whole=whole)


def _node(
    node: Object, context: Context, graph: Term | None, edge: Edge | None, name: At | None = None, whole: bool = False
) -> Steps:
    """`name` is what a map of ids calls it."""
    types = [t for _, value in under(node, context, "@type") for t in items(value)]
    inner = typed(context, [t.data for t in types if isinstance(t, Scalar)])
    me = name or At(Blank(node.span.start), node.span)
    for _, value in under(node, inner, "@id"):
        if isinstance(value, Scalar) and isinstance(value.data, str):
            me = At(iri(value.data, inner), value.span)
    if edge:
        yield from edge.to(me)
    bare = whole and {keyword(key, inner) for key, _ in node.members} <= {"@graph", "@context", "@index"}
    yield _members(node, me, context, inner, graph, named=graph if bare else me.term)


def _members(
    node: Object, me: At, outer: Context, inner: Context, graph: Term | None, named: Term | None, turned: bool = False
) -> Steps:
    """`outer` is the context without what the types bring; `named` is the graph that @graph fills."""
    for key, value in node.members:
        word = keyword(key, inner)
        how = inner.terms.get(str(key.data))
        if word == "@type":
            edge = Edge(me, At(RDF + "type", key.span), None, outer, graph)
            for item in items(value):
                if isinstance(item, Scalar) and isinstance(item.data, str):
                    yield from edge.to(At(vocabulary(item.data, outer), item.span))
        elif word in ("@graph", "@included"):
            yield _nodes(value, inner, named if word == "@graph" else graph)
        elif word in ("@reverse", "@nest"):
            for item in items(value):
                if isinstance(item, Object):
                    yield _members(item, me, outer, inner, graph, named, turned != (word == "@reverse"))
        elif word and is_iri(word):
            reverse = bool(how and how.reverse)
            yield _property(Edge(me, At(word, key.span), how, inner, graph, turned != reverse), value)
        elif not word and me.term and not (how and how.id is None):
            yield me.term, key.span


def _property(edge: Edge, value: Value) -> Steps:
    kinds = edge.how.container if edge.how else set()
    if edge.how and edge.how.type == "@json":
        yield from edge.to(At(json_value(value), value.span))
    elif isinstance(value, Object) and kinds & {"@language", "@index", "@id", "@type"}:
        yield _map(edge, kinds, value)
    elif "@list" in kinds and not (isinstance(value, Object) and under(value, edge.context, "@list")):
        yield _list(edge, value)
    elif "@graph" in kinds:
        yield from (_boxed(edge, item) for item in items(value))
    else:
        yield _value(edge, value)


def _map(edge: Edge, kinds: set[str], value: Object) -> Steps:
    """What the keys say of the values beside them: their language, index, @id or @type."""
    for key, values in value.members:
        nameless = keyword(key, edge.context) == "@none"
        for item in items(values):
            if "@language" in kinds:
                if isinstance(item, Scalar) and isinstance(item.data, str):
                    yield from edge.to(At(worded(item.data, None if nameless else str(key.data)), item.span))
            elif "@graph" in kinds:
                name = At(iri(str(key.data), edge.context), key.span)
                yield _boxed(edge, item, name if "@id" in kinds and not nameless else None)
            elif not isinstance(item, Object) or nameless:
                yield _value(edge, item)
            elif "@id" in kinds:
                context = entered(item, edge.context, edge.how)
                yield _node(item, context, edge.graph, edge, At(iri(str(key.data), edge.context), key.span))
            else:
                yield _object(edge, item, (key, "@type" if "@type" in kinds else edge.how.index))


def _boxed(edge: Edge, item: Value, name: At | None = None) -> Steps:
    """A graph of its own around a node."""
    box = name or At(Blank((item.span.start, "graph")), item.span)
    yield from edge.to(box)
    yield _nodes(item, edge.context, box.term)


def _value(edge: Edge, value: Value, listed: bool = False) -> Steps:
    if isinstance(value, Scalar):
        yield from edge.to(At(scalar(value.data, scoped(edge.context, edge.how), edge.how), value.span))
    elif isinstance(value, Object):
        yield _object(edge, value)
    elif listed:
        yield _list(edge, value)
    else:
        yield from (_value(edge, item) for item in value.items)


def _object(edge: Edge, value: Object, more: tuple[Scalar, Any] | None = None) -> Steps:
    """`more` is the key of a map and what it says of this value: its type, a property's value."""
    context = entered(value, edge.context, edge.how)
    within = edge._replace(context=context)
    words = {keyword(key, context): v for key, v in value.members}
    if "@value" in words:
        yield from edge.to(At(literal(words, context), words["@value"].span))
    elif "@list" in words:
        yield _list(within, words["@list"])
    elif "@set" in words:
        yield _value(within, words["@set"])
    elif more and more[1]:
        key, word = more
        member = (Scalar(key.span, word), key)
        yield _node(Object(value.span, (*value.members, member)), context, edge.graph, edge)
    else:
        yield _node(value, context, edge.graph, edge)


def _list(edge: Edge, value: Value) -> Steps:
    """The cells of a list stand at its items. An array within is a list only where the key says that its values are lists."""
    nested = bool(edge.how and "@list" in edge.how.container)
    found = [item for item in (items if nested else leaves)(value) if not _nothing(item, edge.context)]
    cells = [At(Blank((item.span.start, "list")), item.span) for item in found]
    yield from edge.to(At(cells[0].term if cells else RDF + "nil", value.span))
    for cell, item, rest in zip(cells, found, [c.term for c in cells[1:]] + [RDF + "nil"], strict=False):
        yield _value(edge._replace(subject=cell, predicate=At(RDF + "first", cell.span), turned=False), item, listed=True)
        yield from edge._replace(subject=cell, predicate=At(RDF + "rest", cell.span)).to(At(rest, cell.span))


def _nothing(value: Value, context: Context) -> bool:
    found = [v for _, v in under(value, context, "@value")] if isinstance(value, Object) else [value]
    return any(isinstance(v, Scalar) and v.data is None for v in found)
