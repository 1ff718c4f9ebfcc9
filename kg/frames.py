"""Frames: what words denote an event of a fact type, and what their case marks say of its roles.

A frame lists senses (case frames after Fillmore 1968; for Japanese the Kyoto case frames, Kawahara & Kurohashi 2006):

    Sense("買収 子会社化", "ガ=acquirer ヲ=target カラ=seller")

`triggers` finds the places of a sentence that denote an event; `kg.fit` fills the roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.clauses import Syntax
from kg.match import lazy, lexicon
from kg.model import Action, Kind, Span, Status, Token
from kg.tokens import tokenize

AGENT, ORGANIZATION, PERSON, COURT = "agent", "organization", "person", "court"
MONEY, DATE, ROUND, TITLE = "money", "date", "round", "title"
VALUES = (MONEY, DATE, ROUND, TITLE)  # types of roles that no entity fills

WEAK = frozenset(["後", "前", "時", "直後", "当時", "以来", "以降", "以前", "当初", "際"])  # 買収後: presupposed, told elsewhere
SUM = frozenset(["額", "総額", "金額", "価格"])  # 買収額は…: the event by its sum
NAMING = (Kind.PERSON, Kind.ORGANIZATION, Kind.PRODUCT, Kind.OTHER, Kind.TITLE, Kind.ROUND)


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    type: str
    many: bool = False
    carried: str = ""  # the type asked of a filler that the discourse gives: who sells, unsaid, is an organization
    soft: str = ""  # the type asked of a filler that is not the clause's own: who buys, unsaid, is an organization


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """Words that denote the event. `cases` maps case marks to roles; `needs` names a case and what must stand in it."""

    words: str
    cases: str = ""
    needs: str = ""
    action: Action | None = None
    status: Status | None = None
    carry: str = ""  # roles that an omitted argument may fill from the discourse
    through: bool = False  # parties may stand on a suit's noun: Xに対する|訴えを|取り下げる
    names: str = ""  # the role of whom a noun says that they play it: 引受先は|X, Xを|引受先とする
    quiet: bool = False  # a word so common that nothing is missed where it is no event: 社長を|する
    labile: bool = False  # without its object the subject is what comes into being: 北星製薬は1950年に|創業した
    refers: bool = False  # the word only points to an event told before: この|申し出を|拒んだ
    closes: bool = False  # … and says when it is done: 手続きは|9月に|完了する
    lasting: bool = False  # a state in front of a noun, done and no plan: Xが|出資する|会社
    origin: bool = False  # a word for how what is founded began: 薬屋を開いたのが|始まり
    by: str = ""  # the type asked of who does it: who 受け継ぐ a firm and is none buys nothing
    dates: str = "date"  # the role that a date fills; range: 〜から startDate, 〜まで endDate; none: 〜日に決まった

    @property
    def mapping(self) -> tuple[tuple[str, str], ...]:
        """Each mark with its role, in the order of `cases`."""
        return _mapping(self.cases)

    def of(self, case: str) -> str | None:
        """The role that a case marks: ヲ → target."""
        return _roles(self.cases).get(case)


@cache
def _mapping(cases: str) -> tuple[tuple[str, str], ...]:
    """ガ|ニ=acquirer ヲ=target → (ガ, acquirer), (ニ, acquirer), (ヲ, target)."""
    pairs = (pair.split("=") for pair in cases.split())
    return tuple((mark, role) for marks, role in pairs for mark in marks.split("|"))


@cache
def _roles(cases: str) -> Mapping[str, str]:
    """The role of each case; of two the one named first."""
    return dict(reversed(_mapping(cases)))


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each: its hash is asked for with every sentence
class Frame:
    type: str
    roles: tuple[Role, ...]
    senses: tuple[Sense, ...]
    gap: str = "ガ"  # what the head of a relative clause is where the clause names neither side: 買収した|北星製薬 ヲ
    announced: Status = Status.OCCURRED  # what an event is of which only the announcement is told: 買収を|発表した
    never: tuple[str, ...] = ()  # compounds and idioms in which the words mean something else

    def role(self, name: str) -> Role | None:
        """The role of a name, if the frame has it."""
        return next((r for r in self.roles if r.name == name), None)


@dataclass(frozen=True, slots=True)
class Trigger:
    sense: Sense
    first: int  # token indices [first, last)
    last: int
    tail: str = ""  # what follows in the compound: 提案, 額


@cache
def _lemmas(words: str) -> tuple[tuple[str, ...], ...]:
    """子会社化 買い取る → ((子, 会社, 化), (買い取る,))"""
    return tuple(tuple(t.lemma for t in tokenize(w)) for w in words.split())


@cache
def _index(frame: Frame) -> Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    """The senses of a frame by the first lemma of their words, the longest words first."""
    out: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for sense in frame.senses:
        for lemmas in dict.fromkeys(_lemmas(sense.words)):
            out.setdefault(lemmas[0], []).append((lemmas, sense))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in out.items()}


GLOSS = lazy(r"(?:TOB|MBO|LBO|MBI|M&A|IPO|EBO)(\([^()]*\))")  # MBO(経営陣が参加する買収): what a word means


@cache
def _never(frame: Frame) -> re.Pattern[str] | None:
    """What a frame must never take for one, as one pattern."""
    return re.compile("|".join(frame.never)) if frame.never else None


def triggers(frame: Frame, syntax: Syntax) -> Iterator[Trigger]:
    """Places where a word of the frame denotes the event, longest first, none inside a name."""
    index = _index(frame)
    if index.keys().isdisjoint(syntax.lemmas):
        return
    never = _never(frame)
    tokens, base = syntax.tokens, syntax.sentence.span.start
    text = syntax.sentence.text
    barred = [Span(base + f.start(), base + f.end()) for f in never.finditer(text)] if never else []
    barred = [b for b in barred if not any(m.span.start < b.start < m.span.end for m in syntax.mentions)]  # X不動産を|買収
    barred += [Span(base + f.start(1), base + f.end()) for f in GLOSS.finditer(text)]
    barred += [m.span for m in syntax.mentions if m.kind in NAMING and m.rule != "profession"]
    headline = syntax.sentence.zone == "headline"
    i = 0
    while i < len(tokens):
        step = 1
        longest = 0
        for lemmas, sense in index.get(tokens[i].lemma, ()):
            n = len(lemmas)
            if n < longest or tuple(t.lemma for t in tokens[i : i + n]) != lemmas:
                continue
            span = Span(tokens[i].start, tokens[i + n - 1].end)
            if any(b.overlaps(span) for b in barred):
                continue
            tail = (
                _compound(tokens[i + n : i + n + 3], span.end if headline else len(text) + base)
                if tokens[i + n - 1].pos[0] == "名詞"
                else ""
            )
            if tail is None:
                continue
            longest, step = n, n
            yield Trigger(sense, i, i + n, tail)
        i += step


def _compound(following: Sequence[Token], end: int) -> str | None:
    """The rest of the compound where it still denotes the event, '' without one, None where it names something else.

    A space ends it in a headline: …の賠償命令　|東京地裁; `end` is where the last word ended.
    """
    words = ""
    for t in following:
        pos, surface = t.pos, t.surface
        if pos[0] not in ("名詞", "接尾辞") or (pos[1] == "数詞") or t.start > end:
            break
        words, end = words + surface, max(end, t.end)
    if not words:
        return ""
    known = lexicon("event-compounds")
    if words in known or any(words.startswith(w) or words.endswith(w) for w in known if len(w) > 1) or words in WEAK | SUM:
        return words
    return None
