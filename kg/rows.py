"""A verb shared by several clauses, of which only the last has it, in; a view of the sentence for each clause out.

    兄が牛島建機を、弟が牛島リースを|創業した → 兄が牛島建機を|創業した; 弟が牛島リースを|創業した

Gapping: every clause of the row has phrases in the same cases; what stands before the row, a topic, is of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from kg.clauses import Syntax
from kg.model import AGENTS, Kind

_OBJECTS = ("ヲ", "ニ")


def rows(syntax: Syntax, at: int) -> tuple[Syntax, ...]:
    """The sentence as each clause of a gapped row would have it, in order; the sentence itself where there is no row."""
    kids = [c for c in syntax.children[at] if c < at and not syntax.phrases[c].predicate]
    groups = _groups(syntax, kids)
    if len(groups) < 2:
        return (syntax,)
    inner = {c for group in groups for c in group}
    return tuple(_view(syntax, at, inner - set(group)) for group in groups)


def _groups(syntax: Syntax, kids: Sequence[int]) -> list[list[int]]:
    """Runs of phrases with the same cases, each but the last ended by a comma."""
    groups: list[list[int]] = [[]]
    for c in kids:
        if groups[-1] and _mark(syntax, c) in [_mark(syntax, k) for k in groups[-1]]:
            if not syntax.words(syntax.phrases[groups[-1][-1]].span).endswith("、"):
                return []
            groups.append([])
        groups[-1].append(c)
    cases = [{_mark(syntax, c) for c in group} for group in groups]
    if len(groups) > 1 and cases[0] > cases[1]:  # 三浦氏は|2010年にXを、2015年にYを: a topic of both
        groups[0] = [c for c in groups[0] if _mark(syntax, c) in cases[1]]
        cases[0] = cases[1]
    same = all(c == cases[0] and len(c) > 1 for c in cases)
    named = all(
        any(_mark(syntax, c) in _OBJECTS and any(m.kind in AGENTS for m in syntax.members(c)) for c in group) for group in groups
    )
    return groups if same and named and any(_mark(syntax, c) in _OBJECTS for c in groups[0]) else []


def _mark(syntax: Syntax, index: int) -> str:
    """A phrase's case; a date's is its being one, whatever marks it: 2010年に, 2015年には."""
    p = syntax.phrases[index]
    if p.mentions and all(m.kind is Kind.DATE for m in p.mentions):
        return "date"
    return p.case


def _view(syntax: Syntax, at: int, others: set[int]) -> Syntax:
    """The sentence without the phrases of the row's other clauses."""
    view = copy(syntax)
    hidden = [syntax.phrases[c].span for c in others]
    view.mentions = tuple(m for m in syntax.mentions if not any(span.covers(m.span) for span in hidden))
    view.children = tuple(
        tuple(c for c in kids if c not in others) if i == at else kids for i, kids in enumerate(syntax.children)
    )
    return view
