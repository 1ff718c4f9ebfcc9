"""A graph's text in, its quads and every syntax error out: one error for one mistake, where the mistake is.

    list(statements(':a :b ^ .', RdfFormat.TURTLE, "a.ttl"))  →  [Error(0, 2, "The prefix : has not been declared"), …]

The parser names the first error of a Turtle file. Reading goes on with the next line on which a statement may begin, with the
prefixes that were declared above it; in TriG and line by line formats the parser itself goes on behind the statement. A prefix that is
not declared is told once, and not where a broken declaration has been told. JSON-LD and RDF/XML are read up to the first error.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import InputError
from kg.serial import words_of

MOST_ERRORS = 100  # of a file; who has more has not written Turtle
_WORK = 300_000_000  # characters that are looked at again for more errors; 3 MB a hundred times
_DECLARATION = re.compile(r"^[ \t]*@?(?:prefix|base)\b[^\n]*", re.I | re.M)
_BEGINNING = re.compile(r"""^(?=[<\[(@]|_:|(?:prefix|base)\b|[^\s"'<>{}|^`\\#;,.()\[\]@:]*:)""", re.I | re.M)
_UNDECLARED = re.compile(r"The prefix ([\w.-]*): has not been declared")
_BROKEN = re.compile(r"[ \t]*(?:@\w*|prefix|base)[ \t]*([^\s:<]*)", re.I)
_CLOSED = re.compile(r"""<[^<>"{}|^`\\\s]*>|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*'|\#[^\n]*|(["'])""")
_WIDE = "；。，、．："  # a name of Turtle may hold them


class Error(NamedTuple):
    """Characters [start, end) of the text cannot be read."""

    start: int
    end: int
    what: str


def statements(text: str, format: RdfFormat, name: str) -> Iterator[Quad | Error]:
    """Raises InputError for what would have to be fetched."""
    if format == RdfFormat.TURTLE:
        return _by_statement(text, name)
    return _by_parser(text, format, name)


def _by_parser(text: str, format: RdfFormat, name: str) -> Iterator[Quad | Error]:
    quads, lines, told = parse(text.encode(), format=format), set(), 0
    while told < MOST_ERRORS:
        try:
            yield next(quads)
        except StopIteration:
            return
        except (SyntaxError, ValueError) as error:
            found = _error(error, text, 0, 0, name)
            if format == RdfFormat.JSON_LD:
                found = _of_bytes(found, text)
            line = text.count("\n", 0, found.start)
            if line not in lines:  # a line of N-Triples may be wrong twice over
                lines.add(line)
                told += 1
                yield found


def _by_statement(text: str, name: str) -> Iterator[Quad | Error]:
    starts = [m.start() for m in _BEGINNING.finditer(text)]
    begin = 0
    missing: list[str] = []
    broken, wrong = set(), set()  # prefixes; lines that are no declaration after all
    work, base = 0, ""
    for _ in range(MOST_ERRORS):
        declared = (m[0].strip() for m in _DECLARATION.finditer(text, 0, begin) if m.start() not in wrong)
        head = "".join(f"{d}\n" for d in declared)
        head = base + head + "".join(f"@prefix {p}: <urn:x-newskg:undeclared#> .\n" for p in missing)
        work += len(text) + 20 * len(head)
        quads = parse((head + text[begin:]).encode(), format=RdfFormat.TURTLE)
        try:
            yield from quads
            return
        except (SyntaxError, ValueError) as error:
            found = _error(error, text, begin, head.count("\n"), name)
        last = len(text[: found.start].rstrip()) if "dot" in found.what else found.start  # what lacks a dot stands before
        line = text.rfind("\n", 0, last) + 1
        undeclared = _UNDECLARED.match(found.what)
        baseless = found.what.startswith("No scheme") and not base
        after = bisect_right(starts, found.start)
        if baseless:  # told once for all relative IRIs
            base = "@base <http://undeclared.invalid/> .\n"
            after = max(after - 1, 0)
            yield found
        elif undeclared and undeclared[1] not in missing:
            missing.append(undeclared[1])
            after = max(after - 1, 0)  # the statement itself is read again
            if undeclared[1] not in broken:
                yield found
        else:
            yield found
        declaration = _BROKEN.match(text, line)
        if declaration:
            broken.add(declaration[1])
            wrong.add(line)
        if after >= len(starts) or work > _WORK:
            return
        begin = starts[after]


def _error(error: Exception, text: str, begin: int, above: int, name: str) -> Error:
    """The parser's error, its lines counted from `begin`, under `above` lines of a head."""
    if not isinstance(error, SyntaxError):
        raise InputError(name, str(error)[:200], "correct the file there") from None
    what = words_of(error, name)
    if error.lineno is None:
        return Error(0, 1, what)
    start = _offset(text, begin, error.lineno - above, error.offset or 1)
    same_line = error.end_lineno == error.lineno
    end = start + max((error.end_offset or 0) - (error.offset or 0), 1) if same_line else start + 1
    return _exactly(text, Error(start, end, what))


def _of_bytes(error: Error, text: str) -> Error:
    """The parser counts the columns of JSON in bytes."""
    line = text.rfind("\n", 0, error.start) + 1
    start = line + len(text[line:].split("\n", 1)[0].encode()[: error.start - line].decode("utf-8", "ignore"))
    return error._replace(start=start, end=start + error.end - error.start)


def _offset(text: str, begin: int, line: int, column: int) -> int:
    at = begin
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return min(at + column - 1, len(text))


def _exactly(text: str, error: Error) -> Error:
    """Where the mistake is, rather than where the parser notices it."""
    line = text.rfind("\n", 0, error.start) + 1
    if error.what.startswith("Line jumps"):
        opened = next((m.start() for m in _CLOSED.finditer(text, line, error.start) if m[1]), None)
        if opened is not None:
            return Error(opened, error.start, "this string is not closed on its line")
    if error.what.startswith("Unexpected end"):
        ended = not text[error.start :].strip() or "\n" not in text[error.start :].rstrip()
        opened = text[error.start : error.start + 1] in tuple("\"'<")
        return error._replace(
            what="nothing closes what opens here"
            if opened
            else "the file ends amid a statement"
            if ended
            else "nothing ends this statement"
        )
    if "escape" in error.what.lower():
        slash = text.rfind("\\", line, error.end)
        if slash >= 0:
            sign = text[slash : slash + 2]
            return Error(slash, slash + 2, f"{sign} begins no escape that is known or whole")
    before = text[: error.start].rstrip()
    if before and before[-1] in _WIDE and "ot" in error.what:
        return Error(len(before) - 1, len(before), f"{before[-1]} is a letter here, part of the name before it")
    return error
