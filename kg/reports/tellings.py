"""Accounts in, tellings out: what each event IRI tells, in all the articles that tell it, as far as it is compared.

tellings([account of a.txt, account of b.txt]) → [Telling(<…/acquisition/7aaf…>, key <…/北星製薬>, date "2024-05", …)]
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from kg.account import Account, Event, Sum, Value
from kg.match import lexicon
from kg.reports.exactness import before, dates_agree, exactness
from kg.told import core_title

# the role whose filler two reports of one event must share
KEY = {
    "Acquisition": ("target",),
    "Funding": ("recipient",),
    "Founding": ("founded",),
    "Position": ("holder", "organization"),
    "Lawsuit": (),  # a plaintiff and a defendant: see Telling.keys
}
# the roles of which two reports may each tell some
PARTIES = {
    "Acquisition": ("acquirer", "seller"),
    "Funding": ("investor",),
    "Founding": ("founder",),
    "Position": (),
    "Lawsuit": ("plaintiff", "defendant"),
}
# what a fact has one of
SINGLE = {
    "Acquisition": ("amount", "date"),
    "Funding": ("amount", "round", "date"),
    "Founding": ("date",),
    "Position": ("title", "startDate", "endDate"),
    "Lawsuit": ("court", "damages", "claim"),
}
DATES = ("date", "startDate", "endDate")
SUMS = ("amount", "damages")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """One article's words on an event."""

    article: str
    published: str
    event: Event
    account: Account


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What is compared of an event; "" and None are unsaid. Of several reports of one IRI each value is the most exact."""

    iri: str
    type: str
    status: str
    keys: tuple[Key, ...]  # the blocks that it stands in
    reports: tuple[Saying, ...]
    articles: frozenset[str]
    parties: dict[str, frozenset[str]]  # by role
    date: str = ""  # of the event, of the beginning of a position, of the filing of a suit
    end: str = ""
    sum: Sum | None = None
    word: str = ""  # シリーズB, 社長
    court: str = ""
    instance: int = 0  # of the court: 1, 2, 3; 0 where its name does not say
    steps: tuple[str, ...] = ()  # dates of a suit's steps after the filing
    only_filed: bool = False
    first: str = ""  # when the first and the last of its articles were published
    last: str = ""


def tellings(accounts: Iterable[Account]) -> list[Telling]:
    """One for each event's IRI, sorted; what lacks its key party is left out."""
    found: dict[str, list[Saying]] = defaultdict(list)
    for account in accounts:
        article = min((a.iri for a in account.articles), default="")
        published = next((a.published for a in account.articles if a.iri == article), "")
        for event in account.facts:
            found[event.iri].append(Saying(article, published, event, account))
    told = (telling(sorted(reports, key=lambda r: r.article)) for _, reports in sorted(found.items()))
    return [t for t in told if t.keys]


def telling(reports: Sequence[Saying]) -> Telling:
    """What reports of one event tell together; the first event's IRI, type and status."""
    event = reports[0].event
    parties = {role: frozenset(_named(reports, role)) for role in PARTIES[event.type]}
    published = sorted(r.published for r in reports if r.published)
    court = kept(reports, "court")
    words = kept(reports, "title" if event.type == "Position" else "round")
    return Telling(
        event.iri,
        event.type,
        event.status or "",
        _keys(event.type, reports, parties),
        tuple(reports),
        frozenset(r.article for r in reports),
        parties,
        _filed(reports) if event.type == "Lawsuit" else _words(kept(reports, "startDate") or kept(reports, "date")),
        _words(kept(reports, "endDate")),
        _sum(reports, kept(reports, "amount") or kept(reports, "damages")),
        core_title(words.value) if words is not None and event.type == "Position" else same_round(_words(words)),
        _words(court),
        instance(_label(reports, _words(court))),
        tuple(
            sorted({s.date.value for r in reports for s in r.event.steps if s.date and s.action not in ("Filed", "Injunction")})
        ),
        {s.action for r in reports for s in r.event.steps} == {"Filed"},
        published[0] if published else "",
        published[-1] if published else "",
    )


