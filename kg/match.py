"""Rules and a text in, mentions out: the one engine for patterns.

A rule is a record: its name, a regular expression, what a match is worth, and sentences of its own that it must find
something in (`[ ]` around the words it must find) or must not.

    AGE = Rule("age", r"(\\d+)歳", lambda m, _: int(m[1]), Kind.AGE, examples=("社長は[39歳]だ。",), never=("39個",))
    find((AGE,), "社長は39歳だ。") → [Mention(Span(3, 6), Kind.AGE, "39歳", "age", 39)]

Where matches overlap the longest wins, then the one whose rule stands earlier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from kg.model import Kind, Mention, Span, Value

LEXICON = Path(__file__).parent / "lexicon"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each
class Rule(Generic[T]):
    """`value` makes a match's worth from the match and the context given to `find`; None declines the match.

    A rule without a kind claims words for no mention: 3年間 is a duration, so that no date is seen in it.
    Where none of `cues` stands there is no match: a text without 氏 or さん is not searched for who is so addressed.
    With a `head` the match is of that, as long as may be, and `pattern` is what stands behind it. Many rules share one: it is
    compiled once and sought once in a text. A head takes character after character, two at least: (?:[ァ-ヶー]){2,20}.
    """

    name: str
    pattern: str
    value: Callable[[re.Match[str], Any], T | None]
    kind: Kind | None
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    head: str = ""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A rule's match that was not declined."""

    rule: Rule[T]
    span: Span
    text: str
    value: T


def find(rules: Sequence[Rule[Any]], text: str, context: object = None, start: int = 0) -> list[Mention]:
    """Mentions in text order; spans begin at `start`, the text's place in the article."""
    return [
        Mention(Span(h.span.start + start, h.span.end + start), h.rule.kind, h.text, h.rule.name, cast(Value, h.value))
        for h in cover(rules, text, context)
        if h.rule.kind is not None
    ]


def cover(rules: Sequence[Rule[T]], text: str, context: object = None) -> list[Hit[T]]:
    """The best cover in text order: longest match first, then the earlier rule. Kindless rules are kept."""
    ranked = sorted(
        ((order, hit) for order, rule in enumerate(_asked(tuple(rules), text)) for hit in _matches(rule, text, context)),
        key=lambda ranked: (-len(ranked[1].span), ranked[0], ranked[1].span.start),
    )
    taken = [False] * len(text)
    out: list[Hit[T]] = []
    for _, hit in ranked:
        here = slice(hit.span.start, hit.span.end)
        if not any(taken[here]):
            taken[here] = [True] * len(hit.span)
            out.append(hit)
    return sorted(out, key=lambda hit: hit.span)


def each(rules: tuple[Rule[T], ...], text: str, context: object = None) -> Iterator[Hit[T]]:
    """The hits of some rules, one rule after the other: what `hits` finds of each, and their cues are sought together."""
    for rule in _asked(rules, text):
        yield from _matches(rule, text, context)


def hits(rule: Rule[T], text: str, context: object = None) -> list[Hit[T]]:
    """Every match of one rule that it does not decline. A declined match does not hide one that begins inside it."""
    return list(each((rule,), text, context))


def _asked(rules: tuple[Rule[T], ...], text: str) -> list[Rule[T]]:
    """The rules that may match, in their order: those without cues, and those of which one stands in the text."""
    beginning = _beginnings(rules)
    places = {i for begin in _pieces(text) & beginning.keys() for cue, of in beginning[begin] if cue in text for i in of}
    return [rule for i, rule in enumerate(rules) if not rule.cues or i in places]


@lru_cache(maxsize=64)
def _beginnings(rules: tuple[Rule[Any], ...]) -> Mapping[str, Sequence[tuple[str, Sequence[int]]]]:
    """The cues of some rules by their first two characters, each with the places of its rules: 完全 → (完全子会社, (2, 5))."""
    places: dict[str, list[int]] = {}
    for i, rule in enumerate(rules):
        for cue in rule.cues:
            places.setdefault(cue, []).append(i)
    out: dict[str, list[tuple[str, Sequence[int]]]] = {}
    for cue, of in places.items():
        out.setdefault(cue[:2], []).append((cue, of))
    return out


@lru_cache(maxsize=2)
def _pieces(text: str) -> frozenset[str]:
    """The characters of a text, and every two that stand together."""
    return frozenset([*text, *map(add, text, text[1:])])


