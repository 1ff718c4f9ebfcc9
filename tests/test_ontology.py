"""The ontology defines every term in both languages and agrees with the shapes, the context and the code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS
from rdflib.plugins.serializers.jsonld import from_rdf

from kg import model, resources, serial, vocabulary
from kg.facts import FRAMES
from kg.graph import PLAIN, WITH_STATUS

NAMESPACE = "https://w3id.org/newskg/ontology#"
KG = rdflib.Namespace(NAMESPACE)
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
RULE = rdflib.Namespace("https://w3id.org/newskg/shapes#")
ONTOLOGY = rdflib.Graph().parse(data=resources.text("ontology"), format="turtle")
SHAPES = rdflib.Graph().parse(data=resources.text("shapes"), format="turtle")
CONTEXT: dict[str, Any] = json.loads(resources.text("context"))["@context"]
GOOD = Path(__file__).parent / "shapes" / "good.ttl"


def words(text: str) -> list[str]:
    return text.split()


CLASSES = words("""
    Agent Person Organization Position Event Founding Funding Acquisition Lawsuit Proceeding MonetaryAmount Article
    Join Decision Status Action Bound
""")
NODES = words("""
    holder organization founded founder recipient investor amount acquirer target seller plaintiff defendant court
    damages proceeding action status bound foundedBy investedIn acquired sued affiliatedWith node article
""")
LITERALS = words("""
    age seat title startDate endDate date round claim value minValue maxValue currency confidence extractor formerly like rule
    setAside verdict about of correction keywords
