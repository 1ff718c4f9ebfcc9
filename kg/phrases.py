"""Facts told by a noun phrase alone: templates over the mentions of a sentence.

    "{organization}の{title}である{holder}"  matches  OpenAIのCEOであるサム・アルトマン氏

A sentence is written with one sign for each mention, by kind; a template becomes a regular expression over that string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.clauses import Syntax
from kg.frames import MEDIA_NAME, Discourse
from kg.model import EntityType, Filler, Kind, Mention, Span, Statement, Status

_FIRST = {"person": 0xE000, "organization": 0xE200, "title": 0xE400, "date": 0xE600, "money": 0xE800, "age": 0xEA00, "place": 0xEC00, "other": 0xEE00}
_WIDTH = 0x200
_SLOT = re.compile(r"\{(\w+)\}")
_KINDS = {"holder": "person", "founder": "person", "founded": "organization"}
HONORIFIC = "(?:氏|さん|様|容疑者|被告|女史)?"

# {organization} {title} {holder}; a title that says founder makes a founding
POSITION = (
    "{organization}(?:の|・)?(?:元|前|現|次期|新|初代|同)?{title}(?:である|であり|で|の|、|=|:|,| |だった|を務める|を務めた|を兼ねる)*{holder}",
    "{organization}(?:で|の){title}(?:を務める|を務めた|を務めていた|だった|である|の|、){1,2}{holder}",
    "{organization}\\([^()。]{0,30}?{title}[=:、の ]?{holder}",
    "{organization}\\([^()。]{0,30}?{holder}{title}\\)",
    "{organization}(?:の|は、|、|で|・| )?{holder}{title}",
    "{holder}[・、 ]{organization}(?:の)?(?:元|前|現|名誉)?{title}",
    "{holder}" + HONORIFIC + "\\((?:元|前|現)?{organization}(?:の)?{title}",
    "{holder}" + HONORIFIC + "\\({age}?[、・]?(?:元|前|現)?{organization}(?:の)?{title}",
    "{holder}" + HONORIFIC + "(?:は|が)、?(?:現在(?:は)?、?)?(?:元|前|現)?{organization}(?:の|で)?{title}(?:だ|である|です|を務め|で、|として|だった|でもある)",
    "{organization}(?:の)?(?:元|前|現)?{title}で[^。、はが]{0,24}の{holder}",
    "{organization}の[^。、はがをに]{1,16}(?:で|の){holder}{title}",
)
LOCAL = ("{holder}" + HONORIFIC + "{title}", "{title}(?:の|である|だった|、)?{holder}", "{title}\\([^()]*\\)の?{holder}")


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
        if chosen and m.span.start < chosen[-1].span.end or len(chosen) >= _WIDTH - 1:
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
    text = re.sub(rf"\({age}歳?\)|\(({_signs('person')}|[ァ-ヶー・A-Za-z ぁ-ん])+\)(?={HONORIFIC}[{chr(_FIRST['title'])}-{chr(_FIRST['title'] + _WIDTH - 1)}はがをのに])", "", text)
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
            owner = _context(syntax, discourse, title)
            if owner is not None:
                yield from _told(syntax, discourse, owner, title, holder, 0.6, template)


def _context(syntax: Syntax, discourse: Discourse, title: Mention) -> int | None:
    return discourse.salient_here(syntax, title.span.start)


def _told(
    syntax: Syntax, discourse: Discourse, organization: Mention | int, title: Mention, holder: Mention, confidence: float, rule: str
) -> Iterator[Statement]:
    ids = (organization,) if isinstance(organization, int) else discourse.ids(organization)
    if not ids or discourse.entities[ids[0]].type is not EntityType.ORGANIZATION:
        return
    span = title.span if isinstance(organization, int) else organization.span
    how = "carried" if isinstance(organization, int) else "phrase"
    if title.rule == "founder":
        roles: Sequence[tuple[str, Filler]] = [("founded", Filler(ids[0], span, how))]
        roles = [*roles, *(("founder", Filler(e, holder.span, "phrase")) for e in discourse.ids(holder))]
        yield Statement("Founding", tuple(roles), title.span, syntax.sentence.index, f"phrase:{rule}", Status.OCCURRED, (), None, confidence)
        return
    if title.rule == "profession" and isinstance(organization, int):
        return
    for e in discourse.ids(holder):
        roles = (
            ("holder", Filler(e, holder.span, "phrase")),
            ("organization", Filler(ids[0], span, how)),
            ("title", Filler(title.text, title.span, "phrase")),
        )
        yield Statement("Position", tuple(roles), title.span, syntax.sentence.index, f"phrase:{rule}", Status.OCCURRED, (), None, confidence)


def span_of(statement: Statement) -> Span:
    """From the first to the last word that a statement rests on."""
    spans = [statement.trigger, *(f.span for _, f in statement.roles if f.how != "carried"), *statement.cues]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


__all__ = ["MEDIA_NAME", "encode", "positions", "span_of"]
