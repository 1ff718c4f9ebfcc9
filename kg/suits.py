"""The grammar of a suit: parties that stand on its noun or in the clause that demands.

Xに対する|訴えを|取り下げる, Xに賠償を|求め…提訴, Xが…を求めた|訴訟で
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Syntax
from kg.frames import COURT, ORGANIZATION, Sense
from kg.match import lazy
from kg.measures import focus
from kg.model import AGENTS, Action, Kind, Mention, Span
from kg.predicates import HELD
from kg.roles import Roles, by_case

SUIT_NOUN = lazy(r"(?:訴訟|裁判|公判|訴え|請求|控訴|上告|主張|訴状|仮処分|責任|申し立て|求め|申請|賠償)$")
DEMANDING = lazy(r"^(?:求める|請求|訴える|起こす|提起|命ずる|命じる|禁ずる|禁じる|禁止|差し止める|争う|取る|相手取る)")

_PAID = lazy(r"(?:支払い|支払|賠償|返還|引き渡し|明け渡し)$")
_BANNED = lazy(r"(?:差し止め|差止め|禁止)$")
_DEFINITE = ("会社", "会社側", "学校", "大学", "病院", "銀行", "財団", "団体", "球団", "新聞社")
_PAYS = lazy(r"(?:払う|支払う|支払|拠出|納める)")
_HEARD = ("認める", "応ずる", "応じる", "受ける", "受け入れる")
_GRANTING = (Action.RULED, Action.INJUNCTION)
_BRINGING = (Action.FILED, Action.REFILED)
_ANSWERING = lazy(r"反論|反発|反訴|否定|争う|抗弁|応訴|答弁|釈明|謝罪|陳謝|事実無根|根拠が?な")
_RIGHT = lazy(r"(?:特許|商標|著作|意匠|権|名|肖像|発明|写真|作品|申し立て|申立て|請求)")
BANNING = lazy(r"^(?:差し止める?|差止める?|禁ずる|禁じる|禁止)$")
_FINDING = lazy(r"^(?:認定|判断|指摘|認める|断ずる|断じる|結論)")


def through_suit(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Parties that stand on the suit's noun, or in the clause that demands: Xに賠償を求める|訴えを…, Xに…を求め、…提訴した."""
    side = sense.of("同格")
    if side is not None:
        _apposed(roles, syntax, at, side)
    elif sense.action is None:
        _suit_noun(roles, syntax, at, syntax.phrases[at].noun)
    _beside(roles, sense, syntax, at)
    _dated(roles, sense, syntax, at)
    _claimed(roles, sense, syntax, at)
    if sense.action in _BRINGING:
        _sued(roles, sense, syntax, at)
    if sense.action is Action.FILED and sense.of("ニタイスル") == "defendant":
        _blamed(roles, sense, syntax, at)
    if sense.action in _GRANTING and sense.of("ガ") == "court":
        _ordered(roles, syntax, at)
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.noun == "相手" and p.case == "ニ":  # Xを|相手に
            for mentions in (*by_case(syntax.arguments(c), "ヲ"), *by_case(syntax.arguments(at), "ヲ")):
                roles.put("defendant", mentions, "explicit")
        elif p.case in ("ヲ", "ヲアイテ") and p.noun in _DEFINITE and not syntax.children[c]:
            _known(roles, syntax, p.span)  # 会社を|訴えた
        if p.predicate and p.link in ("連用", "て", "連体") and DEMANDING.match(p.noun):
            if p.link == "連体" or p.noun not in ("命ずる", "命じる"):  # 支払いを|命じ、…請求を棄却した: another's
                _demand(roles, syntax, c)
        elif SUIT_NOUN.search(p.noun):
            _suit_noun(roles, syntax, c, p.noun)


