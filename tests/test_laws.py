"""What holds of any article: hypothesis draws strings, and every gold article is read where it is at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from conftest import GOLD, environment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

import kg
from kg import serial
from kg.graph import Graph
from kg.model import Reading, Span
from kg.vocabulary import term

pipeline = pytest.importorskip("kg.pipeline")

gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the gold articles are not beside this checkout")
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# words that set rules off, in any order, between any characters
WORDS = (
    *(
        "青空電機株式会社",
        "赤星製薬",
        "㈱白波",
        "山田太郎氏",
        "山田氏",
        "同社",
        "同氏",
        "両者",
        "John Smith",
        "OpenSky",
        "ジョン・スミス",
    ),
    *(
        "は",
        "が",
        "を",
        "に",
        "と",
        "の",
        "から",
        "による",
        "では",
        "、",
        "。",
        "（",
        "）",
        "「",
        "」",
        "\n",
        " ",
        "　",
        "・",
        "，",
    ),
    *(
        "買収した",
        "出資する方針だ",
        "設立した",
        "提訴した",
        "和解した",
        "取り下げた",
        "就任する",
        "退任した",
        "共同創業者",
        "買収された",
    ),
    *("社長", "CEO", "代表取締役社長兼CEO", "東京地裁", "シリーズA", "約300億円", "数千万ドル", "１０％", "100万"),
    *(
        "2024年5月10日",
        "同年",
        "翌月",
        "昨年",
        "令和6年",
        "元年",
        "13月",
        "2月30日",
        "（51）",
        "ｱｵｿﾞﾗ",
        "e\u0301",
        "\U0001f600",
    ),
)
japanese = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=40).map("".join)
any_string = st.text(st.characters(codec=None), max_size=200)
articles = st.one_of(japanese, any_string)

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "json-ld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
}


@cache
def gold_graphs() -> tuple[Graph, ...]:
    return tuple(kg.build(path) for path in sorted(GOLD.glob("*.txt")))


@cache
def gold_union() -> Graph:
    return Graph.of(r for g in gold_graphs() for r in g.readings)


def spans(reading: Reading) -> Iterable[Span]:
    yield from (s.span for s in reading.sentences)
    yield from (t.span for s in reading.sentences for t in s.tokens)
    yield from (m.span for m in reading.mentions)
    yield from (m.span for e in reading.entities for m in e.mentions)
    yield from (s for f in reading.facts for s in f.evidence)
    yield from (s for f in reading.facts for p in f.proceedings for s in p.evidence)
    yield from (g.trigger for g in reading.gaps)


def check_reading(reading: Reading) -> None:
    norm = reading.article.norm
    for span in spans(reading):
        assert 0 <= span.start <= span.end <= len(norm)
    for m in reading.mentions:
        assert norm[m.span.start : m.span.end] == m.text
    for s in reading.sentences:
        assert norm[s.span.start : s.span.end] == s.text
    ids = {e.id for e in reading.entities}
    for f in reading.facts:
        assert f.evidence
        assert {v for _, v in f.roles if isinstance(v, int)} <= ids


def check_quotes(graph: Graph) -> int:
    """text[start:end] is the quote; how many were checked."""
    texts = {q.graph_name: r.article.text for r in graph.readings for q in Graph.of([r]).quads[:1]}
    said = {(q.graph_name, q.subject, q.predicate): q.object for q in graph.quads}
    sources = [(q.graph_name, q.subject) for q in graph.quads if q.object == term("oa:SpecificResource")]
    for g, node in sources:
        base, _, at = node.value.partition("#char=")
        position, quote = NamedNode(f"{base}#position={at}"), NamedNode(f"{base}#quote={at}")
        start, end = (int(said[g, position, term(p)].value) for p in ("oa:start", "oa:end"))
        assert texts[g][start:end] == said[g, quote, term("oa:exact")].value != ""
    return len(sources)


def check_bytes(graph: Graph) -> None:
    """What is read is what was written, in every format."""
    for name in serial.FORMATS:
        back = list(parse(graph.serialize(name), format=FORMATS[name]))
        assert {q.triple for q in back} == {q.triple for q in graph.quads}, name
        if name in ("trig", "nquads"):
            assert set(back) == set(graph.quads), name


def check_nodes(quads: Iterable[Quad]) -> None:
    for q in quads:
        assert not any(isinstance(n, BlankNode) for n in (q.subject, q.object, q.graph_name))


@quick
@given(articles)
def test_any_string_is_read_and_written(words: str) -> None:
    article = kg.read_text(words)
    graph = Graph.of([kg.read_article(article)])
    check_reading(graph.readings[0])
    check_quotes(graph)
    check_nodes(graph.quads)
    for name in ("turtle", "trig", "nquads", "ntriples"):
        assert {q.triple for q in parse(graph.serialize(name), format=FORMATS[name])} == {q.triple for q in graph.quads}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(japanese)
def test_the_graph_of_any_words_conforms(words: str) -> None:
    pytest.importorskip("kg.validate")
    report = kg.build(kg_text(words)).validate()
    assert report.conforms, report.text("en")


def kg_text(words: str) -> str:
    return words + "。\n"  # never taken for a path


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(japanese, japanese)
def test_union_of_any_two_articles(one: str, two: str) -> None:
    a, b = (kg.read_article(kg.read_text(w)) for w in (one, two))
    age = term("kg:age")
    both, apart = set(Graph.of([a, b]).quads), {*Graph.of([a]).quads, *Graph.of([b]).quads}
    assert both == set(Graph.of([b, a]).quads)
    assert {q for q in both if q.predicate != age} == {q for q in apart if q.predicate != age}
    assert both <= apart


@gold
def test_every_gold_article_keeps_the_laws() -> None:
    graphs = gold_graphs()
    assert len(graphs) >= 48
    quotes = 0
    for graph in graphs:
        check_reading(graph.readings[0])
        quotes += check_quotes(graph)
        check_nodes(graph.quads)
    assert quotes > 1000


@gold
def test_gold_in_one_graph_is_written_and_read_in_every_format() -> None:
    check_bytes(gold_union())


@gold
def test_gold_in_one_graph_is_the_union_of_its_articles_in_any_order() -> None:
    union, age = gold_union(), term("kg:age")
    apart = {q for g in gold_graphs() for q in g.quads if q.predicate != age}
    assert {q for q in union.quads if q.predicate != age} == apart
    assert Graph.of(reversed(union.readings)).serialize("trig") == union.serialize("trig")


@gold
def test_values_are_no_entities_and_entities_no_values() -> None:
    seen = 0
    for reading in gold_union().readings:
        for fact in reading.facts:
            for role, value in fact.roles:
                assert isinstance(value, int) is (
                    role not in ("amount", "damages", "date", "round", "startDate", "endDate", "title")
                )
                seen += 1
    assert seen > 1000


@gold
def test_gold_in_one_graph_conforms() -> None:
    pytest.importorskip("kg.validate")
    report = gold_union().validate()
    assert report.conforms, report.text("en")[:4000]


@gold
@pytest.mark.parametrize("at", [0, 20, 40])
def test_the_graph_of_a_gold_article_conforms(at: int) -> None:
    pytest.importorskip("kg.validate")
    report = gold_graphs()[at].validate()
    assert report.conforms, report.text("en")[:4000]


@gold
def test_the_bytes_of_gold_do_not_depend_on_the_hash_seed() -> None:
    paths = sorted(GOLD.glob("*.txt"))[:6]
    told = set()
    for seed in ("0", "1", "2"):
        command = [sys.executable, "-m", "kg.cli", "build", *map(str, paths), "--format", "trig"]
        run = subprocess.run(command, capture_output=True, env=environment({"PYTHONHASHSEED": seed}), check=False)
        assert run.returncode == 0, run.stderr
        told.add((run.stdout, run.stderr))
    assert len(told) == 1


@gold
def test_parts_of_gold_articles_are_read_too() -> None:
    """An article cut anywhere is still an article."""
    for path in sorted(GOLD.glob("*.txt"))[::8]:
        words = path.read_text("utf-8")
        for cut in (len(words) // 3, len(words) // 2 + 1):
            for part in (words[:cut], words[cut:], words[:cut].replace("\n", ""), words[cut:].replace("。", "")):
                check_reading(kg.read_article(kg.read_text(part)))


def test_the_law_tests_run_where_the_river_is() -> None:
    assert Path(os.fspath(pipeline.__file__)).name == "pipeline.py"
