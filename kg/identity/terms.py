"""What articles tell of terms in, whether somebody may have a post on a day out.

terms.excludes(妹尾 of 2024, 社長 of クスリノ里, 妹尾信子, クスリノ里) → True: she had left it in 2023
"""

from __future__ import annotations

from collections import defaultdict

from kg.identity.against import days_apart
from kg.identity.titles import one_post
from kg.identity.units import Tie, Unit

LEAVING = 60  # days: 退任すると発表した is before the day

Days = dict[tuple[int, int], dict[str, str]]  # (person, body) → title → day


class Terms:
    """When people took their posts, are told to hold them, and left them."""

    def __init__(self) -> None:
        self.begun: Days = defaultdict(dict)
        self.first: Days = defaultdict(dict)
        self.last: Days = defaultdict(dict)
        self.left: Days = defaultdict(dict)

    def learn(self, u: Unit, person: int, body: int, tie: Tie) -> None:
        if tie.fact != "Position" or not u.days[0]:
            return
        at, title = (person, body), tie.detail
        if tie in u.until:
            self.left[at][title] = max(self.left[at].get(title, ""), u.until[tie])
            return
        self.last[at][title] = max(self.last[at].get(title, ""), u.days[1])
        if tie in u.since:
            self.begun[at][title] = min(self.begun[at].get(title, "9"), u.since[tie])
        else:
            self.first[at][title] = min(self.first[at].get(title, "9"), u.days[0])

    def excludes(self, u: Unit, tie: Tie, person: int, body: int) -> bool:
        """Whether who has a post on u's days is another than a person: who took it later, or had left it."""
        at, day = (person, body), u.days[0]
        if tie.fact != "Position" or not day:
            return False
        first = min(_of(self.first, at, tie.detail), default="9")
        begun = min(_of(self.begun, at, tie.detail), default="")
        if begun and u.days[1] < key_of(begun, u.days[1]) and first > day:
            return True
        taken = u.since.get(tie, "")
        if taken and first < key_of(taken, first):
            return True
        end = max(_of(self.left, at, tie.detail), default="")
        if not end or days_apart(end, day) <= LEAVING or end >= day:
            return False
        return max(_of(self.last, at, tie.detail), default="") <= end

    def covers(self, u: Unit, tie: Tie, person: int, body: int) -> bool:
        """Whether somebody is told to have taken the post before u's days and to have it, or to leave it, after them."""
        at, day = (person, body), u.days[0]
        begun = min(_of(self.begun, at, tie.detail), default="")
        ended = max((*_of(self.last, at, tie.detail), *_of(self.left, at, tie.detail)), default="")
        return tie.fact == "Position" and bool(day and begun) and begun < day <= ended

    def between(self, person: int, body: int, title: str, first: str, last: str) -> bool:
        """Whether somebody took a post or left it between two days."""
        days = (*_of(self.begun, (person, body), title), *_of(self.left, (person, body), title))
        return any(first < key_of(d, first) and d <= last for d in days)


def _of(days: Days, at: tuple[int, int], title: str) -> list[str]:
    return [day for other, day in days.get(at, {}).items() if one_post(other, title)]


def key_of(day: str, beside: str) -> str:
    """A day as exact as it is told, to be compared with another: of 2024-05 beside 2024-05-20 no more than that they may be one."""
    return day if len(day) >= len(beside) else beside if beside.startswith(day) else day
