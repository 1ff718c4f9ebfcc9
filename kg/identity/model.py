"""The nouns of identity: an occurrence, why it is renamed, what a person decided.

Named("…/article/07ac…", "…/person/沢渡;07ac…") is what one article's own graph calls 沢渡
Join(that, "…/person/沢渡健一", "family-name", "…") says who that is in the newsroom
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An entity of one article's own graph."""

    article: str  # the article's IRI
    iri: str  # the IRI that its own graph gives


@dataclass(frozen=True, slots=True)
class Join:
    """One who is renamed."""

    named: Named
    node: str  # the IRI that it has from now on
    rule: str  # full-name, legal-form, abbreviation, katakana, family-name, renamed, stated, decided, namesake …
    reason: str  # one English line a reader understands
    like: tuple[Named, ...]  # those it was held to be one with, or, of a namesake, was kept apart from
    evidence: tuple[str, ...]  # IRIs of quotes of both, few
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided: `same` joins, not `same` keeps apart for good. An `article` of "" is: wherever this IRI stands."""

    a: Named
    b: Named
    same: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether two are one; `lines` tell by which chain of rules and quotes, or what speaks against it. `str()` is the lines."""

    same: bool
    lines: tuple[str, ...]
    evidence: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.lines)
