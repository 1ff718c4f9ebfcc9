"""A store in, its joins written: who is who across articles (kg.identity), and which reports are of one event (kg.reports).

    merge(ledger) → Merged(people=12, organizations=31, facts=9)

Nothing that an article's row says is changed; the joins stand beside it, made anew as a whole each time. Human verdicts come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.account import Account, account
from kg.identity import Join, Named, Verdict, joined
from kg.newsroom.ledger import Ledger
from kg.newsroom.overlay import Joined, as_decided, own, renamed, stored_joins
from kg.reports import United, united
from kg.vocabulary import term

_STEP = "proceeding"


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
    labels = _labels(ledger, entities)
    counts: Counter[str] = Counter()
    for join in entities:
        counts["apart" if join.rule == "namesake" else "people" if "/person/" in join.node else "organizations"] += 1
        put(ledger, _of_entity(join, labels))
    facts = 0
    for report in united(accounts(ledger, laid=True)):
        facts += report.node != report.former
        for row in _of_report(ledger, report):
            put(ledger, row)
    ledger.set_meta("merged", "1")
    ledger.commit()
    return Merged(counts["people"], counts["organizations"], counts["apart"], facts)


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


def put(ledger: Ledger, row: Joined) -> None:
    ledger.put_join(row.graph, row.former, row.node, row.packed(), row.id)


def _labels(ledger: Ledger, entities: Iterable[Join]) -> dict[str, str]:
    """IRI → the label of a node that others are joined to: what an article's own graph calls it."""
    out: dict[str, str] = {}
    for node in sorted({join.node for join in entities}):
        if label := ledger.label(node):
            out[node] = label
    return out


def _of_entity(join: Join, labels: dict[str, str]) -> Joined:
    like = tuple((n.article, n.iri) for n in join.like)
    return Joined(
        join.named.article,
        join.named.iri,
        join.node,
        join.rule,
        join.reason,
        labels.get(join.node, ""),
        f"{join.confidence:.2f}",
        like,
        join.evidence,
    )


def _of_report(ledger: Ledger, report: United) -> Iterator[Joined]:
    """A report's node, and those of its steps that another report dates more exactly."""
    names = {j.node: j.former for j in stored_joins(ledger, report.article).values()}
    aside: list[str] = []
    for property, value in report.set_aside:
        if property == _STEP and isinstance(value, NamedNode):
            continue
        before = NamedNode(names.get(value.value, value.value)) if isinstance(value, NamedNode) else value
        aside.append(f"{Triple(NamedNode(report.former), term(f'kg:{property}'), before)} .")
    yield Joined(report.article, report.former, report.node, "same-event", report.reason, aside=tuple(aside))
