"""What people do with a store: take articles out, decide, split, ask why. Each is a function the command line calls.

decide("news/", "reject", ["acquisition/608a14358b5561ea"]) → Decision(…)
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg import files
from kg.account import FACTS, ROLES
from kg.errors import InputError
from kg.graph import amount_triples, date
from kg.identity import why as explained
from kg.iris import called
from kg.model import Kind, Status
from kg.newsroom import export, merging
from kg.newsroom.building import beside
from kg.newsroom.decided import FACT, ON_FACTS, VERDICTS, Decision, closure
from kg.newsroom.ledger import Ledger
from kg.newsroom.merging import Merged
from kg.newsroom.opened import is_store, store, taken_in
from kg.newsroom.overlay import as_decided, graphs, own
from kg.pipeline import read_article
from kg.reading import read_date, read_text
from kg.serial import format_of
from kg.vocabulary import PREFIXES, term

_DATES = ("date", "startDate", "endDate")
_SUMS = ("amount", "damages")
_WORDS = ("title", "round", "claim")


def retract(where: str, articles: Sequence[str]) -> list[str]:
    """Takes articles out of a store or a file, and all that only they support; their keys. Raises InputError for one it has not."""
    if not is_store(where):
        return _retract_from_file(where, articles)
    with store(where, write=True) as ledger:
        keys = _taken_out(ledger, where, articles)
        if ledger.meta("merged"):
            merging.merge(ledger)
        ledger.commit()
    return keys


def _taken_out(ledger: Ledger, where: str, articles: Sequence[str]) -> list[str]:
    keys: list[str] = []
    for words in articles:
        found = ledger.find(words)
        if not found:
            raise InputError(words, f"no article of {where} goes by this", "give its path, id or IRI")
        if len({ledger.graph_of(key) for key in found}) > 1:
            raise InputError(words, f"{len(found)} articles go by this: {', '.join(found[:5])}", "give one of these")
        keys += found
    for key in dict.fromkeys(keys):
        ledger.remove(key)
    return list(dict.fromkeys(keys))


def _retract_from_file(where: str, articles: Sequence[str]) -> list[str]:
    format = format_of(where)
    work = beside(where)
    with taken_in([where], work) as ledger:
        merged = bool(ledger.meta("merged"))
        keys = _taken_out(ledger, where, articles)
        if merged:
            merging.merge(ledger)
        export.write(graphs(ledger), format, ledger.meta("base"), where, work)
    export.clear(work)
    return keys


def merge(sources: Sequence[str], output: str | None, never: str | None = None) -> Merged:
    """Joins who and what is one: in a store in place, of stores and files into a file. Raises InputError."""
    if output is None:
        if len(sources) != 1 or not is_store(sources[0]):
            raise InputError(sources[0], "a file is not changed", "name another with -o")
        with store(sources[0], write=True) as ledger:
            _never(ledger, never)
            return merging.merge(ledger)
    format = format_of(output)
    work = beside(output)
    with taken_in(sources, work) as ledger:
        _never(ledger, never)
        done = merging.merge(ledger)
        export.write(graphs(ledger), format, ledger.meta("base"), output, work)
    export.clear(work)
    return done


def _never(ledger: Ledger, path: str | None) -> None:
    """A list of pairs that are not the same, two names or IRIs a line with a tab between, as decisions."""
    if path is None:
        return
    for number, line in enumerate(files.read(path).decode("utf-8-sig", "replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sides = [part.strip() for part in line.split("\t") if part.strip()]
        if len(sides) != 2:
            raise InputError(f"{path}:{number}", "not two names", "write both in one line, with a tab between them")
        for a in _entities(ledger, sides[0]):
            for b in _entities(ledger, sides[1]):
                if a != b:
                    ledger.decide(Decision("different", (a, b), ("", "")))


def export_to(where: str, output: str, format: str | None) -> None:
    """A store as a file, or on standard output."""
    form = format or ("turtle" if output == "-" else format_of(output))
    with store(where) as ledger, tempfile.TemporaryDirectory(prefix=".kg-", dir=_near(output)) as work:
        export.write(graphs(ledger), form, ledger.meta("base"), output, Path(work))


def _near(output: str) -> str | None:
    return None if output == "-" else str(Path(output).resolve().parent)


def decide(
    where: str, verdict: str, about: Sequence[str], of: str = "", to: Sequence[str] = (), why: str = "", by: str = ""
) -> list[Decision]:
    """Notes what a person decided: of a fact that several articles tell in their own graphs, on each of these.

    Raises InputError: nothing by this name, a value that is none, a decision that stands against it.
    """
    if verdict not in VERDICTS:
        raise InputError(verdict, "no verdict", f"use {', '.join(VERDICTS)}")
    with store(where, write=True) as ledger:
        if verdict in ON_FACTS:
            if len(about) != 1:
                raise InputError(verdict, f"takes one fact, not {len(about)}", "give its IRI")
            made = _on_fact(ledger, verdict, about[0], of, to, why, by)
        else:
            if len(about) != 2:
                raise InputError(verdict, f"takes two names or IRIs, not {len(about)}", "give both")
            made = [_on_two(ledger, verdict, about, why, by)]
        for decision in made:
            _must_not_contradict(ledger, decision)
            ledger.decide(decision)
        _merge_again(ledger, verdict)
        ledger.commit()
    return made


def _merge_again(ledger: Ledger, verdict: str) -> None:
    """Where the store is joined, a verdict on who is who holds at once."""
    if verdict not in ON_FACTS and ledger.meta("merged"):
        merging.merge(ledger)


def undo(where: str, id: str) -> None:
    """Takes a decision back. Raises InputError."""
    with store(where, write=True) as ledger:
        given = id.rpartition("/")[2]
        of = next((d for d in ledger.decisions() if d.id == given), None)
        if of is None:
            raise InputError(id, f"no decision of {where}", "kg decide STORE list shows them")
        ledger.undecide(given)
        _merge_again(ledger, of.verdict)
        ledger.commit()


def decisions(where: str) -> list[Decision]:
    with store(where) as ledger:
        return ledger.decisions()


def _on_fact(ledger: Ledger, verdict: str, iri: str, of: str, to: Sequence[str], why: str, by: str) -> list[Decision]:
    full = absolute(ledger, iri)
    kind = full.removeprefix(ledger.meta("base")).partition("/")[0].capitalize()
    found = ledger.reports_of(full)
    if not found or kind not in FACTS:
        raise InputError(iri, "no fact of this store", "give its IRI, as the graph has it: acquisition/608a14358b5561ea")
    property, correction = _correction(ledger, kind, of, to) if verdict == "correct" else ("", ())
    decided = as_decided(ledger)
    out = []
    for former, reports in groupby(sorted(found, key=lambda report: report[1]), key=lambda report: report[1]):
        articles = tuple(graph for graph, _ in reports)
        seen = [closure(decided(graph, own(ledger.rows_of(graph))), former) for graph in articles]
        lines = tuple("\n".join(f"{t} ." for t in said) for said in seen)
        out.append(Decision(verdict, (former,), articles, property, correction, lines, why, by))
    return out


def _correction(ledger: Ledger, kind: str, of: str, to: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    name = of.removeprefix("kg:").removeprefix(PREFIXES["kg"])
    known = (*ROLES[kind], *(("status",) if kind not in ("Position", "Lawsuit") else ()))
    if name not in known:
        raise InputError(of or "--of", f"no property of a {kind}", f"use one of {', '.join(known)}")
    fact = NamedNode(FACT)
    property = term(f"kg:{name}")
    out = [t for words in to for t in _value(ledger, fact, property, name, words)]
    return property.value, tuple(f"{t} ." for t in out)


def _value(ledger: Ledger, fact: NamedNode, property: NamedNode, name: str, words: str) -> Iterable[Triple]:
    """A value as a person writes it: 2024-05-10, Planned, 約300億円, 北星製薬."""
    if name in _DATES:
        return [Triple(fact, property, date(read_date(words)))]
    if name == "status":
        found = {s.value.casefold(): s for s in Status}.get(words.removeprefix("kg:").casefold())
        if found is None:
            raise InputError(words, "no status", f"use {', '.join(s.value for s in Status)}")
        return [Triple(fact, property, term(f"kg:{found.value}"))]
    if name in _WORDS:
        return [Triple(fact, property, Literal(words))]
    if name in _SUMS:
        reading = read_article(read_text(f"額は{words}だった。"))
        sums = [m for m in reading.mentions if m.kind is Kind.MONEY]
        if len(sums) != 1 or not hasattr(sums[0].value, "currency"):
            raise InputError(words, "not one sum of money", "write it like 約300億円 or 500万ドル")
        node, said = amount_triples(sums[0].value, words, ledger.meta("base"))  # type: ignore[arg-type]
        return [Triple(fact, property, node), *said]
    found_iris = _entities(ledger, words)
    if len(found_iris) != 1:
        raise InputError(words, f"{len(found_iris)} go by this name: {', '.join(found_iris[:3])}", "give the IRI")
    return [Triple(fact, property, NamedNode(found_iris[0]))]


def _on_two(ledger: Ledger, verdict: str, about: Sequence[str], why: str, by: str) -> Decision:
    sides = []
    for words in about:
        name, _, article = words.partition(" @ ")
        found = _entities(ledger, name)
        if len(found) != 1:
            raise InputError(name, f"{len(found)} go by this name: {', '.join(found[:5])}", "give the IRI of one")
        graph = ""
        if article:
            graphs_found = {ledger.graph_of(key) for key in ledger.find(article)}
            if len(graphs_found) != 1:
                raise InputError(article, "not one article of this store", "give its path, id or IRI")
            (graph,) = graphs_found
        sides.append((found[0], graph))
    if sides[0] == sides[1]:
        raise InputError(about[0], "twice the same", "name two; NAME @ ARTICLE says where one stands")
    (a, in_a), (b, in_b) = sorted(sides)
    return Decision(verdict, (a, b), (in_a, in_b), why=why, by=by)


def _must_not_contradict(ledger: Ledger, made: Decision) -> None:
    """Raises InputError for a decision that another stands against."""
    for d in ledger.decisions():
        if d.id == made.id or not _meet(d, made):
            continue
        two = {d.verdict, made.verdict}
        clash = two == {"same", "different"} or (
            made.verdict in ON_FACTS
            and ((two != {"correct"} and two != {"accept", "correct"}) or (two == {"correct"} and d.of == made.of))
        )
        if clash:
            raise InputError(
                made.about[0], f"already decided otherwise ({d.verdict}, {d.id})", f"take that back: kg decide STORE undo {d.id}"
            )


def _meet(a: Decision, b: Decision) -> bool:
    if (a.verdict in ON_FACTS) != (b.verdict in ON_FACTS):
        return False
    if a.verdict in ON_FACTS:
        return bool(set(a.about) & set(b.about)) and bool(set(a.articles) & set(b.articles))
    return set(zip(a.about, a.articles, strict=True)) == set(zip(b.about, b.articles, strict=True))


def absolute(ledger: Ledger, iri: str) -> str:
    """organization/青空電機 → with the store's base in front."""
    iri = iri.strip().removeprefix("<").removesuffix(">")
    return iri if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri) else ledger.meta("base") + iri


