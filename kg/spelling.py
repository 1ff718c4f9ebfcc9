"""Two spellings in, how surely they are one name by sound out; weights trained by tools/train_spelling.py.

    same_name("ジェローム・パウエル", "Jerome Powell") → 0.88
    same_name("シュレーダー", "シュレーダ") ≥ SAME,  same_name("アダム", "Adams") < SAME

Katakana and Latin are aligned with counts of which letters stand for which unit; two katakana spellings are compared by
the differences that spellings of one name show. Two Latin spellings are one only if equal but for case, marks and the
company's form. A part of a name against the whole, and acronyms, are the caller's matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from kg.spelling_kana import variant
from kg.spelling_latin import sound

WORDS = Path(__file__).parent / "models" / "spelling.words.tsv"
SAME = 0.5  # each calibration is shifted so that its own operating point lies here
WEAKEST = -1.0  # log-odds of the worst part of a name whose other parts agree

_PIECE = re.compile(r"[ァ-ヺーぁ-ゖ]+|[a-zß-ɏ]+|\d+|[^\W\d_ァ-ヺーぁ-ゖa-zß-ɏ]+")
_KANA = re.compile(r"[ァ-ヺーぁ-ゖ]+")
_LATIN = re.compile(r"[a-zß-ɏ]+")
_FORM = re.compile(r"\((?:株|有|同)\)|(?:株式|有限|合同|合資|合名)会社")
_FORMS = frozenset(
    "inc incorporated llc lp llp ltd limited corp corporation co company gmbh ag kgaa sa sas sarl srl spa"
    " bv nv plc ab oy oyj as asa aps pte pty kk se and コーポレーション インク リミテッド カンパニー".split()
)
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
_SPOKEN = str.maketrans(  # marked letters as others respell them: Hölderlin → hoelderlin
    {pair[0]: pair[1:] for pair in "öoe üue äae øoe åo şsh šsh śsh çch čch ćch žzh żzh źzh ğ ıu ñny ńn łw řrz ąon ęen".split()}
)
_OLD = str.maketrans("ヲヰヱヂヅヮ", "オイエジズワ") | {code: code + 96 for code in range(ord("ぁ"), ord("ゖ") + 1)}


class Part(NamedTuple):
    """A part of a name: `kana`, `latin` or `other`, with the forms it may be read in (Hölderlin: holderlin, hoelderlin)."""

    kind: str
    forms: tuple[str, ...]


def same_name(a: str, b: str) -> float:
    """0 to 1: how surely `a` and `b` are spellings of one name; SAME or more means yes. Symmetric, never raises."""
    return _same_name(a, b) if a <= b else _same_name(b, a)


@lru_cache(maxsize=1 << 10)
def _same_name(a: str, b: str) -> float:
    """The chance that two names are one: パウエル, Powell → 0.61."""
    left, right = parts(a), parts(b)
    return _chance(_odds(left, right)) if left and right else 0.0


def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name without the company's form: カルダー銀行 → カルダー, 銀行; S.A. and Inc. go."""
    found = list(_split(_FORM.sub(" ", unicodedata.normalize("NFKC", name))))
    while len(found) > 1 and found[-1].forms[0] in _FORMS:
        found.pop()
    return tuple(found)


@lru_cache(maxsize=1 << 9)
def _split(name: str) -> tuple[Part, ...]:
    """The parts of a name, each with its script."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).lower())
    text = re.sub(r"(?<![a-z])([a-z])\.(?=[a-z](?![a-z]))", r"\1", text)  # s.a. → sa.
    text = re.sub(r"[’'`´‘]", "", text).replace("&", " and ").replace("\u0307", "")
    return tuple(_part(piece) for piece in _PIECE.findall(text))


def _part(piece: str) -> Part:
    """パウエル → kana, Powell → latin, 三浦 → other"""
    if _KANA.fullmatch(piece):
        return Part("kana", (piece.translate(_OLD),))
    if _LATIN.fullmatch(piece):
        return Part("latin", tuple(sorted({_bare(piece), _bare(piece.translate(_SPOKEN))})))
    return Part("other", (piece,))


def _bare(word: str) -> str:
    """é → e"""
    return "".join(c for c in unicodedata.normalize("NFKD", word.translate(_PLAIN)) if not unicodedata.combining(c))


def _joined(group: Sequence[Part]) -> Part | None:
    """Several parts as one, if they are of one kind: Calder, Bay → calderbay."""
    if len(group) == 1:
        return group[0]
    if len({part.kind for part in group}) != 1:
        return None
    versions = {"".join(part.forms[0] for part in group), "".join(part.forms[-1] for part in group)}
    return Part(group[0].kind, tuple(sorted(versions)))


def _odds(a: Sequence[Part], b: Sequence[Part]) -> float:
    """Log-odds of two names: their parts in order, one against one to three; no part may be left over."""
    if tuple(a) == tuple(b):
        return 8.0
    if max(len(a), len(b)) > 12:
        return -20.0
    best: dict[tuple[int, int], tuple[float, ...]] = {(0, 0): ()}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            so_far = best.get((i, j))
            if so_far is None:
                continue
            for m, n in ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1)):
                if i + m > len(a) or j + n > len(b):
                    continue
                left, right = _joined(a[i : i + m]), _joined(b[j : j + n])
                odds = _part_odds(*sorted((left, right))) if left and right else -20.0
                path = (*so_far, odds)
                if odds > -6 and _together(path) > _together(best.get((i + m, j + n), (-20.0,))):
                    best[i + m, j + n] = path
    return _together(best.get((len(a), len(b)), (-20.0,)))


def _together(odds: Sequence[float]) -> float:
    """A name is as sure as its weakest part, or as its parts on the whole if none speaks against it."""
    weakest = min(odds, default=0.0)
    return sum(odds) / len(odds) if odds and weakest > WEAKEST else weakest


@lru_cache(maxsize=1 << 10)
def _part_odds(a: Part, b: Part) -> float:
    """The odds, as a logarithm, that two parts are one."""
    kinds = {a.kind, b.kind}
    if a.kind == b.kind and set(a.forms) & set(b.forms):
        return 8.0
    if kinds == {"kana", "latin"} and not _words_agree(a, b):
        kana, latin = (a, b) if a.kind == "kana" else (b, a)
        return max(max(sound(kana.forms[0], form), _by_words(kana.forms[0], form)) for form in latin.forms)
    if kinds == {"kana"}:
        return variant(*sorted((a.forms[0], b.forms[0])))
    return 6.0 if _words_agree(a, b) else -20.0


def _by_words(kana: str, latin: str) -> float:
    """コボペイ, kobopay: what is left of both without an English word at the end or the beginning, ペイ of pay."""
    best = -20.0
    for word, spellings in _words().items():
        for spelling in spellings if word in kana and len(kana) > len(word) + 1 else ():
            if len(latin) <= len(spelling) + 1:
                continue
            if kana.endswith(word) and latin.endswith(spelling):
                best = max(best, sound(kana.removesuffix(word), latin.removesuffix(spelling)))
            if kana.startswith(word) and latin.startswith(spelling):
                best = max(best, sound(kana.removeprefix(word), latin.removeprefix(spelling)))
    return best


def _words_agree(a: Part, b: Part) -> bool:
    """銀行 and Bank: by the list of words."""
    return any(y in _words().get(x, ()) for x, y in ((a.forms[0], b.forms[0]), (b.forms[0], a.forms[0])))


def _chance(odds: float) -> float:
    """Odds as a logarithm → a chance."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """銀行 → bank, エナジー → energy: words of companies' names and the Latin words that they stand for."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {word: tuple(latin.split()) for word, latin in rows}
