"""Sums told in a row, each with its giver, in; one statement for each out.

    2019年にXから3億円、21年にYから5億円を|集めた → X gave 300000000 in 2019, Y 500000000 in 2021
    2017年に、XからシードでY円。 → the same without a verb, where the sentences before speak of money given

What the members of one round put in is no funding each: Xが3億円、Yが2億円を|出資した stays one. Rows of whole clauses, each with its
object, are rows.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.frames import ORGANIZATION, Frame
from kg.match import lazy
from kg.model import AGENTS, Filler, Kind, Mention, Statement, Status

_EACH = lazy(r"^(?:寄付|寄附|寄贈|贈|納め|借|融資|貸|助成)")  # gifts and loans: one to each
_SPEAKS_OF_MONEY = lazy(r"調達|出資|増資|融資|投資家|寄付|寄附|助成|資金|借り|元手|ラウンド")
_ENDS = lazy(r"^(?:ずつ|ほど)?(?:です|でした|だった|だ)?(?:[、。」$]|$)")
_PORTION = lazy(r"約?[\d.]+(?:%|割)")
_GIVES = ("カラ", "ガ", "ハ", "モ", "ヨリ")


@dataclass(frozen=True, slots=True)
class Share:
    """A sum, who gave it, and what is told with it."""

    givers: tuple[Mention, ...]
    case: str
    money: Mention
    date: Mention | None
    round: Mention | None


def shares(syntax: Syntax) -> tuple[Share, ...]:
    """The sums of a sentence that stand right behind their givers, in order."""
    out: list[Share] = []
    begin = 0
    for m in syntax.mentions:
        if m.kind is not Kind.MONEY or m.rule in ("equivalent", "unit-price"):
            continue
        giver = _giver(syntax, syntax.bunsetsu_at(m.span.start))
        if giver is None:
            continue
        within = [o for o in syntax.mentions if begin <= o.span.start < m.span.start]
        date = next((o for o in reversed(within) if o.kind is Kind.DATE), None)
        round_ = next((o for o in reversed(within) if o.kind is Kind.ROUND), None)
        givers = tuple(g for g in syntax.members(giver) if g.kind in AGENTS)
        out.append(Share(givers, syntax.phrases[giver].case, m, date, round_))
        begin = m.span.end
    return tuple(out)


def row(syntax: Syntax, at: int, case: str) -> list[list[Mention]]:
    """Who stands in a case with a part right behind, several in a row before a verb: Xが|60%、|Yが|40%を|出資する."""
    out: list[list[Mention]] = []
    portion = False
    for p in reversed(syntax.phrases[:at]):
        agents = [m for m in syntax.members(p.index) if m.kind in AGENTS]
        if agents and portion and p.case == case:
            out.append(agents)
            portion = False
        elif p.case == "ノ":  # 運送業の|Xは
            continue
        elif agents or p.predicate:
            break
        elif p.case in ("", "ヲ") and (_PORTION.match(syntax.words(p.span)) or any(m.kind is Kind.MONEY for m in p.mentions)):
            portion = True
    return out[::-1] if len(out) > 1 else []


def _giver(syntax: Syntax, at: int) -> int | None:
    """Xから|シードで|8000万円: the agent's phrase before a sum, with nothing between but a date, a round or an adverb."""
    for p in reversed(syntax.phrases[max(at - 3, 0) : at]):
        if any(m.kind in AGENTS for m in syntax.denoted(p.index)):
            return p.index if p.case in _GIVES else None
        if p.predicate or p.case in ("ヲ", "ガ") or any(m.kind is Kind.MONEY for m in p.mentions):
            return None
    return None


def told_in_parts(told: Statement, syntax: Syntax, discourse: Discourse) -> tuple[Statement, ...]:
    """The statement of a verb that governs several sums, one for each; itself where they are shares of one."""
    row = shares(syntax)
    row = row if all(s.case == "ハ" for s in row) else tuple(s for s in row if s.case != "ハ")  # Xは3億円を、Yは2億円を贈った
    givers = {f.value for f in told.get("investor")}
    known = {e for s in row for g in s.givers for e in discourse.ids(g)}
    dated = len([s for s in row if s.date is not None]) == len(row)
    each = _EACH.match(syntax.words(told.trigger))
    receivers = {f.value for f in told.get("recipient")}
    said = (givers and givers <= known) or _topic(syntax, told)
    if len(row) < 2 or not receivers or receivers & known or not said or not (dated or each):
        return (told,)
    return tuple(s for share in row if (s := _statement(told, share, discourse)) is not None)


def _topic(syntax: Syntax, told: Statement) -> bool:
    """寄付は、|Xが500万円、Yが100万円だった"""
    return syntax.phrases[syntax.bunsetsu_at(told.trigger.start)].case == "ハ"


def _statement(told: Statement, share: Share, discourse: Discourse) -> Statement | None:
    """The statement with one share's giver and sum in place of its own."""
    investors = [Filler(e, g.span, "explicit") for g in share.givers for e in discourse.ids(g)]
    kept = [(r, f) for r, f in told.roles if r == "recipient" or (r == "date" and share.date is None)]
    if not investors or any(f.value == r.value for f in investors for _, r in kept):
        return None
    values = [
        (name, Filler(m.value if name != "round" else m.text, m.span, "explicit"))
        for name, m in (("amount", share.money), ("date", share.date), ("round", share.round))
        if m is not None and m.value is not None
    ]
    roles = (*kept, *(("investor", f) for f in investors), *values)
    return replace(told, roles=roles, trigger=share.money.span)


def bare(frame: Frame, syntax: Syntax, discourse: Discourse) -> Iterator[Statement]:
    """Sums that a sentence without a verb tells: 2020年にはXから6億円。"""
    if frame.role("investor") is None or frame.role("amount") is None:
        return
    row = [s for s in shares(syntax) if s.case in ("カラ", "ヨリ") and _ends(syntax, s.money)]
    if not row or any(p.verb >= 0 for p in syntax.phrases):
        return
    start = syntax.sentence.span.start
    if not any(s.round for s in row) and not _SPEAKS_OF_MONEY.search(discourse.before(start, 4)):
        return
    exclude = [e for s in row for g in s.givers for e in discourse.ids(g)]
    recipient = discourse.salient(syntax.sentence.index, ORGANIZATION, exclude, main=True, role="recipient")
    if recipient is None:
        return
    for share in row:
        to = ("recipient", Filler(recipient, share.money.span, "carried"))
        base = Statement(
            "Funding", (to,), share.money.span, syntax.sentence.index, "Funding:sum", Status.OCCURRED, confidence=0.5
        )
        statement = _statement(base, share, discourse)
        if statement is not None:
            yield statement


def _ends(syntax: Syntax, money: Mention) -> bool:
    """Whether a sum ends its clause: 8000万円。 but not 8000万円の|賠償"""
    return bool(_ENDS.match(syntax.sentence.text[money.span.end - syntax.sentence.span.start :]))
