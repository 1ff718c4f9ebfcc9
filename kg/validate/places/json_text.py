"""JSON with places: a text in, its values out, each with where it stands.

    read('{"age": 41}') → Object(0, 1, ((Scalar(1, 6, "age"), Scalar(8, 10, 41 as written)),))

The text is taken for valid JSON: whoever calls has parsed it before. A key that stands twice is there twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from kg.validate.places import Span

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\]:,"\ufeff]+', re.S)
_WORDS = {"true": True, "false": False, "null": None}


class Number(str):
    """As it is written: 1.50, 1e3."""


class Scalar(NamedTuple):
    span: Span
    data: str | Number | bool | None


class Array(NamedTuple):
    span: Span  # of its bracket
    items: tuple[Value, ...]


class Object(NamedTuple):
    span: Span  # of its brace
    members: tuple[tuple[Scalar, Value], ...]


Value = Scalar | Array | Object


def read(text: str) -> Value:
    """The document's value. A byte order mark counts as a character and is no part of it."""
    held: list[Value] = []
    outer: list[tuple[int, list[Value]]] = []
    for token in _TOKEN.finditer(text):
        words, start = token[0], token.start()
        if words in "{[":
            outer.append((start, held))
            held = []
        elif words in "}]":
            inner, (start, held) = held, outer.pop()
            span = Span(start, start + 1)
            held.append(Array(span, tuple(inner)) if words == "]" else Object(span, _pairs(inner)))
        else:
            held.append(Scalar(Span(start, token.end()), _data(words)))
    return held[0]


def _pairs(values: list[Any]) -> tuple[tuple[Scalar, Value], ...]:
    return tuple(zip(values[::2], values[1::2], strict=True))


def _data(words: str) -> str | Number | bool | None:
    if words[0] == '"':
        return str(json.loads(words)) if "\\" in words else words[1:-1]
    return _WORDS[words] if words in _WORDS else Number(words)


def items(value: Value) -> Iterable[Value]:
    """What stands alone is an array of one."""
    return value.items if isinstance(value, Array) else (value,)


def leaves(value: Value) -> Iterable[Value]:
    """[1, [2, [3]]] → 1, 2, 3"""
    todo = [value]
    while todo:
        found = todo.pop()
        if isinstance(found, Array):
            todo += reversed(found.items)
        else:
            yield found


def plain(value: Value) -> Any:
    """As json.loads would have it; numbers are floats."""
    if isinstance(value, Array):
        return [plain(v) for v in value.items]
    if isinstance(value, Object):
        return {key.data: plain(v) for key, v in value.members}
    return float(value.data) if isinstance(value.data, Number) else value.data
