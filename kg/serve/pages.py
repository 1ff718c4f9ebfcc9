"""A node of the graph in, its page out, as HTML, Turtle or JSON-LD; and the page that the server begins with.

node(store, served, {"iris": ["…/id/person/三浦遥"], "accept": "text/html", "lang": "ja"}, b"", out) → her facts, and what tells of her
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import resources, serial
from kg.serve import html
from kg.serve.accept import NODE, TRIPLES, best, with_charset
from kg.serve.answers import Asked, Out, written
from kg.serve.given import Served
from kg.vocabulary import PREFIXES, term, words

HTML = "text/html; charset=utf-8"
SHOWN = 300  # values and mentions on a page
TOLD = 2000  # mentions in Turtle and JSON-LD
WHOLE = 200_000  # quads that the page with the graph is made of; of more there is an index alone

_SAID = {
    "ja": {
        "mentions": "この項目を指すもの",
        "quotes": "典拠",
        "more": "ほかにもある",
        "kinds": "種類",
        "entities": "人と組織",
        "ask": "SPARQLで尋ねる",
    },
    "en": {
        "mentions": "Mentioned by",
        "quotes": "Quotes",
        "more": "and more",
        "kinds": "Kinds",
        "entities": "People and organizations",
        "ask": "Ask in SPARQL",
    },
}
_LABELS = ("rdfs:label", "dcterms:title", "dcterms:source", "oa:exact")
_COMMON = {  # terms that are not the ontology's
    "ja": {"rdf:type": "種類", "rdfs:label": "名前", "skos:altLabel": "別名", "dcterms:title": "題", "dcterms:issued": "日付"},
    "en": {
        "rdf:type": "kind",
        "rdfs:label": "name",
        "skos:altLabel": "other name",
        "dcterms:title": "title",
        "dcterms:issued": "date",
    },
}


def node(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    type = best(asked["accept"], NODE)
    if type is None:
        return out.say(406, f"a node is given as {', '.join(NODE)}")
    found = next((n for n in map(_readable, asked["iris"]) if n is not None and _is_told(store, n)), None)
    if found is None:
        iri = asked["iris"][-1]
        if type != "text/html":
            return out.say(404, "the graph does not tell of this", vary="Accept")
        out.begin(404, HTML, vary="Accept")
        nothing = "グラフにない" if asked["lang"] == "ja" else "Not in the graph"
        out.write(html.document(asked["lang"], nothing, f'<h1>{nothing}</h1><p class="iri">{html.text(iri)}</p>'))
        return None
    own = serial.ordered({q.triple for q in _quads(store, served, found, None)})
    mentions = serial.ordered({q.triple for q in islice(_quads(store, served, None, found), TOLD)})
    if type == "text/html":
        out.begin(200, HTML, vary="Accept")
        out.write(_page(store, served, found, own, mentions, asked["lang"]))
        return None
    out.begin(200, with_charset(type), vary="Accept")
    if TRIPLES[type] == RdfFormat.TURTLE:
        out.write(serial.turtle([*own, *mentions]))
    else:
        written(serial.ordered([*own, *mentions]), TRIPLES[type], out)
    return None


def home(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    """The page of kg view, where the graph is not too large for one; else an index."""
    lang = asked["lang"]
    if len(store) > WHOLE:
        return index(store, served, asked, body, out)
    from kg.view import page

    named = [q for q in store if not isinstance(q.graph_name, DefaultGraph)]
    whole = page(named or list(store), {}, lang, "/sparql")
    out.begin(200, HTML, **{"content-security-policy": html.policy(whole)})
    out.write(whole.encode("utf-8", "replace"))
    return None


def _readable(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _is_told(store: Store, node: NamedNode) -> bool:
    patterns = ((node, None, None), (None, None, node), (None, node, None))
    return any(next(store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)


def _quads(store: Store, served: Served, subject: NamedNode | None, object: NamedNode | None) -> Iterator[Quad]:
    return store.quads_for_pattern(subject, None, object, None if served.union else DefaultGraph())


def _page(store: Store, served: Served, node: NamedNode, own: list[Triple], mentions: list[Triple], lang: str) -> bytes:
    say, label = _SAID[lang], _label(store, served, node, lang)
    quotes = [t.object for t in own if t.predicate == term("prov:wasDerivedFrom")]
    rows: dict[str, list[str]] = {}
    for t in islice((t for t in own if t.predicate != term("prov:wasDerivedFrom")), SHOWN):
        rows.setdefault(_called(t.predicate, lang), []).append(_value(store, served, t.object, lang))
    pointing: dict[str, list[str]] = {}
    for t in islice((t for t in mentions if isinstance(t.subject, NamedNode)), SHOWN):
        pointing.setdefault(_called(t.predicate, lang), []).append(_value(store, served, t.subject, lang))
    parts = [f'<h1>{html.text(label)}</h1><p class="iri">{html.text(node.value)}</p>', _table(rows)]
    if quotes:
        told = "".join(f"<li>{_quote(store, served, q, lang)}</li>" for q in quotes[:SHOWN])
        parts.append(f"<h2>{say['quotes']}</h2><ul>{told}</ul>")
    if pointing:
        parts.append(f"<h2>{say['mentions']}</h2>{_table(pointing)}")
    if max(len(own), len(mentions)) > SHOWN:
        parts.append(f"<p>{say['more']}</p>")
    return html.document(lang, label, "".join(parts))


def _table(rows: dict[str, list[str]]) -> str:
    told = "".join(f"<tr><th>{html.text(name)}</th><td>{'<br>'.join(values)}</td></tr>" for name, values in rows.items())
    return f"<table>{told}</table>"


def _value(store: Store, served: Served, value: object, lang: str) -> str:
    if isinstance(value, NamedNode):
        return html.link(value.value, served.base, _label(store, served, value, lang))
    return html.text(words(value))


def _quote(store: Store, served: Served, evidence: object, lang: str) -> str:
    """「…」 and the article that says so."""
    if not isinstance(evidence, NamedNode):
        return html.text(words(evidence))
    said = _label(store, served, evidence, lang)
    sources = [q.object for q in _quads(store, served, evidence, None) if q.predicate == term("oa:hasSource")]
    article = "".join(f" <small>{_value(store, served, s, lang)}</small>" for s in sorted(set(sources), key=str)[:1])
    return f'<a href="{html.text(html.address(evidence.value, served.base))}"><q>{html.text(said)}</q></a>{article}'


def _label(store: Store, served: Served, node: NamedNode, lang: str) -> str:
    """Its own, else of a quote the words, of a term the ontology's, of an event its kind and the names of its parties."""
    told: dict[str, list[str]] = {}
    kinds: list[NamedNode] = []
    roles: list[NamedNode] = []
    for q in islice(_quads(store, served, node, None), 200):
        told.setdefault(q.predicate.value, []).append(words(q.object))
        if isinstance(q.object, NamedNode):
            if q.predicate == term("rdf:type"):
                kinds.append(q.object)
            elif q.predicate in _parties():
                roles.append(q.object)
            elif q.predicate == term("oa:hasSelector"):
                told.setdefault(term("oa:exact").value, []).extend(_exact(store, served, q.object))
    for name in _LABELS:
        if found := told.get(term(name).value):
            return min(found)
    if not kinds:
        return _called(node, lang)
    parties = sorted({_own_name(store, served, r) for r in roles})
    title = told.get(term("kg:title").value)  # of a position
    return " ".join([min(title) if title else _called(min(kinds, key=str), lang), *parties[:4]])


