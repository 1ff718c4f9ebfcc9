"""Surfaces of one article in, pairs out where a sentence says whose other name one is: real, stage, short, new and former names.

    歌手のひばり(29)が会見した。本名は三浦遥。         → ひばり, 三浦遥
    青嶺商会は1日、社名を「アスナロ」に変えた。         → 青嶺商会, アスナロ
    former("三浦遥", "青森") of 三浦遥さん。旧姓は青森。 → 青森遥

A cue stands beside the other name; whose it is, is the one of whom the sentence speaks, or the sentence before. Declined where two might be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.clusters import Cluster, Clusters, Pairs, ending
from kg.kanji import of_kanji
from kg.match import compiled, lazy
from kg.model import EntityType, Sentence

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION
_NAME = r"(?:社名|商号|法人名|団体名|校名|党名)"
_CHANGE = r"(?:変え|変更|改め|改称|改名)"
_STYLE = r"(?:登録名|リングネーム|しこ名|四股名|芸名|筆名|ペンネーム)"
_BEARER = r"(?:(?:初|[一二三四五六七八九十\d]+)代目?)?"
_TOLD_AS_TOPIC = lazy(r"[」』]?(?:\([^()]*\))?(?:[一-龯]{0,10}?(?:氏|さん|選手|容疑者|被告))?(?:\([^()]*\))?[はが]")
_OWN = lazy(r"(?:同[社校党団会行]|[年月日]|自社|現在|今|当時|元|新たな)の$")
_POLITE = lazy(r"(?:さん|氏|選手|被告|容疑者)$")
_SUBJECT = lazy(r"(?<!同社)(?<!同校)(?<!同党)(?<!団体)(?<!同会)(?<![日月年])[はが]")
_BACK = 2  # sentences before that may have told whose name it is


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words beside another name: `before` it and `after` it, either may be empty. Its owner comes next, or is spoken of, or either."""

    type: EntityType
    signs: tuple[str, ...]  # one of them stands wherever the cue does
    before: str = ""
    after: str = ""
    next: bool = False
    spoken: bool = True


_CUES = (
    _Cue(PERSON, ("本名",), before=r"本名(?:[・はの:]|は、)「?"),
    _Cue(PERSON, ("名",), before=rf"{_STYLE}(?:は|を|・|:)「?{_BEARER}"),
    _Cue(
        PERSON,
        ("名",),
        after=rf"」?(?:の{_STYLE}[でを]|の名で(?:対局|出場|出演|活動|活躍|プレー|競技|執筆|発表)(?!し?てい?[るた][男女者人]))",
    ),
    _Cue(PERSON, ("襲名",), after=r"」を襲名"),
    _Cue(PERSON, ("」こと",), after=r"」こと", next=True, spoken=False),
    _Cue(PERSON, ("愛称", "通称", "呼び名"), after=r"」の(?:愛称|通称|呼び名)で(?:親しま|呼ば|知ら|慕わ)れ", next=True),
    _Cue(ORGANIZATION, ("愛称", "通称", "略称"), after=r"」の(?:愛称|通称|略称)で(?:親しま|呼ば|知ら)れ", next=True),
    _Cue(ORGANIZATION, ("名", "商号"), before=rf"{_NAME}を(?:今の|現在の)?「?", after=rf"」?[にへ]{_CHANGE}"),
    _Cue(ORGANIZATION, ("名", "商号"), before=rf"{_NAME}を「?", after=rf"」?から(?:「[^」]*」[にへ])?{_CHANGE}"),
    _Cue(ORGANIZATION, ("名乗",), after=r"」?を名乗って(?:い[たる]|き)"),
    _Cue(ORGANIZATION, ("前身", "旧", "略称"), before=r"(?:前身の|前身は|旧社名は|旧称は|旧名は|略称は|略称・)、?「?"),
    _Cue(ORGANIZATION, ("略",), after=r"」?(?:と略称で|の略称で|と略され|と略して)"),
    _Cue(ORGANIZATION, ("から",), after=rf"」?から(?:{_NAME}を)?(?:改め|{_CHANGE}し)た「?", next=True),
    _Cue(ORGANIZATION, ("だった",), before=r"(?:まで|以前|もと|元)は?、?「?", after=r"」?だった「?", next=True, spoken=False),
    _Cue(ORGANIZATION, ("として",), after=r"」?として(?:\d{4}年に?)?(?:創業|設立|創立|開業|創設|発足|出発|スタート)(?:し|さ|。)"),
)
_ANEW = lazy(rf"」?改め「?{_BEARER}")
_FAMILY = r"(?P<x>[一-龯々]{1,4}|[ァ-ヴー]{2,8})"
_MAIDEN = lazy(
    rf"(?:旧姓|結婚前の姓)(?:[・はの:]|は、)?「?{_FAMILY}(?=[」、。)でだの・]|を使|として)"
    rf"|「?(?<![一-龯々]){_FAMILY.replace('<x>', '<y>')}」?(?:から(?:姓を(?:改め|変え)|改姓し)(?:た(?:「|元[^。、]{{0,8}}の)?)?|の(?:姓|旧姓)で)"
)


