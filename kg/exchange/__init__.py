"""A graph's quads in, a view of it for another tool out: for looking at and counting, not for reading back.

    written(quads, "mermaid") → b'graph LR\\n  n0["北星製薬"]\\n …'

Every view shows every entity and every fact of all articles together, each once, in an order that does not depend on the articles'.
What is planned, alleged or denied is never shown as done. A file per format, over the one small model of `view`.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import Quad

SUFFIXES = {".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".csv": "csv", ".graphml": "graphml"}
VIEWS = tuple(dict.fromkeys(SUFFIXES.values()))
FOR = {"dot": "Graphviz", "mermaid": "Mermaid", "csv": "spreadsheets", "graphml": "graph tools"}

_WRITERS = {"dot": "dot", "mermaid": "mermaid", "csv": "table", "graphml": "graphml"}


def written(quads: Iterable[Quad], format: str) -> bytes:
    """The bytes of one of VIEWS."""
    from kg.exchange.view import view

    words: str = import_module(f"kg.exchange.{_WRITERS[format]}").written(view(quads))
    return words.encode()


def not_read(where: str) -> InputError:
    """What is said of a view that is given where a graph is wanted."""
    suffix = Path(where).suffix.lower()
    what = f"{suffix} is a view for {FOR[SUFFIXES[suffix]]}, which does not hold the whole graph"
    return InputError(where, what, "use a graph (.trig .nq .ttl .jsonld .nt); kg export GRAPH makes views of it")
