"""Articles of a small newsroom, invented, and a build of them in this process or in one that can be killed.

A child is forked from a process that has read an article already, so that a build of sixty takes a fraction of a second:

    with Nursery(tmp_path) as nursery: nursery.run("build", "news", "-o", "all.trig", after=0.1)   → Ended(code=-9, err="", …)
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from conftest import environment

FIRST = "葵 楓 澄川 霧島 碧 鳴瀬 薄墨 篠原 冴木 汐路".split()
SECOND = "電機 製薬 物流 食品 建設 通信".split()
PEOPLE = "三浦遥 西園寺隆 小野寺まり 大槻健 早乙女梓".split()


def article(n: int) -> str:
    """The n-th article: who buys whom, who is president of what, and now and then a suit."""
    r = random.Random(n)
    buyer, bought = (r.choice(FIRST) + kind for kind in r.sample(SECOND, 2))
    who = r.choice(PEOPLE)
    words = f"{buyer}株式会社は2024年{1 + n % 12}月{1 + n % 28}日、{bought}株式会社を約{10 + n}億円で買収した。\n"
    words += f"{buyer}の{who}社長({40 + n % 20})が発表した。\n"
    if n % 8 == 0:
        words += f"{bought}は同月、{buyer}を相手取り、東京地裁に提訴した。\n"
    return words


def newsroom(folder: Path, count: int = 60) -> Path:
    """A folder of articles, some of them in a folder in it, two of the same text."""
    (folder / "sub").mkdir(parents=True)
    for n in range(count):
        place = folder / "sub" if n % 3 == 0 else folder
        (place / f"a{n:02}.txt").write_text(article(n - (n == count - 1)), encoding="utf-8")
    return folder


def record(n: int, **more: Any) -> dict[str, Any]:
    return {"id": f"n{n}", "text": article(n), **more}


def lines(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def beside(folder: Path, *known: str) -> list[str]:
    """What lies in a folder besides what is known to."""
    return sorted({p.name for p in folder.iterdir()} - set(known))


def lasting(seconds: float, item: Any, known: Any) -> Any:
    """A work function that takes its time."""
    time.sleep(seconds)
    return item.key


def deadly(keys: frozenset[str], item: Any, known: Any) -> Any:
    """A work function that some articles kill."""
    if item.key in keys:
        os.kill(os.getpid(), signal.SIGKILL)
    return item.key


@dataclass(frozen=True)
class Ended:
    code: int  # -9 where it was killed
    err: str
    seconds: float
    orphans: list[int]


class Nursery:
    """Builds in processes that are forked, so begin warm."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(Path(__file__)), str(folder)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=environment({"PYTHONHASHSEED": "7"}),
            text=True,
        )

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)

    def run(self, *arguments: str, after: float | None = None, limit: int | None = None, seconds: float = 0.02) -> Ended:
        """`kg arguments`, killed `after` seconds; no file may grow beyond `limit` bytes; `seconds` between two commits."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"arguments": arguments, "after": after, "limit": limit, "seconds": seconds}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


def _serve() -> None:
    import kg
    import kg.cli
    from kg.newsroom import building, command, export  # noqa: F401

    kg.build(article(0)).serialize("turtle")
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        begun = time.monotonic()
        child = os.fork()
        if child == 0:
            os.setsid()
            os.dup2(writing, 2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            _child(asked, building, export)
        os.close(writing)
        code = _ended(child, asked["after"], begun)
        seconds = time.monotonic() - begun
        orphans = _left_of(child)
        err = b"" if code < 0 else _all_of(reading)
        os.close(reading)
        print(json.dumps({"code": code, "err": err.decode(), "seconds": seconds, "orphans": orphans}), flush=True)


def _child(asked: dict[str, Any], building: Any, export: Any) -> None:
    import resource

    from kg.cli.app import main

    building.SECONDS, export.RUN, export.RUNS = asked["seconds"], 400, 3
    if asked["limit"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["limit"], resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    sys.argv = ["kg", *asked["arguments"]]
    code = 70
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _ended(child: int, after: float | None, begun: float) -> int:
    """Waits for its end, or brings it about."""
    if after is not None:
        time.sleep(max(0.0, begun + after - time.monotonic()))
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _all_of(handle: int) -> bytes:
    out = b""
    while part := os.read(handle, 65536):
        out += part
    return out


def _left_of(session: int, patience: float = 10.0) -> list[int]:
    """Processes of a session that outlive its leader by more than a moment."""
    until = time.monotonic() + patience
    while (found := _of_session(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _of_session(session: int) -> list[int]:
    out = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(its) == session and state != "Z":
            out.append(int(path.parent.name))
    return out


def until(true: Callable[[], Any], patience: float = 60.0) -> Any:
    """What becomes true within so many seconds."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


if __name__ == "__main__":
    _serve()
