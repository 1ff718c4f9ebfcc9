"""The examples: each article gives its graph, each query its answer, byte for byte. `python tools/refresh.py` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Run

import kg
from kg.query import ask, load
from tools import refresh

ARTICLES = sorted((ROOT / "examples").glob("*.txt"))
GRAPHS = [path.with_suffix(".ttl") for path in ARTICLES]
QUERIES = sorted((ROOT / "examples" / "queries").glob("*.rq"))


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    assert len(ARTICLES) >= 5
    assert len(QUERIES) == 8
    found = {p for p in (ROOT / "examples").rglob("*") if p.is_file() and p.parent.name != "newsroom"}
    assert found == {*ARTICLES, *QUERIES, *refresh.examples()}


def test_every_query_is_told_in_the_readme() -> None:
    told = (ROOT / "README.md").read_text("utf-8")
    assert [q.stem for q in QUERIES if f"[{q.stem}](examples/queries/{q.name})" not in told] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda p: p.stem)
def test_an_article_gives_its_graph(article: Path) -> None:
    assert kg.build(article).serialize() == article.with_suffix(".ttl").read_bytes(), "run python tools/refresh.py"


@pytest.mark.parametrize("query", QUERIES, ids=lambda p: p.stem)
def test_a_query_gives_its_answer(kg: Run, query: Path) -> None:
    run = kg("query", *map(str, GRAPHS), "--file", str(query))
    assert run.returncode == 0, run.stderr
    assert run.stdout == query.with_suffix(".txt").read_bytes(), "run python tools/refresh.py"
    assert len(run.stdout.splitlines()) > 2, "an answer without a row shows nothing"


def test_the_graphs_conform(kg: Run) -> None:
    run = kg("validate", *map(str, GRAPHS))
    assert run.returncode == 0, run.stdout.decode()
    assert run.stdout.count(b"conforms") == len(GRAPHS)


def test_every_fact_type_is_shown() -> None:
    rows = ask(load(GRAPHS), "SELECT DISTINCT ?t { ?f a ?t ; kg:confidence ?c }")
    shown = {row["t"].value.partition("#")[2] for row in rows}
    assert shown == {"Position", "Founding", "Funding", "Acquisition", "Lawsuit"}
