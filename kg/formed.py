"""Surfaces of one article in, pairs out that are one by their forms, unless something is known that speaks against it.

青森地方裁判所, 青森地裁; Harbor Bay Partners, HBP; 三浦遥, 三浦; パウエル, Powell
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from kg.clusters import LATIN_LEGAL, LEGAL, Clusters, Pairs, core, key, parts
from kg.match import Words, alternation, compiled, lexicon
from kg.model import EntityType, Span
from kg.rivals import one_sound, rivals
from kg.spelling import SAME, same_name

_KANJI = re.compile(r"[一-龯々ヶ〆]+$")
_SCRIPTS = (re.compile(r"[a-z0-9]"), re.compile(r"[ァ-ヶー]"), re.compile(r"[一-龯々]"))
_ENDINGS = tuple(lexicon("short-endings").items())
_DROPPED = rf"・?[一-龯]{{0,4}}?{alternation(lexicon('dropped-endings'))}$"
_OWN_NAME = re.compile(f"{alternation(lexicon('own-endings'))}$")
_LEVEL = re.compile(r"(?:地裁|地方裁判所|高裁|高等裁判所|控訴裁判所)$")
_NAMELESS_COURT = re.compile(r"(?:米|米国|英|独|仏|同)?(?:連邦)?(?:地裁|高裁|地方裁判所|高等裁判所)$")


def abbreviated(clusters: Clusters, norm: str) -> Pairs:
    """青森地方裁判所 → 青森地裁, 北嶺銀行 → 北嶺銀, アステル・パートナーズ → アステル; declined where two names begin so."""
    surfaces = clusters.surfaces(EntityType.ORGANIZATION)
    for short in sorted(surfaces, key=lambda s: (-len(s), s)):
        homes = [
            a
            for a in surfaces
            if clusters.of[a] is not clusters.of[short] and (_shortens(a, short) or _first_told(a, short, clusters, surfaces))
        ]
        if len({id(clusters.of[a]) for a in homes}) == 1:
            yield homes[0], short


def _first_told(full: str, short: str, clusters: Clusters, surfaces: Sequence[str]) -> bool:
    """ハーベル・キャピタル… ハーベルは: the house that is told before its bare name, unless other names begin so too."""
    bits = parts(full)
    return (
        len(bits) == 2
        and bits[0] == short
        and len(short) > 2
        and lexicon("own-endings").get(bits[1]) == "house"
        and clusters.of[full].first < clusters.of[short].first
        and sum(s.startswith(short) for s in surfaces) == 2
    )


def _shortens(written: str, name: str) -> bool:
    """Whether a name is short for another: 北嶺銀 and 北嶺銀行, 白峰大 and 白峰大学."""
    full, short = key(written), core(name)
    if len(short) > 1 and short in _briefs(full):
        return True
    if short.endswith("大") and full.endswith("大学") and len(short) > 2 and full.startswith(short[:-1]):
        return True
    if _initials(full, short):
        return True
    if not full.startswith(short) or len(short) < 2 or full == short or _OWN_NAME.search(written):
        return False
    if LEGAL.search(name):
        return False  # 株式会社マルタ is whole, and no short name of マルタ・ロジスティクス
    if compiled(_DROPPED).fullmatch(full[len(short) :]) or _bare(full, short):
        return True
    bits = parts(written)
    return len(bits) > 1 and key(bits[0]) == short and len(short) > 2


@lru_cache(maxsize=1 << 9)
def _briefs(full: str) -> frozenset[str]:
    """青森地方裁判所 → 青森地裁: a name with its ending cut short."""
    return frozenset(full.removesuffix(long) + brief for long, brief in _ENDINGS if full.endswith(long))


@cache
def _endings() -> Words:
    """The endings of company names: 技研, 食品."""
    return Words(lexicon("org_suffixes"))


def _bare(full: str, short: str) -> bool:
    """カワベ of カワベ技研, 東雲 of 東雲オプト, 北辰 of 北辰食品: the name without its trade, where the script changes or the trade begins."""
    rest = full[len(short) :]
    if _endings().make(rest):
        return True
    scripts = [next((i for i, s in enumerate(_SCRIPTS) if s.match(c)), -1) for c in (short[0], short[-1], rest[0])]
    return scripts[0] == scripts[1] != scripts[2] and len(short) >= (2 if scripts[0] == 2 else 3)


def _initials(full: str, short: str) -> bool:
    """東証 of 東京証券取引所: 漢字 of the full name in order, the first among them."""
    if not (_KANJI.fullmatch(short) and _KANJI.fullmatch(full) and 2 <= len(short) <= 5 and len(full) >= len(short) + 2):
        return False
    rest = iter(full)
    return full[0] == short[0] and not full.startswith(short) and all(char in rest for char in short)


def courts(clusters: Clusters, norm: str) -> Pairs:
    """連邦地裁 is the article's only court of that level."""
    surfaces = clusters.surfaces(EntityType.ORGANIZATION)
    for short in (s for s in surfaces if _NAMELESS_COURT.fullmatch(s)):
        level = _level(short)
        homes = [a for a in surfaces if not _NAMELESS_COURT.fullmatch(a) and _level(a) == level and ("連邦" in a or "州" in a)]
        if len({id(clusters.of[a]) for a in homes}) == 1:
            yield homes[0], short


