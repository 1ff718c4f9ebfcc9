"""The grammar of one sentence, a table for each mechanism: marks, predicates, voice, arguments, gaps, lists, repairs."""

from __future__ import annotations

import pytest
from sentences import at, syntax

from kg.cases import mark, skip
from kg.chunks import Phrase
from kg.clauses import Argument
from kg.model import Kind, Mention, Span
from kg.repairs import mended
from kg.verbs import of_kind

MARKS = (  # what stands behind a noun, its mark
    ("が", "ガ"),
    ("を", "ヲ"),
    ("は", "ハ"),
    ("への", "ニ"),
    ("との", "ト"),
    ("では", "デ"),
    ("からの", "カラ"),
    ("によって", "ニヨル"),
    ("により", "ニヨル"),
    ("による", "ニヨル"),
    ("によると", "情報源"),
    ("によれば", "情報源"),
    ("に対して", "ニタイスル"),
    ("を通じて", "ツウジ"),
    ("とともに", "トトモ"),
    ("に加え", "ニクワエ"),
    ("として", "トシテ"),
    ("という", "トイウ"),
    ("氏が", "ガ"),
    ("氏らを", "ヲ"),
    ("(東京・港)は", "ハ"),
    ("など3社から", "カラ"),
    ("」が", "ガ"),
    ("、", ""),
    ("。", ""),
    ("社長が", ""),
)
LINKS = (  # sentence, words at which a predicate begins, its verb and how it joins what follows; "" for no predicate
    ("[o 東亜電機]は増資した。", "増資", "増資 終止"),
    ("[o 東亜電機]は増資し、成長した。", "増資", "増資 連用"),
    ("[o 東亜電機]は増資して成長した。", "増資", "増資 て"),
    ("[o 東亜電機]は増資したが、赤字だ。", "増資", "増資 が"),
    ("[o 東亜電機]は増資したものの、赤字だ。", "増資", "増資 が"),
    ("[o 東亜電機]が増資すれば成長する。", "増資", "増資 ば"),
    ("[o 東亜電機]が増資したら成長する。", "増資", "増資 ば"),
    ("[o 東亜電機]は増資すると発表した。", "増資", "増資 ト"),
    ("[o 東亜電機]が増資するとの噂が出た。", "増資", "増資 連体"),
    ("増資した[o 東亜電機]は黒字だ。", "増資", "増資 連体"),
    ("増資したのは[o 東亜電機]だ。", "増資", "増資 cleft"),
    ("[o 東亜電機]は増資を決めた。", "増資", ""),
    ("[o 東亜電機]の買い付け額は多い。", "買い付け", ""),
    ("[o 東亜電機]による買収だ。", "東亜電機", ""),
)
VOICE = (  # sentence, where the verb begins, passive negated past
    ("[o 東亜電機]が買収した。", "買収", "past"),
    ("[o 東亜電機]が買収する。", "買収", ""),
    ("[o 東亜電機]に買収された。", "買収", "passive past"),
    ("[o 東亜電機]に買収される。", "買収", "passive"),
    ("[o 東亜電機]は買収しなかった。", "買収", "negated past"),
    ("[o 東亜電機]は買収していない。", "買収", "negated"),
    ("[o 東亜電機]は買収せずに終えた。", "買収", "negated"),
    ("[o 東亜電機]は買収されなかった。", "買収", "passive negated past"),
)
ARGUMENTS = (  # sentence, the predicate, who depends on it with which mark
    ("[o 東亜電機]は[o 北星製薬]を[m 300億円]で買収した。", "買収", "ハ:東亜電機 ヲ:北星製薬 デ:300億円"),
    ("[o 北星製薬]は[o 東亜電機]に買収された。", "買収", "ハ:北星製薬 ニ:東亜電機"),
    ("[o 東亜電機]によると、[o 北星製薬]は増資した。", "増資", "情報源:東亜電機 ハ:北星製薬"),
    ("[o 東亜電機]は[o 北星製薬]の株式の過半数を取得した。", "取得", "ハ:東亜電機 ヲ:北星製薬"),
    ("[o 東亜電機]は[o 北星製薬]の社員を採用した。", "採用", "ハ:東亜電機"),
    ("[o 東亜電機]は[o 北星製薬]の遺族らを訴えた。", "訴え", "ハ:東亜電機"),
    ("[o 東亜電機]は「[o 北星製薬]」という会社を設立した。", "設立", "ハ:東亜電機 ヲ:北星製薬"),
    ("[p 三浦遥]が[o 北星製薬]の[t 社長]の椅子に座った。", "座った", "ガ:三浦遥 ニ:社長"),
    ("[o 東亜電機]などの投資家から資金を調達した。", "調達", "カラ:東亜電機"),
    ("[o 東亜電機]を相手に起こした。", "起こした", "ヲアイテ:東亜電機"),
    ("[o 北星製薬][t 社長]に[p 三浦遥]氏が就任した。", "就任", "ニ:社長 ガ:三浦遥"),
    ("[p 三浦遥][t 専務]を[o 北星製薬]は解任した。", "解任", "ヲ:三浦遥 ハ:北星製薬"),
)
LISTS = (  # sentence, a member's words, all that its phrase denotes
    ("[o 東亜電機]と[o 北星製薬]が出資した。", "北星製薬", "東亜電機 北星製薬"),
    ("[o 東亜電機]、[o 北星製薬]、[o 三浦商事]が出資した。", "三浦商事", "東亜電機 北星製薬 三浦商事"),
    ("[o 東亜電機]や[o 三浦商事]などの投資家から資金を得た。", "投資家", "東亜電機 三浦商事"),
    ("[o 東亜電機]および商社の[o 三浦商事]が出資した。", "三浦商事", "東亜電機 三浦商事"),
    ("[o 東亜電機]は[o 北星製薬]に出資した。", "北星製薬", "北星製薬"),
    ("[p 三浦遥]は[o 東亜電機]、[o 北星製薬]の[t 社長]を訴えた。", "北星製薬", "北星製薬"),
    ("[o 東亜電機]、[o 北星製薬]の[t 社長]の[p 三浦遥]を提訴した。", "三浦遥", "東亜電機 三浦遥"),
)
GAPS = (  # sentence, the predicate, what its clause modifies or focuses, and how it is known
    ("[o 東亜電機]が買収した[o 北星製薬]は黒字だ。", "買収", "北星製薬 relative"),
    ("[o 北星製薬]を買収したのは[o 東亜電機]だ。", "買収", "東亜電機 cleft"),
    ("[p 三浦遥]が設立した会社の[o 北星製薬]は黒字だ。", "設立", "北星製薬 relative"),
    ("[o 北星製薬]は、[p 三浦遥]が設立した会社だ。", "設立", "北星製薬 relative"),
    ("[o 東亜電機]は[o 北星製薬]を買収した。", "買収", ""),
    ("[o 東亜電機]が買収した工場は古い。", "買収", ""),
)
SHARED = (  # sentence, a predicate without its own subject, whose it shares
    ("[o 東亜電機]は資金を集め、[o 北星製薬]を買収した。", "買収", "東亜電機 shared"),
    ("[o 東亜電機]は[o 北星製薬]を買収する契約を結んだ。", "買収", "東亜電機 topic"),
    ("[o 東亜電機]が[o 北星製薬]を買収し、増資した。", "増資", "東亜電機 shared"),
    ("[o 東亜電機]が[o 北星製薬]を買収した翌年に倒産した。", "倒産", ""),
    ("[o 東亜電機]が、[o 北星製薬]を買収した銀行を訴えた。", "買収", ""),
    ("[o 東亜電機]は、[o 北星製薬]を買収した銀行を訴えた。", "買収", "東亜電機 topic"),
    ("株価が上がり、[o 北星製薬]を買収した。", "買収", ""),
)
TOPICS = (  # sentence, a predicate, the topic in whose scope it stands
    ("[o 東亜電機]は、[p 三浦遥]が設立した。", "設立", "東亜電機"),
    ("[o 東亜電機]には[o 北星製薬]を買収した歴史がある。", "買収", "東亜電機"),
    ("[o 東亜電機]については[p 三浦遥]が設立した。", "設立", "東亜電機"),
    ("[p 三浦遥]は「[o 東亜電機]は増資した」と話した。", "話した", "三浦遥"),
    ("[o 東亜電機]を[p 三浦遥]が設立した。", "設立", ""),
)
KINDS_OF_VERB = (
    ("受ける", "receiving", True),
    ("断る", "refusing", True),
    ("求める", "requesting", True),
    ("申し入れる", "offering", True),
    ("交渉", "negotiating", True),
    ("否定", "denying", True),
    ("報ずる", "news", True),
    ("話す", "reporting", True),
    ("話す", "news", False),
    ("受ける", "refusing", False),
    ("買収", "receiving", False),
)


