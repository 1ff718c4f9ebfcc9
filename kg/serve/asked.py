"""A request of the SPARQL 1.1 Protocol or the Graph Store Protocol in, a job out; or the status that says what is wrong with it.

    query_job(Request("GET", {"query": ["ASK {}"]}, …)) → {"do": "query", "query": "ASK {}", "default": [], …}

https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from kg.serve.accept import TRIPLES, media_type
from kg.serve.frames import Job

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

_AS_IN_MAIL = bytes.maketrans(b"%+", b"= ")

Parameters = dict[str, list[str]]


class Refused(Exception):
    """A request that is not answered: its status, and why in words."""

    def __init__(self, status: int, words: str, **headers: str) -> None:
        super().__init__(words)
        self.status, self.words, self.headers = status, words, headers


@dataclass(frozen=True, slots=True)
class Request:
    """What of a request matters here. `base` is the address that relative IRIs are read by."""

    method: str
    parameters: Parameters  # of the URL
    type: str  # the header Content-Type
    body: bytes
    accept: str
    base: str


def parameters(encoded: bytes) -> Parameters:
    """a=1&a=%E9%9D%92 → {"a": ["1", "青"]}. Raises Refused for an escape that is none, and for what is not UTF-8."""
    out: Parameters = {}
    for pair in encoded.split(b"&"):
        if pair:
            key, _, value = pair.partition(b"=")
            out.setdefault(decoded(key), []).append(decoded(value))
    return out


def decoded(value: bytes) -> str:
    """%E9%9D%92+1 → 青 1. Raises Refused."""
    quoted = value.replace(b"=", b"=3D").translate(_AS_IN_MAIL)  # which Python reads in C
    found = a2b_qp(quoted)
    # each escape is two bytes shorter now, but for one that is none; and mail would join lines
    is_sure = len(found) == len(quoted) - 2 * quoted.count(b"=") and b"\n" not in value and b"\r" not in value
    if not is_sure and re.search(rb"%(?![0-9A-Fa-f]{2})", value):
        raise Refused(400, "a % stands without two hexadecimal digits")
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "not UTF-8") from None


def operation(asked: Request) -> str:
    """query, update, or description where nothing is asked. Raises Refused."""
    if asked.method in ("GET", "HEAD"):
        if "update" in asked.parameters:
            raise Refused(400, "an update is sent by POST")
        return "query" if asked.parameters else "description"
    if asked.method != "POST":
        raise Refused(405, "ask by GET or POST", allow="GET, HEAD, POST, OPTIONS")
    type, charset = media_type(asked.type)
    if type not in (FORM, QUERY, UPDATE):
        raise Refused(415, f"send {FORM}, {QUERY} or {UPDATE}")
    if charset not in ("", "utf-8", "utf8"):
        raise Refused(415, "send UTF-8")
    if type == FORM:
        return "update" if "update" in parameters(asked.body) else "query"
    return "query" if type == QUERY else "update"


def query_job(asked: Request) -> Job:
    """Raises Refused."""
    told, query = _words(asked, "query")
    return to_query(query, asked.accept, asked.base, told.get("default-graph-uri", []), told.get("named-graph-uri", []))


def to_query(query: str, accept: str, base: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Job:
    return {"do": "query", "query": query, "accept": accept, "base": base, "default": default, "named": named}


def update_job(asked: Request) -> Job:
    """Raises Refused."""
    told, update = _words(asked, "update")
    return {
        "do": "update",
        "update": update,
        "base": asked.base,
        "using": told.get("using-graph-uri", []),
        "using_named": told.get("using-named-graph-uri", []),
    }


def _words(asked: Request, name: str) -> tuple[Parameters, str]:
    """All parameters, and the one query or update."""
    told = {key: list(values) for key, values in asked.parameters.items()}
    if asked.method == "POST":
        if media_type(asked.type)[0] == FORM:
            for key, values in parameters(asked.body).items():
                told.setdefault(key, []).extend(values)
        else:
            try:
                told.setdefault(name, []).append(asked.body.decode("utf-8"))
            except UnicodeDecodeError:
                raise Refused(400, "not UTF-8") from None
    found = told.get(name, [])
    if len(found) != 1:
        raise Refused(400, f"exactly one {name} is needed, here are {len(found)}")
    if "query" in told and "update" in told:
        raise Refused(400, "a query and an update at once")
    return told, found[0]


def graph_job(asked: Request) -> Job:
    """GET /store?graph=… or ?default; with PUT and POST the body's media type. Raises Refused."""
    graphs, default = asked.parameters.get("graph", []), "default" in asked.parameters
    if len(graphs) + default != 1:
        raise Refused(400, "name one graph: ?graph=IRI or ?default")
    graph = graphs[0] if graphs else None
    if graph is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*", graph):
        raise Refused(400, "?graph= takes an absolute IRI")
    type = ""
    if asked.method in ("PUT", "POST"):
        type, charset = media_type(asked.type)
        if type not in TRIPLES or charset not in ("", "utf-8", "utf8"):
            raise Refused(415, f"send {', '.join(TRIPLES)} in UTF-8")
    do = {"GET": "graph", "HEAD": "graph"}.get(asked.method, asked.method.lower())
    return {"do": do, "graph": graph, "accept": asked.accept, "type": type, "base": graph or asked.base}


def node_job(iris: list[str], asked: Request, lang: str) -> Job:
    return {"do": "node", "iris": iris, "accept": asked.accept, "lang": lang}


def candidates(base: str, raw_path: bytes) -> list[str]:
    """The IRIs that a path may mean: as it stands, with letters for the escapes of letters, with all escapes read.

    person/%E4%B8%89, A%2FB → …person/%E4%B8%89, …person/三; …A%2FB, …A/B. Raises Refused.
    """
    path = raw_path.decode("ascii", "replace")
    if re.search(r"%(?![0-9A-Fa-f]{2})", path):
        raise Refused(400, "a % stands without two hexadecimal digits")
    try:
        letters = re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda m: unquote_to_bytes(m[0]).decode("utf-8"), path)
        whole = unquote(path, errors="strict")
    except UnicodeDecodeError:
        raise Refused(400, "not UTF-8") from None
    return [base + p for p in dict.fromkeys((path, whole, letters))]
