"""What lines that are no sentences tell: an article in, entries out; entries and mentions in, statements out.

    ◇東海電工 社長(専務)三浦遥(4月1日)  → 三浦遥 社長 of 東海電工 from that day; 三浦遥 専務
    割当先  東海ベンチャーズ株式会社     → it puts money into the issuer

The layout is read before the names (`entries`), for a cell of a table says better than words what is a name (`settle`);
it is told after them (`statements`), for a body is who the article's entities say it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.discourse import Discourse
from kg.frames import ORGANIZATION
from kg.layouts import READERS, Entry, Page
from kg.layouts.days import ahead, later, year_month
from kg.lines import body, named, person
from kg.match import compiled, lazy, lexicon
from kg.model import Action, Amount, Article, Date, EntityType, Filler, Kind, Mention, Sentence, Span, Statement, Status, Zone

_PEOPLE = ("holder", "founder")
_PARTIES = ("organization", "founded", "recipient", "investor", "acquirer", "target", "seller", "plaintiff", "defendant", "court")
_NEEDED = ("holder", "organization", "founded", "recipient", "target", "title")
# what a list may leave to the text above it
_UNSAID = {
    ("Position", "personnel"): ("organization",),
    ("Position", "post"): ("organization",),
    ("Position", "field"): ("organization",),
    ("Founding", "field"): ("founded",),
    ("Acquisition", "terms"): ("target",),
    ("Funding", "list"): ("recipient", "investor"),
}
_EITHER = ("investor", "acquirer", "seller", "plaintiff", "defendant")  # parties that may be persons
_LAID = ("line:personnel", "line:roster", "line:career", "line:post", "line:field")
_KINDS = {"damages": Kind.MONEY, "amount": Kind.MONEY, "round": Kind.ROUND}
_GLUED = r"[一-龯々]+[ァ-ヶー]{3,}"  # 東海フーズ, that might be 村井エリカ
_REFERRING = lazy(r"[当弊同]")


def entries(article: Article) -> tuple[Entry, ...]:
    """What the article's layouts say, in spans of its text. Each entry once."""
    page = Page(article)
    return tuple(dict.fromkeys(e for read in READERS for e in read(page)))


# names ---------------------------------------------------------------------------------------------------------------


def settle(
    found: Sequence[Mention], told: Sequence[Entry], article: Article, sentences: Sequence[Sentence]
) -> tuple[Mention, ...]:
    """The names of an article, with those that its layouts are sure of in place of what overlaps them.

    社長(専務)三浦遥▽ is 三浦遥, not 三浦遥▽; a title's cell holds no name. A name that is sure once is found everywhere.
    """
    sure: dict[Span, Mention] = {}
    for m in sorted(_sure(told, article, sentences, {m.span for m in found}), key=lambda m: (-len(m.span), m.span, m.kind)):
        if not any(s.overlaps(m.span) for s in sure):
            sure[m.span] = m
    if not sure:
        return tuple(found)
    barred = [*sure, *(span for e in told for role, span in e.roles if role in ("title", "note"))]
    kinds = {words: m.kind for m in sure.values() for words in (m.text, re.sub(" ", "", m.text))}
    kept = [replace(m, kind=kinds.get(m.text, m.kind)) for m in found if not any(b.overlaps(m.span) for b in barred)]
    taken = [*barred, *(m.span for m in kept)]
    again = [m for m in _elsewhere(kinds, sentences) if not any(t.overlaps(m.span) for t in taken)]
    return tuple(sorted((*kept, *sure.values(), *again), key=lambda m: (m.span, m.kind.value)))


def _sure(told: Sequence[Entry], article: Article, sentences: Sequence[Sentence], known: Set[Span]) -> Iterator[Mention]:
    """Names by their cells; whether an investor is a person its cell does not say, so that a name known there stays."""
    for e in told:
        for role, span in e.roles:
            if role in _EITHER and span in known:
                continue
            words = article.norm[span.start : span.end]
            kind = _kind(role, words)
            if kind is not None and any(s.span.covers(span) for s in sentences):
                yield Mention(span, kind, words, "layout")


def _kind(role: str, words: str) -> Kind | None:
    """What a cell in a role is by its form: 三浦 遥 → a person, 北星製薬株式会社 → an organization."""
    if role in (*_PEOPLE, *_EITHER) and person(words) and not (role in _EITHER and compiled(_GLUED).fullmatch(words)):
        return Kind.PERSON
    if role in (*_PARTIES, "founder") and (body(words) or (named(words) and not _REFERRING.match(words))):
        return Kind.ORGANIZATION
    return None


