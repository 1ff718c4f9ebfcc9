"""Readings built by hand, and the command as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from kg import text
from kg.model import Date, Entity, EntityType, Fact, Kind, Mention, Reading, Span

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "dev"

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def find(words: str, within: str) -> Span:
    """Where `words` stand first."""
    at = within.index(words)
    return Span(at, at + len(words))


def person(id: int, label: str, *others: str, age: int | None = None) -> Entity:
    return Entity(id, EntityType.PERSON, label, (label, *others), (), age)


def organization(id: int, label: str, *others: str) -> Entity:
    return Entity(id, EntityType.ORGANIZATION, label, (label, *others), ())


def read(
    words: str,
    entities: Iterable[Entity] = (),
    facts: Iterable[Fact] = (),
    *,
    published: Date | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Reading:
    """A Reading of `words`; an entity's mentions are wherever its names stand."""
    article = text.read(words, title, published, source)
    linked = tuple(Entity(e.id, e.type, e.label, e.names, _mentions(e.names, article.norm), e.age) for e in entities)
    return Reading(article, text.sentences(article), (), linked, (), tuple(facts))


def _mentions(names: tuple[str, ...], norm: str) -> tuple[Mention, ...]:
    longest_first = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return tuple(Mention(Span(*m.span()), Kind.OTHER, m[0], "hand") for m in re.finditer(longest_first, norm))


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tests' own, with this checkout in front and messages in English."""
    out = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    out["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return out | {"LANG": "C.UTF-8"} | dict(extra or {})


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """`kg("build", "a.txt")` in a directory of its own."""

    def run(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kg.cli", *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, cwd=tmp_path, env=environment(env), timeout=120, check=False
        )

    return run
