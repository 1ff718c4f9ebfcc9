"""A newspaper's column of appointments.

    ◇東海電工 社長(専務)三浦遥▽専務(瀬波銀行常務)森岡透▽退任 会長・北見渉=相談役に(4月1日)

The body stands at the head; each entry is a new post, the old one in brackets, the name; (日付) holds for the entries before it,
or, right behind the body, for those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.layouts.page import CHANGE, DATE, Entry, Page
from kg.lines import Line, body, honorific, named, person, post, titled
from kg.match import lazy
from kg.model import Span

_DAY = rf"\((?:{DATE}|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日)付?\)"
_MARK = "[◇◆■□○●◎▼]"
_HEAD = lazy(
    rf"(?:(?:{_MARK}|【[^】]{{0,4}}(?:人事|異動)[^】]{{0,4}}】) *|【)(?P<org>[^ 】(▽。]{{2,30}})(?:】| +|(?=▽)|(?={_DAY})|$)(?P<day>{_DAY})? *(?P<rest>.*)$"
)
_OWN = lazy(r"役員|人事|体制|執行部|幹部|理事会|取締役会|異動")  # 【新役員】: of the body that the text is about
_TOLD = lazy(
    r"(?:.*。)?[^。]*(?:役員|人事|異動|体制|執行部|幹部|陣容|顔ぶれ)[^。]*(?:次|以下|下記)の(?:通り|とおり)[^。▽]*(?:。|$)(?=▽|$)"
)
_LEAVING = lazy(r"(?:退任|辞任|退職|辞職|解任|任期満了退任)(?:[ :、・]+|(?=\())(?P<rest>.+)$")
_SWAP = lazy(r"(?P<post>[^()]{1,40}?) ?\((?P<old>[^()]{1,60})\) ?(?P<name>[^()=]{2,30}?)$")
_OLD = lazy(r"(?P<front>[^()]{4,60}?) ?\((?P<old>[^()]{2,60})\)$")  # 社長 三浦遥(専務)
_LEFT = lazy(r"\((?P<post>[^()]{1,40})\) ?(?P<name>[^()=、]{2,30}?)$")
_NEXT = r"(?:=(?P<next>[^=()、]{2,30})に)?"
_AGAIN = ("再任", "留任", "現任", "重任")
_BEHIND = lazy(
    rf"(?P<reading>\([ぁ-ん・ ]+\))?(?:[=(](?:全員)?(?P<mark>新任|再任|留任|昇任|兼任|現任|重任)\)?)?{_NEXT}(?:(?P<day>{_DAY})(?:=.*)?)?$"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """An entry of the column, before its date is known."""

    title: Span
    holder: Span
    organization: Span | None
    role: str  # startDate, endDate or none


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """A stretch of a line that is being read."""

    line: Line
    at: int
    text: str

    def part(self, start: int, end: int) -> _Words:
        return _Words(self.line, self.at + start, self.text[start:end])

    @property
    def span(self) -> Span:
        return self.line.at(self.at, self.at + len(self.text))

    @property
    def holder(self) -> Span:
        return self.line.at(self.at, self.at + len(self.text) - honorific(self.text))


def read(page: Page) -> Iterator[Entry]:
    home: Span | None = None
    day: Span | None = None
    within = False
    above = Span(0, 0)
    for i, line in enumerate(page.lines):
        below = page.lines[i + 1] if i + 1 < len(page.lines) else None
        told = _TOLD.match(line.text) if re.search("の(?:通り|とおり)", line.text) else None
        if told:  # 新役員は次の通り。▽会長 三浦遥
            found = list(_column(page, _Words(line, told.end(), line.text[told.end() :]), None, None, line.span))
            home, day, within, above = None, None, True, line.span
            yield from found
            continue
        if below and not below.gap and named(line.text) and re.match(rf"{_DAY} *[^ ]", below.text) and len(line.text) < 30:
            home, day, within, above = line.span, None, True, line.span
            continue
        head = _HEAD.match(line.text)
        alone = head and not head["rest"] and (body(head["org"]) or (below and below.text.startswith("▽")))
        if head and not CHANGE.match(line.text) and (alone or _like_entry(line, head)):
            home = None if _OWN.search(head["org"]) else line.at(*head.span("org"))
            day = line.at(*head.span("day")) if head["day"] else None
            rest, within, above = head.start("rest"), True, line.span
        elif not within and line.text.startswith("▽") and _entry(page, _first(line), None, None)[0]:
            home, day, rest, within, above = None, None, 0, True, line.span  # ▽瀬波銀行 会長 三浦遥▽同 社長 浅野久
        elif within and (line.text.startswith(("▽", "(")) or not (line.gap or re.match(_MARK, line.text))):
            rest = 0
        else:
            within = False
            continue
        lead = lazy(_DAY).match(line.text, rest)
        if lead:
            day, rest = line.at(*lead.span()), lead.end()
        found = list(_column(page, _Words(line, rest, line.text[rest:]), home, day, above))
        within = bool(found) or rest > 0
        yield from found


def _first(line: Line) -> _Words:
    """The first entry of a line that begins with one."""
    return _Words(line, 1, line.text[1:].split("▽")[0])


def _like_entry(line: Line, head: re.Match[str]) -> bool:
    """Whether what stands behind a body can be entries: a sentence cannot."""
    first = _Words(line, 0, head["rest"].split("▽")[0])
    front, _ = _ending(first)
    swap = _SWAP.match(front.text)
    return "。" not in head["rest"] and bool(
        (swap and person(swap["name"]) and (titled(swap["post"]) or titled(swap["old"])))
        or _LEAVING.match(front.text)
        or ((old := _OLD.match(front.text)) and _posted(front.part(0, old.end("front"))))
        or _posted(front)
        or head["rest"].startswith("▽")
        or re.match(_DAY, front.text)
    )


def _ending(words: _Words) -> tuple[_Words, re.Match[str] | None]:
    """An entry without what stands behind its name, and that: =新任, =相談役に, (4月1日)."""
    for at in [f.start() for f in re.finditer(r"[=(]", words.text)]:
        found = _BEHIND.match(words.text, at)
        if found and found.end() > found.start():
            return words.part(0, at), found
    return words, None


def _posted(words: _Words) -> tuple[_Words, list[_Words]] | None:
    """副会長、三浦遥; 副委員長・三浦遥、森岡透: a post and those who get it."""
    for stop in re.finditer(r"[、・:]| +", words.text):
        front, names = words.part(0, stop.start()), [_unmarked(n) for n in _listed(words.part(stop.end(), len(words.text)))]
        if (titled(front.text) or front.text == "同") and all(person(n.text) for n in names):
            return front, names
    return None


def _unmarked(words: _Words) -> _Words:
    """三浦遥(新任) → 三浦遥, of several holders of one post."""
    found = re.search(r" *\((?:新|再|留|昇|兼|現)任?\)$", words.text)
    return words.part(0, found.start()) if found else words


def _listed(words: _Words) -> list[_Words]:
    out, at = [], 0
    for part in words.text.split("、"):
        out.append(words.part(at, at + len(part)))
        at += len(part) + 1
    return out


def _column(page: Page, words: _Words, home: Span | None, day: Span | None, above: Span) -> Iterator[Entry]:
    waiting: list[_Cell] = []
    out: list[tuple[_Cell, Span | None]] = []
    before: _Cell | None = None
    at = 0
    for part in words.text.split("▽"):
        cells, own = _entry(page, words.part(at, at + len(part)), home, before)
        before = cells[0] if cells else before
        waiting += cells
        if own is not None:
            out += [(c, own) for c in waiting]
            waiting = []
        at += len(part) + 1
    out += [(c, day) for c in waiting]
    for cell, when in out:
        roles = [("holder", cell.holder), ("title", cell.title)]
        roles += [("organization", cell.organization)] if cell.organization else []
        roles += [(cell.role, when)] if cell.role and when else []
        yield Entry("Position", tuple(roles), cell.title, "personnel", above, years=True)


def _entry(page: Page, words: _Words, home: Span | None, before: _Cell | None) -> tuple[list[_Cell], Span | None]:
    """The cells of one entry and the day that ends it, if one does."""
    front, behind = _ending(words)
    day = words.line.at(words.at + behind.start("day"), words.at + behind.end("day")) if behind and behind["day"] else None
    leaving = _LEAVING.match(front.text)
    if leaving:
        rest = words.part(leaving.start("rest"), behind.start("day") if behind and behind["day"] else len(words.text))
        return list(_left(page, rest, home)), day
    role = "" if behind and behind["mark"] in _AGAIN else "startDate"
    swap = _SWAP.match(front.text)
    if swap and person(swap["name"]) and (titled(swap["post"]) or titled(swap["old"]) or swap["post"] == "同"):
        title, owner, sure = _post(page, front.part(*swap.span("post")), home, before)
        holder = front.part(*swap.span("name")).holder
        cells = [_Cell(title, holder, owner, role)] if sure else []
        return cells + _held(page, front.part(*swap.span("old")), holder, owner or home), day
    behind_name = _OLD.match(front.text)
    posted = _posted(front.part(0, behind_name.end("front")) if behind_name else front)
    if posted is None or (behind_name and len(posted[1]) > 1):
        return [], day
    title, owner, sure = _post(page, posted[0], home, before)
    cells = [_Cell(title, name.holder, owner, role) for name in posted[1] if sure]
    if behind_name:
        cells += _held(page, front.part(*behind_name.span("old")), posted[1][0].holder, owner or home)
    return cells, day


def _held(page: Page, words: _Words, holder: Span, home: Span | None) -> list[_Cell]:
    """The posts in brackets, that were held until now."""
    found = [_post(page, part, home, None) for part in _parts(words)]
    return [_Cell(old, holder, whose, "") for old, whose, sure in found if sure]


def _left(page: Page, words: _Words, home: Span | None) -> Iterator[_Cell]:
    """退任 会長・北見渉=相談役に、監査役・岸本要: posts that are left, and what their holders become."""
    before: _Cell | None = None
    for part in _listed(words):
        front, behind = _ending(part)
        found = _LEFT.match(front.text)
        posted = _posted(front)
        if found and person(found["name"]):
            posted = front.part(*found.span("post")), [front.part(*found.span("name"))]
        if posted is None:
            continue
        title, owner, sure = _post(page, posted[0], home, before)
        if not sure:
            continue
        for name in posted[1]:
            before = _Cell(title, name.holder, owner, "endDate")
            yield before
            if behind and behind["next"]:
                later, whose, sure = _post(page, part.part(*behind.span("next")), home, None)
                if sure:
                    yield _Cell(later, name.holder, whose, "startDate")


def _parts(words: _Words) -> list[_Words]:
    """(取締役、東海販売社長): posts held side by side, where each is one by itself."""
    parts = _listed(words)
    return parts if all(titled(p.text) for p in parts) else [words]


def _post(page: Page, words: _Words, home: Span | None, before: _Cell | None) -> tuple[Span, Span | None, bool]:
    """The title of a cell and whose it is: the column's body where it names none; unsure where what it names is no name."""
    if words.text == "同":
        return (before.title, before.organization, True) if before else (words.span, None, False)
    title, end = post(words.text)
    span = words.part(title, len(words.text)).span
    if words.text.startswith("同") and 0 < end <= 3:
        return span, home or (before.organization if before else None), True
    if not end:
        return span, home, True
    owner = page.whose(words.part(0, end).span)
    return span, owner, owner is not None
