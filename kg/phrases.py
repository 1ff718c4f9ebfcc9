"""Facts told by a noun phrase alone: templates over the mentions of a sentence.

    "{organization}の{title}である{holder}"  matches  OpenAIのCEOであるサム・アルトマン氏

A sentence is written with one sign for each mention, by kind; a template becomes a regular expression over that string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.frames import PERSON
from kg.model import Date, EntityType, Filler, Kind, Mention, Span, Statement, Status
from kg.owners import title_owner

_FIRST = {
    "person": 0xE000,
    "organization": 0xE200,
    "title": 0xE400,
    "date": 0xE600,
    "money": 0xE800,
    "age": 0xEA00,
    "place": 0xEC00,
    "other": 0xEE00,
}
_WIDTH = 0x200
_SLOT = re.compile(r"\{(\w+)\}")
_KINDS = {"holder": "person", "title2": "title"}
HONORIFIC = "(?:氏|さん|様|容疑者|被告|女史)?"

# {organization} {title} {holder}; a title that says founder makes a founding
POSITION = (
    "{organization}(?:の|・)?(?:当時の)?(?:元|前|現|次期|新|初代|同)?{title}(?:である|であり|で|の|、|・|=|:|,| |だった|を務める|を務めた|を兼ねる)*{holder}",
    "{organization}(?:で|の){title}(?:を務める|を務めた|を務めていた|だった|である|の|、){1,2}{holder}",
    "{organization}\\([^()。]{0,30}?{title}[=:、の ]?{holder}",
    "{organization}\\([^()。]{0,30}?{holder}{title}\\)",
    "{organization}(?:の|は、|、|で|・| )?{holder}{title}",
    "{title}(?:の|、)? ?{organization} ?{holder}",
    "{holder}[・、 ]?{organization}(?:の)?(?:元|前|現|名誉)?{title}",
    "{holder}" + HONORIFIC + "\\((?:元|前|現)?{organization}(?:の)?{title}",
    "{holder}" + HONORIFIC + "\\({age}?[、・]?(?:元|前|現)?{organization}(?:の)?{title}",
    "{holder}"
    + HONORIFIC
    + "(?:は|が)、?(?:現在(?:は)?、?)?(?:元|前|現)?{organization}(?:の|で)?{title}(?:だ|である|です|を務め|で、|として|だった|でもある)",
    "{organization}(?:の)?(?:元|前|現)?{title}で[^。、はが]{0,24}の{holder}",
    "{organization}の[^。、はがをに]{1,16}(?:で|の){holder}{title}",
)
# {title}に{holder}が就任, also several in a row; {date}に{title}, a line of a career
GAPPED = (
    "{title}(?:の後任)?(?:に|には|は|のポストに)、?(?:{organization}の)?{holder}" + HONORIFIC + "(?:{title2})?(?=[、がをらも(])"
)
CAREER = "{date}(?:に|には|から|、)?(?:{organization}(?:の)?)?{title}(?=[、。に]|を(?:経|歴任|務)|と(?:[、な]|[^。、]{0,8}を(?:歩|歴任|経))|へ|$)"
LAST = "{title}に、?{holder}" + HONORIFIC + "[。」]?$"
HEADLINE = "{holder}" + HONORIFIC + "(?:{title2})?[はがも、]{title}(?:に|へ)$"
LISTED = "(?:{organization}(?:の)?)?{title}(?=と、?|、|や|を経|などを)"
HOLDING = re.compile(r"(?:務め|兼ね|兼務|歴任|を経て|就任|在任|転じ|就い|就く)")
APPOINTING = re.compile(
    r"(?:就任|就い|就く|就き|選[任出ばん]|起用|据え|充て|迎え|招|任命|昇格|内定|座[るりっ]|抜擢|登用|指名|着任)"
)
SUCCESSOR = (
    "後任(?:に|には|は|として|として、|に、|には、|は、)[^。、はが「」]{0,16}{holder}"
    + HONORIFIC
    + "(?:{title2})?(?:が|を|で|。|$)"
)
DATED = re.compile(
    r"^(?:なお、)?(?:(?:いずれも|両氏とも|ともに)、?|(?:就任|退任|辞任|異動|発令|交代|選任|任期)(?:予定日|日)?は、?)[^。]{0,24}(?:日|月|日付|付け?)(?:から[^。]{0,10})?(?:で|の予定|を予定|だ|です|となる|に発令)?[^。]{0,8}。?$"
)
BELONGING = "(?:^|[、。「は]){organization}(?:\\([^()]*\\))?の{holder}(?:氏|さん)"  # 調査会社Xの三浦氏は: of an organization, without a post
LOCAL = (
    "{holder}" + HONORIFIC + "\\((?:元|前|現)?{title}\\)",
    "{holder}" + HONORIFIC + "{title}",
    "{title}(?:の|である|だった|、|・)?{holder}",
    "{title}\\([^()]*\\)の?{holder}",
)


@dataclass(frozen=True, slots=True)
class _Encoded:
    text: str
    mentions: tuple[Mention, ...]

    def at(self, char: str) -> Mention:
        return self.mentions[(ord(char) - 0xE000) % _WIDTH]


def encode(syntax: Syntax, discourse: Discourse) -> _Encoded:
    """The sentence with one private-use character for each mention; ages behind a name are dropped."""
    base = syntax.sentence.span.start
    chosen: list[Mention] = []
    for m in sorted(syntax.mentions, key=lambda m: (m.span.start, -m.span.end, m.kind.value)):
        if (chosen and m.span.start < chosen[-1].span.end) or len(chosen) >= _WIDTH - 1:
            continue
        if _kind(m, discourse) is not None:
            chosen.append(m)
    out, at = [], 0
    for i, m in enumerate(chosen):
        kind = _kind(m, discourse)
        out.append(syntax.sentence.text[at : m.span.start - base])
        out.append(chr(_FIRST[kind or "other"] + i))
        at = m.span.end - base
    out.append(syntax.sentence.text[at:])
    text = "".join(out)
    age = f"[{chr(_FIRST['age'])}-{chr(_FIRST['age'] + _WIDTH - 1)}]"
    text = re.sub(
        rf"\({age}歳?\)|\(({_signs('person')}|[ァ-ヶー・A-Za-z ぁ-ん])+\)(?={HONORIFIC}[{chr(_FIRST['title'])}-{chr(_FIRST['title'] + _WIDTH - 1)}はがをのに])",
        "",
        text,
    )
    text = re.sub(rf"(?<={_signs('title')})\([A-Z]{{2,5}}\)", "", text)  # 最高経営責任者(CEO)
    return _Encoded(text, tuple(chosen))


def _signs(kind: str) -> str:
    return f"[{chr(_FIRST[kind])}-{chr(_FIRST[kind] + _WIDTH - 1)}]"


def _kind(m: Mention, discourse: Discourse) -> str | None:
    if m.kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.ANAPHOR):
        ids = discourse.ids(m)
        if not ids:
            return "other" if m.kind is not Kind.ANAPHOR else None
        return "person" if discourse.entities[ids[0]].type is EntityType.PERSON else "organization"
    if m.kind in (Kind.TITLE, Kind.AGE, Kind.DATE, Kind.MONEY, Kind.PLACE):
        return m.kind.value
    return None


@cache
def compiled(template: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub(lambda s: f"(?P<{s[1]}>{_signs(_KINDS.get(s[1], s[1]))})", template))


def positions(syntax: Syntax, discourse: Discourse) -> Iterator[Statement]:
    """Positions, and foundings by a founder's title, that noun phrases of the sentence tell."""
    encoded = encode(syntax, discourse)
    told: set[Mention] = set()
    for template in POSITION:
        for found in compiled(template).finditer(encoded.text):
            organization, title, holder = (encoded.at(found[k]) for k in ("organization", "title", "holder"))
            if (title in told) or not discourse.ids(holder):
                continue
            told.add(title)
            yield from _told(syntax, discourse, organization, title, holder, 0.9, template)
    for template in LOCAL:
        for found in compiled(template).finditer(encoded.text):
            title, holder = encoded.at(found["title"]), encoded.at(found["holder"])
            if title in told or title.rule in ("profession", "group"):
                continue
            told.add(title)
            owner = (
                title_owner(syntax, discourse, title)
                or _shared(syntax, discourse, title, told)
                or _owner(syntax, discourse, title)
            )
            yield from _told(syntax, discourse, owner, title, holder, 0.6, template)
    yield from _copular(syntax, discourse, told)
    appointing = bool(APPOINTING.search(syntax.sentence.text))
    headline = (HEADLINE,) if syntax.sentence.zone == "headline" else ()
    for template in (GAPPED, LAST, *headline) if appointing else (LAST, *headline):
        for found in compiled(template).finditer(encoded.text):
            title, holder = encoded.at(found["title"]), encoded.at(found["holder"])
            if title not in told:
                told.add(title)
                start = _date_before(syntax, title)
                yield from _told(syntax, discourse, _owner(syntax, discourse, title), title, holder, 0.75, "gapped", start)
    yield from _dated(syntax)
    yield from _successor(syntax, discourse, encoded)
    for found in compiled(BELONGING).finditer(encoded.text):
        organization, holder = encoded.at(found["organization"]), encoded.at(found["holder"])
        if discourse.ids(holder) and discourse.ids(organization):
            yield _belongs(syntax, discourse, organization, holder)
    if HOLDING.search(syntax.sentence.text):
        yield from _listed(syntax, discourse, encoded, told)
    for found in compiled(CAREER).finditer(encoded.text):
        title, start = encoded.at(found["title"]), encoded.at(found["date"])
        person = _person(syntax, discourse, title)
        if title in told or person is None or not isinstance(start.value, Date) or title.rule == "founder":
            continue
        told.add(title)
        yield from _told(syntax, discourse, _owner(syntax, discourse, title), title, person, 0.65, "career", start)


