"""Every rule of every kind of mention finds what its own examples mark, and nothing in its nevers."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from typing import Any

import pytest
from conftest import ROOT

import kg.mentions
from kg.match import Rule, cover, hits, marked
from tests.spec_cases import cases

FILES = [module.name for module in pkgutil.iter_modules(kg.mentions.__path__)]
_RULES = {name: getattr(importlib.import_module(f"kg.mentions.{name}"), "RULES", ()) for name in FILES}
SETS: dict[str, tuple[Rule[Any], ...]] = {
    name: rules
    for name, rules in _RULES.items()
    if rules and not any(other is rules and first < name for first, other in _RULES.items())  # dates and date_rules
}
EXAMPLES = [(file, rule, text) for file, rules in SETS.items() for rule in rules for text in rule.examples]
NEVERS = [(file, rule, text) for file, rules in SETS.items() for rule in rules for text in rule.never]


def test_files_and_cases_are_all_run() -> None:
    assert {"ages", "amounts", "date_rules", "rounds"} <= set(SETS)
    assert len(EXAMPLES) >= 90
    assert len(NEVERS) >= 60


@pytest.mark.parametrize(("file", "rule", "text"), EXAMPLES, ids=lambda x: getattr(x, "name", x))
def test_example_is_found(file: str, rule: Rule[Any], text: str) -> None:
    words, spans = marked(text)
    assert spans, "an example marks what is to be found"
    assert tuple(hit.span for hit in cover(SETS[file], words) if hit.rule == rule) == spans


@pytest.mark.parametrize(("file", "rule", "text"), NEVERS, ids=lambda x: getattr(x, "name", x))
def test_never_is_not_found(file: str, rule: Rule[Any], text: str) -> None:
    assert [hit for hit in cover(SETS[file], text) if hit.rule == rule] == []


@pytest.mark.parametrize("rules", SETS.values(), ids=list(SETS))
def test_every_rule_says_what_it_finds_and_what_not(rules: tuple[Rule[Any], ...]) -> None:
    assert [rule.name for rule in rules if not (rule.examples and rule.never)] == []
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(hits(rule, marked(text)[0]) for rule in rules for text in rule.examples)


@pytest.mark.parametrize("rules", SETS.values(), ids=list(SETS))
def test_cues_only_spare_a_search(rules: tuple[Rule[Any], ...]) -> None:
    """A pattern that learns new words must tell its cues: without them it would find the same."""
    texts = [marked(text)[0] for all_of in SETS.values() for rule in all_of for text in (*rule.examples, *rule.never)]
    texts += [case.text for case in cases()] + [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    lines = [line for text in texts for line in text.split("\n")]
    assert len(lines) > 500
    for rule in (rule for rule in rules if rule.cues):
        bare = replace(rule, cues=())
        assert [line for line in lines if len(hits(bare, line)) != len(hits(rule, line))] == [], rule.name
