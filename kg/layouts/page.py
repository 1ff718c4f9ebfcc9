"""An article's lines in, what every layout asks of them out: labels and their values, whose notice it is, when it takes effect.

会 社 名  瀬波化成株式会社   → Field("company", …); the issuer
(3)異動予定日 / 2022年6月24日 → Field("start", …); the day the notice's posts begin
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.lines import Line, body, cells, formal, glued, honorific, lines, named, person, post, titled
from kg.match import lazy, lexicon
from kg.model import Article, Span

DATE = (
    r"(?:(?:(?:明治|大正|昭和|平成|令和) ?(?:\d{1,2}|元)|(?:19|20)\d\d|'?\d\d) ?年(?: ?\((?:明治|大正|昭和|平成|令和|昭|平|令)[\d元]+年?\))?"
    r"(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?|(?:19|20)\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?|同年(?: ?\d{1,2}月)?)"
)
NUMBER = r"(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|\d(?=[^\d年月日./,%]))"
BULLET = r"[・*●■◆▼▽○◇□▶★※-]"
_OPENING = lazy(rf"(?:【[^】]*】 *)?(?:{NUMBER}|{BULLET})? *")
_SPLIT = lazy(r"、|,(?!\d)| / |/| および | 及び |及び|および")
LEAD = lazy(rf"(?:{BULLET}|\(\d+\)|\d+[.)])? *(?:(?:個人|エンジェル|既存|新規|リード)投資家[ ::、の]*)?")
_JOINT = lazy("・|及び|および|、")
_BEHIND = lazy(r"(?: ?\([^()]{0,24}\))?[】>〉》\])]?")
_VALUE = lazy(r" *[:=/|] *| +|$|(?<=[】>〉》\]])")
_FURTHER = lazy(r"(?:^|[ /|、▽])(?:(?=[^ :=]{2,16} *[:=])|(?=【))")
_COLON = lazy(r" *[:=] *")
_HEADING = lazy(r"(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|[■◆●□▼◎▶【<〈《#]|第\d+[章節]).{1,50}$")
_ABOUT = lazy(r"(?:\(.*\))?(?:の|等の)?(?:概要|内容|一覧|について|名称等?|等)?(?:\(.*\))?$")
_OF_SECTION = lazy(
    rf"\([^()]*?(?P<day>{DATE}|(?:本年|今年|来年|同年)?\d{{1,2}}月(?:\d{{1,2}}日)?) ?(?:付|開催|予定|をもって|就任|退任|の定時|の臨時|\))"
)
WHAT = "(?P<what>新任|昇任|選任|就任|再任|退任|辞任|昇格)"  # what becomes of who is listed
_EFFECT = lazy(rf"({DATE}) ?付(?!で開示)")


CHANGE = lazy(
    rf"(?:{NUMBER}|[■・●○【<])? *{WHAT}(?:予定)?(?:する)?(?:の?(?:代表)?取締役|の?監査役|の?役員|の?執行役員|者|候補者?|予定者?)*[】>]?(?:\(.*\))?$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as a layout writes it: for each role the stretch of text that fills it."""

    type: str
    roles: tuple[tuple[str, Span], ...]
    trigger: Span
    layout: str
    above: Span | None = None  # where the text tells what the list leaves unsaid; by itself, at the trigger
    years: bool = False  # whether a date without a year lies ahead of the publication: a column's (4月1日)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands behind it: the rest of its line, and the lines set in below it."""

    meaning: str
    label: Span
    values: tuple[Span, ...]
    line: int
    last: int  # the last line of its values


@dataclass(frozen=True, slots=True)
class Posting:
    """A post with its holder in one cell: 瀬波化成株式会社 代表取締役社長 三浦 遥(現 同社専務)."""

    title: Span
    holder: Span
    organization: Span | None
    note: Span | None