def _elsewhere(kinds: Mapping[str, Kind], sentences: Sequence[Sentence]) -> Iterator[Mention]:
    """Other occurrences of the sure names, at the edges of tokens, longest first."""
    words = sorted((w for w in kinds if len(w) > 2), key=lambda w: (-len(w), w))
    if not words:
        return
    pattern = lazy("|".join(re.escape(w) for w in words))
    for s in sentences:
        starts, ends = {t.start for t in s.tokens}, {t.end for t in s.tokens}
        for m in pattern.finditer(s.text):
            span = Span(s.span.start + m.start(), s.span.start + m.end())
            if span.start in starts and span.end in ends:
                yield Mention(span, kinds[m.group()], m.group(), "layout")


# statements ----------------------------------------------------------------------------------------------------------


def statements(
    told: Sequence[Entry],
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    discourse: Discourse,
) -> Iterator[Statement]:
    """The entries as statements over entities; one whose parties the article does not know is left out."""
    for e in told:
        home = next((s for s in sentences if s.span.covers(e.trigger)), None)
        if home is None or home.zone is Zone.FURNITURE:
            continue
        roles = tuple(
            (role, f if home.span.covers(f.span) else replace(f, how="above"))
            for role, f in _roles(e, _place(e, home, sentences), article, mentions, discourse)
        )
        if _whole(e, roles):
            if e.type == "Position" and _founds(roles):
                yield Statement("Founding", _founding(roles), e.trigger, home.index, f"line:{e.layout}", confidence=0.85)
                continue
            status, certain = _status(e, roles, article, discourse)
            yield Statement(
                e.type,
                roles,
                e.trigger,
                home.index,
                f"line:{e.layout}",
                status,
                action=Action.FILED if e.type == "Lawsuit" and "date" in dict(roles) else None,
                confidence=0.85,
                certain=certain,
                refers=e.layout == "terms",
            )


def _founds(roles: Sequence[tuple[str, Filler]]) -> bool:
    """Whether the title is a founder's: 共同創業者 is no post, it tells of a founding."""
    title = next((str(f.value) for r, f in roles if r == "title"), "")
    return any(kind == "founder" and title.endswith(word) for word, kind in lexicon("titles").items())


def _founding(roles: Sequence[tuple[str, Filler]]) -> tuple[tuple[str, Filler], ...]:
    """創業者 三浦遥: a post that founds, its roles as those of a founding."""
    names = {"holder": "founder", "organization": "founded"}
    return tuple((names[r], f) for r, f in roles if r in names)


def _place(e: Entry, home: Sentence, sentences: Sequence[Sentence]) -> int:
    """The sentence before which what the list leaves unsaid was told: the last of the line above it."""
    above = [s.index for s in sentences if e.above and e.above.covers(s.span)]
    return above[-1] if above else home.index


def _roles(
    e: Entry, sentence: int, article: Article, mentions: Sequence[Mention], discourse: Discourse
) -> Iterator[tuple[str, Filler]]:
    """The roles with what fills them; a post whose list names no body is the salient one's."""
    for role, span in e.roles:
        filler = _filler(role, span, e, article, mentions, discourse)
        if filler is not None:
            yield role, filler
    for role in _UNSAID.get((e.type, e.layout), ()):
        if not any(r == role for r, _ in e.roles):
            title = next((article.norm[s.start : s.end] for r, s in e.roles if r == "title"), "")
            others = _issuers(mentions, discourse) if role == "target" else ()
            entity = discourse.salient(sentence, ORGANIZATION, others, title=title)
            if entity is not None:
                yield role, Filler(entity, e.trigger, "line")


def _issuers(mentions: Sequence[Mention], discourse: Discourse) -> tuple[int, ...]:
    """Whom 当社 means: who gives notice of a deal is not what is bought."""
    return tuple(e for m in mentions if m.kind is Kind.ANAPHOR and m.value == "issuer" for e in discourse.ids(m))


def agreed(told: Sequence[Statement], discourse: Discourse) -> tuple[Statement, ...]:
    """All statements: without those that phrases see in a cell which its table has read, and without the day of the
    announcement where an outline tells when the same deal is closed."""
    outlines = [s for s in told if s.rule in ("line:outline", "line:terms") and s.get("date")]
    told = [s for s in told if not _plain(s, told)]
    cells = [s.trigger for s in told if s.type == "Position" and s.rule in _LAID]
    kept = [s for s in told if s.rule in _LAID or s.type != "Position" or not any(c.overlaps(s.trigger) for c in cells)]
    return tuple(_undated(s, discourse) if any(_announces(s, o) for o in outlines) else s for s in kept)


