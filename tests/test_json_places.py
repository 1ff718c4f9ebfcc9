"""Where a JSON-LD document says its triples: what stands at each place is what the triple says."""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.validate.places import Span, Spans
from kg.validate.places.jsonld import places

ARTICLES = sorted((ROOT / "examples").glob("*.txt"))
V = '"@vocab": "http://v/"'
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def parsed(text: str) -> list[ox.Quad]:
    return list(ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD, rename_blank_nodes=True))


def placed(text: str) -> list[tuple[ox.Quad, Spans]]:
    """Every quad with its places, in the order of the text."""
    quads = parsed(text)
    random.Random(1).shuffle(quads)
    found = places(text, quads)
    assert None not in found, [str(q) for q, p in zip(quads, found, strict=True) if p is None]
    return sorted(((q, p) for q, p in zip(quads, found, strict=True) if p), key=lambda x: x[1])


def shown(text: str) -> list[str]:
    """`subject predicate object` as they stand."""
    return [" ".join(text[a:b] for a, b in spans) for _, spans in placed(text)]


# The context's terms | the document's members | what stands at the places of each triple, in the order of the text.
CASES = {
    "a term": ('"p": "http://v/p"', '"@id": "http://a", "p": "x"', ['"http://a" "p" "x"']),
    "an IRI": ("", '"@id": "http://a", "http://p": "x"', ['"http://a" "http://p" "x"']),
    "a node without @id": ("", '"http://p": "x"', ['{ "http://p" "x"']),
    "aliases": (
        f'{V}, "id": "@id", "type": "@type"',
        '"type": ["T", "U"], "id": "http://a", "p": {"id": "http://b"}',
        ['"http://a" "type" "T"', '"http://a" "type" "U"', '"http://a" "p" "http://b"'],
    ),
    "aliases of the rest": (
        f'{V}, "g": "@graph", "r": "@reverse", "v": "@value", "la": "@language", "li": "@list", "s": "@set"',
        '"g": {"@id": "http://b", "p": {"v": "x", "la": "en"}, "z": {"s": [1]}, "r": {"k": {"@id": "http://c"}}, "n": {"li": []}}',
        ['"http://b" "p" "x"', '"http://b" "z" 1', '"http://b" "n" [', '"http://c" "k" "http://b"'],
    ),
    "a type with a container": (f'{V}, "type": {{"@id": "@type", "@container": "@set"}}', '"type": ["T"]', ['{ "type" "T"']),
    "@vocab": (V, '"p": "x", "@type": "T"', ['{ "p" "x"', '{ "@type" "T"']),
    "@base": (
        f'{V}, "@base": "http://b/c/d"',
        '"@id": "", "p": [{"@id": "#e"}, {"@id": "f"}, {"@id": "../g"}, {"@id": "/h"}]',
        ['"" "p" "#e"', '"" "p" "f"', '"" "p" "../g"', '"" "p" "/h"'],
    ),
    "prefixes": (
        '"k": "http://k/", "l": {"@id": "k:l#"}',
        '"@id": "k:a", "@type": "l:T", "k:p": {"@id": "l:b"}, "l:q": {"@value": "x", "@type": "k:d"}',
        ['"k:a" "@type" "l:T"', '"k:a" "k:p" "l:b"', '"k:a" "l:q" "x"'],
    ),
    "a node or a word of the vocabulary": (
        f'{V}, "@base": "http://b/", "n": {{"@type": "@id"}}, "w": {{"@type": "@vocab"}}, "T": "http://t"',
        '"n": ["T", "http://c", "_:c", 3], "w": ["T", "U", "http://c"]',
        ['{ "n" "T"', '{ "n" "http://c"', '{ "n" "_:c"', '{ "n" 3', '{ "w" "T"', '{ "w" "U"', '{ "w" "http://c"'],
    ),
    "datatypes": (
        f'{V}, "xsd": "http://www.w3.org/2001/XMLSchema#", "p": {{"@type": "xsd:integer"}}',
        '"p": ["007", "+7", 7], "q": {"@value": "1.50", "@type": "xsd:decimal"}, "r": {"@value": "1.5", "@type": "d"}',
        ['{ "p" "007"', '{ "p" "+7"', '{ "p" 7', '{ "q" "1.50"', '{ "r" "1.5"'],
    ),
    "languages": (
        f'{V}, "@language": "JA", "e": {{"@language": "en"}}, "n": {{"@language": null}}',
        '"p": "x", "e": "x", "n": "x", "q": [{"@value": "x"}, {"@value": "x", "@language": "DE"}]',
        ['{ "p" "x"', '{ "e" "x"', '{ "n" "x"', '{ "q" "x"', '{ "q" "x"'],
    ),
    "numbers": (
        f'{V}, "d": {{"@type": "http://www.w3.org/2001/XMLSchema#double"}}',
        '"p": [1, 2.0, 3e2, -1.50, 0.001, 1e21, 12345678901234567890, 1E400, -0.0, 123e-2], "d": [1, 0, 0.5]',
        ['{ "p" ' + n for n in "1 2.0 3e2 -1.50 0.001 1e21 12345678901234567890 1E400 -0.0 123e-2".split()]
        + ['{ "d" 1', '{ "d" 0', '{ "d" 0.5'],
    ),
    "booleans": (V, '"p": [true, false, null, "true"]', ['{ "p" true', '{ "p" false', '{ "p" "true"']),
    "JSON": (
        f'{V}, "p": {{"@type": "@json"}}',
        '"p": {"b": 1.0, "a": [null]}, "q": {"@type": "@json", "@value": 2.50}',
        ['{ "p" {', '{ "q" 2.50'],
    ),
    "@set": (
        f'{V}, "p": {{"@container": "@set"}}',
        '"p": ["x"], "q": {"@set": ["y", ["z"]]}',
        ['{ "p" "x"', '{ "q" "y"', '{ "q" "z"'],
    ),
    "@list": (
        f'{V}, "p": {{"@container": "@list"}}',
        '"p": ["x", {"q": 1}]',
        ['{ "p" [', '"x" "x" "x"', '"x" "x" "x"', "{ { {", "{ { {", '{ "q" 1'],
    ),
    "@list of values and none": (V, '"p": {"@list": [1, null]}, "q": {"@list": []}', ['{ "p" [', "1 1 1", "1 1 1", '{ "q" [']),
    "lists in lists": (
        f'{V}, "p": {{"@container": "@list"}}',
        '"p": [[1], []]',
        ['{ "p" [', *["[ [ ["] * 2, *["1 1 1"] * 2, *["[ [ ["] * 2],
    ),
    "a list whose key says nothing of lists": (V, '"p": {"@list": [[], ["x"]]}', ['{ "p" [', '"x" "x" "x"', '"x" "x" "x"']),
    "languages as keys": (
        f'{V}, "p": {{"@container": "@language"}}',
        '"p": {"en": ["x", "y"], "JA": "x", "@none": "x"}',
        ['{ "p" "x"', '{ "p" "y"', '{ "p" "x"', '{ "p" "x"'],
    ),
    "@index": (
        f'{V}, "p": {{"@container": "@index"}}',
        '"p": {"k": ["x", {"q": 1}], "l": {"@id": "http://b"}}',
        ['{ "p" "x"', '{ "p" {', '{ "p" "http://b"', '{ "q" 1'],
    ),
    "@index that is a property": (
        f'{V}, "p": {{"@container": "@index", "@index": "i"}}',
        '"p": {"k": {"q": 1}}',
        ['{ "p" {', '{ "k" "k"', '{ "q" 1'],
    ),
    "ids as keys": (
        f'{V}, "p": {{"@container": "@id"}}',
        '"p": {"http://b": {"q": 1}}',
        ['{ "p" "http://b"', '"http://b" "q" 1'],
    ),
    "types as keys": (f'{V}, "p": {{"@container": "@type"}}', '"p": {"T": {"q": 1}}', ['{ "p" {', '{ "T" "T"', '{ "q" 1']),
    "graphs": (
        f'{V}, "p": {{"@container": "@graph"}}',
        '"p": [{"@id": "http://b", "q": 1}, {"r": 1}]',
        ['{ "p" {', '{ "p" {', '"http://b" "q" 1', '{ "r" 1'],
    ),
    "graphs by their ids": (
        f'{V}, "p": {{"@container": ["@graph", "@id"]}}',
        '"p": {"http://b": {"q": 1}}',
        ['{ "p" "http://b"', '{ "q" 1'],
    ),
    "graphs by an index": (f'{V}, "p": {{"@container": ["@graph", "@index"]}}', '"p": {"k": {"q": 1}}', ['{ "p" {', '{ "q" 1']),
    "@reverse": (
        f'{V}, "r": {{"@reverse": "q", "@type": "@id"}}',
        '"@id": "http://a", "@reverse": {"p": [{"@id": "http://b"}, {"q": 1}]}, "r": "http://c"',
        ['"http://b" "p" "http://a"', '{ "p" "http://a"', '{ "q" 1', '"http://c" "r" "http://a"'],
    ),
    "@graph": (V, '"@graph": [{"@id": "http://a", "p": 1}, {"p": 2}]', ['"http://a" "p" 1', '{ "p" 2']),
    "a named graph": (
        V,
        '"@id": "http://g", "p": 1, "@graph": [{"@id": "http://a", "p": 1, "@graph": {"p": 2}}]',
        ['"http://g" "p" 1', '"http://a" "p" 1', '{ "p" 2'],
    ),
    "a graph without a name": (V, '"p": 1, "@graph": {"p": 2}', ['{ "p" 1', '{ "p" 2']),
    "@included and @nest": (
        f'{V}, "n": "@nest"',
        '"n": {"p": 1}, "@included": {"@id": "http://b", "p": 2}',
        ['{ "p" 1', '"http://b" "p" 2'],
    ),
    "nested nodes": (
        V,
        '"p": {"@id": "http://b", "q": {"@type": "T"}}',
        ['{ "p" "http://b"', '{ "@type" "T"', '"http://b" "q" {'],
    ),
    "nested contexts": (
        V,
        '"p": {"@context": {"q": "http://q"}, "q": 1, "r": {"@context": null, "http://s": 2, "q": 3}}, "q": 4',
        ['{ "p" {', '{ "q" 4', '{ "q" 1', '{ "r" {', '{ "http://s" 2'],
    ),
    "a key's context": (
        f'{V}, "p": {{"@context": {{"id": "@id", "q": {{"@type": "@id"}}}}}}',
        '"p": {"id": "http://b", "q": "http://c"}',
        ['{ "p" "http://b"', '"http://b" "q" "http://c"'],
    ),
    "a type's context": (
        f'{V}, "T": {{"@context": {{"q": "http://t/q"}}}}',
        '"@type": ["S", "T"], "q": {"q": 1, "@id": "http://b"}',
        ['{ "@type" "S"', '{ "@type" "T"', '{ "q" "http://b"', '"http://b" "q" 1'],
    ),
    "escapes": (
        V,
        r'"@id": "http:\/\/a", "\u0070": "\u3042\"\\x\ud83d\ude00"',
        [r'"http:\/\/a" "\u0070" "\u3042\"\\x\ud83d\ude00"'],
    ),
    "signs in strings": (V, '"p": "{[:,]}", "q": "\\\\"', ['{ "p" "{[:,]}"', '{ "q" "\\\\"']),
    "a key twice": (V, '"p": 1, "p": 2', ['{ "p" 1', '{ "p" 2']),
    "what RDF drops": (
        V,
        '"@id": "http://a", "p": [{"@id": "rel", "q": 1}, null, {"@value": null}, 2], "_:b": 3',
        ['"http://a" "p" 2'],
    ),
}


