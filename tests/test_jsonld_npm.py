"""Documents of ours as JSON-LD users read them: by the npm package `jsonld`, in one run for all.

expand → toRDF gives exactly our triples; compact by `kg schema context` gives the document's shape again; a frame gives trees.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import ROOT
from npm import folder, run
from pyoxigraph import RdfFormat, parse
from test_ontology import compacted, every_term

import kg
from kg import resources, serial

PACKAGE = "jsonld@9.0.0"
CONTEXT: dict[str, Any] = json.loads(resources.text("context"))
FRAMES = {
    "acquisitions": {"type": "Acquisition", "acquirer": {"@explicit": True, "label": {}}, "target": {}},
    "done": {"@requireAll": True, "type": "Acquisition", "status": "Occurred"},
    "by name": {"@requireAll": True, "type": "Organization", "label": "黒姫堂"},
}
SCRIPT = """
import jsonld from 'jsonld';
const chunks = [];
for await (const c of process.stdin) chunks.push(c);
const given = JSON.parse(Buffer.concat(chunks));
const documentLoader = url => { throw new Error('fetches ' + url) };
const out = {};
for (const [name, document] of Object.entries(given.documents)) {
  const how = {documentLoader, safe: true};  // safe: what would be dropped is an error
  const expanded = await jsonld.expand(document, how);
  out[name] = {
    expanded,
    nquads: await jsonld.toRDF(expanded, {...how, format: 'application/n-quads'}),
    direct: await jsonld.toRDF(document, {...how, format: 'application/n-quads'}),
    compacted: await jsonld.compact(expanded, given.context, {...how, graph: true}),
    framed: {}, flat: await jsonld.flatten(document, given.context, how),
  };
  for (const [frame, wanted] of Object.entries(given.frames))
    out[name].framed[frame] = await jsonld.frame(document, {...given.context, ...wanted}, {documentLoader, omitGraph: false, embed: '@always'});
}
process.stdout.write(JSON.stringify(out));
"""


def documents() -> dict[str, bytes]:
    """Every example, all examples as one, every term, and what is hard to write."""
    articles = sorted((ROOT / "examples").glob("*.txt"))
    out = {path.stem: kg.build(path).serialize("json-ld") for path in articles}
    out["newsroom"] = kg.build(*sorted((ROOT / "examples" / "newsroom").glob("*.txt"))).serialize("json-ld")
    out["every term"] = compacted(every_term()).encode()
    out["nothing"] = serial.serialize([], "json-ld")
    return out


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[bytes, dict[str, Any]]]:
    """Each document with what `jsonld` makes of it."""
    given = documents()
    job = {"context": CONTEXT, "frames": FRAMES, "documents": {name: json.loads(data) for name, data in given.items()}}
    told = json.loads(run(folder(PACKAGE), SCRIPT, json.dumps(job).encode()))
    return {name: (data, told[name]) for name, data in given.items()}


def triples(data: bytes, format: RdfFormat) -> set[Any]:
    return {q.triple for q in parse(data, format=format)}


def unordered(value: Any) -> Any:
    """JSON without the order of its lists, and one value as a list of one."""
    if isinstance(value, dict):
        return {k: unordered(v) for k, v in value.items()}
    values = value if isinstance(value, list) else [value]
    return sorted(json.dumps(unordered(v), sort_keys=True) if isinstance(v, dict) else str(v) for v in values)


def by_id(document: dict[str, Any]) -> dict[str, Any]:
    nodes = document.get("@graph", [])
    return {node["id"]: unordered(node) for node in nodes}


def test_expanded_they_are_our_triples(read: dict[str, Any]) -> None:
    assert len(read) >= 9
    for name, (data, told) in read.items():
        ours = triples(data, RdfFormat.JSON_LD)
        assert triples(told["nquads"].encode(), RdfFormat.N_QUADS) == ours, name
        assert told["direct"] == told["nquads"], name
        assert bool(ours) == (name != "nothing")


def test_they_are_the_triples_of_the_graph(read: dict[str, Any]) -> None:
    for path in sorted((ROOT / "examples").glob("*.txt")):
        graph = {q.triple for q in serial.load(path.with_suffix(".ttl"))}
        assert triples(read[path.stem][1]["nquads"].encode(), RdfFormat.N_QUADS) == graph, path.stem


def test_compacted_by_the_context_they_have_their_shape_again(read: dict[str, Any]) -> None:
    seen = 0
    for name, (data, told) in read.items():
        ours = json.loads(data)
        assert told["compacted"]["@context"] == CONTEXT["@context"], name
        assert by_id(told["compacted"]) == by_id(ours), name
        seen += len(by_id(ours))
    assert seen > 500


def test_no_name_is_left_long(read: dict[str, Any]) -> None:
    """All keys are names of the context: nobody has to write kg:acquirer or an IRI."""
    for name, (_, told) in read.items():
        keys = {key for node in told["compacted"].get("@graph", []) for key in node}
        assert keys <= CONTEXT["@context"].keys(), name


def test_what_is_framed_is_a_tree(read: dict[str, Any]) -> None:
    framed = read["refused-acquisition"][1]["framed"]
    acquisitions = framed["acquisitions"]["@graph"]
    assert len(acquisitions) == 4
    (rejected,) = [a for a in acquisitions if a["status"] == "Rejected"]
    assert rejected["acquirer"]["label"] == "オルヴェイン"
    assert "derivedFrom" not in rejected["acquirer"]
    assert rejected["target"]["label"] == "黒姫堂"
    assert rejected["target"]["derivedFrom"], "not explicit: with all that is told of it"
    quotes = [s["exact"] for e in rejected["derivedFrom"] for s in e["selector"] if "exact" in s]
    assert any("拒否" in q for q in quotes)
    assert {a["status"] for a in framed["done"]["@graph"]} == {"Occurred"}
    (company,) = framed["by name"]["@graph"]
    assert company["id"].endswith("/organization/黒姫堂")


def test_the_context_alone_is_a_document(read: dict[str, Any]) -> None:
    assert set(CONTEXT) == {"@context"}
    assert read["nothing"][1]["expanded"] == []
