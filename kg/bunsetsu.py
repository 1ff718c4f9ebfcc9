"""Tokens of a sentence in, bunsetsu with their heads out: a CRF cuts, a stack parser with a perceptron joins.

    parse(tokenize("東亜電機は北星製薬を買収した。")) → 東亜電機は→2 | 北星製薬を→2 | 買収した。→-1

Japanese is head-final and its dependencies do not cross, so one pass with a stack finds every head in linear time
(Sassano 2004, Linear-Time Dependency Analysis for Japanese). tools/train_bunsetsu.py makes the weights.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from kg.model import Bunsetsu, Token

MODELS = Path(__file__).parent / "models"
SLOTS = 1 << 21  # hashed weights, 16 bits each
_LAST = SLOTS - 1
LONGEST = 400  # bunsetsu in view of the stack: beyond it a sentence is a list, and its parts hang in a chain


def parse(tokens: Sequence[Token], keep: Sequence[tuple[int, int]] = ()) -> tuple[Bunsetsu, ...]:
    """Bunsetsu of one sentence. `keep` names token ranges [first, last) that are never cut inside (names)."""
    if not tokens:
        return ()
    gaps = {
        i
        for i in range(1, len(tokens))
        if tokens[i].start > tokens[i - 1].end and not (_latin(tokens[i]) and _latin(tokens[i - 1]))
    }
    cuts = [c for c in sorted(gaps.union(cut(tokens))) if not any(first < c < last for first, last in keep)]
    spans = list(zip(cuts, [*cuts[1:], len(tokens)], strict=True))
    heads = attach([view(tokens[a:b]) for a, b in spans])
    return tuple(Bunsetsu(a, b, h) for (a, b), h in zip(spans, heads, strict=True))


def _latin(t: Token) -> bool:
    return t.surface.isascii()


# cutting -------------------------------------------------------------------------------------------------------------


def cut(tokens: Sequence[Token]) -> list[int]:
    """Indices of the tokens that begin a bunsetsu: the CRF's best path (Viterbi 1967).

    Where there are two labels it is enough to know by how much one is likelier. What a word adds to that is asked once.
    """
    leans = _leans([_form(t) for t in tokens])
    (begin_begin, begin_inner), (inner_begin, inner_inner) = _moves()
    ahead = leans[0]  # by how much the best path that begins a bunsetsu here is likelier than the best that does not
    begun: list[tuple[bool, bool]] = []  # whether these two began one at the token before
    for lean in leans[1:]:
        begun.append((ahead + begin_begin >= inner_begin, ahead + begin_inner >= inner_inner))
        ahead = lean + max(ahead + begin_begin, inner_begin) - max(ahead + begin_inner, inner_inner)
    out, begins = [], ahead >= 0
    for i in range(len(begun), 0, -1):
        if begins:
            out.append(i)
        begins = begun[i - 1][not begins]
    return [0, *reversed(out)]


def token_features(tokens: Sequence[Token]) -> list[list[str]]:
    """What the CRF sees of each token: itself and two neighbours on either side."""
    forms = [_form(t) for t in tokens]
    seen = (None, None, *forms, None, None)
    around = [[f for k in _BESIDE for f in _neighbour(k, seen[i + 2 + k])] for i in range(len(forms))]
    pairs = ((), *map(_pair, forms, forms[1:]))
    return [[*_own(form), *beside, *pair] for form, beside, pair in zip(forms, around, pairs, strict=True)]


def _leans(forms: Sequence[_Form]) -> list[float]:
    """By how much the features of each token speak for the begin of a bunsetsu."""
    pairs = (0.0, *map(_joint, forms, forms[1:]))
    seen = [_around(form) for form in (None, None, *forms, None, None)]
    windows = zip(pairs, seen, seen[1:], seen[2:], seen[3:], seen[4:], strict=False)
    return [pair + a[0] + b[1] + here[2] + c[3] + d[4] for pair, a, b, here, c, d in windows]


@lru_cache(maxsize=1 << 11)
def _around(form: _Form | None) -> tuple[float, ...]:
    """What a form says of the two tokens behind it, of itself, and of the two before it; None is an edge of the sentence."""
    far, near, ahead, further = (_lean(_neighbour(k, form)) for k in _BESIDE)
    return far, near, _lean(_own(form)) if form else 0.0, ahead, further


@lru_cache(maxsize=1 << 12)
def _joint(before: _Form, form: _Form) -> float:
    return _lean(_pair(before, form))


def _lean(features: Sequence[str]) -> float:
    """The log odds that a lone token with these features begins a bunsetsu: what the model's weights of them add up to."""
    tagger = _tagger()
    tagger.set([features])
    return log(tagger.marginal("B", 0) / tagger.marginal("I", 0))