@pytest.mark.parametrize("context_last", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_a_triple_stands_where_it_is_said(case: str, context_last: bool) -> None:
    terms, members, expected = CASES[case]
    context = f'"@context": {{{terms}}}'
    text = f"{{{members}, {context}}}" if context_last else f"{{{context}, {members}}}"
    assert Counter(shown(text)) == Counter(expected)


def test_every_construct_has_a_case() -> None:
    assert len(CASES) >= 40


def test_a_place_is_a_stretch_of_the_text() -> None:
    text = '\ufeff{\r\n "@context": {"@vocab": "http://v/"},\r\n "p": "日\\n本",\r\n "q": 1\r\n}\r\n'
    brace, p, q = text.index("{"), text.index('"p"'), text.index('"q"')
    assert [spans for _, spans in placed(text)] == [
        Spans(Span(brace, brace + 1), Span(p, p + 3), Span(p + 5, p + 11)),
        Spans(Span(brace, brace + 1), Span(q, q + 3), Span(q + 5, q + 6)),
    ]
    assert text[p + 5 : p + 11] == '"日\\n本"'


def test_what_is_said_twice_stands_where_it_is_said_first() -> None:
    text = '[{"@id": "http://a", "http://p": 1}, {"http://p": [1, 1], "@id": "http://a", "http://q": 2}]'
    (_, first), (_, again), (_, third), (_, second) = placed(text)
    assert first == again == third == Spans(Span(9, 19), Span(21, 31), Span(33, 34))
    assert text[slice(*second.subject)] == '"http://a"'
    assert second.subject.start > 60


def test_blank_nodes_are_told_apart_by_what_is_said_of_them() -> None:
    node = '{"@type": "T", "p": {"p": {"p": %d}}}'
    text = '{"@context": {%s}, "@graph": [%s]}' % (V, ", ".join(node % n for n in (3, 1, 2, 1)))  # noqa: UP031
    by_subject: dict[object, set[int]] = {}
    for quad, spans in placed(text):
        by_subject.setdefault(quad.subject, set()).add(spans.subject.start)
        if isinstance(quad.object, ox.Literal):
            assert text[slice(*spans.object)] == quad.object.value
    assert len(by_subject) == 12
    assert all(len(starts) == 1 for starts in by_subject.values())
    assert len({next(iter(starts)) for starts in by_subject.values()}) == 12


def test_blank_nodes_alike_are_not_mixed_up() -> None:
    """They hang on a node of their own each, and many of them cost little."""
    same = '{"@id": "_:g", "@graph": [{"l": [{"@id": "_:g"}, 1]}, {"p": [{}, {}]}]}'
    text = f'{{"@context": {{{V}, "l": {{"@container": "@list"}}}}, "@graph": [{", ".join([same] * 50)}]}}'
    found = placed(text)
    assert len(found) == 50 * 7
    assert len({(quad.predicate.value, spans) for quad, spans in found}) == len(found)


def test_a_labelled_blank_node_stands_where_each_triple_says_it() -> None:
    text = '[{"@id": "_:x", "http://p": {"@id": "_:y"}}, {"@id": "_:y", "http://p": {"@id": "_:x"}, "http://q": 1}]'
    assert shown(text) == ['"_:x" "http://p" "_:y"', '"_:y" "http://p" "_:x"', '"_:y" "http://q" 1']


@pytest.mark.parametrize("text", ["[]", "{}", '{"@id": "http://a"}', '[1, "x", null]', '"x"', " true "])
def test_a_document_that_says_nothing(text: str) -> None:
    assert places(text, []) == []
    elsewhere = ox.Quad(ox.NamedNode("http://a"), ox.NamedNode("http://p"), ox.BlankNode())
    assert places(text, [elsewhere]) == [None]


def test_what_is_not_found_has_no_place() -> None:
    text = '{"@id": "http://a", "http://p": {"@value": "1", "@type": "http://d"}}'
    a, p, d = (ox.NamedNode(f"http://{n}") for n in "apd")
    right = ox.Literal("1", datatype=d)
    others = [ox.Literal("1"), ox.Literal("01", datatype=d), ox.Literal("1", language="en"), ox.BlankNode(), p]
    quads = [ox.Quad(a, p, right), *(ox.Quad(a, p, o) for o in others), ox.Quad(a, p, right, a), ox.Quad(p, p, right)]
    assert [spans is None for spans in places(text, quads)] == [False, *[True] * 7]


@pytest.mark.parametrize(
    "context",
    [
        '"file:///etc/hostname"',
        '["http://c/", {}]',
        '{"@import": "http://c/"}',
        '{"@context": "http://c/"}',
        '{"http://p": {"@id": "http://p", "@context": "http://c/"}}',
        '{"T": {"@id": "http://t", "@context": ["http://c/"]}}',
    ],
)
def test_nothing_is_fetched(context: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """pyoxigraph refuses such a document; whoever asks all the same gets what the document says without that context."""
    from rdflib.plugins.shared.jsonld import context as module

    def fetch(*_: object) -> None:
        raise AssertionError("fetched")

    monkeypatch.setattr(module, "source_to_json", fetch)
    text = f'{{"@id": "http://a", "@type": "T", "http://p": {{"http://q": 1}}, "@context": {context}}}'
    with pytest.raises(SyntaxError):
        parsed(text)
    quad = ox.Quad(ox.NamedNode("http://a"), ox.NamedNode("http://p"), ox.BlankNode())
    assert places(text, [quad]) != [None]


@pytest.mark.parametrize(
    ("opened", "inner", "closed"),
    [
        ('{"p": ', "1", "}"),
        ('{"p": [', "1", "]}"),
        ("[", '{"p": 1}', "]"),
        ('{"q": [', "1", "]}"),
        ('{"@id": "_:x", "@graph": ', '{"p": 1}', "}"),
    ],
)
def test_depth_costs_no_stack(opened: str, inner: str, closed: str) -> None:
    depth = 200 // (opened.count("[") + opened.count("{"))
    body = opened * depth + inner + closed * depth
    text = f'{{"@context": {{{V}, "q": {{"@container": "@list"}}}}, "@graph": {body}}}'
    quads = parsed(text)
    places("{}", [])  # imports are over
    before = sys.getrecursionlimit()
    frame, frames = sys._getframe(), 0
    while frame:
        frame, frames = frame.f_back, frames + 1  # type: ignore[assignment]
    sys.setrecursionlimit(frames + 60)
    try:
        found = places(text, quads)
    finally:
        sys.setrecursionlimit(before)
    assert quads
    assert None not in found


# Laws


def holds(token: str, node: object) -> bool:
    """A literal's words, an IRI in full, a term or a compact IRI that ends alike."""
    said = json.loads(token) if token not in "{[" else None
    if isinstance(node, ox.Literal):
        return said == node.value
    if isinstance(node, ox.NamedNode) and isinstance(said, str):
        return re.split(r"[#/:]", node.value)[-1] == re.split(r"[#/:]", said)[-1]
    return False


@pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)
def test_every_triple_of_a_graph_of_ours_has_its_places(article: Path) -> None:
    text = kg.build(article).serialize("json-ld").decode()
    seen = 0
    for quad, spans in placed(text):
        s, p, o = (text[a:b] for a, b in spans)
        assert json.loads(s) == quad.subject.value  # ours are in full
        assert json.loads(p) == "type" if quad.predicate.value == TYPE else json.loads(p)
        assert holds(o, quad.object), (o, str(quad.object))
        seen += 1
    assert seen >= 100
    assert seen == len(parsed(text))


def _nodes() -> st.SearchStrategy[Any]:
    ids = st.sampled_from(["http://a", "http://b", "_:x", "_:y"])
    leaf = st.sampled_from([1, 2.5, True, "x", "http://a"]) | st.builds(lambda i: {"@id": i}, ids) | st.just({})

    def node(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        value = inner | st.lists(inner, max_size=3)
        keys = {"p": value, "q": value, "i": value, "@type": st.sampled_from(["T", "U"]), "@id": ids}
        keys |= {"l": st.lists(leaf, max_size=3), "m": st.dictionaries(st.sampled_from(["en", "ja"]), st.just("x"))}
        keys |= {"r": st.lists(st.builds(lambda i: {"@id": i}, ids), max_size=2), "@graph": value}
        return st.fixed_dictionaries({}, optional=keys)

    return st.recursive(leaf, node, max_leaves=12).filter(lambda v: isinstance(v, dict))


CONTEXT = {
    "@vocab": "http://v/",
    "i": {"@type": "@id"},
    "l": {"@container": "@list"},
    "m": {"@container": "@language"},
    "r": {"@reverse": "http://v/back"},
}
ran: Counter[str] = Counter()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_nodes(), max_size=4), st.randoms(use_true_random=False))
def check_any_document(nodes: list[Any], chance: random.Random) -> None:
    text = json.dumps({"@context": CONTEXT, "@graph": nodes})
    quads = parsed(text)
    chance.shuffle(quads)
    found = places(text, quads)
    assert None not in found, text
    where = {quad: (str(quad.predicate), spans) for quad, spans in zip(quads, found, strict=True)}
    assert len(set(where.values())) == len(where), text  # no two triples stand at one place
    for quad, spans in zip(quads, found, strict=True):
        token = text[slice(*spans.object)] if spans else ""
        if isinstance(quad.object, ox.Literal) and quad.object.datatype.value.endswith("string"):
            assert json.loads(token) == quad.object.value
    ran["documents"] += 1
    ran["quads"] += len(quads)


def test_every_triple_of_any_document_has_its_own_places() -> None:
    ran.clear()
    check_any_document()
    assert ran["documents"] >= 200
    assert ran["quads"] >= 400
