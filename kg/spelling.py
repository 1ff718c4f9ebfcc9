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
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import exp, log
from pathlib import Path
from typing import NamedTuple

MODEL = Path(__file__).parent / "models" / "spelling.tsv"
WORDS = Path(__file__).parent / "models" / "spelling.words.tsv"
SAME = 0.5  # each calibration is shifted so that its own operating point lies here
LETTERS = 5  # Latin letters that may stand for one unit of katakana
UNSEEN = 2.5  # cost of a spelling that only its consonant and its vowel make likely
LONGEST = 48  # letters or units of a part; a longer one is no name
WEAKEST = -1.0  # log-odds of the worst part of a name whose other parts agree

Arc = tuple[str, str, float]  # unit, letters, -log p(letters | unit)

_UNIT = re.compile(r"[ア-ヴ][ァィゥェォャュョヮ]?|[ァ-ヺー]")
_PIECE = re.compile(r"[ァ-ヺーぁ-ゖ]+|[a-zß-ɏ]+|\d+|[^\W\d_ァ-ヺーぁ-ゖa-zß-ɏ]+")
_KANA = re.compile(r"[ァ-ヺーぁ-ゖ]+")
_LATIN = re.compile(r"[a-zß-ɏ]+")
_FORM = re.compile(r"\((?:株|有|同)\)|(?:株式|有限|合同|合資|合名)会社")
_FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "llc",
        "lp",
        "llp",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kgaa",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "plc",
        "ab",
        "oy",
        "oyj",
        "as",
        "asa",
        "aps",
        "pte",
        "pty",
        "kk",
        "se",
        "and",
        "コーポレーション",
        "インク",
        "リミテッド",
        "カンパニー",
    ]
)
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"})
_SPOKEN = str.maketrans(  # marked letters as others respell them: Hölderlin → hoelderlin
    {
        "ö": "oe",
        "ü": "ue",
        "ä": "ae",
        "ø": "oe",
        "å": "o",
        "ş": "sh",
        "š": "sh",
        "ś": "sh",
        "ç": "ch",
        "č": "ch",
        "ć": "ch",
        "ž": "zh",
        "ż": "zh",
        "ź": "zh",
        "ğ": "",
        "ı": "u",
        "ñ": "ny",
        "ń": "n",
        "ł": "w",
        "ř": "rz",
        "ą": "on",
        "ę": "en",
    }
)
_OLD = str.maketrans("ヲヰヱヂヅヮ", "オイエジズワ") | {code: code + 96 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_ROWS: tuple[str, ...] = tuple(
    "アイウエオー カキクケコガギグゲゴ サシスセソザジズゼゾ タチツテトダデド ナニヌネノン ハヒフヘホ "
    "バビブベボヴパピプペポ マミムメモ ヤユヨ ラリルレロ ワ ッ".split()
)
_COLUMNS: tuple[str, ...] = tuple(
    "アカガサザタダナハバパマヤラワァャ イキギシジチヂニヒビピミリィ ウクグスズツヅヌフブプムユルヴゥュ "
    "エケゲセゼテデネヘベペメレェ オコゴソゾトドノホボポモヨロォョ".split()
)
_ROW = {kana: "akstnhbmyrw-"[i] for i, row in enumerate(_ROWS) for kana in row}


_VOWEL = {kana: "aiueo"[i] for i, column in enumerate(_COLUMNS) for kana in column}
_GROUPS: tuple[str, ...] = tuple(
    "アイウエオ カキクケコ ガギグゲゴ サスセソ ザズゼゾ タテト ダデド ナニヌネノ ハヒヘホ バビブベボ パピプペポ マミムメモ ヤユヨ ラリルレロ".split()
)
_GROUP = {kana: group[0] for group in _GROUPS for kana in group}


class Part(NamedTuple):
    """A part of a name: `kana`, `latin` or `other`, with the forms it may be read in (Hölderlin: holderlin, hoelderlin)."""

    kind: str
    forms: tuple[str, ...]


class Model(NamedTuple):
    letters: dict[str, dict[str, float]]  # context + unit → letters → cost
    sources: dict[str, dict[str, float]]  # letters → unit → cost
    latin: tuple[float, ...]  # weights of `evidence`
    habits: dict[str, float]  # weights of `habits`
    kana: dict[str, float]  # weights of the differences between two katakana spellings


def same_name(a: str, b: str) -> float:
    """0 to 1: how surely `a` and `b` are spellings of one name; SAME or more means yes. Symmetric, never raises."""
    return _same_name(a, b) if a <= b else _same_name(b, a)


def same_parts(a: str, b: str) -> float:
    """The same for one part of a name: joined however it is written, with no company's form taken off."""
    left, right = (_joined(_split(x)) for x in sorted((a, b)))
    return _chance(_part_odds(left, right)) if left and right else 0.0


@lru_cache(maxsize=1 << 16)
def _same_name(a: str, b: str) -> float:
    left, right = parts(a), parts(b)
    return _chance(_odds(left, right)) if left and right else 0.0


def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name without the company's form: カルダー銀行 → カルダー, 銀行; S.A. and Inc. go."""
    found = list(_split(_FORM.sub(" ", unicodedata.normalize("NFKC", name))))
    while len(found) > 1 and found[-1].forms[0] in _FORMS:
        found.pop()
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _split(name: str) -> tuple[Part, ...]:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).lower())
    text = re.sub(r"(?<![a-z])([a-z])\.(?=[a-z](?![a-z]))", r"\1", text)  # s.a. → sa.
    text = re.sub(r"[’'`´‘]", "", text).replace("&", " and ").replace("\u0307", "")
    return tuple(_part(piece) for piece in _PIECE.findall(text))


