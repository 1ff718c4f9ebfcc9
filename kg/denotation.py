"""A sentence and its mentions in, its phrases out, with what each of them names.

    Xの|株式の|過半数を → X; A、Bおよび他の|投資家から → A, B; 北海道に本社を置くY、|Zが → Y, Z

How phrases bear on one another is clauses.py's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from kg.cases import skip
from kg.chunks import Phrase, phrases
from kg.coordination import coordinated
from kg.model import AGENTS, Kind, Mention, Sentence, Span
from kg.nouns import CLOSING, DESK, GENERIC, GROUP, LED, OTHERS, PARTY, SEAT, TRANSPARENT
from kg.repairs import repaired

_start = attrgetter("start")
_LISTING = ("ガ", "ヲ", "カラ", "ニ", "ハ", "ニヨル", "デ", "")  # cases of a phrase that may close a list


class Phrases:
    """A sentence with its phrases, and what each denotes."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.mentions = tuple(m for m in mentions if sentence.span.covers(m.span))
        self._groups = coordinated(sentence, self.mentions)
        self.phrases = repaired(phrases(sentence, self.mentions, self._groups), sentence)
        self._known: dict[int, tuple[Mention, ...]] = {}  # what `denoted` said

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Of each phrase, those that depend on it: 東亜電機は|北星製薬を|買収した → (), (), (0, 1)"""
        out: list[list[int]] = [[] for _ in self.phrases]
        for p in self.phrases:
            if p.head >= 0:
                out[p.head].append(p.index)
        return tuple(tuple(c) for c in out)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of its tokens, for who asks whether a word is there at all."""
        return frozenset(t.lemma for t in self.tokens)

    def bunsetsu_at(self, position: int) -> int:
        """Index of the bunsetsu that holds a place of the text; -1 where none does."""
        at = bisect_right(self._starts, position) - 1
        return at if at >= 0 and position < self.phrases[at].span.end else -1

    @cached_property
    def _starts(self) -> list[int]:
        return [p.span.start for p in self.phrases]

    def words(self, span: Span) -> str:
        """The text of a place of the sentence."""
        base = self.sentence.span.start
        return self.sentence.text[span.start - base : span.end - base]

    def leads(self, at: int, to: int) -> bool:
        """Whether a bunsetsu depends on another, over however many between."""
        while 0 <= at < to:
            at = self.phrases[at].head
        return at == to

    def token_at(self, position: int) -> int:
        """Index of the token that holds a place of the text; -1 where none does."""
        at = bisect_right(self.tokens, position, key=_start) - 1
        return at if at >= 0 and position < self.tokens[at].end else -1

    # what a phrase denotes -----------------------------------------------------------------------------------------

    def denoted(self, index: int) -> tuple[Mention, ...]:
        """What a phrase denotes: its own mentions, or those of the の-modifier of a transparent noun."""
        if index not in self._known:
            self._known[index] = self._denoted(index)
        return self._known[index]

    def forget(self) -> None:
        """What was said of phrases that have been changed since."""
        self._known = {}

    def _denoted(self, index: int) -> tuple[Mention, ...]:
        p = self.phrases[index]
        if PARTY.search(p.noun) and all(m.kind is Kind.TITLE for m in p.mentions) and (listed := self._listed(p)):
            return listed
        if DESK.search(p.noun) and p.case in ("ガ", "カラ", "モ"):  # X銀行の|支店長が貸してくれた
            bodies = (m for c in self.children[index] if self.phrases[c].case == "ノ" for m in self.phrases[c].mentions)
            if found := tuple(m for m in bodies if m.kind is Kind.ORGANIZATION):
                return found
        if not p.mentions and SEAT.search(p.noun):  # 社長の|椅子に
            return tuple(m for c in self.children[index] for m in self.phrases[c].mentions if m.kind is Kind.TITLE)
        if not p.mentions and GENERIC.search(p.noun):  # 「X」という|会社を
            for c in self.children[index]:
                if self.phrases[c].case == "トイウ" and self.phrases[c].mentions:
                    return self.phrases[c].mentions
        if not p.mentions and GROUP.search(p.noun) and (leaders := self._leading(index)):
            return leaders
        if p.mentions or not TRANSPARENT.search(p.noun) or OTHERS.search(p.noun):
            return p.mentions
        out: list[Mention] = []
        for c in self.children[index]:
            if self.phrases[c].case in ("ノ", "ト", ""):
                out += [m for m in self.denoted(c) if m.kind in AGENTS]  # Xの|株式の|過半数
        inner = [m for m in self.mentions if p.span.covers(m.span) and m.kind in AGENTS]
        return tuple(out or inner)

    def members(self, index: int) -> tuple[Mention, ...]:
        """`denoted`, and the earlier members of a list whose members are long: X、北海道に本社を置くY、…|Zが."""
        own = self.denoted(index)
        if not any(m.kind in AGENTS for m in own) or self.phrases[index].case not in _LISTING:
            return own
        before: list[Mention] = []
        for p in self.phrases[:index]:
            listed = p.case == "" and self.words(p.span).endswith("、") and self._leads(p, index)
            if p.mentions and not p.predicate and (listed or self._joined(p, index)):
                before += [m for m in p.mentions if m.kind in AGENTS and m not in own and m not in before]
        return (*before, *own)

    def listed_from(self, mention: Mention) -> tuple[Mention, ...]:
        """A mention and what follows it on its list: 創業者の|A氏とB氏."""
        return next((g[g.index(mention) :] for g in self._groups if mention in g), (mention,))

    def _joined(self, p: Phrase, index: int) -> bool:
        """Xと、|設計を手がけた|Yに, Xと|仕入れ先の|商社、|Yを: whatever と parses with, no more than a description lies between."""
        between = self.phrases[p.index + 1 : index]
        if p.case not in ("ト", "ヤ") or not between or any(q.predicate and q.link != "連体" for q in between):
            return False
        if any(q.predicate for q in between):
            return self.words(p.span).endswith("、") and all(self._leads(q, index) for q in between)
        if any(m.kind in AGENTS for q in between if q.case != "ノ" for m in q.mentions):
            return False
        noun = between[-1]
        return noun.case == "ノ" or (noun.case == "" and self._apposed(noun))

    def _apposed(self, p: Phrase) -> bool:
        """下請け、|Y: a noun for what Y is, and no verbal noun: Xと|合併、"""
        token = self.token_at(p.span.start + len(p.noun) - 1)
        verbal = token < 0 or (self.tokens[token].pos[2] == "サ変可能" and not p.noun.endswith("請け"))
        return self.words(p.span).endswith("、") and not verbal

    def _leads(self, p: Phrase, to: int) -> bool:
        """Whether a phrase depends on another through nominal phrases and relative clauses alone."""
        at = p.head
        while 0 <= at < to:
            q = self.phrases[at]
            if q.predicate and q.link != "連体":
                return False
            at = q.head
        return at == to

    def _leading(self, index: int) -> tuple[Mention, ...]:
        """三浦さんら|県内の|購入者が: who is named of a group."""
        named = [m for c in self.children[index] for m in self.mentions if self.phrases[c].span.covers(m.span)]
        return tuple(
            m for m in named if m.kind in AGENTS and LED.match(self.words(Span(m.span.end, self.phrases[index].span.start)))
        )

    def _listed(self, p: Phrase) -> tuple[Mention, ...]:
        """A、Bおよび他の|投資家から: the list that a noun for its kind closes."""
        for group in self._groups:
            end = group[-1].span.end
            if end <= p.span.start and CLOSING.fullmatch(skip(self.words(Span(end, p.span.start)))):
                return group
        return ()
