"""Whose a post is that its own sentence does not say: told with a name elsewhere, held beside another, promoted within."""

from __future__ import annotations

import pytest
from sentences import article, discourse, syntaxes

from kg.employers import employed
from kg.facts.position import FRAME
from kg.fit import statements
from kg.model import Statement
from kg.phrases import positions

CASES = (  # article; a holder with a title, and whose it is
    (
        "[o 東亜電機]の[p 三浦遥][t 社長]が語った。[o 北星製薬]は驚いた。[p 三浦遥][t 社長]は笑った。",
        "三浦遥",
        "社長",
        "東亜電機",
    ),
    (
        "[o 北星製薬]は驚いた。[p 三浦遥][t 社長]は笑った。[o 東亜電機]の[p 三浦遥][t 社長]のことだ。",
        "三浦遥",
        "社長",
        "東亜電機",
    ),
    (
        "[o 東亜電機]の[p 三浦遥][t 社長]が語った。[o 北星製薬]は驚いた。[p 三浦遥][t 取締役]は笑った。",
        "三浦遥",
        "取締役",
        "東亜電機",
    ),
    (
        "[o 北星製薬]は驚いた。[o 東亜電機]の[t 会長]に[p 三浦遥][t 社長]が就き、[t 社長]には[p 浜田翔][t 取締役]が昇格する。",
        "浜田翔",
        "社長",
        "東亜電機",
    ),
    (
        "[o 青葉学園]は驚いた。[o 青葉大学]の[t 学長]に[t 副学長]の[p 浜田翔]氏が昇格する。",
        "浜田翔",
        "副学長",
        "青葉大学",
    ),
    ("[o 北星製薬]が買った[o 東亜電機]では、[p 浜田翔]氏が[t 社長]を務める。", "浜田翔", "社長", "東亜電機"),
    ("[o 東亜電機]は発表した。[o 北星製薬]からは[t 専務]の[p 浜田翔]氏が加わる。", "浜田翔", "専務", "北星製薬"),
    ("[o 東亜電機]の[t 社長]だった[p 三浦遥]氏は、[o 北星製薬]の[t 社長]に就いた。", "三浦遥", "社長", "北星製薬"),
)


@pytest.mark.parametrize(("marked", "holder", "title", "organization"), CASES)
def test_whose_a_post_is(marked: str, holder: str, title: str, organization: str) -> None:
    d, (read, _, _) = discourse(marked), article(marked)
    told: list[Statement] = []
    for s in syntaxes(marked):
        told += positions(s, d)
        told += [x for x in statements(FRAME, s, d) if isinstance(x, Statement)]
    found = set()
    for s in employed(told, d, read.norm):
        who, what, whose = (next((f.value for f in s.get(r)), "") for r in ("holder", "title", "organization"))
        found.add(tuple(d.entities[x].label if isinstance(x, int) else x for x in (who, what, whose)))
    assert (holder, title, organization) in found


def test_how_many_cases_there_are() -> None:
    assert len(set(CASES)) == 8
