"""Many articles in, one graph out: a graph for each, the union, updates, what is skipped and what is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, environment
from hypothesis import given, settings
from hypothesis import strategies as st
from newsrooms import article, beside, lines, newsroom, record
from pyoxigraph import Literal, NamedNode, parse

import kg
from kg import serial
from kg.errors import InputError
from kg.newsroom import building, command, export, items
from kg.newsroom.building import Asked
from kg.newsroom.items import Failed, Item
from kg.newsroom.ledger import Ledger
from kg.newsroom.overlay import graphs
from kg.newsroom.record import How, Record
from kg.newsroom.record import read as read_item
from kg.vocabulary import term

SUFFIX = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "json-ld": "jsonld"}

Build = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def build(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Build:
    """`build("news", to="all.trig")` in this process → exit code, lines on standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*sources: str, to: str = "all.trig", how: How | None = None, **asked: Any) -> tuple[int, list[str]]:
        format = "" if building.is_store(to) else serial.format_of(to)
        code = command.build(list(sources), to, format, Asked(how or How(), **asked), "en")
        return code, capsys.readouterr().err.splitlines()

    return run


def graphs_of(path: Path) -> dict[str, set[Any]]:
    """The named graphs of a file, each with its triples."""
    out: dict[str, set[Any]] = {}
    for q in parse(path=str(path)):
        assert isinstance(q.graph_name, NamedNode)
        out.setdefault(q.graph_name.value, set()).add(q.triple)
    return out


def about(said: set[Any], graph: str, name: str) -> list[str]:
    return sorted(t.object.value for t in said if t.subject == NamedNode(graph) and t.predicate == term(name))


# -- what is written --


def test_each_article_has_a_graph_with_its_metadata(build: Build, tmp_path: Path) -> None:
    lines(tmp_path / "feed.jsonl", record(1, title="題", published="2024-05-10T09:00", url="https://example.org/1"), record(2))
    (tmp_path / "c.txt").write_text(article(3), encoding="utf-8")
    looked = 0
    for to in ("all.trig", "all.nq", "store/"):
        assert build("feed.jsonl", "c.txt", to=to)[0] == 0
        if to.endswith("/"):
            with Ledger.open(to) as ledger:
                found = {graph: set(said) for graph, said in graphs(ledger)}
        else:
            found = graphs_of(tmp_path / to)
        assert len(found) == 3
        by_source = {about(said, graph, "dcterms:source")[0]: (said, graph) for graph, said in found.items()}
        assert set(by_source) == {"https://example.org/1", "n2", "c.txt"}
        told = by_source["https://example.org/1"]
        assert about(*told, "dcterms:title") == ["題"]
        assert about(*told, "dcterms:issued") == ["2024-05-10"]
        for said, graph in by_source.values():
            assert about(said, graph, "kg:extractor") == ["newskg 0.1.0"]
            assert about(said, graph, "dcterms:identifier")[0].startswith("sha256:")
            assert any(t.predicate == term("kg:target") for t in said)
            looked += 1
    assert looked == 9


