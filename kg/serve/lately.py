"""Answers that were given lately, which the same question gets again: at most so many bytes of them, the longest unasked go first.

lately = Lately(32 << 20); lately.put("key", b"…", 0); lately.get("key", 0) → b"…"; after a write, lately.get("key", 1) → None
comes_again = Recurring(); comes_again("key") → False; comes_again("key") → True
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable

MOST = 64 << 10  # bytes of an answer that is kept

_FRESH = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\s*\(", re.I)


def lasts(query: str) -> bool:
    """Whether a query has the same answer as long as nothing is written: not one that asks for the time or for chance."""
    return _FRESH.search(query) is None


class Lately:
    def __init__(self, room: int) -> None:
        self.room = room
        self.size = 0
        self.writes = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, key: Hashable, writes: int) -> bytes | None:
        if writes != self.writes:
            self._kept.clear()
            self.size, self.writes = 0, writes
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, answer: bytes, writes: int) -> None:
        """An answer as of so many writes."""
        if writes != self.writes or len(answer) > MOST or key in self._kept:
            return
        self._kept[key] = answer
        self.size += len(answer) + 256  # what keeping it takes
        while self.size > self.room:
            _, gone = self._kept.popitem(last=False)
            self.size -= len(gone) + 256


class Recurring:
    """Whether a key has come before, lately: to keep an answer that nobody asks for again takes longer than to keep none. One byte of
    a key is remembered, in one of so many places, so that now and then a key is taken for another.
    """

    def __init__(self, places: int = 1 << 16) -> None:
        self._marks = bytearray(places)

    def __call__(self, key: Hashable) -> bool:
        rest, place = divmod(hash(key), len(self._marks))
        mark = rest % 255 + 1
        known = self._marks[place] == mark
        self._marks[place] = mark
        return known
