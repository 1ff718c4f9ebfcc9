"""Sentences in, ages out.

    松田専務(59) → 59 (rule `bracketed`);  39歳 → 39 (rule `age`);  26歳で死亡した → 26 (rule `age-then`)

An `age-then` is a person's age at some time of the story, not at the time of writing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.match import Rule, alternation, compiled, lazy, lexicon
from kg.match import find as matches
from kg.mentions.numerals import integer
from kg.model import Kind, Mention, Sentence, Zone

OLDEST = 122  # Jeanne Calment
NEARBY = 40  # characters before the bracket that are looked at
YOUNGEST_BRACKETED = 10  # (3) is a list's number

_COUNT = r"(?<![\d.,第〇一二三四五六七八九十百数~〜～-])(?P<count>\d{1,3}|[〇一二三四五六七八九十百]{1,4})"
_GROUPS = (  # 20歳以上, 3歳児, 5歳差: nobody's age
    r"(?!以上|以下|未満|以降|から|まで(?:の|が)|代|児|馬|牝|牡|差|違い|年上|年下|人口|定年|前後|くらい|ぐらい|"
    r"頃|ごろ|若|超|刻|時|区|入)"
)
_THEN = (  # 26歳で死亡した
    r"(?=で(?!ある|す|し|、|。|はない)|の(?:とき|時|頃|ころ|誕生日|若さ|春|夏|秋|冬|年)|に(?:して|なる|なっ|なり)|"
    r"だった(?:頃|ころ|時|とき)|まで)"
)
_NAME = r"[一-龯々ヶァ-ヴーA-Za-zぁ-ん・\")]"


def find(norm: str, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The ages of the sentences in text order."""
    return tuple(
        mention
        for sentence in sentences
        if sentence.zone is not Zone.FURNITURE
        for mention in matches(RULES, norm[sentence.span.start : sentence.span.end], start=sentence.span.start)
    )


def _age(found: re.Match[str], _: object) -> int | None:
    age = integer(found["count"])
    return age if age is not None and age <= OLDEST else None


_TITLED = lazy(f"{alternation(lexicon('title-ends'))}$")
_OTHER = lazy(f"(?:{alternation(lexicon('no-age-ends'))})$")
_NAMED = r"(?:[一-龯々ヶ]{2,}|[ァ-ヴー・]{3,}|[A-Z][A-Za-z'.-]+ [A-Z][A-Za-z'.-]+)$"


def _bracketed(found: re.Match[str], _: object) -> int | None:
    """After a title, or else after a name, that is, words of a name's characters that end like nothing else."""
    age, before = _age(found, None), found.string[max(0, found.start() - NEARBY) : found.start()]
    if age is None or age < YOUNGEST_BRACKETED:
        return None
    if _TITLED.search(before):
        return age
    return age if compiled(_NAMED).search(before) and not _OTHER.search(before) else None


RULES: tuple[Rule[int], ...] = (
    Rule(
        "bracketed",
        rf"(?<={_NAME})\((?P<count>\d{{2,3}}|[〇一二三四五六七八九十百]{{2,4}})\)",
        _bracketed,
        Kind.AGE,
        (
            "松田専務[(59)]が昇格する。",
            "青木花子さん[(四十一)]は笑った。",
            "Mary Stone[(38)]は答えた。",
            "木村優斗[(22)]が加わる。",
        ),
        ("図(12)を見よ。", "売上高(15)が伸びた。", "次の(12)を選ぶ。", "連載(23)を読む。"),
        cues=("(",),
    ),
    Rule(
        "bracketed-with-reading",
        r"(?<=[ぁ-んァ-ヴー・A-Za-z][、,=])(?P<count>[1-9]\d)(?=[)、])(?=[^(]*\))",
        _age,
        Kind.AGE,
        ("松田一(まつだ・はじめ、[59])が昇格する。",),
        ("10、12を選ぶ。",),
    ),
    Rule(
        "age-then",
        rf"{_COUNT}[歳才]{_GROUPS}{_THEN}",
        _age,
        Kind.AGE,
        ("[26歳]で死亡した。", "[三十歳]までに味わった。", "[18歳]のとき上京した。"),
        ("26歳だ。",),
        cues=("歳", "才"),
    ),
    Rule(
        "age",
        rf"{_COUNT}[歳才]{_GROUPS}",
        _age,
        Kind.AGE,
        ("社長は[39歳]だ。", "[91歳]。", ")[39歳](の創業者", "享年[七十二歳]。", "[12才]"),
        ("20歳以上が対象だ。", "3歳児の健診。", "30歳代の社員。", "18歳人口が減る。", "5歳差の兄弟。"),
        cues=("歳", "才"),
    ),
)
