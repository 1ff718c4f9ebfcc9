"""Packages of npm that tests hold the product against: installed once, by exact version, in a folder of the user's cache.

node_path("jsonld@9.0.0") → Path("~/.cache/newskg-tests/jsonld@9.0.0/node_modules")
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newskg-tests"


def folder(package: str, *more: str) -> Path:
    """Where node finds the package; the test is skipped where it cannot be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not here")
    place = CACHE / "+".join(p.replace("/", "-") for p in (package, *more))
    if not (place / "whole").exists():
        place.mkdir(parents=True, exist_ok=True)
        quick = ("--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=20000")
        command = ["npm", "install", "--prefix", str(place), *quick, package, *more]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=place)
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm does not get {package}")
        if done.returncode:
            pytest.skip(f"npm does not get {package}: {done.stderr[-200:]}")
        (place / "whole").touch()
    return place


def run(place: Path, script: str, given: bytes) -> bytes:
    """A script's standard output; it stands in the folder, so that its imports are found there."""
    path = place / f"run-{os.getpid()}.mjs"
    path.write_text(script, "utf-8")
    try:
        done = subprocess.run(["node", str(path)], input=given, capture_output=True, timeout=300, check=False)
    finally:
        path.unlink()
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout
