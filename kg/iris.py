"""What is told in, the IRI of its node out: with kg.graph's hashes of events, the only files that make IRIs.

    article_iri(article, BASE).value → https://w3id.org/newskg/id/article/5b69fd1e32f02f55
    segment("青空 HD") → 青空_HD

Two articles that name the same entity give it the same IRI; a family name alone names nobody beyond its article.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.kanji import with_kanji
from kg.model import Article, Entity, EntityType, Reading, Span

BASE = "https://w3id.org/newskg/id/"

# of what RFC 3987 lets stand in a path, all but the marks used here: / _ ; %
_ASCII = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.~!$&'()*+,=:@")
_BEYOND = ((0xA1, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFEF), (0x10000, 0x1FFFD), (0x20000, 0x2FFFD))
_FAMILY, _GIVEN = "姓", "名"  # what UniDic calls a family and a given name


def read_base(iri: str) -> str:
    """An absolute IRI that names can be added to: https://a.example/kg → https://a.example/kg/. Raises InputError."""
    do = "give one like https://example.org/id/"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+", iri) or iri.endswith("://"):
        raise InputError(iri or "(nothing)", "not an absolute IRI", do)
    if "#" in iri:
        raise InputError(iri, "a base cannot hold #, which marks the evidence", do)
    try:
        NamedNode(iri)
    except ValueError:
        raise InputError(iri, "not an absolute IRI", do) from None
    return iri if iri[-1] in "/:=" else iri + "/"


def article_iri(article: Article, base: str) -> NamedNode:
    return NamedNode(f"{base}article/{_short(article)}")


def _short(article: Article) -> str:
    """The beginning of its hash, which tells it from any other: 5b69fd1e32f02f55."""
    return article.identifier.removeprefix("sha256:")[:16]


def entity_iris(reading: Reading, base: str) -> dict[int, NamedNode]:
    """Entity.id → IRI: organization/青空電機 person/三浦遥, and of whom the article calls 田中 only person/田中;5b69fd1e32f02f55.

    Namesakes of one article are numbered in text order: person/三浦遥 person/三浦遥;2.
    """
    out: dict[int, NamedNode] = {}
    seen: dict[str, int] = defaultdict(int)
    here = _short(reading.article)
    for e in sorted(reading.entities, key=lambda e: (e.mentions[0].span if e.mentions else Span(0, 0), e.id)):
        iri = f"{base}{e.type.value.lower()}/{segment(name(e.label))}"
        if e.type is EntityType.PERSON and not full(e, reading):
            iri += f";{here}"
        seen[iri] += 1
        out[e.id] = NamedNode(iri if seen[iri] == 1 else f"{iri};{seen[iri]}")
    return out


def full(person: Entity, reading: Reading) -> bool:
    """Whether a person is told by family and given name: 三浦遥, ジェローム・パウエル; not 三浦, パウエル or 遥."""
    label = name(person.label)
    if re.search(r"\S[\s・=]+\S", label):
        return True
    if not with_kanji(label):
        return False
    span = next((m.span for m in person.mentions if name(m.text) == label), Span(0, 0))
    words = [t for s in reading.sentences for t in s.tokens if span.start <= t.start and t.end <= span.end]
    if not words or (words[0].start, words[-1].end) != (span.start, span.end):
        return len(label) > 2
    if len(label) == 2 and not any(t.pos[2] == "人名" for t in words):
        return False  # 家入 is none that the dictionary takes for a family and a given name, as 林 and 修 are
    if len(label) == 3 and not any(t.pos[3] == _GIVEN for t in words):
        return False  # nor 串本谷, in which it sees no given name
    return len(words) > 1 and any(t.pos[3] != _FAMILY for t in words)  # 矢野倉 is 矢野 and 倉


def name(label: str) -> str:
    """One spelling for one name: NFKC, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", label).split())


def base_of(articles: Iterable[str]) -> str | None:
    """What stands before article/… in the IRIs of articles, of several the first by order."""
    return min((iri[: iri.rindex("article/")] for iri in articles if "/article/" in iri), default=None)


def called(label: str) -> str:
    """A name as it is looked for: without spaces, marks between its parts, case and width. 三浦 遥 → 三浦遥, SAM Altman → samaltman."""
    return re.sub(r"[\s・=.,'’‐-]+", "", unicodedata.normalize("NFKC", label)).casefold() or label


def segment(words: str) -> str:
    """A name as the last part of an IRI, readable, no two alike: 青空 HD → 青空_HD, A/B_C → A%2FB%5FC."""
    if not words.strip("."):
        return "%2E" * len(words)  # .. would lead elsewhere
    return "".join(map(_escaped, words))


def _escaped(char: str) -> str:
    if char == " ":
        return "_"
    if char in _ASCII or (any(a <= ord(char) <= b for a, b in _BEYOND) and unicodedata.category(char)[0] not in "ZC"):
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
