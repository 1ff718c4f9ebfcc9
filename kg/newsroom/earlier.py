"""The file that is about to be replaced in, what it says of each article out: who is unchanged need not be read, and keeps what
people wrote into his graph.

    look(ledger, "all.trig")       → 0, the number of statements in it that no article's graph holds
    kept(ledger, record)           → the record with the graph that stood there

Only TriG and N-Quads tell which article says what.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg import serial
from kg.errors import InputError
from kg.newsroom.ledger import Ledger
from kg.newsroom.overlay import DECISIONS, IDENTITY
from kg.newsroom.record import How, Known, Record, Same, extractor, nodes, packed, triples
from kg.vocabulary import term, words

_KEPT = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}
_SOURCE, _AGE = term("dcterms:source"), term("kg:age")
_TOLD = ("dcterms:identifier", "kg:extractor", "dcterms:issued", "dcterms:title")


def tells(output: str) -> bool:
    """Whether such a file says which article says what."""
    return Path(output).suffix.lower() in _KEPT


def look(ledger: Ledger, output: str) -> int:
    """Takes down what stands in a file. Raises InputError for one that cannot be read: what people wrote into it would be lost."""
    path = Path(output)
    form = _KEPT.get(path.suffix.lower())
    if form is None or not path.is_file():
        return 0
    lost = 0
    try:
        with open(path, "rb") as file:
            for graph, found in groupby(parse(file, format=form), key=lambda q: q.graph_name):
                said = [q.triple for q in found]
                if isinstance(graph, NamedNode) and graph.value.endswith((DECISIONS, IDENTITY)):
                    do = "name another file, or give --anew; kg merge joins again"
                    raise InputError(output, "what was joined and decided in it would be lost", do)
                if not isinstance(graph, NamedNode) or not _put(ledger, graph.value, said):
                    lost += len(said)
    except (SyntaxError, ValueError) as error:
        at = f":{error.lineno}:{error.offset}" if isinstance(error, SyntaxError) and error.lineno else ""
        why = serial.words_of(error, output) if isinstance(error, SyntaxError) else str(error)[:200]
        what = f"what people wrote into it cannot be kept ({why})"
        raise InputError(f"{output}{at}", what, "correct it there, remove the file, or give --anew") from None
    return lost


def _put(ledger: Ledger, graph: str, said: list[Triple]) -> bool:
    """Whether this is an article's graph, as far as it is known by now; what follows of it further down in the file is added."""
    before = ledger.earlier_graph(graph)
    if before is not None:
        said = [*triples(before[1]), *said]
    known = _known(graph, said)
    if not known.identifier or not known.extractor:
        return False
    ledger.put_earlier(known, (words(t.object) for t in said if _is_source(t, graph)), packed(said))
    return True


def _about(t: Triple, graph: str) -> bool:
    return isinstance(t.subject, NamedNode) and t.subject.value == graph


def _known(graph: str, said: list[Triple]) -> Known:
    told = {t.predicate: words(t.object) for t in said if _about(t, graph)}
    identifier, by, published, title = (told.get(term(name), "") for name in _TOLD)
    return Known(graph, identifier, by, published, title, sum(t.predicate == _AGE for t in said))


def taken(ledger: Ledger, same: Same, how: How) -> Record:
    """The record of an article that was not read, since its graph stood there."""
    found = ledger.earlier_graph(same.graph)
    assert found is not None
    sources = [t for t in triples(found[1]) if _is_source(t, same.graph) and words(t.object) == same.source]
    return _record(same.key, same.digest, how, found, sources)


def kept(ledger: Ledger, made: Record, how: How) -> Record:
    """The record of an article that was read although its graph stood there: it goes by another name, or may tell an age more."""
    found = ledger.earlier_graph(made.graph)
    if found is None:
        return made
    said = triples(made.packed)
    known, held = found
    if replace(known, ages=0) != replace(_known(made.graph, said), ages=0):
        return made
    stood = triples(held)
    aged = {t.subject for t in stood if t.predicate == _AGE}
    ages = [t for t in said if t.predicate == _AGE and t.subject not in aged]
    if ages:  # of whom the articles of that file told several
        found = known, packed(serial.ordered([*stood, *ages]))
    return _record(made.key, made.digest, how, found, [t for t in said if _is_source(t, made.graph)], made.silent)


def _is_source(t: Triple, graph: str) -> bool:
    return t.predicate == _SOURCE and _about(t, graph)


def _record(key: str, digest: str, how: How, found: tuple[Known, bytes], sources: list[Triple], silent: int = 0) -> Record:
    """With the sources that are this article's: others of the same text may have stood there too."""
    known, held = found
    said = triples(held)
    if {t for t in said if _is_source(t, known.graph)} != set(sources):
        said = serial.ordered([*(t for t in said if not _is_source(t, known.graph)), *sources])
        held = packed(said)
    return Record(key, known.graph, digest, extractor(how), known.published, nodes(said), silent, held)
