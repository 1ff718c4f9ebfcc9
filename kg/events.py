"""Statements of foundings, fundings and acquisitions in text order in, a draft for each event out.

AはBを買収する。 … 買収額は3億円だ。 → one; Aは2015年にBに、2018年にCに出資した → two
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.drafts import FINAL, Draft, absorb, announced, before, values_of
from kg.model import Statement, Status
from kg.told import Value, date_fits, meet

# the role whose filler tells one event from another
_KEY = {"Founding": "founded", "Funding": "recipient", "Acquisition": "target"}
_NEAR = 4  # sentences: how far back a statement without a key role may look for its event
_LEADS = ("Funding:引受先", "Funding:幹事行")  # words for who has a part in a deal told beside


def events(statements: Sequence[Statement]) -> list[Draft]:
    """The drafts of one type's statements, in the order in which they are first told."""
    drafts: list[Draft] = []
    for s in statements:
        values = values_of(s)
        if not s.refers and not _parties(values):  # この買収の額は…: its own words alone
            explicit = {role for role, f in s.roles if f.how == "explicit"}
            own = {role for role in explicit if role != "date" or s.type == "Founding"}
            values = {role: vs for role, vs in values.items() if role in own} | _same_sides(drafts, s)
        home = _ended_here(drafts, s) or next((d for d in reversed(drafts) if _same_event(d, s, values)), None)
        home = home or _only_open(drafts, s)
        if home is not None:
            absorb(home, s, values)
        elif s.type == "Founding" and any(d.get("founded") == _carried(s, values).get("founded") for d in drafts):
            continue  # founded once, and not what was only carried over
        elif _stands_alone(s, values):
            drafts.append(Draft(s.type, s.status, values | _carried(s, values), s.certain, [s], announced(s)))
    return drafts


def _stands_alone(s: Statement, values: dict[str, list[Value]]) -> bool:
    """Whether a statement says enough of its own to begin a fact; a bare negation must name both sides."""
    if s.refers:
        return False
    entities = sum(1 for vs in values.values() if any(isinstance(v, int) for v in vs))
    if s.status is Status.DENIED and not s.cues:
        return entities > 1
    dated = s.type == "Founding" and "date" in values and bool(s.get("founded"))  # …。1905年に創業した。
    return entities > 0 or dated or (s.type == "Funding" and "amount" in values)


def _ended_here(drafts: Sequence[Draft], s: Statement) -> Draft | None:
    """Xを買収するとの報道は|事実でない: what the sentence's own verb says of its event points to none before."""
    ended = (d for d in drafts if d.sentence == s.sentence and d.status is s.status)
    return next(ended, None) if s.refers and s.status in (*FINAL, Status.DENIED) else None


def _only_open(drafts: Sequence[Draft], s: Statement) -> Draft | None:
    """買収は9月末に完了する: of the deals told, however far above, the only one that is still open."""
    open_ = [d for d in drafts if d.status is Status.PLANNED]
    done = s.refers and s.type == "Acquisition" and s.status not in (*FINAL, Status.DENIED) and not _parties(values_of(s))
    return open_[0] if done and s.rule != "Acquisition:完了" and len(open_) == 1 and _points(s, open_[0]) else None


def _same_sides(drafts: Sequence[Draft], s: Statement) -> dict[str, list[Value]]:
    """翌年1月にも買収を提案したが、…: both sides and the day, where they are unsaid and just those of a deal that was told."""
    pair = {role: vs for role, vs in values_of(s, carried=True).items() if role in ("acquirer", "target")}
    day = {role: vs for role, vs in values_of(s).items() if role == "date"}
    told = len(pair) == 2 and any(all(d.get(role) == vs for role, vs in pair.items()) for d in drafts)
    return pair | day if day and told else {}


def _same_pair(d: Draft, s: Statement) -> bool:
    """XはYを子会社にした。Zが持っていた株式を譲り受けた: both sides are unsaid, and those of the deal."""
    pair = {role: vs for role, vs in values_of(s, carried=True).items() if role in ("acquirer", "target")}
    return len(pair) == 2 and all(d.get(role) == vs for role, vs in pair.items())


def _parties(values: dict[str, list[Value]]) -> bool:
    return any(isinstance(v, int) for vs in values.values() for v in vs)


