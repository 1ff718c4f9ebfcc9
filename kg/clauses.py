"""The grammar of Japanese, once: a parsed sentence and its mentions in, phrases with deep-case marks and predicates out.

    東亜電機は北星製薬を300億円で買収した。
    → phrases 東亜電機 ハ, 北星製薬 ヲ, 300億円 デ; predicate 買収した (active, past)

Every fact type uses the same syntax: topic, voice, relative and cleft clauses, coordination, nominalisation, support verbs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.cases import SUBJECT
from kg.chunks import Phrase
from kg.denotation import Phrases
from kg.match import lazy
from kg.model import AGENTS, Kind, Mention, Sentence, Span, Token
from kg.nouns import CALLING, COMPLEMENT, GENERIC, NO_APPOSITION
from kg.predicates import causative, inflection, negated, passive, past

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


class Syntax(Phrases):
    """A sentence with its phrases and how they bear on one another. Built once, read only."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        super().__init__(sentence, mentions)
        self._given: dict[int, tuple[Argument, ...]] = {}  # what `arguments` said

    def forget(self) -> None:
        """What was said of phrases that have been changed since."""
        super().forget()
        self._given = {}

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
        """買収|さ|れ|た → what inflects the verb."""
        b = self.sentence.bunsetsu[self.bunsetsu_at(self.tokens[index].start)]
        return inflection(self.tokens[index + 1 : b.last])

    # arguments ------------------------------------------------------------------------------------------------------

    def arguments(self, index: int) -> tuple[Argument, ...]:
        """Mentions that depend on a bunsetsu, with their case marks; の-chains and transparent nouns are seen through."""
        if index not in self._given:
            self._given[index] = self._arguments(index)
        return self._given[index]

    def _arguments(self, index: int) -> tuple[Argument, ...]:
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
        later = [o for o in arguments if o.case in SUBJECT and o.distance < a.distance and o.mention.kind in AGENTS]
        between = self.phrases[index - a.distance : index - max((o.distance for o in later), default=a.distance)]
        return (
            any(p.predicate and p.link in ("連用", "が") and p.verb >= 0 for p in between)
            and bool(later)
            and a.mention.kind in AGENTS
        )

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
        if p.link == "連体":
            beyond = self._beyond_noun(index)
            beyond = self._beyond_epithet(p.head) if beyond is None and far else beyond
            if beyond is not None:
                return beyond
        if p.link == "cleft" and not self.denoted(p.head):
            return _modified(self.phrases[-1].mentions, "cleft")
        return _modified(self.denoted(p.head), "cleft" if p.link == "cleft" else "relative", p.head - index)

    def _beyond_noun(self, index: int) -> tuple[Argument, ...] | None:
        """Whom a clause is of whose head is a bare noun; None where the head says itself."""
        head = self.phrases[self.phrases[index].head]
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else head
        nameless = not self.denoted(head.index)
        generic = bool(GENERIC.search(head.noun))
        if nameless and after.case == "ノ" and after.mentions:
            return _modified(after.mentions)  # Xが興した|Yの|暖簾
        if not head.mentions and head.predicate and generic:
            found = tuple(a for a in self.subject(head.index) if a.case in ("ハ", "モ")) or self.topic_before(index)
            return _relative(found)  # Xは、Yが設立した|会社だ
        if not head.mentions and head.head >= 0 and self.phrases[head.head].noun.startswith("前身"):
            return _relative(self.subject(head.head))  # Xは、Yが興した|店が|前身
        if nameless and head.case == "" and self.words(head.span).endswith("、"):
            beside = self.phrases[head.index + 1] if head.index + 1 < len(self.phrases) else head
            return _modified(beside.mentions)  # 立ち上げた|労組、|X
        if nameless and head.case == "ノ" and generic and head.head >= 0:
            return _modified(self.denoted(head.head))  # 売却した|アプリ会社の|X
        return None

    def _beyond_epithet(self, index: int) -> tuple[Argument, ...] | None:
        """訴えられた|落語家の|三浦さん, 起業した|地図の|X: who is called by a clause's head; None where it is no epithet."""
        head = self.phrases[index]
        if head.case != "ノ":
            return None
        further = self.phrases[head.head].mentions if head.head >= 0 else ()
        if head.head >= 0 and CALLING.search(head.noun):
            return _modified([m for m in further if m.kind is Kind.PERSON])
        if not self.denoted(index) and not NO_APPOSITION.search(head.noun):
            return _modified([m for m in further if m.kind is Kind.ORGANIZATION])
        return None

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
        found = [a for a in self.arguments(index) if a.case in (*SUBJECT, "見出し") and a.mention.kind in AGENTS]
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


def _modified(mentions: Sequence[Mention], how: str = "relative", distance: int = 1) -> tuple[Argument, ...]:
    """Mentions as what a clause modifies."""
    return tuple(Argument(m, "連体", how, distance) for m in mentions)


def _relative(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """Arguments of another phrase as what a clause modifies."""
    return tuple(Argument(a.mention, "連体", "relative", a.distance) for a in arguments)
