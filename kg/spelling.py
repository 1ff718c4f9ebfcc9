"""Two spellings of a name in, how likely they are one by sound: katakana against Latin, katakana against katakana.

    same_name("アルトマン", "Altman") → 1.0
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

SAME = 0.75

_KANA = dict(zip(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
    "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n "
    "ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po vu".split(), strict=True))
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "wa"}
_LATIN = (("tsch", "C"), ("sch", "S"), ("tch", "C"), ("ph", "f"), ("th", "s"), ("ch", "C"), ("sh", "S"), ("ck", "k"), ("qu", "k"), ("gh", "g"), ("wh", "w"),
          ("dg", "j"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("v", "b"), ("l", "r"), ("z", "j"), ("q", "k"), ("f", "h"), ("y", "i"))


def same_name(a: str, b: str) -> float:
    """0 to 1; parts are compared one by one."""
    pa, pb = _parts(a), _parts(b)
    if not pa or len(pa) != len(pb):
        return 0.0
    return min(_similar(x, y) for x, y in zip(pa, pb, strict=True))


@cache
def _parts(name: str) -> tuple[str, ...]:
    bare = "".join(c for c in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name)) if not unicodedata.combining(c) or c in "\u3099\u309a")
    return tuple(p for p in re.split(r"[\s・=\-]+", unicodedata.normalize("NFC", bare)) if p)


@cache
def _similar(a: str, b: str) -> float:
    x, y = skeleton(a), skeleton(b)
    if len(x) < 2 or len(y) < 2 or x[0] != y[0] and {x[0], y[0]} - set("CSjsth") and not (x[0] in "CSjts" and y[0] in "CSjts"):
        return 0.0
    return 1.0 - _distance(x, y) / max(len(x), len(y))


@cache
def skeleton(part: str) -> str:
    """Consonants in a spelling-neutral form, with a sign for an initial vowel: アルトマン, Altman → Artmn."""
    text = _romaji(part) if re.search(r"[ァ-ヶ]", part) else part.casefold()
    text = re.sub(r"[^a-z]", "", text)
    for latin, sign in _LATIN:
        text = text.replace(latin, sign)
    text = re.sub(r"ts", "t", text)
    text = re.sub(r"(.)\1+", r"\1", text)
    vowel = "A" if text[:1] in "aeiou" else ""
    body = re.sub(r"[aeiouw]|(?<=[aeiou])h|r(?=[^aeiou]|$)", "", text)
    return vowel + re.sub(r"(.)\1+", r"\1", body)


def _romaji(kana: str) -> str:
    out = ""
    for char in kana:
        if char in _SMALL:
            small = _SMALL[char]
            out = (out[:-1] if out else "") + (small if not small.startswith("y") or not out.endswith(("shi", "chi", "ji")) else small[1:])
        elif char == "ッ" or char == "ー":
            continue
        else:
            out += _KANA.get(char, "")
    return out


def _distance(a: str, b: str) -> float:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return float(row[-1])
