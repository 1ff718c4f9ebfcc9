"""Groups in, people joined by their full names: one but for spelling (and namesakes kept apart), stated, Latin by sound.

マーカス・ヘイルブロン and Marcus Heilbronn, both CEO of one body → one
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from kg.identity.context import HINT, SOME, STRONG, cited, common, telling, told_of
from kg.identity.forms import common as common_name
from kg.identity.forms import full, kana, kana_key, latin, loose_key, parts, person_key, skeletons, sound_key
from kg.identity.groups import Groups, Why
from kg.identity.namesakes import Apart, anchors, same_named
from kg.identity.sounds import near
from kg.identity.units import Unit, company
from kg.rivals import one_sound
from kg.spelling import SAME, same_name

BLOCK = 40


def by_name(groups: Groups, known: dict[str, list[Apart]]) -> list[Apart]:
    """Full names: one but for spelling are one, unless something speaks against it.

    `known`: what came of each name in the round before, which stands where nobody of the name is touched.
    """
    people = [u for u in groups.units if u.person]
    for iri, block in sorted(_blocks((u for u in people if u.told.scoped), lambda u: u.iri)):
        del iri
        for u in block[1:]:
            groups.join(block[0].id, u.id, Why("same-name", f"{cited(u)} and {cited(block[0])} have one node", 0.95))
    apart: list[Apart] = []
    for key, block in sorted(_blocks((u for u in people if u.full), lambda u: u.key)):
        if key not in known or any(groups.touched(u.id) for u in block):
            known[key] = same_named(groups, block)
        apart += known[key]
    return apart


def _blocks(units: Iterator[Unit], key: Callable[[Unit], str]) -> Iterator[tuple[str, list[Unit]]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        out[key(u)].append(u)
    return ((k, sorted(us, key=lambda u: (u.iri, u.first))) for k, us in out.items() if len(us) > 1)


def by_variant(groups: Groups) -> None:
    """高槻龍彦 and 高槻竜彦, where the articles speak of one matter."""
    for _, block in sorted(_blocks((u for u in groups.units if u.person and u.full), lambda u: loose_key(u.key))):
        heads = list({u.key: u for u in block}.values())
        for u, v in combinations(heads[:BLOCK], 2):
            if groups.one(u.id, v.id) or not (groups.fresh(u.id) or groups.fresh(v.id)):
                continue
            shared = common(groups, u.id, v.id)
            if shared.strength != STRONG and shared.matter.weight < SOME:
                continue
            what = shared.words or told_of(shared.matter)
            says = f"{cited(u)} and {cited(v)} are one name but for a character's other form, {what}"
            groups.join(u.id, v.id, Why("full-name", says, 0.85), renames=True)


def by_sound(groups: Groups) -> None:
    """マーカス・ヘイルブロン and Marcus Heilbronn; ヴィレム and ウィレム."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for u in groups.units:
        pieces = parts(u.told.name) if u.person and u.full else ()
        if len(pieces) < 2 or not (latin(u.told.name) or kana(u.told.name)):
            continue
        root, sounds = groups.find(u.id), skeletons(pieces[-1])
        firsts = sorted({s[:2] for s in sounds})
        kept = sorted({groups.find(i) for i in company(u) if telling(groups, i)})
        for key in (*sounds, *(f"{first} with {other}" for first in firsts for other in kept)):
            blocks[key].add(root)
    tried: dict[int, set[int]] = defaultdict(set)
    for key in sorted(blocks):
        for a, b in _comparable(groups, sorted(blocks[key])):
            tried[a].add(b)
            tried[b].add(a)
    for a in sorted(tried):
        if not any(map(groups.fresh, (a, *tried[a]))):
            continue
        found = [(b, c) for b in sorted(tried[a]) if not groups.one(a, b) if (c := _heard(groups, a, b))]
        if len({groups.find(b) for b, _ in found}) == 1:
            b, (confidence, says) = found[0]
            u, v = groups.units[a], groups.units[b]
            why = Why("katakana", f"{cited(u)} and {cited(v)} are one name by sound, {says}", confidence)
            groups.join(a, b, why, renames=True)


def _comparable(groups: Groups, block: Sequence[int]) -> Iterator[tuple[int, int]]:
    """One in katakana with one in Latin letters, or with one that is pronounced the same."""
    if len(block) < 2:
        return
    latins: list[int] = []
    kanas: dict[str, list[int]] = defaultdict(list)
    for i in block:
        name = groups.units[i].told.name
        if latin(name):
            latins.append(i)
        else:
            kanas[sound_key(name)].append(i)
    alike = list(kanas.values())
    yield from product([i for of in alike for i in of][:BLOCK], latins[:BLOCK])
    for of in alike:
        yield from combinations(of[:BLOCK], 2)


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
        rare = not common_name(x) and not common_name(y) and not (anchors(groups, u) and anchors(groups, v))
        if shared.matter.weight >= HINT:
            return 0.75, told_of(shared.matter)
        return (0.75, "and it is a rare one") if rare else None
    return None


def stated(groups: Groups) -> None:
    """マーカス・ヘイルブロン(Marcus Heilbronn): two full names that one article gives to one."""
    heads: dict[str, set[int]] = defaultdict(set)
    for u in groups.units:
        if u.person and u.full:
            heads[u.key].add(u.id)
    for u in groups.units:
        for alias in u.names if u.person else ():
            k = person_key(alias)
            if k == u.key or not full(alias) or k not in heads:
                continue
            homes = sorted({groups.find(i) for i in heads[k]})
            able = [h for h in homes if groups.one(h, u.id) or not groups.against(h, u.id, renames=True)]
            if len(able) == 1 and len(homes) == 1:
                v = groups.units[able[0]]
                why = Why("stated", f"an article ({u.days[0] or 'no date'}) calls 「{u.label}」 {alias} as well", 0.92)
                groups.join(u.id, v.id, why, renames=True)
