"""Facts told by a noun phrase alone: positions, and foundings by a founder's title.

    ウミネリのCEOである砂原海斗氏 → Position, by "{organization}{title}…{holder}"; 創業者の三浦氏 → Founding

Each template tells a title once; the first that fits has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import templates
from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.frames import PERSON
from kg.match import lazy
from kg.measures import announced, term
from kg.model import Date, EntityType, Filler, Kind, Mention, Statement
from kg.owners import title_owner
from kg.signs import HONORIFIC, Signed, signed, signs

_FOUNDER = "(?:共同)?(?:創業者|創設者|創立者|設立者|ファウンダー)"
_BESIDE = lazy(rf" ?(?:兼|・|、|で) ?{_FOUNDER}$")
_BEFORE = lazy(rf"^{_FOUNDER} ?(?:兼|・|、)")


def positions(syntax: Syntax, discourse: Discourse) -> Iterator[Statement]:
    """What noun phrases of the sentence say of posts, the surest templates first."""
    words = signed(syntax, discourse)
    told: set[Mention] = set()
    yield from _owned(syntax, discourse, words, told)
    yield from _local(syntax, discourse, words, told)
    yield from _copular(syntax, discourse, told)
    yield from _gapped(syntax, discourse, words, told)
    yield from _dated(syntax, discourse, words)
    yield from _successor(syntax, discourse, words)
    yield from _belonging(syntax, discourse, words)
    if templates.HOLDING.search(syntax.sentence.text):
        yield from _listed(syntax, discourse, words, told)
    yield from _career(syntax, discourse, words, told)


def _owned(syntax: Syntax, discourse: Discourse, words: Signed, told: set[Mention]) -> Iterator[Statement]:
    """X社の社長である三浦氏: organization, post and holder in one phrase."""
    for rule, template in templates.POSITION.items():
        for found in words.find(template):
            organization, title, holder = (words.at(found[k]) for k in ("organization", "title", "holder"))
            if title not in told and discourse.ids(holder) and not (rule == "org-title-person" and _of_topic(words, found)):
                told.add(title)
                yield from _told(syntax, discourse, organization, title, holder, 0.9, rule)


def _of_topic(words: Signed, found: re.Match[str]) -> bool:
    """三浦氏はX社の社長で、|浜田氏と会った: the post is the topic's, not of who is named next."""
    behind = words.text[found.end("title") : found.start("holder")]
    topic = rf"{signs('person')}{HONORIFIC}(?:は|が)[^。「」]*$"
    return bool(re.match("で、|であり、|だったが?、", behind) and re.search(topic, words.text[: found.start()]))


def _local(syntax: Syntax, discourse: Discourse, words: Signed, told: set[Mention]) -> Iterator[Statement]:
    """三浦社長: the organization stands elsewhere in the sentence, or before it."""
    for rule, template in templates.LOCAL.items():
        for found in words.find(template):
            title, holder = words.at(found["title"]), words.at(found["holder"])
            if title in told or title.rule in ("profession", "group"):
                continue
            told.add(title)
            owner = (
                title_owner(syntax, discourse, title)
                or _shared(syntax, discourse, title, told)
                or _owner(syntax, discourse, title)
            )
            yield from _told(syntax, discourse, owner, title, holder, 0.6, rule)


def _gapped(syntax: Syntax, discourse: Discourse, words: Signed, told: set[Mention]) -> Iterator[Statement]:
    """社長に三浦氏、会長に浜田氏が就任した: posts in a row with one verb, or with none."""
    tried = (templates.LAST, templates.HEADLINE) if syntax.sentence.zone == "headline" else (templates.LAST,)
    if templates.APPOINTING.search(syntax.sentence.text):
        tried = (templates.PAIRED, templates.GAPPED, *tried)
    for template in tried:
        for found in words.find(template):
            title, holder = words.at(found["title"]), words.at(found["holder"])
            if title not in told or "の後任" in found.group():
                told.add(title)
                start, owner = _since(_day_of(syntax, title)), _owner(syntax, discourse, title)
                yield from _told(syntax, discourse, owner, title, holder, 0.75, "gapped", start)


def _career(syntax: Syntax, discourse: Discourse, words: Signed, told: set[Mention]) -> Iterator[Statement]:
    """2001年に取締役、2005年に社長。: lines of a career."""
    for found in words.find(templates.CAREER):
        title, start = words.at(found["title"]), words.at(found["date"])
        person = _person(syntax, discourse, title)
        if title in told or person is None or not isinstance(start.value, Date) or title.rule == "founder":
            continue
        told.add(title)
        yield from _told(syntax, discourse, _owner(syntax, discourse, title), title, person, 0.65, "career", _term(words, found))


