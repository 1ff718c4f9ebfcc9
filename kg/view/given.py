"""Articles' files and a graph in, the articles' texts by their IRIs out: what `page` wants.

texts(quads, ["examples/lawsuit.txt"]) → {"https://w3id.org/newskg/id/article/…": "…"}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Quad

from kg.account import account
from kg.errors import InputError
from kg.reading import read_file
from kg.view.passages import holds
from kg.vocabulary import term, words


def texts(quads: Iterable[Quad], paths: Iterable[str]) -> dict[str, str]:
    """Each file is read as `kg build` reads it and known by its text. Raises InputError for one that the graph does not quote rightly."""
    said = list(quads)
    of: dict[str, list[str]] = defaultdict(list)
    for q in said:
        if q.predicate == term("dcterms:identifier"):
            of[words(q.object)].append(words(q.subject))
    quotes = account(said).quotes.values()
    out = {}
    for path in paths:
        article = read_file(path)
        here = sorted(set(of[article.identifier]))
        if not here:
            raise InputError(path, "no article of this graph", "give the very file that kg build read")
        for iri in here:
            if not holds(article.text, (q for q in quotes if q.article == iri)):
                raise InputError(
                    path, "not where the graph's quotes stand", f"kg validate GRAPH --article {path} tells which do not"
                )
            out[iri] = article.text
    return out
