"""Several processes, a Dask cluster: the same bytes as one process, whoever dies meanwhile; and how it is told."""

from __future__ import annotations

import multiprocessing
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import environment
from newsrooms import beside, deadly, lasting, lines, newsroom, record, until

from kg.errors import InputError
from kg.newsroom import building, command, crew
from kg.newsroom.building import Asked
from kg.newsroom.items import Failed, Item
from kg.newsroom.progress import progress

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills processes")


def tasks(count: int) -> list[tuple[Item, Any]]:
    return [(Item(f"k{n:02}", None, b"x"), ()) for n in range(count)]


def quiet(done: int, failed: int) -> None:
    pass


def build(news: Path, out: Path, fail: Callable[[Failed], None] = lambda problem: None, tell: Any = quiet, **asked: Any) -> bytes:
    building.into_file([str(news)], str(out), "trig", Asked(**asked), tell, fail)
    assert beside(out.parent, "news", "shared", *(p.name for p in out.parent.glob("*.trig"))) == []
    return out.read_bytes()


# -- processes --


def test_workers_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "CHUNK", 5)
    news = newsroom(tmp_path / "news", 40)
    assert build(news, tmp_path / "two.trig", workers=2) == build(news, tmp_path / "one.trig")
    assert multiprocessing.active_children() == []


def test_an_article_that_kills_its_worker_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "CHUNK", 3)
    made = list(crew.at_work(tasks(14), partial(deadly, frozenset({"k05"})), 2))
    failed = [m for m in made if isinstance(m, Failed)]
    assert [(f.key, f.why.split(",")[0]) for f in failed] == [("k05", "the process that read it was killed")]
    assert sorted(m for m in made if isinstance(m, str)) == [f"k{n:02}" for n in range(14) if n != 5]
    until(lambda: not multiprocessing.active_children(), 20)


def test_a_worker_killed_from_outside_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "CHUNK", 2)
    running = crew.at_work(tasks(30), partial(lasting, 0.02), 2)
    made = [next(running)]
    victim = multiprocessing.active_children()[0]
    os.kill(victim.pid or 0, signal.SIGKILL)
    made += running
    assert sorted(made) == [f"k{n:02}" for n in range(30)]
    until(lambda: not multiprocessing.active_children(), 20)


def test_who_stops_early_leaves_no_worker() -> None:
    running = crew.at_work(tasks(200), partial(lasting, 0.05), 2)
    next(running)
    begun = time.monotonic()
    running.close()
    until(lambda: not multiprocessing.active_children(), 20)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_is_one_line(tmp_path: Path, workers: str) -> None:
    """To the whole group, as a terminal sends it, when articles are being read."""
    lines(tmp_path / "feed.jsonl", *map(record, range(3000)))
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "build", "feed.jsonl", "-o", "all.trig", "--workers", workers],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until((tmp_path / ".all.trig.kg" / "newsroom.sqlite").exists)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode()) == (130, "kg: interrupted\n")
    assert not (tmp_path / "all.trig").exists()


# -- a cluster --


class Cluster:
    """A scheduler and workers of Dask, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._begin("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
        until(lambda: self._answers(port))

    def _begin(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        with open(self._folder / f"{module}.log", "ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
                cwd=self._folder,
                env=environment({"PYTHONWARNINGS": "ignore"}),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        self._begun.append(process)
        return process

    @staticmethod
    def _answers(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def hire(self, count: int) -> None:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._folder))
        self.workers += [self._begin("dask_worker", self.address, *options) for _ in range(count)]

    def ready(self, count: int) -> None:
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)

    def close(self) -> None:
        for process in reversed(self._begun):
            process.kill()
            process.wait(20)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield made
    finally:
        made.close()


def test_a_cluster_of_which_a_worker_dies_makes_the_same_bytes(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler without workers is told; two workers read, one of them is killed; the other reads on, by value and by a folder."""
    from kg.newsroom import cluster as module

    news = newsroom(tmp_path / "news", 40)
    right = build(news, tmp_path / "one.trig")
    monkeypatch.setattr(module, "PATIENCE", 1)
    with pytest.raises(InputError, match="this scheduler has no worker"):
        build(news, tmp_path / "none.trig", scheduler=cluster.address)
    monkeypatch.setattr(module, "PATIENCE", 20)
    cluster.hire(2)
    cluster.ready(2)
    monkeypatch.setattr(crew, "CHUNK", 2)
    killed = []

    def tell(done: int, failed: int) -> None:
        if done >= 6 and not killed:
            cluster.workers[0].kill()
            killed.append(done)

    failures: list[Failed] = []
    assert build(news, tmp_path / "all.trig", failures.append, tell, scheduler=cluster.address) == right
    assert (len(killed), failures) == (1, [])
    assert killed[0] < 40
    (tmp_path / "shared").mkdir()
    by_path = build(news, tmp_path / "shared.trig", failures.append, scheduler=cluster.address, shared=str(tmp_path / "shared"))
    assert (by_path == right, list((tmp_path / "shared").iterdir()), failures) == (True, [], [])


