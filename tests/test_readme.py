"""README as its reader takes it: each block is run, its output is what it says, and the set-up works in a fresh copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Run, environment
from test_cli import COMMANDS

from tools import refresh

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.M | re.S)
SET_UP = [body for kind, body in BLOCKS if kind == "sh"]


def test_every_block_is_run() -> None:
    kinds = [kind for kind, _ in BLOCKS]
    assert kinds[:2] == ["sh", "sh"]
    assert set(kinds) == {"sh", "console", "pycon", "mermaid", ""}
    assert kinds.count("sh") == 2
    assert kinds.count("console") >= 8
    assert kinds.count("") == 1  # the layout


def test_the_output_is_what_the_commands_print() -> None:
    assert refresh.readme(README) == README, "run python tools/refresh.py"


def test_no_command_of_the_page_fails_unless_it_says_so() -> None:
    output = "".join(body for kind, body in BLOCKS if kind in ("console", "pycon"))
    for sign in ("Traceback", "command not found", "No such file"):
        assert sign not in output
    told = re.findall(r"^kg: .*\n(.*)$", output, re.M)
    assert told == ["exit 2"] * len(told)


def test_figures_are_measured_by_what_is_there() -> None:
    commands = refresh.MEASURED.findall(README)
    assert len(commands) == len(set(commands)) >= 7
    for command in commands:
        python, script, *_ = command.split()
        assert (python, (ROOT / script).is_file()) == ("python", True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_told(kg: Run, command: str) -> None:
    options = set(re.findall(r"(--[a-z][a-z-]+)", kg(command, "--help").stdout.decode()))
    assert not {o for o in options - {"--help"} if f"`{o}" not in README and f"{o} " not in README}


def test_every_command_is_told(kg: Run) -> None:
    listed = re.findall(r"^  (\w+) ", kg("--help").stdout.decode().partition("Commands:")[2], re.M)
    assert listed
    headings = "\n".join(re.findall(r"^### .*", README, re.M))
    assert [c for c in listed if f"`kg {c}`" in headings] == listed


def test_the_layout_names_every_file_of_the_package() -> None:
    (layout,) = (body for kind, body in BLOCKS if kind == "")
    names = {p.name for p in (ROOT / "kg").iterdir() if p.name not in ("__pycache__", "py.typed")}
    assert {n for n in names if n not in layout} <= {"errors.py", "resources.py", "vocabulary.py"}
    assert set(re.findall(r"\w+\.py\b", layout)) <= {p.name for p in (ROOT / "kg").rglob("*.py")}


def test_links_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("https://")]
    assert len(links) >= 8
    assert not [link for link in links if not (ROOT / link).exists()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The checkout as a clone would be: without what .gitignore names."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    here = tmp_path / "newskg"
    shutil.copytree(ROOT, here, ignore=shutil.ignore_patterns(".git", *(i.strip("/") for i in ignored)))
    return here


@pytest.mark.parametrize("which", [0, 1])
def test_the_set_up_works_in_a_fresh_copy(copy: Path, which: int) -> None:
    """The second block would run this very test again: there pytest is told only to collect."""
    if which == 1 and os.environ.get("NEWSKG_TEST_CI"):
        pytest.skip("this run is the second block's, in an environment of its own")
    env = {k: v for k, v in environment().items() if k not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_CURRENT_TEST")}
    env |= {"PYTEST_ADDOPTS": "--collect-only", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", SET_UP[which]], cwd=copy, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    if which == 0:
        assert (copy / "out.ttl").read_bytes() == (ROOT / "examples" / "funding-round.ttl").read_bytes()
        assert (copy / "out.ttl").read_text("utf-8") in done.stdout
        assert "kg:investedIn" in done.stdout.rpartition("────")[2]
    else:
        assert "test_readme.py" in done.stdout
