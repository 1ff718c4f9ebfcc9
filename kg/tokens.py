"""Text in, tokens out: the only file that knows MeCab.

tokenize("OpenAIは同社を買収した。") → OpenAI / は / 同 / 社 / を / 買収 / し / た / 。
"""

from __future__ import annotations

from functools import cache

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
        f = node.feature
        at += len(node.white_space)
        end = at + len(node.surface)
        out.append(
            Token(
                at,
                end,
                node.surface,
                (f.pos1 or "", _known(f.pos2), _known(f.pos3), _known(f.pos4)),
                f.lemma or node.surface,
                _known(f.cForm),
                f.kana or "",
                _known(f.goshu),
            )
        )
        at = end
    return tuple(out)


def _known(feature: str | None) -> str:
    return "" if feature in (None, "*") else feature
