"""Text in, tokens out: the only file that knows MeCab.

tokenize("OpenAIは同社を買収した。") → OpenAI / は / 同 / 社 / を / 買収 / し / た / 。
"""

from __future__ import annotations

from csv import reader
from functools import cache, lru_cache

from fugashi import Tagger

from kg.model import Token

# how many bytes a token has with the spaces before it, and without, and its line of UniDic
_LINE = r"%pL %pl %H\n"


@cache
def _tagger() -> Tagger:
    """It is asked for lines, since of each word that it was ever asked for as a node it keeps a copy."""
    return Tagger(rf'-O "" -F "{_LINE}" -U "{_LINE}" -E ""')


def tokenize(text: str, start: int = 0) -> tuple[Token, ...]:
    """Tokens of `text`, with offsets that begin at `start`. What stands behind a NUL is not read."""
    out = []
    data, byte, at = text.encode(), 0, start
    for line in filter(None, _tagger().parse(text.partition("\0")[0]).split("\n")):
        spaces, length, pos, lemma, form, kana, origin = _read(line)
        byte += spaces
        at += spaces
        surface = data[byte : byte + length].decode()
        byte += length
        end = at + len(surface)
        out.append(Token(at, end, surface, pos, lemma or surface, form, kana, origin))
        at = end
    return tuple(out)


@lru_cache(maxsize=1 << 13)
def _read(line: str) -> tuple[int, int, tuple[str, str, str, str], str, str, str, str]:
    """Bytes of the spaces before a token and of itself, part of speech, lemma, conjugation form, reading and origin.

    An unknown word has six columns only.
    """
    whole, own, features = line.split(" ", 2)
    row = next(reader([features])) if '"' in features else features.split(",")
    row += [""] * (18 - len(row))
    length = int(own)
    return int(whole) - length, length, _pos(row[0], *map(_known, row[1:4])), row[7], _known(row[5]), row[17], _known(row[12])


@lru_cache(maxsize=1 << 10)
def _pos(first: str, second: str, third: str, fourth: str) -> tuple[str, str, str, str]:
    """One and the same value for all words of a class: there are thousands of nouns."""
    return first, second, third, fourth


def _known(feature: str) -> str:
    return "" if feature == "*" else feature
