"""Statements in text order in, facts out: what is told again, updated or completed becomes one fact with all its evidence.

2015年、AはBに出資した。 … 出資額は3億円だった。  → one Funding with date and amount
訴えた / 取り下げた / 再び訴えた                  → one Lawsuit with three proceedings
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.disputes import disputes
from kg.model import Date, Fact, Span, Statement, Status
from kg.told import CALLED, Value, confidence, core_title, date_fits, in_text_order, labels, meet, same_title, span_of

KEY = {"Founding": "founded", "Funding": "recipient", "Acquisition": "target"}
MANY = {"founder", "investor", "acquirer", "seller", "plaintiff", "defendant"}
NEAR = 4  # sentences: how far back a statement without a key role may look for its event
_RANK = {
    Status.OCCURRED: 3,
    Status.CANCELLED: 4,
    Status.REJECTED: 4,
    Status.DENIED: 4,
    Status.PLANNED: 2,
    Status.PROPOSED: 1,
    Status.ALLEGED: 0,
}
_LEADS = ("Funding:引受先", "Funding:幹事行")  # words for who has a part in a deal told beside
_FINAL = (Status.CANCELLED, Status.REJECTED)


@dataclass
class _Draft:
    """A fact being put together."""

    type: str
    status: Status
    roles: dict[str, list[Value]] = field(default_factory=dict)
    certain: bool = True
    statements: list[Statement] = field(default_factory=list)
    announced: bool = False  # its date is that of an announcement, which a date of the event itself replaces

    def get(self, role: str) -> list[Value]:
        return self.roles.get(role, [])

    @property
    def sentence(self) -> int:
        return self.statements[-1].sentence


def merge(statements: Iterable[Statement], words: dict[Span, str]) -> tuple[Fact, ...]:
    """Facts in the order of their first statement. `words` gives the text of an amount's mention as written."""
    ordered = sorted(statements, key=in_text_order)
    drafts: list[_Draft] = []
    for type_ in ("Position", "Founding", "Funding", "Acquisition"):
        mine = [s for s in ordered if s.type == type_ and not _guessed(s, ordered)]
        drafts += _positions(mine) if type_ == "Position" else _events(mine)
    for d in drafts:
        _consistent(d)
    facts = [_fact(d, words) for d in drafts if _whole(d)]
    facts += disputes([s for s in ordered if s.type == "Lawsuit"], words)
    return tuple(facts)


def _guessed(s: Statement, statements: Sequence[Statement]) -> bool:
    """創業者の三浦氏: what he founded was only carried over, and elsewhere it is said."""
    if s.type != "Founding" or any(f.how != "carried" for f in s.get("founded")):
        return False
    who = {f.value for f in s.get("founder")}
    said = (t for t in statements if t.type == "Founding" and any(f.how != "carried" for f in t.get("founded")))
    return bool(who) and any(f.value in who for t in said for f in t.get("founder"))


def _values(s: Statement, carried: bool = False) -> dict[str, list[Value]]:
    """What a statement says by role; what was only carried over from the discourse apart."""
    out: dict[str, list[Value]] = {}
    for role, filler in s.roles:
        if (filler.how == "carried") is carried and filler.value not in out.get(role, []):
            out.setdefault(role, []).append(filler.value)
    return out


# events --------------------------------------------------------------------------------------------------------------


