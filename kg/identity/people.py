"""Groups in, people joined: full names (and namesakes kept apart), Latin by sound, family names in context.

    鳴瀬電装の生駒社長, and 生駒里美 told as 社長 of 鳴瀬電装 elsewhere, and nobody else there whose name begins so → one

Never on a family name alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.clusters import parts
from kg.consonants import skeletons
from kg.identity.context import STRONG, cited, common, fits, telling
from kg.identity.forms import families, full, kana, kana_key, latin, person_key
from kg.identity.groups import Groups, Why, days_apart
from kg.identity.units import Tie, Unit
from kg.rivals import one_sound
from kg.spelling import SAME, same_name

BLOCK, FACETS = 40, 60
IN_POST, BETWEEN = 5 * 365, 3 * 365  # days between a full name and a family name of one post, and between two family names
EVENT = 2 * 365
_FOUNDER = frozenset("創業者 共同創業者 創設者 社長 会長 CEO 代表 代表取締役 代表取締役社長 最高経営責任者".split())


@dataclass(frozen=True, slots=True)
class Apart:
    """A namesake, whom it was kept apart from, and why."""

    unit: int
    other: int
    reason: str


def by_name(groups: Groups) -> list[Apart]:
    """Full names: one but for spelling are one, unless something speaks against it."""
    people = [u for u in groups.units if u.person]
    for iri, block in sorted(_blocks((u for u in people if u.told.scoped), lambda u: u.iri)):
        del iri
        for u in block[1:]:
            groups.join(block[0].id, u.id, Why("same-name", f"{cited(u)} and {cited(block[0])} have one node", 0.95))
    apart: list[Apart] = []
    for _, block in sorted(_blocks((u for u in people if not u.told.scoped), lambda u: person_key(u.told.name))):
        apart += _namesakes(groups, block)
    return apart


def _blocks(units: Iterator[Unit], key: object) -> Iterator[tuple[str, list[Unit]]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        out[key(u)].append(u)  # type: ignore[operator]
    return ((k, sorted(us, key=lambda u: (u.iri, u.occurrences[0]))) for k, us in out.items() if len(us) > 1)


def _why(u: Unit, v: Unit, confidence: float = 0.9) -> Why:
    if u.told.name == v.told.name:
        return Why("same-name", f"{cited(u)} and {cited(v)} have one full name, and nothing speaks against it", confidence)
    return Why("full-name", f"{cited(u)} and {cited(v)} are one full name but for spacing or an old character", confidence)


def _namesakes(groups: Groups, block: Sequence[Unit]) -> list[Apart]:
    """Those of one full name: first who has a body or an event in common; then all, unless some are shown to be others."""
    anchors: dict[int, list[int]] = defaultdict(list)
    for u in sorted(block, key=lambda u: (u.born is None, -len(u.ties))):
        for other in sorted({groups.find(t.other) for t in u.ties}):
            if not telling(groups, other):
                continue
            if not any(groups.one(v, u.id) or groups.join(v, u.id, _why(u, groups.units[v], 0.95)) for v in anchors[other][:4]):
                anchors[other].append(u.id)
    facets = list(dict.fromkeys(groups.find(u.id) for u in block))
    if len(facets) == 1:
        return []
    facets.sort(key=lambda f: (-groups.group(f).size, groups.units[f].first))
    rivals = {f: {g for g in facets[:FACETS] if f != g and groups.against(f, g)} for f in facets[:FACETS]}
    if not any(rivals.values()):
        blocked = [f for f in facets if not _joined_to(groups, facets[0], f)]
        return [Apart(f, facets[0], groups.against(f, facets[0])) for f in blocked]
    return _placed(groups, facets, rivals)


def _joined_to(groups: Groups, centre: int, f: int) -> bool:
    return groups.one(centre, f) or groups.join(centre, f, _why(groups.units[f], groups.units[centre]))


def _placed(groups: Groups, facets: Sequence[int], rivals: dict[int, set[int]]) -> list[Apart]:
    """There are several people: each facet that is shown to be another is one; whose age agrees are one again."""
    people: list[int] = []
    for f in facets[:FACETS]:
        if not rivals[f]:
            continue
        born = groups.group(f).born
        same = [p for p in people if born and groups.group(p).born and not groups.against(p, f)]
        if len(same) != 1 or not groups.join(same[0], f, _why(groups.units[f], groups.units[same[0]], 0.85)):
            people.append(f)
    total = sum(groups.group(p).size for p in people)
    apart = [
        Apart(p, q, reason)
        for p in people
        for q in [next((q for q in people if q != p and groups.against(p, q)), people[0])]
        if p != q and (reason := groups.against(p, q))
    ]
    for f in facets:
        if any(groups.one(f, p) for p in people):
            continue
        able = [p for p in people if not groups.against(p, f)]
        main = [p for p in able if groups.group(p).size >= 0.9 * total and total >= 10]
        chosen = able if len(able) == 1 else main
        if len(chosen) == 1 and groups.join(chosen[0], f, _why(groups.units[f], groups.units[chosen[0]], 0.7)):
            continue
        apart.append(
            Apart(f, people[0], f"several people are called {groups.units[f].label}, and nothing tells which of them this is")
        )
    return apart


def by_sound(groups: Groups) -> None:
    """マーカス・ヘイルブロン and Marcus Heilbronn; ヴィレム and ウィレム."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for u in groups.units:
        if u.person and not u.told.scoped and (latin(u.told.name) or kana(u.told.name)) and len(parts(u.told.name)) > 1:
            for skeleton in skeletons(parts(u.told.name)[-1]):
                blocks[skeleton].add(groups.find(u.id))
    tried: dict[int, set[int]] = defaultdict(set)
    for skeleton in sorted(blocks):
        block = sorted(blocks[skeleton])[:BLOCK]
        for a in block:
            tried[a] |= {b for b in block if a != b}
    for a in sorted(tried):
        found = [(b, c) for b in sorted(tried[a]) if not groups.one(a, b) if (c := _heard(groups, a, b))]
        if len({groups.find(b) for b, _ in found}) == 1:
            b, (confidence, says) = found[0]
            u, v = groups.units[a], groups.units[b]
            why = Why("katakana", f"{cited(u)} and {cited(v)} are one name by sound, {says}", confidence)
            groups.join(a, b, why, renames=True)