def test_every_format_has_the_bytes_of_one_graph(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = newsroom(tmp_path / "news", 30)
    for path in (news / "sub").iterdir():
        path.rename(news / path.name)  # kg.build gives a file's own name as its source
    (news / "sub").rmdir()
    whole = kg.build(*sorted(news.iterdir()))
    monkeypatch.setattr(export, "RUN", 150)
    monkeypatch.setattr(export, "RUNS", 3)
    for format, suffix in SUFFIX.items():
        assert build("news", to=f"all.{suffix}")[0] == 0
        assert (tmp_path / f"all.{suffix}").read_bytes() == whole.serialize(format), format
    assert beside(tmp_path, "news", *(f"all.{s}" for s in SUFFIX.values())) == []


def test_standard_output_has_the_same_bytes(kg: Run, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 6)
    for format in ("turtle", "nquads"):
        assert kg("build", "news", "-o", f"all.{SUFFIX[format]}").returncode == 0
        run = kg("build", "news", "--format", format)
        assert (run.returncode, run.stdout) == (0, (tmp_path / f"all.{SUFFIX[format]}").read_bytes())
    assert beside(tmp_path, "news", "all.ttl", "all.nq") == []


def test_an_external_sort_sorts_as_one_list() -> None:
    """Runs of a few triples, merged three at a time, against `kg.serial`."""
    import tempfile

    sorted_anew = 0
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as work:
        patch.setattr(export, "RUNS", 3)
        said = [[q.triple for q in kg.build(article(n)).quads] for n in range(12)]
        for size in (1, 7, 50, 100_000):
            patch.setattr(export, "RUN", size)
            for format in ("turtle", "ntriples"):
                found = b"".join(export.parts(((f"urn:{n}", s) for n, s in enumerate(said)), format, kg.BASE, Path(work)))
                assert found == serial.serialize([q for s in said for q in serial.named(s, "urn:x")], format, kg.BASE)
                sorted_anew += 1
        assert list(Path(work).iterdir()) == []
    assert sorted_anew == 8


def test_the_order_of_sources_changes_nothing(build: Build, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 20)
    paths = sorted(str(p.relative_to(tmp_path)) for p in (tmp_path / "news").rglob("*.txt"))
    orders = [paths, paths[::-1], ["news/sub/*.txt", "news/*.txt"], ["news/**/*.txt"], [*paths[5:], *paths[:9]]]
    found = set()
    for number, sources in enumerate(orders):
        assert build(*sources, to=f"{number}.nq")[0] == 0
        found.add((tmp_path / f"{number}.nq").read_bytes())
    assert (len(orders), len(found)) == (5, 1)


def test_hash_seeds_change_nothing(kg: Run, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 8)
    for seed in ("1", "2"):
        assert kg("build", "news", "-o", f"{seed}.trig", env={"PYTHONHASHSEED": seed}).returncode == 0
    assert (tmp_path / "1.trig").read_bytes() == (tmp_path / "2.trig").read_bytes()


# -- what is given --


def test_a_stream_is_what_a_file_is(kg: Run, tmp_path: Path) -> None:
    feed = lines(tmp_path / "feed.jsonl", record(1), record(2))
    given = {"plain": feed.read_bytes(), "mark": b"\xef\xbb\xbf" + feed.read_bytes(), "blank": b"\n  \n" + feed.read_bytes()}
    given["crlf"] = feed.read_bytes().replace(b"\n", b"\r\n")
    assert kg("build", "feed.jsonl", "-o", "all.nq").returncode == 0
    for name, data in given.items():
        run = kg("build", "-", "--format", "nquads", stdin=data)
        assert (run.returncode, run.stdout) == (0, (tmp_path / "all.nq").read_bytes()), name
    assert len(given) == 4


def test_fields_are_mapped(build: Build, tmp_path: Path) -> None:
    lines(tmp_path / "feed.jsonl", {"doc": {"no": 7, "body": article(1)}, "day": 2024, "text": 3})
    fields = items.read_fields("id=doc.no,text=doc.body,published=day")
    assert build("feed.jsonl", fields=fields)[0] == 0
    ((graph, said),) = graphs_of(tmp_path / "all.trig").items()
    assert (about(said, graph, "dcterms:source"), about(said, graph, "dcterms:issued")) == (["7"], ["2024"])
    wrong = 0
    for words in ("body=text", "text", "text=", "=x"):
        with pytest.raises(InputError):
            items.read_fields(words)
        wrong += 1
    assert wrong == 4


ODD: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"nonsense\n", "feed.jsonl:2: not JSON"),
    "a list": (b"[1, 2]\n", "feed.jsonl:2: not a JSON object"),
    "no text": (b'{"id": "x", "body": "y"}\n', "x: no text or html in it (feed.jsonl:2); --fields"),
    "text is a list": (b'{"id": "x", "text": ["a"]}\n', "x: no text or html in it"),
    "English": (b'{"id": "x", "text": "Nothing happened."}\n', "x: hardly any Japanese"),
    "undecodable": (b'{"id": "x", "text": "\xff"}\n', "feed.jsonl:2: not JSON"),
    "deep": (b'{"text": ' + b"[" * 100_000 + b"\n", "feed.jsonl:2: not JSON"),
    "a huge number": (b'{"id": ' + b"9" * 5000 + b"}\n", "feed.jsonl:2: not JSON"),
    "no date": (json.dumps(record(5, published="last week")).encode() + b"\n", 'n5: published is not a date: "last week"'),
    "no date either": (json.dumps(record(5, published={"y": 1})).encode() + b"\n", "n5: published is not a date"),
    "an id twice": (json.dumps({**record(1), "text": article(9)}).encode() + b"\n", "n1: a second article of this name"),
    "NUL": (b'{"id": "x", "text": "\\u0000"}\n', "x: "),
    "cut": (json.dumps(record(5)).encode()[:60], "feed.jsonl:2: not JSON"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_line_is_told_and_skipped(build: Build, tmp_path: Path, name: str) -> None:
    words, why = ODD[name]
    feed = lines(tmp_path / "feed.jsonl", record(1))
    assert build("feed.jsonl", to="right.nq")[0] == 0
    feed.write_bytes(feed.read_bytes() + words)
    code, err = build("feed.jsonl", to="all.nq")
    assert (code, len(err)) == (1, 2)
    assert f"kg: skipped {why}" in err[0]
    assert "(1 new, 1 failed)" in err[1]
    assert (tmp_path / "all.nq").read_bytes() == (tmp_path / "right.nq").read_bytes()
    assert len(ODD) == 13


def test_a_line_too_long_is_not_held(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "_LONGEST", 2000)
    lines(tmp_path / "feed.jsonl", record(1), {"id": "long", "text": "長" * 5000}, record(2))
    code, err = build("feed.jsonl")
    assert (code, len(err)) == (1, 2)
    assert "feed.jsonl:2: larger than" in err[0]
    assert len(graphs_of(tmp_path / "all.trig")) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(items.FIELDS) | st.text(), inner, max_size=5),
    max_leaves=8,
)
LINES = st.binary() | st.builds(
    lambda value, ascii: json.dumps(value, ensure_ascii=ascii).encode("utf-8", "surrogatepass"), JSON, st.booleans()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=4))
