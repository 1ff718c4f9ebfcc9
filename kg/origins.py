"""A word for an organization's beginning in, what it grew from and who made that out.

三浦庄吉が|薬屋を|開いたのが|北星製薬の|始まりだ → founded 北星製薬, founder 三浦庄吉
北星製薬は…庄吉が|開いた|薬屋に|始まる; 北星製薬の|前身は…庄吉が|開いた|薬屋だ; …開いた|薬屋が|ルーツだ
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses import Argument, Syntax
from kg.match import lazy
from kg.model import AGENTS, Kind, Mention
from kg.roles import Roles

_STORY = lazy(r"(?:歴史|歩み|起こり|おこり|始まり|はじまり|起源|ルーツ|源流|原点|発祥|前身|社史|沿革|物語|創業)$")
_GREW = ("ガ", "ヲ", "ニ", "カラ", "ト", "ハ")  # 薬屋が|始まりだ, 薬屋を|前身とする, 薬屋に|始まる


def origin(roles: Roles, syntax: Syntax, at: int) -> None:
    """Fills who founded what when, where a clause in front tells of it; leaves the roles open where none does."""
    clause = _clause(syntax, at)
    if clause is None:
        return
    founders = [a.mention for a in syntax.arguments(clause) if a.case == "ガ" and a.mention.kind in AGENTS]
    dates = [a.mention for a in syntax.arguments(clause) if a.mention.kind is Kind.DATE]
    founded = _whose(syntax, at, clause)
    if founded and roles.put("founded", founded, "clause"):
        roles.put("founder", founders, "clause")
        roles.put("date", dates, "clause")


def _clause(syntax: Syntax, at: int) -> int | None:
    """開いたのが|始まり, 開いた|薬屋が|始まり, 前身は|開いた|薬屋だ: the clause that tells how it began."""
    p = syntax.phrases[at]
    children = syntax.children[at]
    if p.case in ("ハ", "ガ") and p.head >= 0 and not syntax.phrases[p.head].mentions:
        children = (*children, p.head)
    for c in reversed(children):
        q = syntax.phrases[c]
        if q.link == "cleft":
            return c
        if q.case in _GREW or (c == p.head and not any(m.kind in AGENTS for m in q.mentions)):
            told = [k for k in syntax.children[c] if syntax.phrases[k].predicate and syntax.phrases[k].link == "連体"]
            if told and not any(m.kind in AGENTS for m in syntax.denoted(c)):
                return told[-1]
    return None


def _whose(syntax: Syntax, at: int, clause: int) -> Sequence[Mention]:
    """The organization that began so: Xの|始まり, Xの|歴史は…に始まる, Xは…が始まり."""
    for place in (at, *(c for c in syntax.children[at] if _STORY.search(syntax.phrases[c].noun))):
        for c in syntax.children[place]:
            if syntax.phrases[c].case == "ノ" and (found := _organizations(syntax.members(c))):
                return found
    topics: list[Argument] = [a for i in (at, clause) for a in syntax.subject(i) if a.case in ("ハ", "モ")]
    return _organizations([a.mention for a in topics or syntax.topic_before(at)])


def _organizations(mentions: Sequence[Mention]) -> list[Mention]:
    """The first body that mentions name or refer to."""
    return [m for m in mentions if m.kind is Kind.ORGANIZATION or m.kind is Kind.ANAPHOR][:1]
