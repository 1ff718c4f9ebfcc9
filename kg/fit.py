"""A frame and a parsed sentence in, statements out: voice, topic, relative and cleft clauses, nominalisation, support verbs
and omitted arguments, once for every fact type.

    北星製薬は東亜電機に買収された → target 北星製薬 (topic), acquirer 東亜電機 (explicit)

A role goes to the first that names it: the event's own phrases, then the verb that carries it, then who is left unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.cases import PASSIVE
from kg.clauses import Argument, Syntax
from kg.deals import business, called_off, closing, completes, exact, merged, own_stake, planner, reciprocal, told_of
from kg.discourse import Discourse
from kg.factuality import FINAL, Factuality, factuality
from kg.frames import WEAK, Frame, Sense, Trigger, triggers
from kg.gapping import in_rows
from kg.model import AGENTS, Amount, Date, Gap, Kind, Mention, Span, Statement, Status
from kg.nominal import dated, inside_noun_phrase, player
from kg.omitted import carry, labile, omitted, purpose, topic_object, unnamed
from kg.origins import origin
from kg.owners import title
from kg.roles import Roles, by_case
from kg.shares import bare, told_in_parts
from kg.steps import taken
from kg.suits import settle, through_suit
from kg.support import only_announced, quoted_offer, support_of, through_support
from kg.values import fill_values, needed
from kg.verbs import of_kind

# how a role was known → how sure it is
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
_ASIDE = {"ニヨル": "ガ", "ニタイスル": "ニ", "ヨリ": "カラ", "ヲアイテ": "ヲ"}  # marks that stand for others: Xに対して|提案した
_MARKS = ("ガ", "ヲ", "ニ", "ト", "カラ", "ヨリ", "デ", "ニヨル", "ニタイスル", "ヲアイテ", "トトモ", "ニクワエ", "ノ", "メグル")
_JOINTLY = re.compile(r"(?:合弁|合弁会社|共同|共同出資|共同出資会社|折半出資)$")
_BESIDE = ("ト", "トトモ", "ツウジ")  # who stands beside the subject
_CIRCUMSTANCE = re.compile(r"(?:に(?:当た|あた[りっ]|際し|伴|ともな)|を(?:機に|契機|きっかけ))")
_CLAIM = re.compile(r"(?:訴状|起訴状|告発状|告発|原告|原告側|訴え|主張)$")
_AGAIN = re.compile(r"(?:再び|改めて|あらためて|再度)[^。]{0,24}$")


@dataclass(frozen=True, slots=True)
class _Event:
    """Where a trigger stands in its sentence."""

    trigger: Trigger
    at: int  # its bunsetsu
    verbal: bool  # is itself the predicate: 買収した, not 買収を発表した
    passive: bool
    aside: bool  # no more than the circumstance of another: 設立に|あたり
    support: int | None  # the phrase whose verb carries it
    arguments: tuple[Argument, ...]

    @property
    def sense(self) -> Sense:
        return self.trigger.sense


def statements(frame: Frame, syntax: Syntax, discourse: Discourse) -> Iterator[Statement | Gap]:
    """What a sentence says in terms of one frame, and where a trigger says nothing, why."""
    for trigger in triggers(frame, syntax):
        if trigger.tail in WEAK and not dated(syntax, trigger):
            continue
        told = fit(frame, trigger, syntax, discourse)
        if isinstance(told, Statement) or not (trigger.sense.quiet or trigger.sense.refers):
            yield from _each(frame, told, syntax, discourse)
    yield from bare(frame, syntax, discourse)


def _each(frame: Frame, told: Statement | Gap, syntax: Syntax, discourse: Discourse) -> Iterator[Statement | Gap]:
    """XとYを買収した: one statement for each filler of a role that a fact has once; a sum is told of neither alone."""
    if isinstance(told, Gap):
        yield told
        return
    if frame.role("investor"):
        parts = told_in_parts(told, syntax, discourse)
        if parts != (told,):
            yield from parts
            return
    rows = in_rows(told, syntax, discourse)
    if len(rows) > 1:
        yield from rows
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
    event = _event(trigger, syntax)
    sense, at = event.sense, event.at
    trigger_at = syntax.tokens[trigger.first].start
    if sense.needs and not needed(sense.needs, syntax, at, _near(trigger, syntax, at), discourse.before(trigger_at)):
        return gap(frame, trigger, syntax, f"needs {sense.needs}")
    if sense.closes and not closing(syntax, at, event.support):
        return gap(frame, trigger, syntax, "something else is done")
    fact = factuality(syntax, trigger.last - 1, event.verbal)
    if fact.status is None:
        return gap(frame, trigger, syntax, "hypothetical")
    roles = Roles(frame, discourse)
    roles.unnamed = unnamed(syntax, at, sense, event.verbal, event.passive)
    if sense.through:
        through_suit(roles, sense, syntax, at)
    _sides(roles, event, syntax)
    if sense.by and not all(discourse.fits(e, sense.by) for e in roles.ids(sense.of("ガ"))):
        return gap(frame, trigger, syntax, "done by another")
    if event.verbal and not sense.names:
        if not purpose(roles, sense, syntax, at):
            return gap(frame, trigger, syntax, "spent on what is no organization")
        labile(roles, sense)
    elif sense.labile and syntax.phrases[at].case == "デ":  # XはMBOで|非公開化する
        labile(roles, sense)
    if sense.of("ヲ") == "target":
        business(roles, syntax, at)
        own_stake(roles, syntax, at)
    if sense.of("ト") == sense.of("ヲ") == "target":
        reciprocal(roles)
    fill_values(roles, frame, syntax, at, trigger, event.support)
    fact = replace(fact, status=_status(frame, event, syntax, roles, fact))
    if fact.status is Status.PLANNED:
        planner(roles)
    if fact.status in FINAL:
        called_off(roles)
    if sense.of("ガ") == "founded":
        merged(roles, syntax, at)
    if frame.role("title"):
        title(roles, sense, syntax, at)
    if not event.aside:
        carry(roles, sense, syntax, trigger.last - 1, event.verbal and not event.passive, fact)
    if sense.through:
        settle(roles, sense, syntax, at)
    return _statement(frame, event, syntax, roles, fact)


def _event(trigger: Trigger, syntax: Syntax) -> _Event:
    token = trigger.last - 1
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    phrase = syntax.phrases[at]
    verbal = phrase.predicate and not trigger.tail and trigger.last > phrase.verb
    aside = not verbal and bool(_CIRCUMSTANCE.match(syntax.words(Span(syntax.tokens[token].end, syntax.sentence.span.end))))
    support = None if aside else support_of(syntax, at, verbal)
    arguments = _near(trigger, syntax, at)
    if not verbal and not aside and support is None and _bare(syntax, at) and any(a.case == "ヲ" for a in arguments):
        begin = syntax.tokens[trigger.first].start  # Xから3億円を|借り入れ、…直した
        beside = (a for a in syntax.arguments(phrase.head) if a.mention.span.end <= begin)
        arguments += tuple(a for a in beside if a not in arguments)
    respect = bool(trigger.sense.of("ヲ")) and any(a.case == "ヲ" and a.mention.kind in AGENTS for a in arguments)
    passive = verbal and syntax.passive(token) and not respect  # 三浦君が白峰大学を創立された
    return _Event(trigger, at, verbal, passive, aside, support, arguments)


def _near(trigger: Trigger, syntax: Syntax, at: int) -> tuple[Argument, ...]:
    """Arguments of the trigger's bunsetsu, and of the one that it begins in: オルヴェインの|傘下に|入る."""
    begin = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    return syntax.arguments(at) + (syntax.arguments(begin) if begin != at else ())


