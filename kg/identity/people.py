"""Groups in, people joined: full names (and namesakes kept apart), Latin by sound, family names in context.

    鳴瀬電装の生駒社長, and 生駒里美 told as 社長 of 鳴瀬電装 elsewhere, and nobody else there whose name begins so → one

Never on a family name alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kg.clusters import parts
from kg.consonants import skeletons
from kg.identity.against import days_apart
from kg.identity.context import STRONG, cited, common, fits, telling
from kg.identity.forms import common as common_name
from kg.identity.forms import families, full, kana, kana_key, latin, person_key
from kg.identity.groups import Groups, Why
from kg.identity.namesakes import Apart, anchors, same_named
from kg.identity.sounds import near
from kg.identity.titles import one_post, posts
from kg.identity.units import Tie, Unit
from kg.rivals import one_sound
from kg.spelling import SAME, same_name

BLOCK = 40
LEAVING = 60  # days
IN_POST, BETWEEN = 5 * 365, 3 * 365  # days between a full name and a family name of one post, and between two family names
EVENT = 2 * 365
_FOUNDER = frozenset("創業者 社長 会長 CEO 代表".split())


def by_name(groups: Groups) -> list[Apart]:
    """Full names: one but for spelling are one, unless something speaks against it."""
    people = [u for u in groups.units if u.person]
    for iri, block in sorted(_blocks((u for u in people if u.told.scoped), lambda u: u.iri)):
        del iri
        for u in block[1:]:
            groups.join(block[0].id, u.id, Why("same-name", f"{cited(u)} and {cited(block[0])} have one node", 0.95))
    apart: list[Apart] = []
    for _, block in sorted(_blocks((u for u in people if u.full), lambda u: person_key(u.told.name))):
        apart += same_named(groups, block)
    return apart


def _blocks(units: Iterator[Unit], key: Callable[[Unit], str]) -> Iterator[tuple[str, list[Unit]]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        out[key(u)].append(u)
    return ((k, sorted(us, key=lambda u: (u.iri, u.occurrences[0]))) for k, us in out.items() if len(us) > 1)


def by_sound(groups: Groups) -> None:
    """マーカス・ヘイルブロン and Marcus Heilbronn; ヴィレム and ウィレム."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for u in groups.units:
        if u.person and u.full and (latin(u.told.name) or kana(u.told.name)) and len(parts(u.told.name)) > 1:
            for skeleton in skeletons(parts(u.told.name)[-1]):
                blocks[skeleton].add(groups.find(u.id))
        if u.person and u.full and (latin(u.told.name) or kana(u.told.name)):
            for i in {t.other for t in u.ties} | u.beside if len(parts(u.told.name)) > 1 else ():
                if telling(groups, i):
                    blocks[f"with {groups.find(i)}"].add(groups.find(u.id))
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
    if (latin(x) and latin(y)) or person_key(x) == person_key(y):
        return None
    if kana(x) and kana(y) and kana_key(person_key(x)) == kana_key(person_key(y)):
        return (0.9, shared.words) if (shared := common(groups, a, b)).strength else None
    sure = same_name(x, y)
    if sure < SAME and not one_sound(x, y) and not near(x, y):
        return None
    shared = common(groups, a, b)
    if shared.strength == STRONG:
        return 0.92, shared.words
    if latin(x) != latin(y) and sure >= SAME and len(parts(x)) == len(parts(y)):
        if shared.strength:
            return 0.85, shared.words
        unplaced = not (anchors(groups, u) and anchors(groups, v))
        return (0.75, "and it is a rare one") if unplaced and not common_name(x) and not common_name(y) else None
    return None


def stated(groups: Groups) -> None:
    """マーカス・ヘイルブロン(Marcus Heilbronn): two full names that one article gives to one."""
    heads: dict[str, set[int]] = defaultdict(set)
    for u in groups.units:
        if u.person and u.full:
            heads[person_key(u.told.name)].add(u.id)
    for u in groups.units:
        for alias in sorted(u.names) if u.person and u.full else ():
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


class Left(NamedTuple):
    """Which posts were left: (person, body) → {title: day}; and the last day that a person is told to hold one."""

    ends: dict[tuple[int, int], dict[str, str]]
    held: dict[tuple[int, Tie], str]


def families_in_context(groups: Groups) -> None:
    """A family name: to the one full name that has the same post, or part in the same event; else to another family name."""
    index: dict[tuple[int, str], Spans] = defaultdict(dict)
    left = Left(defaultdict(dict), {})
    fulls: dict[int, set[str]] = defaultdict(set)
    for u in groups.units:
        if u.person and u.full:
            fulls[groups.find(u.id)].add(u.told.name)
    for u in groups.units:
        for name in sorted(fulls.get(groups.find(u.id), ())) if u.person else ():
            _index(groups, u, name, index, left)
    later: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    for u in groups.units:
        if u.person and not u.full and not groups.group(u.id).names:
            _placed_by_post(groups, u, index, left, later)
    for at in sorted(later):
        _alike(groups, later[at], at[0])


