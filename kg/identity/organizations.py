"""Groups in, bodies joined: an ordered list of sieves, most precise first, each giving its reason.

    spelling, legal form, katakana's variants, what an article states, endings cut short, Latin by sound, short names in context

A subsidiary, a branch, a union, a holding and what it holds are other bodies: no sieve makes one name from the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.bodies import COMPANY, body
from kg.consonants import skeletons
from kg.identity.context import NONE, STRONG, Common, cited, common
from kg.identity.forms import body_key, company_form, generic, kana, kana_key, latin, plain, whole_key
from kg.identity.groups import Groups, Why
from kg.identity.units import Unit
from kg.match import alternation, compiled, lexicon
from kg.rivals import one_sound
from kg.spelling import SAME, same_name

BLOCK = 40  # groups of a block that are compared with one another
_HOLDING = re.compile(r"(?:hd|fg|グループ|グループ本社|持株会社)$")
_PART = re.compile(
    r"(?:支店|支社|支部|工場|労働組合|労組|病院|大学院|研究所|財団|基金|学部|研究科|ジャパン|japan|日本|アジア|アメリカ|ヨーロッパ|販売|ファンド|キャピタル)$"
)
Key = Callable[[str], str]


def by_form(groups: Groups) -> None:
    """What needs no context."""
    named = [u for u in groups.units if not u.person and u.told.number == 1]
    known = [u for u in named if not u.told.scoped and not generic(u.told.name)]
    for block in _blocks(named, lambda u: u.iri):
        _star(groups, block, "same-name", "have one name", 0.95)
    for block in _blocks(known, lambda u: whole_key(u.told.name)):
        _star(groups, block, "spelling", "are one name but for spacing, width or an old character", 0.97)
    for block in _blocks(known, lambda u: body_key(u.told.name)):
        _legal(groups, block)
    for block in _blocks(known, lambda u: kana_key(body_key(u.told.name))):
        if len(kana_key(body_key(block[0].told.name))) >= 4:
            _star(groups, block, "katakana", "are one name but for how katakana is spelled", 0.9)
    _stated(groups, known)
    _endings(groups, known)


def in_context(groups: Groups) -> None:
    """What needs something in common; asked again when others have been joined."""
    known = [u for u in groups.units if not u.person and u.told.number == 1 and not u.told.scoped and not generic(u.told.name)]
    heads = _heads(groups, known)
    _sounds(groups, heads)
    _short(groups, heads)
    _acronyms(groups, heads)


def _blocks(units: Iterable[Unit], key: Callable[[Unit], str]) -> Iterator[list[Unit]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        out[key(u)].append(u)
    for k in sorted(out):
        if len(out[k]) > 1:
            yield sorted(out[k], key=lambda u: (-len(u.occurrences), u.iri, u.first))


def _star(groups: Groups, block: Sequence[Unit], rule: str, says: str, confidence: float) -> None:
    """All of a block to its greatest; what does not fit that, to another."""
    centres: list[Unit] = []
    for u in block:
        for centre in centres[:4]:
            if groups.one(centre.id, u.id) or groups.join(
                centre.id, u.id, Why(rule, f"{cited(u)} and {cited(centre)} {says}", confidence)
            ):
                break
        else:
            centres.append(u)


def _legal(groups: Groups, block: Sequence[Unit]) -> None:
    """株式会社X, X Inc. and X; where there is 有限会社X too, X alone may be either."""
    forms = {f for u in block if (f := company_form(u.told.name))}
    if sum(not f.isascii() for f in forms) > 1 or sum(f.isascii() for f in forms) > 1:
        for form in sorted(forms):
            _star(groups, [u for u in block if company_form(u.told.name) == form], "legal-form", "are one name", 0.95)
        return
    _star(groups, block, "legal-form", "are one name but for its legal form or ending", 0.95)


def _heads(groups: Groups, known: Sequence[Unit]) -> dict[str, list[int]]:
    """Key of a name → the groups that have it, by their roots."""
    out: dict[str, set[int]] = defaultdict(set)
    for u in known:
        out[body_key(u.told.name)].add(groups.find(u.id))
    return {k: sorted(out[k]) for k in sorted(out)}


def _stated(groups: Groups, known: Sequence[Unit]) -> None:
    """What one article says is one: ネブリス(Nebris)."""
    heads = _heads(groups, known)
    claims: dict[str, dict[int, Unit]] = defaultdict(dict)
    for u in known:
        for alias in sorted(u.names):
            k = body_key(alias)
            if k != body_key(u.told.name) and len(k) > 1 and not generic(alias) and _statable(u, alias):
                claims[k].setdefault(groups.find(u.id), u)
    for k in sorted(claims):
        claimants = {groups.find(root): u for root, u in sorted(claims[k].items())}
        own = [r for r in dict.fromkeys(groups.find(r) for r in heads.get(k, ())) if r not in claimants]
        if len(claimants) != 1 or len(own) != 1:
            continue
        ((_, u),) = claimants.items()
        v = groups.units[own[0]]
        if groups.join(
            u.id, v.id, Why("stated", f"an article ({u.days[0] or 'no date'}) calls 「{u.label}」 {v.label} as well", 0.92)
        ):
            if len(body_key(v.label)) < len(body_key(u.label)) and plain(v.label)[:1] == plain(u.label)[:1]:
                groups.shorts.add(v.id)


def _statable(u: Unit, alias: str) -> bool:
    """A short form counts where it stands beside the name: 三陸海洋開発(三陸海洋); a holding is not what it holds."""
    a, b = body_key(u.told.name), body_key(alias)
    short, long = sorted((a, b), key=len)
    if bool(_PART.search(a)) != bool(_PART.search(b)) and long.startswith(short):
        return False
    if long.startswith(short):
        return not _HOLDING.search(long) and {alias, u.label} <= u.stated
    return True


def _endings(groups: Groups, known: Sequence[Unit]) -> None:
    """青森地方裁判所 → 青森地裁, 北嶺銀行 → 北嶺銀, 白峰大学 → 白峰大; 日銀."""
    heads = _heads(groups, known)
    for short, long in sorted(lexicon("known-abbreviations").items()):
        _one_and_one(groups, heads.get(body_key(long), ()), heads.get(body_key(short), ()), "every reader knows it so", 0.97)
    homes: dict[str, set[int]] = defaultdict(set)
    for k, roots in heads.items():
        for brief in briefs(k):
            if brief in heads:
                homes[brief] |= set(roots)
    for brief in sorted(homes):
        _one_and_one(groups, sorted(homes[brief]), heads[brief], "its ending is cut short", 0.93)


def briefs(key: str) -> list[str]:
    """青森地方裁判所 → 青森地裁"""
    table = lexicon("short-endings")
    out = []
    for long, brief in table.items():
        if key.endswith(long) and len(key) > len(long) + (1 if brief else 2) and (brief or long == "社"):
            out.append(key.removesuffix(long) + brief)
    return out


def _one_and_one(groups: Groups, fulls: Iterable[int], shorts: Iterable[int], says: str, confidence: float) -> None:
    full = list(dict.fromkeys(groups.find(i) for i in fulls))
    short = list(dict.fromkeys(groups.find(i) for i in shorts))
    if len(full) == 1 and len(short) == 1 and full != short:
        u, v = groups.units[full[0]], groups.units[short[0]]
        if groups.join(u.id, v.id, Why("abbreviation", f"{cited(v)} is short for {cited(u)}: {says}", confidence)):
            groups.shorts |= {m.id for m in groups.members(v.id) if len(body_key(m.told.name)) <= len(body_key(v.told.name))}


def _sounds(groups: Groups, heads: Mapping[str, Sequence[int]]) -> None:
    """ブライトクオリー and Brightquarry."""
    blocks: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for k, roots in heads.items():
        for root in roots:
            words = groups.units[root].told.name
            if not (latin(words) or kana(words)) or len(k) < 3:
                continue
            for skeleton in skeletons(k):
                blocks[skeleton][latin(words)].update({root})
    found: dict[int, set[int]] = defaultdict(set)
    for skeleton in sorted(blocks):
        kanas, latins = blocks[skeleton]
        for a in sorted(kanas)[:BLOCK]:
            for b in sorted([*kanas, *latins])[:BLOCK]:
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
    if sure < SAME and not one_sound(u.told.name, v.told.name):
        return None
    shared = common(groups, a, b)
    if shared.strength == STRONG:
        return 0.9, shared.words
    if latin(u.told.name) != latin(v.told.name) and sure >= SAME:
        return (0.85, shared.words) if shared.strength else (0.7, "and nothing else is spelled so") if sure >= 0.6 else None
    return (0.75, shared.words) if shared.strength and sure >= SAME else None


def _short(groups: Groups, heads: Mapping[str, Sequence[int]]) -> None:
    """青嶺 of 青嶺製作所, 東証 of 東京証券取引所: with something in common, and one body alone may be meant."""
    homes: dict[str, set[int]] = defaultdict(set)
    for k, roots in heads.items():
        for short in _shortened(k):
            if short in heads:
                homes[short] |= set(roots)
    for short in sorted(homes):
        for s in dict.fromkeys(groups.find(i) for i in heads[short]):
            _home(groups, s, sorted(homes[short]), "abbreviation")


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
        groups.shorts |= {m.id for m in groups.members(v.id) if body_key(m.told.name) == body_key(v.told.name)}


def _shortened(key: str) -> Iterator[str]:
    """北辰食品 → 北辰; 東京証券取引所 → 東証, 東取 …"""
    if body(key) in (COMPANY, "bank") and not _PART.search(key) and not _HOLDING.search(key):
        for n in range(2, min(len(key), 12)):
            if compiled(_TRADES).fullmatch(key[n:]) and not compiled(_OWN).search(key):
                yield key[:n]
    if re.fullmatch(r"[一-龯々]{4,12}", key) and not _PART.search(key):
        rest = range(1, len(key))
        for i in rest:
            yield key[0] + key[i]
            yield from (key[0] + key[i] + key[j] for j in range(i + 1, len(key)))


_TRADES = f"(?:{alternation(lexicon('org_suffixes'))}|ジャパン)+"
_OWN = f"{alternation(lexicon('own-endings'))}$"


def _acronyms(groups: Groups, heads: Mapping[str, Sequence[int]]) -> None:
    """HBP of Harbor Bay Partners."""
    homes: dict[str, set[int]] = defaultdict(set)
    for roots in heads.values():
        for root in roots:
            words = re.findall(r"[A-Z][A-Za-z]*", groups.units[root].told.name)
            initials = "".join(w[0] for w in words if len(w) > 1).casefold()
            if 2 <= len(initials) <= 5 and initials in heads:
                homes[initials].add(root)
    for initials in sorted(homes):
        for s in heads[initials]:
            _home(groups, groups.find(s), sorted(homes[initials]), "abbreviation")


def missing(groups: Groups, a: int, b: int) -> str:
    """Why two that nothing speaks against are not joined."""
    shared: Common = common(groups, a, b)
    return (
        "their names are not forms of one name"
        if shared.strength == NONE
        else f"{shared.words}, but no rule makes one name of the other"
    )
