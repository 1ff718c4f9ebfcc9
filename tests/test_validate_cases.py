"""Each case of tests/validate/cases.txt, a graph with one mistake in it, is told by its code, at its level, in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg import resources
from kg.validate import Report, validate
from kg.validate.codes import CODES
from tools import mistakes
from tools.mistakes import BASES, MARK, Case, places, read_cases

LEVELS = ("violation", "warning", "info")
OF_ARTICLES = {"quote-moved", "quote-ambiguous", "quote-missing", "no-such-article"}
OF_JSON_LD = {"unread"}
OF_SHAPES = {"shape-term", "shape-no-target", "shape-idle", "no-shapes"}
PLACELESS = {"no-such-article"}


ALL = {name: read_cases((mistakes.CASES / name).read_text("utf-8")) for name in BASES}
CASES, OF_ARTICLE, OF_OWN_SHAPES, OF_JSON = ALL.values()


def named(cases: list[Case]) -> list[str]:
    return [f"{c.line}-{'-'.join(code for code, _ in c.expected) or 'nothing'}" for c in cases]


def holds(case: Case, text: str, report: Report) -> None:
    """The report says what the case expects, each finding at its mark; a finding without a place has none."""
    told = [(f.code, f.severity.lower(), *((f.place.line, f.place.column) if f.place else ())) for f in report.findings]
    marks = iter(places(text))
    assert told == [(*what, *next(marks, ())) for what in case.expected]
    assert next(marks, None) is None
    assert bool(report.conforms) is not any(level == "violation" for _, level in case.expected)


def written(case: Case, name: str, tmp_path: Path) -> tuple[str, Path]:
    text = case.changed(BASES[name].read_text("utf-8"))
    path = tmp_path / f"graph{BASES[name].suffix}"
    path.write_text(text.replace(MARK, ""), "utf-8", newline="")
    return text, path


@pytest.mark.parametrize("case", CASES, ids=named(CASES))
def test_a_mistake_is_told_where_it_is(case: Case, tmp_path: Path) -> None:
    text, path = written(case, "cases.txt", tmp_path)
    holds(case, text, validate(path))


@pytest.mark.parametrize("case", OF_ARTICLE, ids=named(OF_ARTICLE))
def test_a_quote_is_held_against_the_article(case: Case, tmp_path: Path) -> None:
    text, path = written(case, "article-cases.txt", tmp_path)
    holds(case, text, validate(path, articles=[mistakes.CASES / "article.txt"]))


@pytest.mark.parametrize("case", OF_JSON, ids=named(OF_JSON))
def test_a_document_is_told_where_it_is_wrong(case: Case, tmp_path: Path) -> None:
    text, path = written(case, "json-cases.txt", tmp_path)
    holds(case, text, validate(path))


@pytest.mark.parametrize("case", OF_OWN_SHAPES, ids=named(OF_OWN_SHAPES))
def test_shapes_with_a_mistake_do_not_pass_for_a_check(case: Case, tmp_path: Path) -> None:
    text, path = written(case, "shapes-cases.txt", tmp_path)
    holds(case, text, validate(BASES["cases.txt"], [path]))


@pytest.mark.parametrize("name", ALL)
def test_cases_are_well_formed(name: str) -> None:
    good = BASES[name].read_text("utf-8")
    for case in ALL[name]:
        assert case.pairs
        for old, new in case.pairs:
            assert good.count(old) == 1, (case.line, old)
            assert old != new
            assert MARK not in old
        marks = case.changed(good).count(MARK)
        assert marks == sum(code not in PLACELESS for code, _ in case.expected), case.line
        assert all(level in LEVELS for _, level in case.expected)


def test_no_case_is_there_twice() -> None:
    assert len({c.changed(BASES["cases.txt"].read_text("utf-8")) for c in CASES}) == len(CASES)


def test_there_are_cases_enough_and_ten_of_edits_that_are_right() -> None:
    assert len(CASES) >= 400
    assert (len(OF_ARTICLE), len(OF_OWN_SHAPES), len(OF_JSON)) == (7, 10, 12)
    assert sum(not c.expected for c in CASES) >= 10


def test_every_code_that_a_graph_can_be_told_has_its_case() -> None:
    shapes = rdflib.Graph().parse(data=resources.text("shapes"), format="turtle")
    asked = {s for p in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf) for s in shapes.subjects(p)}
    asked |= {part for s in asked for part in shapes.objects(s, SH.property)}
    passing_on = {s for s in asked if (s, SH.property, None) in shapes}  # what it says its parts say: rule:occurred
    rules = {str(s).partition("#")[2] for s in asked - passing_on if (s, RDF.type, None) in shapes}
    assert {code for c in CASES for code, _ in c.expected} == rules | (set(CODES) - OF_ARTICLES - OF_SHAPES - OF_JSON_LD)


def test_a_code_has_the_level_that_it_says() -> None:
    shapes = rdflib.Graph().parse(data=resources.text("shapes"), format="turtle")
    warnings = {str(s).partition("#")[2] for s in shapes.subjects(SH.severity, SH.Warning)}
    assert {code for c in OF_ARTICLE for code, _ in c.expected} == OF_ARTICLES
    assert {code for c in OF_OWN_SHAPES for code, _ in c.expected} == OF_SHAPES | {"syntax", "unknown-term"}
    warnings |= {code for code, (severity, *_) in CODES.items() if severity == "Warning"}
    told = {(code, level) for c in CASES for code, level in c.expected if (level == "warning") != (code in warnings)}
    assert told == {("near-term", "violation")}  # where a shape's violation comes of it


def test_the_page_of_codes_shows_what_is_there() -> None:
    assert mistakes.PAGE.read_text("utf-8") == mistakes.page(), "run python tools/refresh.py"
    assert len(re.findall(r"^### ", mistakes.page(), re.M)) >= 75