def _level(court: str) -> str:
    """東京地裁 → district, 東京高裁 → high."""
    found = _LEVEL.search(court)
    return "" if found is None else "district" if found.group().startswith("地") else "high"


def acronym(clusters: Clusters, norm: str) -> Pairs:
    """HBP for Harbor Bay Partners."""
    for short in clusters.surfaces(EntityType.ORGANIZATION):
        if re.fullmatch(r"[A-Z]{2,5}", short):
            for a in clusters.surfaces(EntityType.ORGANIZATION):
                if "".join(w[0] for w in re.findall(r"[A-Z][A-Za-z]*", LATIN_LEGAL.sub("", a)) if len(w) > 1) == short:
                    yield a, short


def person_parts(clusters: Clusters, norm: str) -> Pairs:
    """三浦 of 三浦遥, ラングリー of マテオ・ラングリー, 遥 of 三浦遥; of two who share a part, the one told last."""
    people = clusters.surfaces(EntityType.PERSON)
    for short in sorted(people, key=lambda s: (-len(s), s)):
        wholes = [a for a in people if a != short and _part_of(a, short)]
        groups = {id(clusters.of[a]) for a in wholes}
        if any(clusters.of[a] is clusters.of[short] for a in wholes):
            continue  # it has its home
        if len(groups) == 1:
            yield wholes[0], short
        elif groups:
            home = _told_last(list(clusters.of), short, wholes, norm)
            if home:
                yield home, short


def _told_last(names: Sequence[str], short: str, homes: Sequence[str], norm: str) -> str | None:
    """Of two who share a family name, it goes alone to the one whose full name was told last before its first use."""
    covered = [Span(m.start(), m.end()) for h in names if short in h and h != short for m in re.finditer(re.escape(h), norm)]
    uses = (m.start() for m in re.finditer(re.escape(short), norm))
    first = next((at for at in uses if not any(c.start <= at < c.end for c in covered)), None)
    if first is None:
        return None
    at, home = max((norm.rfind(h, 0, first), h) for h in homes)
    return home if at >= 0 else None


def _part_of(full: str, short: str) -> bool:
    """三浦 of 三浦遥, ラングリー of マテオ・ラングリー."""
    bits = parts(full)
    if len(bits) > 1:
        tails = [key("".join(bits[i:])) for i in range(1, len(bits))]
        return short in bits or key(short) in tails
    if _KANJI.match(short) and full.startswith(short) and re.fullmatch(r"[ァ-ヶー]{2,}", full[len(short) :]):  # 三浦マルコ
        return True
    if _KANJI.fullmatch(full[:1]) and len(full) > len(short) and len(full) - len(short) <= 3:
        return full.startswith(short) or (full.endswith(short) and len(short) >= 2)
    return False


def spelled(clusters: Clusters, norm: str) -> Pairs:
    """パウエル = Powell: by sound, whole against whole, or a part against a full name's."""
    for type_ in EntityType:
        surfaces = clusters.surfaces(type_)
        for a in (s for s in surfaces if re.search(r"[ァ-ヶ]{2}", s)):
            for script in (r"[A-Za-z]", r"[ァ-ヶ]"):
                others = [
                    b
                    for b in surfaces
                    if a != b
                    and re.match(script, b)
                    and clusters.of[a] is not clusters.of[b]
                    and not rivals(clusters.of[a], clusters.of[b])
                ]
                found = [b for b in others if _sounds(a, b, type_, one_sound)]
                if len({id(clusters.of[b]) for b in found}) > 1:  # two candidates: only the learned spelling may choose
                    found = [b for b in found if _sounds(a, b, type_, _sure)]
                if len({id(clusters.of[b]) for b in found}) == 1:
                    yield from ((a, b) for b in found)


def _sure(a: str, b: str) -> bool:
    """By the learned spelling alone."""
    return same_name(a, b) >= SAME


def _sounds(a: str, b: str, type_: EntityType, same: Callable[[str, str], bool]) -> bool:
    """パウエル and Powell, or ラングリー and Mateo Langley: whole names, or one and a part of the other."""
    if not (re.search(r"[A-Za-z]{2}", b) or re.search(r"[ァ-ヶ]{3}", b)):
        return False
    bare = LATIN_LEGAL.sub("", b)
    pa, pb = parts(a), parts(bare)
    if len(pa) == len(pb):
        return same(a, bare)
    if min(len(pa), len(pb)) != 1:
        return False
    short, long = (pa[0], pb) if len(pa) == 1 else (pb[0], pa)
    if type_ is EntityType.PERSON:
        return len(short) > 2 and any(same(short, p) for p in (long[-1], long[0]))
    whole = LEGAL.search(a if len(pa) == 1 else b)
    return len(short) > 3 and not whole and same(short, long[0]) and not (_OWN_NAME.search(a) or _OWN_NAME.search(b))
