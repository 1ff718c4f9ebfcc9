"""An event that a noun names, and who its noun phrase names; a noun that says who plays a part.

Xによる|Yの|買収 → acquirer X, target Y; Xを|引受先とする → investor X
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses import Argument, Syntax
from kg.frames import Sense, Trigger
from kg.model import AGENTS, Kind, Mention
from kg.roles import Roles, by_case
from kg.verbs import of_kind


def inside_noun_phrase(roles: Roles, sense: Sense, syntax: Syntax, trigger: Trigger, arguments: Sequence[Argument]) -> None:
    """Xによる|Yの|買収, Yへの|出資, and the compound Y|買収."""
    start = syntax.tokens[trigger.first].start
    before = [m for m in syntax.mentions if m.span.end == start and m.kind in AGENTS]
    for m in before:
        roles.put_first(map(sense.of, ("ヲ", "ニ", "ガ")), [m], "phrase")
    for a in by_case(arguments, "ニヨル"):
        roles.put(sense.of("ガ"), a, "phrase")
    offered = of_kind(trigger.tail, "offer")
    _modified(roles, sense, syntax, syntax.bunsetsu_at(start))
    for case in ("カラ", "ニ", "ニタイスル", "ト"):
        for a in by_case(arguments, case):
            roles.put_first(map(sense.of, ("ニタイスル", "ヲ") if case == "ニタイスル" else (case,)), a, "phrase")
    for a in by_case(arguments, "ノ"):
        if len(a) == 2 and sense.of("ヲ") == "target" and roles.open(sense.of("ガ")) and roles.open(sense.of("ヲ")):
            roles.put(sense.of("ガ"), a[:1], "phrase")  # XとYの|合併
            roles.put(sense.of("ヲ"), a[1:], "phrase")
        order: tuple[str, ...] = ("ノ", "ヲ", "ガ") if sense.of("ガ") not in roles.filled else ("ノ", "ヲ", "ニ")
        order = ("ガ", *order) if offered else order
        roles.put_first(map(sense.of, order), a, "phrase")


def _modified(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Xが|求めた|融資, Xが|申し出た|融資, Xから贈られた|50万ドルの|寄付: a clause on the event's noun or on its sum."""
    sums = [g for c in syntax.children[at] if syntax.phrases[c].case == "ノ" for g in syntax.children[c]]
    for c in (*syntax.children[at], *sums):
        p = syntax.phrases[c]
        if p.predicate and p.link == "連体":
            wanting = of_kind(p.noun, "requesting") or of_kind(p.noun, "receiving")
            for source in by_case(syntax.arguments(c), "カラ"):
                roles.put(sense.of("ガ"), source, "relative")
            subject_is = (sense.of("ニ") or sense.of("ヲ")) if wanting else sense.of("ガ")
            if of_kind(p.noun, "leading"):  # Xが|主導した|増資, Xが|率いる|ラウンドの|調達
                subject_is = sense.of("カラ") or subject_is
            for subject in syntax.subject(c):
                roles.put(subject_is, [subject.mention], "relative")


def player(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Who plays the part that a noun names: Xを|引受先と|する, 引受先は|Xと|Y, 引受先の|X, Xが|リード投資家を|務めた."""
    if syntax.phrases[at].head >= 0:
        roles.put(sense.names, [m for m in _players(syntax, at) if m.kind in AGENTS], "explicit")


def _players(syntax: Syntax, at: int) -> Sequence[Mention]:
    p = syntax.phrases[at]
    head = syntax.phrases[p.head]
    if p.case in ("ト", "トシテ", "ニ", ""):
        beside = syntax.arguments(p.head)
        found = [a.mention for a in beside if a.case == "ヲ" and a.mention.span.end <= p.span.start]
        found = found or [a.mention for a in beside if a.case == "ガ"]  # Xが|リード投資家と|なり
        if not found and at > 0 and syntax.phrases[at - 1].case == "ヲ":
            found = list(syntax.members(at - 1))
        if not found and head.link == "cleft" and head.head >= 0:  # 貸し手と|なったのは|Xと|Y
            return syntax.members(head.head)
        return found
    if p.case in ("ハ", "ガ", "モ"):
        if head.verb >= 0 and syntax.words(syntax.phrases[at + 1].span).endswith("で、"):  # 引受先は|Xで、Yも|加わった
            return syntax.members(at + 1)
        return syntax.members(p.head) or [a.mention for a in syntax.arguments(p.head) if a.case == "ガ"]
    if p.case == "ノ":
        return syntax.members(p.head)
    return [a.mention for a in syntax.subject(p.head)] if p.case == "ヲ" and head.predicate else ()


def dated(syntax: Syntax, trigger: Trigger) -> bool:
    """大正9年の|創業以来: presupposed, yet dated."""
    at = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    return any(a.mention.kind is Kind.DATE and a.case == "ノ" for a in syntax.arguments(at))