def _heard(groups: Groups, a: int, b: int) -> tuple[float, str] | None:
    u, v = groups.units[a], groups.units[b]
    x, y = u.told.name, v.told.name
    if latin(x) and latin(y):
        return None
    if kana(x) and kana(y) and kana_key(person_key(x)) == kana_key(person_key(y)):
        return 0.9, "but for how katakana is spelled"
    sure = same_name(x, y)
    if sure < SAME and not one_sound(x, y):
        return None
    shared = common(groups, a, b)
    if shared.strength == STRONG:
        return 0.92, shared.words
    if latin(x) != latin(y) and sure >= SAME and len(parts(x)) == len(parts(y)):
        return (0.85, shared.words) if shared.strength else (0.75, "every part of it")
    return None


def stated(groups: Groups) -> None:
    """マーカス・ヘイルブロン(Marcus Heilbronn): two full names that one article gives to one."""
    heads: dict[str, set[int]] = defaultdict(set)
    for u in groups.units:
        if u.person and not u.told.scoped:
            heads[person_key(u.told.name)].add(u.id)
    for u in groups.units:
        for alias in sorted(u.names) if u.person and not u.told.scoped else ():
            k = person_key(alias)
            if k == person_key(u.told.name) or not full(alias) or k not in heads:
                continue
            homes = sorted({groups.find(i) for i in heads[k]})
            able = [h for h in homes if groups.one(h, u.id) or not groups.against(h, u.id, renames=True)]
            if len(able) == 1 and len(homes) == 1:
                v = groups.units[able[0]]
                why = Why("stated", f"an article ({u.days[0] or 'no date'}) calls 「{u.label}」 {alias} as well", 0.92)
                groups.join(u.id, v.id, why, renames=True)


Spans = dict[tuple[int, Tie], tuple[str, str]]  # a person and what ties him → the first and the last day it is told


def families_in_context(groups: Groups) -> None:
    """A family name: to the one full name that has the same post, or part in the same event; else to another family name."""
    index: dict[tuple[int, str], Spans] = defaultdict(dict)
    for u in groups.units:
        if u.person and not u.told.scoped:
            _index(groups, u, index)
    later: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    for u in groups.units:
        if u.person and u.told.scoped and not groups.group(u.id).names:
            _placed_by_post(groups, u, index, later)
    for at in sorted(later):
        _alike(groups, later[at], at[0])


