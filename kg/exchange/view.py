"""A graph's quads in, what a drawing or a table shows of them out: nodes, facts with their parties, all words fit to be shown.

    view(quads).facts[0] → Fact(type="Acquisition", status="Planned", parties=(("acquirer", "…/青空電機"), …), dates=("2024-09",), …)

The graph gives a position and a suit no status; whether one is so is told by the plain line that stands beside it (kg:affiliatedWith),
and where there is none it is Unconfirmed here: planned, alleged or denied.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.account import FACTS, Account, Event, Quote, Sum, Told, account
from kg.vocabulary import PREFIXES

SIDES = {  # who does it, the plain line that says so, to whom
    "Position": ("holder", "affiliatedWith", "organization"),
    "Founding": ("founder", "foundedBy", "founded"),
    "Funding": ("investor", "investedIn", "recipient"),
    "Acquisition": ("acquirer", "acquired", "target"),
    "Lawsuit": ("plaintiff", "sued", "defendant"),
}
DONE, UNCONFIRMED = "Occurred", "Unconfirmed"
_TOWARDS = {"holder", "founder", "investor", "acquirer", "seller", "plaintiff"}  # roles whose line leads to the fact
_DATES = {"date", "startDate"}
_KG = PREFIXES["kg"]
_LINES = {_KG + line for _, line, _ in SIDES.values()}
_ROLES = {_KG + role for sides in SIDES.values() for role in (sides[0], sides[2])}
_TURNS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}  # they turn the order of what follows: a name would hide a status


@dataclass(frozen=True, slots=True)
class Node:
    """A person or an organization; `type` is "" of one that the graph only points at."""

    iri: str
    type: str
    label: str
    names: tuple[str, ...] = ()
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with all that is told of it. `dates` and `ends` are written as in the graph: 2024-05."""

    iri: str
    type: str
    status: str  # Occurred, Planned … Unconfirmed
    parties: tuple[tuple[str, str], ...]  # role and IRI of a node
    dates: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    words: tuple[tuple[str, str], ...] = ()  # ("title", "社長")
    steps: tuple[str, ...] = ()  # Filed 2023-03
    confidence: str = ""
    quotes: tuple[str, ...] = ()
    articles: tuple[Told, ...] = ()

    @property
    def done(self) -> bool:
        return self.status == DONE

    @property
    def arrow(self) -> tuple[str, str] | None:
        """From whom to whom, of a fact between two; one of more parties, or of one, is a node of its own."""
        doer, _, other = SIDES[self.type]
        found = dict(self.parties)
        return (found[doer], found[other]) if len(self.parties) == 2 and set(found) == {doer, other} else None

    @property
    def amounts(self) -> tuple[str, ...]:
        return tuple(amount(s) for s in self.sums)

    def said(self, role: str) -> tuple[str, ...]:
        return tuple(w for r, w in self.words if r == role)


@dataclass(frozen=True, slots=True)
class View:
    """Nodes by type and label, facts by type and date."""

    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]


def view(quads: Iterable[Quad]) -> View:
    """What all articles tell together."""
    quads = list(quads)
    told = account(quads)
    lines, roles = _in_graphs(quads, _LINES), _in_graphs(quads, _ROLES)
    facts = [_fact(e, told, _status(e, lines, roles)) for e in told.facts]
    nodes = {a.iri: Node(a.iri, a.type, plain(a.label), tuple(plain(n) for n in a.names), a.age) for a in told.agents}
    bare = {iri for f in facts for _, iri in f.parties} - nodes.keys()
    everyone = [*nodes.values(), *(Node(iri, "", plain(iri.rpartition("/")[2] or iri)) for iri in sorted(bare))]
    return View(
        tuple(sorted(everyone, key=lambda n: (n.type, n.label, n.iri))),
        tuple(sorted(facts, key=lambda f: (FACTS.index(f.type), f.dates or f.steps, f.iri))),
    )


def leads_to_fact(role: str) -> bool:
    """Whether a line of this role goes from the party to the fact: acquirer → acquisition → target."""
    return role in _TOWARDS


