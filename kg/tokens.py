"""Text in, tokens out: the only file that knows MeCab.

tokenize("OpenAIは同社を買収した。") → OpenAI / は / 同 / 社 / を / 買収 / し / た / 。
"""

from __future__ import annotations

from csv import reader
from functools import cache, lru_cache

from fugashi import Tagger

from kg.model import Token


@cache
def _tagger() -> Tagger:
    return Tagger()


def tokenize(text: str, start: int = 0) -> tuple[Token, ...]:
    """Tokens of `text`, with offsets that begin at `start`.

    Each node of MeCab is copied at once: after the next parse it would read wrong.
    """
    out = []
    at = start
    for node in _tagger()(text):
        pos, lemma, form, kana, origin = _read(node.feature_raw)
        surface = node.surface
        at += len(node.white_space)
        end = at + len(surface)
        out.append(Token(at, end, surface, pos, lemma or surface, form, kana, origin))
        at = end
    return tuple(out)


@lru_cache(maxsize=1 << 11)
def _read(features: str) -> tuple[tuple[str, str, str, str], str, str, str, str]:
    """Part of speech, lemma, conjugation form, reading and origin of a line of UniDic; an unknown word has six columns only."""
    row = next(reader([features])) if '"' in features else features.split(",")
    row += [""] * (18 - len(row))
    return _pos(row[0], *map(_known, row[1:4])), row[7], _known(row[5]), row[17], _known(row[12])


@lru_cache(maxsize=1 << 10)
def _pos(first: str, second: str, third: str, fourth: str) -> tuple[str, str, str, str]:
    """One and the same value for all words of a class: there are thousands of nouns."""
    return first, second, third, fourth


def _known(feature: str) -> str:
    return "" if feature == "*" else feature