def _plain(s: Statement, told: Sequence[Statement]) -> bool:
    """代表者:三浦 遥 says no more than that she is 代表取締役社長, where that is told."""
    if s.rule != "line:field" or [f.value for f in s.get("title")] != ["代表"]:
        return False
    same = [
        t for t in told if t is not s and t.type == s.type and all(_one(t, r) == _one(s, r) for r in ("holder", "organization"))
    ]
    return any(re.search("代表|社長|CEO|長$", str(_one(t, "title"))) for t in same)


def _one(s: Statement, role: str) -> object:
    """The first filler of a role."""
    return next((f.value for f in s.get(role)), None)


def _announces(s: Statement, outline: Statement) -> bool:
    """Whether a statement may be of the outline's deal: it names no other, and one of its parties."""
    key = "target" if s.type == "Acquisition" else "recipient"
    mine, theirs = ({r: f.value for r, f in x.roles if isinstance(f.value, int)} for x in (s, outline))
    same = key not in mine or mine[key] == theirs.get(key)
    return (
        s is not outline
        and s.type == outline.type
        and s.status in (Status.PLANNED, outline.status)
        and same
        and bool(mine.items() & theirs.items())
    )


def _undated(s: Statement, discourse: Discourse) -> Statement:
    """A statement without a day that is only that of publication."""
    published = str(discourse.published)
    return replace(s, roles=tuple((r, f) for r, f in s.roles if r != "date" or str(f.value) != published))


def _whole(e: Entry, roles: Sequence[tuple[str, Filler]]) -> bool:
    """Whether all that the layout says of the parties was found: a post without its holder or body tells nothing."""
    have = {r for r, _ in roles}
    needed = {r for r, _ in e.roles if r in _NEEDED} | {"Position": {"organization"}, "Founding": {"founded"}}.get(e.type, set())
    parties = {f.value for r, f in roles if r in (*_PARTIES, "founder")}
    if e.layout == "terms":
        return "target" in have and len(have) > 1
    enough = {"Position": True, "Founding": "date" in have, "Lawsuit": bool(parties)}.get(e.type, False)
    return needed <= have and (enough or len(parties) > 1)


def _filler(
    role: str, span: Span, e: Entry, article: Article, mentions: Sequence[Mention], discourse: Discourse
) -> Filler | None:
    """What a stretch of a line fills its role with; None where it names or says nothing."""
    if role == "title":
        return Filler(article.norm[span.start : span.end], span, "line")
    if role in _PEOPLE or role in _PARTIES:
        return _entity(role, span, mentions, discourse)
    if role == "note":
        return None
    if role in _KINDS:
        found = [m for m in mentions if m.kind is _KINDS[role] and span.covers(m.span) and m.rule != "unit-price"]
        value = found[0].value if len(found) == 1 else None
        return Filler(value, found[0].span, "line") if isinstance(value, (Amount, str)) else None
    if e.years and not re.search("年", article.norm[span.start : span.end]):
        day = ahead(article.norm[span.start : span.end], discourse.published)
        return Filler(day, span, "line") if day else None
    dates = [m for m in mentions if m.kind is Kind.DATE and span.overlaps(m.span)]
    if not dates:
        value = year_month(article.norm[span.start : span.end], discourse.published)
        return Filler(value, span, "line") if value else None
    value = dates[0].value
    return Filler(value, dates[0].span, "line") if isinstance(value, Date) else None


def _entity(role: str, span: Span, mentions: Sequence[Mention], discourse: Discourse) -> Filler | None:
    """The one entity of the right type that stands in a cell: by the mention that is the cell, else by the only one in it."""
    people = role in (*_PEOPLE, *_EITHER)
    bodies = role in _PARTIES or role == "founder"
    fits = [
        (m, e)
        for m in mentions
        if span.overlaps(m.span)
        for e in discourse.ids(m)
        if (discourse.entities[e].type is EntityType.PERSON and people)
        or (discourse.entities[e].type is EntityType.ORGANIZATION and bodies)
    ]
    whole = [(m, e) for m, e in fits if m.span == span] or fits
    found = {e for _, e in whole}
    return Filler(found.pop(), whole[0][0].span, "line") if len(found) == 1 else None


def _status(e: Entry, roles: Sequence[tuple[str, Filler]], article: Article, discourse: Discourse) -> tuple[Status, bool]:
    """Planned where the day lies ahead or is called 予定; a list without a day leaves it to the sentences."""
    if e.type not in ("Funding", "Acquisition"):
        return Status.OCCURRED, True
    date = next((f.value for r, f in roles if r == "date" and isinstance(f.value, Date)), None)
    written = next((article.norm[s.start : s.end] for r, s in e.roles if r == "date"), "")
    if "予定" in written or (date is not None and discourse.published is not None and later(date, discourse.published)):
        return Status.PLANNED, True
    return Status.OCCURRED, date is not None
