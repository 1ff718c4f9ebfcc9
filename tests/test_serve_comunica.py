"""An independent client: Comunica 4, from npm, asks what the server serves."""

from __future__ import annotations

import json
from pathlib import Path

import npm
from conftest import ROOT
from served import serving, trig

SCRIPT = ROOT / "tests" / "comunica.mjs"


def test_comunica_asks(tmp_path: Path) -> None:
    place = npm.folder("@comunica/query-sparql@4.5.0")  # 5 needs a newer Node
    with serving(trig(tmp_path)) as server:
        told = npm.run(place, SCRIPT.read_text("utf-8"), f"http://127.0.0.1:{server.port}/".encode())
    names = ["<script>alert(1)</script>", "A/B", "青空電機"]
    assert json.loads(told) == {
        "select": names,
        "described": names,
        "ask": True,
        "construct": 3,
        "node": ["A/B"],
        "graph": names,
        "both": ["A/B"],
    }
