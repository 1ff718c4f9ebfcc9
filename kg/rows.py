"""A verb shared by several clauses, of which only the last has it, in; a view of the sentence for each clause out.

    兄が牛島建機を、弟が牛島リースを|創業した → 兄が牛島建機を|創業した; 弟が牛島リースを|創業した
    2020年にシードで4000万円を、22年にシリーズAで3億円を|調達した → two sums, each with its year and round
    2017年にX、19年にY、22年にZを|買収した → 2017年にXを|買収した; 19年にYを|買収した; 22年にZを|買収した

Gapping: every clause of the row has phrases in the same cases, or all but the last leave out the mark of their last phrase;
what stands before the row, a topic, is of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from kg.chunks import Phrase
from kg.clauses import Syntax
from kg.model import AGENTS, Kind

_OBJECTS = ("ヲ", "ニ")
_NAMED = (*AGENTS, Kind.DATE, Kind.MONEY, Kind.ROUND)


def rows(syntax: Syntax, at: int) -> tuple[Syntax, ...]:
    """The sentence as each clause of a gapped row would have it, in order; the sentence itself where there is no row."""
    kids = [c for c in syntax.children[at] if c < at and not syntax.phrases[c].predicate]
    groups = _groups(syntax, kids)
    if len(groups) < 2:
        return _unmarked(syntax, at)
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
    return groups if same and all(_says_what(syntax, group) for group in groups) else []


def _says_what(syntax: Syntax, group: Sequence[int]) -> bool:
    """2015年に|Yを; 22年に|シリーズAで|3億円を: a clause of its own, and no more than a share of one sum."""
    objects = [m for c in group if _mark(syntax, c) in _OBJECTS for m in syntax.members(c)]
    whens = any(m.kind in (Kind.DATE, Kind.ROUND) for c in group for m in syntax.phrases[c].mentions)
    return any(m.kind in AGENTS or (m.kind is Kind.MONEY and whens) for m in objects)


def _unmarked(syntax: Syntax, at: int) -> tuple[Syntax, ...]:
    """Clauses whose last phrase has lost its mark: 1997年にX、|2006年にはYに|買収された, Xを30億円、|Yを20億円で|買収した."""
    own: list[Phrase] = []
    others: list[list[Phrase]] = []
    for p in reversed(syntax.phrases[:at]):
        if p.predicate:
            break
        if _loses_mark(syntax, p):
            others.append([p])
        elif p.case != "ノ" and any(m.kind in _NAMED for m in p.mentions):
            row = others[-1] if others else own
            if not others or len(row) < len(own):
                row.append(p)
    if len(own) < 2 or not others or any(_shape(row) != _shape(own) for row in others):
        return (syntax,)
    inner = {p.index for row in (*others, own) for p in row}
    return tuple(_marked(syntax, at, row, own, inner) for row in (*reversed(others), own))


def _loses_mark(syntax: Syntax, p: Phrase) -> bool:
    """19年に|Y、"""
    named = any(m.kind in AGENTS or m.kind is Kind.MONEY for m in p.mentions)
    return p.case == "" and named and syntax.words(p.span).endswith("、")


def _shape(row: Sequence[Phrase]) -> list[tuple[str, str]]:
    """What each phrase of a clause names and how it is marked, from the last, whose mark may be lost."""
    kinds = ["agent" if p.mentions[-1].kind in AGENTS else p.mentions[-1].kind.value for p in row]
    return [(k, "" if i == 0 or k == "date" else p.case) for i, (k, p) in enumerate(zip(kinds, row, strict=True))]


def _marked(syntax: Syntax, at: int, row: Sequence[Phrase], own: Sequence[Phrase], inner: set[int]) -> Syntax:
    """The sentence with one clause of a row, marked as the last of the row is."""
    mine = {p.index: replace(p, head=at, case=q.case) for p, q in zip(row, own, strict=True)}
    view = _view(syntax, at, inner - mine.keys())
    shown = mine | {i: replace(syntax.phrases[i], mentions=()) for i in inner - mine.keys()}
    view.phrases = tuple(shown.get(p.index, p) for p in syntax.phrases)
    view.children = tuple(
        tuple(sorted({*kids} - inner | mine.keys())) if i == at else tuple(c for c in kids if c not in inner)
        for i, kids in enumerate(syntax.children)
    )
    return view


def _mark(syntax: Syntax, index: int) -> str:
    """A phrase's case; a date's is its being one, whatever marks it: 2010年に, 2015年には."""
    p = syntax.phrases[index]
    if p.mentions and all(m.kind is Kind.DATE for m in p.mentions):
        return "date"
    return p.case


def _view(syntax: Syntax, at: int, others: set[int]) -> Syntax:
    """The sentence without the phrases of the row's other clauses."""
    view = copy(syntax)
    view.forget()
    hidden = [syntax.phrases[c].span for c in others]
    view.mentions = tuple(m for m in syntax.mentions if not any(span.covers(m.span) for span in hidden))
    view.children = tuple(
        tuple(c for c in kids if c not in others) if i == at else kids for i, kids in enumerate(syntax.children)
    )
    return view
