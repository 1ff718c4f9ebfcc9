"""Killed at any moment, on a full disk, torn: the last good state stays, and a second run ends in the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT
from newsrooms import Ended, Nursery, article, beside, newsroom

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc")

KILLS = 20


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("nursery")) as nursery:
        yield nursery


def says(ended: Ended, code: int, *words: str) -> None:
    assert (ended.code, ended.err.count("\n")) == (code, 1), ended.err
    for word in words:
        assert word in ended.err


def told(quads: bytes) -> set[bytes]:
    """All but ages: of a person with two there is none."""
    return {line for line in quads.splitlines() if b"ontology#age>" not in line}


def chains(seed: int, longest: float, kills: int = KILLS) -> Iterator[list[float]]:
    """So many moments, spread over the run and a little beyond, in chains of two to five: a run that goes on is killed, too."""
    r = random.Random(seed)
    moments = [(i + r.random()) / kills * 1.05 * longest for i in range(kills)]
    r.shuffle(moments)
    while moments:
        length = r.randint(2, 5)
        chain, moments = moments[:length], moments[length:]
        yield chain


def killed(run: Callable[[float], Ended], anew: Callable[[], object], after: float) -> None:
    """Kills a run at a moment; one that is done before that, for the machine has become faster, begins anew and is killed earlier."""
    for _ in range(8):
        ended = run(after)
        assert ended.orphans == []
        if ended.code == -9:
            return
        assert ended.code == 0, ended.err
        anew()
        after /= 2
    raise AssertionError("no run could be killed")


@pytest.mark.parametrize(("name", "kills"), [("all.ttl", KILLS), ("all.trig", 6)])
def test_a_file_survives_kills(nursery: Nursery, tmp_path: Path, name: str, kills: int) -> None:
    news, out = newsroom(tmp_path / "news"), tmp_path / name
    whole = nursery.run("build", str(news), "-o", str(out))
    assert (whole.code, beside(tmp_path, "news", name)) == (0, []), whole.err
    right = out.read_bytes()
    total = 0
    for number, chain in enumerate(chains(1, whole.seconds, kills)):
        old = b"" if number % 2 else b"# what stood there\n"
        out.unlink()
        if old:
            out.write_bytes(old)
        for after in chain:
            begun_anew: list[bool] = []
            killed(
                lambda s: nursery.run("build", str(news), "-o", str(out), after=s),
                lambda anew=begun_anew: anew.append(out.unlink() is None),
                after,
            )
            total += 1
            old = b"" if begun_anew else old
            now = out.read_bytes() if out.exists() else b""
            assert now in (old, right), f"half a file after {after} s"
        assert nursery.run("build", str(news), "-o", str(out)).code == 0
        assert out.read_bytes() == right
        assert beside(tmp_path, "news", name) == []
    assert total == kills


def test_a_store_survives_20_kills(nursery: Nursery, tmp_path: Path) -> None:
    news, whole_store = newsroom(tmp_path / "news"), tmp_path / "whole"
    whole = nursery.run("build", str(news), "-o", f"{whole_store}/")
    assert nursery.run("export", str(whole_store), "-o", str(tmp_path / "right.nq")).code == 0
    right = (tmp_path / "right.nq").read_bytes()
    total = 0
    for number, chain in enumerate(chains(2, whole.seconds)):
        store, out = tmp_path / f"s{number}", tmp_path / f"s{number}.nq"
        build = partial(nursery.run, "build", str(news), "-o", f"{store}/")
        for after in chain:
            killed(lambda s, build=build: build(after=s), partial(shutil.rmtree, store), after)
            total += 1
        if (store / "newsroom.sqlite").exists() and nursery.run("export", str(store), "-o", str(out)).code == 0:
            assert told(out.read_bytes()) <= told(right)  # what stands there is right as far as it goes
        assert nursery.run("build", str(news), "-o", f"{store}/").code == 0
        assert nursery.run("export", str(store), "-o", str(out)).code == 0
        assert out.read_bytes() == right
        assert beside(store, "newsroom.sqlite", ".lock") == []
    assert total == KILLS


def test_workers_end_with_whoever_began_them(nursery: Nursery, tmp_path: Path) -> None:
    news, out = newsroom(tmp_path / "news"), tmp_path / "all.nq"
    whole = nursery.run("build", str(news), "-o", str(out), "--workers", "2")
    right = out.read_bytes()
    for part in (0.5, 0.85):
        out.unlink(missing_ok=True)
        killed(
            lambda s: nursery.run("build", str(news), "-o", str(out), "--workers", "2", after=s), out.unlink, part * whole.seconds
        )
        assert not out.exists() or out.read_bytes() == right
    again = nursery.run("build", str(news), "-o", str(out))
    assert (again.code, out.read_bytes() == right, beside(tmp_path, "news", "all.nq")) == (0, True, [])


LIMITS = (0, 1000, 5000, 20_000, 40_000, 80_000, 120_000, 160_000, 200_000, 250_000, 300_000, 400_000, 600_000)


@pytest.mark.parametrize("output", ["all.ttl", "all.trig", "store/"])
def test_a_full_disk_is_one_line_and_loses_nothing(nursery: Nursery, tmp_path: Path, output: str) -> None:
    news, out = newsroom(tmp_path / "news", 40), tmp_path / output
    target = str(out) + "/" * output.endswith("/")
    refused = written = 0
    for limit in LIMITS:
        if out.is_file():
            out.unlink()
        if not output.endswith("/") and limit % 2000:
            out.write_bytes(b"")
        ended = nursery.run("build", str(news), "-o", target, limit=limit)
        if ended.code == 0:
            written += 1
        else:
            says(ended, 2, "kg: ", "cannot be written")
            assert not out.is_file() or out.read_bytes() == b""
            refused += 1
    assert refused + written == len(LIMITS)
    assert refused >= 5
    assert nursery.run("build", str(news), "-o", target).code == 0
    fresh = tmp_path / ("fresh/" if output.endswith("/") else f"fresh{out.suffix}")
    assert nursery.run("build", str(news), "-o", str(fresh) + "/" * output.endswith("/")).code == 0
    if output.endswith("/"):
        for store in (out, fresh):
            assert nursery.run("export", str(store), "-o", f"{store}.nq").code == 0
        out, fresh = tmp_path / "store.nq", tmp_path / "fresh.nq"
    else:
        assert beside(tmp_path, "news", out.name, fresh.name) == []
    assert out.read_bytes() == fresh.read_bytes()


def test_a_full_disk_leaves_what_stood_there(nursery: Nursery, tmp_path: Path) -> None:
    news, store = newsroom(tmp_path / "news", 20), tmp_path / "store"
    assert nursery.run("build", str(news), "-o", f"{store}/").code == 0
    assert nursery.run("export", str(store), "-o", str(tmp_path / "before.nq")).code == 0
    before = (tmp_path / "before.nq").read_bytes()
    refused = 0
    for n in range(20, 60):
        (news / f"a{n}.txt").write_text(article(n), encoding="utf-8")
    for limit in (1000, 30_000, 60_000, 100_000):
        ended = nursery.run("build", str(news), "-o", f"{store}/", limit=limit, seconds=9)  # one transaction
        says(ended, 2, "cannot be written")
        assert nursery.run("export", str(store), "-o", str(tmp_path / "after.nq")).code == 0
        assert (tmp_path / "after.nq").read_bytes() == before
        refused += 1
    assert refused == 4


TORN = {
    "garbage": b"no database, certainly not one of SQLite " * 50,
    "empty": b"",
    "cut": None,
}


@pytest.mark.parametrize("how", TORN)
def test_a_torn_store_is_one_line(nursery: Nursery, tmp_path: Path, how: str) -> None:
    news, store = newsroom(tmp_path / "news", 20), tmp_path / "store"
    assert nursery.run("build", str(news), "-o", f"{store}/").code == 0
    file = store / "newsroom.sqlite"
    words = TORN[how]
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2] if words is None else words)
    ended = nursery.run("build", str(news), "-o", f"{store}/", "--anew")
    if how == "empty":  # nothing is lost that was there
        assert ended.code == 0
    else:
        says(ended, 2, "damaged", "build it anew in another folder")


@pytest.mark.parametrize("how", ["garbage", "cut"])
def test_a_torn_file_in_the_making_is_begun_anew(nursery: Nursery, tmp_path: Path, how: str) -> None:
    news, out = newsroom(tmp_path / "news", 20), tmp_path / "all.ttl"
    assert nursery.run("build", str(news), "-o", str(out)).code == 0
    right = out.read_bytes()
    work = tmp_path / ".all.ttl.kg"
    work.mkdir()
    (work / "newsroom.sqlite").write_bytes(TORN["garbage"] or b"")
    (work / "run-0").write_bytes(b"left")
    remains = tmp_path / ".all.ttl.kg-done"
    remains.mkdir()
    (remains / "newsroom.sqlite").write_bytes(b"left")
    out.unlink()
    assert nursery.run("build", str(news), "-o", str(out)).code == 0
    assert (out.read_bytes() == right, beside(tmp_path, "news", "all.ttl")) == (True, [])


def test_two_builds_at_once_are_one_line(nursery: Nursery, tmp_path: Path) -> None:
    import fcntl

    news = newsroom(tmp_path / "news", 3)
    told = 0
    for output, folder in (("store/", "store"), ("all.trig", ".all.trig.kg")):
        (tmp_path / folder).mkdir()
        with open(tmp_path / folder / ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            says(nursery.run("build", str(news), "-o", str(tmp_path) + "/" + output), 2, "another kg is writing")
            told += 1
        assert nursery.run("build", str(news), "-o", str(tmp_path) + "/" + output).code == 0
    assert told == 2


def open_to_all(path: Path) -> bool:
    return all(p.stat().st_mode & 0o005 == 0o005 for p in (path, *path.parents))


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="only root can become somebody who may not")
@pytest.mark.skipif(
    not (open_to_all(Path(sys.prefix)) and open_to_all(ROOT)), reason="kg itself is not to be read by others here"
)
def test_what_one_may_not_read_or_write_is_told(nursery: Nursery) -> None:
    told = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        news = newsroom(place / "news", 5)
        (place / "out").mkdir()
        (place / "out").chmod(0o777)
        (news / "a02.txt").chmod(0)
        (news / "sub").chmod(0)
        ended = nursery.run("build", str(news), "-o", f"{place}/out/all.trig", user=65534)
        assert ended.code == 1, ended.err
        for name, line in zip(("a02.txt", "sub"), ended.err.splitlines(), strict=False):
            assert line == f"kg: skipped {news}/{name}: cannot be read (Permission denied)" + "; check the path" * (name != "sub")
            told += 1
        assert beside(place / "out", "all.trig") == []
        assert nursery.run("build", str(news), "-o", f"{place}/s/").code == 0
        for to in ("none.trig", "none/", "s/"):
            says(nursery.run("build", str(news), "-o", f"{place}/{to}", user=65534), 2, "cannot be written")
            told += 1
    assert told == 5
