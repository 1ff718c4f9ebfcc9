"""Who is spoken of where: salience, what a body may do, whose a post is, what 同社 and its like refer to."""

from __future__ import annotations

import pytest
from sentences import article, discourse, syntaxes

from kg.entities import link
from kg.frames import AGENT, COURT, ORGANIZATION, PERSON
from kg.mentions import anaphors
from kg.model import Date, Kind, Mention

SALIENT = (  # article, type, before which sentence, who is left unsaid there; "" where it is declined
    ("[o 東亜電機]は増資した。株価は上がった。", ORGANIZATION, 1, "東亜電機"),
    ("[o 東亜電機]は[o 北星製薬]に出資した。株価は上がった。", ORGANIZATION, 1, "東亜電機"),
    ("[o 東亜電機]に[o 北星製薬]が出資した。株価は上がった。", ORGANIZATION, 1, "北星製薬"),
    ("[o 東亜電機]は増資した。[o 北星製薬]は減資した。株価は上がった。", ORGANIZATION, 2, "北星製薬"),
    ("[o 東亜電機]は増資した。[p 三浦遥]は喜んだ。株価は上がった。", ORGANIZATION, 2, "東亜電機"),
    ("[o 東亜電機]は増資した。[p 三浦遥]は喜んだ。株価は上がった。", PERSON, 2, "三浦遥"),
    ("[o 東亜電機]と[o 北星製薬]は提携した。株価は上がった。", ORGANIZATION, 1, ""),
    ("[o 東亜電機]によると、[o 北星製薬]は減資した。株価は上がった。", ORGANIZATION, 1, "北星製薬"),
    ("株価は上がった。", ORGANIZATION, 0, ""),
    ("[o 東京地裁]は請求を退けた。株価は上がった。", ORGANIZATION, 1, ""),
    ("[o 東京地裁]は請求を退けた。株価は上がった。", COURT, 1, ""),
    ("[o 金融庁]は調査した。株価は上がった。", ORGANIZATION, 1, ""),
)
FITS = (  # a name, a role's type, whether it may fill it
    ("[o 東亜電機]", ORGANIZATION, True),
    ("[o 東亜電機]", AGENT, True),
    ("[o 東亜電機]", PERSON, False),
    ("[o 東亜電機]", COURT, False),
    ("[o 東京地裁]", COURT, True),
    ("[o 東京地裁]", ORGANIZATION, False),
    ("[o 東京地裁]", AGENT, False),
    ("[p 三浦遥]", PERSON, True),
    ("[p 三浦遥]", AGENT, True),
    ("[p 三浦遥]", ORGANIZATION, False),
)
OWNERS = (  # article, a title without an organization in its last sentence, whose it is and how that is known
    ("[o 東亜電機]は[t 社長]に[p 三浦遥]氏を選んだ。", "社長", "東亜電機 topic"),
    ("[o 東亜電機]は増資した。[t 社長]の[p 三浦遥]氏が語った。", "社長", "東亜電機 carried"),
    ("[o 東亜電機]は増資した。[o 毎日新聞]は[t 社長]の[p 三浦遥]氏に聞いた。", "社長", "東亜電機 carried"),
    ("[o 東亜電機]は[o 東京地裁]に提訴した。[t 裁判長]が退けた。", "裁判長", "東京地裁 carried"),
    ("[t 社長]の[p 三浦遥]氏が語った。", "社長", ""),
)
REFER = (  # article, the word that refers back, to whom; "" where it is declined
    ("[o 東亜電機]は増資した。[a=organization 同社]は成長した。", "同社", "東亜電機"),
    ("[o 東亜電機]は[o 北星製薬]と争う。[a=organization 同社]は成長した。", "同社", "東亜電機"),
    ("[o 東亜電機]に[o 北星製薬]が出資した。[a=organization 同社]は成長した。", "同社", "北星製薬"),
    ("[o 東京地裁]は[o 東亜電機]の請求を退けた。[a=organization 同社]は控訴した。", "同社", "東亜電機"),
    ("[p 三浦遥]氏は[o 東亜電機]を去った。[a=person 同氏]は語った。", "同氏", "三浦遥"),
    ("[p 三浦遥]氏は[p 浜田翔]氏と会った。[a=person 彼]は語った。", "彼", "三浦遥"),
    ("[o 東亜電機]と[o 北星製薬]は提携した。[a=organizations 両社]は語った。", "両社", "東亜電機 北星製薬"),
    ("[p 三浦遥]氏と[p 浜田翔]氏は会った。[a=people 両氏]は語った。", "両氏", "三浦遥 浜田翔"),
    ("[o 東亜電機]は提携した。[a=organizations 両社]は語った。", "両社", ""),
    ("[o 東亜電機]は増資した。[a=person 同氏]は語った。", "同氏", ""),
    ("株価は上がった。[a=organization 同社]は成長した。", "同社", ""),
    ("株式会社[o 東亜電機]は増資した。[a=issuer 当社]は成長した。", "当社", ""),
    (
        "[o 株式会社東亜電機]は[o 北星製薬]に出資した。[o 北星製薬]は成長した。[a=issuer 当社]は増資した。",
        "当社",
        "株式会社東亜電機",
    ),
)
WORDS = (  # a sentence, the words in it that refer back and what kind of thing they refer to
    ("同社は両社と争った。", "同社:organization 両社:organizations"),
    ("当社は同氏を招いた。", "当社:issuer 同氏:person"),
    ("両者は和解した。", "両者:either"),
    ("彼女は語った。", "彼女:person"),
    ("彼岸に会った。", ""),
    ("同年、会社を興した。", ""),
    ("同容疑者は語った。", "同容疑者:person"),
    ("この実業家は語った。", "この実業家:person"),
)


