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
from kg.identity.against import ESTABLISHED, unlike
from kg.identity.context import NONE, STRONG, Common, cited, common, thin
from kg.identity.forms import body_key, commonplace, company_form, generic, kana, kana_key, latin, person_key, plain, whole_key
from kg.identity.groups import Groups, Why
from kg.identity.namesakes import Apart, same_named
from kg.identity.sounds import near
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


def several(units: Iterable[Unit]) -> frozenset[str]:
    """The IRIs that more than one body has, by what is told of them: 青葉建設 of 札幌市 and of 福岡市."""
    out = set()
    for iri, block in _by(units, lambda u: u.iri if not u.person else "").items():
        small = [u for u in block[:BLOCK] if len(u.occurrences) < ESTABLISHED]
        told = sum(len(u.occurrences) for u in block)
        if (iri and 1 < told < ESTABLISHED and commonplace(block[0].told.name)) or (
            iri and any(unlike(u.marks, v.marks) for i, u in enumerate(small) for v in small[:i])
        ):
            out.add(iri)
    return frozenset(out)


def by_form(groups: Groups) -> list[Apart]:
    """What needs no context; and the bodies of one name that are several."""
    apart: list[Apart] = []
    named = [u for u in groups.units if not u.person and u.told.number == 1]
    known = [u for u in named if not generic(u.told.name)]
    for block in _blocks(named, lambda u: u.iri):
        if block[0].told.scoped or not generic(block[0].told.name):
            apart += same_named(groups, block)
    for block in _blocks(known, lambda u: whole_key(u.told.name)):
        _star(groups, block, "spelling", "are one name but for spacing, width or an old character", 0.97)
    for block in _blocks(known, lambda u: body_key(u.told.name)):
        _legal(groups, block)
    for block in _blocks(known, lambda u: kana_key(body_key(u.told.name))):
        if len(kana_key(body_key(block[0].told.name))) >= 4:
            _star(groups, block, "katakana", "are one name but for how katakana is spelled", 0.9)
    _stated(groups, known)
    _renamed(groups, known)
    _endings(groups, known)
    _described(groups, known)
    return apart


def in_context(groups: Groups) -> None:
    """What needs something in common; asked again when others have been joined."""
    known = [u for u in groups.units if not u.person and u.told.number == 1 and not generic(u.told.name)]
    heads = _heads(groups, known)
    _sounds(groups, heads)
    _short(groups, heads)
    _acronyms(groups, heads)


def _by(units: Iterable[Unit], key: Callable[[Unit], str]) -> dict[str, list[Unit]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        out[key(u)].append(u)
    return out


def _blocks(units: Iterable[Unit], key: Callable[[Unit], str]) -> Iterator[list[Unit]]:
    out = _by(units, key)
    for k in sorted(out):
        if len(out[k]) > 1:
            yield sorted(out[k], key=lambda u: (-len(u.occurrences), u.iri, u.first))


def _star(groups: Groups, block: Sequence[Unit], rule: str, says: str, confidence: float) -> None:
    """All of a block to its greatest; what does not fit that, to another; what fits several, to none."""
    centres: list[Unit] = []
    for u in block:
        if any(groups.one(c.id, u.id) for c in centres):
            continue
        able = [c for c in centres[:4] if not groups.against(c.id, u.id) and not thin(groups, c.id, u.id)]
        if not able:
            centres.append(u)
        elif len(able) == 1:
            groups.join(able[0].id, u.id, Why(rule, f"{cited(u)} and {cited(able[0])} {says}", confidence))


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
        if (
            groups.join(
                u.id, v.id, Why("stated", f"an article ({u.days[0] or 'no date'}) calls 「{u.label}」 {v.label} as well", 0.92)
            )
            and len(body_key(v.label)) < len(body_key(u.label))
            and plain(v.label)[:1] == plain(u.label)[:1]
        ):
            groups.shorts.add(v.id)


def _renamed(groups: Groups, known: Sequence[Unit]) -> None:
    """スルガマテリア(旧駿河フィルム工業): the name that a body had is its own still."""
    heads = _heads(groups, known)
    for u in known:
        for former in sorted(u.former):
            roots = list(dict.fromkeys(groups.find(r) for r in heads.get(body_key(former), ())))
            if len(roots) == 1 and len(former) > 1 and not generic(former):
                v = groups.units[roots[0]]
                says = f"an article ({u.days[0] or 'no date'}) says that 「{u.label}」 was called {former}"
                if groups.join(u.id, v.id, Why("renamed", says, 0.92)):
                    groups.shorts |= {m.id for m in groups.members(v.id) if body_key(m.told.name) == body_key(former)}


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


def _described(groups: Groups, known: Sequence[Unit]) -> None:
    """英製薬ブレンフォード, 鉄鋼商社の鋼和通商: what a body does, taken for its name's beginning."""
    heads = _heads(groups, known)
    for u in known:
        name = undescribed(u.told.name)
        roots = list(dict.fromkeys(groups.find(r) for r in heads.get(body_key(name), ()))) if name else []
        if len(roots) == 1 and not groups.one(roots[0], u.id) and not thin(groups, roots[0], u.id):
            v = groups.units[roots[0]]
            says = f"{cited(u)} is {cited(v)} with what it does before its name"
            if groups.join(v.id, u.id, Why("described", says, 0.88)):
                groups.shorts.add(u.id)


def undescribed(words: str) -> str:
    """A name without what its body does: 英製薬ブレンフォード → ブレンフォード; "" where nothing stands before it."""
    what = f"(?:{alternation(lexicon('nations'))})?{alternation(lexicon('lines-of-business'))}+"
    found = compiled(rf"{what}(?:の(?P<any>.{{3,}})|(?P<coined>[ァ-ヴーA-Za-z][ァ-ヴーA-Za-z0-9・ .&-]{{3,}}))").fullmatch(words)
    name = (found["any"] or found["coined"]) if found else ""
    return "" if generic(name) or commonplace(name) or name in lexicon("lines-of-business") else name


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
                blocks[skeleton][latin(words)].add(root)
                if len(skeleton) > 4:  # モリノスタジオ, Morino Studio: mrnstj, mrnstd
                    blocks[skeleton[:4] + "…"][latin(words)].add(root)
    for u in {r: groups.units[r] for roots in heads.values() for r in roots}.values():
        for t in u.ties if latin(u.told.name) or kana(u.told.name) else ():
            other = groups.units[t.other]
            whom = person_key(other.told.name) if other.person and other.full else str(groups.find(t.other))
            blocks[f"{t.fact} {t.role} {whom}"][latin(u.told.name)].add(u.id)
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
    shared = common(groups, a, b)
    if shared.strength == STRONG:
        return 0.9, shared.words
    if sure < SAME and latin(u.told.name) != latin(v.told.name) and _one_skeleton(x, y):
        return 0.7, "consonant for consonant, and nothing else is spelled so"
    if latin(u.told.name) != latin(v.told.name) and sure >= SAME:
        return (0.85, shared.words) if shared.strength else (0.7, "and nothing else is spelled so") if sure >= 0.6 else None
    if (
        latin(u.told.name) != latin(v.told.name)
        and shared.strength
        and min(map(len, (x, y))) > 4
        and near(u.told.name, v.told.name)
    ):
        return 0.75, shared.words
    return (0.75, shared.words) if shared.strength and sure >= SAME else None


def _one_skeleton(x: str, y: str) -> bool:
    """テラバインド and Terrabind: trbnd."""
    return any(len(s) >= 5 and s in skeletons(y) for s in skeletons(x))


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
