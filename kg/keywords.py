"""A reading in, the words out that tell what the article is about: nouns that few texts have, and no part of a name that it tells.

    keywords(read("町の斎場をめぐる収賄の罪に問われた…"))  →  ("斎場", "収賄")

Two articles that share such words may speak of one matter, which is what kg.identity asks of two that share a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from math import log
from pathlib import Path

from kg.match import lexicon
from kg.model import Reading, Span, Token

COUNTS = Path(__file__).parent / "models" / "nouns.tsv"
MOST = 24  # words of an article
COMMON = 0.25  # taken off every weight, so that a word of one sentence in thirteen weighs nothing
_WORDLESS = re.compile(r"[\d.,]+|[ぁ-ん]{1,2}|.")
_KATAKANA = re.compile(r"[ァ-ヶー]+")


def keywords(reading: Reading) -> tuple[str, ...]:
    """At most MOST, in text order: those that weigh most."""
    named = sorted({m.span for e in reading.entities for m in e.mentions})
    found = dict.fromkeys(w for s in reading.sentences for w in nouns(_outside(s.tokens, named)) if weight(w))
    if len(found) > MOST:
        kept = set(sorted(found, key=lambda w: -weight(w))[:MOST])
        return tuple(w for w in found if w in kept)
    return tuple(found)


def _outside(tokens: tuple[Token, ...], named: list[Span]) -> list[Token]:
    """Tokens that stand in no name; both sorted."""
    out, at = [], 0
    for t in tokens:
        while at < len(named) and named[at].end <= t.start:
            at += 1
        if at == len(named) or t.end <= named[at].start:
            out.append(t)
    return out


def nouns(tokens: Iterable[Token]) -> Iterator[str]:
    """Nouns of some content; what is written in katakana throughout, or in single characters, is one word: ソラ + ノート, 機 + 楽."""
    run: list[Token] = []
    for t in tokens:
        if run and (run[-1].end != t.start or not _told(t)):
            yield from _words(run)
            run = []
        if _told(t):
            run.append(t)
    yield from _words(run)


def _told(t: Token) -> bool:
    """Whether a token is a noun and no number, counter, day or person's name."""
    kind, second, third, _ = t.pos
    return kind == "名詞" and second != "数詞" and third not in ("助数詞可能", "副詞可能", "人名")


def _words(run: Sequence[Token]) -> Iterator[str]:
    for small, group in groupby(run, key=lambda t: len(t.surface) == 1 or bool(_KATAKANA.fullmatch(t.surface))):
        surfaces = [t.surface for t in group]
        for word in ["".join(surfaces)] if small else surfaces:
            if not _WORDLESS.fullmatch(word):
                yield word


@lru_cache(maxsize=1 << 12)
def weight(word: str) -> float:
    """0 of a word that any article may have, to 0.7 of one that is hardly found: by the number of sentences that have it."""
    if word in lexicon("everyday-nouns"):
        return 0.0
    counts, sentences = _counts()
    return max(0.0, 1 - COMMON - log(1 + counts.get(word, 1)) / log(1 + sentences))


@cache
def _counts() -> tuple[dict[str, int], int]:
    rows = dict(line.split("\t") for line in COUNTS.read_text("utf-8").splitlines())
    sentences = int(rows.pop(""))
    return {word: int(n) for word, n in rows.items()}, sentences
