"""A line's text in, its labels out, with what they mean and where their values begin.

    会 社 名:X / 設立:2015年 → company at X, founded at 2015年

The words and their meanings are lexicon/labels.tsv; letters of a label may stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.match import lazy, lexicon

NUMBER = r"(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|\d(?=[^\d年月日./,%]))"
BULLET = r"[・*●■◆▼▽○◇□▶★※-]"
_OPENING = lazy(rf"(?:【[^】]*】 *)?(?:{NUMBER}|{BULLET})? *")
_JOINT = lazy("・|及び|および|、")
_BEHIND = lazy(r"(?: ?\([^()]{0,24}\))?[】>〉》\])]?")
_VALUE = lazy(r" *[:=/|] *| +|$|(?<=[】>〉》\]])")
_FURTHER = lazy(r"(?:^|[ /|、▽])(?:(?=[^ :=]{2,16} *[:=])|(?=【))")
_COLON = lazy(r" *[:=] *")


def labels(text: str) -> Iterator[tuple[str, tuple[int, int], int]]:
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


@dataclass(frozen=True, slots=True)
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


def _meaning(label: str) -> str:
    """The meaning of a label, of several joined the one that tells most: 取締役会決議日・契約締結日 → other."""
    words = [re.sub(" ", "", w) for w in re.split("・|及び|および|、", label)]
    whole = lexicon("labels").get(re.sub(" ", "", label))
    meanings = [whole] if whole else [lexicon("labels").get(w, "") for w in words]
    return next((m for m in meanings if m and m != "other"), "other" if "other" in meanings else "")
