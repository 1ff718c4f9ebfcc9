"""Specification by example: what each sentence states, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import read_article
from kg.text import read
from tests.spec_cases import Case, cases, differences

CASES = list(cases())
KNOWN = set((Path(__file__).parent / "spec" / "open.tsv").read_text("utf-8").splitlines())


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.id in KNOWN:
        request.applymarker(pytest.mark.xfail(strict=True, reason="an open case: see tests/spec/open.tsv"))
    assert differences(case, read_article(read(case.text, published=case.published))) == []


def test_how_many_cases_ran() -> None:
    assert len(CASES) >= 500
    assert len({c.id for c in CASES}) == len(CASES), "the same case twice"
    assert {c.id for c in CASES} >= KNOWN, "an open case that no file holds"
