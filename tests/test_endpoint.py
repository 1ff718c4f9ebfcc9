"""kg load to a server that does what it is told: retries, resumes, sends no secrets, and tells every failure in a line."""

from __future__ import annotations

import base64
import re
import ssl
import subprocess
import time
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from graphs_made import file, name, run, start
from servers import Answer, Asked, Stub, free_port

from kg.endpoint import Endpoint
from kg.errors import InputError
from kg.load import remote
from kg.load.folder import Done
from kg.load.journal import Journal


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for variable in ("KG_USER", "KG_PASSWORD", "KG_TOKEN", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(variable, raising=False)


def load(source: Path, url: str, anew: bool = False, seconds: float = 20) -> Done:
    return remote.load([str(source)], url, None, anew, lambda done: None, Endpoint(url, seconds, pause=0.01))


def graph_of(asked: Asked) -> str:
    return parse_qs(urlsplit(asked.path).query)["graph"][0]


def test_each_graph_is_put_under_its_name(tmp_path: Path) -> None:
    with Stub([]) as stub:
        assert load(file(tmp_path / "a.nq", range(3)), f"{stub.url}/store") == Done(3, 3)
    assert [(a.method, graph_of(a)) for a in stub.asked] == [("PUT", name(n)) for n in range(3)]
    assert all(a.headers["Content-Type"] == "text/turtle" for a in stub.asked)
    assert "鳴瀬食品1" in stub.asked[1].body.decode()


def test_several_graphs_go_into_one_update(tmp_path: Path) -> None:
    with Stub([]) as stub:
        load(file(tmp_path / "a.nq", range(3)), f"{stub.url}/update")
    (asked,) = stub.asked
    assert asked.headers["Content-Type"] == "application/sparql-update"
    assert re.findall(r"DROP SILENT GRAPH <(.*?)> ;\nINSERT DATA { GRAPH <(.*?)>", asked.body.decode()) == [
        (name(n), name(n)) for n in range(3)
    ]


def test_too_much_at_once_is_halved(tmp_path: Path) -> None:
    def most(asked: Asked) -> Answer:
        return Answer(413 if len(asked.body) > 6000 else 204)

    with Stub(most) as stub:
        assert load(file(tmp_path / "a.nq", range(8)), f"{stub.url}/update").changed == 8
    taken = [a for a in stub.asked if len(a.body) <= 6000]
    assert Counter(re.findall(r"DROP SILENT GRAPH <(.*?)>", "".join(a.body.decode() for a in taken))) == Counter(
        map(name, range(8))
    )
    with Stub([413]) as stub, pytest.raises(InputError, match="too much at once"):
        load(file(tmp_path / "b.nq", [1]), f"{stub.url}/update")


@pytest.mark.parametrize("first", [500, 503, 429, Answer(502, b"later"), Answer(broken=True), Answer(200, b"x", broken=True)])
def test_what_may_be_over_in_a_moment_is_tried_again(tmp_path: Path, first: int | Answer) -> None:
    with Stub([204, first, first]) as stub:
        assert load(file(tmp_path / "a.nq", range(3)), f"{stub.url}/store") == Done(3, 3)
    assert [graph_of(a) for a in stub.asked] == [name(n) for n in (0, 1, 1, 1, 2)]


def test_as_long_as_the_server_asks_for(tmp_path: Path) -> None:
    with Stub([Answer(503, headers={"Retry-After": "1"})]) as stub:
        begun = time.monotonic()
        load(file(tmp_path / "a.nq", [1]), f"{stub.url}/store")
        assert 1 <= time.monotonic() - begun < 3


FAILURES = {
    "401": ([401], r"wants to know who asks \(401\); set KG_USER and KG_PASSWORD, or KG_TOKEN, in the environment"),
    "403": ([Answer(403, b"<p>not you</p>")], r"does not allow this \(403: not you\)"),
    "404": ([404], "nothing there takes this"),
    "415": ([415], "nothing there takes this"),
    "400": ([Answer(400, "文法が\n違う".encode())], r"refused \(400: 文法が 違う\)"),
    "413": ([413], r"too much at once for it \(413\)"),
    "301": (
        [Answer(301, headers={"Location": "http://x.example/"})],
        r"has moved \(301\); give its new address: http://x.example/",
    ),
    "500": ([500] * 9, r"failed there \(500\)"),
    "503": ([503] * 9, r"is too busy \(503\)"),
    "broken off": ([Answer(broken=True)] * 9, "the connection broke off"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_every_failure_is_a_line(tmp_path: Path, case: str) -> None:
    answers, words = FAILURES[case]
    with Stub([*answers]) as stub, pytest.raises(InputError, match=words) as error:  # type: ignore[list-item]
        load(file(tmp_path / "a.nq", [1]), f"{stub.url}/store")
    assert str(error.value).startswith(f"{stub.url}/store: ")
    assert len(stub.asked) == min(5, len(answers))


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with Stub(lambda asked: Answer(after=2)) as stub, pytest.raises(InputError, match=r"no answer in 0\.2 seconds"):
        load(file(tmp_path / "a.nq", [1]), f"{stub.url}/store", seconds=0.2)


def test_nobody_there_is_told_at_once(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", [1])
    told = {
        f"http://127.0.0.1:{free_port()}/store": "nobody answers there (connection refused)",
        "http://nobody.invalid/store": "there is no such host",
        "http://127.0.0.1:99999/store": "not an address",
        "http:///store": "not an address",
        "http://127.0.0.1:1/": "this address does not tell whether it takes graphs or updates",
    }
    for url, words in told.items():
        begun = time.monotonic()
        code, out, err = run("load", a, "--to", url, cwd=tmp_path)
        assert (code, out, err.count("\n")) == (2, "", 1), err
        assert f"kg: {url}: {words}" in err
        assert time.monotonic() - begun < 5


def test_tls_that_is_none_or_not_trusted_is_told(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", [1])
    with Stub([]) as stub, pytest.raises(InputError, match="no TLS is spoken there"):
        load(a, stub.url.replace("http:", "https:") + "/store")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        [*"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(),
         "-keyout", str(key), "-out", str(certificate)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("no openssl to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Stub([]) as stub:
        stub.speak_tls(context)
        url = stub.url.replace("http:", "https:") + "/store"
        with pytest.raises(InputError, match=r"its certificate is not trusted \(self-signed certificate\)"):
            load(a, url)
        assert run("load", a, "--to", url, cwd=tmp_path, env={"SSL_CERT_FILE": str(certificate)})[0] == 0


# who asks


def test_a_bearer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "t0ken-x")
    with Stub([Answer(400, b"you said Bearer t0ken-x")]) as stub, pytest.raises(InputError) as error:
        load(file(tmp_path / "a.nq", [1]), f"{stub.url}/store")
    assert stub.asked[0].headers["Authorization"] == "Bearer t0ken-x"
    assert "t0ken" not in str(error.value)


def test_a_name_and_a_password_are_told_when_the_server_asks_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "三浦")
    monkeypatch.setenv("KG_PASSWORD", "geheim:1")
    with Stub([Answer(401, headers={"WWW-Authenticate": 'Basic realm="x"'})]) as stub:
        load(file(tmp_path / "a.nq", range(3)), f"{stub.url}/store")
    said = [a.headers.get("Authorization") for a in stub.asked]
    assert said == [None, *["Basic " + base64.b64encode("三浦:geheim:1".encode()).decode()] * 3]
    challenge = Answer(401, headers={"WWW-Authenticate": 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'})
    with Stub(lambda asked: Answer() if asked.headers.get("Authorization", "").startswith("Digest ") else challenge) as stub:
        load(file(tmp_path / "b.nq", range(3)), f"{stub.url}/store", anew=True)
    told = "".join(str(a.headers) for a in stub.asked)
    assert 'username="三浦"' in told or "username=" in told
    assert "geheim" not in told
    with Stub(lambda asked: challenge) as stub, pytest.raises(InputError, match=r"does not let this user in \(401\)"):
        load(file(tmp_path / "c.nq", [1]), f"{stub.url}/store")


def test_no_password_on_the_command_line(tmp_path: Path) -> None:
    code, _, err = run("load", file(tmp_path / "a.nq", [1]), "--to", "http://u:geheim@127.0.0.1:1/store", cwd=tmp_path)
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith("kg: http://127.0.0.1:1/store: an address on the command line holds no password; set KG_USER")
    assert "geheim" not in err


def test_who_asks_is_not_told_to_where_a_server_sends_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "t0ken-x")
    with Stub([]) as other, Stub([Answer(307, headers={"Location": f"{other.url}/store"})]) as stub:
        with pytest.raises(InputError, match="has moved"):
            load(file(tmp_path / "a.nq", [1]), f"{stub.url}/store")
        assert other.asked == []


# begun and broken off


def test_a_load_that_broke_off_goes_on(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", range(6))
    with Stub([204, 204, 204, 400]) as stub:
        with pytest.raises(InputError):
            load(a, f"{stub.url}/store")
        assert len(stub.asked) == 4
        stub.asked.clear()
        assert load(a, f"{stub.url}/store") == Done(6, 3)
        assert [(x.method, graph_of(x)) for x in stub.asked] == [("GET", name(0)), *[("PUT", name(n)) for n in (3, 4, 5)]]
        stub.asked.clear()
        assert load(a, f"{stub.url}/store") == Done(6, 6)  # it is done: what became of it there nobody knows


def test_what_changed_since_is_sent_again_and_anew_sends_all(tmp_path: Path) -> None:
    with Stub([204, 204, 204, 400]) as stub:
        with pytest.raises(InputError):
            load(file(tmp_path / "a.nq", range(6)), f"{stub.url}/store")
        stub.asked.clear()
        load(file(tmp_path / "a.nq", range(6), amount=99), f"{stub.url}/store")
        assert len(stub.asked) == 6
    with Stub([204, 400]) as stub:
        with pytest.raises(InputError):
            load(tmp_path / "a.nq", f"{stub.url}/store")
        stub.asked.clear()
        load(tmp_path / "a.nq", f"{stub.url}/store", anew=True)
        assert [x.method for x in stub.asked] == ["PUT"] * 6


def test_a_server_that_was_emptied_meanwhile_gets_all(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", range(4))
    with Stub([204, 204, 400, 404]) as stub:
        with pytest.raises(InputError):
            load(a, f"{stub.url}/store")
        stub.asked.clear()
        assert load(a, f"{stub.url}/store").changed == 4
        assert [x.method for x in stub.asked] == ["GET", *["PUT"] * 4]


def test_a_killed_load_goes_on(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", range(60))
    met: Counter[str] = Counter()

    def slow(asked: Asked) -> Answer:
        if asked.method == "PUT":
            met[graph_of(asked)] += 1
        return Answer(after=0.03)

    with Stub(slow) as stub:
        for _ in range(3):
            process = start("load", a, "--to", f"{stub.url}/store", cwd=tmp_path)
            before = len(stub.asked)
            while len(stub.asked) < before + 15:
                time.sleep(0.01)
            process.kill()
            process.communicate()
        assert run("load", a, "--to", f"{stub.url}/store", cwd=tmp_path)[0] == 0
    assert set(met) == {name(n) for n in range(60)}
    assert sum(met.values()) <= 60 + 3  # at most what was under way is sent twice
    assert list((tmp_path / "state" / "newskg").iterdir()) == []


def test_two_loads_to_one_address_do_not_meet(tmp_path: Path) -> None:
    with Journal.of("http://x/"), pytest.raises(InputError, match="another kg is loading into this"):
        Journal.of("http://x/")


def test_without_a_place_for_a_journal_it_loads_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with Stub([]) as stub:
        assert load(file(tmp_path / "a.nq", range(3)), f"{stub.url}/store") == Done(3, 3)


# a query


def test_an_answer_that_breaks_off_or_is_none_is_told(tmp_path: Path) -> None:
    head = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}},'
    json = {"Content-Type": "application/sparql-results+json"}
    told = {
        Answer(200, head, json, broken=True): "the connection broke off|its answer broke off",
        Answer(200, head, json): "its answer broke off, or is no result of a query",
        Answer(200, b"<html>", {"Content-Type": "text/html"}): "answers in text/html, which is no result of a query",
        Answer(400, b"syntax"): "refused .400: syntax.",
    }
    for answer, words in told.items():
        with Stub(lambda asked, a=answer: a) as stub:  # type: ignore[misc]
            code, _, err = run("query", f"{stub.url}/query", "SELECT * { ?s ?p ?x }", "--format", "csv", cwd=tmp_path)
        assert (code, err.count("\n")) == (2, 1), err
        assert re.search(words, err), err
