"""Lists that a sentence introduces: who puts money into whom, one a line.

出資したのは次の3社。 / ・北見キャピタル / ・瀬波銀行
助成の対象は次の2件。 / ◆東海大学 「温泉の微生物」 800万円
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.layouts.labels import BULLET, NUMBER
from kg.layouts.page import Entry, Page
from kg.lines import Line
from kg.match import lazy
from kg.model import Span

_OPENS = lazy(r"(?:次|以下|下記)の(?:通り|とおり|\d+|[一二三四五六七八九十]|各)|以下、")
_FROM = lazy(
    r"引受先|引き受け先|割当先|出資者|出資元|出資した(?:企業|の|投資家)|投資家|参加した(?:企業|の)|融資した|借入先|寄付者|寄付した"
)
_TO = lazy(
    r"助成先|採択先|出資先|投資先|融資先|寄付先|寄贈先|支援先|交付先|(?:助成|寄付|出資|投資|融資)(?:の|する|した)?(?:対象|相手|先)"
)
_ITEM = lazy(
    rf"(?:{NUMBER}|{BULLET}|[▽◆◇]) *(?P<name>[^「」()、。]+?)(?: *\([^()円]*\))?(?: +[「『].*?[」』])?(?: *[(:]? *(?P<sum>[^「」()]*?円)\)?)?$"
)


def read(page: Page) -> Iterator[Entry]:
    labelled = {k for f in page.fields for k in range(f.line, f.last + 1)}
    for i, line in enumerate(page.lines):
        opening = _OPENS.search(line.text)
        last = opening and [s for s in line.text.split("。") if s.strip()][-1]
        if not last or not _OPENS.search(last) or i in labelled:
            continue
        before = line.text if len(line.text) < 200 else last
        items = list(_items(page.lines[i + 1 :]))
        if len(items) < 2:
            continue
        if _FROM.search(last):
            names = [name for item, _ in items for name in page.names(item.span)]
            yield from [Entry("Funding", tuple(("investor", n) for n in names), names[0], "list", line.span)] if names else []
        elif _TO.search(before):
            yield from _grants(page, line, items)


def _items(lines: Sequence[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    for line in lines:
        found = _ITEM.match(line.text)
        if found is None:
            return
        yield line, found


def _grants(page: Page, opening: Line, items: Sequence[tuple[Line, re.Match[str]]]) -> Iterator[Entry]:
    for line, found in items:
        names = list(page.names(line.at(*found.span("name"))))
        if len(names) == 1:
            money: tuple[tuple[str, Span], ...] = (("amount", line.at(*found.span("sum"))),) if found["sum"] else ()
            yield Entry("Funding", (("recipient", names[0]), *money), names[0], "list", opening.span)