class Page:
    """The lines of an article with what they are labelled. Built once, read only."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.lines: Sequence[Line] = lines(article)
        self.change: Sequence[str] = tuple(self._changes())
        self.fields: Sequence[Field] = tuple(self._fields())
        self.issuer = self._issuer()
        self.home = self.issuer or self._subject()  # whom the text is about
        self.effective = self._effective()
        self.days: Sequence[Span | None] = tuple(self._days())

    def text(self, span: Span) -> str:
        return self.article.norm[span.start : span.end]

    def header(self, line: Line) -> tuple[str, ...]:
        """What the columns of a table mean where a line holds labels alone: 氏名 新役職名 現役職名."""
        names = [re.sub(r" |\(.*\)", "", self.text(c)) for c in cells(self.article, line)]
        if len(names) < 2:
            names = line.text.split(" ")
        found = tuple(lexicon("labels").get(n, "") for n in names)
        if len(found) < 2 or not all(found) or any(titled(n) for n in names[1:]):  # 新役職 代表取締役会長: a label and its value
            return ()
        return found

    def heading(self, line: Line) -> bool:
        return bool(_HEADING.match(line.text)) and "。" not in line.text

    def about(self, line: Line) -> str:
        """What a heading is about: 2.異動する子会社の概要 → target."""
        words = re.sub(rf"^(?:{NUMBER}|{BULLET}|[【<〈《#◎ ])+|[】>〉》]$", "", line.text)
        return lexicon("labels").get(re.sub(" ", "", _ABOUT.sub("", words)), "")

    def posting(self, span: Span) -> Posting | None:
        """Reads a cell that ends with a person behind a title; None where it is not wholly so."""
        words = self.text(span)
        note = re.search(r" *\(([^()]*)\) *$", words)
        bare = words[: note.start()] if note else words
        cuts = [f.span() for f in re.finditer(r" +|(?<=[^ ァ-ヶ])[・、:](?=[^ ])", bare)]
        for stop, start in [*cuts, (glued(bare), glued(bare))]:
            front, name = bare[:stop], bare[start:]
            if titled(front) and person(name):
                title, end = post(front)
                owner = self.whose(Span(span.start, span.start + end)) if end else None
                if end and owner is None:
                    return None
                holder = Span(span.start + start, span.start + len(bare) - honorific(bare))
                inner = Span(span.start + note.start(1), span.start + note.end(1)) if note else None
                return Posting(Span(span.start + title, span.start + stop), holder, owner, inner)
        return None

    def holder(self, cell: Span) -> Span | None:
        """The person whom a cell names, without what stands in brackets and without 氏; None where it names none."""
        words = re.sub(r" *\([^()]*\)$", "", self.text(cell))
        return Span(cell.start, cell.start + len(words) - honorific(words)) if person(words) else None

    def whose(self, span: Span, home: Span | None = None) -> Span | None:
        """The body that words before a title mean: 当社 the issuer, 同 the one named last; None where they are no name."""
        words = self.text(span)
        if words.startswith("同") and len(words) <= 3:
            return home
        if words in ("当社", "弊社", "当行", "当法人"):
            return self.issuer or span
        return span if named(words) else None

    def names(self, value: Span) -> Iterator[Span]:
        """The names of a list: ・A(既存) → A; B 1,000株 → B; C、D → C and D."""
        words = self.text(value)
        at = 0
        for stop in [*_SPLIT.finditer(words), None]:
            end = stop.start() if stop else len(words)
            part = words[at:end]
            lead = LEAD.match(part)
            start = at + (lead.end() if lead else 0)
            start += len(words[start:end]) - len(words[start:end].lstrip())
            name = self.named(Span(value.start + start, value.start + end))
            text = re.sub(r"(?: ?(?:ほか|他|など|等)(?:\d+[社名者])?| )+$", "", self.text(name))
            text = text[: len(text) - honorific(text)] if person(text) else text
            if text in ("当社", "弊社", "当行") and self.issuer:
                yield self.issuer
            elif len(text) > 1 and not titled(text) and (person(text) or named(text)):
                yield Span(name.start, name.start + len(text))
            at = stop.end() if stop else end

    def _changes(self) -> Iterator[str]:
        """For each line the change that the heading above tells of: (2)退任."""
        change = ""
        for line in self.lines:
            found = CHANGE.match(line.text)
            if found or self.heading(line):
                change = found["what"] if found else ""
            yield change

    def day(self, at: Span) -> Span | None:
        """When the posts told at a place begin or end: as its section says, else the notice."""
        i = next((i for i, line in enumerate(self.lines) if line.span.covers(at)), None)
        return self.effective if i is None else self.days[i] or self.effective

    def _days(self) -> Iterator[Span | None]:
        """For each line the day that its section's heading tells, or a label within it: 2.退任(3月31日付), 就任日 4月1日."""
        day: Span | None = None
        for i, line in enumerate(self.lines):
            if self.heading(line) and not self.fields_at(i):
                found = _OF_SECTION.search(line.text)
                same = day if "同総会" in line.text or "同日" in line.text else None
                day = line.at(*found.span("day")) if found else same or self._labelled(i)
            yield day

    def _labelled(self, heading: int) -> Span | None:
        """The day of a label between a heading and the next."""
        for i in range(heading + 1, len(self.lines)):
            if self.heading(self.lines[i]) and not self.fields_at(i):
                return None
            for f in self.fields_at(i):
                if f.meaning in ("start", "day") and re.search(DATE, self.text(f.values[0])):
                    return f.values[0]
        return None

    def begins(self, i: int) -> bool:
        """Whether the section of a line tells when its posts are taken up: 就任日 4月1日."""
        first = next((k for k in range(i, -1, -1) if self.heading(self.lines[k])), 0)
        last = next((k for k in range(i + 1, len(self.lines)) if self.heading(self.lines[k])), len(self.lines))
        return any(f.meaning == "start" and "就任" in self.text(f.label) for k in range(first, last) for f in self.fields_at(k))

    def fields_at(self, i: int) -> Sequence[Field]:
        return [f for f in self.fields if f.line == i]

    def _fields(self) -> Iterator[Field]:
        for i, line in enumerate(self.lines):
            if self.header(line) or len(line.text) > 300:
                continue
            found = list(_labels(line.text))
            if self.change[i] and found and found[0][0] == "representative":
                continue
            for n, (meaning, label, value) in enumerate(found):
                end = found[n + 1][1][0] if n + 1 < len(found) else len(line.text)
                words = line.text[value:end].rstrip(" /|、▽【")
                if n == 0 and len(found) == 1 and ("。" in words and meaning != "career"):
                    break
                span = line.at(value, value + len(words))
                if meaning == "newpost" and len(found) == 1 and self.posting(span):
                    break  # 新任 執行役員 三浦 遥: no label but what is told of the post
                below = list(self._below(i, meaning, bool(words))) if n + 1 == len(found) else []
                values = (*([span] if words else []), *(self.lines[k].span for k in below))
                if values:
                    yield Field(meaning, line.at(*label), values, i, below[-1] if below else i)

    def _below(self, i: int, meaning: str, filled: bool) -> Iterator[int]:
        """The lines that go on with a label's value: set in further, or all of a list where its own line is empty."""
        listed = meaning in ("investor", "lender", "founder", "career", "representative")
        for k in range(i + 1, min(len(self.lines), i + 40)):
            line = self.lines[k]
            dated = meaning == "career" and re.match(DATE, line.text)
            bulleted = listed and re.match(r"[・*●○-]", line.text)
            if (
                self.header(line)
                or "。" in line.text
                or (not (bulleted or dated) and (self.heading(line) or any(_labels(line.text))))
            ):
                return
            if filled and not dated and line.column <= self.lines[i].column + 4:
                return
            if (not filled and k > i + 1 and line.gap and not bulleted) or (not listed and not filled and k > i + 1):
                return
            yield k

    def _issuer(self) -> Span | None:
        """Whose notice it is: 会社名 of the letterhead, or a company alone on a line above the text."""
        first = next((i for i, line in enumerate(self.lines) if "。" in line.text), len(self.lines))
        for f in self.fields:
            if f.meaning == "company" and f.line < first:
                return self.named(f.values[0])
        above = [line for line in self.lines[:first][:12] if body(line.text) and not self.heading(line)]
        return next((line.span for line in above if formal(line.text) or self._signed(line)), None)

    def _signed(self, line: Line) -> bool:
        """Whether the line below is a post with its holder."""
        below = self.lines[self.lines.index(line) + 1 :][:1]
        return bool(below and not below[0].gap and self.posting(below[0].span))

    def _subject(self) -> Span | None:
        """Whom an article without a letterhead is about, where it is a body by its form: X株式会社(英: X Corp.)は…"""
        for line in self.lines[:8]:
            found = re.match(r"(?P<name>[^ 、。はがを(]{2,30})(?:\([^()]*\))?は、?", line.text)
            if found:
                return line.at(*found.span("name")) if body(found["name"]) else None
        return None

    def named(self, span: Span) -> Span:
        """A value without what is said of it in brackets: X株式会社(英文:X Inc.) → X株式会社."""
        words = re.sub(r"^\((?!株|有)[^()]*\) *", "", self.text(span))
        end = re.search(r"(?<=.)(?:\((?!株\)|有\))|【| {2,}|、|[\d,]+(?:\.\d+)?(?:株|%|百万円|円|億円)|$)", words)
        start = span.end - len(words)
        return Span(start, start + len(words[: end.start() if end else None].rstrip(" :")))

    def _effective(self) -> Span | None:
        told = [f for f in self.fields if f.meaning in ("start", "day") and re.search(DATE, self.text(f.values[0]))]
        if told:  # 3.異動予定日 4月1日 is of the whole notice, a label below another heading of what stands there
            return next((f for f in told if self.heading(self.lines[f.line])), told[0]).values[0]
        for line in self.lines:
            found = _EFFECT.search(line.text)
            if found and (
                self.heading(line) or line.text.startswith("(") or re.search(r"(?:下記|次|以下)の(?:とお|通)り", line.text)
            ):
                return line.at(*found.span(1))
        return None