def _shared(syntax: Syntax, discourse: Discourse, title: Mention, told: set[Mention]) -> Mention | None:
    """元部長・大坪弘道、元副部長・佐賀元明: a post in a list is of the body that the one before it is of."""
    before = [t for t in told if t.span.end <= title.span.start]
    if not before:
        return None
    last = max(before, key=lambda t: t.span.end)
    base = syntax.sentence.span.start
    between = syntax.sentence.text[last.span.end - base : title.span.start - base]
    return title_owner(syntax, discourse, last) if re.fullmatch(r"[^。はがをに]{2,24}(?:、|と|や|および)", between) else None


COPULA = re.compile(r"(?:でも?あ[りっるろ]|で、|だ(?:った|$|。|と)|です|でした|でもあ)")


def _copular(syntax: Syntax, discourse: Discourse, told: set[Mention]) -> Iterator[Statement]:
    """三浦氏はX寺の|副住職でもあって, X事務所の|弁護士で、…務めた三浦氏: a post that is said of somebody."""
    base = syntax.sentence.span.start
    for p in syntax.phrases:
        for title in (m for m in syntax.mentions if m.kind is Kind.TITLE and m not in told and p.span.covers(m.span)):
            if title.rule == "group" or not COPULA.match(syntax.sentence.text[title.span.end - base :]):
                continue
            who = [*syntax.subject(p.index), *syntax.inherited_subjects(p.index), *syntax.topic_before(p.index)]
            holder = next((a.mention for a in who if any(discourse.fits(e, PERSON) for e in discourse.ids(a.mention))), None)
            owner = title_owner(syntax, discourse, title)
            if holder is not None and owner is not None:
                told.add(title)
                yield from _told(syntax, discourse, owner, title, holder, 0.75, "copular")


