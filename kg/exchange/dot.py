"""A view in, a drawing for Graphviz out: `dot -Tsvg graph.dot`.

    n0 [label="北星製薬", shape=box, …];  n1 -> n0 [label="acquisition [PLANNED]\\n2024-09", style=dashed, …];

A fact between two is an arrow; one of more parties, or of one, is an ellipse between them. What is not done is dashed, grey, and says so.
"""

from __future__ import annotations

import re

from kg.exchange.view import Fact, Node, View, caption, leads_to_fact

HEAD = """digraph newskg {
  graph [rankdir=LR, charset="UTF-8", fontname="sans-serif"];
  node [fontname="sans-serif", fontsize=11];
  edge [fontname="sans-serif", fontsize=9];
"""
SHAPES = {"Person": "shape=box, style=rounded", "Organization": "shape=box", "": "shape=plaintext"}
UNDONE = "color=gray50, fontcolor=gray40"


def written(v: View) -> str:
    place = {n.iri: f"n{i}" for i, n in enumerate(v.nodes)}
    lines = [_node(n, place[n.iri]) for n in v.nodes]
    for i, f in enumerate(v.facts):
        lines += _fact(f, f"f{i}", place)
    return HEAD + "".join(f"  {line};\n" for line in lines) + "}\n"


def text(*lines: str) -> str:
    """A quoted string. Graphviz reads \\N, \\n and &amp; in it: a name has them as they are."""
    return '"' + "\\n".join(_escaped(line) for line in lines) + '"'


def _escaped(words: str) -> str:
    return re.sub(r"&(?=#?\w+;)", "&amp;", words).replace("\\", "\\\\").replace('"', '\\"')


def _node(n: Node, id: str) -> str:
    return f"{id} [label={text(n.label)}, {SHAPES[n.type]}, tooltip={text(' / '.join((n.label, *n.names)))}]"


def _fact(f: Fact, id: str, place: dict[str, str]) -> list[str]:
    about = f"label={text(*caption(f))}, tooltip={text(*f.quotes)}{_link(f)}"
    if f.arrow is not None:
        tail, head = f.arrow
        return [f"{place[tail]} -> {place[head]} [{about}{'' if f.done else f', style=dashed, {UNDONE}'}]"]
    style = "" if f.done else f", style=dashed, {UNDONE}"
    node = f"{id} [{about}, shape=ellipse, fontsize=9{style}]"
    return [node, *(f"{_ends(place[iri], id, role)} [label={text(role)}{style}]" for role, iri in f.parties)]


def _ends(party: str, fact: str, role: str) -> str:
    return f"{party} -> {fact}" if leads_to_fact(role) else f"{fact} -> {party}"


def _link(f: Fact) -> str:
    """To the first article that has an address: what is no web address (javascript:) is no link."""
    found = [a.source for a in f.articles if re.match(r"https?://[^/]", a.source)]
    return f", URL={text(found[0])}" if found else ""
