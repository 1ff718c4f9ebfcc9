"""The wheel: it carries all its data, and works in a clean environment, from another directory."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, environment

ARTICLE = "青空電機株式会社は2024年5月10日、赤星製薬株式会社を約300億円で買収した。\n"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Without this checkout on the path; what went wrong is told."""
    env = {k: v for k, v in environment().items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, ROOT, cwd=out)
    (found,) = out.glob("newskg-*.whl")
    return found


def test_the_wheel_carries_all_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    here = [p for p in (ROOT / "kg").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    expected = {p.relative_to(ROOT).as_posix() for p in here}
    expected |= {f"kg/{p.relative_to(ROOT).as_posix()}" for part in ("ontology", "shapes") for p in (ROOT / part).iterdir()}
    assert expected <= set(names)
    assert any(n.startswith("kg/lexicon/") for n in names)
    assert {"kg/ontology/context.jsonld", "kg/py.typed"} <= set(names)
    assert not [n for n in names if n.startswith(("tests/", "examples/", "tools/"))]


def test_the_wheel_works_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    for part in ("kg.pipeline", "kg.validate"):
        pytest.importorskip(part)
    home, work = tmp_path / "venv", tmp_path / "elsewhere"
    work.mkdir()
    venv.create(home, with_pip=True, symlinks=os.name != "nt")
    bin = home / ("Scripts" if os.name == "nt" else "bin")
    run(bin / "python", "-m", "pip", "install", "--quiet", wheel, cwd=work)
    (work / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (work / "a.html").write_text(f"<html><body><article><p>{ARTICLE}</p></article></body></html>", encoding="utf-8")
    built = run(bin / "kg", "build", "a.txt", "-o", "a.ttl", "--lang", "en", cwd=work)
    assert "1 acquisition" in built.stderr
    run(bin / "kg", "validate", "a.ttl", cwd=work)
    run(bin / "kg", "build", "a.html", "-o", "a.jsonld", cwd=work)
    run(bin / "kg", "validate", "a.jsonld", cwd=work)
    assert "kg:Acquisition" in run(bin / "kg", "schema", "shapes", cwd=work).stdout
    assert run(bin / "kg", "--version", cwd=work).stdout.startswith("kg 0.")
    found = run(bin / "python", "-c", "import kg; print(kg.__file__)", cwd=work).stdout
    assert str(home) in found
