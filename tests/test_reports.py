"""What several articles say about one event: pairs of reports, laws, and graphs that were put together."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from told_accounts import Case, cases, iri, told

import kg
from kg.account import Account, account
from kg.reports import Disagreement, United, conflicts, united
from kg.reports.accounts import accounts_of
from kg.reports.tellings import SINGLE
from kg.validate import validate
from kg.validate.sources import Source
from kg.vocabulary import term

CASES = cases()
STEP = term("kg:proceeding")


def groups(accounts: Sequence[Account], found: Iterable[United]) -> list[tuple[int, ...]]:
    """The numbers of the articles whose reports became one node."""
    nodes = {(a.articles[0].iri, f.iri): f.iri for a in accounts for f in a.facts}
    nodes |= {(u.article, u.former): u.node for u in found}
    number = {a.articles[0].iri: n for n, a in enumerate(accounts, 1)}
    out: dict[str, set[int]] = defaultdict(set)
    for (article, _), node in nodes.items():
        out[node].add(number[article])
    return sorted(tuple(sorted(g)) for g in out.values() if len(g) > 1)


def test_there_are_pairs_enough() -> None:
    kinds = [c.verdict for c in CASES]
    assert len(CASES) >= 103
    assert min(kinds.count(v) for v in ("same", "different", "disagree")) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.line} {c.verdict} {c.of} {c.why}")
def test_pair(case: Case) -> None:
    everyone = tuple(range(1, len(case.accounts) + 1))
    same = [tuple(int(n) for n in case.of.split()) or everyone] if case.verdict == "same" else []
    assert groups(case.accounts, united(case.accounts)) == same
    assert [d.property for d in conflicts(case.accounts)] == ([case.of] if case.verdict == "disagree" else [])


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c.line))
def test_the_order_of_articles_changes_nothing(case: Case) -> None:
    accounts = list(case.accounts)
    first = united(accounts), conflicts(accounts)
    for seed in range(3):
        random.Random(seed).shuffle(accounts)
        assert (united(accounts), conflicts(accounts)) == first


def test_all_cases_at_once_are_told_apart() -> None:
    """Other companies' reports change nothing: each case under names of its own, all read together."""
    renamed = [renaming(a, n) for n, c in enumerate(CASES) for a in c.accounts]
    alone = [u for n, c in enumerate(CASES) for u in united([renaming(a, n) for a in c.accounts])]
    assert united(renamed) == sorted(alone, key=lambda u: (u.article, u.former))


def renaming(a: Account, n: int) -> Account:
    def new(words: str) -> str:
        return f"{words};{n}" if "/organization/" in words or "/person/" in words or "/article/" in words else words

    def event_iri(words: str) -> str:
        suit, hash, step = words.partition("#")
        return f"{suit}-{n}{hash}{step}"

    facts = tuple(
        replace(
            f,
            iri=event_iri(f.iri),
            roles=tuple((r, NamedNode(new(v.value)) if isinstance(v, NamedNode) else v) for r, v in f.roles),
            steps=tuple(replace(s, iri=event_iri(s.iri)) for s in f.steps),
        )
        for f in a.facts
    )
    articles = tuple(replace(t, iri=new(t.iri)) for t in a.articles)
    return replace(a, articles=articles, agents=tuple(replace(g, iri=new(g.iri)) for g in a.agents), facts=facts)


# --- what is kept, what is set aside ---


def test_the_reason_says_what_they_share() -> None:
    one, other = told(
        "2024-05-11 Acquisition Occurred | [acquirer 雲仙電装]は[date=2024-05-10 10日]、[target 早瀬精機]を買収した。",
        "2024-06-20 Acquisition Occurred | [acquirer 雲仙電装]は[date=2024-05 5月]に[target 早瀬精機]を買収している。",
    )
    (found,) = united([one, other])
    assert found.article == other.articles[0].iri
    assert (found.former, found.node) == (other.facts[0].iri, one.facts[0].iri)
    assert found.reason == "same acquirer and target, dates 2024-05 and 2024-05-10 agree"
    assert found.set_aside == (("date", Literal("2024-05", datatype=term("xsd:gYearMonth"))),)


