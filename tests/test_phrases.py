"""Posts told by a noun phrase: which template tells them, and what is no post."""

from __future__ import annotations

import pytest
from sentences import discourse, syntax

from kg.phrases import positions
from kg.templates import LOCAL, POSITION

TOLD = (  # sentence, rule, who has what post where
    ("[o 東亜電機]の[t 社長]である[p 三浦遥]氏が語った。", "org-title-person", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機][t 社長]の[p 三浦遥]氏が語った。", "org-title-person", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機]で[t 社長]を務めていた[p 三浦遥]氏が語った。", "org-title-serving-person", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機](東京都港区、[t 社長]=[p 三浦遥])が語った。", "org-bracket-title-person", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機](東京都港区、[p 三浦遥][t 社長])が語った。", "org-bracket-person-title", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機]の[p 三浦遥][t 社長]が語った。", "org-person-title", "三浦遥 社長 東亜電機"),
    ("[p 三浦遥]・[o 東亜電機][t 社長]が語った。", "person-org-title", "三浦遥 社長 東亜電機"),
    ("[p 三浦遥]氏([o 東亜電機][t 社長])が語った。", "person-bracket-org-title", "三浦遥 社長 東亜電機"),
    ("[p 三浦遥]氏は現在、[o 東亜電機]の[t 社長]を務める。", "person-is-org-title", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機]の営業部門で[p 三浦遥][t 部長]が語った。", "org-part-person-title", "三浦遥 部長 東亜電機"),
    ("[o 東亜電機]は[t 社長]に[p 三浦遥]氏、[t 会長]に[p 浜田翔]氏が就任した。", "gapped", "三浦遥 社長 東亜電機"),
    ("[p 三浦遥]氏は[o 東亜電機]の[t 社長]だ。", "person-is-org-title", "三浦遥 社長 東亜電機"),
    ("[p 三浦遥]氏は[o 東亜電機]の[t 社長]で、[p 浜田翔]氏とも親しい。", "person-is-org-title", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機]の[t 社長]は[p 三浦遥]氏だ。", "org-title-is-person", "三浦遥 社長 東亜電機"),
    ("[o 東亜電機]の[p 三浦遥]・[t 人事部長]が語った。", "org-person-title", "三浦遥 人事部長 東亜電機"),
    ("[o 東亜電機]で長く[t 工場長]を務めた[p 三浦遥]さんが語った。", "org-title-serving-person", "三浦遥 工場長 東亜電機"),
    ("[o 東亜電機]の[t 社長]として、[p 三浦遥]氏は語った。", "org-as-title-person", "三浦遥 社長 東亜電機"),
    ("[p 三浦遥]氏(作家、[o 東亜電機][t 社長])が語った。", "person-bracket-another-org-title", "三浦遥 社長 東亜電機"),
)
NEVER = (  # sentence, who has no post there
    ("[o 東亜電機]の[t 社長]が[p 三浦遥]氏を招いた。", "三浦遥"),
    ("[o 東亜電機]は[p 三浦遥]氏を招いた。", "三浦遥"),
    ("[p 三浦遥]氏は[o 東亜電機]の[t 社長]を批判した。", "三浦遥"),
    ("[t 社長]の[p 三浦遥]氏が語った。", "三浦遥"),
    ("[p 三浦遥]氏は[o 東亜電機]の[t 社長]で、[p 浜田翔]氏とも親しい。", "浜田翔"),
    ("[o 東亜電機]の[t 社長]は[p 三浦遥]氏の起用を決めた。", "三浦遥"),
    ("[o 東亜電機]の[t 社長]は増資を決めた。", "東亜電機"),
)


def told(marked: str) -> list[tuple[str, str]]:
    s, d = syntax(marked), discourse(marked)
    out = []
    for statement in positions(s, d):
        words = [str(d.entities[f.value].label if isinstance(f.value, int) else f.value) for _, f in statement.roles]
        order = [name for name, _ in statement.roles]
        out.append((statement.rule, " ".join(words[order.index(r)] for r in ("holder", "title", "organization") if r in order)))
    return out


def test_how_many_cases_there_are() -> None:
    assert [len(set(t)) for t in (TOLD, NEVER)] == [18, 7]
    assert (len(POSITION), len(LOCAL)) == (15, 4)


@pytest.mark.parametrize(("marked", "rule", "expected"), TOLD)
def test_a_post_and_the_rule_that_told_it(marked: str, rule: str, expected: str) -> None:
    assert (f"phrase:{rule}", expected) in told(marked)


@pytest.mark.parametrize(("marked", "name"), NEVER)
def test_what_is_no_post(marked: str, name: str) -> None:
    assert [words for _, words in told(marked) if name in words.split()] == []