def _matches(rule: Rule[T], text: str, context: object) -> list[Hit[T]]:
    if rule.head:
        return _headed(rule, text, context)
    out: list[Hit[T]] = []
    pattern, at = compiled(rule.pattern), 0
    while at < len(text) and (found := pattern.search(text, at)):
        value = rule.value(found, context) if found.end() > found.start() else None
        if value is not None:
            out.append(Hit(rule, Span(*found.span()), found.group(), value))
        at = found.end() if value is not None else found.start() + 1
    return out


_ANY = re.compile("(?s:.+)")


def _headed(rule: Rule[T], text: str, context: object) -> list[Hit[T]]:
    """Matches of a rule with a head: アカツキ|を買収, the longest head that the pattern stands behind."""
    out: list[Hit[T]] = []
    ends = {found.start() for found in compiled(f"(?={rule.pattern})").finditer(text)}
    at = 0
    for start, furthest in _stretches(rule.head, text) if ends else ():
        end = next((end for end in range(furthest, start + 1, -1) if end in ends), 0)
        if start >= at and end and (found := _ANY.fullmatch(text, start, end)):
            value = rule.value(found, context)
            if value is not None:
                out.append(Hit(rule, Span(start, end), found.group(), value))
                at = end
    return out


@lru_cache(maxsize=2)
def _stretches(head: str, text: str) -> tuple[tuple[int, int], ...]:
    """Every place where a head begins, and how far it goes."""
    out: list[tuple[int, int]] = []
    pattern = compiled(head)
    while found := pattern.search(text, out[-1][0] + 1 if out else 0):
        out.append(found.span())
    return tuple(out)


class _Lazy:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        method = getattr(compiled(self.pattern), name)
        setattr(self, name, method)  # asked again it is at hand
        return method


def lazy(pattern: str) -> re.Pattern[str]:
    """A pattern that is compiled when it is first asked: few articles hold a roster, or say how a name is read."""
    return cast("re.Pattern[str]", _Lazy(pattern))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def alternation(words: Iterable[str]) -> str:
    """A group of the words, longest first: ドル, 米ドル → (?:米ドル|ドル)."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


class Words:
    """A list of words to be found at a place of a text, longest first: what an alternation of them finds, and nothing to compile.

    Words(["長", "社長"]).closing("三浦社長") → "社長";  Words(["銀行"]).opening("北嶺銀行員", 2) → "銀行"
    """

    __slots__ = ("_lengths", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = sorted({len(w) for w in self._words}, reverse=True)

    def opening(self, text: str, at: int = 0) -> str:
        """The longest word that stands at a place; '' where none does."""
        return next(self.openings(text, at), "")

    def closing(self, text: str) -> str:
        """The longest word that the text ends with; '' where it ends with none."""
        return next(self.closings(text), "")

    def closings(self, text: str) -> Iterator[str]:
        """Every word that the text ends with."""
        return (w for n in self._lengths if (w := text[-n:]) in self._words)

    def make(self, text: str) -> bool:
        """Whether the text is nothing but such words: 社長|会長."""
        return any(w == text or self.make(text[len(w) :]) for w in self.openings(text))

    def openings(self, text: str, at: int = 0) -> Iterator[str]:
        """Every word that stands at a place."""
        return (w for n in self._lengths if (w := text[at : at + n]) in self._words)


@cache
def lexicon(name: str) -> Mapping[str, str]:
    """The words of lexicon/NAME.tsv in the file's order, each with its second column ('' where there is none)."""
    rows: dict[str, str] = {}
    for number, line in enumerate((LEXICON / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line[:1] == "#" or not line.strip():
            continue
        word, _, rest = line.partition("\t")
        if word in rows:
            raise ValueError(f"lexicon/{name}.tsv line {number}: {word!r} stands twice; keep one of the two lines")
        rows[word] = rest.strip()
    return MappingProxyType(rows)


def marked(example: str) -> tuple[str, tuple[Span, ...]]:
    """An example's text and the spans in its square brackets: 社長は[39歳]だ。 → 社長は39歳だ。, (Span(3, 6),)."""
    text, spans, opened = "", [], 0
    for char in example:
        if char == "[":
            opened = len(text)
        elif char == "]":
            spans.append(Span(opened, len(text)))
        else:
            text += char
    return text, tuple(spans)
