"""Sentences with their mentions drawn in, read without the names' model: `[o 東亜電機]は[o 北星製薬]を買収した。`

A letter tells the kind: p person, o organization, t title, d date, m money, a anaphor. An anaphor's value is told as in
`[a=organization 同社]`, a date's as in `[d=2024-04 4月]`; a sum is worth what its digits say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg import text
from kg.bunsetsu import parse
from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.entities import link
from kg.model import Amount, Article, Date, Kind, Mention, Sentence, Span, Value, Zone
from kg.tokens import tokenize

KINDS = {
    "p": Kind.PERSON,
    "o": Kind.ORGANIZATION,
    "t": Kind.TITLE,
    "d": Kind.DATE,
    "m": Kind.MONEY,
    "a": Kind.ANAPHOR,
}
MARK = re.compile(r"\[(?P<kind>[potdma])(?:=(?P<value>\S+))? (?P<words>[^\]]+)\]")


def article(marked: str) -> tuple[Article, tuple[Sentence, ...], tuple[Mention, ...]]:
    """The article with its sentences parsed, and the mentions that are drawn in."""
    plain, mentions = _plain(marked)
    read = text.read(plain)
    assert read.norm == plain, "write the test in the normalised form"
    return read, tuple(_parsed(s, mentions) for s in text.sentences(read)), mentions


def syntaxes(marked: str, headline: bool = False) -> tuple[Syntax, ...]:
    """The article's sentences; a headline's where told so."""
    _, sentences, mentions = article(marked)
    zone = Zone.HEADLINE if headline else Zone.BODY
    return tuple(Syntax(replace(s, zone=zone), mentions) for s in sentences)


def syntax(marked: str, headline: bool = False) -> Syntax:
    (only,) = syntaxes(marked, headline)
    return only


def discourse(marked: str, published: Date | None = None) -> Discourse:
    """Who is spoken of where in the article; names of one spelling are one entity."""
    read, sentences, mentions = article(marked)
    people = link(read, sentences, mentions)
    return Discourse(tuple(Syntax(s, mentions) for s in sentences), people, published)


def at(syntax: Syntax, words: str) -> int:
    """The index of the bunsetsu in which `words` begin."""
    found = syntax.sentence.text.index(words)
    return syntax.bunsetsu_at(syntax.sentence.span.start + found)


def _plain(marked: str) -> tuple[str, tuple[Mention, ...]]:
    out, mentions, end = "", [], 0
    for found in MARK.finditer(marked):
        out += marked[end : found.start()]
        words, kind = found["words"], KINDS[found["kind"]]
        span = Span(len(out), len(out) + len(words))
        mentions.append(Mention(span, kind, words, "post" if kind is Kind.TITLE else "hand", _value(kind, found["value"], words)))
        out, end = out + words, found.end()
    return out + marked[end:], tuple(mentions)


def _value(kind: Kind, value: str | None, words: str) -> Value:
    if kind is Kind.DATE:
        return Date(*(int(part) for part in (value or "2024").split("-")))
    if kind is Kind.MONEY:
        return Amount(Decimal(re.sub(r"\D", "", words)), "JPY")
    return value


def _parsed(sentence: Sentence, mentions: tuple[Mention, ...]) -> Sentence:
    tokens = tuple(tokenize(sentence.text, sentence.span.start))
    starts, ends = ({getattr(t, side): i for i, t in enumerate(tokens)} for side in ("start", "end"))
    names = [m for m in mentions if m.kind in (Kind.PERSON, Kind.ORGANIZATION) and sentence.span.covers(m.span)]
    for m in names:
        assert m.span.start in starts, f"{m.text} begins within a word: choose another name"
        assert m.span.end in ends, f"{m.text} ends within a word: choose another name"
    return replace(sentence, tokens=tokens, bunsetsu=parse(tokens, [(starts[m.span.start], ends[m.span.end] + 1) for m in names]))
