"""`kg validate` without its arguments' parsing: what was asked in, a report on standard output and an exit code out.

    run(Asked(graphs=("out.ttl",)))  →  0: all conform · 1: one does not, or nothing was checked

With `fix` the files are corrected, each as a whole or not at all; with `watch` all is done again whenever a file is saved.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from pyoxigraph import RdfFormat

from kg import files
from kg.errors import InputError
from kg.validate import check, engines, output, read, rules
from kg.validate.findings import Fix, Report
from kg.validate.fixes import corrected, difference
from kg.validate.rules import Rules
from kg.validate.sources import Source, source

FORMATS, ENGINES = output.FORMATS, engines.ENGINES
_ROUNDS = 20  # a fix may bring to light what another one can fix
_PAUSE = 0.05  # seconds between two looks at the files that are watched


@dataclass(frozen=True)
class Asked:
    graphs: tuple[str, ...]
    shapes: tuple[str, ...] = ()
    builtin: bool = True
    articles: tuple[str, ...] = ()
    engine: str | None = None
    strict: bool = False
    format: str = "text"
    lang: str = "en"
    colour: bool = False
    fix: bool = False
    diff: bool = False

    @property
    def watched(self) -> tuple[str, ...]:
        return (*self.graphs, *self.shapes, *self.articles)


def run(asked: Asked) -> int:
    """Raises InputError for what cannot be read, and for shapes that cannot be used."""
    if not asked.builtin and not asked.shapes:
        raise InputError("--no-builtin", "there are no shapes to validate against", "name some with --shapes")
    if asked.graphs.count("-") > 1:
        raise InputError("standard input", "can be read once only", "name it once")
    if asked.fix and not asked.diff and "-" in asked.graphs:
        raise InputError("standard input", "cannot be corrected in place", "name a file, or use --diff")
    held = rules(asked.shapes, asked.builtin)
    reports: list[Report] = []
    failed: list[InputError] = []
    for path in asked.graphs:
        try:
            reports.append(_one(path, asked, held, about_shapes=not reports))
        except InputError as error:  # the others are told all the same
            failed.append(error)
    if asked.format == "text":
        for report in reports:
            _print(output.written(report, "text", asked.lang, asked.colour))
    elif reports:
        _print(output.written(reduce(_joined, reports), asked.format, asked.lang))
    for one in failed[:-1]:
        sys.stderr.write(f"kg: {one}\n")
    if failed:
        raise failed[-1]
    return int(any(_fails(r, asked.strict) for r in reports))


def watch(asked: Asked) -> None:
    """`run` now and after every save, until Ctrl-C. Raises InputError for what cannot be watched."""
    if "-" in asked.watched:
        raise InputError("standard input", "cannot be watched", "name a file")
    seen: object = None
    while True:
        now = [_state(path) for path in asked.watched]
        if now != seen:
            seen = now
            try:
                run(asked)
            except InputError as error:  # an editor may be writing it
                sys.stderr.write(f"kg: {error}\n")
        time.sleep(_PAUSE)


def _state(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _one(path: str, asked: Asked, held: Rules, about_shapes: bool) -> Report:
    graph = read(path)
    report = check(graph, held, asked.articles, asked.engine, about_shapes)
    if not (asked.fix or asked.diff):
        return report
    last, done = _corrected(graph, report, asked, held)
    if last.text == graph.text:
        return report
    if asked.format == "text":
        _print(difference(graph.name, graph.text or "", last.text or "").encode())
    if asked.diff:
        return report
    if files.read(path) != _bytes(graph):
        raise InputError(path, "was saved while it was being corrected", "run it again")
    files.write(_bytes(last), path)
    return done


def _bytes(graph: Source) -> bytes:
    return (b"\xef\xbb\xbf" if graph.marked else b"") + (graph.text or "").encode()


def _corrected(graph: Source, report: Report, asked: Asked, held: Rules) -> tuple[Source, Report]:
    """The graph with its fixes, and what is left to say of it. A fix after which as much is wrong as before is not taken."""
    for _ in range(_ROUNDS):
        before = report
        groups = list(dict.fromkeys(f.fix for f in report.findings if f.fix and f.fix[0].file == graph.name))
        todo = [groups] if groups else []
        while todo and report is before:
            chosen = todo.pop()
            after, then = _tried(graph, chosen, asked, held)
            if len(after.quads) == len(graph.quads) and len(then.findings) <= len(report.findings) - len(chosen):
                graph, report = after, then
            elif len(chosen) > 1:
                todo += [chosen[len(chosen) // 2 :], chosen[: len(chosen) // 2]]
        if report is before:
            break
    return graph, report


def _tried(graph: Source, groups: Sequence[tuple[Fix, ...]], asked: Asked, held: Rules) -> tuple[Source, Report]:
    text = corrected(graph.text or "", groups)
    after = replace(source(text.encode(), graph.format or RdfFormat.TURTLE, graph.name), marked=graph.marked)
    return after, check(after, held, asked.articles, asked.engine, False)


def _joined(a: Report, b: Report) -> Report:
    conforms = False if False in (a.conforms, b.conforms) else None if None in (a.conforms, b.conforms) else True
    together = Report.of((*a.files, *b.files), (*a.findings, *b.findings), idle=[i for i in a.idle if i in b.idle])
    return replace(together, conforms=conforms, files=tuple(dict.fromkeys(together.files)))


def _fails(report: Report, strict: bool) -> bool:
    return not report.conforms or (strict and report.count("Warning") > 0)


def _print(data: bytes) -> None:
    files.write(data, "-")
