"""Groups in, bodies joined whose names need something in common besides: Latin by sound, short names, initials.

ブライトクオリー and Brightquarry, bought by one;  青嶺 of 青嶺製作所, with one 社長;  HBP of Harbor Bay Partners
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.bodies import COMPANY, body
from kg.clusters import parts
from kg.consonants import skeletons
from kg.identity.context import NONE, STRONG, Common, cited, common
from kg.identity.forms import generic, kana, latin, plain
from kg.identity.groups import Groups, Why
from kg.identity.organizations import BLOCK, HOLDING, PART
from kg.identity.sounds import near
from kg.identity.units import Unit
from kg.kana import units, vowel
from kg.match import alternation, compiled, lexicon
from kg.rivals import one_sound
from kg.spelling import SAME, same_name


@dataclass(frozen=True, slots=True)
class Forms:
    """What names of a newsroom may be forms of one, whoever they are: it stays as it is while bodies are joined."""

    known: Sequence[Unit]
    short: Mapping[str, Sequence[str]]  # 青嶺 → 青嶺製作所, 青嶺電機: keys
    initials: Mapping[str, Sequence[int]]  # hbp → units
    sounds: Mapping[str, Sequence[int]]  # consonants → units in katakana and in Latin letters


def forms(groups: Groups) -> Forms:
    known = [u for u in groups.units if not u.person and u.told.number == 1 and not generic(u.told.name)]
    keys = {u.key for u in known}
    short: dict[str, list[str]] = defaultdict(list)
    for k in sorted(keys):
        for brief in dict.fromkeys(_shortened(k)):
            if brief in keys:
                short[brief].append(k)
    initials: dict[str, list[int]] = defaultdict(list)
    sounds: dict[str, list[int]] = defaultdict(list)
    for u in known:
        words = re.findall(r"[A-Z][A-Za-z]*", u.told.name)
        letters = "".join(w[0] for w in words if len(w) > 1).casefold()
        if 2 <= len(letters) <= 5 and letters in keys:
            initials[letters].append(u.id)
        if len(u.key) < 3 or not (latin(u.told.name) or kana(u.told.name)):
            continue
        for skeleton in skeletons(u.key):
            sounds[skeleton].append(u.id)
            if len(skeleton) > 4:  # モリノスタジオ, Morino Studio: mrnstj, mrnstd
                sounds[skeleton[:4] + "…"].append(u.id)
    return Forms(known, short, initials, {s: of for s, of in sounds.items() if len(of) > 1})


def in_context(groups: Groups, forms: Forms) -> None:
    """What needs something in common; asked again when others have been joined."""
    _sounds(groups, forms)
    wanted = {*forms.short, *forms.initials, *(k for of in forms.short.values() for k in of)}
    heads: dict[str, set[int]] = defaultdict(set)
    for u in forms.known:
        if u.key in wanted:
            heads[u.key].add(groups.find(u.id))
    for short in sorted(forms.short):
        homes = {root for k in forms.short[short] for root in heads[k]}
        for s in dict.fromkeys(groups.find(i) for i in sorted(heads[short])):
            _home(groups, s, sorted(homes), "abbreviation")
    for letters in sorted(forms.initials):
        for i in sorted(heads[letters]):
            _home(groups, groups.find(i), sorted({groups.find(i) for i in forms.initials[letters]}), "abbreviation")


def _sounds(groups: Groups, forms: Forms) -> None:
    """ブライトクオリー and Brightquarry."""
    blocks: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for skeleton, of in forms.sounds.items():
        for i in of:
            root = groups.find(i)
            blocks[skeleton][latin(groups.units[root].told.name)].add(root)
    for u in forms.known:
        for t in u.ties if latin(u.told.name) or kana(u.told.name) else ():
            other = groups.units[t.other]
            whom = other.key if other.person and other.full else str(groups.find(t.other))
            blocks[f"{t.fact} {t.role} {whom}"][latin(groups.units[groups.find(u.id)].told.name)].add(groups.find(u.id))
    found: dict[int, set[int]] = defaultdict(set)
    for skeleton in sorted(blocks):
        kanas, latins = blocks[skeleton]
        for a in sorted(kanas)[:BLOCK]:
            for b in sorted(latins if skeleton.endswith("…") else [*kanas, *latins])[:BLOCK]:
                if a != b and not groups.one(a, b):
                    found[a].add(b)
                    found[b].add(a)
    for a in sorted(found):
        fits = [(b, c) for b in sorted(found[a]) if not groups.one(a, b) if (c := _heard(groups, a, b))]
        if len({groups.find(b) for b, _ in fits}) == 1:
            b, (confidence, says) = fits[0]
            u, v = groups.units[a], groups.units[b]
            groups.join(a, b, Why("katakana", f"{cited(u)} and {cited(v)} are one name by sound, {says}", confidence))


def _heard(groups: Groups, a: int, b: int) -> tuple[float, str] | None:
    """How surely two are one by sound and by what they have in common."""
    u, v = groups.units[a], groups.units[b]
    x, y = (re.sub(r"\s", "", plain(w.told.name)) if latin(w.told.name) else plain(w.told.name) for w in (u, v))
    sure = max(same_name(x, y), same_name(u.told.name, v.told.name))
    if sure < SAME and not one_sound(u.told.name, v.told.name) and not near(u.told.name, v.told.name):
        return None
    alike = _one_skeleton(x, y, 3) or _one_by_parts(u.told.name, v.told.name, 3)
    if sure < SAME and latin(u.told.name) != latin(v.told.name) and not (alike and _one_vowel(x, y)):
        return None  # カレント and Clarent, though one fund has put money into both
    shared = common(groups, a, b)
    if shared.strength == STRONG:
        return 0.9, shared.words
    if sure < SAME and latin(u.told.name) != latin(v.told.name) and _one_skeleton(x, y):
        return 0.7, "consonant for consonant, and nothing else is spelled so"
    if latin(u.told.name) != latin(v.told.name) and sure >= SAME:
        return (0.85, shared.words) if shared.strength else (0.7, "and nothing else is spelled so") if sure >= 0.6 else None
    if latin(u.told.name) != latin(v.told.name) and shared.strength and _one_skeleton(x, y, 4):
        return 0.75, shared.words
    return (0.75, shared.words) if shared.strength and sure >= SAME else None


def _one_skeleton(x: str, y: str, least: int = 5) -> bool:
    """テラバインド and Terrabind: trbnd."""
    return any(len(s) >= least and s in skeletons(y) for s in skeletons(x))


def _one_by_parts(x: str, y: str, least: int) -> bool:
    """オークミア・ベンチャーズ and Oakmere Ventures: akm, bnts."""
    ours, theirs = parts(x), parts(y)
    shared = [[s for s in skeletons(p) if s in skeletons(q)] for p, q in zip(ours, theirs, strict=False)]
    return len(ours) == len(theirs) > 1 and all(shared) and sum(len(s[0]) for s in shared) >= least


def _one_vowel(x: str, y: str) -> bool:
    """フデボード and Fudeboard: u; グリモア and Grimoire: i, behind a consonant that needs a vowel in katakana."""
    latins, kanas = (x, y) if latin(x) else (y, x)
    first = re.search("[aeiou]", latins.casefold())
    return first is not None and first.group() in map(vowel, [u[-1] for u in units(kanas)[:2]])


def _home(groups: Groups, short: int, fulls: Sequence[int], rule: str) -> None:
    fits = [
        (f, c) for f in dict.fromkeys(groups.find(i) for i in fulls) if f != short and (c := common(groups, f, short)).strength
    ]
    if any(c.strength == STRONG for _, c in fits):
        fits = [(f, c) for f, c in fits if c.strength == STRONG]
    if len(fits) != 1 or fits[0][1].strength != STRONG:
        return
    full, shared = fits[0]
    u, v = groups.units[full], groups.units[short]
    if groups.join(full, short, Why(rule, f"{cited(v)} is short for {cited(u)}: {shared.words}", 0.85)):
        groups.shorts |= {m.id for m in groups.members(v.id) if m.key == v.key}


def _shortened(key: str) -> Iterator[str]:
    """北辰食品 → 北辰; 東京証券取引所 → 東証, 東取 …"""
    if body(key) in (COMPANY, "bank") and not PART.search(key) and not HOLDING.search(key):
        for n in range(2, min(len(key), 12)):
            if compiled(_TRADES).fullmatch(key[n:]) and not compiled(_OWN).search(key):
                yield key[:n]
    if re.fullmatch(r"[一-龯々]{4,12}", key) and not PART.search(key):
        rest = range(1, len(key))
        for i in rest:
            yield key[0] + key[i]
            yield from (key[0] + key[i] + key[j] for j in range(i + 1, len(key)))


_TRADES = f"(?:{alternation(lexicon('org_suffixes'))}|ジャパン)+"
_OWN = f"{alternation(lexicon('own-endings'))}$"


def missing(groups: Groups, a: int, b: int) -> str:
    """Why two that nothing speaks against are not joined."""
    shared: Common = common(groups, a, b)
    return (
        "their names are not forms of one name"
        if shared.strength == NONE
        else f"{shared.words}, but no rule makes one name of the other"
    )