def _successor(syntax: Syntax, discourse: Discourse, words: Signed) -> Iterator[Statement]:
    """後任には三浦専務が昇格する: the post is the one that was left just before."""
    for found in (*words.find(templates.SUCCESSOR), *words.find(templates.FOLLOWER), *words.find(templates.HEIR)):
        holder = words.at(found["holder"])
        roles = tuple(("holder", Filler(e, holder.span, "phrase")) for e in discourse.ids(holder))
        if roles:
            yield Statement(
                "Position", roles, holder.span, syntax.sentence.index, "phrase:successor", confidence=0.6, refers=True
            )


def _dated(syntax: Syntax, discourse: Discourse, words: Signed) -> Iterator[Statement]:
    """いずれも7月1日付。 就任は4月1日。 同氏は12日に就任した。 任期は28年まで。: the day of the appointments told just before."""
    text, index = syntax.sentence.text, syntax.sentence.index
    term = templates.TERM.match(text)
    found = term or templates.DATED.match(text)
    dates = [(m, m.value) for m in syntax.mentions if m.kind is Kind.DATE and isinstance(m.value, Date)]
    if found and len(dates) == 1 and not any(m.kind in (Kind.PERSON, Kind.TITLE) for m in syntax.mentions):
        role = "endDate" if term or re.search("[退辞]任", found.group()) else "startDate"
        ((m, value),) = dates
        roles = ((role, Filler(value, m.span, "explicit")),)
        yield Statement("Position", roles, m.span, index, "phrase:term" if term else "phrase:dated", refers=True)
    for named in words.find(templates.DATED_HOLDER):
        holder, day = words.at(named["holder"]), words.at(named["date"])
        role = "endDate" if re.search("[退辞]任", named.group()) else "startDate"
        for e in discourse.ids(holder) if isinstance(day.value, Date) else ():
            who, when = Filler(e, holder.span, "phrase"), _since(day)[0][1]
            yield Statement("Position", (("holder", who), (role, when)), day.span, index, "phrase:dated", refers=True)


def _belonging(syntax: Syntax, discourse: Discourse, words: Signed) -> Iterator[Statement]:
    """調査会社Xの三浦氏: of an organization, without a post."""
    for found in words.find(templates.BELONGING):
        organization, holder = words.at(found["organization"]), words.at(found["holder"])
        roles = [("holder", Filler(e, holder.span, "phrase")) for e in discourse.ids(holder)]
        owners = [("organization", Filler(e, organization.span, "phrase")) for e in discourse.ids(organization)[:1]]
        if roles and owners:
            yield Statement("Position", (*roles, *owners), holder.span, syntax.sentence.index, "phrase:belonging", confidence=0.6)


def _copular(syntax: Syntax, discourse: Discourse, told: set[Mention]) -> Iterator[Statement]:
    """三浦氏はX寺の|副住職でもあって, X事務所の|弁護士で、…務めた三浦氏: a post that is said of somebody."""
    base = syntax.sentence.span.start
    for p in syntax.phrases:
        for title in (m for m in syntax.mentions if m.kind is Kind.TITLE and m not in told and p.span.covers(m.span)):
            if title.rule == "group" or not templates.COPULA.match(syntax.sentence.text[title.span.end - base :]):
                continue
            who = [*syntax.subject(p.index), *syntax.inherited_subjects(p.index), *syntax.topic_before(p.index)]
            holder = next((a.mention for a in who if any(discourse.fits(e, PERSON) for e in discourse.ids(a.mention))), None)
            owner = title_owner(syntax, discourse, title)
            if holder is not None and owner is not None:
                told.add(title)
                yield from _told(
                    syntax, discourse, owner, title, holder, 0.75, "copular", tuple(term(syntax, p.index, title.span.end))
                )


def _listed(syntax: Syntax, discourse: Discourse, words: Signed, told: set[Mention]) -> Iterator[Statement]:
    """Aの社長と、Bの会長を兼務する; Aの審議官を経て…: the posts of a list belong to the subject."""
    for found in words.find(templates.LISTED):
        title = words.at(found["title"])
        before = re.findall(rf"({signs('person')}){HONORIFIC}[はがも、]", words.text[: found.start()])
        holder = words.at(before[-1]) if before else discourse.salient(syntax.sentence.index, PERSON)
        adjacent = re.match(rf"、?{signs('person')}", words.text[found.end() :])
        owner = words.at(found["organization"]) if found["organization"] else title_owner(syntax, discourse, title)
        owner = owner or _shared(syntax, discourse, title, told)
        if title in told or title.rule in ("founder", "group") or holder is None or adjacent or owner is None:
            continue
        told.add(title)
        yield from _told(syntax, discourse, owner, title, holder, 0.75 if before else 0.55, "listed", _term(words, found))


