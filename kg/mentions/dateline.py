"""An article's text in, its publication date out, if the text itself shows one: a date line at its top or bottom.

2023年11月15日 シカゴ → 2023-11-15;  (2022年10月31日) → 2022-10-31;  『商い』二〇二四年秋号 → 2024
"""

from __future__ import annotations

import re

from kg.match import alternation, cover, lazy, lexicon
from kg.mentions.date_rules import RULES
from kg.model import Date, Span

EDGE = 6  # lines from the top and from the bottom that may be the date line
LONGEST = 70  # characters of a date line

_WRITTEN = tuple(rule for rule in RULES if rule.name in ("full-date", "numeric-date", "english-date"))
_ISSUE = lazy(r"[年月](?:[春夏秋冬])?(?:増刊|臨時|特大)?号")
_TIME = lazy(r"(?:午前|午後|AM|PM)?\s?\d{1,2}(?::\d\d(?::\d\d)?|時(?:\d{1,2}分)?)\s?(?:AM|PM|JST)?")
_BRACKET = lazy(r"^\s*[\[【(〔<〈](?P<inside>[^\]】)〕>〉]{4,40})[\]】)〕>〉]")
_CLOSING = lazy(r"(?:^|[。」』!?])\s*[(\[【〔](?P<inside>[^()\[\]【】]{4,40})[)\]】〕]\s*$")
_LEAD = lazy(r"^(?P<inside>[^。]{6,40}?)\s*[-–—―─]{1,2}\s")  # 2024年3月5日 東京 — 会社は…
_LABEL = lazy(r"\s*(?P<label>[^\s:]{1,12})\s*:\s*")
_EVENT = lazy(alternation(lexicon("dateline-events")))
_BESIDE = lazy(alternation(lexicon("dateline-words")))
_GRAMMAR = lazy(r"[はがをにで]|[。?!]")


def published_in(norm: str) -> Date | None:
    """The publication date that the text shows, most exact first at the top, then at the bottom; else None."""
    lines = [line.strip() for line in norm.split("\n") if line.strip()]
    top = [date for line in lines[:EDGE] if (date := _line(line, at_top=True))]
    bottom = [date for line in reversed(lines[-EDGE:]) if (date := _line(line, at_top=False))]
    for dates in (top, bottom):
        exact = [date for date in dates if date.day] or dates
        if exact:
            return exact[0] if len(set(exact)) < 3 else None  # a table of dates shows none
    return None


def _line(line: str, at_top: bool) -> Date | None:
    for part in (_BRACKET, _CLOSING, _LEAD):
        found = part.search(line)
        if found is None or found["inside"].count("(") > found["inside"].count(")"):  # 三浦遥(1931年2月11日 - 2009年)
            continue
        if (date := _dated(found["inside"], at_top or part is _CLOSING)) is not None:
            return date
    return _dated(line, at_top) if len(line) <= LONGEST else None


def _dated(words: str, loose: bool) -> Date | None:
    """The date of a line that tells nothing else: a place, a paper's name and the like may stand beside it."""
    issue = _ISSUE.search(words)
    words = re.sub("月(?=.{0,3}号)", "月 ", words)  # 2024年5月号
    hits = cover(_WRITTEN, words)
    if not hits:
        return None
    said = hits[0].value
    date = None if said.year is None else Date(said.year, said.month, said.day)
    if date is None or (date.day is None and not issue):
        return None
    label = _LABEL.fullmatch(words[: hits[0].span.start])
    beside = _beside(words, [hit.span for hit in hits])
    rest = "" if issue else _BESIDE.sub(" ", beside)
    told = (label and not _BESIDE.search(label["label"])) or _EVENT.search(rest) or _GRAMMAR.search(rest)
    if told or (len(hits) > 1 and not _BESIDE.search(beside)):
        return None
    return date if loose or issue or len(rest.split()) <= 3 else None


def _beside(words: str, dates: list[Span]) -> str:
    """The words of the line without its dates, times and brackets."""
    for span in reversed(dates):
        words = f"{words[: span.start]} {words[span.end :]}"
    return re.sub(r"[(\[【『「][^)\]】』」]*[)\]】』」]", " ", _TIME.sub(" ", words))
