"""No validation reads anything but the files named, and none takes for ever: attacks, each on a whole process, under limits.

A socket listens on 127.0.0.1 and must never be connected to; a file beside the graph holds a word that must never be told.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import environment
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kg import serial
from kg.errors import InputError
from kg.sparql import asks_elsewhere
from kg.validate import rules, source, validate
from kg.validate.engines import ENGINES, report
from kg.validate.output import FORMATS, written
from kg.validate.sources import DEEPEST, MOST_BYTES
from kg.validate.syntax import MOST_ERRORS
from kg.vocabulary import PREFIXES

SECRET = "xyzzy-plugh-42"
GOOD = (Path(__file__).parent / "shapes" / "good.ttl").read_text("utf-8")
KG = f"@prefix kg: <{PREFIXES['kg']}> . @prefix rdfs: <{PREFIXES['rdfs']}> .\n"
DATA = '@prefix ex: <http://ex/> . ex:a a ex:C ; ex:p "v" ; ex:long "' + "a" * 40 + 'X" .\n'
GIGABYTE = 1 << 30


@dataclass
class Ear:
    """Listens, and counts who comes."""

    port: int = 0
    calls: list[object] = field(default_factory=list)


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        out = Ear(listening.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    caller, address = listening.accept()
                except OSError:
                    return
                out.calls.append(address)
                caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield out
        listening.shutdown(socket.SHUT_RDWR)


def test_the_ear_hears(ear: Ear) -> None:
    socket.create_connection(("127.0.0.1", ear.port)).close()
    deadline = time.monotonic() + 5
    while not ear.calls and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(ear.calls) == 1
    ear.calls.clear()


class Done(NamedTuple):
    code: int
    out: str
    err: str
    seconds: float


def limits() -> None:
    """For a child: what goes beyond is ended, and so seen."""
    resource.setrlimit(resource.RLIMIT_AS, (2 * GIGABYTE, 2 * GIGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def run(folder: Path, *arguments: str, stdin: object = subprocess.DEVNULL) -> Done:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "validate", *arguments],
        stdin=stdin, capture_output=True, cwd=folder, env=environment(), preexec_fn=limits, timeout=90, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode(), time.monotonic() - start)


def refused(done: Done, word: str = "") -> None:
    """Exit code 2, one line that says why on stderr, nothing on stdout."""
    assert (done.code, done.out) == (2, ""), done
    assert re.fullmatch(r"kg: [^\n]+: [^\n]+\n", done.err), done
    assert word in done.err, done
    assert len(done.err) < 800, done


def told(done: Done, *words: str) -> None:
    """A report on stdout, nothing on stderr."""
    assert done.code in (0, 1), done
    assert done.err == "", done
    assert all(w in done.out for w in words), done


@contextmanager
def alone(ear: Ear, folder: Path) -> Iterator[None]:
    """A place with a secret beside the graph, where nobody calls."""
    (folder / "secret.ttl").write_text(f'<http://s/s> <http://s/p> "{SECRET}" .\n', "utf-8")
    (folder / "d.ttl").write_text(DATA, "utf-8")
    yield
    assert not ear.calls


def together(ear: Ear, folder: Path, asked: Mapping[str, tuple[Sequence[str], Callable[[Done], None]]]) -> None:
    """Each with its arguments and what it must say, all of them, some at a time."""
    with alone(ear, folder), ThreadPoolExecutor(3) as pool:
        done = dict(zip(asked, pool.map(lambda a: run(folder, *a[0]), asked.values()), strict=True))
    wrong = []
    for name, (_, check) in asked.items():
        try:
            assert SECRET not in done[name].out + done[name].err, "the secret is told"
            assert "Traceback" not in done[name].err, done[name]
            assert done[name].seconds < 60
            check(done[name])
        except AssertionError as error:
            wrong.append(f"{name}: {str(error)[:600]}")
    assert not wrong, "\n".join(wrong)


def must(check: Callable[..., None], *words: str) -> Callable[[Done], None]:
    return lambda done: check(done, *words)


# Graphs


def json_ld(there: str) -> dict[str, object]:
    node = {"@id": "http://a", "p": "v"}
    return {
        "url": {"@context": there} | node,
        "in a list": {"@context": [{"p": "http://p"}, there]} | node,
        "nested": {"@id": "http://a", "http://p": {"@context": there} | node},
        "in a graph": {"@graph": [{"@context": there} | node]},
        "included": {"@id": "http://b", "@included": [{"@context": there} | node]},
        "scoped by property": {"@context": {"p": {"@id": "http://p", "@context": there}}, "@id": "http://a", "p": {"q": "v"}},
        "scoped by type": {"@context": {"T": {"@id": "http://T", "@context": there}}, "@type": "T", "@id": "http://a"},
        "imported": {"@context": {"@version": 1.1, "@import": there}} | node,
    }


def test_a_context_elsewhere_is_refused(ear: Ear, tmp_path: Path) -> None:
    asked = {}
    for kind, there in {"http": f"http://127.0.0.1:{ear.port}/c.jsonld", "file": f"file://{tmp_path}/secret.ttl"}.items():
        for n, (name, document) in enumerate(json_ld(there).items()):
            (tmp_path / f"{kind}{n}.jsonld").write_text(json.dumps(document))
            asked[f"{kind}, {name}"] = ([f"{kind}{n}.jsonld", "--engine", ENGINES[n % 2]], must(refused, "nothing is fetched"))
    (tmp_path / "relative.jsonld").write_text(json.dumps(json_ld("secret.ttl")["url"]))
    asked["relative"] = (["relative.jsonld"], must(told, "syntax"))
    together(ear, tmp_path, asked)
    assert len(asked) == 17


def xml(head: str, words: str = "v") -> str:
    return f"""<?xml version="1.0"?>{head}<rdf:RDF xmlns:rdf="{PREFIXES["rdf"]}" xmlns:x="http://x/"
        xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:owl="http://www.w3.org/2002/07/owl#"
        ><rdf:Description rdf:about="http://a"><x:p>{words}</x:p></rdf:Description></rdf:RDF>"""


def test_xml_brings_nothing_in(ear: Ear, tmp_path: Path) -> None:
    url, file = f"http://127.0.0.1:{ear.port}/x", f"file://{tmp_path}/secret.ttl"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    entities, nowhere = must(refused, "entities"), must(told)
    documents = {
        "internal": (xml('<!DOCTYPE r [<!ENTITY e "x">]>', "&e;"), entities),
        "external file": (xml(f'<!DOCTYPE r [<!ENTITY e SYSTEM "{file}">]>', "&e;"), entities),
        "external address": (xml(f'<!DOCTYPE r [<!ENTITY e SYSTEM "{url}">]>', "&e;"), entities),
        "parameter": (xml(f'<!DOCTYPE r [<!ENTITY % e SYSTEM "{url}"> %e;]>'), entities),
        "billion laughs": (xml(f'<!DOCTYPE r [<!ENTITY l0 "lol">{laughs}]>', "&l11;"), entities),
        "DTD": (xml(f'<!DOCTYPE r SYSTEM "{url}">'), nowhere),
        "style": (xml(f'<?xml-stylesheet href="{url}"?>'), nowhere),
        "XInclude": (xml("", f'</x:p><x:q><xi:include href="{file}" parse="text"/></x:q><x:p>'), nowhere),
        "imports": (xml("", f'</x:p><owl:imports rdf:resource="{url}"/><x:p>'), must(told, "not-followed")),
        "deep": (xml("", "</x:p>" + "<x:p><x:A>" * 20_000 + "</x:A></x:p>" * 20_000 + "<x:p>"), must(refused, "deep")),
        "unclosed comments": (xml("", "<!--" * 500_000), nowhere),
    }
    asked = {}
    for n, (name, (words, check)) in enumerate(documents.items()):
        (tmp_path / f"{n}.rdf").write_text(words)
        asked[name] = ([f"{n}.rdf"], check)
    (tmp_path / "wide.rdf").write_bytes(documents["billion laughs"][0].encode("utf-16"))
    asked["UTF-16 laughs"] = (["wide.rdf"], must(refused, "UTF-16"))
    together(ear, tmp_path, asked)
    assert len(asked) == 12


def test_imports_of_a_graph_are_warned_of_and_those_of_shapes_refused(ear: Ear, tmp_path: Path) -> None:
    imports, url = "http://www.w3.org/2002/07/owl#imports", f"http://127.0.0.1:{ear.port}/i"
    file = f"file://{tmp_path}/secret.ttl"
    texts = {
        "i.ttl": f"<http://a> <{imports}> <{url}> , <{file}> .",
        "i.trig": f"<http://g> {{ <http://a> <{imports}> <{url}> }}",
        "i.nt": f"<http://a> <{imports}> <{file}> .\n",
        "i.nq": f"<http://a> <{imports}> <{url}> <{file}> .\n",
        "i.jsonld": json.dumps({"@id": "http://a", imports: {"@id": url}}),
    }
    asked = {}
    for name, words in texts.items():
        (tmp_path / name).write_text(words)
        asked[f"{name} as shapes"] = (["d.ttl", "--shapes", name], must(refused, "owl:imports"))
        for engine in ENGINES:
            asked[f"{name}, {engine}"] = ([name, "--engine", engine], must(told, "not-followed"))
    together(ear, tmp_path, asked)
    assert len(asked) == 15


def test_a_name_of_a_file_is_no_address(ear: Ear, tmp_path: Path) -> None:
    names = [f"{kind}://127.0.0.1:{ear.port}/x.ttl" for kind in ("http", "https", "ftp")]
    names += [f"file://{tmp_path}/secret.ttl", "data:text/turtle,<a:a> <a:b> <a:c> .ttl"]
    asked = {}
    for name in names:
        asked[name] = ([name], must(refused, "no such file"))
        asked[f"{name} as shapes"] = (["d.ttl", "--shapes", name], must(refused, "no such file"))
    asked["article"] = (["d.ttl", "--article", f"http://127.0.0.1:{ear.port}/x.txt"], must(refused, "no such file"))
    asked["output"] = (["d.ttl", "--engine", f"http://127.0.0.1:{ear.port}/"], must(refused))
    together(ear, tmp_path, asked)
    assert len(asked) == 12


# Shapes


def head(ear: Ear, place: str) -> str:
    return f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://ex/> . @prefix xsd: <{PREFIXES["xsd"]}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <{PREFIXES["rdf"]}> .
ex:doc sh:declare [ sh:prefix "there" ; sh:namespace "http://127.0.0.1:{ear.port}/"^^xsd:anyURI ] ,
    [ sh:prefix "file" ; sh:namespace "file://{place}/"^^xsd:anyURI ] .
"""


