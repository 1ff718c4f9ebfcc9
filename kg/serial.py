"""A graph's bytes: quads in, one of five formats out, always the same bytes; and from bytes to quads. Views of `kg.exchange` are written too.

serialize(quads, "turtle", base) → b"@base <https://…> .\\n@prefix kg: …\\n\\n<article/…> a kg:Article ; …"
load("graph.ttl") → [<Quad …>, …]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import serialize as ox_serialize

from kg import exchange, files
from kg.errors import InputError
from kg.vocabulary import CLASSES, PREFIXES, PROPERTIES, WRITTEN, term

if TYPE_CHECKING:
    import rdflib

SUFFIXES = {
    ".ttl": "turtle",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
}
FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))
WRITABLE = (*FORMATS, *exchange.VIEWS)  # views are not read back

_OX = {
    "turtle": RdfFormat.TURTLE,
    "json-ld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
}
_READ_TOO = {".n3": RdfFormat.N3, ".rdf": RdfFormat.RDF_XML, ".owl": RdfFormat.RDF_XML}  # others' graphs
_EVIDENCE = re.compile(r"(.*)#(char|position|quote)=(\d+),(\d+)", re.S)
_RANK: dict[Any, int] = {term(c): i for i, c in enumerate(CLASSES)} | {
    term("kg:Proceeding"): CLASSES.index("kg:Lawsuit"),  # each step right after its suit
    term("oa:TextPositionSelector"): CLASSES.index("oa:SpecificResource"),
    term("oa:TextQuoteSelector"): CLASSES.index("oa:SpecificResource"),
}
_PROPERTY = {term(p): i for i, p in enumerate(PROPERTIES)}
_TYPE = term("rdf:type")

Said = TypeVar("Said", bound=Quad | Triple)


def format_of(path: str | Path) -> str:
    """The format of a graph's file, by the suffix. Raises InputError, for a view too."""
    suffix = Path(path).suffix.lower()
    if suffix in exchange.SUFFIXES:
        raise exchange.not_read(str(path))
    if suffix not in SUFFIXES:
        raise InputError(str(path), "no format goes by this suffix", f"use {' '.join(SUFFIXES)} or name the format")
    return SUFFIXES[suffix]


def writable(path: str | Path) -> str:
    """The format, a view's too, to write a file in that is not read back. Raises InputError."""
    return exchange.SUFFIXES.get(Path(path).suffix.lower()) or format_of(path)


def serialize(quads: Iterable[Quad], format: str, base: str | None = None) -> bytes:
    """TriG and N-Quads keep the named graphs; the others write their union. Raises InputError for another format."""
    if format not in WRITABLE:
        raise InputError(format, "not a format known here", f"use one of {', '.join(WRITABLE)}")
    if format in exchange.VIEWS:
        return exchange.written(quads, format)
    if format == "json-ld":
        return _json_ld(quads)
    said = ordered(quads) if format in ("nquads", "trig") else triples(quads)
    if format in ("nquads", "ntriples"):
        return _bytes(ox_serialize(said, format=_OX[format]))
    return _short(said, _OX[format], {p: PREFIXES[p] for p in WRITTEN}, base)


def turtle(said: Iterable[Triple]) -> bytes:
    """Triples from anywhere, such as a CONSTRUCT's, with every prefix that they need."""
    found = triples(said)
    used = {p: iri for p, iri in PREFIXES.items() if any(iri in str(t) for t in found)}
    return _short(found, RdfFormat.TURTLE, used, None)


def _short(said: list[Any], format: RdfFormat, prefixes: dict[str, str], base: str | None) -> bytes:
    """Turtle or TriG, its head rewritten (pyoxigraph's is in no order), a blank line before each subject."""
    return _head(prefixes, base) + _body(said, format, prefixes, base)


def _head(prefixes: dict[str, str], base: str | None) -> bytes:
    return "".join([f"@base <{base}> .\n"] * bool(base) + [f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes.items()]).encode()


def _body(said: list[Any], format: RdfFormat, prefixes: dict[str, str], base: str | None) -> bytes:
    out = _bytes(ox_serialize(said, format=format, prefixes=prefixes, base_iri=base))
    body = re.sub(rb"\A(?:@(?:base|prefix) [^\n]*\n)*", b"", out)  # literals hold no raw line break
    return re.sub(rb"(?:\A|\n)(?=[^\t\n}])", lambda m: m[0] + b"\n", body)


def head(base: str) -> bytes:
    """What a file of ours in Turtle or TriG begins with."""
    return _head({p: PREFIXES[p] for p in WRITTEN}, base)


