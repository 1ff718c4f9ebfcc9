"""kg query: of a file, a store, its index and a folder alike; streamed, within a time, and no query does harm."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from graphs_made import file, name, record, run, start, store, triples
from pyoxigraph import NamedNode, Quad, Store

from kg.errors import InputError
from kg.load import index
from kg.load.asked import SMALL, opened
from kg.newsroom import deciding, desk
from kg.newsroom.ledger import FILE, Ledger
from kg.newsroom.opened import quads
from kg.query import as_kept, on_disk, put, read_only, store_of
from kg.query import run as answer
from kg.questions import asked, checked, entities, listed, question, questions
from kg.sparql import form, names_graphs, with_prefixes

COUNT = "SELECT (COUNT(*) AS ?n) { ?x a kg:Organization }"
BIG = SMALL + 50


def ask(where: object, sparql: str, format: str = "csv") -> str:
    out: list[bytes] = []
    with opened([str(where)]) as asking, asking(sparql) as found:
        put(found, format, out.append)
    return b"".join(out).decode().replace("\r", "")


@pytest.mark.parametrize("many", [20, BIG])
def test_a_question_has_one_answer_wherever_it_is_asked(tmp_path: Path, many: int) -> None:
    """What two graphs say is there once: 蒼浜電機 is of a third of all."""
    news = store(tmp_path / "news", range(many))
    assert run("load", news, "--to", "ox", cwd=tmp_path)[0] == 0
    places = [news, file(tmp_path / "a.nq", range(many)), file(tmp_path / "a.trig", range(many)), tmp_path / "ox"]
    names = sum(n % 3 != 0 for n in range(many)) + 1 + many
    for place in places:
        assert ask(place, COUNT) == f"n\n{names}\n"
        assert ask(place, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?x a kg:Article } }") == f"n\n{many}\n"
    assert (news / "index").exists() == (many == BIG)


NAMELESS = {
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o": False,
    'ASK { ?x rdfs:label "GRAPH" } # FROM': False,
    "DESCRIBE ?s { ?s a kg:Organization }": False,
    "CONSTRUCT { ?s a ?o } { ?s a ?o }": False,
    "SELECT * { graph ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o": True,
    "SELECT * FROM <urn:none> { ?s ?p ?o }": True,
}


@pytest.mark.parametrize("sparql", NAMELESS)
def test_a_query_that_names_no_graph_has_the_same_answer_of_their_union_alone(sparql: str, tmp_path: Path) -> None:
    assert names_graphs(sparql) is NAMELESS[sparql]
    given = list(quads(file(tmp_path / "a.nq", range(4))))
    answers = [sorted(answer(store_of(given, named), sparql).splitlines()) for named in (True, names_graphs(sparql))]
    assert answers[0] == answers[1]
    assert len(list(store_of(given, named=False))) == len({q.triple for q in given}) < len(list(store_of(given)))


def test_several_sources_are_asked_together(tmp_path: Path) -> None:
    run("load", file(tmp_path / "a.nq", [1]), "--to", "ox", cwd=tmp_path)
    sources = ("ox", store(tmp_path / "news", [2]), file(tmp_path / "b.trig", [4]))
    ask = "SELECT (COUNT(*) AS ?n) { ?x a kg:Article }"
    assert run("query", *sources, ask, "--format", "csv", cwd=tmp_path)[1].split() == ["n", "3"]


def test_a_folder_whose_default_graph_is_empty_is_asked_as_a_union(tmp_path: Path) -> None:
    with on_disk(tmp_path / "ox") as made:
        made.extend(q for q in quads(str(file(tmp_path / "a.nq", [1]))))
    del made
    assert ask(tmp_path / "ox", "ASK { ?x a kg:Article }", "table") == "true\n"


# the index


def indexed(news: Path) -> set[Quad]:
    with index.opened(str(news)) as found:
        return set(found)


def as_it_is(news: Path) -> set[Quad]:
    """What the index is to hold, read from the store itself."""
    kept = Store()
    kept.extend(store_of(quads(str(news))))
    return set(kept)


def test_an_index_follows_its_store(tmp_path: Path) -> None:
    news = store(tmp_path / "news", range(30))
    assert indexed(news) == as_it_is(news)
    begun = os.stat(news / "index" / "ox" / "CURRENT").st_mtime_ns
    assert indexed(news) == as_it_is(news)
    store(news, [3, 4, 40], amount=77)
    assert indexed(news) == as_it_is(news)
    desk.retract(str(news), ["a5.txt", "a6.txt"])
    assert indexed(news) == as_it_is(news)
    assert name(5) not in {str(q.graph_name) for q in indexed(news)}
    deal = f"https://w3id.org/newskg/id/acquisition/{7:016x}"
    (decision,) = deciding.decide(str(news), "reject", [deal], "", (), "誤読", "三浦")
    rejected = indexed(news)
    assert rejected == as_it_is(news)
    assert NamedNode(deal) not in {q.subject for q in rejected}
    desk.merge([str(news)], None)
    assert indexed(news) == as_it_is(news)
    deciding.undo(str(news), decision.id)
    assert indexed(news) == as_it_is(news)
    assert NamedNode(deal) in {q.subject for q in indexed(news)}
    assert os.stat(news / "index" / "ox" / "CURRENT").st_mtime_ns >= begun


def test_only_what_changed_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = store(tmp_path / "news", range(30))
    indexed(news)
    changed: list[str] = []
    write = index.change
    monkeypatch.setattr(index, "change", lambda made, graph, said: changed.append(graph) or write(made, graph, said))
    store(news, [3], amount=77)
    indexed(news)
    assert changed == [name(3)]
    indexed(news)
    assert changed == [name(3)]


def test_an_age_that_a_second_article_tells_otherwise_goes_from_the_first(tmp_path: Path) -> None:
    news = tmp_path / "news"
    (tmp_path / "a.txt").write_text("青空電機の三浦遥社長（51）は2024年4月1日、北星製薬を買収したと発表した。", "utf-8")
    (tmp_path / "b.txt").write_text("霧島物流の監査役に就いた青空電機の三浦遥社長（52）が記者会見した。", "utf-8")
    for article in ("a.txt", "b.txt"):
        assert run("build", article, "-o", "news/", cwd=tmp_path)[0] == 0
        assert indexed(news) == as_it_is(news)


def test_a_store_of_before_there_was_an_index_is_asked_rightly(tmp_path: Path) -> None:
    news = store(tmp_path / "news", range(30))
    with Ledger.open(news) as ledger:
        for kind, found in ledger.do(
            "SELECT type, name FROM sqlite_master WHERE name GLOB '*_INSERT' OR name GLOB '*_DELETE' OR name GLOB '*_UPDATE'"
        ).fetchall():
            ledger.do(f"DROP {kind} {found}")
        ledger.do("DROP TABLE changed")
        ledger.commit()
    assert indexed(news) == as_it_is(news)
    assert indexed(news) == as_it_is(news)
    store(news, [3], amount=77)  # from here on it is noted
    assert indexed(news) == as_it_is(news)


def test_a_store_in_place_of_another_has_another_index(tmp_path: Path) -> None:
    news, other = store(tmp_path / "news", range(30)), store(tmp_path / "other", range(20, 25))
    indexed(news)
    os.replace(other / FILE, news / FILE)
    for rest in news.glob(f"{FILE}-*"):
        rest.unlink()
    assert indexed(news) == as_it_is(news)
    shutil.rmtree(news / "index" / "ox")
    assert indexed(news) == as_it_is(news)
    (news / "index" / "state.sqlite").write_bytes(b"nonsense")
    assert indexed(news) == as_it_is(news)


@pytest.mark.skipif(sys.platform == "win32", reason="kills")
def test_a_killed_query_leaves_an_index_that_is_right_again(tmp_path: Path) -> None:
    news = store(tmp_path / "news", range(600))
    begun = time.monotonic()
    assert run("query", "news", COUNT, cwd=tmp_path)[0] == 0
    took = time.monotonic() - begun
    shutil.rmtree(news / "index")
    for i in range(10):
        process = start("query", "news", COUNT, cwd=tmp_path)
        time.sleep(took * (i + 0.5) / 10)
        process.kill()
        process.communicate()
        if i == 4:
            assert indexed(news) == as_it_is(news)
        if i >= 4:
            store(news, range(0, 600, 3), amount=20 + i)
    assert indexed(news) == as_it_is(news)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_many_ask_a_store_while_it_is_built(tmp_path: Path) -> None:
    news = store(tmp_path / "news", range(BIG))
    askers = []
    for i in range(6):
        askers.append(start("query", "news", "SELECT (COUNT(*) AS ?n) { ?x a kg:Article }", "--format", "csv", cwd=tmp_path))
        store(news, range(BIG + i * 5, BIG + i * 5 + 5))
    found = []
    for process in askers:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        found.append(int(out.split()[1]))
    assert all(n in range(BIG, BIG + 31) for n in found)
    assert indexed(news) == as_it_is(news)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_that_may_not_be_written_is_asked_in_memory(tmp_path: Path) -> None:
    news = store(tmp_path / "news", range(BIG))
    news.chmod(0o555)
    assert ask(news, COUNT)
    news.chmod(0o755)


# how an answer is written


def test_results_are_written_a_little_at_a_time(tmp_path: Path) -> None:
    made = store_of(quads(str(file(tmp_path / "a.nq", range(300)))))
    for format in ("json", "csv", "tsv"):
        parts: list[bytes] = []
        put(
            made.query("SELECT * { ?a ?b ?c . ?d a <https://w3id.org/newskg/ontology#Article> } LIMIT 60000"),
            format,
            parts.append,
        )
        assert len(parts) > 20
        assert max(map(len, parts)) < 1 << 18
    assert json.loads(answer(made, "SELECT * { ?a a kg:Article } LIMIT 2", "json"))["head"]["vars"] == ["a"]


def test_a_reader_that_goes_is_told(tmp_path: Path) -> None:
    file(tmp_path / "a.nq", range(300))
    process = start("query", "a.nq", "SELECT * { ?a ?b ?c . ?d a kg:Article }", "--format", "csv", cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1000)
    process.stdout.close()
    assert process.stderr.read() == b"kg: standard output: closed before all was written\n"
    assert process.wait(20) == 2


# hostile


def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    file(tmp_path / "a.nq", range(300))
    for sparql in (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?e)) = STR(?i)) }",
        "CONSTRUCT { ?a ?b ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ):
        begun = time.monotonic()
        code, _, err = run(
            "query", "a.nq", sparql, "--format", "turtle" if "CONSTRUCT" in sparql else "csv", "--timeout", "1.5", cwd=tmp_path
        )
        assert (code, err) == (2, "kg: query: not answered within 1.5 seconds; ask for less, or give it longer by --timeout\n")
        assert time.monotonic() - begun < 15


DEEP = {
    "brackets": ("SELECT (" + "(" * 30_000 + "1" + ")" * 30_000 + " AS ?x) {}", "brackets 30,001 deep"),
    "nots": ("SELECT (" + "!" * 90_000 + "1 AS ?x) {}", "the engine broke off"),
    "groups": ("ASK " + "{" * 30_000 + "}" * 30_000, "brackets 30,000 deep"),
    "service": ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another machine"),
    "escaped service": ("ASK { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE asks another machine"),
    "an update": ("INSERT DATA { <u:a> <u:b> 1 }", "not SPARQL at line 1"),
    "a load": ("LOAD <file:///etc/passwd>", "not SPARQL at line 1"),
    "binary": ("SELECT \ud800 \x00", "not SPARQL at line 1"),
}


@pytest.mark.parametrize("case", DEEP)
def test_a_hostile_query_is_a_line(tmp_path: Path, case: str) -> None:
    sparql, words = DEEP[case]
    run("load", file(tmp_path / "a.nq", [1]), "--to", "ox", cwd=tmp_path)
    (tmp_path / "q.rq").write_bytes(sparql.encode("utf-8", "replace"))
    code, out, err = run("query", "ox", "--file", "q.rq", cwd=tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert words in err


def test_a_graph_that_is_named_is_not_fetched(tmp_path: Path) -> None:
    file(tmp_path / "a.nq", [1])
    (tmp_path / "b.nt").write_text("<u:a> <u:b> <u:c> .\n", "utf-8")
    for place in ("FROM", "FROM NAMED"):
        sparql = f"SELECT * {place} <{(tmp_path / 'b.nt').as_uri()}> {{ ?s <u:b> ?o }}"
        assert run("query", "a.nq", sparql, "--format", "csv", cwd=tmp_path)[1].split() == ["o,s"]


WRONG = {
    "nothing": ((), "a graph and a query are needed"),
    "a folder": (("plain", "ASK {}"), "plain: this folder is no store"),
    "two servers": (("http://127.0.0.1:1/a", "a.nq", "ASK {}"), "a server is asked alone"),
    "no time": (("a.nq", "ASK {}", "--timeout", "0"), "not a number of seconds"),
    "no question": (("a.nq", "--named", "lawsuit-of"), "lawsuits-of"),
    "no entity": (("a.nq", "--named", "lawsuits-of"), "needs --entity: the party"),
    "nobody": (("a.nq", "--named", "lawsuits-of", "--entity", "誰か"), "誰か: no person or organization of these graphs"),
    "no date": (("a.nq", "--named", "planned", "--since", "昨年"), "--since: not a date: 昨年"),
    "too much": (("a.nq", "--named", "planned", "--entity", "x"), "--entity: planned does not ask for this"),
    "an entity alone": (("a.nq", "ASK {}", "--entity", "x"), "--entity: goes with --named"),
    "two queries": (("a.nq", "--named", "planned", "--file", "x"), "leave one"),
    "no graph": (("--named", "planned"), "a graph is needed"),
    "a damaged folder": (("damaged", "ASK {}"), "damaged: this Oxigraph store is damaged"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_asked_is_a_line(tmp_path: Path, case: str) -> None:
    file(tmp_path / "a.nq", [1])
    for folder in ("plain", "damaged"):
        (tmp_path / folder).mkdir()
    (tmp_path / "damaged" / "CURRENT").write_text("nonsense\n", "utf-8")
    (tmp_path / "damaged" / "LOCK").touch()
    arguments, words = WRONG[case]
    code, out, err = run("query", *arguments, cwd=tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert words in err


# the questions


def test_every_question_tells_what_it_answers() -> None:
    assert len(questions()) >= 12
    for q in questions().values():
        assert q.english.endswith("?")
        assert "# VALUES\n" in q.sparql
        assert "ORDER BY" in q.sparql
        for lang in ("en", "ja"):
            assert q.about(lang) in listed(lang)
        for p in q.parameters:
            assert f"?{p.name}" in q.sparql.partition("# VALUES")[2]
    assert "--entity ENTITY [--since DATE]" in listed("en")


@pytest.mark.parametrize(
    ("who", "many"),
    [("蒼浜電機", 4), ("蒼浜 電機", 4), ("organization/蒼浜電機", 4), ("<https://w3id.org/newskg/id/organization/鳴瀬食品1>", 1)],
)
def test_an_entity_is_meant_by_any_spelling_or_its_iri(tmp_path: Path, who: str, many: int) -> None:
    file(tmp_path / "a.nq", range(12))
    code, out, _ = run("query", "a.nq", "--named", "deals-of", "--entity", who, "--format", "csv", cwd=tmp_path)
    assert (code, out.count("\n")) == (0, many + 1)
    dated = run(
        "query",
        "a.nq",
        "--named",
        "deals-of",
        "--entity",
        who,
        "--since",
        "2024-04",
        "--until",
        "2024-07",
        "--format",
        "csv",
        cwd=tmp_path,
    )[1]
    assert all("2024-04" <= line[:7] <= "2024-07" for line in dated.split()[1:])
    assert dated.count("\n") == (3 if many == 4 else 1)


def test_amounts_that_are_told_otherwise_are_found(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", [1, 2])
    text = file(tmp_path / "b.nq", [1]).read_text("utf-8")
    for old, new in (
        (f"acquisition/{1:016x}", "acquisition/other"),
        (name(1), name(99)),
        (f"{1:08x}{10:08x}", "more"),
        ("10億円", "12億円"),
    ):
        text = text.replace(old, new)
    (tmp_path / "b.nq").write_text(text, "utf-8")
    out = run("query", a, tmp_path / "b.nq", "--named", "disputed-amounts", "--format", "csv", cwd=tmp_path)[1]
    assert out.count("\n") == 2
    assert (
        run(
            "query", a, tmp_path / "b.nq", "--named", "disputed-amounts", "--entity", "霧島物流1", "--format", "csv", cwd=tmp_path
        )[1].count("\n")
        == 2
    )


HOSTILE = [
    'x"} } DELETE',
    'x\\"',
    "x' . ?s ?p ?o } #",
    "} UNION { ?entity ?p ?o",
    "x\n}",
    "<u:a> } #",
    "https://x/> } #",
    "?x",
    "\\u0022",
    "person/} ?x",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_told_is_a_term_and_never_the_querys_words(tmp_path: Path, words: str) -> None:
    made = store_of(quads(str(file(tmp_path / "a.nq", [1, 2]))))
    from contextlib import nullcontext

    from kg.query import ask as ask_store

    def asking(sparql: str) -> object:
        assert form(sparql) == "SELECT"
        return nullcontext(ask_store(made, sparql))

    with pytest.raises(InputError, match=r"no person or organization|not an IRI"):
        entities(words, asking)  # type: ignore[arg-type]
    told = checked(question("planned"), {"since": "2024"})
    assert 'VALUES ?since { "2024" }' in asked(question("planned"), told, asking, print)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="not a date"):
        checked(question("planned"), {"since": words})


# a query's words


def test_prefixes_are_declared_for_others() -> None:
    assert with_prefixes("SELECT * { ?x a kg:Person }").startswith("PREFIX kg: <https://w3id.org/newskg/ontology#> SELECT")
    own = "PREFIX kg: <u:> SELECT * { ?x a kg:Person ; rdfs:label 'skos:x' } # foaf:x"
    assert with_prefixes(own) == f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {own}"
    assert [form(w) for w in ("# ASK\nselect * {}", "PREFIX ask: <u:> DESCRIBE <u:SELECT>", "x")] == ["SELECT", "DESCRIBE", ""]


def test_numbers_are_kept_by_value(tmp_path: Path) -> None:
    assert all(a == b for a, b in pairwise([set(as_kept(triples(1))), set(as_kept(as_kept(triples(1))))]))
    assert record(1).key == "a1.txt"
    with on_disk(tmp_path / "ox") as made:
        made.extend(Quad(t.subject, t.predicate, t.object) for t in triples(1))
    del made
    with read_only(tmp_path / "ox") as kept:
        assert {q.triple for q in kept} == set(as_kept(triples(1)))
