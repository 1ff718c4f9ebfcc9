"""Groups in, bodies joined whose names need something in common besides: Latin by sound, short names, initials.

ブライトクオリー and Brightquarry, bought by one;  青嶺 of 青嶺製作所, with one 社長;  HBP of Harbor Bay Partners
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from kg.bodies import COMPANY, body
from kg.identity.context import HINT, NONE, STRONG, Common, cited, common, told_of
from kg.identity.forms import NAMES, generic, kana, latin, parts, plain, skeletons
from kg.identity.groups import Groups, Why
from kg.identity.organizations import BLOCK, HOLDING, PART
from kg.identity.sounds import near
from kg.identity.units import Unit, company
from kg.kana import units, vowel
from kg.kanji import in_order
from kg.match import alternation, compiled, lexicon
from kg.rivals import one_sound
from kg.spelling import SAME, same_name

FEW = 5  # names that sound alike and are all compared
ALONE = 5  # consonants that need nothing in common besides
ENDING = 6  # characters of a name's end of which an abbreviation has one


@dataclass(frozen=True, slots=True)
class Forms:
    """What names of a newsroom may be forms of one, whoever they are: it stays as it is while bodies are joined, but for `strangers`."""

    known: Sequence[Unit]
    short: Mapping[str, Sequence[str]]  # 青嶺 → 青嶺製作所, 青嶺電機: keys
    initials: Mapping[str, Sequence[int]]  # hbp → units
    sounds: Mapping[str, Sequence[int]]  # consonants → units in katakana and in Latin letters
    firsts: Sequence[tuple[Unit, Sequence[str]]]  # such units, and what they may begin with
    strangers: dict[tuple[int, int], int] = field(
        default_factory=dict
    )  # two that do not sound alike, or have too little in common


def forms(groups: Groups) -> Forms:
    known = [u for u in groups.units if not u.person and u.told.number == 1 and not generic(u.told.name)]
    keys = {u.key for u in known}
    short: dict[str, list[str]] = defaultdict(list)
    for k in sorted(keys):
        for brief in dict.fromkeys(_shortened(k)):
            if brief in keys:
                short[brief].append(k)
    for brief, k in _acronyms(keys):
        if k not in short[brief]:
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
    foreign = [u for u in known if latin(u.told.name) or kana(u.told.name)]
    firsts = [(u, sorted({s[:2] for s in skeletons(u.key)})) for u in foreign if u.ties]
    return Forms(known, short, initials, {s: of for s, of in sounds.items() if len(of) > 1}, firsts)


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
    for u, firsts in forms.firsts:
        root = groups.find(u.id)
        side = latin(groups.units[root].told.name)
        for t in u.ties:
            other = groups.units[t.other]
            whom = other.key if other.person and other.full else str(groups.find(t.other))
            for first in firsts:
                blocks[f"{first} {t.fact} {t.role} {whom}"][side].add(root)
    found: dict[int, set[int]] = defaultdict(set)
    known: dict[int, dict[int | str, float]] = {}
    for skeleton in sorted(blocks):
        for a, b in _comparable(groups, skeleton, *blocks[skeleton], known):
            found[a].add(b)
            found[b].add(a)
    for a in sorted(found):
        if not any(map(groups.fresh, (a, *found[a]))):
            continue
        one = _only(groups, a, found[a], forms.strangers)
        heard = None if one is None else _heard(groups, a, one)
        if one is not None and heard is not None:
            u, v = groups.units[a], groups.units[one]
            groups.join(a, one, Why("katakana", f"{cited(u)} and {cited(v)} are one name by sound, {heard[1]}", heard[0]))


def _only(groups: Groups, a: int, others: Iterable[int], strangers: dict[tuple[int, int], int]) -> int | None:
    """The first of those that it may be one with by sound, if they are all one. `strangers`: pairs that are not, and when that was asked."""
    first: int | None = None
    for b in sorted(others):
        pair = (min(a, b), max(a, b))
        known = pair in strangers and (strangers[pair] == groups.round or not (groups.fresh(a) or groups.fresh(b)))
        if known or groups.one(a, b) or (first is not None and groups.one(first, b)):
            continue
        if not (_alone(groups, a, b) or _heard(groups, a, b)):
            strangers[pair] = groups.round
        elif first is not None:
            return None
        else:
            first = b
    return first


def _comparable(
    groups: Groups, skeleton: str, kanas: set[int], latins: set[int], known: dict[int, dict[int | str, float]]
) -> Iterator[tuple[int, int]]:
    """Pairs of a block, in katakana both or in two scripts; of a large one those that have met, or need nothing in common.

    `known`: what _met has told before.
    """
    begins = skeleton.endswith("…")
    others = latins if begins else kanas | latins
    if len(kanas) + len(latins) <= FEW:
        pairs = {*product(kanas, others)}
    else:
        pairs = _acquainted(groups, kanas, others, known)
        if len(skeleton) >= ALONE and not begins and " " not in skeleton:
            pairs.update(product(sorted(kanas)[:BLOCK], sorted(latins)[:BLOCK]))
    return ((a, b) for a, b in pairs if a != b and not groups.one(a, b))


def _acquainted(
    groups: Groups, ours: set[int], theirs: set[int], known: dict[int, dict[int | str, float]]
) -> set[tuple[int, int]]:
    """One of each: those that have at least a hint in common."""
    of: dict[int | str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    weighs: dict[int | str, float] = {}
    for root in sorted(ours | theirs):
        if root not in known:
            known[root] = _met(groups, root)
        weighs.update(known[root])
        for key in known[root]:
            for side, roots in enumerate((ours, theirs)):
                if root in roots:
                    of[key][side].append(root)
    total: dict[tuple[int, int], float] = defaultdict(float)
    for key in sorted(of, key=str):
        left, right = of[key]
        for pair in product(left[:BLOCK], right[:BLOCK]):
            total[pair] += weighs[key]
    return {pair for pair, most in total.items() if most >= HINT}


def _met(groups: Groups, root: int) -> dict[int | str, float]:
    """Whom it has to do with, and what the articles that tell of it are about: what each weighs where two have it in common."""
    told = groups.summary(root)
    words: dict[int | str, float] = {w: weighs for w in told.spoken.all if (weighs := groups.matters.weigh(w))}
    return words | dict.fromkeys({groups.find(i) for u in told.units for i in company(u)}, HINT)


def _alone(groups: Groups, a: int, b: int) -> bool:
    """Whether they sound so much alike, in two scripts, that they need nothing in common besides."""
    x, y = sorted((groups.units[a].told.name, groups.units[b].told.name))
    return latin(x) != latin(y) and _consonants(x, y) >= ALONE and _sure(x, y) is not None


def _heard(groups: Groups, a: int, b: int) -> tuple[float, str] | None:
    """How surely two are one by sound and by what they have in common."""
    x, y = sorted((groups.units[a].told.name, groups.units[b].told.name))
    scripts, consonants = latin(x) != latin(y), _consonants(x, y)
    shared = common(groups, a, b)
    if not (shared.strength or (scripts and (consonants >= ALONE or shared.matter.weight >= HINT))):
        return None
    sure = _sure(x, y)
    if sure is None:
        return None
    if shared.strength == STRONG:
        return 0.9, shared.words
    if not shared.strength and consonants >= ALONE:
        return 0.7, "consonant for consonant, and nothing else is spelled so"
    if not shared.strength:
        return (0.7, f"and nothing else is spelled so, in {told_of(shared.matter)}") if sure >= 0.6 else None
    if scripts and sure >= SAME:
        return 0.85, shared.words
    return (0.75, shared.words) if sure >= SAME or (scripts and consonants >= 4) else None


@lru_cache(maxsize=NAMES)
def _sure(a: str, b: str) -> float | None:
    """How surely two names are one by sound, as kg.spelling has it; None of names that do not sound alike."""
    x, y = _joined(a), _joined(b)
    sure = max(same_name(x, y), same_name(a, b))
    if sure < SAME and not one_sound(a, b) and not near(a, b):
        return None
    if sure < SAME and latin(a) != latin(b) and not ((_consonants(a, b) >= 3 or _one_by_parts(a, b, 3)) and _one_vowel(x, y)):
        return None  # カレント and Clarent, though one fund has put money into both
    return sure


def _consonants(a: str, b: str) -> int:
    """Of the longest form that two names share whole: テラバインド and Terrabind: trbnd, five."""
    x, y = (skeletons(_joined(name)) for name in (a, b))
    return max((len(form) for form in x if form in y), default=0)


def _joined(name: str) -> str:
    """Harbor Bay → HarborBay"""
    return re.sub(r"\s", "", plain(name)) if latin(name) else plain(name)


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
    if not any(map(groups.fresh, (short, *fulls))):
        return
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
    """北辰食品 → 北辰"""
    if body(key) in (COMPANY, "bank") and not PART.search(key) and not HOLDING.search(key):
        for n in range(2, min(len(key), 12)):
            if compiled(_TRADES).fullmatch(key[n:]) and not compiled(_OWN).search(key):
                yield key[:n]
    school = _SCHOOLS.fullmatch(key)
    if school:
        yield school["stem"]


def _acronyms(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """東証 of 東京証券取引所, 極海研 of 国立極地海洋研究所: a few characters of a name in their order, the first among them."""
    keys = sorted(keys)
    shorts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for k in keys:
        if _BRIEF.fullmatch(k):
            shorts[k[0], k[-1]].append(k)
    lasts: dict[str, set[str]] = defaultdict(set)
    for first, last in shorts:
        lasts[first].add(last)
    for k in keys if shorts else ():
        if len(k) < 4 or HOLDING.search(k):
            continue
        part = PART.search(k)
        end = part.group() if part else k[-ENDING:]
        for start in dict.fromkeys((k, _HEADS.sub("", k))):
            for last in sorted(lasts.get(start[:1], set()).intersection(end)):
                yield from ((short, k) for short in shorts[start[0], last] if len(short) < len(k) - 1 and in_order(short, start))


_SCHOOLS = re.compile(r"(?P<stem>.{3,})(?:高校|高等学校|高|大学|大|学園|学院)$")
_BRIEF = re.compile(r"(?=.*[一-龯々])[一-龯々ァ-ヴー]{2,6}")
_HEADS = re.compile(r"^(?:国立|独立行政法人|日本|全日本|全国|東京|[^国]{1,4}[都道府県市町村]立)")
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
