"""Statements in text order in, facts out: what is told again, updated or completed becomes one fact with all its evidence.

2015年、AはBに出資した。 … 出資額は3億円だった。  → one Funding with date and amount
訴えた / 取り下げた / 再び訴えた                  → one Lawsuit with three proceedings
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.disputes import disputes
from kg.drafts import Draft, consistent, fact, lacking, whole
from kg.events import events
from kg.model import Fact, Span, Statement
from kg.tenures import positions
from kg.told import in_text_order


def merge(statements: Iterable[Statement], words: dict[Span, str]) -> tuple[Fact, ...]:
    """Facts in the order of their first statement. `words` gives the text of an amount's mention as written."""
    ordered = sorted(statements, key=in_text_order)
    drafts: list[Draft] = []
    for type_ in ("Position", "Founding", "Funding", "Acquisition"):
        mine = [s for s in ordered if s.type == type_ and not _guessed(s, ordered)]
        drafts += positions(mine) if type_ == "Position" else events(mine)
    for d in drafts:
        consistent(d)
    facts = [fact(d, words) for d in drafts if whole(d)]
    facts += disputes([s for s in ordered if s.type == "Lawsuit"], words)
    return tuple(facts)


def _guessed(s: Statement, statements: Sequence[Statement]) -> bool:
    """創業者の三浦氏: what he founded was only carried over, and elsewhere it is said."""
    if s.type != "Founding" or any(f.how != "carried" for f in s.get("founded")):
        return False
    who = {f.value for f in s.get("founder")}
    said = (t for t in statements if t.type == "Founding" and any(f.how != "carried" for f in t.get("founded")))
    return bool(who) and any(f.value in who for t in said for f in t.get("founder"))


def missing(s: Statement) -> str:
    """The roles that a statement lacks to be a fact by itself: missing acquirer|seller."""
    lacks = lacking(s.type, {r for r, _ in s.roles})
    return "missing " + ", ".join(lacks) if lacks else "told elsewhere"
