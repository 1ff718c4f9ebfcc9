"""The grammar of a suit: parties that stand on its noun or in the clause that demands, who is no party, which court.

Xに対する|訴えを|取り下げる, Xに賠償を|求め…提訴, Xが…を求めた|訴訟で, Y地裁の|Z裁判長は
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.frames import COURT, ORGANIZATION, Sense
from kg.model import AGENTS, Action, Filler, Kind, Mention, Span
from kg.roles import Roles, by_case

SUIT_NOUN = re.compile(r"(?:訴訟|裁判|公判|訴え|請求|控訴|上告|主張|訴状|仮処分|責任|申し立て|求め|申請|賠償)$")
DEMANDING = re.compile(r"^(?:求める|請求|訴える|起こす|提起|命ずる|命じる|禁ずる|禁じる|禁止|差し止める|争う|取る|相手取る)")
PARTIES = ("plaintiff", "defendant", "party", "winner", "loser", "appellant")

# who speaks for a court or a party and is none: 三浦|裁判長, 三浦|弁護士
_OFFICER = re.compile(r"^(?:氏|さん)?(?:主任|首席|上席|主席)?(?:裁判長|裁判官|判事|弁護士|検事|検察官|代理人)")
_CLAIM = re.compile(r"(?:請求|訴え|主張|訴訟)$")
_CLAIMING = ("訴訟", "別の訴訟", "求める", "請求額")
_SAID = re.compile(r"(?:た|る|い|だ|う|く|す|つ|む)として、?$")
_DEFINITE = ("会社", "会社側", "学校", "大学", "病院", "銀行", "財団", "団体", "球団", "新聞社")
_PAYS = re.compile(r"(?:払う|支払う|支払|拠出|納める)")
_HEARD = ("認める", "応ずる", "応じる", "受ける", "受け入れる")
_GRANTING = (Action.RULED, Action.INJUNCTION)
_PAYING = (Action.RULED, Action.SETTLED)
_SUIT_NAME = re.compile(r"(?:訴訟|裁判|クラスアクション)$")
_JUDGE = re.compile(r"(?:裁判長|裁判官|判事)(?:\(|$)")
_ACCUSED = re.compile(r"^(?:\([^()]*\))?(?:(?P<each>両|各)|ら)?被告(?!企業|会社)")
_CRIMINAL = re.compile(r"(?:懲役|禁錮|拘禁刑|罰金|死刑|無罪|有罪|公判)")
_PROSECUTOR = re.compile(r"(?:検|検察|検察庁|検察局|検察官|特捜部|特捜|司法省|大陪審|検事局)$")


# parties ---------------------------------------------------------------------------------------------------------------


def through_suit(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Parties that stand on the suit's noun, or in the clause that demands: Xに賠償を求める|訴えを…, Xに…を求め、…提訴した."""
    side = sense.of("同格")
    if side is not None:
        _apposed(roles, syntax, at, side)
    elif sense.action is None:
        _suit_noun(roles, syntax, at, syntax.phrases[at].noun)
    _beside(roles, sense, syntax, at)
    _dated(roles, sense, syntax, at)
    if sense.action is Action.FILED and sense.of("ヲ") == "defendant":
        _blamed(roles, syntax, at)
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


def _blamed(roles: Roles, syntax: Syntax, at: int) -> None:
    """Xは、|Yが特許を侵したとして|訴えた, Yに契約を切られたとして, Yの製品が…として: who did it, where nobody else is sued."""
    if "defendant" in roles.filled or list(by_case(syntax.arguments(at), "ヲ")):
        return
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.predicate and p.verb >= 0 and p.link == "て" and _SAID.search(syntax.words(p.span)):
            passive = syntax.passive(p.verb)
            for k in syntax.children[c]:
                own = syntax.phrases[k]
                if own.case in (("ニ", "カラ", "ニヨル") if passive else ("ガ",)):
                    owners = [m for g in syntax.children[k] if syntax.phrases[g].case == "ノ" for m in syntax.denoted(g)]
                    agents = [m for m in syntax.denoted(k) if m.kind in AGENTS]
                    roles.put("defendant", agents or [m for m in owners if m.kind in AGENTS], "relative")


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
            and (p.head >= at or _leads(syntax, p.index, at))
        ):
            for c in syntax.children[p.index]:
                if SUIT_NOUN.search(syntax.phrases[c].noun):
                    _suit_noun(roles, syntax, c, syntax.phrases[c].noun)
        if sense.action is Action.SETTLED and p.link == "連体" and _PAYS.match(p.noun) and syntax.phrases[p.head].head == at:
            for a in syntax.subject(p.index):
                roles.put("defendant", [a.mention], "relative")