""")
VALUES = {
    "Status": words("Occurred Planned Proposed Rejected Cancelled Alleged Denied"),
    "Action": words("Filed Withdrawn Refiled Amended Dismissed Ruled Appealed Settled Injunction"),
    "Bound": words("Exact Min Max About"),
}
TERMS = [*CLASSES, *NODES, *LITERALS, *(v for values in VALUES.values() for v in values)]
ABSTRACT = {"Agent", "Event", "Status", "Action", "Bound"}  # no graph types a node so


def terms(graph: rdflib.Graph) -> set[str]:
    """Every kg: term anywhere in a graph, its queries included."""
    iris = {str(n).removeprefix(NAMESPACE) for t in graph for n in t if isinstance(n, rdflib.URIRef) and n.startswith(NAMESPACE)}
    words = " ".join(map(str, graph.objects(None, SH.select)))
    return iris | {w.partition(":")[2] for w in words.replace("/", " ").split() if w.startswith("kg:")}


def classes(domain: Any) -> set[Any]:
    """Those of a domain or a range, which may be a union of several."""
    union = ONTOLOGY.value(domain, OWL.unionOf)
    return set(Collection(ONTOLOGY, union)) if union else {domain}


def expanded(value: Any) -> str:
    iri = value["@id"] if isinstance(value, dict) else str(value)
    prefix, _, local = iri.partition(":")
    return CONTEXT[prefix] + local if prefix in CONTEXT else iri


IN_CONTEXT = {name: expanded(value) for name, value in CONTEXT.items() if name not in ("@version", "id", "type")}


@pytest.mark.parametrize("name", TERMS)
def test_every_term_is_defined_in_both_languages(name: str) -> None:
    term = KG[name]
    for property in (RDFS.label, RDFS.comment):
        assert sorted(str(o.language) for o in ONTOLOGY.objects(term, property) if isinstance(o, rdflib.Literal)) == [
            "en",
            "ja",
        ]
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual} & set(ONTOLOGY.objects(term, RDF.type))
    expected = (
        OWL.Class
        if name in CLASSES
        else OWL.ObjectProperty
        if name in NODES
        else OWL.DatatypeProperty
        if name in LITERALS
        else OWL.NamedIndividual
    )
    assert kinds == {expected}
    assert ONTOLOGY.value(term, RDFS.isDefinedBy) == rdflib.URIRef(NAMESPACE[:-1])


@pytest.mark.parametrize("name", [*NODES, *LITERALS])
def test_every_property_has_a_domain_and_a_range(name: str) -> None:
    (domain,) = ONTOLOGY.objects(KG[name], RDFS.domain)
    (range,) = ONTOLOGY.objects(KG[name], RDFS.range)
    assert classes(domain) <= {KG[c] for c in CLASSES}
    assert (classes(range) <= {KG[c] for c in CLASSES}) == (name in NODES)
    if name.lower().endswith("date"):
        assert list(Collection(ONTOLOGY, ONTOLOGY.value(range, OWL.unionOf))) == [
            rdflib.XSD.date,
            rdflib.XSD.gYearMonth,
            rdflib.XSD.gYear,
        ]


def test_no_term_is_defined_that_is_not_listed() -> None:
    defined = {str(s).removeprefix(NAMESPACE) for s in ONTOLOGY.subjects() if str(s).startswith(NAMESPACE)}
    assert defined == terms(ONTOLOGY) == set(TERMS)
    assert len(TERMS) == len(defined) == 85


def test_the_shapes_and_the_ontology_use_the_same_terms() -> None:
    assert terms(SHAPES) == set(TERMS) - ABSTRACT


def test_the_context_and_the_ontology_name_the_same_terms() -> None:
    assert {n: i for n, i in IN_CONTEXT.items() if i.startswith(NAMESPACE) and n != "kg"} == {n: NAMESPACE + n for n in TERMS}


def test_the_context_has_a_name_for_all_that_the_code_writes() -> None:
    written = {vocabulary.term(t).value for t in (*vocabulary.CLASSES, *vocabulary.PROPERTIES) if t != "rdf:type"}
    assert written <= set(IN_CONTEXT.values())
    assert {t.removeprefix("kg:") for t in (*vocabulary.CLASSES, *vocabulary.PROPERTIES) if t.startswith("kg:")} == {
        t for t in TERMS if t not in ABSTRACT and not any(t in values for values in VALUES.values())
    }


@pytest.mark.parametrize(("name", "enum"), [("Status", model.Status), ("Action", model.Action), ("Bound", model.Bound)])
def test_the_closed_lists_are_those_of_the_model_and_the_shapes(name: str, enum: Any) -> None:
    one_of = list(Collection(ONTOLOGY, ONTOLOGY.value(KG[name], OWL.oneOf)))
    assert one_of == [KG[v] for v in VALUES[name]] == [KG[e.value] for e in enum]
    assert set(one_of) == set(ONTOLOGY.subjects(RDF.type, KG[name]))
    lists = [list(Collection(SHAPES, o)) for o in SHAPES.objects(None, SH["in"])]
    assert one_of in lists
    assert one_of in [list(Collection(ONTOLOGY, o)) for o in ONTOLOGY.objects(None, OWL.distinctMembers)]


def test_what_the_ontology_calls_functional_the_shapes_allow_once() -> None:
    functional = set(ONTOLOGY.subjects(RDF.type, OWL.FunctionalProperty))
    once = {
        p
        for s in SHAPES.subjects(SH.maxCount, rdflib.Literal(1))
        for p in SHAPES.objects(s, SH.path)
        if str(p).startswith(NAMESPACE) and s != RULE["join-confidence"]  # a fact may have one from each article
    }
    assert functional == once


def paths(shape: Any) -> list[Any]:
    """The property, or each of several."""
    path = SHAPES.value(shape, SH.path)
    several = SHAPES.value(path, SH.alternativePath)
    return list(Collection(SHAPES, several)) if several else [path]


def test_what_the_shapes_ask_a_value_to_be_the_ontology_says_too() -> None:
    asked = [
        (p, c) for s, c in SHAPES.subject_objects(SH["class"]) for p in SHAPES.objects(s, SH.path) if str(p).startswith(NAMESPACE)
    ]
    assert len(asked) == 10
    for property, value in asked:
        assert ONTOLOGY.value(property, RDFS.range) == value
    typed = [(p, d) for s, d in SHAPES.subject_objects(SH.datatype) for p in paths(s) if str(p).startswith(NAMESPACE)]
    assert len(typed) == 20
    for property, value in typed:
        if property != KG.confidence:  # a decimal from 0 to 1
            assert ONTOLOGY.value(property, RDFS.range) == value


def test_kinds_of_node_are_disjoint() -> None:
    (members,) = (list(Collection(ONTOLOGY, o)) for o in ONTOLOGY.objects(None, OWL.members))
    assert {KG[c] for c in CLASSES} - {KG.Agent, KG.Event} == set(members)


def test_what_is_derived_from_words_is_no_activity() -> None:
    """PROV-O: prov:wasDerivedFrom has the domain prov:Entity, which is disjoint with prov:Activity."""
    derived = {c for s in SHAPES.subjects(SH.path, PROV.wasDerivedFrom) for c in SHAPES.objects(s, SH.targetClass)}
    assert len(derived) == 9
    for name in derived:
        above = set(ONTOLOGY.transitive_objects(name, RDFS.subClassOf))
        above |= {k for k in (KG.Agent, KG.Event) if name in Collection(ONTOLOGY, ONTOLOGY.value(k, OWL.disjointUnionOf))} - above
        above |= {c for k in list(above) for c in ONTOLOGY.transitive_objects(k, RDFS.subClassOf)}
        assert PROV.Entity in above
        assert PROV.Activity not in above


def test_both_engines_read_the_ontology_and_the_shapes_alike() -> None:
    for part in ("ontology", "shapes"):
        text = resources.text(part)
        quads = list(ox.parse(text, ox.RdfFormat.TURTLE))
        assert len(quads) == len(rdflib.Graph().parse(data=text, format="turtle")) > 500


def test_the_ontology_says_what_it_is() -> None:
    (ontology,) = ONTOLOGY.subjects(RDF.type, OWL.Ontology)
    assert ontology == rdflib.URIRef(NAMESPACE[:-1])
    assert (ontology, rdflib.DCTERMS.license, rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")) in ONTOLOGY
    assert ONTOLOGY.value(ontology, OWL.versionIRI) == rdflib.URIRef(
        f"{NAMESPACE[:-1]}/{ONTOLOGY.value(ontology, OWL.versionInfo)}"
    )
    assert not list(ONTOLOGY.objects(None, OWL.imports))


def test_the_standard_vocabularies_are_aligned_with() -> None:
    aligned = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch) for o in ONTOLOGY.objects(None, p)}
    for start in (
        "https://schema.org/",
        "http://xmlns.com/foaf/0.1/",
        "http://www.w3.org/ns/org#",
        str(PROV),
        "https://spec.edmcouncil.org/fibo/",
    ):
        assert any(a.startswith(start) for a in aligned), start


# The frames

FOR_FINDING = {("Lawsuit", side) for side in ("party", "winner", "loser", "appellant")}  # they find the suit; no terms
ROLES = [(f, r) for f in FRAMES for r in f.roles if (f.type, r.name) not in FOR_FINDING]
RANGES = {
    "agent": KG.Agent,
    "organization": KG.Organization,
    "court": KG.Organization,
    "person": KG.Person,
    "money": KG.MonetaryAmount,
    "round": rdflib.XSD.string,
    "title": rdflib.XSD.string,
}


def test_every_frame_is_a_class_and_every_event_has_a_frame() -> None:
    events = set(Collection(ONTOLOGY, ONTOLOGY.value(KG.Event, OWL.disjointUnionOf)))
    assert {KG[f.type] for f in FRAMES} == events | {KG.Position}
    assert len(FRAMES) == len({f.type for f in FRAMES}) == 5
    assert set(PLAIN) == {f.type for f in FRAMES}
    assert {KG[t] for t in WITH_STATUS} == classes(ONTOLOGY.value(KG.status, RDFS.domain))


def test_the_roles_of_the_frames_are_counted() -> None:
    assert len(ROLES) == 23


@pytest.mark.parametrize(("frame", "role"), ROLES, ids=[f"{f.type}-{r.name}" for f, r in ROLES])
def test_every_role_is_a_property_of_its_class_with_a_shape(frame: Any, role: Any) -> None:
    kind, term = KG[frame.type], KG[role.name]
    if (frame.type, role.name) == ("Lawsuit", "date"):
        kind = KG.Proceeding  # a suit has the dates of its steps
    assert kind in classes(ONTOLOGY.value(term, RDFS.domain))
    if role.type == "date":
        assert len(list(Collection(ONTOLOGY, ONTOLOGY.value(ONTOLOGY.value(term, RDFS.range), OWL.unionOf)))) == 3
    else:
        assert ONTOLOGY.value(term, RDFS.range) == RANGES[role.type]
    several = role.many and (frame.type, role.name) != ("Position", "holder")  # A氏とB氏が取締役に: two positions
    assert several == ((term, RDF.type, OWL.FunctionalProperty) not in ONTOLOGY)
    shapes = set(SHAPES.subjects(SH.path, term))
    assert any((s, SH.targetClass, kind) in SHAPES or (s, SH.targetSubjectsOf, term) in SHAPES for s in shapes)


def test_every_case_of_a_frame_leads_to_a_role_of_it() -> None:
    seen = 0
    for frame in FRAMES:
        roles = {r.name for r in frame.roles}
        for sense in frame.senses:
            named = {role for _, role in sense.mapping} | set(sense.carry.split()) | {sense.dates} - {"range", "none"}
            assert named <= roles, (frame.type, sense.words)
            assert sense.action is None or frame.type == "Lawsuit", sense.words
            seen += 1
    assert seen >= 40


def test_every_property_of_a_fact_has_a_role() -> None:
    """But the steps of a suit and what is claimed, which no single clause fills, and what every fact has."""
    given = {(f.type, r.name) for f, r in ROLES}
    for kind in (f.type for f in FRAMES):
        properties = {t for t in [*NODES, *LITERALS] if KG[kind] in classes(ONTOLOGY.value(KG[t], RDFS.domain))}
        rest = {(kind, "status"), (kind, "confidence"), ("Lawsuit", "proceeding"), ("Lawsuit", "claim")}
        assert {(kind, t) for t in properties} - given <= rest


# The context


def every_term() -> rdflib.Graph:
    """The good graph, and each term that it lacks used once."""
    graph = serial.to_rdflib(serial.load(GOOD))
    node = rdflib.Namespace("https://w3id.org/newskg/id/")
    for kind, property in (("Status", KG.status), ("Action", KG.action), ("Bound", KG.bound)):
        for value in VALUES[kind]:
            graph.add((node[f"all-{kind}"], property, KG[value]))
    for name in ABSTRACT:
        graph.add((node[name], RDF.type, KG[name]))
    words = node["person/鈴木_一郎"]
    graph.add((words, RDFS.label, rdflib.Literal('鈴木 "一郎"\n\\')))
    graph.add((words, KG.affiliatedWith, node["organization/holder:A,B;2#x=1"]))
    return graph


def compacted(graph: rdflib.Graph) -> str:
    convert: Any = from_rdf
    return json.dumps(convert(graph, context_data=CONTEXT, use_native_types=False), ensure_ascii=False)


def read_by_rdflib(document: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=document, format="json-ld")


def read_by_pyoxigraph(document: str, folder: Path) -> rdflib.Graph:
    path = folder / "graph.jsonld"
    path.write_text(document, "utf-8")
    return serial.to_rdflib(serial.load(path))


def test_a_graph_of_every_term_comes_back_from_json_as_it_was(tmp_path: Path) -> None:
    graph = every_term()
    used = {str(n) for t in graph for n in t}
    prefixes = {"kg", "rdfs", "xsd", "skos", "prov", "oa", "dcterms"}
    assert {i for n, i in IN_CONTEXT.items() if n not in prefixes} <= used
    document = compacted(graph)
    assert set(read_by_rdflib(document)) == set(graph)
    assert set(read_by_pyoxigraph(document, tmp_path)) == set(graph)


def test_literals_of_unusual_types_come_back_as_they_were(tmp_path: Path) -> None:
    graph = rdflib.Graph()
    s = rdflib.URIRef("https://w3id.org/newskg/id/x")
    graph.add((s, KG.confidence, rdflib.Literal("0.5", datatype=rdflib.XSD.float)))
    graph.add((s, KG.confidence, rdflib.Literal("0.5", datatype=rdflib.XSD.decimal)))
    graph.add((s, OA.start, rdflib.Literal(3)))
    graph.add((s, OA.end, rdflib.Literal("4", datatype=rdflib.XSD.nonNegativeInteger)))
    graph.add((s, KG.holder, rdflib.Literal("浜風")))
    graph.add((s, KG.status, rdflib.URIRef("https://example.org/status")))
    graph.add((s, KG.status, rdflib.Literal("Occurred")))
    graph.add((s, RDFS.label, rdflib.Literal("浜風", lang="ja")))
    graph.add((s, KG.date, rdflib.Literal("2018")))
    graph.add((s, KG.age, rdflib.Literal("41")))
    document = compacted(graph)
    assert set(read_by_pyoxigraph(document, tmp_path)) == set(graph)
    assert set(read_by_rdflib(document)) == set(graph)


def test_json_reads_like_plain_words() -> None:
    graph = serial.to_rdflib(serial.load(GOOD))
    nodes = {n["id"]: n for n in json.loads(compacted(graph))["@graph"]}
    assert nodes["https://example.org/id/founding"] | {"founder": ...} == {
        "id": "https://example.org/id/founding",
        "type": "Founding",
        "founded": "https://example.org/id/kazaguruma",
        "founder": ...,
        "date": {"type": "xsd:gYear", "@value": "2018"},
        "status": "Occurred",
        "confidence": "1.0",
        "derivedFrom": "https://example.org/id/words",
    }
    assert nodes["https://example.org/id/words-position"] == {
        "id": "https://example.org/id/words-position",
        "type": "TextPositionSelector",
        "start": "0",
        "end": "3",
    }
    assert not [key for node in nodes.values() for key in node if ":" in key]


def test_a_hand_written_document_means_what_it_seems_to(tmp_path: Path) -> None:
    document = {
        "@context": CONTEXT,
        "id": "https://example.org/sum",
        "type": "MonetaryAmount",
        "value": "3000000000",
        "currency": "JPY",
        "bound": "About",
        "label": "約30億円",
    }
    graph = read_by_pyoxigraph(json.dumps(document), tmp_path)
    s = rdflib.URIRef("https://example.org/sum")
    assert set(graph) == {
        (s, RDF.type, KG.MonetaryAmount),
        (s, KG.value, rdflib.Literal("3000000000", datatype=rdflib.XSD.decimal)),
        (s, KG.currency, rdflib.Literal("JPY")),
        (s, KG.bound, KG.About),
        (s, RDFS.label, rdflib.Literal("約30億円")),
    }


# The files


def test_a_shipped_file_is_found_beside_the_package_and_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resources.resource("ontology", "newskg.ttl") == resources.text("ontology")
    for place in ("kg/ontology", "ontology"):  # installed, source checkout
        root = tmp_path / place.replace("/", "-")
        (root / place).mkdir(parents=True)
        (root / place / "a.ttl").write_text(f"# 語彙 {place}", "utf-8")
        monkeypatch.setattr(resources, "_PACKAGE", root / "kg")
        assert resources.resource("ontology", "a.ttl") == f"# 語彙 {place}"


def test_a_missing_file_is_told() -> None:
    with pytest.raises(FileNotFoundError, match=r"shapes/none\.ttl: not found .* reinstall newskg"):
        resources.resource("shapes", "none.ttl")
