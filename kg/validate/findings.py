"""What a validation says: a report of findings, each with its place in a file, its two messages and perhaps a fix.

    Finding("Violation", "proceeding-action", message_ja="…", message_en="…", place=Place("out.ttl", 12, 14, 22, "…"))
    Report.of(["out.ttl"], findings).conforms → False

A violation makes a graph not conform; a warning or an info does not. Where nothing was looked at nothing conforms: None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.vocabulary import PREFIXES

SEVERITIES = ("Violation", "Warning", "Info")

Node = NamedNode | BlankNode | Literal
# kg:holder is its NamedNode; ^kg:proceeding ("^", node); kg:founder|kg:date ("|", node, node); kg:a/kg:b* ("/", node, ("*", node))
Path = NamedNode | tuple[object, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line of a file. Lines and columns count from 1, columns in code points; `end_column` is behind the last."""

    file: str
    line: int
    column: int
    end_column: int
    source: str = ""  # the line as the file has it, without its end


@dataclass(frozen=True, slots=True)
class Fix:
    """Characters [start, end) of a file's text, without a byte order mark, become `new`; they were `old`. It invents nothing: what it writes is in the file or the article."""

    file: str
    start: int
    end: int
    new: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule. `code` is stable: a rule's own name, such as position-holder, or one of kg.validate.codes."""

    severity: str  # one of SEVERITIES
    code: str
    message_ja: str
    message_en: str
    node: Node | None = None  # what it is about
    path: Path | None = None
    value: Node | None = None
    shape: NamedNode | None = None
    component: NamedNode | None = None  # of SHACL: sh:MinCountConstraintComponent
    place: Place | None = None
    related: tuple[Place, ...] = ()  # what it contradicts
    fix: tuple[Fix, ...] = ()  # all of them, or none

    def message(self, lang: str) -> str:
        return self.message_ja if lang == "ja" else self.message_en


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in `files`; in each the gravest first or, where places are known, as they stand in it."""

    conforms: bool | None  # None: no shape met a node, so nothing was checked
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    idle: tuple[str, ...] = ()  # shapes that met no node

    @classmethod
    def of(cls, files: Iterable[str], findings: Iterable[Finding], checked: bool = True, idle: Iterable[str] = ()) -> Report:
        found = tuple(sorted(findings, key=_order))
        wrong = any(f.severity == "Violation" for f in found)
        return cls(False if wrong else True if checked else None, tuple(files), found, tuple(idle))

    def text(self, lang: str = "en") -> str:
        """As `kg validate` prints it; `lang` is ja or en."""
        from kg.validate import output

        return output.written(self, "text", lang).decode()

    def count(self, severity: str) -> int:
        return sum(f.severity == severity for f in self.findings)


def _order(f: Finding) -> tuple[object, ...]:
    place = (f.place.file, f.place.line, f.place.column) if f.place else ("", 0, 0)
    return *place, SEVERITIES.index(f.severity), plain(f.node), path_text(f.path), plain(f.value), f.code, f.message_en


def plain(node: object) -> str:
    """What a term holds: an IRI, a literal's words, _:b1."""
    return node.value if isinstance(node, NamedNode | Literal) else "" if node is None else str(node)


def compact(node: object) -> str:
    """…/ontology#holder → kg:holder; …/id/position/1f0c → position/1f0c; anything else as it is."""
    words = node if isinstance(node, str) else plain(node)
    if isinstance(node, Literal):
        return words
    for prefix, namespace in PREFIXES.items():
        if words.startswith(namespace):
            return f"{prefix}:{words.removeprefix(namespace)}"
    if "://" not in words:
        return words
    return "/".join(words.partition("://")[2].split("/")[1:][-2:]) or words


def path_text(path: Path | None) -> str:
    """As SPARQL writes it: kg:holder, ^kg:proceeding, kg:founder|kg:date."""
    if path is None:
        return ""
    if isinstance(path, NamedNode):
        return compact(path)
    sign, *parts = path
    words = [path_text(p) for p in parts]  # type: ignore[arg-type]
    if sign in ("|", "/"):
        return str(sign).join(words)
    return f"^{words[0]}" if sign == "^" else f"{words[0]}{sign}"
