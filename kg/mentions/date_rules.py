"""The rules that find date words.

Rules without a kind claim durations (3年間), decades and the like, so that no date is seen in them.
"""

from __future__ import annotations

from kg.match import Rule, alternation, lexicon
from kg.mentions.calendar_words import (
    COUNT,
    DAY,
    ERA,
    HAN,
    IN_MONTH,
    IN_YEAR,
    KANJI,
    LENGTH,
    MONTH,
    NO_DAY,
    POINT,
    SHORT_GLOSS,
    SHORT_YEAR,
    SOME_MONTH,
    START,
    TENTH,
    WEEKDAY,
    YEAR,
    Saying,
)  # fmt: skip
from kg.mentions.sayings import bare, edge_word, full, no_date, no_day, same, shift, short, word
from kg.model import Kind

_YEAR_WORDS = tuple(w for w, row in lexicon("date-words").items() if row.split()[1] == "year")
_MONTH_WORDS = tuple(w for w, row in lexicon("date-words").items() if row.split()[1] == "month")
_OTHER_WORDS = tuple(w for w, row in lexicon("date-words").items() if row.split()[1] in ("day", "-"))
_KANJI_MONTH = r"(?P<month>十[一二]?|[一二三四五六七八九])月"
_KANJI_MONTH_ALONE = r"(?P<month>十[一二]?|[二三四五六七八九])月(?=[にのはもまかを、末上中下初半以。])"
_NOT_INSIDE = rf"(?<![{KANJI}年月第数ヶか])"
_ARABIC_MONTH = r"(?P<month>(?:1[0-2]|0?[1-9])月)(?!期|号|度|分|決算|革命|危機)"
_NO_DATE_BEFORE = rf"(?<![\d,.{KANJI}第約計満数何全丸同./-])(?<!わずか)(?<!最大)(?<!最長)(?<!最短)(?<![月週])"
_DAY_NUMBER = r"(?P<day>3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]|[二三]十)"
_DAY_FOLLOWS = (
    rf"(?=、|に(?!わた|渡[りるっ]|[一\d]+(?:度|回|件|個|人|時間|本|便|台)|及[びぶん]|満た)|の(?!うち|間|休|期間|猶予|出場|停止)|から|まで|付|夜|午前|午後|未明|朝|夕|昼|深夜|"
    rf"早朝|時点|開[催か]|発表|死去|は|も|と|や|・|~|〜|～|[(][^)]{{1,12}}[)]|(?:{HAN}|[ァ-ヶ])(?<![本々]))"
)
_DAY_ALONE = rf"{_NO_DATE_BEFORE}{_DAY_NUMBER}日(?!{NO_DAY}){WEEKDAY}{_DAY_FOLLOWS}"
_SOME_YEAR = rf"(?:\d{{4}}|\d\d|{ERA}{COUNT})年"

