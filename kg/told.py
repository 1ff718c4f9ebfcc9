"""What several statements of one thing say together: for merge.py and disputes.py."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Amount, Date, Span, Statement

Value = int | Date | Amount | str


def meet(a: Sequence[Value], b: Sequence[Value]) -> bool:
    return not a or not b or any(v in a for v in b)


def date_fits(a: Sequence[Value], b: Sequence[Value]) -> bool:
    return not a or not b or str(a[0]).startswith(str(b[0])) or str(b[0]).startswith(str(a[0]))


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
