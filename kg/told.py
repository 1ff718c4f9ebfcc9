"""What several statements of one thing say together: for merge.py, disputes.py and employers.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.match import lazy
from kg.model import Amount, Date, Span, Statement
from kg.nouns import FORMERLY

CALLED = ("Position:就任", "Position:成る", "Position:起用")  # who is called to a post comes from elsewhere
_PREFIX = lazy(f"^{FORMERLY}")

Value = int | Date | Amount | str


def meet(a: Sequence[Value], b: Sequence[Value]) -> bool:
    return not a or not b or any(v in a for v in b)


def date_fits(a: Sequence[Value], b: Sequence[Value]) -> bool:
    return not a or not b or str(a[0]).startswith(str(b[0])) or str(b[0]).startswith(str(a[0]))


def in_text_order(s: Statement) -> tuple[int, int, str, str]:
    return s.sentence, s.trigger.start, s.type, s.rule


def continued(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements in text order: who gave money a moment ago does not receive it unsaid; who received it goes on to.

    Xは大学に1億円を贈った。Yも5000万円を寄付した → to the university, not to X
    """
    out: list[Statement] = []
    for s in sorted(statements, key=in_text_order):
        mine = s.get("recipient")
        if s.type == "Funding" and mine and mine[0].how == "carried":
            before = [t for t in out if t.type == "Funding" and 0 <= s.sentence - t.sentence <= 3 and t.get("recipient")]
            gave = any(f.value == mine[0].value for t in before[-3:] for f in t.get("investor"))
            receiver = before[-1].get("recipient")[0].value if before else None
            if (
                receiver is not None
                and gave
                and receiver != mine[0].value
                and all(f.value != receiver for f in s.get("investor"))
            ):
                roles = tuple((r, replace(f, value=receiver) if r == "recipient" else f) for r, f in s.roles)
                s = replace(s, roles=roles)
        out.append(s)
    return tuple(out)


def confidence(statements: Sequence[Statement]) -> float:
    best = max(s.confidence for s in statements)
    return round(min(0.99, best + 0.03 * (len({s.sentence for s in statements}) - 1)), 2)


def labels(statements: Sequence[Statement], words: dict[Span, str]) -> tuple[tuple[Amount, str], ...]:
    out: dict[Amount, str] = {}
    for s in statements:
        for _, f in s.roles:
            if isinstance(f.value, Amount):
                out.setdefault(f.value, words.get(f.span, ""))
    return tuple(out.items())


def span_of(statement: Statement) -> Span:
    """From the first to the last word that a statement rests on."""
    spans = [statement.trigger, *(f.span for _, f in statement.roles if f.how not in ("carried", "above")), *statement.cues]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def same_title(one: str, other: str) -> bool:
    """社長 and 前社長, 社長 and 代表取締役社長: one post."""
    a, b = core_title(one), core_title(other)
    return a == b or _part_of(a, b) or _part_of(b, a)


def core_title(title: str) -> str:
    """A title without 元, 前, 現, 次期, 新: one post, told at different times."""
    while (shorter := _PREFIX.sub("", title)) != title and len(shorter) > 1:
        title = shorter
    return title


def _part_of(short: str, long: str) -> bool:
    """社長 in 代表取締役社長 is the same post; 社長 in 副社長 is not."""
    if len(short) >= len(long):
        return False
    if long.startswith(short) and len(short) > 2:
        return True
    rest = long[: -len(short)]
    return long.endswith(short) and bool(re.fullmatch(r"(?:代表)?取締役(?:兼)?|代表|代表執行役|執行役(?:員)?", rest))
