"""Units of one name in, those that are one joined, the others kept apart, out.

A body's name is one body's, unless two are shown to be others or many have such names. A person's full name is thinner: those are one
who have something in common, a body, an event, company kept, an age that fits, articles on one matter; or whom ten articles give the name
to, so that it means that person. The rarer the family name, the fewer words the articles must share; with nothing in common nobody is
one, for a wrong join is worse than a missed one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from kg.identity.against import ESTABLISHED, days_apart
from kg.identity.context import FIRM, HINT, LIKELY, SURE, cited, one_matter, telling, thin, told_of
from kg.identity.forms import body_key, everyday
from kg.identity.forms import common as common_name
from kg.identity.groups import Groups, Why
from kg.identity.units import Unit, company

FACETS = 60
LIFETIME = (
    15 * 365
)  # days after which a rare name that nothing places may be another's: two pitchers of one school, 1998 and 2024
KIN = 3  # characters that a body's name has in another's, at least
MOST = 0.9  # of the occurrences whose bearer is known


@dataclass(frozen=True, slots=True)
class Apart:
    """A namesake, whom it was kept apart from, and why."""

    unit: int
    other: int
    reason: str


def same_named(groups: Groups, block: Sequence[Unit]) -> list[Apart]:
    """A person or a body for each who is shown to be one."""
    if len({groups.find(u.id) for u in block}) == 1:
        return []
    at: dict[int, list[int]] = defaultdict(list)
    for u in sorted(block, key=lambda u: (u.born is None, -len(u.ties), u.id)):
        for other in sorted(anchors(groups, u)):
            if not any(groups.one(v, u.id) or groups.join(v, u.id, why(u, groups.units[v], 0.95)) for v in at[other][:4]):
                at[other].append(u.id)
    facets = list(dict.fromkeys(groups.find(u.id) for u in block))
    if len(facets) == 1:
        return []
    facets.sort(key=lambda f: (-groups.group(f).size, groups.units[f].first))
    if not block[0].person and not any(groups.against(f, g) for i, f in enumerate(facets[:FACETS]) for g in facets[:i]):
        centre = facets[0]
        able = [f for f in facets[1:] if not thin(groups, centre, f)]
        left = [f for f in facets[1:] if f not in able or not groups.join(centre, f, why(groups.units[f], groups.units[centre]))]
        return [Apart(f, centre, groups.against(f, centre) or _nothing(groups, f)) for f in left]
    return _placed(groups, facets, {f for u in block if anchors(groups, u) for f in [groups.find(u.id)]})


def anchors(groups: Groups, u: Unit) -> set[int]:
    """What places a unit: whom it has to do with, and of a person whom it is told of beside."""
    others = company(u) if u.person else {t.other for t in u.ties}
    return {root for i in others if telling(groups, root := groups.find(i))}


def why(u: Unit, v: Unit, confidence: float = 0.9) -> Why:
    if u.told.name == v.told.name:
        return Why("same-name", f"{cited(u)} and {cited(v)} have one name, and nothing speaks against it", confidence)
    return Why("full-name", f"{cited(u)} and {cited(v)} are one full name but for spacing or an old character", confidence)


def _placed(groups: Groups, facets: Sequence[int], placed: set[int]) -> list[Apart]:
    """Those whose age fits are one; then all that fit the one that nearly everybody means. `placed` are told of with a body."""
    known: list[int] = []
    spoken: dict[str, list[int]] = defaultdict(list)
    for f in facets[:FACETS]:
        same = [k for k in known if groups.group(k).born and not groups.against(k, f)] if groups.group(f).born else []
        if len(same) == 1 and groups.join(same[0], f, why(groups.units[f], groups.units[same[0]], 0.85)):
            continue
        words = groups.summary(f).spoken.all
        if not _of_one_matter(groups, f, words, spoken):
            known.append(f)
        for word in words:
            spoken[word].append(f)
    main = groups.find(known[0])
    total = sum(groups.group(k).size for k in known if len(known) < FACETS or groups.group(k).size > 1)
    sure = groups.group(main).size >= max(ESTABLISHED, MOST * total)
    free = {k for k in known if k not in placed}
    out = []
    for f in dict.fromkeys(groups.find(f) for f in facets):
        if groups.one(f, main):
            continue
        against = groups.against(f, main)
        unplaced = len(known) - len(free) < 2 and (f in free or main in free)
        able = not against and (sure or _rare(groups, f, main, unplaced))
        if able and groups.join(main, f, why(groups.units[f], groups.units[main], 0.75)):
            continue
        out.append(Apart(f, main, against or _nothing(groups, f)))
    return out


def _rare(groups: Groups, f: int, main: int, unplaced: bool) -> bool:
    """Whether a person's name is so rare that little more is needed: a word that both articles have, or bodies of one house."""
    u = groups.units[f]
    name = u.told.name
    if not u.person or common_name(name) or _days_between(groups, f, main) > LIFETIME:
        return False
    if _kin_posts(groups, f, main):
        return True
    return unplaced and not everyday(name) and one_matter(groups, groups.summary(f), groups.summary(main), f, main).weight >= HINT


def _of_one_matter(groups: Groups, f: int, words: Set[str], spoken: Mapping[str, Sequence[int]]) -> bool:
    """Whether it is joined with the one of its name that is told of in articles on the same. `spoken`: of each word, in whose articles."""
    most: dict[int, float] = defaultdict(float)  # what it may have in common with each
    for word in sorted(words):
        for k in {groups.find(k) for k in spoken.get(word, ())}:
            most[k] += groups.matters.weigh(word)
    near = sorted(k for k, weighs in most.items() if weighs >= LIKELY)
    shared = [(k, one_matter(groups, groups.summary(f), groups.summary(k), f, k)) for k in near]
    likely = [(k, m) for k, m in shared if m.weight >= LIKELY and _days_between(groups, k, f) <= LIFETIME]
    sure = [(k, m) for k, m in likely if m.weight >= SURE]
    if len(sure or likely) != 1:
        return False
    ((k, matter),) = sure or likely
    u, v = groups.units[f], groups.units[k]
    if matter.weight < FIRM and common_name(u.told.name):
        return False
    return groups.join(k, f, Why("full-name", f"{cited(u)} and {cited(v)} are one full name, told of in {told_of(matter)}", 0.9))


def _kin_posts(groups: Groups, f: int, g: int) -> bool:
    """A post of 伯耆ガス here, and one of a body whose name has 伯耆ガス in it there."""
    ours, theirs = (
        {
            body_key(groups.units[t.other].told.name)
            for u in groups.summary(i).units
            for t in u.ties
            if t.fact == "Position" and telling(groups, t.other)
        }
        for i in (f, g)
    )
    return any(min(len(x), len(y)) >= KIN and (x in y or y in x) for x in ours for y in theirs)


def _days_between(groups: Groups, f: int, g: int) -> int:
    """Of those that tell most of each the nearest."""
    spans = [(x.days, y.days) for x in groups.summary(f).units for y in groups.summary(g).units if x.days[0] and y.days[0]]
    return min((days_apart(a, b) for x, y in spans for a in x for b in y), default=0)


def _nothing(groups: Groups, f: int) -> str:
    label = groups.units[f].label
    return f"{label} here and {label} there have nothing in common but the name"
