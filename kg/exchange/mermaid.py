"""A view in, a drawing for Mermaid out, as GitHub and many editors show it.

    n0["北星製薬"]
    n1 -.->|"acquisition [PLANNED]<br/>2024-09"| n0

A fact between two is an arrow; one of more parties, or of one, is a node between them. What is not done is dashed, grey, and says so.
"""

from __future__ import annotations

import re

from kg.exchange.view import Fact, Node, View, caption, leads_to_fact

SHAPES = {"Person": ('("', '")'), "Organization": ('["', '"]'), "": ('["', '"]')}
UNDONE = "stroke:#999999,color:#666666,stroke-dasharray:4 4"
_MEANT = re.compile(r"""["#&<>`{}|\\;%:*_~^$]""")  # quotes end, %%{ begins a setting, ` is Markdown, $$ a formula, fa: a symbol
_LIST = re.compile(r"^(\d+(?=[.)])|)([-+.)])")  # 1. and - begin a list, which Mermaid does not draw


def written(v: View) -> str:
    place = {n.iri: f"n{i}" for i, n in enumerate(v.nodes)}
    nodes = [_node(n, place[n.iri]) for n in v.nodes]
    lines: list[str] = []
    grey: list[str] = []
    for i, f in enumerate(v.facts):
        if f.arrow is None:
            nodes.append(f'f{i}{{{{"{text(*caption(f))}"}}}}' + ("" if f.done else ":::undone"))
        for line in _lines(f, f"f{i}", place):
            grey += [] if f.done else [str(len(lines))]
            lines.append(line)
    styles = [f"classDef undone {UNDONE}"] if any(n.endswith(":::undone") for n in nodes) else []
    styles += [f"linkStyle {','.join(grey)} stroke:#999999,color:#666666"] if grey else []
    return "".join(f"{line}\n" for line in ["graph LR", *(f"  {line}" for line in (*nodes, *lines, *styles))])


def text(*lines: str) -> str:
    """What stands between quotes; characters that mean something to Mermaid by number: " → #34;"""
    return "<br/>".join(_escaped(line) for line in lines)


def _escaped(words: str) -> str:
    out = _MEANT.sub(lambda m: f"#{ord(m[0])};", words)
    return _LIST.sub(lambda m: f"{m[1]}#{ord(m[2])};", out)


def _node(n: Node, id: str) -> str:
    left, right = SHAPES[n.type]
    return f"{id}{left}{text(n.label)}{right}"


def _lines(f: Fact, id: str, place: dict[str, str]) -> list[str]:
    line = "-->" if f.done else "-.->"
    if f.arrow is not None:
        tail, head = f.arrow
        return [f'{place[tail]} {line}|"{text(*caption(f))}"| {place[head]}']
    out = []
    for role, iri in f.parties:
        tail, head = (place[iri], id) if leads_to_fact(role) else (id, place[iri])
        out.append(f'{tail} {line}|"{text(role)}"| {head}')
    return out