def _events(statements: Sequence[Statement]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for s in statements:
        values = _values(s)
        if not s.refers and not _parties(values):  # この買収の額は…: its own words alone
            explicit = {role for role, f in s.roles if f.how == "explicit"}
            own = {role for role in explicit if role != "date" or s.type == "Founding"}
            values = {role: vs for role, vs in values.items() if role in own} | _same_sides(drafts, s)
        home = next((d for d in reversed(drafts) if _same_event(d, s, values)), None) or _only_open(drafts, s)
        if home is not None:
            _absorb(home, s, values)
        elif s.type == "Founding" and any(d.get("founded") == _carried(s, values).get("founded") for d in drafts):
            continue  # founded once, and not what was only carried over
        elif _stands_alone(s, values):
            drafts.append(_Draft(s.type, s.status, values | _carried(s, values), s.certain, [s], _announced(s)))
    return drafts


def _announced(s: Statement) -> bool:
    """Whether its date is no date of the event: of an announcement, or of the refusal of what was offered before."""
    return s.status in _FINAL or any(f.how == "announced" for f in s.get("date"))


def _stands_alone(s: Statement, values: dict[str, list[Value]]) -> bool:
    """Whether a statement says enough of its own to begin a fact; a bare negation must name both sides."""
    if s.refers:
        return False
    entities = sum(1 for vs in values.values() if any(isinstance(v, int) for v in vs))
    if s.status is Status.DENIED and not s.cues:
        return entities > 1
    dated = s.type == "Founding" and "date" in values and bool(s.get("founded"))  # …。1905年に創業した。
    return entities > 0 or dated or (s.type == "Funding" and "amount" in values)


def _only_open(drafts: Sequence[_Draft], s: Statement) -> _Draft | None:
    """買収は9月末に完了する: of the deals told, however far above, the only one that is still open."""
    open_ = [d for d in drafts if d.status is Status.PLANNED]
    done = s.refers and s.type == "Acquisition" and s.status not in (*_FINAL, Status.DENIED) and not _parties(_values(s))
    return open_[0] if done and s.rule != "Acquisition:完了" and len(open_) == 1 and _points(s, open_[0]) else None


def _same_sides(drafts: Sequence[_Draft], s: Statement) -> dict[str, list[Value]]:
    """翌年1月にも買収を提案したが、…: both sides and the day, where they are unsaid and just those of a deal that was told."""
    pair = {role: vs for role, vs in _values(s, carried=True).items() if role in ("acquirer", "target")}
    day = {role: vs for role, vs in _values(s).items() if role == "date"}
    told = len(pair) == 2 and any(all(d.get(role) == vs for role, vs in pair.items()) for d in drafts)
    return pair | day if day and told else {}


def _same_pair(d: _Draft, s: Statement) -> bool:
    """XはYを子会社にした。Zが持っていた株式を譲り受けた: both sides are unsaid, and those of the deal."""
    pair = {role: vs for role, vs in _values(s, carried=True).items() if role in ("acquirer", "target")}
    return len(pair) == 2 and all(d.get(role) == vs for role, vs in pair.items())


def _parties(values: dict[str, list[Value]]) -> bool:
    return any(isinstance(v, int) for vs in values.values() for v in vs)


def _carried(s: Statement, values: dict[str, list[Value]]) -> dict[str, list[Value]]:
    """One omitted argument may come from the discourse; two would be a guess."""
    soft = [(role, vs) for role, vs in _values(s, carried=True).items() if role not in values]
    return dict(soft) if len(soft) == 1 else {}


def _same_event(d: _Draft, s: Statement, values: dict[str, list[Value]]) -> bool:
    key = KEY[s.type]
    near = s.sentence - d.sentence <= NEAR
    mine, theirs = values.get(key, []), d.get(key)
    if s.type == "Founding" and not mine:
        mine = _carried(s, values).get(key, [])  # …が発足した。Xらが設立したもので
    if s.refers and not _points(s, d):
        return False
    if mine and theirs and mine != theirs:
        return False
    if not (mine and theirs) and not near:
        return False
    if d.certain and s.certain and not s.refers and not _status_fits(d.status, s.status):
        return False
    dated = date_fits(d.get("date"), values.get("date", [])) or (
        (d.announced or _announced(s)) and not _another_day(s, d, values)
    )
    if not dated or not _equal(d.get("round"), values.get("round", [])):
        return False
    if not _equal(d.get("amount"), values.get("amount", [])):
        return False
    shared = _shared(d, values)
    if s.type == "Founding":
        return bool(mine and theirs)
    if s.type == "Acquisition":
        acquirers = meet(d.get("acquirer"), values.get("acquirer", []))
        if theirs and not mine and not d.get("acquirer") and s.sentence - d.sentence == 1 and not d.get("seller"):
            return acquirers and _carried(s, values).get(key) == theirs  # XはMBOで非公開化する。買い付け主体はYだ
        return acquirers and (
            bool(mine and theirs) or shared or _same_pair(d, s) or not any(r in values for r in ("acquirer", "target", "seller"))
        )
    investors = meet(d.get("investor"), values.get("investor", []))
    if mine and theirs and s.sentence == d.sentence and any(t.rule in _LEADS for t in (s, *d.statements)):
        return True  # Xをリード投資家とし、YとZから5億円を調達した
    if mine and theirs:
        return investors or (near and not values.get("amount"))
    if s.sentence - d.sentence <= 1 and values.keys() == {"investor"} and _carried(s, values).get(key) == theirs:
        return True  # シリーズAで8億円を調達した。Xがリード投資家となり、YとZも加わった
    return shared or not values.get("investor") or not d.get("investor") or bool(values.get("round") and d.get("round"))


def _another_day(s: Statement, d: _Draft, values: dict[str, list[Value]]) -> bool:
    """3日、買収すると発表した … 前年1月にも提案し、拒まれた: what was refused before is another attempt.

    5月に提案し、拒まれた … 翌年1月にも提案し、拒まれた: what is refused twice was offered twice.
    """
    mine, theirs = values.get("date", []), d.get("date")
    open_ = d.status is Status.PLANNED and s.status in _FINAL
    refused = d.status is s.status is Status.REJECTED and not date_fits(mine, theirs)
    return bool(mine and theirs) and (refused or (open_ and _before(mine[0], theirs[0])))


def _points(s: Statement, d: _Draft) -> bool:
    """Whether what only points to an event may mean this one: it ends what is open, or dates what is announced."""
    if s.status in (*_FINAL, Status.DENIED):
        return d.status in (Status.PLANNED, Status.PROPOSED) and s.sentence - d.sentence <= 3
    return d.status is not Status.DENIED and d.status not in _FINAL and (d.announced or not d.get("date"))


def _shared(d: _Draft, values: dict[str, list[Value]]) -> bool:
    return any(isinstance(v, int) and v in d.get(role) for role, vs in values.items() for v in vs)


def _equal(a: Sequence[Value], b: Sequence[Value]) -> bool:
    return not a or not b or a == b


def _status_fits(a: Status, b: Status) -> bool:
    if a == b:
        return True
    if Status.DENIED in (a, b) and Status.PLANNED in (a, b):
        return False  # denied once and agreed in the end: two things told
    final = (Status.CANCELLED, Status.REJECTED, Status.DENIED)
    if a in final or b in final:
        return {a, b} & {Status.PLANNED, Status.PROPOSED, Status.ALLEGED} != set() or {a, b} <= set(final)
    return True


def _absorb(d: _Draft, s: Statement, values: dict[str, list[Value]]) -> None:
    for role, vs in values.items():
        have = d.roles.setdefault(role, [])
        if role in MANY:
            have += [v for v in vs if v not in have]
        elif not have:
            have += vs
            d.announced = d.announced or (role == "date" and _announced(s))
        elif role == "date" and d.announced and not _announced(s) and (d.status in _FINAL or not _before(vs[0], have[0])):
            d.roles[role], d.announced = list(vs), False
        elif isinstance(have[0], Date) and len(str(vs[0])) > len(str(have[0])) and not _announced(s):
            d.roles[role] = list(vs)
    if s.certain and (not d.certain or _RANK[s.status] > _RANK[d.status]):
        d.status = s.status
    d.certain = d.certain or s.certain
    d.statements.append(s)


# who cannot be on both sides: of the first role, whoever stands in the second is dropped
SIDES_OF = {
    "Acquisition": (("acquirer", "target"), ("seller", "target"), ("seller", "acquirer")),
    "Funding": (("investor", "recipient"),),
    "Founding": (("founder", "founded"),),
}


def _consistent(d: _Draft) -> None:
    """Drops what cannot be: a party on both sides, an end before its start."""
    for role, other in SIDES_OF.get(d.type, ()):
        d.roles[role] = [v for v in d.get(role) if v not in d.get(other)]
    start, end = (next(iter(d.get(r)), None) for r in ("startDate", "endDate"))
    if start is not None and end is not None and _before(end, start):
        d.roles["startDate"] = d.roles["endDate"] = []


def _before(a: Value, b: Value) -> bool:
    """Strictly, at the precision that both have: 2018 is not before 2018-03."""
    x, y = str(a), str(b)
    return x[: len(y)] < y[: len(x)]


# roles that a fact cannot do without: all of a group's, or in a tuple one of them
WHOLE: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "Position": ("holder", "organization"),
    "Founding": ("founded", ("founder", "date")),
    "Funding": ("recipient", ("investor", "amount")),
    "Acquisition": ("target", ("acquirer", "seller")),
    "Lawsuit": (("plaintiff", "defendant"),),
}


