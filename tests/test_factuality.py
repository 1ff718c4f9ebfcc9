"""Where an event stands in its sentence → its status, with the words that say so; the trigger stands in 【】."""

from __future__ import annotations

import re

import pytest
from sentences import at, syntax

from kg.factuality import Factuality, factuality
from kg.model import Status

O, PLANNED, PROPOSED = Status.OCCURRED, Status.PLANNED, Status.PROPOSED  # noqa: E741
REJECTED, CANCELLED, ALLEGED, DENIED = Status.REJECTED, Status.CANCELLED, Status.ALLEGED, Status.DENIED
X, Y = "[o 東亜電機]", "[o 北星製薬]"

TOLD = (  # sentence, status, cue ("" where tense alone says it)
    (f"{X}は{Y}を【買収】した。", O, ""),
    (f"{X}は{Y}を【買収】している。", O, ""),
    (f"{X}は{Y}を【買収】し、増資した。", O, ""),
    (f"{X}は{Y}を【買収】し、増資する。", PLANNED, ""),
    (f"{X}は{Y}を【買収】する。", PLANNED, ""),
    (f"{X}は{Y}を【買収】すると発表した。", PLANNED, ""),
    (f"{X}は{Y}を【買収】する方針だ。", PLANNED, "方針"),
    (f"{X}は{Y}を【買収】することで合意した。", PLANNED, "合意"),
    (f"{X}は{Y}の【買収】を決めた。", PLANNED, "決めた"),
    (f"{X}は{Y}の【買収】を計画している。", PLANNED, "計画"),
    (f"{X}は{Y}の【買収】を目指す。", PLANNED, "目指"),
    (f"{X}は{Y}に【買収】を提案した。", PROPOSED, "提案"),
    (f"{X}は{Y}の【買収】を検討している。", PROPOSED, "検討"),
    (f"{X}は{Y}の【買収】を{Y}と協議している。", PROPOSED, "協議"),
    (f"{X}は{Y}に【買収】を申し入れた。", PROPOSED, "申し入れ"),
    (f"{Y}は{X}の【買収】を拒否した。", REJECTED, "拒否"),
    (f"{Y}は{X}の【買収】の提案を断った。", REJECTED, "断っ"),
    (f"{X}は{Y}の【買収】に失敗した。", REJECTED, "失敗"),
    (f"{X}は{Y}の【買収】を断念した。", CANCELLED, "断念"),
    (f"{X}は{Y}の【買収】を見送った。", CANCELLED, "見送"),
    (f"{X}は{Y}を【買収】する方針を撤回した。", CANCELLED, "撤回"),
    (f"{X}による{Y}の【買収】は白紙に戻った。", CANCELLED, "白紙"),
    (f"{X}が{Y}を【買収】したとの噂がある。", ALLEGED, "噂"),
    (f"{X}は{Y}を【買収】した疑いがある。", ALLEGED, "疑い"),
    (f"{X}は{Y}の【買収】を否定した。", DENIED, "否定"),
    (f"{X}が{Y}を【買収】した事実はない。", DENIED, "事実はな"),
    (f"{X}は{Y}を【買収】しなかった。", DENIED, ""),
    (f"{X}は{Y}を【買収】していない。", DENIED, ""),
    (f"{X}は{Y}の【買収】を予定していない。", DENIED, "予定"),
    (f"{X}は{Y}の【買収】を検討していない。", DENIED, "検討"),
    (f"{X}は{Y}の【買収】を完了した。", O, "完了"),
    (f"{X}は{Y}の【買収】を発表した。", O, ""),
)
UNTOLD = (  # hypothetical or asked: no fact at all
    f"{X}が{Y}を【買収】すれば、最大手となる。",
    f"{X}が{Y}を【買収】したら、最大手となる。",
    f"{X}が{Y}を【買収】する場合、届け出が要る。",
    f"もし{X}が{Y}を【買収】しても、黒字にはならない。",
    f"{X}による{Y}の【買収】が成立すれば、最大手となる。",
    f"{X}は{Y}を【買収】したのだろうか。",
    f"{X}が{Y}の【買収】をすれば、最大手となる。",
)
ELSEWHERE = (  # words that say nothing of the event, though they stand in its sentence
    (f"{X}は{Y}を【買収】し、[o 三浦商事]への出資を断念した。", O),
    (f"{X}が{Y}を【買収】した[d 2020年]、工場の閉鎖を決めた。", O),
    (f"{X}は{Y}を【買収】したが、妥当だと主張した。", O),
    (f"{X}は出資を断り、{Y}を【買収】した。", O),
    (f"{Y}を【買収】した{X}は、出資を断念した。", O),
)
UNSURE = (f"{X}は{Y}の【買収】を発表した。", f"{X}による{Y}の【買収】は話題になった。")


def of(marked: str) -> tuple[Factuality, list[str]]:
    trigger = re.search(r"【(.+)】", marked)
    assert trigger is not None
    s = syntax(re.sub("[【】]", "", marked))
    phrase = s.phrases[at(s, trigger[1])]
    token = s.token_at(s.sentence.span.start + s.sentence.text.index(trigger[1]))
    fact = factuality(s, token, phrase.predicate)
    return fact, [s.words(c) for c in fact.cues]


def test_how_many_cases_there_are() -> None:
    assert [len(set(t)) for t in (TOLD, UNTOLD, ELSEWHERE, UNSURE)] == [32, 7, 5, 2]
    assert {status for _, status, _ in TOLD} == set(Status)


@pytest.mark.parametrize(("marked", "status", "cue"), TOLD)
def test_a_status_and_the_words_that_say_so(marked: str, status: Status, cue: str) -> None:
    fact, cues = of(marked)
    assert fact.status is status
    assert (cue in cues) if cue else not cues


@pytest.mark.parametrize("marked", UNTOLD)
def test_what_is_supposed_or_asked_is_no_fact(marked: str) -> None:
    assert of(marked)[0].status is None


@pytest.mark.parametrize(("marked", "status"), ELSEWHERE)
def test_words_about_something_else_say_nothing(marked: str, status: Status) -> None:
    fact, cues = of(marked)
    assert (fact.status, cues) == (status, [])


@pytest.mark.parametrize("marked", UNSURE)
def test_an_event_that_is_only_named_is_not_certain(marked: str) -> None:
    fact, _ = of(marked)
    assert not fact.certain
    assert of(marked.replace("を発表", "を完了").replace("は話題になった", "は完了した"))[0].certain
