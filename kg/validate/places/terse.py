"""Turtle, TriG, N-Triples or N-Quads in, the place of each term of each triple out, in the order in which pyoxigraph gives them.

    places(':a :p :b , "c" .', line_based=False)[1]  →  Spans((0, 2), (3, 5), (11, 14))

The text has been read by pyoxigraph before, so it is well-formed, and terms need not be understood here: a token is a name, a
literal or a bracket, and where it stands says what it is. The order of a triple that brackets make is the parser's: what
stands in [ ] comes before the triple that points to it; a list's cell is pointed to before an item that is a bracket or a
string, else behind it; a string's triple comes after those of the token behind it. `tests/test_places.py` pins that on graphs made at random.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

from kg.validate.places import Span, Spans

_WORD = r"""(?:[^\s;,.\[\](){}<>"'#\\@^]|\\.|\.+(?=[^\s;,.\[\](){}<>"'#]))+"""
# no group is possessive: Python before 3.11.5 gets those wrong (gh-106052)
_STRING = (
    r""""{3}[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"{3}|'{3}[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*'{3}"""
    r"""|"[^"\\]*+(?:\\.[^"\\]*+)*"|'[^'\\]*+(?:\\.[^'\\]*+)*'"""
)
_TOKEN = re.compile(
    rf"""\#[^\n\r]*
    | ( (?:{_STRING}) (?: \s*@[A-Za-z][A-Za-z0-9-]* | \s*\^\^\s*(?:<[^<>]*>|{_WORD}) )? )
    | ( <[^<>]*> | {_WORD} | @[a-z]+ )
    | ( [.;,\[\](){{}}] )""",
    re.X | re.S,
)
_STRING_TOKEN, _NAME, _MARK = 1, 2, 3
_DIRECTIVES = {"@prefix": 3, "@base": 2, "@version": 2, "prefix": 2, "base": 1, "version": 1}  # tokens that follow


class Places(Sequence[Spans]):
    """Of every triple, six numbers each."""

    def __init__(self, numbers: array[int]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers) // 6

    def __getitem__(self, i: int) -> Spans:  # type: ignore[override]
        if not 0 <= i < len(self):
            raise IndexError(i)
        a, b, c, d, e, f = self._numbers[6 * i : 6 * i + 6]
        return Spans(Span(a, b), Span(c, d), Span(e, f))


def places(text: str, line_based: bool) -> Places:
    """`line_based`: N-Triples or N-Quads, where a fourth term names the graph."""
    return Places(_of_lines(text) if line_based else _of_statements(text))


def _of_lines(text: str) -> array[int]:
    out, terms = array("Q"), 0
    for m in _TOKEN.finditer(text):
        kind = m.lastindex
        if kind == _MARK:
            terms = 0
        elif kind and terms < 3:
            out.extend(m.span())
            terms += 1
    return out


_SUBJECT, _PREDICATE, _OBJECT, _AFTER = range(4)


def _of_statements(text: str) -> array[int]:
    out: array[int] = array("Q")
    tokens = _TOKEN.finditer(text)
    nested = _Nested(tokens, out)
    subject = predicate = (0, 0)
    expected = _SUBJECT
    for m in tokens:
        kind = m.lastindex
        if kind is None:  # a comment
            continue
        if kind != _MARK:
            if expected == _OBJECT:
                out.extend((*subject, *predicate, *m.span()))
                expected = _AFTER
            elif expected == _PREDICATE:
                predicate, expected = m.span(), _OBJECT
            elif kind == _NAME and (follow := _DIRECTIVES.get(m[0].lower())):
                _skip(tokens, follow)
            elif m[0].lower() != "graph":
                subject, expected = m.span(), _PREDICATE
            continue
        mark = m[0]
        if mark == ";":
            expected = _PREDICATE
        elif mark == ",":
            expected = _OBJECT
        elif mark in "[(":
            if expected == _OBJECT:
                nested.node(m, (*subject, *predicate))
                expected = _AFTER
            else:
                nested.node(m, ())
                subject, expected = m.span(), _PREDICATE
        else:  # . { }
            expected = _SUBJECT
    return out


def _skip(tokens: Iterator[re.Match[str]], many: int) -> None:
    for m in tokens:
        many -= bool(m.lastindex)
        if not many:
            return


class _Nested:
    """What stands in [ ] and ( ), in the parser's order. `pointer` is subject and predicate of what points to it, if anything does.

    A string may have a language or a datatype behind it, so its triple comes once the next token is done with: it is `held`.
    """

    def __init__(self, tokens: Iterator[re.Match[str]], out: array[int]) -> None:
        self.tokens, self.out = tokens, out
        self.held: tuple[int, ...] = ()

    def node(self, opening: re.Match[str], pointer: tuple[int, ...]) -> None:
        if opening[0] == "[":
            self._properties(opening, pointer)
        else:
            self._items(opening, pointer)

    def _told(self) -> Iterator[tuple[re.Match[str], str]]:
        """Tokens but comments, each with its mark: "" for a term."""
        return ((m, m[0] if m.lastindex == _MARK else "") for m in self.tokens if m.lastindex)

    def _release(self) -> None:
        self.out.extend(self.held)
        self.held = ()

    def _term(self, m: re.Match[str], triple: tuple[int, ...]) -> None:
        """The triple of a name or a literal, and what it lets go."""
        if m.lastindex == _STRING_TOKEN and m[0][-1] in "\"'":
            self._release()
            self.held = triple
        else:
            self.out.extend(triple)

    def _properties(self, opening: re.Match[str], pointer: tuple[int, ...]) -> None:
        self._release()
        predicate, expected = (0, 0), _PREDICATE
        for m, mark in self._told():
            if mark == "]":
                if pointer:
                    self.out.extend((*pointer, *opening.span()))
                return self._release()
            if mark in (";", ","):
                expected = _PREDICATE if mark == ";" else _OBJECT
                self._release()
            elif expected == _PREDICATE:
                predicate, expected = m.span(), _OBJECT
            elif mark:
                self.node(m, (*opening.span(), *predicate))
            else:
                self._term(m, (*opening.span(), *predicate, *m.span()))

    def _items(self, opening: re.Match[str], pointer: tuple[int, ...]) -> None:
        """A list: each cell stands where its item does, the first at the bracket; so do rdf:first and rdf:rest."""
        cell: tuple[int, ...] = ()
        for m, mark in self._told():
            if mark == ")":
                if cell:
                    self.out.extend((*cell, *cell, *m.span()))  # rdf:rest rdf:nil
                elif pointer:
                    self.out.extend((*pointer, *opening.span()))  # () is rdf:nil
                return self._release()
            before, cell = cell, m.span() if cell else opening.span()
            points = (*before, *before, *cell) if before else (*pointer, *cell) if pointer else ()
            if mark:
                self.out.extend(points)
                self._release()
                self.node(m, (*cell, *m.span()))
            elif m.lastindex == _STRING_TOKEN:
                self.out.extend(points)
                self._release()
                self._term(m, (*cell, *m.span(), *m.span()))
            else:
                self.out.extend((*cell, *m.span(), *m.span(), *points))
                self._release()
