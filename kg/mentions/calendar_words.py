"""Words in, what they say about a date out, before anything else of the article is known.

    昨年12月 → Saying(Base.NOW, "year", years=-1, month=12);  同9日 → Saying(Base.LAST, "month", day=9)

RULES claims durations (3年間), decades and the like without a kind, so that no date is seen in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.match import Rule, alternation, lexicon
from kg.mentions.numerals import integer
from kg.model import Kind


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
PLAIN = rf"(?<![\d,.{KANJI}百千第数何])"  # a number begins here, and is no ordinal
ERAS = {
    name: (era, int(row.split()[0]), int(row.split()[1]))
    for era, row in lexicon("eras").items()
    for name in (era, *row.split()[2:])
}
_LONG_ERA = alternation(lexicon("eras"))
_ERA = rf"(?:{_LONG_ERA}|[明大昭平令](?=\d)|(?<![A-Za-z])[MTSHR](?=\d{{1,2}}年))"
_COUNT = rf"(?:元|\d{{1,2}}|[{KANJI}]{{1,3}})"
_FOUR = rf"(?:{PLAIN}(?:1[5-9]|20|21)\d\d|(?<![{KANJI}])[一二][{KANJI[:10]}]{{3}})"
_GLOSS = rf"(?:\((?:{_ERA}{_COUNT}|\d{{4}})年?\))?"  # 1998年(平成10年)
_YEAR = rf"(?:翌|明くる)?(?:(?P<four>{_FOUR})|(?P<era>{_ERA})(?P<count>{_COUNT})){_GLOSS}年(?!度|代|間|ぶり|問題|式){_GLOSS}"
_SHORT = rf"(?:翌|明くる)?{PLAIN}(?P<short>['’‘]?\d\d|\d|[{KANJI}]{{1,3}})年"
_MONTH = r"(?P<month>師走|(?:1[0-2]|0?[1-9]|十[一二]?|一〇|[一二三四五六七八九])月(?!期|号|度|分|決算))"
_WEEKDAY = r"(?:,?\(?[月火水木金土日]曜日?\)?|\([月火水木金土日](?:・祝)?\))?"
_NO_DAY = r"間|目|分|後|前|以内|以上|ぶり|連続|程度|ほど|余|おき|ごと|未満|齢|制|当たり|あたり|平均|半|本人|数"
_DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9]|[{KANJI}]{{1,3}})日(?!{_NO_DAY}){_WEEKDAY}"
_SEASON = (
    r"(?:の?(?:春先|初夏|晩秋|初冬|年末|年初|初頭|初め|はじめ|前半|後半|半ば|なかば|中頃|暮れ|終わり|末|"
    r"[春夏秋](?![田葉山元期])|冬(?!期|季)))?"
)
_TENTH = r"(?:の?(?:上旬|中旬|下旬|初旬|初頭|初め|はじめ|前半|後半|半ば|なかば|末日?|中(?![一-龯])))?"
_IN_MONTH = rf"(?:の?{_DAY}|{_TENTH})"  # what may follow a month
_REST = rf"(?:の?{_MONTH}{_IN_MONTH}|{_SEASON})"  # what may follow a year

# words that make a bare 10年 a point in time, and those that make it a length of time
_POINT = (
    r"(?=に(?!わた|渡|一度(?!は)|1|及|満た|なる|なり|なっ|近|延|相当|も)|には|にも|から(?!\d+年(?!まで|に)|\d+[^\d年]|[一-龯]*[かが]か)|まで|以降|[春夏秋冬末]|、|時点|"
    r"の(?!歴史|間|歳月|月日|年月|契約|経験|実績|任期|刑|懲役|実刑|伝統|蓄積|空白|期間|節目|研究|準備|開発|構想|交渉|定期|保証|猶予|寿命|付き合い)|"
    r"[一-龯ァ-ヶA-Z](?<![間後前以内連続越余近程弱強目物来分度代制生債満固保在勤暮過超半周務経]))"
)
_LENGTH = (
    r"間|ぶり|以上|以内|未満|連続|続|越し|余|近く|ほど|程度|くらい|ぐらい|足らず|弱|強|目|物|もの|来の|分|制|生|債|満期|勤|"
    r"がかり|かけ|かか|にわた|に渡|に及|に一度(?!は)|に1度|に満た|に近|も(?!の)|をかけ|を要|を経|を過ご|を費|を迎|が[たち経過か]|い[たる]|おり|"
    r"たっ|たち|たた|経[つっちた]|というもの|半|、ずっと|周年|とい|で(?!は[、\d]|、)|の(?:歴史|間|歳月|月日|年月|契約|経験|任期|懲役|実刑|伝統|空白|"
    r"期間|節目|猶予|寿命|付き合い)"
)
_AFTER_A_START = r"(?:から|以来|この|ここ|過去|今後|向こう|丸|まる|約|およそ|わずか|最長|最大|最短|任期は?|期間は?|期限は?|懲役|創業|設立|築|在籍|入社|勤続|計|各|毎)"


def _number(found: re.Match[str], name: str) -> int | None:
    words = found.groupdict().get(name)
    if words is None:
        return None
    if words == "師走":
        return 12
    return integer(words.strip("月'’‘"))


def _valid(saying: Saying) -> Saying | None:
    """Declines 2月30日 and 13月."""
    month, day = saying.month, saying.day
    longest = 31 if month is None else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[(month - 1) % 12]
    fits = (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= longest)
    return saying if fits else None


def _edge(found: re.Match[str]) -> int | None:
    """The month from which 2015年末 and 昨年の秋 let the story go on."""
    words = found.group()
    return next((at for ends, at in ((("末", "暮れ", "終わり"), 12), (("秋",), 9)) if words.endswith(ends)), None)


def _full(found: re.Match[str], _: object) -> Saying | None:
    era, year = None, _number(found, "four")
    if found.groupdict().get("era"):
        era, first, lasted = ERAS[found["era"]]
        count = _number(found, "count")
        if count is None or not 1 <= count <= lasted:
            return None
        year = first + count - 1
    month, day = _number(found, "month"), _number(found, "day")
    return _valid(Saying(Base.ITSELF, "year", 0, year, month, day, era, _edge(found)))


def _short(found: re.Match[str], context: object) -> Saying | None:
    gloss = found.groupdict().get("gloss_era")
    if gloss:  # 88年(昭63年)
        _, first, _ = ERAS[gloss]
        count = _number(found, "gloss_count")
        year = None if count is None else first + count - 1
        if year is None or year % 100 != _number(found, "short"):
            return None
        return _valid(Saying(Base.ITSELF, "year", 0, year, _number(found, "month"), _number(found, "day")))
    before = found.string[: found.start()]
    month = _number(found, "month")
    ends_range = before.endswith("年から") and found.string.startswith("まで", found.end())  # 5年から9年まで
    if month is None and not ends_range and re.search(_AFTER_A_START + "$", before):
        return None
    year = _number(found, "short")
    if year is None or (year < 10 and len(found["short"]) > 1 and not found["short"].startswith(("0", "'", "’", "‘"))):
        return None
    era = "western" if re.match(r"['’‘]|0", found["short"]) else None  # 07年 is of no era
    return _valid(Saying(Base.SHORT, "year", 0, year, month, _number(found, "day"), era, _edge(found)))


def _word(found: re.Match[str], _: object) -> Saying | None:
    base, unit, offset = lexicon("date-words")[found["word"]].split()
    month, day = _number(found, "month"), _number(found, "day")
    edge = _edge(found) or (9 if found["word"].endswith("秋") else None)
    return _valid(Saying(Base(base), unit.strip("-"), int(offset), None, month, day, None, edge))


def _same(found: re.Match[str], _: object) -> Saying | None:
    """同9月 of the same year, 同9日 of the same month."""
    month = _number(found, "month")
    return _valid(Saying(Base.LAST, "year" if month else "month", 0, None, month, _number(found, "day")))


def _bare(found: re.Match[str], _: object) -> Saying | None:
    month, day = _number(found, "month"), _number(found, "day")
    return _valid(Saying(Base.BARE, "month" if month else "day", 0, None, month, day))


def _shift(found: re.Match[str], _: object) -> Saying | None:
    """2年前, その2か月後. 発表の3日後 hangs on the announcement, not on a date."""
    count = integer(found["count"]) if found["count"] != "半" else 6
    unit = {"年": "year", "日": "day"}.get(found["unit"], "month")
    if found["count"] == "半":
        unit = "month"
    if count is None:
        return None
    before = found.string[max(0, found.start() - 1) : found.start()]
    loose = found["lead"] in ("約", "およそ") or (not found["lead"] and re.match(r"[一-龯ァ-ヶーA-Za-zの年月]", before))
    if loose:
        return Saying(Base.NOWHERE, unit)
    back = found["way"] == "前"
    base = Base.LAST if (found["lead"] or "").startswith(("その", "それ")) else Base.NOW if back else Base.EITHER
    return _valid(Saying(base, unit, -count if back else count, None, _number(found, "month"), _number(found, "day")))


def _edge_word(found: re.Match[str], _: object) -> Saying | None:
    unit, offset, month = lexicon("edge-words")[found.group()].split()
    if unit == "-":
        return Saying(Base.NOWHERE)
    return Saying(Base.BARE, f"{unit}-part", int(offset), edge=None if month == "-" else int(month))


def _nowhere(unit: str = "") -> Saying:
    return Saying(Base.NOWHERE, unit)


def _no_date(found: re.Match[str], _: object) -> Saying:
    return Saying(Base.NOWHERE)


_YEAR_WORDS = alternation(w for w, row in lexicon("date-words").items() if row.split()[1] == "year")
_MONTH_WORDS = alternation(w for w, row in lexicon("date-words").items() if row.split()[1] == "month")
_OTHER_WORDS = alternation(w for w, row in lexicon("date-words").items() if row.split()[1] in ("day", "-"))
_KANJI_MONTH_ALONE = r"(?P<month>十[一二]?|[二三四五六七八九])月(?=[にのはもまかを、末上中下初半以。])"
_ARABIC_MONTH = r"(?P<month>(?:1[0-2]|0?[1-9])月)(?!期|号|度|分|決算|革命|危機)"
_DAY_ALONE = (
    rf"(?<![\d,.{KANJI}第約計満数何全丸同./-])(?<!わずか)(?<!最大)(?<!最長)(?<!最短)(?<![月週])(?P<day>3[01]|[12]\d|0?[1-9])日"
    rf"(?!{_NO_DAY}){_WEEKDAY}(?=、|に(?!わた|渡|一度|\d|及|1|満)|の(?!うち|間|休|期間|猶予|出場|停止)|から|まで|付|夜|午前|午後|未明|朝|夕|昼|深夜|早朝|"
    r"時点|開[催か]|発表|死去|は|も|と|や|・|~|〜|～|[(][^)]{1,12}[)]|[一-龯ァ-ヶ](?<![本々]))"
)

RULES: tuple[Rule[Saying], ...] = (
    Rule(
        "full-date",
        _YEAR + _REST,
        _full,
        Kind.DATE,
        (
            "[2024年4月1日]に設立した。",
            "[令和元年5月]に就任した。",
            "[1998年(平成10年)]に創業。",
            "[平成二十九年の師走]に買い戻した。",
            "[2018年初め]に退いた。",
            "[2014年]の選挙。",
        ),
        ("1990年代に育った。", "12,000年前の遺跡。", "2008年度の予算。", "Windows 2000を使う。", "2025年問題を論じる。"),
    ),
    Rule(
        "numeric-date",
        rf"(?<![\d./-])(?P<four>(?:19|20)\d\d)(?P<gap>[./-])(?P<month>\d{{1,2}})(?P=gap)(?P<day>\d{{1,2}})(?![\d]|[./-]\d){_WEEKDAY}",
        _full,
        Kind.DATE,
        ("公開 [2018.12.18] 配信", "[2023/6/7] 仙台", "[2026-02-10]"),
        ("電話は2023-55-1234-1へ。", "版は2.4.1だ。"),
    ),
    Rule(
        "short-year",
        _SHORT + rf"(?:(?:\((?P<gloss_era>{_ERA})(?P<gloss_count>{_COUNT})年?\))|(?=の?{_MONTH.replace('?P<month>', '?:')})|(?=['’‘])|{_POINT})"
        + _REST,
        _short,
        Kind.DATE,
        ("[19年]執行役員。", "[21年10月]に払い込まれた。", "[88年(昭63年)]卒業。", "[5年]から[9年]まで務めた。", "['98年秋]に開店。"),
        ("3年間続いた。", "10年にわたり社長を務めた。", "5年ぶりの増益。", "創業から20年、店を守る。", "任期は2年の予定だ。"),
    ),
    Rule(
        "date-of-year-word",
        rf"(?P<word>{_YEAR_WORDS})(?!度|比|同[期月]|並|水準|割れ|以来|来)(?:の?{_MONTH}{_IN_MONTH}|{_SEASON})",
        _word,
        Kind.DATE,
        ("[昨年12月]に着工した。", "[翌年1月]に完成した。", "[来年3月31日]に引き渡す。", "[昨年の春]に開いた。", "[同年]に退社。"),
        ("前年比3%増だった。", "前年同期を上回る。"),
    ),
    Rule(
        "date-of-month-word",
        rf"(?P<word>{_MONTH_WORDS})(?!比|並|号){_IN_MONTH}",
        _word,
        Kind.DATE,
        ("[今月7日]に公表した。", "[翌月20日]、提訴した。", "[来月下旬]に開く。", "[同月]に辞めた。"),
        ("前月比2%減。",),
    ),
    Rule(
        "day-word",
        rf"(?P<word>{_OTHER_WORDS})(?!比|並|号|性|々|紙)",
        _word,
        Kind.DATE,
        ("[昨日]、取り下げた。", "[同日]付で退く。", "[来年度]から始める。", "[先週]に会った。"),
        ("前日比で下げた。", "前日比100円高。"),
    ),
    Rule(
        "same-month-or-day",
        rf"同(?:{_MONTH}の?(?:{_DAY})?{_TENTH})",
        _same,
        Kind.DATE,
        ("[同9月]に提訴した。", "[同8月3日]に開いた。"),
        ("合同9社が出た。",),
    ),
    Rule(
        "same-month",
        rf"(?<!合)(?<!共)同{_DAY}",
        _same,
        Kind.DATE,
        ("[同12日]に終えた。",),
        ("同3日間の催し。", "共同3日の会議。"),
    ),
    Rule(
        "month",
        rf"(?<![\d,.年月第数./-])(?:{_ARABIC_MONTH}{_IN_MONTH})",
        _bare,
        Kind.DATE,
        ("[4月1日]に始める。", "[6月]に取り下げた。", "[5月末]の残高。", "[9月中]に終える。"),
        ("2026年3月期の決算。", "3か月で終えた。", "5月号を買う。", "第4月曜に開く。"),
    ),
    Rule(
        "kanji-month",
        rf"(?<![{KANJI}年月第数ヶか])(?:(?P<month>十[一二]?|[一二三四五六七八九])月の?{_DAY})",
        _bare,
        Kind.DATE,
        ("[七月七日]に開く。", "[十二月二十五日]、終えた。"),
        ("五月雨の季節。",),
    ),
    Rule(
        "kanji-month-alone",
        rf"(?<![{KANJI}年月第数ヶか]){_KANJI_MONTH_ALONE}{_TENTH}",
        _bare,
        Kind.DATE,
        ("[七月]に戦争が始まった。", "[十一月末]に辞めた。"),
        ("三月書房の本。", "五月女さんに聞く。"),
    ),
    Rule(
        "day",
        _DAY_ALONE,
        _bare,
        Kind.DATE,
        ("[6日]、増資を発表した。", "社長は[30日]に退く。", "[18日]未明に答えた。"),
        ("3日間続いた。", "休みは月4日の契約だ。", "45日以内に払う。", "1日180個を運ぶ。", "10日ほどかかった。"),
    ),
    Rule(
        "shift",
        rf"(?P<lead>その約?|それから約?|約|およそ|わずか|さらに|今から|いまから)?{PLAIN}(?P<count>\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|半)"
        rf"(?P<unit>年|[かカヶヵケ箇]月|日)(?P<way>後|前)(?!輩|後|半|者|進|代|回)(?:の{_MONTH}{_IN_MONTH})?",
        _shift,
        Kind.DATE,
        ("[2か月後]に辞めた。", "[2年前]に買った。", "[その3日後]に死去した。", "判決は[2年後の3月]に出た。", "[半年後]に閉じた。"),
        ("10年前後の経験。", "2年後輩の社員。"),
    ),
    Rule(
        "vague-shift",
        r"(?:数|十数|何)(?:十|百)?(?:年|[かカヶヵケ箇]月|日|週間)[後前]|\d+年\d+[かカヶヵケ箇]月[後前]|\d+年半[後前]|\d+週間[後前]",
        lambda _m, _c: _nowhere("day"),
        Kind.DATE,
        ("[数年後]に売った。", "[5年7カ月後]に償還する。", "[2週間前]に会った。"),
        ("数年間の努力。",),
    ),
    Rule(
        "fiscal",
        rf"(?:(?:\d{{4}}|\d\d|{_ERA}{_COUNT})年度(?:末|内)?|(?:(?:\d{{4}}|\d\d|{_ERA}{_COUNT})年)?(?:(?:1[0-2]|[1-9])月期末?|"
        r"の?第?[1-4一二三四]四半期|の?[上下]半?期))",
        _no_date,
        Kind.DATE,
        ("[2026年3月期末]までに増やす。", "[2008年度]の予算。", "[3月期]の決算。", "[第2四半期]の売上。"),
        ("温度が上がる。", "速度を上げる。"),
    ),
    Rule(
        "weekday",
        r"(?<![第月火水木金土日\d(])[月火水木金土日]曜日?",
        lambda _m, _c: _nowhere("day"),
        Kind.DATE,
        ("現地時間の[火曜日]に会見した。",),
        ("第1月曜に開く。",),
    ),
    Rule(
        "edge",
        rf"(?<![年前昨今来翌同数{KANJI}\d月隔毎]){alternation(lexicon('edge-words'))}(?!調整)",
        _edge_word,
        Kind.DATE,
        ("[年内]に設立する。", "[月末]に増資する。", "[年末]に発表した。"),
        ("年末調整を終える。",),
    ),
    Rule(
        "duration",
        rf"(?:\d[\d,.]*|[{KANJI}百数]+)(?:年(?:{_LENGTH})|日(?:{_NO_DAY})|[かカヶヵケ箇]月(?![後前]))",
        _no_date,
        None,
        ("[3年間]の計画。", "[10年にわた]り続けた。", "[5年ぶり]の増益。", "研究所に[十年いた]。", "[20年以上]の経験。"),
        ("2年後に会う。",),
    ),
    Rule(
        "decade",
        r"\d{2,4}年代|\d{1,2}世紀|\d+年版|\d+年問題",
        _no_date,
        None,
        ("[1990年代]に育った。", "[20世紀]の名作。"),
        ("1990年に育った。",),
    ),
    Rule(
        "ordinal-weekday",
        r"第[1-5一二三四五][・\d]*[月火水木金土日]曜日?",
        _no_date,
        None,
        ("[第1月曜]に開く。",),
        ("月曜に開く。",),
    ),
)
