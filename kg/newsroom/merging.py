"""A store in, its joins written: who is who across articles (kg.identity), and which reports are of one event (kg.reports).

    merge(ledger) → Merged(people=12, organizations=31, facts=9)

Nothing that an article's row says is changed; the joins stand beside it, made anew as a whole each time. Human verdicts come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from kg.account import Account, Agent, account
from kg.identity import Join, Named, Verdict, joined
from kg.newsroom.ledger import Ledger
from kg.newsroom.overlay import Joined, as_decided, own, renamed, stored_joins
from kg.reports import United, united
from kg.vocabulary import term


@dataclass(frozen=True, slots=True)
class Merged:
    """How many names of articles were put into a node with others, and reports into a fact with others."""

    people: int
    organizations: int
    apart: int  # namesakes that were given IRIs of their own
    facts: int


def merge(ledger: Ledger) -> Merged:
    """Who is one across the store's articles, and what is one event, found anew."""
    entities = joined(accounts(ledger, laid=False), verdicts(ledger))
    ledger.forget_joins()
    counts = Counter("apart" if j.rule == "namesake" else "people" if "/person/" in j.node else "organizations" for j in entities)
    _put_entities(ledger, entities)
    reports = united(accounts(ledger, laid=True))
    _put_reports(ledger, reports)
    facts = sum(r.node != r.former for r in reports)
    ledger.set_meta("merged", "1")
    ledger.commit()
    return Merged(counts["people"], counts["organizations"], counts["apart"], facts)


def merge_again(ledger: Ledger) -> None:
    """After a change, of a store whose articles are joined."""
    if ledger.meta("merged"):
        merge(ledger)


def accounts(ledger: Ledger, laid: bool, graphs: Iterable[str] | None = None) -> Iterator[Account]:
    """What each article tells, decisions applied; `laid`: under the IRIs that are joined. Of all, or of some graphs."""
    decided = as_decided(ledger)
    rows = ledger.rows() if graphs is None else (ledger.rows_of(g) for g in graphs)
    for group in rows:
        said = decided(group[0].graph, own(group))
        joins = stored_joins(ledger, group[0].graph) if laid else {}
        yield account(renamed(said, joins) if joins else said)


def verdicts(ledger: Ledger) -> list[Verdict]:
    """What people decided about who is who."""
    out = []
    for d in ledger.decisions():
        if d.verdict in ("same", "different"):
            a, b = (Named(article, iri) for article, iri in zip(d.articles, d.about, strict=True))
            out.append(Verdict(a, b, d.verdict == "same"))
    return out


def _put(ledger: Ledger, row: Joined) -> None:
    ledger.put_join(row.graph, row.former, row.node, row.packed(), row.id)


def _put_entities(ledger: Ledger, entities: Sequence[Join]) -> None:
    """With what each article calls them: a name that is not the node's is set aside as a label, and stays as another name."""
    labels = {node: ledger.label(node) for node in sorted({j.node for j in entities})}
    groups = [(graph, list(found)) for graph, found in groupby(entities, key=lambda j: j.named.article)]
    for (_, found), told in zip(groups, accounts(ledger, False, [graph for graph, _ in groups]), strict=True):
        for join in found:
            _put(ledger, _of_entity(join, told.by_iri.get(join.named.iri), labels[join.node]))


def _of_entity(join: Join, agent: Agent | None, label: str) -> Joined:
    subject = NamedNode(join.named.iri)
    aside: list[Triple] = []
    if agent is not None and label and agent.label != label:
        aside.append(Triple(subject, term("rdfs:label"), Literal(agent.label)))
        if label in agent.names:
            aside.append(Triple(subject, term("skos:altLabel"), Literal(label)))
    return Joined(
        join.named.article,
        join.named.iri,
        join.node,
        join.rule,
        join.reason,
        label,
        f"{join.confidence:.2f}",
        tuple((n.article, n.iri) for n in join.like),
        join.evidence,
        tuple(f"{t} ." for t in aside),
    )


def _put_reports(ledger: Ledger, reports: Sequence[United]) -> None:
    """With what others tell more exactly, in the words of the article's own graph; and the steps of a suit that others date so."""
    groups = [(graph, list(found)) for graph, found in groupby(reports, key=lambda r: r.article)]
    for (graph, found), own_words in zip(groups, accounts(ledger, False, [graph for graph, _ in groups]), strict=True):
        names = {j.node: j.former for j in stored_joins(ledger, graph).values()}
        told = {f.iri: f for f in own_words.facts}
        for report in found:
            fact = told[report.former]
            aside = []
            for property, value in ((p, v) for p, v in report.set_aside if p != "proceeding"):
                before = NamedNode(names.get(value.value, value.value)) if isinstance(value, NamedNode) else value
                aside.append(Triple(NamedNode(report.former), term(f"kg:{property}"), before))
            _put(ledger, _of_report(report, report.former, report.node, fact.evidence, aside))
            kept = dict(report.steps)
            for step in (s for s in fact.steps if s.iri in kept):
                less = [Triple(NamedNode(step.iri), term("kg:date"), step.date)] if step.date else []
                _put(ledger, _of_report(report, step.iri, f"{report.node}#{kept[step.iri]}", step.evidence, less))


def _of_report(report: United, former: str, node: str, evidence: tuple[str, ...], aside: Iterable[Triple]) -> Joined:
    lines = tuple(f"{t} ." for t in aside)
    return Joined(report.article, former, node, "same-event", report.reason, evidence=evidence, aside=lines)