def _own_name(store: Store, served: Served, node: NamedNode) -> str:
    found = [words(q.object) for q in _quads(store, served, node, None) if q.predicate == term("rdfs:label")]
    return min(found, default=_short(node.value))


def _exact(store: Store, served: Served, selector: NamedNode) -> Iterable[str]:
    return (words(q.object) for q in _quads(store, served, selector, None) if q.predicate == term("oa:exact"))


@lru_cache(maxsize=1)
def _parties() -> frozenset[NamedNode]:
    """kg:acquirer, kg:target …: what a fact has people and organizations for."""
    roles = "holder organization founded founder recipient investor acquirer target seller plaintiff defendant"
    return frozenset(term(f"kg:{role}") for role in roles.split())


def _called(node: NamedNode, lang: str) -> str:
    """A term as the ontology calls it: 買収者, acquirer; another by its prefix."""
    short = _short(node.value)
    return _terms().get((node.value, lang)) or _COMMON[lang].get(short) or short


@lru_cache(maxsize=1)
def _terms() -> dict[tuple[str, str], str]:
    said = parse(resources.text("ontology"), RdfFormat.TURTLE)
    labels = (q for q in said if q.predicate == term("rdfs:label"))
    return {(words(q.subject), q.object.language or "en"): q.object.value for q in labels if isinstance(q.object, Literal)}


def _short(iri: str) -> str:
    return next((f"{p}:{iri.removeprefix(known)}" for p, known in PREFIXES.items() if iri.startswith(known)), iri)


def index(store: Store, served: Served, asked: Asked, body: bytes, out: Out) -> None:
    """How many there are of each kind, the first people and organizations by name, a box for a query."""
    lang = asked["lang"]
    say = _SAID[lang]
    counts = Counter(q.object for q in islice(store.quads_for_pattern(None, term("rdf:type"), None), WHOLE))
    kinds = {_called(k, lang): [f"{n:,}"] for k, n in sorted(counts.items(), key=str) if isinstance(k, NamedNode)}
    names = {
        (words(q.object), q.subject.value)
        for kind in ("kg:Organization", "kg:Person")
        for typed in islice(store.quads_for_pattern(None, term("rdf:type"), term(kind)), WHOLE)
        if not isinstance(typed.subject, BlankNode)
        for q in store.quads_for_pattern(typed.subject, term("rdfs:label"), None)
        if isinstance(q.subject, NamedNode)
    }
    listed = "".join(f"<li>{html.link(iri, served.base, name)}</li>" for name, iri in sorted(names)[:SHOWN])
    query = "SELECT ?who ?title { ?p kg:holder/rdfs:label ?who ; kg:title ?title } LIMIT 50"
    form = (
        f'<form action="/sparql" method="get"><textarea name="query" rows="4" aria-label="SPARQL">{html.text(query)}</textarea>'
        f"<button>{say['ask']}</button></form>"
    )
    parts = f"<h1>newskg</h1>{form}<h2>{say['kinds']}</h2>{_table(kinds)}<h2>{say['entities']}</h2><ul>{listed}</ul>"
    out.begin(200, HTML)
    out.write(html.document(lang, "newskg", parts))
