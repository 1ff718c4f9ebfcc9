"""Light queries, on connections that are lent to the processes: what is light, the same answers, and nobody lost with a process."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from served import BASE, GRAPH, RUNAWAY, TOKEN, Reply, Served, on_disk, quads, serving, trig

from kg.serve.frames import BACK, NUMBER, Asked, Frames, Inbox, Loan, Recall, job, lend
from kg.serve.frames import RECALL as RECALLED
from kg.serve.heads import Open
from kg.serve.lately import MOST
from kg.serve.lent import Held, Lent
from kg.serve.light import is_light, undeclared

LIGHT = {
    "SELECT ?p ?o { <urn:a> ?p ?o }",
    "PREFIX a: <urn:> SELECT * WHERE { a:b ?p ?o . }",
    'SELECT ?s { ?s rdfs:label "a { ?s ?p ?o } UNION" } # COUNT(*)',
    'SELECT ?s { ?s rdfs:label "青"@ja ; a kg:Organization } LIMIT 10',
    "SELECT ?name { ?x kg:holder <urn:a> ; kg:organization ?o . ?o rdfs:label ?name }",
    "SELECT ?a ?b { <urn:a> rdfs:label ?a ; kg:date ?b }",
    "select $a {<urn:a> a $a, ?b}",
}
NOT_LIGHT = {
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s a kg:Person }",
    "SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }",
    "SELECT DISTINCT ?o { <urn:a> ?p ?o }",
    "SELECT ?o { <urn:a> ?p ?o } ORDER BY ?o",
    "SELECT ?o { <urn:a> ?p ?o } OFFSET 1",
    "SELECT * { <urn:a> ?p ?o . <urn:b> ?q ?r }",
    "SELECT * { <urn:a> ?p ?o . ?s ?p ?r }",
    "SELECT * { <urn:a> kg:x+ ?o }",
    "SELECT * { <urn:a> kg:x/kg:y ?o }",
    "SELECT * { <urn:a> ?p ?o FILTER(?o = 1) }",
    "SELECT * { <urn:a> ?p ?o OPTIONAL { ?o ?q ?r } }",
    "SELECT * { GRAPH ?g { <urn:a> ?p ?o } }",
    "SELECT * FROM <urn:g> { <urn:a> ?p ?o }",
    "SELECT * { SERVICE <http://x/> { <urn:a> ?p ?o } }",
    "SELECT * { { SELECT * { <urn:a> ?p ?o } } }",
    "SELECT * { <urn:a> ?p [ ?q ?r ] }",
    "SELECT * { <urn:a> ?p }",
    "SELECT * { <urn:a> ?p ?o ?q }",
    "SELECT * { }",
    "ASK { <urn:a> ?p ?o }",
    "SELECT * { <urn:a> ?p " + " , ".join(f"?o{i}" for i in range(13)) + " }",
    "SELECT * { <urn:a> ?p ?o } #" + "x" * 5000,
    "SELECT * { <urn:a> ?p ?o } # \\u000A SERVICE <http://x/> { ?o ?q ?r }",
    "SELECT * { <urn:a> ?p ?o # \r SERVICE <http://x/> { ?o ?q ?r }\n}",
    'SELECT * { <urn:a> ?p "\r" ?o . SERVICE <http://x/> { ?o ?q "\r" } }',
    "",
}


def test_what_is_light() -> None:
    assert {q for q in LIGHT | NOT_LIGHT if is_light(q)} == LIGHT


def test_which_prefixes_a_light_query_leaves_undeclared() -> None:
    query = 'BASE <urn:b:> PREFIX kg: <urn:k:> SELECT ?x { ?x kg:a <xsd:b> ; rdfs:label "1"^^xsd:int , "oa:" # skos:'
    assert undeclared(query + "\n}") == {"rdfs", "xsd"}
    assert undeclared(query) is None


HUB = 300
# looks light, and is 300 × 300 × 300 ways from the hub and back
SLY = "SELECT ?a ?d { <urn:h> <urn:p> ?a . ?a <urn:p> ?x . ?x <urn:p> ?b . ?b <urn:p> ?y . ?y <urn:p> ?c . ?c <urn:q> ?d }"
LOOKUP = f"SELECT ?p ?o {{ <{BASE}organization/青空電機> ?p ?o }}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    hub = "".join(
        f'<urn:h> <urn:p> <urn:a{i}> . <urn:a{i}> <urn:p> <urn:h> . <urn:h> <urn:r> "{"x" * 500}{i}" .\n' for i in range(HUB)
    )
    with serving(trig(tmp_path_factory.mktemp("served"), GRAPH + hub), "--timeout", "2") as server:
        yield server


@pytest.fixture(autouse=True)
def the_server_is_well(server: Served) -> Iterator[None]:
    yield
    assert server.process.poll() is None
    assert len(server.said) == 1, server.said
    assert server.query("ASK {}").status == 200
    assert len(server.workers()) == 4


class Client:
    """One connection that is kept."""

    def __init__(self, server: Served) -> None:
        self.line = http.client.HTTPConnection(server.host, server.port, timeout=20)

    def ask(self, query: str, **headers: str) -> Reply:
        self.line.request("GET", f"/sparql?query={quote(query)}", headers=headers)
        reply = self.line.getresponse()
        return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())


def test_a_kept_connection_has_the_answers_that_a_new_one_has(server: Served) -> None:
    client = Client(server)
    large = "SELECT ?o { <urn:h> <urn:r> ?o }"
    own = 'PREFIX kg: <https://w3id.org/newskg/ontology#> SELECT * { ?x a kg:Organization ; rdfs:label "A/B" }'
    queries = (LOOKUP, LOOKUP, "ASK {}", large, own, LOOKUP, "SELECT * { <urn:a> ?p", "SELECT * { <urn:a> nope:b ?o }", LOOKUP)
    assert b"A%2FB" in client.ask(own).body
    assert len(client.ask(large).body) > MOST
    for query in queries:
        for more in ({}, {"Accept": "text/csv"}, {"Accept": "image/png"}):
            kept, closed = client.ask(query, **more), server.query(query, **more, Connection="close")
            assert (kept.status, kept.body) == (closed.status, closed.body)
            names = [{k: v for k, v in r.headers.items() if k not in ("date", "connection")} for r in (kept, closed)]
            assert names[0] == names[1]
            assert next(iter(kept.headers)) == "date"


def test_a_name_that_is_not_the_servers_is_refused_on_a_kept_connection_too(server: Served) -> None:
    client = Client(server)
    assert [client.ask(f"{LOOKUP} # {i}").status for i in range(3)] == [200] * 3
    assert client.ask(LOOKUP, Host="evil.example").status == 421
    assert client.ask(LOOKUP).status == 200


def test_what_only_looks_light_is_stopped_and_others_are_answered_meanwhile(server: Served) -> None:
    others = [Client(server) for _ in range(8)]
    with ThreadPoolExecutor(1) as pool:
        assert all(c.ask(f"{LOOKUP} # {i}").status == 200 for i, c in enumerate(others))
        began = time.monotonic()
        sly = pool.submit(Client(server).ask, SLY)
        while not sly.done():
            asked = time.monotonic()
            assert all(c.ask(f"{LOOKUP} # {asked}{i}").status == 200 for i, c in enumerate(others))
            assert time.monotonic() - asked < 1.5
        assert (sly.result().status, sly.result().body) == (503, b"stopped after 2 s; ask for less, for example with LIMIT\n")
        assert 2 < time.monotonic() - began < 8


def test_many_that_only_look_light_keep_nobody_waiting_for_long(server: Served) -> None:
    with ThreadPoolExecutor(6) as pool:
        slies = [pool.submit(Client(server).ask, f"{SLY} # {i}") for i in range(6)]
        time.sleep(0.3)
        began = time.monotonic()
        assert Client(server).ask(LOOKUP).status in (200, 503)
        assert time.monotonic() - began < 8
        assert all(s.result().status == 503 for s in slies)


def test_no_client_is_lost_with_a_process(server: Served) -> None:
    clients = [Client(server) for _ in range(12)]
    for pid in server.workers():
        for n in range(2):  # from the second on they are lent
            assert all(c.ask(f"{LOOKUP} # {pid} {n} {i}").status == 200 for i, c in enumerate(clients))
        os.kill(pid, signal.SIGKILL)
        assert all(c.ask(f"{LOOKUP} # without {pid} {i}").status == 200 for i, c in enumerate(clients))
        time.sleep(1.2)  # until connections are lent again


def test_clients_are_answered_while_jobs_take_all_processes_and_after(server: Served) -> None:
    """A process gives its connections back before it takes a job."""
    clients = [Client(server) for _ in range(8)]
    assert all(c.ask(f"{LOOKUP} # {i}").status == 200 for i, c in enumerate(clients))
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(server.query, f"{RUNAWAY} # {i}") for i in range(4)]
        time.sleep(0.2)
        assert {c.ask(f"{LOOKUP} # busy {i}").status for i, c in enumerate(clients)} <= {200, 503}
        assert [j.result().status for j in jobs] == [503] * 4
    assert all(c.ask(f"{LOOKUP} # after {i}").status == 200 for i, c in enumerate(clients))


def test_light_queries_one_behind_the_other_are_answered_in_order(server: Served) -> None:
    some = [f"SELECT (?o AS ?o{i}) {{}}" if i % 5 == 4 else f"SELECT ?v{i} {{ <urn:a1> <urn:p> ?v{i} }}" for i in range(40)]
    wire = "".join(f"GET /sparql?query={quote(q)} HTTP/1.1\r\nHost: localhost\r\n\r\n" for q in some).encode()
    with socket.create_connection((server.host, server.port), timeout=20) as line:
        for at in range(0, len(wire), 700):  # heads in pieces
            line.sendall(wire[at : at + 700])
            time.sleep(0.002)
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        told = b""
        while got := line.recv(1 << 16):
            told += got
    names = [f'"{"o" if i % 5 == 4 else "v"}{i}"'.encode() for i in range(40)]
    places = [told.index(n) for n in names]
    assert places == sorted(places)
    assert told.count(b"HTTP/1.1 200") == 41


def test_a_client_that_takes_nothing_has_its_answers_later_and_holds_up_nobody(server: Served) -> None:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(20)
        line.connect((server.host, server.port))
        ask = "SELECT ?o { <urn:h> <urn:r> ?o } LIMIT 100"
        wire = f"GET /sparql?query={quote(ask)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        many = 200
        sender = threading.Thread(target=line.sendall, args=(wire * many,))
        sender.start()
        time.sleep(0.5)
        assert Client(server).ask(LOOKUP).status == 200
        told = 0
        rest = b""
        while told < many:
            rest += line.recv(1 << 16)
            told += rest.count(b"HTTP/1.1 200")
            rest = rest[-11:]
        sender.join()


def test_who_asks_nothing_for_a_while_may_ask_again(server: Served) -> None:
    client = Client(server)
    assert client.ask(LOOKUP).status == 200
    time.sleep(11)  # twice the time after which the connection goes back
    assert client.ask(LOOKUP).status == 200


def test_a_kept_connection_sees_what_was_written(tmp_path: Path, server: Served) -> None:
    may = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    with serving(on_disk(tmp_path, quads("<a:g> { <a:s> <a:p> 0 }")), "--write", env={"KG_TOKEN": TOKEN}) as served:
        client = Client(served)
        for n in range(1, 4):
            assert client.ask("SELECT ?n { <a:s> <a:p> ?n }").body.count(b"literal") == n
            assert (
                served.ask("POST", "/update", f"INSERT DATA {{ GRAPH <a:g> {{ <a:s> <a:p> {n} }} }}".encode(), may).status == 204
            )


def test_a_folder_is_asked_on_a_kept_connection(tmp_path: Path, server: Served) -> None:
    with serving(on_disk(tmp_path, quads(GRAPH))) as served:
        client = Client(served)
        assert {client.ask(f"{LOOKUP} # {i}").body for i in range(9)} == {served.query(LOOKUP, Connection="close").body}


class Desk:
    """A process's end of things, with no process: a client's line, and what the server would be told."""

    def __init__(self, run: object) -> None:
        self.server, pipe = socket.socketpair()
        self.lent = Lent(pipe, run, Open(frozenset({"localhost"})))  # type: ignore[arg-type]
        self.client, line = socket.socketpair()
        self.server.setblocking(False)
        self.lent.add(Loan(7, line))

    def gave_back(self) -> list[tuple[int, bytes]]:
        with contextlib.suppress(BlockingIOError):
            told = Frames().feed(self.server.recv(1 << 20))
            assert {kind for kind, _ in told} == {BACK}
            return [(NUMBER.unpack_from(p)[0], p[NUMBER.size :]) for _, p in told]
        return []

    def after(self, told: bytes) -> list[tuple[int, bytes]]:
        """What is given back over these bytes."""
        self.client.sendall(told)
        self.lent._one(7, self.lent._all[7])
        return self.gave_back()


def _http(query: str, *headers: str) -> bytes:
    lines = "".join(f"{h}\r\n" for h in ("Host: localhost", *headers))
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\n{lines}\r\n".encode()


def _some(asked: object, held: Held) -> None:
    held.begin(200, "text/csv")
    held.write(b"a\r\n")


HANDED_BACK = {
    "not light": _http("ASK {}"),
    "half a head": _http(LOOKUP)[:-2],
    "another address": b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another method": _http(LOOKUP).replace(b"GET", b"POST"),
    "an older HTTP": _http(LOOKUP).replace(b"HTTP/1.1", b"HTTP/1.0"),
    "more parameters": _http(LOOKUP).replace(b" HTTP", b"&default-graph-uri=urn:g HTTP"),
    "a fragment": _http(LOOKUP).replace(b" HTTP", b"#a HTTP"),
    "an escape that is none": _http(LOOKUP).replace(b" HTTP", b"%zz HTTP"),
    "not the last request": _http(LOOKUP, "Connection: close"),
    "a body": _http(LOOKUP, "Content-Length: 3"),
    "a body in pieces": _http(LOOKUP, "TRANSFER-ENCODING: chunked"),
    "two hosts": _http(LOOKUP, "Host: localhost"),
    "another host": _http(LOOKUP).replace(b"localhost", b"evil"),
    "no host": _http(LOOKUP).replace(b"Host", b"Nost"),
    "a header in two lines": _http(LOOKUP, "Accept: text/csv,\r\n text/html"),
    "bare line feeds": _http(LOOKUP).replace(b"\r\n", b"\n"),
    "a space before a colon": _http(LOOKUP, "Content-Length : 3"),
}


@pytest.mark.parametrize("what", HANDED_BACK)
def test_a_request_that_is_not_plain_is_handed_back_unread(what: str) -> None:
    desk = Desk(_some)
    assert desk.after(HANDED_BACK[what]) == [(7, b"")]


def test_a_plain_request_is_answered_and_read_and_only_that() -> None:
    desk, wire = Desk(_some), _http(LOOKUP, "Accept: text/csv", "User-Agent: x", "Connection: keep-alive")
    assert desk.after(wire * 2) == []
    assert desk.client.recv(1 << 16).startswith(b"HTTP/1.1 200 OK\r\ndate: ")
    assert desk.lent._all[7].recv(1 << 16) == wire


@pytest.mark.parametrize("wrong", [ValueError, OSError, MemoryError, SyntaxError, OverflowError])
def test_what_goes_wrong_is_asked_of_the_server(wrong: type[Exception]) -> None:
    def run(asked: object, held: Held) -> None:
        held.begin(200, "text/csv")
        raise wrong("…")

    desk = Desk(run)
    line = desk.lent._all[7].dup()
    assert desk.after(_http(LOOKUP)) == [(7, b"")]
    assert line.recv(1 << 16) == _http(LOOKUP)


def test_what_a_client_does_not_take_goes_back_with_it() -> None:
    def run(asked: object, held: Held) -> None:
        held.begin(200, "text/csv")
        held.write(b"x" * 60_000)

    desk = Desk(run)
    desk.client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    desk.lent._all[7].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    back = desk.after(_http(LOOKUP))
    assert [number for number, _ in back] == [7]
    begun = desk.client.recv(1 << 20)
    assert (begun + back[0][1]).endswith(b"\r\n\r\n" + b"x" * 60_000)


def test_an_inbox_has_jobs_and_connections_in_their_order(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    first, second = socket.socketpair()
    socket.send_fds(ours, [lend(3)], [first.fileno()])
    told = RECALLED + job({"do": "x"}, b"body") + job({"do": "y"})
    for at in range(0, len(told), 5):
        ours.sendall(told[at : at + 5])
    ours.close()
    inbox = Inbox(theirs)
    found: list[object] = []
    while inbox.receive():
        found += inbox
    loan, recall, *jobs = found
    assert isinstance(loan, Loan)
    assert loan.number == 3
    assert isinstance(recall, Recall)
    assert jobs == [Asked({"do": "x"}, b"body"), Asked({"do": "y"}, b"")]
    second.sendall(b"hello")
    assert loan.line.recv(5) == b"hello"
