"""Parties of a suit that stand on its noun or in the clause that demands: Xに対する|訴えを|取り下げる, Xに賠償を|求め…提訴."""

from __future__ import annotations

import re

from kg.clauses import AGENTS, Syntax
from kg.frames import Sense
from kg.model import Kind
from kg.roles import Roles, by_case

SUIT_NOUN = re.compile(r"(?:訴訟|裁判|訴え|請求|控訴|上告|主張|訴状|仮処分|責任|申し立て|賠償)$")


DEMANDING = re.compile(r"^(?:求める|請求|訴える|起こす|提起|命ずる|命じる|争う)")


def through_suit(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Parties that stand on the suit's noun, or in the clause that demands: Xに賠償を求める|訴えを…, Xに…を求め、…提訴した."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.predicate and p.link in ("連用", "て", "連体") and DEMANDING.match(p.noun):
            _demand(roles, syntax, c)
        elif SUIT_NOUN.search(p.noun):
            _suit_noun(roles, syntax, c, p.noun)


def _suit_noun(roles: Roles, syntax: Syntax, index: int, noun: str) -> None:
    for c in syntax.children[index]:
        p = syntax.phrases[c]
        mentions = [m for m in syntax.denoted(c) if m.kind in AGENTS]
        if p.predicate and p.link == "連体" and DEMANDING.match(p.noun):
            _demand(roles, syntax, c)
            for a in syntax.subject(c):
                roles.put("plaintiff", [a.mention], "relative")
        elif SUIT_NOUN.search(p.noun) and p.case == "ノ" and not mentions:
            _suit_noun(roles, syntax, c, p.noun)
        elif mentions and p.case == "ノ":
            roles.put(
                "defendant"
                if noun.endswith("責任")
                else "party"
                if re.search(r"(?:控訴|上告|裁判|訴訟)$", noun)
                else "plaintiff",
                mentions,
                "phrase",
            )
        elif mentions and p.case in ("ニタイスル", "ニ"):
            roles.put("defendant", mentions, "phrase")
        elif mentions and p.case == "ト":
            roles.put("party", mentions, "phrase")


def _demand(roles: Roles, syntax: Syntax, index: int) -> None:
    """Xに 300万円の支払いを 求め: who must pay, and how much."""
    arguments = syntax.arguments(index)
    for case in ("ヲアイテ", "ニタイスル", "ニ", "ヲ"):
        for mentions in by_case(arguments, case):
            roles.put("defendant", mentions, "explicit")
    money = [
        m
        for c in syntax.children[index]
        for m in (*syntax.phrases[c].mentions, *(a.mention for a in syntax.arguments(c)))
        if m.kind is Kind.MONEY
    ]
    if money:
        roles.put("damages", money[:1], "explicit")
    for c in syntax.children[index]:
        if syntax.phrases[c].predicate and syntax.phrases[c].link in ("連用", "て"):
            _demand(roles, syntax, c)
