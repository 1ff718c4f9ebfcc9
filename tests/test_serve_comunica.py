"""An independent client: Comunica 4, from npm, asks what the server serves. Installed once, into a folder of caches."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from served import serving, trig

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newskg-tests" / "comunica"
ASKED = ROOT / "tests" / "comunica.js"


def installed() -> Path:
    """The folder with Comunica's packages; skips where it cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("Comunica needs node and npm")
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (CACHE / "node_modules" / "@comunica" / "query-sparql" / "package.json").is_file():
        (CACHE / "package.json").write_text('{"private": true}', "utf-8")
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "@comunica/query-sparql@4"]
        run = subprocess.run(command, cwd=CACHE, capture_output=True, timeout=600, check=False)
        if run.returncode:
            pytest.skip("Comunica cannot be installed from npm here")
    return CACHE


def test_comunica_asks(tmp_path: Path) -> None:
    folder = installed()
    with serving(trig(tmp_path)) as server:
        env = os.environ | {"NODE_PATH": str(folder / "node_modules")}
        command = ["node", str(ASKED), f"http://127.0.0.1:{server.port}/"]
        run = subprocess.run(command, capture_output=True, timeout=120, env=env, check=False)
    assert run.returncode == 0, run.stderr.decode()
    names = ["<script>alert(1)</script>", "A/B", "青空電機"]
    assert json.loads(run.stdout) == {
        **{"select": names, "described": names, "graph": names},
        **{"ask": True, "construct": 3},
        **{"node": ["A/B"], "both": ["A/B"]},
    }
