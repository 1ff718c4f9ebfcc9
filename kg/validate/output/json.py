"""A report in, JSON out: all that a finding holds but its shape, under names that stay.

    {"conforms": false, "files": ["out.ttl"], "results": [{"file": "out.ttl", "line": 12, "column": 15, …}], "idle": []}

Lines and columns count from 1, in code points; `start` and `end` of a fix are offsets into the file's text, also in code points.
A node or a value is an IRI in full, a literal's words or _:b1; a path is as SPARQL writes it. What is absent is null.
"""

from __future__ import annotations

from kg.validate.findings import Finding, Fix, Place, Report, path_text, plain
from kg.validate.output.common import document


def written(report: Report, lang: str) -> bytes:
    results = [_result(f, lang) for f in report.findings]
    said = {"conforms": report.conforms, "files": report.files, "results": results, "idle": report.idle}
    return document(said)


def _result(f: Finding, lang: str) -> dict[str, object]:
    where = _place(f.place) if f.place else dict.fromkeys(("file", "line", "column", "end_column"))
    return {
        **where,
        "severity": f.severity.lower(),
        "code": f.code,
        "message": f.message(lang),
        "node": None if f.node is None else plain(f.node),
        "path": None if f.path is None else path_text(f.path),
        "value": None if f.value is None else plain(f.value),
        "shape": None if f.shape is None else f.shape.value,
        "related": [_place(p) for p in f.related],
        "fix": [_fix(x) for x in f.fix] or None,
    }


def _place(p: Place) -> dict[str, object]:
    return {"file": p.file, "line": p.line, "column": p.column, "end_column": p.end_column}


def _fix(x: Fix) -> dict[str, object]:
    return {"file": x.file, "start": x.start, "end": x.end, "old": x.old, "new": x.new}
