"""The terms of the graph and the order they are written in; every prefix that `kg query` knows.

term("kg:Person").value → "https://w3id.org/newskg/ontology#Person"
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode

PREFIXES = {
    "kg": "https://w3id.org/newskg/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
}
WRITTEN = ("kg", "rdfs", "xsd", "skos", "prov", "oa", "dcterms")  # the prefixes a graph of ours needs

CLASSES = (
    *("kg:Article", "kg:Person", "kg:Organization", "kg:Position", "kg:Founding", "kg:Funding", "kg:Acquisition"),
    *("kg:Lawsuit", "kg:Proceeding", "kg:MonetaryAmount", "kg:Join", "kg:Decision"),
    *("oa:SpecificResource", "oa:TextPositionSelector", "oa:TextQuoteSelector"),
)

PROPERTIES = (
    *("rdf:type", "rdfs:label", "skos:altLabel"),
    *("dcterms:title", "dcterms:issued", "dcterms:source", "dcterms:identifier", "kg:extractor", "kg:keywords"),
    *("kg:age", "kg:seat", "kg:holder", "kg:organization", "kg:title", "kg:startDate", "kg:endDate"),
    *("kg:founded", "kg:founder", "kg:recipient", "kg:investor", "kg:acquirer", "kg:target", "kg:seller"),
    *("kg:plaintiff", "kg:defendant", "kg:court", "kg:claim", "kg:damages", "kg:amount", "kg:round"),
    *("kg:action", "kg:date", "kg:status", "kg:proceeding"),
    *("kg:value", "kg:minValue", "kg:maxValue", "kg:currency", "kg:bound"),
    *("kg:foundedBy", "kg:investedIn", "kg:acquired", "kg:sued", "kg:affiliatedWith"),
    *("kg:node", "kg:formerly", "kg:like", "kg:article", "kg:rule", "kg:setAside"),
    *("kg:verdict", "kg:about", "kg:of", "kg:correction", "rdfs:comment", "dcterms:creator"),
    *("kg:confidence", "prov:wasDerivedFrom"),
    *("oa:hasSource", "oa:hasSelector", "oa:start", "oa:end", "oa:exact"),
)

JOINT = ", "  # between keywords


@cache
def term(name: str) -> NamedNode:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def words(node: object) -> str:
    """The IRI of a node, the words of a literal, anything else as it is written."""
    return node.value if isinstance(node, NamedNode | Literal) else str(node)
