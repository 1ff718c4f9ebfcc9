"""A path in, what stands there out, whether it is a store or a graph's file.

quads("news/"), quads("all.trig") → every quad, graph by graph
take_in(ledger, ["a.trig", "b.trig"])               files as a store, for as long as they are worked on
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg import iris, serial
from kg.account import Account
from kg.errors import InputError
from kg.iris import BASE, called
from kg.newsroom import decided
from kg.newsroom.decided import Decision
from kg.newsroom.ledger import FILE, Ledger
from kg.newsroom.merging import accounts
from kg.newsroom.overlay import DECISIONS, IDENTITY, Joined, as_before, graphs
from kg.newsroom.record import Record, nodes, packed, triples
from kg.reports.accounts import accounts_of
from kg.vocabulary import term, words


def is_store(path: str) -> bool:
    return (Path(path) / FILE).is_file()


def store(path: str, write: bool = False) -> Ledger:
    """The store in a folder. Raises InputError, for a file too."""
    if Path(path).is_file():
        raise InputError(path, "a file, and no store", "kg build SOURCE... -o FOLDER/ makes a store")
    return Ledger.open(path, write)


def quads(path: str) -> Iterator[Quad]:
    """Of a store, its graphs as they are written; of a file what it holds."""
    if is_store(path):
        with store(path) as ledger:
            for graph, said in graphs(ledger):
                yield from serial.named(said, graph)
    else:
        yield from serial.load(path)


def base_of(said: Iterable[Quad]) -> str | None:
    """What the IRIs of articles begin with, of several the first by order."""
    return iris.base_of(q.subject.value for q in said if q.object == term("kg:Article") and isinstance(q.subject, NamedNode))


def accounts_in(paths: Iterable[str]) -> Iterator[Account]:
    """What each article tells, under the IRIs that are joined; the graphs of decisions and of identity are no articles'."""
    for path in paths:
        if is_store(path):
            with store(path) as ledger:
                yield from accounts(ledger, laid=True)
        else:
            yield from accounts_of(q for q in serial.load(path) if not words(q.graph_name).endswith((DECISIONS, IDENTITY)))


def accounts_of_entity(paths: Iterable[str], named: str) -> Iterator[Account]:
    """The same of the articles that tell of an entity, where a store knows which these are; else of all."""
    for path in paths:
        if not is_store(path):
            yield from accounts_in([path])
            continue
        with store(path) as ledger:
            full = named if ":" in named else ledger.meta("base") + named
            nodes = (
                [full] if ledger.has_node(full) else [ledger.node_of(graph, iri) for graph, iri in ledger.named(called(named))]
            )
            found = sorted({graph for node in nodes for graph, _ in ledger.reports_of(node)})
            yield from accounts(ledger, laid=True, graphs=found or None)


def take_in(ledger: Ledger, paths: Iterable[str]) -> None:
    """Puts files of articles' graphs, and stores, into an empty ledger; what was joined in them is undone, what people decided stays.

    Raises InputError for a graph without articles.
    """
    joins: dict[str, list[Joined]] = {}
    for path in paths:
        for joined in _take(ledger, path):
            joins.setdefault(joined.graph, []).append(joined)
    for graph, found in sorted(joins.items()):
        for row in ledger.rows_of(graph):
            ledger.put(_record(row.key, graph, as_before(triples(row.packed), found)))
    if joins:
        ledger.set_meta("merged", "1")
    ledger.commit()


def _take(ledger: Ledger, path: str) -> Iterator[Joined]:
    """Puts a file's graphs into the ledger; yields the joins that they were written under."""
    for graph, found in groupby(sorted(quads(path), key=lambda q: str(q.graph_name)), key=lambda q: q.graph_name):
        said = [q.triple for q in found]
        if not isinstance(graph, NamedNode):
            raise InputError(path, "its facts stand in no article's graph", "give .trig, .nq or a store, as kg build writes them")
        name = graph.value
        if name.endswith(IDENTITY):
            ledger.set_meta("base", name.removesuffix(IDENTITY))
            yield from _joins(said)
        elif name.endswith(DECISIONS):
            for d in _decisions(said):
                ledger.decide(d)
        else:
            ledger.put(_record(_key(ledger, name, said), name, said))
            if not ledger.meta("base") and (base := iris.base_of([name])):
                ledger.set_meta("base", base)
    if not ledger.meta("base"):
        ledger.set_meta("base", BASE)


def _key(ledger: Ledger, graph: str, said: Iterable[Triple]) -> str:
    """What an article of a file is known by: its source, or where that is another's already, its IRI."""
    source = next((words(t.object) for t in said if t.predicate == term("dcterms:source") and words(t.subject) == graph), graph)
    return source if ledger.graph_of(source) in ("", graph) else graph


def _record(key: str, graph: str, said: list[Triple]) -> Record:
    about = {t.predicate: words(t.object) for t in said if words(t.subject) == graph}
    published, by = about.get(term("dcterms:issued"), ""), about.get(term("kg:extractor"), "")
    return Record(key, graph, "", by, published, nodes(said), 0, packed(serial.ordered(said)))


def _by_node(said: Iterable[Triple], kind: str) -> Iterator[dict[str, list[str]]]:
    """The nodes of a class, each with its properties by local name."""
    of: dict[str, dict[str, list[str]]] = {}
    kinds = set()
    for t in said:
        of.setdefault(words(t.subject), {}).setdefault(t.predicate.value.replace("#", "/").rpartition("/")[2], []).append(
            words(t.object)
        )
        if t.predicate == term("rdf:type") and t.object == term(kind):
            kinds.add(words(t.subject))
    return (of[node] for node in sorted(kinds))


def _joins(said: Iterable[Triple]) -> Iterator[Joined]:
    for about in _by_node(said, "kg:Join"):
        one = {name: values[0] for name, values in about.items()}
        if all(name in one for name in ("article", "formerly", "node")):
            aside = tuple(sorted(about.get("setAside", ())))
            yield Joined(one["article"], one["formerly"], one["node"], one.get("rule", ""), one.get("comment", ""), aside=aside)


def _decisions(said: Iterable[Triple]) -> Iterator[Decision]:
    """What was decided, as far as a file tells: on who is who; decisions on facts are in the facts already, and are told on."""
    for about in _by_node(said, "kg:Decision"):
        one = {name: values[0] for name, values in about.items()}
        both = tuple(sorted(about.get("about", ())))
        articles = tuple(sorted(about.get("article", ()))) or ("",) * len(both)
        if one.get("verdict") in decided.VERDICTS and both and len(articles) == len(both):
            correction = tuple(
                f"<{decided.FACT}> <{one.get('of', '')}> {value} ." for value in sorted(about.get("correction", ()))
            )
            yield Decision(
                one["verdict"], both, articles, one.get("of", ""), correction, (), one.get("comment", ""), one.get("creator", "")
            )
