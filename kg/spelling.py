"""Two spellings in, how surely they are one name by sound out; weights trained by tools/train_spelling.py.

    same_name("デイナ・ウィットロック", "Dana Whitlock") → 0.99…
    same_name("アルトマン", "オルトマン") ≥ SAME,  same_name("アダム", "Adams") < SAME

Katakana and Latin are aligned unit by unit with counts learned from JMnedict; two katakana spellings by the differences
that spellings of one name show. Two Latin spellings are one only if equal but for case, marks and the company's form.
A part of a name against the whole, and acronyms, are the caller's matter.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import NamedTuple

MODEL = Path(__file__).parent / "models" / "spelling.json"
SAME = 0.5  # every calibration puts its own operating point here
LETTERS = 5  # of Latin at most stand for one unit of katakana
LONGEST = 64  # characters of a part; a longer one is no name

_UNIT = re.compile(r"[ア-ヴ][ァィゥェォャュョヮ]?|[ァ-ヺー]")
_PIECE = re.compile(r"[ァ-ヺー]+|[^\W\d_ァ-ヺーぁ-ん一-龯々〆]+|\d+|[ぁ-ん]+|[一-龯々〆]+")
_KANA = re.compile(r"[ァ-ヺー]+")
_LATIN = re.compile(r"[a-z]+")
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
_SPOKEN = {  # the same letters as they are often respelt: Hölderlin → hoelderlin
    "ö": "oe", "ü": "ue", "ä": "ae", "ø": "oe", "å": "o", "ş": "sh", "š": "sh", "ś": "sh", "ç": "ch", "č": "ch", "ć": "ch",
    "ž": "zh", "ż": "zh", "ź": "zh", "ğ": "", "ñ": "ny", "ń": "n", "ł": "w", "ř": "rz", "ą": "on", "ę": "en",
}  # fmt: skip
_OLD = str.maketrans("ヲヰヱヂヅヷヸヹヺヮ", "オイエジズワイエオワ")


class Spelling(NamedTuple):
    """A part of a name. `forms` are its readings as Latin letters, or its katakana, or the characters themselves."""

    kind: str  # "kana" "latin" "other"
    forms: tuple[str, ...]


def same_name(a: str, b: str) -> float:
    """0 to 1: how surely `a` and `b` are spellings of one name; at least SAME means yes. Symmetric, never raises."""
    if b < a:
        a, b = b, a
    return _same_name(a, b)


def same_parts(a: str, b: str) -> float:
    """The same for one part of a name, a surname say: nothing is split, no company form is taken off."""
    left, right = spelling(_squeeze(a)), spelling(_squeeze(b))
    return _same_part(*sorted((left, right)))


@lru_cache(maxsize=65536)
def _same_name(a: str, b: str) -> float:
    left, right = parts(a), parts(b)
    if not left or not right:
        return 0.0
    return _groups(left, right)
