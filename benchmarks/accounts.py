"""A number of mentions in, accounts of made-up articles out, as kg.account reads them from graphs: what the joining of names is given.

    for account in accounts(mentions=1_000_000, seed=0): …      about ten mentions an article, its facts with their quotes

People and companies come from a pool that grows with the articles (see articles.py): many are told of once, some in every tenth.
株式会社蒼浜精機 and 蒼浜精機, 蒼浜; ヴェスリンク and Veslink, with an article now and then that has both; 砂倉真帆, and 砂倉 alone, who
is nobody beyond the article. Namesakes come by themselves.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import invented
from pyoxigraph import Literal, NamedNode

from kg.account import Account, Agent, Event, Quote, Told, Value
from kg.iris import BASE, segment
from kg.vocabulary import term

FIRST_DAY = date(2015, 1, 5)
TITLES = "社長 会長 専務 取締役 CEO 営業本部長".split()
WORDS, KEYWORDS = 20_000, 14  # of the newsroom, of an article
STATUSES = "Occurred Occurred Occurred Planned Denied".split()


def accounts(mentions: int, seed: int) -> Iterator[Account]:
    """Until there are so many mentions."""
    number = 0
    while mentions > 0:
        told = account(number, seed)
        yield told
        number, mentions = number + 1, mentions - mentioned(told)


def mentioned(told: Account) -> int:
    """How often the article names somebody."""
    return sum(len(agent.evidence) for agent in told.agents)


def account(number: int, seed: int) -> Account:
    r = random.Random(f"{seed} account {number}")
    return Page(r, f"{r.getrandbits(64):016x}", (FIRST_DAY + timedelta(days=r.randrange(3_900))).isoformat(), number).told()


@dataclass
class Page:
    """An article while it is made."""

    r: random.Random
    name: str
    published: str
    number: int
    at: int = 0
    agents: dict[str, Agent] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    facts: list[Event] = field(default_factory=list)

    @property
    def iri(self) -> str:
        return f"{BASE}article/{self.name}"

    def keywords(self) -> tuple[str, ...]:
        """Few words stand in many articles, and many in few."""
        return tuple(dict.fromkeys(f"語{int(WORDS * self.r.random() ** 3)}" for _ in range(KEYWORDS)))

    def told(self) -> Account:
        firm, other = self.company(), self.company()
        head, clerk = self.person(), self.person()
        brand, guest = self.brand(), self.abroad()
        self.fact("Position", ("holder", head), ("organization", firm), title=self.r.choice(TITLES))
        self.fact("Position", ("holder", self.r.choice((clerk, guest))), ("organization", other), title=self.r.choice(TITLES))
        kind = self.r.choice(("Acquisition", "Funding", "Lawsuit", "Founding"))
        roles = {
            "Acquisition": (("acquirer", firm), ("target", brand)),
            "Funding": (("recipient", brand), ("investor", firm), ("investor", other)),
            "Lawsuit": (("plaintiff", firm), ("defendant", other)),
            "Founding": (("founded", brand), ("founder", guest)),
        }[kind]
        self.fact(kind, *roles, status=None if kind == "Lawsuit" else self.r.choice(STATUSES))
        article = Told(self.iri, f"{self.number}.txt", "", self.published, "newskg", self.keywords())
        agents = tuple(agent for _, agent in sorted(self.agents.items()))
        return Account((article,), agents, tuple(sorted(self.facts, key=lambda f: f.iri)), {}, dict(sorted(self.quotes.items())))

    def drawn(self) -> int:
        return invented.drawn(self.r, self.number)

    def company(self) -> str:
        it = invented.company(self.drawn())
        label = self.r.choices((it.name, it.full, it.stem), (7, 2, 1))[0]
        return self.agent("Organization", label, *([it.stem] if self.r.random() < 0.1 else []))

    def brand(self) -> str:
        it = invented.brand(self.drawn())
        return self.agent("Organization", *self.r.choice(((it.name,), (it.latin,), (it.name, it.latin))))

    def person(self) -> str:
        it = invented.person(self.drawn())
        if self.r.random() < 0.2:
            return self.agent("Person", it.family, alone=True)
        return self.agent("Person", it.name, it.family)

    def abroad(self) -> str:
        it = invented.abroad(self.drawn())
        if self.r.random() < 0.2:
            return self.agent("Person", it.family, alone=True)
        return self.agent("Person", it.name, it.family, *([it.latin] if self.r.random() < 0.3 else []))

    def agent(self, kind: str, label: str, *names: str, alone: bool = False) -> str:
        """Its IRI, which tells of a family name alone in which article it stands."""
        iri = f"{BASE}{kind.lower()}/{segment(label)}" + (f";{self.name}" if alone else "")
        names = tuple(sorted({*names} - {label}))
        evidence = tuple(self.quote(words) for words in (label, *names))
        if iri not in self.agents:
            age = self.r.randint(30, 80) if kind == "Person" and self.r.random() < 0.1 else None
            self.agents[iri] = Agent(iri, kind, label, names, age, evidence)
        return iri

    def quote(self, words: str) -> str:
        start, end = self.at, self.at + len(words)
        iri = f"{self.iri}#char={start},{end}"
        self.quotes[iri] = Quote(iri, self.iri, start, end, words)
        self.at = end + self.r.randint(2, 30)
        return iri

    def fact(self, kind: str, *roles: tuple[str, str], title: str | None = None, status: str | None = None) -> None:
        of: list[tuple[str, Value]] = [(role, NamedNode(iri)) for role, iri in roles]
        if title:
            of.append(("title", Literal(title)))
        elif self.r.random() < 0.6:
            of.append(("date", Literal(self.published[:7], datatype=term("xsd:gYearMonth"))))
        names = [self.agents[iri].label for _, iri in roles]
        evidence = self.quote(f"{names[0]}は{self.published}、{'と'.join(names[1:])}について発表した。")
        iri = f"{BASE}{kind.lower()}/{self.r.getrandbits(64):016x}"
        self.facts.append(Event(iri, kind, tuple(of), status, "0.9", (), (evidence,)))