def test_the_node_is_the_report_of_most_roles_and_keeps_what_another_tells_more_exactly() -> None:
    most, exact = told(
        "2024-05-11 Funding Occurred | [recipient 白鳥ロボ]は[date=2024 今年]、[investor 椋木キャピタル]から[amount=JPY:1000000000:About 約10億円]を調達した。",
        "2024-05-11 Funding Occurred | [recipient 白鳥ロボ]は[date=2024-05-10 10日]、[amount=JPY:1000000000:Exact 10億円]を調達した。",
    )
    found = united([exact, most])
    assert {u.node for u in found} == {most.facts[0].iri}
    aside = {u.former: [(p, v.value) for p, v in u.set_aside] for u in found}
    about = most.facts[0].named("amount")[0]
    assert aside == {most.facts[0].iri: [("amount", about), ("date", "2024")], exact.facts[0].iri: []}


def test_the_fuller_title_stands() -> None:
    found = united(
        told(
            "2024-05-11 Position | [organization 瀬戸硝子]の[title 社長]は[holder 瀬戸慎一]氏。",
            "2024-06-11 Position | [organization 瀬戸硝子]の[title 代表取締役社長]は[holder 瀬戸慎一]氏。",
        )
    )
    assert [v.value for u in found for p, v in u.set_aside if p == "title"] == ["社長"]


def test_a_step_of_a_suit_is_told_once() -> None:
    first, later = told(
        "2023-05-13 Lawsuit Filed | [plaintiff 瀬戸硝子]は[date=2023-05-12 12日]、[defendant 雲仙電装]を[court 東京地裁]に提訴した。",
        "2024-03-13 Lawsuit Filed | [plaintiff 瀬戸硝子]は[date=2023-05 昨年5月]、[defendant 雲仙電装]を訴えた。",
        "+ Lawsuit Settled | [plaintiff 瀬戸硝子]は[defendant 雲仙電装]と[date=2024-03-12 12日]に和解した。",
    )
    (found,) = united([first, later])
    assert found.set_aside == (("proceeding", NamedNode(f"{later.facts[0].iri}#Filed,2023-05")),)


def test_rulings_of_two_years_add_up() -> None:
    line = "2024-03-13 Lawsuit Ruled | [plaintiff 瀬戸硝子]が[defendant 雲仙電装]を訴えた裁判の判決が[date={0} {0}]にあった。"
    found = united(told(line.format("2024-01"), line.format("2025-03")))
    assert not any(p == "proceeding" for u in found for p, _ in u.set_aside)


def test_one_confidence_is_kept() -> None:
    texts = (
        "雲仙電装は2024年5月10日、早瀬精機を買収した。",
        "雲仙電装は2024年5月10日、早瀬精機を300億円で買収した。雲仙電装による早瀬精機の買収が完了した。",
    )
    accounts = [account(kg.build(t, published="2024-05-11").quads) for t in texts]
    confidences = {f.confidence for a in accounts for f in a.facts}
    aside = [v.value for u in united(accounts) for p, v in u.set_aside if p == "confidence"]
    assert len(confidences) == 2
    assert aside == [min(confidences)]


def test_two_reports_of_one_article_are_two() -> None:
    accounts = told(
        "2024-05-11 Acquisition Occurred | [acquirer 雲仙電装]は[target 早瀬精機]を買収した。",
        "+ Acquisition Occurred | [acquirer 雲仙電装]は[date=2024-05 5月]、[target 早瀬精機]を[amount=JPY:30000000000:Exact 300億円]で買収した。",
    )
    assert united(accounts) == []
    assert conflicts(accounts) == []


