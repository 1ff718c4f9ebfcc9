"""The W3C's tests of the SPARQL 1.1 Protocol, by their names, against the server as it is started.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/ (34 of them, in https://github.com/w3c/rdf-tests); what each asks for
is written here anew: requests one after the other, the status that each must have, and what an ASK must say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from served import TOKEN, Reply, Served, on_disk, serving

DATA = "http://kasei.us/2009/09/sparql/data/data"
FOAF, DC = "http://xmlns.com/foaf/0.1/", "http://purl.org/dc/terms/"
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
SOLUTIONS = {
    *("application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values"),
}
TRIPLES = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


def data(*numbers: int) -> list[str]:
    return [f"{DATA}{n}.rdf" for n in numbers]


def target(**told: str | list[str]) -> str:
    pairs = [(k.replace("_", "-"), v) for k, vs in told.items() for v in ([vs] if isinstance(vs, str) else vs)]
    return "/sparql/?" + "&".join(f"{k}={quote(v, safe='')}" for k, v in pairs)


@dataclass(frozen=True)
class Request:
    method: str
    target: str = "/sparql/"
    type: str | None = None
    body: bytes | None = None
    good: bool = True
    says: bool | None = None  # an ASK's answer
    given: set[str] = field(default_factory=set)  # the media types that will do
    accept: str = ""


def post(type: str | None, body: str | bytes, good: bool = True, says: bool | None = None, **told: str | list[str]) -> Request:
    encoded = body if isinstance(body, bytes) else body.encode()
    return Request("POST", target(**told) if told else "/sparql/", type, encoded, good, says)


def both(*numbers: int) -> str:
    return " . ".join(f"<{d}> a ?type" for d in data(*numbers))


def named(first: int, second: int) -> str:
    return f"GRAPH ?g1 {{ <{data(first)[0]}> a ?type }} GRAPH ?g2 {{ <{data(second)[0]}> a ?type }}"


def documents(*numbers: int) -> str:
    graphs = "\n".join(f"GRAPH <{d}> {{ <{d}> a <{FOAF}Document> }}" for d in data(*numbers))
    return f"DROP ALL ;\nINSERT DATA {{\n{graphs}\n}} ;\n"


def told_of(graph: str, there: list[int], not_there: list[int]) -> str:
    yes = " . ".join(f"<{d}> a <{DC}BibliographicResource>" for d in data(*there))
    no = " . ".join(f"<{d}> ?p ?o" for d in data(*not_there))
    return f"ASK {{ GRAPH <{graph}> {{ {yes} }} FILTER NOT EXISTS {{ GRAPH <{graph}> {{ {no} }} }} }}"


G = "http://example.org/protocol-update-dataset"
COPIED = f"INSERT {{ GRAPH <%s> {{ ?s a <{DC}BibliographicResource> }} }} WHERE {{ %s }}"
UTF16 = "utf-16"

CASES: dict[str, list[Request]] = {
    "query_post_form": [post(FORM, "query=ASK%20%7B%7D", says=True, default_graph_uri=data(0))],
    "query_dataset_default_graphs_get": [
        Request("GET", target(query=f"ASK {{ {both(1, 2)} }}", default_graph_uri=data(1, 2)), says=True)
    ],
    "query_dataset_default_graphs_post": [post(QUERY, f"ASK {{ {both(1, 2)} }}", says=True, default_graph_uri=data(1, 2))],
    "query_dataset_named_graphs_post": [post(QUERY, f"ASK {{ {named(1, 2)} }}", says=True, named_graph_uri=data(1, 2))],
    "query_dataset_named_graphs_get": [
        Request("GET", target(query=f"ASK {{ {named(1, 2)} }}", named_graph_uri=data(1, 2)), says=True)
    ],
    "query_dataset_full": [
        post(
            QUERY,
            f"ASK {{ <{data(3)[0]}> a ?type {named(1, 2)} }}",
            says=True,
            default_graph_uri=data(3),
            named_graph_uri=data(1, 2),
        )
    ],
    "query_multiple_dataset": [  # the protocol's dataset stands in place of the query's
        post(
            QUERY,
            f"ASK FROM <{data(3)[0]}> {{ GRAPH ?g {{ ?s ?p ?o }} {both(1)} }}",
            says=True,
            **{"default-graph-uri": data(1), "named-graph-uri": data(2)},
        )
    ],
    "query_get": [Request("GET", target(query="ASK {}"), says=True)],
    "query_content_type_select": [Request("GET", target(query="SELECT (1 AS ?value) {}"), given=SOLUTIONS)],
    "query_content_type_ask": [Request("GET", target(query="ASK {}"), given=SOLUTIONS, says=True)],
    "query_content_type_describe": [Request("GET", target(query="DESCRIBE <http://example.org/>"), given=TRIPLES)],
    "query_content_type_construct": [Request("GET", target(query="CONSTRUCT { <s> <p> 1 } WHERE {}"), given=TRIPLES)],
    "update_dataset_default_graph": [
        post(UPDATE, documents(1) + COPIED % (f"{G}-test/", f"?s a <{FOAF}Document>"), using_graph_uri=data(1)),
        post(QUERY, told_of(f"{G}-test/", [1], [2]), says=True),
    ],
    "update_dataset_default_graphs": [
        post(UPDATE, documents(1, 2, 3) + COPIED % (f"{G}s-test/", f"?s a <{FOAF}Document>"), using_graph_uri=data(1, 2)),
        post(QUERY, told_of(f"{G}s-test/", [1, 2], [3]), says=True),
    ],
    "update_dataset_named_graphs": [
        post(
            UPDATE,
            documents(1, 2, 3) + COPIED % (f"{G}-named-test/", f"GRAPH ?g {{ ?s a <{FOAF}Document> }}"),
            using_named_graph_uri=data(1, 2),
        ),
        post(QUERY, told_of(f"{G}-named-test/", [1, 2], [3]), says=True),
    ],
    "update_dataset_full": [
        post(
            UPDATE,
            documents(1, 2, 3)
            + f"INSERT {{ GRAPH <{G}-full-test/> {{ ?s <http://example.org/in> ?in }} }} WHERE {{ "
            + f"{{ GRAPH ?g {{ ?s a <{FOAF}Document> }} BIND(?g AS ?in) }} UNION "
            + f'{{ ?s a <{FOAF}Document> . BIND("default" AS ?in) }} }}',
            using_graph_uri=data(1),
            using_named_graph_uri=data(2),
        ),
        post(
            QUERY,
            f'ASK {{ GRAPH <{G}-full-test/> {{ <{data(1)[0]}> <http://example.org/in> "default" . '
            f"<{data(2)[0]}> <http://example.org/in> <{data(2)[0]}> }} "
            f"FILTER NOT EXISTS {{ GRAPH <{G}-full-test/> {{ <{data(3)[0]}> ?p ?o }} }} }}",
            says=True,
        ),
    ],
    "update_post_form": [post(FORM, "update=CLEAR+ALL")],
    "update_post_direct": [post(UPDATE, "CLEAR ALL")],
    "update_base_uri": [
        post(
            UPDATE,
            "CLEAR SILENT GRAPH <http://example.org/protocol-base-test/> ; INSERT DATA { GRAPH "
            "<http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> <test> } }",
        ),
        post(
            QUERY,
            "ASK { GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> ?o "
            'FILTER(isIRI(?o) && STRENDS(STR(?o), "/test") && STRSTARTS(STR(?o), "http://")) } }',
            says=True,
        ),
    ],
    "query_post_direct": [post(QUERY, "ASK {}", says=True)],
    "bad_query_method": [Request("PUT", target(query="ASK {}", default_graph_uri=data(0)), FORM, b"", good=False)],
    "bad_multiple_queries": [Request("GET", target(query=["ASK {}", "SELECT * {}"]), good=False)],
    "bad_query_wrong_media_type": [post("text/plain", "ASK {}", good=False)],
    "bad_query_missing_form_type": [post(None, "query=ASK%20%7B%7D", good=False)],
    "bad_query_missing_direct_type": [post(None, "ASK {}", good=False)],
    "bad_query_non_utf8": [post(f"{QUERY}; charset=UTF-16", "ASK {}".encode(UTF16), good=False)],
    "bad_query_syntax": [Request("GET", target(query="ASK {"), good=False)],
    "bad_update_get": [Request("GET", target(update="CLEAR ALL"), good=False)],
    "bad_multiple_updates": [post(FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", good=False)],
    "bad_update_wrong_media_type": [post("text/plain", "CLEAR NAMED", good=False)],
    "bad_update_missing_form_type": [post(None, "update=CLEAR%20NAMED", good=False)],
    "bad_update_non_utf8": [post(f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode(UTF16), good=False)],
    "bad_update_syntax": [post(FORM, "update=CLEAR%20XYZ", good=False)],
    "bad_update_dataset_conflict": [
        post(
            UPDATE,
            f"WITH <http://example/addresses> DELETE {{ ?person <{FOAF}givenName> 'Bill' }} "
            f"INSERT {{ ?person <{FOAF}givenName> 'William' }} WHERE {{ ?person <{FOAF}givenName> 'Bill' }}",
            good=False,
            using_named_graph_uri="http://example/people",
        )
    ],
}
STATUS = {  # beyond the W3C, which wants any 4xx
    "bad_query_method": 405,
    **dict.fromkeys(("bad_query_wrong_media_type", "bad_query_missing_form_type", "bad_query_missing_direct_type"), 415),
    **dict.fromkeys(("bad_update_wrong_media_type", "bad_update_missing_form_type"), 415),
    **dict.fromkeys(("bad_query_non_utf8", "bad_update_non_utf8"), 415),
}
RAN: list[str] = []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(on_disk(tmp_path_factory.mktemp("w3c")), "--write", env={"KG_TOKEN": TOKEN}) as server:
        yield server


@pytest.fixture(autouse=True)
def documents_there(server: Served, request: pytest.FixtureRequest) -> None:
    """The graphs that the tests of datasets are about."""
    if "query" in request.node.name:
        sent(server, post(UPDATE, documents(1, 2, 3)))


def sent(server: Served, request: Request) -> Reply:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    if request.type:
        headers["Content-Type"] = request.type
    return server.ask(request.method, request.target, request.body, headers)


@pytest.mark.parametrize("name", CASES)
def test_w3c(name: str, server: Served) -> None:
    for request in CASES[name]:
        reply = sent(server, request)
        if not request.good:
            assert reply.status == STATUS.get(name, 400), reply
            assert reply.type == "text/plain"
            continue
        assert 200 <= reply.status < 400, reply
        if request.says is not None:
            assert json.loads(reply.body)["boolean"] is request.says
        if request.given:
            assert reply.type in request.given
    RAN.append(name)


def test_there_are_34() -> None:
    """And all have run, unless some were picked."""
    assert len(CASES) == 34
    if len(RAN) > 1:
        assert list(CASES) == RAN


def test_a_dataset_that_names_no_graph_of_the_store_is_empty(server: Served) -> None:
    query = target(query="ASK { ?s ?p ?o }", default_graph_uri="http://example.org/none")
    assert json.loads(server.get(query).body)["boolean"] is False


def test_the_default_graph_is_the_union_after_each_update(server: Served) -> None:
    """Also of what is deleted from one graph and stands in another."""

    def count() -> int:
        reply = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(json.loads(reply.body)["results"]["bindings"][0]["n"]["value"])

    same = "DROP ALL ; INSERT DATA { <a:s> <a:p> 0 . GRAPH <a:1> { <a:s> <a:p> 1 } GRAPH <a:2> { <a:s> <a:p> 1 , 2 } }"
    for update, found in (
        (same, 3),
        ("DELETE DATA { GRAPH <a:2> { <a:s> <a:p> 1 } }", 3),
        ("DELETE DATA { GRAPH <a:1> { <a:s> <a:p> 1 } }", 2),
        ("DELETE DATA { <a:s> <a:p> 0 }", 1),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", 0),
    ):
        assert sent(server, post(UPDATE, update)).status == 204
        assert count() == found, update
