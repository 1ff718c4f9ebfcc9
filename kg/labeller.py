"""Tokens of a sentence in, names out: a linear-chain CRF trained by tools/train_names.py.

label(tokenize("北嶺製薬の三浦遥社長は")).names → (0, 2, ORGANIZATION, 0.9), (3, 5, PERSON, 0.9)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.model import Kind, Token

MODEL = Path(__file__).parent / "models" / "names.crfsuite"
KINDS = {"PER": Kind.PERSON, "ORG": Kind.ORGANIZATION, "LOC": Kind.PLACE, "PRO": Kind.PRODUCT, "OTH": Kind.OTHER}
SURELY_NONE = 0.97  # chance of no name from which the kinds are not asked
FAINTEST = 0.02  # chances below are none
FAINT = 0.15  # of a name that the best reading does not see
_SHAPES = {
    "K": ("ァヶ", "ーー"),
    "H": ("ぁん",),
    "C": ("一龯", "々〆"),
    "A": ("AZ", "ÀÞ"),
    "a": ("az", "ßÿ"),
}  # from the first of a pair to the second
_JOINTS = frozenset("・&=-'.")
_NOMINAL = frozenset(["名詞", "接頭辞", "接尾辞", "形状詞"])
_NO_CHANCE: Mapping[Kind, float] = MappingProxyType({})


class Labels(NamedTuple):
    """What the CRF makes of a sentence: its best names [first, last), and how likely each token begins or goes on a name."""

    names: tuple[tuple[int, int, Kind, float], ...] = ()
    begins: tuple[Mapping[Kind, float], ...] = ()
    goes_on: tuple[Mapping[Kind, float], ...] = ()

    def chance(self, first: int, last: int, kind: Kind, cut: bool = False) -> float:
        """That exactly these tokens are a name of the kind; `cut` where its first words were cut off as no part of it."""
        start = self.begins[first].get(kind, 0.0) + (self.goes_on[first].get(kind, 0.0) if cut else 0.0)
        if not start:
            return 0.0
        inner = min((self.goes_on[i].get(kind, 0.0) for i in range(first + 1, last)), default=1.0)
        further = self.goes_on[last].get(kind, 0.0) if last < len(self.goes_on) else 0.0
        return min(start, inner, 1.0 if cut else 1.0 - further)


def label(tokens: Sequence[Token], model: Path = MODEL) -> Labels:
    """The names of a sentence, each with the lowest marginal probability of its tags."""
    if not tokens:
        return Labels()
    tagger = _tagger(model)
    tags = tagger.tag(features(tokens))
    begins: list[Mapping[Kind, float]] = [_NO_CHANCE] * len(tags)
    goes_on = begins.copy()
    for i in range(len(tags)):
        if tagger.marginal("O", i) < SURELY_NONE:
            begins[i], goes_on[i] = _chances(tagger, "B-", i), _chances(tagger, "I-", i)
    return Labels(tuple(_names(tags, begins, goes_on)), tuple(begins), tuple(goes_on))


def _chances(tagger: Any, prefix: str, i: int) -> dict[Kind, float]:
    return {kind: p for k, kind in KINDS.items() if (p := tagger.marginal(prefix + k, i)) > FAINTEST}


def _names(
    tags: Sequence[str], begins: Sequence[Mapping[Kind, float]], goes_on: Sequence[Mapping[Kind, float]]
) -> Iterator[tuple[int, int, Kind, float]]:
    first = 0
    for i in range(1, len(tags) + 1):
        if i < len(tags) and tags[i].startswith("I-") and tags[i][2:] == tags[first][2:]:
            continue
        if tags[first] != "O":
            kind = KINDS[tags[first][2:]]
            yield first, i, kind, min((begins if tags[k][0] == "B" else goes_on)[k].get(kind, 0.0) for k in range(first, i))
        first = i


def faint(labels: Labels, kinds: Sequence[Kind]) -> Iterator[tuple[int, int, Kind, float]]:
    """Names that are likely, though not likelier than none: what else the article says may decide for them."""
    taken = {i for first, last, _, _ in labels.names for i in range(first, last)}
    for kind in kinds:
        for first, chances in enumerate(labels.begins):
            if first in taken or chances.get(kind, 0.0) < FAINT:
                continue
            last = first + 1
            while last < len(labels.goes_on) and last not in taken and labels.goes_on[last].get(kind, 0.0) >= chances[kind] / 2:
                last += 1
            yield first, last, kind, labels.chance(first, last, kind)


# what the CRF sees -----------------------------------------------------------------------------------------------------

# in UTF-8, as the CRF keeps it

_Word = tuple[str, tuple[str, str, str, str], str]  # surface, part of speech, origin


class _Seen(NamedTuple):
    """What a word tells of its own token, and of those one, two and three places before and behind it."""

    surface: bytes
    kind: tuple[str, str]  # class and shape
    own: tuple[bytes, ...]
    before: tuple[tuple[bytes, ...], ...]
    behind: tuple[tuple[bytes, ...], ...]


def features(tokens: Sequence[Token]) -> list[list[bytes]]:
    """Of each token its form, class, shape, origin and affixes; its neighbours; the compound it stands in and what is around that."""
    seen = [_seen((t.surface, t.pos, t.origin)) for t in tokens]
    wide = [_EDGE, _EDGE, _EDGE, *seen, _EDGE, _EDGE, _EDGE]
    meeting = [_meeting(a.kind, b.kind) for a, b in pairwise(seen)]
    words = [s.surface for s in seen]
    pairs = [b"|".join(pair) for pair in pairwise(words)]
    last = len(words) - 1
    rows = []
    for i, compound in enumerate(_compounds(tokens, words)):
        third, second, first, here, after, later, latest = wide[i : i + 7]
        row = [*here.own, *compound, *third.behind[2], *second.behind[1], *first.behind[0]]
        row += (*after.before[0], *later.before[1], *latest.before[2])
        if i:
            row += (b"<" + pairs[i - 1], *meeting[i - 1][1])
            if tokens[i - 1].end < tokens[i].start:
                row.append(b"gap")
        if i < last:
            row += (b">" + pairs[i], *meeting[i][0])
            if i:
                row.append(b"x" + b"|".join((words[i - 1], words[i + 1])))
        if i + 1 < last:
            row.append(b">>" + pairs[i + 1])
        rows.append(row)
    return rows


@lru_cache(maxsize=1 << 11)
def _seen(word: _Word) -> _Seen:
    w, pos, origin = word
    surface, form = w.encode(), shape(w)
    kind, own = _own(pos, form, origin)
    ends = _utf8(f"e{w[-1]}", f"b{w[0]}", f"z{w[-2:]}", f"n{min(len(w), 5)}{form}")
    beside = _beside(*kind)
    return _Seen(
        surface,
        kind,
        (b"w" + surface, *own, *ends),
        ((b"1w" + surface, *beside[0]), (b"2w" + surface, *beside[1]), (b"3w" + surface,)),
        ((b"-1w" + surface, *beside[2]), (b"-2w" + surface, *beside[3]), (b"-3w" + surface,)),
    )


_EDGE = _Seen(b"", ("", ""), (), ((b"1|",), (b"2|",), (b"3|",)), ((b"-1|",), (b"-2|",), (b"-3|",)))


@lru_cache(maxsize=1 << 10)
def _own(pos: tuple[str, str, str, str], form: str, origin: str) -> tuple[tuple[str, str], tuple[bytes, ...]]:
    """Class and shape of a word, and what these and its origin tell of it: one value for all words that are alike in them."""
    kind = _class(pos)
    return (kind, form), _utf8(f"p{kind}", f"q{pos[0]}{pos[1]}", f"s{form}", f"o{origin}")


@lru_cache(maxsize=1 << 10)
def _beside(kind: str, form: str) -> tuple[tuple[bytes, ...], ...]:
    """What a class and a shape tell of the tokens one and two places before, and one and two behind."""
    return tuple(_utf8(f"{k}p{kind}", f"{k}s{form}") for k in (1, 2, -1, -2))


@lru_cache(maxsize=1 << 12)
def _meeting(a: tuple[str, str], b: tuple[str, str]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """What the classes and shapes of two words that meet tell of the first, and of the second."""
    first, second = (_utf8(f"{side}p{a[0]}|{b[0]}", f"{side}s{a[1]}|{b[1]}") for side in "><")
    return first, second


def _utf8(*features: str) -> tuple[bytes, ...]:
    return tuple([f.encode() for f in features])


def _compounds(tokens: Sequence[Token], words: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    """For each token the compound of nouns it stands in: its head, the words around it, the place in it.

    企業|再生|支援|機構 の 支援 → 機構 is the head of all four, の支援 follows.
    """
    out: list[tuple[bytes, ...]] = []
    n, first = len(tokens), 0
    while first < n:
        last = first
        while last < n and _in_compound(tokens, last, first):
            last += 1
        if last == first:
            out.append(())
            first += 1
            continue
        before = words[first - 1] if first else b"^"
        after = words[last] if last < n else b"$"
        then = words[last + 1] if last + 1 < n else b"$"
        head = b"ch" + words[last - 1]
        around = (
            head,
            b"cp" + _class(tokens[last - 1].pos).encode(),
            b"ca" + after,
            b"cb" + before,
            b"cn" + b"|".join((after, then)),
            b"cx" + b"|".join((before, after)),
            b"cha" + b"|".join((words[last - 1], after)),
        )
        size = last - first
        many = b"%d" % min(size, 6)
        places = (b"B", *[b"M"] * (size - 2), b"E") if size > 1 else (b"1",)
        out += [(*around, b"cl" + place + many, b"|".join((head, place))) for place in places]
        first = last
    return out


def _in_compound(tokens: Sequence[Token], i: int, first: int) -> bool:
    t = tokens[i]
    if i > first and tokens[i - 1].end < t.start and not (t.surface[0].isascii() and tokens[i - 1].surface[-1].isascii()):
        return False
    return t.pos[0] in _NOMINAL or (t.surface in _JOINTS and i > first)


@cache
def _class(pos: tuple[str, str, str, str]) -> str:
    return "".join(level[:3] for level in pos)


def shape(word: str) -> str:
    """NTT → A, OpenAI → AaA, 東京 → C, メリディアン → K."""
    out = ""
    for char in word:
        sign = _sign(char) or (char if len(out) < 3 else ".")
        if not out.endswith(sign):
            out += sign
    return out[:6]


@lru_cache(maxsize=1 << 12)
def _sign(char: str) -> str:
    found = (sign for sign, pairs in _SHAPES.items() if any(pair[0] <= char <= pair[1] for pair in pairs))
    return "0" if char.isdecimal() else next(found, "")


@cache
def _tagger(model: Path) -> Any:
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open(str(model))
    return tagger
