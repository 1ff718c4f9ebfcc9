"""A sentence in, votes on its persons out whom only the words for kin make known: 祖父の庄三, 妻・絹, 友人の健一.

relatives("祖父の庄三が始めた。") → 庄三 PERSON;  父の手が, 妻の姉が → nobody
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.match import lexicon
from kg.mentions.name_votes import SURE, Vote
from kg.model import Kind, Sentence, Token

_LONGEST = 3  # tokens of a name


def relatives(s: Sentence) -> Iterator[Vote]:
    """祖父の庄三が, 長男・遥, 夫の清さん: given names, which the dictionary knows as such, behind a word for kin."""
    tokens, base = s.tokens, s.span.start
    for i in range(1, len(tokens) - 1):
        if tokens[i].surface in ("の", "・") and tokens[i - 1].surface in lexicon("kin"):
            last = _name(tokens, i + 1)
            if last:
                yield Vote(tokens[i + 1].start - base, tokens[last - 1].end - base, Kind.PERSON, SURE)


def _name(tokens: Sequence[Token], first: int) -> int:
    """Where the name that begins at `first` ends; 0 where none does."""
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
