"""Days and sums as a sentence tells them: what a topic is said to be, when a post began and ended, whose day it is.

    集めた額は|1億ドルで → 1億ドル; 30日、人事を|発表した → the day of the announcement; 2001年から08年まで|社長 → its term

Which of them is an event's, values.py says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Syntax
from kg.model import Date, Filler, Kind, Mention, Span

ANNOUNCING = re.compile(r"^(?:発表|公表|明らか|決める|決定|固める|決議|内定|報ずる|伝える|開示|知らせる)")
SUM_NOUN = re.compile(r"(?:額|金額|総額|資金|資本|累計|対価)$")
_MEETING = re.compile(r"(?:取締役会|理事会|役員会|会議|会合|会見|総会|閣議)$")
_PORTION = re.compile(r"^(?:(?:約|うち)?[\d.]*(?:割|%|分の\d)|半分|半額|全額|一部|大半|大部分|残り|多く)$")
_TERM = re.compile(r"(?:から|より)(?!の|も)(?:約?(?P<years>\d{1,2})年(?:間|余り|にわた))?|(?P<end>まで)")


def announced(syntax: Syntax, m: Mention) -> bool:
    """30日、…人事を|発表した: the day of the announcement, not of what it tells."""
    at = syntax.bunsetsu_at(m.span.start)
    head = syntax.phrases[at].head if at >= 0 else -1
    if head >= 0 and syntax.phrases[at].case == "ノ" and _MEETING.search(syntax.phrases[head].noun):  # 11日の|取締役会で…決めた
        head = syntax.phrases[head].head
    return head >= 0 and bool(ANNOUNCING.match(syntax.phrases[head].noun))


def focus(syntax: Syntax, index: int) -> list[Mention]:
    """What a topic is said to be: 集めた額は|1億ドルで…, 価額は|6億円、|譲渡日は…"""
    head = syntax.phrases[index].head
    after = syntax.phrases[index + 1 : index + 3]
    if len(after) == 2 and after[0].index < head and after[1].case == "ハ" and syntax.words(after[0].span).endswith("、"):
        head = after[0].index
    return [m for m in syntax.mentions if head >= 0 and syntax.phrases[head].span.overlaps(m.span)]


def said_of(syntax: Syntax, index: int) -> list[Mention]:
    """`focus`, and what a verb of reckoning says: 取得額は|14億円と|みられる."""
    head = syntax.phrases[index].head
    return focus(syntax, index) + [a.mention for a in syntax.arguments(head) if head >= 0 and a.case == "ト"]


def term(syntax: Syntax, at: int, end: int) -> Iterator[tuple[str, Filler]]:
    """2001年から08年まで社長を|務めた, 2016年から3年間、会長|だった: when a post began and ended that is told before a place."""
    posts = [m.span for m in syntax.mentions if m.kind is Kind.TITLE and m.span.end <= end]
    nearby = [a.mention for c in (at, *syntax.children[at]) for a in syntax.arguments(c)]
    clause = next((p.span.end for p in reversed(syntax.phrases[:at]) if p.predicate), syntax.sentence.span.start)
    nearby += [m for m in syntax.mentions if clause <= m.span.start and m.span.end <= end and m not in nearby]
    if syntax.phrases[at].link == "連体":  # 会長職に|あった|1961年から|69年まで
        nearby += [m for p in syntax.phrases[at + 1 : at + 3] for m in p.mentions if m.kind is Kind.DATE and m not in nearby]
    marked = [(m, found) for m in nearby if isinstance(m.value, Date) and (found := _TERM.match(_behind(syntax, m)))]
    own = [x for x in marked if len(posts) < 2 or x[0].span.start > posts[-2].start]  # 98年まで社長、|98年から会長を務めた
    for m, found in own or marked:
        if isinstance(m.value, Date):
            yield "endDate" if found["end"] else "startDate", Filler(m.value, m.span, "explicit")
            if found["years"]:
                yield "endDate", Filler(Date(m.value.year + int(found["years"])), m.span, "explicit")


def _behind(syntax: Syntax, m: Mention) -> str:
    return syntax.words(Span(m.span.end, syntax.sentence.span.end))


def stuff(syntax: Syntax, index: int) -> str:
    """What a phrase's noun is of, without its sum: 制作費の|半分 → 制作費, 補助金1200万円 → 補助金."""
    p = syntax.phrases[index]
    if _PORTION.match(p.noun):
        return next((stuff(syntax, c) for c in reversed(syntax.children[index]) if syntax.phrases[c].case == "ノ"), p.noun)
    sums = (m.text for m in p.mentions if m.kind is Kind.MONEY)
    noun = p.noun
    for text in sums:
        noun = noun.removesuffix(text)
    return noun