def test_a_scheduler_that_dies_is_one_line_and_what_was_done_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from kg.newsroom import cluster as module

    monkeypatch.setattr(crew, "CHUNK", 2)
    monkeypatch.setattr(building, "SECONDS", -1)
    news, out = newsroom(tmp_path / "news", 20), tmp_path / "all.trig"
    (tmp_path / "cluster").mkdir()
    own = Cluster(tmp_path / "cluster")
    try:
        own.hire(1)
        own.ready(1)
        monkeypatch.setattr(module, "PATIENCE", 3)

        def tell(done: int, failed: int) -> None:
            if done == 6:
                own.scheduler.kill()

        begun = time.monotonic()
        with pytest.raises(InputError, match="the scheduler went away") as error:
            building.into_file([str(news)], str(out), "trig", Asked(scheduler=own.address), tell, lambda f: None)
        assert time.monotonic() - begun < 60
        assert "\n" not in str(error.value)
    finally:
        own.close()
    assert beside(tmp_path, "news", "cluster") == [".all.trig.kg"]
    done = building.into_file([str(news)], str(out), "trig", Asked(), quiet, lambda f: None)
    assert (done.same >= 5, done.new + done.same) == (True, 20)


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from kg.newsroom import cluster as module

    monkeypatch.setattr(module, "PATIENCE", 1)
    news = newsroom(tmp_path / "news", 3)
    told = 0
    for address, why in (
        ("tcp://127.0.0.1:9", "no scheduler answers"),
        ("nonsense", "no (address of a scheduler|scheduler answers)"),
        ("http://127.0.0.1:9", "no (address of a scheduler|scheduler answers)"),
    ):
        begun = time.monotonic()
        with pytest.raises(InputError, match=why) as error:
            building.into_file([str(news)], str(tmp_path / "a.nq"), "nquads", Asked(scheduler=address), quiet, lambda f: None)
        assert time.monotonic() - begun < 20
        assert "\n" not in str(error.value)
        assert beside(tmp_path, "news") == []
        told += 1
    with pytest.raises(InputError, match="no such folder"):
        build(news, tmp_path / "b.trig", scheduler="tcp://127.0.0.1:9", shared="nowhere")
    assert told == 3


def test_what_another_version_makes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    real = building.read
    monkeypatch.setattr(building, "read", lambda *a: dataclasses.replace(real(*a), extractor="newskg 0.0.9"))
    with pytest.raises(InputError, match=r"a worker has newskg 0\.0\.9, this machine newskg"):
        build(newsroom(tmp_path / "news", 3), tmp_path / "all.trig")


# -- how far it is --


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    lines(tmp_path / "feed.jsonl", *map(record, range(150)), {"id": "x"})
    ours, its = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "build", "feed.jsonl", "-o", "all.nq"],
        cwd=tmp_path,
        env=environment({"TERM": "xterm", "COLUMNS": "120"}),
        stderr=its,
    )
    os.close(its)
    shown = b""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if select.select([ours], [], [], 1)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            shown += part
    assert process.wait(20) == 1
    os.close(ours)
    words = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert re.search(r"\d+/151", words)
    assert re.search(r"[\d.]+ articles/s", words)
    assert re.search(r"\d:\d\d:\d\d|-:--:--", words)
    assert "1 failed" in words
    assert "kg: skipped x: no text or html in it" in words
    assert "150 articles (150 new, 1 failed)" in words


def test_plain_lines_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.newsroom import progress as module

    monkeypatch.setattr(module, "EVERY", 0.0)
    lines(tmp_path / "feed.jsonl", *map(record, range(6)), {"id": "x"})
    for lang, line in (
        ("en", r"kg: 7/7, [\d.]+ articles/s, 1 failed, 0 min left"),
        ("ja", r"kg: 7/7、毎秒 [\d.]+ 本、失敗 1、残り約 0 分"),
    ):
        assert command.build([str(tmp_path / "feed.jsonl")], str(tmp_path / f"{lang}.nq"), "nquads", Asked(), lang) == 1
        said = capsys.readouterr().err.splitlines()
        assert len([s for s in said if "/7" in s]) == 7
        assert [s for s in said if re.fullmatch(line, s)]
        assert not any("\x1b" in s or "\r" in s for s in said)


def test_of_a_stream_nobody_knows_how_long(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.newsroom import progress as module

    monkeypatch.setattr(module, "EVERY", 0.0)
    with progress(None, "en") as tell:
        tell(5, 0)
    assert re.fullmatch(r"kg: 5, [\d.]+ articles/s\n", capsys.readouterr().err)
    with progress(2, "en") as tell:  # few
        tell(1, 0)
    assert capsys.readouterr().err == ""
