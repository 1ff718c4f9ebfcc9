"""Blank nodes of one graph paired with those of another that says the same; their names are no help.

    paired([_:x age 3, _:y age 4], [_:1 age 4, _:2 age 3]) → {_:x: _:2, _:y: _:1}

Nodes are told apart by what is said of them, of their neighbours, and so on. Where that tells two not apart they may
change places, and the first goes with the first. A node that has no like is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DEFAULT = "DEFAULT"  # the graph without a name

_ROUNDS = 32  # in a long list of equal items the ends tell the middle; there the order does


class Literal(NamedTuple):
    value: str
    datatype: str
    language: str = ""


class Blank(NamedTuple):
    name: Hashable


Term = str | Literal | Blank  # a string is an IRI


class Row(NamedTuple):
    subject: Term
    predicate: Term
    object: Term
    graph: Term


Pairs = dict[Blank, Blank]
Shape = tuple[Term | int, ...]  # a row with colours for its blank nodes
Rows = dict[Blank, dict[Shape, deque[Row]]]


def json_literal(words: str) -> Literal:
    """Two writings of one JSON value are one literal: [1.0, {"b": 1, "a": 2}]."""
    return Literal(json.dumps(json.loads(words, parse_int=float), sort_keys=True), RDF + "JSON")


def blanks(row: Row) -> Iterator[Blank]:
    return (term for term in row if isinstance(term, Blank))


def paired(ours: Iterable[Row], theirs: Iterable[Row]) -> Pairs:
    """Each with its like, both ways. No name of ours may be one of theirs."""
    mine, other = _common([r for r in ours if any(blanks(r))], [r for r in theirs if any(blanks(r))])
    colours = _coloured([*mine, *other])
    left, right = _by_colour(mine, colours), _by_colour(other, colours)
    rows: Rows = defaultdict(lambda: defaultdict(deque))
    for row in [*mine, *other]:
        for node in blanks(row):
            rows[node][_shape(row, colours)].append(row)
    found: Pairs = {}
    for colour in sorted((c for c in left if len(left[c]) == len(right.get(c, ()))), key=lambda c: len(left[c])):
        free = (node for node in right[colour] if node not in found)
        for node in left[colour]:
            there = None if node in found else next(free, None)
            if there:
                _pair(node, there, rows, found)
    return found


def _pair(node: Blank, there: Blank, rows: Rows, found: Pairs) -> None:
    """These two, and what hangs on the one with what hangs on the other: the nearest first, or two alike are mixed up."""
    found |= {node: there, there: node}
    stack = [_shaped(node, rows)]
    while stack:
        owner, shape, row = next(stack[-1], (None, (), None))
        if row is None or owner is None:
            stack.pop()
        elif not all(n in found for n in blanks(row)):
            offered = rows[found[owner]][shape]
            while offered and all(n in found for n in blanks(offered[0])):
                offered.popleft()
            like = next((r for r in offered if _fits(row, r, found)), None)
            fresh = {x: y for x, y in zip(blanks(row), blanks(like or row), strict=True) if like and x not in found}
            found |= fresh | {y: x for x, y in fresh.items()}
            stack += [_shaped(n, rows) for n in fresh]


def _shaped(node: Blank, rows: Rows) -> Iterator[tuple[Blank, Shape, Row]]:
    return ((node, shape, row) for shape, said in rows[node].items() for row in said)


def _fits(row: Row, like: Row, found: Pairs) -> bool:
    return all(found.get(x, y) == y and found.get(y, x) == x for x, y in zip(blanks(row), blanks(like), strict=True))


def _by_colour(rows: Iterable[Row], colours: dict[Blank, int]) -> dict[int, list[Blank]]:
    out: dict[int, list[Blank]] = defaultdict(list)
    for node in dict.fromkeys(n for row in rows for n in blanks(row)):
        out[colours[node]].append(node)
    return out


def _common(ours: Iterable[Row], theirs: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Without the rows that, blank nodes aside, only one of the two has, and without repetition."""
    shapes = {_shape(r) for r in ours} & {_shape(r) for r in theirs}
    mine, other = ([r for r in dict.fromkeys(rows) if _shape(r) in shapes] for rows in (ours, theirs))
    return mine, other


def _shape(row: Row, colours: dict[Blank, int] | None = None) -> Shape:
    return tuple((colours or {}).get(t, 0) if isinstance(t, Blank) else t for t in row)


def _coloured(rows: list[Row]) -> dict[Blank, int]:
    """Two nodes have one colour if the same is said of them (colour refinement)."""
    colours = dict.fromkeys((node for row in rows for node in blanks(row)), 0)
    for _ in range(_ROUNDS):
        said: dict[Blank, list[int]] = defaultdict(list)
        for row in rows:
            shape = _shape(row, colours)
            for i, term in enumerate(row):
                if isinstance(term, Blank):
                    said[term].append(hash((i, shape)))
        finer = {node: hash((colours[node], *sorted(told))) for node, told in said.items()}
        if len(set(finer.values())) == len(set(colours.values())):
            break
        colours = finer
    return colours
