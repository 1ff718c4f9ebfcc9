"""A report in, the bytes of one of five formats out; the same report gives the same bytes.

    written(report, "text", "en") → b"out.ttl:12:15: violation: kg:action must be … [proceeding-action]\\n  12 |     kg:action …"
    written(report, "github", "ja") → b"::error file=out.ttl,line=12,col=15,endColumn=23,title=proceeding-action::…"

text is for a terminal, json for a script, sarif for code scanning and editors, github for the log of a workflow, and turtle is
the report that SHACL defines. A file writes one format.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import InputError
from kg.validate.findings import Report
from kg.validate.output import github, json, sarif, text, turtle

FORMATS = ("text", "json", "sarif", "github", "turtle")


def written(report: Report, format: str, lang: str, colour: bool = False) -> bytes:
    """The report, its messages in `lang`, ja or en (turtle has both); text alone has a colour. Raises InputError."""
    if format not in FORMATS:
        raise InputError(format or "(nothing)", "not a format known here", f"use one of {', '.join(FORMATS)}")
    if format == "text":
        return text.written(report, lang, colour)
    if format == "turtle":
        return turtle.written(report)
    writers: dict[str, Callable[[Report, str], bytes]] = {"json": json.written, "sarif": sarif.written, "github": github.written}
    return writers[format](report, lang)
