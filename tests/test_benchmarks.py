"""The benchmarks run, and say what README tells of them. Their bars are theirs: a busy machine fails no test."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import GOLD, ROOT, environment

import kg
from kg.validate import validate


def table(*command: str) -> dict[str, list[str]]:
    """The rows of what a benchmark prints, by their first cell."""
    run = subprocess.run(
        [sys.executable, *command], capture_output=True, cwd=ROOT, env=environment({"GINZA_PYTHON": sys.executable}), check=False
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    assert not run.stderr, run.stderr.decode()
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in run.stdout.decode().splitlines() if line.startswith("| ")]
    return {row[0]: row[1:] for row in rows[1:]}


def test_throughput_is_measured_beside_fugashi() -> None:
    rows = table("benchmarks/throughput.py", "--rounds", "1")
    assert list(rows)[1:3] == ["kg", "fugashi"]
    speed, slower = (float(rows[system][0].replace(",", "")) for system in ("kg", "fugashi"))
    assert 1_000 < speed < slower


def test_start_up_is_measured_beside_its_floor() -> None:
    rows = table("benchmarks/startup.py", "--runs", "1")
    assert list(rows)[1:] == ["floor", "kg --help", "kg build"]


def test_validation_is_measured_beside_pyshacl() -> None:
    rows = table("benchmarks/validation.py", "--sizes", "1500", "--runs", "1")
    assert list(rows)[1:] == [
        "kg, one article",
        "kg, 1,500, nothing broken",
        "kg, 1,500",
        "pySHACL, 1,500",
        "kg --watch, 1,500 again",
    ]
    assert float(rows["kg, 1,500"][1]) < float(rows["pySHACL, 1,500"][1])


def test_the_graphs_of_the_benchmark_break_as_many_rules_as_they_mean_to(tmp_path: Path) -> None:
    """Whole, nothing is found; and each way to break a node is told by a shape."""
    said = []
    for share in ("0", "0.1"):
        command = [sys.executable, "benchmarks/graphs.py", "8000", "--broken", share]
        made = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment({}), check=True).stdout
        (tmp_path / "graph.ttl").write_bytes(made)
        said.append(validate(tmp_path / "graph.ttl").findings)
    assert not said[0]
    assert len({f.code for f in said[1] if f.shape}) > 45


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold articles are not beside this checkout")
def test_quality_is_measured_by_kind() -> None:
    rows = table("benchmarks/quality.py", str(GOLD))
    assert [float(rows[kind][-1]) > 0.2 for kind in ("entities", "positions", "all facts")] == [True] * 3


def articles(*told: str) -> list[dict[str, str]]:
    run = subprocess.run(
        [sys.executable, "benchmarks/articles.py", *told], capture_output=True, cwd=ROOT, env=environment({}), check=True
    )
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def test_the_articles_of_the_benchmark_are_always_the_same_and_tell_of_everything() -> None:
    """The first hundred of two hundred are the hundred; each kind of fact is read from them."""
    made = articles("200")
    assert made == articles("200")
    assert made[:100] == articles("100")
    assert made != articles("200", "--seed", "1")
    assert len({a["text"] for a in made}) == 200
    assert all(80 <= len(a["text"]) <= 700 for a in made)
    counts = Counter(f.type for a in made[:80] for r in kg.build(a["text"], published=a["published"]).readings for f in r.facts)
    assert len(counts) == 5


def test_briefs_are_short() -> None:
    lengths = [len(a["text"]) for a in articles("200", "--short")]
    assert 75 < sum(lengths) / 200 < 125


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold articles are not beside this checkout")
def test_gold_is_repeated_under_other_names() -> None:
    many = 2 * len([*GOLD.glob("*.txt")])
    made = articles(str(many), "--repeat", str(GOLD))
    assert len({a["text"] for a in made}) == many
    seed = next(a["text"] for a in made if a["id"] == "seed-0")
    assert "OpenAI" not in seed


def test_names_are_changed_alike_within_a_copy() -> None:
    from renamed import Names, renamed

    entities = [
        {"type": "Organization", "names": ["湊川電機株式会社", "湊川電機", "湊川"]},
        {"type": "Organization", "names": ["Tolvane Systems", "トルヴェイン"]},
        {"type": "Person", "names": ["鵜沼　修平", "鵜沼修平", "鵜沼"]},
    ]
    text = "湊川電機株式会社の鵜沼　修平社長は、Tolvane Systemsと湊川電機が組むと述べた。鵜沼修平氏は湊川の人。鵜沼氏とトルヴェイン。湊川市。"
    new = renamed(text, entities, Names(0, 1))
    assert new == renamed(text, entities, Names(0, 1)) != renamed(text, entities, Names(0, 2))
    company, family = new[:2], new[new.index("社の") + 2 : new.index("　")]
    assert new.count(company) == 4
    assert new.count(family) == 3
    assert all(name not in new for name in ("湊川電", "鵜沼", "Tolvane", "トルヴェイン"))
    assert "電機株式会社の" in new


def test_a_newsroom_is_measured_with_one_worker_and_two() -> None:
    rows = table("benchmarks/newsroom.py", "--sizes", "20", "--rounds", "1", "--repeat", "nowhere")
    assert list(rows)[1:] == [
        "20 briefs, 1 worker",
        "20 briefs, 2 workers",
        "20, again, nothing new",
        "20 into .trig, 2 workers",
        "20 into .nq, 2 workers",
    ]
    assert 30 < float(rows["20 briefs, 1 worker"][5]) < 500


def test_joining_is_measured() -> None:
    rows = table("benchmarks/joining.py", "--sizes", "500", "1000")
    assert [float(cells[5]) > 0 for mentions, cells in list(rows.items())[1:]] == [True, True]  # microseconds a mention


def test_serving_is_measured_beside_the_oxigraph_server() -> None:
    if not (Path(sys.executable).parent / "oxigraph").exists():
        pytest.skip("the Oxigraph server (pip install oxigraph) is not here")
    rows = table("benchmarks/serving.py", "--triples", "2000", "--rounds", "1", "--seconds", "1")
    assert len(rows) == 9
    assert all(float(cells[2].replace(",", "")) > 10 for cells in list(rows.values())[1:])


def test_loading_is_measured_beside_the_bulk_loader() -> None:
    rows = table("benchmarks/loading.py", "--size", "3000", "--rounds", "1")
    assert list(rows)[1:] == [
        "pyoxigraph bulk_load, .nq",
        "kg load, .nq, a new folder",
        "kg load, a store, a new folder",
        "kg load, again, nothing new",
        "kg load, 1 of 23 graphs changed",
        "kg load, the Oxigraph server, Graph Store Protocol",
        "kg load, the Oxigraph server, Update",
    ]


def test_questions_are_measured_beside_rdflib() -> None:
    """Which also says that both give the same answers."""
    rows = table("benchmarks/questions.py", "--size", "3000", "--rounds", "1")
    assert len(rows) == 6
    assert all(int(cells[0]) > 0 for question, cells in list(rows.items())[1:])