def _entities(ledger: Ledger, words: str) -> list[str]:
    """The IRIs of people and organizations by an IRI or by a name in any spelling that an article uses."""
    full = absolute(ledger, words)
    if ledger.has_node(full):
        return [full]
    found = sorted({iri for _, iri in ledger.named(called(words))})
    labelled = [iri for iri in found if called(ledger.label(iri)) == called(words)]  # ノルトヴィア before Nordvia（ノルトヴィア）
    return labelled if len(labelled) == 1 else found


def why(where: str, a: str, b: str) -> tuple[bool, str]:
    """Whether two are one, and the reasons. Of a store or of a file."""
    if is_store(where):
        with store(where) as ledger:
            return _why(ledger, a, b)
    with tempfile.TemporaryDirectory(prefix="kg-") as work, taken_in([where], Path(work)) as ledger:
        return _why(ledger, a, b)


def _why(ledger: Ledger, a: str, b: str) -> tuple[bool, str]:
    told = merging.accounts(ledger, laid=False)
    found = explained(told, absolute_or_name(ledger, a), absolute_or_name(ledger, b), merging.verdicts(ledger))
    return found.same, str(found)


def absolute_or_name(ledger: Ledger, words: str) -> str:
    """An IRI in full, where it is one of the store's; else the words."""
    full = absolute(ledger, words)
    return full if ledger.has_node(full) else words


def split(where: str, a: str, b: str, why: str = "", by: str = "") -> Decision:
    """Decides that two are not the same, for good, and joins anew."""
    (made,) = decide(where, "different", (a, b), why=why, by=by)
    with store(where, write=True) as ledger:
        merging.merge(ledger)
    return made
