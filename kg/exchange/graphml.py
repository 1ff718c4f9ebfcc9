"""A view in, GraphML out, for Gephi, yEd, Cytoscape and networkx.

    <node id="acquisition:1f0c"><data key="type">Acquisition</data><data key="status">Planned</data> …

Every fact is a node with all that is told of it, and a line leads from each party to it or from it to a party, so that nothing is counted
twice: "type" tells facts from people and organizations, "done" is on every fact and line. What yEd draws (y: …) stands there too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape

from kg.exchange.cells import cells, joined
from kg.exchange.view import Fact, Node, View, caption, leads_to_fact
from kg.terminal import width

KEYS = {  # by name: for nodes or edges, and the type of its values
    "node": {
        "label": "string",
        "iri": "string",
        "type": "string",
        "names": "string",
        "age": "int",
        "status": "string",
        "done": "boolean",
        "title": "string",
        "date": "string",
        "end_date": "string",
        "amount": "string",
        "value": "double",
        "min_value": "double",
        "max_value": "double",
        "currency": "string",
        "bound": "string",
        "round": "string",
        "claim": "string",
        "steps": "string",
        "confidence": "double",
        "quote": "string",
        "source": "string",
        "headline": "string",
        "published": "string",
        "article": "string",
    },
    "edge": {"label": "string", "role": "string", "status": "string", "done": "boolean", "confidence": "double"},
}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
"""
SHAPES = {"Person": "roundrectangle", "Organization": "rectangle", "": "rectangle"}
# all but what both old and new editions of XML take in a name, and _, by which the rest is written
_NO_NAME = re.compile("[^-.0-9:A-Za-z\u3005\u3007\u3041-\u3094\u30a1-\u30fa\u30fc-\u30fe\u4e00-\u9fa5]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def written(v: View) -> str:
    ids = _ids([*(n.iri for n in v.nodes), *(f.iri for f in v.facts)])
    lines = [
        f'<key id="{on}_{name}" for="{on}" attr.name="{name}" attr.type="{kind}"/>'
        for on, names in KEYS.items()
        for name, kind in names.items()
    ]
    lines += [f'<key id="{on}_drawn" for="{on}" yfiles.type="{on}graphics"/>' for on in KEYS]
    lines += ['<graph edgedefault="directed">', *(_node(n, ids) for n in v.nodes), *(_fact(f, ids) for f in v.facts)]
    lines += [line for f in v.facts for line in _edges(f, ids)]
    return HEAD + "".join(f"{line}\n" for line in [*lines, "</graph>", "</graphml>"])


def _node(n: Node, ids: dict[str, str]) -> str:
    told = {"label": n.label, "iri": n.iri, "type": n.type, "names": joined(n.names), "age": "" if n.age is None else str(n.age)}
    return f'<node id="{ids[n.iri]}">{_data("node", told)}{_shape((n.label,), SHAPES[n.type], True)}</node>'


def _fact(f: Fact, ids: dict[str, str]) -> str:
    told = cells(f) | {"label": " ".join(caption(f)), "iri": f.iri, "done": _bool(f.done)}
    return f'<node id="{ids[f.iri]}">{_data("node", told)}{_shape(caption(f), "ellipse", f.done)}</node>'


def _edges(f: Fact, ids: dict[str, str]) -> Iterator[str]:
    for role, iri in f.parties:
        tail, head = (iri, f.iri) if leads_to_fact(role) else (f.iri, iri)
        told = {"label": role, "role": role, "status": f.status, "done": _bool(f.done), "confidence": f.confidence}
        line = (
            f'<data key="edge_drawn"><y:PolyLineEdge>{_stroke("LineStyle", f.done)}<y:Arrows source="none" target="standard"/>'
            f"<y:EdgeLabel>{escape(role)}</y:EdgeLabel></y:PolyLineEdge></data>"
        )
        yield f'<edge source="{ids[tail]}" target="{ids[head]}">{_data("edge", told)}{line}</edge>'


def _data(on: str, told: dict[str, str]) -> str:
    """Of several values of a number, none: "3 | 5" is no double."""
    fit = {
        name: told.get(name, "") for name, kind in KEYS[on].items() if kind != "double" or _NUMBER.fullmatch(told.get(name, ""))
    }
    return "".join(f'<data key="{on}_{name}">{escape(words)}</data>' for name, words in fit.items() if words)


def _shape(lines: tuple[str, ...], shape: str, done: bool) -> str:
    """As wide as its longest line; yEd lays the graph out."""
    wide, high = max(map(width, lines)) * 7 + 20, len(lines) * 18 + 12
    label = escape("\n".join(lines))
    return (
        f'<data key="node_drawn"><y:ShapeNode><y:Geometry width="{wide}" height="{high}"/><y:Fill color="#FFFFFF"/>'
        f'{_stroke("BorderStyle", done)}<y:NodeLabel>{label}</y:NodeLabel><y:Shape type="{shape}"/></y:ShapeNode></data>'
    )


def _stroke(name: str, done: bool) -> str:
    color, kind = ("#000000", "line") if done else ("#999999", "dashed")
    return f'<y:{name} color="{color}" type="{kind}" width="1.0"/>'


def _ids(iris: list[str]) -> dict[str, str]:
    """…/organization/青空;2 → organization:青空_3b_2, an NMTOKEN, as the schema of GraphML asks; the whole IRI where two end alike."""
    ends = {iri: "/".join(iri.split("/")[-2:]) for iri in iris}
    often = Counter(ends.values())
    return {iri: _token(end if often[end] == 1 else iri) for iri, end in ends.items()}


def _token(words: str) -> str:
    return _NO_NAME.sub(lambda m: {"/": ":", "_": "__"}.get(m[0], f"_{ord(m[0]):x}_"), words)


def _bool(so: bool) -> str:
    return "true" if so else "false"
