"""Surfaces that name one thing, gathered: the one mutable value of coreference, which kg.entities makes and kg.sieves joins.

key("株式会社メイプル") → メイプル;  parts("マテオ・ラングリー") → (マテオ, ラングリー)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.match import alternation, lexicon
from kg.model import EntityType

LEGAL = re.compile(alternation(lexicon("legal-forms")))
LATIN_LEGAL = re.compile(r"[,.]? ?(?:Inc|LLC|LP|Ltd|Corp|Corporation|Co|GmbH|plc|PLC|AG|SA|NV)\.?$")
_FORM = re.compile(
    rf"^旧(?=.{{4}})|^{LEGAL.pattern} ?(?=..)| ?(?:(?:株式|有限|合同|合資|合名)会社|\([株有]\))$|(?:(?<=[ァ-ヶーa-z])|(?<=[A-Z]{{3}}))社$"
)
_CALLED_COMPANY = re.compile(r"(?<=[ァ-ヶーa-z0-9])社$")

Pairs = Iterator[tuple[str, str]]  # surfaces that a sieve holds for one


@dataclass
class Cluster:
    """Surfaces that name one thing; `first` is the place of the first of them."""

    type: EntityType
    surfaces: list[str]
    first: int


class Clusters:
    """Which cluster each surface of the article is in, and which surfaces are told as another name of somebody."""

    def __init__(self) -> None:
        self.of: dict[str, Cluster] = {}
        self.other: set[str] = set()

    def add(self, surface: str, type_: EntityType, at: int) -> None:
        """A surface as a cluster of its own, where it is new."""
        if surface not in self.of:
            self.of[surface] = Cluster(type_, [surface], at)

    def join(self, a: str, b: str) -> None:
        """Makes one of two clusters of one type, under the surface told first."""
        x, y = self.of[a], self.of[b]
        if x is y or x.type is not y.type:
            return
        x.surfaces += y.surfaces
        x.first = min(x.first, y.first)
        for s in y.surfaces:
            self.of[s] = x

    def __iter__(self) -> Iterator[Cluster]:
        seen = {id(c): c for c in self.of.values()}
        return iter(sorted(seen.values(), key=lambda c: c.first))

    def surfaces(self, type_: EntityType) -> list[str]:
        """All surfaces of a type."""
        return [s for s, c in self.of.items() if c.type is type_]

    def longest_first(self) -> list[str]:
        """北嶺銀行 before 北嶺."""
        return sorted(self.of, key=lambda s: (-len(s), s))


@lru_cache(maxsize=1 << 11)
def key(name: str) -> str:
    """A name without spaces, middle dots, case and legal form: 株式会社メイプル → メイプル."""
    bare = LATIN_LEGAL.sub("", LEGAL.sub("", unicodedata.normalize("NFKC", name)))
    bare = re.sub(r"ホールディングス?$|(?<=[^A-Z])HLDGS$", "HD", bare)  # 朱鷺野ホールディングス = 朱鷺野HD
    return re.sub(r"[\s・=.,'!-]+", "", bare).casefold() or name


def core(name: str) -> str:
    """The key of a name without its 社: メイプル社 → メイプル."""
    return _CALLED_COMPANY.sub("", key(name))


@lru_cache(maxsize=1 << 11)
def bare(name: str) -> str:
    """A body's name as it is written, without 旧, its legal form or 社: 株式会社メイプル → メイプル, メイプル社 → メイプル."""
    within = _FORM.sub("", name)
    return within if len(within) > 1 and within not in lexicon("org_suffixes") else name


def ending(names: Iterable[str], text: str, at: int | None = None) -> str:
    """The longest of the names that a text ends with, or a text up to a place; "" where there is none."""
    return max((n for n in names if text.endswith(n, 0, at)), key=len, default="")


@lru_cache(maxsize=1 << 11)
def parts(name: str) -> tuple[str, ...]:
    """マテオ・ラングリー → マテオ, ラングリー"""
    return tuple(p for p in re.split(r"[・= ]+|(?<=\b[AE]l)-", LEGAL.sub("", name)) if p)
