"""A report in, workflow commands of GitHub Actions out: a line for each finding, which becomes a note beside the line it is about.

    ::error file=out.ttl,line=12,col=15,endColumn=23,title=proceeding-action::kg:action must be exactly one of …

The escapes are those of GitHub's own toolkit (actions/toolkit, packages/core, command.ts). Other control characters are shown as
\\x1b and the like: a log is read on terminals too.
"""

from __future__ import annotations

from kg.terminal import shown
from kg.validate.findings import Finding, Report, compact
from kg.validate.output.common import file_of

_COMMANDS = {"Violation": "error", "Warning": "warning", "Info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_SEEN = "\n\r\t"  # a message's own lines
_PROPERTY = str.maketrans({":": "%3A", ",": "%2C"})


def written(report: Report, lang: str) -> bytes:
    return "".join(f"{_line(f, file_of(f, report), lang)}\n" for f in report.findings).encode("utf-8", "backslashreplace")


def _line(f: Finding, file: str | None, lang: str) -> str:
    """Without a place it tells the node."""
    where: dict[str, object] = {} if file is None else {"file": file}
    if f.place:
        where |= {"line": f.place.line, "col": f.place.column, "endColumn": f.place.end_column}
    node = "" if f.place or f.node is None else f"{compact(f.node)}: "
    properties = ",".join(f"{name}={_property(value)}" for name, value in {**where, "title": f.code}.items())
    return f"::{_COMMANDS[f.severity]} {properties}::{_data(shown(node + f.message(lang), keep=_SEEN))}"


def _data(words: str) -> str:
    return words.translate(_DATA)


def _property(value: object) -> str:
    return _data(str(value)).translate(_PROPERTY)