def string(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def queries(url: str, file: str, place: str) -> dict[str, str]:
    """SELECTs that ask elsewhere."""
    inner = f"SERVICE <{url}> {{ ?x ?q ?value }}"
    where = "$this ?p ?o ."
    return {
        "SERVICE": f"SELECT $this ?value {{ {where} {inner} }}",
        "lower case": f"SELECT $this ?value {{ {where} {inner.lower()} }}",
        "silent": f"SELECT $this ?value {{ {where} SERVICE SILENT <{url}> {{ ?x ?q ?value }} }}",
        "behind a dot": f"SELECT $this ?value {{ $this ?p ?o.{inner} }}",
        "declared prefix": f"SELECT $this ?value {{ {where} SERVICE there:x {{ ?x ?q ?value }} }}",
        "prefix without a blank": f"PREFIX : <{url}/> SELECT $this ?value {{ {where} SERVICE:x {{ ?x ?q ?value }} }}",
        "escaped": rf"SELECT $this ?value {{ {where} \u0053ERVICE <{url}> {{ ?x ?q ?value }} }}",
        "escaped, long": rf"SELECT $this ?value {{ {where} SERVIC\U00000045 <{url}> {{ ?x ?q ?value }} }}",
        "escaped, as rdflib reads it": rf"SELECT $this ?value {{ {where} \u00000053ERVICE <{url}> {{ ?x ?q ?value }} }}",
        "escaped line end": rf"SELECT $this ?value {{ {where} # \u000A{inner}" + "\n}",
        "escaped quote": rf'SELECT $this ?value {{ {where} FILTER(?o != "\u0022) {inner} # "' + "\n}",
        "variable": f"SELECT $this ?value {{ {where} BIND(<{url}> AS ?e) SERVICE ?e {{ ?x ?q ?value }} }}",
        "nested": f"SELECT $this ?value {{ {where} {{ SELECT ?value {{ {{ {inner} }} UNION {{ ?value ?b ?c }} }} }} }}",
        "EXISTS": f"SELECT $this {{ {where} FILTER EXISTS {{ {inner} }} }}",
        "behind less than": f"SELECT $this ?value {{ {where} FILTER(1<2){inner} FILTER(3>2) }}",
        "behind a hash": f"SELECT $this ?value {{ {where} FILTER(?o != '#' && ?o != <http://a#b>) {inner} }}",
        "FROM": f"SELECT $this ?value FROM <{file}> WHERE {{ ?s ?p ?value }}",
        "FROM address": f"SELECT $this ?value FROM <{url}> WHERE {{ ?s ?p ?value }}",
        "FROM, escaped": rf"SELECT $this ?value \u0046ROM <{file}> WHERE {{ ?s ?p ?value }}",
        "FROM, relative": f"BASE <file://{place}/> SELECT $this ?value FROM <secret.ttl> WHERE {{ ?s ?p ?value }}",
        "FROM, declared": "SELECT $this ?value FROM file:secret.ttl WHERE { ?s ?p ?value }",
        "FROM without a blank": f"PREFIX : <file://{place}/secret.> SELECT $this ?value FROM:ttl WHERE {{ ?s ?p ?value }}",
        "FROM NAMED": f"SELECT $this ?value FROM NAMED <{file}> WHERE {{ GRAPH ?g {{ ?s ?p ?value }} }}",
        "LOAD": f"LOAD <{url}>",
        "LOAD file": f"LOAD <{file}> ; SELECT $this {{ $this ?p ?o }}",
        "INSERT": "INSERT DATA { <http://a> <http://b> <http://c> }",
    }


def constraint(query: str) -> str:
    return f"""ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ a sh:SPARQLConstraint ; sh:prefixes ex:doc ;
        sh:message "it is {{?value}}" ; sh:select {string(query)} ] ."""


def ask_both(ear: Ear, folder: Path, shapes: Mapping[str, tuple[str, Callable[[Done], None]]]) -> int:
    """With either engine; how many that were."""
    asked = {}
    for n, (name, (words, check)) in enumerate(shapes.items()):
        (folder / f"s{n}.ttl").write_text(head(ear, str(folder)) + words, "utf-8")
        for engine in ENGINES:
            asked[f"{name}, {engine}"] = (["d.ttl", "--shapes", f"s{n}.ttl", "--no-builtin", "--engine", engine], check)
    together(ear, folder, asked)
    return len(asked)


def test_a_query_asks_nobody_else(ear: Ear, tmp_path: Path) -> None:
    asked = queries(f"http://127.0.0.1:{ear.port}/x", f"file://{tmp_path}/secret.ttl", str(tmp_path))
    told_by_engines = {name: (constraint(q), must(refused)) for name, q in asked.items() if not asks_elsewhere(q)}
    assert ask_both(ear, tmp_path, told_by_engines) == 8
    arguments = {}
    for n, (name, query) in enumerate(asked.items()):
        if name not in told_by_engines:
            (tmp_path / f"q{n}.ttl").write_text(head(ear, str(tmp_path)) + constraint(query), "utf-8")
            arguments[name] = (
                ["d.ttl", "--shapes", f"q{n}.ttl", "--engine", ENGINES[n % 2]],
                must(refused, "asks another place"),
            )
    together(ear, tmp_path, arguments)
    assert len(arguments) == 22


def test_words_in_strings_comments_and_names_are_harmless(ear: Ear, tmp_path: Path) -> None:
    shapes = {
        "comment": constraint("SELECT $this { $this a <http://ex/D> # FROM <a:b> or LOAD\n }"),
        "string": constraint("SELECT $this { $this a <http://ex/D> FILTER('LOAD' != \"FROM <a:b>\") }"),
        "name": constraint("PREFIX ex: <http://ex/> SELECT $this { $this ex:from <http://ex/FROM>, ?from ; ex:x ex:load }"),
    }
    assert ask_both(ear, tmp_path, {name: (s, must(told, "conforms")) for name, s in shapes.items()}) == 6


def test_whether_a_query_asks_elsewhere() -> None:
    for name, query in queries("http://x/", "file:///x", "/x").items():
        engines_tell = name.startswith(("LOAD", "INSERT")) or "rdflib" in name
        assert asks_elsewhere(query) is not engines_tell, name
    assert not asks_elsewhere('ASK { ?from ex:service "\\u3042 FROM" } # SERVICE')


def test_other_ways_out_of_a_shapes_file(ear: Ear, tmp_path: Path) -> None:
    url, file = f"http://127.0.0.1:{ear.port}/x", f"file://{tmp_path}/secret.ttl"
    shape = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI "
    service = string(f"SELECT ?this {{ SERVICE <{url}> {{ ?this ?p ?o }} }}")
    component = "ex:CC a sh:ConstraintComponent ; sh:parameter [ sh:path ex:cc ] ;"
    injected = f'http://a/> SELECT $this ?value FROM <{file}> WHERE {{ ?s ?p ?value FILTER("""'
    no, elsewhere = must(refused), must(refused, "asks another place")
    shapes = {
        "target": (f"ex:S a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ; sh:select {service} ] .", elsewhere),
        "target type": (f"{shape}. ex:T a sh:SPARQLTargetType ; sh:parameter [ sh:path ex:cc ] ; sh:select {service} .", elsewhere),
        "rule": (f"{shape}; sh:rule [ a sh:SPARQLRule ; sh:construct {service.replace('SELECT ?this', 'CONSTRUCT WHERE')} ] .", no),
        "function": (f"{shape}. ex:f a sh:SPARQLFunction ; sh:select {service} .", elsewhere),
        "expression": (f"{shape}; sh:expression [ sh:path ex:p ; sh:nodes [ sh:select {service} ] ] .", no),
        "validator": (f"{component} sh:validator [ a sh:SPARQLAskValidator ; sh:ask {service.replace('SELECT ?this', 'ASK')} ] . {shape}; ex:cc 1 .", elsewhere),
        "node validator": (f"{component} sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:select {service} ] . {shape}; ex:cc 1 .", elsewhere),
        "prefix": (f"ex:d sh:declare [ sh:prefix 'x' ; sh:namespace {string(injected)}^^xsd:anyURI ] . ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:prefixes ex:d ; sh:select {string('SELECT' + chr(34) * 3 + ' != 1) }')} ] .", no),
        "rule of the graph": (f"{shape}; sh:rule [ a sh:TripleRule ] .", must(refused, "sh:rule")),
        "js": (f"{shape}; sh:js [ sh:jsFunctionName 'f' ; sh:jsLibrary [ sh:jsLibraryURL '{url}' ] ] .", must(refused, "JavaScript")),
        "js library": (f"{shape}. ex:L a sh:JSLibrary .", must(refused, "JavaScript")),
        "imports": (f"{shape}. ex:doc owl:imports <{url}> .", must(refused, "owl:imports")),
        "entailment": (f"{shape}. ex:doc sh:entailment <http://www.w3.org/ns/entailment/RDFS> .", must(refused, "sh:entailment")),
        "shapes graph": (f"{shape}. ex:doc sh:shapesGraph <{url}> ; sh:suggestedShapesGraph <{file}> .", must(told, "conforms")),
        "see also": (f"{shape}. ex:doc <{PREFIXES['rdfs']}seeAlso> <{url}> . ex:S <{PREFIXES['rdfs']}isDefinedBy> <{file}> .", must(told, "conforms")),
        "named graph": (constraint(f"SELECT $this ?value {{ GRAPH <{file}> {{ ?s ?p ?value }} }}"), lambda done: None),
    }  # fmt: skip
    assert ask_both(ear, tmp_path, shapes) == 32


def test_pyshacl_says_that_it_does_not_look_at_sparql_targets(ear: Ear, tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(
        head(ear, "")
        + 'ex:S a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ sh:select "SELECT ?this { ?this a <http://ex/C> }" ] .'
    )
    arguments = ["d.ttl", "--shapes", "s.ttl", "--no-builtin", "--engine"]
    asked = {
        "pyshacl": ([*arguments, "pyshacl"], must(refused, "sh:target")),
        "shacl": ([*arguments, "shacl"], must(told, "nodeKind")),
    }
    together(ear, tmp_path, asked)


def test_shapes_that_are_none_are_findings(ear: Ear, tmp_path: Path) -> None:
    shapes = {
        "empty": ("", must(told, "[no-shapes]")),
        "another graph": ("ex:a ex:b ex:c .", must(told, "[no-shapes]")),
        "misspelled": ("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodKind sh:IRI .", must(told, "[shape-term]", "sh:nodeKind")),
        "misspelled target": ("ex:S a sh:NodeShape ; sh:targetClas ex:C ; sh:nodeKind sh:IRI .", must(told, "[shape-term]", "[shape-no-target]")),
        "no target": ("ex:S a sh:NodeShape ; sh:nodeKind sh:Literal .", must(told, "[shape-no-target]")),
        "target not there": ("ex:S a sh:NodeShape ; sh:targetClass ex:D ; sh:nodeKind sh:Literal .", must(told, "[shape-idle]")),
    }  # fmt: skip

    def all_of(check: Callable[[Done], None]) -> Callable[[Done], None]:
        def checked(done: Done) -> None:
            check(done)
            assert done.code == 1
            assert ": conforms" not in done.out

        return checked

    assert ask_both(ear, tmp_path, {n: (s, all_of(check)) for n, (s, check) in shapes.items()}) == 12


# What costs


def test_shapes_that_would_take_for_ever(ear: Ear, tmp_path: Path) -> None:
    shape = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; "
    long = string("a" * 40 + "X")
    chain = "".join(f"_:p{n} sh:inversePath _:p{n + 1} . " for n in range(3_000))
    joined = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(30))
    twice = " ".join(f"BIND(CONCAT(?v{n},?v{n}) AS ?v{n + 1})" for n in range(34))

    def ends(done: Done) -> None:
        _ = told(done) if done.code < 2 else refused(done)

    def in_time(done: Done) -> None:
        _ = (
            told(done, "sh:pattern")
            if done.code < 2
            else refused(done, "shapes: take more than 10 seconds for this graph; simplify")
        )
        assert done.seconds < 20

    shapes = {
        "pattern": (f'{shape} sh:property [ sh:path ex:long ; sh:pattern "(a+)+$" ] .', in_time),
        "REGEX": (constraint(f"SELECT $this {{ $this ?p ?v FILTER(REGEX({long}, '(a|a)*$')) }}"), ends),
        "join": (constraint(f"SELECT $this ?value {{ {joined} FILTER(?a1 = 1) }}"), ends),
        "long string": (constraint(f"SELECT $this ?value {{ $this ?p ?v0 {twice} BIND(?v34 AS ?value) }}"), must(refused)),
        "counted pattern": (f'{shape} sh:property [ sh:path ex:p ; sh:pattern "((a{{1000}}){{1000}}){{1000}}" ] .', ends),
        "bad pattern": (f'{shape} sh:property [ sh:path ex:p ; sh:pattern "(" ] .', must(refused)),
        "long query": (constraint("SELECT $this { $this ?p " + '"\\"' * 50_000), must(refused, "characters")),
        "parentheses": (constraint(f"SELECT $this {{ $this ?p ?v FILTER({'(' * 3_000}1{')' * 3_000}) }}"), ends),
        "path": (f"{shape} sh:property [ sh:minCount 1 ; sh:path _:p0 ] . {chain} _:p3000 sh:inversePath ex:p .", must(refused)),
        "path in a circle": (f"{shape} sh:property [ sh:minCount 1 ; sh:path _:p ] . _:p sh:inversePath _:p .", must(refused)),
        "list in a circle": (f"{shape} sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .", must(refused)),
        "itself": (f"{shape} sh:node ex:S .", ends),
        "nested": (f"{shape} {'sh:not [ ' * 100_000} sh:nodeKind sh:IRI {']' * 100_000} .", must(refused, "deep")),
    }
    assert ask_both(ear, tmp_path, shapes) == 26


BIG: dict[str, tuple[str, Callable[[], bytes], Callable[[Done], None]]] = {
    "brackets": ("ttl", lambda: f"{KG}<a:a> kg:nope {'[ kg:nope ' * 100_000}1{']' * 100_000} .".encode(), must(refused, "deep")),
    "lists": ("trig", lambda: f"{KG}<a:a> kg:nope {'(' * 100_000}{')' * 100_000} .".encode(), must(refused, "deep")),
    "unclosed brackets": ("ttl", lambda: b"[ " * 100_000, must(refused, "deep")),
    "brackets behind a string": ("ttl", lambda: b'<a:a> <a:b> """ ] .\n' + b"[ <a:a> " * 100_000, must(told, "syntax")),
    "triples about triples": ("nt", lambda: b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * 50_000 + b"<a:c>" + b" )>>" * 50_000 + b" .", must(refused)),
    "reified triples": ("ttl", lambda: b'"""' + b"\n" + b"<< <a:a> <a:b> " * 50_000, must(refused)),
    "JSON": ("jsonld", lambda: ('{"@id":"a:a","a:b":' * 10_000 + "1" + "}" * 10_000).encode(), must(refused, "deep")),
    "JSON, unclosed": ("jsonld", lambda: b"[" * 1_000_000, must(refused, "deep")),
    "JSON, escapes": ("jsonld", lambda: b'{"@id":"a:a","a:b":"' + b'\\"' * 10_000_000 + b"[" * 300, must(refused, "16 MB")),
    "literal": ("ttl", lambda: f'{KG}<a:a> kg:nope "{"a" * 50_000_000}" .'.encode(), must(refused, "16 MB")),
    "literal of lines": ("trig", lambda: KG.encode() + b'<a:a> kg:nope """' + b"a\n" * 20_000_000 + b'""" .', must(refused, "16 MB")),
    "literal that is taken": ("ttl", lambda: f'{KG}<a:a> kg:nope "{"a" * 5_000_000}" .'.encode(), must(told, "unknown-term")),
    "many prefixes": ("ttl", lambda: "".join(f"@prefix p{n}: <a:{n}> .\n" for n in range(100_000)).encode() + b"p1:a p2:b <x> .\n" * 200, must(told, "syntax")),
    "many errors": ("ttl", lambda: b"<a:a> <a:b> .\n" * 100_000, must(told, f"{MOST_ERRORS} violations")),
    "many errors of lines": ("nq", lambda: b"<a:a> <a:b> .\n" * 100_000, must(told, f"{MOST_ERRORS} violations")),
    "undeclared": ("ttl", lambda: "".join(f"p{n}:a <a:b> <a:c> .\n" for n in range(100_000)).encode(), must(told, f"{MOST_ERRORS} violations")),
    "errors, far and wide": ("ttl", lambda: (b"<a:a> <a:b> <a:c> .\n" * 8_000 + b"<a:a> <a:b> .\n") * 25, must(told, "syntax")),
    "one line": ("ttl", lambda: b"<a:a> <a:b> <a:c> . " * 200_000, must(told, "not checked")),
    "one line of errors": ("ttl", lambda: b"<a:a> <a:b> . " * 1_000_000, must(told, "1 violation")),
    "one line of findings": ("ttl", lambda: (KG + "".join(f"<a:{n}> a kg:Person ; kg:age -1 . " for n in range(1_000)) + "<a:a> <a:b> <a:c> . " * 50_000).encode(), must(told, "violations")),
    "numbers": ("ttl", lambda: f'{KG}<a:a> a kg:Person ; kg:age "1e100000000"^^<{PREFIXES["xsd"]}decimal> , {"9" * 5_000_000} .'.encode(), must(told, "literal")),
    "over 150 MB": ("ttl", lambda: b" " * (MOST_BYTES + 1), must(refused, "150 MB")),
    "UTF-16": ("ttl", lambda: f"{KG}<a:a> a kg:Person .".encode("utf-16"), must(refused, "UTF-16")),
    "UTF-16 without a mark": ("ttl", lambda: f"{KG}<a:a> a kg:Person .".encode("utf-16-be"), must(refused, "binary")),
    "compressed": ("ttl", lambda: gzip.compress(b"a" * 50_000_000), must(refused, "binary")),
    "Latin-1": ("ttl", lambda: f'{KG}<a:a> rdfs:label "café" .'.encode("latin-1"), must(told, "UTF-8")),
    "empty": ("ttl", lambda: b"", must(told, "not checked")),
}  # fmt: skip


def test_files_that_would_cost_much(ear: Ear, tmp_path: Path) -> None:
    asked = {}
    for n, (name, (suffix, make, check)) in enumerate(BIG.items()):
        (tmp_path / f"{n}.{suffix}").write_bytes(make())
        asked[name] = ([f"{n}.{suffix}"], check)
    together(ear, tmp_path, asked)
    assert len(asked) == 27


def test_numbers_with_the_reference_engine(ear: Ear, tmp_path: Path) -> None:
    (tmp_path / "n.ttl").write_bytes(BIG["numbers"][1]())
    together(ear, tmp_path, {"numbers": (["n.ttl", "--engine", "pyshacl"], must(told, "literal"))})


def test_what_is_no_file(ear: Ear, tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "zero.ttl").symlink_to("/dev/zero")
    (tmp_path / "link.ttl").symlink_to("d.ttl")
    (tmp_path / "circle.ttl").symlink_to("circle.ttl")
    (tmp_path / "broken.ttl").symlink_to("none.ttl")
    os.mkfifo(tmp_path / "pipe.ttl")
    os.mkfifo(tmp_path / "endless.ttl")
    threading.Thread(target=lambda: (tmp_path / "pipe.ttl").write_text(DATA), daemon=True).start()
    threading.Thread(target=_pour, args=(tmp_path / "endless.ttl",), daemon=True).start()
    asked = {
        "directory": (["folder.ttl"], must(refused, "directory")),
        "zeros": (["zero.ttl"], must(refused)),
        "link": (["link.ttl"], must(told)),
        "circle": (["circle.ttl"], must(refused)),
        "broken link": (["broken.ttl"], must(refused, "no such file")),
        "pipe": (["pipe.ttl"], must(told)),
        "endless pipe": (["endless.ttl"], must(refused, "150 MB")),
        "shapes": (["d.ttl", "--shapes", "zero.ttl"], must(refused)),
    }
    together(ear, tmp_path, asked)
    assert len(asked) == 8


def _pour(path: Path) -> None:
    try:
        with path.open("wb") as pipe:
            while True:
                pipe.write(b" " * 1_000_000)
    except BrokenPipeError:
        pass


def test_standard_input_without_an_end(tmp_path: Path) -> None:
    with open("/dev/zero", "rb") as zeros:
        refused(run(tmp_path, "-", stdin=zeros))


def test_a_file_that_grows(tmp_path: Path) -> None:
    path, stop = tmp_path / "grows.ttl", threading.Event()
    path.write_text(DATA)

    def grow() -> None:
        with path.open("a") as file:
            while not stop.wait(0.001):
                file.write("<a:a> <a:b> <a:c> .\n")
                file.flush()

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        told(run(tmp_path, "grows.ttl"))
    finally:
        stop.set()
        thread.join()


# Edits at random

QUADS = list(parse(GOOD.encode(), format=RdfFormat.TURTLE))
TEXTS = {
    RdfFormat.TURTLE: GOOD,
    RdfFormat.JSON_LD: serial.serialize(QUADS, "json-ld").decode(),
    RdfFormat.TRIG: serial.serialize(QUADS, "trig").decode(),
    RdfFormat.N_QUADS: serial.serialize(QUADS, "nquads").decode(),
}
PIECES = st.sampled_from(
    [
        *"\"'<>[](){}.;,:@^\\#_ \n\r\t/-0a\ufeff\x00\x0b\u2028𠮷が",
        *('"""', "'''", "<<(", "@prefix ", "\\u", "\\ud800", "kg:", "_:b1 ", "[] ", "()", "1e5", "true"),
        *('"@id"', '"@context":"http://127.0.0.1:9/"', "null", "^^<a:b>", "@en--ltr"),
    ]
)


def edited(text: str, draw: Callable[[st.SearchStrategy[object]], object]) -> str:
    """A few of: characters or lines taken out, put in, put in another's place, or there twice."""
    for _ in range(draw(st.integers(1, 4))):  # type: ignore[call-overload]
        at, long = draw(st.integers(0, len(text))), draw(st.sampled_from([0, 1, 2, 5, 30]))
        if draw(st.booleans()):  # whole lines
            at = text.rfind("\n", 0, at) + 1  # type: ignore[arg-type]
            long = text.find("\n", at) + 1 - at
        old = text[at : at + max(long, 0)]  # type: ignore[operator]
        new = draw(st.one_of(PIECES, st.just(""), st.just(old * 2)))
        text = f"{text[:at]}{new}{text[at + len(old) :]}"  # type: ignore[misc, operator]
    return text


@st.composite
def edits(draw: Callable[[st.SearchStrategy[object]], object]) -> tuple[RdfFormat, str]:
    format = draw(st.sampled_from(list(TEXTS)))
    return format, edited(TEXTS[format], draw)  # type: ignore[index, return-value]


RAN = {"read": 0, "refused": 0, "findings": 0, "compared": 0}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(edits())
@example((RdfFormat.TURTLE, ""))
@example((RdfFormat.JSON_LD, ""))
def test_edits_at_random_are_told_within_the_text(edit: tuple[RdfFormat, str]) -> None:
    format, text = edit
    try:
        graph = source(text.encode("utf-8", "surrogatepass"), format, "graph")
        found = validate(graph)
    except InputError:
        RAN["refused"] += 1
        return
    RAN["read"] += 1
    lines = (graph.text or "").split("\n")
    for f in found.findings:
        for place in (f.place, *f.related):
            if place is not None:
                RAN["findings"] += 1
                assert 1 <= place.line <= len(lines)
                assert 1 <= place.column <= len(lines[place.line - 1]) + 1
                assert place.end_column > place.column
    for lang in ("ja", "en"):
        assert found.text(lang)
        for form in FORMATS:
            assert isinstance(written(found, form, lang), bytes)


@pytest.mark.parametrize("seed", range(6))
def test_either_engine_says_the_same_of_edits(seed: int) -> None:
    chance = random.Random(seed)
    lines = GOOD.split("\n")
    for _ in range(4):
        at = chance.randrange(12, len(lines))
        lines[at] = re.sub(r"(?<=\s):\w+", lambda m: chance.choice([m[0], ":aoi", ":hato", ":sum"]), lines[at])
        lines[at] = re.sub(r'"[^"]*"', lambda m: chance.choice([m[0], '""', '"7"', '"2018"']), lines[at])
    graph = source("\n".join(lines).encode(), RdfFormat.TURTLE, "graph")
    assert not graph.errors
    RAN["compared"] += 1
    one, other = (sorted(results(graph.quads, engine)) for engine in ENGINES)
    assert one == other
    assert one or lines == GOOD.split("\n")


def results(quads: Sequence[object], engine: str) -> set[tuple[str, ...]]:
    """Node, value, path, severity, component and shape of each."""
    said: dict[object, dict[str, str]] = {}
    for t in report(quads, rules(), engine):  # type: ignore[arg-type]
        said.setdefault(t.subject, {})[t.predicate.value.rpartition("#")[2]] = str(t.object)
    names = ("focusNode", "value", "resultSeverity", "sourceConstraintComponent", "sourceShape")
    return {tuple(r.get(n, "") for n in names) for r in said.values() if "focusNode" in r}


def test_enough_edits_were_tried() -> None:
    if RAN["read"]:  # not where this test runs alone
        assert RAN["read"] + RAN["refused"] >= 100
        assert RAN["read"] >= 60
        assert RAN["findings"] >= 200
        assert RAN["compared"] == 6
    assert DEEPEST == 200
