"""Tables of people with their posts, and posts with their holders on lines of their own.

氏名 新役職名 現役職名 / 三浦 遥  代表取締役社長  専務取締役
瀬波化成株式会社 / 代表取締役社長 三浦 遥
(1)新任取締役候補者 社外取締役 三浦 遥(現 北嶺銀行 顧問)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.layouts.page import DATE, NUMBER, WHAT, Entry, Page, Posting
from kg.lines import Line, body, cells, held, honorific, person, pieces, post, titled
from kg.match import lazy
from kg.model import Span

_APPOINTED = lazy(rf"(?:{NUMBER}|[・●○■])? *{WHAT}(?P<rest>[^ :。]{{0,14}})[ :]+(?=\S)")
_NOTE = lazy(r"^(?P<when>現任?|前|元|旧|兼)(?:職)?[: ]?(?=.{2})")
_BELOW = lazy(r"(?:現|前|元)(?:職)?[ :]+[^。]{3,40}$")  # 現 瀬波大学 教授, on the line below a name
_OFFICERS = lazy(r"役員|取締役|経営陣|経営体制|新体制|理事|執行部|人事|メンバー|^歴代")
_YEARS = lazy(rf"(?P<start>{DATE})? ?(?:から|[-–—~〜～]) ?(?P<end>{DATE})?(?:まで)?")
_HELD = lazy(
    rf"(?:[・*●○-] ?)?(?P<name>[^()。:]{{2,20}}?)(?: *[:] *| +[-–—] +)(?P<post>[^()。]{{2,30}})(?: ?\((?P<years>{_YEARS.pattern})\))?。?(?P<more>.*)$"
)
_NONE = lazy(r"[-–—―ー一・/なし()新任同左]*$")


def read(page: Page) -> Iterator[Entry]:
    consumed: set[int] = set()
    for i, line in enumerate(page.lines):
        header = page.header(line)
        if "person" in header and {"newpost", "oldpost", "post"} & set(header):
            rows = list(_rows(page, i, header))
            consumed |= {k for k, _ in rows}
            for _, cut in rows:
                yield from row(page, cut)
    labelled = {f.line for f in page.fields}
    for i, line in enumerate(page.lines):
        yield from _person(page, line) if i not in labelled else ()
        if i not in consumed and i not in labelled and "。" not in re.sub(r"\([^()]*\)", "", line.text) and len(line.text) <= 120:
            yield from _alone(page, i, line)


# tables --------------------------------------------------------------------------------------------------------------


def _rows(page: Page, i: int, header: Sequence[str]) -> Iterator[tuple[int, dict[str, Span]]]:
    """The rows below a header, each by what its columns mean; a row that cannot be cut surely ends nothing and says nothing."""
    for k in range(i + 1, min(len(page.lines), i + 60)):
        line = page.lines[k]
        if page.heading(line) or "。" in line.text or (line.gap and k > i + 2 and len(cells(page.article, line)) < 2):
            return
        row = _cut(page, line, header)
        if row is not None:
            yield k, row


def _cut(page: Page, line: Line, header: Sequence[str]) -> dict[str, Span] | None:
    found = cells(page.article, line)
    if len(found) == len(header):
        return dict(zip(header, found, strict=True))
    words = list(pieces(line))
    at = header.index("person")
    for size in (2, 1, 3):  # 三浦 遥 社長 専務: a name of two pieces, and a piece for each other column
        if len(words) != len(header) - 1 + size:
            continue
        name = Span(words[at].start, words[at + size - 1].end)
        if person(page.text(name)):
            row = [*words[:at], name, *words[at + size :]]
            return dict(zip(header, row, strict=True))
    return None


def row(page: Page, row: dict[str, Span]) -> Iterator[Entry]:
    holder = page.holder(row["person"])
    if holder is None:
        return
    day = row.get("start", page.day(row["person"]))
    for column in ("newpost", "post", "oldpost"):
        cell = row.get(column)
        if cell is None or _NONE.match(page.text(cell)):
            continue
        when = {"newpost": "startDate", "oldpost": "endDate"}.get(column)
        leaving = column == "newpost" and re.fullmatch(r"\(?(?:退任|辞任|退職)(?:予定)?\)?", page.text(cell))
        for title, owner in _titles(page, cell) if not leaving else ():
            if whose := of(owner or page.home):
                dates = [(when, day)] if when and day else []
                yield Entry("Position", (("holder", holder), ("title", title), *whose, *dates), title, "roster")


def _titles(page: Page, cell: Span, home: Span | None = None) -> Iterator[tuple[Span, Span | None]]:
    """The title of a cell and its body, 同社 the one before; nothing where the words before a title are no name."""
    words = re.sub(r"。.*|[,、][^,、]*(?:所属|在住)$| *\([^()]*\)$", "", page.text(cell))
    for first, last in held(words) if titled(words) else ():
        title, end = post(words[first:last])
        owner = page.whose(Span(cell.start + first, cell.start + first + end), home) if end else None
        if owner or not end:
            yield Span(cell.start + first + title, cell.start + last), owner


# lines of their own --------------------------------------------------------------------------------------------------


def _alone(page: Page, i: int, line: Line) -> Iterator[Entry]:
    lead = _APPOINTED.match(line.text)
    what = lead["what"] if lead else page.change[i]
    when = "endDate" if what in ("退任", "辞任") else "startDate" if what and what != "再任" else ""
    cell = line.at(lead.end() if lead else _bullet(line), len(line.text))
    found = page.posting(cell)
    below = page.lines[i + 1] if i + 1 < len(page.lines) else None
    if found and not (found.note and titled(page.text(found.note))) and below and not below.gap and _BELOW.match(below.text):
        found = replace(found, note=below.span)
    if found is None:
        yield from _bracketed(page, cell, page.home if what else None, when if when == "endDate" else "")
        return
    owner = found.organization or (page.home if what else _above(page, i))
    if owner is None:  # 講師 三浦 遥(東海大学教授)
        yield from _bracketed(page, Span(found.holder.start, cell.end), None, "")
        return
    yield from entries(page, found, owner, when or ("startDate" if page.begins(i) else ""))


def _person(page: Page, line: Line) -> Iterator[Entry]:
    """・三浦 遥 - 第4代社長(2008年 - 2021年)。: the people of the company that a text is about."""
    found = _HELD.match(line.text)
    if found is None or page.home is None or not person(found["name"]) or not titled(found["post"]):
        return
    holder, cell = line.at(*found.span("name")), line.at(*found.span("post"))
    for title, owner in _titles(page, cell):
        dates = [(r, line.at(*found.span(g))) for r, g in (("startDate", "start"), ("endDate", "end")) if found[g]]
        yield Entry(
            "Position", (("holder", holder), ("organization", owner or page.home), ("title", title), *dates), title, "post"
        )


def _bracketed(page: Page, cell: Span, home: Span | None, when: str) -> Iterator[Entry]:
    """三浦 遥(瀬波化成株式会社 代表取締役): a list of guests, of the authors of a paper; below 退任 三浦 遥(現 専務)."""
    found = re.fullmatch(r"(?P<name>[^()]{2,30}?) ?\((?P<post>[^()]{3,60})\)", page.text(cell))
    if found is None or not person(found["name"]):
        return
    holder = Span(cell.start, cell.start + found.end("name") - honorific(found["name"]))
    inner = re.sub(r"^(?:現任?|前|元)(?:職)?[: ]?(?=.{2})", "", found["post"])
    for title, owner in _titles(page, Span(cell.start + found.end("post") - len(inner), cell.start + found.end("post"))):
        whose = owner or home
        if whose:
            day = page.day(cell)
            dates = [(when, day)] if when and day and not owner else []
            yield Entry("Position", (("holder", holder), ("organization", whose), ("title", title), *dates), title, "post")


def _bullet(line: Line) -> int:
    found = re.match(rf"(?:{NUMBER}|[・●○■*-])? *", line.text)
    return found.end() if found else 0


def _above(page: Page, i: int) -> Span | None:
    """The company that stands alone on the line above, or above others' posts."""
    for k in range(i - 1, max(-1, i - 8), -1):
        line = page.lines[k]
        if _OFFICERS.search(line.text) and (page.heading(line) or (len(line.text) < 12 and " " not in line.text)):
            return page.home
        if page.lines[k + 1].gap:
            return None
        if body(line.text):
            return line.span
        if page.posting(line.span) is None:
            return None
    return None


def of(owner: Span | None) -> tuple[tuple[str, Span], ...]:
    """The role of a post's body, where the list tells it."""
    return (("organization", owner),) if owner else ()


def entries(page: Page, found: Posting, owner: Span | None, when: str = "", day: Span | None = None) -> Iterator[Entry]:
    """The positions of a post with its holder: the post itself, and the one in brackets behind."""
    day = day or page.day(found.holder)
    fresh = found.note is not None and re.match("新任|昇任|新", page.text(found.note))
    when = when or ("startDate" if fresh else "")
    dates = [(when, day)] if when and day else []
    yield Entry("Position", (("holder", found.holder), *of(owner), ("title", found.title), *dates), found.title, "post")
    said = _NOTE.match(page.text(found.note)) if found.note else None
    if found.note and (said or (when == "startDate" and titled(page.text(found.note)))):
        cell = Span(found.note.start + (said.end() if said else 0), found.note.end)
        for title, other in _titles(page, cell, owner):
            whose = other or owner
            yield Entry("Position", (("holder", found.holder), *of(whose), ("title", title)), title, "post")