@cache
def _moves() -> Sequence[Sequence[float]]:
    """How likely B and I follow B, and how likely they follow I."""
    tagger = _tagger()
    tagger.set([(), ()])
    return [[log(tagger.probability([a, b])) for b in "BI"] for a in "BI"]


_Form = tuple[str, tuple[str, str, str, str], str, str]  # surface, part of speech, lemma, conjugation form
_BESIDE = (-2, -1, 1, 2)


def _form(t: Token) -> _Form:
    return t.surface, t.pos, t.lemma, t.form


def _own(form: _Form) -> tuple[str, ...]:
    surface, pos, lemma, conjugated = form
    return f"w={_word(form)}", f"s={surface}", f"l={lemma}", f"p={pos[0]}", f"q={pos[0]}{pos[1]}{pos[2]}", f"f={conjugated}"


def _neighbour(k: int, form: _Form | None) -> tuple[str, ...]:
    if form is None:
        return (f"{k}=|",)
    surface, pos, _, _ = form
    return f"{k}w={_word(form)}", f"{k}s={surface}", f"{k}q={pos[0]}{pos[1]}{pos[2]}"


def _pair(before: _Form, form: _Form) -> tuple[str, ...]:
    left, right, word = before[1], form[1], _word(before)
    classes = f"pp={left[0]}{left[1]}>{right[0]}{right[1]}", f"fp={before[3]}>{right[0]}", f"wp={word}>{right[0]}"
    return *classes, f"ww={word}>{_word(form)}", f"sl={before[2]}>{form[2]}"


def _word(form: _Form) -> str:
    """Function words by themselves, content words by their class: names and rare nouns teach nothing."""
    surface, pos, _, _ = form
    return (
        surface
        if pos[0] in ("助詞", "助動詞", "補助記号", "接尾辞", "接頭辞", "連体詞", "副詞", "接続詞")
        or pos[1] in ("非自立可能", "形式名詞")
        else pos[1]
    )


@cache
def _tagger() -> Any:
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open(str(MODELS / "bunsetsu-cut.crfsuite"))
    return tagger


# joining -------------------------------------------------------------------------------------------------------------


class _Grammar(NamedTuple):
    """Of a bunsetsu, all but its word: class and inflection of its head, function words, brackets, punctuation, class of the first word."""

    pos: str
    function: str
    form: str
    comma: str
    bracket: str
    first: str


class View(NamedTuple):
    """What the parser sees of a bunsetsu."""

    word: str
    grammar: _Grammar


def view(tokens: Sequence[Token]) -> View:
    head, functions, form, comma, bracket = tokens[0], [], "", "", ""
    for t in tokens:
        if t.pos[0] == "補助記号":
            if t.surface in ("、", ",", "。"):
                comma = t.surface
            elif t.pos[1].startswith("括弧"):
                bracket += "(" if t.pos[1] == "括弧開" else ")"
            continue
        if t.pos[0] in ("助詞", "助動詞"):
            functions.append(t.surface if t.pos[0] == "助詞" else t.lemma)
        elif t.pos[0] != "接尾辞" and not (t.pos[1] == "非自立可能" and head.pos[0] in ("名詞", "動詞") and t is not tokens[0]):
            head = t
            functions = []
        form = t.form.split("-")[0]
    own = _Grammar(head.pos[0] + head.pos[1], "".join(functions[-2:]), form, comma, bracket, tokens[0].pos[0])
    return View(head.lemma, own)


def attach(views: Sequence[View]) -> list[int]:
    """Heads: every bunsetsu but the last depends on a later one, and no two dependencies cross."""
    n = len(views)
    heads = [-1] * n
    stack: list[int] = []
    for j in range(n):
        while stack and (j == n - 1 or len(stack) > LONGEST or _score(views, stack[-1], j, heads) > 0):
            heads[stack.pop()] = j
        stack.append(j)
    return heads


