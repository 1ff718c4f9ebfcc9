"""A statement whose verb governs several rows of the same shape in, one statement for each row out.

    2017年にX、|19年にY、|22年にZを|買収した → X 2017, Y 2019, Z 2022
    1997年にX、|2006年にはYに|買収された; Xを30億円、|Yを20億円で|買収した

All rows but the last leave out the verb and the mark of their last phrase (gapping, right-node raising).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Phrase
from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.model import AGENTS, Date, Filler, Kind, Mention, Statement

Row = Sequence[Mention]
_KINDS = (*AGENTS, Kind.DATE, Kind.MONEY)


def in_rows(told: Statement, syntax: Syntax, discourse: Discourse) -> tuple[Statement, ...]:
    """One statement for each row before the statement's verb; itself where there is but one."""
    rows = _rows(syntax, syntax.bunsetsu_at(told.trigger.start))
    if len(rows) < 2:
        return (told,)
    last = rows[-1]
    spans = {m.span: i for i, m in enumerate(last)}
    others = {m.span for row in rows[:-1] for m in row}
    filled = [(role, f, spans.get(f.span)) for role, f in told.roles if f.span not in others]
    if not any(i is not None and isinstance(f.value, int) for _, f, i in filled):
        return (told,)
    return tuple(replace(told, roles=tuple(_filled(filled, row, discourse))) for row in rows)


def _filled(roles: Sequence[tuple[str, Filler, int | None]], row: Row, discourse: Discourse) -> list[tuple[str, Filler]]:
    """The roles of the last row's statement with another row's fillers."""
    out: list[tuple[str, Filler]] = []
    date = next((m for m in row if isinstance(m.value, Date)), None)
    for role, f, i in roles:
        if isinstance(f.value, Date) and date is not None and isinstance(date.value, Date):
            out.append((role, replace(f, value=date.value, span=date.span)))
        elif i is None:
            out.append((role, f))
        elif isinstance(f.value, int):
            out += [(role, replace(f, value=e, span=row[i].span)) for e in discourse.ids(row[i])[:1]]
        elif (value := row[i].value) is not None:
            out.append((role, replace(f, value=value, span=row[i].span)))
    return out


def _rows(syntax: Syntax, at: int) -> list[Row]:
    """The rows in front of a predicate, the last of them its own; none where they differ in shape."""
    if not syntax.phrases[at].predicate:
        return []
    own: list[Phrase] = []
    rows: list[list[Phrase]] = []
    for p in reversed(syntax.phrases[:at]):
        if p.predicate:
            break
        ends = _ends_row(syntax, p)
        if ends:
            rows.append([p])
        elif p.case == "ノ" or not any(m.kind in _KINDS for m in p.mentions):
            continue
        elif rows:
            if len(rows[-1]) < len(own):
                rows[-1].append(p)
        else:
            own.append(p)
    shape = _shape(own)
    alike = [r for r in rows if _shape(r) == shape]
    if len(shape) < 2 or not alike or len(alike) != len(rows) or not any(p.mentions[0].kind in AGENTS for p in own):
        return []
    return [[p.mentions[-1] for p in reversed(r)] for r in (*reversed(rows), own)]


def _ends_row(syntax: Syntax, p: Phrase) -> bool:
    """19年に|Y、: a name or a sum that has lost its mark."""
    kinds = {m.kind for m in p.mentions}
    return p.case == "" and syntax.words(p.span).endswith("、") and bool(kinds & {*AGENTS, Kind.MONEY})


def _shape(row: Sequence[Phrase]) -> list[tuple[str, str]]:
    """What each phrase of a row names and how it is marked, but for the last's mark, which only the last row has."""
    return [
        ("agent" if p.mentions[-1].kind in AGENTS else p.mentions[-1].kind.value, "" if i == 0 else p.case)
        for i, p in enumerate(row)
    ]
