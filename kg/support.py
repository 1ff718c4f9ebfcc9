"""A nominal event in, the verb that carries it and whom that verb names out.

    Xは|Yの買収を|発表した → 発表する, acquirer X; XはYから出資を|受けた → recipient X, investor Y

Light and support verbs swap sides: who receives is whom it is done to, and who refuses refuses another's offer.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.cases import SUBJECT
from kg.clauses import Argument, Syntax
from kg.factuality import INVITING
from kg.frames import ORGANIZATION, Sense, Trigger
from kg.match import lazy
from kg.model import AGENTS
from kg.omitted import reports, together
from kg.roles import Roles, by_case
from kg.verbs import of_kind

# nouns between an event and its verb: 出資の|申し出を|断った
MODAL_NOUN = lazy(
    r"(?:申し出|申し入れ|申し込み|誘い|オファー|提案|計画|構想|方針|交渉|協議|合意|要請|打診|話|契約|意向|検討|手続き|実施|完了|発表)$"
)
_AGREED = lazy(r"(?:契約|こと|合意|覚書|協定)$")
_QUOTING = lazy(r"(?:との|という)$")
_CARRIED = ("ヲ", "ガ", "ニ", "デ", "ハ", "モ", "トシテ")


def support_of(syntax: Syntax, at: int, verbal: bool) -> int | None:
    """The phrase whose verb carries the event at a phrase: 買収を|発表した; None where the event is itself the verb."""
    p = syntax.phrases[at]
    if verbal or p.head < 0:
        return None
    h = syntax.phrases[p.head]
    if p.case == "ノ" and MODAL_NOUN.search(h.noun) and h.case in _CARRIED and h.head >= 0:
        return h.head if syntax.phrases[h.head].predicate else None
    if p.case not in _CARRIED and not (p.case == "ト" and h.noun in ("為る", "する")):
        return None
    return p.head if h.predicate else None


def through_support(roles: Roles, sense: Sense, syntax: Syntax, at: int, support: int) -> None:
    """Roles from the arguments of the verb that carries the event, then from its relative head, then its shared subject."""
    verb = syntax.phrases[support].noun
    arguments = syntax.arguments(support)
    passive = _passive(syntax, support)
    subject = _subject(roles, sense, syntax, at, support, passive)
    if of_kind(verb, "denying") and not roles.used():
        return  # 買収を否定した: by which side is not said
    marks = ("ハ", "モ", "見出し") if passive and not of_kind(verb, "offering") else (*SUBJECT, "見出し")
    _put(roles, subject, arguments, *marks)
    heads = [a.mention for a in syntax.relative_head(support) if a.mention.kind in AGENTS]
    role = roles.frame.role(subject or "")
    if heads and role and role.soft == ORGANIZATION:
        heads = list(syntax.owner_of_head(support)) or heads
    if heads and roles.open(subject):
        roles.put(subject, heads, "relative")
    if roles.open(subject):
        inherited = list(syntax.inherited_subjects(support))
        for a in inherited:
            if not reports(syntax, a, at, roles.discourse) and roles.put(subject, together(a, inherited), a.how):
                break


def _subject(roles: Roles, sense: Sense, syntax: Syntax, at: int, support: int, passive: bool) -> str | None:
    """Fills what the carrying verb's marked arguments are, and returns the role that its subject is."""
    verb, arguments = syntax.phrases[support].noun, syntax.arguments(support)
    agent, patient = sense.of("ガ"), sense.of("ニ") or sense.of("ヲ")
    if of_kind(verb, "receiving") and patient != agent:  # Xから出資を|受けた, Xから資金調達を|受けた
        _put(roles, agent if patient else sense.of("カラ"), arguments, "カラ", "ニ", "ニヨル", "ノ")
        return patient or agent
    if verb.startswith("応") and sense.of("ニ") and syntax.phrases[at].case == "ニ":  # 融資に|応じた
        return agent
    if of_kind(verb, "refusing"):  # Xからの提案を|断った
        _put(roles, agent, arguments, "カラ")
        refuses = sense.of("ヲ") or patient
        return refuses if roles.open(refuses) else agent
    if of_kind(verb, "requesting") and sense.of("ニ") and not sense.of("ヲ"):  # Xに融資を|求めた, 出資を|求められた
        _put(roles, agent, arguments, "ニ", "カラ", "ニタイスル")
        return agent if passive else patient
    if of_kind(verb, "offering") and sense.of("ヲ") and not sense.of("ニ"):  # Yに合併を|申し入れた, 買収を|持ちかけられた
        approached = sense.of("ヲ")
        _put(roles, agent if passive else approached, arguments, "ニ", "ニタイスル", *(("カラ",) if passive else ()))
        return approached if passive else agent
    for case in (
        "ニ",
        "カラ",
        "ト",
        "ニタイスル",
        "ヲアイテ",
        "ニヨル",
        "デ",
        "メグル",
        *(("ヲ",) if _two_objects(syntax, at, support) else ()),
    ):
        for mentions in by_case(arguments, case):
            roles.put_first(map(sense.of, ("ニタイスル", "ヲ") if case == "ニタイスル" else (case,)), mentions, "support")
    if of_kind(verb, "negotiating") and sense.of("ト") is None:
        if sense.of("ヲ"):  # Yと買収で|合意した
            _put(roles, sense.of("ヲ"), arguments, "ト")
        elif _put(roles, agent, (*arguments, *syntax.arguments(at)), "ト"):  # 銀行と融資を|交渉している
            return sense.of("ニ")
    return None if passive else agent


