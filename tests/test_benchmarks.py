"""The benchmarks run, and say what README tells of them. Their bars are theirs: a busy machine fails no test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GOLD, ROOT, environment

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