def _part(piece: str) -> Part:
    if _KANA.fullmatch(piece):
        return Part("kana", (piece.translate(_OLD),))
    if _LATIN.fullmatch(piece):
        return Part("latin", tuple(sorted({_bare(piece), _bare(piece.translate(_SPOKEN))})))
    return Part("other", (piece,))


def _bare(word: str) -> str:
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


@lru_cache(maxsize=1 << 16)
def _part_odds(a: Part, b: Part) -> float:
    kinds = {a.kind, b.kind}
    if a.kind == b.kind and set(a.forms) & set(b.forms):
        return 8.0
    if kinds == {"kana", "latin"} and not _words_agree(a, b):
        kana, latin = (a, b) if a.kind == "kana" else (b, a)
        return max(_sound(kana.forms[0], form) for form in latin.forms)
    if kinds == {"kana"}:
        return _variant(*sorted((a.forms[0], b.forms[0])))
    return 6.0 if _words_agree(a, b) else -20.0


def _words_agree(a: Part, b: Part) -> bool:
    return any(y in _words().get(x, ()) for x, y in ((a.forms[0], b.forms[0]), (b.forms[0], a.forms[0])))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


# Katakana against Latin


def units(kana: str) -> list[str]:
    """ウィッカム → ウィ ッ カ ム"""
    return _UNIT.findall(kana)


def keys(kana: str) -> list[list[tuple[str, int]]]:
    """For each unit the keys that begin there and how many units they take: カー → カ, カー$; the last carries $."""
    found = units(kana)
    out = []
    for i, unit in enumerate(found):
        here = [(unit + "$" * (i + 1 == len(found)), 1)]
        if i + 1 < len(found) and (found[i + 1] in "ーアイウエオ" or unit == "ッ"):
            here.append((unit + found[i + 1] + "$" * (i + 2 == len(found)), 2))
        out.append(here)
    return out


def _vowel(kana: str) -> str:
    return _VOWEL.get(kana, kana)


def context(latin: str, at: int) -> str:
    """What stands before the letter at `at`: nothing, a vowel, a consonant."""
    return "^" if at == 0 else "v" if latin[at - 1] in "aeiouy" else "c"


def align(kana: str, latin: str) -> list[Arc]:
    """The cheapest alignment, [] where none is known: トム, Tom → (ト, to), (ム$, m)."""
    table = _model().letters
    starts, size = keys(kana), len(latin)
    if not starts or not size or max(len(starts), size) > LONGEST or size > 4 * len(starts) + 1 or len(starts) > 3 * size:
        return []
    signs = [context(latin, j) for j in range(size + 1)]
    best: list[dict[int, tuple[float, int, int, str]]] = [{} for _ in range(len(starts) + 1)]
    best[0][0] = (0.0, 0, 0, "")
    for i, here in enumerate(starts):
        for j, (cost, *_) in best[i].items():
            for key, width in here:
                costs = table.get(signs[j] + key)
                if costs is None:
                    continue
                row = best[i + width]
                for end in range(j, min(size, j + LETTERS) + 1):
                    more = costs.get(latin[j:end])
                    if more is not None and (end not in row or cost + more < row[end][0]):
                        row[end] = (cost + more, i, j, key)
        if not best[i + 1] and not (i + 2 <= len(starts) and best[i + 2]):
            return []
    path: list[Arc] = []
    i, j = len(starts), size
    if j not in best[i]:
        return []
    while i:
        _, before, start, key = best[i][j]
        letters = latin[start:j]
        path.append((key, letters, table[signs[start] + key][letters]))
        i, j = before, start
    return path[::-1]