def test_many_reports_of_one_deal() -> None:
    days = ["[date=2024-05-10 10日]", "[date=2024-05 5月]", "[date=2024 今年]", ""]
    sums = ["[amount=JPY:30000000000:Exact 300億円]", "[amount=JPY:30000000000:About 約300億円]", ""]
    lines = [
        f"2024-05-12 Acquisition Occurred | [acquirer 雲仙電装]は{d}[target 早瀬精機]を{s}買収した。" for d in days for s in sums
    ]
    accounts = told(*lines)
    assert groups(accounts, united(accounts)) == [tuple(range(1, 13))]
    odd = told(
        *lines, "2024-05-12 Acquisition Occurred | [acquirer 雲仙電装]は[date=2024-05-12 12日]、[target 早瀬精機]を買収した。"
    )
    # who says only May means either day: nobody knows which
    assert groups(odd, united(odd)) == [(1, 2, 3), (4, 5, 6, 7, 8, 9, 10, 11, 12)]
    assert [d.property for d in conflicts(odd)] == ["date"]


def test_a_disagreement_shows_each_side() -> None:
    (found,) = conflicts(
        told(
            "2024-05-11 Funding Occurred | [recipient 白鳥ロボ]は[date=2024-05-10 10日]、[amount=JPY:1000000000:Exact 10億円]を調達した。",
            "2024-05-13 Funding Occurred | [recipient 白鳥ロボ]が[date=2024-05-10 10日]に[amount=JPY:1200000000:Exact 12億円]を調達した。",
            "2024-05-14 Funding Occurred | [recipient 白鳥ロボ]が[date=2024-05-10 10日]に[amount=JPY:1500000000:Exact 15億円]を得た。",
        )
    )
    assert [r.values for r in found.reports] == [("10億円",), ("12億円",), ("15億円",)]
    assert found.reports[0].quotes == ("白鳥ロボは10日、10億円を調達した。",)


# --- laws, on reports drawn at random ---


def drawn(seed: int, n: int = 40) -> tuple[Account, ...]:
    """Reports of few companies in few months, many of which may be one event, and some two by one article."""
    at = random.Random(seed)
    lines = []
    for _ in range(n):
        date = at.choice(
            [
                "",
                *("[{0}=2024 今年]",),
                "[{0}=2024-05 5月]",
                "[{0}=2024-05-10 10日]",
                "[{0}=2024-05-12 12日]",
                "[{0}=2022-03 3月]",
            ]
        )
        sum_ = at.choice(["", "", "JPY:1000000000:Exact 10億円", "JPY:1000000000:About 約10億円", "JPY:1200000000:Exact 12億円"])
        who = "".join(
            f"[{{0}} {name}]と" for name in at.sample(["椋木キャピタル", "青葉投資", "雲仙電装"], at.choice([0, 1, 1, 2]))
        )
        type_, status, by, to, sum_role = at.choice(
            [
                ("Funding", "Occurred", "investor", "recipient", "amount"),
                ("Funding", "Planned", "investor", "recipient", "amount"),
                ("Acquisition", at.choice(["Occurred", "Denied"]), "acquirer", "target", "amount"),
                ("Founding", "Occurred", "founder", "founded", ""),
                ("Lawsuit", at.choice(["Filed", "Filed", "Ruled"]), "plaintiff", "defendant", "damages"),
                ("Position", "", "", "organization", ""),
            ]
        )
        text = (
            who.format(by)
            if by
            else f"[holder 瀬戸慎一]、{at.choice(['', '[title 社長]', '[title 代表取締役社長]', '[title 会長]'])}"
        )
        text += f"[{to} {at.choice(['白鳥ロボ', '黒鳥ロボ'])}]"
        text += date.format(at.choice(["startDate", "endDate"]) if type_ == "Position" else "date")
        text += f"[{sum_role}={sum_}]" if sum_ and sum_role else ""
        text += f"[round シリーズ{at.choice('AB')}]" if type_ == "Funding" and at.random() < 0.2 else ""
        day = at.choice(["2024-05-13", "2024-06-01", "2025-02-01", "2022-04-01"])
        lines.append(f"{'+' if lines and at.random() < 0.15 else day} {type_} {status}".strip() + f" | {text}")
    return told(*lines)


