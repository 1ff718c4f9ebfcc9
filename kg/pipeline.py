"""The river: an Article in, a Reading out. Every step is a pure function; this file is the map.

text → sentences → tokens → names → bunsetsu → mentions → entities → statements → facts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg import employers, entities, listings, seats, text
from kg.bunsetsu import parse
from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.facts import FRAMES
from kg.fit import statements
from kg.frames import GLOSS, Frame
from kg.mentions import ages, amounts, anaphors, dates, names, rounds, titles
from kg.merge import merge, missing
from kg.model import Article, Fact, Gap, Kind, Mention, Reading, Sentence, Statement, Zone
from kg.phrases import positions
from kg.tokens import tokenize
from kg.told import continued


def read_article(article: Article) -> Reading:
    """Everything the article states. Never raises, whatever the text."""
    if article.published is None:
        article = replace(article, published=dates.published_in(article.norm))
    plain = tuple(replace(s, tokens=tokenize(s.text, s.span.start)) for s in text.sentences(article))
    listed = listings.entries(article)
    named = listings.settle(names.find(article, plain), listed, article, plain)
    parsed = tuple(_parse(s, named) for s in plain)
    mentions = _mentions(article, parsed, named)
    people = seats.seated(entities.link(article, parsed, mentions), article, parsed)
    by_sentence = _by_sentence(parsed, mentions)
    syntaxes = tuple(Syntax(s, found) for s, found in zip(parsed, by_sentence, strict=True))
    discourse = Discourse(syntaxes, people, article.published)
    read = [
        x for syntax in syntaxes if syntax.sentence.zone in (Zone.BODY, Zone.HEADLINE) for x in _statements(syntax, discourse)
    ]
    read += listings.statements(listed, article, parsed, mentions, discourse)
    told = listings.agreed([x for x in read if isinstance(x, Statement)], discourse)
    told = continued(employers.employed(told, discourse, article.norm))
    words = {m.span: article.quote(m.span) for m in mentions if m.kind is Kind.MONEY}
    facts = merge(told, words)
    return Reading(article, parsed, mentions, people, told, facts, _gaps([x for x in read if isinstance(x, Gap)], told, facts))


def _parse(sentence: Sentence, named: Sequence[Mention]) -> Sentence:
    """The sentence with its bunsetsu; a name is never cut."""
    tokens = sentence.tokens
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    inside = [m for m in named if m.span.start in starts]
    keep = [(starts[m.span.start], ends[m.span.end]) for m in inside if m.span.end in ends]
    keep += [(starts[m.span.start], end) for m in inside if (end := _bracket_end(sentence, m, ends)) is not None]
    keep += [(starts[a], ends[b]) for a, b in _glosses(sentence) if a in starts and b in ends]
    keep += [(i, i + 2) for i in range(len(tokens) - 1) if tokens[i].lemma == "相手" and tokens[i + 1].lemma == "取る"]
    return replace(sentence, bunsetsu=parse(tokens, keep))


def _glosses(sentence: Sentence) -> list[tuple[int, int]]:
    """TOB(株式公開買い付け)を: what a word means goes with the word."""
    base = sentence.span.start
    return [(base + f.start(), base + f.end()) for f in GLOSS.finditer(sentence.text)]


def _bracket_end(sentence: Sentence, m: Mention, ends: Mapping[int, int]) -> int | None:
    """X(東京・港、三浦遥社長)は, 「X」(東京・港)は: the bracket behind a name goes with the name."""
    behind = sentence.text[m.span.end - sentence.span.start :]
    rest = behind.lstrip("」』")
    close = rest.find(")")
    end = m.span.end + len(behind) - len(rest) + close + 1
    return ends.get(end) if rest.startswith("(") and 0 < close <= 60 and "。" not in rest[:close] else None


def _mentions(article: Article, parsed: Sequence[Sentence], named: Sequence[Mention]) -> tuple[Mention, ...]:
    """All mentions of an article, in text order."""
    found = [*named]
    found += dates.find(article.norm, parsed, article.published)
    found += amounts.find(article.norm, parsed)
    found += ages.find(article.norm, parsed)
    found += rounds.find(article.norm, parsed)
    for s in parsed:
        found += titles.find(s, named)
        found += anaphors.find(s)
    return tuple(sorted(found, key=lambda m: (m.span, m.kind.value, m.rule)))


def _by_sentence(parsed: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """For each sentence the mentions that it holds."""
    out: list[list[Mention]] = [[] for _ in parsed]
    at = 0
    for m in mentions:
        while at < len(parsed) - 1 and m.span.start >= parsed[at + 1].span.start:
            at += 1
        if parsed and parsed[at].span.covers(m.span):
            out[at].append(m)
    return out


def _gaps(refused: Sequence[Gap], told: Sequence[Statement], facts: Sequence[Fact]) -> tuple[Gap, ...]:
    """Triggers that gave no fact: refused by their frame, or with too few roles to be one."""
    used = {id(s) for f in facts for s in f.statements}
    unused = [Gap(s.type, s.trigger, s.sentence, missing(s)) for s in told if id(s) not in used]
    return tuple(sorted((*refused, *unused), key=lambda g: (g.trigger, g.type, g.reason)))


def _statements(syntax: Syntax, discourse: Discourse) -> Iterator[Statement | Gap]:
    """What one sentence says, by phrases and by every frame."""
    yield from positions(syntax, discourse)
    frame: Frame
    for frame in FRAMES:
        yield from statements(frame, syntax, discourse)