def otherwise(clusters: Clusters, norm: str) -> Pairs:
    """Whoever has another name, with it."""
    for cue in _CUES:
        names = clusters.surfaces(cue.type) if any(sign in norm for sign in cue.signs) else []
        for found in compiled(cue.before or cue.after).finditer(norm) if len(names) > 1 else ():
            name = _beside(names, norm, found, cue)
            if name is None:
                continue
            start, end = name
            alias = clusters.of[norm[start:end]]
            after = compiled(cue.after).match(norm, end)
            told = _next(clusters, cue.type, norm, after.end() if after else end) if cue.next else None
            if told is None and not cue.spoken:
                continue
            whose = told or _spoken_of(clusters, cue.type, norm, min(start, found.start()), norm[start:end])
            if whose is not None and whose is not alias:
                clusters.other.update(alias.surfaces)
                yield whose.surfaces[0], norm[start:end]
    for full, family in maiden(clusters, norm):
        if family in clusters.of and clusters.of[family].type is PERSON:
            clusters.other.add(family)
            yield full, family
    for found in _ANEW.finditer(norm) if "改め" in norm else ():
        a, b = ending(list(clusters.of), norm, found.start()), _opening(list(clusters.of), norm, found.end())
        if a and b and clusters.of[a].type is clusters.of[b].type:
            clusters.other.update(clusters.of[a].surfaces)
            yield b, a


def maiden(clusters: Clusters, norm: str) -> Iterator[tuple[str, str]]:
    """Full names with the family name that each had before: 三浦遥さん(旧姓青森) → 三浦遥, 青森."""
    for found in _MAIDEN.finditer(norm) if "姓" in norm else ():
        family = found["x"] or found["y"]
        if norm[found.start() - 1 : found.start()] == "(":
            whose = _before_bracket(clusters, norm, found.start() - 1)
        else:
            whose = _next(clusters, PERSON, norm, found.end()) if found["y"] else None
            whose = whose or _spoken_of(clusters, PERSON, norm, found.start())
        full = max(whose.surfaces, key=len) if whose else ""
        if len(full) > 2 and not full.startswith(family):
            yield full, family


def given(full: str, clusters: Clusters, sentences: Sequence[Sentence]) -> str:
    """The given name in a full one, by its script, by the family name alone or by the dictionary; "" where none of them tells."""
    kana = re.search(r"(?<=[一-龯々])[ぁ-んァ-ヴー]+$", full)
    if kana:
        return kana.group()
    families = [s for s in clusters.surfaces(PERSON) if full.startswith(s) and 0 < len(full) - len(s) <= 3 and of_kanji(full)]
    if families:
        return full[len(max(families, key=len)) :]
    for s in sentences:
        at = s.text.find(full)
        inside = (
            [t for t in s.tokens if s.span.start + at <= t.start and t.end <= s.span.start + at + len(full)] if at >= 0 else []
        )
        if (
            len(inside) > 1
            and "".join(t.surface for t in inside) == full
            and (inside[-1].pos[3] == "名" or inside[0].pos[3] == "姓")
        ):
            return inside[-1].surface if inside[-1].pos[3] == "名" else full[len(inside[0].surface) :]
    return ""


