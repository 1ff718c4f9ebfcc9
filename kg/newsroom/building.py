"""Sources in, a store or a file out: `kg build` of more than one article.

    build(["news/"], "all.trig", Asked())  → Done(new=12, changed=0, same=0, failed=())

A file has a store of its own beside it while it is being made, hidden; a build that was killed goes on from there. An article
whose text, date and extractor are as they were is not read again: by the store, or by the file that is about to be replaced.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import InputError
from kg.newsroom import crew, export, items
from kg.newsroom.items import Failed, Item
from kg.newsroom.ledger import FILE, Ledger
from kg.newsroom.overlay import IDENTITY, graphs
from kg.newsroom.progress import Tell
from kg.newsroom.record import How, Known, Record, Same, extractor, nodes, packed, read, triples
from kg.vocabulary import term

SECONDS = 1.0  # between two commits: what a killed build reads again
_KEPT = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}  # files that tell which article says what


@dataclass(frozen=True, slots=True)
class Asked:
    """How a build runs; nothing here changes a byte of what it makes, but for `how`."""

    how: How = field(default_factory=How)
    fields: dict[str, str] = field(default_factory=dict)
    workers: int = 1
    scheduler: str | None = None
    shared: str | None = None
    anew: bool = False  # read what is unchanged, too


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did, by article; `counts` are those of the graph that stands there now."""

    new: int
    changed: int
    same: int
    gone: int
    failed: int
    counts: dict[str, int]


def is_store(output: str) -> bool:
    """Whether an output is a folder: one that exists, or a path that ends like one."""
    return output.endswith(("/", "\\")) or Path(output).is_dir()


def into_store(sources: list[str], folder: str, asked: Asked, tell: Tell, fail: Callable[[Failed], None]) -> Done:
    """Reads what is new or changed into the store in a folder; what else stands there stays. Raises InputError."""
    where = Path(folder)
    if where.is_dir() and not (where / FILE).exists() and any(where.iterdir()):
        raise InputError(folder, "this folder holds something else", "name a new one")
    with Ledger.open(where, make=True) as ledger:
        _same_base(ledger, asked.how.base, folder)
        return _read_all(ledger, sources, asked, tell, fail, only_these=False)


def into_file(sources: list[str], output: str, format: str, asked: Asked, tell: Tell, fail: Callable[[Failed], None]) -> Done:
    """A file of these sources' articles and no others. What is read stands in a hidden folder beside it until it is whole."""
    work = beside(output)
    with Ledger.open(work, make=True) as ledger:
        if ledger.meta("base") not in ("", asked.how.base):
            for key in list(ledger.keys()):
                ledger.remove(key)
            ledger.set_meta("base", asked.how.base)
        _same_base(ledger, asked.how.base, output)
        if not asked.anew and not ledger.meta("looked"):
            _look_at_earlier(ledger, output)
        done = _read_all(ledger, sources, asked, tell, fail, only_these=True)
        export.write(graphs(ledger), format, asked.how.base, output, work)
    export.clear(work)
    return done


def onto_stdout(sources: list[str], format: str, asked: Asked, tell: Tell, fail: Callable[[Failed], None]) -> Done:
    """The same on standard output. Nothing of it stays."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="kg-") as work, Ledger.open(work, make=True) as ledger:
        _same_base(ledger, asked.how.base, "-")
        done = _read_all(ledger, sources, asked, tell, fail, only_these=True)
        export.write(graphs(ledger), format, asked.how.base, "-", Path(work))
    return done


def beside(output: str) -> Path:
    """The hidden folder of a file that is being made: all.trig → .all.trig.kg"""
    target = Path(output).resolve()
    return target.parent / f".{target.name}.kg"


def _same_base(ledger: Ledger, base: str, where: str) -> None:
    known = ledger.meta("base")
    if known and known != base:
        raise InputError(where, f"the IRIs of this store begin with {known}", "give the same --base, or name a new folder")
    if not known:
        ledger.set_meta("base", base)
        ledger.commit()


def _read_all(
    ledger: Ledger, sources: list[str], asked: Asked, tell: Tell, fail: Callable[[Failed], None], only_these: bool
) -> Done:
    new = changed = same = failed = 0
    ledger.begin_run()
    last = time.monotonic()

    def gone_wrong(problem: Failed) -> None:
        nonlocal failed
        failed += 1
        fail(problem)

    def to_do() -> Iterator[tuple[Item, Known | None]]:
        nonlocal same
        for item in items.items(sources, asked.fields):
            if isinstance(item, Failed):
                gone_wrong(item)
            elif not ledger.see(item.key):
                gone_wrong(Failed(item.key, "a second article of this name; the first stands"))
            elif not asked.anew and ledger.digest(item.key) == (item.digest, extractor(asked.how)):
                same += 1
                tell(new + changed + same + failed, failed)
            else:
                yield item, ledger.earlier(item.source or "") if not asked.anew else None

    for made in _work(to_do(), asked):
        if isinstance(made, Failed):
            gone_wrong(made)
            ledger.remove(made.key)
        elif isinstance(made, Same):
            same += 1
            _take_earlier(ledger, made, asked.how)
        else:
            assert isinstance(made, Record)
            known = ledger.digest(made.key) != ("", "")
            new, changed = new + (not known), changed + known
            ledger.put(made)
        tell(new + changed + same + failed, failed)
        if (now := time.monotonic()) - last > SECONDS:
            ledger.commit()
            last = now
    gone = ledger.drop_unseen() if only_these else 0
    ledger.commit()
    return Done(new, changed, same, gone, failed, ledger.counts())


def _work(tasks: Iterator[tuple[Item, Known | None]], asked: Asked) -> Iterator[Any]:
    work = partial(_one, how=asked.how)
    if asked.scheduler:
        from kg.newsroom.cluster import on_cluster

        return on_cluster(asked.scheduler, tasks, work, asked.shared)
    return crew.at_work(tasks, work, asked.workers)


def _one(item: Item, known: Known | None, how: How) -> Any:
    return read(item, how, known)


def _look_at_earlier(ledger: Ledger, output: str) -> None:
    """What the file that is about to be replaced says of each article, edits by hand too."""
    path = Path(output)
    form = _KEPT.get(path.suffix.lower())
    if form is not None and path.is_file():
        try:
            with closing(open(path, "rb")) as file:
                for graph, said in groupby(parse(file, format=form), key=lambda q: q.graph_name):
                    if isinstance(graph, NamedNode) and not graph.value.endswith(IDENTITY):
                        _put_earlier(ledger, graph.value, [q.triple for q in said])
                    elif isinstance(graph, NamedNode):  # the others name people and organizations as these are joined
                        ledger.forget_earlier()
        except (SyntaxError, ValueError):
            pass  # no file of ours; what could be read of it may serve
    ledger.set_meta("looked", "1")
    ledger.commit()


def _put_earlier(ledger: Ledger, graph: str, said: list[Triple]) -> None:
    told = {
        t.predicate: t.object.value for t in said if t.subject == NamedNode(graph) and isinstance(t.object, NamedNode | Literal)
    }
    names = ("dcterms:source", "dcterms:identifier", "kg:extractor", "dcterms:issued", "dcterms:title")
    source, identifier, by, published, title = (told.get(term(name), "") for name in names)
    if source and identifier and by:
        ledger.put_earlier(source, Known(identifier, by, published, title), graph, packed(said))


def _take_earlier(ledger: Ledger, same: Same, how: How) -> None:
    graph, published, held = ledger.take_earlier(same.source)
    ledger.put(Record(same.key, graph, same.digest, extractor(how), published, nodes(triples(held)), 0, held))
