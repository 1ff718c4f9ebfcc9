"""Statements in, the same out; a post whose body its own sentence does not name belongs where the article says.

    X社の三浦遥社長が…。Y社は…。三浦社長は語る。       → he is X's
    Xの三浦社長が退き、社長には浜田取締役が昇格した。  → she is X's too

What is said with a name beside it (`_sure`) decides for what was only carried over from the discourse or is its topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.discourse import Discourse
from kg.model import Filler, Statement, Status
from kg.told import CALLED, same_title


@dataclass(frozen=True, slots=True, eq=False)
class _Post:
    """Where somebody is said to have a post; without a title, to belong or to be the founder."""

    holder: int
    organization: int
    title: str
    sentence: int
    at: int
    rises: bool = False  # a promotion: 昇格する
    planned: bool = False
    founded: bool = False


def employed(told: Sequence[Statement], discourse: Discourse, norm: str) -> tuple[Statement, ...]:
    """Each post with its body, and each holder of one whose body is not beside it in a statement of their own."""
    sure = [p for s in told if not _soft(s) for p in _posts(s, norm)]
    found: list[_Post] = []
    out: dict[int, list[Statement]] = {}
    for i in sorted(range(len(told)), key=lambda i: (told[i].sentence, told[i].trigger.start)):
        s = told[i]
        out[i] = [s]
        if s.type == "Position" and _heads(s, norm):
            out[i] = []
        elif s.type == "Position" and _soft(s) and s.get("holder"):
            out[i] = [_settled(one, sure, found, discourse, norm) for one in _each(s)]
            found += [p for one in out[i] for p in _posts(one, norm)]
    return tuple(s for i in range(len(told)) for s in out[i])


def _heads(s: Statement, norm: str) -> bool:
    """2.退任する取締役: a heading, that speaks of nobody."""
    line = norm[s.trigger.end :].split("\n", 1)[0]
    return bool(s.get("holder")) and not s.get("title") and all(f.how == "carried" for f in s.get("holder")) and "。" not in line


def _soft(s: Statement) -> bool:
    """社長に|就任した: whose post it is the sentence does not say."""
    where = s.get("founded" if s.type == "Founding" else "organization")
    if not where:  # X社の三浦常務が副社長に|昇任する
        said = any(f.how != "carried" for f in s.get("holder"))
        return s.type == "Position" and said and bool(s.get("title")) and not s.refers
    return all(f.how == "carried" or (f.how == "topic" and s.type == "Position") for f in where)


def _posts(s: Statement, norm: str) -> Iterator[_Post]:
    """The posts that a statement tells of."""
    if s.type not in ("Position", "Founding"):
        return
    who, where = ("founder", "founded") if s.type == "Founding" else ("holder", "organization")
    title = next((str(f.value) for f in s.get("title")), "")
    planned = s.status is Status.PLANNED
    for f in s.get(who):
        for o in s.get(where)[:1]:
            if isinstance(f.value, int) and isinstance(o.value, int):
                yield _Post(f.value, o.value, title, s.sentence, s.trigger.start, _rises(s, norm), planned, s.type == "Founding")


def _rises(s: Statement, norm: str) -> bool:
    """副社長に|昇格する"""
    return _called(s) and norm.startswith("昇", s.trigger.start)


def _each(s: Statement) -> list[Statement]:
    """XとYが社長に就いた: a statement for each holder, for each has come from elsewhere."""
    rest = tuple((r, f) for r, f in s.roles if r != "holder")
    return [replace(s, roles=(("holder", f), *rest)) for f in s.get("holder")]


def _settled(s: Statement, sure: Sequence[_Post], found: Sequence[_Post], discourse: Discourse, norm: str) -> Statement:
    """The statement with the body that the article gives its post, where it does."""
    holder = s.get("holder")[0].value
    title = next((str(f.value) for f in s.get("title")), "")
    carried = all(f.how == "carried" for f in s.get("organization"))
    mine = [p for p in sure if p.holder == holder]
    before = [p for p in found if p.holder == holder]
    entity = None
    if carried or not _called(s):
        entity = next((e for posts in (mine, before) if (e := _again(s, title, posts)) is not None), None)
    if entity is None and carried:
        entity = _with(s, title, [*sure, *found], discourse, norm)
    if entity is None and carried:
        entity = _beside(s, title, mine, discourse)
    return s if entity is None else _of(s, entity)


def _of(s: Statement, entity: int) -> Statement:
    """The statement with a body for its post."""
    if not s.get("organization"):
        return replace(s, roles=(*s.roles, ("organization", Filler(entity, s.trigger, "carried"))))
    return replace(s, roles=tuple((r, replace(f, value=entity) if r == "organization" else f) for r, f in s.roles))


def _called(s: Statement) -> bool:
    """社長に|就任した, 社長には|三浦氏: somebody comes to a post."""
    return s.rule in (*CALLED, "phrase:gapped")


def _again(s: Statement, title: str, posts: Sequence[_Post]) -> int | None:
    """長谷川裁判長 again: whose judge he is was said when he was named; nearest before, else first after."""
    known = [p for p in posts if not p.planned and (p.sentence <= s.sentence or not _called(s))]
    same = [p for p in known if title and p.title and same_title(p.title, title)]
    near = min(same, key=lambda p: (p.sentence > s.sentence, abs(p.sentence - s.sentence)), default=None)
    return None if near is None else near.organization


def _with(s: Statement, title: str, posts: Sequence[_Post], discourse: Discourse, norm: str) -> int | None:
    """X社の会長に三浦社長が就き、社長には浜田取締役が|昇格する: posts of one sentence are of one body.

    Who is called to a post may have held another elsewhere, unless it is a promotion.
    """
    holder, rises = s.get("holder")[0].value, _rises(s, norm)
    near = [
        p
        for p in posts
        if p.sentence == s.sentence
        and p.title
        and (p.at < s.trigger.start or p.rises or rises)
        and (p.holder != holder or p.rises or rises or not _called(s))
        and not p.title.startswith(("元", "前"))
        and (not title or discourse.has_post(p.organization, title))
    ]
    return near[-1].organization if len({p.organization for p in near}) == 1 else None


def _beside(s: Statement, title: str, posts: Sequence[_Post], discourse: Discourse) -> int | None:
    """Where its holder is said to hold another post, nearest before, or to have founded it.

    Who is called to a post comes from elsewhere: 日銀出身の三浦氏が社長に|就任 tells nothing of whose.
    """
    near = [
        p
        for p in posts
        if not p.planned
        and (p.founded or (p.sentence < s.sentence and not _called(s)))
        and (not title or discourse.has_post(p.organization, title))
    ]
    if not near:
        return None
    return min(near, key=lambda p: (p.sentence > s.sentence, abs(p.sentence - s.sentence))).organization
