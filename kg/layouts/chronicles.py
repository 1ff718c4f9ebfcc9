"""The lines of a company's history: a date and what then happened to the company that the text is about.

1990年4月  瀬波化成株式会社設立 / 2003年 北見計測を子会社化
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.layouts.labels import BULLET
from kg.layouts.page import DATE, Entry, Page
from kg.lines import Line, named
from kg.match import lazy
from kg.model import Span

_HEADING = lazy(r"(?:沿革|歩み|あゆみ|年表|略史|歴史|社史|ヒストリー|主な出来事)(?:\(.*\))?[】>〉》]?$")
_LINE = lazy(rf"(?:{BULLET} *)?(?P<date>{DATE})(?:\([^()]*\))?(?: *[-–:|、] *| +|に)(?P<rest>[^。]{{2,60}})。?$")
_FOUNDED = lazy(r"(?P<name>[^、をがは]{2,30}?)(?:を|の|が|、)?(?:設立|創業|創立|発足|創設|結成|開校|開学|誕生)$")
_BOUGHT = lazy(
    r"(?P<name>[^、をがは]{2,30}?)(?:の(?:全)?株式)?(?:を|と)(?:吸収)?(?:合併|買収|(?:完全|連結)?子会社化|(?:完全|連結)?子会社に|取得)$"
)


def read(page: Page) -> Iterator[Entry]:
    """Lines below a heading 沿革, as long as they begin with a date."""
    within = False
    for line in page.lines:
        found = _LINE.match(line.text)
        if _HEADING.search(line.text) and len(line.text) < 20:
            within = True
        elif found is None:
            within = within and not page.heading(line)
        elif within and page.home:
            yield from _event(line, found, page.home)


def _event(line: Line, found: re.Match[str], home: Span) -> Iterator[Entry]:
    rest = found["rest"]
    date = ("date", line.at(*found.span("date")))
    founded, bought = _FOUNDED.match(rest), _BOUGHT.match(rest)
    whole = line.at(*found.span("rest"))
    if re.fullmatch(r"(?:会社)?(?:設立|創業|創立)", rest):
        yield Entry("Founding", (("founded", home), date), whole, "chronicle")
    elif founded and named(founded["name"]):
        name = _part(line, found, founded)
        yield Entry("Founding", (("founded", name), date), whole, "chronicle")
    elif bought and named(bought["name"]):
        yield Entry("Acquisition", (("acquirer", home), ("target", _part(line, found, bought)), date), whole, "chronicle")


def _part(line: Line, found: re.Match[str], inner: re.Match[str]) -> Span:
    at = found.start("rest")
    return line.at(at + inner.start("name"), at + inner.end("name"))
