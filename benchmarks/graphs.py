"""A size and a seed in, a graph of made-up articles out: Turtle as `kg build` lays it out, of about so many triples.

    python benchmarks/graphs.py 10000 > whole.ttl                 nothing is wrong with it
    python benchmarks/graphs.py 10000 --broken 0.01 > graph.ttl   one node of a hundred is spoiled, each in one way of BREAKAGES

Each article tells of people and organizations of its own and of some that earlier ones told of: positions, a founding, a funding,
an acquisition, every other one a lawsuit; sums, plain edges, and evidence for all. The same size and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from kg import serial
from kg.vocabulary import term

BASE = "https://w3id.org/newskg/id/"
ROUNDS = ("シード", "シリーズA", "シリーズB")
TITLES = ("社長", "取締役", "最高技術責任者", "営業部長")
STEPS = (("Filed", "2016-02"), ("Amended", "2017"), ("Ruled", "2019-05-10"), ("Settled", "2021-11"))

Term = NamedNode | Literal


def node(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def text(words: str) -> Literal:
    return Literal(words)


def number(words: str, datatype: str = "xsd:decimal") -> Literal:
    return Literal(words, datatype=term(datatype))


def date(words: str) -> Literal:
    """2019 is an xsd:gYear, 2019-05 an xsd:gYearMonth."""
    return number(words, ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[words.count("-")])


class Graph:
    """Nodes as they are told: `said[node][kg:holder]` are its values, `kinds["Position"]` the nodes that a breakage may take."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.triples = 0
        self.said: dict[NamedNode, dict[str, list[Term]]] = {}
        self.kinds: dict[str, list[NamedNode]] = defaultdict(list)

    def add(self, subject: NamedNode, predicate: str, *values: Term) -> None:
        told = self.said.setdefault(subject, {}).setdefault(predicate, [])
        new = [v for v in values if v not in told]
        told += new
        self.triples += len(new)

    def new(self, kind: str, name: str, **values: Term | list[Term]) -> NamedNode:
        """A node of class kg:`kind` with values of properties of kg:."""
        made = node(name)
        self.add(made, "rdf:type", term(f"kg:{kind}"))
        self.kinds[kind].append(made)
        for predicate, value in values.items():
            self.add(made, f"kg:{predicate}", *(value if isinstance(value, list) else [value]))
        return made

    def agent(self, kind: str, stem: str, n: int) -> NamedNode:
        """企業00012 with the other name 企業12."""
        label = f"{stem}{n:05d}"
        made = self.new(kind, f"{kind.lower()}/{label}")
        self.add(made, "rdfs:label", text(label))
        self.add(made, "skos:altLabel", text(f"{stem}{n}"))
        return made

    def some(self, kind: str) -> NamedNode:
        return self.random.choice(self.kinds[kind])

    def quads(self) -> Iterator[Quad]:
        return (Quad(s, term(p), o) for s, told in self.said.items() for p, values in told.items() for o in values)


