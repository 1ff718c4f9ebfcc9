"""What the strings of a JSON-LD document stand for where they stand: keys, names, values in; keywords and terms out.

    keyword("label") → "http://www.w3.org/2000/01/rdf-schema#label"; scalar(Number("41"), …) → Literal("41", xsd:integer)

Contexts are rdflib's. None is ever fetched: one that names an address is passed over.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from rdflib.plugins.shared.jsonld.context import UNDEF, Context

from kg.validate.places.alike import RDF, XSD, Blank, Literal, Term, json_literal
from kg.validate.places.json_text import Number, Object, Scalar, Value, plain

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


# Values


def scalar(data: str | Number | bool | None, context: Context, how: Any) -> Term | None:
    kind = how.type if how and how.type != "@none" else None
    if data is None:
        return None
    if isinstance(data, bool | Number):
        return _native(data, kind if kind not in ("@id", "@vocab") else None)
    if kind == "@id":
        return iri(data, context)
    if kind == "@vocab":
        return vocabulary(data, context)
    if kind:
        return Literal(data, kind)
    return worded(data, how.language if how and how.language is not UNDEF else context.language)


def literal(words: dict[str | None, Value], context: Context) -> Term | None:
    """{"@value": "7", "@type": "xsd:integer"}, its keys as keywords."""
    value, kind, language = (words.get(w) for w in ("@value", "@type", "@language"))
    datatype = vocabulary(str(kind.data), context) if isinstance(kind, Scalar) and kind.data else None
    if datatype == "@json" and value:
        return json_value(value)
    if not isinstance(value, Scalar) or value.data is None or isinstance(datatype, Blank):
        return None
    if isinstance(value.data, bool | Number):
        return _native(value.data, str(datatype) if datatype else None)
    if datatype:
        return Literal(value.data, str(datatype))
    return worded(value.data, str(language.data) if isinstance(language, Scalar) and language.data else None)


def worded(words: str, language: str | None) -> Literal:
    return Literal(words, RDF + "langString", language.lower()) if language else Literal(words, XSD + "string")


def _native(data: bool | Number, datatype: str | None) -> Literal:
    if isinstance(data, bool):
        return Literal("true" if data else "false", datatype or XSD + "boolean")
    words = _canonical(data, datatype == XSD + "double")
    return Literal(words, datatype or XSD + ("double" if "E" in words else "integer"))


def _canonical(number: Number, double: bool) -> str:
    """As pyoxigraph writes it: 1.0 → 1, 1e2 → 100, 1.50 → 1.5E0; a double's 1 → 1.0E0."""
    mantissa, _, exponent = number.lower().partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    kept = digits.rstrip("0")
    if not kept:
        return "0.0E0" if double else "0"
    tens = int(exponent[:18] or 0) - len(fraction) + len(digits) - len(kept)
    sign = "-" * mantissa.startswith("-")
    if not double and tens >= 0 and len(kept) + tens <= 20:
        return sign + kept + "0" * tens
    return f"{sign}{kept[0]}.{kept[1:] or '0'}E{len(kept) + tens - 1}"


# Names


def keyword(key: Scalar, context: Context) -> str | None:
    """A keyword, an IRI, or "" or None for what RDF does not know: id → @id, label → …/rdf-schema#label."""
    return _expanded(str(key.data), context)


@lru_cache(maxsize=256)
def _expanded(name: str, context: Context) -> str | None:
    how = context.terms.get(name)
    if how and how.id == RDF + "type" and how.type == "@vocab":  # what rdflib makes of {"@id": "@type", "@container": "@set"}
        return "@type"
    if name.startswith("@"):
        return name
    return _expand(name, context)


def _expand(words: str, context: Context, use_vocab: bool = True) -> str | None:
    try:
        found: str | None = context.expand(words, use_vocab)
    except ValueError:  # http://[x
        return None
    return found


def under(node: Object, context: Context, word: str) -> list[tuple[Scalar, Value]]:
    return [(key, value) for key, value in node.members if keyword(key, context) == word]


def iri(words: str, context: Context) -> Term | None:
    if words.startswith("_:"):
        return Blank(words)
    if is_iri(words):
        return _expand(words, context, use_vocab=False)
    try:
        absolute = urljoin(context.base or "", words)
    except ValueError:  # //[x
        return None
    return absolute if is_iri(absolute) else None


def vocabulary(words: str, context: Context) -> Term | None:
    """A type's or a datatype's name, or what stands where @vocab is the type."""
    if words.startswith("@"):
        return words
    found = None if words.startswith("_:") else _expand(words, context)
    return found if found and is_iri(found) else iri(words, context)


# Contexts


def entered(node: Object, context: Context, how: Any) -> Context:
    """The context within an object: without what an outer type brought, with what its key and its own @context bring."""
    if context.propagate is False and context.parent:
        words = {keyword(key, context) for key, _ in node.members}
        context = context if "@value" in words or words == {"@id"} else context.parent
    context = scoped(context, how)
    for key, value in node.members:
        if key.data == "@context":
            context = _derived(context, json.dumps(plain(value)))
    return context


def scoped(context: Context, how: Any) -> Context:
    return _derived(context, json.dumps(how.context)) if how and how.context is not UNDEF else context


def typed(context: Context, types: list[Any]) -> Context:
    found = [context.terms[t].context for t in sorted(t for t in types if isinstance(t, str)) if t in context.terms]
    scopes = [c for c in found if c is not UNDEF]
    return _derived(context, json.dumps(scopes), False) if scopes else context


@lru_cache(maxsize=64)
def _derived(context: Context, source: str, propagate: bool = True) -> Context:
    told = json.loads(source)
    try:
        return context if _remote(told) else context.subcontext(told, propagate)
    except ValueError:  # what rdflib does not know of
        return context


def _remote(source: Any) -> bool:
    if isinstance(source, list):
        return any(_remote(s) for s in source)
    return isinstance(source, str) or (isinstance(source, dict) and ("@import" in source or _remote(source.get("@context"))))


def is_iri(words: str) -> bool:
    return bool(_ABSOLUTE.match(words))


def json_value(value: Value) -> Literal:
    """What @type: @json makes of any value."""
    return json_literal(json.dumps(plain(value)))
