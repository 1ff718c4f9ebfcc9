"""Statements of steps and parties in, lawsuits out: one legal dispute is one fact, however many steps.

訴えた / 取り下げた / 再び訴えた  → one Lawsuit with three proceedings
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Action, Amount, Date, Fact, Proceeding, Span, Statement, Status
from kg.told import Value, confidence, date_fits, labels, meet, span_of


def disputes(statements: Sequence[Statement], words: dict[Span, str]) -> list[Fact]:
    """Lawsuits in the order of their first statement; `words` gives the text of an amount's mention as written."""
    return [f for s in _suits(statements) if (f := _lawsuit(s, words)) is not None]


@dataclass
class _Suit:
    plaintiff: list[int] = field(default_factory=list)
    defendant: list[int] = field(default_factory=list)
    sides: list[tuple[int, str]] = field(default_factory=list)  # parties whose side is not told, and which to guess
    courts: list[tuple[Date | None, int]] = field(default_factory=list)  # with the date of the step told there
    claimed: list[Amount] = field(default_factory=list)
    awarded: list[Amount] = field(default_factory=list)
    steps: list[tuple[Action, Date | None, list[Statement]]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def civil(self) -> bool:
        return bool(self.claimed) or _of_kind(self.statements, CIVIL)

    @property
    def criminal(self) -> bool:
        return _of_kind(self.statements, CRIMINAL)

    @property
    def parties(self) -> list[int]:
        return [*self.plaintiff, *self.defendant, *(e for e, _ in self.sides)]


# roles of a party whose side is not told → the side that it is likely on: who wins or appeals often sued
SIDES = {"party": "", "winner": "plaintiff", "loser": "defendant", "appellant": "plaintiff"}
FAR = 12  # sentences: how far back a step without parties may look for its suit
NEAR = 3  # sentences: how far one whose suit is left unsaid
RULINGS = {Action.RULED, Action.DISMISSED}
BARE = ("言い渡す", "科す", "下す", "覆す", "出る", "受ける")  # rules of verbs that tell of a ruling, not which
CRIMINAL = ("起訴", "公判", "科す", "有罪となる", "有罪とする", "受ける")  # rules of words for a criminal case alone
CIVIL = ("提訴", "反訴", "和解", "取り下げる", "修正", "請求額", "訴え出る")
JOINING = ("被告に加える", "原告に加わる")
APPOSED = (":原告", ":被告")
OUTCOME = ("勝訴", "敗訴")
TOLD_BY = ":決定"  # …が10日付で|決定した: by whom, and when, what was ruled was
PAYS = ":支払うことになる"  # who pays by it
SESSION = ("公判", "判決")
LEDE = 3  # sentences at an article's head that tell ahead of what is told in order later
_APART = "別の訴訟"  # the rule of what says that a suit is another: 同種の訴訟


def _ids(s: Statement, role: str) -> list[int]:
    return [f.value for f in s.get(role) if isinstance(f.value, int)]


def _parties(s: Statement) -> list[int]:
    return [e for role in ("plaintiff", "defendant", *SIDES) for e in _ids(s, role)]


def _suits(statements: Sequence[Statement]) -> list[_Suit]:
    suits: list[_Suit] = []
    apart = {s.sentence: s.trigger.start for s in statements if s.rule.endswith(_APART)}
    named = {s.sentence for s in statements if s.action is None}
    filed = {s.sentence for s in statements if s.action is Action.FILED}
    final = {s.sentence: s for s in statements if s.action in RULINGS}.values()
    heard: Date | None = None  # the last day of judgment that is told
    for s in sorted(statements, key=lambda s: (s.sentence, s.action is None and (s.sentence in filed or not _opens(s)))):
        if s.rule.endswith(":判決"):
            heard = next((f.value for f in s.get("date") if isinstance(f.value, Date)), heard)
        told = s.action is not None or s.rule.endswith("請求額")  # 請求額は…に|上る
        if not told and s.status in (Status.PLANNED, Status.CANCELLED, Status.DENIED):
            continue
        other = s.sentence in apart and (s.action in (None, Action.FILED) or s.trigger.start > apart[s.sentence])
        others = [x for x in suits if not other or x.statements[0].sentence == s.sentence]
        suit = _home(others, s)
        if suit is None:
            if not _begins(s, s.sentence in named):
                continue
            suit = _Suit(defendant=_sued_back(suits, s))
            suits.append(suit)
        _take(suit, s, s in final, heard)
    return suits


def _sued_back(suits: Sequence[_Suit], s: Statement) -> list[int]:
    """XがYを訴えた。これに対し、Yは|反訴した: whom a counter-suit is against."""
    if not s.rule.endswith(":反訴") or _ids(s, "defendant"):
        return []
    return next((list(x.plaintiff) for x in reversed(suits) if set(_ids(s, "plaintiff")) & set(x.defendant)), [])


def _opens(s: Statement) -> bool:
    """Xが…求めた訴訟で, …円を求めた訴訟で: what names a suit before its steps are told."""
    return bool(_parties(s) or any(f.how == "explicit" for f in s.get("damages")))


def _begins(s: Statement, named: bool) -> bool:
    """Whether a statement says enough to begin a suit: who settles, or whose claim fails, does so in a suit that is named."""
    parties = _parties(s)
    if s.rule.endswith((TOLD_BY, PAYS)):
        return False
    if s.action is Action.SETTLED:
        return len(parties) > 1 or (named and bool(parties))
    if s.action in (Action.WITHDRAWN, Action.AMENDED) and not s.rule.endswith("修正訴状"):
        return bool(_ids(s, "defendant") or _ids(s, "party") or (named and _ids(s, "court")))
    if s.action is Action.DISMISSED:
        return bool(_ids(s, "plaintiff") or _ids(s, "court") or any(f.how == "phrase" for f in s.get("party")))
    return bool(parties or _ids(s, "court") or s.get("damages"))


def _home(suits: Sequence[_Suit], s: Statement) -> _Suit | None:
    """The suit that a statement belongs to: of those that its parties do not speak against, who shares most, then the last."""
    fitting = [suit for suit in suits if _fits(suit, s)]
    if not fitting:
        return None
    parties = _parties(s)
    courts = _ids(s, "court")

    def likely(suit: _Suit) -> tuple[int, bool, int]:
        last = suit.statements[-1].sentence
        there = any(court in courts for _, court in suit.courts[-1:])
        again = not s.get("date") and any(action is s.action for action, _, _ in suit.steps)
        against = sum(e in suit.plaintiff for e in _ids(s, "loser")) + sum(e in suit.defendant for e in _ids(s, "winner"))
        return sum(e in suit.parties for e in parties) + there - against, again and s.sentence > last + 1, last

    return max(fitting, key=likely)


def _fits(suit: _Suit, s: Statement) -> bool:
    plaintiff, defendant, parties = _ids(s, "plaintiff"), _ids(s, "defendant"), _parties(s)
    distance = s.sentence - suit.statements[-1].sentence
    if s.rule.endswith(TOLD_BY):
        return (
            bool(_ids(s, "court")) and distance <= 1 and suit.steps != [] and suit.steps[-1][0] in (*RULINGS, Action.INJUNCTION)
        )
    civil = _of_kind([s], CIVIL) or (s.action is None and bool(s.get("damages")))
    if (_of_kind([s], CRIMINAL) and suit.civil) or (civil and suit.criminal):
        return False  # a charge is no civil suit
    if _of_kind([s], CRIMINAL) and suit.criminal and distance <= 1 and not s.get("date") and not s.get("plaintiff"):
        return True  # 三浦被告に懲役3年を言い渡した。法人としての同社も有罪とした
    if s.rule.endswith(JOINING):
        return distance <= FAR
    if _claims_other(suit, s) and not any(e in suit.defendant for e in parties):
        return False
    if any(e in suit.defendant for e in plaintiff) or any(e in suit.plaintiff for e in defendant):
        return False
    if s.action is Action.FILED and _presupposes(s) and distance <= 2 * NEAR:
        return True
    loose = [e for e, _ in suit.sides]
    if not meet([*suit.plaintiff, *loose] if suit.plaintiff else [], plaintiff):
        return False
    if not meet([*suit.defendant, *loose] if suit.defendant else [], defendant):
        return False
    if s.action is Action.FILED and not parties and not _presupposes(s) and s.get("court") and distance > NEAR:
        return False
    if not parties and distance > (NEAR if s.action in (Action.WITHDRAWN, Action.AMENDED) else FAR):
        return False
    if parties and not any(e in suit.parties for e in parties) and not _completes(suit, s, distance):
        return False
    return not (s.action is Action.FILED and not s.again and _filed_again(suit, s))


def _of_kind(statements: Sequence[Statement], rules: tuple[str, ...]) -> bool:
    return any(s.rule.partition(":")[2] in rules for s in statements)


def _claims_other(suit: _Suit, s: Statement) -> bool:
    """…円を求めた訴訟で: a suit for another sum than the one told of."""
    sums = [f.value for f in s.get("damages") if f.how == "explicit"] if s.action is None else []
    return bool(sums and suit.claimed) and sums[0] not in suit.claimed and not s.rule.endswith("請求額")


def _presupposes(s: Statement) -> bool:
    """訴えたのは|X, 提訴された|Y市は: a suit told of is meant."""
    return any(f.how == "cleft" for _, f in s.roles) or {(r, f.how) for r, f in s.roles} == {("defendant", "relative")}


def _loses(s: Statement) -> bool:
    """Who is held liable in the sentences after a suit was told is its defendant."""
    return s.action is Action.RULED and bool(s.get("loser") or s.get("defendant")) and not s.get("plaintiff")


def _completes(suit: _Suit, s: Statement, distance: int) -> bool:
    """Whether parties that a suit has not yet may be its other side: told right after, or after a headline."""
    if not suit.parties:
        return distance <= NEAR
    if s.action is Action.SETTLED or (suit.plaintiff and suit.defendant) or len(suit.parties) > 2:
        return False
    if s.rule.endswith(APPOSED) and suit.steps and not (suit.plaintiff if _ids(s, "plaintiff") else suit.defendant):
        return distance <= 2 * NEAR
    return distance <= (NEAR if suit.statements[-1].sentence == 0 or _loses(s) else 1)


def _filed_again(suit: _Suit, s: Statement) -> bool:
    date = next((f.value for f in s.get("date")), None)
    filed = [when for action, when, _ in suit.steps if action is Action.FILED and when]
    return date is not None and any(not date_fits([when], [date]) for when in filed)


def _take(suit: _Suit, s: Statement, final: bool, heard: Date | None) -> None:
    for role, have in (("plaintiff", suit.plaintiff), ("defendant", suit.defendant)):
        have += [e for e in _ids(s, role) if e not in have and e not in (*suit.plaintiff, *suit.defendant)]
    for role, side in SIDES.items():
        suit.sides += [(e, side) for e in _ids(s, role) if e not in suit.parties]
    suit.sides = [(e, side) for e, side in suit.sides if e not in (*suit.plaintiff, *suit.defendant)]
    date = next((f.value for f in s.get("date") if isinstance(f.value, Date)), None)
    suit.courts += [(date, court) for court in _ids(s, "court")[:1]]
    amounts = [f.value for f in s.get("damages") if isinstance(f.value, Amount)]
    if s.action in (None, Action.FILED, Action.REFILED, Action.AMENDED):
        suit.claimed += amounts[:1]
    elif s.action in (Action.RULED, Action.SETTLED):
        suit.awarded += amounts[:1]
    suit.statements.append(s)
    if s.action is not None:
        _step(suit, s, s.action, final, heard)


def _step(suit: _Suit, s: Statement, kind: Action, final: bool, heard: Date | None) -> None:
    """Adds a step, or what is told again to the one it is; `final`: the last ruling that its sentence tells of.

    `heard` dates what a judgment orders in its own words: 請求を棄却する。
    """
    date = next((f.value for f in s.get("date") if isinstance(f.value, Date)), None)
    date = date or (heard if kind in RULINGS and s.status is Status.PLANNED else None)
    date = date or (_when_heard(suit, s, kind) if final or kind is Action.APPEALED else None)
    if s.rule.endswith((TOLD_BY, PAYS)):
        action, when, told = suit.steps[-1]
        suit.steps[-1] = (action, when or date, [*told, s])
        return
    if kind is Action.RULED and not s.roles and _ruled(suit):
        return  # 「主張が認められた」と評価した
    if kind in RULINGS and s.rule.endswith(OUTCOME) and date is None and _ruled(suit):
        return
    if kind in RULINGS and suit.steps and all(t.rule.endswith(OUTCOME) for t in suit.steps[-1][2]) and suit.steps[-1][1] is None:
        suit.steps.pop()  # Xが敗訴: what was ruled is told now
    if suit.steps and suit.steps[-1][2][-1].sentence == s.sentence and {kind, suit.steps[-1][0]} <= RULINGS:
        action, when, told = suit.steps[-1]
        if s.rule.endswith(BARE):  # 請求を棄却する判決を|言い渡した: one step
            suit.steps[-1] = (action, when or date, [*told, s])
            return
        if told[-1].rule.endswith(("覆す", "出る")):  # 一審判決を|取り消し、請求を|棄却した; 判決が|出て、支払いを|命じた
            suit.steps[-1] = (kind, date or when, [*told, s])
            return
    if kind is Action.FILED and s.again and any(a in (Action.WITHDRAWN, Action.DISMISSED) for a, _, _ in suit.steps):
        kind = Action.REFILED
    for i, (action, when, told) in enumerate(suit.steps):
        if action is kind and (when is None or date is None or date_fits([when], [date])):
            ahead = kind not in (*RULINGS, Action.APPEALED) or (
                when is None and told[0].sentence <= LEDE and kind is Action.RULED
            )
            if not ahead and any(later is Action.APPEALED for later, _, _ in suit.steps[i + 1 :]):
                continue
            best = max((d for d in (when, date) if d is not None), key=lambda d: len(str(d)), default=None)
            suit.steps[i] = (kind, best, [*told, s])
            return
    suit.steps.append((kind, date, [s]))


def _ruled(suit: _Suit) -> bool:
    """Whether a ruling is told that nobody has appealed against yet."""
    return suit.steps[-1:] != [] and suit.steps[-1][0] is not Action.APPEALED and any(a in RULINGS for a, _, _ in suit.steps)


def _when_heard(suit: _Suit, s: Statement, kind: Action) -> Date | None:
    """判決公判が12日、開かれた。裁判長は…言い渡した: the day of the session; 即日控訴: of the ruling."""
    if s.rule.endswith("即日控訴"):
        return next((when for action, when, _ in reversed(suit.steps) if action in RULINGS), None)
    for t in reversed(suit.statements[:-1]):
        if kind in RULINGS and t.rule.endswith(SESSION) and s.sentence - t.sentence <= 1:
            return next((f.value for f in t.get("date") if isinstance(f.value, Date)), None)
    return None


def _divide(suit: _Suit) -> None:
    """Parties whose side nobody tells: against whom the other side is known, else as their step suggests, the first first."""
    known = bool(suit.plaintiff), bool(suit.defendant)
    for e, side in sorted(suit.sides, key=lambda x: not x[1]):
        if known == (True, False):
            side = "defendant"
        elif known == (False, True):
            side = "plaintiff"
        elif known == (True, True):
            continue
        elif not side:
            side = "plaintiff" if not suit.plaintiff and (suit.defendant or len(suit.sides) > 1) else "defendant"
        (suit.plaintiff if side == "plaintiff" else suit.defendant).append(e)
    suit.sides = []


def _last_court(suit: _Suit) -> list[int]:
    """The court of the latest step: the last told, unless one told before is of a later date."""
    if not suit.courts:
        return []
    date, court = suit.courts[-1]
    for when, other in suit.courts:
        if date is not None and when is not None and str(when) > str(date)[: len(str(when))] and not date_fits([when], [date]):
            date, court = when, other
    return [court]


def _lawsuit(suit: _Suit, words: dict[Span, str]) -> Fact | None:
    _divide(suit)
    if not suit.steps or not suit.parties:
        return None
    roles: list[tuple[str, Value]] = [("plaintiff", e) for e in suit.plaintiff]
    roles += [("defendant", e) for e in suit.defendant]
    roles += [("court", e) for e in _last_court(suit)] + [("damages", a) for a in (suit.claimed[-1:] or suit.awarded[:1])]
    filed = min((str(d) for a, d, _ in suit.steps if a is Action.FILED and d), default="")
    suit.steps = [x for x in suit.steps if x[1] is None or x[0] is Action.INJUNCTION or str(x[1]) >= filed[: len(str(x[1]))]]
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
