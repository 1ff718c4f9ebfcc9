"""A sentence and its mentions in, lists out: runs of agents joined by と, や or 、.

A、B、ノルウェーの電力会社C、D社長のE → (A, B, C, E); A、Bの社長C → B is no second A
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.cases import skip
from kg.model import AGENTS, Kind, Mention, Sentence

_JOIN = re.compile(
    r"^(?:と、|、と|や、|、|,|・|と|や|および|及び|ならびに|並びに|、および|、並びに|、それに|、さらに|または|/|＆|&)(?P<rest>.*)$",
    re.S,
)
# between an owner, its post and who holds it: X|の元|社長|の|三浦
_OWNED = re.compile(r"(?:の|・)?(?:当時の)?(?:元|前|現|次期|新|初代)?")
_HELD = re.compile(r"(?:である|で|の|、|だった|を務める|を務めた)?")
# between an owner and the company that is its own: X|子会社の|Y
_KIN = re.compile(
    r"(?:の)?(?:完全|連結|100%)?(?:子会社|孫会社|親会社|関連会社|関係会社|グループ会社|傘下|系列)(?:の|で|である|、)?"
)


def coordinated(sentence: Sentence, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Runs of agents joined by と, や or 、: A、B、ノルウェーの電力会社C、D社長のE."""
    agents = sorted((m for m in mentions if m.kind in AGENTS), key=lambda m: (m.span.start, -m.span.end))
    agents = [m for before, m in zip([None, *agents], agents, strict=False) if not _alias(sentence, before, m)]
    titles = [m for m in mentions if m.kind is Kind.TITLE]
    starts = {m: _phrase_start(sentence, m, agents, titles) for m in agents}
    owners = {o for m in agents for o in agents if starts[m] <= o.span.start < m.span.start}
    groups: list[list[Mention]] = []
    heads = [m for m in agents if m not in owners]
    for before, m in zip([None, *heads], heads, strict=False):
        if before is not None and _joined(sentence, before, m, starts[m], titles) and groups:
            groups[-1].append(m)
        else:
            groups.append([m])
    return tuple(tuple(g) for g in groups)


def _alias(sentence: Sentence, before: Mention | None, m: Mention) -> bool:
    """X(|Y)と: another spelling of the name in front of the bracket."""
    base = sentence.span.start
    between = "" if before is None else sentence.text[before.span.end - base : m.span.start - base]
    return between in ("(", "(以下「") and sentence.text[m.span.end - base :].startswith((")", "」)"))


def _phrase_start(sentence: Sentence, m: Mention, agents: Sequence[Mention], titles: Sequence[Mention]) -> int:
    """Where a person's phrase begins, with the post before the name and whose it is: |D|社長の|E."""
    base = sentence.span.start
    if m.kind is not Kind.PERSON:
        before = (o for o in agents if o.span.end <= m.span.start and o.kind is not Kind.PERSON)
        owners = (o for o in before if _KIN.fullmatch(sentence.text[o.span.end - base : m.span.start - base]))
        return next((o.span.start for o in owners), m.span.start)
    for t in titles:
        if t.span.end <= m.span.start and _HELD.fullmatch(sentence.text[t.span.end - base : m.span.start - base]):
            before = (o for o in agents if o.kind is not Kind.PERSON and o.span.end <= t.span.start)
            owned = (o for o in before if _OWNED.fullmatch(sentence.text[o.span.end - base : t.span.start - base]))
            return next((o.span.start for o in owned), t.span.start)
    return m.span.start


def _joined(sentence: Sentence, a: Mention, b: Mention, start: int, titles: Sequence[Mention]) -> bool:
    """Whether b, whose phrase begins at `start`, goes on a list that a stands in."""
    base = sentence.span.start
    if start <= a.span.end:
        return False
    if sentence.zone == "headline" and sentence.text[a.span.end - base :].startswith("、") and a.span.start - base < 8:
        return False  # 東亜電機、北星製薬を買収: a headline's subject
    between, at = sentence.text[a.span.end - base : start - base], a.span.end
    for title in titles:
        if title.span.start == at:
            between, at = between[len(title.span) :], title.span.end
    between = skip(between).strip()
    found = _JOIN.match(between)
    if not found or len(between) > 30:
        return False
    rest = found["rest"].strip("「『 ")
    if not rest:
        return not (between == "、" and _owns_title(sentence, b, titles))
    return bool(re.fullmatch(r"(?:[^、。はがをにへでとも()]|の)+", rest)) and not re.search(r"(?:た|る|い|な)$", rest)


def _owns_title(sentence: Sentence, m: Mention, titles: Sequence[Mention]) -> bool:
    """A、Bの社長C: B is no second A."""
    base = sentence.span.start
    rest = sentence.text[m.span.end - base :]
    return any(t.span.start - base in (m.span.end - base, m.span.end - base + 1) for t in titles) and rest.startswith("の")
