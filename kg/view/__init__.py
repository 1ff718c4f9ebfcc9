"""Quads and articles' texts in, one HTML page out that needs nothing else: no network, no server, no library.

    page(quads, {"https://…/article/d8fe227df8d4ec9e": "青空電機は2024年4月1日、…"}, "ja") → "<!doctype html>…"

Where an article's text is not given, the quotes stand in for it. Same input, same page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from pyoxigraph import Quad

from kg.account import account
from kg.view.questions import answered, questions
from kg.view.telling import told
from kg.view.words import WORDS

# put together in this order, in one scope
SCRIPTS = ("state", "article", "card", "graph", "drawing", "lists", "search", "asking", "page")


def page(quads: Iterable[Quad], articles: Mapping[str, str], lang: str = "ja", query_url: str | None = None) -> str:
    """`articles` gives texts by the articles' IRIs; `lang` is the language the page opens in, ja or en.

    With `query_url` the SPARQL box asks there; without, it shows examples that are answered now. A text that does not hold the words
    that the graph quotes of it is another article's: the quotes stand in.
    """
    said = list(quads)
    asked = [q.asked() for q in questions()] if query_url else answered(said, questions())
    data = told(account(said), articles) | {"lang": lang, "url": query_url, "questions": asked, "words": WORDS}
    return _filled(data, query_url)


def _filled(data: Mapping[str, object], query_url: str | None) -> str:
    style, script = asset("page.css"), _script()
    held = {
        "policy": _policy(style, script, query_url),
        "style": style,
        "data": embedded(data),
        "script": script,
    }
    out, *rest = asset("page.html").split("{{")
    for part in rest:  # one pass: what is put in is not looked at again
        name, _, after = part.partition("}}")
        out += held[name] + after
    return out


def embedded(data: object) -> str:
    """JSON that can stand within a script element: no </script> and no <!-- in it."""
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return words.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(style: str, script: str, query_url: str | None) -> str:
    """Only this very style and script run, and nothing is fetched but answers, where there is somebody to ask."""
    there = urlsplit(query_url or "")
    ask = f"{there.scheme}://{there.netloc}" if there.netloc else "'self'"
    parts = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "connect-src": ask if query_url else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def _hash(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def _script() -> str:
    return '"use strict";\n(() => {\n' + "".join(asset(f"{name}.js") for name in SCRIPTS) + "})();\n"


@cache
def asset(name: str) -> str:
    return files("kg.view").joinpath("assets", name).read_text("utf-8")