def evidence(path: Sequence[Arc]) -> tuple[float, ...]:
    """What the calibration weighs: mean and worst costs in both directions, length, the two ends."""
    sources = _model().sources
    there = sorted((cost for _, _, cost in path), reverse=True)
    back = sorted((sources[letters][key] for key, letters, _ in path), reverse=True)
    size = sum(len(letters) for _, letters, _ in path)
    second = (there[1], back[1]) if len(path) > 1 else (0.0, 0.0)
    means = (sum(there) / size, sum(back) / size)
    return (1.0, *means, there[0], back[0], *second, log(size), path[0][2], path[-1][2], sum(c for c in there if c > 3))


def habits(path: Sequence[Arc]) -> list[str]:
    """What each step of an alignment does, in three grains: ロ$>los, r$>l_s, o$>o."""
    out = ["bias"]
    for key, letters, _ in path:
        unit, end = key.rstrip("$"), "$" * key.endswith("$")
        bones = re.sub("[aeiouy]+", "_", letters)
        vowels = re.sub("[^aeiouyrwh]+", "", letters)
        rows = "".join(_ROW.get(kana, "") for kana in unit if kana not in "ァィゥェォ")
        out += [
            f"{key}>{letters}",
            f"{rows}{end}>{bones}",
            f"{''.join(map(_vowel, unit))}{end}>{vowels}",
            f"{rows}>{bones}",
        ]
    return out


def _sound(kana: str, latin: str) -> float:
    path = align(kana, latin)
    if not path:
        return -20.0
    model = _model()
    odds = sum(w * x for w, x in zip(model.latin, evidence(path), strict=True))
    return odds + sum(model.habits.get(habit, 0.0) for habit in habits(path))


# Katakana against katakana


def differences(a: str, b: str) -> list[str]:
    """Where two katakana spellings part, by the cheapest edit: アルブレヒト, オルブレヒト → ^ア/オ."""
    left, right = units(a), units(b)
    table = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            ways = [table[i + m][j + n] + _edit(left, right, i, j, m, n) for m, n in _moves(left, right, i, j)]
            table[i][j] = min(ways, default=0.0)
    out, i, j = [], 0, 0
    while i < len(left) or j < len(right):
        for m, n in _moves(left, right, i, j):
            if table[i][j] == table[i + m][j + n] + _edit(left, right, i, j, m, n):
                break
        one, other = "".join(left[i : i + m]), "".join(right[j : j + n])
        if one != other:
            last = i + m == len(left) and j + n == len(right)
            out.append("^" * (i == j == 0) + "/".join(sorted((one, other))) + "$" * last)
        i, j = i + m, j + n
    return out


def _moves(left: Sequence[str], right: Sequence[str], i: int, j: int) -> list[tuple[int, int]]:
    return [(m, n) for m, n in ((1, 1), (1, 0), (0, 1)) if i + m <= len(left) and j + n <= len(right)]


def _edit(left: Sequence[str], right: Sequence[str], i: int, j: int, m: int, n: int) -> float:
    """Cost in quarters, so that sums compare exactly."""
    if m and n:
        one, other = left[i], right[j]
        return 0.0 if one == other else 0.5 if _ROW.get(one[0]) == _ROW.get(other[0]) else 1.0
    gone = left[i] if m else right[j]
    return 0.25 if gone in "ーッ" else 0.5 if gone in "アイウエオ" else 1.0


def skeleton(kana: str) -> str:
    """The rows of the units that are not vowels or marks, v, w and b as one: ウィッカム → bkm?"""
    found = units(kana)
    rows = "".join(row for unit in found if (row := _ROW.get(unit[0], "")) not in "a-").replace("w", "b")
    return ("a" if found and found[0][0] in "アイウエオ" else "") + rows


def kana_evidence(a: str, b: str) -> list[str]:
    """Names of the weights that speak on two katakana spellings, each once for every time it applies."""
    found = differences(a, b)
    size = min(len(units(a)), len(units(b)))
    out = ["bias", f"length {min(size, 9)}", f"differences {min(len(found), 5)}"]
    for difference in found:
        plain = difference.strip("^$")
        one, other = plain.split("/")
        kind = "mark" if one + other in "ーッ" else "added" if not one else "replaced"
        out += [plain, kind, "at start" if difference[0] == "^" else "at end" if difference[-1] == "$" else "within"]
        if kind == "replaced":
            out.append("vowels " + "/".join(sorted((_vowel(one[-1]), _vowel(other[-1])))))
            out.append("rows " + "/".join(sorted((_GROUP.get(one[0], one[0]), _GROUP.get(other[0], other[0])))))
    return out


