"""Facts from Japanese news articles as a knowledge graph.

    import kg
    g = kg.build("青空電機は2024年4月1日、北星製薬を約300億円で買収した。")
    g.facts, g.query("SELECT ?x { ?x a kg:Acquisition }"), g.validate(), g.write("graph.ttl")

This door imports nothing heavy; what stands behind it is imported when it is first asked for.
"""

from __future__ import annotations

from os.path import isfile

from kg.errors import InputError

TYPE_CHECKING = False  # typing's own costs two milliseconds
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kg.graph import Graph
    from kg.iris import BASE, read_base
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
    "read_article",
    "read_base",
    "read_file",
    "read_text",
]

_BEHIND = {
    "Article": "kg.model",
    "Date": "kg.model",
    "Entity": "kg.model",
    "Fact": "kg.model",
    "Reading": "kg.model",
    "Graph": "kg.graph",
    "BASE": "kg.iris",
    "read_article": "kg.pipeline",
    "read_base": "kg.iris",
    "read_file": "kg.reading",
    "read_text": "kg.reading",
}
_ARTICLES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")


def build(
    *sources: str | Path, base: str | None = None, published: Date | str | None = None, min_confidence: float = 0.0
) -> Graph:
    """The graph of some articles. A Path is a file. A str is a file if it is one line without 。
    and either exists or ends like one (.txt .md .html); `-` is standard input; any other str is the article itself.

    `published` stands for every article that is given and settles 昨年 or 同日. Facts less certain than `min_confidence`
    (0 to 1, as `kg:confidence` tells it) are left out; entities stay. Raises InputError.
    """
    from kg.graph import Graph
    from kg.iris import BASE, read_base
    from kg.pipeline import read_article
    from kg.reading import read_date, read_file, read_text

    where = read_base(base) if base is not None else BASE
    day = read_date(published) if isinstance(published, str) else published
    articles = [read_text(s, day) if isinstance(s, str) and not _is_path(s) else read_file(s, day) for s in sources]
    return Graph.of((read_article(a).surer(min_confidence) for a in articles), where)


def _is_path(words: str) -> bool:
    if "\n" in words or "。" in words or not words or len(words) > 1000:
        return False
    if words == "-" or words.lower().endswith(_ARTICLES):
        return True
    try:
        return isfile(words)
    except ValueError:  # half a surrogate pair, a NUL
        return False


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from kg.resources import version

        return version()
    if name in _BEHIND:
        from importlib import import_module

        return getattr(import_module(_BEHIND[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
