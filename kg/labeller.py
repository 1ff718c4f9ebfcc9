"""Tokens of a sentence in, names out: a linear-chain CRF trained by tools/train_names.py.

label(tokenize("北嶺製薬の三浦遥社長は")) → (0, 2, ORGANIZATION, 0.9), (3, 5, PERSON, 0.9)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import Kind, Token

MODEL = Path(__file__).parent / "models" / "names.crfsuite"
KINDS = {"PER": Kind.PERSON, "ORG": Kind.ORGANIZATION, "LOC": Kind.PLACE, "PRO": Kind.PRODUCT, "OTH": Kind.OTHER}
_SHAPES = (
    ("K", re.compile(r"[ァ-ヶー]")),
    ("H", re.compile(r"[ぁ-ん]")),
    ("C", re.compile(r"[一-龯々〆ヶ]")),
    ("A", re.compile(r"[A-ZÀ-Þ]")),
    ("a", re.compile(r"[a-zß-ÿ]")),
    ("0", re.compile(r"\d")),
)


def label(tokens: Sequence[Token]) -> tuple[tuple[int, int, Kind, float], ...]:
    """Names as token indices [first, last) with their kind and the lowest marginal probability of their tags."""
    if not tokens:
        return ()
    tagger = _tagger()
    tags = tagger.tag(features(tokens))
    out: list[tuple[int, int, Kind, float]] = []
    first = 0
    for i in range(len(tags) + 1):
        begun = i < len(tags) and tags[i].startswith("I-") and i > first and tags[i][2:] == tags[first][2:]
        if begun:
            continue
        if i > first and tags[first] != "O":
            sure = min(tagger.marginal(tags[k], k) for k in range(first, i))
            out.append((first, i, KINDS[tags[first][2:]], sure))
        first = i
    return tuple(out)


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """What the CRF sees of each token: form, class, shape and origin, its affixes, two neighbours on either side."""
    rows = []
    shapes = [shape(t.surface) for t in tokens]
    classes = ["".join(p[:3] for p in t.pos) for t in tokens]
    n = len(tokens)
    for i, t in enumerate(tokens):
        w = t.surface
        gap = "_" if i and tokens[i - 1].end < t.start else ""
        row = [
            "w" + w,
            "p" + classes[i],
            "q" + t.pos[0] + t.pos[1],
            "s" + shapes[i],
            "o" + t.origin,
            "e" + w[-1],
            "b" + w[0],
            "z" + w[-2:],
            "n" + str(min(len(w), 5)) + shapes[i] + gap,
        ]
        for k in (-3, -2, -1, 1, 2, 3):
            if not 0 <= i + k < n:
                row.append(f"{k}|")
                continue
            o = tokens[i + k]
            row.append(f"{k}w{o.surface}")
            if abs(k) < 3:
                row += [f"{k}p{classes[i + k]}", f"{k}s{shapes[i + k]}"]
        if i:
            row += [
                f"<{tokens[i - 1].surface}|{w}",
                f"<p{classes[i - 1]}|{classes[i]}",
                f"<s{shapes[i - 1]}|{shapes[i]}",
            ]
        if i + 1 < n:
            row += [
                f">{w}|{tokens[i + 1].surface}",
                f">p{classes[i]}|{classes[i + 1]}",
                f">s{shapes[i]}|{shapes[i + 1]}",
            ]
            if i:
                row.append(f"x{tokens[i - 1].surface}|{tokens[i + 1].surface}")
        if i + 2 < n:
            row.append(f">>{tokens[i + 1].surface}|{tokens[i + 2].surface}")
        rows.append(row)
    return rows


@cache
def shape(word: str) -> str:
    """NTT → A, OpenAI → AaA, 東京 → C, メリディアン → K."""
    out = ""
    for char in word:
        sign = next((s for s, p in _SHAPES if p.match(char)), char if len(out) < 3 else ".")
        if not out.endswith(sign):
            out += sign
    return out[:6]


@cache
def _tagger() -> Any:
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open(str(MODEL))
    return tagger
