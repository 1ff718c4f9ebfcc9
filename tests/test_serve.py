"""What `kg serve` answers: every format, every node, graphs, health, and only to whom it should."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.etree import ElementTree

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from served import BASE, GRAPH, TOKEN, Served, on_disk, quads, serving, trig

from kg.serve import writing
from kg.serve.accept import best
from kg.serve.asked import parameters
from kg.serve.lately import Lately, Recurring, lasts

AOZORA = "/id/organization/" + quote("青空電機")
SELECT = "SELECT ?s ?name { ?s rdfs:label ?name } ORDER BY ?s"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(trig(tmp_path_factory.mktemp("served"))) as server:
        yield server


def test_it_says_where_it_listens_in_one_line_and_ends_well(tmp_path: Path) -> None:
    with serving(trig(tmp_path)) as server:
        assert server.said == [f"kg: listening on http://127.0.0.1:{server.port}/"]
        workers = server.workers()
        assert len(workers) == 4
    assert server.process.returncode == 0
    assert len(server.said) == 1
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


SOLUTIONS = {
    "": "application/sparql-results+json",
    "*/*": "application/sparql-results+json",
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "text/*": "text/csv",
    "text/csv;q=0.1, application/sparql-results+xml": "application/sparql-results+xml",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "application/xml",
    "application/sparql-results+json;q=0, */*": "application/sparql-results+xml",
}
TRIPLES = {
    "": ("text/turtle", RdfFormat.TURTLE),
    "text/turtle": ("text/turtle", RdfFormat.TURTLE),
    "application/n-triples": ("application/n-triples", RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("application/rdf+xml", RdfFormat.RDF_XML),
    "application/ld+json": ("application/ld+json", RdfFormat.JSON_LD),
}


@pytest.mark.parametrize("accept", SOLUTIONS)
def test_solutions_come_in_the_format_that_is_accepted(accept: str, server: Served) -> None:
    reply = server.query(SELECT, accept)
    assert (reply.status, reply.type) == (200, SOLUTIONS[accept])
    words = reply.body.decode()
    if reply.type.endswith("json"):
        assert len(json.loads(words)["results"]["bindings"]) == 3
    elif reply.type.endswith("xml"):
        assert len(ElementTree.fromstring(words).findall(".//{*}result")) == 3
    else:
        assert len(words.splitlines()) == 4
    assert "青空電機" in words


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }", f"DESCRIBE <{BASE}organization/青空電機>"]
)
@pytest.mark.parametrize("accept", TRIPLES)
def test_triples_come_in_the_format_that_is_accepted(accept: str, query: str, server: Served) -> None:
    reply = server.query(query, accept)
    type, format = TRIPLES[accept]
    assert (reply.status, reply.type) == (200, type)
    assert any(getattr(t.object, "value", "") == "青空電機" for t in parse(reply.body, format))


def test_what_cannot_be_given_as_accepted_is_told(server: Served) -> None:
    for query, accept in ((SELECT, "text/turtle"), ("ASK {}", "image/png"), ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv")):
        reply = server.query(query, accept)
        assert (reply.status, reply.type) == (406, "text/plain")


def test_a_malformed_query_is_told_with_line_and_column(server: Served) -> None:
    reply = server.query("SELECT *\n{ ?s ?p }")
    assert (reply.status, reply.body) == (400, b"not SPARQL at line 2, column 10\n")


def test_the_default_graph_is_the_union_each_triple_once(server: Served) -> None:
    told = json.loads(server.query(f"SELECT (COUNT(*) AS ?n) {{ <{BASE}organization/青空電機> a ?kind }}").body)
    assert told["results"]["bindings"][0]["n"]["value"] == "1"
    graphs = json.loads(server.query(f"SELECT ?g {{ GRAPH ?g {{ <{BASE}organization/青空電機> a ?kind }} }}").body)
    assert len(graphs["results"]["bindings"]) == 2


def test_a_folder_of_graphs_by_name_alone_is_served_as_their_union(tmp_path: Path) -> None:
    with serving(on_disk(tmp_path, quads(GRAPH))) as server:
        assert json.loads(server.query(f"ASK {{ <{BASE}organization/青空電機> a kg:Organization }}").body)["boolean"]
        assert server.get(AOZORA, "text/turtle").status == 200


def test_what_asks_elsewhere_is_refused(server: Served) -> None:
    for query in ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELECT * { \\u0053ERVICE <http://x/> {} }"):
        reply = server.query(query)
        assert (reply.status, b"SERVICE" in reply.body) == (400, True)
    local = server.query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert json.loads(local.body)["results"]["bindings"] == []


def test_the_service_is_described_where_nothing_is_asked(server: Served) -> None:
    reply = server.get("/sparql")
    assert (reply.status, reply.type) == (200, "text/turtle")
    assert b"UnionDefaultGraph" in reply.body
    assert server.get("/sparql").body == reply.body


def test_a_graph_is_read_by_its_name(server: Served) -> None:
    named = "/store?graph=" + quote(f"{BASE}article/1111111111111111", safe="")
    reply = server.get(named)
    assert (reply.status, reply.type) == (200, "text/turtle")
    assert len(list(parse(reply.body, RdfFormat.TURTLE))) == 12
    whole = server.get("/store?default", "application/n-triples")
    assert len(whole.body.splitlines()) == 17
    head = server.ask("HEAD", named)
    assert (head.status, head.body) == (200, b"")
    assert server.get("/store?graph=http%3A%2F%2Fexample.org%2Fnone").status == 404
    assert server.get("/store?graph=none").status == 400
    assert server.get("/store").status == 400
    assert server.get("/store?default&graph=http%3A%2F%2Fa").status == 400
    assert server.get(named, "image/png").status == 406


def test_a_node_has_a_page(server: Served) -> None:
    reply = server.get(AOZORA, "text/html", **{"Accept-Language": "ja,en;q=0.5"})
    assert (reply.status, reply.type) == (200, "text/html")
    page = reply.body.decode()
    assert '<html lang="ja">' in page
    assert "<h1>青空電機</h1>" in page
    assert '<a href="/id/organization/A%2FB">A/B</a>' in page  # what it has to do with
    assert "<q>青空電機は</q>" in page  # the words that say so
    other = server.get("/id/organization/A%2FB", "text/html").body.decode()
    assert f'<a href="{AOZORA}">青空電機</a>' in other  # what points to it


def test_a_node_is_told_in_rdf(server: Served) -> None:
    for accept, (type, format) in TRIPLES.items():
        if accept:
            reply = server.get(AOZORA, accept)
            assert (reply.status, reply.type) == (200, type)
            assert any(getattr(t.object, "value", "") == "青空電機" for t in parse(reply.body, format))
    assert server.get(AOZORA, "text/turtle").body == server.get(AOZORA, "text/turtle").body


def test_every_iri_of_the_graph_has_a_page_and_no_other(server: Served) -> None:
    for word in re.findall(r"<([^>\s]+)>", quads(GRAPH).replace("\\", "")):
        if ":" in word and "img" not in word and "alert" not in word:
            assert server.get("/resource?iri=" + quote(word, safe="")).status == 200, word
    for target in ("/id/person/none", "/resource?iri=http%3A%2F%2Fexample.org%2Fnone", "/resource?iri=none"):
        assert (server.get(target, "text/html").status, server.get(target, "text/turtle").status) == (404, 404)
    assert server.get("/resource").status == 400
    assert server.get("/nowhere").status == 404


def test_the_first_page_is_there(server: Served) -> None:
    for lang in ("ja", "en"):
        reply = server.get("/", **{"Accept-Language": lang})
        assert (reply.status, reply.type) == (200, "text/html")
        assert "青空電機".encode() in reply.body or b"\\u9752" in reply.body


def test_of_a_large_graph_there_is_an_index(tmp_path: Path) -> None:
    many = "".join(f'<a:o{n}> a kg:Organization ; rdfs:label "会社{n}" .\n' for n in range(110_000))
    prefixes = "@prefix kg: <https://w3id.org/newskg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    (tmp_path / "many.ttl").write_text(prefixes + many, "utf-8")
    with serving(str(tmp_path / "many.ttl")) as server:
        page = server.get("/").body.decode()
        assert ("110,000" in page, page.count("<li>"), '<form action="/sparql"' in page) == (True, 300, True)


def test_it_is_well(server: Served) -> None:
    reply = server.get("/health")
    assert (reply.status, json.loads(reply.body)) == (200, {"status": "ok"})


def test_every_answer_keeps_browsers_from_harm(server: Served) -> None:
    for reply in (server.query("ASK {}"), server.get("/"), server.get(AOZORA), server.get("/none"), server.query("ASK {")):
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in reply.headers
        assert "server" not in reply.headers
    asked = server.ask("OPTIONS", "/sparql", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"})
    assert "access-control-allow-origin" not in asked.headers


def test_pages_of_one_origin_may_ask_where_it_is_named(tmp_path: Path) -> None:
    with serving(trig(tmp_path), "--cors", "https://a.example") as server:
        reply = server.query("ASK {}", Origin="https://a.example")
        assert reply.headers["access-control-allow-origin"] == "https://a.example"
        assert "access-control-allow-origin" not in server.query("ASK {}", Origin="https://b.example").headers
        preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
        assert server.ask("OPTIONS", "/sparql", headers=preflight).status == 200


def test_on_loopback_it_answers_to_its_own_name_only(server: Served, tmp_path: Path) -> None:
    """Else a page of evil.example whose name is made to lead here could read what is served."""
    assert server.query("ASK {}", Host=f"localhost:{server.port}").status == 200
    assert server.query("ASK {}", Host="evil.example").status == 421
    with serving(trig(tmp_path), "--name", "news.example") as named:
        assert named.query("ASK {}", Host="news.example").status == 200
        assert named.query("ASK {}", Host="evil.example").status == 421


WRITES = {
    "an update": ("POST", "/update", "application/sparql-update", b"INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }"),
    "an update at /sparql": ("POST", "/sparql", "application/sparql-update", b"INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }"),
    "an update in a form": ("POST", "/sparql", "application/x-www-form-urlencoded", b"update=CLEAR%20ALL"),
    "a graph put": ("PUT", "/store?graph=a%3Ag", "text/turtle", b"<a:s> <a:p> 1 ."),
    "a graph added to": ("POST", "/store?graph=a%3Ag", "text/turtle", b"<a:s> <a:p> 2 ."),
    "a graph deleted": ("DELETE", "/store?graph=a%3Ag", "", b""),
}


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_unless_it_may_be(what: str, server: Served) -> None:
    method, target, type, body = WRITES[what]
    for headers in ({"Content-Type": type}, {"Content-Type": type, "Authorization": f"Bearer {TOKEN}"}):
        reply = server.ask(method, target, body, headers)
        assert (reply.status, reply.body) == (403, b"this server is read-only\n")


def test_who_has_the_token_writes(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, quads(GRAPH))
    with serving(folder, "--write", env={"KG_TOKEN": TOKEN}) as server:
        for method, target, type, body in WRITES.values():
            for wrong in (
                {},
                {"Authorization": "Bearer wrong"},
                {"Authorization": f"Basic {TOKEN}"},
                {"Authorization": "Bearer \xe9"},
            ):
                reply = server.ask(method, target, body, {"Content-Type": type} | wrong)
                assert (reply.status, reply.headers["www-authenticate"]) == (401, 'Bearer realm="kg"')
        may = {"Authorization": f"Bearer {TOKEN}"}

        def put(method: str, body: bytes, type: str = "text/turtle") -> int:
            return server.ask(method, "/store?graph=a%3Ag", body, may | {"Content-Type": type}).status

        def there() -> list[str]:
            return sorted(server.get("/store?graph=a%3Ag", "application/n-triples").body.decode().split("\n")[:-1])

        one, two = (f'<a:s> <a:p> "{n}" .' for n in (1, 2))
        assert put("PUT", one.encode()) == 201
        assert there() == [one]
        assert put("POST", two.encode()) == 204
        assert there() == [one, two]
        assert put("PUT", two.encode()) == 204
        assert there() == [two]
        assert put("PUT", b"<a:s> <a:p>") == 400
        assert put("PUT", b"x", "text/html") == 415
        assert there() == [two]
        update = may | {"Content-Type": "application/sparql-update"}
        for refused in (
            b"LOAD <file:///etc/passwd>",
            b"INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        ):
            assert server.ask("POST", "/update", refused, update).status == 403
        assert server.ask("POST", "/update", b"INSERT DATA { <a:s> ", update).status == 400
        assert server.ask("DELETE", "/store?graph=a%3Ag", headers=may).status == 204
        assert server.ask("DELETE", "/store?graph=a%3Ag", headers=may).status == 404
        assert server.ask("POST", "/update", b"INSERT DATA { GRAPH <a:h> { <a:s> <a:p> 3 } }", update).status == 204
    assert not Path(f"{folder}.served").exists()
    with serving(folder) as again:  # what was written is kept
        assert json.loads(again.query("ASK { <a:s> <a:p> 3 }").body)["boolean"]


def test_what_kg_load_made_is_served_and_loaded_into_and_asked_by_kg_query(kg: Run, tmp_path: Path) -> None:
    may = {"KG_TOKEN": TOKEN}
    (tmp_path / "more.trig").write_text("<a:g> { <a:s> <http://www.w3.org/2000/01/rdf-schema#label> '北星製薬' }", "utf-8")
    assert kg("load", trig(tmp_path), "--to", "loaded").returncode == 0
    with serving(str(tmp_path / "loaded"), "--write", env=may) as server:
        at = f"http://127.0.0.1:{server.port}/"
        for _ in range(2):
            assert kg("load", "more.trig", "--to", f"{at}store", env=may).returncode == 0
        assert kg("load", "more.trig", "--to", f"{at}store").returncode != 0  # without the token
        told = kg("query", f"{at}sparql", "SELECT ?n { ?s rdfs:label ?n } ORDER BY ?n", "--format", "csv").stdout.decode()
        assert told.split() == ["n", "<script>alert(1)</script>", "A/B", "北星製薬", "青空電機"]
        assert kg("load", "more.trig", "--to", "loaded").returncode == 2  # the server has it open
    again = kg("query", "loaded", "SELECT ?n { ?s rdfs:label ?n } ORDER BY ?n", "--format", "csv").stdout.decode()
    assert again == told


WRONG = {
    "no graph": (("none.trig",), {}, "none.trig: no such file"),
    "a malformed graph": (("bad.ttl",), {}, "bad.ttl"),
    "--write of a file": (("all.trig", "--write"), {"KG_TOKEN": TOKEN}, "--write needs a store on disk"),
    "--write without a token": (("all.trig", "--write"), {}, "KG_TOKEN: not set"),
    "--write with a short token": (("all.trig", "--write"), {"KG_TOKEN": "short"}, "shorter than 16"),
    "a host that is not here": (("all.trig", "--host", "203.0.113.7"), {}, "203.0.113.7:8000: cannot be listened on"),
    "a port that is none": (("all.trig", "--port", "99999"), {}, "--port"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_served_is_told_in_one_line(what: str, kg: Run, tmp_path: Path) -> None:
    arguments, env, words = WRONG[what]
    trig(tmp_path)
    (tmp_path / "bad.ttl").write_text("<a:s> <a:p>", "utf-8")
    run = kg("serve", *arguments, env=env)
    err = run.stderr.decode()
    assert (run.returncode, run.stdout, err.count("\n")) == (2, b"", 1), err
    assert err.startswith("kg: ")
    assert words in err


def test_a_port_that_is_taken_is_told(server: Served, kg: Run, tmp_path: Path) -> None:
    run: subprocess.CompletedProcess[bytes] = kg("serve", trig(tmp_path), "--port", str(server.port))
    assert run.returncode == 2
    assert b"Address already in use" in run.stderr


def test_a_store_that_is_written_elsewhere_is_told(tmp_path: Path, kg: Run) -> None:
    folder = on_disk(tmp_path, quads(GRAPH))
    with serving(folder, "--write", env={"KG_TOKEN": TOKEN}):
        run = kg("serve", folder, "--port", "0")
        assert (run.returncode, b"another process writes it" in run.stderr) == (2, True)
    with serving(folder), serving(folder) as second:  # two may read
        assert second.query("ASK {}").status == 200
        run = kg("serve", folder, "--port", "0", "--write", env={"KG_TOKEN": TOKEN})
        assert (run.returncode, b"another process" in run.stderr) == (2, True)


def test_whatever_stands_in_a_parameter_is_read_as_it_was_written() -> None:
    for words in ("a=b", "a&b=c", "%41", "  a  ", "a\r\nb\n", "=\n", "\x00", "é青空🦊", "a=3Db=", "\t ", "+", "_ _"):
        assert parameters(b"x=" + quote(words, safe="").encode()) == {"x": [words]}
        assert parameters(b"x=" + quote_plus(words).encode() + b"&y=") == {"x": [words], "y": [""]}


@given(st.text())
def test_any_words_are_read_back(words: str) -> None:
    plain = words.encode("utf-8", "replace").decode()
    assert parameters(b"x=" + quote(plain, safe="").encode()) == {"x": [plain]}


ACCEPTED = {
    "": "a/b",
    "*/*": "a/b",
    "a/c": "a/c",
    "a/*;q=0.2, d/e": "d/e",
    "A/C ; Q=1": "a/c",
    "a/b;q=0, */*": "a/c",
    "a/b;q=x": None,
    "x/y, ,;": None,
    "d/e;q=0.5, a/c;q=0.5": "a/c",
}


@pytest.mark.parametrize("accept", ACCEPTED)
def test_the_best_media_type_is_found(accept: str) -> None:
    assert best(accept, ("a/b", "a/c", "d/e")) == ACCEPTED[accept]


def test_an_update_gets_the_dataset_of_the_request_in_its_own_words() -> None:
    within = writing.within
    insert = "INSERT { ?s ?p 'WHERE {' } WHERE { ?s ?p ?o . { SELECT ?s WHERE { ?s ?p <WHERE> } } }"
    assert within(insert, ["a:g"], []) == insert.replace("} WHERE { ?s ?p ?o", "} USING <a:g> WHERE { ?s ?p ?o")
    both = "CLEAR ALL ; DELETE { ?s ?p 1 } WHERE { ?s ?p 1 } ; INSERT { ?s ?p 2 } WHERE { ?s ?p 3 }"
    assert within(both, ["a:g"], ["a:h"]).count("USING <a:g> USING NAMED <a:h> WHERE") == 2
    assert within(both, [], []) == both
    for wrong in ("DELETE WHERE { ?s ?p ?o }", "WITH <a:x> INSERT { ?s ?p 1 } WHERE {}", "INSERT {} USING <a:x> WHERE {}"):
        with pytest.raises(ValueError, match=r"USING|dataset"):
            within(wrong, ["a:g"], [])
    with pytest.raises(ValueError, match="IRI"):
        within(both, ["a:g> WHERE {} ; CLEAR ALL #"], [])


def test_what_was_answered_lately_is_kept_until_something_is_written() -> None:
    lately = Lately(2000)
    lately.put("a", b"1", 0)
    assert (lately.get("a", 0), lately.get("a", 1), lately.get("a", 1)) == (b"1", None, None)
    lately.put("late", b"of before the write", 0)
    assert lately.get("late", 1) is None
    for key in range(20):
        lately.put(key, b"x" * 100, 1)
    assert lately.get(0, 1) is None
    assert lately.get(19, 1) == b"x" * 100
    assert lately.size <= 2000
    assert not any(map(lasts, ("SELECT (RAND() AS ?x) {}", "SELECT (now() AS ?x) {}", "SELECT (struuid () AS ?x) {}")))
    assert lasts("SELECT ?random { ?random ?now 1 }")


def test_what_comes_again_is_known_and_little_else_is() -> None:
    comes_again = Recurring(1 << 10)
    assert [comes_again(key) for key in (1, 2, 1, 1)] == [False, False, True, True]
    assert sum(map(comes_again, range(10**6, 10**6 + 2000))) < 100
    assert not comes_again(10**6)  # others have come since


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_the_command_begins_anew_with_memory_at_hand_unless_it_is_told_otherwise(server: Served, tmp_path: Path) -> None:
    def told(served: Served) -> list[bytes]:
        words = Path(f"/proc/{served.process.pid}/environ").read_bytes().split(b"\0")
        return [word for word in words if word.startswith(b"GLIBC_TUNABLES=")]

    assert told(server) == [b"GLIBC_TUNABLES=glibc.malloc.tcache_count=128"]
    with serving(trig(tmp_path), env={"GLIBC_TUNABLES": "glibc.malloc.check=0"}) as served:
        assert told(served) == [b"GLIBC_TUNABLES=glibc.malloc.check=0"]


def test_chance_is_asked_anew(server: Served) -> None:
    query = "SELECT (STRUUID() AS ?x) {}"
    assert server.query(query).body != server.query(query).body