def _index(groups: Groups, u: Unit, name: str, index: dict[tuple[int, str], Spans], left: Left) -> None:
    root = groups.find(u.id)
    keys = set(families(name))
    keys |= {"~" + s for p in parts(name)[-1:] if latin(p) or kana(p) for s in skeletons(p) if len(parts(name)) > 1}
    for tie in u.ties:
        other = groups.find(tie.other)
        if not _anchors(groups, other, tie):
            continue
        at = (root, tie._replace(other=other))
        if tie in u.until:
            ends = left.ends[root, other]
            ends[tie.detail] = max(ends.get(tie.detail, ""), u.until[tie])
        else:
            left.held[at] = max(left.held.get(at, ""), u.days[1])
        for k in keys:
            spans = index[other, k]
            begun = min(u.days[0], u.since.get(tie.other, u.days[0]))
            first, last = spans.get(at, u.days)
            spans[at] = (min(first, begun), max(last, u.days[1]))


def _anchors(groups: Groups, other: int, tie: Tie) -> bool:
    """A post of any body that has a name; of an event no court, which has many."""
    return not groups.units[other].person and (tie.fact == "Position" or telling(groups, other))


def _placed_by_post(
    groups: Groups, u: Unit, index: dict[tuple[int, str], Spans], left: Left, later: dict[tuple[int, str], list[Unit]]
) -> None:
    name = u.told.name
    keys = [person_key(name), *(("~" + s for s in skeletons(name)) if latin(name) or kana(name) else ())]
    found: dict[int, Tie] = {}
    suing = [Tie("Lawsuit", role, i, "") for fact, role in sorted(u.sides) if fact == "Lawsuit" for i in sorted(u.beside)]
    for tie in (*sorted(u.ties), *suing):  # 真壁氏との訴訟: with whom is told beside
        other = groups.find(tie.other)
        if not _anchors(groups, other, tie):
            continue
        for k in keys:
            for (root, theirs), span in index.get((other, k), {}).items():
                v = groups.units[root]
                one = _compatible(tie, theirs, u.days, span) or _one_side(u, v, u.days, span)
                if not one or _left(left, root, theirs, u.days[0]) or not _called(name, v.told.name, k):
                    continue
                found.setdefault(groups.find(root), tie)
    if len(found) > 1 and len({person_key(groups.units[r].told.name) for r in found}) == 1:
        found = _bridged(groups, u, found)
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


def _bridged(groups: Groups, u: Unit, found: dict[int, Tie]) -> dict[int, Tie]:
    """One full name, told of in two bodies, and a family name that has to do with both: one person."""
    first, *others = sorted(found)
    for other in others:
        v, w = groups.units[first], groups.units[other]
        groups.join(
            first, other, Why("full-name", f"{cited(v)} and {cited(w)} are one: {cited(u)} has to do with both bodies", 0.85)
        )
    return {groups.find(r): tie for r, tie in found.items()}


def _called(short: str, long: str, key: str) -> bool:
    """By the letters, or by sound."""
    return not key.startswith("~") or any(one_sound(short, p) for p in (parts(long)[-1],))


def _compatible(mine: Tie, theirs: Tie, day: tuple[str, str], span: tuple[str, str]) -> bool:
    """One post, or one event, and not years apart."""
    apart = _gap(day, span)
    if fits(mine, theirs):
        return apart <= (IN_POST if mine.fact == "Position" else EVENT)
    founders = {mine.fact, theirs.fact} == {"Position", "Founding"}
    title = mine.detail if mine.fact == "Position" else theirs.detail
    return founders and {mine.role, theirs.role} == {"holder", "founder"} and bool(posts(title) & _FOUNDER) and apart <= IN_POST


def _left(left: Left, root: int, tie: Tie, day: str) -> bool:
    """Whether the post was left some time before a day: whoever is 妹尾社長 then is another."""
    if tie.fact != "Position" or not day:
        return False
    end = max((e for detail, e in left.ends.get((root, tie.other), {}).items() if one_post(detail, tie.detail)), default="")
    if not end or days_apart(end, day) <= LEAVING or end >= day:
        return False
    return left.held.get((root, tie), "") <= end


def _one_side(u: Unit, v: Unit, day: tuple[str, str], span: tuple[str, str]) -> bool:
    """Both on the same side of a lawsuit or a deal, and with the same body beside it: 元役員の服部氏, whom it had sued."""
    suit = any(fact == "Lawsuit" for fact, _ in u.sides) and any(fact == "Lawsuit" for fact, _ in v.sides)
    return (suit or bool(u.sides & v.sides)) and _gap(day, span) <= EVENT


def _gap(day: tuple[str, str], span: tuple[str, str]) -> int:
    if span[0] <= day[0] <= span[1]:
        return 0
    return min(days_apart(day[0], span[0]), days_apart(day[1], span[1]))


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
