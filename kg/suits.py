"""The grammar of a suit: parties that stand on its noun or in the clause that demands, who is no party, which court, and
whether a step was taken.

    Xに対する|訴えを|取り下げる, Xに賠償を|求め…提訴, Xが…を求めた|訴訟で, Y地裁の|Z裁判長は
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import AGENTS, Syntax
from kg.discourse import Discourse
from kg.factuality import FINAL, Factuality
from kg.frames import COURT, Sense, Trigger
from kg.model import Action, Filler, Kind, Mention, Span, Status
from kg.roles import Roles, by_case

SUIT_NOUN = re.compile(r"(?:訴訟|裁判|公判|訴え|請求|控訴|上告|主張|訴状|仮処分|責任|申し立て|賠償)$")
DEMANDING = re.compile(r"^(?:求める|請求|訴える|起こす|提起|命ずる|命じる|争う|取る|相手取る)")
PARTIES = ("plaintiff", "defendant", "party", "winner", "loser", "appellant")

# who speaks for a court or a party and is none: 三浦|裁判長, 三浦|弁護士
_OFFICER = re.compile(r"^(?:氏|さん)?(?:主任|首席|上席|主席)?(?:裁判長|裁判官|判事|弁護士|検事|検察官|代理人)")
_CLAIM = re.compile(r"(?:請求|訴え|主張|訴訟)$")
_CLAIMING = ("訴訟", "別の訴訟", "求める", "請求額")
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
    if sense.of("ガ") == "court" and any(SUIT_NOUN.search(syntax.phrases[c].noun) for c in syntax.children[at]):
        for mentions in by_case(syntax.arguments(at), "ガ"):  # Xが…求めた|裁判で、最高裁は…退けた: X sued
            if not any(roles.discourse.fits(e, COURT) for m in mentions for e in roles.discourse.ids(m)):
                roles.put("plaintiff", mentions, "relative")
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.noun == "相手" and p.case == "ニ":  # Xを|相手に
            for mentions in (*by_case(syntax.arguments(c), "ヲ"), *by_case(syntax.arguments(at), "ヲ")):
                roles.put("defendant", mentions, "explicit")
        if p.predicate and p.link in ("連用", "て", "連体") and DEMANDING.match(p.noun):
            if p.link == "連体" or p.noun not in ("命ずる", "命じる"):  # 支払いを|命じ、…請求を棄却した: another's
                _demand(roles, syntax, c)
        elif SUIT_NOUN.search(p.noun):
            _suit_noun(roles, syntax, c, p.noun)


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
    money = [
        m
        for c in syntax.children[index]
        for m in (*syntax.phrases[c].mentions, *(a.mention for a in syntax.arguments(c)))
        if m.kind is Kind.MONEY
    ]
    if money:
        roles.put("damages", money[:1], "explicit")
    for c in syntax.children[index]:
        if syntax.phrases[c].predicate and syntax.phrases[c].link in ("連用", "て"):
            _demand(roles, syntax, c)


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
    """Judges and lawyers are no parties, X被告 is the defendant, who charges is a prosecutor; the court, if one is left to be."""
    p = syntax.phrases[at]
    about = any(syntax.phrases[c].case in ("ハ", "ガ") and SUIT_NOUN.search(syntax.phrases[c].noun) for c in syntax.children[at])
    implied = about or p.link == "cleft"  # 訴えは棄却され、Xは…: X is no party of this clause
    for role in PARTIES:
        kept = [f for f in roles.filled.get(role, []) if not _OFFICER.match(_behind(syntax, f.span))]
        kept = [f for f in kept if not (isinstance(f.value, int) and _SUIT_NAME.search(roles.discourse.entities[f.value].label))]
        _set(roles, role, [f for f in kept if not (implied and f.how in ("topic", "shared", "carried"))])
    for role in ("plaintiff", "party", "winner", "appellant"):
        moved = [f for f in roles.filled.get(role, []) if _ACCUSED.match(_behind(syntax, f.span))]
        if moved and "defendant" not in roles.filled:
            roles.filled["defendant"] = moved
        _set(roles, role, [f for f in roles.filled.get(role, []) if f not in moved])
    if (sense.action is Action.RULED or "公判" in sense.words.split()) and _CRIMINAL.search(syntax.sentence.text):
        _set(roles, "defendant", _tried(roles, syntax) or roles.filled.get("defendant", []))
    objects = [syntax.phrases[c].noun for c in syntax.children[at]]
    if sense.action is Action.DISMISSED and any(_CLAIM.search(noun) for noun in objects) and "plaintiff" not in roles.filled:
        _set(roles, "plaintiff", roles.filled.pop("party", []))  # 請求を退けられたX
    name, sums = sense.words.split()[0], roles.filled.get("damages", [])
    if sense.action is None and name not in _CLAIMING:
        _set(roles, "damages", [])
    elif sense.action not in _PAYING and name not in ("請求額", "求める"):
        _set(roles, "damages", [f for f in sums if f.how == "explicit"])
    if "起訴" in sense.words.split():
        names = roles.discourse.entities
        charging = [
            f for f in roles.filled.get("plaintiff", []) if isinstance(f.value, int) and _PROSECUTOR.search(names[f.value].label)
        ]
        _set(roles, "plaintiff", charging)
    court = _court(roles.discourse, syntax) if sense.of("デ") == "court" or sense.of("ガ") == "court" else None
    if court is not None:
        roles.put("court", [court], "clause")


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


# steps -----------------------------------------------------------------------------------------------------------------

_COURT_ACT = re.compile(r"(?:判決|決定|命令|評決|仮処分|判断|審決|修正|変更)$")
_TURNED_DOWN = re.compile(r"^(?:棄却|却下|退ける|断念|見送る|検討|準備|求める|要求|促す|迫る|認める|受理|恐れる|予定)")
_BESIDE = re.compile(r"^(?:一方|とともに|と共に|と同時|ほか|他)")


def taken(sense: Sense, trigger: Trigger, syntax: Syntax, fact: Factuality) -> bool:
    """Whether a step of a suit was taken: 提訴する方針だ, 控訴を検討する, 請求の棄却を求めた tell of none."""
    token = trigger.last - 1
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    p, own = syntax.phrases[at], syntax.after(token)
    head = syntax.phrases[p.head] if p.head >= 0 else None
    if not _of_its_kind(sense, syntax, at):
        return False
    verbal = p.predicate and not trigger.tail and not re.match(r"へ[。」]*$", own)
    if not verbal:
        if re.match(r"へ[。」、]*$", own) or trigger.tail in ("へ", "検討", "方針", "予定"):
            return False
        if p.case in ("ヲ", "ガ", "ハ", "モ") and head is not None and _TURNED_DOWN.match(head.noun):
            return False
        if sense.action is Action.APPEALED and own.startswith("など"):
            return False
        if sense.action is Action.APPEALED and p.case not in ("", "ヲ", "ガ"):
            return False  # 控訴などを検討, 控訴の準備: named, not told
    if fact.status in (Status.OCCURRED, Status.ALLEGED):
        return not (verbal and re.match(r"(?:する|る|う)?(?:よう|など|ため|より)", own))
    if verbal and syntax.negated(token):
        return False
    inside = any(p.span.covers(cue) for cue in fact.cues)
    if verbal and not inside and fact.status is not Status.DENIED:
        if syntax.past(token):
            return True  # 控訴したが、退けられた
        if fact.status in FINAL and p.link in ("て", "連用", "が"):
            return True  # 控訴し、棄却された
        if p.link == "連体" and head is not None and (_COURT_ACT.search(head.noun) or _BESIDE.match(syntax.words(head.span))):
            return True  # 請求を棄却する|判決, 請求を退ける|一方
    if fact.status is Status.PROPOSED and all(re.match(r"求|請求", syntax.words(c)) for c in fact.cues):
        return p.case == "" and not re.search(r"よう", own)  # …を提訴、|賠償求める
    return (
        fact.status is Status.PLANNED
        and bool(fact.cues)
        and all(syntax.words(c) in ("決定", "決め", "決めた", "承認", "合意") for c in fact.cues)
    )  # 仮処分を決定した: a court's 決定 is no plan


def _of_its_kind(sense: Sense, syntax: Syntax, at: int) -> bool:
    """修正訴状を|提出 is no filing, 首相に窮状を|訴えた no suit; a ban is a ruling in a 判決, else an injunction."""
    objects = [syntax.phrases[c].noun for c in syntax.children[at] if syntax.phrases[c].case == "ヲ"]
    if sense.action is Action.DISMISSED and any(noun in ("これ", "それ") for noun in objects):
        return "裁" in syntax.sentence.text  # 最高裁はこれを退けた
    if sense.action is Action.FILED:
        if any(re.match(r"(?:修正|訂正|追加|新たな)", noun) for noun in objects):
            return False
        if "訴える" in sense.words.split():
            things = [
                c
                for c in syntax.children[at]
                if syntax.phrases[c].case == "ヲ" and not any(m.kind in AGENTS for m in syntax.denoted(c))
            ]
            return all(_SUED.search(syntax.phrases[c].noun) for c in things)
    if any(_BAN.search(noun) for noun in objects) and sense.action in (Action.RULED, Action.INJUNCTION):
        return ("判決" in syntax.sentence.text) is (sense.action is Action.RULED)
    return True


_SUED = re.compile(r"(?:相手|ら|側|国|府|県|都|市|町|村|会社|社|業者|企業|病院|銀行|自治体|法人|団体|運営元|メーカー)$")
_BAN = re.compile(r"(?:差し止め|差止め|差し止|禁止)$")