def body(said: list[Any], format: str, base: str) -> bytes:
    """What follows: triples, or the quads of a graph, in the order in which they are given. Bodies one after the other are one body."""
    if format == "ntriples":
        return _bytes(ox_serialize(said, format=_OX[format]))
    return _body(said, _OX[format], {p: PREFIXES[p] for p in WRITTEN}, base)


def _bytes(out: bytes | None) -> bytes:
    assert out is not None  # None only where an output file was given
    return out


def named(said: Iterable[Triple], graph: str) -> list[Quad]:
    """Triples as quads of a named graph."""
    node = NamedNode(graph)
    return [Quad(t.subject, t.predicate, t.object, node) for t in said]


def from_lines(lines: bytes | str | Iterable[str]) -> list[Triple]:
    """The triples of N-Triples, in their order."""
    text = lines if isinstance(lines, bytes | str) else "\n".join(lines)
    return [q.triple for q in parse(text, format=RdfFormat.N_TRIPLES)]


def triples(quads: Iterable[Quad | Triple]) -> list[Triple]:
    """The union of the named graphs, in the order it is written in."""
    return ordered(q.triple if isinstance(q, Quad) else q for q in quads)


def ordered(said: Iterable[Said]) -> list[Said]:
    """Without repetition: graph by graph, entities before events before evidence, each subject's triples together."""
    unique = set(said)
    rank = _ranks(unique)

    def key(x: Said) -> tuple[object, ...]:
        graph = str(x.graph_name) if isinstance(x, Quad) else ""
        return graph, *_key(x, rank)

    return sorted(unique, key=key)


def keyed(said: Iterable[Triple]) -> list[tuple[bytes, Triple]]:
    """As `ordered`, each with a key of bytes by which triples of several such lists are merged."""
    unique = set(said)
    rank = _ranks(unique)
    return sorted(((_bytewise(_key(x, rank)), x) for x in unique), key=lambda pair: pair[0])


def _bytewise(key: tuple[str | int, ...]) -> bytes:
    """Bytes that sort as the key does: UTF-8 keeps the order of code points, and no part holds a NUL."""
    return b"\0".join(part.encode() if isinstance(part, str) else b"%012d" % part for part in key)


def _ranks(said: Iterable[Quad | Triple]) -> dict[object, int]:
    rank: dict[object, int] = {}
    for x in said:
        if x.predicate == _TYPE:
            rank[x.subject] = min(_RANK.get(x.object, len(CLASSES)), rank.get(x.subject, len(CLASSES)))
    return rank


def _key(x: Quad | Triple, rank: Mapping[object, int]) -> tuple[str | int, ...]:
    subject = (rank.get(x.subject, len(CLASSES)), *_place(x.subject))
    return *subject, _PROPERTY.get(x.predicate, len(PROPERTIES)), str(x.predicate), *_place(x.object)


@lru_cache(maxsize=1 << 10)
def _place(node: Any) -> tuple[str, int, int, str]:
    """Evidence stands in the order of the text: …#char=9,12 before …#char=10,12."""
    if isinstance(node, NamedNode) and "#" in (iri := node.value) and (found := _EVIDENCE.fullmatch(iri)):
        return found[1], int(found[3]), int(found[4]), found[2]
    return str(node), 0, 0, ""


def to_rdflib(quads: Iterable[Quad | Triple]) -> rdflib.Graph:
    """The union of the named graphs, every literal as it is written here."""
    import rdflib

    graph = rdflib.Graph()
    for prefix in WRITTEN:
        graph.bind(prefix, PREFIXES[prefix], replace=True)
    for t in triples(quads):
        graph.add((_rdflib(t.subject), _rdflib(t.predicate), _rdflib(t.object)))
    return graph


def _rdflib(node: Any) -> Any:
    import rdflib

    if isinstance(node, NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, BlankNode):
        return rdflib.BNode(node.value)
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    plain = node.datatype == term("xsd:string")  # rdflib tells "x" from "x"^^xsd:string
    return rdflib.Literal(node.value, datatype=None if plain else rdflib.URIRef(node.datatype.value), normalize=False)


def _json_ld(quads: Iterable[Quad]) -> bytes:
    """Compact by the project's own context, which stands in the document: nobody has to fetch anything."""
    from rdflib.plugins.serializers.jsonld import from_rdf

    from kg import resources

    said = triples(quads)
    context = json.loads(resources.text("context"))["@context"]
    compact: Any = from_rdf
    document = compact(to_rdflib(said), context_data=context, use_native_types=False)
    place = {str(t.subject)[1:-1]: i for i, t in reversed(list(enumerate(said)))}
    nodes = document.get("@graph", [document] if len(document) > 1 else [])
    nodes = sorted((_settled(n) for n in nodes), key=lambda n: (place.get(_id(n), len(said)), _id(n)))
    return json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1).encode() + b"\n"


