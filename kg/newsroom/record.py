"""An Item in, its Record out: the article read, its graph as N-Triples, packed. This is what runs on every core and every machine.

    read(Item("a.txt", …), How()) → Record(key="a.txt", graph="https://…/article/5b69fd1e32f02f55", …)

Never raises: an article that cannot be read is Failed, with why.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg import files, resources, serial
from kg.errors import InputError
from kg.graph import Graph
from kg.iris import BASE, article_iri, called
from kg.model import Article
from kg.newsroom.items import Failed, Item, file_item
from kg.pipeline import read_article
from kg.reading import first_date, read_bytes, read_date
from kg.vocabulary import term, words

_TYPE, _LABEL, _ALT, _AGE = (term(t) for t in ("rdf:type", "rdfs:label", "skos:altLabel", "kg:age"))
_AN_AGE = re.compile(
    r"[歳才]|\((?:\d{2,3}|[〇一二三四五六七八九十百]{2,4})\)|[、,=][1-9]\d(?=[)、])"
)  # as in kg.mentions.ages, or more
_KIND = term("kg:Article").value.removesuffix("Article")


@dataclass(frozen=True, slots=True)
class How:
    """How articles are read: what a graph depends on besides the article."""

    base: str = BASE
    published: str | None = None  # for those that do not say it themselves
    least: float = 0.0  # facts below this confidence are left out
    check: bool = False  # a graph that does not conform is none


@dataclass(frozen=True, slots=True)
class Node:
    """What is counted and looked up: a node of the graph with its kind; of people and organizations their names as they are sought."""

    iri: str
    kind: str
    names: tuple[str, ...] = ()
    label: str = ""
    age: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article that was read. `packed` is its graph: N-Triples in the order they are written in, by zlib."""

    key: str
    graph: str
    digest: str
    extractor: str
    published: str
    nodes: tuple[Node, ...]
    silent: int  # sentences with a trigger but no fact
    packed: bytes


@dataclass(frozen=True, slots=True)
class Same:
    """An article whose graph is known already."""

    key: str
    source: str
    digest: str
    graph: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier graph says of its article."""

    graph: str
    identifier: str
    extractor: str
    published: str
    title: str
    ages: int  # that it tells


def read(item: Item, how: How, known: tuple[Known, ...] = ()) -> Record | Failed | Same:
    """One article."""
    try:
        return _read(item, how, known)
    except InputError as error:
        return Failed(item.key, str(error).removeprefix(f"{item.key}: "))
    except (MemoryError, RecursionError):
        return Failed(item.key, "this takes more memory than there is; split the file")
    except Exception as error:  # one article in a hundred thousand: the others are read, this one is told
        return Failed(
            item.key, f"not read, by a fault of kg ({type(error).__name__}: {error}); please report it with the article"
        )


def _read(item: Item, how: How, known: tuple[Known, ...]) -> Record | Failed | Same:
    item = opened(item)
    article = _article(item, how)
    for k in known:
        if k == _as_known(article, how, k) and _ages(article) <= k.ages:
            return Same(item.key, item.source or "", item.digest, k.graph)
    reading = read_article(article).surer(how.least)
    graph = Graph.of([reading], how.base)
    if how.check and not (report := graph.validate()).conforms:
        return Failed(item.key, f"its graph does not conform: {report.text('en').strip().splitlines()[0]}")
    said = [q.triple for q in graph.quads]
    silent = len({g.sentence for g in reading.gaps} - {s.sentence for f in reading.facts for s in f.statements})
    published = str(reading.article.published or "")
    name = graph.quads[0].graph_name
    assert isinstance(name, NamedNode)
    return Record(item.key, name.value, item.digest, extractor(how), published, nodes(said), silent, packed(said))


def opened(item: Item) -> Item:
    """With its bytes, where only a path was sent. Raises InputError."""
    if item.data is not None or item.path is None:
        return item
    data = files.read(item.path)
    return replace(item, data=data, digest=file_item(item.key, item.source or "", data).digest)


def extractor(how: How) -> str:
    """newskg 0.1.0, and what was asked of it: with any of this changed, an article is read again."""
    asked = (f" --published {how.published}" if how.published else "") + " --check" * how.check
    return resources.extractor(how.least) + asked


def _article(item: Item, how: How) -> Article:
    day = first_date(item.published or "") or (read_date(how.published) if how.published else None)
    name = "-" if item.suffix == "-" else f"article{item.suffix}"
    try:
        article = read_bytes(item.data or b"", name, day)
    except InputError as error:
        raise InputError(item.key, str(error).removeprefix(f"{name}: ")) from None
    # a page's own address says more than its file's name
    source = article.source if article.source and article.source.startswith("http") else item.source
    return replace(article, title=item.title or article.title, source=source)


def _as_known(article: Article, how: How, known: Known) -> Known:
    """What a graph of this article would say of it, as far as the article itself tells."""
    published = str(article.published) if article.published else known.published
    graph = article_iri(article, how.base).value
    return Known(graph, article.identifier, resources.extractor(how.least), published, article.title or "", known.ages)


def _ages(article: Article) -> int:
    """How many ages the article tells at most. A file tells none of a person of whom its articles told several: where there are fewer
    in it than here, it may be silent on one that is to be told today."""
    return len(_AN_AGE.findall(article.norm))


def nodes(said: Iterable[Triple]) -> tuple[Node, ...]:
    """The nodes of our own classes, by IRI."""
    kinds: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    ages: dict[str, str] = {}
    for t in said:
        iri, value = words(t.subject), t.object
        if t.predicate == _TYPE and isinstance(value, NamedNode) and value.value.startswith(_KIND):
            kinds[iri] = value.value.removeprefix(_KIND)
        elif t.predicate in (_LABEL, _ALT) and isinstance(value, Literal):
            names.setdefault(iri, set()).add(called(value.value))
            if t.predicate == _LABEL:
                labels[iri] = value.value
        elif t.predicate == _AGE:
            ages[iri] = words(value)
    agents = ("Person", "Organization")
    return tuple(
        Node(
            iri,
            kind,
            tuple(sorted(names.get(iri, ()))) if kind in agents else (),
            labels.get(iri, "") if kind in agents else "",
            ages.get(iri),
        )
        for iri, kind in sorted(kinds.items())
    )


def packed(said: Iterable[Triple]) -> bytes:
    """Triples as N-Triples by zlib, in the order they come in."""
    out = serialize(said, format=RdfFormat.N_TRIPLES)
    assert out is not None
    return zlib.compress(out, 6)


def unpacked(packed: bytes) -> bytes:
    """The N-Triples."""
    return zlib.decompress(packed)


def triples(packed: bytes) -> list[Triple]:
    """The triples again, in their order."""
    return serial.from_lines(unpacked(packed))
