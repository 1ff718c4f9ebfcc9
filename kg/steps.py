"""A step of a suit and its place in the sentence in, whether it was taken out.

請求を棄却した → taken; 控訴する方針だ, 控訴を検討する, 請求の棄却を求めた → not
"""

from __future__ import annotations

import re

from kg.cases import SUBJECT
from kg.clauses import Syntax
from kg.factuality import FINAL, Factuality
from kg.frames import Sense, Trigger
from kg.match import lazy
from kg.model import AGENTS, Action, Status
from kg.predicates import BESIDE
from kg.suits import BANNING

_SUED = lazy(r"(?:相手|ら|側|国|府|県|都|市|町|村|会社|社|業者|企業|病院|銀行|自治体|法人|団体|運営元|メーカー)$")
_BAN = lazy(r"(?:差し止め|差止め|差し止|禁止)$")
_COURT_ACT = lazy(r"(?:判決|決定|命令|評決|仮処分|判断|審決|修正|変更)$")
_TURNED_DOWN = lazy(r"^(?:棄却|却下|退ける|断念|見送る|検討|準備|求める|要求|促す|迫る|認める|受理|恐れる|予定)")
_AGREED = ("決定", "決め", "決めた", "承認", "合意", "契約", "署名", "締結")
_PAY = lazy(r"(?:支払|払)え。?$")
_PENDING = lazy(r"提訴|訴訟|裁判|訴え(?:出|を|は|が)|控訴|上告|抗告|抗訴|上訴|申し?立て|仮処分|請求|提起|判決")
_BESIDE = lazy(r"^(?:一方|とともに|と共に|と同時|ほか|他)")


def taken(sense: Sense, trigger: Trigger, syntax: Syntax, fact: Factuality) -> bool:
    """Whether a step of a suit was taken: 提訴する方針だ, 控訴を検討する, 請求の棄却を求めた tell of none."""
    token = trigger.last - 1
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    p, own = syntax.phrases[at], syntax.after(token)
    head = syntax.phrases[p.head] if p.head >= 0 else None
    if not _of_its_kind(sense, syntax, at):
        return False
    if "支払うことになる" in sense.words.split():
        return True  # what a ruling comes to
    verbal = p.predicate and not trigger.tail and not re.match(r"へ[。」]*$", own)
    if not verbal:
        if re.match(r"へ[。」、]*$", own) or trigger.tail in ("へ", "検討", "方針", "予定"):
            return False
        if p.case in (*SUBJECT, "ヲ") and head is not None and _TURNED_DOWN.match(head.noun):
            return False
        if sense.action is Action.APPEALED and own.startswith("など"):
            return False
        if (
            sense.action is Action.FILED
            and p.case == "ヲ"
            and head is not None
            and head.noun == "受ける"
            and head.link in ("連用", "て")
        ):
            return True  # 提訴を|受けて、「事実無根だ」と反発した
        if sense.action is Action.APPEALED and p.case not in ("", "ヲ", "ガ") and not _procedure(syntax, p.head):
            return False  # 控訴などを検討, 控訴の準備: named, not told
    if fact.status in (Status.OCCURRED, Status.ALLEGED):
        return not (verbal and (re.match(r"(?:する|る|う)?(?:よう|など|ため|より|べき)", own) or _unreal(sense, syntax, token)))
    if verbal and syntax.negated(token):
        return False
    inside = any(p.span.covers(cue) for cue in fact.cues)
    if verbal and not inside and fact.status is not Status.DENIED:
        if syntax.past(token):
            return True  # 控訴したが、退けられた
        if fact.status in FINAL and p.link in BESIDE:
            return True  # 控訴し、棄却された
        if head is not None and head.noun in ("旨", "趣旨") and head.head >= 0:  # 棄却する|旨の|判決
            head = syntax.phrases[head.head]
        if p.link == "連体" and head is not None and (_COURT_ACT.search(head.noun) or _BESIDE.match(syntax.words(head.span))):
            return True  # 請求を棄却する|判決, 請求を退ける|一方
    if fact.status is Status.PROPOSED and all(re.match(r"求|請求", syntax.words(c)) for c in fact.cues):
        return p.case == "" and not re.search(r"よう", own)  # …を提訴、|賠償求める
    if verbal and sense.action is Action.DISMISSED and p.link == "終止" and not fact.cues:
        return True  # (2)請求を棄却する。: what a judgment orders
    return (
        fact.status is Status.PLANNED and bool(fact.cues) and all(syntax.words(c) in _AGREED for c in fact.cues)
    )  # 仮処分を決定した: a court's 決定 is no plan


def _procedure(syntax: Syntax, index: int) -> bool:
    """控訴の|手続きを|取った"""
    p = syntax.phrases[index] if index >= 0 else None
    if p is None or p.noun != "手続き" or p.case != "ヲ" or p.head < 0:
        return False
    verb = syntax.phrases[p.head]
    return verb.noun in ("取る", "行う", "する", "済ませる", "終える") and verb.verb >= 0 and syntax.past(verb.verb)


def _unreal(sense: Sense, syntax: Syntax, token: int) -> bool:
    """訴えられる|側, 訴えると|主張した: a filing not past that a clause only speaks of."""
    p, own = syntax.phrases[syntax.bunsetsu_at(syntax.tokens[token].start)], syntax.after(token)
    goes_on = syntax.past(token) or re.match(r"(?:[しさ]?(?:れ|て)*)(?:い|お|き)", own)
    return sense.action is Action.FILED and p.link in ("連体", "ト") and not goes_on


def _of_its_kind(sense: Sense, syntax: Syntax, at: int) -> bool:
    """修正訴状を|提出 is no filing, 首相に窮状を|訴えた no suit; a ban is a ruling in a 判決, else an injunction."""
    objects = [syntax.phrases[c].noun for c in syntax.children[at] if syntax.phrases[c].case == "ヲ"]
    if sense.action is Action.DISMISSED and any(noun in ("これ", "それ") for noun in objects):
        return "裁" in syntax.sentence.text  # 最高裁はこれを退けた
    words = syntax.words(syntax.phrases[at].span)
    if "至る" in sense.words.split():  # 二審も|同じ|結論に|至った
        return bool(re.search(r"(?:同じ|同様の|同一の)(?:結論|判断)に", syntax.sentence.text))
    if sense.words == "判決":  # 三浦被告に|懲役3年の|判決。
        return syntax.phrases[at].head < 0 and bool(re.match(r"判決(?:だった|でした)?。?$", words))
    if "払う" in sense.words.split():
        return bool(_PAY.match(words)) and bool(syntax.children[at])  # 被告は原告に1億円を|支払え。
    if "受ける" in sense.words.split():
        return bool(re.match(r"受け(?:た|てい)", words))  # 懲役3年の判決を|受けた, not 判決を|受けて
    if sense.action is Action.DISMISSED and not objects and not _PENDING.search(syntax.sentence.text):
        return False  # 無罪を|訴えていたが、退けられた
    if sense.action is Action.FILED:
        if any(re.match(r"(?:修正|訂正|追加|新たな|控訴状|上告状|抗告状)", noun) for noun in objects):
            return False
        if "訴える" in sense.words.split():
            things = [
                c
                for c in syntax.children[at]
                if syntax.phrases[c].case == "ヲ" and not any(m.kind in AGENTS for m in syntax.denoted(c))
            ]
            return all(_SUED.search(syntax.phrases[c].noun) for c in things)
    if sense.action is Action.INJUNCTION and "出す" in sense.words.split():
        return any(_bans(syntax, c) for c in syntax.children[at])
    if any(_BAN.search(noun) for noun in objects) and sense.action in (Action.RULED, Action.INJUNCTION):
        return ("判決" in syntax.sentence.text) is (sense.action is Action.RULED)
    return True


def _bans(syntax: Syntax, index: int) -> bool:
    """運転を差し止める|決定が, 販売差し止めの|命令を, 差し止め決定が"""
    p = syntax.phrases[index]
    before = (syntax.phrases[c] for c in syntax.children[index])
    return p.case in ("ガ", "ヲ", "ハ") and (
        bool(re.search(r"(?:差し止め|差止め|禁止)(?:の)?(?:決定|命令)$", p.noun))
        or any((q.link == "連体" and BANNING.match(q.noun)) or (q.case == "ノ" and _BAN.search(q.noun)) for q in before)
    )
