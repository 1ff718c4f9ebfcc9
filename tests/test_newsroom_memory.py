"""What a build holds does not grow with the number of its articles: counted in objects and entries of caches, not in bytes of a process."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import environment
from newsrooms import lines

from kg.newsroom import building
from kg.newsroom.building import Asked
from kg.newsroom.items import Failed

WARM, ALL, STRETCH = 200, 600, 100  # articles
AN_ARTICLE = 1  # objects that may stay of one: less than the least that could be kept of it, its key and its digest
ENTRIES = 1 << 13  # of a cache, at most
FEW = 10  # patterns of a table that are met late

SIGNS = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
Cache = Any  # what lru_cache makes


def name(n: int) -> str:
    """One that no other number has."""
    return SIGNS[n % 44] + SIGNS[n // 44 % 44] + SIGNS[7 * n % 44] + SIGNS[11 * n % 44]


def article(n: int) -> dict[str, str]:
    """Whose names nobody had before."""
    buyer, bought, who = f"{name(3 * n)}電機", f"{name(3 * n + 1)}製薬", f"{name(3 * n + 2)}・{name(n)}"
    return {"id": f"n{n}", "text": f"{buyer}は5月{1 + n % 28}日、{bought}を{n}億円で買収した。{buyer}の{who}社長が発表した。"}


def caches() -> Iterator[Cache]:
    """Those of this project."""
    kind = type(lru_cache(lambda: None))
    return (o for o in gc.get_objects() if isinstance(o, kind) and str(o.__module__).startswith("kg."))


def kept() -> int:
    """How many objects there are besides those in caches that have a bound."""
    for cache in caches():
        if cache.cache_info().maxsize is not None:
            cache.cache_clear()
    re.purge()  # holds no more than 512 patterns
    gc.collect()
    return sys.getallocatedblocks()


def fail(problem: Failed) -> None:
    raise AssertionError(problem)


def measure(folder: Path) -> dict[int, Any]:
    """By number of articles done: how much is kept, and of each cache its misses, bound and size."""
    news = lines(folder / "feed.jsonl", *map(article, range(ALL)))
    held: dict[int, Any] = {}

    def tell(done: int, failed: int) -> None:
        if done in range(WARM, ALL + 1, STRETCH):
            told = caches() if done in (WARM, ALL) else ()  # what is noted here counts, too
            held[done] = {f"{c.__module__}.{c.__qualname__}": c.cache_info()[1:] for c in told}, kept()

    assert building.into_store([str(news)], str(folder / "store"), Asked(), tell, fail).new == ALL
    return held


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Any]:
    """What `measure` gives in a process where nothing else was imported."""
    folder = tmp_path_factory.mktemp("memory")
    run = subprocess.run([sys.executable, __file__, str(folder)], env=environment(), stdout=subprocess.PIPE, check=True)
    return {int(done): found for done, found in json.loads(run.stdout).items()}


def test_nothing_stays_of_an_article(moments: dict[int, Any]) -> None:
    """In the quietest stretch: now and then a table is read, or a pattern made, that stays with good reason."""
    held = [kept for _, kept in moments.values()]
    assert min(after - before for before, after in pairwise(held)) / STRETCH < AN_ARTICLE, held


def test_caches_have_a_bound(moments: dict[int, Any]) -> None:
    """Those that articles fill."""
    filled = {name: bound for name, (misses, bound, _) in moments[ALL][0].items() if misses and bound is not None}
    assert len(filled) > 10
    assert {name: bound for name, bound in filled.items() if bound > ENTRIES} == {}


def test_caches_without_a_bound_do_not_grow(moments: dict[int, Any]) -> None:
    before, after = moments[WARM][0], moments[ALL][0]
    endless = {name: size for name, (_, bound, size) in after.items() if bound is None}
    assert len(endless) > 10
    assert {name: size for name, size in endless.items() if size > before[name][2] + FEW} == {}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