def _bare(syntax: Syntax, at: int) -> bool:
    """A noun without a mark or a verb of its own, in front of another phrase: …を|買収、; a headline's 買収へ."""
    p = syntax.phrases[at]
    to = syntax.sentence.zone == "headline" and syntax.words(p.span).endswith("へ")
    return (p.case in ("", "ト") or to) and p.link != "連体"


# sides -----------------------------------------------------------------------------------------------------------------


def _sides(roles: Roles, event: _Event, syntax: Syntax) -> None:
    """Who does it to whom: by the event's own phrases, those of the noun or the verb that carries it, who is left unsaid."""
    sense, at, phrase = event.sense, event.at, syntax.phrases[event.at]
    modal = event.support is not None and phrase.case == "ノ"
    if not event.verbal and not sense.names and not sense.origin:
        taken_up = event.support is not None and of_kind(syntax.phrases[event.support].noun, "refusing")
        inside_noun_phrase(roles, sense, syntax, event.trigger, event.arguments, taken_up)
    if modal:  # 三浦商事による|出資の|申し出を断った
        offered = of_kind(syntax.phrases[phrase.head].noun, "offer")
        inside_noun_phrase(roles, sense, syntax, event.trigger, syntax.arguments(phrase.head), offered)
    if sense.names:
        player(roles, sense, syntax, at)
        return
    if sense.origin:
        origin(roles, syntax, at)
        return
    if event.verbal:
        quoted_offer(roles, sense, syntax, at, event.arguments)
    alone = event.support is None and not event.aside and _bare(syntax, at)
    if event.verbal or alone or (phrase.case == "ノ" and not event.trigger.tail and not modal):
        _marked(roles, event, syntax)
        _topics(roles, event, syntax, phrase.verb)
        omitted(roles, sense, syntax, at, event.passive)
        _beside(roles, event)
        if event.verbal:
            topic_object(roles, sense, syntax, at, event.passive)
    if event.support is not None:
        through_support(roles, sense, syntax, at, event.support)


