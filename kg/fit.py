"""A frame and a parsed sentence in, statements out: voice, topic, relative and cleft clauses, nominalisation, support verbs
and omitted arguments, once for every fact type.

    北星製薬は東亜電機に買収された → target 北星製薬 (topic), acquirer 東亜電機 (explicit)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.clauses import Argument, Syntax
from kg.discourse import Discourse
from kg.factuality import FINAL, Factuality, factuality
from kg.frames import COURT, ORGANIZATION, PERSON, WEAK, Frame, Role, Sense, Trigger, triggers
from kg.model import AGENTS, Amount, Date, EntityType, Gap, Kind, Mention, Span, Statement, Status
from kg.nouns import TRANSPARENT
from kg.roles import Roles, by_case
from kg.steps import taken
from kg.suits import settle, through_suit
from kg.values import fill_values, needed

RECEIVING = re.compile(r"^(?:受け|得る|得|仰|浴び|取り付け|獲得|確保|もら|頂|いただ|調達|賄う|集める)")


REFUSING = re.compile(r"^(?:応じ|応ず|拒|断|受け入れ|退け|はねつけ|承諾|容認|呑|飲む)")


NEWS = re.compile(r"^(?:報ずる|伝える|報道)")


REPORTING = re.compile(
    r"^(?:報ずる|伝える|報道|話す|述べる|語る|コメント|指摘|説明|振り返る|明かす|強調|書く|打ち明ける|反論|批判|予想|予測|分析|見る)"
)


REQUESTING = re.compile(r"^(?:求める|要請|申請|申し込む|頼む|仰ぐ)")


OFFER = re.compile(r"^(?:提案|申し入れ|申し出|オファー|要求|打診|要請)")


DENYING = re.compile(r"^(?:否定|打ち消す|否認)")
NEGOTIATING = re.compile(r"^(?:交渉|協議|合意|契約|話し合う)")
OFFERING = re.compile(r"^(?:申し入れる|申し出る|提案|打診|持ち掛ける|持ちかける|迫る|呼び掛ける|申し込む|仕掛ける)")
MODAL_NOUN = re.compile(r"(?:申し出|申し入れ|提案|計画|方針|交渉|協議|合意|要請|打診|話|契約|意向|検討|手続き|実施|完了|発表)$")


# an event that is the circumstance of another: 設立に|あたり, 買収に|伴い, 出資を|機に
CIRCUMSTANCE = re.compile(r"(?:に(?:当た|あた[りっ]|際し|伴|ともな)|を(?:機に|契機|きっかけ))")
MAKING = re.compile(
    r"^(?:設立|創設|創立|創業|新設|開設|立ち上げ|興す|起こす|作る|造る|築く|建|立てる|開く|設ける|整備|始める|開発)"
)


PASSIVE = {"ガ": "ヲ", "ニ": "ガ", "ニヨル": "ガ", "カラ": "ガ"}


HOW = {
    "explicit": 0.9,
    "phrase": 0.9,
    "topic": 0.85,
    "relative": 0.8,
    "cleft": 0.8,
    "support": 0.85,
    "shared": 0.7,
    "clause": 0.8,
    "announced": 0.8,
    "carried": 0.5,
}


def statements(frame: Frame, syntax: Syntax, discourse: Discourse) -> Iterator[Statement | Gap]:
    """What a sentence says in terms of one frame, and where a trigger says nothing, why."""
    for trigger in triggers(frame, syntax):
        if trigger.tail in WEAK and not _dated(syntax, trigger):
            continue
        told = fit(frame, trigger, syntax, discourse)
        if isinstance(told, Statement) or not (trigger.sense.quiet or trigger.sense.refers):
            yield from _each(frame, told)


def _each(frame: Frame, told: Statement | Gap) -> Iterator[Statement | Gap]:
    """XとYを買収した: one statement for each filler of a role that a fact has once; a sum is told of neither alone."""
    if isinstance(told, Gap):
        yield told
        return
    several = next((r.name for r in frame.roles if not r.many and len(told.get(r.name)) > 1), None)
    if several is None:
        yield told
        return
    rest = tuple((role, f) for role, f in told.roles if role != several and not isinstance(f.value, Amount))
    for filler in told.get(several):
        yield replace(told, roles=((several, filler), *rest))


def fit(frame: Frame, trigger: Trigger, syntax: Syntax, discourse: Discourse) -> Statement | Gap:
    """One trigger's statement, or a Gap where its sense needs what is not there, or nothing is asserted."""
    token = trigger.last - 1
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    phrase = syntax.phrases[at]
    verbal = phrase.predicate and not trigger.tail and not trigger.last <= phrase.verb
    sense = trigger.sense
    arguments = list(syntax.arguments(at))
    begin = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    if begin != at:  # オルヴェインの|傘下に|入る
        arguments += syntax.arguments(begin)
    if sense.needs and not needed(sense.needs, syntax, at, arguments):
        return gap(frame, trigger, syntax, f"needs {sense.needs}")
    fact = factuality(syntax, token, verbal)
    if fact.status is None:
        return gap(frame, trigger, syntax, "hypothetical")
    roles = Roles(frame, discourse)
    end = syntax.tokens[token].end - syntax.sentence.span.start
    aside = not verbal and bool(CIRCUMSTANCE.match(syntax.sentence.text, end))
    support = None if aside else _support(syntax, at, verbal)
    bare = not verbal and not aside and support is None and phrase.case in ("", "ト") and phrase.link != "連体"
    if bare and phrase.head >= 0 and any(a.case == "ヲ" for a in arguments):  # Xから3億円を|借り入れ、…直した
        arguments += [
            a
            for a in syntax.arguments(phrase.head)
            if a.mention.span.end <= syntax.tokens[trigger.first].start and a not in arguments
        ]
    passive = verbal and syntax.passive(token)
    if passive and sense.of("ヲ") and any(a.case == "ヲ" and a.mention.kind in AGENTS for a in arguments):
        passive = False  # 新島君が同志社を創立された: of respect
    roles.unnamed = _unnamed(syntax, at, sense, verbal, passive)
    if sense.through:
        through_suit(roles, sense, syntax, at)
    if not verbal and not sense.names:
        _inside_noun_phrase(roles, sense, syntax, trigger, arguments)
    modal = support is not None and phrase.case == "ノ"
    if modal:  # 三浦商事による|出資の|申し出を断った
        _inside_noun_phrase(roles, sense, syntax, trigger, syntax.arguments(phrase.head))
    if sense.names:
        _player(roles, sense, syntax, at)
    elif verbal or bare or (phrase.case == "ノ" and not trigger.tail and not modal):
        _explicit(roles, sense, syntax, arguments, passive, phrase.verb)
        _omitted(roles, sense, syntax, at, passive)
        if verbal:
            _topic_object(roles, sense, syntax, at, passive)
            if not _purpose(roles, sense, syntax, at):
                return gap(frame, trigger, syntax, "spent on what is no organization")
            _labile(roles, sense)
    if support is not None and not sense.names:
        _through_support(roles, sense, syntax, at, support)
    if sense.of("ヲ") == "target":
        _business(roles, syntax, at)
        _own_stake(roles, syntax, at)
    if sense.of("ト") == sense.of("ヲ") == "target":
        _reciprocal(roles)
    fill_values(roles, frame, syntax, at, trigger, support)
    if fact.status is Status.PLANNED:
        _planner(roles)
    if frame.role("title"):
        _title(roles, sense, syntax, at)
    for name in () if aside else _carriers(sense, verbal, passive, roles):
        role = frame.role(name)
        if role and roles.open(name) and not _strange_topic(syntax, at):
            title = next((str(f.value) for f in roles.filled.get("title", [])), "") if name == "organization" else ""
            main = name in PATIENTS or name != sense.of("ガ")
            entity = discourse.salient(syntax.sentence.index, _soft_type(role, syntax, fact), roles.used(), title, main)
            if entity is not None:
                roles.put_entity(name, entity, syntax.tokens[token].span, "carried")
    if sense.through:
        settle(roles, sense, syntax, at)
    return _statement(frame, trigger, syntax, roles, fact)


