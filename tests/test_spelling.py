"""Katakana and Latin spellings of one name: the figures that kg/models/README.md tells hold, on pairs the training never saw."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg import spelling_model
from kg.consonants import alike
from kg.rivals import one_sound
from kg.spelling import SAME, same_name

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "spelling_pairs.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PRECISION, RECALL = 0.97, 0.75  # of the learned spelling alone
BOTH_PRECISION, BOTH_RECALL = 0.92, 0.87  # with the consonants as second witness, as kg.sieves asks
LETTERS = st.text(alphabet="アイカキサシタットナハバヴマヤラワンーァィッ・ abcdeghiklmnoprstuvwyz.-", max_size=24)


def figures(same: list[bool]) -> tuple[float, float]:
    truth = [kind == "same" for _, _, kind in PAIRS]
    right = sum(s and t for s, t in zip(same, truth, strict=True))
    return right / max(sum(same), 1), right / sum(truth)


def test_there_are_pairs_enough_and_half_are_traps() -> None:
    assert len(PAIRS) >= 300
    assert len({(a, b) for a, b, _ in PAIRS}) == len(PAIRS)
    assert 0.45 <= sum(kind == "different" for _, _, kind in PAIRS) / len(PAIRS) <= 0.55


def test_the_learned_spelling_alone() -> None:
    precision, recall = figures([same_name(a, b) >= SAME for a, b, _ in PAIRS])
    assert precision >= PRECISION
    assert recall >= RECALL


def test_spelling_and_consonants_together() -> None:
    precision, recall = figures([one_sound(a, b) for a, b, _ in PAIRS])
    assert precision >= BOTH_PRECISION
    assert recall >= BOTH_RECALL


@given(LETTERS, LETTERS)
def test_symmetric_and_never_raises(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)
    assert 0.0 <= same_name(a, b) <= 1.0
    assert alike(a, b) == alike(b, a)


@given(LETTERS.filter(lambda name: any(c.isalpha() and c not in "ーッ" for c in name)))
def test_a_name_is_spelled_like_itself(name: str) -> None:
    assert same_name(name, name) >= SAME


def test_rows_of_the_model_are_sorted_as_the_search_for_one_asks() -> None:
    rows = spelling_model.MODEL.read_text("utf-8").splitlines()
    assert rows == sorted(rows)
    for kind, key, _ in (row.split("\t", 2) for row in (rows[1], rows[len(rows) // 2], rows[-1])):
        assert spelling_model._cells(kind, key)