def _named(reports: Sequence[Saying], role: str) -> set[str]:
    return {iri for r in reports for iri in r.event.named(role)}


def _keys(type: str, reports: Sequence[Saying], parties: dict[str, frozenset[str]]) -> tuple[Key, ...]:
    """Of a suit each pair of its sides, and each side alone with the month of the filing where the other is not told."""
    if type != "Lawsuit":
        found = [sorted(_named(reports, role))[:1] for role in KEY[type]]
        return ((type, *(iri for iris in found for iri in iris)),) if all(found) else ()
    pairs: list[Key] = [(type, p, d) for p in sorted(parties["plaintiff"]) for d in sorted(parties["defendant"])]
    month = _filed(reports)[:7]
    alone: list[Key] = [(type, "", d, month) for d in sorted(parties["defendant"])]
    alone += [(type, p, "", month) for p in sorted(parties["plaintiff"])]
    return tuple(pairs + (alone if len(month) == len("2024-05") else []))


def _filed(reports: Sequence[Saying]) -> str:
    """The day a suit was first filed, as exactly as it is told."""
    dates = sorted({s.date.value for r in reports for s in r.event.steps if s.action == "Filed" and s.date})
    first = next((d for d in dates if not any(before(other, d) for other in dates)), "")
    return max((d for d in dates if dates_agree(d, first)), key=len, default="")


def kept(reports: Sequence[Saying], property: str) -> Value | None:
    """The value that a fact keeps of all that its reports tell: the most exact, of equals what most tell, then the first by order."""
    tellers: dict[str, list[tuple[Value, Saying]]] = defaultdict(list)
    for r in reports:
        for v in r.event.get(property):
            tellers[str(v)].append((v, r))
    ordered = [tellers[words] for words in sorted(tellers)]
    best = max(ordered, key=lambda told: (_exactness(property, *told[0]), len(told)), default=None)
    return best[0][0] if best else None


def _exactness(property: str, value: Value, report: Saying) -> tuple[int, ...]:
    if property in SUMS:
        sum_ = report.account.sums.get(value.value)
        return exactness(sum_) if sum_ is not None else (-1,)
    if property == "court":
        return (instance(_label([report], value.value)),)
    if property == "title":
        core = core_title(value.value)
        return len(core), -len(value.value)  # 代表取締役社長, 社長, 元社長
    if property == "round":
        return (len(same_round(value.value)),)
    return (len(value.value),)


def surest(reports: Sequence[Saying]) -> str:
    """The highest confidence, as it is written."""
    return max(sorted({r.event.confidence for r in reports if r.event.confidence}), key=_number, default="")


def _number(words: str) -> Decimal:
    try:
        return Decimal(words)
    except InvalidOperation:
        return Decimal(-1)


def _sum(reports: Sequence[Saying], value: Value | None) -> Sum | None:
    found = (r.account.sums.get(value.value) for r in reports) if value is not None else ()
    return next((s for s in found if s is not None), None)


def _label(reports: Sequence[Saying], iri: str) -> str:
    agents = (r.account.by_iri.get(iri) for r in reports) if iri else ()
    return next((a.label for a in agents if a is not None), iri.rpartition("/")[2])


def _words(value: Value | None) -> str:
    return value.value if value is not None else ""


def same_round(words: str) -> str:
    """One spelling for one round: Series B, シリーズ B, シリーズBラウンド → シリーズb."""
    plain = re.sub(r"[\s・\-]", "", unicodedata.normalize("NFKC", words).casefold())
    return re.sub(r"(?<=.)(?:ラウンド|round)$", "", plain.replace("series", "シリーズ"))


@cache
def instance(court: str) -> int:
    """東京地裁 → 1, 知財高裁 → 2, 最高裁 → 3, 仲裁委員会 → 0."""
    ends = lexicon("court-instances")
    return next((int(ends[w]) for w in sorted(ends, key=lambda w: (-len(w), w)) if court.endswith(w)), 0)
