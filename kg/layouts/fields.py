"""Lines of a label and its value: letterheads, company profiles, outlines of deals and of share issues.

    代表者:代表取締役社長 三浦 遥 / 設立:2015年4月
    (3)割当先  東海ベンチャーズ株式会社  1,000株
    3.株式譲渡の相手先の概要 / (1)名称  株式会社北見計測

A company's name sets whose the labels below it are; a heading says what part it plays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.layouts import profiles, rosters
from kg.layouts.page import BULLET, DATE, LEAD, Entry, Field, Page
from kg.lines import body, honorific, named, person, post, titled
from kg.match import lazy
from kg.model import Span

DEAL = {"target": "target", "acquirer": "acquirer", "seller": "seller", "price": "amount", "closed": "date"}
RAISE = {
    "recipient": "recipient",
    "investor": "investor",
    "lender": "investor",
    "sum": "amount",
    "paid": "date",
    "round": "round",
}
SUIT = {"plaintiff": "plaintiff", "defendant": "defendant", "court": "court", "damages": "damages", "filed": "date"}
PARTS = ("target", "acquirer", "seller", "investor", "plaintiff", "defendant")  # what a heading may say that a body is
_MANY_POSTS = ("役員", "役員構成", "経営陣")
_MANY = ("investor", "acquirer", "seller", "plaintiff", "defendant", "note")
_SIDES = ("target", "acquirer", "seller")
_MONEY = lazy(r"[\d,.]+ ?(?:兆|億|百万|千万|万|千)?[\d,.万千百億]*(?:円|ドル|ユーロ|ポンド)")
_OURS = lazy(r"当社|会社概要|会社情報|企業情報|発行者|申請会社|上場会社")


def read(page: Page) -> Iterator[Entry]:
    by_line: dict[int, list[Field]] = {}
    for f in page.fields:
        by_line.setdefault(f.line, []).append(f)
    below = {k for f in page.fields for k in range(f.line + 1, f.last + 1)}
    here = _Here(page)
    for i in range(len(page.lines)):
        fields = by_line.get(i, [])
        if not fields and i not in below:
            here.section(i, labelled=i + 1 in by_line)
            if page.heading(page.lines[i]):
                yield from here.terms()
        elif fields:
            here.bracketed(i)
        for f in fields:
            yield from here.field(f)
    yield from here.events()


class _Here:
    """Where in the page the reader is: whose labels these are, whom they tell of, what was told of the deal."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body: Span | None = page.home
        self.ours = False  # below a heading 会社概要 of a text that is about one company
        self.part = ""
        self.holder: Span | None = None
        self.deal: dict[str, list[Span]] = {}
        self.raised: dict[str, list[Span]] = {}
        self.suit: dict[str, list[Span]] = {}

    def section(self, i: int, labelled: bool) -> None:
        """A heading, or the name of one of several bodies above its labels."""
        line = self.page.lines[i]
        start = re.match(rf"(?:\d{{1,2}}[.、)]?|\(\d+\)|\d(?=[^\d年月日])|{BULLET}|[【<〈《#◎ ])* *", line.text)
        words = line.at(start.end() if start else 0, len(line.text))
        bare = self.page.named(words)
        if labelled and body(self.page.text(bare)):
            self.body = bare
            return
        if not self.page.heading(line):
            return
        about = self.page.about(line)
        if about or not line.text.startswith("("):
            self.part = about if about in PARTS else ""
            self.holder = None
            self.ours = bool(_OURS.search(line.text))
            self.body = None if self.part or (re.search("概要", line.text) and not _OURS.search(line.text)) else self.page.home

    def bracketed(self, i: int) -> None:
        """【瀬波化成】▽本社=仙台市▽設立=1985年: the body in brackets before its labels."""
        line = self.page.lines[i]
        found = re.match("【(?P<name>[^】]+)】", line.text)
        if found and named(found["name"]) and not self.page.about(line):
            self.body = line.at(*found.span("name"))

    def field(self, f: Field) -> Iterator[Entry]:
        value = f.values[0]
        if f.meaning == "company":
            self._company(self.page.named(value))
        elif f.meaning in ("representative", "contact"):
            for v in f.values:
                yield from self._people(f, v)
        elif f.meaning == "founded" and re.search(DATE, self.page.text(value)):
            yield from self._founding(f, ("date", value))
        elif f.meaning == "founder":
            for name in (p for v in f.values for p in self.page.names(v) if person(self.page.text(p)) or body(self.page.text(p))):
                yield from self._founding(f, ("founder", name))
        elif f.meaning == "person":
            self.holder = self.page.holder(value)
            if self.holder and self.part:
                self._plays(self.holder)
        elif f.meaning == "career" and self.holder:
            yield from profiles.career(self.page, self.holder, f.values)
        elif f.meaning in ("newpost", "post", "oldpost") and self.holder:
            yield from rosters.row(self.page, {"person": self.holder, f.meaning: value})
        elif f.meaning == "day" and re.search(DATE, self.page.text(value)):  # of whatever the labels above tell
            self._add(self.deal if self.deal.get("target") else self.raised, "date", value)
        elif f.meaning in DEAL:
            self._of_deal(f)
        elif f.meaning in RAISE:
            self._of_raise(f)
        elif f.meaning in SUIT:
            self._of_suit(f)

    def _founding(self, f: Field, told: tuple[str, Span]) -> Iterator[Entry]:
        founded = (("founded", self.body),) if self.body else ()
        if self.body or self.ours:
            yield Entry("Founding", (*founded, told), f.label, "field")

    def _company(self, name: Span) -> None:
        self.body = name
        self._plays(name)

    def _plays(self, name: Span) -> None:
        """A name below a heading that says what part it plays."""
        if self.part in DEAL:
            self._add(self.deal, DEAL[self.part], name)
        elif self.part in SUIT:
            self._add(self.suit, self.part, name)
        elif self.part == "investor" and "investor" not in self.raised:
            self._add(self.raised, "investor", name)

    def _people(self, f: Field, value: Span) -> Iterator[Entry]:
        """代表者:代表取締役 三浦 遥; a label that is itself a post: 代表取締役:三浦 遥."""
        owner = self.page.issuer if f.meaning == "contact" else self.body
        if owner is None and not self.ours:
            return
        for cell in self._split(value):
            found = self.page.posting(cell)
            if found is not None:
                yield from rosters.entries(self.page, found, found.organization or owner)
                continue
            yield from self._bare(f, cell, owner)

    def _bare(self, f: Field, cell: Span, owner: Span | None) -> Iterator[Entry]:
        """A holder without a title before the name: 代表者:三浦 遥, 代表者:三浦 遥(代表取締役), 社長:三浦 遥."""
        words = self.page.text(cell)
        found = re.fullmatch(r"(?P<name>[^()]+?)(?: *\((?P<post>[^()]*)\))?", words)
        label = self.page.text(f.label)
        if found is None or not person(found["name"]) or f.meaning != "representative" or label in _MANY_POSTS:
            return
        holder = Span(cell.start, cell.start + found.end("name") - honorific(found["name"]))
        title = f.label if titled(label) else Span(f.label.start, f.label.start + 2)
        if found["post"] and titled(found["post"]) and not post(found["post"])[1]:
            title = Span(cell.start + found.start("post"), cell.start + found.end("post"))
        elif not titled(label) and self.page.text(title) != "代表":
            return
        yield Entry("Position", (("holder", holder), *rosters.of(owner), ("title", title)), title, "field")

    def _split(self, value: Span) -> Iterator[Span]:
        words, at = self.page.text(value), 0
        lead = LEAD.match(words)
        at = lead.end() if lead else 0
        for stop in [*re.finditer(r"、|/| {3,}", words), None]:
            end = stop.start() if stop else len(words)
            if words[at:end].strip():
                yield Span(value.start + at, value.start + len(words[:end].rstrip()))
            at = stop.end() if stop else end

    def _of_deal(self, f: Field) -> None:
        role = DEAL[f.meaning]
        for value in f.values:
            words = self.page.text(value)
            if role == "amount":
                if _MONEY.search(words):
                    self._add(self.deal, role, value)
            elif role == "date":
                if re.search(DATE, words):
                    self._add(self.deal, role, value)
            else:
                for name in self.page.names(value):
                    if body(self.page.text(name)) or person(self.page.text(name)):
                        self._add(self.deal, role, name)
        if role in _SIDES:
            self.part = f.meaning

    def _of_raise(self, f: Field) -> None:
        role = RAISE[f.meaning]
        for value in f.values:
            if role in ("investor", "recipient"):
                for name in self.page.names(value):
                    self._add(self.raised, role, name)
                for note in re.finditer(r"\([^()株有]{1,12}\)", self.page.text(value)):  # (リード), (既存)
                    self._add(self.raised, "note", Span(value.start + note.start(), value.start + note.end()))
            else:
                self._add(self.raised, role, value)

    def _of_suit(self, f: Field) -> None:
        for value in f.values:
            if f.meaning in ("damages", "filed"):
                self._add(self.suit, SUIT[f.meaning], value)
            else:
                for name in self.page.names(value):
                    self._add(self.suit, SUIT[f.meaning], name)
        if f.meaning in PARTS:
            self.part = f.meaning

    def _add(self, told: dict[str, list[Span]], role: str, span: Span) -> None:
        """Roles of a deal that have one value keep the first."""
        have = told.setdefault(role, [])
        if span not in have and (role in _MANY or not have):
            have.append(span)

    def terms(self) -> Iterator[Entry]:
        """The sum and the day of a deal whose parties the text above them names: 譲渡価額 3億円 / 譲渡実行日 7月31日."""
        roles = tuple((role, span) for role in ("amount", "date") for span in self.deal.get(role, ()))
        if roles and not any(self.deal.get(role) for role in _SIDES):
            self.deal = {}
            yield Entry("Acquisition", roles, roles[0][1], "terms")

    def events(self) -> Iterator[Entry]:
        """The deal and the issue that the page's labels tell; the issuer plays the part that no label fills."""
        yield from self.terms()
        issuer, deal, raised, suit = self.page.issuer, self.deal, self.raised, self.suit
        if deal.get("target") and len(deal) > 1:
            if issuer and "acquirer" not in deal:
                deal["acquirer"] = [issuer]
            elif issuer and "seller" not in deal:
                deal["seller"] = [issuer]
            yield self._event("Acquisition", deal)
        recipient = raised.get("recipient", [issuer] if issuer else [])
        if recipient and raised.get("investor") and "target" not in deal:
            yield self._event("Funding", {**raised, "recipient": recipient})
        if suit.get("plaintiff") or suit.get("defendant"):
            for side, other in (("plaintiff", "defendant"), ("defendant", "plaintiff")):
                if issuer and side not in suit and issuer not in suit[other]:
                    suit[side] = [issuer]
            if len(suit) > 1:
                yield self._event("Lawsuit", suit)

    def _event(self, type_: str, told: dict[str, list[Span]]) -> Entry:
        roles = tuple((role, span) for role, spans in told.items() for span in spans)
        first = next(span for role, span in roles if role in ("target", "investor", "plaintiff", "defendant"))
        return Entry(type_, roles, first, "outline")
