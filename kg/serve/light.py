"""Whether a query is evidently light: a few triples that hang together, looked up from something that it names.

    is_light("SELECT ?p ?o { <urn:a> ?p ?o }") → True
    is_light("SELECT ?name { <urn:a> kg:holder ?who . ?who rdfs:label ?name } LIMIT 9") → True
    undeclared("SELECT ?name { <urn:a> kg:holder ?name }") → {"kg"}
    is_light("SELECT * { ?s ?p ?o }"), is_light("SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }") → False: all there is, and more than triples

It is a guess, which costs nobody anything where it is wrong: who relies on it stops what is not light after all.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 4096  # characters
_MOST = 12  # triples

# <urn:a> → <>, "青" → "", and no comments: queries that differ in what they name are one form. Escapes, which may stand for
# anything, are left, and are of no form.
_NAMED = re.compile(r'([<"#])(?:(?<=<)[^<>"{}|^`\\\s]*>|(?<=")[^"\\\n\r]*"|(?<=#)[^\n\r\\]*)')
_NAMELESS = {"<": "<>", '"': '""', "#": ""}
_FORM = re.compile(
    r"\s*((?:(?:PREFIX\s+[\w-]*:|BASE)\s*<>\s*)*)SELECT\s*(?:\*|(?:[?$]\w+\s*)+)\s*(?:WHERE\s*)?\{([^{}]*)\}\s*(?:LIMIT\s+\d+\s*)?",
    re.I,
)
_WORD = re.compile(r'\s*([?$]\w+|<>|""(?:@[\w-]+|\^\^(?:<>|[\w-]*:[\w-]*))?|[\w-]*:[\w-]*|\d+\b|a\b|[.;,])\s*')
_PREFIX = re.compile(r"([\w-]*):")
_KEPT = {".": 0, ";": 1, ",": 2}  # of a triple, how much the next one shares

Words = tuple[str, ...]


def is_light(query: str) -> bool:
    return undeclared(query) is not None


def undeclared(query: str) -> frozenset[str] | None:
    """The prefixes that a light query uses and leaves for others to declare; None of one that is not light."""
    return _of_form(*_NAMED.split(query)) if len(query) <= LONGEST else None


@lru_cache(maxsize=1024)
def _of_form(*split: str) -> frozenset[str] | None:
    """`split` are a query's words between what it names, and in turn of which kind that is."""
    form = "".join(_NAMELESS[part] if at % 2 else part for at, part in enumerate(split))
    found = _FORM.fullmatch(form)
    triples = _triples(found[2]) if found else []
    if not found or not (0 < len(triples) <= _MOST and any(map(_is_named, triples)) and _hang_together(triples)):
        return None
    return frozenset(_PREFIX.findall(found[2])) - frozenset(_PREFIX.findall(found[1]))


def _triples(words: str) -> list[Words]:
    """None of what holds more than triples, or is none."""
    triples: list[Words] = []
    triple: Words = ()
    at = 0
    while at < len(words):
        found = _WORD.match(words, at)
        if found is None:
            return []
        at, word = found.end(), found[1]
        if word not in _KEPT:
            triple += (word if len(triple) == 1 or _is_variable(word) else f"{word}{at}",)  # a name is itself where it stands
        elif len(triple) == 3:
            triples.append(triple)
            triple = triple[: _KEPT[word]]
        else:
            return []
    return triples if not triple else [*triples, triple] if len(triple) == 3 else []


def _is_named(triple: Words) -> bool:
    """Whether it begins from one thing: of a class there are too many."""
    subject, predicate, object = triple
    return not _is_variable(subject) or (predicate != "a" and not _is_variable(object))


def _hang_together(triples: list[Words]) -> bool:
    """By their ends, so that no two searches are multiplied."""
    reached = {*triples[0][::2]}
    left = triples[1:]
    while left and (near := [t for t in left if reached.intersection(t[::2])]):
        reached.update(*(t[::2] for t in near))
        left = [t for t in left if t not in near]
    return not left


def _is_variable(word: str) -> bool:
    return word[0] in "?$"
