"""A shipped file's name in, its text out: the ontology, the shapes and the JSON-LD context; and which version this is.

resource("ontology", "newskg.ttl") → "# The vocabulary of newskg …"
text("shapes") → "# What a graph of newskg keeps to …"
"""

from __future__ import annotations

from pathlib import Path

VERSION = "0.1.0"  # pyproject.toml reads it here

_PACKAGE = Path(__file__).resolve().parent

PARTS = {
    "ontology": ("ontology", "newskg.ttl"),
    "shapes": ("shapes", "newskg.ttl"),
    "context": ("ontology", "context.jsonld"),
}


def resource(*parts: str) -> str:
    """The text of a file under ontology/ or shapes/: in the package once installed, beside it in a source checkout.

    Raises FileNotFoundError.
    """
    places = [root.joinpath(*parts) for root in (_PACKAGE, _PACKAGE.parent)]
    for place in places:
        if place.is_file():
            return place.read_text("utf-8")
    looked = " and ".join(str(p) for p in places)
    raise FileNotFoundError(f"{'/'.join(parts)}: not found (looked in {looked}); reinstall newskg")


def text(part: str) -> str:
    """The text of the `ontology`, the `shapes` or the `context`. Raises KeyError for any other word."""
    return resource(*PARTS[part])


def version() -> str:
    """0.1.0"""
    return VERSION


def extractor(least: float = 0.0) -> str:
    """Who read an article, as its graph says it: newskg 0.1.0, newskg 0.1.0 --min-confidence 0.8."""
    return f"newskg {VERSION}" + (f" --min-confidence {least:g}" if least else "")
