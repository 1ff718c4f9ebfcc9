"""A frame and a parsed sentence in, statements out: voice, topic, relative and cleft clauses, nominalisation, support verbs
and omitted arguments, once for every fact type.

    北星製薬は東亜電機に買収された → target 北星製薬 (topic), acquirer 東亜電機 (explicit)

A role goes to the first that names it: the event's own phrases, then the verb that carries it, then who is left unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.beneficiaries import benefactor, beneficiary
from kg.clauses import Syntax
from kg.deals import business, called_off, closing, completes, exact, holder, merged, own_stake, planner, reciprocal, told_of
from kg.discourse import Discourse
from kg.factuality import FINAL, Factuality, factuality
from kg.frames import WEAK, Frame, Trigger, triggers
from kg.match import lazy
from kg.model import Amount, Date, Gap, Kind, Span, Statement, Status
from kg.needs import needed
from kg.nominal import dated
from kg.nouns import GENERIC
from kg.omitted import carry, labile, purpose, unnamed
from kg.owners import title
from kg.parties import settle
from kg.predicates import BESIDE
from kg.roles import Roles
from kg.rows import rows
from kg.shares import bare, told_in_parts
from kg.sides import Event, event_of, near, sides
from kg.steps import taken
from kg.suits import through_suit
from kg.support import only_announced
from kg.values import fill_values

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
_CLAIM = lazy(r"(?:訴状|起訴状|告発状?文?|内部告発|告発者|原告側?|検察側?|訴え|主張|投書|怪文書|うわさ|噂|ネット上の情報)$")
_AGAIN = lazy(r"(?:再び|改めて|あらためて|再度)[^。]{0,24}$")


def statements(frame: Frame, syntax: Syntax, discourse: Discourse) -> Iterator[Statement | Gap]:
    """What a sentence says in terms of one frame, and where a trigger says nothing, why."""
    for trigger in triggers(frame, syntax):
        if trigger.tail in WEAK and not frame.role("title") and not dated(syntax, trigger):  # 社長に|就任後 tells of a post
            continue
        for view in rows(syntax, syntax.bunsetsu_at(syntax.tokens[trigger.last - 1].start)):
            told = fit(frame, trigger, view, discourse)
            if isinstance(told, Statement) or not (trigger.sense.quiet or trigger.sense.refers):
                yield from _each(frame, told, view, discourse)
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
    several = next((r.name for r in frame.roles if not r.many and len(told.get(r.name)) > 1), None)
    if several is None:
        yield told
        return
    rest = tuple((role, f) for role, f in told.roles if role != several and not isinstance(f.value, Amount))
    for filler in told.get(several):
        yield replace(told, roles=((several, filler), *rest))


def fit(frame: Frame, trigger: Trigger, syntax: Syntax, discourse: Discourse) -> Statement | Gap:
    """One trigger's statement, or a Gap where its sense needs what is not there, or nothing is asserted."""
    event = event_of(trigger, syntax)
    if reason := _unfit(event, syntax, discourse):
        return _gap(frame, event, syntax, reason)
    fact = factuality(syntax, trigger.last - 1, event.verbal)
    if fact.status is None:
        return _gap(frame, event, syntax, "hypothetical")
    roles = Roles(frame, discourse)
    if reason := _named(roles, event, syntax):
        return _gap(frame, event, syntax, reason)
    fill_values(roles, event, syntax)
    fact = replace(fact, status=_status(event, syntax, roles, fact))
    _by_status(roles, event, syntax, fact)
    _unsaid(roles, event, syntax, fact)
    return _statement(event, syntax, roles, fact)


def _unfit(event: Event, syntax: Syntax, discourse: Discourse) -> str:
    """Why an event's words are not those of its sense, if so: 会場に入った is no 傘下に入った."""
    trigger, sense, at = event.trigger, event.sense, event.at
    start = syntax.tokens[trigger.first].start
    if sense.needs and not needed(sense.needs, syntax, at, near(trigger, syntax, at), discourse.before(start), start):
        return f"needs {sense.needs}"
    if sense.closes and not closing(syntax, at, event.support):
        return "something else is done"
    if event.passive and sense.of("ガ") == "recipient" and _could(syntax, at, trigger.last - 1):
        return "what could be done"
    return ""


