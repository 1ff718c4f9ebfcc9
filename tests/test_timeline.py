"""The events of an entity in order, and what articles disagree on, as people and programs read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from conftest import ROOT
from told_accounts import iri, told

import kg
from kg import serial
from kg.account import Account, account
from kg.errors import InputError
from kg.newsroom.opened import accounts_in
from kg.reports import side_by_side, wording
from kg.reports.naming import entity
from kg.reports.timeline import entries, rows, run, timeline
from kg.vocabulary import term

STORY = (
    "2023-04-02 Position | [holder 瀬戸慎一]氏は[startDate=2023-04-01 1日]、[organization 瀬戸硝子]の[title 社長]に就いた。",
    "2023-05-13 Lawsuit Filed | [plaintiff 瀬戸硝子]は[date=2023-05-12 12日]、[defendant 雲仙電装]を[court 東京地裁]に提訴した。",
    "2024-03-13 Lawsuit Filed | [plaintiff 瀬戸硝子]は[date=2023-05 昨年5月]、[defendant 雲仙電装]を訴えた。",
    "+ Lawsuit Settled | [plaintiff 瀬戸硝子]は[defendant 雲仙電装]と[date=2024-03-12 12日]に和解した。",
    "2024-05-11 Acquisition Occurred | [acquirer 瀬戸硝子]は[date=2024-05-10 10日]、[target 早瀬精機]を買収した。",
    "2024-06-20 Acquisition Occurred | [acquirer 瀬戸硝子]は[date=2024-05 5月]に[target 早瀬精機]を[amount=JPY:30000000000:About 約300億円]で買収している。",
    "2024-06-21 Acquisition Denied | [acquirer 瀬戸硝子]は[target 牧野化学]の買収を否定した。",
    "2024-06-22 Founding Planned | [founder 瀬戸硝子]は[date=2024-10 10月]に[founded 瀬戸モビリティ]を設ける。",
    "2025-06-11 Position | [holder 瀬戸慎一]氏は[endDate=2025-06 6月]に[organization 瀬戸硝子]の[title 社長]を退く。",
    "2025-06-12 Acquisition Occurred | [acquirer 雲仙電装]は[date=2025-06-11 11日]、[target 灘波製鋼]を買収した。",
)
ODDS = (
    "2024-05-11 Funding Occurred | [recipient 白鳥ロボ]は[date=2024-05-10 10日]、[amount=JPY:1000000000:Exact 10億円]を調達した。",
    "2024-05-13 Funding Occurred | [recipient 白鳥ロボ]が[date=2024-05-10 10日]に[amount=JPY:1200000000:Exact 12億円]を得た。",
)


@pytest.fixture(scope="module")
def story() -> tuple[Account, ...]:
    return told(*STORY)


def test_events_in_order_with_all_their_sources(story: tuple[Account, ...]) -> None:
    found = [(e.date, e.type, e.moment, e.status, len(e.sources)) for e in entries(story, iri("瀬戸硝子"))]
    assert found == [
        ("2023-04-01", "Position", "start", "", 1),
        ("2023-05-12", "Lawsuit", "Filed", "", 2),
        ("2024-03-12", "Lawsuit", "Settled", "", 1),
        ("2024-05-10", "Acquisition", "", "Occurred", 2),
        ("2024-10", "Founding", "", "Planned", 1),
        ("2025-06", "Position", "end", "", 1),
        ("", "Acquisition", "", "Denied", 1),
    ]


def test_text(story: tuple[Account, ...]) -> None:
    page = timeline(story, "瀬戸硝子", "en")
    assert (
        """
2024-05-10  acquisition
            acquirer  瀬戸硝子
            target    早瀬精機
            amount    約300億円
            · 2024-05-11 4.txt「瀬戸硝子は10日、早瀬精機を買収した。」
            · 2024-06-20 5.txt「瀬戸硝子は5月に早瀬精機を約300億円で買収している。」