def _carried(s: Statement, values: dict[str, list[Value]]) -> dict[str, list[Value]]:
    """One omitted argument may come from the discourse; two would be a guess."""
    soft = [(role, vs) for role, vs in values_of(s, carried=True).items() if role not in values]
    return dict(soft) if len(soft) == 1 else {}


def _same_event(d: Draft, s: Statement, values: dict[str, list[Value]]) -> bool:
    """Whether a statement tells of a draft's event: …に出資した, 出資額は3億円だった."""
    if s.refers and not _points(s, d):
        return False
    if d.certain and s.certain and not s.refers and not _status_fits(d.status, s.status):
        return False
    if not (_day_fits(d, s, values) and all(_equal(d.get(r), values.get(r, [])) for r in ("round", "amount"))):
        return False
    key = _KEY[s.type]
    mine, theirs = values.get(key, []), d.get(key)
    if s.type == "Founding" and not mine:
        mine = _carried(s, values).get(key, [])  # …が発足した。Xらが設立したもので
    both = bool(mine and theirs)
    if mine != theirs if both else s.sentence - d.sentence > _NEAR:
        return False
    if s.type == "Founding":
        return both
    return _same_deal(d, s, values, both) if s.type == "Acquisition" else _same_money(d, s, values, both)


def _day_fits(d: Draft, s: Statement, values: dict[str, list[Value]]) -> bool:
    """2015年 and 2015年4月; the day of an announcement fits any day of what it announces."""
    loose = (d.announced or announced(s)) and not _another_day(s, d, values)
    return loose or date_fits(d.get("date"), values.get("date", []))


def _same_deal(d: Draft, s: Statement, values: dict[str, list[Value]], both: bool) -> bool:
    """Whether a draft and a statement may be one acquisition; `both` name a target, the same."""
    if not meet(d.get("acquirer"), values.get("acquirer", [])):
        return False
    target = d.get("target")
    if target and not values.get("target") and not d.get("acquirer") and s.sentence - d.sentence == 1 and not d.get("seller"):
        return _carried(s, values).get("target") == target  # XはMBOで非公開化する。買い付け主体はYだ
    unsaid = not any(r in values for r in ("acquirer", "target", "seller"))
    return both or unsaid or _shared(d, values) or _same_pair(d, s)


def _same_money(d: Draft, s: Statement, values: dict[str, list[Value]], both: bool) -> bool:
    """Whether a draft and a statement may be one funding; `both` name a recipient, the same."""
    if both and s.sentence == d.sentence and any(t.rule in _LEADS for t in (s, *d.statements)):
        return True  # Xをリード投資家とし、YとZから5億円を調達した
    if both:
        near = s.sentence - d.sentence <= _NEAR
        return meet(d.get("investor"), values.get("investor", [])) or (near and not values.get("amount"))
    investors = values.keys() == {"investor"}
    if s.sentence - d.sentence <= 1 and investors and _carried(s, values).get("recipient") == d.get("recipient"):
        return True  # シリーズAで8億円を調達した。Xがリード投資家となり、YとZも加わった
    rounds = bool(values.get("round") and d.get("round"))
    return _shared(d, values) or not values.get("investor") or not d.get("investor") or rounds


def _another_day(s: Statement, d: Draft, values: dict[str, list[Value]]) -> bool:
    """3日、買収すると発表した … 前年1月にも提案し、拒まれた: what was refused before is another attempt.

    5月に提案し、拒まれた … 翌年1月にも提案し、拒まれた: what is refused twice was offered twice.
    """
    mine, theirs = values.get("date", []), d.get("date")
    open_ = d.status is Status.PLANNED and s.status in FINAL
    refused = d.status is s.status is Status.REJECTED and not date_fits(mine, theirs)
    return bool(mine and theirs) and (refused or (open_ and before(mine[0], theirs[0])))


def _points(s: Statement, d: Draft) -> bool:
    """Whether what only points to an event may mean this one: it ends what is open, or dates what is announced."""
    if s.status in (*FINAL, Status.DENIED):
        return d.status in (Status.PLANNED, Status.PROPOSED) and s.sentence - d.sentence <= 3
    return d.status is not Status.DENIED and d.status not in FINAL and (d.announced or not d.get("date"))


def _shared(d: Draft, values: dict[str, list[Value]]) -> bool:
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