def _named(roles: Roles, event: Event, syntax: Syntax) -> str:
    """Fills the roles that the sentence names; the reason why it tells of something else, if so."""
    sense, at = event.sense, event.at
    trigger_at = syntax.tokens[event.trigger.first].start
    roles.unnamed = unnamed(syntax, at, syntax.bunsetsu_at(trigger_at), sense, event.verbal, event.passive)
    if sense.through:
        through_suit(roles, sense, syntax, at)
    sides(roles, event, syntax)
    if sense.by and not all(roles.discourse.fits(e, sense.by) for e in roles.ids(sense.of("ガ"))):
        return "done by another"
    if event.verbal and not sense.names and not purpose(roles, sense, syntax, at):
        return "spent on what is no organization"
    if _turns(event, syntax):
        labile(roles, sense, syntax, at)
    beneficiary(roles, sense, syntax, at, event.support)
    benefactor(roles, sense, syntax, at)
    if sense.of("ヲ") == "target":
        business(roles, syntax, at)
        own_stake(roles, syntax, at)
        holder(roles, syntax, at)
    if sense.of("ト") == sense.of("ヲ") == "target":
        reciprocal(roles)
    return ""


def _turns(event: Event, syntax: Syntax) -> bool:
    """Whether a subject may be whom it is done to: XはMBOを|実施した, Xは1953年|創業の|会社だ."""
    if event.verbal and not event.sense.names:
        return True
    case = syntax.phrases[event.at].case
    return event.sense.of("ヲ") == "target" or case == "デ" or (case == "ノ" and event.support is None)


def _by_status(roles: Roles, event: Event, syntax: Syntax, fact: Factuality) -> None:
    """Who plans what is planned, who called off what is off; the day of a denial is none of the event."""
    if fact.status is Status.PLANNED:
        planner(roles, syntax, event.at)
    if fact.status in FINAL:
        called_off(roles, syntax, event.at)
    if fact.status is Status.DENIED and event.sense.refers:
        roles.filled.pop("date", None)


def _unsaid(roles: Roles, event: Event, syntax: Syntax, fact: Factuality) -> None:
    """The roles that other sentences, or none, have named."""
    sense, at, token = event.sense, event.at, event.trigger.last - 1
    if sense.of("ガ") == "founded":
        merged(roles, syntax, at)
    if roles.frame.role("title"):
        title(roles, sense, syntax, at, syntax.tokens[event.trigger.first].start)
    if not event.aside:
        carry(roles, sense, syntax, token, event.verbal and not event.passive, fact)
    if sense.through:
        settle(roles, sense, syntax, at)


# the statement ---------------------------------------------------------------------------------------------------------


def _gap(frame: Frame, event: Event, syntax: Syntax, reason: str) -> Gap:
    """Why a trigger says nothing."""
    return Gap(frame.type, _span(event, syntax), syntax.sentence.index, reason)


def _span(event: Event, syntax: Syntax) -> Span:
    """The place of a trigger's words."""
    return Span(syntax.tokens[event.trigger.first].start, syntax.tokens[event.trigger.last - 1].end)


