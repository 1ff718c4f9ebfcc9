"""Every rule of the shapes lets the good graph pass and stops a graph that breaks it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg import resources, serial
from kg.errors import InputError
from kg.validate import Finding, Source, compact, read, source, validate
from kg.validate.engines import report
from kg.validate.findings import path_text, plain
from kg.validate.results import findings
from kg.validate.rules import Rules

ROOT = Path(__file__).parent.parent
GOOD = Path(__file__).parent / "shapes" / "good.ttl"
RULE = rdflib.Namespace("https://w3id.org/newskg/shapes#")
KG = rdflib.Namespace("https://w3id.org/newskg/ontology#")
SHAPES = rdflib.Graph().parse(data=resources.text("shapes"), format="turtle")
PREFIXES = re.sub(r"@prefix (.*) \.", r"PREFIX \1", "\n".join(re.findall(r"^@prefix.*", GOOD.read_text("utf-8"), re.M)))
LINES = (Path(__file__).parent / "shapes" / "changes.tsv").read_text("utf-8").splitlines()
CHANGES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]

PARAMETERS = (
    *(
        "minCount",
        "maxCount",
        "class",
        "datatype",
        "nodeKind",
        "in",
        "or",
        "not",
        "and",
        "xone",
        "node",
        "pattern",
        "closed",
    ),
    *("minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "equals", "disjoint"),
    *("lessThan", "lessThanOrEquals", "hasValue", "uniqueLang", "languageIn", "qualifiedMinCount", "qualifiedMaxCount"),
    "sparql",
)
NOT_PARAMETERS = (
    *(
        "path",
        "zeroOrMorePath",
        "alternativePath",
        "inversePath",
        "property",
        "qualifiedValueShape",
        "message",
        "severity",
        "select",
    ),
    *("prefixes", "declare", "prefix", "namespace", "targetClass", "targetSubjectsOf"),
)
RULES = {(str(s).removeprefix(RULE), p) for p in PARAMETERS for s in SHAPES.subjects(SH[p])}
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def changed(update: str) -> Source:
    """By rdflib: an Oxigraph store writes 3.0 as 3."""
    graph = graph_of(GOOD)
    before = set(graph)
    graph.update(f"{PREFIXES}\n{update}")
    assert set(graph) != before, "the update changes nothing"
    return source(graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES, "changed")


def graph_of(path: Path) -> rdflib.Graph:
    return serial.to_rdflib(read(path).quads)


def only(rule: str, without: tuple[str, str] | None = None) -> Rules:
    """The shapes with the targets of this rule alone, and without one constraint."""
    kept = RULE[rule]
    out = rdflib.Graph()
    for t in SHAPES:
        if (t[1] in TARGETS and t[0] != kept) or (without and t[:2] == (RULE[without[0]], SH[without[1]])):
            continue
        out.add(t)
    return Rules.of([source(out.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES, "shapes")])


def told(graph: Source, shapes: Rules, rule: str) -> list[Finding]:
    """By the shapes alone."""
    return [f for f in findings(report(graph.quads, shapes), shapes, graph) if f.code == rule]


CASES = [(*what.split(), rule, update) for what, rule, update in CHANGES if what not in ("also", "nothing")]


@pytest.mark.parametrize(("shape", "parameter", "rule", "update"), CASES, ids=[f"{c[0]} {c[1]}" for c in CASES])
def test_a_breach_is_told_by_the_constraint_it_breaks(shape: str, parameter: str, rule: str, update: str) -> None:
    graph = changed(update)
    assert told(graph, only(rule), rule)
    assert not told(graph, only(rule, without=(shape, parameter)), rule), "another constraint tells it too"


def test_every_constraint_has_its_case() -> None:
    assert {(shape, parameter) for shape, parameter, _, _ in CASES} == RULES
    assert len(RULES) == len(CASES) == 175
    assert all(shape == rule or shape.startswith("is-") for shape, _, rule, _ in CASES)
    assert len(CHANGES) == len(CASES) + 43


def test_no_parameter_is_overlooked() -> None:
    used = {str(p).removeprefix(str(SH)) for p in SHAPES.predicates() if str(p).startswith(str(SH))}
    assert used == {p for p in PARAMETERS if (None, SH[p], None) in SHAPES} | set(NOT_PARAMETERS)


@pytest.mark.parametrize(("rule", "update"), [(rule, update) for what, rule, update in CHANGES if what == "also"])
def test_more_that_breaks_a_rule(rule: str, update: str) -> None:
    assert told(changed(update), only(rule), rule)


def test_the_good_graph_passes_every_rule() -> None:
    found = validate(GOOD)
    assert (found.conforms, found.findings, found.idle) == (True, (), ())


@pytest.mark.parametrize("update", [update for what, _, update in CHANGES if what == "nothing"])
def test_what_breaks_nothing(update: str) -> None:
    found = validate(changed(update))
    assert (found.conforms, found.findings) == (True, ())


def test_no_rule_passes_the_good_graph_for_want_of_something_to_look_at() -> None:
    graph = graph_of(GOOD)
    idle = []
    for shape in {s for p in TARGETS for s in SHAPES.subjects(p)}:
        focus = {n for c in SHAPES.objects(shape, SH.targetClass) for n in graph.subjects(RDF.type, c)}
        focus |= {n for p in SHAPES.objects(shape, SH.targetSubjectsOf) for n in graph.subjects(p)} | set(
            SHAPES.objects(shape, SH.targetNode)
        )
        path = SHAPES.value(shape, SH.path)
        looked = not isinstance(path, rdflib.URIRef) or any((n, path, None) in graph for n in focus)
        if not focus or not (looked or shape == RULE["no-status"]):
            idle.append(shape)
        for c in SHAPES.objects(shape, SH.targetClass):
            assert (None, RDF.type, c) in graph
    assert idle == []


def test_every_shape_has_a_name_and_says_what_to_do_in_both_languages() -> None:
    shapes = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in SHAPES.subjects(RDF.type, kind)}
    assert {s for s, _ in ((RULE[r], p) for r, p in RULES)} <= shapes
    assert set(SHAPES.objects(None, SH.property)) <= shapes
    for shape in shapes:
        assert isinstance(shape, rdflib.URIRef)
        assert shape.startswith(RULE)
        messages = {m.language: str(m) for m in SHAPES.objects(shape, SH.message)}
        assert messages.keys() == {"ja", "en"}, shape
        assert messages["ja"].endswith("。")
        assert messages["en"].endswith(".")
        if not shape.removeprefix(RULE).startswith("is-"):
            assert len(messages["en"].rstrip(".").split(". ")) >= 2, f"{shape} does not say what to do"


def test_the_shapes_are_shapes() -> None:
    """By the shapes that SHACL has for shapes, which pySHACL ships."""
    conforms, _, words = pyshacl.validate(rdflib.Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, words


def test_only_what_had_better_be_said_is_a_warning() -> None:
    warnings = {str(s).removeprefix(RULE) for s in SHAPES.subjects(SH.severity, SH.Warning)}
    assert warnings == {
        "founding-detail",
        "founded-by",
        "invested-in",
        "acquired",
        "sued",
        "affiliated-with",
        "evidence",
        "lawsuit-order",
    }


def test_a_warning_conforms_and_a_violation_does_not() -> None:
    warned = validate(changed("INSERT DATA { :ren kg:affiliatedWith :kazaguruma }"))
    assert [f.severity for f in warned.findings] == ["Warning"]
    assert warned.conforms
    broken = validate(changed("INSERT DATA { :ren kg:affiliatedWith :kazaguruma ; kg:age -1 }"))
    assert sorted(f.severity for f in broken.findings) == ["Violation", "Warning"]
    assert not broken.conforms


def test_a_finding_names_what_it_is_about_in_full() -> None:
    (found,) = validate(changed('INSERT DATA { :toudai skos:altLabel "灯台電機" }')).findings
    assert found.node == ox.NamedNode("https://example.org/id/toudai")
    assert path_text(found.path) == "skos:altLabel"
    assert found.value == ox.Literal("灯台電機")
    assert found.shape == ox.NamedNode(RULE["alt-label-is-label"])


def test_a_path_is_told_as_sparql_writes_it() -> None:
    orphan = validate(changed("DELETE DATA { :suit kg:proceeding :settled }"))
    assert [path_text(f.path) for f in orphan.findings] == ["^kg:proceeding"]
    bare = validate(changed("DELETE DATA { :plan kg:investor :hato }"))
    assert [path_text(f.path) for f in bare.findings] == ["kg:recipient|kg:investor"]


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/newskg/ontology#holder", "kg:holder"),
        ("https://w3id.org/newskg/id/person/浜風葵", "person/浜風葵"),
        ("https://example.org/a", "a"),
        ("https://example.org", "https://example.org"),
        ("_:b1", "_:b1"),
        ("約30億円", "約30億円"),
    ],
)
def test_an_iri_is_shown_short(iri: str, short: str) -> None:
    assert compact(iri) == short


OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix rule: <https://example.org/rules#> .
rule:adult a sh:NodeShape ; sh:targetClass kg:Person ;
  sh:property [ sh:path kg:age ; sh:minCount 1 ; sh:message "Ask how old they are." ] .
"""


