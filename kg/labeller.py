"""Tokens of a sentence in, names out: a linear-chain CRF trained by tools/train_names.py.

label(tokenize("北嶺製薬の三浦遥社長は")).names → (0, 2, ORGANIZATION, 0.9), (3, 5, PERSON, 0.9)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
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


class Labels(NamedTuple):
    """What the CRF makes of a sentence: its best names [first, last), and how likely each token begins or goes on a name."""

    names: tuple[tuple[int, int, Kind, float], ...] = ()
    begins: tuple[Mapping[Kind, float], ...] = ()
    goes_on: tuple[Mapping[Kind, float], ...] = ()

    def chance(self, first: int, last: int, kind: Kind, cut: bool = False) -> float:
        """That exactly these tokens are a name of the kind; `cut` where its first words were cut off as no part of it."""
        start = self.begins[first].get(kind, 0.0) + (self.goes_on[first].get(kind, 0.0) if cut else 0.0)
        inner = min((self.goes_on[i].get(kind, 0.0) for i in range(first + 1, last)), default=1.0)
        further = self.goes_on[last].get(kind, 0.0) if last < len(self.goes_on) else 0.0
        return min(start, inner, 1.0 if cut else 1.0 - further)


def label(tokens: Sequence[Token], model: Path = MODEL) -> Labels:
    """The names of a sentence, each with the lowest marginal probability of its tags."""
    if not tokens:
        return Labels()
    tagger = _tagger(model)
    tags = tagger.tag(features(tokens))
    named = [tagger.marginal("O", i) < SURELY_NONE for i in range(len(tags))]
    begins = tuple(_chances(tagger, "B-", i) if named[i] else {} for i in range(len(tags)))
    goes_on = tuple(_chances(tagger, "I-", i) if named[i] else {} for i in range(len(tags)))
    return Labels(tuple(_names(tags, begins, goes_on)), begins, goes_on)


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

_Word = tuple[str, tuple[str, str, str, str], str]  # surface, part of speech, origin


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """Of each token its form, class, shape, origin and affixes; its neighbours; the compound it stands in and what is around that."""
    words: list[_Word] = [(t.surface, t.pos, t.origin) for t in tokens]
    n = len(words)
    compounds = _compounds(tokens)
    rows = []
    for i, word in enumerate(words):
        row = [*_own(word), *compounds[i]]
        for k in (-3, -2, -1, 1, 2, 3):
            row += _neighbour(k, words[i + k]) if 0 <= i + k < n else (f"{k}|",)
        if i:
            row += _pair("<", words[i - 1], word)
            if tokens[i - 1].end < tokens[i].start:
                row.append("gap")
        if i + 1 < n:
            row += _pair(">", word, words[i + 1])
            if i:
                row.append(f"x{words[i - 1][0]}|{words[i + 1][0]}")
        if i + 2 < n:
            row.append(f">>{words[i + 1][0]}|{words[i + 2][0]}")
        rows.append(row)
    return rows


@cache
def _own(word: _Word) -> tuple[str, ...]:
    w, pos, origin = word
    form = shape(w)
    return (
        "w" + w,
        "p" + _class(pos),
        "q" + pos[0] + pos[1],
        "s" + form,
        "o" + origin,
        "e" + w[-1],
        "b" + w[0],
        "z" + w[-2:],
        f"n{min(len(w), 5)}{form}",
    )


@cache
def _neighbour(k: int, word: _Word) -> tuple[str, ...]:
    w, pos, _ = word
    return (f"{k}w{w}",) if abs(k) == 3 else (f"{k}w{w}", f"{k}p{_class(pos)}", f"{k}s{shape(w)}")


@cache
def _pair(side: str, a: _Word, b: _Word) -> tuple[str, ...]:
    return f"{side}{a[0]}|{b[0]}", f"{side}p{_class(a[1])}|{_class(b[1])}", f"{side}s{shape(a[0])}|{shape(b[0])}"


def _compounds(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    """For each token the compound of nouns it stands in: its head, the words around it, the place in it.

    企業|再生|支援|機構 の 支援 → 機構 is the head of all four, の支援 follows.
    """
    out: list[tuple[str, ...]] = []
    n, first = len(tokens), 0
    while first < n:
        last = first
        while last < n and _in_compound(tokens, last, first):
            last += 1
        if last == first:
            out.append(())
            first += 1
            continue
        head = tokens[last - 1]
        before = tokens[first - 1].surface if first else "^"
        after = tokens[last].surface if last < n else "$"
        then = tokens[last + 1].surface if last + 1 < n else "$"
        of_head = f"ch{head.surface}"
        around = (
            of_head,
            f"cp{_class(head.pos)}",
            f"ca{after}",
            f"cb{before}",
            f"cn{after}|{then}",
            f"cx{before}|{after}",
            f"cha{head.surface}|{after}",
        )
        size = last - first
        for i in range(first, last):
            place = "1" if size == 1 else "B" if i == first else "E" if i == last - 1 else "M"
            out.append((*around, f"cl{place}{min(size, 6)}", f"{of_head}|{place}"))
        first = last
    return out


def _in_compound(tokens: Sequence[Token], i: int, first: int) -> bool:
    t = tokens[i]
    if i > first and tokens[i - 1].end < t.start and not (t.surface[0].isascii() and tokens[i - 1].surface[-1].isascii()):
        return False
    return t.pos[0] in ("名詞", "接頭辞", "接尾辞", "形状詞") or (t.surface in _JOINTS and i > first)


@cache
def _class(pos: tuple[str, str, str, str]) -> str:
    return "".join(level[:3] for level in pos)


@cache
def shape(word: str) -> str:
    """NTT → A, OpenAI → AaA, 東京 → C, メリディアン → K."""
    out = ""
    for char in word:
        sign = _sign(char) or (char if len(out) < 3 else ".")
        if not out.endswith(sign):
            out += sign
    return out[:6]


def _sign(char: str) -> str:
    found = (sign for sign, pairs in _SHAPES.items() if any(pair[0] <= char <= pair[1] for pair in pairs))
    return "0" if char.isdecimal() else next(found, "")


@cache
def _tagger(model: Path) -> Any:
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open(str(model))
    return tagger