# who speaks without a name: うちも増資した
_SPEAKER = re.compile(r"^「?(?:うち|我々|われわれ|私|私たち|わたし|僕|俺|弊社|自社)$")
_DEFINITE = ("会社", "スタジオ", "企業", "店", "チーム", "クラブ", "財団", "大学", "学校", "組合", "銀行", "球団", "団体")
_UNNAMED = re.compile(r"(?:会社|企業|新会社|ベンチャー|組織|団体|法人|大学|学校|財団|銀行|店|者|人)$")


_BUSINESS = re.compile(r"(?:事業|部門|資産|ブランド|店舗)$")


def _business(roles: Roles, syntax: Syntax, at: int) -> None:
    """冷凍食品事業を|譲渡した: what is bought is part of whoever sells it."""
    objects = [syntax.phrases[c] for c in syntax.children[at] if syntax.phrases[c].case == "ヲ"]
    sellers = roles.filled.get("seller", [])
    if len(sellers) == 1 and "target" not in roles.filled and any(_BUSINESS.search(p.noun) for p in objects):
        roles.filled["target"] = roles.filled.pop("seller")


def _planner(roles: Roles) -> None:
    """来年、新会社を設立する: who is to found, unsaid, is an organization, not who spoke last."""
    founders = roles.filled.get("founder", [])
    people = [f for f in founders if isinstance(f.value, int) and roles.discourse.fits(f.value, PERSON)]
    if people and all(f.how in ("topic", "shared") for f in people):
        del roles.filled["founder"]