def rewritten(accounts: Sequence[Account], found: Sequence[United]) -> list[Account]:
    """As `applied`, of accounts."""
    of = {(u.article, u.former): u for u in found}
    named = defaultdict(set)
    for a in accounts:
        for f in a.facts:
            u = of.get((a.articles[0].iri, f.iri))
            for s in f.steps:
                named[(u.node if u else f.iri, s.action)].add(s.iri.partition(",")[2])
    out = []
    for a in accounts:
        facts = []
        for f in a.facts:
            u = of.get((a.articles[0].iri, f.iri))
            if u is None:
                facts.append(f)
                continue
            steps = []
            for s in f.steps:
                when = s.iri.partition(",")[2]
                aside = ("proceeding", NamedNode(s.iri)) in u.set_aside
                exact = max((d for d in named[(u.node, s.action)] if d.startswith(when)), key=len) if aside else when
                name = f"{u.node}#{s.action}" + (f",{exact}" if exact else "")
                steps.append(replace(s, iri=name, date=None if aside else s.date))
            kept = tuple(x for x in f.roles if x not in u.set_aside)
            lost = any(p == "confidence" for p, _ in u.set_aside)
            facts.append(replace(f, iri=u.node, roles=kept, steps=tuple(steps), confidence="" if lost else f.confidence))
        out.append(replace(a, facts=tuple(facts)))
    return out


@pytest.mark.parametrize("seed", range(60))
def test_laws(seed: int) -> None:
    accounts = drawn(seed)
    found = united(accounts)
    assert len({(u.article, u.former) for u in found}) == len(found)
    nodes = [(a.articles[0].iri, {u.former: u.node for u in found if u.article == a.articles[0].iri}) for a in accounts]
    for (_, new), a in zip(nodes, accounts, strict=True):
        after = [new.get(f.iri, f.iri) for f in a.facts]
        assert len(set(after)) == len({f.iri for f in a.facts})  # cannot-link
    shuffled = list(accounts)
    random.Random(seed).shuffle(shuffled)
    assert united(shuffled) == found
    assert conflicts(shuffled) == conflicts(accounts)
    assert united(rewritten(accounts, found)) == []
    assert one_of_each(rewritten(accounts, found))
    assert {d.property for d in conflicts(rewritten(accounts, found))} == {d.property for d in conflicts(accounts)}


def one_of_each(accounts: Sequence[Account]) -> bool:
    """Whether a fact has one date, one sum, one title … in all the articles together."""
    values = defaultdict(set)
    for a in accounts:
        for f in a.facts:
            for role, value in f.roles:
                if role in SINGLE[f.type]:
                    values[(f.iri, role)].add(value)
    return all(len(v) == 1 for v in values.values())


def test_the_laws_are_tried_on_something() -> None:
    found = [u for seed in range(60) for u in united(drawn(seed))]
    assert len(found) > 300
    assert len({p for u in found for p, _ in u.set_aside}) >= 5
    assert len({d.property for seed in range(60) for d in conflicts(drawn(seed))}) >= 4


# --- graphs ---