def _listed(syntax: Syntax, discourse: Discourse, encoded: _Encoded, told: set[Mention]) -> Iterator[Statement]:
    """Aの社長と、Bの会長を兼務する; Aの審議官を経て…: the posts of a list belong to the subject."""
    for found in compiled(LISTED).finditer(encoded.text):
        title = encoded.at(found["title"])
        before = re.findall(rf"({_signs('person')}){HONORIFIC}[はがも、]", encoded.text[: found.start()])
        holder = encoded.at(before[-1]) if before else discourse.salient(syntax.sentence.index, PERSON)
        adjacent = re.match(rf"、?{_signs('person')}", encoded.text[found.end() :])
        owner = encoded.at(found["organization"]) if found["organization"] else title_owner(syntax, discourse, title)
        if title in told or title.rule in ("founder", "group") or holder is None or adjacent or owner is None:
            continue
        told.add(title)
        yield from _told(syntax, discourse, owner, title, holder, 0.75 if before else 0.55, "listed")


def _owner(syntax: Syntax, discourse: Discourse, title: Mention) -> Mention | tuple[int, str] | None:
    return title_owner(syntax, discourse, title) or discourse.owner_here(syntax, title.span.start, title.text)


def _date_before(syntax: Syntax, title: Mention) -> Mention | None:
    dates = [m for m in syntax.mentions if m.kind is Kind.DATE and m.span.end <= title.span.start]
    return dates[-1] if dates else None


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
    start: Mention | None = None,
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
    if title.rule == "founder":
        roles = [("founded", owners[0]), *(("founder", h) for h in holders)]
        yield Statement("Founding", tuple(roles), title.span, index, f"phrase:{rule}", Status.OCCURRED, (), None, confidence)
        return
    for h in holders:
        roles = [("holder", h), ("organization", owners[0]), ("title", Filler(title.text, title.span, "phrase"))]
        if start is not None and isinstance(start.value, Date):
            roles.append(("startDate", Filler(start.value, start.span, "phrase")))
        yield Statement("Position", tuple(roles), title.span, index, f"phrase:{rule}", Status.OCCURRED, (), None, confidence)