def quoted_offer(roles: Roles, sense: Sense, syntax: Syntax, at: int, own: Sequence[Argument]) -> None:
    """Who offers what is quoted, and to whom: Yに|買収したいと|持ちかけた, Xから|子会社にならないかと|打診された."""
    p = syntax.phrases[at]
    head = syntax.phrases[p.head]
    if p.head >= 0 and p.link == "連体" and _QUOTING.search(syntax.words(p.span)) and of_kind(head.noun, "offer"):
        beyond = syntax.arguments(head.head) if head.head >= 0 else ()
        _put(roles, sense.of("ガ"), (*own, *syntax.arguments(p.head), *beyond), "カラ")  # Xから|会社を|買いたいとの|申し出が
        if any(syntax.phrases[c].case == "ヲ" and syntax.phrases[c].noun == "会社" for c in syntax.children[at]):
            ours = roles.discourse.salient(syntax.sentence.index, ORGANIZATION, roles.used(), main=True)
            if ours is not None:
                roles.put_entity(sense.of("ヲ") or "", ours, p.span, "carried")
        if head.head >= 0 and any(of_kind(syntax.phrases[head.head].noun, kind) for kind in ("receiving", "refusing")):
            _put(roles, sense.of("ニ") or sense.of("ヲ"), beyond, "ガ", "ハ", "モ")
        return
    if p.link != "ト" or p.head < 0 or not of_kind(head.noun, "offering"):
        return
    doer, other = sense.of("ガ"), sense.of("ニ") or sense.of("ヲ")
    invited = INVITING.search(syntax.words(p.span)) and not sense.of("ト")
    maker, approached = (other, doer) if invited else (doer, other)
    arguments, passive = syntax.arguments(p.head), _passive(syntax, p.head)
    _put(roles, maker, (*arguments, *own), *(("カラ",) if passive else SUBJECT))
    if not _put(roles, approached, arguments, *(SUBJECT if passive else ("ニ", "ニタイスル"))) and passive:
        roles.put(approached, [a.mention for a in syntax.relative_head(p.head) if a.mention.kind in AGENTS], "relative")


def counterpart(roles: Roles, sense: Sense, syntax: Syntax, at: int, support: int | None) -> None:
    """Yと|売却する契約を|結んだ, Yとの|間で|…することで|合意した: with whom a deal is agreed is its other side."""
    p = syntax.phrases[at]
    noun = syntax.phrases[p.head] if p.head >= 0 and p.predicate and p.link == "連体" else None
    verb = noun.head if noun is not None and _AGREED.search(noun.noun) else support
    if verb is None or verb < 0 or not of_kind(syntax.phrases[verb].noun, "agreeing"):
        return
    between = [c for c in syntax.children[verb] if syntax.phrases[c].noun == "間"]
    arguments = [*syntax.arguments(verb), *(a for c in between for a in syntax.arguments(c))]
    for mentions in by_case(arguments, "ト"):
        roles.put_first(map(sense.of, ("ニ", "ヲ", "カラ")), mentions, "support")


def _put(roles: Roles, role: str | None, arguments: Sequence[Argument], *cases: str) -> bool:
    """Fills a role with the first agents that stand in one of the cases and fit it; False where none does."""
    return any(roles.put(role, mentions, "support") for case in cases for mentions in by_case(arguments, case))


def _passive(syntax: Syntax, support: int) -> bool:
    p = syntax.phrases[support]
    token = next((i for i, t in enumerate(syntax.tokens) if t.start >= p.span.start and t.lemma == p.noun), None)
    return token is not None and syntax.passive(token)


def _two_objects(syntax: Syntax, at: int, support: int) -> bool:
    """Xを買収で|子会社化を|目指す: the verb carries the event's own object beside the event."""
    return syntax.phrases[at].case != "ヲ" or sum(syntax.phrases[c].case == "ヲ" for c in syntax.children[support]) > 1


def only_announced(syntax: Syntax, trigger: Trigger) -> bool:
    """買収を|発表した: of the event, no more than its announcement is told."""
    p = syntax.phrases[syntax.bunsetsu_at(syntax.tokens[trigger.last - 1].start)]
    return p.case == "ヲ" and p.head >= 0 and of_kind(syntax.phrases[p.head].noun, "announcing")
