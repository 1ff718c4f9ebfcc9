"""What a rule for names says: votes on stretches of a sentence; and the pieces that such rules are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from kg.match import Words, alternation, lazy, lexicon
from kg.model import Kind

NAMED = (Kind.PERSON, Kind.ORGANIZATION)
LEGAL = alternation(lexicon("legal-forms"))
KATAKANA = r"[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)*"
LATIN = r"[A-Z][A-Za-z0-9À-ÿ.&'!-]*(?: (?:de|van|von|der|of|and|the|&|[A-Z0-9][A-Za-z0-9À-ÿ.&'!-]*))*"
WORDS = r"(?<![a-z]/)(?<![一-龯々ァ-ヶーA-Za-z0-9・])(?:[一-龯々ァ-ヶーA-Za-z&]|(?<=[A-Za-zァ-ヶー])[・ ](?=[A-Zァ-ヶー])){2,20}"
ORGANIZATION = Kind.ORGANIZATION
SURE = 1.5  # weight of a vote for a person that needs no name of the dictionary


class Vote(NamedTuple):
    """Words at [start, end) of the sentence are a name of `kind`, this surely."""

    start: int
    end: int
    kind: Kind
    weight: float


Votes = tuple[Vote, ...]
Value = Callable[[re.Match[str], object], Votes | None]


def whole(kind: Kind, weight: float, before: str = "") -> Value:
    """The match, if the text up to it ends in `before`."""
    ends = lazy(f"(?:{before})$") if before else None

    def value(found: re.Match[str], _: object) -> Votes | None:
        if ends is not None and not ends.search(found.string[max(0, found.start() - 24) : found.start()]):
            return None
        return (Vote(*found.span(), kind, weight),)

    return value


def municipal(found: re.Match[str], _: object) -> Votes | None:
    return None if found.group()[:-1].endswith(("都", "両", "各", "同", "全")) else (Vote(*found.span(), Kind.ORGANIZATION, 1.5),)


@cache
def honorific(kind: str = "") -> re.Pattern[str]:
    """三浦|氏 → 氏, but not 氏名, 氏族, 被告側; with `kind` only the honorifics of that kind."""
    words = alternation(word for word, said in lexicon("honorifics").items() if kind in ("", said))
    return re.compile(f"{words}(?<!氏(?=[名族神]))(?<!被告(?=側|人側))")


@cache
def titles() -> Words:
    """社長, 共同創業者: those of which no name is a part by chance."""
    return Words(word for word in lexicon("titles") if len(word) > 1)


@cache
def ranks() -> Words:
    """三浦|選手, 三浦|警視, 三浦遥|六段: what people are called that is no post."""
    return Words(lexicon("ranks"))


@cache
def units_of_bodies() -> Words:
    """How the name of a part of a body ends: 北嶺製紙札幌|支社."""
    return Words(lexicon("units-of-bodies"))
