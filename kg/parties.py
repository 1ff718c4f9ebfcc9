"""What a trigger of a suit was given in, who is what in it out: who is no party, who is accused, which court, which sum.

Y地裁の|Z裁判長は → the court; 三浦|被告に懲役3年を言い渡した → the defendant; 三浦|弁護士は → no party
"""

from __future__ import annotations

import re

from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.frames import COURT, Sense
from kg.match import lazy
from kg.model import AGENTS, Action, Filler, Kind, Mention, Span
from kg.roles import Roles
from kg.suits import SUIT_NOUN

PARTIES = ("plaintiff", "defendant", "party", "winner", "loser", "appellant")
# who speaks for a court or a party and is none: 三浦|裁判長, 三浦|弁護士
_OFFICER = lazy(r"^(?:氏|さん)?(?:主任|首席|上席|主席)?(?:裁判長|裁判官|判事|弁護士|検事|検察官|代理人)")
_CLAIM = lazy(r"(?:請求|訴え|主張|訴訟)$")
_PENAL = ("科す", "起訴", "公判", "有罪となる", "有罪とする", "受ける")
_CLAIMING = ("訴訟", "別の訴訟", "求める", "請求額")
RULINGS = (Action.RULED, Action.DISMISSED)
_PAYING = (Action.RULED, Action.SETTLED)
_SUIT_NAME = lazy(r"(?:訴訟|裁判|クラスアクション)$")
_JUDGE = lazy(r"(?:裁判長|裁判官|判事)(?:\(|$)")
_ACCUSED = lazy(r"^(?:\([^()]*\))?(?:(?P<each>両|各)|ら)?被告(?!企業|会社)")
_CRIMINAL = lazy(r"(?:懲役|禁錮|拘禁刑|罰金|死刑|無罪|有罪|公判)")
_PROSECUTOR = lazy(r"(?:検|検察|検察庁|検察局|検察官|特捜部|特捜|司法省|大陪審|検事局)$")
_FINE = lazy(r"(?:罰金|科料|追徴金|反則金)(?:約|計)?$")
_JUDGMENT = lazy(r"(?:判決|決定|命令|判断|評決)$")
_APART = lazy(r"(?:同種|同様|別|ほか|他)の[^、。]{0,6}(?:訴訟|裁判)")


def settle(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Drops who is no party, puts the accused and the owners of claims on their side, and finds the court."""
    _charged(roles, sense)
    _drop(roles, sense, syntax, at)
    _accused(roles, sense, syntax)
    claims = any(_CLAIM.search(syntax.phrases[c].noun) for c in syntax.children[at])
    if sense.action is Action.DISMISSED and claims and "plaintiff" not in roles.filled:
        _set(roles, "plaintiff", roles.filled.pop("party", []))  # 請求を退けられたX
    _sums(roles, sense, syntax)
    _anterior(roles, sense, syntax, at)
    court = _court(roles.discourse, syntax) if "court" in (sense.of("デ"), sense.of("ガ")) else None
    if court is not None:
        roles.put("court", [court], "clause")
    if sense.action is not None and "court" not in roles.filled and syntax.sentence.zone == "headline":
        _headed(roles, syntax)
    if sense.action not in (Action.FILED, Action.APPEALED) and "court" not in roles.filled:
        _there(roles, syntax, at)


def _charged(roles: Roles, sense: Sense) -> None:
    """法人としてのXも|起訴した: who is charged, where who charges is left unsaid."""
    topics = [f for f in roles.filled.get("plaintiff", []) if f.how in ("topic", "shared") and not _prosecutes(roles, f)]
    if "起訴" in sense.words.split() and topics and "defendant" not in roles.filled:
        roles.filled["defendant"] = topics


def _headed(roles: Roles, syntax: Syntax) -> None:
    """X、Yを提訴　契約違反で神戸地裁に, Yに賠償命令　東京地裁: the court that the rest of a headline ends with."""
    rest = roles.discourse.headline_after(syntax.sentence.index)
    last = rest.phrases[-1] if rest is not None and rest.phrases else None
    if last is not None and (last.case in ("ニ", "デ", "ガ") or last.index == 0):
        roles.put("court", last.mentions, "clause")


def _prosecutes(roles: Roles, f: Filler) -> bool:
    return isinstance(f.value, int) and bool(_PROSECUTOR.search(roles.discourse.entities[f.value].label))


def _joins(syntax: Syntax, span: Span) -> bool:
    """Xも|被告に|加えた: no subject."""
    at = syntax.bunsetsu_at(span.start)
    head = syntax.phrases[at].head if at >= 0 else -1
    return head >= 0 and any(syntax.phrases[c].noun == "被告" and syntax.phrases[c].case == "ニ" for c in syntax.children[head])


def _anterior(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Xは11日、懲役3年を|言い渡した|判決を不服として控訴した: a ruling told of as past has not the day of what came of it."""
    p = syntax.phrases[at]
    if sense.action not in RULINGS or p.link != "連体" or p.verb < 0 or not syntax.past(p.verb):
        return
    if p.head >= 0 and _JUDGMENT.search(_judged(syntax, p.head)):
        _set(roles, "date", [f for f in roles.filled.get("date", []) if syntax.leads(syntax.bunsetsu_at(f.span.start), at)])


def _judged(syntax: Syntax, index: int) -> str:
    """命じた|判決, 命じた|一審福島地裁の|判決"""
    p = syntax.phrases[index]
    return syntax.phrases[p.head].noun if p.case == "ノ" and p.head >= 0 else p.noun


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


def _sums(roles: Roles, sense: Sense, syntax: Syntax) -> None:
    """A sum is claimed where a claim is told, and awarded where a court rules or the parties settle; a fine is neither."""
    name = sense.words.split()[0]
    sums = [f for f in roles.filled.get("damages", []) if not _FINE.search(_before(syntax, f.span))]
    _set(roles, "damages", sums)
    if name in _PENAL or (sense.action is None and name not in _CLAIMING):
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


def _before(syntax: Syntax, span: Span) -> str:
    return syntax.sentence.text[: span.start - syntax.sentence.span.start]


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
