"""Why there is a fact, and why there is none, from a reading built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import find, organization, read

from kg.explain import WORDS as SAYINGS
from kg.explain import explain
from kg.model import Fact, Filler, Gap, Reading, Statement, Status
from kg.pipeline import read_article
from kg.text import read as read_text
from tests.spec_cases import cases

WORDS = "東亜電機は北星製薬の買収を撤回した。社長は席を立った。"


def reading() -> Reading:
    trigger = find("買収", WORDS)
    roles = (
        ("acquirer", Filler(0, find("東亜電機", WORDS), "topic")),
        ("target", Filler(1, find("北星製薬", WORDS), "phrase")),
    )
    said = Statement(
        "Acquisition", roles, trigger, 0, "Acquisition:買収", Status.CANCELLED, (find("を撤回", WORDS), find("撤回", WORDS))
    )
    fact = Fact("Acquisition", tuple((r, f.value) for r, f in roles), Status.CANCELLED, (trigger,), 0.85, statements=(said,))
    stood = find("立っ", WORDS)
    gaps = (
        Gap("Position", stood, 1, "needs ヲ+カラ:$title|の座"),
        Gap("Position", stood, 1, "needs ニ:$title"),
        Gap("Lawsuit", find("席", WORDS), 1, "missing plaintiff|defendant"),
        Gap("Funding", find("社長", WORDS), 1, "hypothetical"),
    )
    return replace(read(WORDS, (organization(0, "東亜電機"), organization(1, "北星製薬")), (fact,)), gaps=gaps)


def test_a_fact_is_told_with_its_sentence_words_rule_and_cue() -> None:
    page = explain(reading())
    assert page.startswith(
        "Acquisition · Cancelled · 0.85\n"
        "  acquirer  東亜電機\n"
        "  target    北星製薬\n"
        "  @10  《東亜電機》は《北星製薬》の【買収】を撤回した。\n"
        "      rule Acquisition:買収 · acquirer topic, target phrase · Cancelled: を撤回, 撤回\n"
    )


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            """── words that gave no fact ──
  @23  Position  社長は席を【立っ】た。
      needed words are not there: a title or の座 with を or から
      needed words are not there: a title with に
  @21  Lawsuit  社長は【席】を立った。
      missing role: plaintiff or defendant
  @18  Funding  【社長】は席を立った。
      hypothetical, general or a question
""",
        ),
        (
            "ja",
            """── 事実にならなかった語 ──
  @23  Position  社長は席を【立っ】た。
      必要な語がない: 「を・から」の付く役職名・の座
      必要な語がない: 「に」の付く役職名
  @21  Lawsuit  社長は【席】を立った。
      足りない役割: plaintiff・defendant
  @18  Funding  【社長】は席を立った。
      仮定・一般論・疑問
""",
        ),
    ],
)
def test_a_trigger_without_a_fact_is_told_with_what_is_missing(lang: str, told: str) -> None:
    assert explain(reading(), lang).partition("\n\n")[2] == told


def test_nothing_is_told_too() -> None:
    assert explain(read("何もない。")) == "no facts found.\n"


def test_the_specification_is_explained_too() -> None:
    """Every fact has its rule, every trigger without a fact a reason that has words in both languages."""
    facts = gaps = 0
    for case in list(cases())[::3]:
        reading = read_article(read_text(case.text, published=case.published))
        page = explain(reading)
        assert page.count("      rule ") == sum(len(f.statements) for f in reading.facts)
        assert all(f.statements for f in reading.facts)
        for gap in reading.gaps:
            kind, _, rest = gap.reason.partition(" ")
            assert gap.reason in SAYINGS["ja"] or (kind in ("missing", "needs") and rest), gap.reason
        facts, gaps = facts + len(reading.facts), gaps + len(reading.gaps)
    assert (facts > 60, gaps > 20) == (True, True)