def _index(groups: Groups, u: Unit, index: dict[tuple[int, str], Spans]) -> None:
    root = groups.find(u.id)
    keys = set(families(u.told.name))
    keys |= {"~" + s for p in parts(u.told.name)[-1:] if latin(p) or kana(p) for s in skeletons(p) if len(parts(u.told.name)) > 1}
    for tie in u.ties:
        other = groups.find(tie.other)
        if not _anchors(groups, other, tie):
            continue
        for k in keys:
            spans, at = index[other, k], (root, tie._replace(other=other))
            first, last = spans.get(at, u.days)
            spans[at] = (min(first, u.days[0]), max(last, u.days[1]))


def _anchors(groups: Groups, other: int, tie: Tie) -> bool:
    """A post of any body that has a name; of an event no court, which has many."""
    return not groups.units[other].person and (tie.fact == "Position" or telling(groups, other))


def _placed_by_post(
    groups: Groups, u: Unit, index: dict[tuple[int, str], Spans], later: dict[tuple[int, str], list[Unit]]
) -> None:
    name = u.told.name
    keys = [person_key(name), *(("~" + s for s in skeletons(name)) if latin(name) or kana(name) else ())]
    found: dict[int, Tie] = {}
    for tie in sorted(u.ties):
        other = groups.find(tie.other)
        if not _anchors(groups, other, tie):
            continue
        for k in keys:
            for (root, theirs), span in index.get((other, k), {}).items():
                v = groups.units[root]
                if not _compatible(tie, theirs, u.days, span) or not _called(name, v.told.name, k):
                    continue
                found.setdefault(groups.find(root), tie)
    able = [r for r in sorted(found) if not groups.against(r, u.id)]
    if len(found) == 1 and len(able) == 1:
        v, tie = groups.units[able[0]], found[able[0]]
        where = groups.units[tie.other].label
        what = f"{tie.detail} of {where}" if tie.fact == "Position" else f"{tie.role} of one {tie.fact.lower()} with {where}"
        says = f"{cited(u)} and {cited(v)} are both told as {what}, and no other full name there begins so"
        groups.join(v.id, u.id, Why("family-name", says, 0.9))
    elif not found:
        for tie in sorted(u.ties):
            other = groups.find(tie.other)
            if _anchors(groups, other, tie) and (tie.fact != "Position" or tie.detail):
                later[other, person_key(name)].append(u)


def _called(short: str, long: str, key: str) -> bool:
    """By the letters, or by sound."""
    return not key.startswith("~") or any(one_sound(short, p) for p in (parts(long)[-1],))


def _compatible(mine: Tie, theirs: Tie, day: tuple[str, str], span: tuple[str, str]) -> bool:
    """One post, or one event, and not years apart."""
    apart = min(days_apart(day[0], span[0]), days_apart(day[1], span[1]), 0 if span[0] <= day[0] <= span[1] else 1 << 30)
    if fits(mine, theirs):
        return apart <= (IN_POST if mine.fact == "Position" else EVENT)
    founders = {mine.fact, theirs.fact} == {"Position", "Founding"}
    title = mine.detail if mine.fact == "Position" else theirs.detail
    return founders and {mine.role, theirs.role} == {"holder", "founder"} and title in _FOUNDER and apart <= IN_POST


def _alike(groups: Groups, block: Sequence[Unit], other: int) -> None:
    """Two family names of one post in one body, not years apart."""
    done: list[tuple[Tie, Unit]] = []
    for u in dict.fromkeys(block_ids(block)):
        unit = groups.units[u]
        mine = [
            t._replace(other=other)
            for t in sorted(unit.ties)
            if groups.find(t.other) == other and (t.fact != "Position" or t.detail)
        ]
        for tie in mine:
            near = [v for t, v in done[-8:] if fits(t, tie) and days_apart(v.days[1], unit.days[0]) <= BETWEEN]
            if near and not groups.one(near[-1].id, u):
                where = groups.units[other].label
                what = (
                    f"{tie.detail} of {where}" if tie.fact == "Position" else f"{tie.role} of one {tie.fact.lower()} with {where}"
                )
                says = f"{cited(unit)} and {cited(near[-1])} are both told as {what}, and no full name rivals"
                groups.join(near[-1].id, u, Why("family-name", says, 0.8))
        done += [(t, unit) for t in mine]


def block_ids(block: Sequence[Unit]) -> list[int]:
    """In the order of their days."""
    return [u.id for u in sorted(block, key=lambda u: (u.days, u.occurrences[0]))]