def _apposed(roles: Roles, syntax: Syntax, at: int, side: str) -> None:
    """原告の|X, 原告である|X; Xを|被告に|加え, Xが|原告と|なり."""
    p = syntax.phrases[at]
    if p.head < 0 or any(m.kind in AGENTS for m in p.mentions):
        return
    if p.case == "ノ" or p.link == "連体":
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
        if syntax.phrases[c].predicate and (
            syntax.phrases[c].link in ("連用", "て") or syntax.words(syntax.phrases[c].span).endswith("よう")
        ):
            _demand(roles, syntax, c)  # Xに対し、|連帯して|1億円を|払うよう|求める


def _leads(syntax: Syntax, at: int, to: int) -> bool:
    while 0 <= at < to:
        at = syntax.phrases[at].head
    return at == to


def _opposed(syntax: Syntax, index: int) -> Iterator[list[Mention]]:
    """Xを|相手取り|無効確認を|求めた: whatever it parses with."""
    for p in syntax.phrases[:index]:
        if re.match(r"相手(?:取|ど)", syntax.words(p.span)) and _leads(syntax, p.index, index):
            yield from by_case(syntax.arguments(p.index), "ヲ")


# who is what -----------------------------------------------------------------------------------------------------------


def settle(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Drops who is no party, puts the accused and the owners of claims on their side, and finds the court."""
    _charged(roles, sense)
    _drop(roles, sense, syntax, at)
    _accused(roles, sense, syntax)
    claims = any(_CLAIM.search(syntax.phrases[c].noun) for c in syntax.children[at])
    if sense.action is Action.DISMISSED and claims and "plaintiff" not in roles.filled:
        _set(roles, "plaintiff", roles.filled.pop("party", []))  # 請求を退けられたX
    _sums(roles, sense)
    court = _court(roles.discourse, syntax) if "court" in (sense.of("デ"), sense.of("ガ")) else None
    if court is not None:
        roles.put("court", [court], "clause")
    if sense.action not in (Action.FILED, Action.APPEALED) and "court" not in roles.filled:
        _there(roles, syntax, at)


def _charged(roles: Roles, sense: Sense) -> None:
    """法人としてのXも|起訴した: who is charged, where who charges is left unsaid."""
    topics = [f for f in roles.filled.get("plaintiff", []) if f.how == "topic" and not _prosecutes(roles, f)]
    if "起訴" in sense.words.split() and topics and "defendant" not in roles.filled:
        roles.filled["defendant"] = topics


def _prosecutes(roles: Roles, f: Filler) -> bool:
    return isinstance(f.value, int) and bool(_PROSECUTOR.search(roles.discourse.entities[f.value].label))


def _joins(syntax: Syntax, span: Span) -> bool:
    """Xも|被告に|加えた: no subject."""
    at = syntax.bunsetsu_at(span.start)
    head = syntax.phrases[at].head if at >= 0 else -1
    return head >= 0 and any(syntax.phrases[c].noun == "被告" and syntax.phrases[c].case == "ニ" for c in syntax.children[head])


def _there(roles: Roles, syntax: Syntax, at: int) -> None:
    """テキサスでは…命じた, テキサスの|裁判は…和解した: the only court of that place."""
    for p in syntax.phrases[:at]:
        suit = p.case == "ノ" and p.head >= 0 and SUIT_NOUN.search(syntax.phrases[p.head].noun)
        if suit or syntax.words(p.span).rstrip("、").endswith("では"):
            for m in p.mentions or [m for m in syntax.mentions if p.span.covers(m.span)]:
                named = [e for e, x in roles.discourse.entities.items() if m.kind is Kind.PLACE and x.label.startswith(m.text)]
                courts = [e for e in named if roles.discourse.fits(e, COURT)]
                if len(courts) == 1:
                    roles.put_entity("court", courts[0], m.span, "carried")


def _drop(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Judges, lawyers and suits are no parties, nor who stands beside a clause about the suit; who charges is a prosecutor."""
    children = [syntax.phrases[c] for c in syntax.children[at]]
    about = any(p.case in ("ハ", "ガ") and SUIT_NOUN.search(p.noun) for p in children)
    implied = about or syntax.phrases[at].link == "cleft"  # 訴えは棄却され、Xは…
    for role in PARTIES:
        kept = []
        for f in roles.filled.get(role, []):
            label = roles.discourse.entities[f.value].label if isinstance(f.value, int) else ""
            charges = role == "plaintiff" and "起訴" in sense.words.split()
            if (
                not _OFFICER.match(_behind(syntax, f.span))
                and not _SUIT_NAME.search(label)
                and not (implied and f.how in ("topic", "shared", "carried"))
                and not (charges and not _prosecutes(roles, f))
                and not (role == "plaintiff" and f.how in ("shared", "topic") and _joins(syntax, f.span))
            ):
                kept.append(f)
        _set(roles, role, kept)


def _accused(roles: Roles, sense: Sense, syntax: Syntax) -> None:
    """X被告 is the defendant, whatever the case."""
    for role in ("plaintiff", "party", "winner", "appellant"):
        found = roles.filled.get(role, [])
        moved = [f for f in found if _ACCUSED.match(_behind(syntax, f.span))]
        if moved and "defendant" not in roles.filled:
            roles.filled["defendant"] = moved
        _set(roles, role, [f for f in found if f not in moved])
    if (sense.action is Action.RULED or "公判" in sense.words.split()) and _CRIMINAL.search(syntax.sentence.text):
        _set(roles, "defendant", _tried(roles, syntax) or roles.filled.get("defendant", []))


def _sums(roles: Roles, sense: Sense) -> None:
    """A sum is claimed where a claim is told, and awarded where a court rules or the parties settle."""
    name, sums = sense.words.split()[0], roles.filled.get("damages", [])
    if sense.action is None and name not in _CLAIMING:
        _set(roles, "damages", [])
    elif sense.action not in _PAYING and name not in ("請求額", "求める"):
        _set(roles, "damages", [f for f in sums if f.how == "explicit"])


def _tried(roles: Roles, syntax: Syntax) -> list[Filler]:
    """A(58歳)、B(51歳)両|被告の公判, A|被告に懲役3年、B|被告に罰金を言い渡した."""
    out: list[Filler] = []
    for p in syntax.phrases:
        for m in p.mentions:
            found = _ACCUSED.match(_behind(syntax, m.span)) if m.kind in AGENTS else None
            for a in p.mentions if found and found["each"] else (m,) if found else ():
                out += [Filler(e, a.span, "explicit") for e in roles.discourse.ids(a) if e not in [f.value for f in out]]
    return out


def _set(roles: Roles, role: str, fillers: list[Filler]) -> None:
    if fillers:
        roles.filled[role] = fillers
    else:
        roles.filled.pop(role, None)


def _behind(syntax: Syntax, span: Span) -> str:
    return syntax.sentence.text[span.end - syntax.sentence.span.start :]


def _court(discourse: Discourse, syntax: Syntax) -> Mention | None:
    """The court whose judge rules, Y地裁の|Z裁判長は, or the only court of the sentence that is not the one appealed from."""
    courts = [m for m in syntax.mentions if m.kind in AGENTS and any(discourse.fits(e, COURT) for e in discourse.ids(m))]
    for p in syntax.phrases:
        if p.case in ("ハ", "ガ") and _JUDGE.search(syntax.words(p.span).rstrip("、はが")):
            for m in courts:
                if m.span.end <= p.span.end and syntax.phrases[syntax.bunsetsu_at(m.span.start)].head in (p.index, -1):
                    return m
                if p.span.covers(m.span):
                    return m
    if _APART.search(syntax.sentence.text):
        return None
    now = [
        m for m in courts if not re.match(r"の?(?:一審|二審|原審)?(?:判決|決定|命令|判断)(?![では、])", _behind(syntax, m.span))
    ]
    return now[0] if now and len({e for m in now for e in discourse.ids(m)}) == 1 else None


_APART = re.compile(r"(?:同種|同様|別|ほか|他)の[^、。]{0,6}(?:訴訟|裁判)")
