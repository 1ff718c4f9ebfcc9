"""What people decided, and an article's graph as it stands after that.

    applied(said, [Decision("reject", …)]) → the triples without that fact and all that hung on it alone

A decision on a fact is about what certain articles tell, and holds the triples it was made on: a later reading that tells the fact
a little differently is met too, and a fact that was accepted stays where a later reading has lost it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.account import FACTS, ROLES
from kg.graph import PLAIN
from kg.serial import from_lines
from kg.vocabulary import PREFIXES, term, words

VERDICTS = ("accept", "reject", "correct", "same", "different")
ON_FACTS = ("accept", "reject", "correct")

FACT = "fact:"  # stands for the fact in a correction

_KG = PREFIXES["kg"]
_TYPE, _STATUS, _OCCURRED, _FROM = (term(t) for t in ("rdf:type", "kg:status", "kg:Occurred", "prov:wasDerivedFrom"))
_FACTS = {term(f"kg:{f}"): f for f in FACTS}
# what is there for others: a node of these that nothing points to any more goes
_HELD = frozenset(
    term(t) for t in ("oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector", "kg:MonetaryAmount")
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: on a fact that some articles tell, or on two that are the same, or not."""

    verdict: str
    about: tuple[str, ...]  # the IRI of a fact as its articles' own graphs give it; or two of people or organizations
    articles: tuple[str, ...] = ()  # of a fact, the graphs that it is about; of two, where each stands, "" for anywhere
    of: str = ""  # the IRI of the property that is corrected
    correction: tuple[str, ...] = ()  # N-Triples: what stands there now, with all that describes it; FACT is the subject
    seen: tuple[str, ...] = ()  # N-Triples of each article: the fact as it was
    why: str = ""
    by: str = ""

    @property
    def id(self) -> str:
        told = (self.verdict, self.about, self.articles, self.of, self.correction)
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]

    def packed(self) -> str:
        return json.dumps([getattr(self, name) for name in self.__slots__], ensure_ascii=False)


def unpacked(told: str) -> Decision:
    verdict, about, articles, of, correction, seen, why, by = json.loads(told)
    return Decision(verdict, tuple(about), tuple(articles), of, tuple(correction), tuple(seen), why, by)


def applied(said: Sequence[Triple], graph: str, decisions: Iterable[Decision]) -> list[Triple]:
    """An article's own triples after the decisions on them, in the order of their IDs."""
    out = list(said)
    for d in sorted((d for d in decisions if d.verdict in ON_FACTS and graph in d.articles), key=lambda d: d.id):
        at = d.articles.index(graph)
        fact = match(out, d.about[0], from_lines(d.seen[at]))
        if d.verdict == "reject":
            out = without(out, fact) if fact else out
            continue
        if fact is None:  # accepted, and not told any more
            out += [t for t in from_lines(d.seen[at]) if t not in set(out)]
            fact = d.about[0]
        if d.verdict == "correct":
            out = corrected(
                out, fact, NamedNode(d.of), from_lines(line.replace(f"<{FACT}>", f"<{fact}>") for line in d.correction)
            )
    return out


def match(said: Sequence[Triple], iri: str, seen: Sequence[Triple]) -> str | None:
    """The IRI of the fact that a decision is about: the same one, or one of its type on the same words and of no other parties."""
    node = NamedNode(iri)
    if any(t.subject == node for t in said):
        return iri
    before = _about(seen, node)
    kind, evidence = before.get(_TYPE, set()), before.get(_FROM, set())
    for t in said:
        if t.predicate == _TYPE and {t.object} == kind:
            now = _about(said, t.subject)
            if evidence & now.get(_FROM, set()) and all(_agree(now, before, role) for role in ROLES[_FACTS[term(_short(kind))]]):
                return words(t.subject)
    return None


def _short(kind: set[object]) -> str:
    return "kg:" + words(next(iter(kind))).removeprefix(_KG)


def _agree(now: dict[object, set[object]], before: dict[object, set[object]], role: str) -> bool:
    a, b = now.get(term(f"kg:{role}"), set()), before.get(term(f"kg:{role}"), set())
    return not a or not b or bool(a & b)


def _about(said: Iterable[Triple], node: object) -> dict[object, set[object]]:
    out: dict[object, set[object]] = {}
    for t in said:
        if t.subject == node:
            out.setdefault(t.predicate, set()).add(t.object)
    return out


