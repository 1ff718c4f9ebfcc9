"""The learned spelling's weights, as tools/train_spelling.py writes them: a row of kg/models/spelling.tsv is read when it is asked for.

costs("^ア") → {"a": 0.2, "u": 4.0, …}: what it costs that ア at the start of a name stands for these letters
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
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


@lru_cache(maxsize=1 << 12)
def weight(kind: str, name: str) -> float:
    """Of a `habit`, or of a difference between two `kana` spellings."""
    return float(_cells(kind, name) or 0)


@lru_cache(maxsize=1 << 11)
def _row(kind: str, key: str) -> Mapping[str, float]:
    cells = _cells(kind, key).split("\t")
    return dict(zip(cells[::2], map(float, cells[1::2]), strict=False))


def _cells(kind: str, key: str) -> str:
    """What stands behind a row's kind and key; rows are sorted, and a search by halves is quicker than reading them all."""
    data, begin = _data(), f"{kind}\t{key}\t".encode()
    low, high = 0, len(data)  # the row begins between them
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", low, middle) + 1 or low
        end = data.find(b"\n", middle)
        end = len(data) if end < 0 else end
        if data[start : start + len(begin)] < begin:
            low = end + 1
        else:
            high = start
    found = data.startswith(begin, low)
    return data[low + len(begin) : data.find(b"\n", low)].decode() if found else ""


@cache
def _data() -> bytes:
    return MODEL.read_bytes()


def forget() -> None:
    """After the file was written anew."""
    _data.cache_clear()
    _row.cache_clear()
    weight.cache_clear()