def _beside(names: Sequence[str], norm: str, found: re.Match[str], cue: _Cue) -> tuple[int, int] | None:
    """Where the name stands that a cue is about."""
    if not cue.before:
        name = ending(names, norm, found.start())
        return (found.start() - len(name), found.start()) if name else None
    name = _opening(names, norm, found.end())
    end = found.end() + len(name)
    return (found.end(), end) if name and (not cue.after or compiled(cue.after).match(norm, end)) else None


def _opening(names: Sequence[str], norm: str, at: int) -> str:
    return max((n for n in names if norm.startswith(n, at)), key=len, default="")


def _next(clusters: Clusters, type_: EntityType, norm: str, at: int) -> Cluster | None:
    """Whom the rest of the sentence names first: 「海のおじさん」の愛称で親しまれる漁師の|三浦遥さん."""
    stop = min((i for sign in "。\n" if (i := norm.find(sign, at)) >= 0), default=len(norm))
    found = _told(clusters, type_, norm, at, min(stop, at + 60))
    between = norm[at : found[0][0]] if found else ""
    return clusters.of[found[0][1]] if found and not re.search("[はがをにで]", between) else None


def _before_bracket(clusters: Clusters, norm: str, at: int) -> Cluster | None:
    """三浦遥|コーチ(旧姓…): who stands right before a bracket; not 三浦遥の|妻(旧姓…)."""
    found = re.search(r"(?:[一-龯ァ-ヴー]{0,8}|さん|くん)$", norm[:at])
    ends = range(at, found.start() - 1 if found else at, -1)
    name = next((n for end in ends if (n := ending(clusters.surfaces(PERSON), norm, end))), "")
    return clusters.of[name] if name else None


def _spoken_of(clusters: Clusters, type_: EntityType, norm: str, at: int, alias: str = "") -> Cluster | None:
    """The one whom the sentence up to a place names, or the nearest of those before; of several its topic, else nobody.

    What stands before with の is the owner: 子会社の|社名 and 妻の|旧姓 are nobody's of whom the text speaks.
    """
    owned = norm[max(0, at - 1) : at] == "の"
    if owned and not _OWN.search(norm, max(0, at - 6), at):
        polite = _POLITE.search(norm, max(0, at - 6), at - 1)
        name = ending(clusters.surfaces(type_), norm, polite.start() if polite else at - 1)
        return clusters.of[name] if name else None
    for back in range(_BACK + 1):
        start = max(norm.rfind(sign, 0, at) for sign in "。\n") + 1
        if (
            back == 0
            and type_ is ORGANIZATION
            and _SUBJECT.search(norm, start, at)
            and not _told(clusters, type_, norm, start, at)
        ):
            return None  # 男は三浦電力を名乗っていた
        told = [(i, n) for i, n in _told(clusters, type_, norm, start, at) if n != alias]
        whole = [(i, n) for i, n in told if not any(n != m and n in m for _, m in told)]
        if len({id(clusters.of[n]) for _, n in whole}) > 1:
            whole = [(i, n) for i, n in whole if _TOLD_AS_TOPIC.match(norm, i + len(n)) and norm[i - 1] not in "とや・"]
        if len({id(clusters.of[n]) for _, n in whole}) == 1:
            return clusters.of[whole[0][1]]
        if told or start == 0:
            return None
        at = start - 1
    return None


def _told(clusters: Clusters, type_: EntityType, norm: str, start: int, end: int) -> list[tuple[int, str]]:
    """The names of one type in a stretch of the text, the longest at each place."""
    names = clusters.surfaces(type_)
    out, at = [], start
    while at < end:
        name = max((n for n in names if norm.startswith(n, at, end)), key=len, default="")
        if name:
            out.append((at, name))
        at += max(1, len(name))
    return out