def _variant(a: str, b: str) -> float:
    """Spellings whose consonants differ but in voice are of different names: マーク, マルク."""
    if max(len(a), len(b)) > LONGEST or abs(len(a) - len(b)) > 3 or skeleton(a) != skeleton(b):
        return -20.0
    weights = _model().kana
    return sum(weights.get(name, 0.0) for name in kana_evidence(a, b))


# The model


def costs(counts: dict[str, dict[str, float]]) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """-log p(letters | context, unit), backing off to the unit alone, and -log p(unit | letters), from alignment counts."""
    units_alone: dict[str, dict[str, float]] = {}
    sources: dict[str, dict[str, float]] = {}
    for key, row in counts.items():
        for letters, n in row.items():
            alone, source = units_alone.setdefault(key[1:], {}), sources.setdefault(letters, {})
            alone[letters] = alone.get(letters, 0.0) + n
            source[key[1:]] = source.get(key[1:], 0.0) + n
    out: dict[str, dict[str, float]] = {}
    for unit, alone in units_alone.items():
        total = sum(alone.values())
        for sign in "^vc":
            row = counts.get(sign + unit, {})
            seen = sum(row.values())
            trust = seen / (seen + 3)
            out[sign + unit] = {
                x: -log((1 - trust) * n / total + (trust * row.get(x, 0.0) / seen if seen else 0.0)) for x, n in alone.items()
            }
    for source in sources.values():
        total = sum(source.values())
        for unit, n in source.items():
            source[unit] = -log(n / total)
    for unit, row in _unseen(units_alone).items():
        for letters, cost in row.items():
            sources.setdefault(letters, {})[unit] = UNSEEN
            for sign in "^vc":
                out[sign + unit][letters] = cost
    return out, sources


def _unseen(seen: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Letters never met for a unit, from what its consonant and its vowel stand for elsewhere: ナ > ner from na, ter."""
    heads: dict[str, dict[str, float]] = {}
    tails: dict[str, dict[str, float]] = {}
    single = {key: (f"{_GROUP.get(key[0], key[0])}{len(key.rstrip('$'))}", _vowel(key.rstrip("$")[-1])) for key in seen}
    single = {key: sound for key, sound in single.items() if len(units(key)) == 1 and sound[1] in "aiueo"}
    for key, (head, tail) in single.items():
        for letters, n in seen[key].items():
            cut = len(letters) - len(letters.lstrip("bcdfghjklmnpqrstvwxz"))
            for counts, of, part in ((heads, head, letters[:cut]), (tails, tail + key[len(key.rstrip("$")) :], letters[cut:])):
                counts.setdefault(of, {})[part] = counts.setdefault(of, {}).get(part, 0.0) + n
    out: dict[str, dict[str, float]] = {}
    for key, (head, tail) in single.items():
        starts, ends = (_likely(c) for c in (heads[head], tails[tail + key[len(key.rstrip("$")) :]]))
        pairs = ((x + y, UNSEEN + c + d) for x, c in starts for y, d in ends if c + d < 6)
        out[key] = {letters: cost for letters, cost in pairs if letters not in seen[key] and 0 < len(letters) <= LETTERS}
    return out


def _likely(counts: Mapping[str, float]) -> list[tuple[str, float]]:
    total = sum(counts.values())
    return [(x, -log(n / total)) for x, n in counts.items() if n > total * exp(-6)]


@cache
def _model() -> Model:
    """Rows of the file: kind, key, then letters and count in turn, or weights."""
    counts: dict[str, dict[str, float]] = {}
    latin: tuple[float, ...] = ()
    weights: dict[str, dict[str, float]] = {"habit": {}, "kana": {}}
    for line in MODEL.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, key, *rest = line.split("\t")
        if kind == "letters":
            counts[key] = dict(zip(rest[::2], map(float, rest[1::2]), strict=True))
        elif kind == "latin":
            latin = tuple(map(float, rest))
        else:
            weights[kind][key] = float(rest[0])
    return Model(*costs(counts), latin, weights["habit"], weights["kana"])


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """銀行 → bank, エナジー → energy: words of companies' names and the Latin words that they stand for."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {word: tuple(latin.split()) for word, latin in rows}