RULES: tuple[Rule[Saying], ...] = (
    Rule(
        "full-date",
        YEAR + IN_YEAR,
        full,
        Kind.DATE,
        (
            "[2024年4月1日]に設立した。",
            "[令和元年5月]に就任した。",
            "[1998年(平成10年)]に創業。",
            "[平成二十九年の師走]に買い戻した。",
            "[2018年初め]に退いた。",
            "[2014年]の選挙。",
        ),
        (
            "1990年代に育った。",
            "12,000年前の遺跡。",
            "2008年度の予算。",
            "Windows 2000を使う。",
            "2025年問題を論じる。",
        ),
        cues=("年",),
    ),
    Rule(
        "numeric-date",
        r"(?<![\d./-])(?P<four>(?:19|20)\d\d)(?P<gap>[./-])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d|[./-]\d)" + WEEKDAY,
        full,
        Kind.DATE,
        ("公開 [2018.12.18] 配信", "[2023/6/7] 仙台", "[2026-02-10]"),
        ("電話は2023-55-1234-1へ。", "版は2.4.1だ。"),
        cues=("19", "20"),
    ),
    Rule(
        "short-year",
        rf"{SHORT_YEAR}(?:{SHORT_GLOSS}|(?=の?{SOME_MONTH})|{POINT}){IN_YEAR}",
        short,
        Kind.DATE,
        (
            "[19年]執行役員。",
            "[21年10月]に払い込まれた。",
            "[88年(昭63年)]卒業。",
            "[5年]から[9年]まで務めた。",
            "['98年秋]に開店。",
        ),
        (
            "3年間続いた。",
            "10年にわたり社長を務めた。",
            "5年ぶりの増益。",
            "創業から20年、店を守る。",
            "任期は2年の予定だ。",
        ),
        cues=("年",),
    ),
    Rule(
        "date-of-year-word",
        rf"(?P<word>{alternation(_YEAR_WORDS)})(?!度|比|同[期月]|並|水準|割れ|以来|来){IN_YEAR}",
        word,
        Kind.DATE,
        (
            "[昨年12月]に着工した。",
            "[翌年1月]に完成した。",
            "[来年3月31日]に引き渡す。",
            "[昨年の春]に開いた。",
            "[同年]に退社。",
        ),
        ("前年比3%増だった。", "前年同期を上回る。"),
        cues=_YEAR_WORDS,
    ),
    Rule(
        "date-of-month-word",
        rf"(?P<word>{alternation(_MONTH_WORDS)})(?!比|並|号){IN_MONTH}",
        word,
        Kind.DATE,
        ("[今月7日]に公表した。", "[翌月20日]、提訴した。", "[来月下旬]に開く。", "[同月]に辞めた。"),
        ("前月比2%減。",),
        cues=_MONTH_WORDS,
    ),
    Rule(
        "day-word",
        rf"(?P<word>{alternation(_OTHER_WORDS)})(?!比|並|号|性|々|紙)",
        word,
        Kind.DATE,
        ("[昨日]、取り下げた。", "[同日]付で退く。", "[来年度]から始める。", "[先週]に会った。"),
        ("前日比で下げた。", "前日比100円高。"),
        cues=_OTHER_WORDS,
    ),
    Rule(
        "same-month-or-day",
        rf"同(?:{MONTH}の?(?:{DAY})?{TENTH})",
        same,
        Kind.DATE,
        ("[同9月]に提訴した。", "[同8月3日]に開いた。"),
        ("合同9社が出た。",),
        cues=("同",),
    ),
    Rule(
        "same-month",
        rf"(?<!合)(?<!共)同{DAY}",
        same,
        Kind.DATE,
        ("[同12日]に終えた。",),
        ("同3日間の催し。", "共同3日の会議。"),
        cues=("同",),
    ),
    Rule(
        "month",
        rf"(?<![\d,.年月第数./-])(?:{_ARABIC_MONTH}{IN_MONTH})",
        bare,
        Kind.DATE,
        ("[4月1日]に始める。", "[6月]に取り下げた。", "[5月末]の残高。", "[9月中]に終える。"),
        ("2026年3月期の決算。", "3か月で終えた。", "5月号を買う。", "第4月曜に開く。"),
        cues=("月",),
    ),
    Rule(
        "kanji-month",
        rf"{_NOT_INSIDE}{_KANJI_MONTH}の?{DAY}",
        bare,
        Kind.DATE,
        ("[七月七日]に開く。", "[十二月二十五日]、終えた。"),
        ("五月雨の季節。",),
        cues=("月",),
    ),
    Rule(
        "kanji-month-alone",
        rf"{_NOT_INSIDE}{_KANJI_MONTH_ALONE}{TENTH}",
        bare,
        Kind.DATE,
        ("[七月]に戦争が始まった。", "[十一月末]に辞めた。"),
        ("三月書房の本。", "五月女さんに聞く。"),
        cues=("月",),
    ),
    Rule(
        "day",
        _DAY_ALONE,
        bare,
        Kind.DATE,
        ("[6日]、増資を発表した。", "社長は[30日]に退く。", "[18日]未明に答えた。"),
        ("3日間続いた。", "休みは月4日の契約だ。", "45日以内に払う。", "1日180個を運ぶ。", "10日ほどかかった。"),
        cues=("日",),
    ),
    Rule(
        "shift",
        rf"(?P<lead>その約?|それから約?|約|およそ|わずか|さらに|今から|いまから)?{START}(?P<count>\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|半)"
        rf"(?P<unit>年|[かカヶヵケ箇]月|日)(?P<way>後|前)(?!輩|後|半|者|進|代|回)(?:の{MONTH}{IN_MONTH})?",
        shift,
        Kind.DATE,
        (
            "[2か月後]に辞めた。",
            "[2年前]に買った。",
            "[その3日後]に死去した。",
            "判決は[2年後の3月]に出た。",
            "[半年後]に閉じた。",
        ),
        ("10年前後の経験。", "2年後輩の社員。"),
        cues=("後", "前"),
    ),
    Rule(
        "vague-shift",
        r"(?:数|十数|何)(?:十|百)?(?:年|[かカヶヵケ箇]月|日|週間)[後前]|\d{1,3}年\d{1,2}[かカヶヵケ箇]月[後前]|\d{1,3}年半[後前]|\d{1,3}週間[後前]",
        no_day,
        Kind.DATE,
        ("[数年後]に売った。", "[5年7カ月後]に償還する。", "[2週間前]に会った。"),
        ("数年間の努力。",),
        cues=("後", "前"),
    ),
    Rule(
        "fiscal",
        rf"{_SOME_YEAR}度(?:末|内)?|(?:{_SOME_YEAR})?(?:(?:(?:1[0-2]|[1-9])月?[~〜～―—–-])?(?:1[0-2]|[1-9])月期末?|の?第?[1-4一二三四]四半期|の?[上下]半?期)",
        no_date,
        Kind.DATE,
        ("[2026年3月期末]までに増やす。", "[2008年度]の予算。", "[3月期]の決算。", "[第2四半期]の売上。"),
        ("温度が上がる。", "速度を上げる。"),
        cues=("年度", "期"),
    ),
    Rule(
        "days-or-months",
        r"(?<!\d)\d{1,2}(?:[~〜～―—–-]|、(?=\d[月日]))\d{1,2}(?:月(?!期)|日)",
        no_day,
        Kind.DATE,
        ("[4~6日]に開く。", "2017年[1〜3月]に減った。", "[3、4日]に開いた。"),
        ("7~9月期の決算。", "3月4日に開く。"),
        cues=("月", "日"),
    ),
    Rule(
        "english-date",
        rf"(?<![A-Za-z])(?P<english>{alternation(lexicon('english-months'))})\.? "
        r"(?P<day>\d{1,2}),? (?P<four>(?:19|20)\d\d)(?!\d)",
        full,
        Kind.DATE,
        ("[Sep 4, 2025] 仙台", "[March 14, 2025]に公開。"),
        (
            "May 2025に出た。",
            "Mayor 4, 2025",
        ),
        cues=tuple(lexicon("english-months")),
    ),
    Rule(
        "weekday",
        r"(?<![第月火水木金土日\d(])[月火水木金土日]曜日?",
        no_day,
        Kind.DATE,
        ("現地時間の[火曜日]に会見した。",),
        ("第1月曜に開く。",),
        cues=("曜",),
    ),
    Rule(
        "edge",
        rf"(?<![年前昨今来翌同数{KANJI}\d月隔毎]){alternation(lexicon('edge-words'))}(?!調整)",
        edge_word,
        Kind.DATE,
        ("[年内]に設立する。", "[月末]に増資する。", "[年末]に発表した。"),
        ("年末調整を終える。",),
        cues=tuple(lexicon("edge-words")),
    ),
    Rule(
        "duration",
        rf"(?:(?<![\d,.])[\d,.]{{1,12}}|(?<![{KANJI}百数])[{KANJI}百数]{{1,6}})(?:年(?:{LENGTH})|日(?:{NO_DAY})|[かカヶヵケ箇]月(?![後前]))",
        no_date,
        None,
        (
            "[3年間]の計画。",
            "[10年にわた]り続けた。",
            "[5年ぶり]の増益。",
            "研究所に[十年いた]。",
            "[20年以上]の経験。",
        ),
        ("2年後に会う。",),
        cues=("年", "日", "月"),
    ),
    Rule(
        "decade",
        r"\d{2,4}年代|\d{1,2}世紀|\d{2,4}年版|\d{2,4}年問題",
        no_date,
        None,
        ("[1990年代]に育った。", "[20世紀]の名作。"),
        ("1990年に育った。",),
        cues=("年", "世紀"),
    ),
    Rule(
        "ordinal-weekday",
        r"第[1-5一二三四五][・\d]*[月火水木金土日]曜日?",
        no_date,
        None,
        ("[第1月曜]に開く。",),
        ("月曜に開く。",),
        cues=("曜",),
    ),
)