def test_how_many_cases_there_are() -> None:
    assert [len(set(t)) for t in (SALIENT, FITS, OWNERS, REFER, WORDS)] == [12, 10, 5, 13, 8]


@pytest.mark.parametrize(("marked", "type_", "sentence", "expected"), SALIENT)
def test_who_a_sentence_goes_on_about(marked: str, type_: str, sentence: int, expected: str) -> None:
    d = discourse(marked)
    found = d.salient(sentence, type_)
    assert (d.entities[found].label if found is not None else "") == expected


def test_the_excluded_are_passed_over() -> None:
    d = discourse("[o 東亜電機]は[o 北星製薬]に出資した。株価は上がった。")
    first = d.salient(1, ORGANIZATION)
    assert first is not None
    second = d.salient(1, ORGANIZATION, exclude=(first,))
    assert [d.entities[e].label for e in (first, second) if e is not None] == ["東亜電機", "北星製薬"]


def test_salience_fades() -> None:
    quiet = "株価は上がった。" * 12
    d = discourse(f"[o 東亜電機]は増資した。[p 三浦遥]は喜び、[p 三浦遥]は泣いた。[o 東亜電機]に[o 北星製薬]も続いた。{quiet}")
    scores = [s.get(0, 0.0) for s in d._salience]
    assert scores[4:] == sorted(scores[4:], reverse=True)
    assert scores[-1] < scores[4]


def test_a_source_is_not_what_a_sentence_is_about() -> None:
    d = discourse("[o 東亜電機]によると、[o 北星製薬]に[o 三浦商事]が出資した。")
    assert {d.entities[e].label for e in d._salience[-1]} == {"北星製薬", "三浦商事"}


@pytest.mark.parametrize(("marked", "type_", "expected"), FITS)
def test_what_an_entity_may_fill(marked: str, type_: str, expected: bool) -> None:
    assert discourse(f"{marked}は語った。").fits(0, type_) is expected


@pytest.mark.parametrize(("marked", "title", "expected"), OWNERS)
def test_whose_a_title_is(marked: str, title: str, expected: str) -> None:
    d, s = discourse(marked), syntaxes(marked)[-1]
    position = s.sentence.span.start + s.sentence.text.index(title)
    found = d.owner_here(s, position, title)
    assert (f"{d.entities[found[0]].label} {found[1]}" if found else "") == expected


@pytest.mark.parametrize(
    ("published", "date", "expected"),
    [
        (Date(2024, 5, 10), Date(2024, 5, 9), True),
        (Date(2024, 5, 10), Date(2024, 5, 10), False),
        (Date(2024, 5, 10), Date(2024, 5), False),
        (Date(2024, 5, 10), Date(2023), True),
        (Date(2024, 5, 10), Date(2025), False),
        (None, Date(2025), True),
    ],
)
def test_what_is_past(published: Date | None, date: Date, expected: bool) -> None:
    assert discourse("株価は上がった。", published).past(date) is expected


@pytest.mark.parametrize(("marked", "words", "expected"), REFER)
def test_whom_a_word_refers_to(marked: str, words: str, expected: str) -> None:
    read, sentences, mentions = article(marked)
    found = [e for e in link(read, sentences, mentions) for m in e.mentions if m.text == words and m.kind is Kind.ANAPHOR]
    assert sorted(e.label for e in found) == sorted(expected.split())


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_that_refer_back(text: str, expected: str) -> None:
    _, (sentence,), _ = article(text)
    found: tuple[Mention, ...] = anaphors.find(sentence)
    assert [f"{m.text}:{m.value}" for m in found] == expected.split()
