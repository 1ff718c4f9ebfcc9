"""The benchmarks run, and say what README tells of them. Their bars are theirs: a busy machine fails no test."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import GOLD, ROOT, environment


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


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold articles are not beside this checkout")
def test_quality_is_measured_by_kind() -> None:
    rows = table("benchmarks/quality.py", str(GOLD))
    assert [float(rows[kind][-1]) > 0.2 for kind in ("entities", "positions", "all facts")] == [True] * 3
