"""What the page of kg view holds: every quote at its place, nothing that breaks out, all words in both languages, the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

import kg as door
from kg import serial
from kg.account import Quote, account
from kg.view import SCRIPTS, asset, embedded, page
from kg.view.layout import positions
from kg.view.passages import passages
from kg.view.questions import questions
from kg.view.telling import sounds, told
from kg.view.words import WORDS, own
from kg.vocabulary import term

EXAMPLES = sorted((ROOT / "examples").glob("*.ttl"))
ARTICLE = "𠮷野電機（Yoshino 𝔼）は2024年4月1日、北星製薬を約300億円で買収した。同社は「</script><!--」と述べた。\n"


def held(made: str) -> Any:
    """The data of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', made, re.S)
    assert found
    return json.loads(found[1])


def texts_of(path: Path) -> dict[str, str]:
    graph = serial.load(path)
    return {a.iri: door.read_file(path.with_suffix(".txt")).text for a in account(graph).articles}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("whole", [True, False])
def test_every_quote_stands_where_the_page_says(path: Path, whole: bool) -> None:
    said = account(serial.load(path))
    data = told(said, texts_of(path) if whole else {})
    assert [a["whole"] for a in data["articles"]] == [whole]
    found = sorted(data["articles"][a]["passages"][p][x:y] for a, p, x, y in data["quotes"])
    assert found == sorted(q.exact for q in said.quotes.values())
    assert len(found) >= 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_what_the_graph_tells_is_all_there(path: Path) -> None:
    said = account(serial.load(path))
    data = told(said, {})
    assert [e["iri"] for e in data["entities"]] == [a.iri for a in said.agents]
    assert [f["iri"] for f in data["facts"]] == [f.iri for f in said.facts]
    for fact, event in zip(data["facts"], said.facts, strict=True):
        assert len(fact["roles"]) == len(event.roles)
        cited = {*event.evidence, *(q for s in event.steps for q in s.evidence)}
        assert len(fact["quotes"]) == len(cited)
    assert len(data["points"]) == len(data["entities"]) + len(data["facts"])


words = st.text(alphabet="青空𠮷𝔼が。\n<a", min_size=1, max_size=30)


@given(words, st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12)), max_size=8))
def test_quotes_are_pieced_together_rightly(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = sorted({(x, min(x + n, len(text))) for x, n in cuts if x < len(text)})
    quotes = [Quote(f"urn:a#char={x},{y}", "urn:a", x, y, text[x:y]) for x, y in spans]
    for given_text in (text, None, "x" + text):
        shown = passages(quotes, given_text)
        for q in quotes:
            passage, x, y = shown.places[q.iri]
            assert shown.texts[passage][x:y] == q.exact
        if given_text is None:
            assert all(piece in text for piece in shown.texts)  # what does not touch is not put together


def test_a_quote_that_contradicts_another_stands_alone() -> None:
    quotes = [Quote("urn:1", "urn:a", 0, 4, "青空電機"), Quote("urn:2", "urn:a", 2, 6, "機電を買")]
    assert passages(quotes, None).texts == ("青空電機", "機電を買")
    assert passages(quotes, "青空電機を買収").whole is False


def test_what_a_graph_holds_stays_data() -> None:
    bad = "</script><script>alert(1)</script><!-- \u2028{{style}}"
    who = NamedNode("urn:x")
    said = [Quad(who, term("rdf:type"), term("kg:Person")), Quad(who, term("rdfs:label"), Literal(bad))]
    made = page(said, {})
    assert held(made)["entities"][0]["label"] == bad
    assert made.count("<script") == 2 == made.count("</script>")
    assert "<!--" not in made.replace("<!doctype", "")
    assert "alert(1)</script>" not in made
    assert json.loads(embedded(bad)) == bad


def test_nothing_is_fetched_and_no_other_script_runs() -> None:
    made = page([], {})
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy
    for kind in ("script", "style"):
        body = re.search(rf"<{kind}>(.*?)</{kind}>", made, re.S)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "connect-src 'none'" in policy[1]
    assert "connect-src 'self'" in page([], {}, query_url="/sparql")
    assert "connect-src https://a.example:8" in page([], {}, query_url="https://a.example:8/sparql?x=1")
    assert not re.search(r"""\b(?:src|href)\s*=\s*["'](?!#)""", made)
    assert not re.search(r"@import|url\(", asset("page.css"))


def test_labels_are_never_markup() -> None:
    for name in SCRIPTS:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", asset(f"{name}.js")
        ), name