def closure(said: Sequence[Triple], fact: str) -> list[Triple]:
    """A fact with its steps, its sum, the words it stands on and its plain edges: what goes and comes with it."""
    own = [t for t in said if _of(t.subject, fact)]
    for _ in range(2):
        found = {t.object for t in own if isinstance(t.object, NamedNode)} - {t.subject for t in own}
        held = {t.subject for t in said if t.predicate == _TYPE and t.object in _HELD}
        own += [t for t in said if t.subject in found & held]
    edges = set(_edges(own))
    return own + [t for t in said if t in edges]


def _of(node: object, fact: str) -> bool:
    """Whether a node is a fact or a step of it."""
    return words(node) == fact or words(node).startswith(f"{fact}#")


def without(said: Sequence[Triple], fact: str) -> list[Triple]:
    """Without a fact, its steps, the plain edges that it alone supports, and words and sums that nothing else points to."""
    lost = set(_edges(closure(said, fact)))
    rest = [t for t in said if not _of(t.subject, fact) and not _of(t.object, fact)]
    return _tidy(_supported(rest, lost))


def corrected(said: Sequence[Triple], fact: str, property: NamedNode, instead: Sequence[Triple]) -> list[Triple]:
    """With other values of a property, and the plain edges that follow from them."""
    node = NamedNode(fact)
    lost = set(_edges([t for t in said if t.subject == node]))
    rest = [t for t in said if t.subject != node or t.predicate != property]
    rest += [t for t in instead if t not in set(rest)]
    gained = [t for t in _edges([t for t in rest if t.subject == node]) if t not in set(rest)]
    return _tidy(_supported(rest, lost) + gained)


def _supported(said: list[Triple], lost: set[Triple]) -> list[Triple]:
    """Without those of the plain edges lost that no fact supports."""
    kept = lost & set(_edges(said)) if lost else set()
    return [t for t in said if t not in lost or t in kept]


def _edges(said: Iterable[Triple]) -> Iterator[Triple]:
    """The plain edges that the facts among triples support: of what occurred, of positions and suits."""
    facts: dict[object, dict[object, set[object]]] = {}
    for t in said:
        facts.setdefault(t.subject, {}).setdefault(t.predicate, set()).add(t.object)
    for about in facts.values():
        kind = next((_FACTS[k] for k in about.get(_TYPE, ()) if isinstance(k, NamedNode) and k in _FACTS), None)
        if kind is None or (about.get(_STATUS) and _OCCURRED not in about[_STATUS]):
            continue
        start, edge, end = PLAIN[kind]
        for a in about.get(term(f"kg:{start}"), ()):
            for b in about.get(term(f"kg:{end}"), ()):
                if isinstance(a, NamedNode) and isinstance(b, NamedNode):
                    yield Triple(a, term(edge), b)


def _tidy(said: list[Triple]) -> list[Triple]:
    """Without quotes and sums that nothing points to."""
    while True:
        held = {t.subject for t in said if t.predicate == _TYPE and t.object in _HELD}
        pointed = {t.object for t in said if t.predicate != _TYPE}
        loose = held - pointed
        if not loose:
            return said
        said = [t for t in said if t.subject not in loose]


def told(decisions: Iterable[Decision], base: str) -> list[Triple]:
    """The decisions as triples."""
    uri = term("xsd:anyURI")
    out: list[Triple] = []
    for d in decisions:
        node = NamedNode(f"{base}decision/{d.id}")
        out.append(Triple(node, _TYPE, term("kg:Decision")))
        out.append(Triple(node, term("kg:verdict"), Literal(d.verdict)))
        out += [Triple(node, term("kg:about"), Literal(iri, datatype=uri)) for iri in d.about]
        if d.of:
            out.append(Triple(node, term("kg:of"), Literal(d.of, datatype=uri)))
        values = [t.object for t in from_lines(d.correction) if words(t.subject) == FACT]
        out += [Triple(node, term("kg:correction"), Literal(str(value))) for value in values]
        if d.why:
            out.append(Triple(node, term("rdfs:comment"), Literal(d.why)))
        if d.by:
            out.append(Triple(node, term("dcterms:creator"), Literal(d.by)))
    return out
