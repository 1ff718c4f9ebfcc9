"""From readings built by hand to triples: every term of the vocabulary, IRIs, union, formats, files."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from conftest import environment, find, organization, person, read
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg import serial
from kg.errors import InputError
from kg.graph import Graph, decimal, to_quads
from kg.iris import BASE, article_iri, read_base, segment
from kg.model import Action, Amount, Bound, Date, Fact, Proceeding, Reading, Span, Status
from kg.resources import extractor
from kg.vocabulary import PREFIXES, term

TEXT = (
    "山田太郎氏（51）が2015年4月に設立した青空電機は2024年5月10日、赤星製薬を約300億円で買収した。"
    "白波銀行は青空電機にシリーズBで数千万ドルを出資する。山田氏は社長を3月に退いた。"
    "赤星製薬は黒潮商事を東京地裁に訴えたが、後に取り下げた。"
)
TARO, AOZORA, AKABOSHI, SHIRANAMI, KUROSHIO, COURT = range(6)
PRICE = Amount(Decimal("3E+10"), "JPY", Bound.ABOUT)
TENS = Amount(None, "USD", Bound.ABOUT, Decimal(10_000_000), Decimal(99_999_999))
ENTITIES = (
    person(TARO, "山田太郎", "山田", age=51),
    organization(AOZORA, "青空電機"),
    organization(AKABOSHI, "赤星製薬"),
    organization(SHIRANAMI, "白波銀行"),
    organization(KUROSHIO, "黒潮商事"),
    organization(COURT, "東京地裁"),
)


def fact(type: str, *roles: tuple[str, int | Date | Amount | str], status: Status = Status.OCCURRED, told: str = "") -> Fact:
    return Fact(type, roles, status, (find(told, TEXT),) if told else (), 0.8)


FACTS = (
    fact("Founding", ("founded", AOZORA), ("founder", TARO), ("date", Date(2015, 4)), told="2015年4月に設立した青空電機"),
    replace(
        fact(
            "Acquisition",
            ("acquirer", AOZORA),
            ("target", AKABOSHI),
            ("amount", PRICE),
            ("date", Date(2024, 5, 10)),
            told="買収した",
        ),
        labels=((PRICE, "約300億円"),),
        confidence=0.956,
    ),
    replace(
        fact(
            "Funding",
            *(("investor", SHIRANAMI), ("recipient", AOZORA), ("round", "シリーズB"), ("amount", TENS)),
            status=Status.PLANNED,
            told="出資する",
        ),
        labels=((TENS, "数千万ドル"),),
    ),
    fact(
        "Position",
        ("holder", TARO),
        ("organization", AOZORA),
        ("title", "社長"),
        ("endDate", Date(2024)),
        told="退いた",
    ),
    replace(
        fact(
            "Lawsuit",
            ("plaintiff", AKABOSHI),
            ("defendant", KUROSHIO),
            ("court", COURT),
            ("claim", "差止め"),
            told="訴えた",
        ),
        proceedings=(
            Proceeding(Action.FILED, Date(2024, 6), (find("訴えた", TEXT),)),
            Proceeding(Action.WITHDRAWN, None, (find("取り下げた", TEXT),)),
        ),
    ),
)
READING = read(TEXT, ENTITIES, FACTS, published=Date(2024, 6, 30), title="買収", source="a.txt")
GRAPH = Graph.of([READING])
OTHER = read(
    "青空電機は赤星製薬を買収した。白波銀行も応じた。",
    (organization(0, "赤星製薬"), organization(1, "青空電機"), organization(2, "白波銀行")),
    (Fact("Acquisition", (("acquirer", 1), ("target", 0)), Status.OCCURRED, (Span(0, 15),), 0.7),),
    source="https://news.example/2",
)


def about(graph: Graph, type: str) -> dict[str, list[str]]:
    """Property → objects, in short, of the one subject of a type."""
    subjects = {q.subject for q in graph.quads if q.predicate == term("rdf:type") and q.object == term(f"kg:{type}")}
    assert len(subjects) == 1, (type, subjects)
    out: dict[str, list[str]] = {}
    for q in graph.quads:
        if q.subject in subjects:
            out.setdefault(short(q.predicate), []).append(short(q.object))
    return out


def short(node: object) -> str:
    if isinstance(node, Literal):
        kind = short(node.datatype)
        return node.value if kind == "xsd:string" else f"{node.value}^{kind}"
    words = str(node)[1:-1].replace(BASE, "")
    return next((f"{p}:{words.removeprefix(iri)}" for p, iri in PREFIXES.items() if words.startswith(iri)), words)


ARTICLE = article_iri(READING.article, BASE).value.removeprefix(BASE)


def at(words: str) -> str:
    span = find(words, TEXT)
    return f"{ARTICLE}#char={span.start},{span.end}"


def test_article_tells_what_it_is() -> None:
    node = about(GRAPH, "Article")
    assert node.pop("dcterms:identifier")[0].startswith(f"sha256:{ARTICLE.removeprefix('article/')}")
    assert node == {
        "rdf:type": ["kg:Article"],
        "dcterms:title": ["買収"],
        "dcterms:issued": ["2024-06-30^xsd:date"],
        "dcterms:source": ["a.txt"],
        "kg:extractor": [extractor()],
    }
    assert about(Graph.of([OTHER]), "Article")["dcterms:source"] == ["https://news.example/2"]


def test_person_has_label_other_names_age_and_every_mention() -> None:
    node = about(GRAPH, "Person")
    assert node == {
        "rdf:type": ["kg:Person"],
        "rdfs:label": ["山田太郎"],
        "skos:altLabel": ["山田"],
        "kg:age": ["51^xsd:integer"],
        "kg:affiliatedWith": ["organization/青空電機"],
        "prov:wasDerivedFrom": [at("山田太郎"), f"{ARTICLE}#char={TEXT.index('山田氏')},{TEXT.index('山田氏') + 2}"],
    }


def test_founding_position_and_acquisition() -> None:
    founding, position, acquisition = (about(GRAPH, t) for t in ("Founding", "Position", "Acquisition"))
    assert founding == {
        "rdf:type": ["kg:Founding"],
        "kg:founded": ["organization/青空電機"],
        "kg:founder": ["person/山田太郎"],
        "kg:date": ["2015-04^xsd:gYearMonth"],
        "kg:status": ["kg:Occurred"],
        "kg:confidence": ["0.8^xsd:decimal"],
        "prov:wasDerivedFrom": [at("2015年4月に設立した青空電機")],
    }
    assert position == {
        "rdf:type": ["kg:Position"],
        "kg:holder": ["person/山田太郎"],
        "kg:organization": ["organization/青空電機"],
        "kg:title": ["社長"],
        "kg:endDate": ["2024^xsd:gYear"],
        "kg:confidence": ["0.8^xsd:decimal"],
        "prov:wasDerivedFrom": [at("退いた")],
    }
    assert acquisition["kg:confidence"] == ["0.96^xsd:decimal"]
    assert acquisition["kg:date"] == ["2024-05-10^xsd:date"]
    assert acquisition["kg:acquirer"] == ["organization/青空電機"]


def test_lawsuit_has_its_steps_and_no_status() -> None:
    suit = about(GRAPH, "Lawsuit")
    assert "kg:status" not in suit
    assert [suit[f"kg:{r}"] for r in ("plaintiff", "defendant", "court", "claim")] == [
        ["organization/赤星製薬"],
        ["organization/黒潮商事"],
        ["organization/東京地裁"],
        ["差止め"],
    ]
    filed, withdrawn = suit["kg:proceeding"]
    assert filed.endswith("#Filed,2024-06")
    assert withdrawn.endswith("#Withdrawn")
    said = {(short(q.subject), short(q.predicate), short(q.object)) for q in GRAPH.quads}
    assert {
        (filed, "rdf:type", "kg:Proceeding"),
        (filed, "kg:action", "kg:Filed"),
        (filed, "kg:date", "2024-06^xsd:gYearMonth"),
        (filed, "prov:wasDerivedFrom", at("訴えた")),
        (withdrawn, "kg:action", "kg:Withdrawn"),
    } <= said
    assert not any(s == withdrawn and p == "kg:date" for s, p, _ in said)


def test_amounts_tell_value_or_range_and_the_words() -> None:
    nodes: dict[str, dict[str, str]] = {}
    amounts = {q.subject for q in GRAPH.quads if q.object == term("kg:MonetaryAmount")}
    for q in GRAPH.quads:
        if q.subject in amounts:
            nodes.setdefault(short(q.subject), {})[short(q.predicate)] = short(q.object)
    common = {"rdf:type": "kg:MonetaryAmount", "kg:bound": "kg:About"}
    assert sorted(nodes.values(), key=str) == sorted(
        (
            common | {"kg:value": "30000000000^xsd:decimal", "kg:currency": "JPY", "rdfs:label": "約300億円"},
            common
            | {"kg:minValue": "10000000^xsd:decimal", "kg:maxValue": "99999999^xsd:decimal"}
            | {"kg:currency": "USD", "rdfs:label": "数千万ドル"},
        ),
        key=str,
    )


def test_evidence_is_position_and_quote_of_the_text_as_read() -> None:
    sources = [q.subject.value for q in GRAPH.quads if q.object == term("oa:SpecificResource")]
    said = {(q.subject.value, q.predicate): q.object for q in GRAPH.quads}
    assert len(sources) >= 10
    for node in sources:
        base, _, span = node.partition("#char=")
        start, end = said[f"{base}#position={span}", term("oa:start")], said[f"{base}#position={span}", term("oa:end")]
        assert TEXT[int(start.value) : int(end.value)] == said[f"{base}#quote={span}", term("oa:exact")].value
        assert {q.object.value for q in GRAPH.quads if q.subject.value == node and q.predicate == term("oa:hasSelector")} == {
            f"{base}#position={span}",
            f"{base}#quote={span}",
        }
        assert said[node, term("oa:hasSource")].value == base


def test_offsets_are_those_of_the_text_before_normalisation() -> None:
    reading = read("㈱青空が(株)赤星を買収した。", (organization(0, "(株)青空"), organization(1, "(株)赤星")))
    exact = [q.object.value for q in to_quads([reading]) if q.predicate == term("oa:exact")]
    assert sorted(exact) == ["(株)赤星", "㈱青空"]


PLAIN = {
    ("organization/青空電機", "kg:foundedBy", "person/山田太郎"),
    ("organization/青空電機", "kg:acquired", "organization/赤星製薬"),
    ("organization/赤星製薬", "kg:sued", "organization/黒潮商事"),
    ("person/山田太郎", "kg:affiliatedWith", "organization/青空電機"),
}
EDGES = ("kg:foundedBy", "kg:investedIn", "kg:acquired", "kg:sued", "kg:affiliatedWith")


def edges(graph: Graph) -> set[tuple[str, str, str]]:
    said = {(short(q.subject), short(q.predicate), short(q.object)) for q in graph.quads}
    return {s for s in said if s[1] in EDGES}


def test_plain_edges_stand_beside_what_occurred_alone() -> None:
    assert edges(GRAPH) == PLAIN  # the funding is only planned
    done = replace(FACTS[2], status=Status.OCCURRED)
    assert edges(Graph.of([replace(READING, facts=(done,))])) == {
        ("organization/白波銀行", "kg:investedIn", "organization/青空電機")
    }
    for status in Status:
        if status is not Status.OCCURRED:
            assert edges(Graph.of([replace(READING, facts=(replace(FACTS[1], status=status),))])) == set()


def test_no_blank_nodes() -> None:
    assert not [q for q in GRAPH.quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_status_roles_and_values_make_an_event_another() -> None:
    base = FACTS[1]
    others = [
        base,
        replace(base, status=Status.PLANNED),
        replace(base, roles=(("acquirer", AKABOSHI), ("target", AOZORA))),
        replace(base, roles=base.roles[:2]),
        replace(base, roles=(*base.roles[:3], ("date", Date(2024, 5)))),
        replace(base, type="Founding"),
    ]
    nodes = [
        {q.subject for q in to_quads([replace(READING, facts=(f,))]) if q.predicate == term("kg:confidence")} for f in others
    ]
    assert [len(n) for n in nodes] == [1] * 6
    assert len(set.union(*nodes)) == 6
    same = replace(base, confidence=0.1, evidence=(), roles=tuple(reversed(base.roles)))
    assert {q.subject for q in to_quads([replace(READING, facts=(same,))]) if q.predicate == term("kg:confidence")} == nodes[0]


def test_namesakes_of_one_article_are_two_nodes() -> None:
    words = "田中（東京）と田中（大阪）が争う。"
    first, second = Span(0, 2), Span(7, 9)
    made = read(words, (person(0, "田中"), person(1, "田中")))
    later, earlier = made.entities
    mention = later.mentions[0]
    made = replace(
        made,
        entities=(
            replace(later, mentions=(replace(mention, span=second),)),
            replace(earlier, mentions=(replace(mention, span=first),)),
        ),
    )
    of = {short(q.subject): short(q.object) for q in to_quads([made]) if q.predicate == term("prov:wasDerivedFrom")}
    here = article_iri(made.article, "x:").value.removeprefix("x:article/")
    assert of[f"person/田中;{here}"].endswith("#char=0,2")
    assert of[f"person/田中;{here};2"].endswith("#char=7,9")


SEGMENTS = {
    "山田太郎": "山田太郎",
    "Elon Musk": "Elon_Musk",
    "A_B": "A%5FB",
    "(株)青空・Ｈ": "(株)青空・Ｈ",
    "AT&T": "AT&T",
    "A/B": "A%2FB",
    "50%": "50%25",
    "a;2": "a%3B2",
    "C#?": "C%23%3F",
    '<"{|}\\^`>': "%3C%22%7B%7C%7D%5C%5E%60%3E",
    "..": "%2E%2E",
    "Yahoo!": "Yahoo!",
    "a\u200bb": "a%E2%80%8Bb",
    "\ufffd": "%EF%BF%BD",
}


@pytest.mark.parametrize("words", SEGMENTS)
def test_a_name_in_an_iri_is_readable_and_legal(words: str) -> None:
    assert segment(words) == SEGMENTS[words]
    NamedNode(f"{BASE}person/{segment(words)}")


def test_no_two_names_share_an_iri() -> None:
    names = [*SEGMENTS, "A B", "Elon_Musk", "A%2FB", "田中;2", "50%25", "%2E%2E"]
    assert len({segment(n) for n in names}) == len(names)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1E+9", "1000000000"),
        ("0.80", "0.8"),
        ("1.00", "1"),
        ("0", "0"),
        ("100", "100"),
        ("1234567890123456789012", "1234567890123456789012"),
    ],
)
def test_decimals_are_canonical(number: str, words: str) -> None:
    assert decimal(Decimal(number)).value == words


# Graphs merge by union


def test_graph_of_two_articles_is_the_union_of_their_graphs() -> None:
    assert set(to_quads([READING, OTHER])) == set(to_quads([READING])) | set(to_quads([OTHER]))


def test_the_same_told_twice_is_one_event_with_both_evidences() -> None:
    again = replace(read("なお、" + OTHER.article.text, OTHER.entities), facts=OTHER.facts)
    node = about(Graph.of([OTHER, replace(again, facts=(replace(OTHER.facts[0], confidence=0.9),))]), "Acquisition")
    assert len(set(node["prov:wasDerivedFrom"])) == 2
    assert set(node["kg:confidence"]) == {"0.7^xsd:decimal", "0.9^xsd:decimal"}


def test_an_age_on_which_articles_disagree_is_left_out() -> None:
    older = read("山田太郎さん（52）", (person(0, "山田太郎", age=52),))
    same = read("山田太郎社長（51）", (person(0, "山田太郎", age=51),))
    assert not [q for q in to_quads([READING, older]) if q.predicate == term("kg:age")]
    assert {q.object.value for q in to_quads([READING, same]) if q.predicate == term("kg:age")} == {"51"}


def test_order_and_repetition_of_articles_change_nothing() -> None:
    third = read("黒潮商事は白波銀行を訴えた。", (organization(0, "黒潮商事"), organization(1, "白波銀行")))
    graphs = [Graph.of(p) for p in permutations([READING, OTHER, third])] + [Graph.of([third, OTHER, OTHER, READING])]
    assert len({g.serialize("trig") for g in graphs}) == 1
    assert len({g.facts for g in graphs}) == 1


# Writing and reading


def read_back(data: bytes, format: str) -> list[Quad]:
    formats = {
        "turtle": RdfFormat.TURTLE,
        "json-ld": RdfFormat.JSON_LD,
        "trig": RdfFormat.TRIG,
        "nquads": RdfFormat.N_QUADS,
        "ntriples": RdfFormat.N_TRIPLES,
    }
    return list(parse(data, format=formats[format]))


HARD = read(
    'A/B_C;2 (株)の"社長"は\\n と\t\u0085\u2028\x00\x7f\ufffe𠮟る。..',
    (
        organization(0, "A/B_C;2", "(株)", '"社長"'),
        person(1, "\\n", "\t", "\u0085\u2028", "\x00\x7f\ufffe", "𠮟"),
        person(2, ".."),
    ),
)


@pytest.mark.parametrize("format", serial.FORMATS)
@pytest.mark.parametrize("base", [BASE, "urn:kg:", "http://a.example/あ?x=", "http://a.example/x/../y/"])
def test_what_is_read_is_what_was_written(format: str, base: str) -> None:
    if format == "json-ld":
        pytest.importorskip("kg.resources")
    graph = Graph.of([READING, OTHER, HARD], base)
    back = read_back(graph.serialize(format), format)
    if format in ("trig", "nquads"):
        assert set(back) == set(graph.quads)
    assert {q.triple for q in back} == {q.triple for q in graph.quads}


@pytest.mark.parametrize("format", ["turtle", "json-ld", "ntriples"])
def test_rdflib_reads_what_was_written(format: str) -> None:
    if format == "json-ld":
        pytest.importorskip("kg.resources")
    import rdflib

    names = {"ntriples": "nt"}
    back = rdflib.Graph().parse(data=GRAPH.serialize(format), format=names.get(format, format))
    assert {(str(s), str(p), str(o)) for s, p, o in back} == {(str(s), str(p), str(o)) for s, p, o in GRAPH.to_rdflib()}


def test_to_rdflib_changes_no_literal() -> None:
    said = {(str(s), str(p), str(o), str(getattr(o, "datatype", "") or "")) for s, p, o in GRAPH.to_rdflib()}
    mine = set()
    for t in serial.triples(GRAPH.quads):
        kind = t.object.datatype.value if isinstance(t.object, Literal) and t.object.datatype != term("xsd:string") else ""
        mine.add((t.subject.value, t.predicate.value, t.object.value, kind))
    assert said == mine


def test_turtle_is_read_by_people() -> None:
    lines = Graph.of([OTHER]).serialize("turtle").decode().split("\n")
    assert lines[0] == f"@base <{BASE}> ."
    assert lines[1] == f"@prefix kg: <{PREFIXES['kg']}> ."
    heads = [line.split(" ")[2] for line in lines if line.startswith("<")]
    assert heads[:5] == ["kg:Article"] + ["kg:Organization"] * 3 + ["kg:Acquisition"]
    assert set(heads[5:]) == {"oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector"}
    at = next(i for i, line in enumerate(lines) if "kg:Acquisition" in line)
    assert lines[at - 1] == ""
    assert lines[at + 1 : at + 5] == [
        "\tkg:acquirer <organization/青空電機> ;",
        "\tkg:target <organization/赤星製薬> ;",
        "\tkg:status kg:Occurred ;",
        "\tkg:confidence 0.7 ;",
    ]


def test_turtle_golden() -> None:
    reading = read("山田（51）", (person(0, "山田", age=51),), source="a.txt", published=Date(2024, 5))
    article = article_iri(reading.article, BASE).value.removeprefix(BASE)
    sha = next(q.object.value for q in to_quads([reading]) if q.predicate == term("dcterms:identifier"))
    head, _, body = Graph.of([reading]).serialize().decode().partition("\n\n")
    assert head.count("@prefix") == 7
    assert body == (
        f"<{article}> a kg:Article ;\n"
        '\tdcterms:issued "2024-05"^^xsd:gYearMonth ;\n'
        '\tdcterms:source "a.txt" ;\n'
        f'\tdcterms:identifier "{sha}" ;\n'
        f'\tkg:extractor "{extractor()}" .\n\n'
        f"<person/山田;{article.removeprefix('article/')}> a kg:Person ;\n"
        '\trdfs:label "山田" ;\n'
        "\tkg:age 51 ;\n"
        f"\tprov:wasDerivedFrom <{article}#char=0,2> .\n\n"
        f"<{article}#char=0,2> a oa:SpecificResource ;\n"
        f"\toa:hasSource <{article}> ;\n"
        f"\toa:hasSelector <{article}#position=0,2> , <{article}#quote=0,2> .\n\n"
        f"<{article}#position=0,2> a oa:TextPositionSelector ;\n"
        '\toa:start "0"^^xsd:nonNegativeInteger ;\n'
        '\toa:end "2"^^xsd:nonNegativeInteger .\n\n'
        f"<{article}#quote=0,2> a oa:TextQuoteSelector ;\n"
        '\toa:exact "山田" .\n'
    )


def test_the_bytes_do_not_depend_on_the_order_of_the_quads() -> None:
    quads = list(GRAPH.quads)
    for format in ("turtle", "trig", "nquads", "ntriples"):
        random.Random(1).shuffle(quads)
        assert serial.serialize(quads, format, BASE) == GRAPH.serialize(format)


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    formats = [f for f in serial.FORMATS if f != "json-ld" or _has_context()]
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import hashlib, test_graph as t\n"
        f"print([hashlib.sha256(t.GRAPH.serialize(f)).hexdigest() for f in {formats!r}])"
    )
    told = set()
    for seed in ("0", "1", "42"):
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, env=environment({"PYTHONHASHSEED": seed}), check=True
        )
        told.add(run.stdout)
    assert len(told) == 1
    assert len(formats) >= 4


def _has_context() -> bool:
    try:
        import kg.resources
    except ImportError:
        return False
    return bool(kg.resources)


def test_format_goes_by_the_suffix(tmp_path: Path) -> None:
    for name, first in {"a.ttl": b"@base", "a.TRIG": b"@base", "a.nq": b"<http", "a.nt": b"<http"}.items():
        GRAPH.write(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(first)
    GRAPH.write(str(tmp_path / "a.ttl"), "ntriples")
    assert (tmp_path / "a.ttl").read_bytes() == GRAPH.serialize("ntriples")
    with pytest.raises(InputError, match="suffix"):
        GRAPH.write(tmp_path / "a.xyz")
    with pytest.raises(InputError, match="not a format"):
        GRAPH.serialize("xyz")


def test_writing_keeps_mode_and_link_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("old")
    path.chmod(0o640)
    (tmp_path / "link.ttl").symlink_to(path)
    GRAPH.write(tmp_path / "link.ttl")
    assert path.read_bytes() == GRAPH.serialize()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (tmp_path / "link.ttl").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.ttl", "link.ttl"]


def test_a_failed_write_leaves_what_stood_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        GRAPH.write(path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.ttl"]


def test_query_knows_the_prefixes_and_sees_all_articles() -> None:
    rows = Graph.of([READING, OTHER]).query("SELECT ?n { ?x a kg:Organization ; rdfs:label ?n } ORDER BY ?n")
    assert len({row["n"].value for row in rows}) == 5


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://a.example/kg", "https://a.example/kg/"),
        ("https://a.example/kg/", "https://a.example/kg/"),
        ("urn:kg:", "urn:kg:"),
        ("http://例え.jp/事実/", "http://例え.jp/事実/"),
    ],
)
def test_base_is_an_absolute_iri(given: str, base: str) -> None:
    assert read_base(given) == base


@pytest.mark.parametrize(
    "given", ["", "kg", "/kg/", "http://", "http://a b/", "http://a/<x>/", "http://a/#x", "//a/b", "1:x", "http://[x/"]
)
def test_what_is_no_absolute_iri_is_refused(given: str) -> None:
    with pytest.raises(InputError, match=r"IRI|base"):
        read_base(given)


def test_an_empty_reading_is_its_article_alone() -> None:
    quads = to_quads([read("")])
    assert {short(q.object) for q in quads if q.predicate == term("rdf:type")} == {"kg:Article"}


def test_triples_of_two_graphs_are_told_once() -> None:
    triple = Triple(term("kg:a"), term("kg:b"), term("kg:c"))
    quads = [Quad(*triple, term("kg:g1")), Quad(*triple, term("kg:g2"))]
    assert serial.triples(quads) == [triple]


def test_the_types_are_those_of_the_model() -> None:
    assert isinstance(READING, Reading)
    assert Graph.of([READING]).entities == ENTITIES_AS_READ
    assert Graph.of([READING]).facts == FACTS


ENTITIES_AS_READ = READING.entities
