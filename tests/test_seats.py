"""Where bodies are: every rule finds what its examples mark, and nothing in its nevers; what a graph says of it."""

from __future__ import annotations

import re

import pytest

import kg
from kg.account import account
from kg.match import cover, marked
from kg.model import Kind, Mention, Span
from kg.seats import Bodies, rules

EXAMPLES = [(rule.name, text) for rule in rules() for text in rule.examples]
NEVERS = [(rule.name, text) for rule in rules() for text in rule.never]


def read(example: str) -> tuple[str, tuple[Span, ...], Bodies]:
    """大阪市の〈青嶺製作所〉 → its text and its bodies."""
    starts, ends = {}, {}
    plain = ""
    for piece in re.split("([〈〉])", example):
        if piece == "〈":
            opened = len(plain.replace("[", "").replace("]", ""))
        elif piece == "〉":
            bare = plain.replace("[", "").replace("]", "")
            starts[opened] = ends[len(bare)] = Mention(Span(opened, len(bare)), Kind.ORGANIZATION, bare[opened:], "test")
        else:
            plain += piece
    text, spans = marked(plain)
    return text, spans, Bodies(starts, ends)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found(rule: str, example: str) -> None:
    text, spans, bodies = read(example)
    assert spans
    assert bodies.starts
    hits = cover(rules(), text, bodies)
    assert tuple(h.span for h in hits if h.rule.name == rule) == spans
    assert all(h.value in bodies.starts.values() for h in hits)


@pytest.mark.parametrize(("rule", "example"), NEVERS)
def test_never_is_not_found(rule: str, example: str) -> None:
    text, _, bodies = read(example)
    assert bodies.starts
    assert cover(rules(), text, bodies) == []


def test_a_graph_says_where_a_body_is() -> None:
    text = "青嶺製作所(本社・長野県松本市)は10日、大阪市の北星製薬を買収した。北星製薬の工場は堺市にある。\n"
    of = {a.label: a.seats for a in account(kg.build(text, published="2024-05-10").quads).agents}
    assert of == {"青嶺製作所": ("長野県松本市",), "北星製薬": ("大阪市",)}
    plain = kg.build("青嶺製作所は10日、大阪市の工場を閉じると発表した。\n", published="2024-05-10")
    assert not [q for q in plain.quads if q.predicate.value.endswith("#seat")]
