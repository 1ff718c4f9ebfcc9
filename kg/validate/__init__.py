"""A graph in, a report out: what breaks the shapes, said in Japanese and in English.

    validate(graph_from_file("graph.ttl")).text("en")
    → conforms: 0 violations, 1 warning
      warning: founding/1f0c…: kg:founder|kg:date: This founding has neither kg:founder nor kg:date. Add whichever …

A violation makes a graph not conform; a warning does not. Nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple

from kg import resources, serial
from kg.errors import InputError
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["Finding", "Report", "compact", "graph_from_file", "graph_from_turtle", "validate"]

SEVERITIES = ("Violation", "Warning", "Info")

_WORDS = {
    "ja": {"Violation": "違反", "Warning": "警告", "Info": "参考"},
    "en": {"Violation": "violation", "Warning": "warning", "Info": "info"},
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule. `node`, `value` and `shape` are IRIs in full (`value` may be a literal's words)."""

    severity: str  # one of SEVERITIES
    node: str
    path: str | None  # compact: kg:holder, ^kg:proceeding, kg:founder|kg:date
    value: str | None
    message_ja: str
    message_en: str
    shape: str

    def message(self, lang: str) -> str:
        return self.message_ja if lang == "ja" else self.message_en

    def text(self, lang: str) -> str:
        """One line: violation: position/1f0c…: kg:holder: kg:holder must be exactly one kg:Person. …"""
        value = "" if self.value is None else compact(self.value)
        where = " ".join(x for x in (self.path, value) if x and x != compact(self.node))
        parts = (_WORDS[lang][self.severity], compact(self.node), where, self.message(lang))
        return " ".join(": ".join(p for p in parts if p).split())


@dataclass(frozen=True, slots=True)
class Report:
    """`conforms` unless there is a violation; findings with the gravest first, then by node, path and value."""

    conforms: bool
    findings: tuple[Finding, ...] = ()

    def text(self, lang: str = "en") -> str:
        """A summary, then one line for each finding. `lang` is ja or en."""
        return "".join(f"{line}\n" for line in (self.summary(lang), *(f.text(lang) for f in self.findings)))

    def summary(self, lang: str = "en") -> str:
        """conforms: 0 violations, 1 warning"""
        counts = {s: sum(f.severity == s for f in self.findings) for s in SEVERITIES}
        if lang == "ja":
            head = "適合" if self.conforms else "不適合"
            return f"{head}: " + "、".join(f"{_WORDS[lang][s]} {n} 件" for s, n in counts.items() if n or s != "Info")
        head = "conforms" if self.conforms else "does not conform"
        told = (f"{n} {_WORDS[lang][s]}" + ("s" if n != 1 and s != "Info" else "") for s, n in counts.items() if n or s != "Info")
        return f"{head}: " + ", ".join(told)


def validate(graph: rdflib.Graph, shapes: Sequence[str | Path] = ()) -> Report:
    """Against the shapes that are shipped and `shapes` besides: Turtle as a string, or the path of a file.

    Raises InputError for shapes that cannot be read or used.
    """
    from kg.validate.shacl import check

    told = [graph_from_turtle(resources.text("shapes"), "shapes/newskg.ttl")]
    for i, words in enumerate(shapes, 1):
        told.append(graph_from_file(words) if isinstance(words, Path) else graph_from_turtle(words, f"shapes {i}"))
    findings = check(graph, told)
    return Report(all(f.severity != "Violation" for f in findings), findings)


def graph_from_file(path: str | Path) -> rdflib.Graph:
    """The union of the graphs in a file (`-` is standard input), every literal as it is written. Raises InputError."""
    return _graph(serial.load(path), str(path))


def graph_from_turtle(words: str, where: str) -> rdflib.Graph:
    """The same for Turtle at hand; `where` is what an error calls it."""
    return _graph(serial.parsed(words.encode("utf-8", "surrogatepass"), RdfFormat.TURTLE, where), where)


def _graph(quads: Iterable[Quad], where: str) -> rdflib.Graph:
    from kg.validate.shacl import quiet

    with quiet():
        return serial.to_rdflib(_numbered(quads, where))


def _numbered(quads: Iterable[Quad], where: str) -> list[Quad]:
    """Blank nodes named in the order of the file (b1, b2 …), which pyoxigraph names at random."""
    names: dict[object, BlankNode] = {}

    def named(node: object) -> object:
        if isinstance(node, Triple):
            raise InputError(where, "holds a triple about a triple (RDF 1.2)", "write it as triples of its own")
        return names.setdefault(node, BlankNode(f"b{len(names) + 1}")) if isinstance(node, BlankNode) else node

    return [Quad(*(named(n) for n in (q.subject, q.predicate, q.object, q.graph_name))) for q in quads]  # type: ignore[arg-type]


def compact(iri: str) -> str:
    """…/ontology#holder → kg:holder; …/id/position/1f0c → position/1f0c; anything else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    if "://" not in iri:
        return iri
    return "/".join(iri.partition("://")[2].split("/")[1:][-2:]) or iri