def _marked(roles: Roles, event: _Event, syntax: Syntax) -> None:
    """Case marks that stand on the predicate's own phrases."""
    sense, agent = event.sense, event.sense.of("ガ")
    for case in _MARKS:
        for mentions in by_case(event.arguments, case):
            deep = PASSIVE.get(case, case) if event.passive else case
            role = sense.of(deep) or sense.of(_ASIDE.get(case, ""))
            if role == agent and case in _BESIDE:
                continue
            if event.passive and case == "ニ" and roles.put(sense.of("ニ"), mentions, "explicit"):
                continue
            roles.put(role, mentions, "explicit")
    givers = list(by_case(event.arguments, "ガ"))
    several = len(givers) > 1 and not event.passive and sense.action is None
    if several and all(_gives(syntax, m) for mentions in givers[1:] for m in mentions):  # Xが30億円、Yが20億円を出資した
        for mentions in givers:
            roles.put(agent, mentions, "explicit", extend=True)
    jointly = (c for c in syntax.children[event.at] if _JOINTLY.search(syntax.phrases[c].noun))
    for c in jointly if sense.of("ヲ") == "founded" or sense.of("ガ") == "founded" else ():  # XとYの|合弁で|設立された
        for k in syntax.children[c]:
            if syntax.phrases[k].case in ("ノ", "ニヨル"):
                roles.put("founder", syntax.members(k), "explicit")
    for mentions in by_case(event.arguments, "ニクワエ"):
        roles.put(agent, mentions, "explicit", extend=True)


def _beside(roles: Roles, event: _Event) -> None:
    """Xは|Yと|設立した, Yとともに…設立した|X: who did it together with the subject, once the subject is known."""
    agent = event.sense.of("ガ")
    for case in _BESIDE:
        if case != "ト" or event.sense.of(case) == agent:
            for mentions in by_case(event.arguments, case):
                roles.put(agent, mentions, "explicit", extend=True)


def _gives(syntax: Syntax, m: Mention) -> bool:
    """Xが|30億円、: a sum stands right behind the subject."""
    at = syntax.bunsetsu_at(m.span.start)
    return at + 1 < len(syntax.phrases) and any(
        o.kind is Kind.MONEY and o.span.start < syntax.phrases[at + 1].span.end and o.span.start > m.span.start
        for o in syntax.mentions
    )


