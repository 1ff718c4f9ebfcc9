"""A part of a name in, its consonants in spelling-neutral forms out: a second witness beside kg.spelling.

    alike("パウエル", "Powell") → True;  alike("パウエル", "Pauli") → True: so it decides only where one article has one candidate

Vowels are what katakana and Latin spellings disagree on; consonants stay. After the idea of Soundex and of skeleton keys
(Knight & Graehl 1998, Machine Transliteration, for what katakana keeps of a name).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.kanji import with_kanji

SOUNDS = {
    sound[0]: sound[1:]
    for sound in (
        "アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte トto ナna ニni ヌnu ネne ノno ハha ヒhi フfu "
        "ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヲo ンn ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo "
        "ダda ヂji ヅzu デde ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo ヴvu "
    ).split()
}
SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "wa"}
LETTERS = (
    ("tsch", "C"),
    ("sch", "S"),
    ("tch", "C"),
    ("ph", "f"),
    ("th", "s"),
    ("ch", "C"),
    ("sh", "S"),
    ("ck", "k"),
    ("qu", "k"),
    ("gh", "g"),
    ("wh", "w"),
    ("dg", "j"),
    ("x", "ks"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("v", "b"),
    ("l", "r"),
    ("z", "j"),
    ("q", "k"),
    ("f", "h"),
    ("y", "i"),
)

# readings of a letter that differ by language: Wagner ヴァーグナー, Vogel フォーゲル, Jiménez ヒメネス
_READINGS = ((), (("w", "v"),), (("v", "f"),), (("j", "h"),), (("j", "y"),), (("z", "s"),))


def alike(a: str, b: str) -> bool:
    """Whether two names have the same parts by their consonants, three consonants at least between them."""
    if with_kanji(a + b):
        return False
    x, y = _split(a), _split(b)
    if len(x) != len(y) and "-" in a + b:  # ガルシアロペス, García-López
        x, y = _split(a.replace("-", "")), _split(b.replace("-", ""))
    return bool(x) and len(x) == len(y) and all(_one(p, q) for p, q in zip(x, y, strict=True))


@lru_cache(maxsize=1 << 9)
def _split(name: str) -> tuple[str, ...]:
    """マテオ・ラングリー → マテオ, ラングリー"""
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name))
    bare = unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c) or c in "\u3099\u309a"))
    return tuple(p for p in re.split(r"[\s・=\-]+", bare) if p)


@lru_cache(maxsize=1 << 10)
def _one(a: str, b: str) -> bool:
    """Whether two parts have a skeleton in common."""
    return any(_close(x, y) for x in skeletons(a) for y in skeletons(b))


def _close(x: str, y: str) -> bool:
    """Two skeletons that are the same, or long and but for one sign the same."""
    if min(len(x), len(y)) < 2 or x[0] != y[0]:
        return False
    return x == y if len(x) < 5 else _distance(x, y) <= 1


@lru_cache(maxsize=1 << 9)
def skeletons(part: str) -> tuple[str, ...]:
    """ハルトマン → hrtmn; Hartman → hrtmn, htmn: both with r before a consonant and without."""
    text = part.casefold().translate(
        str.maketrans(dict[str, str | int | None]({"ı": "i", "ł": "l", "ø": "o", "ß": "s", "æ": "e"}))
    )
    if re.search(r"[ァ-ヶ]", part):
        heard = _bare(_romaji(part))
        return (heard, f"{heard[:-1]}s") if part.endswith("ズ") else (heard,)  # ベンチャーズ, Ventures
    text = re.sub(r"[^a-z]", "", re.sub(r"^mc(?=[a-z])", "mak", text))
    out = []
    for reading in _READINGS:
        read = text
        for letter, sound in reading:
            read = read.replace(letter, sound)
        out += [_bare(read), _bare(re.sub(r"r(?=[^aeiouyrw]|$)|re(?=s?$)", "", read))]
    return tuple(dict.fromkeys(out))


def _bare(text: str) -> str:
    """ranguri → rngr: consonants alone, sounds that Japanese does not tell apart made one."""
    for latin, sign in LETTERS:
        text = text.replace(latin, sign)
    text = re.sub(r"(.)\1+", r"\1", re.sub(r"n(?=[mpb])", "m", re.sub(r"ts", "t", text)))
    vowel = "A" if text[:1] in ("a", "e", "i", "o", "u", "w") else ""
    body = re.sub(r"[aeiouw]", "", text).replace("C", "t").replace("S", "s")
    return vowel + re.sub(r"(.)\1+", r"\1", body)


def _romaji(kana: str) -> str:
    """ラングリー → ranguri"""
    out = ""
    for char in kana:
        if char in SMALL:
            small = SMALL[char]
            out = (out[:-1] if out else "") + (
                small if not small.startswith("y") or not out.endswith(("shi", "chi", "ji")) else small[1:]
            )
        elif char == "ッ" or char == "ー":
            continue
        else:
            out += SOUNDS.get(char, "")
    return out


def _distance(a: str, b: str) -> int:
    """How many signs to change, add or drop (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]
