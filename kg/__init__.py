"""Facts from Japanese news articles as a knowledge graph.

    import kg
    g = kg.build("青空電機は2024年4月1日、北星製薬を約300億円で買収した。")
    g.facts, g.query("SELECT ?x { ?x a kg:Acquisition }"), g.validate(), g.write("graph.ttl")

This door imports nothing heavy; what stands behind it is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.explain import explain
    from kg.graph import Graph
    from kg.model import Article, Date, Entity, Fact, Reading
    from kg.pipeline import read_article
    from kg.reading import read_file, read_text

__all__ = [
    "BASE",
    "Article",
    "Date",
    "Entity",
    "Fact",
    "Graph",
    "InputError",
    "Reading",
    "build",
    "explain",
    "read_article",
    "read_base",
    "read_file",
    "read_text",
]

BASE = "https://w3id.org/newskg/id/"

_BEHIND = {
    "Article": "kg.model",
    "Date": "kg.model",
    "Entity": "kg.model",
    "Fact": "kg.model",
    "Reading": "kg.model",
    "Graph": "kg.graph",
    "explain": "kg.explain",
    "read_article": "kg.pipeline",
    "read_file": "kg.reading",
    "read_text": "kg.reading",
}
_ARTICLES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")


def build(*sources: str | Path, base: str = BASE, published: Date | str | None = None) -> Graph:
    """The graph of some articles. A Path is a file. A str is a file if it is one line without 。 and either exists or ends
    like one (.txt .md .html); `-` is standard input; any other str is the article itself.

    `published` stands for every article that is given and settles 昨年 or 同日. Raises InputError.
    """
    from kg.graph import Graph
    from kg.pipeline import read_article
    from kg.reading import read_date, read_file, read_text

    day = read_date(published) if isinstance(published, str) else published
    articles = [read_file(s, day) if isinstance(s, Path) or _is_path(s) else read_text(s, day) for s in sources]
    return Graph.of([read_article(a) for a in articles], read_base(base))


def _is_path(words: str) -> bool:
    if "\n" in words or "。" in words or not words or len(words) > 1000:
        return False
    if words == "-" or words.lower().endswith(_ARTICLES):
        return True
    try:
        return Path(words).is_file()
    except (OSError, ValueError):
        return False


def read_base(iri: str) -> str:
    """An absolute IRI that names can be added to: https://example.org/kg → https://example.org/kg/. Raises InputError."""
    import re

    do = "give one like https://example.org/id/"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", iri) or iri.endswith("://"):
        raise InputError(iri or "(nothing)", "not an absolute IRI", do)
    if "#" in iri:
        raise InputError(iri, "a base cannot hold #, which marks the evidence", do)
    from pyoxigraph import NamedNode

    try:
        NamedNode(iri)
    except ValueError:
        raise InputError(iri, "not an absolute IRI", do) from None
    return iri if iri[-1] in "/:=" else iri + "/"


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("newskg")
        except PackageNotFoundError:  # run from a checkout that is not installed
            return "0"
    if name in _BEHIND:
        return getattr(import_module(_BEHIND[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