def test_further_shapes_are_checked_beside_the_shipped_ones(tmp_path: Path) -> None:
    graph = changed("INSERT DATA { :aoi kg:age 42 }")
    shapes = tmp_path / "own.ttl"
    shapes.write_text(OWN, "utf-8")
    for engine in ("shacl", "pyshacl"):
        ren, aoi = sorted(validate(graph, [shapes], engine=engine).findings, key=lambda f: f.code != "sh:minCount")
        assert aoi.code == "age"
        assert (plain(ren.node), path_text(ren.path), ren.code) == ("https://example.org/id/ren", "kg:age", "sh:minCount")
        assert ren.message_ja == ren.message_en == "Ask how old they are."


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        (OWN.replace("sh:path kg:age ;", ""), "cannot be used"),
        (OWN.replace("[", "rule:none , ["), "cannot be used"),
        (OWN.replace("sh:minCount 1", 'sh:sparql [ sh:select "SELECT $this WHERE {" ]'), "cannot be used"),
        (
            OWN.replace(
                "sh:minCount 1",
                'sh:sparql [ sh:select "SELECT $this FROM <http://127.0.0.1:9/> WHERE { $this ?p ?o }" ]',
            ),
            "FROM",
        ),
        (
            OWN.replace(
                "sh:minCount 1",
                'sh:sparql [ sh:select "SELECT $this { $this ?p ?o SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }" ]',
            ),
            "SERVICE",
        ),
    ],
    ids=["no path", "no shape", "no query", "from", "service"],
)
def test_shapes_that_cannot_be_used_are_refused(shapes: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        validate(GOOD, [source(shapes.encode(), ox.RdfFormat.TURTLE, "own.ttl")])


def test_every_format_is_read_alike(tmp_path: Path) -> None:
    triples = [q.triple for q in ox.parse(path=GOOD)]
    named = [ox.Quad(*t, ox.NamedNode(f"https://example.org/{i % 2}")) for i, t in enumerate(triples)]  # two named graphs
    formats = {
        ".TTL": ox.RdfFormat.TURTLE,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".trig": ox.RdfFormat.TRIG,
        ".nq": ox.RdfFormat.N_QUADS,
    }
    formats |= {".jsonld": ox.RdfFormat.JSON_LD, ".json": ox.RdfFormat.JSON_LD}
    for suffix, format in formats.items():
        path = tmp_path / f"graph{suffix}"
        path.write_bytes(ox.serialize(named if format.supports_datasets else triples, format=format))
        assert set(graph_of(path)) == set(graph_of(GOOD)), suffix


def test_literals_stay_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    words = '<x:s> <x:p> "007"^^xsd:integer , "1.50"^^xsd:decimal , "一" .'
    path.write_text(f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n{words}", "utf-8")
    assert {plain(q.object) for q in read(path).quads} == {"007", "1.50", "一"}


def test_ill_typed_literals_are_findings_not_noise(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(GOOD.read_text("utf-8").replace("kg:age 41", 'kg:age "四十一"^^xsd:integer'), "utf-8")
    for engine in ("shacl", "pyshacl"):
        assert [(f.code, path_text(f.path)) for f in validate(path, engine=engine).findings] == [("literal", "kg:age")]
    assert capfd.readouterr().err == ""


SCRIPT = """
import sys
from kg.validate import validate
assert not {"rdflib", "pyshacl"} & set(sys.modules), "importing kg.validate is slow"
sys.stdout.write(validate(sys.argv[1]).text("en"))
assert not {"rdflib", "pyshacl"} & set(sys.modules), "it works without them"
"""


def test_the_report_is_the_same_under_every_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    words = (
        GOOD.read_text("utf-8")
        .replace("kg:holder :aoi", "kg:holder [] , [ a kg:Person ] , :hato")
        .replace("kg:Occurred", "kg:Happened")
    )
    path.write_text(words, "utf-8")
    outs = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(path)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert run.returncode == 0, run.stderr
        outs.add(run.stdout)
    (out,) = outs
    assert "_:b2" in out