def told(arguments: tuple[Argument, ...]) -> list[str]:
    return [f"{a.case}:{a.mention.text}" for a in arguments]


def test_how_many_cases_there_are() -> None:
    tables = (MARKS, LINKS, VOICE, ARGUMENTS, LISTS, GAPS, SHARED, TOPICS, KINDS_OF_VERB)
    assert [len(set(t)) for t in tables] == [26, 14, 8, 12, 7, 6, 7, 5, 11]


@pytest.mark.parametrize(("behind", "case"), MARKS)
def test_the_words_behind_a_noun_are_its_mark(behind: str, case: str) -> None:
    assert mark(skip(behind)) == case


@pytest.mark.parametrize(("marked", "words", "expected"), LINKS)
def test_a_predicate_and_how_it_joins(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    p = s.phrases[at(s, words)]
    assert (f"{p.noun} {p.link}" if p.verb >= 0 else "") == expected


@pytest.mark.parametrize(("marked", "words", "expected"), VOICE)
def test_voice_negation_and_tense(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    verb = s.phrases[at(s, words)].verb
    found = {"passive": s.passive(verb), "negated": s.negated(verb), "past": s.past(verb)}
    assert {name for name, holds in found.items() if holds} == set(expected.split())


@pytest.mark.parametrize(("marked", "words", "expected"), ARGUMENTS)
def test_arguments_and_no_others(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    assert sorted(told(s.arguments(at(s, words)))) == sorted(expected.split())


@pytest.mark.parametrize(("marked", "words", "expected"), LISTS)
def test_members_of_a_list(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    assert [m.text for m in s.denoted(at(s, words))] == expected.split()


@pytest.mark.parametrize(("marked", "words", "expected"), GAPS)
def test_relative_heads_and_clefts(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    assert [w for a in s.relative_head(at(s, words)) for w in (a.mention.text, a.how)] == expected.split()


@pytest.mark.parametrize(("marked", "words", "expected"), SHARED)
def test_whose_subject_a_clause_shares(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    assert [w for a in s.inherited_subjects(at(s, words)) for w in (a.mention.text, a.how)] == expected.split()


@pytest.mark.parametrize(("marked", "words", "expected"), TOPICS)
def test_the_topic_of_the_rest_of_a_sentence(marked: str, words: str, expected: str) -> None:
    s = syntax(marked)
    assert [a.mention.text for a in s.topic_before(at(s, words))] == expected.split()


def test_a_headline_begins_with_its_subject_and_ends_in_a_noun() -> None:
    s = syntax("[o 東亜電機]、[o 北星製薬]を買収", headline=True)
    assert [(p.case, p.predicate) for p in s.phrases] == [("見出し", False), ("ヲ", False), ("", True)]
    assert told(s.arguments(2)) == ["見出し:東亜電機", "ヲ:北星製薬"]


@pytest.mark.parametrize(("verb", "kind", "expected"), KINDS_OF_VERB)
def test_kinds_of_verbs(verb: str, kind: str, expected: bool) -> None:
    assert of_kind(verb, kind) is expected


def test_a_kind_that_no_verb_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        of_kind("受ける", "recieving")


# repairs, on phrases built by hand ---------------------------------------------------------------------------------------


def phrase(index: int, head: int, case: str = "", noun: str = "", link: str = "") -> Phrase:
    """A name in a case, or with a link a verb."""
    span = Span(index, index + 1)
    named = () if link else (Mention(span, Kind.ORGANIZATION, noun or f"X{index}", "hand"),)
    return Phrase(index, head, case, noun, span, named, bool(link), index if link else -1, link)


REPAIRS = (  # phrases as parsed, the heads that they should have
    ("Xが|2010年、|設立した", (phrase(0, 1, "ガ"), phrase(1, 2), phrase(2, -1, link="終止")), [2, 2, -1]),
    ("Xの|Yを|買った", (phrase(0, 1, "ノ"), phrase(1, 2, "ヲ"), phrase(2, -1, link="終止")), [1, 2, -1]),
    ("Xを|調達すると|発表した", (phrase(0, 2, "ヲ"), phrase(1, 2, "ト", link="ト"), phrase(2, -1, link="終止")), [1, 2, -1]),
    ("Xは|調達すると|発表した", (phrase(0, 2, "ハ"), phrase(1, 2, "ト", link="ト"), phrase(2, -1, link="終止")), [2, 2, -1]),
    ("調達すると|Xを|喜ばせた", (phrase(0, 2, "ト", link="ト"), phrase(1, 2, "ヲ"), phrase(2, -1, link="終止")), [2, 2, -1]),
)


@pytest.mark.parametrize(("words", "parsed", "heads"), REPAIRS, ids=[r[0] for r in REPAIRS])
def test_parses_are_mended(words: str, parsed: tuple[Phrase, ...], heads: list[int]) -> None:
    assert [p.head for p in mended(parsed)] == heads
    assert len(REPAIRS) == 5