@dataclass(frozen=True, slots=True, eq=False)
class _Label:
    """Labels, one or several joined, at [start, end) of a line; `after` is behind their note and bracket."""

    start: int
    end: int
    after: int


def _label(text: str, at: int) -> _Label | None:
    """The label that begins at a place of a line: 【会 社 名(英文)】."""
    start = at + text.startswith(tuple("【<〈《[("), at)
    end = _word(text, start)
    if not end:
        return None
    while (joint := _JOINT.match(text, end)) and (further := _word(text, joint.end())):
        end = further
    behind = _BEHIND.match(text, end)
    return _Label(start, end, behind.end() if behind else end)


def _word(text: str, start: int) -> int:
    """Where the longest word of the lexicon that begins at a place ends, its letters apart or not; 0 where none does."""
    words, so_far, end = lexicon("labels"), "", 0
    for at in range(start, len(text)):
        if text[at] != " ":
            so_far += text[at]
            end = at + 1 if so_far in words else end
        if not so_far or len(so_far) >= _longest():
            break
    return end


@cache
def _longest() -> int:
    return max(map(len, lexicon("labels")))


def _labels(text: str) -> Iterator[tuple[str, tuple[int, int], int]]:
    """Labels of a line with where their values begin: 会社名:X / 設立:2015年 holds two."""
    at = opening.end() if (opening := _OPENING.match(text)) else 0
    found = (_label(text, 0) if text.startswith("【") else None) or _label(text, at)
    sep = _VALUE.match(text, found.after) if found else None
    if found is None or sep is None or not (meaning := _meaning(text[found.start : found.end])):
        return
    yield meaning, (found.start, found.end), sep.end()
    at = sep.end()
    for mark in _FURTHER.finditer(text[at:]):
        more = _label(text, at + mark.end())
        colon = _COLON.match(text, more.after) if more else None
        colon = colon or (re.compile(" *").match(text, more.after) if more and text[more.start - 1] == "【" else None)
        if more and colon and (meaning := _meaning(text[more.start : more.end])):
            yield meaning, (more.start, more.end), colon.end()


def _meaning(label: str) -> str:
    """The meaning of a label, of several joined the one that tells most: 取締役会決議日・契約締結日 → other."""
    words = [re.sub(" ", "", w) for w in re.split("・|及び|および|、", label)]
    whole = lexicon("labels").get(re.sub(" ", "", label))
    meanings = [whole] if whole else [lexicon("labels").get(w, "") for w in words]
    return next((m for m in meanings if m and m != "other"), "other" if "other" in meanings else "")
