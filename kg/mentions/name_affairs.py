"""Rules that know a body by what happens to bodies alone: it goes under, earns, has shareholders and 不正会計.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.match import Rule, alternation, lexicon
from kg.mentions.name_contexts import BRACKET, KIND, OF_PERSON
from kg.mentions.name_votes import ORGANIZATION, WORDS, Value, Vote, Votes, titles, whole

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
    "検査不正",
    "品質不正",
    "データ改ざん",
    "内部告発",
    "幹部",
    "執行部",
    "組合員",
    "中央委員会",
    "定期大会",
    "総代会",
)
_MEETINGS = ("株主総会", "定時株主総会", "臨時株主総会", "総代会", "定期大会", "中央委員会", "決算会見", "取締役会")
_PROTESTS = (
    "ストライキ",
    "ストに入",
    "ストを",
    "春闘",
    "団体交渉",
    "団交を",
    "要望書",
    "要請書",
    "声明を",
    "抗議文",
    "公開質問状",
    "提言を",
    "勧告を",
)
_PRICES = (
    "大幅高",
    "大幅安",
    "続伸",
    "続落",
    "反発",
    "反落",
    "急伸",
    "急騰",
    "急落",
    "ストップ高",
    "ストップ安",
    "年初来高値",
    "年初来安値",
)
_RUIN = ("民事再生法", "会社更生法", "自己破産", "破産手続き", "特別清算")


def _of_body(found: re.Match[str], _: object) -> Votes | None:
    """What happens to bodies alone names one, unless it only says what kind of body: 電池大手の不正会計."""
    words = found.group()
    said = KIND.search(words) or OF_PERSON.search(words) or titles().closing(words) or words in lexicon("generic-bodies")
    return None if said else (Vote(*found.span(), ORGANIZATION, 0.9),)


def _tips(weight: float) -> Value:
    """アスナロ電池|の経営者, アスナロ電池|が続伸: which any body or ware may have, so that it only tips the scale."""

    def value(found: re.Match[str], _: object) -> Votes | None:
        votes = _of_body(found, None)
        return votes and tuple(vote._replace(weight=weight) for vote in votes)

    return value


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "affairs-of",
        rf"[」』]?{BRACKET}(?:の(?:{alternation(_AFFAIRS)})(?![一-龯])|[はが](?:[^。「」はが]{{0,24}})(?:{alternation(_RUIN)})(?:の適用)?(?:を申請|の開始|手続きの?開始|を申し立て)"
        rf"|[はが](?:\d{{1,2}}月)?\d{{1,2}}日の{alternation(_MEETINGS)}で)",
        _of_body,
        ORGANIZATION,
        (
            "[アスナロ電池]の不正会計を調べた。",
            "[アスナロ電池]は5日の総代会で、",
            "[能登ドック]が10日、青森地裁に民事再生法の適用を申請した。",
        ),
        ("アスナロ電池の箱を", "アスナロ電池は5日の朝礼で", "電池大手の不正会計を", "会社が自己破産を申請した。"),
        cues=(*_AFFAIRS, *_RUIN, *_MEETINGS),
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
        "protests",
        rf"[」』]?{BRACKET}[はがも](?:\d{{1,2}}日、)?[^。「」はが]{{0,24}}{alternation(_PROTESTS)}",
        _tips(0.5),
        ORGANIZATION,
        ("[全港検]は5日、要望書を出した。", "[全港検]が18日からストライキに入る。"),
        ("組合員らは要望書を出した。",),
        cues=_PROTESTS,
        head=WORDS,
    ),
    Rule(
        "owner-of",
        r"の(?:実質的な?|実質|元|前)?経営者",
        _tips(0.6),
        ORGANIZATION,
        ("[アスナロ電池]の実質的な経営者だった三浦被告に",),
        ("会社の経営者は", "アスナロの庭の持ち主は"),
        cues=("経営者",),
        head=WORDS,
    ),
    Rule(
        "wrongs-of",
        r"の不正(?=を(?:調べ|告発|内部告発|訴え|認め)|が(?:発覚|明らか))",
        _tips(0.7),
        ORGANIZATION,
        ("[アスナロ電池]の不正を調べた委員会は",),
        ("会社の不正を調べた委員会は", "アスナロ電池の不正確な値を調べた。"),
        cues=("の不正",),
        head=WORDS,
    ),
    Rule(
        "share-price",
        rf"[はが]{alternation(_PRICES)}(?:だ|した|し|となった|に|で|と)?[。、]",
        _tips(0.5),
        ORGANIZATION,
        ("電子材料の[アスナロ電池]が大幅高。", "[アスナロ電池]は反落した。"),
        ("アスナロの花が高値を呼んだ。", "会社が続伸した。"),
        cues=_PRICES,
        head=WORDS,
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
