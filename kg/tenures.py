"""Statements of positions in text order in, a draft for each post that somebody holds out.

三浦氏は社長に就任した。 … 三浦社長は3月に退任した。 → one post, with its end; 後任には浜田氏 → the same post, of another
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.drafts import Draft, absorb, before, values_of
from kg.model import Statement, Status
from kg.told import CALLED, Value, core_title, in_text_order, same_title

_LEAVING = ("Position:去る", "Position:退任", "Position:解任", "Position:追う", "Position:退く", "Position:死去")


def positions(statements: Sequence[Statement]) -> list[Draft]:
    """The posts in the order in which they are first told."""
    drafts: list[Draft] = []
    for s in statements:
        if s.refers:
            _date(drafts, s) if s.get("startDate") or s.get("endDate") else _succeed(drafts, s)
            continue
        together = values_of(s) | values_of(s, carried=True)
        for holder in together.get("holder", []):
            values = together | {"holder": [holder]}
            if s.rule in _LEAVING and not values.get("title") and (_leave(drafts, s, values) or s.rule == "Position:去る"):
                continue
            if values.get("organization"):
                _hold(drafts, s, values)
                if s.rule == "Position:転出":
                    _close(drafts, values)
    return drafts


def _succeed(drafts: list[Draft], s: Statement) -> None:
    """Who follows has the post that was left just before."""
    left = [d for d in drafts if _left(d) and 0 <= s.sentence - d.sentence <= 2 and d.get("title")]
    holder = [f.value for f in s.get("holder")][:1]
    if not left or left[-1].get("holder") == holder:
        return
    roles: dict[str, list[Value]] = {"holder": list(holder), "organization": list(left[-1].get("organization"))}
    roles["title"] = [core_title(str(left[-1].get("title")[0]))]
    if not any(all(d.get(r) == roles[r] for r in ("holder", "organization")) and _same_title(d, roles) for d in drafts):
        drafts.append(Draft(s.type, s.status, roles, True, [s]))


def _left(d: Draft) -> bool:
    """社長を退任した"""
    return bool(d.get("endDate")) or any(t.rule.startswith(("Position:退", "Position:解任")) for t in d.statements)


def _date(drafts: Sequence[Draft], s: Statement) -> None:
    """A day told after the appointments that it is of, of all or of who is named: 同氏は12日に就任した."""
    ((role, filler),) = ((r, f) for r, f in s.roles if r != "holder")
    who = [f.value for f in s.get("holder")]
    for d in drafts:
        called = any(told.rule in (*CALLED, "phrase:gapped", "Position:再任") for told in d.statements)
        leaving = any(told.rule.startswith("Position:退") for told in d.statements)
        fits = leaving if role == "endDate" and s.rule != "phrase:term" else called
        if fits and 0 < s.sentence - d.sentence <= 3 and (not who or d.get("holder") == who):
            d.roles[role] = [filler.value]
            d.statements.append(s)


def _leave(drafts: Sequence[Draft], s: Statement, values: dict[str, list[Value]]) -> bool:
    """初代CTOだった三浦氏は3月に同社を|離れた, …は3月に|更迭された: the post that was held ends; False where none is told."""
    said = values_of(s).get("organization")
    mine = [d for d in drafts if d.get("holder") == values["holder"] and not d.get("endDate")]
    held = [d for d in mine if (not said or d.get("organization") == said) and not _later(d, values)]
    if held and not (s.rule == "Position:去る" and s.status is Status.PLANNED):
        absorb(max(held, key=lambda d: in_text_order(d.statements[-1])), s, values)
    return bool(held)


def _later(d: Draft, values: dict[str, list[Value]]) -> bool:
    """Whether a post began after a day that another ended."""
    return any(before(end, start) for end in values.get("endDate", []) for start in d.get("startDate"))


def _close(drafts: Sequence[Draft], values: dict[str, list[Value]]) -> None:
    """三浦社長は1993年に会長に|退いた: the post that was held until then ends."""
    mine = [d for d in drafts if all(d.get(r) == values.get(r) for r in ("holder", "organization"))]
    held = [d for d in mine if d.get("title") and not _same_title(d, values) and not d.get("endDate")]
    if len(held) == 1 and values.get("startDate"):
        held[0].roles["endDate"] = list(values["startDate"])


def _hold(drafts: list[Draft], s: Statement, values: dict[str, list[Value]]) -> None:
    """社長に就任した … 三浦社長は: the post that was told before, else a new one."""
    for d in drafts:
        if d.get("holder") == values["holder"] and d.get("organization") == values["organization"] and _same_title(d, values):
            absorb(d, s, values)
            return
    drafts.append(Draft(s.type, s.status, {role: list(vs) for role, vs in values.items()}, True, [s]))


def _same_title(d: Draft, values: dict[str, list[Value]]) -> bool:
    """社長 and 代表取締役社長, or a post that is not named."""
    mine, theirs = values.get("title", []), d.get("title")
    return not mine or not theirs or same_title(str(mine[0]), str(theirs[0]))
