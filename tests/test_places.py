"""Every triple of a Turtle file has its place: on documents made at random the words at each place are the term that the parser read."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg.validate.places.terse import places

HEAD = "@prefix : <http://e/> .\nPREFIX x: <http://e/x#>\n@base <http://e/> .\n"
NAMES = {":a": "http://e/a", "x:b.c": "http://e/x#b.c", "<d>": "http://e/d", ":e\\,f": "http://e/e,f", ":漢字": "http://e/漢字"}
STRINGS = {'"s"': "s", "'#t'": "#t", '"""a "b"\n;"""': 'a "b"\n;', '"é.,;[]("': "é.,;[](", '"q\\""': 'q"'}
SUFFIXES = ("", "@ja", " @en-US", "^^x:d", "^^<http://e/(;)>", " ^^ :d.e")
NUMBERS = {"1": "1", "-2.50": "-2.50", "1.e5": "1.e5", "true": "true", ".5": ".5"}
GAPS = (" ", "\n", "\t", "  ", ' # note . ; [ " \n')

gap = st.sampled_from(GAPS)
name = st.sampled_from(sorted(NAMES))
literal = st.one_of(
    st.tuples(st.sampled_from(sorted(STRINGS)), st.sampled_from(SUFFIXES)).map("".join), st.sampled_from(sorted(NUMBERS))
)
label = st.sampled_from(["_:n1", "_:n.2"])


def joined(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[str]:
    told = [gap if i % 2 else (p if not isinstance(p, str) else st.just(p)) for p in parts for i in (0, 1)]
    return st.tuples(*told).map("".join)


def properties(node: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    objects = st.lists(node, min_size=1, max_size=3).map(" , ".join)
    pair = joined(st.one_of(name, st.just("a")), objects)
    return st.lists(pair, min_size=1, max_size=3).map(" ; ".join)


node = st.recursive(
    st.one_of(name, literal, label, st.just("[]"), st.just("()")),
    lambda inner: st.one_of(
        joined("[", properties(inner), "]"),
        st.lists(inner, max_size=4).map(lambda xs: "(" + " ".join(xs) + ")"),
    ),
    max_leaves=8,
)
bracketed = st.one_of(
    joined("[", properties(node), "]"), st.lists(node, min_size=1, max_size=3).map(lambda xs: "(" + " ".join(xs) + ")")
)
statement = st.one_of(
    joined(st.one_of(name, label, bracketed), properties(node), st.sampled_from([".", ";.", "; ;."])),
    joined(st.just("["), properties(node), st.just("]"), st.just(".")),
)
turtle = st.lists(statement, max_size=4).map(lambda xs: HEAD + "\n".join(xs))
trig = st.lists(
    st.one_of(
        statement,
        st.tuples(st.sampled_from(["GRAPH :g", ":g", "_:g", "", "graph <g>", "[]"]), st.lists(statement, max_size=2)).map(
            lambda gs: gs[0] + " {" + "\n".join(gs[1]) + "}"
        ),
    ),
    max_size=3,
).map(lambda xs: HEAD + "\n".join(xs))


def told(words: str, term: object) -> bool:
    """Whether these words write this term."""
    if isinstance(term, BlankNode):
        return words == f"_:{term.value}" if term.value in ("n1", "n.2") else True  # a list's cell stands at its item
    if isinstance(term, NamedNode):
        known = {**NAMES, "a": "rdf-syntax-ns#type"}
        if term.value.endswith(("#first", "#rest", "#nil")):
            return True
        return words in known and term.value.endswith(known[words])
    assert isinstance(term, Literal)
    string = next((w for w in sorted(STRINGS, key=len, reverse=True) if words.startswith(w)), None)
    if string is None:
        return NUMBERS.get(words) == term.value
    tag = re.fullmatch(r"\s*@(.*)", words[len(string) :])
    return STRINGS[string] == term.value and (tag[1].lower() if tag else None) == term.language


def agree(text: str, format: RdfFormat, line_based: bool = False) -> int:
    quads: list[Quad] = list(parse(text.encode(), format=format))
    found = places(text, line_based)
    assert len(found) == len(quads)
    for quad, spans in zip(quads, found, strict=True):
        for (start, end), term in zip(spans, quad.triple, strict=True):
            assert told(text[start:end], term), (text[start:end], term, text)
    return len(quads)


@settings(max_examples=300)
@given(turtle)
def test_turtle(text: str) -> None:
    agree(text, RdfFormat.TURTLE)


@settings(max_examples=200)
@given(trig)
def test_trig(text: str) -> None:
    agree(text, RdfFormat.TRIG)
