"""Mentions of an article in, its people and organizations out: coreference as an ordered list of sieves, most precise first.

    株式会社メイプル / メイプル / Maple(メイプル) / 同社  → one Organization
    三浦遥 / 三浦氏 / 同氏                                 → one Person

Surfaces, not mentions, are joined: within an article one surface names one thing. Anaphors come last, by salience.
After Lee et al. (2013), Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from kg.aliases import given, maiden
from kg.clusters import LEGAL, Cluster, Clusters, bare, parts
from kg.match import lazy
from kg.model import Article, Entity, EntityType, Kind, Mention, Sentence
from kg.referents import TYPES, referents
from kg.sieves import joined

_WHICH = r"(?P<which>初代|[一二三四五六七八九十\d]{1,3}(?:代目?|世))"
_BEARER_BEFORE = lazy(f"{_WHICH}・?$")
_BEARER_BEHIND = lazy(rf"(?:氏|さん|[一-龯]{{2,6}})?\({_WHICH}[)、]")

_LATE = lazy(
    r"(?:氏|さん)(?:\([^()]*\))?[がは]?(?:\d{1,2}月)?\d{1,2}日、?[^。「」がは]{0,24}(?:死去|亡くな|息を引き取)[^。]{0,4}[、。](?=\d{2,3}歳)"
)


def link(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Entities in the order of their first mention, with ids 0, 1, 2 …"""
    named = [m for m in mentions if m.kind in TYPES]
    clusters = Clusters()
    for m in named:
        clusters.add(m.text, TYPES[m.kind], m.span.start)
    joined(clusters, article.norm)
    ordered = list(clusters)
    ids = {s: i for i, c in enumerate(ordered) for s in c.surfaces}
    by_id: list[list[Mention]] = [[] for _ in ordered]
    for m in named:
        by_id[ids[m.text]].append(m)
    for i, m in referents(article, sentences, mentions, ids, ordered):
        by_id[i].append(m)
    ages = {m.span.start: m for m in mentions if m.kind is Kind.AGE}
    entities = (_entity(i, c, by_id[i], article, ages, ids, clusters.other) for i, c in enumerate(ordered))
    return _with_former(tuple(entities), clusters, ids, article.norm, sentences)


def _with_former(
    entities: tuple[Entity, ...], clusters: Clusters, ids: Mapping[str, int], norm: str, sentences: Sequence[Sentence]
) -> tuple[Entity, ...]:
    """三浦遥さん(旧姓青森) is also called 青森遥."""
    for full, family in maiden(clusters, norm):
        former = family + first if (first := given(full, clusters, sentences)) else ""
        e = entities[ids[full]]
        if former and ids.get(former, e.id) == e.id and former not in e.names:
            e = replace(e, names=(*e.names, former))
            entities = (*entities[: e.id], e, *entities[e.id + 1 :])
    return entities


def _entity(
    i: int,
    c: Cluster,
    mentions: list[Mention],
    article: Article,
    ages: dict[int, Mention],
    ids: Mapping[str, int],
    other: Set[str],
) -> Entity:
    """A cluster as an entity, called by its fullest name that is no nickname or former one: 三浦, 三浦遥 → 三浦遥."""
    mentions = sorted(set(mentions), key=lambda m: (m.span, m.rule))
    names = list(dict.fromkeys(article.quote(m.span) for m in mentions if m.kind in TYPES))
    second = {article.quote(m.span) for m in mentions if m.text in other}
    label = max(names, key=lambda n: (n not in second, _fullness(n), -names.index(n)))
    within = [bare(n) for n in names if c.type is EntityType.ORGANIZATION]  # 株式会社メイプル is called メイプル
    borne = _borne(c, label, mentions, article.norm)
    ordered = dict.fromkeys((label, *names, *borne, *(n for n in within if ids.get(n, i) == i)))
    return Entity(i, c.type, label, tuple(ordered), tuple(mentions), _age(c, mentions, article, ages))


def _borne(c: Cluster, label: str, mentions: Sequence[Mention], norm: str) -> tuple[str, ...]:
    """五代目|雲雀亭遥, 雲雀亭遥社長|(5代目) → 五代目雲雀亭遥, 5代目雲雀亭遥: which bearer of the name somebody is."""
    if c.type is not EntityType.PERSON or not any(sign in norm for sign in ("代", "世")):
        return ()
    named = [m for m in mentions if m.text == label]
    before = (_BEARER_BEFORE.search(norm, max(0, m.span.start - 6), m.span.start) for m in named)
    behind = (_BEARER_BEHIND.match(norm, m.span.end) for m in named)
    return tuple(f"{found['which']}{label}" for found in (*before, *behind) if found)


def _fullness(name: str) -> tuple[bool, int, int, int]:
    """Not what it was called before, legal form first, then more parts, then length."""
    return (not name.startswith("旧"), 1 if LEGAL.search(name) else 0, len(parts(name)), len(name))


def _age(c: Cluster, mentions: Sequence[Mention], article: Article, ages: dict[int, Mention]) -> int | None:
    """三浦遥専務(59) → 59, 三浦遥さん(…)が5日、老衰のため死去した。91歳 → 91"""
    if c.type is not EntityType.PERSON:
        return None
    for m in mentions:
        if m.kind is not Kind.PERSON:
            continue
        rest = article.norm[m.span.end : m.span.end + 40]
        gap = re.match(r"(?:氏|さん|容疑者|被告)?(?:[一-龯ァ-ヶーA-Z]{0,16})?[(]?(?=[\d一-九])", rest)
        if gap:
            for skip in (gap.end(), max(gap.end() - 1, 0)):
                age = ages.get(m.span.end + skip)
                if age is not None and isinstance(age.value, int):
                    return age.value
        late = _LATE.match(article.norm, m.span.end)
        age = ages.get(late.end()) if late else None
        if age is not None and isinstance(age.value, int):
            return age.value
    return None
