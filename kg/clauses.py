"""The grammar of Japanese, once: a parsed sentence and its mentions in, phrases with deep-case marks and predicates out.

    東亜電機は北星製薬を300億円で買収した。
    → phrases 東亜電機 ハ, 北星製薬 ヲ, 300億円 デ; predicate 買収した (active, past)

Every fact type uses the same syntax: topic, voice, relative and cleft clauses, coordination, nominalisation, support verbs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.cases import skip
from kg.chunks import Phrase, phrases
from kg.coordination import coordinated
from kg.match import lazy
from kg.model import AGENTS, Kind, Mention, Sentence, Span, Token
from kg.nouns import CALLING, CLOSING, COMPLEMENT, DESK, GENERIC, GROUP, LED, NO_APPOSITION, OTHERS, PARTY, SEAT, TRANSPARENT
from kg.predicates import causative, inflection, negated, passive, past

_LISTING = ("ガ", "ヲ", "カラ", "ニ", "ハ", "ニヨル", "デ", "")  # cases of a phrase that may close a list
# verbs that only mark a role: Xを|相手取り…提訴, Xに|加え、Yが, Xを|めぐり、Yが…提案, Xと|組んで
_BRIDGES = (
    (lazy(r"相手(?:取|ど)"), ("ヲ", "ニ"), "ヲアイテ"),
    (lazy("加え"), ("ニ",), "ニクワエ"),
    (lazy(r"(?:手を)?(?:組ん|組み|携え)|連携し|提携し"), ("ト",), "トトモ"),
    (lazy("めぐ|巡"), ("ヲ",), "メグル"),
)


@dataclass(frozen=True, slots=True)
class Argument:
    mention: Mention
    case: str
    how: str
    distance: int  # bunsetsu between the argument and the predicate


class Syntax:
    """A sentence with its phrases. Built once, read only."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.mentions = tuple(m for m in mentions if sentence.span.covers(m.span))
        self._groups = coordinated(sentence, self.mentions)
        self.phrases = phrases(sentence, self.mentions, self._groups)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        out: list[list[int]] = [[] for _ in self.phrases]
        for p in self.phrases:
            if p.head >= 0:
                out[p.head].append(p.index)
        return tuple(tuple(c) for c in out)

    def bunsetsu_at(self, position: int) -> int:
        """Index of the bunsetsu that holds a place of the text; -1 where none does."""
        for i, b in enumerate(self.sentence.bunsetsu):
            if self.tokens[b.first].start <= position < self.tokens[b.last - 1].end:
                return i
        return -1

    def words(self, span: Span) -> str:
        base = self.sentence.span.start
        return self.sentence.text[span.start - base : span.end - base]

    def token_at(self, position: int) -> int:
        for i, t in enumerate(self.tokens):
            if t.start <= position < t.end:
                return i
        return -1

    def after(self, index: int) -> str:
        """The bunsetsu's text behind the token with this index."""
        b = self.sentence.bunsetsu[self.bunsetsu_at(self.tokens[index].start)]
        return "".join(t.surface for t in self.tokens[index + 1 : b.last])

    def passive(self, index: int) -> bool:
        """買収さ|れ|た, by the token where the verb begins."""
        return passive(self._inflection(index))

    def causative(self, index: int) -> bool:
        """買収さ|せ|た"""
        return causative(self._inflection(index))

    def negated(self, index: int) -> bool:
        """買収し|なかっ|た"""
        return negated(self._inflection(index))

    def past(self, index: int) -> bool:
        """買収し|た"""
        return past(self._inflection(index))

    def _inflection(self, index: int) -> Iterator[Token]:
        b = self.sentence.bunsetsu[self.bunsetsu_at(self.tokens[index].start)]
        return inflection(self.tokens[index + 1 : b.last])

    # arguments ------------------------------------------------------------------------------------------------------

    def arguments(self, index: int) -> tuple[Argument, ...]:
        """Mentions that depend on a bunsetsu, with their case marks; の-chains and transparent nouns are seen through."""
        out: list[Argument] = []
        for c in self.children[index]:
            p = self.phrases[c]
            against = p.case == "ヲ" and c + 1 < index and self.phrases[c + 1].noun == "相手"  # Xを|相手に|起こした
            case = "ヲアイテ" if against else "ニヨル" if p.case == "デ" and p.noun == "手" else p.case  # Xの|手で|設立された
            out += [Argument(m, case, "explicit", index - c) for m in self.members(c)]
            if p.predicate and p.link in ("連用", "て"):
                out += self._bridged(c, index)
            if p.noun in ("ほか", "他") and p.case in ("", "ニ"):  # Xの|ほか、|Yも
                others = (k for k in self.children[c] if self.phrases[k].case == "ノ")
                out += [Argument(m, "ニクワエ", "explicit", index - c) for k in others for m in self.members(k)]
        return tuple(a for a in out if not self._of_another(a, out, index))

    def _of_another(self, a: Argument, arguments: Sequence[Argument], index: int) -> bool:
        """砂原は…引責辞任、久我山も…退いた: the first topic belongs to the predicate before the second."""
        if a.case not in ("ハ", "モ"):
            return False
        later = [o for o in arguments if o.case in ("ハ", "モ", "ガ") and o.distance < a.distance and o.mention.kind in AGENTS]
        between = self.phrases[index - a.distance : index - max((o.distance for o in later), default=a.distance)]
        return (
            any(p.predicate and p.link in ("連用", "が") and p.verb >= 0 for p in between)
            and bool(later)
            and a.mention.kind in AGENTS
        )

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

    def denoted(self, index: int) -> tuple[Mention, ...]:
        """What a phrase denotes: its own mentions, or those of the の-modifier of a transparent noun."""
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

    def listed_from(self, mention: Mention) -> tuple[Mention, ...]:
        """A mention and what follows it on its list: 創業者の|A氏とB氏."""
        return next((g[g.index(mention) :] for g in self._groups if mention in g), (mention,))

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

    def _bridged(self, index: int, to: int) -> list[Argument]:
        """Xを相手取り…提訴, Xを引受先とする増資: a verb that only marks a role."""
        words = self.words(self.phrases[index].span)
        for verb, marks, case in _BRIDGES:
            if verb.match(words):
                marked = (c for c in self.children[index] if self.phrases[c].case in marks)
                return [Argument(m, case, "explicit", to - c) for c in marked for m in self.denoted(c)]
        inner = (c for c in self.children[index] if self.phrases[c].predicate and self.phrases[c].link in ("連用", "て"))
        return [a for c in inner for a in self._bridged(c, to)]

    def relative_head(self, index: int, far: bool = False) -> tuple[Argument, ...]:
        """北星製薬 for 東亜電機が買収した|北星製薬, and the focus of a cleft: 買収したのは|東亜電機だ."""
        p = self.phrases[index]
        if p.head < 0 or (p.link not in ("連体", "cleft") and p.case != "ノ"):
            return ()
        how = "cleft" if p.link == "cleft" else "relative"
        head = self.phrases[p.head]
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else head
        after_head = self.phrases[p.head + 1] if p.head + 1 < len(self.phrases) else head
        if p.link == "連体" and not self.denoted(p.head) and after.case == "ノ" and after.mentions:
            return tuple(Argument(m, "連体", how, 1) for m in after.mentions)  # Xが興した|Yの|暖簾
        if p.link == "連体" and not head.mentions and head.predicate and GENERIC.search(head.noun):
            found = tuple(a for a in self.subject(p.head) if a.case in ("ハ", "モ")) or self.topic_before(index)
            return tuple(Argument(a.mention, "連体", how, a.distance) for a in found)  # Xは、Yが設立した|会社だ
        if p.link == "連体" and not head.mentions and head.head >= 0 and self.phrases[head.head].noun.startswith("前身"):
            return tuple(
                Argument(a.mention, "連体", how, a.distance) for a in self.subject(head.head)
            )  # Xは、Yが興した|店が|前身
        if p.link == "連体" and not self.denoted(p.head) and head.case == "" and self.words(head.span).endswith("、"):
            return tuple(Argument(m, "連体", how, 1) for m in after_head.mentions)  # 立ち上げた|労組、|X
        if p.link == "連体" and not self.denoted(p.head) and head.case == "ノ" and GENERIC.search(head.noun) and head.head >= 0:
            return tuple(Argument(m, "連体", how, 1) for m in self.denoted(head.head))  # 売却した|アプリ会社の|X
        if far and p.link == "連体" and head.case == "ノ" and head.head >= 0 and CALLING.search(head.noun):
            further = self.phrases[head.head].mentions  # 訴えられた|落語家の|三浦さん
            return tuple(Argument(m, "連体", how, 1) for m in further if m.kind is Kind.PERSON)
        if far and p.link == "連体" and not self.denoted(p.head) and head.case == "ノ" and not NO_APPOSITION.search(head.noun):
            further = self.phrases[head.head].mentions if head.head >= 0 else ()
            return tuple(Argument(m, "連体", how, 1) for m in further if m.kind is Kind.ORGANIZATION)  # 起業した|地図の|X
        if p.link == "cleft" and not self.denoted(p.head):
            return tuple(Argument(m, "連体", how, 1) for m in self.phrases[-1].mentions)
        return tuple(Argument(m, "連体", how, p.head - index) for m in self.denoted(p.head))

    def owner_of_head(self, index: int) -> tuple[Mention, ...]:
        """買収を|決めた|Xの|三浦社長: the organization of whom a clause modifies, where the clause may be the organization's."""
        p = self.phrases[index]
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else p
        person = self.phrases[after.head].mentions if after.head >= 0 else ()
        if p.link != "連体" or after.case != "ノ" or not any(m.kind is Kind.PERSON for m in person):
            return ()
        return tuple(m for m in after.mentions if m.kind is Kind.ORGANIZATION)

    def subject(self, index: int) -> tuple[Argument, ...]:
        """The explicit subject of a bunsetsu: its ガ or ハ phrase that names an agent, the nearest first."""
        found = [a for a in self.arguments(index) if a.case in ("ガ", "ハ", "モ", "見出し") and a.mention.kind in AGENTS]
        return tuple(sorted(found, key=lambda a: (a.case == "ハ", a.distance)))

    def inherited_subjects(self, index: int) -> Iterator[Argument]:
        """Subjects that a clause without its own may share: of the clauses it leads to, then of those that lead to it."""
        seen, at, crossed = {index}, index, False
        while True:
            p = self.phrases[at]
            at = p.head
            crossed = crossed or (p.link == "連体" and at >= 0 and not COMPLEMENT.search(self.phrases[at].noun))
            if at < 0 or at in seen:
                break
            seen.add(at)
            for a in self.subject(at):
                if a.case == "ハ" or not crossed:
                    yield Argument(a.mention, a.case, "topic" if a.case == "ハ" else "shared", a.distance)
            if not crossed and self.phrases[at].link == "連体" and not self.subject(at):  # 創業し、代表を務めた|三浦氏
                yield from (Argument(a.mention, a.case, "shared", a.distance) for a in self.relative_head(at))
        yield from self.inherited_below(index, depth=2)

    def topic_before(self, index: int) -> tuple[Argument, ...]:
        """The last topic in front of a bunsetsu, outside quotations: its scope is the rest of the sentence, however it parses."""
        for p in reversed(self.phrases[:index]):
            between = self.words(Span(p.span.end, self.phrases[index].span.start))
            if (p.case == "ハ" or self._possessor(p)) and between.count("「") == between.count("」"):
                return tuple(Argument(m, "ハ", "topic", index - p.index) for m in p.mentions if m.kind in AGENTS)
        return ()

    def _possessor(self, p: Phrase) -> bool:
        """Xには|…を買収した|歴史が|ある, Xについては|…: topics by another name."""
        if p.case == "ニツイテ":
            return self.words(p.span).rstrip("、").endswith("は")
        has = p.head >= 0 and self.phrases[p.head].noun in ("有る", "無い")
        return p.case == "ニ" and has and self.words(p.span).rstrip("、").endswith("には")

    def inherited_below(self, index: int, depth: int = 1) -> Iterator[Argument]:
        """Subjects of the clauses that lead to a clause, and of those that lead to them, `depth` steps down."""
        for c in reversed(self.children[index]) if depth else ():
            if self.phrases[c].predicate and self.phrases[c].link in ("連用", "て"):
                yield from (Argument(a.mention, a.case, "shared", a.distance) for a in self.subject(c))
                yield from self.inherited_below(c, depth - 1)