STORIES = {
    "acquisition": (
        ("雲仙電装は10日、早瀬精機を約300億円で買収したと発表した。", "2024-05-11"),
        ("雲仙電装は2024年5月、早瀬精機を300億円で買収した。", "2024-08-01"),
        ("早瀬精機を昨年買収した雲仙電装の業績が伸びている。", "2025-02-01"),
    ),
    "funding": (
        ("白鳥ロボは2024年5月10日、シリーズBラウンドで10億円を調達した。引受先は椋木キャピタル。", "2024-05-11"),
        ("白鳥ロボは5月、椋木キャピタルと青葉投資から約10億円を調達した。", "2024-06-01"),
    ),
    "founding": (
        ("瀬戸徳次氏は1952年に瀬戸硝子を設立した。", "2024-06-01"),
        ("瀬戸硝子は1952年4月、瀬戸徳次氏が創業した。", "2025-06-01"),
    ),
    "position": (
        ("瀬戸慎一氏は2023年4月1日、瀬戸硝子の代表取締役社長に就任した。", "2023-04-02"),
        ("瀬戸硝子の瀬戸慎一社長は2025年6月に退任する。", "2025-05-02"),
    ),
    "lawsuit": (
        ("瀬戸硝子は2023年5月12日、雲仙電装を相手取り3億円の損害賠償を求めて東京地裁に提訴した。", "2023-05-13"),
        ("瀬戸硝子は2023年5月、雲仙電装を東京地裁に提訴した。2024年3月12日に和解した。", "2024-03-13"),
        ("瀬戸硝子は雲仙電装を提訴した。東京地裁は2024年1月、請求を棄却する判決を言い渡した。", "2024-01-30"),
    ),
}


def applied(quads: Iterable[Quad], found: Iterable[United]) -> list[Quad]:
    """Each article's graph with the events in their nodes, and without what was set aside; a lesser step becomes the exact one."""
    quads = list(quads)
    new: dict[tuple[str, str], str] = {}
    gone: set[tuple[str, str, str, object]] = set()
    found = list(found)
    for u in found:
        new[(u.article, u.former)] = u.node
        gone |= {(u.article, u.former, p, v) for p, v in u.set_aside if p != "proceeding"}
    lesser = {(u.article, v.value) for u in found for p, v in u.set_aside if p == "proceeding"}
    steps: dict[tuple[str, str], set[str]] = defaultdict(set)
    for q in quads:
        if q.predicate == STEP:
            suit, _, name = q.object.value.partition("#")
            action, _, date = name.partition(",")
            steps[(new.get((q.graph_name.value, suit), suit), action)].add(date)

    def moved(node: object, graph: str) -> object:
        if not isinstance(node, NamedNode):
            return node
        suit, hash, name = node.value.partition("#")
        home = new.get((graph, suit), suit)
        if (graph, node.value) in lesser:
            action, _, date = name.partition(",")
            name = f"{action},{max((d for d in steps[(home, action)] if d.startswith(date)), key=len)}"
        return NamedNode(f"{home}{hash}{name}") if (graph, suit) in new and name[:4] != "char" else node

    out = set()
    for q in quads:
        graph = q.graph_name.value
        local = q.predicate.value.removeprefix(term("kg:x").value[:-1])
        if (graph, q.subject.value, local, q.object) in gone:
            continue
        if local == "date" and (graph, q.subject.value) in lesser:
            continue
        out.add(Quad(moved(q.subject, graph), q.predicate, moved(q.object, graph), q.graph_name))
    return sorted(out, key=str)


def undone(quads: Iterable[Quad], found: Iterable[United]) -> list[Quad]:
    """The articles' own graphs again, from what `united` told alone."""
    by_node = {(u.article, u.node): u for u in found}
    out = set()

    def back(node: object, graph: str) -> tuple[object, list[Quad]]:
        if not isinstance(node, NamedNode):
            return node, []
        suit, hash, name = node.value.partition("#")
        u = by_node.get((graph, suit))
        if u is None or name[:4] == "char":
            return node, []
        action, _, date = name.partition(",")
        for p, v in u.set_aside:
            own, _, when = v.value.partition("#")[2].partition(",")
            if hash and p == "proceeding" and own == action and date.startswith(when):
                kind = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(when), "")
                told = Literal(when, datatype=term(f"xsd:{kind}")) if when else None
                return v, [Quad(v, term("kg:date"), told, NamedNode(graph))] if told else []
        return NamedNode(f"{u.former}{hash}{name}"), []

    for q in quads:
        graph = q.graph_name.value
        subject, dates = back(q.subject, graph)
        if dates and q.predicate == term("kg:date"):
            continue
        out |= {Quad(subject, q.predicate, back(q.object, graph)[0], q.graph_name), *dates}
    for u in by_node.values():
        for p, v in u.set_aside:
            if p != "proceeding":
                out.add(Quad(NamedNode(u.former), term(f"kg:{p}"), v, NamedNode(u.article)))
    return sorted(out, key=str)