def test_words_are_complete() -> None:
    assert all(len(said) == 2 and all(said) for said in own().values())
    assert set(WORDS["ja"]) == set(WORDS["en"])
    script, markup = "".join(asset(f"{name}.js") for name in SCRIPTS), asset("page.html")
    asked = set(re.findall(r'\bword\("(\w+)"', script)) | set(re.findall(r'data-(?:word|label|hint)="(\w+)"', markup))
    columns = re.search(r"const COLUMNS = \[(.*?)\n\];", script, re.S)
    assert columns
    asked |= set(re.findall(r'^  \["(\w+)"', columns[1], re.M))
    assert len(asked) >= 40
    assert asked <= set(WORDS["ja"])
    assert [key for key in own() if f'"{key}"' not in script + markup and key != "Stated"] == []  # none is left over


def test_every_status_and_action_has_words_and_every_status_a_line() -> None:
    ontology = (ROOT / "ontology" / "newskg.ttl").read_text("utf-8")
    lines = re.search(r"const STATUSES = \{(.*?)\n\};", asset("state.js"), re.S)
    assert lines
    for kind in ("Status", "Action"):
        members = re.findall(rf"^kg:(\w+) a owl:NamedIndividual , kg:{kind}\b", ontology, re.M)
        assert len(members) >= 7
        for name in members:
            assert name in WORDS["ja"], name
            assert kind == "Action" or re.search(rf"^  {name}: ", lines[1], re.M), name


def test_the_same_graph_gives_the_same_page() -> None:
    said = [q for path in EXAMPLES for q in serial.load(path)]
    shuffled = said.copy()
    random.Random(3).shuffle(shuffled)
    assert page(said, {}) == page(shuffled, {})


def test_questions_are_answered_when_the_page_is_made() -> None:
    data = held(page([q for path in EXAMPLES for q in serial.load(path)], {}))
    assert len(data["questions"]) == len(questions()) >= 5
    for asked in data["questions"]:
        assert asked["ja"]
        assert asked["en"]
        assert asked["count"] >= len(asked["rows"]) > 0, asked["en"]
        assert all(len(row) == len(asked["head"]) for row in asked["rows"])
    assert "rows" not in held(page([], {}, query_url="/sparql"))["questions"][0]


@given(st.integers(0, 40), st.data())
def test_places_are_apart_and_the_same_again(size: int, drawn: st.DataObject) -> None:
    node = st.integers(0, max(0, size - 1))
    edges = drawn.draw(st.lists(st.tuples(node, node).filter(lambda e: e[0] != e[1]), max_size=60)) if size > 1 else []
    places = positions(size, edges)
    assert places == positions(size, [*reversed(edges)])
    assert len(places) == size == len(set(places))


def test_names_that_sound_alike_have_the_same_consonants() -> None:
    assert set(sounds(["オルヴェイン"])) & set(sounds(["Orvane"]))
    assert set(sounds(["マテオ・ラングリー"])) & set(sounds(["Langley"]))
    assert sounds(["北星製薬"]) == []


def test_an_empty_graph_has_a_page() -> None:
    data = held(page([], {}))
    assert (data["entities"], data["facts"], data["articles"], data["points"]) == ([], [], [], [])


def test_the_command(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "other.txt").write_text("赤星製薬は別の記事で語られた。", encoding="utf-8")
    assert kg("build", "a.txt", "-o", "a.ttl").returncode == 0
    done = kg("view", "a.ttl", "--article", "a.txt", "-o", "a.html", "--lang", "ja")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    made = (tmp_path / "a.html").read_text("utf-8")
    data = held(made)
    assert data["lang"] == "ja"
    assert data["articles"][0]["passages"] == [ARTICLE]
    assert kg("view", "a.ttl", "--article", "a.txt", "--lang", "ja", env={"PYTHONHASHSEED": "7"}).stdout.decode() == made
    assert held(kg("view", "a.ttl").stdout.decode())["articles"][0]["whole"] is False
    wrong = kg("view", "a.ttl", "--article", "other.txt", "-o", "b.html")
    assert (wrong.returncode, wrong.stderr.decode()) == (
        2,
        "kg: other.txt: no article of this graph; give the very file that kg build read\n",
    )
    moved = (tmp_path / "a.ttl").read_text("utf-8").replace('oa:exact "北星製薬"', 'oa:exact "北星製菓"')
    (tmp_path / "moved.ttl").write_text(moved, encoding="utf-8")
    assert b"kg validate GRAPH --article a.txt" in kg("view", "moved.ttl", "--article", "a.txt", "-o", "b.html").stderr
    assert not (tmp_path / "b.html").exists()
