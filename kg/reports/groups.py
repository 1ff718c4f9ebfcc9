"""Tellings in, those of one event together out: no order of reading, no first report that decides.

    together([10 May 10億円, May, 12 May 12億円]) → [[10 May], [May], [12 May]]: May may be either, so it is neither

Two are one if nothing speaks against it, enough for it, and nothing that may be the one contradicts the other.
Each is compared only with those that share a date, a party, a sum … with it: near-linear in the number of tellings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.reports.exactness import before, dates_agree, days, sums_agree, to_the_month
from kg.reports.likeness import FAR, against, span, speaks, told_when
from kg.reports.tellings import PARTIES, Key, Telling, telling

_MOST = 32  # neighbours by date that one telling is compared with, of all that share a word with it


def together(told: Sequence[Telling]) -> list[tuple[Telling, ...]]:
    """Every telling in one group, groups and members sorted by IRI; what a group tells together is compared again."""
    groups: list[tuple[Telling, ...]] = [(t,) for t in sorted(told, key=lambda t: t.iri)]
    keys: frozenset[Key] | None = None  # of what was put together last; None of all
    while True:
        found = _once([whole(g) for g in groups], keys)
        if len(found) == len(groups):
            return sorted(groups, key=lambda g: g[0].iri)
        keys = frozenset(key for f in found if len(f) > 1 for i in f for t in groups[i] for key in t.keys)
        groups = [tuple(sorted((t for i in f for t in groups[i]), key=lambda t: t.iri)) for f in found]


def whole(group: Sequence[Telling]) -> Telling:
    """What all reports of a fact tell together, under its first IRI."""
    if len(group) == 1:
        return group[0]
    reports = sorted((s for t in group for s in t.reports), key=lambda s: (s.article, s.event.iri))
    return replace(telling(reports), iri=min(t.iri for t in group))


def _once(told: Sequence[Telling], keys: frozenset[Key] | None) -> list[list[int]]:
    """The indexes of what is one event, of the blocks named by some keys."""
    near: dict[int, set[int]] = defaultdict(set)  # what may be one event
    one: set[tuple[int, int]] = set()  # what is, but for a third that has a say
    for a, b in sorted(_pairs(told, keys)):
        if dates_agree(told[a].date, told[b].date) and not against(told[a], told[b]):  # most differ by their day
            near[a].add(b)
            near[b].add(a)
            if speaks(told[a], told[b]):
                one.add((a, b))
    at_odds: dict[tuple[int, int], bool] = {}
    sure = [(a, b) for a, b in sorted(one) if not _claimed(a, b, near, told, at_odds)]
    found = components(len(told), sure)
    return [g for f in found for g in ([f] if _coherent([told[i] for i in f]) else [[i] for i in f])]


def _claimed(a: int, b: int, near: Mapping[int, set[int]], told: Sequence[Telling], seen: dict[tuple[int, int], bool]) -> bool:
    """Whether a third may be one of the two, and not the other: then so may be either."""
    for one, other in ((a, b), (b, a)):
        for third in near[one] - near[other] - {other}:
            pair = (min(third, other), max(third, other))
            if pair not in seen:
                seen[pair] = bool(against(told[pair[0]], told[pair[1]]))
            if seen[pair]:
                return True
    return False


def components(n: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What pairs put together, by the least of each; order changes nothing."""
    above = list(range(n))

    def top(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    for a, b in pairs:
        x, y = sorted((top(a), top(b)))
        above[y] = x
    out: dict[int, list[int]] = defaultdict(list)
    for i in range(n):
        out[top(i)].append(i)
    return [out[i] for i in sorted(out)]


def _coherent(told: Sequence[Telling]) -> bool:
    """Whether a chain of pairs holds as a whole: 10 May – 椋木 – 10億円 – 12 May does not."""
    if len(told) < 3:
        return True
    articles = [a for t in told for a in t.articles]
    date, end = (max((d for d in ds), key=lambda d: (len(d), d)) for ds in ([t.date for t in told], [t.end for t in told]))
    sums = list({t.sum.iri: t.sum for t in told if t.sum is not None}.values())
    return (
        len(articles) == len(set(articles))
        and all(dates_agree(t.date, date) and dates_agree(t.end, end) for t in told)
        and all(sums_agree(a, b) for a, b in combinations(sums[:_MOST], 2))
        and not before(end, date)
        and not any(before(step, date) for t in told for step in t.steps)
        and (told[0].type == "Position" or len({t.word for t in told} - {""}) < 2)
        and not (
            set().union(*(t.parties.get("plaintiff", ()) for t in told))
            & set().union(*(t.parties.get("defendant", ()) for t in told))
        )
        and all(not against(a, b) for a, b in combinations(told[:_MOST], 2))
    )


def _pairs(told: Sequence[Telling], keys: frozenset[Key] | None) -> set[tuple[int, int]]:
    """Pairs that share a word, each the lesser index first."""
    shelves: dict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, t in enumerate(told):
        exact = to_the_month(t.date)
        for key in t.keys if keys is None else keys.intersection(t.keys):
            for word in _words(t):
                shelves[(*key, t.status, *word)][exact].append(i)
    out: set[tuple[int, int]] = set()
    for shelf, (loose, exact_) in shelves.items():
        day = {i: (span(told[i]) or (0, 0), told[i].iri) for i in (*loose, *exact_)}
        if shelf[-2] in ("month", "all"):
            out |= set(_neighbours(sorted((*loose, *exact_), key=lambda i: day[i])))
            continue
        # two days that are told are of one month or of two events: only who says less is looked up by other words
        out |= set(_neighbours(sorted(loose, key=lambda i: day[i])))
        out |= {(min(i, j), max(i, j)) for i in loose for j in exact_[:_MOST]}
    return out


def _neighbours(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    for at, i in enumerate(indexes):
        for j in indexes[at + 1 : at + 1 + _MOST]:
            yield min(i, j), max(i, j)


def _words(t: Telling) -> Iterator[tuple[str, str]]:
    """What a telling can be found by, besides its key party."""
    if t.type in ("Founding", "Position", "Lawsuit"):
        yield "all", ""
        return
    if t.date:
        yield "year", t.date[:4]
    if to_the_month(t.date):
        yield "month", t.date[:7]
    for role in PARTIES[t.type]:
        yield from (("party", iri) for iri in sorted(t.parties[role]))
    if t.sum is not None:
        yield "sum", f"{t.sum.currency} {t.sum.value} {t.sum.low} {t.sum.high}"
    if t.word:
        yield "word", t.word
    yield from (("when", str(n)) for n in _weeks(t))


def _weeks(t: Telling) -> Iterator[int]:
    """Stretches of 31 days that a telling stands in or beside."""
    found = None if t.date and not to_the_month(t.date) else days(t.date) or days(t.first)
    if found:
        yield from range(found[0] // 31 - 1, found[0] // 31 + 2)


def disputed(facts: Sequence[Telling]) -> list[tuple[int, int]]:
    """Pairs of one key party that are near each other by their dates or by those of their reports, sorted: what may be at odds."""
    shelves: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(facts):
        for key in t.keys:
            shelves[key].append(i)
    out: set[tuple[int, int]] = set()
    for key, shelf in shelves.items():
        most = 400_000 if key[0] == "Founding" else FAR  # days: a company is founded once
        for when in (span, told_when):
            spans = {i: when(facts[i]) or (0, 0) for i in shelf}
            out |= set(_near(sorted(shelf, key=lambda i: (spans[i], facts[i].iri)), spans, most))
    return sorted(out)


def _near(indexes: Sequence[int], spans: Mapping[int, tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """Neighbours, sorted by their first days, as far as these are not too far from the last."""
    for at, i in enumerate(indexes):
        for j in indexes[at + 1 : at + 1 + _MOST]:
            if spans[j][0] > spans[i][1] + most:
                break
            yield min(i, j), max(i, j)
