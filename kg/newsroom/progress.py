"""How far a build is: a bar on a terminal, a line now and then elsewhere.

with progress(total=12_000, lang="en") as tell: tell(done=1, failed=0)
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 10.0  # seconds between two lines where there is no terminal
FEW = 2  # articles that are read before anybody wonders

Tell = Callable[[int, int], None]  # how many are done and how many of these failed, so far


@contextmanager
def progress(total: int | None, lang: str) -> Iterator[Tell]:
    """On standard error; nothing where there is none, and of a few articles."""
    if sys.stderr is None or (total is not None and total <= FEW):
        yield lambda done, failed: None
    elif sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        with _bar(total, lang) as tell:
            yield tell
    else:
        yield _lines(total, lang)


@contextmanager
def _bar(total: int | None, lang: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[failed]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with shown as bar:
        task = bar.add_task("", total=total, rate="", failed="")
        begun = time.monotonic()

        def tell(done: int, failed: int) -> None:
            bar.update(task, completed=done, rate=_rate(done, time.monotonic() - begun, lang), failed=_failed(failed, lang))

        yield tell


def _lines(total: int | None, lang: str) -> Tell:
    begun = last = time.monotonic()

    def tell(done: int, failed: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < EVERY:
            return
        last = now
        of = "" if total is None else f"/{total:,}"
        parts = [f"{done:,}{of}", _rate(done, now - begun, lang), _failed(failed, lang)]
        if total is not None and done:
            parts.append(_left((total - done) * (now - begun) / done, lang))
        try:
            sys.stderr.write("kg: " + ("、" if lang == "ja" else ", ").join(filter(None, parts)) + "\n")
            sys.stderr.flush()
        except OSError:
            pass

    return tell


def _rate(done: int, seconds: float, lang: str) -> str:
    rate = done / seconds if seconds > 0 else 0.0
    return f"毎秒 {rate:.1f} 本" if lang == "ja" else f"{rate:.1f} articles/s"


def _failed(failed: int, lang: str) -> str:
    return "" if not failed else f"失敗 {failed:,}" if lang == "ja" else f"{failed:,} failed"


def _left(seconds: float, lang: str) -> str:
    minutes = int(seconds + 59) // 60
    return f"残り約 {minutes} 分" if lang == "ja" else f"{minutes} min left"
