"""An article's text in, its publication date out, if the text itself shows one: a date line at its top or bottom.

    2023年11月15日 シカゴ → 2023-11-15;  (2022年10月31日) → 2022-10-31;  『商い』二〇二四年秋号 → 2024
"""

from __future__ import annotations

import re

from kg.match import alternation, cover, lexicon
from kg.mentions.calendar_words import RULES
from kg.model import Date

EDGE = 6  # lines from the top and from the bottom that may be the date line
LONGEST = 70  # characters of a date line

_WRITTEN = tuple(rule for rule in RULES if rule.name in ("full-date", "numeric-date"))
_ISSUE = re.compile(r"[年月](?:[春夏秋冬])?(?:増刊|臨時|特大)?号")
_TIME = re.compile(r"(?:午前|午後|AM|PM)?\s?\d{1,2}(?::\d\d(?::\d\d)?|時(?:\d{1,2}分)?)\s?(?:AM|PM|JST)?")
_BRACKET = re.compile(r"^\s*[\[【(〔<〈](?P<inside>[^\]】)〕>〉]{4,40})[\]】)〕>〉]")
_CLOSING = re.compile(r"[(\[【〔](?P<inside>[^()\[\]【】]{4,40})[)\]】〕]\s*$")
_LABEL = re.compile(r"(?P<label>[^\s:]{1,12})\s*:")
_EVENT = re.compile(alternation(lexicon("dateline-events")))
_BESIDE = re.compile(alternation(lexicon("dateline-words")))
_GRAMMAR = re.compile(r"[はがをにで]|[。?!]")


def published_in(norm: str) -> Date | None:
    """The publication date that the text shows, most exact first at the top, then at the bottom; else None."""
    lines = [line.strip() for line in norm.split("\n") if line.strip()]
    top = [date for line in lines[:EDGE] if (date := _line(line, at_top=True))]
    bottom = [date for line in reversed(lines[-EDGE:]) if (date := _line(line, at_top=False))]
    for dates in (top, bottom):
        exact = [date for date in dates if date.day] or dates
        if exact:
            return exact[0]
    return None


def _line(line: str, at_top: bool) -> Date | None:
    for bracket in (_BRACKET, _CLOSING):
        if (found := bracket.search(line)) and (date := _dated(found["inside"], at_top or bracket is _CLOSING)):
            return date
    return _dated(line, at_top) if len(line) <= LONGEST else None


def _dated(words: str, loose: bool) -> Date | None:
    """The date of a line that tells nothing else: a place, a paper's name and the like may stand beside it."""
    hits = cover(_WRITTEN, words)
    dates = [_date(hit.value.year, hit.value.month, hit.value.day) for hit in hits]
    if not dates or dates[0] is None:
        return None
    rest = words
    for hit in reversed(hits):
        rest = f"{rest[: hit.span.start]} {rest[hit.span.end :]}"
    issue = _ISSUE.search(words)
    label = _LABEL.search(rest)
    rest = _TIME.sub(" ", rest)
    if dates[0].day is None and not issue:
        return None
    if label and not _BESIDE.search(label["label"]) and label.start() == 0 and words.find(label["label"]) < hits[0].span.start:
        return None
    rest = re.sub(r"\([月火水木金土日]\)|[(\[【『「][^)\]】』」]*[)\]】』」]", " ", rest)
    rest = _BESIDE.sub(" ", rest) if not issue else ""
    if _EVENT.search(rest) or _GRAMMAR.search(rest):
        return None
    return dates[0] if loose or issue or len(rest.split()) <= 3 else None


def _date(year: int | None, month: int | None, day: int | None) -> Date | None:
    return None if year is None else Date(year, month, day)
