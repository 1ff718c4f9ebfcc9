"""Groups in, people joined who are called by a family name: to the full name that has the same post or part in the same event.

    鳴瀬電装の生駒社長, and 生駒里美 told as 社長 of 鳴瀬電装 elsewhere, and nobody else there whose name begins so → one

Never on a family name alone; and not where the body has to do with two of that family name, whoever of them has the post.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.identity.against import days_apart, weight
from kg.identity.context import FIRM, HINT, LIKELY, SOME, SURE, cited, fits, one_matter, telling, told_of
from kg.identity.forms import NAMES, common_family, families, generic, kana, latin, parts, person_key, skeletons
from kg.identity.groups import Groups, Why
from kg.identity.summaries import Summary
from kg.identity.terms import Terms, key_of
from kg.identity.titles import posts
from kg.identity.units import Tie, Unit, company
from kg.rivals import one_sound

IN_POST, BETWEEN = 5 * 365, 3 * 365  # days between a full name and a family name of one post, and between two family names
EVENT = 2 * 365
FAMILY = 60  # full names of a family that are looked at
_FOUNDER = frozenset("創業者 社長 会長 CEO 代表".split())

_RISING = re.compile(r"副.{1,3}$|専務|常務|取締役|執行役員|部長$")

Spans = dict[tuple[int, Tie], tuple[str, str]]  # a person and what ties him → the first and the last day it is told
Asked = Mapping[int, frozenset[str]]  # a body → the keys by which somebody is called there


def families_in_context(groups: Groups) -> None:
    """A family name: to the one full name that has the same post, or part in the same event; else to another family name."""
    short = [u for u in groups.units if u.person and not u.full and not groups.group(u.id).names]
    known = Known(groups, short)
    later: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    for u in short:
        if not groups.group(u.id).names and (groups.fresh(u.id) or not known.fresh.isdisjoint(_called(u.told.name))):
            _placed_by_post(groups, u, known, later)
    for at in sorted(later):
        _alike(groups, later[at], at[0], known)
    _alike_in_matter(groups, short, known)


class Known:
    """Who of a full name may be meant by those who are called by a family name."""

    def __init__(self, groups: Groups, short: Sequence[Unit]) -> None:
        self.index: dict[tuple[int, str], Spans] = defaultdict(dict)  # (body, family) → the ties of those who are called so
        self.rivals: dict[tuple[int, str], set[int]] = defaultdict(set)  # (body, family) → all of it who have to do with the body
        self.kept: dict[tuple[int, str], dict[int, list[Unit]]] = defaultdict(lambda: defaultdict(list))  # all told of beside it
        self.families: dict[str, set[int]] = defaultdict(set)  # a family → all that are called so
        self.fresh: set[str] = set()  # keys of those who are touched
        self.terms = Terms()
        asked = _asked(groups, short)
        called = {k for u in short for k in _called(u.told.name)}
        fulls: dict[int, set[str]] = defaultdict(set)
        for u in groups.units:
            if u.person and u.full:
                fulls[groups.find(u.id)].add(u.told.name)
                keys = called.intersection(_keys(u.told.name))
                if groups.fresh(u.id):
                    self.fresh |= keys
                for k in keys:
                    self.families[k].add(groups.find(u.id))
        for u in groups.units if asked else ():
            if u.person:
                for name in sorted(fulls.get(groups.find(u.id), ())):
                    self._learn(groups, u, name, asked)

    def _learn(self, groups: Groups, u: Unit, name: str, asked: Asked) -> None:
        root, keys, placed = groups.find(u.id), _keys(name), False
        for tie in u.ties:
            other = groups.find(tie.other)
            placed = placed or not groups.units[other].person
            called = asked.get(other, frozenset()) & keys
            if not called or not _anchors(groups, other, tie):
                continue
            self.terms.learn(u, root, other, tie)
            first, last = min(u.days[0], u.since.get(tie, u.days[0])), u.days[1]
            at = (root, tie._replace(other=other))
            for k in called:
                spans = self.index[other, k]
                begun, ended = spans.get(at, (first, last))
                spans[at] = (min(first, begun), max(last, ended))
                self.rivals[other, k].add(root)
        for other in sorted({groups.find(i) for i in company(u)}):
            for k in asked.get(other, frozenset()) & keys:
                self.kept[other, k][root].append(u)
        for other in () if placed else {groups.find(i) for i in u.beside}:  # 前任の荻野目勝彦氏
            for k in asked.get(other, frozenset()) & keys:
                self.rivals[other, k].add(root)

    def names(self, groups: Groups, other: int, key: str) -> set[frozenset[str]]:
        """The people of a family who have to do with a body, each by the keys of the full names."""
        return {frozenset(groups.group(r).names) for r in self.rivals.get((other, key), ())}


def _asked(groups: Groups, short: Iterable[Unit]) -> Asked:
    out: dict[int, set[str]] = defaultdict(set)
    for u in short:
        for other in company(u):
            if not groups.units[other].person:
                out[groups.find(other)].update(_called(u.told.name))
    return {body: frozenset(keys) for body, keys in out.items()}


@lru_cache(maxsize=NAMES)
def _keys(name: str) -> frozenset[str]:
    """What somebody of a full name may be called: by the letters, or ~ by the sound of the last part."""
    keys = {*families(name)}
    if kana(name):
        keys.add(person_key(name))  # レイチェルオドーネル
    if len(parts(name)) > 1 and (latin(parts(name)[-1]) or kana(parts(name)[-1])):
        keys |= {"~" + s for s in skeletons(parts(name)[-1])}
    return frozenset(keys)


def _called(name: str) -> Iterator[str]:
    yield person_key(name)
    if latin(name) or kana(name):
        yield from ("~" + s for s in skeletons(name))


def _anchors(groups: Groups, other: int, tie: Tie) -> bool:
    """A post of any body that has a name; of an event no court, which has many."""
    return not groups.units[other].person and (tie.fact == "Position" or telling(groups, other))


def _placed_by_post(groups: Groups, u: Unit, known: Known, later: dict[tuple[int, str], list[Unit]]) -> None:
    name = u.told.name
    found: dict[int, Tie] = {}
    rivals: set[frozenset[str]] = set()
    suing = [Tie("Lawsuit", role, i, "") for fact, role in sorted(u.sides) if fact == "Lawsuit" for i in u.beside]
    for tie in (*u.ties, *suing):  # 真壁氏との訴訟: with whom is told beside
        other = groups.find(tie.other)
        if not _anchors(groups, other, tie):
            continue
        for k in _called(name):
            spans = known.index.get((other, k), {})
            posted = {root for root, theirs in spans if theirs.fact == "Position"}
            for (root, theirs), span in spans.items():
                v = groups.units[root]
                if tie.fact == "Position" and theirs.fact == "Founding" and root in posted:
                    continue  # who founded it, and is told as 会長, is not its 社長 for having founded it
                one = _compatible(tie, theirs, u.days, span) or _one_side(u, v, u.days, span)
                if not one or known.terms.excludes(u, tie, root, other) or not _sounds(name, v.told.name, k):
                    continue
                found.setdefault(groups.find(root), tie)
                rivals |= known.names(groups, other, k)
    if len(found) > 1 and len({person_key(groups.units[r].told.name) for r in found}) == 1:
        found = _bridged(groups, u, found)
    able = [r for r in sorted(found) if not groups.against(r, u.id)]
    if len(found) == 1 and len(able) == 1:
        v, tie = groups.units[able[0]], found[able[0]]
        sure = known.terms.covers(u, tie, v.id, groups.find(tie.other))
        rival = not sure and any(not names & groups.group(v.id).names for names in rivals)
        if rival or _beside_another(groups, u, v):
            return
        where = groups.units[tie.other].label
        what = f"{tie.detail} of {where}" if tie.fact == "Position" else f"{tie.role} of one {tie.fact.lower()} with {where}"
        says = f"{cited(u)} and {cited(v)} are both told as {what}, and no other full name there begins so"
        groups.join(v.id, u.id, Why("family-name", says, 0.9))
    elif not found and not any(rule(groups, u, known) for rule in (_risen, _kept_company, _of_one_matter)):
        for tie in u.ties:
            other = groups.find(tie.other)
            if _anchors(groups, other, tie) and (tie.fact != "Position" or tie.detail):
                later[other, person_key(name)].append(u)


def _risen(groups: Groups, u: Unit, known: Known) -> bool:
    """鹿内社長, where 鹿内英明 was 副社長 before and no other 鹿内 is told of: a rare family name, and a post that one alone has."""
    name = u.told.name
    if common_family(name):
        return False
    for tie in u.ties:
        other = groups.find(tie.other)
        if tie.fact != "Position" or _of_many(tie) or not telling(groups, other):
            continue
        spans = known.index.get((other, person_key(name)), {})
        roots = {groups.find(root) for root, _ in spans}
        if len(roots) != 1 or len(known.names(groups, other, person_key(name))) != 1:
            continue
        (root,) = roots
        held = [(theirs, span) for (_, theirs), span in spans.items() if theirs.fact == "Position"]
        before = [theirs for theirs, span in held if span[0] < u.days[0] and _gap(u.days, span) <= BETWEEN]
        rising = before and len(before) == len(held) and all(_RISING.search(theirs.detail) for theirs in before)
        at_odds = any(theirs.fact == "Lawsuit" for _, theirs in spans)
        if not rising or at_odds or _beside_another(groups, u, groups.units[root]):
            continue
        v = groups.units[root]
        what = f"{tie.detail} of {groups.units[tie.other].label}, where {cited(v)} was {before[0].detail}"
        return groups.join(
            v.id, u.id, Why("family-name", f"{cited(u)} is {what} before, and no other full name there begins so", 0.75)
        )
    return False


def _kept_company(groups: Groups, u: Unit, known: Known) -> bool:
    """来栖さん, suing before 大阪地裁 as 来栖美帆さん did, or told of beside the two bodies that she was told of beside: a rare family name
    that one full name there has, and no post says otherwise.
    """
    name = u.told.name
    if common_family(name):
        return False
    shared: dict[int, list[int]] = defaultdict(list)
    sure: set[int] = set()  # by one suit
    for other in sorted({groups.find(i) for i in company(u)}):
        if groups.units[other].person or generic(groups.units[other].told.name):
            continue
        for k in _called(name):
            for root, told in known.kept.get((other, k), {}).items():
                near = any(_gap(u.days, v.days) <= EVENT for v in told)
                suit = any(_one_suit(groups, u, v, other) for v in told)
                if not suit and not telling(groups, other):
                    shared[groups.find(root)] += [other] if near else []
                    continue
                if not near or any(_posted(groups, w, other) for w in (u, *told)):
                    return False
                shared[groups.find(root)].insert(0, other)
                sure |= {groups.find(root)} if suit else set()
    able = [r for r, of in shared.items() if r in sure or (len(of) > 1 and telling(groups, of[0]))]
    if len(able) != 1 or any(r != able[0] and telling(groups, of[0]) for r, of in shared.items() if of):
        return False
    v = groups.units[able[0]]
    if not _sounds(name, v.told.name, person_key(name)) or _beside_another(groups, u, v):
        return False
    where = " and ".join(groups.units[i].label for i in shared[able[0]][:2])
    says = f"{cited(u)} and {cited(v)} are both told of with {where}, the family name is rare"
    return groups.join(v.id, u.id, Why("family-name", f"{says}, and no other full name there begins so", 0.75))


def _of_one_matter(groups: Groups, u: Unit, known: Known) -> bool:
    """漆戸六段, in an article on the match that 漆戸亮六段 was told to have won: the one full name that begins so where the same is told."""
    if _bodies(groups, u):  # told by a post that no full name there is known to have
        return False
    name, own = u.told.name, Summary([u])
    words = groups.summary(u.id).spoken.all
    roots = {groups.find(r) for k in _called(name) for r in known.families.get(k, ())} if words else set()
    weighed = []
    for root in sorted(roots) if len(roots) <= FAMILY else ():
        v = groups.units[root]
        if (
            groups.matters.at_most(words, groups.summary(root).spoken.all) < HINT
            or groups.against(root, u.id)
            or not any(_sounds(name, v.told.name, k) for k in _called(name))
        ):
            continue
        matter = one_matter(groups, own, groups.summary(root), u.id, root)
        if matter.weight >= HINT:
            weighed.append((matter, root))
    if len(weighed) != 1:
        return False
    ((matter, root),) = weighed
    v = groups.units[root]
    whole = person_key(name) == person_key(v.told.name)  # レイチェルオドーネル
    if matter.weight < (SURE if common_family(name) and not whole else SOME):
        return False
    if _beside_another(groups, u, v):
        return False
    says = f"{cited(u)} and {cited(v)} are told of in {told_of(matter)}, and no other full name there begins so"
    return groups.join(v.id, u.id, Why("family-name", says, 0.75))


def _bodies(groups: Groups, u: Unit) -> set[int]:
    return {groups.find(t.other) for t in u.ties if t.fact == "Position"}


def _one_suit(groups: Groups, u: Unit, v: Unit, court: int) -> bool:
    """Whether both stand on one side before one court."""
    ours, theirs = ({t.role for t in w.ties if t.fact == "Lawsuit" and groups.find(t.other) == court} for w in (u, v))
    return bool(ours & theirs)


def _posted(groups: Groups, u: Unit, body: int) -> bool:
    return any(t.fact == "Position" and groups.find(t.other) == body for t in u.ties)


def _beside_another(groups: Groups, u: Unit, v: Unit) -> bool:
    """マクラスキー氏は兄のエイダン氏の後任: who is told of beside エイダン is not エイダン・マクラスキー."""
    called, own = person_key(u.told.name), set(families(v.told.name))
    for w in (groups.units[i] for i in u.beside):
        if w.person and not w.full:
            given = person_key(w.told.name)
            if given != called and (given in own or called + given == person_key(v.told.name)):
                return True
    return False


def _bridged(groups: Groups, u: Unit, found: dict[int, Tie]) -> dict[int, Tie]:
    """One full name, told of in two bodies, and a family name that has to do with both: one person."""
    first, *others = sorted(found)
    for other in others:
        v, w = groups.units[first], groups.units[other]
        groups.join(
            first, other, Why("full-name", f"{cited(v)} and {cited(w)} are one: {cited(u)} has to do with both bodies", 0.85)
        )
    return {groups.find(r): tie for r, tie in found.items()}


def _sounds(short: str, long: str, key: str) -> bool:
    """By the letters, or by sound."""
    return not key.startswith("~") or any(one_sound(short, p) for p in (parts(long)[-1],))


def _compatible(mine: Tie, theirs: Tie, day: tuple[str, str], span: tuple[str, str]) -> bool:
    """One post, or one event, and not years apart; who founded a body has founded it for good."""
    apart = _gap(day, span)
    if fits(mine, theirs):
        return mine.fact == "Founding" or apart <= (IN_POST if mine.fact == "Position" else EVENT)
    founders = {mine.fact, theirs.fact} == {"Position", "Founding"}
    title = mine.detail if mine.fact == "Position" else theirs.detail
    return founders and {mine.role, theirs.role} == {"holder", "founder"} and bool(posts(title) & _FOUNDER) and apart <= IN_POST


def _one_side(u: Unit, v: Unit, day: tuple[str, str], span: tuple[str, str]) -> bool:
    """Both on the same side of a lawsuit or a deal, and with the same body beside it: 元役員の服部氏, whom it had sued."""
    suit = any(fact == "Lawsuit" for fact, _ in u.sides) and any(fact == "Lawsuit" for fact, _ in v.sides)
    return (suit or bool(u.sides & v.sides)) and _gap(day, span) <= EVENT


def _gap(day: tuple[str, str], span: tuple[str, str]) -> int:
    if span[0] <= day[0] <= span[1]:
        return 0
    return min(days_apart(day[0], span[0]), days_apart(day[1], span[1]))


def _alike(groups: Groups, block: Sequence[Unit], other: int, known: Known) -> None:
    """Two family names of one post in one body, not years apart, and nobody of that family took it over in between."""
    done: list[tuple[Tie, Unit]] = []
    if len(known.names(groups, other, person_key(block[0].told.name))) > 1:
        return
    rivals = known.rivals.get((other, person_key(block[0].told.name)), set())
    for u in dict.fromkeys(block_ids(block)):
        unit = groups.units[u]
        mine = [t for t in unit.ties if groups.find(t.other) == other and (t.fact != "Position" or t.detail)]
        for tie in mine:
            near = [
                v
                for t, v in done[-8:]
                if fits(t, tie)
                and days_apart(v.days[1], unit.days[0]) <= BETWEEN
                and not any(known.terms.between(r, other, tie.detail, v.days[1], unit.days[0]) for r in rivals)
                and not v.days[0] < key_of(unit.since.get(tie, ""), v.days[0])
            ]
            if near and _of_many(tie) and common_family(unit.told.name):  # 村上教授 here and there
                near = [v for v in near if one_matter(groups, Summary([unit]), Summary([v]), u, v.id).weight >= LIKELY]
            if near and not groups.one(near[-1].id, u):
                where = groups.units[other].label
                what = (
                    f"{tie.detail} of {where}" if tie.fact == "Position" else f"{tie.role} of one {tie.fact.lower()} with {where}"
                )
                says = f"{cited(unit)} and {cited(near[-1])} are both told as {what}, and no full name rivals"
                groups.join(near[-1].id, u, Why("family-name", says, 0.8))
        done += [(t._replace(other=other), unit) for t in mine]


def _alike_in_matter(groups: Groups, short: Iterable[Unit], known: Known) -> None:
    """Two rare family names in articles on one matter, where no full name begins so."""
    blocks: dict[str, list[Unit]] = defaultdict(list)
    for u in short:
        key = person_key(u.told.name)
        if key not in known.families and not common_family(u.told.name):
            blocks[key].append(u)
    for key in sorted(blocks):
        block = [groups.units[i] for i in block_ids(blocks[key])][:FAMILY]
        for n, u in enumerate(block):
            for v in reversed(block[:n]) if any(t.words for t in u.topics) else ():
                matter = one_matter(groups, Summary([u]), Summary([v]), u.id, v.id)
                if groups.one(u.id, v.id) or matter.weight < FIRM or _gap(u.days, v.days) > EVENT:
                    continue
                says = f"{cited(u)} and {cited(v)} are told of in {told_of(matter)}, and no full name rivals"
                groups.join(v.id, u.id, Why("family-name", says, 0.75))
                break


def _of_many(tie: Tie) -> bool:
    """Whether a post is one that a body has many of: no 社長."""
    return tie.fact == "Position" and not any(weight(post) == "top" for post in (tie.detail, *posts(tie.detail)))


def block_ids(block: Sequence[Unit]) -> list[int]:
    """In the order of their days."""
    return [u.id for u in sorted(block, key=lambda u: (u.days, u.first))]
