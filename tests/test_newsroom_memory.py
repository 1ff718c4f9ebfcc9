"""What a build holds does not grow with the number of its articles: counted in objects and entries of caches, not in bytes of a process."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pytest
from newsrooms import lines

from kg.newsroom import building
from kg.newsroom.building import Asked
from kg.newsroom.items import Failed

WARM, ALL = 200, 700  # articles
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


@dataclass
class Moment:
    """What a build held when some of its articles were done."""

    caches: dict[str, Any]  # cache_info() by name
    kept: int


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Moment]:
    """By number of articles done."""
    folder = tmp_path_factory.mktemp("memory")
    news = lines(folder / "feed.jsonl", *map(article, range(ALL)))
    held: dict[int, Moment] = {}

    def tell(done: int, failed: int) -> None:
        if done in (WARM, ALL):
            held[done] = Moment({f"{c.__module__}.{c.__qualname__}": c.cache_info() for c in caches()}, kept())

    assert building.into_store([str(news)], str(folder / "store"), Asked(), tell, fail).new == ALL
    return held


def test_nothing_stays_of_an_article(moments: dict[int, Moment]) -> None:
    assert (moments[ALL].kept - moments[WARM].kept) / (ALL - WARM) < AN_ARTICLE


def test_caches_have_a_bound(moments: dict[int, Moment]) -> None:
    """Those that articles fill; of the others the tables are read once, whatever the articles say."""
    filled = {name for name, info in moments[ALL].caches.items() if info.misses and info.maxsize is not None}
    assert len(filled) > 10
    assert {name for name in filled if moments[ALL].caches[name].maxsize > ENTRIES} == set()


def test_caches_without_a_bound_do_not_grow(moments: dict[int, Moment]) -> None:
    endless = {name: info.currsize for name, info in moments[ALL].caches.items() if info.maxsize is None}
    assert len(endless) > 10
    assert {name: size for name, size in endless.items() if size > moments[WARM].caches[name].currsize + FEW} == {}
