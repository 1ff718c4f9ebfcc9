"""Words in, words for a terminal out: what takes how many places, and nothing that drives it.

width("漢字") → 4
shown("a\\x1b[2Jb") → "a\\\\x1b[2Jb"
cut("株式会社青空", 7) → "株式会…"
"""

from __future__ import annotations

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, bidi marks and joiners, half surrogates, line and paragraph separators
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def width(words: str) -> int:
    """Places on a terminal: 漢 → 2, ｶ → 1, a combining mark → 0."""
    seen = [c for c in words if unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    return len(seen) + sum(unicodedata.east_asian_width(c) in "WF" for c in seen)


def shown(words: str, keep: str = "") -> str:
    """What cannot be seen as an escape, but for the characters of `keep`: ESC → \\x1b, U+202E → \\u202e."""
    return "".join(c if c in keep or unicodedata.category(c) not in _UNSEEN else _escape(c) for c in words)


def _escape(char: str) -> str:
    code = ord(char)
    return _NAMED.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def line(words: str) -> str:
    """On one line, each stretch of white space one space."""
    return shown(" ".join(words.split()))


def cut(words: str, most: int) -> str:
    """As `shown`, but at most so many places, the last of them … if there is more."""
    cells = [shown(c) for c in words[: most + 1]]  # all of a long text need not be looked at
    if len(words) <= most and sum(map(width, cells)) <= most:
        return "".join(cells)
    room, kept = most - 1, []
    for cell in cells:
        room -= width(cell)
        if room < 0:
            break
        kept.append(cell)
    return f"{''.join(kept)}…"
