"""What more than one format needs: the file that a finding is about, and a document of JSON as bytes.

document({"line": 12}) → b'{\\n  "line": 12\\n}\\n'
"""

from __future__ import annotations

import json

from kg.validate.findings import Finding, Report


def file_of(f: Finding, report: Report) -> str | None:
    """The one it has its place in; without a place the only one that was read, or none."""
    return f.place.file if f.place else report.files[0] if len(report.files) == 1 else None


def document(said: object) -> bytes:
    """Indented, with a line end; half a surrogate pair, which no UTF-8 holds, is an escape: \\udc80."""
    return json.dumps(said, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"
