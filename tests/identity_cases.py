"""Pairs of names in articles, and how well kg.identity tells which are one: what the test and the benchmark share.

cases(path)[0] → Case(kind="legal-form", same=True, articles=(("2024-05-10", "株式会社青嶺製作所は10日、…"), …), asked=(Ask(1, "…", 2, "…"),))
score(cases) → Score per kind: precision, recall, B³ (Bagga & Baldwin 1998) over the names asked about
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode

import kg
from kg.account import Account, account
from kg.identity import Join, Named, joined
from kg.iris import name

_HEAD = re.compile(r"== (?P<kind>\S+) · (?P<verdict>same|different)")
_ASK = re.compile(r"\? (?P<m>\d+):(?P<a>.+?) \| (?P<n>\d+):(?P<b>.+)")

Asked = tuple[int, int, str]  # case, article, surface


@dataclass(frozen=True)
class Ask:
    """Whether a surface of one article names whom a surface of another does; articles are counted from 1."""

    m: int
    a: str
    n: int
    b: str


@dataclass(frozen=True)
class Case:
    kind: str
    same: bool
    articles: tuple[tuple[str, str], ...]  # day, text
    asked: tuple[Ask, ...]


@dataclass(frozen=True)
class Answer:
    """What was made of a question: `a` and `b` are None where no entity has such a name."""

    case: Case
    ask: Ask
    a: Named | None
    b: Named | None
    joined: bool

    @property
    def right(self) -> bool:
        return self.joined == self.case.same


@dataclass(frozen=True)
class Score:
    """`joined` counts pairs put together, `right` those of them that are one, `same` those that are one."""

    joined: int
    right: int
    same: int
    asked: int

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.same if self.same else 1.0


def cases(path: Path) -> list[Case]:
    """The cases of a file in its order. Raises ValueError for a line that is none of the notation."""
    out: list[Case] = []
    verdict: tuple[str, bool] | None = None
    articles: list[tuple[str, list[str]]] = []
    asked: list[Ask] = []

    def close() -> None:
        if verdict is not None:
            out.append(Case(*verdict, tuple((d, "\n".join(t).strip()) for d, t in articles), tuple(asked)))

    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        if head := _HEAD.match(line):
            close()
            verdict, articles, asked = (head["kind"], head["verdict"] == "same"), [], []
        elif line.startswith("-- "):
            articles.append((line[3:].strip(), []))
        elif ask := _ASK.match(line):
            asked.append(Ask(int(ask["m"]), ask["a"].strip(), int(ask["n"]), ask["b"].strip()))
        elif line.strip() and not articles:
            raise ValueError(f"{path.name} line {number}: {line[:30]!r} belongs to no article")
        elif articles:
            articles[-1][1].append(line)
    close()
    return out


def told(case: Case) -> list[Account]:
    """What the graph of each of its articles tells."""
    return [account(kg.build(text + "\n", published=day).quads) for day, text in case.articles]


def find(of: Account, surface: str) -> Named | None:
    """Whom an article calls so."""
    for agent in of.agents:
        if name(surface) in {name(n) for n in (agent.label, *agent.names)}:
            return Named(of.articles[0].iri, agent.iri)
    return None


def answers(given: Sequence[Case]) -> list[Answer]:
    """All cases read as one newsroom."""
    accounts = [told(case) for case in given]
    nodes = {j.named: j.node for j in joined(a for of in accounts for a in of)}
    out = []
    for case, of in zip(given, accounts, strict=True):
        for ask in case.asked:
            a, b = find(of[ask.m - 1], ask.a), find(of[ask.n - 1], ask.b)
            one = a is not None and b is not None and nodes.get(a, a.iri) == nodes.get(b, b.iri)
            out.append(Answer(case, ask, a, b, one))
    return out


def scored(given: Iterable[Answer]) -> Score:
    found = list(given)
    return Score(
        sum(a.joined for a in found), sum(a.joined and a.case.same for a in found), sum(a.case.same for a in found), len(found)
    )


def by_kind(given: Iterable[Answer]) -> dict[str, Score]:
    of: dict[str, list[Answer]] = defaultdict(list)
    for answer in given:
        of[f"{answer.case.kind} · {'same' if answer.case.same else 'different'}"].append(answer)
    return {kind: scored(found) for kind, found in sorted(of.items())}


def b_cubed(given: Sequence[Answer]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all names asked about: of each, how much of its found cluster and of its true one they share."""
    number = {case: i for i, case in enumerate(dict.fromkeys(a.case for a in given))}
    pairs = [((number[a.case], a.ask.m, a.ask.a), (number[a.case], a.ask.n, a.ask.b), a) for a in given]
    names = list(dict.fromkeys(name for x, y, _ in pairs for name in (x, y)))
    true = _clusters(names, [(x, y) for x, y, a in pairs if a.case.same])
    found = _clusters(names, [(x, y) for x, y, a in pairs if a.joined])
    p = sum(len(true[n] & found[n]) / len(found[n]) for n in names) / len(names)
    r = sum(len(true[n] & found[n]) / len(true[n]) for n in names) / len(names)
    return p, r, 2 * p * r / (p + r)


def _clusters(names: Iterable[Asked], one: Iterable[tuple[Asked, Asked]]) -> dict[Asked, set[Asked]]:
    """Each name → those it is one with."""
    of = {n: {n} for n in names}
    for x, y in one:
        if of[x] is not of[y]:
            of[x] |= of[y]
            for n in of[y]:
                of[n] = of[x]
    return of


def rewritten(of: Account, joins: Iterable[Join]) -> Account:
    """An account with the IRIs that its entities have from now on."""
    article = of.articles[0].iri
    nodes = {j.named.iri: j.node for j in joins if j.named.article == article}

    def value(v: object) -> object:
        return NamedNode(nodes.get(v.value, v.value)) if isinstance(v, NamedNode) else v

    agents = tuple(sorted((replace(a, iri=nodes.get(a.iri, a.iri)) for a in of.agents), key=lambda a: a.iri))
    facts = tuple(replace(f, roles=tuple((r, value(v)) for r, v in f.roles)) for f in of.facts)  # type: ignore[misc]
    return replace(of, agents=agents, facts=facts)
