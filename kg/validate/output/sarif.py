"""A report in, SARIF 2.1.0 out, which code scanning and editors read: results at regions, the rules they break, fixes.

    {"ruleId": "proceeding-action", "level": "error", "message": {"text": "…"}, "locations": [{"physicalLocation": …}], …}

Columns are code points, as `columnKind` says; a fix deletes by character offset. A file's name is a percent-encoded URI, relative
where the name is. A finding without a place names its node as a logical location, and the file where there is only one.

OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from kg.resources import version
from kg.validate.findings import Finding, Fix, Place, Report, path_text, plain
from kg.validate.output.common import document, file_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}


def written(report: Report, lang: str) -> bytes:
    rules = _rules(report, lang)
    number = {rule["id"]: i for i, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "kg", "fullName": "newskg", "version": version(), "rules": rules}},
        "language": "ja" if lang == "ja" else "en",
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}} for uri in _artifacts(report)],
        "results": [_result(f, number[f.code], file_of(f, report), lang) for f in report.findings],
        "properties": {"conforms": report.conforms, "idle": report.idle},
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(report: Report, lang: str) -> list[dict[str, Any]]:
    """A rule says what its findings say, or its own name where they say different things: turtle-syntax → turtle syntax."""
    told: dict[str, set[str]] = {}
    level: dict[str, str] = {}
    for f in report.findings:
        told.setdefault(f.code, set()).add(f.message(lang))
        level.setdefault(f.code, _LEVELS[f.severity])
    return [
        {
            "id": code,
            "shortDescription": {"text": min(words) if len(words) == 1 else code.replace("-", " ")},
            "defaultConfiguration": {"level": level[code]},
        }
        for code, words in sorted(told.items())
    ]


def _artifacts(report: Report) -> list[str]:
    """Every file that is named, once."""
    places = (p.file for f in report.findings for p in (f.place, *f.related) if p)
    fixed = (x.file for f in report.findings for x in f.fix)
    return list(dict.fromkeys(map(_uri, (*report.files, *places, *fixed))))


def _result(f: Finding, rule: int, file: str | None, lang: str) -> dict[str, Any]:
    more: dict[str, Any] = {"path": path_text(f.path) or None, "value": None if f.value is None else plain(f.value)}
    said = {
        "ruleId": f.code,
        "ruleIndex": rule,
        "level": _LEVELS[f.severity],
        "message": {"text": f.message(lang)},
        "locations": [where] if (where := _location(f, file)) else [],
        "relatedLocations": _unlike([{"physicalLocation": _physical(p)} for p in f.related]),
        "fixes": [_fixed(f.fix)] if f.fix else [],
        "properties": {name: value for name, value in more.items() if value is not None},
    }
    return {name: value for name, value in said.items() if value not in ([], {})}


def _location(f: Finding, file: str | None) -> dict[str, Any]:
    where: dict[str, Any] = {}
    if f.place:
        where["physicalLocation"] = _physical(f.place)
    elif file is not None:
        where["physicalLocation"] = {"artifactLocation": {"uri": _uri(file)}}
    if f.node is not None:
        where["logicalLocations"] = [{"fullyQualifiedName": plain(f.node)}]
    return where


def _physical(p: Place) -> dict[str, Any]:
    region = {"startLine": p.line, "startColumn": p.column, "endColumn": p.end_column}
    return {"artifactLocation": {"uri": _uri(p.file)}, "region": region}


def _unlike(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The schema wants no related location twice."""
    return [x for i, x in enumerate(said) if x not in said[:i]]


def _fixed(fix: tuple[Fix, ...]) -> dict[str, Any]:
    """One fix, which changes each of its files in one go."""
    changes: dict[str, list[dict[str, Any]]] = {}
    for x in sorted(fix, key=lambda x: (x.start, x.end)):
        region = {"charOffset": x.start, "charLength": x.end - x.start}
        changes.setdefault(_uri(x.file), []).append({"deletedRegion": region, "insertedContent": {"text": x.new}})
    return {"artifactChanges": [{"artifactLocation": {"uri": u}, "replacements": r} for u, r in sorted(changes.items())]}


def _uri(file: str) -> str:
    """記事 1.ttl → %E8%A8%98%E4%BA%8B%201.ttl; /tmp/a.ttl → file:///tmp/a.ttl; a:b.ttl, which is no scheme → a%3Ab.ttl"""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
