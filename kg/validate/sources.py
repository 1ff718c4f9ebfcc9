"""A graph's file in, its quads out, each with its place in the file; what cannot be read is a finding at its line.

    source = read("out.ttl");  source.quads[7];  source.span(7, "object") → (312, 321);  source.at(7, "object") → out.ttl:12:14

Nothing is fetched. A file that would cost much time or memory is refused: over 150 MB, a string over 16 MB, brackets, JSON or XML
nested more than 200 deep, RDF/XML with entities of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple

from kg import serial
from kg.errors import InputError
from kg.validate.codes import finding
from kg.validate.findings import Finding, Place
from kg.validate.places import Span, Spans, places
from kg.validate.syntax import statements
from kg.validate.wording import worded

MOST_BYTES = 150_000_000
DEEPEST = 200
_ENTITY = re.compile(rb"<!ENTITY", re.I)
# brackets, and what may hold some that are none; what is not closed goes on to the end, so that nothing is looked at twice
_JSON_MARKS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*"?|[\[{]|[\]}]', re.S)
_TERSE_MARKS = re.compile(
    r'"{3}[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*(?:"{3})?|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"?'
    r"|'{3}[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*(?:'{3})?|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*'?"
    r"|<[^<>\"{}|^`\\\s]*+>|#[^\n]*+|\\.|[\[({]|[\])}]",
    re.S,
)
_XML_MARKS = re.compile(
    r"""<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|</[^>]*+>?|<[^<>"']*+(?:(?:"[^"]*+"?|'[^']*+'?)[^<>"']*+)*>?""",
    re.S,
)
_PREFIX = re.compile(r"(?<![^\s])@?prefix\s+([^\s:]*):\s*(<([^<>]*)>)", re.I)
_QUOTED_TRIPLES = 5_000  # none is taken, and 20,000 in one another overrun the parser's stack


@dataclass(frozen=True)
class Source:
    """A graph, and where it comes from. A graph made in memory has no `text`, and no places."""

    name: str
    quads: tuple[Quad, ...]
    text: str | None = None
    format: RdfFormat | None = None
    errors: tuple[Finding, ...] = ()
    marked: bool = field(default=False)  # the file begins with a byte order mark

    @cached_property
    def _spans(self) -> Sequence[Spans | None]:
        """Of each quad, where its terms stand; looked up when first asked for."""
        if self.text is None or self.format is None or self.errors:
            return ()
        try:
            return places(self.text, self.format, self.quads)
        except (RecursionError, MemoryError):  # a string of 16 MB took 2 GB
            return ()

    @cached_property
    def prefixes(self) -> Sequence[tuple[str, str, tuple[int, int]]]:
        """Of each declaration its prefix, its namespace, and where that stands with its brackets, in the order of the text."""
        terse = self.text is not None and self.format in (RdfFormat.TURTLE, RdfFormat.TRIG)
        return [(m[1], m[3], m.span(2)) for m in _PREFIX.finditer(self.text or "")] if terse else []

    def span(self, i: int, part: str) -> Span | None:
        """Where the subject, predicate or object of quad `i` stands in the text, if that is known."""
        spans = self._spans[i] if i < len(self._spans) else None
        found: Span | None = getattr(spans, part) if spans else None
        return found

    def at(self, i: int, part: str) -> Place | None:
        """The place of the same."""
        span = self.span(i, part)
        return self.place(*span) if span else None

    @cached_property
    def _lines(self) -> dict[int, str]:
        """By their beginnings, as they are asked for: one of megabytes may have a finding for each of its words."""
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        assert self.text is not None
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    def place(self, start: int, end: int) -> Place:
        """Characters [start, end) of the text, as far as they stand on the first line."""
        assert self.text is not None
        line = bisect_right(self._starts, start)
        begin = self._starts[line - 1]
        stop = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        words = self._lines.get(begin)
        if words is None:
            words = self._lines[begin] = self.text[begin:stop].rstrip("\r")
        last = max(start + 1, min(end, begin + len(words)))
        return Place(self.name, line, start - begin + 1, last - begin + 1, words)


def read(path: str | Path) -> Source:
    """The union of the graphs in a file (`-` is standard input), every literal as it is written. Raises InputError."""
    name = str(path)
    data, format = serial.content(name, MOST_BYTES)
    return source(data, format, "standard input" if name == "-" else name)


def source(data: bytes, format: RdfFormat, name: str) -> Source:
    """The same of bytes at hand; `name` is what a finding calls them. Raises InputError for what would cost too much."""
    marked = data.startswith(b"\xef\xbb\xbf")
    data = data[3:] if marked else data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}:1:1", "UTF-16, and a graph is UTF-8", "save it as UTF-8")
    if b"\0" in data[:1000]:
        raise InputError(f"{name}:1:1", "binary, not a graph", "check the path")
    if format == RdfFormat.RDF_XML and _ENTITY.search(data):
        raise InputError(name, "declares XML entities, which are not expanded here", "write IRIs in full")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        return _failed(Source(name, (), text, format), len(data[: error.start].decode("utf-8")), "not UTF-8")
    if _deeper(text, format, DEEPEST):
        raise InputError(name, f"nested more than {DEEPEST} deep", "flatten it")
    if format not in (RdfFormat.JSON_LD, RdfFormat.RDF_XML) and text.count("<<") > _QUOTED_TRIPLES:
        raise InputError(name, "holds triples about triples (RDF 1.2)", "write them as triples of their own")
    bare = Source(name, (), text, format)
    quads: list[Quad] = []
    errors = []
    try:
        for item in statements(text, format, name):
            if isinstance(item, Quad):
                quads.append(item)
            else:
                errors.append(_syntax(bare, item.start, item.end, item.what))
    except MemoryError:  # the parser's own limit, or the machine's
        raise InputError(name, "a string of over 16 MB, or more than fits into memory", "split it") from None
    return Source(name, tuple(_numbered(quads, name)), text, format, tuple(errors), marked)


def _syntax(bare: Source, start: int, end: int, what: str) -> Finding:
    en, ja = worded(what)
    return finding("syntax", place=bare.place(start, end), what=en, what_ja=ja)


def _failed(bare: Source, at: int, what: str) -> Source:
    return Source(bare.name, (), bare.text, bare.format, (_syntax(bare, at, at + 1, what),))


def _deeper(text: str, format: RdfFormat, most: int) -> bool:
    """Whether brackets or tags stand in one another more than so deep."""
    if format == RdfFormat.RDF_XML:
        marks = (-1 if m[0][1] == "/" else int(m[0][1] not in "!?" and m[0][-2:] != "/>") for m in _XML_MARKS.finditer(text))
    elif sum(map(text.count, "[{(")) <= most:
        return False
    else:
        found = (_JSON_MARKS if format == RdfFormat.JSON_LD else _TERSE_MARKS).finditer(text)
        marks = ((m[0] in "[{(") - (m[0] in "]})") for m in found)
    return any(deep > most for deep in accumulate(marks))


def _numbered(quads: Sequence[Quad], name: str) -> Iterator[Quad]:
    """Blank nodes named in the order of the file (b1, b2 …), which pyoxigraph names at random."""
    names: dict[object, BlankNode] = {}
    for q in quads:
        if isinstance(q.object, Triple) or isinstance(q.subject, Triple):
            raise InputError(name, "holds a triple about a triple (RDF 1.2)", "write it as triples of its own")
        if isinstance(q.subject, NamedNode) and not isinstance(q.object, BlankNode):
            yield q
            continue
        s, o = (_name(n, names) for n in (q.subject, q.object))
        yield Quad(s, q.predicate, o, q.graph_name)  # type: ignore[arg-type]


def _name(node: object, names: dict[object, BlankNode]) -> object:
    if not isinstance(node, BlankNode):
        return node
    found = names.get(node)
    if found is None:
        found = names[node] = BlankNode(f"b{len(names) + 1}")
    return found