@pytest.fixture(scope="module")
def newsroom() -> list[Quad]:
    return [q for story in STORIES.values() for text, day in story for q in kg.build(text, published=day).quads]


def test_each_story_becomes_one_fact_with_all_its_sources(newsroom: list[Quad]) -> None:
    found = united(accounts_of(newsroom))
    after = applied(newsroom, found)
    kinds = {name: term(f"kg:{name.capitalize()}") for name in STORIES}
    for name, story in STORIES.items():
        of_kind = [q for q in after if q.predicate == term("rdf:type") and q.object == kinds[name]]
        assert len({q.subject for q in of_kind}) == 1, name
        assert len({q.graph_name for q in of_kind}) == len(story), name


def test_the_union_conforms(newsroom: list[Quad]) -> None:
    assert validate(Source("before", newsroom)).conforms
    after = validate(Source("after", applied(newsroom, united(accounts_of(newsroom)))))
    assert after.conforms
    assert not after.findings


def test_united_twice_adds_nothing(newsroom: list[Quad]) -> None:
    after = applied(newsroom, united(accounts_of(newsroom)))
    assert united(accounts_of(after)) == []


def test_what_is_set_aside_comes_back(newsroom: list[Quad]) -> None:
    found = united(accounts_of(newsroom))
    assert undone(applied(newsroom, found), found) == sorted(set(newsroom), key=str)


def test_a_union_without_graphs_is_split_by_evidence(newsroom: list[Quad]) -> None:
    named = accounts_of(newsroom)
    bare = accounts_of([Quad(q.subject, q.predicate, q.object) for q in newsroom])
    assert len(named) == sum(map(len, STORIES.values()))
    assert [a.articles for a in bare] == [a.articles for a in named]
    assert [[f.iri for f in a.facts] for a in bare] == [[f.iri for f in a.facts] for a in named]
    assert united(bare) == united(named)


def test_a_company_with_thousands_of_reports() -> None:
    """Each of its own day: as many times the reports, as many times the work, not the square of it."""
    line = "{0} Funding Occurred | [recipient 白鳥ロボ]は[date={0} その日]、[amount=JPY:{1}:Exact {1}円]を調達した。"
    month = "{2} Funding Occurred | [recipient 白鳥ロボ]は[date={3} その月]に[amount=JPY:{1}:Exact {1}円]を得た。"
    days = [f"{y}-{m:02}-{d:02}" for y in range(1960, 2020) for m in range(1, 13) for d in (5, 25)]
    accounts = [
        told(pattern.format(day, (n + 1) * 1_000_000, f"{day[:4]}-12-31", day[:7]))[0]
        for n, day in enumerate(days)
        for pattern in (line, month)
    ]
    began = time.process_time()
    few = united(accounts[:720])
    middle = time.process_time()
    many = united(accounts)
    ended = time.process_time()
    assert (len(few), len(many)) == (360, 1440)
    assert ended - middle < 12 * (middle - began)


def test_iris_are_told(newsroom: list[Quad]) -> None:
    assert iri("白鳥ロボ") in {a.iri for x in accounts_of(newsroom) for a in x.agents}
    assert all(isinstance(d, Disagreement) for d in conflicts(accounts_of(newsroom)))
