"""What one graph tells and another does not: entities and facts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from told_accounts import iri, told

import kg
from kg import serial
from kg.reports.difference import Difference, difference, of_quads, rows, run, text
from kg.vocabulary import term

PLANNED = (
    "2024-05-11 Funding Planned | [investor 椋木キャピタル]は[recipient 白鳥ロボ]に[amount=JPY:300000000:Exact 3億円]を出資する。"
)
DONE = "2024-08-11 Funding Occurred | [investor 椋木キャピタル]は[recipient 白鳥ロボ]に[amount=JPY:500000000:Exact 5億円]を出資した。"
BOUGHT = "2024-05-11 Acquisition Occurred | [acquirer 雲仙電装]は[date=2024-05-10 10日]、[target 早瀬精機]を買収した。"


def facts(found: Difference) -> tuple[list[str], list[str], list[str]]:
    """What is new, gone and changed of facts."""
    new, gone = ([t.named for t in ts if t.type not in ("Article", "Organization", "Person")] for ts in (found.new, found.gone))
    return (
        new,
        gone,
        [f"{b.named}: {c.property} {'|'.join(c.gone)} > {'|'.join(c.new)}" for _, b, cs in found.changed for c in cs],
    )


def test_equal() -> None:
    found = difference(told(PLANNED, BOUGHT), told(PLANNED, BOUGHT))
    assert found.equal
    assert text(found, "en") == "no difference.\n"
    assert text(found, "ja") == "違いはない。\n"


def test_an_event_that_changed_is_one_event_though_its_iri_is_another() -> None:
    found = difference(told(PLANNED), told(DONE))
    assert facts(found) == (
        [],
        [],
        ["椋木キャピタル → 白鳥ロボ: amount 3億円 > 5億円", "椋木キャピタル → 白鳥ロボ: status Planned > Occurred"],
    )
    assert "~ funding 椋木キャピタル → 白鳥ロボ: amount 3億円 → 5億円, status planned → occurred\n" in text(found, "en")
    assert "~ 資金調達 椋木キャピタル → 白鳥ロボ: 金額 3億円 → 5億円、実現状況 予定 → 実現\n" in text(found, "ja")


def test_new_and_gone() -> None:
    found = difference(told(PLANNED), told(BOUGHT))
    assert facts(found) == (["雲仙電装 → 早瀬精機 (2024-05-10)"], ["椋木キャピタル → 白鳥ロボ"], [])
    assert "- organization 白鳥ロボ\n" in text(found, "en")
    assert "- funding 椋木キャピタル → 白鳥ロボ [planned]\n" in text(found, "en")
    assert text(found, "en").endswith("4 new, 4 gone, 0 changed\n")
    assert text(found, "ja").endswith("追加 4 件、消失 4 件、変更 0 件\n")


def test_each_way_tells_the_same() -> None:
    one, other = difference(told(PLANNED, BOUGHT), told(DONE)), difference(told(DONE), told(PLANNED, BOUGHT))
    assert (one.new, one.gone) == (other.gone, other.new)
    assert [(a, b) for a, b, _ in one.changed] == [(a, b) for b, a, _ in other.changed]


def test_two_rounds_are_not_one_that_changed() -> None:
    series = "2024-05-11 Funding Occurred | [investor 椋木キャピタル]は[recipient 白鳥ロボ]の[round シリーズ{0}]に加わった。"
    new, gone, changed = facts(difference(told(series.format("A")), told(series.format("B"))))
    assert (len(new), len(gone), changed) == (1, 1, [])


@pytest.mark.parametrize(
    ("was", "became", "changed"),
    [
        ("[title 社長]、[holder 瀬戸慎一]", "[title 代表取締役社長]、[holder 瀬戸慎一]", True),
        ("[title 社長]、[holder 瀬戸慎一]", "[title 会長]、[holder 瀬戸慎一]", False),
        ("[title 社長]、[holder 瀬戸慎一]", "[title 社長]、[holder 瀬戸慎二]", False),
    ],
)
def test_posts(was: str, became: str, changed: bool) -> None:
    line = "2024-05-11 Position | [organization 瀬戸硝子]の{0}氏。"
    found = facts(difference(told(line.format(was)), told(line.format(became))))
    assert bool(found[2]) is changed
    assert len(found[0]) == len(found[1]) == (not changed)


def test_a_suit_goes_on() -> None:
    filed = "2023-05-13 Lawsuit Filed | [plaintiff 瀬戸硝子]は[date=2023-05-12 12日]、[defendant 雲仙電装]を提訴した。"
    settled = "+ Lawsuit Settled | [plaintiff 瀬戸硝子]と[defendant 雲仙電装]は[date=2024-03-12 12日]、和解した。"
    found = difference(told(filed), told(filed, settled))
    assert facts(found)[2] == ["瀬戸硝子 → 雲仙電装: steps  > Settled 2024-03-12"]
    assert "steps added: settled 2024-03-12" in text(found, "en")
    assert "経過を追加: 和解 2024-03-12" in text(found, "ja")


def test_a_name_more() -> None:
    (before,) = told(BOUGHT)
    after = replace(before, agents=tuple(replace(a, names=("雲仙",)) if a.label == "雲仙電装" else a for a in before.agents))
    found = difference([before], [after])
    assert [(b.named, c.property, c.new) for _, b, cs in found.changed for c in cs] == [("雲仙電装", "names", ("雲仙",))]
    assert text(found, "en") == "~ organization 雲仙電装: other names added: 雲仙\n0 new, 0 gone, 1 changed\n"


def test_evidence_alone_is_counted_not_listed() -> None:
    (before,) = told(BOUGHT)
    fact = replace(before.facts[0], evidence=(), confidence="0.9")
    found = difference([before], [replace(before, facts=(fact,))])
    assert not found.equal
    assert (found.new, found.gone, found.changed, found.evidence) == ((), (), (), 1)
    assert text(found, "en") == "0 new, 0 gone, 0 changed; evidence or confidence alone of 1 more\n"
    assert text(found, "ja") == "追加 0 件、消失 0 件、変更 0 件。根拠か確信度だけの変更 1 件\n"


def test_the_order_of_articles_changes_nothing() -> None:
    a, b = told(PLANNED, BOUGHT), told(DONE, BOUGHT)
    assert difference(a[::-1], b[::-1]) == difference(a, b)


def test_many_facts_of_one_company_are_matched_by_what_they_share() -> None:
    line = "2024-01-01 Funding Occurred | [recipient 白鳥ロボ]は[date={0} {0}]、[investor {1}]から[amount=JPY:{2}:Exact {2}円]を調達した。"
    days = [f"2023-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 29)]
    before = told(*(line.format(d, "椋木キャピタル", 1000 + n) for n, d in enumerate(days)))
    after = told(*(line.format(d, "青葉投資", 1000 + n) for n, d in enumerate(days)))
    new, gone, changed = facts(difference(before, after))
    assert (new, gone) == ([], [])
    assert changed == [f"青葉投資 → 白鳥ロボ ({d}): investor 椋木キャピタル > 青葉投資" for d in days]


# --- graphs and files ---


@pytest.fixture
def quads() -> list[Quad]:
    return list(kg.build("雲仙電装は2024年5月10日、早瀬精機を300億円で買収した。", published="2024-05-11").quads)


def test_named_graphs_or_not_are_no_difference(quads: list[Quad]) -> None:
    assert of_quads(quads, [Quad(*q.triple) for q in quads]).equal


def test_what_tells_no_fact_is_a_difference(quads: list[Quad]) -> None:
    more = Quad(NamedNode(iri("雲仙電装")), term("rdfs:comment"), Literal("x"))
    found = of_quads(quads, [*quads, more])
    assert (found.equal, found.beyond) == (False, 1)
    assert text(found, "en").endswith("; 1 triples that tell no fact\n")


def test_run(tmp_path: Path, quads: list[Quad]) -> None:
    a, b = tmp_path / "a.ttl", tmp_path / "b.trig"
    a.write_bytes(serial.serialize(quads, "turtle"))
    b.write_bytes(serial.serialize(kg.build("雲仙電装は早瀬精機を買収する。", published="2024-05-10").quads, "trig"))
    assert run(serial.load(a), serial.load(a), "en") == ("no difference.\n", True)
    words, equal = run(serial.load(a), serial.load(b), "en")
    assert not equal
    assert "status occurred → planned" in words
    found = json.loads(run(serial.load(a), serial.load(b), "ja", "json")[0])
    assert found["equal"] is False
    assert [c["property"] for x in found["changed"] for c in x["changes"]] == ["amount", "date", "status"]
    assert found == json.loads(json.dumps(rows(of_quads(serial.load(a), serial.load(b)))))