def test_any_line_is_an_item_or_has_failed(given: list[bytes]) -> None:
    import io

    for made in items.records(io.BytesIO(b"\n".join(given)), "feed", {}):
        assert isinstance(made, Item | Failed)
        made.key.encode()
        assert "\0" not in made.key
        if isinstance(made, Item):
            "".join([made.source or "", made.title or "", made.published or ""]).encode()
            assert made.data


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {"text": st.text(min_size=1) | st.text(min_size=1).map(lambda t: article(1) + t)},
        optional={
            "id": st.text(),
            "title": st.text(),
            "url": st.text() | st.just("https://example.org/ x"),
            "published": st.just("2024"),
        },
    )
)
def test_any_record_is_read_or_has_failed(given: Mapping[str, str]) -> None:
    import io

    (made,) = items.records(io.BytesIO(json.dumps(given).encode()), "feed", {})
    if isinstance(made, Item):
        read = read_item(made, How())
        assert isinstance(read, Record | Failed)
        if isinstance(read, Failed):
            assert "fault of kg" not in read.why, read.why


ODD_NAMES = (
    b"a b.txt",
    b"new\nline.txt",
    b"bad\xff.txt",
    b"-.txt",
    "日本.txt".encode(),
    b"50%.txt",
    b"[x].txt",
    b"'.txt",
    b"UPPER.TXT",
)


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes")
def test_names_may_be_anything(build: Build, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    for n, name in enumerate(ODD_NAMES):
        Path(os.fsdecode(os.fsencode(tmp_path / "odd") + b"/" + name)).write_text(article(n), encoding="utf-8")
    (tmp_path / "odd" / "empty.txt").write_bytes(b"")
    for to in ("all.trig", "store/"):
        code, err = build("odd", to=to)
        assert (code, len(err)) == (1, 2)
        assert err[0].startswith("kg: skipped odd/empty.txt: empty")
    sources = {about(said, g, "dcterms:source")[0] for g, said in graphs_of(tmp_path / "all.trig").items()}
    assert len(sources) == len(ODD_NAMES) == 9
    assert {"new\nline.txt", "bad\\udcff.txt"} <= sources
    assert build("odd/bad*.txt", "odd/new*.txt", to="few.trig")[0] == 0


def test_what_lies_in_a_folder(build: Build, tmp_path: Path) -> None:
    news = newsroom(tmp_path / "news", 4)
    (news / ".hidden.txt").write_text("x")
    (news / "notes.pdf").write_bytes(b"%PDF")
    (news / "loop").symlink_to(news)
    (news / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(news / "pipe.txt")
    code, err = build("news")
    assert (code, len(err)) == (1, 2)
    assert "news/gone.txt: no such file" in err[0]
    assert "(4 new, 1 failed)" in err[1]


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "an empty folder": (("empty",), "empty: no article in this folder"),
    "JSON": (("feed.json",), "feed.json: JSON is no article"),
    "nothing there": (("news", "none"), "none: no such file"),
    "no file by a pattern": (("news/*.nope",), "no file goes by this pattern"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_given(kg: Run, tmp_path: Path, name: str) -> None:
    newsroom(tmp_path / "news", 3)
    (tmp_path / "empty").mkdir()
    (tmp_path / "feed.json").write_text(json.dumps([record(1)]))
    sources, word = REFUSED[name]
    for to in ("all.trig", "store/"):
        run = kg("build", *sources, "-o", to)
        assert (run.returncode, run.stderr.count(b"\n")) == (2, 1), run.stderr
        assert word in run.stderr.decode()
    assert beside(tmp_path, "news", "empty", "feed.json") == []


def test_what_is_given_twice_is_one(build: Build, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 6)
    lines(tmp_path / "feed.jsonl", record(50), record(50))
    code, err = build("news", "news/sub", "news/a01.txt", "./news/a01.txt", "feed.jsonl", "feed.jsonl")
    assert (code, len(err)) == (0, 1), err
    assert len(graphs_of(tmp_path / "all.trig")) == 6  # two of the six are the same text


def test_like_names_in_two_folders_are_two(build: Build, tmp_path: Path) -> None:
    for n, folder in enumerate(("a", "b")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(article(n), encoding="utf-8")
        lines(tmp_path / folder / "feed.jsonl", {"text": article(n + 5)})
    code, err = build("a", "b")
    assert (code, len(err)) == (0, 2 - 1), err
    before = (tmp_path / "all.trig").read_bytes()
    code, err = build("a", "b")
    assert "unchanged" in err[0]
    assert (tmp_path / "all.trig").read_bytes() == before
    assert len(graphs_of(tmp_path / "all.trig")) == 4


# -- what fails --


def test_nothing_is_written_where_nothing_could_be_read(build: Build, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    (tmp_path / "b.txt").write_text(article(2), encoding="utf-8")
    assert build("a.txt", "b.txt")[0] == 0
    before = (tmp_path / "all.trig").read_bytes()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"")
    code, err = build("a.txt", "b.txt")
    assert (code, len(err)) == (1, 4)
    assert err[2] == "kg: all.trig: not written, since no article could be read"
    assert (tmp_path / "all.trig").read_bytes() == before
    assert beside(tmp_path, "a.txt", "b.txt", "all.trig") == []


def test_a_store_keeps_what_could_be_read_once(build: Build, tmp_path: Path) -> None:
    news = newsroom(tmp_path / "news", 6)
    assert build("news", to="s/")[0] == 0
    (news / "a01.txt").write_bytes(b"")
    code, err = build("news", to="s/")
    assert (code, "(5 unchanged, 1 failed)" in err[-1]) == (1, True)
    with Ledger.open("s/") as ledger:
        assert len(list(ledger.keys())) == 6


def test_a_graph_that_does_not_conform_is_none(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom(tmp_path / "news", 6)
    assert build("news", to="s/", how=How(check=True))[0] == 0
    assert build("news", to="all.nq", how=How(check=True)) == build("news", to="all2.nq")
    assert "(6 changed)" in build("news", to="s/")[1][-1]  # checked is another reading
    real = kg.Graph.validate

    def one_is_wrong(graph: Any) -> Any:
        report = real(graph)
        if "a02" in str(graph.readings[0].article.source):
            import dataclasses

            wrong = kg.build("青空電機は北星製薬を買収した。").quads[:1]
            bad = dataclasses.replace(graph, quads=tuple(q for q in graph.quads if q.predicate != term("kg:extractor")) + wrong)
            report = real(
                dataclasses.replace(bad, quads=tuple(q for q in bad.quads if q.predicate != term("dcterms:identifier")))
            )
        return report

    monkeypatch.setattr(kg.Graph, "validate", one_is_wrong)
    code, err = build("news", to="checked.nq", how=How(check=True))
    assert (code, len(err)) == (1, 2)
    assert "news/a02.txt: its graph does not conform" in err[0]


def test_a_fault_of_ours_costs_one_article(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom(tmp_path / "news", 6)
    from kg.newsroom import record as module

    faults: tuple[type[BaseException], ...] = (ValueError, RecursionError, MemoryError, AssertionError)
    real = module.read_article
    for fault in faults:

        def broken(a: Any, fault: type[BaseException] = fault) -> Any:
            if a.source == "a02.txt":
                raise fault("broken")
            return real(a)

        monkeypatch.setattr(module, "read_article", broken)
        code, err = build("news", to=f"{fault.__name__}.nq")
        assert (code, len(err)) == (1, 2)
        assert err[0].startswith("kg: skipped news/a02.txt: ")
    assert len(faults) == 4


def test_very_many_failures_are_not_all_told(build: Build, tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text("x\n" * 150 + json.dumps(record(1)))
    code, err = build("feed.jsonl")
    assert (code, len(err)) == (1, 102)
    assert err[100] == "kg: and 50 more"


# -- updates --


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each article was read in full, by its source."""
    from kg.newsroom import record as module

    count: Counter[str] = Counter()
    real = module.read_article

    def counted(a: Any) -> Any:
        count[a.source] += 1
        return real(a)

    monkeypatch.setattr(module, "read_article", counted)
    return count


@pytest.mark.parametrize("to", ["all.trig", "all.nq", "s/"])
def test_only_what_changed_is_read(
    build: Build, tmp_path: Path, read: Counter[str], monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    news = newsroom(tmp_path / "news", 9)
    build("news", to=to)
    assert sum(read.values()) == 9
    read.clear()
    build("news", to=to)
    assert read == {}
    (news / "a02.txt").write_text(article(40), encoding="utf-8")
    (news / "new.txt").write_text(article(41), encoding="utf-8")
    build("news", to=to)
    assert read == {"a02.txt": 1, "new.txt": 1}
    read.clear()
    build("news", to=to, anew=True)
    assert sum(read.values()) == 10
    read.clear()
    monkeypatch.setattr("kg.resources.VERSION", "9.9.9")
    build("news", to=to)
    assert sum(read.values()) == 10
    same_as_fresh(build, tmp_path, to)


def same_as_fresh(build: Build, folder: Path, to: str, *sources: str) -> None:
    """A build from nothing makes the same."""
    build(*(sources or ("news",)), to="fresh.nq")
    if to.endswith("/"):
        with Ledger.open(to) as ledger:
            found = b"".join(export.parts(graphs(ledger), "nquads", kg.BASE, folder))
        assert found == (folder / "fresh.nq").read_bytes()
    else:
        assert set(parse(path=str(folder / to))) == set(parse(path=str(folder / "fresh.nq")))


def test_changed_metadata_is_a_change(build: Build, tmp_path: Path, read: Counter[str]) -> None:
    changed = 0
    for more in ({"title": "題"}, {"published": "2024-05-10"}, {"url": "https://example.org/2"}):
        for to in ("all.trig", "s/"):
            lines(tmp_path / "feed.jsonl", record(1), record(2))
            build("feed.jsonl", to=to, anew=True)
            lines(tmp_path / "feed.jsonl", record(1, **more), record(2))
            read.clear()
            build("feed.jsonl", to=to)
            assert sum(read.values()) == 1
            same_as_fresh(build, tmp_path, to, "feed.jsonl")
            changed += 1
    assert changed == 6


def test_a_file_drops_what_is_gone_and_a_store_keeps_it(build: Build, tmp_path: Path) -> None:
    news = newsroom(tmp_path / "news", 6)
    for to in ("all.trig", "s/"):
        build("news", to=to)
    (news / "a01.txt").unlink()
    assert len(graphs_of(tmp_path / "all.trig")) == 5
    build("news")
    assert len(graphs_of(tmp_path / "all.trig")) == 4
    build("news", to="s/")
    with Ledger.open("s/") as ledger:
        assert len(list(ledger.keys())) == 6


EDIT = '<https://w3id.org/newskg/id/organization/{}> <http://www.w3.org/2000/01/rdf-schema#comment> "by hand" <{}> .\n'


def test_a_file_keeps_what_people_wrote_into_it(build: Build, tmp_path: Path) -> None:
    """Into the graph of an article that has not changed, wherever in the file it stands."""
    news = newsroom(tmp_path / "news", 6)
    (news / "page.html").write_text(
        "<html><head><title>題</title><link rel=canonical href='https://example.org/p'></head><body><article><p>"
        + article(77)
        + "</p><p>"
        + article(78)
        + "</p></article></body></html>",
        encoding="utf-8",
    )
    build("news", to="all.nq")
    out = tmp_path / "all.nq"
    found = graphs_of(out)
    sources = {about(said, g, "dcterms:source")[0]: g for g, said in found.items()}
    kept = ["a01.txt", "a02.txt", "https://example.org/p"]
    added = [EDIT.format(n, sources[s]) for n, s in enumerate(kept)]
    out.write_text(out.read_text("utf-8") + added[0] + added[1] + EDIT.format(9, sources["a04.txt"]) + added[2], encoding="utf-8")
    (news / "a04.txt").write_text(article(44), encoding="utf-8")  # its graph is another's now
    (news / "a02.txt").rename(news / "renamed.txt")
    (news / "sub" / "again.txt").write_text(article(1), encoding="utf-8")  # the text of a01.txt
    build("news", to="all.nq")
    text = out.read_text("utf-8")
    assert [text.count(line) for line in added] == [1, 1, 1]
    assert text.count("by hand") == 3
    out.write_text("".join(line for line in text.splitlines(True) if "by hand" not in line), encoding="utf-8")
    same_as_fresh(build, tmp_path, "all.nq")


def test_what_no_article_says_is_told_to_be_lost(build: Build, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 3)
    build("news", to="all.nq")
    before = (tmp_path / "all.nq").read_bytes()
    (tmp_path / "all.nq").write_bytes(before + b'<urn:x> <urn:y> "z" .\n<urn:x> <urn:y> "z" <urn:g> .\n')
    code, err = build("news", to="all.nq")
    assert (code, err[0]) == (0, "kg: all.nq: 2 statements that stood in no article's graph were not kept")
    assert (tmp_path / "all.nq").read_bytes() == before


def test_a_file_that_cannot_be_read_is_not_replaced(build: Build, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 3)
    build("news")
    out = tmp_path / "all.trig"
    right = out.read_bytes()
    out.write_bytes(right[:-3] + b"oops\n")
    with pytest.raises(InputError, match=r"all\.trig:\d+:\d+: what people wrote into it cannot be kept .*--anew"):
        build("news")
    assert beside(tmp_path, "news", "all.trig") == []
    build("news", anew=True)
    assert out.read_bytes() == right


def test_two_articles_of_one_text_are_one_graph(build: Build, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(article(1), encoding="utf-8")
    for to in ("all.trig", "s/"):
        build("a.txt", "b.txt", to=to)
        same_as_fresh(build, tmp_path, to, "a.txt", "b.txt")
    ((graph, said),) = graphs_of(tmp_path / "all.trig").items()
    assert about(said, graph, "dcterms:source") == ["a.txt", "b.txt"]
    build("b.txt", "b.txt")
    ((graph, said),) = graphs_of(tmp_path / "all.trig").items()
    assert about(said, graph, "dcterms:source") == ["b.txt"]


def test_another_base_is_another_graph(build: Build, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 3)
    build("news", to="all.nq")
    build("news", to="all.nq", how=How(base="https://a.example/"))
    assert b"w3id.org/newskg/id" not in (tmp_path / "all.nq").read_bytes()
    build("news", to="s/")
    with pytest.raises(InputError, match="the IRIs of this store begin with"):
        build("news", to="s/", how=How(base="https://a.example/"))


def test_a_date_for_all_is_a_change(build: Build, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("青空電機は昨年、北星製薬を買収した。", encoding="utf-8")
    lines(tmp_path / "b.jsonl", record(1))
    build("a.txt", "b.jsonl", to="s/")
    assert "(2 changed)" in build("a.txt", "b.jsonl", to="s/", how=How(published="2024-05-10"))[1][-1]
    with Ledger.open("s/") as ledger:
        said = {t for _, graph in graphs(ledger) for t in graph}
    assert any(t.predicate == term("kg:date") and t.object.value == "2023" for t in said if isinstance(t.object, Literal))


def test_a_folder_of_other_things_is_no_store(build: Build, tmp_path: Path) -> None:
    newsroom(tmp_path / "news", 3)
    with pytest.raises(InputError, match="holds something else"):
        build("news", to="news/")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / ".lock").touch()  # of a build killed in its first moment
    assert build("news", to="s/")[0] == 0


def other_user() -> Iterator[int]:
    yield 65534


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root can become somebody who may not")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    news = newsroom(tmp_path / "news", 5)
    (news / "a02.txt").chmod(0)
    (news / "sub").chmod(0)
    words = "import os, sys, kg.cli, kg.pipeline\nfrom kg.newsroom import command, building, record\nimport kg; kg.build('青空電機は北星製薬を買収した。')\n"
    words += f"os.chdir({str(tmp_path)!r}); os.setuid(65534) if False else os.seteuid(65534); sys.argv[0] = 'kg'; kg.cli.main()"
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents:
        if not os.stat(parent).st_mode & 0o001:
            pytest.skip("the folder of tests is nobody else's")
    told = 0
    for to, code in (("all.trig", 1), ("none/all.trig", 2), ("news/all.trig", 2), ("news/s/", 2)):
        run = subprocess.run(
            [sys.executable, "-c", words, "build", "news", "-o", to],
            capture_output=True,
            env=environment(),
            timeout=60,
            check=False,
        )
        err = run.stderr.decode().splitlines()
        assert (run.returncode, len(err)) == (code, 3 if code == 1 else 1), err
        if code == 1:
            assert "news/a02.txt: cannot be read (Permission denied)" in err[0]
            assert "news/sub: cannot be read (Permission denied)" in err[1]
        told += 1
    assert told == 4