def caption(f: Fact) -> tuple[str, ...]:
    """What stands on a fact in a drawing, a line each: acquisition [PLANNED]; 2024-09; 約120億円"""
    kind = "・".join(f.said("title")) or f.type.lower()
    mark = "" if f.done else f" [{f.status.upper()}]"
    when = " – ".join(filter(None, (" / ".join(f.dates), " / ".join(f.ends)))) if f.ends else " / ".join(f.dates)
    if f.ends and not f.dates:
        when = f"– {when}"
    rest = (*f.said("round"), when, " / ".join(f.amounts), *f.said("claim"), *f.steps)
    return (short(kind) + mark, *(short(words) for words in rest if words))


def short(words: str, most: int = 60) -> str:
    """A drawing has no room for a sentence."""
    return words if len(words) <= most else words[: most - 1] + "…"


def amount(s: Sum) -> str:
    """約120億円; without a label 300000000 JPY"""
    return plain(s.label or f"{s.value or f'{s.low or str()}–{s.high or str()}'} {s.currency}")


def plain(words: str) -> str:
    """On one line, without what cannot be shown or stand in XML: controls, half surrogates, turns of direction."""
    return " ".join("".join(c for c in words if c.isspace() or _can_be_shown(c)).split())


def _can_be_shown(c: str) -> bool:
    return unicodedata.category(c) not in ("Cc", "Cs") and ord(c) not in _TURNS and ord(c) & 0xFFFE != 0xFFFE


Said = Mapping[tuple[str, str], set[tuple[str, str]]]  # subject and property → graph, object


def _in_graphs(quads: Iterable[Quad], properties: set[str]) -> Said:
    out: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for q in quads:
        if q.predicate.value in properties and isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode):
            out[q.subject.value, q.predicate.value].add((str(q.graph_name), q.object.value))
    return out


def _status(e: Event, lines: Said, roles: Said) -> str:
    """Of a position and a suit by the plain line in an article's graph that tells of it; a suit of one side is told by its steps."""
    if e.type not in ("Position", "Lawsuit"):
        return e.status or UNCONFIRMED
    doer, line, other = SIDES[e.type]
    left, right = roles.get((e.iri, _KG + doer), set()), roles.get((e.iri, _KG + other), set())
    if e.type == "Lawsuit" and not (left and right):
        return DONE if e.steps else UNCONFIRMED
    so = any((graph, b) in lines.get((a, _KG + line), ()) for graph, a in left for _, b in right)
    return DONE if so else UNCONFIRMED


def _fact(e: Event, told: Account, status: str) -> Fact:
    sums = tuple(told.sums[iri] for role in ("amount", "damages") for iri in e.named(role) if iri in told.sums)
    words = [(role, v.value) for role, v in e.roles if isinstance(v, Literal)]
    of = (*e.evidence, *(iri for step in e.steps for iri in step.evidence))
    articles = {iri.rpartition("#char=")[0] for iri in of} - {""}
    known = {t.iri: t for t in told.articles}
    return Fact(
        e.iri,
        e.type,
        status,
        tuple((role, v.value) for role, v in e.roles if isinstance(v, NamedNode) and role not in ("amount", "damages")),
        tuple(plain(v) for role, v in words if role in _DATES),
        tuple(plain(v) for role, v in words if role == "endDate"),
        sums,
        tuple((role, plain(v)) for role, v in words if role not in {*_DATES, "endDate"}),
        _steps(e),
        e.confidence,
        tuple(plain(q.exact) for q in _widest(told.quotes[iri] for iri in dict.fromkeys(of) if iri in told.quotes) if q.exact),
        tuple(known.get(iri, Told(iri)) for iri in sorted(articles)),
    )


def _widest(quotes: Iterable[Quote]) -> list[Quote]:
    """In the order of the text, without those that stand within another."""
    out: list[Quote] = []
    for q in sorted(quotes, key=lambda q: (q.article, q.start, -q.end)):
        if not (out and out[-1].article == q.article and q.end <= out[-1].end):
            out.append(q)
    return out


def _steps(e: Event) -> tuple[str, ...]:
    """By date; one without a date stands last."""
    told = sorted((step.date.value if step.date else "~", step.action) for step in e.steps)
    return tuple(plain(action if date == "~" else f"{action} {date}") for date, action in told)
