"""Sentences in, the dates that they tell out, each resolved as far as the text or the publication date decides it.

    find("2015年に創業した。2年後の3月に上場した。", …) → 2015年 = 2015, 2年後の3月 = 2017-03

One pass from left to right holds what has been told so far in a frozen Clock. What is left open is still a mention, of
value None: 12月20日 in an article that shows no year.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.match import Hit, cover
from kg.mentions.calendar_words import Saying
from kg.mentions.date_rules import RULES
from kg.mentions.dateline import published_in
from kg.mentions.reckoning import Clock, Place, resolve, told
from kg.model import Date, Kind, Mention, Sentence, Span, Zone

__all__ = ["RULES", "find", "published_in"]


def find(article_norm: str, sentences: Sequence[Sentence], published: Date | None) -> tuple[Mention, ...]:
    """The dates of the sentences in text order; `value` is None where nothing decides it. Furniture is passed over."""
    clock, out = Clock(published), []
    for sentence in sentences:
        if sentence.zone is Zone.FURNITURE:
            continue
        words = article_norm[sentence.span.start : sentence.span.end]
        for hit in cover(RULES, words):
            if hit.rule.kind is None:
                continue
            place = Place(sentence.index, hit.span.start, hit.span.end, words)
            value = resolve(hit.value, clock, place)
            if sentence.zone is not Zone.BYLINE or value != published:
                clock = told(clock, hit.value, value, place)
            out.append(_mention(hit, value, sentence.span.start))
    return tuple(out)


def _mention(hit: Hit[Saying], value: Date | None, start: int) -> Mention:
    span = Span(start + hit.span.start, start + hit.span.end)
    return Mention(span, Kind.DATE, hit.text, hit.rule.name, value)