def _dated(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """XがYを|訴えた|昨年11月の|訴訟は: when it was filed."""
    p = syntax.phrases[at]
    if sense.action is Action.FILED and p.link == "連体" and p.head >= 0 and SUIT_NOUN.search(syntax.phrases[p.head].noun):
        for q in syntax.phrases[at + 1 : p.head]:
            roles.put("date", [m for m in q.mentions if q.case == "ノ" and m.kind is Kind.DATE], "explicit")


def _claimed(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Yを|訴え、|1億円を|要求した: what is claimed, told by the next clause."""
    p = syntax.phrases[at]
    head = syntax.phrases[p.head] if p.head >= 0 else None
    if sense.action is Action.FILED and p.link in ("連用", "て") and head is not None and head.noun in ("請求", "要求", "求める"):
        for c in syntax.children[head.index]:
            if c > at and syntax.phrases[c].case == "ヲ":
                roles.put("damages", [m for m in syntax.phrases[c].mentions if m.kind is Kind.MONEY], "explicit")


def _sued(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Who is sued: Yを相手取って|札幌地裁へ|訴えを起こした, Xが訴えた|相手は|Yだ, Xの|提訴を|受け、Yは反論した."""
    _suffered(roles, sense, syntax, at)
    p = syntax.phrases[at]
    for mentions in _opposed(syntax, at) if p.predicate else ():
        roles.put("defendant", mentions, "explicit")
    if p.head < 0:
        return
    head = syntax.phrases[p.head]
    if p.link == "連体" and head.noun in ("相手", "相手先") and head.case in ("ハ", "ガ"):
        roles.put("defendant", [m for m in focus(syntax, head.index) if m.kind in AGENTS], "cleft")
    taken_up = p.case == "ヲ" and head.predicate and head.link in ("連用", "て") and head.noun == "受ける"
    if sense.of("ノ") and (taken_up or p.case == "ニタイスル"):
        topic = next((q for q in syntax.phrases[at + 1 :] if q.case in ("ハ", "ガ")), p)
        if _ANSWERING.search(syntax.words(Span(topic.span.end, syntax.sentence.span.end))):
            roles.put("defendant", [m for m in topic.mentions if m.kind in AGENTS], "relative")
    if p.link == "ト" and sense.of("ニタイスル") == "defendant":  # Yに対して|訴えを起こしたと|発表した
        for q in syntax.phrases[:at]:
            if q.case == "ニタイスル" and q.head == p.head:
                roles.put("defendant", [m for m in syntax.denoted(q.index) if m.kind in AGENTS], "explicit")


def _suffered(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Yは、|Xから|訴訟を|起こされた: a passive with an object, whose subject is who is sued."""
    p = syntax.phrases[at]
    if (
        p.verb < 0
        or not syntax.passive(p.verb)
        or sense.of("ヲ")
        or not any(syntax.phrases[c].case == "ヲ" for c in syntax.children[at])
    ):
        return
    for mentions in by_case(syntax.arguments(at), "カラ"):
        roles.put("plaintiff", mentions, "explicit")
    for a in (*syntax.subject(at), *syntax.inherited_subjects(at)):
        roles.put("defendant", [a.mention], "topic")


def _blamed(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Xは、|Yが特許を侵したとして|訴えた, Yに契約を切られたとして, Yの製品が…として: who did it, where nobody else is sued.

    Xが、|作品を使われたとして|Yへの訴訟を起こした: who suffered it is who sues, whatever X parses with.
    """
    sued = "defendant" in roles.filled or bool(list(by_case(syntax.arguments(at), "ヲ")))
    asked = [k for c in syntax.children[at] if syntax.phrases[c].noun == "求める" for k in syntax.children[c]]
    on_suit = [k for c in syntax.children[at] if SUIT_NOUN.search(syntax.phrases[c].noun) for k in _below(syntax, c)]
    for c in (*syntax.children[at], *asked, *on_suit):
        p = syntax.phrases[c]
        if p.predicate and p.verb >= 0 and p.link == "て" and HELD.search(syntax.words(p.span)):
            passive = syntax.passive(p.verb)
            for k in syntax.children[c]:
                own = syntax.phrases[k]
                agents = [m for m in syntax.denoted(k) if m.kind in AGENTS]
                if passive and own.case == "ガ" and any(syntax.phrases[o].case == "ヲ" for o in syntax.children[c]):
                    roles.put("plaintiff", agents, "relative")
                elif not sued and sense.of("ヲ") and own.case in (("ニ", "カラ", "ニヨル") if passive else ("ガ",)):
                    owners = [m for g in syntax.children[k] if syntax.phrases[g].case == "ノ" for m in syntax.denoted(g)]
                    roles.put("defendant", agents or [m for m in owners if m.kind in AGENTS], "relative")


def _below(syntax: Syntax, index: int) -> Iterator[int]:
    """The phrases of a noun's modifiers: …されたとして|Yに対する|訴訟を."""
    for c in syntax.children[index]:
        yield c
        yield from syntax.children[c]


def _ordered(roles: Roles, syntax: Syntax, at: int) -> None:
    """A court's order: Yが義務に反したと|認定し、Xへの|支払いを命じた; Yの|製品について|販売の差し止めを命じた."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.case == "ヲ" and _PAID.search(p.noun):
            for k in _below(syntax, c):
                if syntax.phrases[k].case == "ニ" and syntax.words(syntax.phrases[k].span).rstrip("、").endswith("への"):
                    roles.put("plaintiff", [m for m in syntax.denoted(k) if m.kind in AGENTS], "phrase")
        if p.predicate and p.link in ("連用", "て") and _FINDING.match(p.noun) and not _told_to(syntax, at):
            for k in syntax.children[c]:
                if syntax.phrases[k].link == "ト":
                    for a in syntax.subject(k):
                        roles.put("defendant", [a.mention], "relative")
    for owner in _banned(syntax, at):
        roles.put("defendant", owner, "phrase")


def _banned(syntax: Syntax, at: int) -> Iterator[list[Mention]]:
    """Whose doing is banned: Yの|製品について|販売の差し止めを命じた, Yの|新工場の|建設を|差し止める|仮処分."""
    bans = [c for c in _below(syntax, at) if _BANNED.search(syntax.phrases[c].noun) or BANNING.match(syntax.phrases[c].noun)]
    beside = [c for c in syntax.children[at] if syntax.phrases[c].case == "ニツイテ"] if bans else []
    objects = [c for b in bans for c in syntax.children[b] if syntax.phrases[c].case in ("ヲ", "ノ", "ニヨル")]
    for c in (*beside, *objects):
        yield from _owners(syntax, c)


def _owners(syntax: Syntax, index: int) -> Iterator[list[Mention]]:
    """Yの|新工場の|建設を: who stands first in a chain, and owns no right that is protected."""
    while not _RIGHT.search(syntax.phrases[index].noun):
        agents = [m for m in syntax.denoted(index) if m.kind in AGENTS]
        if agents and syntax.phrases[index].case in ("ノ", "ニヨル"):
            yield agents
            return
        index = next((c for c in syntax.children[index] if syntax.phrases[c].case in ("ノ", "ニヨル")), -1)
        if index < 0:
            return


def _told_to(syntax: Syntax, at: int) -> bool:
    """Yに|支払いを命じた: who is ordered is told."""
    return any(by_case(syntax.arguments(at), "ニ")) or any(by_case(syntax.arguments(at), "ニタイスル"))


def _known(roles: Roles, syntax: Syntax, span: Span) -> None:
    """会社を|訴えた, 会社に|…を求めて: the organization that is spoken of."""
    entity = roles.discourse.salient(syntax.sentence.index, ORGANIZATION, roles.used(), main=True)
    if entity is not None:
        roles.put_entity("defendant", entity, span, "carried")


def _beside(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Parties of the clauses beside a court's act, or a settlement.

    Xが…求めた|裁判で、最高裁は…退けた; Xの申し立てを|認め、…仮処分を決定した; Xが3億円を|払う|ことで|和解
    """
    if sense.of("ガ") == "court" and any(SUIT_NOUN.search(syntax.phrases[c].noun) for c in syntax.children[at]):
        for mentions in by_case(syntax.arguments(at), "ガ"):
            if not any(roles.discourse.fits(e, COURT) for m in mentions for e in roles.discourse.ids(m)):
                roles.put("plaintiff", mentions, "relative")
    for p in syntax.phrases[:at]:
        if (
            sense.action in _GRANTING
            and p.noun in _HEARD
            and p.link in ("連用", "て")
            and (p.head >= at or syntax.leads(p.index, at))
        ):
            for c in syntax.children[p.index]:
                if SUIT_NOUN.search(syntax.phrases[c].noun):
                    _suit_noun(roles, syntax, c, syntax.phrases[c].noun)
        if sense.action is Action.SETTLED and p.link == "連体" and _PAYS.match(p.noun) and syntax.phrases[p.head].head == at:
            for a in syntax.subject(p.index):
                roles.put("defendant", [a.mention], "relative")


def _apposed(roles: Roles, syntax: Syntax, at: int, side: str) -> None:
    """原告の|X, 原告である|X, 被告は|X。; Xを|被告に|加え, Xが|原告と|なり."""
    p = syntax.phrases[at]
    if p.head < 0 or any(m.kind in AGENTS for m in p.mentions):
        return
    said = p.case == "ハ" and syntax.phrases[p.head].head < 0  # 被告は|X。
    if p.case == "ノ" or p.link == "連体" or said:
        roles.put(side, [m for m in syntax.denoted(p.head) if m.kind in AGENTS], "phrase")
    elif p.case in ("ニ", "ト", "トシテ"):
        for case in ("ヲ", "ガ"):
            for mentions in by_case(syntax.arguments(p.head), case):
                roles.put(side, mentions, "phrase")


def _suit_noun(roles: Roles, syntax: Syntax, index: int, noun: str) -> None:
    for c in reversed(syntax.children[index]):
        p = syntax.phrases[c]
        mentions = [m for m in syntax.denoted(c) if m.kind in AGENTS]
        if p.predicate and p.link == "連体" and DEMANDING.match(p.noun):
            _demand(roles, syntax, c)
            for a in syntax.subject(c) or tuple(syntax.inherited_below(c)):
                group = next((q.mentions for q in syntax.phrases if a.mention in q.mentions), (a.mention,))
                roles.put("party" if p.noun == "争う" and len(group) > 1 else "plaintiff", group, "relative")
        elif SUIT_NOUN.search(p.noun) and p.case == "ノ" and not mentions:
            _suit_noun(roles, syntax, c, p.noun)
        elif mentions and p.case == "ノ":
            roles.put(_owner(noun), mentions, "phrase")
        elif mentions and p.case in ("ニタイスル", "ニ"):
            roles.put("defendant", mentions, "phrase")
        elif mentions and p.case in ("ニヨル", "カラ"):
            roles.put("plaintiff", mentions, "phrase")
        elif mentions and p.case == "ト":
            roles.put("party", mentions, "phrase")
        elif mentions and p.case == "ガ":  # Xが|…を求めた|裁判で
            roles.put("plaintiff", mentions, "relative")


def _owner(noun: str) -> str:
    """Xの|責任 is the defendant's, Xの|訴え the plaintiff's; Xの|控訴 may be either's."""
    if re.search(r"(?:責任|公判)$", noun):
        return "defendant"
    return "party" if re.search(r"(?:控訴|上告|裁判|訴訟)$", noun) else "plaintiff"


def _demand(roles: Roles, syntax: Syntax, index: int) -> None:
    """Xに 300万円の支払いを 求め: who must pay, and how much."""
    arguments = syntax.arguments(index)
    for mentions in _opposed(syntax, index):
        roles.put("defendant", mentions, "explicit")
    for case in ("ヲアイテ", "ニタイスル", "ニ", "ヲ"):
        for mentions in by_case(arguments, case):
            roles.put("defendant", mentions, "explicit")
    for c in syntax.children[index]:
        p = syntax.phrases[c]
        if p.case in ("ニ", "ヲアイテ", "ニタイスル") and p.noun in _DEFINITE and not syntax.children[c]:
            _known(roles, syntax, p.span)
    money = [
        m
        for c in syntax.children[index]
        for m in (*syntax.phrases[c].mentions, *(a.mention for a in syntax.arguments(c)))
        if m.kind is Kind.MONEY
    ]
    if money:
        roles.put("damages", money[:1], "explicit")
    for c in syntax.children[index]:
        p = syntax.phrases[c]
        asked = syntax.words(p.span).endswith("よう") and not DEMANDING.match(p.noun)
        if p.predicate and (p.link in ("連用", "て") or asked):
            _demand(roles, syntax, c)  # Xに対し、|連帯して|1億円を|払うよう|求める


def _opposed(syntax: Syntax, index: int) -> Iterator[list[Mention]]:
    """Xを|相手取り|無効確認を|求めた, Xを|相手に: whatever it parses with."""
    for p in syntax.phrases[:index]:
        if p.noun == "相手" and p.case == "ニ" and p.head == index:
            yield from by_case(syntax.arguments(p.index), "ヲ")
        if re.match(r"相手(?:取|ど)", syntax.words(p.span)) and syntax.leads(p.index, index):
            yield from by_case(syntax.arguments(p.index), "ヲ")
