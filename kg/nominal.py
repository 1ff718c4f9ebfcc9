"""An event that a noun names, and who its noun phrase names; a noun that says who plays a part.

Xによる|Yの|買収 → acquirer X, target Y; Xを|引受先とする → investor X
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.cases import SUBJECT
from kg.clauses import Argument, Syntax
from kg.frames import Sense, Trigger
from kg.model import AGENTS, Kind, Mention, Span
from kg.roles import Roles, by_case
from kg.verbs import of_kind

_ABSORBED = ("消滅会社", "消滅金庫", "消滅銀行")


def inside_noun_phrase(
    roles: Roles, sense: Sense, syntax: Syntax, trigger: Trigger, arguments: Sequence[Argument], offered: bool = False
) -> None:
    """Xによる|Yの|買収, Yへの|出資, and the compound Y|買収; of an offer the maker comes first: Xの|買収提案, Xからの|合併の誘い."""
    start = syntax.tokens[trigger.first].start
    arguments = (*arguments, *_of_sums(syntax, syntax.bunsetsu_at(start)))
    compound(roles, sense, syntax, trigger)
    for a in by_case(arguments, "ニヨル"):
        roles.put(sense.of("ガ"), a, "phrase")
    offered = offered or of_kind(trigger.tail, "offer")
    _modified(roles, sense, syntax, syntax.bunsetsu_at(start))
    for case in ("カラ", "ニ", "ニタイスル", "ト"):
        marks = ("ニタイスル", "ヲ") if case == "ニタイスル" else ("ガ", "カラ") if case == "カラ" and offered else (case,)
        for a in by_case(arguments, case):
            if case != "ト" or not _both(roles, sense, a):
                roles.put_first(map(sense.of, marks), a, "phrase")
    for a in by_case(arguments, "ノ"):
        _both(roles, sense, a)
        order: tuple[str, ...] = ("ノ", "ヲ", "ガ") if sense.of("ガ") not in roles.filled else ("ノ", "ヲ", "ニ")
        order = ("ガ", *order) if offered else order
        roles.put_first(map(sense.of, order), a, "phrase")


def _of_sums(syntax: Syntax, at: int) -> Iterator[Argument]:
    """Xの|4000万円の|融資, Xからの|5億円の|寄付: who stands before a sum."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.case == "ノ" and p.mentions and all(m.kind is Kind.MONEY for m in p.mentions):
            yield from (a for a in syntax.arguments(c) if a.case in ("ノ", "カラ", "ニ"))


def compound(roles: Roles, sense: Sense, syntax: Syntax, trigger: Trigger) -> None:
    """Y|買収, 「Y」|設立: whom the compound names that the event's noun closes."""
    start = syntax.tokens[trigger.first].start
    for m in syntax.mentions:
        if m.kind in AGENTS and m.span.end <= start and syntax.words(Span(m.span.end, start)) in ("", "」", "』"):
            roles.put_first(map(sense.of, ("ヲ", "ニ", "ガ")), [m], "phrase")


def _both(roles: Roles, sense: Sense, sides: Sequence[Mention]) -> bool:
    """XとYの|合併, XとYとの|合併: one is the other's."""
    agent, patient = sense.of("ガ"), sense.of("ヲ")
    if len(sides) != 2 or patient != "target" or not (roles.open(agent) and roles.open(patient)):
        return False
    return roles.put(agent, sides[:1], "phrase") and roles.put(patient, sides[1:], "phrase")


def _modified(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Xが|求めた|融資, XがYに|仕掛けた|TOB, Xから贈られた|50万ドルの|寄付: a clause on the event's noun or on its sum."""
    sums = [g for c in syntax.children[at] if syntax.phrases[c].case == "ノ" for g in syntax.children[c]]
    for c in (*syntax.children[at], *sums):
        p = syntax.phrases[c]
        if p.predicate and p.link == "連体":
            receives, requests = of_kind(p.noun, "receiving"), of_kind(p.noun, "requesting")
            for source in by_case(syntax.arguments(c), "カラ"):
                roles.put(sense.of("ガ"), source, "relative")
            for asked in by_case(syntax.arguments(c), "ニ") if requests and sense.of("ニ") else ():  # 銀行に|申し込んだ|融資
                roles.put(sense.of("ガ"), asked, "relative")
            subject_is = (sense.of("ニ") if receives or requests else None) or sense.of("ヲ" if receives else "ガ")
            if of_kind(p.noun, "leading"):  # Xが|主導した|増資, Xが|率いる|ラウンドの|調達
                subject_is = sense.of("カラ") or subject_is
            for subject in syntax.subject(c):
                roles.put(subject_is, [subject.mention], "relative")
            for approached in by_case(syntax.arguments(c), "ニ") if of_kind(p.noun, "offering") else ():
                roles.put(sense.of("ニ") or sense.of("ヲ"), approached, "relative")


def player(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Who plays the part that a noun names: Xを|引受先と|する, 引受先は|Xと|Y, 引受先の|X, Xが|リード投資家を|務めた."""
    if syntax.phrases[at].head >= 0:
        roles.put(sense.names, [m for m in _players(syntax, at) if m.kind in AGENTS], "explicit")
    for p in syntax.phrases[at + 1 :] if sense.names == "acquirer" else ():
        if p.noun in _ABSORBED and syntax.phrases[p.index - 1].case == "ヲ":  # Xを存続会社、Yを|消滅会社と|する
            roles.put("target", syntax.members(p.index - 1), "explicit")


def _players(syntax: Syntax, at: int) -> Sequence[Mention]:
    p = syntax.phrases[at]
    head = syntax.phrases[p.head]
    if p.case in ("ト", "トシテ", "ニ", ""):
        beside = syntax.arguments(p.head)
        found = [a.mention for a in beside if a.case == "ヲ" and a.mention.span.end <= p.span.start]
        found = found or [a.mention for a in beside if a.case == "ガ"]  # Xが|リード投資家と|なり
        before = next((q for q in reversed(syntax.phrases[:at]) if q.case or q.mentions), p)
        if not found and before.case == "ヲ":
            found = list(syntax.members(before.index))
        if not found and head.link == "cleft" and head.head >= 0:  # 貸し手と|なったのは|Xと|Y
            return syntax.members(head.head)
        return found
    if p.case in SUBJECT:
        if head.verb >= 0 and syntax.words(syntax.phrases[at + 1].span).endswith("で、"):  # 引受先は|Xで、Yも|加わった
            return syntax.members(at + 1)
        after = [q for q in syntax.phrases[at + 1 : at + 6] if q.case != "ノ"][:2]
        if after and after[0].mentions and syntax.words(after[0].span).endswith("で、"):
            return syntax.members(after[0].index)
        if len(after) == 2 and after[0].mentions and after[1].case == "ハ" and after[1].index < p.head:
            return after[0].mentions  # 売り手はX、|買い手はY
        return syntax.members(p.head) or [a.mention for a in syntax.arguments(p.head) if a.case == "ガ"]
    if p.case == "ノ":
        return syntax.members(p.head)
    return [a.mention for a in syntax.subject(p.head)] if p.case == "ヲ" and head.predicate else ()


def dated(syntax: Syntax, trigger: Trigger) -> bool:
    """大正9年の|創業以来: presupposed, yet dated."""
    at = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    return any(a.mention.kind is Kind.DATE and a.case == "ノ" for a in syntax.arguments(at))
