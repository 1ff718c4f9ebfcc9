"""The article's sentences and entities in, who is spoken of where out: what a mention refers to, and what an omitted one may.

    Discourse(...).salient(sentence, ORGANIZATION) → the id of the organization that a sentence goes on about, or None

Salience follows centering (Grosz, Joshi & Weinstein 1995; for Japanese Walker, Iida & Cote 1994): topic over subject over
the rest, fading with every sentence, over a prior of how much of the article is about an entity. What cannot play the part
(bodies.py) is no candidate; two about equally salient are declined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.bodies import MEDIA, OFFICIAL, body, finances, has_post, only
from kg.clauses import Syntax
from kg.frames import COURT, ORGANIZATION, PERSON
from kg.model import AGENTS, Date, Entity, EntityType, Mention, Span

TOPIC_LIKE = {"ハ": 3.0, "見出し": 3.0, "モ": 2.0, "ガ": 2.0}
DIM = 0.8  # less salient than this is nobody
MAIN = 2.0  # a post without a body is one of the body that the article is about, more than other things are
BEHIND = 0.6  # a bank is so much less likely than a firm to be who receives money, unsaid
RIVAL = 0.92  # a second at this share of the first makes a choice a guess


class Discourse:
    """Which entities a mention refers to, and who is salient before each sentence. Built once, read only."""

    def __init__(self, syntaxes: Sequence[Syntax], entities: Sequence[Entity], published: Date | None = None) -> None:
        self.published = published
        self._words = tuple((s.sentence.span, s.sentence.text) for s in syntaxes)
        self._headline = {s.sentence.index: s for s in syntaxes if s.sentence.zone == "headline"}
        self.entities = {e.id: e for e in entities}
        self.at: dict[Span, tuple[int, ...]] = {}
        for e in entities:
            for m in e.mentions:
                self.at[m.span] = (*self.at.get(m.span, ()), e.id)
        self._salience = self._track(syntaxes)
        self._prior = self._count(syntaxes, entities)

    def ids(self, mention: Mention) -> tuple[int, ...]:
        return self.at.get(mention.span, ())

    def headline_after(self, sentence: int) -> Syntax | None:
        """The next part of a headline: …を提訴　|…で地裁に."""
        return self._headline.get(sentence + 1)

    def past(self, date: Date) -> bool:
        """Before the publication; without a publication date every told year counts as past."""
        if self.published is None:
            return True
        shown = str(self.published)
        return str(date) < shown[: len(str(date))]

    def to_come(self, date: Date) -> bool:
        """After the publication; nothing is where that is not known."""
        return self.published is not None and not self.past(date) and str(date) != str(self.published)[: len(str(date))]

    def may_come(self, date: Date) -> bool:
        """Not before the publication, nor its very day; everything may where that is not known."""
        return self.published is None or not (self.past(date) or str(date) == str(self.published))

    def ahead(self, date: Date) -> bool:
        """After the publication."""
        shown = str(self.published or "9999")
        return str(date)[: len(shown)] > shown[: len(str(date))]

    def before(self, position: int, sentences: int = 2) -> str:
        """The words of a sentence in front of a place, and those of the sentences before it."""
        told = [text[: max(position - span.start, 0)] for span, text in self._words if span.start <= position]
        return "。".join(told[-sentences - 1 :])

    def fits(self, entity: int, type_: str) -> bool:
        """Whether an entity may fill a role of a type; a court fits a court's role alone."""
        e = self.entities[entity]
        court = e.type is EntityType.ORGANIZATION and self.body(entity) == COURT
        if type_ == COURT:
            return court
        if type_ == PERSON:
            return e.type is EntityType.PERSON
        if type_ == ORGANIZATION:
            return e.type is EntityType.ORGANIZATION and not court
        return not court

    def body(self, entity: int) -> str:
        return body(self.entities[entity].label)

    def has_post(self, entity: int, title: str) -> bool:
        return has_post(self.body(entity), title)

    def salient(
        self, sentence: int, type_: str, exclude: Sequence[int] = (), title: str = "", main: bool = False, role: str = ""
    ) -> int | None:
        """The most salient entity of a type before a sentence that may play the part; None where two are about equally so.

        An organization without a title to own is no court, authority or paper; with one it must be of a kind that has the post.
        Who receives money is rather no bank.
        """
        scores = self._salience[sentence]
        ranked = sorted(
            (
                ((scores.get(e, 0.0) + prior * (MAIN if title or main else 1.0)) * self._likely(e, role), -e)
                for e, prior in self._prior.items()
                if e not in exclude and self.fits(e, type_) and self._plays(e, title)
            ),
            reverse=True,
        )
        if not ranked or ranked[0][0] < DIM:
            return None
        if len(ranked) > 1 and ranked[1][0] > RIVAL * ranked[0][0]:
            return None
        return -ranked[0][1]

    def _plays(self, entity: int, title: str) -> bool:
        if self.entities[entity].type is EntityType.PERSON:
            return True
        return self.has_post(entity, title) and self.body(entity) != MEDIA if title else self.body(entity) not in OFFICIAL

    def _likely(self, entity: int, role: str) -> float:
        return BEHIND if role == "recipient" and finances(self.entities[entity].label) else 1.0

    def owner_here(self, syntax: Syntax, position: int, title: str) -> tuple[int, str] | None:
        """The organization that a title without one belongs to: the topic or subject of its sentence, else the salient one."""
        topic = self.topic_owner(syntax, position, title)
        if topic is not None:
            return topic, "topic"
        entity = self.salient(syntax.sentence.index, ORGANIZATION, title=title)
        if entity is None and (kind := only(title)):  # a 裁判長 is of the court named last
            told = [(s, e) for s, es in self.at.items() for e in es if s.end <= position and self._is(e, kind)]
            entity = max(told)[1] if told else None
        return None if entity is None else (entity, "carried")

    def topic_owner(self, syntax: Syntax, position: int, title: str) -> int | None:
        """X社は|…, X協会では|…: who is spoken of before a place of the sentence and may have such a post.

        Not who is named in a clause that only says which one is meant: 東都が|買った北上電子は、…
        """
        for p in syntax.phrases:
            among = p.case == "デ" and syntax.words(p.span).rstrip("、").endswith("では")
            if (p.case not in ("ハ", "見出し", "ガ") and not among) or p.span.end > position:
                continue
            head = syntax.phrases[p.head] if p.head >= 0 else p
            if p.case == "ガ" and head.link == "連体" and head.span.end <= position:
                continue
            for m in p.mentions:
                for e in self.ids(m):
                    if self.entities[e].type is EntityType.ORGANIZATION and self._plays(e, title):
                        return e
        return None

    def _is(self, entity: int, kind: str) -> bool:
        return self.entities[entity].type is EntityType.ORGANIZATION and self.body(entity) == kind

    def _count(self, syntaxes: Sequence[Syntax], entities: Sequence[Entity]) -> Mapping[int, float]:
        """What the article is about: an entity's share of the most named one's mentions, the headline's counted thrice."""
        headline = {m.span for s in syntaxes if s.sentence.zone == "headline" for m in s.mentions}
        counts = {e.id: sum(3 if m.span in headline else 1 for m in e.mentions) for e in entities}
        top: dict[EntityType, int] = {}
        for e in entities:
            if e.type is EntityType.PERSON or body(e.label) not in OFFICIAL:
                top[e.type] = max(top.get(e.type, 1), counts[e.id])
        return {e.id: 1.5 * min(1.0, counts[e.id] / top.get(e.type, 1)) for e in entities}

    def _first_topics(self, syntaxes: Sequence[Syntax]) -> tuple[int, ...]:
        """Who an article opens on: the topic of its first sentence that has one. A headline may speak of it before."""
        for s in syntaxes[:4]:
            if s.sentence.zone == "body":
                found = tuple(e for p in s.phrases if p.case == "ハ" for m in p.mentions if m.kind in AGENTS for e in self.ids(m))
                if found:
                    return found[:1]
        return ()

    def _track(self, syntaxes: Sequence[Syntax]) -> list[Mapping[int, float]]:
        """Centering's order: topic over subject over others; it fades with each sentence."""
        out: list[Mapping[int, float]] = []
        scores = dict.fromkeys(self._first_topics(syntaxes), 2.0)
        for s in syntaxes:
            out.append(dict(scores))
            scores = {e: v * 0.6 for e, v in scores.items() if v > 0.05}
            for p in s.phrases:
                opens = p.index == 0 and p.case == "" and bool(p.mentions)  # a line of a career: 砂原海斗氏 88年入社
                weight = 3.0 if opens else TOPIC_LIKE.get(p.case, 0.6)
                if p.case == "情報源":
                    continue
                for m in p.mentions:
                    if m.kind in AGENTS:
                        for e in self.ids(m):
                            scores[e] = max(scores.get(e, 0.0), weight)
        out.append(dict(scores))
        return out
