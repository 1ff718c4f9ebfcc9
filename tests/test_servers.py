"""kg load to, and kg query of, real servers that the tests start: Oxigraph's and OpenLink Virtuoso."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs_made import file, name, run, start, store, triples
from servers import Server, free_port, oxigraph, virtuoso

from kg.errors import InputError
from kg.load.asked import opened
from kg.query import put
from kg.questions import Question, questions
from kg.questions import asked as asked_of

COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/newskg/')) } GROUP BY ?g ORDER BY ?g"
AMOUNTS = "SELECT DISTINCT ?a { GRAPH ?g { ?x kg:amount/rdfs:label ?a } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/newskg/')) } ORDER BY ?a"
DBA = {"KG_USER": "dba", "KG_PASSWORD": "dba"}


def counts(*numbers: int) -> str:
    return "g,n\n" + "".join(f"{name(n)},{len(set(triples(n)))}\n" for n in sorted(numbers))


def asked(cwd: Path, where: object, sparql: str) -> str:
    code, out, err = run("query", where, sparql, "--format", "csv", cwd=cwd)
    assert (code, err) == (0, ""), err
    return out.replace("\r", "")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso") / "data") as server:
        yield server


@pytest.mark.parametrize("path", ["store", "update"])
def test_oxigraph_is_loaded_twice_and_holds_it_once(tmp_path: Path, ours: Server, path: str) -> None:
    news = store(tmp_path / "news", range(20))
    for _ in range(2):
        assert run("load", news, "--to", f"{ours.url}/{path}", cwd=tmp_path) == (0, "", f"{ours.url}/{path}: 20 graphs loaded\n")
        assert asked(tmp_path, f"{ours.url}/query", COUNTS) == counts(*range(20))
    assert run("load", store(tmp_path / "news", range(20), 77), "--to", f"{ours.url}/{path}", cwd=tmp_path)[0] == 0
    assert asked(tmp_path, f"{ours.url}/query", AMOUNTS) == "a\n77億円\n"


@pytest.mark.parametrize("path", ["sparql-graph-crud-auth", "sparql-auth"])
def test_virtuoso_is_loaded_twice_and_holds_it_once(tmp_path: Path, theirs: Server, path: str) -> None:
    news = store(tmp_path / "news", range(20))
    url = f"{theirs.url}/{path}"
    code, _, err = run("load", news, "--to", url, cwd=tmp_path)
    assert (code, err.count("\n")) == (2, 1)
    assert "(401)" in err
    code, _, err = run("load", news, "--to", url, cwd=tmp_path, env={**DBA, "KG_PASSWORD": "geheim"})
    assert (code, "does not let this user in (401)" in err, "geheim" in err) == (2, True, False)
    for _ in range(2):
        assert run("load", news, "--to", url, cwd=tmp_path, env=DBA) == (0, "", f"{url}: 20 graphs loaded\n")
        assert asked(tmp_path, f"{theirs.url}/sparql", COUNTS) == counts(*range(20))
    assert run("load", store(tmp_path / "news", range(20), 77), "--to", url, cwd=tmp_path, env=DBA)[0] == 0
    assert asked(tmp_path, f"{theirs.url}/sparql", AMOUNTS) == "a\n77億円\n"


def test_every_question_has_one_answer_wherever_it_is_asked(tmp_path: Path, ours: Server, theirs: Server) -> None:
    root = Path(__file__).parent.parent
    assert run("build", root / "examples" / "newsroom", root / "examples" / "lawsuit.txt", "-o", "news/", cwd=tmp_path)[0] == 0
    assert run("merge", "news", cwd=tmp_path)[0] == 0
    assert run("load", "news", "--to", "news.ox", cwd=tmp_path)[0] == 0
    assert run("load", "news", "--to", f"{ours.url}/store", cwd=tmp_path)[0] == 0
    assert run("load", "news", "--to", f"{theirs.url}/sparql-graph-crud-auth", cwd=tmp_path, env=DBA)[0] == 0
    places = [str(tmp_path / "news"), str(tmp_path / "news.ox"), f"{ours.url}/query", f"{theirs.url}/sparql"]
    for who in ("ハルカ精工", "三枝亮介", "こまい堂"):
        for q in questions().values():
            if any(p.name == "entity" for p in q.parameters):  # the others ask of all, and the servers hold other tests' graphs
                first, *others = (answer(where, q, {"entity": who}) for where in places)
                assert [others[i] == first for i in range(3)] == [True] * 3, q.name
    for q in questions().values():
        if not any(p.needed for p in q.parameters):
            told = {"since": "2023"} if len(q.parameters) > 1 else {}
            assert answer(places[0], q, told) == answer(places[1], q, told)


def answer(where: str, question: Question, told: dict[str, str]) -> bytes:
    out: list[bytes] = []
    with opened([where]) as ask:
        try:
            words = asked_of(question, told, ask, lambda note: None)
        except InputError as error:
            return str(error).encode()
        with ask(words) as found:
            put(found, "csv", out.append)
    return b"".join(out)


def test_every_form_of_query_is_answered_by_a_server(tmp_path: Path, ours: Server, theirs: Server) -> None:
    a = file(tmp_path / "a.nq", range(3))
    assert run("load", a, "--to", f"{ours.url}/update", cwd=tmp_path)[0] == 0
    assert run("load", a, "--to", f"{theirs.url}/sparql-auth", cwd=tmp_path, env=DBA)[0] == 0
    for url in (f"{ours.url}/query", f"{theirs.url}/sparql"):
        assert run("query", url, "ASK { ?x a kg:Acquisition }", cwd=tmp_path)[1] == "true\n"
        assert run("query", url, "ASK { ?x a kg:Nothing }", cwd=tmp_path)[1] == "false\n"
        made = run(
            "query", url, "CONSTRUCT { ?x kg:about ?y } { ?x kg:target ?y ; kg:date '2024-02-02'^^xsd:date }", cwd=tmp_path
        )[1]
        assert made.endswith("kg:about <https://w3id.org/newskg/id/organization/鳴瀬食品1> .\n")
        code, _, err = run("query", url, "SELECT ?x {", cwd=tmp_path)
        assert (code, err.count("\n")) == (2, 1)
        code, _, err = run("query", url, "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", cwd=tmp_path)
        assert (code, "--allow-service" in err) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="kills")
def test_a_server_that_is_killed_during_a_load_has_whole_graphs_and_the_load_goes_on(tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "data"
    news, url = file(tmp_path / "a.nq", range(600)), f"http://127.0.0.1:{port}/store"
    with oxigraph(data, port) as server:
        process = start("load", news, "--to", url, cwd=tmp_path)
        while int(asked(tmp_path, f"{server.url}/query", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g {} }").split()[1]) < 30:
            time.sleep(0.02)
        server.kill()
        _, err = process.communicate()
    words = err.decode()
    assert (process.returncode, words.count("\n")) == (2, 1), words
    assert "nobody answers there" in words or "the connection broke off" in words
    with oxigraph(data, port) as server:
        there = asked(tmp_path, f"{server.url}/query", COUNTS).splitlines()
        assert set(there) <= set(counts(*range(600)).splitlines())
        assert 30 <= len(there) - 1 < 600
        code, _, err_again = run("load", news, "--to", url, cwd=tmp_path)
        assert code == 0
        assert "as before" in err_again
        assert asked(tmp_path, f"{server.url}/query", COUNTS) == counts(*range(600))
