"""The learned spelling's weights, as tools/train_spelling.py writes them: a row of kg/models/spelling.tsv is read when it is asked for.

costs("^ア") → {"a": 0.2, "u": 4.0, …}: what it costs that ア at the start of a name stands for these letters
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

MODEL = Path(__file__).parent / "models" / "spelling.tsv"
LETTERS = 5  # Latin letters that may stand for one unit of katakana


def costs(key: str) -> Mapping[str, float]:
    """Of a context and a unit: -log p(letters | context, unit) by letters."""
    return _row("letters", key)


def sources(letters: str) -> Mapping[str, float]:
    """Of letters: -log p(unit | letters) by unit."""
    return _row("source", letters)


def evidence_weights() -> tuple[float, ...]:
    return tuple(map(float, _cells("latin", "").split("\t")))


def weight(kind: str, name: str) -> float:
    """Of a `habit`, or of a difference between two `kana` spellings."""
    return float(_cells(kind, name) or 0)


@cache
def _row(kind: str, key: str) -> Mapping[str, float]:
    cells = _cells(kind, key).split("\t")
    return dict(zip(cells[::2], map(float, cells[1::2]), strict=False))


def _cells(kind: str, key: str) -> str:
    """What stands behind a row's kind and key; rows are sorted, and a search by halves is quicker than reading them all."""
    rows, begin = _rows(), f"{kind}\t{key}\t"
    at = bisect_left(rows, begin)
    return rows[at].removeprefix(begin) if at < len(rows) and rows[at].startswith(begin) else ""


@cache
def _rows() -> Sequence[str]:
    return MODEL.read_text(encoding="utf-8").splitlines()


def forget() -> None:
    """After the file was written anew."""
    _rows.cache_clear()
    _row.cache_clear()
