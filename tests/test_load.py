"""kg load into a folder: whole or not at all, each graph whole, the union right, and what is wrong told in a line."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import environment
from graphs_made import file, name, record, run, start, store, triples
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple
from pyoxigraph import Literal as L

from kg import serial
from kg.errors import InputError
from kg.load import folder
from kg.load.folder import Done, change
from kg.load.sources import opened
from kg.newsroom.ledger import Ledger
from kg.query import as_kept, on_disk, read_only

N = NamedNode


def load(paths: list[Path], to: Path) -> Done:
    return folder.load([str(p) for p in paths], str(to), lambda done: None)


def held(where: Path) -> dict[str, set[Triple]]:
    """What a folder says, by graph; the union under ""."""
    out: dict[str, set[Triple]] = {}
    with read_only(where) as made:
        for q in made:
            out.setdefault("" if isinstance(q.graph_name, DefaultGraph) else q.graph_name.value, set()).add(q.triple)
    return out


def right(*numbers: int, amount: int = 10) -> dict[str, set[Triple]]:
    out = {name(n): set(as_kept(triples(n, amount))) for n in numbers}
    return out | {"": set().union(*out.values())}


def beside(where: Path) -> list[str]:
    return sorted(p.name for p in where.iterdir() if "kg-load" in p.name)


@pytest.mark.parametrize("kind", ["a.nq", "a.trig", "store"])
def test_every_graph_stands_under_its_name_and_once_in_the_union(tmp_path: Path, kind: str) -> None:
    made = store(tmp_path / kind, range(7)) if kind == "store" else file(tmp_path / kind, range(7))
    assert load([made], tmp_path / "ox") == Done(7, 7)
    assert held(tmp_path / "ox") == right(*range(7))
    assert beside(tmp_path) == []
    assert load([made], tmp_path / "ox") == Done(7, 0)


def test_what_changed_is_changed_and_the_rest_is_left(tmp_path: Path) -> None:
    load([file(tmp_path / "a.nq", range(6))], tmp_path / "ox")
    assert load([store(tmp_path / "news", [2, 3], amount=99), file(tmp_path / "b.trig", [5, 8])], tmp_path / "ox") == Done(4, 3)
    now = right(0, 1, 4, 5, 8) | right(2, 3, amount=99)
    now[""] = set().union(*(said for graph, said in now.items() if graph))
    assert held(tmp_path / "ox") == now


def test_a_triple_of_two_graphs_stays_in_the_union_until_the_second_is_gone(tmp_path: Path) -> None:
    shared, other = Triple(N("u:a"), N("u:p"), L("1")), Triple(N("u:a"), N("u:p"), L("2"))
    with on_disk(tmp_path / "ox") as made:
        for graph_name in ("u:g", "u:h"):
            assert change(made, graph_name, [shared])
        assert change(made, "u:g", [other])
        assert Quad(*shared_parts(shared)) in made
        assert change(made, "u:h", [])
        assert [q.triple for q in made.quads_for_pattern(None, None, None, DefaultGraph())] == [other]
        assert [n.value for n in made.named_graphs()] == ["u:g"]
        assert not change(made, "u:g", [other])


def shared_parts(t: Triple) -> tuple[N, N, L]:
    return t.subject, t.predicate, t.object  # type: ignore[return-value]


def test_a_folder_of_somebody_else_keeps_its_empty_default_graph(tmp_path: Path) -> None:
    with on_disk(tmp_path / "ox") as made:
        made.add(Quad(N("u:a"), N("u:p"), L("1"), N("u:g")))
    del made  # only then it is closed
    load([file(tmp_path / "a.nq", [1])], tmp_path / "ox")
    assert "" not in held(tmp_path / "ox")


# sources


def graphs_of(*paths: Path) -> dict[str, set[Triple]]:
    with opened([str(p) for p in paths]) as given:
        found = list(given.graphs())
    assert len(found) == len(dict(found)) == given.count
    return {graph: set(said) for graph, said in found}


def test_graphs_that_are_told_in_pieces_are_put_together(tmp_path: Path) -> None:
    quads = [q for n in (1, 2) for q in serial.named(triples(n), name(n))]
    (tmp_path / "a.nq").write_text("".join(f"{q} .\n" for q in sorted(quads, key=lambda q: str(q.predicate))), "utf-8")
    assert {g: set(as_kept(s)) for g, s in graphs_of(tmp_path / "a.nq").items()} == {
        name(n): set(as_kept(triples(n))) for n in (1, 2)
    }


def test_two_sources_that_tell_of_one_graph_tell_of_it_together(tmp_path: Path) -> None:
    a, b = file(tmp_path / "a.nq", [1], 10), file(tmp_path / "b.nq", [1], 20)
    said = graphs_of(a, b)[name(1)]
    assert set(as_kept(said)) == {*as_kept(triples(1, 10)), *as_kept(triples(1, 20))}


def test_what_stands_in_no_graph_goes_into_that_of_its_article_or_file(tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_bytes(serial.turtle(triples(1)))
    (tmp_path / "two.ttl").write_bytes(serial.turtle([*triples(1), *triples(2)]))
    assert list(graphs_of(tmp_path / "one.ttl")) == [name(1)]
    assert list(graphs_of(tmp_path / "two.ttl")) == ["https://w3id.org/newskg/id/file/two.ttl"]
    assert load([tmp_path / "one.ttl"], tmp_path / "ox") == Done(1, 1)
    assert held(tmp_path / "ox") == right(1)


def test_blank_nodes_are_the_same_when_they_are_loaded_again(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("<u:g> { <u:a> <u:p> [ <u:q> 1 ], [ <u:q> 2 ] . }", "utf-8")
    assert load([tmp_path / "a.trig"], tmp_path / "ox") == Done(1, 1)
    assert load([tmp_path / "a.trig"], tmp_path / "ox") == Done(1, 0)
    (tmp_path / "a.trig").write_text("<u:g> { <u:a> <u:p> [ <u:q> 2 ], [ <u:q> 1 ] . }", "utf-8")
    assert load([tmp_path / "a.trig"], tmp_path / "ox") == Done(1, 0)
    assert not any(isinstance(t.object, BlankNode) for t in held(tmp_path / "ox")[""])


# what is wrong


def test_a_file_that_is_wrong_at_its_end_changes_nothing(tmp_path: Path) -> None:
    good = file(tmp_path / "a.nq", range(3))
    bad = tmp_path / "b.nq"
    bad.write_bytes(good.read_bytes() + b"<u:a> nonsense\n")
    for to in ("new", "old"):
        if to == "old":
            load([good], tmp_path / to)
        with pytest.raises(InputError, match=r"b\.nq:\d+:\d+: "):
            load([file(tmp_path / "c.nq", [9]), bad], tmp_path / to)
    assert not (tmp_path / "new").exists()
    assert held(tmp_path / "old") == right(*range(3))
    assert beside(tmp_path) == []


WRONG = {
    "no source": (("load", "none.nq", "--to", "ox"), "none.nq: no such file"),
    "a folder": (("load", "plain", "--to", "ox"), "plain: a folder without newsroom.sqlite"),
    "an article": (("load", "a.txt", "--to", "ox"), "a.txt: no graph format"),
    "a target that is something else": (("load", "a.nq", "--to", "plain"), "plain: this holds something else"),
    "a target that is a file": (("load", "a.nq", "--to", "a.txt"), "a.txt: this holds something else"),
    "a target that is a store": (("load", "a.nq", "--to", "news"), "news: this is a store of kg's"),
    "a target in no folder": (("load", "a.nq", "--to", "no/ox"), "no/ox: there is no such directory"),
    "a protocol of a folder": (("load", "a.nq", "--to", "ox", "--protocol", "gsp"), "gsp: a folder is asked by no protocol"),
    "an unknown protocol": (("load", "a.nq", "--to", "ox", "--protocol", "ftp"), "ftp: not known here"),
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("here")
    file(where / "a.nq", range(3))
    store(where / "news", [1])
    (where / "a.txt").write_text("青空", "utf-8")
    (where / "plain").mkdir()
    (where / "plain" / "b").write_text("x", "utf-8")
    return where


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_loaded_is_a_line(here: Path, case: str) -> None:
    arguments, words = WRONG[case]
    code, out, err = run(*arguments, cwd=here)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert err.startswith(f"kg: {words}"), err


def test_the_command_says_what_it_did(here: Path) -> None:
    assert run("load", "a.nq", "--to", "said", cwd=here) == (0, "", "said: 3 graphs loaded\n")
    assert run("load", "a.nq", "--to", "said", cwd=here) == (0, "", "said: 3 graphs: 0 loaded, 3 as before\n")
    assert run("load", "a.nq", "--to", "said", "--lang", "ja", cwd=here)[2] == "said: グラフ 3（うち変更なし 3）\n"


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_a_store_that_another_process_has_open_is_told(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", range(3))
    load([a], tmp_path / "ox")
    with on_disk(tmp_path / "ox"):
        for told in (("load", "a.nq", "--to", "ox"), ("query", "ox", "ASK {}")):
            code, out, err = run(*told, cwd=tmp_path)
            assert (code, out, err.count("\n")) == (2, "", 1)
            assert err.endswith("ox: another process has this store open; wait until it is done\n")
    with read_only(tmp_path / "ox"):  # whoever reads keeps writers off, not readers
        assert run("query", "ox", "ASK { ?s ?p ?o }", cwd=tmp_path)[:2] == (0, "true\n")
        assert "another process has this store open" in run("load", "a.nq", "--to", "ox", cwd=tmp_path)[2]


# killed, full


def moments(longest: float, many: int) -> Iterator[float]:
    return (longest * (i + 0.5) / many for i in range(many))


@pytest.mark.skipif(sys.platform == "win32", reason="kills")
def test_a_killed_load_leaves_no_half_folder(tmp_path: Path) -> None:
    big = file(tmp_path / "a.nq", range(1500))
    begun = time.monotonic()
    assert run("load", big, "--to", "whole", cwd=tmp_path)[0] == 0
    took = time.monotonic() - begun
    killed = 0
    for number, after in enumerate(moments(took, 8)):
        to = tmp_path / f"t{number % 2}"
        for part in (1, 0.5, 0.2):  # the machine may have become faster
            process = start("load", big, "--to", to, cwd=tmp_path)
            time.sleep(after * part)
            process.kill()
            process.communicate()
            assert not to.exists() or len(held(to)) == 1501
            if process.returncode == -9:
                killed += 1
                break
            shutil.rmtree(to)
    assert killed == 8
    for number in range(2):
        assert run("load", big, "--to", f"t{number}", cwd=tmp_path)[0] == 0
        assert held(tmp_path / f"t{number}") == held(tmp_path / "whole")
    assert beside(tmp_path) == []


KILLED_AT = """
import os, signal, sys
from kg.load import folder
real, left = folder.change, int(sys.argv[1])
def change(*given):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return real(*given)
folder.change = change
folder.load([sys.argv[2]], "ox", lambda done: None)
"""  # after so many graphs


@pytest.mark.skipif(sys.platform == "win32", reason="kills")
def test_a_killed_change_leaves_every_graph_whole(tmp_path: Path) -> None:
    files = [file(tmp_path / f"{amount}.nq", range(400), amount) for amount in (10, 20)]
    whole = [right(*range(400), amount=amount) for amount in (10, 20)]
    load(files[:1], tmp_path / "ox")
    begun = time.monotonic()
    assert run("load", files[1], "--to", "ox", cwd=tmp_path)[0] == 0
    took = time.monotonic() - begun

    def between() -> bool:
        now = held(tmp_path / "ox")
        assert all(now[g] in (w[g] for w in whole) for g in now if g)
        assert now[""] == set().union(*(said for g, said in now.items() if g))
        return now not in whole

    for i, moment in enumerate(moments(took, 6)):
        process = start("load", files[i % 2], "--to", "ox", cwd=tmp_path)
        time.sleep(moment)
        process.kill()
        process.communicate()
        between()
        assert run("load", files[i % 2], "--to", "ox", cwd=tmp_path)[0] == 0
        assert held(tmp_path / "ox") == whole[i % 2]
    for i, after in enumerate((1, 77, 399)):
        done = subprocess.run([sys.executable, "-c", KILLED_AT, str(after), files[i % 2]], cwd=tmp_path, env=environment({}))
        assert done.returncode == -signal.SIGKILL
        assert between()
        assert run("load", files[i % 2], "--to", "ox", cwd=tmp_path)[0] == 0
        assert held(tmp_path / "ox") == whole[i % 2]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("limit", [0, 1000, 20_000, 60_000, 100_000])
def test_a_full_disk_is_a_line_and_leaves_nothing(tmp_path: Path, limit: int) -> None:
    a = file(tmp_path / "a.nq", range(1500))
    code, out, err = run("load", a, "--to", "ox", cwd=tmp_path, limit=limit)
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert "make room and run again" in err
    assert not (tmp_path / "ox").exists()
    assert beside(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_disk_that_is_full_while_graphs_are_changed_loses_nothing(tmp_path: Path) -> None:
    load([file(tmp_path / "a.nq", range(1500))], tmp_path / "ox")
    new = file(tmp_path / "b.nq", range(1500), 20)
    code, _, err = run("load", new, "--to", "ox", cwd=tmp_path, limit=60_000)
    assert (code, err.count("\n")) == (2, 1), err
    assert "make room" in err
    now = held(tmp_path / "ox")
    assert now[""] == set().union(*(said for g, said in now.items() if g))
    assert run("load", new, "--to", "ox", cwd=tmp_path)[0] == 0
    assert held(tmp_path / "ox") == right(*range(1500), amount=20)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_two_loads_into_one_new_folder_do_not_meet(tmp_path: Path) -> None:
    a = file(tmp_path / "a.nq", range(1500))
    both = [start("load", a, "--to", "ox", cwd=tmp_path) for _ in range(2)]
    ends = [(p.communicate()[1].decode(), p.returncode) for p in both]
    assert 0 in [code for _, code in ends]
    for words, code in ends:
        assert code == 0 or "another process" in words, words
    assert held(tmp_path / "ox") == right(*range(1500))


def test_the_ledger_notes_what_changed(tmp_path: Path) -> None:
    with Ledger.open(store(tmp_path / "news", [1, 2, 3])) as ledger:
        begun = ledger.moment()
        ledger.put(record(2, 20))
        ledger.remove("a3.txt")
        ledger.put_join(name(1), "u:a", "u:b", "[]", "1")
        ledger.commit()
        assert ledger.changed_since(begun) == [name(1), name(2), name(3)]
        assert ledger.changed_since(ledger.moment()) == []