def _parts(title: Mention) -> tuple[bool, str]:
    """Whether a title says founder, and its post: 創業者 → no post, 創業者兼CEO → itself, CEO兼創業者 → CEO."""
    if title.rule == "founder":
        return True, _BESIDE.sub("", title.text) if _BESIDE.search(title.text) else ""
    return bool(_BEFORE.search(title.text)), title.text


# whose a post is, and whose it was said to be --------------------------------------------------------------------------------


def _shared(syntax: Syntax, discourse: Discourse, title: Mention, told: set[Mention]) -> Mention | None:
    """元部長・三浦遥、元副部長・小谷伊助: a post in a list is of the body that the one before it is of."""
    before = [t for t in told if t.span.end <= title.span.start]
    if not before:
        return None
    last = max(before, key=lambda t: t.span.end)
    base = syntax.sentence.span.start
    between = syntax.sentence.text[last.span.end - base : title.span.start - base]
    return title_owner(syntax, discourse, last) if re.fullmatch(r"[^。はがをに]{0,24}(?:、|と|や|および)", between) else None


def _owner(syntax: Syntax, discourse: Discourse, title: Mention) -> Mention | tuple[int, str] | None:
    return title_owner(syntax, discourse, title) or discourse.owner_here(syntax, title.span.start, title.text)


def _day_of(syntax: Syntax, title: Mention) -> Mention | None:
    """The day of an appointment in a row: the last that stands before it, else the only one behind; not the announcement's."""
    dates = [m for m in syntax.mentions if m.kind is Kind.DATE and not announced(syntax, m)]
    before = [m for m in dates if m.span.end <= title.span.start]
    return before[-1] if before else dates[0] if len(dates) == 1 else None


def _since(day: Mention | None) -> tuple[tuple[str, Filler], ...]:
    """The day that a post begins as its role, where there is one."""
    return (("startDate", Filler(day.value, day.span, "phrase")),) if day and isinstance(day.value, Date) else ()


def _term(words: Signed, found: re.Match[str]) -> tuple[tuple[str, Filler], ...]:
    """2001年から08年まで社長: the days of a line as roles."""
    start, end = (_since(words.at(found[k])) if found[k] else () for k in ("date", "date2"))
    return (*start, *(("endDate", f) for _, f in end))


def _person(syntax: Syntax, discourse: Discourse, title: Mention) -> Mention | int | None:
    """Whose career a line tells: the person named before it in the sentence, else the salient one."""
    people = [
        m
        for m in syntax.mentions
        if m.span.end <= title.span.start and discourse.ids(m) and discourse.fits(discourse.ids(m)[0], PERSON)
    ]
    return people[-1] if people else discourse.salient(syntax.sentence.index, PERSON)


def _told(
    syntax: Syntax,
    discourse: Discourse,
    owner: Mention | tuple[int, str] | None,
    title: Mention,
    holder: Mention | int,
    confidence: float,
    rule: str,
    dates: Sequence[tuple[str, Filler]] = (),
) -> Iterator[Statement]:
    """The statement of one title; nothing where no organization owns it."""
    if isinstance(owner, Mention):
        owners = [Filler(e, owner.span, "phrase") for e in discourse.ids(owner)[:1]]
    else:
        owners = [Filler(owner[0], title.span, owner[1])] if owner is not None else []
    if not owners or discourse.entities[int(str(owners[0].value))].type is not EntityType.ORGANIZATION:
        return
    if owners[0].how == "carried" and title.rule in ("profession", "group"):
        return
    if isinstance(holder, Mention):
        holders = [Filler(e, holder.span, "phrase") for e in discourse.ids(holder)]
    else:
        holders = [Filler(holder, title.span, "carried")]
    index = syntax.sentence.index
    founder, post = _parts(title)
    if founder:
        if isinstance(holder, Mention):
            holders = [Filler(e, m.span, "phrase") for m in syntax.listed_from(holder) for e in discourse.ids(m)]
        roles = [("founded", owners[0]), *(("founder", h) for h in holders)]
        yield Statement("Founding", tuple(roles), title.span, index, f"phrase:{rule}", confidence=confidence)
    for h in holders if post else ():
        roles = [("holder", h), ("organization", owners[0]), ("title", Filler(post, title.span, "phrase")), *dates]
        yield Statement("Position", tuple(roles), title.span, index, f"phrase:{rule}", confidence=confidence)