def _whole(d: _Draft) -> bool:
    """Whether the roles say enough to be a fact."""
    has = {r for r, v in d.roles.items() if v}
    return all(has & set(need) if isinstance(need, tuple) else need in has for need in WHOLE[d.type])


def missing(s: Statement) -> str:
    """The roles that a statement lacks to be a fact by itself."""
    has = {r for r, _ in s.roles}
    lacks = [
        "|".join(n) if isinstance(n, tuple) else n
        for n in WHOLE[s.type]
        if not (has & set(n) if isinstance(n, tuple) else n in has)
    ]
    return "missing " + ", ".join(lacks) if lacks else "told elsewhere"


def _fact(d: _Draft, words: dict[Span, str]) -> Fact:
    roles = tuple((role, v) for role, vs in sorted(d.roles.items()) for v in vs)
    evidence = tuple(sorted({span_of(s) for s in d.statements}))
    return Fact(
        d.type,
        roles,
        d.status,
        evidence,
        confidence(d.statements),
        tuple(d.statements),
        (),
        labels(d.statements, words),
    )


# positions -----------------------------------------------------------------------------------------------------------


_LEAVING = ("Position:去る", "Position:退任", "Position:解任", "Position:追う", "Position:退く", "Position:死去")


def _positions(statements: Sequence[Statement]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for s in statements:
        if s.refers:
            _date(drafts, s) if s.get("startDate") or s.get("endDate") else _succeed(drafts, s)
            continue
        together = _values(s) | _values(s, carried=True)
        for holder in together.get("holder", []):
            values = together | {"holder": [holder]}
            if s.rule in _LEAVING and not values.get("title") and (_leave(drafts, s, values) or s.rule == "Position:去る"):
                continue
            if values.get("organization"):
                _hold(drafts, s, values)
                if s.rule == "Position:転出":
                    _close(drafts, values)
    return drafts


def _succeed(drafts: list[_Draft], s: Statement) -> None:
    """Who follows has the post that was left just before."""
    left = [d for d in drafts if _left(d) and 0 <= s.sentence - d.sentence <= 2 and d.get("title")]
    holder = [f.value for f in s.get("holder")][:1]
    if not left or left[-1].get("holder") == holder:
        return
    roles: dict[str, list[Value]] = {"holder": list(holder), "organization": list(left[-1].get("organization"))}
    roles["title"] = [core_title(str(left[-1].get("title")[0]))]
    if not any(all(d.get(r) == roles[r] for r in ("holder", "organization")) and _same_title(d, roles) for d in drafts):
        drafts.append(_Draft(s.type, s.status, roles, True, [s]))


def _left(d: _Draft) -> bool:
    return bool(d.get("endDate")) or any(t.rule.startswith(("Position:退", "Position:解任")) for t in d.statements)


def _date(drafts: Sequence[_Draft], s: Statement) -> None:
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


def _leave(drafts: Sequence[_Draft], s: Statement, values: dict[str, list[Value]]) -> bool:
    """初代CTOだった三浦氏は3月に同社を|離れた, …は3月に|更迭された: the post that was held ends; False where none is told."""
    said = _values(s).get("organization")
    mine = [d for d in drafts if d.get("holder") == values["holder"] and not d.get("endDate")]
    held = [d for d in mine if (not said or d.get("organization") == said) and not _later(d, values)]
    if held and not (s.rule == "Position:去る" and s.status is Status.PLANNED):
        _absorb(max(held, key=lambda d: in_text_order(d.statements[-1])), s, values)
    return bool(held)


def _later(d: _Draft, values: dict[str, list[Value]]) -> bool:
    """Whether a post began after a day that another ended."""
    return any(_before(end, start) for end in values.get("endDate", []) for start in d.get("startDate"))


def _close(drafts: Sequence[_Draft], values: dict[str, list[Value]]) -> None:
    """三浦社長は1993年に会長に|退いた: the post that was held until then ends."""
    mine = [d for d in drafts if all(d.get(r) == values.get(r) for r in ("holder", "organization"))]
    held = [d for d in mine if d.get("title") and not _same_title(d, values) and not d.get("endDate")]
    if len(held) == 1 and values.get("startDate"):
        held[0].roles["endDate"] = list(values["startDate"])


def _hold(drafts: list[_Draft], s: Statement, values: dict[str, list[Value]]) -> None:
    for d in drafts:
        if d.get("holder") == values["holder"] and d.get("organization") == values["organization"] and _same_title(d, values):
            _absorb(d, s, values)
            return
    drafts.append(_Draft(s.type, s.status, {role: list(vs) for role, vs in values.items()}, True, [s]))


def _same_title(d: _Draft, values: dict[str, list[Value]]) -> bool:
    mine, theirs = values.get("title", []), d.get("title")
    return not mine or not theirs or same_title(str(mine[0]), str(theirs[0]))
