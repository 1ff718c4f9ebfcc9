"""Findings in, corrected files out: only what invents nothing, and every other character stays as it is.

    renamed(source, 7, "object", kg:Filed)  →  (Fix("out.ttl", 312, 320, "kg:Filed"),)
    corrected(text, [fixes])  →  the new text;  difference("out.ttl", old, new)  →  a unified diff

A term is written in the file's own way: with its prefix, or in full where the file has no prefix for it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.validate.findings import Fix
from kg.validate.sources import Source

_DATATYPE = re.compile(r"""(?<=["'])(\s*\^\^\s*)([^"'^]*)\Z""")
_QUOTED = re.compile(r"""("{3}|'{3}|"|').*\1""", re.S)


def renamed(source: Source, i: int, part: str, new: NamedNode) -> tuple[Fix, ...]:
    """Another term at the subject, predicate, object or datatype of quad `i`."""
    span = source.span(i, "object" if part == "datatype" else part)
    if span is None or source.text is None:
        return ()
    start, end = span
    words = source.text[start:end]
    if source.format == RdfFormat.JSON_LD:
        told = _json_name(words, new) if part != "datatype" else None
        return (Fix(source.name, start, end, told, words),) if told and told != words else ()
    if part == "datatype":
        found = _DATATYPE.search(words)
        if not found:
            return ()
        start, end = start + found.start(2), start + found.end(2)
    words = source.text[start:end]
    return (Fix(source.name, start, end, _name(source, new, start, words), words),)


def _json_name(words: str, new: NamedNode) -> str | None:
    """Prefixed as it was, or in full. What a context calls in one word may be called by another only there: unread tells it."""
    old = json.loads(words) if words.startswith('"') else ""
    local = re.split(r"[#/]", new.value)[-1]
    if "://" in old:
        return json.dumps(new.value, ensure_ascii=False)
    head, colon, _ = old.rpartition(":")
    return json.dumps(f"{head}:{local}" if colon else local, ensure_ascii=False) if colon or old.isascii() else None


def _name(source: Source, node: NamedNode, at: int, old: str = "") -> str:
    """kg:Filed, where a prefix for it is declared above, the one of the old words first; else in full."""
    declared: dict[str, str] = {}
    for prefix, namespace, (place, _) in source.prefixes:
        if place < at:
            declared[prefix] = namespace
    own = old.partition(":")[0]
    for prefix in sorted(declared, key=lambda p: p != own):
        local = node.value.removeprefix(declared[prefix])
        if declared[prefix] and local != node.value and re.fullmatch(r"\w+", local):
            return f"{prefix}:{local}"
    return f"<{node.value}>"


def retyped(source: Source, i: int, q: Quad, new: NamedNode) -> tuple[Fix, ...]:
    """Another datatype for the literal of quad `i`, its words kept: 42 → "42"^^xsd:decimal."""
    span = source.span(i, "object")
    if span is None or source.text is None or not isinstance(q.object, Literal) or source.format == RdfFormat.JSON_LD:
        return ()
    start, end = span
    words = source.text[start:end]
    quoted = _QUOTED.match(words)
    string = quoted[0] if quoted else f'"{words}"'
    old = words.rpartition("^^")[2] if quoted else ""
    return (Fix(source.name, start, end, f"{string}^^{_name(source, new, start, old)}", words),)


def written(source: Source, i: int, new: str) -> tuple[Fix, ...]:
    """Other words for the literal of quad `i`, its datatype kept: "52"^^xsd:nonNegativeInteger → "54"^^xsd:nonNegativeInteger."""
    span = source.span(i, "object")
    if span is None or source.text is None:
        return ()
    start, end = span
    words = source.text[start:end]
    quoted = _QUOTED.match(words)
    if not quoted:
        return (Fix(source.name, start, end, new, words),)
    mark = len(quoted[1])
    return (Fix(source.name, start + mark, start + quoted.end() - mark, new, words[mark : quoted.end() - mark]),)


def corrected(text: str, groups: Iterable[tuple[Fix, ...]]) -> str:
    """The text with every group of fixes, all of a group or none: one that overlaps an earlier one is left for the next time."""
    taken: list[Fix] = []
    for group in sorted(set(groups), key=lambda g: [(f.start, f.end, f.new) for f in g]):
        if all(f.end <= t.start or t.end <= f.start for f in group for t in taken[-MOST_NEAR:]):
            taken += group
    out, at = [], 0
    for f in sorted(taken, key=lambda f: f.start):
        out += [text[at : f.start], f.new]
        at = f.end
    return "".join([*out, text[at:]])


MOST_NEAR = 1000  # fixes that are looked at for overlaps: they come in the order of the file


def difference(name: str, old: str, new: str) -> str:
    """A unified diff; nothing where nothing differs."""
    before, after = (re.findall(r"[^\n]*\n|[^\n]+", t) for t in (old, new))
    lines = difflib.unified_diff(before, after, name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
