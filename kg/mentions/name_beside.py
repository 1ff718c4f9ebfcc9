"""A sentence in, votes on names out that only the classes of the words beside them tell: whose relative, from which land.

beside("祖父の庄三が始めた。")     → 庄三 PERSON;  父の手が, 妻の姉が → nobody
beside("ノルウェーのAlta Kraftが") → Alta Kraft ORGANIZATION
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.match import lexicon
from kg.mentions.name_votes import KATAKANA, LATIN, SURE, Vote
from kg.model import Kind, Sentence, Token

_LONGEST = 3  # tokens of a given name
_OF_LAND = 0.5
_OF_TOWN, _IN_TRADE = 0.6, 0.7


def beside(s: Sentence) -> Iterator[Vote]:
    """Every such vote of one sentence."""
    tokens, base = s.tokens, s.span.start
    for i in range(1, len(tokens) - 1):
        if tokens[i].surface == "の" and tokens[i - 1].pos[2] == "地名":
            found = _foreign().match(s.text, tokens[i].end - base)
            if found:
                yield Vote(*found.span(), Kind.ORGANIZATION, _OF_LAND)
        if tokens[i].surface == "の" and i > 1 and tokens[i - 1].surface in ("市", "区", "町", "村"):
            found = _seated().match(s.text, tokens[i].end - base)
            if found and tokens[i + 1].pos[2] in ("地名", "人名"):
                yield Vote(*found.span(), Kind.ORGANIZATION, _OF_TOWN)
        if tokens[i].surface == "の" and tokens[i - 1].surface in lexicon("lines-of-business"):
            found = _coined().match(s.text, tokens[i].end - base)
            if found and not tokens[i + 1].origin and tokens[i + 1].end >= base + found.end():
                yield Vote(*found.span(), Kind.ORGANIZATION, _IN_TRADE)
        if tokens[i].surface in ("の", "・") and tokens[i - 1].surface in lexicon("kin"):
            last = _given(tokens, i + 1)
            if last:
                yield Vote(tokens[i + 1].start - base, tokens[last - 1].end - base, Kind.PERSON, SURE)


@cache
def _foreign() -> re.Pattern[str]:
    """Alta Kraft, ソラン・ガラス, Altakraft with a particle behind; the person of a land has a post there."""
    return re.compile(rf"(?:(?=[^ ]+[・ ]|[A-Z][a-z]{{3}})(?:{KATAKANA}|{LATIN}))(?=[(はがをにのとへや、]|から)")


@cache
def _seated() -> re.Pattern[str]:
    """茨木市の|北摂リネン|は: a place's or a family's name and a foreign word."""
    return re.compile(r"[一-龯々]{2,4}[ァ-ヴー]{2,12}(?=[はがをとに、])")


@cache
def _coined() -> re.Pattern[str]:
    """スーパーの|ヤツガタケヤ|と: a word that no dictionary has."""
    return re.compile(r"[ァ-ヴー]{4,14}(?=[はがをとに、(])")


def _given(tokens: Sequence[Token], first: int) -> int:
    """Where the given name that begins at `first` ends; 0 where none does: 祖父の庄三が, 夫の清さん."""
    last = first
    while last < len(tokens) and last - first < _LONGEST and tokens[last].pos[2] == "人名":
        last += 1
    if last == first or (
        last < len(tokens) and tokens[last].pos[0] not in ("助詞", "助動詞", "補助記号") and not _polite(tokens[last])
    ):
        return 0
    return last


def _polite(t: Token) -> bool:
    return t.surface in lexicon("honorifics")