def _topics(roles: Roles, event: _Event, syntax: Syntax, verb: int) -> None:
    """A topic fills what is left: Xは|買収した, Xは|買収された, Xは|1978年創業で."""
    order = ("ヲ", "ニ", "ガ") if event.passive else ("ガ", "ヲ", "ニ", "ト")
    if verb < 0 and event.sense.of("ノ"):
        order = ("ノ", "ヲ", "ガ")
    for case in ("ハ", "モ", "見出し"):
        found = list(by_case(event.arguments, case))
        if len(found) > 1 and not event.passive and all(_gives(syntax, m) for mentions in found for m in mentions):
            for mentions in found:  # Xは30億円を、Yは20億円を贈った
                roles.put(event.sense.of("ガ"), mentions, "topic", extend=True)
        for mentions in found:
            roles.put_first(map(event.sense.of, order), mentions, "topic")


# the statement ---------------------------------------------------------------------------------------------------------


def gap(frame: Frame, trigger: Trigger, syntax: Syntax, reason: str) -> Gap:
    """Why a trigger says nothing."""
    span = Span(syntax.tokens[trigger.first].start, syntax.tokens[trigger.last - 1].end)
    return Gap(frame.type, span, syntax.sentence.index, reason)


def _statement(frame: Frame, event: _Event, syntax: Syntax, roles: Roles, fact: Factuality) -> Statement | Gap:
    trigger, sense = event.trigger, event.sense
    known = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    bare = all(f.how == "carried" for fs in roles.filled.values() for f in fs if isinstance(f.value, int))
    done = exact(roles) and (sense.closes or (bare and completes(syntax, event.at, event.support)))
    refers = (sense.refers and (sense.status or fact.status) in FINAL) or done
    if sense.refers and not refers:
        return gap(frame, trigger, syntax, "points to no event that it would change")
    if not known and not {"amount", "damages"} & roles.filled.keys() and sense.action is None and not refers:
        return gap(frame, trigger, syntax, "no role")
    status = _status(frame, event, syntax, roles, fact)
    if sense.action is not None and not taken(sense, trigger, syntax, replace(fact, status=status)):
        return gap(frame, trigger, syntax, "not a step that was taken")
    if status is Status.OCCURRED and sense.action is None and _claimed(syntax):
        status = Status.ALLEGED
    if status is Status.PLANNED:
        told_of(roles)
    fillers = tuple(
        (r.name, f) for r in frame.roles for f in roles.filled.get(r.name, ()) if not done or isinstance(f.value, Date)
    )
    span = Span(syntax.tokens[trigger.first].start, syntax.tokens[trigger.last - 1].end)
    return Statement(
        frame.type,
        fillers,
        span,
        syntax.sentence.index,
        rule=f"{frame.type}:{sense.words.split()[0]}",
        status=status,
        cues=fact.cues,
        action=sense.action,
        confidence=min((HOW.get(f.how, 0.7) for _, f in fillers), default=0.4),
        certain=fact.certain,
        refers=refers,
        again=_again(syntax, span),
    )


def _status(frame: Frame, event: _Event, syntax: Syntax, roles: Roles, fact: Factuality) -> Status:
    """What the words around an event say of it; where only its announcement is told, what the frame says."""
    status = event.sense.status or fact.status or Status.OCCURRED
    if status is Status.OCCURRED and not fact.certain and only_announced(syntax, event.trigger):
        status = frame.announced
    date = next((f.value for f in roles.filled.get("date", ())), None)
    p = syntax.phrases[event.at]
    final = p.link in ("終止", "連用", "て", "が") or p.case == "ハ"  # 創業は|1994年に|さかのぼる
    if status is Status.PLANNED and not fact.cues and final and isinstance(date, Date) and roles.discourse.past(date):
        return Status.OCCURRED  # 2018年、会社を設立する: the historical present
    return status


def _again(syntax: Syntax, trigger: Span) -> bool:
    """改めて提訴した, 訴えを再び起こした."""
    before = syntax.sentence.text[: trigger.start - syntax.sentence.span.start]
    return bool(_AGAIN.search(before))


def _claimed(syntax: Syntax) -> bool:
    """訴状によると, 告発によれば: what follows is a party's claim."""
    sources = [p.index for p in syntax.phrases if p.case == "情報源"]
    return any(_CLAIM.search(syntax.phrases[k].noun) for i in sources for k in (i, *syntax.children[i]))