class Article:
    """One article: what it tells is added to the graph, every node with its evidence."""

    def __init__(self, graph: Graph, n: int) -> None:
        self.graph, self.n, self.at = graph, n, 0
        digest = sha256(f"{graph.seed} {n}".encode()).hexdigest()
        self.name, self.node = digest[:16], graph.new("Article", f"article/{digest[:16]}")
        graph.add(self.node, "dcterms:issued", date(f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}"))
        graph.add(self.node, "dcterms:source", text(f"記事{n:05d}.txt"))
        graph.add(self.node, "dcterms:identifier", text(f"sha256:{digest}"))

    def tell(self) -> None:
        g, n = self.graph, self.n
        known = [g.some("Person"), g.some("Organization")]
        people = [g.agent("Person", "人物", 3 * n + i) for i in range(3)]
        firms = [g.agent("Organization", "企業", 4 * n + i) for i in range(4)]
        g.add(people[0], "kg:age", number(str(g.random.randint(25, 80)), "xsd:integer"))
        self.mention(*people, *firms, *known, *people[:2], *firms[:3])
        self.positions([*people, known[0]], [firms[0], firms[0], firms[1], known[1]])
        self.founding(firms[0], people[:2])
        self.funding(firms[0], [firms[1], known[1]], g.random.random() < 0.8)
        self.acquisition(firms[0], firms[2], firms[3])
        if n % 2:
            self.lawsuit(firms[2], firms[3])

    def mention(self, *nodes: NamedNode) -> None:
        """Evidence for each: a stretch of the text with the node's name, or what stands for a sentence."""
        g = self.graph
        for told in nodes:
            label = g.said[told].get("rdfs:label")
            quote = label[0].value if label else f"{self.n}番目の記事の{self.at}文字目からの文"
            place = f"{self.at},{self.at + len(quote)}"
            evidence, position, words = (node(f"article/{self.name}#{part}={place}") for part in ("char", "position", "quote"))
            g.add(told, "prov:wasDerivedFrom", evidence)
            g.add(evidence, "rdf:type", term("oa:SpecificResource"))
            g.add(evidence, "oa:hasSource", self.node)
            g.add(evidence, "oa:hasSelector", position, words)
            g.add(position, "rdf:type", term("oa:TextPositionSelector"))
            g.add(position, "oa:start", number(str(self.at), "xsd:nonNegativeInteger"))
            g.add(position, "oa:end", number(str(self.at + len(quote)), "xsd:nonNegativeInteger"))
            g.add(words, "rdf:type", term("oa:TextQuoteSelector"))
            g.add(words, "oa:exact", text(quote))
            for kind, made in (("Evidence", evidence), ("Place", position), ("Quote", words)):
                g.kinds[kind].append(made)
            self.at += len(quote) + g.random.randint(2, 30)

    def event(self, kind: str, **values: Term | list[Term]) -> NamedNode:
        confidence = number(f"0.{self.graph.random.randint(50, 99)}")
        made = self.graph.new(kind, f"{kind.lower()}/{self.digest(kind)}", **values, confidence=confidence)
        self.mention(made)
        return made

    def digest(self, kind: str) -> str:
        return sha256(f"{self.name} {kind} {len(self.graph.kinds[kind])}".encode()).hexdigest()[:16]

    def amount(self) -> NamedNode:
        g, n = self.graph, self.graph.random.randint(1, 999)
        made = g.new("MonetaryAmount", f"amount/{self.digest('MonetaryAmount')}", currency=text("JPY"))
        if n % 5:
            g.add(made, "kg:value", number(f"{n}00000000"))
        else:
            g.add(made, "kg:minValue", number(f"{n}0000000"))
            g.add(made, "kg:maxValue", number(f"{n}9999999"))
        g.add(made, "kg:bound", term("kg:Exact" if n % 5 else "kg:About"))
        g.add(made, "rdfs:label", text(f"{n}億円"))
        return made

    def positions(self, people: list[NamedNode], firms: list[NamedNode]) -> None:
        for person, firm, title in zip(people, firms, TITLES, strict=True):
            made = self.event("Position", holder=person, organization=firm, title=text(title), startDate=date("2015-04"))
            if title == TITLES[0]:
                self.graph.add(made, "kg:endDate", date("2020"))
            self.graph.add(person, "kg:affiliatedWith", firm)

    def founding(self, firm: NamedNode, founders: list[NamedNode]) -> None:
        year = date(str(self.graph.random.randint(1995, 2010)))
        self.event("Founding", founded=firm, founder=[*founders], date=year, status=term("kg:Occurred"))
        self.graph.add(firm, "kg:foundedBy", *founders)

    def funding(self, firm: NamedNode, investors: list[NamedNode], occurred: bool) -> None:
        g = self.graph
        self.event(
            "Funding", recipient=firm, investor=[*investors], amount=self.amount(), round=text(g.random.choice(ROUNDS)),
            date=date(f"20{g.random.randint(15, 23)}-06"), status=term("kg:Occurred" if occurred else "kg:Planned"),
        )  # fmt: skip
        for investor in investors if occurred else ():
            g.add(investor, "kg:investedIn", firm)

    def acquisition(self, firm: NamedNode, target: NamedNode, seller: NamedNode) -> None:
        day = date(f"20{self.graph.random.randint(15, 23)}-03-{self.graph.random.randint(10, 28)}")
        self.event(
            "Acquisition", acquirer=firm, target=target, seller=seller, amount=self.amount(), date=day, status=term("kg:Occurred")
        )
        self.graph.add(firm, "kg:acquired", target)

    def lawsuit(self, plaintiff: NamedNode, defendant: NamedNode) -> None:
        """Its first step is the filing, which no breakage takes: another date for it would break nothing."""
        g, suit = self.graph, f"lawsuit/{self.digest('Lawsuit')}"
        steps = [g.new("Proceeding", f"{suit}#{a},{d}", action=term(f"kg:{a}"), date=date(d)) for a, d in STEPS]
        g.kinds["Proceeding"].remove(steps[0])
        self.mention(*steps)
        self.event(
            "Lawsuit", plaintiff=plaintiff, defendant=defendant, court=g.some("Court"), claim=text("損害賠償の請求"),
            damages=self.amount(), proceeding=[*steps],
        )  # fmt: skip
        g.add(plaintiff, "kg:sued", defendant)


Value = Callable[[Graph, NamedNode], Term]


def fixed(value: Term) -> Value:
    return lambda graph, broken: value


def some(kind: str) -> Value:
    return lambda graph, broken: graph.some(kind)


def own(predicate: str) -> Value:
    return lambda graph, broken: graph.said[broken][predicate][0]


# what is taken away, put beside what is there, or put in its place; every node of the kind has the property
DROP, ADD, SET = "drop", "add", "set"
NO_EVIDENCE = (DROP, "prov:wasDerivedFrom", None)
BREAKAGES: dict[str, tuple[tuple[str, str, Value | None], ...]] = {
    "Article": ((SET, "dcterms:issued", fixed(text("2024年5月"))),),
    "Person": (
        (DROP, "rdfs:label", None),
        (ADD, "rdfs:label", fixed(text("別の名前"))),
        (ADD, "skos:altLabel", own("rdfs:label")),
        (SET, "kg:age", fixed(number("200", "xsd:integer"))),
        (ADD, "kg:affiliatedWith", some("Court")),
        (ADD, "rdf:type", fixed(term("kg:Organization"))),
        NO_EVIDENCE,
    ),
    "Organization": (
        (SET, "rdfs:label", fixed(Literal("企業", language="ja"))),
        (SET, "rdfs:label", fixed(text("企業00000"))),
        (ADD, "skos:altLabel", fixed(text(""))),
        (ADD, "kg:foundedBy", some("Court")),
        (ADD, "kg:investedIn", some("Court")),
        (ADD, "kg:acquired", some("Court")),
        (ADD, "kg:sued", some("Court")),
        NO_EVIDENCE,
    ),
    "Position": (
        (DROP, "kg:holder", None),
        (ADD, "kg:holder", some("Person")),
        (SET, "kg:organization", some("Person")),
        (ADD, "kg:title", fixed(text("会長"))),
        (ADD, "kg:endDate", fixed(date("2011-01-01"))),
        (SET, "kg:confidence", fixed(number("2.0"))),
        (ADD, "kg:status", fixed(term("kg:Occurred"))),
    ),
    "Founding": (
        (DROP, "kg:status", None),
        (SET, "kg:founded", some("Person")),
        (SET, "kg:founder", some("MonetaryAmount")),
        (ADD, "kg:founder", own("kg:founded")),
        (ADD, "kg:date", fixed(date("1994"))),
        (SET, "kg:date", fixed(number("2004-05", "xsd:date"))),
        (SET, "kg:confidence", fixed(number("0.9", "xsd:double"))),
    ),
    "Funding": (
        (ADD, "kg:recipient", some("Court")),
        (SET, "kg:amount", some("Article")),
        (ADD, "kg:amount", some("MonetaryAmount")),
        (ADD, "kg:investor", own("kg:recipient")),
        (ADD, "kg:round", fixed(text("シリーズZ"))),
        (SET, "kg:status", fixed(term("kg:Filed"))),
        (DROP, "kg:confidence", None),
    ),
    "Acquisition": (
        (DROP, "kg:target", None),
        (SET, "kg:acquirer", own("kg:target")),
        (SET, "kg:seller", some("Position")),
        (SET, "kg:date", fixed(date("1990"))),
        (SET, "kg:date", fixed(date("2030-01"))),
        (ADD, "kg:status", fixed(term("kg:Denied"))),
    ),
    "Lawsuit": (
        (ADD, "kg:plaintiff", own("kg:defendant")),
        (SET, "kg:court", some("Person")),
        (ADD, "kg:court", some("Organization")),
        (SET, "kg:claim", fixed(text(""))),
        (SET, "kg:damages", some("Founding")),
        (ADD, "kg:proceeding", some("Position")),
    ),
    "Proceeding": (
        (DROP, "kg:action", None),
        (ADD, "kg:action", fixed(term("kg:Appealed"))),
        (SET, "kg:action", fixed(term("kg:Occurred"))),
        (SET, "kg:date", fixed(date("2015-12"))),
    ),
    "MonetaryAmount": (
        (SET, "kg:currency", fixed(text("円"))),
        (DROP, "kg:bound", None),
        (ADD, "kg:value", fixed(number("-5"))),
        (ADD, "kg:maxValue", fixed(number("1"))),
    ),
    "Evidence": (
        (DROP, "oa:hasSource", None),
        (SET, "oa:hasSource", some("Lawsuit")),
        (ADD, "oa:hasSelector", some("Quote")),
        (DROP, "oa:hasSelector", None),
    ),
    "Place": (
        (DROP, "oa:end", None),
        (ADD, "oa:start", fixed(number("999999", "xsd:nonNegativeInteger"))),
    ),
    "Quote": (
        (SET, "oa:exact", fixed(text(""))),
        (ADD, "oa:exact", fixed(text("もう一つの引用"))),
    ),
}


def graph(size: int, seed: int = 0, broken: float = 0.0) -> Graph:
    made = Graph(seed)
    first = Article(made, 0)
    courts = [made.agent("Organization", "裁判所", i) for i in range(2 + size // 50_000)]
    first.mention(*courts, made.agent("Person", "記者", 0))
    made.kinds["Court"] = courts
    first.tell()
    made.kinds["Organization"] = [o for o in made.kinds["Organization"] if o not in courts]
    n = 1
    while made.triples < size:
        Article(made, n).tell()
        n += 1
    spoil(made, round(broken * len(made.said)))
    return made


def spoil(made: Graph, many: int) -> None:
    """So many nodes, of each kind as many, each kind's in one way after the other."""
    kinds = [*BREAKAGES]
    left = {kind: made.random.sample(made.kinds[kind], len(made.kinds[kind])) for kind in kinds}
    for i in range(many):
        kind = kinds[i % len(kinds)]
        if left[kind]:
            broken, (how, predicate, value) = left[kind].pop(), BREAKAGES[kind][i // len(kinds) % len(BREAKAGES[kind])]
            new = value(made, broken) if value else None
            if how != ADD:
                made.said[broken].pop(predicate, None)
            if new is not None:
                made.add(broken, predicate, new)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, metavar="TRIPLES")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--broken", type=float, default=0.0, metavar="SHARE")
    given = parser.parse_args()
    sys.stdout.buffer.write(serial.serialize(graph(given.size, given.seed, given.broken).quads(), "turtle", BASE))


if __name__ == "__main__":
    main()
