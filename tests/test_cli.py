"""The command as a user runs it: exit codes, one clear line, nothing half-written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Run, environment

ARTICLE = "青空電機株式会社は2024年5月10日、赤星製薬株式会社を約300億円で買収した。\n"
TURTLE = """@prefix kg: <https://w3id.org/newskg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:a> a kg:Person ; rdfs:label "山田太郎" ; kg:age 51 .
<urn:b> a kg:Person ; rdfs:label "Ann" .
"""
COMMANDS = (
    *("build", "explain", "validate", "query", "schema"),
    *("retract", "export", "merge", "why", "split", "decide", "timeline", "conflicts", "diff", "view", "serve", "load"),
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("北星製薬は2024年6月1日、赤星製薬を買収した。", encoding="utf-8")
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    return tmp_path


def says(run: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    """Exit code, one line on stderr that begins with `kg: ` and holds the words, nothing on stdout."""
    err = run.stderr.decode()
    assert (run.returncode, run.stdout) == (code, b""), err
    assert err.startswith("kg: ")
    assert err.count("\n") == 1, err
    for word in words:
        assert word in err


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "no command": ((), "Missing command"),
    "unknown command": (("bild",), "bild"),
    "unknown option": (("build", "a.txt", "--nope"), "--nope"),
    "no source": (("build",), "SOURCE"),
    "missing source": (("build", "none.txt"), "none.txt: no such file"),
    "no file by this pattern": (("build", "none*.txt"), "none*.txt: no file goes by this pattern"),
    "one good source, one missing": (("build", "a.txt", "none.txt"), "none.txt"),
    "empty": (("build", "empty.txt"), "empty.txt: empty"),
    "binary": (("build", "binary.txt"), "binary"),
    "English": (("build", "english.txt"), "Japanese"),
    "page without text": (("build", "bare.html"), "no main text"),
    "unknown format": (("build", "a.txt", "--format", "rdfxml"), "rdfxml"),
    "unknown suffix": (("build", "a.txt", "-o", "out.xyz"), "out.xyz"),
    "no such output directory": (("build", "a.txt", "-o", "none/out.ttl"), "none/out.ttl"),
    "output is a directory of other things": (("build", "a.txt", "-o", "."), "holds something else"),
    "field unknown": (("build", "a.txt", "--fields", "body=text"), "body=text: not a field"),
    "relative base": (("build", "a.txt", "--base", "kg"), "IRI"),
    "base with a fragment": (("build", "a.txt", "--base", "http://a.example/#"), "#"),
    "bad date": (("build", "a.txt", "--published", "2024-13"), "2024-13"),
    "unknown language": (("build", "a.txt", "--lang", "fr"), "fr"),
    "bad output before bad source": (("build", "none.txt", "-o", "out.xyz"), "out.xyz"),
    "explain missing": (("explain", "none.txt"), "none.txt"),
    "validate missing": (("validate", "none.ttl"), "none.ttl"),
    "query missing": (("query", "none.ttl", "ASK {}"), "none.ttl"),
    "query of an article": (("query", "a.txt", "ASK {}"), "suffix"),
    "no query": (("query", "a.ttl"), "a graph and a query"),
    "bad query": (("query", "a.ttl", "SELECT ?x {"), "line 1, column"),
    "unknown prefix": (("query", "a.ttl", "ASK { ?s nope:x ?o }"), "query"),
    "missing query file": (("query", "a.ttl", "--file", "none.rq"), "none.rq"),
    "bad graph": (("query", "bad.ttl", "ASK {}"), "bad.ttl:2:"),
    "query format": (("query", "a.ttl", "ASK {}", "--format", "xml"), "xml"),
    "SELECT as Turtle": (("query", "a.ttl", "SELECT * { ?s ?p ?o }", "--format", "turtle"), "CONSTRUCT"),
    "CONSTRUCT as CSV": (("query", "a.ttl", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "turtle"),
    "remote": (("query", "a.ttl", "SELECT * { service <http://127.0.0.1:9/> { ?s ?p ?o } }"), "SERVICE"),
    "schema of what": (("schema", "frames"), "frames"),
    "no name": (("build", ""), "no such file"),
    "no name to write to": (("build", "a.txt", "-o", ""), "directory"),
    "more than certain": (("build", "a.txt", "--min-confidence", "1.5"), "--min-confidence"),
    "explain empty": (("explain", "empty.txt"), "empty.txt: empty"),
    "explain binary": (("explain", "binary.txt"), "binary"),
    "explain English": (("explain", "english.txt"), "Japanese"),
    "explain unreadable": (("explain", "/proc/self/mem"), "cannot be read"),
    "build unreadable": (("build", "/proc/self/mem"), "cannot be read"),
    "validate unreadable": (("validate", "unreadable.ttl"), "unreadable.ttl: cannot be read"),
    "validate an article": (("validate", "a.txt"), "suffix"),
    "validate binary": (("validate", "binary.ttl"), "binary.ttl:1:1: "),
    "validate a directory": (("validate", "."), "suffix"),
    "validate by no shapes": (("validate", "a.ttl", "--shapes", "none.ttl"), "none.ttl: no such file"),
    "validate by an article": (("validate", "a.ttl", "--shapes", "a.txt"), "suffix"),
    "validate by what is not Turtle": (("validate", "a.ttl", "--shapes", "binary.ttl"), "binary.ttl:1:1: "),
    "context to be fetched": (("validate", "remote.jsonld"), "nothing is fetched"),
    "query context to be fetched": (("query", "remote.jsonld", "ASK {}"), "nothing is fetched"),
    "query unreadable": (("query", "unreadable.ttl", "ASK {}"), "unreadable.ttl: cannot be read"),
    "query binary": (("query", "binary.ttl", "ASK {}"), "binary.ttl:1:1: "),
    "query file is binary": (("query", "a.ttl", "--file", "latin.rq"), "UTF-8"),
    "empty query": (("query", "a.ttl", ""), "line 1, column 1"),
    "disk full": (("build", "a.txt", "-o", "/dev/full"), "No space left"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_one_line_and_exit_2(kg: Run, here: Path, name: str) -> None:
    (here / "empty.txt").write_bytes(b"")
    (here / "binary.txt").write_bytes(b"\x7fELF\0\0\0")
    (here / "english.txt").write_text("Nothing happened today.")
    (here / "bare.html").write_text("<html><body><nav><a href='/'>ホーム</a></nav></body></html>")
    (here / "bad.ttl").write_text("<urn:a> a <urn:b> .\n<urn:c> oops .\n")
    (here / "binary.ttl").write_bytes(b"\x7fELF\0\0\0")
    (here / "latin.rq").write_bytes(b"ASK { ?x rdfs:label 'caf\xe9' }")
    (here / "remote.jsonld").write_text('{"@context": "https://example.org/c.jsonld", "@id": "urn:a"}')
    (here / "unreadable.ttl").symlink_to("/proc/self/mem")  # even root cannot read its first byte
    before = sorted(p.name for p in here.iterdir())
    arguments, word = WRONG[name]
    if "validate" in arguments:
        pytest.importorskip("kg.validate")
    says(kg(*arguments), 2, word)
    assert sorted(p.name for p in here.iterdir()) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(kg: Run, command: str) -> None:
    run = kg(command, "--help")
    assert run.returncode == 0
    assert f"kg {command} " in run.stdout.decode().partition("Example:")[2]


def test_help_names_every_command(kg: Run) -> None:
    found = re.findall(r"^  (\w+) ", kg("--help").stdout.decode().partition("Commands:")[2], re.M)
    assert sorted(found) == sorted(COMMANDS)


def test_version(kg: Run) -> None:
    run = kg("--version")
    assert run.returncode == 0
    assert re.fullmatch(rb"kg \d\S*\n", run.stdout)


def test_help_and_door_import_nothing_heavy() -> None:
    heavy = ("pyoxigraph", "rdflib", "pyshacl", "trafilatura", "charset_normalizer", "fugashi", "pycrfsuite", "rich")
    script = f"import sys, kg{{}}; print([m for m in {heavy!r} if m in sys.modules], 'typer' in sys.modules)"
    for module, expected in (("", "[] False"), (".cli", "[] True")):
        run = subprocess.run([sys.executable, "-c", script.format(module)], capture_output=True, env=environment(), check=True)
        assert run.stdout.decode().strip() == expected


# query


def test_query_answers_in_every_format(kg: Run, here: Path) -> None:
    ask = "SELECT ?name ?age { ?x rdfs:label ?name OPTIONAL { ?x kg:age ?age } } ORDER BY ?age"
    assert kg("query", "a.ttl", ask).stdout.decode() == "name      age\n────────  ───\nAnn\n山田太郎  51\n"
    assert kg("query", "a.ttl", ask, "--format", "csv").stdout.decode().split() == ["name,age", "Ann,", "山田太郎,51"]
    assert kg("query", "a.ttl", ask, "--format", "tsv").stdout.decode().split("\n")[2] == '"山田太郎"\t51'
    rows = json.loads(kg("query", "a.ttl", ask, "--format", "json").stdout)["results"]["bindings"]
    assert [r["name"]["value"] for r in rows] == ["Ann", "山田太郎"]
    assert kg("query", "a.ttl", "ASK { ?x kg:age 51 }").stdout == b"true\n"
    assert json.loads(kg("query", "a.ttl", "ASK { ?x kg:age 52 }", "--format", "json").stdout)["boolean"] is False
    made = kg("query", "a.ttl", "CONSTRUCT { ?x rdfs:label ?n } { ?x a kg:Person ; rdfs:label ?n }").stdout.decode()
    assert made.count("rdfs:label") == 2
    assert "<urn:a>" in kg("query", "a.ttl", "DESCRIBE <urn:a>").stdout.decode()
    assert "kg:Person" in kg("query", "a.ttl", "SELECT ?t { <urn:a> a ?t }").stdout.decode()


def test_query_reads_several_graphs_named_ones_and_a_file(kg: Run, here: Path) -> None:
    (here / "b.trig").write_text("<urn:g> { <urn:c> a <https://w3id.org/newskg/ontology#Person> }")
    (here / "q.rq").write_text("# how many; SERVICE is only a word here\nSELECT (COUNT(?x) AS ?n) { ?x a kg:Person }", "utf-8")
    assert kg("query", "a.ttl", "b.trig", "--file", "q.rq", "--format", "csv").stdout.split() == [b"n", b"3"]
    assert kg("query", "b.trig", "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "--format", "csv").stdout.split() == [
        b"g",
        b"urn:g",
    ]
    twice = "<urn:g> { <urn:c> <urn:p> <urn:d> } <urn:h> { <urn:c> <urn:p> <urn:d> }"
    (here / "twice.trig").write_text(twice)
    assert kg("query", "twice.trig", "SELECT ?o { <urn:c> <urn:p> ?o }", "--format", "csv").stdout.split() == [b"o", b"urn:d"]
    from_ = "SELECT (COUNT(*) AS ?n) FROM <urn:g> { ?s ?p ?o }"
    assert kg("query", "a.ttl", "b.trig", from_, "--format", "csv").stdout.split() == [b"n", b"1"]
    assert kg("query", "-", "ASK { ?x kg:age 51 }", stdin=TURTLE.encode()).stdout == b"true\n"


@pytest.mark.parametrize("part", ["ontology", "shapes", "context"])
def test_schema_prints_each_part(kg: Run, part: str) -> None:
    pytest.importorskip("kg.resources")
    run = kg("schema", part)
    assert run.returncode == 0, run.stderr
    assert b"https://w3id.org/newskg/ontology#" in run.stdout


# build, from end to end


@pytest.fixture
def river() -> None:
    pytest.importorskip("kg.pipeline")


pipeline = pytest.mark.usefixtures("river")


@pipeline
def test_build_writes_a_graph_and_says_what_was_found(kg: Run, here: Path) -> None:
    run = kg("build", "a.txt", "-o", "out.ttl", "--lang", "en")
    assert (run.returncode, run.stdout) == (0, b"")
    assert re.fullmatch(r"1 article: .*organizations.*\d+ sentences? with a trigger but no fact\n", run.stderr.decode())
    assert (here / "out.ttl").read_text("utf-8").startswith("@base <https://w3id.org/newskg/id/> .")
    again = kg("build", "a.txt", "--lang", "ja")
    assert again.stdout == (here / "out.ttl").read_bytes()
    assert again.stderr.decode().startswith("記事 1 本")


@pipeline
def test_the_language_is_that_of_the_locale(kg: Run, here: Path) -> None:
    assert "記事" in kg("build", "a.txt", env={"LANG": "ja_JP.UTF-8"}).stderr.decode()
    assert "article" in kg("build", "a.txt", env={"LANG": "de_DE.UTF-8"}).stderr.decode()
    assert "article" in kg("build", "a.txt", env={"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}).stderr.decode()


@pipeline
def test_messages_can_be_printed_in_a_poor_locale(kg: Run, here: Path) -> None:
    (here / "記事.txt").write_bytes(b"")
    run = kg("build", "記事.txt", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr
    run = kg("build", "a.txt", "--lang", "ja", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert run.returncode == 0
    assert b"Traceback" not in run.stderr


@pipeline
@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt", "jsonld"])
def test_every_format_is_asked_alike(kg: Run, here: Path, suffix: str) -> None:
    if suffix == "jsonld":
        pytest.importorskip("kg.resources")
    assert kg("build", "a.txt", "-o", f"out.{suffix}").returncode == 0
    run = kg("query", f"out.{suffix}", "SELECT ?n { ?x a kg:Organization ; rdfs:label ?n } ORDER BY ?n", "--format", "csv")
    assert run.stdout.decode().split() == ["n", "赤星製薬株式会社", "青空電機株式会社"]


@pipeline
def test_standard_input_base_and_publication_date(kg: Run, here: Path) -> None:
    options = ("--base", "https://a.example/kg", "--published", "2024-06-01", "--format", "ntriples")
    run = kg("build", "-", *options, stdin=ARTICLE.encode("cp932"))
    assert run.returncode == 0
    out = run.stdout.decode()
    assert "<https://a.example/kg/organization/青空電機株式会社>" in out
    assert '"2024-06-01"^^<http://www.w3.org/2001/XMLSchema#date>' in out
    assert "w3id.org/newskg/id" not in out


@pipeline
def test_several_articles_make_one_graph_in_any_order(kg: Run, here: Path) -> None:
    (here / "b.txt").write_text("白波銀行は2023年に青空電機株式会社へ10億円を出資した。", encoding="utf-8")
    one = kg("build", "a.txt", "b.txt")
    assert one.stderr.startswith(b"2 articles: ")
    assert one.stdout == kg("build", "b.txt", "a.txt").stdout


@pipeline
def test_one_article_in_every_dress_gives_one_fact(kg: Run, here: Path) -> None:
    """Encodings, line ends, pages and Markdown."""
    page = f"<html><head><meta charset='{{}}'><title>買収</title></head><body><article><p>{ARTICLE}</p></article></body></html>"
    dresses = {
        "utf8.txt": ARTICLE.encode(),
        "bom.txt": ARTICLE.encode("utf-8-sig"),
        "crlf.txt": ("買収\n" + ARTICLE).replace("\n", "\r\n").encode(),
        "sjis.txt": ("シフトJIS\n" + ARTICLE).encode("cp932"),
        "euc.txt": ("日本語EUC\n" + ARTICLE).encode("euc_jp"),
        "note.md": f"---\ntitle: 買収\ndate: 2024-05-11\n---\n\n{ARTICLE}".encode(),
        "page.html": page.format("utf-8").encode(),
        "old.html": page.format("Shift_JIS").replace("買収</title>", "ニュース</title>").encode("cp932"),
    }
    for name, data in dresses.items():
        (here / name).write_bytes(data)
    run = kg("build", *dresses, "-o", "out.trig")
    assert run.returncode == 0, run.stderr
    assert b" 1 acquisition" in run.stderr
    ask = "SELECT ?source { GRAPH ?g { ?f a kg:Acquisition ; kg:date ?d ; kg:amount ?a . ?g dcterms:source ?source } }"
    told = kg("query", "out.trig", ask, "--format", "csv").stdout.decode().split()
    assert sorted(told[1:]) == sorted(dresses)


@pipeline
def test_an_existing_output_is_left_alone_when_building_fails(kg: Run, here: Path) -> None:
    (here / "out.ttl").write_text("old")
    says(kg("build", "a.txt", "none.txt", "-o", "out.ttl"), 2, "none.txt")
    assert (here / "out.ttl").read_text() == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_may_not_be_written_is_told_first(kg: Run, here: Path) -> None:
    (here / "out.ttl").write_text("old")
    (here / "out.ttl").chmod(0o444)
    says(kg("build", "none.txt", "-o", "out.ttl"), 2, "permission")


@pipeline
def test_a_device_takes_the_graph(kg: Run, here: Path) -> None:
    assert kg("build", "a.txt", "-o", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()


# the streams

EVERY = {
    "build": "build a.txt",
    "explain": "explain a.txt",
    "query": "query a.ttl 'SELECT * { ?s ?p ?o }'",
    "validate": "validate a.ttl",
    "schema": "schema",
    "timeline": "timeline a.ttl 山田太郎",
    "conflicts": "conflicts a.ttl",
    "diff": "diff a.ttl a.ttl",
    "several articles": "build a.txt b.txt",
    "help": "--help",
    "help of a command": "build --help",
    "version": "--version",
}
FROM_STDIN = ("build -", "explain -", "query - 'ASK {}'", "validate -", "query a.ttl --file -")


def shell(here: Path, line: str) -> subprocess.CompletedProcess[bytes]:
    """In a shell, which can close a stream before the command begins."""
    command = f'kg() {{ "{sys.executable}" -m kg.cli "$@"; }}; {line}'
    return subprocess.run(["bash", "-c", command], capture_output=True, cwd=here, env=environment(), check=False)


@pytest.mark.parametrize("name", EVERY)
def test_a_closed_pipe_is_one_line(here: Path, name: str) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = ["bash", "-c", f'"{sys.executable}" -m kg.cli {EVERY[name]}']
    run = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, cwd=here, env=environment(), check=False)
    os.close(write_end)
    assert (run.returncode, run.stderr.decode()) == (2, "kg: standard output: closed before all was written\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])  # whether Python writes at once, or when it ends
@pytest.mark.parametrize("name", EVERY)
def test_a_full_disk_is_one_line(here: Path, name: str, unbuffered: str) -> None:
    run = shell(here, f"export PYTHONUNBUFFERED={unbuffered}; kg {EVERY[name]} > /dev/full")
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)
    assert b"No space left on device" in run.stderr


@pytest.mark.parametrize("name", ["build", "explain", "query", "validate", "schema"])
def test_standard_output_that_is_not_there_is_one_line(here: Path, name: str) -> None:
    run = shell(here, f"kg {EVERY[name]} >&-")
    assert (run.returncode, run.stderr.decode()) == (2, "kg: standard output: closed; write to a file\n")


@pytest.mark.parametrize("command", FROM_STDIN)
def test_standard_input_that_is_not_there_is_one_line(here: Path, command: str) -> None:
    says(shell(here, f"kg {command} <&-"), 2, "standard input: closed")


@pytest.mark.parametrize("name", EVERY)
def test_standard_error_is_not_needed(here: Path, name: str) -> None:
    run = shell(here, f"kg {EVERY[name]} 2>&-")
    assert (run.returncode, bool(run.stdout)) == (0, True)


@pytest.mark.skipif(not Path("/proc/self/wchan").exists(), reason="tells by /proc when the command waits")
@pytest.mark.parametrize("command", ["build - -o out.ttl", "explain -", "query - 'ASK {}'", "validate -"])
def test_ctrl_c_is_one_line_and_exit_130(here: Path, command: str) -> None:
    (here / "out.ttl").write_text("old")
    words = ["bash", "-c", f'exec "{sys.executable}" -m kg.cli {command}']
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=here, env=environment()) as run:
        assert run.stderr is not None
        status = Path(f"/proc/{run.pid}/wchan")
        for _ in range(200):  # until it waits for its input
            time.sleep(0.05)
            if not status.exists() or "pipe" in status.read_text():
                break
        run.send_signal(signal.SIGINT)
        err = run.stderr.read().decode()
    assert run.returncode == 130
    assert [line for line in err.splitlines() if line] == ["kg: interrupted"]
    assert [p.name for p in here.glob("*out*")] == ["out.ttl"]
    assert (here / "out.ttl").read_text() == "old"


@pipeline
def test_less_certain_facts_are_left_out_on_demand(kg: Run, here: Path) -> None:
    (here / "b.txt").write_text(
        "青空電機は苦境にあった。白波銀行は2023年に買収した。赤星製薬の山田太郎社長は驚いた。" + ARTICLE, "utf-8"
    )
    ask = "SELECT (COUNT(?f) AS ?n) (MIN(?c) AS ?least) { ?f kg:confidence ?c }"
    asked = {}
    for least in ("0", "0.86", "1"):
        assert kg("build", "b.txt", "-o", "out.ttl", "--min-confidence", least).returncode == 0
        asked[least] = kg("query", "out.ttl", ask, "--format", "csv").stdout.decode().split()[1]
    assert asked["1"].startswith("0,")
    assert 0 < int(asked["0.86"].split(",")[0]) < int(asked["0"].split(",")[0])
    assert float(asked["0.86"].split(",")[1]) >= 0.86
    people = kg("query", "out.ttl", "ASK { ?x a kg:Person }")
    assert people.stdout == b"true\n", "entities stay"


@pipeline
def test_explain_shows_the_words_and_the_rule(kg: Run, here: Path) -> None:
    pytest.importorskip("kg.explain")
    run = kg("explain", "a.txt", "--lang", "en")
    assert run.returncode == 0
    assert "Acquisition" in run.stdout.decode()


@pipeline
def test_validate_tells_conforming_from_not(kg: Run, here: Path) -> None:
    pytest.importorskip("kg.validate")
    assert kg("build", "a.txt", "-o", "out.ttl", "--check").returncode == 0
    assert kg("validate", "out.ttl").returncode == 0
    assert kg("validate", "-", stdin=(here / "out.ttl").read_bytes()).returncode == 0
    broken = (here / "out.ttl").read_text("utf-8").replace("kg:status kg:Occurred", "kg:status kg:Perhaps")
    (here / "broken.ttl").write_text(broken, encoding="utf-8")
    run = kg("validate", "out.ttl", "broken.ttl", "--lang", "en")
    assert run.returncode == 1
    assert "broken.ttl" in run.stdout.decode()
    (here / "torn.ttl").write_text(broken[:-40] + " oops", encoding="utf-8")
    torn = kg("validate", "torn.ttl", "--lang", "en")
    assert torn.returncode == 1
    assert "torn.ttl:" in torn.stdout.decode()
    assert "Syntax error" in torn.stdout.decode()


def test_no_graph_is_written_that_does_not_conform(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("kg.pipeline")
    import typer

    import kg
    from kg.cli.articles import build
    from kg.graph import Graph

    class Report:
        conforms = False

        def text(self, lang: str) -> str:
            return f"does not conform ({lang})"

    monkeypatch.setattr(Graph, "validate", lambda self: Report())
    with pytest.raises(typer.Exit) as caught:
        build([str(here / "a.txt")], output=str(here / "out.ttl"), check=True)
    assert caught.value.exit_code == 1
    assert not (here / "out.ttl").exists()
    assert kg.build(here / "a.txt").quads


@pipeline
def test_the_door_takes_text_and_paths(here: Path) -> None:
    import kg

    by_path, by_name, by_text = kg.build(here / "a.txt"), kg.build(str(here / "a.txt")), kg.build(ARTICLE)
    assert by_path.quads == by_name.quads
    assert {f.type for f in by_text.facts} == {f.type for f in by_path.facts}
    with pytest.raises(kg.InputError, match="no such file"):
        kg.build("none.txt")
    assert kg.build("").facts == ()
    assert kg.build().quads == ()
    assert "build" in dir(kg)
    with pytest.raises(AttributeError):
        kg.nothing  # noqa: B018
