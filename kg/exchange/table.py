"""A view in, a table of facts as CSV out (RFC 4180): a row per fact and party, for Excel, pandas and Neo4j's LOAD CSV.

    type,status,role,party,…
    Acquisition,Planned,acquirer,青空電機,…

UTF-8 with a byte order mark, or Excel takes it for Shift-JIS. Entities that no fact tells of are rows without a fact, at the end.
A cell of words that a spreadsheet would run as a formula (=1+1) begins with an apostrophe, and so does one that begins with an apostrophe
anyway: take one away from the front, and every cell is as it was. Several values of one cell have | between them.
"""

from __future__ import annotations

import csv
import io
import re

from kg.exchange.cells import cells, joined
from kg.exchange.view import Fact, Node, View

COLUMNS = (
    *("type", "status", "role", "party", "party_type", "title", "date", "end_date"),
    *("amount", "value", "min_value", "max_value", "currency", "bound", "round", "claim", "steps"),
    *("confidence", "quote", "source", "headline", "published", "article", "fact", "party_iri", "party_names"),
)
_RUNS = re.compile(r"\s*['=+\-@＝＋－＠]")  # as OWASP's "CSV Injection" has it, full-width ones too
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def written(v: View) -> str:
    nodes = {n.iri: n for n in v.nodes}
    told = {iri for f in v.facts for _, iri in f.parties}
    rows = [row for f in v.facts for row in _rows(f, nodes)]
    rows += [_party(n) for n in v.nodes if n.iri not in told]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([safe(row.get(column, "")) for column in COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


def safe(cell: str) -> str:
    """=1+1 → '=1+1; a number stays one."""
    return f"'{cell}" if _RUNS.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _rows(f: Fact, nodes: dict[str, Node]) -> list[dict[str, str]]:
    told = cells(f)
    return [told | {"role": role} | _party(nodes[iri]) for role, iri in f.parties] or [told]


def _party(n: Node) -> dict[str, str]:
    return {"party": n.label, "party_type": n.type, "party_iri": n.iri, "party_names": joined(n.names)}
