"""Sentences in, rounds of funding out, as written.

シリーズDで3億円を調達 → シリーズD;  シードラウンドの調達 → シード;  第1シード → none
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.match import Rule, lexicon
from kg.match import find as matches
from kg.model import Kind, Mention, Sentence, Zone

_EXTENSION = r"(?:-?[1-3](?![\d,.])|['’]|エクステンション|エクステンション)?"
_NAMED = "|".join(f"{word}{_EXTENSION}" if "[A-" in word else word for word, need in lexicon("rounds").items() if not need)
_NEEDING = "|".join(f"{word}(?={need})" for word, need in lexicon("rounds").items() if need)


def find(norm: str, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The rounds of the sentences in text order."""
    return tuple(
        mention
        for sentence in sentences
        if sentence.zone is not Zone.FURNITURE
        for mention in matches(RULES, norm[sentence.span.start : sentence.span.end], start=sentence.span.start)
    )


def _written(found: re.Match[str], _: object) -> str:
    return found.group()


RULES: tuple[Rule[str], ...] = (
    Rule(
        "named-round",
        rf"(?<![A-Za-zァ-ヴー])(?:{_NAMED})",
        _written,
        Kind.ROUND,
        (
            "[シリーズD]で調達した。",
            "[Series A]を終えた。",
            "[プレシリーズA]の出資。",
            "[シリーズ B]ラウンド",
            "[プレシード]期",
        ),
        ("シリーズ化を決めた。", "新シリーズAIを売る。", "人気シリーズの新作。"),
    ),
    Rule(
        "seed-round",
        rf"(?<![A-Za-zァ-ヴー第\d])(?:{_NEEDING})",
        _written,
        Kind.ROUND,
        ("[シード]ラウンドで得た。", "[シード]で約3億円を調達。", "[プレA]ラウンド"),
        ("第1シードで出た。", "シード権を得た。", "シードルを造る。"),
    ),
)
