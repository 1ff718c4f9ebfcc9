"""What is known of two groups in, what speaks against their being one out, in words; "" where nothing does.

born(x, y) → "their ages do not fit: born about 1956 and about 1986"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from kg.bodies import body
from kg.identity.forms import body_key, sound_key
from kg.identity.places import apart
from kg.identity.profiles import NO_MARKS, Marks
from kg.identity.sounds import near
from kg.identity.units import Post, Unit
from kg.match import lexicon
from kg.spelling import SAME, same_name

POSTS, DAYS_TOGETHER, DAYS_OF_TWO_HEADS = 12, 365, 60
ESTABLISHED = 10  # articles
_BORN_APART = 1  # an age turns on a birthday that is not told
_BEARER = re.compile(r"初代|(?P<number>[一二三四五六七八九十]+|\d+)(?:代目?|世)")
_DIGITS = "〇一二三四五六七八九"
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")


@dataclass(slots=True)
class Group:
    """What is known of units that are one."""

    members: list[int]
    size: int
    articles: set[str]
    born: tuple[int, int] | None
    forms: set[str]
    marks: Marks
    posts: Sequence[Post]
    names: set[str]  # keys of full names
    telling: list[int]  # a few members that tell most
    tags: set[tuple[int, int]] = field(default_factory=set)
    bearers: set[int] = field(default_factory=set)  # which of a name: 5 of 五代目雲雀亭遥


def born(x: Group, y: Group) -> str:
    if not (x.born and y.born) or max(x.born[1], y.born[1]) - min(x.born[0], y.born[0]) <= _BORN_APART:
        return ""
    return f"their ages do not fit: born about {x.born[0]} and about {y.born[0]}"


def bearers(x: Group, y: Group) -> str:
    """五代目雲雀亭遥 is not 六代目雲雀亭遥."""
    if not (x.bearers and y.bearers) or x.bearers & y.bearers:
        return ""
    return f"they bear one name after each other: number {min(x.bearers)} and number {min(y.bearers)}"


def bearer(name: str) -> int:
    """五代目雲雀亭遥 → 5; 0 of a name that does not say."""
    found = _BEARER.match(name)
    if found is None:
        return 0
    words = found["number"] or "1"
    return int(words) if words.isdecimal() else _counted(words)


def _counted(words: str) -> int:
    """十三 → 13, 五 → 5"""
    tens, ten, ones = words.rpartition("十")
    return (_DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + max(0, _DIGITS.find(ones) if ones else 0)


def names(x: Group, y: Group) -> str:
    if not (x.names and y.names) or x.names & y.names:
        return ""
    return f"their full names differ: {min(x.names)}, {min(y.names)}"


def forms(x: Group, y: Group) -> str:
    """株式会社青葉 is not 有限会社青葉; 株式会社 and Inc. may be one's."""
    for ascii in (False, True):
        a, b = ({f for f in g.forms if f.isascii() == ascii} for g in (x, y))
        if a and b and not a & b:
            return f"their legal forms differ: {min(a)}, {min(b)}"
    return ""


def both(x: Marks, y: Marks) -> Marks:
    if x == y or y == NO_MARKS:
        return x
    return Marks(
        tuple(sorted({*x.places, *y.places}))[:POSTS],
        tuple(sorted({*x.founded, *y.founded}))[:POSTS],
        tuple(sorted({*x.latin, *y.latin}))[:POSTS],
        tuple(sorted({*x.heads, *y.heads}))[:POSTS],
    )


def marks(x: Group, y: Group) -> str:
    """Small groups alone: where many articles tell of a body, one that tells something else of it is more likely wrong."""
    if max(x.size, y.size) >= ESTABLISHED or NO_MARKS in (x.marks, y.marks):
        return ""
    return unlike(x.marks, y.marks)


def unlike(x: Marks, y: Marks) -> str:
    """What tells two bodies of one name apart."""
    if x.places and y.places and all(apart(a, b) for a in x.places for b in y.places):
        return f"they are in different places: {x.places[0]}, {y.places[0]}"
    if x.founded and y.founded and all(abs(a - b) > 1 for a in x.founded for b in y.founded):
        return f"they were founded in different years: {x.founded[0]}, {y.founded[0]}"
    if x.latin and y.latin and not any(_one_latin(a, b) for a in x.latin for b in y.latin):
        return f"their Latin names differ: {x.latin[0]}, {y.latin[0]}"
    if {who for _, who, _ in x.heads} & {who for _, who, _ in y.heads}:
        return ""
    for (post, who, day), (title, other, then) in product(x.heads, y.heads):
        if post == title and days_apart(day, then) <= DAYS_OF_TWO_HEADS and not _one_name(who, other):
            return f"each has another {post} at one time: {who} ({day}), {other} ({then})"
    return ""


def _one_name(a: str, b: str) -> bool:
    """五味渕 may be 五味渕健一."""
    if a.startswith(b) or b.startswith(a):
        return True
    return sound_key(a) == sound_key(b) or same_name(a, b) >= SAME or near(a, b)


def _one_latin(a: str, b: str) -> bool:
    x, y = body_key(a), body_key(b)
    return x.startswith(y) or y.startswith(x) or a.isupper() or b.isupper()


def posts(x: Group, y: Group, units: Sequence[Unit], find: Callable[[int], int]) -> str:
    """Two posts at one time that nobody holds together, in bodies that have nothing to do with one another."""
    if not (x.posts and y.posts):
        return ""
    ours, theirs = ({find(p.organization) for p in g.posts} for g in (x, y))
    if ours & theirs:
        return ""
    for p in x.posts:
        for q in y.posts:
            if _kin(units[p.organization].told.name, units[q.organization].told.name):
                return ""
    for p in x.posts:
        for q in y.posts:
            if p.day < q.since or q.day < p.since or not _exclusive(p, q, units):
                continue
            if days_apart(p.day, q.day) <= DAYS_TOGETHER:
                a, b = (units[r.organization].label for r in (p, q))
                return f"they hold posts at one time: {p.title} of {a} ({p.day}), {q.title} of {b} ({q.day})"
    return ""


def _kin(a: str, b: str) -> bool:
    """青嶺HD and 青嶺製作所."""
    x, y = body_key(a), body_key(b)
    return x[:2] == y[:2] or x in y or y in x


def _exclusive(p: Post, q: Post, units: Sequence[Unit]) -> bool:
    """Whether nobody has both posts: 社長 here and 社長 there, 教授 and 社長; a 会長 or 社外取締役 may have others."""
    one, other = weight(p.title), weight(q.title)
    if not one or not other:
        return False
    kinds = [body(units[r.organization].told.name) for r in (p, q)]
    return (one == other == "top") or kinds[0] != kinds[1]


def weight(title: str) -> str:
    """top of a post that fills a day and has no equal, full of one that fills a day, "" of one that can be had beside another."""
    table = lexicon("exclusive-titles")
    said = next((table[title[i:]] for i in range(len(title)) if title[i:] in table), "-")
    return "" if said == "-" else said


def days_apart(a: str, b: str) -> int:
    """Days between two dates, roughly: of 2024-05 the middle. Unknown dates are far apart."""
    x, y = _day(a), _day(b)
    return abs(x - y) if x and y else 1 << 30


@lru_cache(maxsize=1 << 14)
def _day(date: str) -> int:
    found = _DATE.match(date)
    return int(found["year"]) * 365 + int(found["month"] or 6) * 30 + int(found["day"] or 15) if found else 0