def _settled(node: dict[str, Any]) -> dict[str, Any]:
    """rdflib's order is that of a hash: keys by name after id and type, evidence in the order of the text."""
    first = {"@id": 0, "id": 0, "@type": 1, "type": 1}
    keys = sorted((k for k in node if k != "@context"), key=lambda k: (first.get(k, 2), k))
    return {k: sorted(node[k], key=_item) if isinstance(node[k], list) else node[k] for k in keys}


def _item(value: Any) -> tuple[str, int, int, str]:
    words = value if isinstance(value, str) else _id(value)
    found = _EVIDENCE.fullmatch(words)
    if found:
        return found[1], int(found[3]), int(found[4]), found[2]
    return words, 0, 0, json.dumps(value, ensure_ascii=False, sort_keys=True)


def _id(node: dict[str, Any]) -> str:
    return str(node.get("id", node.get("@id", "")))


def load(path: str | Path) -> list[Quad]:
    """The quads of a file, its format by the suffix, or of standard input for `-`. Raises InputError."""
    data, format = content(path)
    return parsed(data, format, str(path))


def stream(path: str | Path) -> Iterator[Quad]:
    """The same, one after the other: what is held does not grow with the file. Raises InputError, maybe after some."""
    where = str(path)
    format = _format(where)
    if format is None:
        yield from load(path)
        return
    files.read(where, 0)  # says why it cannot be read
    with _told(where):
        yield from parse(path=where, format=format, rename_blank_nodes=True)


def _format(where: str) -> RdfFormat | None:
    """By the suffix; None for standard input. Raises InputError."""
    known = {suffix: _OX[name] for suffix, name in SUFFIXES.items()} | _READ_TOO
    suffix = Path(where).suffix.lower()
    if suffix in exchange.SUFFIXES:
        raise exchange.not_read(where)
    format = known.get(suffix)
    if format is None and where != "-":
        raise InputError(where, "no graph format goes by this suffix", f"use one of {' '.join(known)}")
    return format


def content(path: str | Path, most: int | None = None) -> tuple[bytes, RdfFormat]:
    """A file's bytes, at most so many, and their format. Raises InputError."""
    where = str(path)
    format = _format(where)
    data = files.read(where, -1 if most is None else most + 1)
    if most is not None and len(data) > most:
        raise InputError(where, f"over {most // 1_000_000} MB", "split it")
    if format is None:
        format = _guessed(data)
    return data, format


def _guessed(data: bytes) -> RdfFormat:
    """Of standard input: JSON-LD by its bracket, N-Quads by a first line that is a whole statement; TriG takes Turtle and N-Triples."""
    if data.lstrip()[:1] in (b"{", b"["):
        return RdfFormat.JSON_LD
    line = next((words for words in data[:100_000].splitlines() if words.strip() and not words.lstrip().startswith(b"#")), b"")
    whole = re.fullmatch(rb"\s*(?:<[^<>]*>|_:\S+)\s+<[^<>]*>\s+\S.*\s(?:<[^<>]*>|_:\S+)\s*\.\s*", line)
    return RdfFormat.N_QUADS if whole else RdfFormat.TRIG


def parsed(data: bytes, format: RdfFormat, where: str) -> list[Quad]:
    """`where` is what an error calls these bytes: a.ttl:2:14: … . Blank nodes of two files are two. Raises InputError."""
    with _told(where):
        return list(parse(data, format=format, rename_blank_nodes=True))


@contextmanager
def _told(where: str) -> Iterator[None]:
    """The parser's errors as ours."""
    try:
        yield
    except SyntaxError as error:
        raise _unreadable(error, where) from None
    except MemoryError:  # the parser's own limit, or the machine's
        raise InputError(where, "a string of over 16 MB, or more than fits into memory", "split it") from None
    except (ValueError, OSError) as error:
        raise InputError(where, str(error)[:200], "correct the file there") from None


def _unreadable(error: SyntaxError, where: str) -> InputError:
    what = words_of(error, where)
    place = "" if error.lineno is None else f":{error.lineno}:{error.offset}"
    return InputError(f"{where}{place}", what, "correct the file there")


def words_of(error: SyntaxError, where: str) -> str:
    """What the parser says, without the place. Raises InputError for a context that would have to be fetched."""
    if "LoadDocumentCallback" in error.msg:
        what = "its JSON-LD context is at an address, and nothing is fetched"
        raise InputError(where, what, "put the context into the file itself") from None
    return re.sub(r"^Parser error (?:at|between) .*?: ", "", error.msg)[:200]