def _score(views: Sequence[View], i: int, j: int, heads: Sequence[int]) -> int:
    own = _grammar_score(views[i].grammar, views[j].grammar, _distance(i, j), j == len(views) - 1)
    return own + _total(_word_features(views, i, j, heads))


@lru_cache(maxsize=1 << 13)
def _grammar_score(a: _Grammar, b: _Grammar, distance: str, last: bool) -> int:
    """The part of a score that two bunsetsu's function words and classes make: が before a verb scores the same in every sentence."""
    return _total(_grammar_features(a, b, distance, last))


def _total(features: Sequence[str]) -> int:
    weights = _weights()
    return sum([weights[crc32(f.encode()) & _LAST] for f in features])


def _distance(i: int, j: int) -> str:
    return "1" if j - i == 1 else "5" if j - i < 6 else "6"


def pair_features(views: Sequence[View], i: int, j: int, heads: Sequence[int]) -> list[str]:
    """Whether i may depend on j: both bunsetsu, their distance, what j already governs, what follows."""
    own = _grammar_features(views[i].grammar, views[j].grammar, _distance(i, j), j == len(views) - 1)
    return own + _word_features(views, i, j, heads)


def _grammar_features(a: _Grammar, b: _Grammar, distance: str, last: bool) -> list[str]:
    """Of two bunsetsu alone, without their words."""
    pos, function, form, comma, bracket, _ = a
    to_pos, to_function, to_form, to_comma, to_bracket, to_first = b
    func = function + comma
    return [
        "d" + distance + ("$" if last else ""),
        "f" + func + distance,
        f"fp{func}|{to_pos}{to_form}",
        f"ff{func}|{to_function}{to_comma}",
        f"ffd{function}|{to_function}|{distance}{comma}",
        f"fpd{func}|{to_pos}|{to_function}{distance}",
        f"pp{pos}{form}|{to_pos}{to_form}{comma}",
        f"ppd{pos}{function}|{to_pos}{distance}",
        f"fm{form}{function}|{to_form}{to_function}{comma}",
        f"br{bracket}|{to_bracket}{func}",
        f"c{comma}{to_comma}{distance}{pos}",
        f"o{func}|{to_first}{to_pos}",
        f"fpf{func}{pos}|{to_pos}{to_form}{to_function}{to_comma}",
        f"fff{func}|{to_form}{to_function}{to_comma}|{distance}",
    ]


def _word_features(views: Sequence[View], i: int, j: int, heads: Sequence[int]) -> list[str]:
    """Of the words, of what stands between and behind, and of what j governs already."""
    (mine, a), (yours, b) = views[i], views[j]
    function, func, to_pos, to_function = a.function, a.function + a.comma, b.pos, b.function
    between = [views[k].grammar for k in range(i + 1, j)]
    governed = [views[k].grammar for k in range(i + 1, j) if heads[k] == j]
    out = [f"fw{function}|{yours}", f"wf{mine}|{to_function}", f"ww{mine}|{yours}", "w" + mine + func, "v" + yours + to_function]
    if j + 1 < len(views):
        after = views[j + 1].grammar
        out += [f"n{func}|{to_pos}{to_function}|{after.pos}", f"nf{function}|{to_function}{b.comma}|{after.function}"]
        out.append(f"nn{func}|{after.pos}{after.form}")
    if governed:
        child = governed[-1]
        out += [f"k{func}|{child.function}{child.comma}|{to_pos}", f"kf{function}|{child.function}"]
    else:
        out.append("k0" + func + to_pos)
    if between:
        out.append(f"m{func}|{between[0].function}|{to_pos}")
    out.append(f"gap{func}|{min([g.comma for g in between].count('、'), 2)}|{to_function}")
    if any(g.function == function for g in governed):
        out.append("t" + function)
    return out


def slot(feature: str) -> int:
    return crc32(feature.encode()) & _LAST


@cache
def _weights() -> Sequence[int]:
    """The file as it lies on the disk: a sentence asks for some hundred of two million weights."""
    with (MODELS / "bunsetsu-join.bin").open("rb") as file:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    if sys.byteorder == "little":
        return memoryview(mapped).cast("h")
    out = array("h", mapped[:])
    out.byteswap()
    return out
