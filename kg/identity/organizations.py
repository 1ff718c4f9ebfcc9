"""Groups in, bodies joined: an ordered list of sieves, most precise first, each giving its reason.

    spelling, legal form, katakana's variants, what an article states, endings cut short, Latin by sound, short names in context

A subsidiary, a branch, a union, a holding and what it holds are other bodies: no sieve makes one name from the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kg.identity.against import ESTABLISHED, unlike
from kg.identity.context import HINT, cited, one_matter, thin
from kg.identity.forms import body_key, commonplace, company_form, generic, kana_key, plain, told, unplaced, whole_key
from kg.identity.groups import Groups, Why
from kg.identity.namesakes import Apart, same_named
from kg.identity.profiles import Marks, Profile
from kg.identity.summaries import Summary
from kg.identity.units import Unit
from kg.match import alternation, lexicon

BLOCK = 40  # groups of a block that are compared with one another
HOLDING = re.compile(r"(?:hd|fg|グループ|グループ本社|持株会社)$")
PART = re.compile(
    r"(?:支店|支社|支部|工場|労働組合|労組|ユニオン|病院|大学院|研究所|財団|基金|学部|研究科|ジャパン|japan|日本|アジア|アメリカ|ヨーロッパ|販売|ファンド|キャピタル)$"
)
Key = Callable[[str], str]


def several(profiles: Iterable[Profile]) -> frozenset[str]:
    """The IRIs that more than one body has, by what is told of them: 青葉建設 of 札幌市 and of 福岡市."""
    count = Counter((s.iri, s.marks) for p in profiles for s in p.seen if not s.person)
    of: dict[str, list[tuple[Marks, int]]] = defaultdict(list)
    for (iri, marks), n in count.items():
        of[iri].append((marks, n))
    out = set()
    for iri, found in of.items():
        small = sorted(m for m, n in found if n < ESTABLISHED)[:BLOCK]
        if (1 < sum(n for _, n in found) < ESTABLISHED and commonplace(told(iri).name)) or any(
            unlike(x, y) for i, x in enumerate(small) for y in small[:i]
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
    for block in _blocks(known, lambda u: u.key):
        _legal(groups, block)
    for block in _blocks(known, lambda u: kana_key(u.key)):
        if len(kana_key(block[0].key)) >= 4:
            _star(groups, block, "katakana", "are one name but for how katakana is spelled", 0.9)
    towns = _by(known, lambda u: unplaced(u.key))
    for short in sorted(k for k in towns if any(u.key != k for u in towns[k])):
        long = {u.key: u.id for u in towns[short] if u.key != short}
        own = [u.id for u in towns[short] if u.key == short]
        _one_and_one(groups, long.values(), own, "its prefecture is not told", 0.93)
    _stated(groups, known)
    _renamed(groups, known)
    _endings(groups, known)
    _described(groups, known)
    return apart


def _by(units: Iterable[Unit], key: Callable[[Unit], str]) -> dict[str, list[Unit]]:
    out: dict[str, list[Unit]] = defaultdict(list)
    for u in units:
        out[key(u)].append(u)
    return out


def _blocks(units: Iterable[Unit], key: Callable[[Unit], str]) -> Iterator[list[Unit]]:
    out = _by(units, key)
    for k in sorted(out):
        if len(out[k]) > 1:
            yield sorted(out[k], key=lambda u: (-u.size, u.iri, u.first))


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
        out[u.key].add(groups.find(u.id))
    return {k: sorted(out[k]) for k in sorted(out)}


def _stated(groups: Groups, known: Sequence[Unit]) -> None:
    """What one article says is one: ネブリス(Nebris)."""
    heads = _heads(groups, known)
    claims: dict[str, dict[int, Unit]] = defaultdict(dict)
    for u in known:
        for alias in u.names:
            k = body_key(alias)
            if k != u.key and len(k) > 1 and not generic(alias) and _statable(u, alias):
                claims[k].setdefault(groups.find(u.id), u)
    for k in sorted(claims):
        claimants = {groups.find(root): u for root, u in sorted(claims[k].items())}
        own = [r for r in dict.fromkeys(groups.find(r) for r in heads.get(k, ())) if r not in claimants]
        if len(claimants) != 1 or len(own) != 1:
            continue
        ((_, u),) = claimants.items()
        v = groups.units[own[0]]
        if thin(groups, v.id, u.id) and one_matter(groups, Summary([u]), Summary([v]), u.id, v.id).weight < HINT:
            continue
        if (
            groups.join(
                u.id, v.id, Why("stated", f"an article ({u.days[0] or 'no date'}) calls 「{u.label}」 {v.label} as well", 0.92)
            )
            and len(v.key) < len(u.key)
            and plain(v.label)[:1] == plain(u.label)[:1]
        ):
            groups.shorts.add(v.id)


def _renamed(groups: Groups, known: Sequence[Unit]) -> None:
    """スルガマテリア(旧駿河フィルム工業): the name that a body had is its own still."""
    heads = _heads(groups, known)
    for u in known:
        for former in u.former:
            roots = list(dict.fromkeys(groups.find(r) for r in heads.get(body_key(former), ())))
            if len(roots) == 1 and len(former) > 1 and not generic(former):
                v = groups.units[roots[0]]
                says = f"an article ({u.days[0] or 'no date'}) says that 「{u.label}」 was called {former}"
                if groups.join(u.id, v.id, Why("renamed", says, 0.92)):
                    groups.shorts |= {m.id for m in groups.members(v.id) if m.key == body_key(former)}


def _statable(u: Unit, alias: str) -> bool:
    """A short form counts where it stands beside the name: 三陸海洋開発(三陸海洋); a holding is not what it holds."""
    a, b = u.key, body_key(alias)
    short, long = sorted((a, b), key=len)
    if bool(PART.search(a)) != bool(PART.search(b)) and long.startswith(short):
        return False
    if long.startswith(short):
        return not HOLDING.search(long) and {alias, u.label} <= set(u.stated)
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


@cache
def _descriptor() -> re.Pattern[str]:
    what = f"(?:{alternation(lexicon('nations'))})?{alternation(lexicon('lines-of-business'))}+"
    return re.compile(rf"{what}(?:の(?P<any>.{{3,}})|(?P<coined>[ァ-ヴーA-Za-z][ァ-ヴーA-Za-z0-9・ .&-]{{3,}}))")


def undescribed(words: str) -> str:
    """A name without what its body does: 英製薬ブレンフォード → ブレンフォード; "" where nothing stands before it."""
    found = _descriptor().fullmatch(words)
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
            groups.shorts |= {m.id for m in groups.members(v.id) if len(m.key) <= len(v.key)}
