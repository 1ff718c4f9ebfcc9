"""Careers: dated lines below 略歴, and the lines that tell who a person is at an interview's end.

2013年4月 当社研究開発部長 / 2019年10月 波瀬化学株式会社代表取締役社長(現任)
三浦遥(みうら・はるか) 1984年東海大卒、瀬波化成入社。2015年同社長。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.layouts.labels import BULLET
from kg.layouts.page import DATE, Entry, Page
from kg.lines import held, honorific, named, person, post, titled
from kg.match import lazy
from kg.model import Span

_ITEM = lazy(
    rf"(?P<start>{DATE})(?: ?[~〜～–―-] ?(?P<end>{DATE})?)?(?:に|から|より|、|:| |-|~|～|〜|頃|春|秋|に?は)*(?P<rest>\S.*)$"
)
_JOINED = lazy(r"(?:(?:株式会社)? ?(?:に|へ))?(?:新卒)?(?:入社|入行|入庁|入省|入所|入局|入職|入団|入構)$")
_FOUNDED = lazy(r"を?(?:共同)?(?:設立|創業|創立|創設|起業)(?:し|して)?(?:、|し|、?同社)?(?P<post>.*)$")
_NEW = lazy(
    r"(?:^|の(?=[ァ-ヶA-Z])|で|て|に)(?P<name>[^ぁ-ん]{2,30}|(?:株式|合同|有限)会社.{2,20}|.{2,20}(?:株式|合同|有限)会社)$"
)
_TOOK = lazy(r" *(?:に|へ)?(?:就任|昇格|着任|昇任|選任|就く|なる)?(?: ?\((?P<note>[^()]*)\))?(?:、?現在に至る)?$")
_LEFT = lazy(r"(?:を|から)?(?:退任|辞任|退職)$")
_SCHOOL = lazy(r"(?:卒業?|修了|中退|入学|取得|合格|登録|生まれ|留学|課程)")
_READING = r"\((?:[ぁ-んァ-ヶー・= ]+|[ぁ-んァ-ヶー・= ]+[、,/] ?[A-Za-z .]+)(?:氏)?(?:[、・]?\d{2}歳?)?\)"
_LIFE = lazy(rf"(?:{DATE}|\d年).*(?:卒|入社|入行|入庁|入省|生まれ|就任|長|役|修了|設立|創業)")
_PROFILE = lazy(
    rf"(?:{BULLET}|【(?P<org>[^】]{{2,20}})】|<)? *(?:略歴|経歴|横顔|プロフィー?ル)?[ :】]*(?P<name>[^ (【】、。:]{{1,12}}(?: [^ (【】、。:]{{1,8}})?)(?:(?:氏|さん)? ?(?:{_READING})[ 、::>】はが]*|(?:氏|さん)? +(?={DATE}))(?P<rest>.+)$"
)


def read(page: Page) -> Iterator[Entry]:
    labelled = {k for f in page.fields if f.meaning != "career" for k in range(f.line, f.last + 1)}
    for i, line in enumerate(page.lines):
        found = _PROFILE.match(line.text) if i not in labelled else None
        if i not in labelled and (below := _below(page, i)) and person(line.text):
            yield from career(page, line.at(0, len(line.text) - honorific(line.text)), below)
            continue
        if found is None or not person(found["name"]) or not _LIFE.search(found["rest"]):
            continue
        holder = line.at(found.start("name"), found.end("name") - honorific(found["name"]))
        items = [line.at(found.start("rest") + a, found.start("rest") + b) for a, b in _split(found["rest"])]
        home = line.at(*found.span("org")) if found["org"] else None
        yield from career(page, holder, items, home)


def _below(page: Page, i: int) -> list[Span]:
    """The dated lines right below a line that is a person's name: 三浦遥 / 2013年4月 瀬波化成 研究部長 / 2019年6月 同社 取締役."""
    out = []
    for line in page.lines[i + 1 :]:
        if not _ITEM.match(line.text) or not re.match(DATE, line.text):
            break
        out.append(line.span)
    return out if any(titled(page.text(s)) for s in out) else []


def _split(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for stop in re.finditer(r"[。、,;](?![^()]*\))", text):
        out.append((at, stop.start()))
        at = stop.end()
    return [(a, b) for a, b in [*out, (at, len(text))] if text[a:b].strip()]


def career(page: Page, holder: Span, items: Sequence[Span], home: Span | None = None) -> Iterator[Entry]:
    """Positions of a person, item by item. 同, and an item without a body, mean the body named last; 当社 the issuer.

    To join a body is no post, but the posts after it are there. A post still held
    (現任) beside others is no new home: what follows may be in either, and is left out.
    """
    date: Span | None = None
    goes_on = False
    for item in items:
        words = page.text(item)
        found = _ITEM.match(words)
        if found:
            date = Span(item.start + found.start("start"), item.start + found.end("start"))
        rest = Span(item.start + (found.start("rest") if found else 0), item.end)
        end = Span(item.start + found.start("end"), item.start + found.end("end")) if found and found["end"] else None
        if found is None and date is not None and not goes_on and not _JOINED.search(words):
            continue  # 2008年部長、執行役員: the second may be later
        told, home = _told(page, holder, rest, date if found or goes_on else None, end, home)
        goes_on = words.endswith(("し", "て"))  # 2019年にXを設立し、代表取締役に就任
        yield from told


def _told(
    page: Page, holder: Span, rest: Span, start: Span | None, end: Span | None, home: Span | None
) -> tuple[list[Entry], Span | None]:
    """What one item tells, and the body that the next may leave unsaid."""
    words = page.text(rest)
    joined, founded = _JOINED.search(words), _FOUNDED.search(words)
    if joined and joined.start() > 1:
        body = page.whose(Span(rest.start, rest.start + joined.start()), home)
        return [], body
    if founded and (name := _NEW.search(words, 0, founded.start())) and named(name["name"]):
        body = Span(rest.start + name.start("name"), rest.start + founded.start())
        dates = [("date", start)] if start else []
        out = [Entry("Founding", (("founded", body), ("founder", holder), *dates), rest, "career")]
        at = rest.start + founded.start("post")
        more, _ = _posts(page, holder, Span(at, rest.end), start, None, body) if founded["post"] else ([], None)
        return out + more, body
    if _SCHOOL.search(words):
        return [], home
    return _posts(page, holder, rest, start, end, home)


def _posts(
    page: Page, holder: Span, rest: Span, start: Span | None, end: Span | None, home: Span | None
) -> tuple[list[Entry], Span | None]:
    words = page.text(rest)
    left, took = _LEFT.search(words), _TOOK.search(words)
    bare = words[: left.start() if left else took.start() if took else None]
    if not titled(bare):
        return [], home
    still = bool(took and took["note"] and re.match("現|非常勤", took["note"]))
    out: list[Entry] = []
    dates = [("endDate" if left else "startDate", start)] if start else []
    dates += [("endDate", end)] if end else []
    after = home
    for first, last in held(bare):
        title, stop = post(bare[first:last])
        body = page.whose(Span(rest.start + first, rest.start + first + stop), home) if stop else home
        if body is None:
            continue
        span = Span(rest.start + first + title, rest.start + last)
        out.append(Entry("Position", (("holder", holder), ("organization", body), ("title", span), *dates), span, "career"))
        after = None if still and stop and body != home else body
    return out, after
