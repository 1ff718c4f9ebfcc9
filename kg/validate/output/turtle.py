"""A report in, the sh:ValidationReport that SHACL defines out, in Turtle: one sh:result for each finding.

    _:result1 a sh:ValidationResult ; sh:focusNode <…#Filed,2023-03> ; sh:resultPath kg:action ; sh:value kg:Files ; …

SHACL asks each result for a focus node, a severity and a constraint component, so what is no SHACL result is written thus:

- a finding without a component, such as an error of syntax, has its code for one: <https://w3id.org/newskg/shapes#CODE>;
- a finding without a node is about the file, so that stands for the node: a blank node whose dcterms:identifier is the file's name.

sh:conforms is as the report has it (a warning does not break it) and is left out where nothing was checked. Lines, columns and
fixes are not written: no standard term fits a stretch of a Turtle file. W3C, Shapes Constraint Language (SHACL), section 3.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import serial
from kg.validate.findings import Finding, Path, Report
from kg.validate.output.common import file_of
from kg.vocabulary import term

_RULES = "https://w3id.org/newskg/shapes#"
_STEPS = {
    "^": "sh:inversePath",
    "*": "sh:zeroOrMorePath",
    "+": "sh:oneOrMorePath",
    "?": "sh:zeroOrOnePath",
    "|": "sh:alternativePath",  # of a list
}


def written(report: Report) -> bytes:
    return serial.turtle(_said(report))


def _said(report: Report) -> Iterator[Triple]:
    mark = _mark(report)
    about = BlankNode(f"{mark}report")
    yield Triple(about, term("rdf:type"), term("sh:ValidationReport"))
    if report.conforms is not None:
        yield Triple(about, term("sh:conforms"), Literal(report.conforms))
    digits = len(str(len(report.findings)))
    files = _files(report, mark)
    for i, f in enumerate(report.findings, 1):
        result = BlankNode(f"{mark}result{i:0{digits}}")
        yield Triple(about, term("sh:result"), result)
        yield from _result(result, f, files.get(file_of(f, report), BlankNode(f"{mark}source0")))
    for name, node in files.items():
        yield Triple(node, term("dcterms:identifier"), Literal(_utf8(name or "")))


def _mark(report: Report) -> str:
    """What a blank node of ours begins with, and none of the graph's does."""
    taken = [n.value for f in report.findings for n in (f.node, f.value) if isinstance(n, BlankNode)]
    mark = ""
    while any(label.startswith((f"{mark}report", f"{mark}result", f"{mark}source")) for label in taken):
        mark += "x"
    return mark


def _files(report: Report, mark: str) -> dict[str | None, BlankNode]:
    """The files that findings without a node are about."""
    named = sorted({name for f in report.findings if f.node is None and (name := file_of(f, report)) is not None})
    return {name: BlankNode(f"{mark}source{i}") for i, name in enumerate(named, 1)}


def _result(result: BlankNode, f: Finding, file: BlankNode) -> Iterator[Triple]:
    component = f.component or NamedNode(_RULES + quote(f.code, safe=""))
    yield Triple(result, term("rdf:type"), term("sh:ValidationResult"))
    yield Triple(result, term("sh:focusNode"), file if f.node is None else f.node)
    yield Triple(result, term("sh:resultSeverity"), term(f"sh:{f.severity}"))
    yield Triple(result, term("sh:sourceConstraintComponent"), component)
    for lang in ("ja", "en"):
        yield Triple(result, term("sh:resultMessage"), Literal(_utf8(f.message(lang)), language=lang))
    if f.shape is not None:
        yield Triple(result, term("sh:sourceShape"), f.shape)
    if f.value is not None:
        yield Triple(result, term("sh:value"), f.value)
    if f.path is not None:
        node, said = _path(f.path, f"{result.value}path")
        yield Triple(result, term("sh:resultPath"), node)
        yield from said


def _path(path: Path, label: str) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """Its node and what is said of it: kg:holder, or _:b of _:b sh:inversePath kg:holder; a sequence is a list."""
    if isinstance(path, NamedNode):
        return path, []
    sign, *parts = path
    inner = [_path(p, f"{label}_{i}") for i, p in enumerate(parts)]  # type: ignore[arg-type]
    if sign in ("/", "|") and len(inner) == 1:
        return inner[0]
    said = [t for _, triples in inner for t in triples]
    if sign in _STEPS and sign != "|":
        return _of(label, str(sign), inner[0][0], said)
    cells: list[BlankNode | NamedNode] = [*(BlankNode(f"{label}_list{i}") for i in range(len(inner))), term("rdf:nil")]
    for (node, _), cell, rest in zip(inner, cells, cells[1:], strict=False):
        said += [Triple(cell, term("rdf:first"), node), Triple(cell, term("rdf:rest"), rest)]
    return (cells[0], said) if sign == "/" else _of(label, "|", cells[0], said)


def _of(label: str, sign: str, node: NamedNode | BlankNode, said: list[Triple]) -> tuple[BlankNode, list[Triple]]:
    whole = BlankNode(label)
    return whole, [Triple(whole, term(_STEPS[sign]), node), *said]


def _utf8(words: str) -> str:
    """Half a surrogate pair, from a file's name that is no UTF-8, is no character of RDF."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