"""
        in page
    )
    assert "\n2024-10     founding [PLANNED]\n" in page
    assert "\n(undated)   acquisition [DENIED]\n" in page
    assert "\n2023-05-12  lawsuit · filed\n" in page
    assert "灘波製鋼" not in page
    assert page.endswith("\n7 events, 8 articles\n")


def test_text_in_japanese(story: tuple[Account, ...]) -> None:
    page = timeline(story, "瀬戸硝子", "ja")
    assert (
        "\n2024-10     設立【予定】\n            設立された組織  瀬戸モビリティ\n            創設者          瀬戸硝子\n" in page
    )
    assert "\n(日付なし)  買収【否定】\n" in page
    assert "\n2025-06     役職・所属 · 退任\n" in page
    assert page.endswith("\n出来事 7 件、記事 8 本\n")


def test_the_order_of_articles_changes_nothing(story: tuple[Account, ...]) -> None:
    assert timeline(story[::-1], "瀬戸硝子", "ja") == timeline(story, "瀬戸硝子", "ja")


def test_rows_are_plain(story: tuple[Account, ...]) -> None:
    found = rows(story, "瀬戸硝子")
    assert json.loads(json.dumps(found)) == found
    assert found[3]["roles"]["target"] == [{"iri": iri("早瀬精機"), "label": "早瀬精機"}]
    assert found[3]["sources"][1]["quotes"] == ["瀬戸硝子は5月に早瀬精機を約300億円で買収している。"]
    assert found[6]["date"] is None


def test_nobody_without_events(story: tuple[Account, ...]) -> None:
    assert timeline(told("2024-05-11 Position | [organization 瀬戸硝子]の[holder 瀬戸慎一]氏。"), "瀬戸慎一", "en").endswith(
        "1 event, 1 article\n"
    )
    assert timeline(story, "東京地裁", "en").count("lawsuit") == 2


@pytest.mark.parametrize("named", ["瀬戸硝子", " 瀬戸 硝子", iri("瀬戸硝子")])
def test_any_spelling(story: tuple[Account, ...], named: str) -> None:
    assert entity(story, named) == iri("瀬戸硝子")


def test_other_names() -> None:
    graph = kg.build("Aozora電機(アオゾラ)は2024年5月、早瀬精機を買収した。アオゾラの株価は上がった。", published="2024-05-31")
    assert entity([account(graph.quads)], "ａｏｚｏｒａ電機") == iri("Aozora電機")


def test_an_unknown_name_is_told_what_is_near(story: tuple[Account, ...]) -> None:
    with pytest.raises(InputError, match=r"^瀬戸ガラス: no entity goes by this name or IRI; did you mean 瀬戸慎一, 瀬戸硝子"):
        entity(story, "瀬戸ガラス")
    with pytest.raises(InputError, match=r"check the spelling$"):
        entity(story, "Zyx")


def test_an_ambiguous_name_is_told_whose_it_is() -> None:
    texts = ("三浦遥氏は青空電機の社長だ。三浦氏は話した。", "三浦氏は北星製薬の社長に就任した。")
    accounts = [account(kg.build(t, published="2024-05-31").quads) for t in texts]
    with pytest.raises(
        InputError, match=r"^三浦: 2 entities go by this name: 三浦 <\S+/三浦;\w{16}>, 三浦遥 <\S+/三浦遥>; give the IRI of one$"
    ):
        entity(accounts, "三浦")


# --- files ---


@pytest.fixture
def graphs(tmp_path: Path) -> list[Path]:
    texts = ("白鳥ロボは2024年5月10日、10億円を調達した。", "白鳥ロボは2024年5月10日、12億円を調達した。")
    out = []
    for n, text in enumerate(texts):
        quads = kg.build(text, published="2024-05-11").quads
        for suffix in ("trig", "ttl"):
            (tmp_path / f"{n}.{suffix}").write_bytes(serial.serialize(quads, serial.format_of(f"x.{suffix}")))
        out.append(tmp_path / f"{n}.trig")
    return out


def read(paths: list[Path]) -> list[Account]:
    return list(accounts_in(map(str, paths)))


def test_run_reads_files_with_and_without_named_graphs(graphs: list[Path]) -> None:
    assert run(read(graphs), "白鳥ロボ", "en").count("10億円") == 2  # its sum, and its quote
    bare = [g.with_suffix(".ttl") for g in graphs]
    assert run(read(bare), "白鳥ロボ", "ja") == run(read(graphs), "白鳥ロボ", "ja")
    assert [row["type"] for row in json.loads(run(read(graphs), "白鳥ロボ", "en", "json"))] == ["Funding", "Funding"]
    assert side_by_side.run(read(bare), "ja") == side_by_side.run(read(graphs), "ja")


def test_a_timeline_says_where_articles_disagree() -> None:
    assert timeline(told(*ODDS), "白鳥ロボ", "en").count("            ≠ articles disagree: amount\n") == 2
    assert "≠ 記事により異なる: 金額\n" in timeline(told(*ODDS), "白鳥ロボ", "ja")
    assert [row["at_odds"] for row in rows(told(*ODDS), "白鳥ロボ")] == [["amount"], ["amount"]]
    assert "≠" not in timeline(told(*STORY), "瀬戸硝子", "en")


def test_conflicts_side_by_side() -> None:
    assert side_by_side.text(told(*ODDS), "en") == (
        "funding 白鳥ロボ: amount\n"
        "  10億円  2024-05-11  1.txt  「白鳥ロボは10日、10億円を調達した。」\n"
        "  12億円  2024-05-13  2.txt  「白鳥ロボが10日に12億円を得た。」\n"
        "\n1 disagreement\n"
    )
    assert side_by_side.text(told(*ODDS), "ja").startswith("資金調達 白鳥ロボ: 金額\n")
    assert side_by_side.text(told(ODDS[0]), "en") == "no disagreement found.\n"
    assert side_by_side.text(told(ODDS[0]), "ja") == "記事の食い違いは見つからなかった。\n"


def test_conflicts_as_rows(graphs: list[Path]) -> None:
    (found,) = json.loads(side_by_side.run(read(graphs), "en", "json"))
    assert (found["property"], found["type"], found["parties"]) == ("amount", "Funding", "白鳥ロボ")
    assert sorted(r["values"] for r in found["reports"]) == [["10億円"], ["12億円"]]


def test_words_are_those_of_the_ontology() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "newskg.ttl")
    told = {**wording.KINDS, **wording.STATUSES, **wording.ACTIONS, **wording.ROLES}
    labels = {}
    for word in told:
        found = graph.objects(rdflib.URIRef(term(f"kg:{word}").value), rdflib.RDFS.label)
        labels[word] = {x.language: str(x).lower() for x in found if isinstance(x, rdflib.Literal)}
    known = {word: (of["ja"], of["en"]) for word, of in labels.items() if of}
    assert len(known) >= 45
    assert {word: told[word] for word in known} == known


def test_statuses_at_odds_are_told_in_words() -> None:
    page = side_by_side.text(
        told(
            "2024-05-11 Acquisition Occurred | [acquirer 雲仙電装]が[target 早瀬精機]を買収した。",
            "2024-05-12 Acquisition Denied | [acquirer 雲仙電装]は[target 早瀬精機]を買収した事実はないと述べた。",
        ),
        "ja",
    )
    assert "  実現  2024-05-11" in page
    assert "  否定  2024-05-12" in page


def test_what_a_quote_holds_does_not_drive_the_terminal() -> None:
    page = timeline(told("2024-05-11 Position | [organization 瀬戸硝子]の[holder 瀬戸慎一]氏\x1b[2J。"), "瀬戸慎一", "en")
    assert "\x1b" not in page
