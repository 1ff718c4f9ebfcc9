"""Where an event stands in its sentence, and who does it to whom: by the event's own phrases, then by the noun or the verb
that carries it, then who is left unsaid.

    北星製薬は東亜電機に|買収された → target 北星製薬 (topic), acquirer 東亜電機 (explicit)
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.cases import PASSIVE
from kg.clauses import Argument, Syntax
from kg.frames import PERSON, Sense, Trigger
from kg.match import lazy
from kg.model import AGENTS, Span
from kg.nominal import compound, inside_noun_phrase, player
from kg.omitted import omitted, shared_object, topic_object
from kg.origins import origin
from kg.roles import Roles, by_case
from kg.shares import row
from kg.support import counterpart, quoted_offer, support_of, through_support
from kg.verbs import of_kind

_ASIDE = {"ニヨル": "ガ", "ニタイスル": "ニ", "ヨリ": "カラ", "ヲアイテ": "ヲ"}  # marks that stand for others: Xに対して|提案した
_MARKS = ("ガ", "ヲ", "ニ", "ト", "カラ", "ヨリ", "デ", "ニヨル", "ニタイスル", "ヲアイテ", "トトモ", "ニクワエ", "ノ", "メグル")
_FAVOUR = lazy(r"(?:して|って|んで|いで|て|で)?(?:もら|貰|いただ|頂)")
_FOR_SUBJECT = {"ガ": "ニ", "ニ": "ガ", "カラ": "ガ"}  # of 出資してもらう → those of 出資する
_MADE = {"ガ": "", "ニ": "ガ"}  # of 出資させる → those of 出資する
# nouns by which who founded it stands beside a passive: XとYの|合弁で|設立された, Xの|呼びかけで
_AGENCY = lazy(
    r"(?:合弁|合弁会社|共同|共同出資|共同出資会社|折半出資|手|呼びかけ|呼び掛け|主導|音頭|発案|提唱|発意|尽力|肝いり)$"
)
_LED = lazy(r"(?:発起人|中心|代表|筆頭|旗振り役|まとめ役)$")  # Xを|発起人に
_BESIDE = ("ト", "トトモ", "ツウジ")  # who stands beside the subject
_CIRCUMSTANCE = lazy(r"(?:に(?:当た|あた[りっ]|際し|伴|ともな)|を(?:機に|契機|きっかけ))")


@dataclass(frozen=True, slots=True)
class Event:
    """Where a trigger stands in its sentence."""

    trigger: Trigger
    at: int  # its bunsetsu
    verbal: bool  # is itself the predicate: 買収した, not 買収を発表した
    passive: bool
    made: bool  # somebody is made to do it: Xに金を|出させた
    favour: bool  # done for its subject, who receives it: 出資して|もらった
    aside: bool  # no more than the circumstance of another: 設立に|あたり
    support: int | None  # the phrase whose verb carries it
    arguments: tuple[Argument, ...]

    @property
    def sense(self) -> Sense:
        """The trigger's sense."""
        return self.trigger.sense


def event_of(trigger: Trigger, syntax: Syntax) -> Event:
    """Where a trigger stands: itself the verb (買収した) or carried by one (買収を|発表した), passive, with its arguments."""
    token = trigger.last - 1
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    phrase = syntax.phrases[at]
    verbal = phrase.predicate and not trigger.tail and trigger.last > phrase.verb
    aside = not verbal and bool(_CIRCUMSTANCE.match(syntax.words(Span(syntax.tokens[token].end, syntax.sentence.span.end))))
    support = None if aside else support_of(syntax, at, verbal)
    arguments = near(trigger, syntax, at)
    if not verbal and not aside and support is None and _bare(syntax, at) and any(a.case == "ヲ" for a in arguments):
        begin = syntax.tokens[trigger.first].start  # Xから3億円を|借り入れ、…直した
        beside = (a for a in syntax.arguments(phrase.head) if a.mention.span.end <= begin)
        arguments += tuple(a for a in beside if a not in arguments)
    respect = bool(trigger.sense.of("ヲ")) and any(a.case == "ヲ" and a.mention.kind in AGENTS for a in arguments)
    passive = verbal and syntax.passive(token) and not respect  # 三浦君が白峰大学を創立された
    favour = verbal and trigger.sense.of("ニ") == "recipient" and bool(_FAVOUR.match(syntax.after(token)))
    made = verbal and syntax.causative(token) and any(by_case(arguments, "ニ"))
    return Event(trigger, at, verbal, passive, made, favour, aside, support, arguments)


def near(trigger: Trigger, syntax: Syntax, at: int) -> tuple[Argument, ...]:
    """Arguments of the trigger's bunsetsu, and of the one that it begins in: オルヴェインの|傘下に|入る."""
    begin = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    return syntax.arguments(at) + (syntax.arguments(begin) if begin != at else ())


def _bare(syntax: Syntax, at: int) -> bool:
    """A noun without a mark or a verb of its own, in front of another phrase: …を|買収、; a headline's 買収へ."""
    p = syntax.phrases[at]
    to = syntax.sentence.zone == "headline" and syntax.words(p.span).endswith("へ")
    return (p.case in ("", "ト") or to) and p.link != "連体"


