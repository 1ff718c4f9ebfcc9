"""The engine for patterns: best cover, declined matches, words from a lexicon."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import match
from kg.match import Rule, Words, alternation, cover, find, hits, lexicon, marked
from kg.model import Kind, Mention, Span


def _rule(name: str, pattern: str, kind: Kind | None = Kind.OTHER) -> Rule[str]:
    return Rule(name, pattern, lambda m, _: m.group(), kind)


def test_the_longest_match_wins() -> None:
    rules = (_rule("short", "北星"), _rule("long", "北星製薬"))
    assert [(m.rule, m.text) for m in find(rules, "北星製薬と北星")] == [("long", "北星製薬"), ("short", "北星")]


def test_of_two_equal_matches_the_earlier_rule_wins() -> None:
    assert [m.rule for m in find((_rule("a", "北."), _rule("b", ".星")), "北星")] == ["a"]


def test_the_longest_wins_even_where_it_begins_later() -> None:
    assert [m.text for m in find((_rule("a", "甲乙"), _rule("b", "乙丙丁")), "甲乙丙丁")] == ["乙丙丁"]


def test_matches_do_not_overlap() -> None:
    spans = [m.span for m in find((_rule("a", "甲+"), _rule("b", "甲乙"), _rule("c", "乙+")), "甲甲乙乙甲")]
    assert spans == [Span(0, 2), Span(2, 4), Span(4, 5)]


def test_a_declined_match_leaves_room_for_one_inside_it() -> None:
    even = Rule("even", r"\d+", lambda m, _: None if int(m[0]) % 2 else int(m[0]), Kind.OTHER)
    assert [m.text for m in find((even,), "21と12")] == ["12"]
    two = Rule("two", r"\d\d", lambda m, _: m[0] if m[0] != "12" else None, Kind.OTHER)
    assert [m.text for m in find((two,), "123")] == ["23"]


def test_a_rule_without_a_kind_claims_words_for_no_mention() -> None:
    rules = (_rule("length", r"\d+年間", None), _rule("year", r"\d+年"))
    assert [m.text for m in find(rules, "3年間と4年")] == ["4年"]
    assert [hit.text for hit in cover(rules, "3年間と4年")] == ["3年間", "4年"]


def test_the_context_reaches_the_value() -> None:
    rule = Rule("plus", r"\d", lambda m, n: int(m[0]) + n, Kind.OTHER)
    assert find((rule,), "a2", 40) == [Mention(Span(1, 2), Kind.OTHER, "2", "plus", 42)]


def test_spans_begin_at_the_start_given() -> None:
    (mention,) = find((_rule("a", "乙"),), "甲乙", start=100)
    assert (mention.span, mention.text) == (Span(101, 102), "乙")


def test_an_empty_match_is_none() -> None:
    assert find((_rule("a", "甲*"),), "乙甲乙") == [Mention(Span(1, 2), Kind.OTHER, "甲", "a", "甲")]


def test_hits_are_every_match_of_one_rule() -> None:
    assert [hit.span for hit in hits(_rule("a", "甲"), "甲乙甲")] == [Span(0, 1), Span(2, 3)]


def test_an_alternation_tries_the_longest_word_first() -> None:
    pattern = alternation(["ドル", "米ドル", "ドル箱", "ドル"])
    assert pattern == "(?:ドル箱|米ドル|ドル)"
    assert re.findall(pattern, "米ドルとドル箱とドル") == ["米ドル", "ドル箱", "ドル"]
    assert re.fullmatch(alternation(["US$", "C++"]), "US$")


def test_words_are_found_at_a_place_the_longest_first() -> None:
    words = Words(["社長", "長", "会長"])
    assert (words.opening("副社長", 1), words.opening("副社長"), words.closing("副社長"), words.closing("社員")) == (
        "社長",
        "",
        "社長",
        "",
    )
    assert list(words.closings("副社長")) == ["社長", "長"]
    assert [words.make(text) for text in ("社長会長", "長", "社長と会長", "")] == [True, True, False, False]


def test_a_head_is_as_long_as_what_stands_behind_it_allows() -> None:
    rule = Rule("bought", "を買", lambda m, _: m[0], Kind.OTHER, head="(?<![甲乙丙])[甲乙丙]{2,3}")
    assert [(hit.span, hit.value) for hit in hits(rule, "甲乙丙を買い、丙を買い、乙甲を買う")] == [
        (Span(0, 3), "甲乙丙"),
        (Span(12, 14), "乙甲"),
    ]


def test_a_lexicon_is_its_words_and_their_second_column() -> None:
    currencies = lexicon("currencies")
    assert currencies["米ドル"] == "USD"
    assert all(re.fullmatch("[A-Z]{3}", code) for code in currencies.values())
    assert "#" not in "".join(currencies)


def test_a_word_that_stands_twice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "twice.tsv").write_text("# words\n円\tJPY\n円\tUSD\n", encoding="utf-8")
    monkeypatch.setattr(match, "LEXICON", tmp_path)
    with pytest.raises(ValueError, match=r"twice\.tsv line 3"):
        lexicon("twice")


def test_marks_are_taken_out_of_an_example() -> None:
    assert marked("社長は[39歳]、会長は[70歳]だ。") == ("社長は39歳、会長は70歳だ。", (Span(3, 6), Span(10, 13)))


def test_the_best_cover_is_the_same_whatever_stands_around_it() -> None:
    rules = (_rule("a", "甲乙?"), _rule("b", "乙"))
    alone = [m.text for m in find(rules, "甲乙")]
    assert [m.text for m in find(rules, "丙甲乙丙")] == alone == ["甲乙"]
