"""A newspaper's column of appointments.

    ◇東海電工 社長(専務)三浦遥▽専務(瀬波銀行常務)森岡透▽退任 会長・北見渉=相談役に(4月1日)

The body stands at the head; each entry is a new post, the old one in brackets, the name; (日付) holds for the entries before it,
or, right behind the body, for those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.layouts.page import DATE, Entry, Page, body_of
from kg.lines import Line, body, honorific, person, post, titled
from kg.model import Span

_DAY = rf"\((?:{DATE}|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日)付?\)"
_MARK = "[◇◆■□○●◎▼]"
_HEAD = re.compile(rf"(?:{_MARK} *|【)(?P<org>[^ 】(▽]{{2,30}})(?:】| +|(?={_DAY})|$)(?P<day>{_DAY})? *(?P<rest>.*)$")
_LEAVING = re.compile(r"(?P<leave>退任|辞任|退職|辞職|解任|任期満了退任|死去)(?:[ :、・]+|(?=\())(?P<rest>.+)$")
_SWAP = re.compile(r"(?P<post>[^()]{1,40}?) ?\((?P<old>[^()]{1,60})\) ?(?P<name>[^()=]{2,30}?)$")
_PLAIN = re.compile(r"(?P<post>[^()=]{2,40})(?:[、・:]| +)(?P<name>[^()=、]{2,30}?)$")
_LEFT = re.compile(r"(?:\((?P<post1>[^()]{1,40})\) ?|(?P<post2>[^()=]{1,40}?)(?:[・、:]| +))(?P<name>[^()=、]{2,30}?)$")
_BEHIND = re.compile(
    rf"(?P<reading>\([ぁ-ん・ ]+\))?(?:[=(](?P<mark>新任|再任|留任|昇任|兼任|現任|重任)\)?)?(?:=(?P<next>[^=()]{{2,30}})に)?(?P<day>{_DAY})?(?P<remark>=.*)?$"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """An entry of the column, before its date is known."""

    title: Span
    holder: Span
    organization: Span
    role: str  # startDate, endDate or none


def read(page: Page) -> Iterator[Entry]:
    home: Span | None = None
    day: Span | None = None
    for line in page.lines:
        head = _HEAD.match(line.text)
        if head and (_entry_like(head["rest"]) or not head["rest"]):
            home = line.at(*head.span("org"))
            day = line.at(*head.span("day")) if head["day"] else None
            rest = head.start("rest")
        elif home is not None and line.text.startswith(("▽", "(")) or (home and not line.gap):
            rest = 0
        else:
            home = None
            continue
        lead = re.compile(_DAY).match(line.text, rest)
        if lead:
            day, rest = line.at(*lead.span()), lead.end()
        found = list(_column(page, line, rest, home, day))
        if not found and rest == 0:
            home = None
        yield from found


def _entry_like(rest: str) -> bool:
    """Whether what stands behind a body can be entries: a sentence cannot."""
    first = rest.split("▽")[0]
    return "。" not in rest and bool(_SWAP.match(_stripped(first)) or "▽" in rest or _LEAVING.match(first) or _plain(first))


def _plain(words: str) -> bool:
    found = _PLAIN.match(_stripped(words))
    return bool(found and titled(found["post"]) and person(found["name"]))


def _stripped(words: str) -> str:
    found = next((f for f in _endings(words)), None)
    return words[: found.start()] if found else words


def _endings(words: str) -> Iterator[re.Match[str]]:
    """What may stand behind a name, the longest first."""
    for at in [f.start() for f in re.finditer(r"[=(]", words)]:
        found = _BEHIND.match(words, at)
        if found and found.end() > found.start():
            yield found


def _column(page: Page, line: Line, start: int, home: Span, day: Span | None) -> Iterator[Entry]:
    waiting: list[_Cell] = []
    out: list[tuple[_Cell, Span | None]] = []
    at = start
    for words in line.text[start:].split("▽"):
        cells, own = _entry(page, line, at, words, home, waiting[-1] if waiting else out[-1][0] if out else None)
        waiting += cells
        if own is not None:
            out += [(c, own) for c in waiting]
            waiting = []
        at += len(words) + 1
    out += [(c, day) for c in waiting]
    for cell, when in out:
        roles = [("holder", cell.holder), ("organization", cell.organization), ("title", cell.title)]
        roles += [(cell.role, when)] if cell.role and when else []
        yield Entry("Position", tuple(roles), cell.title, "personnel", years=True)


def _entry(page: Page, line: Line, at: int, words: str, home: Span, before: _Cell | None) -> tuple[list[_Cell], Span | None]:
    """The cells of one entry and the day that ends it, if one does."""
    behind = next(_endings(words), None)
    front = words[: behind.start()] if behind else words
    day = line.at(at + behind.start("day"), at + behind.end("day")) if behind and behind["day"] else None
    leaving = _LEAVING.match(front)
    if leaving:
        left = list(_left(page, line, at + leaving.start("rest"), leaving["rest"], home))
        if behind and behind["next"] and left:
            title, owner = _post(page, line.at(at + behind.start("next"), at + behind.end("next")), home)
            left += [_Cell(title, left[-1].holder, owner, "startDate")] if owner else []
        return left, day
    swap = _SWAP.match(front) or _PLAIN.match(front)
    if swap is None or not person(swap["name"]) or (swap.re is _PLAIN and not titled(swap["post"])):
        return [], day
    holder = _holder(line, at, swap)
    title, owner = _post(page, line.at(at + swap.start("post"), at + swap.end("post")), home)
    if page.text(title) == "同" and before is not None:
        title, owner = before.title, before.organization
    again = bool(behind and behind["mark"] in ("再任", "留任", "現任", "重任"))
    cells = [_Cell(title, holder, owner, "" if again else "startDate")] if owner else []
    if swap.re is _SWAP:
        for part in _parts(line, at + swap.start("old"), swap["old"]):
            old, whose = _post(page, part, owner or home)
            cells += [_Cell(old, holder, whose, "")] if whose else []
    return cells, day


def _left(page: Page, line: Line, at: int, words: str, home: Span) -> Iterator[_Cell]:
    """退任 会長・北見渉、監査役・岸本要: posts that are left."""
    whole = _LEFT.match(words)
    parts = [(0, words)] if whole and person(whole["name"]) else _listed(words)
    for offset, part in parts:
        found = _LEFT.match(part)
        if found and person(found["name"]):
            group = "post1" if found["post1"] else "post2"
            start = at + offset + found.start(group)
            title, owner = _post(page, line.at(start, at + offset + found.end(group)), home)
            if owner:
                yield _Cell(title, _holder(line, at + offset, found), owner, "endDate")


def _listed(words: str) -> list[tuple[int, str]]:
    out, at = [], 0
    for part in words.split("、"):
        out.append((at, part))
        at += len(part) + 1
    return out


def _parts(line: Line, at: int, words: str) -> Iterator[Span]:
    """(取締役、東海販売社長): posts held side by side, where each is one by itself."""
    parts = _listed(words)
    if len(parts) > 1 and all(titled(p) for _, p in parts):
        yield from (line.at(at + o, at + o + len(p)) for o, p in parts)
    else:
        yield line.at(at, at + len(words))


def _holder(line: Line, at: int, found: re.Match[str]) -> Span:
    return line.at(at + found.start("name"), at + found.end("name") - honorific(found["name"]))


def _post(page: Page, cell: Span, home: Span) -> tuple[Span, Span | None]:
    """The title of a cell and whose it is: the column's body where the cell names none, None where it names one that is no name."""
    words = page.text(cell)
    title, end = post(words)
    span = Span(cell.start + title, cell.end)
    if not end:
        return span, home
    owner = Span(cell.start, cell.start + end)
    if page.text(owner).startswith("同") and end <= 3:
        return span, home
    return span, body_of(owner, page)
