"""What people decide about a store, noted: on facts, and on who is who.

    decide("news/", "reject", ["acquisition/608a14358b5561ea"]) → [Decision(…)]

A decision is kept with the facts as they were (kg.newsroom.decided says how it holds), and is taken back by `undo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from kg.account import FACTS, ROLES
from kg.errors import InputError
from kg.graph import amount_triples, date
from kg.model import Amount, Kind, Status
from kg.newsroom import merging
from kg.newsroom.decided import FACT, ON_FACTS, VERDICTS, Decision, closure
from kg.newsroom.ledger import Ledger
from kg.newsroom.meant import absolute, entities
from kg.newsroom.opened import store
from kg.newsroom.overlay import as_decided, own
from kg.pipeline import read_article
from kg.reading import read_date, read_text
from kg.vocabulary import PREFIXES, term

_DATES = ("date", "startDate", "endDate")
_SUMS = ("amount", "damages")
_WORDS = ("title", "round", "claim")


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
    """A verdict on who is who holds at once."""
    if verdict not in ON_FACTS:
        merging.merge_again(ledger)


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
        if len(sums) != 1 or not isinstance(sums[0].value, Amount):
            raise InputError(words, "not one sum of money", "write it like 約300億円 or 500万ドル")
        node, said = amount_triples(sums[0].value, words, ledger.meta("base"))
        return [Triple(fact, property, node), *said]
    found_iris = entities(ledger, words)
    if len(found_iris) != 1:
        raise InputError(words, f"{len(found_iris)} go by this name: {', '.join(found_iris[:3])}", "give the IRI")
    return [Triple(fact, property, NamedNode(found_iris[0]))]


def _on_two(ledger: Ledger, verdict: str, about: Sequence[str], why: str, by: str) -> Decision:
    sides = []
    for words in about:
        name, _, article = words.partition(" @ ")
        found = entities(ledger, name)
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


def split(where: str, a: str, b: str, why: str = "", by: str = "") -> Decision:
    """Decides that two are not the same, for good, and joins anew."""
    (made,) = decide(where, "different", (a, b), why=why, by=by)
    with store(where, write=True) as ledger:
        if not ledger.meta("merged"):  # else `decide` has
            merging.merge(ledger)
    return made
