"""Rules that know a body by what happens to bodies alone: it goes under, earns, has shareholders and 不正会計.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.match import Rule, alternation
from kg.mentions.name_contexts import BRACKET, KIND, OF_PERSON
from kg.mentions.name_votes import ORGANIZATION, WORDS, Vote, Votes, titles, whole

_AFFAIRS = (
    "不正会計",
    "不適切会計",
    "粉飾決算",
    "粉飾",
    "経営破綻",
    "破産手続き",
    "株主総会",
    "筆頭株主",
    "決算短信",
    "希望退職",
    "自社株買い",
)
_RUIN = ("民事再生法", "会社更生法", "自己破産", "破産手続き", "特別清算")


def _of_body(found: re.Match[str], _: object) -> Votes | None:
    """What happens to bodies alone names one, unless it only says what kind of body: 電池大手の不正会計."""
    words = found.group()
    said = KIND.search(words) or OF_PERSON.search(words) or titles().closing(words)
    return None if said else (Vote(*found.span(), ORGANIZATION, 0.9),)


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "affairs-of",
        rf"[」』]?{BRACKET}(?:の(?:{alternation(_AFFAIRS)})|[はが](?:[^。「」はが]{{0,24}})(?:{alternation(_RUIN)})(?:の適用)?(?:を申請|の開始|手続きの?開始|を申し立て))",
        _of_body,
        ORGANIZATION,
        ("[アスナロ電池]の不正会計を調べた。", "[能登ドック]が10日、青森地裁に民事再生法の適用を申請した。"),
        ("アスナロ電池の箱を", "電池大手の不正会計を", "会社が自己破産を申請した。"),
        cues=(*_AFFAIRS, *_RUIN),
        head=WORDS,
    ),
    Rule(
        "ruined",
        WORDS + r"(?=[はがにをと、]|の債権者)",
        whole(ORGANIZATION, 1.5, rf"(?:{alternation(_RUIN)})(?:の適用)?を申請した(?:[^。、はが]{{0,12}}の)?"),
        ORGANIZATION,
        ("民事再生法の適用を申請した建機レンタルの[能登ドックセンター]について",),
        ("融資を申請した能登ドックセンターについて",),
        cues=_RUIN,
    ),
    Rule(
        "earns",
        r"(?<![ァ-ヶー・])[ァ-ヶー]+(?:・[ァ-ヶー]+)+(?=[はが][^。「」]{0,32}(?:売上高|純利益|営業利益|経常利益|最終損益|最終赤字)[はがを])",
        whole(ORGANIZATION, 1.2),
        ORGANIZATION,
        ("仏[ハーベル・ゾーン]は18日、7〜9月期の売上高が減ったと発表した。",),
        ("ジョン・スミスは歌った。",),
        cues=("売上高", "純利益", "営業利益", "経常利益", "最終損益", "最終赤字"),
    ),
    Rule(
        "bank-for-short",
        r"(?<![一-龯々])[一-龯々]{3,7}銀(?=[はがのをに、])(?<!地銀)(?<!都銀)(?<!信銀)(?<!水銀)(?<!白銀)",
        whole(ORGANIZATION, 0.6),
        ORGANIZATION,
        ("[津軽海峡銀]は29日、支店をまとめる。",),
        ("水銀は", "第二地銀は", "有力地銀は"),
        cues=("銀",),
    ),
)
