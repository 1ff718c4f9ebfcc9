"""An article and a graph in, the quotes that do not stand where the graph says out.

    check(source, Path("article.txt"))  →  quote-moved: The quote stands at 54,63 of the article, not at 52,61. …

The article is read as `kg build` reads it: offsets are code points of that text. A quote that stands at one other place is found
again there, and the fix writes its offsets; what stands at several is for the editor to choose.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg.reading import read_file
from kg.validate import fixes
from kg.validate.codes import finding
from kg.validate.findings import Finding, plain
from kg.validate.sources import Source
from kg.vocabulary import term

_START, _END, _EXACT = term("oa:start"), term("oa:end"), term("oa:exact")
_SOURCE, _SELECTOR, _IDENTIFIER = term("oa:hasSource"), term("oa:hasSelector"), term("dcterms:identifier")
_NAME = term("dcterms:source")
_ASKED = frozenset((_NAME, _START, _END, _EXACT, _SOURCE, _SELECTOR, _IDENTIFIER))


Said = dict[object, dict[object, list[int]]]  # of a node and a property, the quads


def check(source: Source, path: Path) -> Iterator[Finding]:
    """Every quote of the article in `path`. Raises InputError for one that cannot be read."""
    article = read_file(path)
    said: Said = defaultdict(lambda: defaultdict(list))
    for i, q in enumerate(source.quads):
        if q.predicate in _ASKED:
            said[q.subject][q.predicate].append(i)
    mine = _cited(source, said, article.identifier, path.name, article.text)
    if not mine:
        yield finding("no-such-article", what=str(path))
        return
    for evidence, ps in list(said.items()):
        if any(source.quads[i].object in mine for i in ps[_SOURCE]):
            yield from _held(source, article.text, [said[source.quads[i].object] for i in ps[_SELECTOR]], evidence)


def _cited(source: Source, said: Said, identifier: str, name: str, text: str) -> set[object]:
    """The graph's node for this article: with its text; else with its file's name; else the only one, if most quotes stand in the text."""
    cited: set[object] = {source.quads[i].object for ps in list(said.values()) for i in ps[_SOURCE]}

    def told(node: object, property: NamedNode) -> set[str]:
        return {plain(source.quads[i].object) for i in said[node][property]}

    same = {n for n in cited if identifier in told(n, _IDENTIFIER)}
    called = {n for n in cited if any(re.split(r"[/\\\\]", w)[-1] == name for w in told(n, _NAME))}
    if same or called:
        return same or called
    quotes = [plain(source.quads[i].object) for ps in list(said.values()) for i in ps[_EXACT]]
    return cited if len(cited) == 1 and 2 * sum(q in text for q in quotes) >= len(quotes) else set()


def _held(source: Source, text: str, selectors: list[Mapping[object, list[int]]], evidence: object) -> Iterator[Finding]:
    starts, ends, quotes = ([i for s in selectors for i in s[p]] for p in (_START, _END, _EXACT))
    if not (len(starts) == len(ends) == len(quotes) == 1):
        return  # the shapes tell that
    start, end, quote = starts[0], ends[0], quotes[0]
    words = plain(source.quads[quote].object)
    told = [plain(source.quads[i].object) for i in (start, end)]
    if not words or not all(n.isdecimal() and n.isascii() and len(n) < 10 for n in told):
        return
    if text[int(told[0]) : int(told[1])] == words:
        return
    found = _all(text, words)
    about: dict[str, Any] = {"node": evidence, "value": source.quads[quote].object, "path": _EXACT}
    if not found:
        yield finding("quote-missing", place=source.at(quote, "object"), **about)
        return
    place = source.at(start, "object")
    if len(found) > 1:
        yield finding("quote-ambiguous", what=",".join(told), instead=str(len(found)), place=place, **about)
        return
    here = found[0], found[0] + len(words)
    fix = (*fixes.written(source, start, str(here[0])), *fixes.written(source, end, str(here[1])))
    yield finding("quote-moved", what=",".join(told), instead=f"{here[0]},{here[1]}", place=place, fix=fix, **about)


def _all(text: str, words: str) -> list[int]:
    """Where the words stand: at most three places, more say no more."""
    out: list[int] = []
    at = text.find(words)
    while at >= 0 and len(out) < 3:
        out.append(at)
        at = text.find(words, at + 1)
    return out