def _statement(event: Event, syntax: Syntax, roles: Roles, fact: Factuality) -> Statement | Gap:
    """What the filled roles say, with the status of their sentence; a Gap where they say too little."""
    frame, sense = roles.frame, event.sense
    done = exact(roles) and (sense.closes or (_all_carried(roles) and completes(syntax, event.at, event.support)))
    refers = (sense.refers and (sense.status or fact.status) in FINAL) or done
    if sense.refers and not refers:
        return _gap(frame, event, syntax, "points to no event that it would change")
    if not refers and _says_nothing(roles, event):
        return _gap(frame, event, syntax, "no role")
    status = fact.status or Status.OCCURRED
    if sense.action is not None and not taken(sense, event.trigger, syntax, replace(fact, status=status)):
        return _gap(frame, event, syntax, "not a step that was taken")
    if status is Status.OCCURRED and sense.action is None and _claimed(syntax):
        status = Status.ALLEGED
    if status is Status.PLANNED:
        told_of(roles)
    fillers = tuple(
        (r.name, f) for r in frame.roles for f in roles.filled.get(r.name, ()) if not done or isinstance(f.value, Date)
    )
    span = _span(event, syntax)
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


def _all_carried(roles: Roles) -> bool:
    """買収は9月末に完了した: of its parties the sentence names none."""
    return all(f.how == "carried" for fs in roles.filled.values() for f in fs if isinstance(f.value, int))


def _says_nothing(roles: Roles, event: Event) -> bool:
    """Whether no party, sum or step is told: 買収が相次いだ. 別の訴訟 at least says which suit is meant."""
    known = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    marks = event.sense.through and not event.sense.cases
    return not (known or {"amount", "damages"} & roles.filled.keys() or event.sense.action is not None or marks)


def _narrated(event: Event, syntax: Syntax, roles: Roles) -> bool:
    """2018年、会社を設立する: the historical present; 創業は|1994年に|さかのぼる."""
    date = next((f.value for f in roles.filled.get("date", ())), None)
    p = syntax.phrases[event.at]
    final = p.link in ("終止", *BESIDE) or p.case == "ハ"
    return final and isinstance(date, Date) and roles.discourse.past(date)


def _status(event: Event, syntax: Syntax, roles: Roles, fact: Factuality) -> Status:
    """What the words around an event say of it; where only its announcement is told, what the frame says."""
    status = event.sense.status or fact.status or Status.OCCURRED
    if status is Status.OCCURRED and not fact.certain and only_announced(syntax, event.trigger):
        status = roles.frame.announced
    valued = roles.filled.keys() & {"date", "amount"}
    if status is Status.PLANNED and not fact.cues and not valued and _lasts(event, syntax):
        return Status.OCCURRED
    date = next((f.value for f in roles.filled.get("date", ())), None)
    done = event.verbal and syntax.past(event.trigger.last - 1)
    if status is Status.OCCURRED and not done and isinstance(date, Date) and roles.discourse.ahead(date):
        return Status.PLANNED  # 7月1日付で会社を設立し、…と発表した
    if status is Status.PLANNED and not fact.cues and _narrated(event, syntax, roles):
        return Status.OCCURRED
    return status


def _could(syntax: Syntax, at: int, token: int) -> bool:
    """5億円を|集められる: a passive with an object is none, it says what can be done."""
    return not syntax.past(token) and any(syntax.phrases[c].case == "ヲ" for c in syntax.children[at])


def _lasts(event: Event, syntax: Syntax) -> bool:
    """三浦商事が40%を出資する|会社, …出資する|北星製薬は: a state of whom the clause describes."""
    p = syntax.phrases[event.at]
    if not event.sense.lasting or not event.verbal or p.link != "連体" or p.head < 0:
        return False
    head = syntax.phrases[p.head]
    return any(m.kind is Kind.ORGANIZATION for m in head.mentions) or bool(GENERIC.search(head.noun))


def _again(syntax: Syntax, trigger: Span) -> bool:
    """改めて提訴した, 訴えを再び起こした."""
    before = syntax.sentence.text[: trigger.start - syntax.sentence.span.start]
    return bool(_AGAIN.search(before))


def _claimed(syntax: Syntax) -> bool:
    """訴状によると, 告発によれば: what follows is a party's claim."""
    sources = [p.index for p in syntax.phrases if p.case == "情報源"]
    return any(_CLAIM.search(syntax.phrases[k].noun) for i in sources for k in (i, *syntax.children[i]))
