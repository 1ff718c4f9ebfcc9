"""Statements built by hand → facts: what is told again becomes one, what cannot be one stays apart.

Entities: 0 is 東亜電機, 1 北星製薬, 2 三浦商事, 3 三浦遥.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.merge import merge, missing
from kg.model import Amount, Date, Fact, Filler, Span, Statement, Status
from kg.told import core_title

TOA, HOKUSEI, MIURA, HARUKA = 0, 1, 2, 3
YEN = {n: Amount(Decimal(n), "JPY") for n in (3, 5)}
D2024, MAY, JUNE = Date(2024), Date(2024, 5), Date(2024, 6)
PLANNED, PROPOSED, REJECTED = Status.PLANNED, Status.PROPOSED, Status.REJECTED
CANCELLED, DENIED, ALLEGED, OCCURRED = Status.CANCELLED, Status.DENIED, Status.ALLEGED, Status.OCCURRED


def say(
    type_: str,
    sentence: int,
    status: Status = OCCURRED,
    how: str = "explicit",
    rule: str = "hand",
    certain: bool = True,
    refers: bool = False,
    **roles: object,
) -> Statement:
    """A statement in the n-th sentence; roles by name, several fillers in a list; `how` is how the date was known."""
    at = Span(sentence * 100, sentence * 100 + 2)
    fillers = [
        (role, Filler(value, at, how if role == "date" else "explicit"))
        for role, values in roles.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return Statement(type_, tuple(fillers), at, sentence, rule, status, certain=certain, refers=refers)


def deal(sentence: int, status: Status = OCCURRED, acquirer: object = TOA, target: object = HOKUSEI, **rest: object) -> Statement:
    roles = {role: v for role, v in (("acquirer", acquirer), ("target", target)) if v is not None}
    return say("Acquisition", sentence, status, **roles, **rest)  # type: ignore[arg-type]


def fund(sentence: int, investor: object = TOA, recipient: object = HOKUSEI, **rest: object) -> Statement:
    roles = {role: v for role, v in (("investor", investor), ("recipient", recipient)) if v is not None}
    return say("Funding", sentence, **roles, **rest)  # type: ignore[arg-type]


def post(sentence: int, holder: object = HARUKA, organization: object = TOA, **rest: object) -> Statement:
    return say("Position", sentence, holder=holder, organization=organization, **rest)  # type: ignore[arg-type]


def facts(*statements: Statement) -> tuple[Fact, ...]:
    return merge(statements, {})


ONE = {  # statements of one fact, its status and some of its roles
    "told again": ([deal(0), deal(5)], OCCURRED, {"acquirer": [TOA], "target": [HOKUSEI]}),
    "the date told later": ([deal(0), deal(1, date=MAY)], OCCURRED, {"date": [MAY]}),
    "the date told more exactly": ([deal(0, date=D2024), deal(1, date=MAY)], OCCURRED, {"date": [MAY]}),
    "the exact date told first": ([deal(0, date=MAY), deal(1, date=D2024)], OCCURRED, {"date": [MAY]}),
    "the announcement's date gives way": ([deal(0, date=MAY, how="announced"), deal(1, date=JUNE)], OCCURRED, {"date": [JUNE]}),
    "an announcement's date does not count": (
        [deal(0, date=MAY), deal(1, date=JUNE, how="announced")],
        OCCURRED,
        {"date": [MAY]},
    ),
    "planned, then done": ([deal(0, PLANNED), deal(1)], OCCURRED, {}),
    "done, its plan told after": ([deal(0), deal(1, PLANNED)], OCCURRED, {}),
    "proposed, then agreed": ([deal(0, PROPOSED), deal(1, PLANNED)], PLANNED, {}),
    "proposed, then refused": ([deal(0, PROPOSED), deal(1, REJECTED)], REJECTED, {}),
    "planned, then called off": ([deal(0, PLANNED), deal(1, CANCELLED)], CANCELLED, {}),
    "alleged, then denied": ([deal(0, ALLEGED), deal(1, DENIED)], DENIED, {}),
    "an event only named keeps the status": ([deal(0, PLANNED), deal(1, certain=False)], PLANNED, {}),
    "a status said later decides": ([deal(0, certain=False), deal(1, PROPOSED)], PROPOSED, {}),
    "the offer that was refused": ([deal(0, PROPOSED), deal(1, REJECTED, None, None, refers=True)], REJECTED, {}),
    "buyers told one by one": ([deal(0, acquirer=[TOA, MIURA]), deal(1, acquirer=TOA)], OCCURRED, {"acquirer": [TOA, MIURA]}),
    "the seller told later": ([deal(0), deal(1, seller=MIURA)], OCCURRED, {"seller": [MIURA]}),
    "the sum told later": ([fund(0), fund(1, None, amount=YEN[3])], OCCURRED, {"amount": [YEN[3]]}),
    "investors told one by one": (
        [fund(0, amount=YEN[3]), fund(1, MIURA)],
        OCCURRED,
        {"investor": [TOA, MIURA], "amount": [YEN[3]]},
    ),
    "a founder told later": (
        [say("Founding", 0, founded=TOA, date=D2024), say("Founding", 9, founded=TOA, founder=HARUKA)],
        OCCURRED,
        {"founder": [HARUKA], "date": [D2024]},
    ),
    "a post told again in short": (
        [post(0, title="代表取締役社長"), post(1, title="社長")],
        OCCURRED,
        {"title": ["代表取締役社長"]},
    ),
    "a post that was held": ([post(0, title="社長"), post(1, title="前社長")], OCCURRED, {"title": ["社長"]}),
    "the day of an appointment": (
        [post(0, title="社長", rule="Position:就任"), say("Position", 1, startDate=MAY, refers=True)],
        OCCURRED,
        {"startDate": [MAY]},
    ),
    "the day of an appointment in a row": (
        [post(0, title="社長", rule="phrase:gapped"), say("Position", 1, startDate=MAY, refers=True)],
        OCCURRED,
        {"startDate": [MAY]},
    ),
    "the day of a departure": (
        [post(0, title="社長", rule="Position:退任"), say("Position", 1, endDate=MAY, refers=True)],
        OCCURRED,
        {"endDate": [MAY]},
    ),
    "no party on both sides": ([deal(0, acquirer=[TOA, HOKUSEI])], OCCURRED, {"acquirer": [TOA], "target": [HOKUSEI]}),
    "no seller that buys": ([deal(0, seller=[TOA, MIURA])], OCCURRED, {"seller": [MIURA]}),
    "nobody funds themselves": ([fund(0, [TOA, HOKUSEI])], OCCURRED, {"investor": [TOA], "recipient": [HOKUSEI]}),
    "no end before its start": (
        [post(0, title="社長", startDate=JUNE, endDate=MAY)],
        OCCURRED,
        {"startDate": [], "endDate": [], "title": ["社長"]},
    ),
}
APART = {  # statements that are two facts
    "two targets": [deal(0), deal(1, target=MIURA)],
    "two buyers": [deal(0), deal(1, acquirer=MIURA)],
    "two dates": [deal(0, date=MAY), deal(1, date=JUNE)],
    "done, and a refusal": [deal(0), deal(1, REJECTED)],
    "done, and a denial": [deal(0), deal(1, DENIED)],
    "denied once, agreed in the end": [deal(0, DENIED), deal(1, PLANNED)],
    "two rounds": [fund(0, round="シリーズA"), fund(1, round="シリーズB")],
    "two sums": [fund(0, amount=YEN[3]), fund(1, amount=YEN[5])],
    "another investor's sum": [fund(0), fund(1, MIURA, amount=YEN[5])],
    "another investor, much later": [fund(0, amount=YEN[3]), fund(9, MIURA)],
    "two founded": [say("Founding", 0, founded=TOA, founder=HARUKA), say("Founding", 1, founded=MIURA, founder=HARUKA)],
    "two posts": [post(0, title="社長"), post(1, title="会長")],
    "a deputy is another": [post(0, title="社長"), post(1, title="副社長")],
    "two holders": [post(0, title="社長"), post(1, MIURA, title="社長")],
    "two employers": [post(0, title="社長"), post(1, organization=HOKUSEI, title="社長")],
}
NONE = {  # statements that are no fact
    "who bought is not said": [deal(0, acquirer=None)],
    "what was bought is not said": [deal(0, target=None)],
    "neither investor nor sum": [fund(0, None)],
    "a founding of which nothing is told": [say("Founding", 0, founded=TOA)],
    "whose post is not said": [say("Position", 0, holder=HARUKA, title="社長")],
    "a refusal of nothing": [deal(0, REJECTED, None, refers=True)],
    "a day of no appointment": [say("Position", 0, startDate=MAY, refers=True)],
    "a negation without both sides": [say("Founding", 0, DENIED, founded=TOA)],
}


def test_how_many_cases_there_are() -> None:
    assert [len(t) for t in (ONE, APART, NONE)] == [29, 15, 8]


@pytest.mark.parametrize("name", ONE)
def test_statements_of_one_thing_are_one_fact(name: str) -> None:
    statements, status, roles = ONE[name]
    (fact,) = facts(*statements)
    assert fact.status is status
    assert {role: list(fact.get(role)) for role in roles} == roles
    assert fact.statements == tuple(statements)
    assert len(fact.evidence) == len(statements)


@pytest.mark.parametrize("name", APART)
def test_what_cannot_be_one_stays_apart(name: str) -> None:
    found = facts(*APART[name])
    assert [f.statements for f in found] == [(s,) for s in APART[name]]


@pytest.mark.parametrize("name", NONE)
def test_too_little_is_no_fact(name: str) -> None:
    assert facts(*NONE[name]) == ()
    assert all(missing(s) for s in NONE[name])


@pytest.mark.parametrize(
    ("title", "core"),
    [("前社長", "社長"), ("元代表取締役", "代表取締役"), ("現次期会長", "会長"), ("社長", "社長"), ("元", "元")],
)
def test_the_core_of_a_title(title: str, core: str) -> None:
    assert core_title(title) == core


def test_the_order_of_statements_does_not_matter() -> None:
    statements = [deal(0, PROPOSED), deal(1, REJECTED, date=MAY), fund(2), post(3, title="社長")]
    assert facts(*statements) == facts(*reversed(statements))


def test_told_twice_is_surer() -> None:
    assert facts(deal(0), deal(1))[0].confidence > facts(deal(0))[0].confidence


def test_who_follows_has_the_post_that_was_left() -> None:
    left = post(0, title="前社長", rule="Position:退任")
    successor = say("Position", 1, holder=MIURA, refers=True)
    assert [(f.get("holder"), f.get("title")) for f in facts(left, successor)] == [
        ((HARUKA,), ("前社長",)),
        ((MIURA,), ("社長",)),
    ]
