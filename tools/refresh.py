"""Writes anew all that is shown of what the program does: the examples' graphs, the answers to their queries, README's output.

    python tools/refresh.py              writes what has changed and names it
    python tools/refresh.py --check      names it only; exit 1 if there is any
    python tools/refresh.py --measure    runs README's benchmarks too (minutes; figures differ from machine to machine)

examples/X.txt gives examples/X.ttl; each examples/queries/Q.rq, asked of all those graphs, gives examples/queries/Q.txt.
shapes/README.md shows every code of `kg validate` with an example. In README a `console` block's lines after `$ ` are run by a shell, a `pycon` block's after `>>> ` by Python, each with what
the earlier blocks have left; a `mermaid` block is `kg build --format mermaid` of the article that the comment above it names; and what stands
between `<!-- measured -->` and `<!-- end -->` is a command and what it prints.
"""

from __future__ import annotations

import argparse
import atexit
import io
import os
import re
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import kg  # noqa: E402
from kg.graph import Graph  # noqa: E402
from kg.query import run  # noqa: E402
from tools import mistakes  # noqa: E402

ARTICLES = tuple(sorted((ROOT / "examples").glob("*.txt")))
QUERIES = tuple(sorted((ROOT / "examples" / "queries").glob("*.rq")))
BLOCK = re.compile(r"(?:^<!-- (?P<graph>\S+) -->\n)?^```(?P<kind>console|pycon|mermaid)\n(?P<body>.*?)^```$", re.M | re.S)
MEASURED = re.compile(r"(?<=^<!-- measured -->\n)`(.+?)`\n.*?\n(?=<!-- end -->$)", re.M | re.S)


def examples() -> dict[Path, bytes]:
    """Every golden file under examples/ and what it ought to hold."""
    graphs = {path: kg.build(path) for path in ARTICLES}
    out = {path.with_suffix(".ttl"): graph.serialize() for path, graph in graphs.items()}
    everything = Graph.of(r for graph in graphs.values() for r in graph.readings)
    return out | {path.with_suffix(".txt"): run(everything.store, path.read_text("utf-8")) for path in QUERIES}


def readme(words: str) -> str:
    """README with the output of each block as it is now. All blocks are run in one directory, which ends with it."""
    with TemporaryDirectory() as place, chdir(place):
        os.symlink(ROOT / "examples", "examples")
        said: dict[str, object] = {}
        return BLOCK.sub(lambda m: _block(m, said), words)


def _block(found: re.Match[str], said: dict[str, object]) -> str:
    kind, body = found["kind"], found["body"]
    if kind == "console":
        new = "".join(f"$ {line}\n{_shell(line)}" for line in commands(body))
    elif kind == "pycon":
        new = "".join(f">>> {line}\n{_python(line, said)}" for line in re.findall(r"^>>> (.*)$", body, re.M))
    else:
        new = picture(ROOT / found["graph"])
    return found[0].replace(body, new)


def commands(body: str) -> list[str]:
    """What follows `$ `, with the lines that a quotation or a backslash carries on with (`> ` before each)."""
    return [m[1] + m[2] for m in re.finditer(r"^\$ (.*)((?:\n> .*)*)$", body, re.M)]


def _shell(line: str) -> str:
    """What a terminal shows of it, `kg` being this checkout's."""
    command = re.sub(r"^> ", "", line, flags=re.M)
    done = subprocess.run(["bash", "-c", command], stdout=-1, stderr=-2, env=environment(), timeout=120, check=False)
    return done.stdout.decode().replace("\r\n", "\n")  # CSV has such line ends


def environment() -> dict[str, str]:
    """This checkout's kg, in English."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    mine = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES")}
    programs = os.pathsep.join((_kg_here(), os.environ.get("PATH", "")))
    return mine | {"PYTHONPATH": path, "LANG": "C.UTF-8", "PATH": programs}


@cache
def _kg_here() -> str:
    """A folder with `kg` in it; a program and no function of the shell's, so that one in the background ends when it is told to."""
    folder = mkdtemp()
    atexit.register(rmtree, folder)
    script = Path(folder, "kg")
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg.cli "$@"\n', "utf-8")
    script.chmod(0o755)
    return folder


def _python(line: str, said: dict[str, object]) -> str:
    with redirect_stdout(io.StringIO()) as shown:
        exec(compile(line, "README.md", "single"), said)
    return shown.getvalue()


def picture(article: Path) -> str:
    """An article's graph as Mermaid draws it."""
    return kg.build(article).serialize("mermaid").decode()


def measured(words: str) -> str:
    """README with its figures measured now, on this machine."""

    def measure(found: re.Match[str]) -> str:
        command = [sys.executable if word == "python" else word for word in found[1].split()]
        done = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment(), check=False)
        return f"`{found[1]}`\n\n{done.stdout.decode().strip()}\n\n"

    return MEASURED.sub(measure, words)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    page = ROOT / "README.md"
    words = page.read_text("utf-8")
    wanted = examples() | {mistakes.PAGE: mistakes.page().encode()}
    wanted |= {page: readme(measured(words) if given.measure else words).encode()}
    changed = [path for path, data in wanted.items() if not path.is_file() or path.read_bytes() != data]
    for path in changed:
        print(path.relative_to(ROOT))
        if not given.check:
            path.write_bytes(wanted[path])
    return int(given.check and bool(changed))


if __name__ == "__main__":
    raise SystemExit(main())
