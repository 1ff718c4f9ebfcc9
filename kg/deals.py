"""Sides of a deal that their words leave open: part of a seller, the other's, who is to found.

Yの|冷凍食品事業を|譲渡した → target Y; XとYは|合併交渉を|行った → each the other's
"""

from __future__ import annotations

from dataclasses import replace

from kg.cases import SUBJECT
from kg.clauses import Syntax
from kg.frames import ORGANIZATION, PERSON
from kg.match import lazy
from kg.measures import ANNOUNCING
from kg.model import AGENTS, Date, Kind, Span
from kg.nouns import TRANSPARENT
from kg.roles import Roles
from kg.verbs import of_kind

_BUSINESS = lazy(r"(?:事業|部門|資産|ブランド|店舗|経営|経営権|支配権|営業権|(?<!子)会社)$")

_MERGER = lazy(r"(?:合併|統合|合流|合同)$")
_DEAL = lazy(r"(?:買収|取引|手続き?|譲渡|取得|合併|統合|売却|TOB|買い付け|買付け|子会社化|株式|全株|移管)$")

_HOLDING = lazy(r"持つ|保有|所有|握る")


def business(roles: Roles, syntax: Syntax, at: int) -> None:
    """冷凍食品事業を|譲渡した: what is bought is part of whoever sells it."""
    objects = [syntax.phrases[c] for c in syntax.children[at] if syntax.phrases[c].case == "ヲ"]
    sellers = roles.filled.get("seller", [])
    body = all(isinstance(f.value, int) and roles.discourse.fits(f.value, ORGANIZATION) for f in sellers)
    if body and len(sellers) == 1 and "target" not in roles.filled and any(_BUSINESS.search(p.noun) for p in objects):
        roles.filled["target"] = roles.filled.pop("seller")


def holder(roles: Roles, syntax: Syntax, at: int) -> None:
    """Zが|保有する|Yの|全株式を|取得した: who has it sells it."""
    objects = [c for c in syntax.children[at] if syntax.phrases[c].case == "ヲ"]
    for c in (k for o in objects for k in (*syntax.children[o], *(g for i in syntax.children[o] for g in syntax.children[i]))):
        p = syntax.phrases[c]
        if p.predicate and p.link == "連体" and _HOLDING.match(p.noun):
            roles.put("seller", [a.mention for a in syntax.subject(c)], "relative")


def own_stake(roles: Roles, syntax: Syntax, at: int) -> None:
    """Yを設立し、その全株式を|引き渡す: the last organization that was acted on."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        its = any(syntax.words(syntax.phrases[k].span) == "その" for k in syntax.children[c])
        if p.case == "ヲ" and its and TRANSPARENT.search(p.noun):
            before = [q for q in syntax.phrases[:c] if q.case == "ヲ" and any(m.kind is Kind.ORGANIZATION for m in q.mentions)]
            if before and roles.open("target"):
                roles.put("target", before[-1].mentions, "shared")


def reciprocal(roles: Roles) -> None:
    """XとYは合併交渉を行った: each is the other's."""
    targets = roles.filled.get("target", [])
    if len(targets) == 2 and all(f.how == "explicit" for f in targets):  # XとYを合併させる
        roles.filled["acquirer"], roles.filled["target"] = targets[:1], targets[1:]
        return
    sides = roles.filled.get("acquirer", [])
    if len(sides) == 2 and "target" not in roles.filled:
        roles.filled["acquirer"], roles.filled["target"] = sides[:1], sides[1:]


def merged(roles: Roles, syntax: Syntax, at: int) -> None:
    """XとYが|合併して|発足した, XとYの|合併で|誕生した: who merged founded what came of it."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if not _MERGER.search(p.noun):
            continue
        if p.predicate and p.link in ("て", "連用"):
            sides = [a.mention for a in syntax.subject(c)]
        else:
            sides = [m for k in syntax.children[c] if syntax.phrases[k].case in ("ノ", "ト") for m in syntax.members(k)]
        if len(sides) > 1 and (p.predicate or p.case in ("デ", "ニヨル", "カラ")):
            roles.put("founder", sides, "shared")


def planner(roles: Roles, syntax: Syntax, at: int) -> None:
    """三浦社長は新会社を設立する方針を示した: who speaks for an organization founds nothing, the organization does.

    Nor does who is told to join it: 三浦氏は来月設立する|Xの会長になる.
    """
    founders = roles.filled.get("founder", [])
    people = [f for f in founders if isinstance(f.value, int) and roles.discourse.fits(f.value, PERSON)]
    joins = syntax.phrases[at].link == "連体" and any(f.how == "relative" for f in roles.filled.get("founded", []))
    if people and all(f.how in ("topic", "shared") and (joins or _holds_post(syntax, f.span)) for f in people):
        del roles.filled["founder"]


def _holds_post(syntax: Syntax, name: Span) -> bool:
    """三浦|社長, 社長の|三浦"""
    return any(
        m.kind is Kind.TITLE and m.rule == "post" and (0 <= m.span.start - name.end <= 1 or 0 <= name.start - m.span.end <= 1)
        for m in syntax.mentions
    )


def called_off(roles: Roles, syntax: Syntax, at: int) -> None:
    """10月に公表した|合併は、12月に|中止: what is called off has the day of its announcement, and none that it will not see."""
    clauses = [p for p in syntax.phrases[:at] if p.link == "連体" and (p.head == at or p.head in syntax.children[at])]
    told = [p for p in clauses if p.predicate and ANNOUNCING.match(p.noun)]
    days = [a.mention for p in told for a in syntax.arguments(p.index) if a.mention.kind is Kind.DATE]
    if days:
        roles.filled.pop("date", None)
        roles.put("date", days[-1:], "explicit")
    dates = roles.filled.get("date", [])
    if any(isinstance(f.value, Date) and roles.discourse.to_come(f.value) for f in dates):
        del roles.filled["date"]


def told_of(roles: Roles) -> None:
    """23日、…買い取ると発表した: of what is still to be done, a day gone by is that of the announcement, however it parses."""
    gone = [f for f in roles.filled.get("date", []) if isinstance(f.value, Date) and not roles.discourse.may_come(f.value)]
    if gone:
        roles.filled["date"] = [replace(f, how="announced") for f in gone]


def completes(syntax: Syntax, at: int, support: int | None) -> bool:
    """買収は|9月末に|完了する: the deal that was told, however far above, where only one is open."""
    own = syntax.phrases[at]
    return support is not None and own.case in SUBJECT and of_kind(syntax.phrases[support].noun, "completing")


def exact(roles: Roles) -> bool:
    """9月末に, not 来年半ばに: a date that is more than a year."""
    return any(len(str(f.value)) > 4 for f in roles.filled.get("date", []))


def closing(syntax: Syntax, at: int, support: int | None) -> bool:
    """買収は|9月末に|完了する, 来年4月の|完了を|目指す: what is done is the deal that was spoken of, not 工事, nor another deal."""
    day = syntax.phrases[at].noun.endswith("日")  # 譲渡日は|7月15日を|予定している
    around = [c for i in (at, None if day else support) if i is not None for c in syntax.children[i] if c != at]
    for c in around:
        p = syntax.phrases[c]
        if p.predicate or p.mentions or p.case not in (*SUBJECT, "ヲ", "ノ"):
            continue
        named = any(m.kind in AGENTS for k in (c, *syntax.children[c]) for m in syntax.phrases[k].mentions)
        its = p.case == "ヲ" and any(syntax.words(syntax.phrases[k].span) == "その" for k in syntax.children[c])
        if named or its or not _DEAL.search(p.noun):
            return False
    return True