def _own_stake(roles: Roles, syntax: Syntax, at: int) -> None:
    """Yを設立し、その全株式を|引き渡す: the last organization that was acted on."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        its = any(syntax.words(syntax.phrases[k].span) == "その" for k in syntax.children[c])
        if p.case == "ヲ" and its and TRANSPARENT.search(p.noun):
            before = [q for q in syntax.phrases[:c] if q.case == "ヲ" and any(m.kind is Kind.ORGANIZATION for m in q.mentions)]
            if before and roles.open("target"):
                roles.put("target", before[-1].mentions, "shared")


def _reciprocal(roles: Roles) -> None:
    """XとYは合併交渉を行った: each is the other's."""
    targets = roles.filled.get("target", [])
    if len(targets) == 2 and all(f.how == "explicit" for f in targets):  # XとYを合併させる
        roles.filled["acquirer"], roles.filled["target"] = targets[:1], targets[1:]
        return
    sides = roles.filled.get("acquirer", [])
    if len(sides) == 2 and "target" not in roles.filled:
        roles.filled["acquirer"], roles.filled["target"] = sides[:1], sides[1:]


def _unnamed(syntax: Syntax, at: int, sense: Sense, verbal: bool, passive: bool) -> set[str]:
    """Roles that a phrase of the event takes without naming anybody; nothing that was left out may fill them."""
    out: set[str] = set()
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.predicate or any(m.kind in AGENTS for m in syntax.denoted(c)) or TRANSPARENT.search(p.noun):
            continue
        if p.noun in _DEFINITE and not syntax.children[c]:  # the article's own: 会社を設立した
            continue
        case = PASSIVE.get(p.case, p.case) if passive else p.case
        if verbal and (p.case == "ガ" or (p.case == "ヲ" and sense.action is None)):
            out.add(sense.of(case) or "")
        elif verbal and p.case in ("ハ", "モ") and _SPEAKER.match(p.noun.split("。")[-1]):
            out.add(sense.of("ガ") or "")
        elif not verbal and p.case == "ノ" and _UNNAMED.search(p.noun):
            out |= {sense.of("ノ") or "", sense.of("ヲ") or ""}
    return out - {"", "title"}


def _soft_type(role: Role, syntax: Syntax, fact: Factuality) -> str:
    """What is asked of who is left out: who gives 私財 is a person, who is to found something an organization."""
    if role.name == "founder" and fact.status is Status.PLANNED:
        return ORGANIZATION
    if role.name == "investor" and "私財" in syntax.sentence.text:
        return PERSON
    return role.carried or role.soft or role.type


