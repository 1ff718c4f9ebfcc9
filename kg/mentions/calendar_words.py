"""Words in, what they say about a date out, before anything else of the article is known.

    昨年12月 → Saying(Base.NOW, "year", years=-1, month=12);  同9日 → Saying(Base.LAST, "month", day=9)

Here stand the shapes that date words are built from; the rules built of them are in date_rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.match import alternation, lexicon


class Base(StrEnum):
    """What a date is reckoned from."""

    ITSELF = "itself"  # 2024年4月
    SHORT = "short"  # 24年, 平成4年…の後の5年: the century or the era is left out
    NOW = "now"  # 昨年: the publication date
    LAST = "last"  # 翌年: the date told last
    EITHER = "either"  # 2年後
    BARE = "bare"  # 4月1日, 6日, 年末
    NOWHERE = "nowhere"  # 来年度, 数年後: nothing decides it


@dataclass(frozen=True, slots=True)
class Saying:
    """What the words say. `unit` is the unit of the offset; `edge` the month that 年末 implies without telling it."""

    base: Base
    unit: str = ""
    offset: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    era: str | None = None
    edge: int | None = None


KANJI = "〇一二三四五六七八九十"
HAN = r"[^\W\dA-zぁ-ー]"  # a letter that is neither Latin nor kana: half as dear as 一-龯, of which each takes a millisecond
START = rf"(?<![\d,.{KANJI}百千第数何])"  # a number begins here, and is no ordinal
ERAS = {
    name: (era, int(row.split()[0]), int(row.split()[1]))
    for era, row in lexicon("eras").items()
    for name in (era, *row.split()[2:])
}  # 昭 → (昭和, 1926, 64)

ERA = rf"(?:{alternation(lexicon('eras'))}|[明大昭平令](?=\d)|(?<![A-Za-z])[MTSHR](?=\d{{1,2}}年))"
COUNT = rf"(?:元|\d{{1,2}}|[{KANJI}]{{1,3}})"
_POSITIONAL = rf"[一二][{KANJI[:10]}]{{3}}"  # 二〇一五
_SPELLED = rf"(?:二千|千九百)[{KANJI[1:]}]{{1,3}}|二千(?=年の)"
FOUR = rf"(?:{START}(?:1[5-9]|20|21)\d\d|(?<![{KANJI}])(?:{_POSITIONAL}|{_SPELLED}))"
_GLOSS = rf"(?:\((?:{ERA}{COUNT}|\d{{4}})年?\))?"  # 1998年(平成10年)
_NO_YEAR = r"度|代|間|ぶり|問題|式|余|以上|近く|の歴史|の伝統|にわたり"
_NEXT = r"(?:翌|明くる)?"  # 翌1955年
YEAR = rf"{_NEXT}(?:(?P<four>{FOUR})|(?P<era>{ERA})(?P<count>{COUNT})){_GLOSS}年(?!{_NO_YEAR}){_GLOSS}"
SHORT_YEAR = rf"{_NEXT}{START}(?P<short>['’‘]?\d\d|\d|[{KANJI}]{{1,3}})年"
SHORT_GLOSS = rf"\((?P<gloss_era>{ERA})(?P<gloss_count>{COUNT})年?\)"  # 88年(昭63年)

_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|一〇|[一二三四五六七八九])"
_NO_MONTH = r"期|号|度|分|決算|革命|危機"
SOME_MONTH = rf"(?:師走|{_MONTH_NUMBER}月(?!{_NO_MONTH}))"
MONTH = rf"(?P<month>{SOME_MONTH})"
WEEKDAY = r"(?:,?\(?[月火水木金土日]曜日?\)?|\([月火水木金土日](?:・祝)?\))?"
NO_DAY = r"間|目|分|後|前|以内|以上|ぶり|連続|程度|ほど|余|おき|ごと|未満|齢|制|当たり|あたり|平均|半|本人|数"
DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9]|[{KANJI}]{{1,3}})日(?!{NO_DAY}){WEEKDAY}"
_NO_SEASON = r"(?<=[春夏秋])[田葉山元期]|(?<=冬)[期季]"  # 2015年秋田
SEASON = rf"(?:の?{alternation(lexicon('year-parts'))}(?!{_NO_SEASON}))?"
TENTH = rf"(?:の?(?:上旬|中旬|下旬|初旬|初頭|初め|はじめ|前半|後半|半ば|なかば|末日?|中(?!{HAN})))?"
IN_MONTH = rf"(?:の?{DAY}|{TENTH})"  # what may follow a month
IN_YEAR = rf"(?:の?{MONTH}{IN_MONTH}|{SEASON})"  # what may follow a year

_LENGTHS = alternation(lexicon("length-of-time"))
LENGTH = rf"(?:{_LENGTHS}|に一度(?!は)|も(?!の)|、ずっと|とい|で(?!は[、\d]|、))"  # 年: a length of time
_NO_POINT = rf"に(?:わた|渡[りるっ]|[1一](?:度(?!は)|回)|及[びぶん]|満た|なる|なり|なっ|近[いくか]|延べ|相当|も(?!、|{HAN}))"
_NO_COMPOUND = "間前後以内連続越余近程弱強目物来分度代制生債満固保在勤暮過超半周務経"
POINT = (
    rf"(?=(?!{_NO_POINT})に|まで|以降|[春夏秋冬末]|、|時点|から(?!\d+年(?!まで|に)|\d+[^\d年]|{HAN}*[かが]か)|"
    rf"の(?!間)|(?:{HAN}|[ァ-ヶA-Z])(?<![{_NO_COMPOUND}]))(?!{_LENGTHS})"
)  # 年: a point in time
AFTER_A_START = rf"(?:{alternation(lexicon('before-length'))})$"
