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
    sides: list[tuple[int, str]] = field(default_factory=list)  # parties whose side is not told, and which to guess
    court: list[int] = field(default_factory=list)
    claimed: list[Amount] = field(default_factory=list)
    awarded: list[Amount] = field(default_factory=list)
    steps: list[tuple[Action, Date | None, list[Statement]]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def parties(self) -> list[int]:
        return [*self.plaintiff, *self.defendant, *(e for e, _ in self.sides)]


# roles of a party whose side is not told → the side that it is likely on: who wins or appeals often sued
SIDES = {"party": "", "winner": "plaintiff", "loser": "defendant", "appellant": "plaintiff"}
FAR = 12  # sentences: how far back a step without parties may look for its suit
_APART = "別の訴訟"  # the rule of what says that a suit is another: 同種の訴訟


def _ids(s: Statement, role: str) -> list[int]:
    return [f.value for f in s.get(role) if isinstance(f.value, int)]


def _parties(s: Statement) -> list[int]:
    return [e for role in ("plaintiff", "defendant", *SIDES) for e in _ids(s, role)]


def _suits(statements: Sequence[Statement]) -> list[_Suit]:
    suits: list[_Suit] = []
    apart = {s.sentence for s in statements if s.rule.endswith(_APART)}
    for s in statements:
        if s.action is None and s.status in (Status.PLANNED, Status.CANCELLED, Status.DENIED):
            continue
        others = [x for x in suits if s.sentence not in apart or x.statements[0].sentence == s.sentence]
        suit = _home(others, s)
        if suit is None:
            if not _begins(s, s.sentence in apart):
                continue
            suit = _Suit()
            suits.append(suit)
        _take(suit, s)
    return suits


def _begins(s: Statement, apart: bool) -> bool:
    """Whether a statement says enough to begin a suit: two settle, and what is withdrawn is a suit only if one is named."""
    if apart and not _parties(s):
        return s.rule.endswith(_APART) or s.action is not None
    if s.action is Action.SETTLED:
        return len(_parties(s)) > 1
    if s.action is Action.WITHDRAWN:
        return bool(_ids(s, "defendant") or _ids(s, "party"))
    return bool(_parties(s))


def _home(suits: Sequence[_Suit], s: Statement) -> _Suit | None:
    """The suit that a statement belongs to: of those that its parties do not speak against, who shares most, then the last."""
    fitting = [suit for suit in suits if _fits(suit, s)]
    if not fitting:
        return None
    parties = _parties(s)
    return max(fitting, key=lambda suit: (sum(e in suit.parties for e in parties), suit.statements[-1].sentence))


def _fits(suit: _Suit, s: Statement) -> bool:
    plaintiff, defendant, parties = _ids(s, "plaintiff"), _ids(s, "defendant"), _parties(s)
    distance = s.sentence - suit.statements[-1].sentence
    if any(e in suit.defendant for e in plaintiff) or any(e in suit.plaintiff for e in defendant):
        return False
    if s.action is not None and any(f.how == "cleft" for _, f in s.roles) and distance <= 3:
        return True  # 訴えたのは…: one suit is presupposed
    loose = [e for e, _ in suit.sides]
    if not meet([*suit.plaintiff, *loose] if suit.plaintiff else [], plaintiff):
        return False
    if not meet([*suit.defendant, *loose] if suit.defendant else [], defendant):
        return False
    if not parties and distance > FAR:
        return False
    lacking = not (suit.plaintiff and suit.defendant) and len(suit.parties) < 3
    if parties and not any(e in suit.parties for e in parties) and not (lacking and distance <= 1):
        return False
    return not (s.action is Action.FILED and not s.again and _filed_again(suit, s))


def _filed_again(suit: _Suit, s: Statement) -> bool:
    date = next((f.value for f in s.get("date")), None)
    filed = [when for action, when, _ in suit.steps if action is Action.FILED and when]
    return date is not None and any(not date_fits([when], [date]) for when in filed)


def _take(suit: _Suit, s: Statement) -> None:
    for role, have in (("plaintiff", suit.plaintiff), ("defendant", suit.defendant)):
        have += [e for e in _ids(s, role) if e not in have and e not in (*suit.plaintiff, *suit.defendant)]
    for role, side in SIDES.items():
        suit.sides += [(e, side) for e in _ids(s, role) if e not in suit.parties]
    suit.sides = [(e, side) for e, side in suit.sides if e not in (*suit.plaintiff, *suit.defendant)]
    court = _ids(s, "court")
    if court:
        suit.court = court[:1]
    amounts = [f.value for f in s.get("damages") if isinstance(f.value, Amount)]
    if s.action in (None, Action.FILED, Action.REFILED, Action.AMENDED):
        suit.claimed += amounts[:1]
    elif s.action in (Action.RULED, Action.SETTLED):
        suit.awarded += amounts[:1]
    suit.statements.append(s)
    if s.action is not None:
        _step(suit, s, s.action)


def _step(suit: _Suit, s: Statement, kind: Action) -> None:
    date = next((f.value for f in s.get("date") if isinstance(f.value, Date)), None)
    if kind is Action.RULED and s.rule.endswith("言い渡す") and suit.steps and suit.steps[-1][2][-1].sentence == s.sentence:
        action, when, told = suit.steps[-1]  # 請求を棄却する判決を言い渡した: one step
        suit.steps[-1] = (action, when or date, [*told, s])
        return
    if kind is Action.FILED and s.again and any(a in (Action.WITHDRAWN, Action.DISMISSED) for a, _, _ in suit.steps):
        kind = Action.REFILED
    for i, (action, when, told) in enumerate(suit.steps):
        if action is kind and (when is None or date is None or date_fits([when], [date])):
            if any(later is Action.APPEALED for later, _, _ in suit.steps[i + 1 :]):
                continue
            best = max((d for d in (when, date) if d is not None), key=lambda d: len(str(d)), default=None)
            suit.steps[i] = (kind, best, [*told, s])
            return
    suit.steps.append((kind, date, [s]))


def _divide(suit: _Suit) -> None:
    """Parties whose side nobody tells: against whom the other side is known, else as their step suggests, the first first."""
    known = bool(suit.plaintiff), bool(suit.defendant)
    for e, side in suit.sides:
        if known == (True, False):
            side = "defendant"
        elif known == (False, True):
            side = "plaintiff"
        elif known == (True, True):
            continue
        elif not side:
            side = "plaintiff" if not suit.plaintiff and len(suit.sides) > 1 else "defendant"
        (suit.plaintiff if side == "plaintiff" else suit.defendant).append(e)
    suit.sides = []


def _lawsuit(suit: _Suit, words: dict[Span, str]) -> Fact | None:
    _divide(suit)
    if not suit.steps or not suit.parties:
        return None
    roles: list[tuple[str, Value]] = [("plaintiff", e) for e in suit.plaintiff]
    roles += [("defendant", e) for e in suit.defendant]
    roles += [("court", e) for e in suit.court] + [("damages", a) for a in (suit.claimed[-1:] or suit.awarded[:1])]
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
