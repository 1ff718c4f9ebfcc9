"""Statements of steps and parties in, lawsuits out: one legal dispute is one fact, however many steps.

訴えた / 取り下げた / 再び訴えた  → one Lawsuit with three proceedings
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Action, Amount, Date, Fact, Proceeding, Span, Statement, Status
from kg.phrases import span_of
from kg.told import Value, confidence, date_fits, labels, meet


def disputes(statements: Sequence[Statement], words: dict[Span, str]) -> list[Fact]:
    """Lawsuits in the order of their first statement; `words` gives the text of an amount's mention as written."""
    return [f for s in _suits(statements) if (f := _lawsuit(s, words)) is not None]


@dataclass
class _Suit:
    plaintiff: list[int] = field(default_factory=list)
    defendant: list[int] = field(default_factory=list)
    court: list[int] = field(default_factory=list)
    damages: list[Amount] = field(default_factory=list)
    steps: list[tuple[Action, Date | None, list[Statement]]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def parties(self) -> list[int]:
        return [*self.plaintiff, *self.defendant]


def _ids(s: Statement, role: str) -> list[int]:
    return [f.value for f in s.get(role) if isinstance(f.value, int)]


def _suits(statements: Sequence[Statement]) -> list[_Suit]:
    suits: list[_Suit] = []
    for s in statements:
        suit = _home(suits, s)
        if suit is None:
            suit = _new_suit(s)
            if suit is None:
                continue
            suits.append(suit)
        _take(suit, s)
    return suits


SIDES = ("party", "winner", "loser", "appellant")


def _new_suit(s: Statement) -> _Suit | None:
    """A suit that a statement begins: who won or appealed first is taken for the plaintiff, the other for the defendant."""
    if not any(_ids(s, r) for r in ("plaintiff", "defendant", *SIDES)):
        return None
    party = _ids(s, "party")
    first = [*_ids(s, "winner"), *_ids(s, "appellant")]
    if s.action is Action.SETTLED and len(party) < 2 and not any(_ids(s, r) for r in ("plaintiff", "defendant")):
        return None
    cut = 0 if first else 1
    suit = _Suit(plaintiff=[*first, *party[:cut]], defendant=[*_ids(s, "loser"), *party[cut:]])
    clash = {*_ids(s, "plaintiff"), *_ids(s, "defendant")}
    suit.plaintiff = [e for e in suit.plaintiff if e not in clash]
    suit.defendant = [e for e in suit.defendant if e not in clash]
    if _ids(s, "plaintiff"):
        suit.defendant, suit.plaintiff = [*suit.defendant, *suit.plaintiff], []
    return suit


def _home(suits: Sequence[_Suit], s: Statement) -> _Suit | None:
    """The suit that a step belongs to: the last one whose parties do not speak against it."""
    plaintiff, defendant = (_ids(s, r) for r in ("plaintiff", "defendant"))
    party = [e for r in SIDES for e in _ids(s, r)]
    for suit in reversed(suits):
        crossed = any(e in suit.defendant for e in plaintiff) or any(e in suit.plaintiff for e in defendant)
        if (
            s.action not in (None, Action.FILED)
            and s.sentence - suit.statements[-1].sentence > 12
            and not (plaintiff or defendant or party)
        ):
            continue
        if crossed or not meet(suit.plaintiff, plaintiff) or not meet(suit.defendant, defendant):
            continue
        told_on = s.sentence - suit.statements[-1].sentence <= 1 and not (suit.plaintiff and suit.defendant)
        if party and not any(e in suit.parties for e in party) and not told_on:
            continue
        if s.action is Action.FILED and not s.again and _filed_again(suit, s):
            continue
        return suit
    return None


def _filed_again(suit: _Suit, s: Statement) -> bool:
    date = next((f.value for f in s.get("date")), None)
    filed = [when for action, when, _ in suit.steps if action is Action.FILED and when]
    return date is not None and any(not date_fits([when], [date]) for when in filed)


def _take(suit: _Suit, s: Statement) -> None:
    for role, have in (("plaintiff", suit.plaintiff), ("defendant", suit.defendant)):
        have += [e for e in _ids(s, role) if e not in have and e not in suit.parties]
    for role, have in (("winner", suit.plaintiff), ("loser", suit.defendant), ("appellant", suit.plaintiff)):
        if not have:
            have += [e for e in _ids(s, role) if e not in suit.parties]
    court = _ids(s, "court")
    if court:
        suit.court = court[:1]
    amounts = [f.value for f in s.get("damages") if isinstance(f.value, Amount)]
    if amounts and not suit.damages:
        suit.damages = amounts[:1]
    suit.statements.append(s)
    if s.action is None:
        return
    date = next((f.value for f in s.get("date") if isinstance(f.value, Date)), None)
    kind = s.action
    if kind is Action.RULED and s.rule.endswith("言い渡す") and suit.steps and suit.steps[-1][2][-1].sentence == s.sentence:
        action, when, told = suit.steps[-1]  # 請求を棄却する判決を言い渡した: one step
        suit.steps[-1] = (action, when or date, [*told, s])
        return
    if kind is Action.FILED and s.again and any(a in (Action.WITHDRAWN, Action.DISMISSED) for a, _, _ in suit.steps):
        kind = Action.REFILED
    for i, (action, when, told) in enumerate(suit.steps):
        if action is kind and (when is None or date is None or date_fits([when], [date])):
            if any(later in (Action.APPEALED,) for later, _, _ in suit.steps[i + 1 :]):
                continue
            best = max((d for d in (when, date) if d is not None), key=lambda d: len(str(d)), default=None)
            suit.steps[i] = (kind, best, [*told, s])
            return
    suit.steps.append((kind, date, [s]))


def _lawsuit(suit: _Suit, words: dict[Span, str]) -> Fact | None:
    if not suit.steps or not suit.parties:
        return None
    roles: list[tuple[str, Value]] = [("plaintiff", e) for e in suit.plaintiff]
    roles += [("defendant", e) for e in suit.defendant]
    roles += [("court", e) for e in suit.court] + [("damages", a) for a in suit.damages]
    filed = min((str(d) for a, d, _ in suit.steps if a is Action.FILED and d), default="")
    suit.steps = [(a, d, told) for a, d, told in suit.steps if d is None or str(d) >= filed[: len(str(d))]]
    steps = tuple(Proceeding(a, d, tuple(sorted({span_of(s) for s in told}))) for a, d, told in suit.steps)
    evidence = tuple(sorted({span_of(s) for s in suit.statements}))
    return Fact(
        "Lawsuit",
        tuple(roles),
        Status.OCCURRED,
        evidence,
        confidence(suit.statements),
        tuple(suit.statements),
        steps,
        labels(suit.statements, words),
    )