def _successor(syntax: Syntax, discourse: Discourse, encoded: _Encoded) -> Iterator[Statement]:
    """後任には三浦専務が昇格する: the post is the one that was left just before."""
    for found in compiled(SUCCESSOR).finditer(encoded.text):
        holder = encoded.at(found["holder"])
        roles = tuple(("holder", Filler(e, holder.span, "phrase")) for e in discourse.ids(holder))
        if roles:
            yield Statement(
                "Position", roles, holder.span, syntax.sentence.index, "phrase:successor", confidence=0.6, refers=True
            )


def _dated(syntax: Syntax) -> Iterator[Statement]:
    """いずれも7月1日付。 就任は4月1日。: the day of the appointments told just before."""
    found = DATED.match(syntax.sentence.text)
    dates = [m for m in syntax.mentions if m.kind is Kind.DATE and isinstance(m.value, Date)]
    if found and len(dates) == 1 and not any(m.kind in (Kind.PERSON, Kind.TITLE) for m in syntax.mentions):
        role = "endDate" if "退任" in found.group() or "辞任" in found.group() else "startDate"
        value = dates[0].value
        assert isinstance(value, Date)
        filler = Filler(value, dates[0].span, "explicit")
        yield Statement("Position", ((role, filler),), dates[0].span, syntax.sentence.index, "phrase:dated", refers=True)


def _belongs(syntax: Syntax, discourse: Discourse, organization: Mention, holder: Mention) -> Statement:
    roles = [("holder", Filler(e, holder.span, "phrase")) for e in discourse.ids(holder)]
    roles += [("organization", Filler(e, organization.span, "phrase")) for e in discourse.ids(organization)[:1]]
    return Statement("Position", tuple(roles), holder.span, syntax.sentence.index, "phrase:belonging", confidence=0.6)


def span_of(statement: Statement) -> Span:
    """From the first to the last word that a statement rests on."""
    spans = [statement.trigger, *(f.span for _, f in statement.roles if f.how not in ("carried", "above")), *statement.cues]
    return Span(min(s.start for s in spans), max(s.end for s in spans))
