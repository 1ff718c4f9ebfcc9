"""A title in, whose it is out: the organization that stands before it or modifies it.

OpenAIの|CEOに|就任した → title CEO, organization OpenAI
"""

from __future__ import annotations

import re

from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.frames import PERSON, Sense
from kg.model import EntityType, Kind, Mention
from kg.nouns import FORMERLY
from kg.roles import Roles


def title(roles: Roles, sense: Sense, syntax: Syntax, at: int, start: int) -> None:
    """The title in the case that the verb asks for, or in one word with it, and the organization that owns it.

    OpenAIの|CEO|に就任; OpenAI|CEO|就任, where the event begins at `start`
    """
    told = _told(roles, sense, syntax, at, start)
    if told is not None:
        roles.put("title", [told], "explicit")
        _of_whom(roles, sense, syntax, told)
        owner = title_owner(syntax, roles.discourse, told)
        heads = [h.mention for h in syntax.relative_head(at) if _is_organization(h.mention, roles.discourse)]
        if owner is not None:
            roles.put("organization", [owner], "phrase")
        elif heads:  # 三浦氏が社長を務める|X社
            roles.put("organization", heads, "relative")
        elif (topic := roles.discourse.topic_owner(syntax, told.span.start, told.text)) is not None:
            roles.put_entity("organization", topic, told.span, "topic")
        return
    for f in list(roles.filled.get("holder", [])):  # 三浦遥|専務を解任した
        behind = next((m for m in syntax.mentions if m.kind is Kind.TITLE and 0 <= m.span.start - f.span.end <= 1), None)
        if behind is not None and behind.rule == "post":
            roles.put("title", [behind], "phrase")


def _told(roles: Roles, sense: Sense, syntax: Syntax, at: int, start: int) -> Mention | None:
    """The title that is said of the event: 社長|就任, else the nearest in a case that the sense gives it."""
    for m in syntax.mentions:
        if m.kind is Kind.TITLE and m.span.end == start and m.rule == "post" and sense.of("ガ") == "holder":
            return m
    for a in sorted(syntax.arguments(at), key=lambda a: a.distance):  # Xが社長に、Yが|会長に|就く
        if a.case == "ハ" and "holder" not in roles.filled:
            continue
        case = "ヲ" if a.case in ("モ", "ハ") else a.case  # 委員も務める, 裁判長は三浦氏が務める
        posted = a.mention.kind is Kind.TITLE and a.mention.rule not in ("founder", "profession", "group")
        if posted and (case, "title") in sense.mapping:
            return a.mention
    return None


def _of_whom(roles: Roles, sense: Sense, syntax: Syntax, post: Mention) -> None:
    """取締役会は|三浦氏の会長職を|解いた: whose the post was, not who took it."""
    at = syntax.bunsetsu_at(post.span.start)
    for c in syntax.children[at] if at >= 0 and sense.of("ヲ") == "holder" else ():
        people = [m for m in syntax.denoted(c) if any(roles.discourse.fits(e, PERSON) for e in roles.discourse.ids(m))]
        if syntax.phrases[c].case == "ノ" and people:
            roles.filled.pop("holder", None)
            roles.put("holder", people, "phrase")


def _is_organization(m: Mention, discourse: Discourse) -> bool:
    """A court is one too."""
    return any(discourse.entities[e].type is EntityType.ORGANIZATION for e in discourse.ids(m)[:1])


def title_owner(syntax: Syntax, discourse: Discourse, title: Mention) -> Mention | None:
    """The organization that stands before a title or modifies its phrase with の."""
    base = syntax.sentence.span.start
    organizations = [m for m in syntax.mentions if _is_organization(m, discourse)]
    before = [m for m in organizations if m.span.end <= title.span.start]
    if before:
        nearest = max(before, key=lambda m: m.span.end)
        between = syntax.sentence.text[nearest.span.end - base : title.span.start - base]
        if re.fullmatch(rf"(?:\([^()]*\))?(?:の|で|における)?{FORMERLY}?", between):
            return nearest
        behind = syntax.sentence.text[title.span.end - base :]
        if re.fullmatch(r"から(?:は)?、?", between) and behind.startswith("の"):  # X社からは|副社長の三浦氏が加わる
            return nearest
    at = syntax.bunsetsu_at(title.span.start)
    for c in reversed(syntax.children[at]) if at >= 0 else ():
        if syntax.phrases[c].case in ("ノ", "デ"):
            for m in syntax.denoted(c):
                if m in organizations:
                    return m
    return None
