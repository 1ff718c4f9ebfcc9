"""A JSON-LD document in, findings out about keys and values that say nothing, since no context knows them.

{"@context": {"kg": "…#", "title": "kg:title"}, "@id": "…", "titel": "社長"}  →  unread: “titel” is in no @context, … Did you mean title?

JSON-LD drops them in silence, so a graph is short of a triple that its editor wrote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import RdfFormat

from kg.validate.codes import finding, meant
from kg.validate.findings import Finding, Fix
from kg.validate.sources import Source
from kg.validate.vocabulary import nearest


def check(source: Source) -> Iterator[Finding]:
    if source.format != RdfFormat.JSON_LD or source.text is None:
        return
    document = json.loads(source.text, parse_int=str)  # of any length
    defined = dict(_defined(document))
    if not set(_words(document, defined)) - defined.keys():  # the walk through all contexts takes its time
        return
    from kg.validate.places.jsonld import unread

    for node, span in unread(source.text):
        words = json.loads(source.text[span.start : span.end])
        if not isinstance(words, str):
            continue
        best = nearest(words, defined)
        hint, hint_ja = meant(best) if best else ("Correct it, or add it to the context.", "直すか、@context に加える。")
        fix = (Fix(source.name, span.start, span.end, json.dumps(best, ensure_ascii=False)),) if best else ()
        yield finding(
            "unread", what=f"“{words}”", instead=hint, instead_ja=hint_ja, node=node, place=source.place(*span), fix=fix
        )


def _defined(value: Any) -> Iterator[tuple[str, Any]]:
    """The terms of all contexts."""
    for key, inner in _members(value):
        if key == "@context":
            for context in inner if isinstance(inner, list) else [inner]:
                yield from context.items() if isinstance(context, dict) else ()


def _words(value: Any, defined: Mapping[str, Any]) -> Iterator[str]:
    """The bare words that stand for terms: keys, and values where a context has terms stand."""
    named = {"@type"} | {
        k for k, how in defined.items() if how == "@type" or (isinstance(how, dict) and how.get("@type") == "@vocab")
    }
    for key, inner in _members(value):
        if key != "@context" and not key.startswith("@") and ":" not in key:
            yield key
        if key in named:
            yield from (w for w in (inner if isinstance(inner, list) else [inner]) if isinstance(w, str) and ":" not in w)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """Of every object; those of contexts are their own."""
    todo = [value]
    while todo:
        found = todo.pop()
        if isinstance(found, list):
            todo += found
        elif isinstance(found, dict):
            yield from found.items()
            todo += [inner for key, inner in found.items() if key != "@context"]
