"""A query or a graph in, its result written out in the media type that the client prefers.

query(store, served, {"query": "ASK {}", "accept": "text/csv"}, b"", out) → true
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, NamedTuple, Protocol

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from kg.serial import turtle
from kg.serve.accept import SOLUTIONS, TRIPLES, best, with_charset
from kg.serve.given import Served
from kg.sparql import asks_elsewhere
from kg.vocabulary import PREFIXES

Asked = Mapping[str, Any]
_SOLUTIONS, _TRIPLES = tuple(SOLUTIONS), tuple(TRIPLES)
_DECLARED = tuple((f"{prefix}:", prefix, iri) for prefix, iri in PREFIXES.items())
_SORTED = 20_000  # triples of a graph that are put in order; more are told as they stand


class Out(Protocol):
    def begin(self, status: int, type: str, **more: str) -> None: ...
    def write(self, data: bytes) -> int: ...
    def flush(self) -> None: ...
    def say(self, status: int, words: str, **more: str) -> None: ...


class Light(NamedTuple):
    """A light query (kg.serve.light), and which prefixes it leaves undeclared."""

    query: str
    undeclared: frozenset[str]
    accept: str
    base: str


def light(store: Store, served: Served, asked: Light, out: Out) -> None:
    """What `query` says to it, without looking for what no light query holds."""
    answer = store.query(
        asked.query,
        base_iri=asked.base,
        prefixes={prefix: iri for prefix, iri in PREFIXES.items() if prefix in asked.undeclared} if asked.undeclared else None,
        use_default_graph_as_union=served.union,
    )
    _tell(answer, asked.accept, out)


def query(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    text = asked["query"]
    if _may_ask_elsewhere(text.lower()) and asks_elsewhere(text, "SERVICE"):
        return out.say(400, "SERVICE asks another machine, which is not done here")
    default: list[NamedNode | BlankNode | DefaultGraph] = [_node(i) for i in asked["default"]]
    named: list[NamedNode | BlankNode] = [_node(i) for i in asked["named"]]
    told = bool(default or named)  # a dataset of the protocol stands in place of the query's own and of the store's
    answer = store.query(
        text,
        base_iri=asked["base"],
        prefixes=_prefixes(text),
        use_default_graph_as_union=served.union and not told,
        default_graph=default if told else None,
        named_graphs=named if told else None,
    )
    _tell(answer, asked["accept"], out)


def _tell(answer: QuerySolutions | QueryBoolean | QueryTriples, accept: str, out: Out) -> None:
    triples = isinstance(answer, QueryTriples)
    kinds = _TRIPLES if triples else _SOLUTIONS
    type = best(accept, kinds)
    if type is None:
        what = "a CONSTRUCT or DESCRIBE" if triples else "an ASK" if isinstance(answer, QueryBoolean) else "a SELECT"
        return out.say(406, f"{what} is given as {', '.join(kinds)}")
    out.begin(200, with_charset(type), vary="Accept")
    if isinstance(answer, QueryTriples):
        answer.serialize(out, format=TRIPLES[type])  # type: ignore[arg-type]
    else:
        answer.serialize(out, format=SOLUTIONS[type])  # type: ignore[arg-type]


def _may_ask_elsewhere(text: str) -> bool:
    """What is quick to see."""
    return "service" in text or "\\u" in text


def _prefixes(text: str) -> dict[str, str]:
    """Those of ours that it may need; to hand over all for every query takes as long as a lookup."""
    return {prefix: iri for written, prefix, iri in _DECLARED if written in text}


def graph(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    """A graph of the Graph Store Protocol; the default graph is the union."""
    name = asked["graph"]
    type = best(asked["accept"], _TRIPLES)
    if type is None:
        return out.say(406, f"a graph is given as {', '.join(_TRIPLES)}")
    if name is not None and not store.contains_named_graph(_node(name)):
        return out.say(404, "no graph goes by this name")
    out.begin(200, with_charset(type), vary="Accept")
    if TRIPLES[type] == RdfFormat.TURTLE and len(few := list(islice(_of(store, served, name), _SORTED + 1))) <= _SORTED:
        out.write(turtle(few))
    else:
        written(_of(store, served, name), TRIPLES[type], out)


def _of(store: Store, served: Served, name: str | None) -> Iterable[Triple]:
    if name is None and served.union:
        return {q.triple for q in store.quads_for_pattern(None, None, None)}
    return (q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph() if name is None else _node(name)))


def written(triples: Iterable[Triple], format: RdfFormat, out: Out) -> None:
    """As they come; without prefixes, which the engine writes in no order."""
    serialize(triples, out, format=format)  # type: ignore[arg-type]


def _node(iri: str) -> NamedNode:
    """Raises ValueError for what is no IRI."""
    if ":" not in iri:
        raise ValueError(f"{iri or '(nothing)'} is not an absolute IRI")
    return NamedNode(iri)


def description(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    """What the endpoint can, by SPARQL 1.1 Service Description, where nothing is asked."""
    kinds = ("text/html", *_TRIPLES)
    type = best(asked["accept"], kinds[1:]) or "text/turtle"
    sd, formats = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
    results = " , ".join(
        f"<{formats}{name}>"
        for name in (
            *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
            *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
        )
    )
    said = (
        f"<{asked['base']}> a <{sd}Service> ; <{sd}endpoint> <{asked['base']}> ; <{sd}supportedLanguage> <{sd}SPARQL11Query> ; "
        f"<{sd}feature> <{sd}UnionDefaultGraph> ; <{sd}resultFormat> {results} ."
    )
    out.begin(200, with_charset(type), vary="Accept")
    triples = [q.triple for q in parse(said, RdfFormat.TURTLE)]
    if TRIPLES[type] == RdfFormat.TURTLE:
        out.write(turtle(triples))
    else:
        written(triples, TRIPLES[type], out)