def sides(roles: Roles, event: Event, syntax: Syntax) -> None:
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
    if event.verbal and phrase.verb < 0:
        compound(roles, sense, syntax, event.trigger)
    if event.verbal:
        quoted_offer(roles, sense, syntax, at, event.arguments)
    alone = event.support is None and not event.aside and _bare(syntax, at)
    if event.verbal or alone or (phrase.case == "ノ" and not event.trigger.tail and not modal):
        _marked(roles, event, syntax)
        _topics(roles, event, syntax, phrase.verb)
        omitted(roles, sense, syntax, at, event.passive)
        _beside(roles, event, syntax.sentence.index)
        if event.verbal and not event.passive:
            shared_object(roles, sense, syntax, at)
        if event.verbal:
            topic_object(roles, sense, syntax, at, event.passive)
    if event.support is not None:
        through_support(roles, sense, syntax, at, event.support)
    if sense.of("ヲ") == "target" and sense.of("ト") is None:
        counterpart(roles, sense, syntax, at, event.support)


def _marked(roles: Roles, event: Event, syntax: Syntax) -> None:
    """Case marks that stand on the predicate's own phrases."""
    sense, agent = event.sense, event.sense.of("ガ")
    for case in _MARKS:
        for mentions in by_case(event.arguments, case):
            deep = PASSIVE.get(case, case) if event.passive else _FOR_SUBJECT.get(case, case) if event.favour else case
            deep = _MADE.get(case, case) if event.made else deep
            role = sense.of(deep) or sense.of(_ASIDE.get(case, ""))
            if role == agent and case in _BESIDE:
                continue
            if event.passive and case == "ニ" and roles.put(sense.of("ニ"), mentions, "explicit"):
                continue
            roles.put(role, mentions, "explicit")
    if not event.passive and sense.action is None:
        for mentions in row(syntax, event.at, "ガ"):  # Xが30億円、Yが20億円を出資した
            roles.put(agent, mentions, "explicit", extend=True)
    _agency(roles, event, syntax)
    for mentions in by_case(event.arguments, "ニクワエ"):
        roles.put(agent, mentions, "explicit", extend=True)


def _agency(roles: Roles, event: Event, syntax: Syntax) -> None:
    """XとYの|合弁で|設立された, Xの|呼びかけで, Xを|発起人として: who founded it, beside a clause that need not name them."""
    if "founded" not in (event.sense.of("ヲ"), event.sense.of("ガ")):
        return
    for c in syntax.children[event.at]:
        p = syntax.phrases[c]
        if _AGENCY.search(p.noun):
            beside = [k for k in syntax.children[c] if syntax.phrases[k].case in ("ノ", "ニヨル")]
        elif p.case in ("ニ", "トシテ", "") and _LED.search(p.noun):
            beside = [k for k in (*syntax.children[c], *syntax.children[event.at]) if k < c and syntax.phrases[k].case == "ヲ"]
        else:
            continue
        for k in beside:
            roles.put("founder", syntax.members(k), "explicit")


def _beside(roles: Roles, event: Event, sentence: int) -> None:
    """Xは|Yと|設立した, Yとともに…設立した|X: who did it together with the subject, once the subject is known."""
    agent = event.sense.of("ガ")
    if roles.open(agent) and event.verbal and any(by_case(event.arguments, "ト")):  # 大学の友人のYと|設立しました
        person = roles.discourse.salient(sentence, PERSON)
        beside = {e for a in event.arguments if a.mention.kind in AGENTS for e in roles.discourse.ids(a.mention)}
        if agent == "founder" and person is not None and person not in beside:
            roles.put_entity(agent, person, event.arguments[0].mention.span, "shared")
    for case in _BESIDE:
        if case != "ト" or event.sense.of(case) == agent:
            for mentions in by_case(event.arguments, case):
                roles.put(agent, mentions, "explicit", extend=True)


def _topics(roles: Roles, event: Event, syntax: Syntax, verb: int) -> None:
    """A topic fills what is left: Xは|買収した, Xは|買収された, Xは|1978年創業で."""
    order: tuple[str, ...] = ("ヲ", "ニ", "ガ") if event.passive or event.favour else ("ガ", "ヲ", "ニ", "ト")
    order = ("ニ",) if event.made else order
    if verb < 0 and event.sense.of("ノ"):
        order = ("ノ", "ヲ", "ガ")
    if event.verbal and not event.passive and event.sense.labile and any(a.case == "ハ" for a in event.arguments):
        for a in syntax.inherited_below(event.at):  # Xは、Yが|独立して|設立した
            if a.case == "ガ":
                roles.put(event.sense.of("ガ"), [a.mention], "shared")
    for case in ("ハ", "モ", "見出し"):
        for mentions in row(syntax, event.at, case) if not event.passive else ():  # Xは30億円を、Yは20億円を贈った
            roles.put(event.sense.of("ガ"), mentions, "topic", extend=True)
        for mentions in by_case(event.arguments, case):
            roles.put_first(map(event.sense.of, order), mentions, "topic")
