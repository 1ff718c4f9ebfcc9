"""A thing that money goes into, in; whose it is, out.

Xの|新工場に|50億円を|投じる, Xの|運営費の|3割は|Yが|出した → recipient X
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import Syntax
from kg.frames import Sense
from kg.match import lazy
from kg.measures import stuff
from kg.model import AGENTS, Kind, Mention
from kg.roles import Roles

_COST = lazy(r"(?:費|費用|経費|資金|元手|資本|原資|財源)$")
_GRANT = lazy(r"(?:補助金|助成金|交付金|支援金|義援金|寄付金|寄付|助成|補助|融資|出資|奨励金)$")
_OTHERS = lazy(
    r"(?:者|人|員|生|徒|童|児|ら|客|民|主|族|長|手|会社|企業|法人|団体|傘下|系列|関連|買収|取得|株式|株|合併|こと|ため|当時|時|際|もの)$"
)


def beneficiary(roles: Roles, sense: Sense, syntax: Syntax, at: int, support: int | None) -> None:
    """Fills the recipient with whom the thing belongs to that money goes into, or whose costs are paid."""
    if sense.of("ニ") != "recipient" or "recipient" in roles.filled:
        return
    for index in _things(roles, syntax, at, support):
        for owner in _owners(syntax, index):
            if roles.put("recipient", [owner], "phrase"):
                return


def benefactor(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Xの|助成金1200万円を|得て: whose grant is received."""
    if sense.of("ガ") != "recipient" or sense.of("カラ") != "investor" or not roles.open("investor"):
        return
    for c in syntax.children[at]:
        if syntax.phrases[c].case == "ヲ" and _GRANT.search(stuff(syntax, c)):
            for owner in _owners(syntax, c):
                if roles.put("investor", [owner], "phrase"):
                    return


def _things(roles: Roles, syntax: Syntax, at: int, support: int | None) -> Iterator[int]:
    """Phrases that name no agent: Xの工場に, Xの建設費を, and where another pays, the topic: Xの新作は、Yが|負担した."""
    verbs = (at,) if support is None else (at, support)
    paid = any(f.how in ("explicit", "relative") for f in roles.filled.get("investor", []))
    for c in (c for v in verbs for c in syntax.children[v] if c != at):
        p = syntax.phrases[c]
        if p.predicate or any(m.kind in (*AGENTS, Kind.DATE) for m in syntax.denoted(c)):
            continue
        if (p.case in ("ニ", "ニタイスル") and not _OTHERS.search(p.noun)) or (
            p.case in ("ヲ", "ハ", "モ", "ガ") and _COST.search(stuff(syntax, c))
        ):
            yield c
    for p in reversed(syntax.phrases[:at]) if paid else ():
        if p.case == "ハ":
            if not p.mentions and not p.predicate and not _OTHERS.search(p.noun):
                yield p.index
            return


def _owners(syntax: Syntax, index: int) -> Iterator[Mention]:
    """Organizations that modify a phrase, nearest first: 北星製薬の|全固体電池の|開発に."""
    for c in reversed(syntax.children[index]):
        p = syntax.phrases[c]
        if p.case in ("ノ", "") and not p.predicate and p.span.end <= syntax.phrases[index].span.start:
            yield from (m for m in syntax.denoted(c) if m.kind in AGENTS)
            yield from _owners(syntax, c)
