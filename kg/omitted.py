"""Who is left out of an event's own phrases: heads of relative clauses, shared subjects, topics, the discourse.

    Xは…し、Yを|買収した → X, the subject shared; 会社を|設立した三浦氏 → 三浦, the head of a relative clause

Who only tells of an event (X氏は…と|話す) is no subject of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.cases import PASSIVE, SUBJECT
from kg.chunks import Phrase
from kg.clauses import Argument, Syntax
from kg.discourse import Discourse
from kg.factuality import Factuality
from kg.frames import ORGANIZATION, PERSON, VALUES, Role, Sense
from kg.match import lazy
from kg.model import AGENTS, Action, Kind, Mention, Status
from kg.nouns import TRANSPARENT
from kg.predicates import BESIDE
from kg.roles import Roles
from kg.verbs import of_kind

PATIENTS = ("recipient", "target", "founded")  # whom an event is done to is whom the article is about
_LIKE_A_NAME = lazy(r"[ァ-ヶー・]{4,}|[A-Z][A-Za-z ]{3,}")

# who speaks without a name: うちも増資した
_SPEAKER = lazy(r"^「?(?:うち|我々|われわれ|私|私たち|わたし|僕|俺|弊社|自社)$")

# what a sum is spent on that is no organization: 新工場に|50億円を投じる
_THING = lazy(
    r"(?:工場|設備|開発|研究|買収|取得|建設|整備|改修|改装|新設|増設|拡大|拡張|強化|生産|製造|販売|広告|宣伝|採用|育成|教育|事業|分野|"
    r"施設|店舗|新店|本社|センター|ビル|システム|機器|機械|船|製品|商品|技術|海外|国内|市場|株式|不動産|土地|債券|国債|インフラ|電池|AI)$"
)

_DEFINITE = ("会社", "スタジオ", "企業", "店", "チーム", "クラブ", "財団", "大学", "学校", "組合", "銀行", "球団", "団体")

_DEAL = lazy(r"(?:買収|取得|子会社化|買い取り)$")
_GROUP = lazy(
    r"(?:株主|住民|遺族|両親|社員|職員|従業員|利用者|購入者|投資家|会員|信者|患者|学生|男性|女性|団|側|ら|\d+人|\d+社)$"
)
_UNNAMED = lazy(r"(?:会社|企業|新会社|ベンチャー|組織|団体|法人|大学|学校|財団|銀行|店|者|人)$")


def omitted(roles: Roles, sense: Sense, syntax: Syntax, at: int, passive: bool) -> None:
    """The head of a relative clause and the focus of a cleft fill a gap; then a shared subject does."""
    subject, object_ = (sense.of("ヲ"), sense.of("ガ")) if passive else (sense.of("ガ"), sense.of("ヲ"))
    found = [a for a in syntax.relative_head(at, far=True) if a.mention.kind in AGENTS]
    heads, how = [a.mention for a in found], found[0].how if found else ""
    role = roles.frame.role(subject or "")
    if (heads and role and role.carried == ORGANIZATION) or (role and role.soft == ORGANIZATION):
        heads = list(syntax.owner_of_head(at)) or heads
    inherited = list(syntax.inherited_subjects(at))
    if heads:
        free = [s for s in (subject, object_, sense.of("ニ"), sense.of("カラ")) if roles.open(s)]
        outside = any(a.mention not in heads for a in inherited)
        acted_on = subject == "seller" and any(syntax.phrases[c].case == "ヲ" for c in syntax.children[at])
        if subject in free and object_ in free and not passive and not acted_on and (roles.frame.gap == "ヲ" or outside):
            free = [object_, *[f for f in free if f != object_]]
        roles.put_first(free, heads, how)
    beside = syntax.phrases[syntax.phrases[at].head] if syntax.phrases[at].link in ("連用", "て") else None
    if beside is not None and beside.link == "連体" and not passive and subject in roles.filled and syntax.subject(beside.index):
        further = [a.mention for a in syntax.relative_head(beside.index) if a.mention.kind in AGENTS]
        roles.put(object_, further, "relative")  # Xが|創業し、|Yが|継いだ|Z
    if roles.open(subject):
        for a in inherited:
            if reports(syntax, a, at, roles.discourse):
                continue
            if a.mention not in heads and roles.put_soft(subject, together(a, inherited), a.how):
                break
    if roles.open(subject):
        found = [a for a in syntax.topic_before(at) if a.mention not in heads and not reports(syntax, a, at, roles.discourse)]
        roles.put_soft(subject, [a.mention for a in found], "topic")


def topic_object(roles: Roles, sense: Sense, syntax: Syntax, at: int, passive: bool) -> None:
    """Xは、三浦社長が2016年に|設立し…: the topic of a clause that has its subject is what it acts on."""
    subject = sense.of("ガ")
    if passive or subject not in roles.filled or roles.filled[subject][0].how not in ("explicit", "support", "shared"):
        return
    topics = [a for a in (*syntax.inherited_subjects(at), *syntax.topic_before(at)) if a.how == "topic"]
    for a in topics:
        if not reports(syntax, a, at, roles.discourse):
            group = together(a, topics)
            if any(roles.open(sense.of(c)) and roles.put(sense.of(c), group, "topic") for c in ("ヲ", "ニ")):
                return


def shared_object(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """2011年にYを傘下に|入れたが、7年後に|手放した: an object left out is that of the clause before."""
    own = any(syntax.phrases[c].case == "ヲ" for c in syntax.children[at])
    if own or sense.of("ヲ") != "target" or not roles.open("target"):
        return
    below = [c for c in reversed(syntax.children[at]) if syntax.phrases[c].predicate]
    below += [k for c in below for k in reversed(syntax.children[c]) if syntax.phrases[k].predicate]
    for c in below:
        objects = [a.mention for a in syntax.arguments(c) if a.case == "ヲ" and a.mention.kind in AGENTS]
        if syntax.phrases[c].link in BESIDE and objects and roles.put("target", objects, "shared"):
            return


def together(a: Argument, arguments: Sequence[Argument]) -> list[Mention]:
    """All that one phrase names: A、B、Cの3社は."""
    return [o.mention for o in arguments if (o.case, o.how, o.distance) == (a.case, a.how, a.distance)]


def reports(syntax: Syntax, a: Argument, at: int, discourse: Discourse) -> bool:
    """The subject of 報じた is the reporter, and who 話す or 説明する speaks of others, unless it is an organization.

    Who tells of a thing done, …したことを|明かした, is who did it.
    """
    own = syntax.bunsetsu_at(a.mention.span.end - 1)
    head = syntax.phrases[own].head if own >= 0 else -1
    if head < 0:
        return False
    verb, said = syntax.phrases[head].noun, syntax.phrases[at].head
    told = said >= 0 and syntax.phrases[said].noun == "こと" and syntax.phrases[said].head == head
    if told and not of_kind(verb, "news"):
        return False
    if a.case != "ハ" and any(o.case == "ハ" and o.mention != a.mention for o in syntax.subject(head)):
        return False  # 共同通信は|X社も…打診したと|報じた
    person = any(discourse.fits(e, PERSON) for e in discourse.ids(a.mention))
    return of_kind(verb, "news") or (person and of_kind(verb, "reporting"))


def unnamed(syntax: Syntax, at: int, begin: int, sense: Sense, verbal: bool, passive: bool) -> set[str]:
    """Roles that a phrase of the event takes without naming anybody; nothing that was left out may fill them.

    `begin` is the phrase that the event's words begin in, which takes no role: 看板を|掲げる.
    """
    out: set[str] = set()
    for c in syntax.children[at]:
        if c == begin:
            continue
        p = syntax.phrases[c]
        if p.predicate or any(m.kind in AGENTS for m in syntax.denoted(c)) or TRANSPARENT.search(p.noun):
            continue
        if (p.case, "title") in sense.mapping and any(m.kind is Kind.TITLE for m in syntax.denoted(c)):
            continue  # 社長の座を|追われた
        if p.case == "ヲ" and c + 1 < len(syntax.phrases) and syntax.phrases[c + 1].noun in ("もと", "元", "基", "下"):
            continue  # 寄付を|もとに|開校した
        if p.noun in _DEFINITE and not syntax.children[c]:  # the article's own: 会社を設立した
            continue
        case = PASSIVE.get(p.case, p.case) if passive else p.case
        if verbal and (p.case == "ガ" or (p.case == "ヲ" and sense.action is None)):
            out.add(sense.of(case) or "")
        elif verbal and p.case == "ニ" and sense.of("ニ") == "recipient" and _on_a_thing(syntax, c):
            out.add("recipient")
        elif verbal and p.case in ("ハ", "モ") and _SPEAKER.match(p.noun.split("。")[-1]):
            out.add(sense.of("ガ") or "")
        elif verbal and sense.action is not None and p.case in ("ハ", "モ") and _GROUP.search(p.noun):
            out.add(sense.of("ガ") or "")  # 株主も提訴した, 住民らは訴えを起こした
        elif not verbal and p.case == "ノ" and _UNNAMED.search(p.noun):
            out |= {sense.of("ノ") or "", sense.of("ヲ") or ""}
    return out - {"", "title"}


def _on_a_thing(syntax: Syntax, index: int) -> bool:
    """新工場に|50億円を投じる: on a thing, and of nobody who would receive it; 白峰大学の|研究に|助成する."""
    noun = syntax.phrases[index].noun
    named = any(m.kind in AGENTS for c in syntax.children[index] for m in syntax.phrases[c].mentions)
    return bool(_THING.search(noun)) and (not named or noun.endswith(("買収", "取得", "株式")))


def purpose(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> bool:
    """5億円を|投じて|財団を|設立し: a sum goes into what the next clause makes; False where that is a thing, 工場を|建てた."""
    p, borrowed = syntax.phrases[at], sense.of("ガ") in PATIENTS
    given = sense.of("ガ" if borrowed else "ニ")
    following = next((q for q in syntax.phrases[at + 1 :] if q.predicate), None)
    if given and not borrowed and _price(syntax, at, following):  # 3億円を借りてYを買収した is a loan
        return False
    if p.link not in ("て", "連用") or following is None or not of_kind(following.noun, "making"):
        return True
    objects = [c for c in syntax.children[following.index] if syntax.phrases[c].case == "ヲ"]
    if not given or not roles.open(given) or not objects:
        return True
    if roles.put(given, [m for c in objects for m in syntax.members(c)], "shared"):
        return True
    if borrowed:  # 3000万円を|借りて|機械を|入れた
        return True
    roles.unnamed.add(given)
    return any(_UNNAMED.search(syntax.phrases[c].noun) for c in objects)


def _price(syntax: Syntax, at: int, following: Phrase | None) -> bool:
    """3億ドルを|投じて|Yを|買収した, Y買収に|3億ドルを|投じた: the price of a deal is no investment."""
    into = any(syntax.phrases[c].case == "ニ" and _DEAL.search(syntax.phrases[c].noun) for c in syntax.children[at])
    leads = syntax.phrases[at].link in ("て", "連用")
    return into or (leads and following is not None and of_kind(following.noun, "buying"))


def labile(roles: Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """北星製薬は1950年に|創業した: without its object, the subject of a labile verb is what comes into being.

    In Xが|新設した|Y the object is the head, whether or not it names anybody.
    """
    subject, object_ = sense.of("ガ"), sense.of("ヲ")
    p = syntax.phrases[at]
    if p.link == "連体" and p.head >= 0 and _LIKE_A_NAME.search(syntax.phrases[p.head].noun):
        return
    if sense.labile and subject and object_ and roles.open(object_):
        fillers = roles.filled.get(subject, [])
        if len(fillers) == 1 and isinstance(fillers[0].value, int) and roles.discourse.fits(fillers[0].value, ORGANIZATION):
            roles.filled[object_] = roles.filled.pop(subject)
            roles.unnamed.add(subject)


def carry(roles: Roles, sense: Sense, syntax: Syntax, token: int, active: bool, fact: Factuality) -> None:
    """Who is spoken of fills what is left out: …。さらに|5億円を|調達した."""
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    verbal = sense.action is None and syntax.phrases[at].verb == token
    for name in _dropped(roles, sense, syntax, at, active):
        role = roles.frame.role(name)
        if role and role.type not in VALUES and roles.open(name) and not _strange_topic(syntax, at):
            title = next((str(f.value) for f in roles.filled.get("title", [])), "") if name == "organization" else ""
            main = name in PATIENTS or name != sense.of("ガ")
            type_ = _asked(role, syntax, fact)
            away = [a for a in syntax.arguments(at) if a.case == "ニ" and a.mention.kind in AGENTS and sense.of("ト") == "target"]
            beside = [e for a in away if verbal for e in roles.discourse.ids(a.mention)]  # Yに|合併した
            entity = roles.discourse.salient(syntax.sentence.index, type_, [*roles.used(), *beside], title, main, name)
            if entity is not None:
                roles.put_entity(name, entity, syntax.tokens[token].span, "carried")


def _dropped(roles: Roles, sense: Sense, syntax: Syntax, at: int, active: bool) -> list[str]:
    """Roles that the discourse may fill: the sense's own, and the subject of an active verb that has its object."""
    out = sense.carry.split()
    subject = sense.of("ガ")
    has = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    if subject and subject not in out and active and has and (sense.action is None or _goes_on(sense, syntax, at)):
        out.append(subject)
    return out


def _goes_on(sense: Sense, syntax: Syntax, at: int) -> bool:
    """…。3月には|Yを|Z地裁に|訴えた: nobody else is spoken of, named or not."""
    said = (p.case in SUBJECT and not any(m.kind is Kind.DATE for m in p.mentions) for p in syntax.phrases[:at])
    return sense.action is Action.FILED and syntax.phrases[at].link != "連体" and not any(said)


def _asked(role: Role, syntax: Syntax, fact: Factuality) -> str:
    """What is asked of who is left out: who gives 私財 is a person, who is to found something an organization."""
    if role.name == "founder" and fact.status is Status.PLANNED:
        return ORGANIZATION
    if role.name == "investor" and "私財" in syntax.sentence.text:
        return PERSON
    return role.carried or role.soft or role.type


def _strange_topic(syntax: Syntax, at: int) -> bool:
    """ネオグリッドは昨年、増資した: a topic that looks like a name and is none that is known; who is left out is no other."""
    return any(p.case in ("ハ", "ガ") and not p.mentions and _LIKE_A_NAME.fullmatch(p.noun) for p in syntax.phrases[:at])