def _purpose(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> bool:
    """5億円を|投じて|財団を|設立し: a sum goes into what the next clause makes; False where that is a thing, 工場を|建てた."""
    given, p = sense.of("ニ"), syntax.phrases[at]
    following = next((q for q in syntax.phrases[at + 1 :] if q.predicate), None)
    if p.link not in ("て", "連用") or following is None or not MAKING.match(following.noun):
        return True
    objects = [c for c in syntax.children[following.index] if syntax.phrases[c].case == "ヲ"]
    if not given or not roles.open(given) or not objects:
        return True
    if roles.put(given, [m for c in objects for m in syntax.members(c)], "shared"):
        return True
    roles.unnamed.add(given)
    return any(_UNNAMED.search(syntax.phrases[c].noun) for c in objects)


def _labile(roles: Roles, sense: Sense) -> None:
    """北星製薬は1950年に|創業した: without its object, the subject of a labile verb is what comes into being."""
    subject, object_ = sense.of("ガ"), sense.of("ヲ")
    if sense.labile and subject and object_ and roles.open(object_):
        fillers = roles.filled.get(subject, [])
        if len(fillers) == 1 and isinstance(fillers[0].value, int) and roles.discourse.fits(fillers[0].value, ORGANIZATION):
            roles.filled[object_] = roles.filled.pop(subject)
            roles.unnamed.add(subject)


def _topic_object(roles: Roles, sense: Sense, syntax: Syntax, at: int, passive: bool) -> None:
    """Xは、三浦社長が2016年に|設立し…: the topic of a clause that has its subject is what it acts on."""
    subject = sense.of("ガ")
    if passive or subject not in roles.filled or roles.filled[subject][0].how not in ("explicit", "support", "shared"):
        return
    topics = [a for a in (*syntax.inherited_subjects(at), *syntax.topic_before(at)) if a.how == "topic"]
    for a in topics:
        if not _reports(syntax, a, at, roles.discourse):
            group = _together(a, topics)
            if any(roles.open(sense.of(c)) and roles.put(sense.of(c), group, "topic") for c in ("ヲ", "ニ")):
                return


def _together(a: Argument, arguments: Sequence[Argument]) -> list[Mention]:
    """All that one phrase names: A、B、Cの3社は."""
    return [o.mention for o in arguments if (o.case, o.how, o.distance) == (a.case, a.how, a.distance)]


def _player(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Xを|引受先と|する, 引受先は|Xと|Y, 引受先の|X, Xが|リード投資家を|務めた: who plays the part that a noun names."""
    p = syntax.phrases[at]
    if p.head < 0:
        return
    head = syntax.phrases[p.head]
    found: list[Mention] = []
    if p.case in ("ト", "トシテ", "ニ", ""):
        found = [a.mention for a in syntax.arguments(p.head) if a.case == "ヲ" and a.mention.span.end <= p.span.start]
        found = found or [a.mention for a in syntax.arguments(p.head) if a.case == "ガ"]  # Xが|リード投資家と|なり
        found = found or [m for a in (at - 1,) if a >= 0 and syntax.phrases[a].case == "ヲ" for m in syntax.members(a)]
        if not found and head.link == "cleft" and head.head >= 0:  # 貸し手と|なったのは|Xと|Y
            found = list(syntax.members(head.head))
    elif p.case in ("ハ", "ガ", "モ"):
        found = list(syntax.members(p.head)) or [a.mention for a in syntax.arguments(p.head) if a.case == "ガ"]
    elif p.case == "ノ":
        found = list(syntax.members(p.head))
    elif p.case == "ヲ" and head.predicate:
        found = [a.mention for a in syntax.subject(p.head)]
    roles.put(sense.names, [m for m in found if m.kind in AGENTS], "explicit")


def _dated(syntax: Syntax, trigger: Trigger) -> bool:
    """大正9年の|創業以来: presupposed, yet dated."""
    at = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    return any(a.mention.kind is Kind.DATE and a.case == "ノ" for a in syntax.arguments(at))


def _strange_topic(syntax: Syntax, at: int) -> bool:
    """ネオグリッドは昨年、増資した: a topic that looks like a name and is none that is known; who is left out is no other."""
    for p in reversed(syntax.phrases[:at]):
        if p.case in ("ハ", "ガ") and not p.mentions and re.fullmatch(r"[ァ-ヶー・]{4,}|[A-Z][A-Za-z ]{3,}", p.noun):
            return True
    return False


PATIENTS = ("recipient", "target", "founded")  # whom an event is done to is whom the article is about


def _carriers(sense: Sense, verbal: bool, passive: bool, roles: Roles) -> list[str]:
    """Roles that the discourse may fill: the sense's own, and the dropped subject of an active verb that has its object."""
    out = sense.carry.split()
    subject = sense.of("ガ")
    has = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    if subject and subject not in out and verbal and not passive and has and sense.action is None:
        out.append(subject)
    return out


def gap(frame: Frame, trigger: Trigger, syntax: Syntax, reason: str) -> Gap:
    span = Span(syntax.tokens[trigger.first].start, syntax.tokens[trigger.last - 1].end)
    return Gap(frame.type, span, syntax.sentence.index, reason)


def _support(syntax: Syntax, at: int, verbal: bool) -> int | None:
    """The verb that carries a nominal event: 買収を|発表した."""
    p = syntax.phrases[at]
    if verbal or p.head < 0:
        return None
    h = syntax.phrases[p.head]
    if p.case == "ノ" and MODAL_NOUN.search(h.noun) and h.case in ("ヲ", "ガ", "ニ", "デ", "ハ", "モ") and h.head >= 0:
        return h.head if syntax.phrases[h.head].predicate else None  # 出資の|申し出を|断った
    if p.case not in ("ヲ", "ガ", "ニ", "デ", "ハ", "モ") and not (p.case == "ト" and h.noun in ("為る", "する")):
        return None
    return p.head if h.predicate else None


def _inside_noun_phrase(roles: Roles, sense: Sense, syntax: Syntax, trigger: Trigger, arguments: Sequence[Argument]) -> None:
    """Xによる|Yの|買収, Yへの|出資, and the compound Y|買収."""
    start = syntax.tokens[trigger.first].start
    before = [m for m in syntax.mentions if m.span.end == start and m.kind in AGENTS]
    for m in before:
        _ = (
            roles.put(sense.of("ヲ"), [m], "phrase")
            or roles.put(sense.of("ニ"), [m], "phrase")
            or roles.put(sense.of("ガ"), [m], "phrase")
        )
    for a in by_case(arguments, "ニヨル"):
        roles.put(sense.of("ガ"), a, "phrase")
    offered = bool(OFFER.match(trigger.tail))
    at = syntax.bunsetsu_at(start)
    sums = [g for c in syntax.children[at] if syntax.phrases[c].case == "ノ" for g in syntax.children[c]]
    for c in (*syntax.children[at], *sums):  # Xから贈られた|50万ドルの|寄付
        p = syntax.phrases[c]
        if p.predicate and p.link == "連体":  # Xが|求めた|融資, Xが|申し出た|融資
            wanting = REQUESTING.match(p.noun) or RECEIVING.match(p.noun)
            for source in by_case(syntax.arguments(c), "カラ"):
                roles.put(sense.of("ガ"), source, "relative")
            for subject in syntax.subject(c):
                roles.put((sense.of("ニ") or sense.of("ヲ")) if wanting else sense.of("ガ"), [subject.mention], "relative")
    for case in ("カラ", "ニ", "ニタイスル", "ト"):
        for a in by_case(arguments, case):
            _ = roles.put(sense.of(case), a, "phrase") or (case == "ニタイスル" and roles.put(sense.of("ヲ"), a, "phrase"))
    for a in by_case(arguments, "ノ"):
        if len(a) == 2 and sense.of("ヲ") == "target" and roles.open(sense.of("ガ")) and roles.open(sense.of("ヲ")):
            roles.put(sense.of("ガ"), a[:1], "phrase")  # XとYの|合併
            roles.put(sense.of("ヲ"), a[1:], "phrase")
        order: tuple[str, ...] = ("ノ", "ヲ", "ガ") if sense.of("ガ") not in roles.filled else ("ノ", "ヲ", "ニ")
        order = ("ガ", *order) if offered else order
        _ = any(roles.put(sense.of(case), a, "phrase") for case in order)


def _title(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """The title in the case that the verb asks for, and the organization that owns it: OpenAIの|CEO|に就任."""
    for a in syntax.arguments(at):
        if a.case == "ハ" and "holder" not in roles.filled:
            continue
        case = "ヲ" if a.case in ("モ", "ハ") else a.case  # 委員も務める, 裁判長は三浦氏が務める
        if (
            a.mention.kind is Kind.TITLE
            and sense.of(case) == "title"
            and a.mention.rule not in ("founder", "profession", "group")
        ):
            roles.put("title", [a.mention], "explicit")
            owner = title_owner(syntax, roles.discourse, a.mention)
            if owner is not None:
                roles.put("organization", [owner], "phrase")
            return
    holders = [f.span for f in roles.filled.get("holder", [])]
    for span in holders:  # 三浦遥|専務を解任した
        title = next((m for m in syntax.mentions if m.kind is Kind.TITLE and 0 <= m.span.start - span.end <= 1), None)
        if title is not None and title.rule == "post":
            roles.put("title", [title], "phrase")


def title_owner(syntax: Syntax, discourse: Discourse, title: Mention) -> Mention | None:
    """The organization that stands before a title or modifies its phrase with の."""
    base = syntax.sentence.span.start
    organizations = [
        m
        for m in syntax.mentions
        if any(discourse.fits(e, ORGANIZATION) or discourse.fits(e, COURT) for e in discourse.ids(m))
        and discourse.entities[discourse.ids(m)[0]].type is EntityType.ORGANIZATION
    ]
    before = [m for m in organizations if m.span.end <= title.span.start]
    if before:
        nearest = max(before, key=lambda m: m.span.end)
        between = syntax.sentence.text[nearest.span.end - base : title.span.start - base]
        if re.fullmatch(r"(?:\([^()]*\))?(?:の|で|における)?(?:元|前|現|次期|新|初代|第\d+代|同)?", between):
            return nearest
    at = syntax.bunsetsu_at(title.span.start)
    for c in reversed(syntax.children[at]) if at >= 0 else ():
        if syntax.phrases[c].case in ("ノ", "デ"):
            for m in syntax.denoted(c):
                if m in organizations:
                    return m
    return None


def _shared_out(syntax: Syntax, m: Mention) -> bool:
    """Xが|30億円、: a sum stands right behind the subject."""
    at = syntax.bunsetsu_at(m.span.start)
    return at + 1 < len(syntax.phrases) and any(
        o.kind is Kind.MONEY and o.span.start < syntax.phrases[at + 1].span.end and o.span.start > m.span.start
        for o in syntax.mentions
    )


def _explicit(roles: Roles, sense: Sense, syntax: Syntax, arguments: Sequence[Argument], passive: bool, verb: int) -> None:
    """Case marks that stand on the predicate's own phrases; topics fill what is left."""
    for case in ("ガ", "ヲ", "ニ", "ト", "カラ", "ヨリ", "デ", "ニヨル", "ニタイスル", "ヲアイテ", "トトモ", "ニクワエ", "ノ"):
        for mentions in by_case(arguments, case):
            deep = PASSIVE.get(case, case) if passive else case
            role = sense.of(deep)
            if passive and case == "ニ" and roles.put(sense.of("ニ"), mentions, "explicit"):
                continue
            if role is None and case == "ニヨル":
                role = sense.of("ガ")
            if role is None and case == "ニタイスル":
                role = sense.of("ニ")
            if role is None and case == "ヨリ":
                role = sense.of("カラ")
            if role is None and case == "ヲアイテ":
                role = sense.of("ヲ")
            roles.put(role, mentions, "explicit")
    if len(subjects := list(by_case(arguments, "ガ"))) > 1 and not passive and sense.action is None:
        for mentions in subjects:  # Xが30億円、Yが20億円を出資した
            if all(_shared_out(syntax, m) for other in subjects[1:] for m in other):
                roles.put(sense.of("ガ"), mentions, "explicit", extend=True)
    for case in ("ツウジ", "トトモ", "ニクワエ"):
        for mentions in by_case(arguments, case):
            roles.put(sense.of("ガ"), mentions, "explicit", extend=True)
    for case in ("ハ", "モ", "見出し"):
        for mentions in by_case(arguments, case):
            order: tuple[str, ...] = ("ヲ", "ニ", "ガ") if passive else ("ガ", "ヲ", "ニ", "ト")
            if verb < 0 and sense.of("ノ"):  # Xは1978年|創業で、
                order = ("ノ", "ヲ", "ガ")
            _ = any(roles.put(sense.of(c), mentions, "topic") for c in order)


def _omitted(roles: Roles, sense: Sense, syntax: Syntax, at: int, passive: bool) -> None:
    """The head of a relative clause and the focus of a cleft fill a gap; then a shared subject does."""
    subject, object_ = (sense.of("ヲ"), sense.of("ガ")) if passive else (sense.of("ガ"), sense.of("ヲ"))
    found = [a for a in syntax.relative_head(at, far=True) if a.mention.kind in AGENTS]
    heads, how = [a.mention for a in found], found[0].how if found else ""
    inherited = list(syntax.inherited_subjects(at))
    if heads:
        free = [s for s in (subject, object_, sense.of("ニ"), sense.of("カラ")) if roles.open(s)]
        outside = any(a.mention not in heads for a in inherited)
        if subject in free and object_ in free and not passive and (roles.frame.gap == "ヲ" or outside):
            free = [object_, *[f for f in free if f != object_]]
        for name in free:
            if roles.put(name, heads, how):
                break
    if roles.open(subject):
        for a in inherited:
            if _reports(syntax, a, at, roles.discourse):
                continue
            if a.mention not in heads and roles.put_soft(subject, _together(a, inherited), a.how):
                break
    if roles.open(subject):
        found = [a for a in syntax.topic_before(at) if a.mention not in heads and not _reports(syntax, a, at, roles.discourse)]
        roles.put_soft(subject, [a.mention for a in found], "topic")


def _reports(syntax: Syntax, a: Argument, at: int, discourse: Discourse) -> bool:
    """The subject of 報じた is the reporter, and who 話す or 説明する speaks of others, unless it is an organization.

    Who tells of a thing done, …したことを|明かした, is who did it.
    """
    own = syntax.bunsetsu_at(a.mention.span.end - 1)
    head = syntax.phrases[own].head if own >= 0 else -1
    if head < 0:
        return False
    said = syntax.phrases[at].head
    if (
        said >= 0
        and syntax.phrases[said].noun == "こと"
        and syntax.phrases[said].head == head
        and not NEWS.match(syntax.phrases[head].noun)
    ):
        return False
    verb = syntax.phrases[head].noun
    if a.case != "ハ" and any(o.case == "ハ" and o.mention != a.mention for o in syntax.subject(head)):
        return False  # 共同通信は|X社も…打診したと|報じた
    person = any(discourse.fits(e, PERSON) for e in discourse.ids(a.mention))
    return bool(NEWS.match(verb)) or (person and bool(REPORTING.match(verb)))


def _through_support(roles: Roles, sense: Sense, syntax: Syntax, at: int, support: int) -> None:
    """Arguments of the verb that carries a nominal event: Xは買収を|行った, Xから出資を|受けた, 提案を|断った."""
    p = syntax.phrases[support]
    arguments = [a for a in syntax.arguments(support) if a.mention.span.end <= syntax.tokens[-1].end]
    verb = p.noun
    token = next((i for i, t in enumerate(syntax.tokens) if t.start >= p.span.start and t.lemma == verb), None)
    passive = token is not None and syntax.passive(token)
    patient = sense.of("ニ") or sense.of("ヲ")
    if RECEIVING.match(verb) and patient != sense.of("ガ"):
        giver = sense.of("ガ") if patient else sense.of("カラ")
        for case in ("カラ", "ニ", "ニヨル", "ノ"):
            for mentions in by_case(arguments, case):
                roles.put(giver, mentions, "support")
        subject: str | None = patient or sense.of("ガ")  # Xから資金調達を受けた
    elif REFUSING.match(verb):
        for mentions in by_case(arguments, "カラ"):
            roles.put(sense.of("ガ"), mentions, "support")
        subject = sense.of("ヲ") or patient
        if not roles.open(subject):
            subject = sense.of("ガ")
    elif REQUESTING.match(verb) and sense.of("ニ") and not sense.of("ヲ"):
        for case in ("ニ", "カラ", "ニタイスル"):
            for mentions in by_case(arguments, case):
                roles.put(sense.of("ガ"), mentions, "support")
        subject = sense.of("ガ") if passive else sense.of("ニ")  # 出資を|求められた
    elif OFFERING.match(verb) and sense.of("ヲ") and not sense.of("ニ"):  # Yに合併を|申し入れた, Yに買収を|持ちかけられた
        giver, taker = sense.of("ガ"), sense.of("ヲ")
        for case in ("ニ", "ニタイスル", "カラ") if passive else ("ニ", "ニタイスル"):
            for mentions in by_case(arguments, case):
                roles.put(giver if passive else taker, mentions, "support")
        subject = taker if passive else giver
    else:
        cases = ("ニ", "カラ", "ト", "ニタイスル", "ヲアイテ", "ニヨル") + (("ヲ",) if _two_objects(syntax, at, support) else ())
        for case in cases:
            for mentions in by_case(arguments, case):
                _ = roles.put(sense.of(case), mentions, "support") or (
                    case == "ニタイスル" and roles.put(sense.of("ヲ"), mentions, "support")
                )
        subject = None if passive else sense.of("ガ")
        if NEGOTIATING.match(verb) and sense.of("ト") is None:
            for mentions in by_case(arguments, "ト"):
                if sense.of("ヲ"):  # Yと買収で|合意した
                    roles.put(sense.of("ヲ"), mentions, "support")
                elif roles.put(sense.of("ガ"), mentions, "support"):  # 銀行と融資を|交渉している
                    subject = sense.of("ニ")
    if DENYING.match(verb) and not roles.used():
        return  # 買収を否定した: by which side is not said
    for case in ("ガ", "ハ", "モ", "見出し"):
        for mentions in by_case(arguments, case):
            if passive and case == "ガ" and not OFFERING.match(verb):
                continue
            roles.put(subject, mentions, "support")
    heads = [a.mention for a in syntax.relative_head(support) if a.mention.kind in AGENTS]
    if heads and roles.open(subject):
        roles.put(subject, heads, "relative")
    if roles.open(subject):
        inherited = list(syntax.inherited_subjects(support))
        for a in inherited:
            if not _reports(syntax, a, at, roles.discourse) and roles.put(subject, _together(a, inherited), a.how):
                break


def _two_objects(syntax: Syntax, at: int, support: int) -> bool:
    """Xを買収で|子会社化を|目指す: the verb carries the event's own object beside the event."""
    return syntax.phrases[at].case != "ヲ" or sum(syntax.phrases[c].case == "ヲ" for c in syntax.children[support]) > 1


def _only_announced(syntax: Syntax, trigger: Trigger) -> bool:
    """買収を|発表した"""
    p = syntax.phrases[syntax.bunsetsu_at(syntax.tokens[trigger.last - 1].start)]
    return p.case == "ヲ" and p.head >= 0 and bool(re.match(r"発表|公表|表明", syntax.phrases[p.head].noun))


def _again(syntax: Syntax, trigger: Span) -> bool:
    """改めて提訴した, 訴えを再び起こした."""
    before = syntax.sentence.text[: trigger.start - syntax.sentence.span.start]
    return bool(re.search(r"(?:再び|改めて|あらためて|再度)[^。]{0,24}$", before))


def _accused(syntax: Syntax) -> bool:
    """訴状によると, 告発によれば: what follows is a party's claim."""
    return any(
        p.case == "情報源" and re.search(r"(?:訴状|起訴状|告発状|告発|原告|原告側|訴え|主張)$", p.noun) for p in syntax.phrases
    )


def _statement(frame: Frame, trigger: Trigger, syntax: Syntax, roles: Roles, fact: Factuality) -> Statement | Gap:
    known = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    refers = trigger.sense.refers and (trigger.sense.status or fact.status) in FINAL
    if trigger.sense.refers and not refers:
        return gap(frame, trigger, syntax, "points to no event that it would change")
    if not known and not {"amount", "damages"} & roles.filled.keys() and trigger.sense.action is None and not refers:
        return gap(frame, trigger, syntax, "no role")
    fillers = tuple((r.name, f) for r in frame.roles for f in roles.filled.get(r.name, ()))
    confidence = min([HOW.get(f.how, 0.7) for _, f in fillers] or [0.4])
    span = Span(syntax.tokens[trigger.first].start, syntax.tokens[trigger.last - 1].end)
    status = trigger.sense.status or fact.status or Status.OCCURRED
    if status is Status.OCCURRED and not fact.certain and _only_announced(syntax, trigger):
        status = frame.announced
    date = next((f.value for r, f in fillers if r == "date"), None)
    at = syntax.bunsetsu_at(syntax.tokens[trigger.last - 1].start)
    final = syntax.phrases[at].link in ("終止", "連用", "て", "が")
    if status is Status.PLANNED and not fact.cues and final and isinstance(date, Date) and roles.discourse.past(date):
        status = Status.OCCURRED  # 2018年、会社を設立する: the historical present
    if trigger.sense.action is not None and not taken(trigger.sense, trigger, syntax, replace(fact, status=status)):
        return gap(frame, trigger, syntax, "not a step that was taken")
    if status is Status.OCCURRED and trigger.sense.action is None and _accused(syntax):
        status = Status.ALLEGED
    return Statement(
        frame.type,
        fillers,
        span,
        syntax.sentence.index,
        f"{frame.type}:{trigger.sense.words.split()[0]}",
        status,
        fact.cues,
        trigger.sense.action,
        confidence,
        fact.certain,
        trigger.sense.refers,
        _again(syntax, span),
    )
