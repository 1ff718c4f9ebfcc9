"""A sentence in, the same with one sign for each mention out, and templates over such signs.

    "{organization}の{title}である{holder}"  matches  ウミネリのCEOである砂原海斗氏

A sign is a private-use character; its block tells the mention's kind, its place in the block which mention it is. A template
becomes a regular expression over the sentence so written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.clauses import Syntax
from kg.discourse import Discourse
from kg.match import lazy
from kg.model import EntityType, Kind, Mention

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
_SLOT = lazy(r"\{(\w+)\}")
_KINDS = {"holder": "person", "title2": "title", "date2": "date"}  # of slots that are no kind themselves
HONORIFIC = "(?:氏|さん|様|容疑者|被告|女史)?"


@dataclass(frozen=True, slots=True)
class Signed:
    """A sentence in signs, and the mentions that they stand for."""

    text: str
    mentions: tuple[Mention, ...]

    def at(self, char: str) -> Mention:
        """The mention that a sign stands for."""
        return self.mentions[(ord(char) - 0xE000) % _WIDTH]

    def find(self, template: str) -> Iterator[re.Match[str]]:
        """Matches of a template, in text order; a slot's group is the sign that fills it."""
        return compiled(template).finditer(self.text)


def signed(syntax: Syntax, discourse: Discourse) -> Signed:
    """The sentence with one private-use character for each mention; ages, spellings and CEO in brackets behind a name are dropped."""
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
    return Signed(_BESIDE.sub("", text), tuple(chosen))


def signs(kind: str) -> str:
    """A class of the signs of a kind, for a regular expression."""
    return f"[{chr(_FIRST[kind])}-{chr(_FIRST[kind] + _WIDTH - 1)}]"


# 三浦遥|(39歳), 三浦|(Miura)|氏, 最高経営責任者|(CEO)
_BESIDE = lazy(
    rf"\({signs('age')}歳?\)"
    rf"|\((?:{signs('person')}|[ァ-ヶー・A-Za-z ぁ-ん])+\)(?={HONORIFIC}(?:{signs('title')}|[はがをのに]))"
    rf"|(?<={signs('title')})\([A-Z]{{2,5}}\)"
)


def _kind(m: Mention, discourse: Discourse) -> str | None:
    """The block of signs that a mention is of; None for one that refers to nobody."""
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
    """A template as a regular expression with a group for each slot."""
    return re.compile(_SLOT.sub(lambda s: f"(?P<{s[1]}>{signs(_KINDS.get(s[1], s[1]))})", template))
