"""Two titles in, whether they are one post out: CEO and 最高経営責任者(CEO), 社長 and 代表取締役社長; not 社長 and 副社長.

posts("代表取締役会長兼CEO") → {会長, CEO};  one_post("最高技術責任者(CTO)", "CTO") → True
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.match import lexicon
from kg.told import core_title, same_title

_JOINTS = re.compile(r"兼務?|[・、,/()（）／]|(?<=社長)(?=CEO)|(?<=会長)(?=CEO)|(?<=代表)(?=CEO)")
_BOARD = re.compile(r"^(?:代表取締役|代表執行役|取締役|執行役員?|代表)(?=.)")


@lru_cache(maxsize=1 << 12)
def posts(title: str) -> frozenset[str]:
    """What somebody with this title is, each post by one word."""
    same = lexicon("title-forms")
    out = set()
    for piece in _JOINTS.split(core_title(title)):
        bare = _BOARD.sub("", core_title(piece.strip())) if piece.strip() else ""
        if bare:
            out.add(same.get(bare, bare))
    return frozenset(out)


@lru_cache(maxsize=1 << 14)
def one_post(a: str, b: str) -> bool:
    return bool(a and b) and (same_title(a, b) or bool(posts(a) & posts(b)))
