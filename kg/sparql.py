"""A query's words: what it asks besides the graph at hand, what it asks for, which prefixes it uses.

asks_elsewhere("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }") → True; asks_elsewhere('ASK { ?x rdfs:label "FROM" }') → False
"""

from __future__ import annotations

import re

from kg.vocabulary import PREFIXES

# what a SPARQL query may hold that is not its own words: IRIs, strings, comments
_QUOTED = re.compile(
    r'<[^<>"{}|^`\\\s]*>|"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"""|\'\'\'[^\'\\]*+(?:(?:\\.|\'(?!\'\'))[^\'\\]*+)*\'\'\'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"|\'[^\'\\\n]*+(?:\\.[^\'\\\n]*+)*\'|#[^\n]*',
    re.S,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")


def asks_elsewhere(sparql: str, *words: str) -> bool:
    """Whether one of these words (SERVICE and FROM unless told) stands in a query as its own word, not in a string or a name.

    \\u0053ERVICE is that word too: SPARQL reads such escapes before all else, though not every engine does. So is SERVICE:x, for
    rdflib takes it for two words, and ?x.SERVICE.
    """
    told = re.compile(rf"(?<![\w?$:-])(?:{'|'.join(words or ('SERVICE', 'FROM'))})(?![\w-])", re.I)
    return any(told.search(_QUOTED.sub(" ", query)) for query in (sparql, _ESCAPE.sub(_character, sparql)))


def names_graphs(sparql: str) -> bool:
    """Whether a query may see more than the default graph."""
    return asks_elsewhere(sparql, "GRAPH", "FROM")


def form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, or nothing."""
    found = re.search(r"(?<![\w?$:-])(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", _QUOTED.sub(" ", sparql), re.I)
    return found[0].upper() if found else ""


def with_prefixes(sparql: str) -> str:
    """A query that any engine understands: the prefixes that it uses and does not declare, in front of it, in its first line."""
    words = _QUOTED.sub(" ", sparql)
    declared = {p.lower() for p in re.findall(r"\bPREFIX\s+([\w.-]*)\s*:", words, re.I)}
    used = {p for p in re.findall(r"(?<![\w?$:.-])([A-Za-z][\w-]*):", words) if p in PREFIXES and p not in declared}
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in PREFIXES if p in used) + sparql


def _character(escape: re.Match[str]) -> str:
    return chr(int(escape[1] or escape[2], 16))


def masked(sparql: str) -> str:
    """The same length, but of strings, IRIs and comments: ASK { ?x rdfs:label "FROM" } → ASK { ?x rdfs:label        }"""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), sparql)
