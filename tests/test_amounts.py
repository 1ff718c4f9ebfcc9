"""Sums of money, ages and rounds: what is found and what it is worth."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.mentions import ages, amounts, rounds
from kg.mentions.numerals import number
from kg.model import Amount, Mention, Span
from kg.text import read, sentences

SHARED = Path(__file__).parents[2] / "shared" / "data" / "recognizers-ja"

# the sentence, its sum in square brackets | value or low..high, currency, bound
SUMS = """
[3億円]を調達した。 | 300000000 JPY Exact
[300億円]を実施する。 | 30000000000 JPY Exact
[1,300億円]で買った。 | 130000000000 JPY Exact
[19.5億円]を借りた。 | 1950000000 JPY Exact
[1億500万ドル]を得た。 | 105000000 USD Exact
[48億3,000万ドル]で買った。 | 4830000000 USD Exact
[4,500万ユーロ]を得た。 | 45000000 EUR Exact
[5000億米ドル]を投じる。 | 500000000000 USD Exact
[1億ポンド]で売った。 | 100000000 GBP Exact
[120億ウォン]を払う。 | 12000000000 KRW Exact
[5000万元]を得た。 | 50000000 CNY Exact
[8億人民元]を得た。 | 800000000 CNY Exact
[3億香港ドル]を得た。 | 300000000 HKD Exact
[53億台湾ドル]を得た。 | 5300000000 TWD Exact
[2億豪ドル]を得た。 | 200000000 AUD Exact
[2億カナダドル]を得た。 | 200000000 CAD Exact
[2億スイスフラン]を得た。 | 200000000 CHF Exact
[2億スイス・フラン]を得た。 | 200000000 CHF Exact
[30億ルピー]を得た。 | 3000000000 INR Exact
[50万ディルハム]を得た。 | 500000 AED Exact
[50億ルーブル]を得た。 | 5000000000 RUB Exact
[50億バーツ]を得た。 | 5000000000 THB Exact
[5億シンガポールドル]を得た。 | 500000000 SGD Exact
[9億フィリピンペソ]を得た。 | 900000000 PHP Exact
[4億レアル]を得た。 | 400000000 BRL Exact
[三億円]を得た。 | 300000000 JPY Exact
[一千万円]を得た。 | 10000000 JPY Exact
[四十九兆九千五百九十二億円]に上る。 | 49959200000000 JPY Exact
[1千万円]を得た。 | 10000000 JPY Exact
[1億1千万円]を求めた。 | 110000000 JPY Exact
[1,234百万円]を計上した。 | 1234000000 JPY Exact
[500千円]を計上した。 | 500000 JPY Exact
[80万円]。 | 800000 JPY Exact
[¥5億]を得た。 | 500000000 JPY Exact
[60M$]を得た。 | 60000000 USD Exact
[$60M]を得た。 | 60000000 USD Exact
[60Mドル]を得た。 | 60000000 USD Exact
[60Millionドル]を得た。 | 60000000 USD Exact
[$1.5 billion]を得た。 | 1500000000 USD Exact
[US$2 million]を得た。 | 2000000 USD Exact
[€3,200万]を得た。 | 32000000 EUR Exact
[£1.2bn]を得た。 | 1200000000 GBP Exact
[USD 5 million]を得た。 | 5000000 USD Exact
[2222円13銭]で払った。 | 2222.13 JPY Exact
[2ドル3セント]を払った。 | 2.03 USD Exact
普通社債[1千万円]分を引き受けた。 | 10000000 JPY Exact
計[6400万ドル]を求めた。 | 64000000 USD Exact
それぞれ[300億ドル]ずつ引き受けた。 | 30000000000 USD Exact
[約310億円]で買った。 | 31000000000 JPY About
[およそ174億円]。 | 17400000000 JPY About
[概ね5億円]を得た。 | 500000000 JPY About
[ほぼ5億円]を得た。 | 500000000 JPY About
[3億ドル前後]に達した。 | 300000000 USD About
[1,300億円程度]だ。 | 130000000000 JPY About
[380億ドル規模]の契約。 | 38000000000 USD About
[5億円ほど]を得た。 | 500000000 JPY About
[約5億円規模]の契約。 | 500000000 JPY About
[10億ドル以上]を得た。 | 1000000000 USD Min
[2億8000万ドル超]を得た。 | 280000000 USD Min
[2億ドルを超える]資金を得た。 | 200000000 USD Min
[2億ドルを上回る]資金を得た。 | 200000000 USD Min
[1億1千万円余り]を求めた。 | 110000000 JPY Min
[2億円強]を得た。 | 200000000 JPY Min
[少なくとも20億ユーロ]を投じる。 | 2000000000 EUR Min
[少なくとも約20億ユーロ]を投じる。 | 2000000000 EUR Min
[最大14億ドル]を貸す。 | 1400000000 USD Max
[最大で14億ドル]を貸す。 | 1400000000 USD Max
[最大約50億円]を出す。 | 5000000000 JPY Max
[3億ドル以下]で得たい。 | 300000000 USD Max
[3億ドル未満]で得たい。 | 300000000 USD Max
[3億円弱]を得た。 | 300000000 JPY Max
[3億円まで]出資する。 | 300000000 JPY Max
[9000万ドルを下回る]。 | 90000000 USD Max
[3億円]まで引き上げた。 | 300000000 JPY Exact
[数千万ドル]を得た。 | 10000000..99999999 USD About
[数十億円]を得た。 | 1000000000..9999999999 JPY About
[数億円]を得た。 | 100000000..999999999 JPY About
[数百万ドル]を得た。 | 1000000..9999999 USD About
[十数億円]を得た。 | 1100000000..1999999999 JPY About
[数兆円規模]の計画。 | 1000000000000..9999999999999 JPY About
[4億—5億円]を払う。 | 400000000..500000000 JPY About
[4億円]から[5億円]に増やした。 | 400000000 JPY Exact & 500000000 JPY Exact
[90~120億ウォン]を払う。 | 9000000000..12000000000 KRW About
[1千万〜5千万円]を投じる。 | 10000000..50000000 JPY About
[2億から3億円]を見込む。 | 200000000..300000000 JPY About
[3、4億円]を見込む。 | 300000000..400000000 JPY About
"""

NO_SUMS = """
円高が進んだ。
ドル箱の事業だ。
100円玉を拾った。
1万円札を拾った。
100円ショップを営む。
一元化を進める。
二元論を説く。
次元が違う。
500億パラメーターのモデル。
3億人が使う。
第3位になった。
2.5ポイント上げた。
100円高となった。
$PATHを書き換える。
億万長者となった。
3円台で推移した。
10円安で終えた。
2000元日経記者の話。
何億円かかるのか。
"""

ROLES = [
    ("約240億ポンド(約3兆3000億円)で買った。", ["amount", "equivalent"]),
    ("3億ドル(日本円で約320億円)を得た。", ["amount", "equivalent"]),
    ("3億ドル、日本円で約320億円を得た。", ["amount", "equivalent"]),
    ("3億円(うち2億円は融資)を得た。", ["amount", "amount"]),
    ("3億ドルを得て、320億円を投じた。", ["amount", "amount"]),
    ("1株0.9ドルを示した。", ["unit-price"]),
    ("1株当たり1.95香港ドルで買う。", ["unit-price"]),
    ("1株あたり17ポンド(約2400円)で買う。", ["unit-price", "unit-price"]),
    ("1件当たり1千万~5千万円を投じる。", ["unit-price"]),
    ("1冊当たり90円を取る。", ["unit-price"]),
    ("時給は800円だ。", ["unit-price"]),
    ("1人当たり最大120ドルを受け取る。", ["unit-price"]),
    ("1ドル=150円で換算した。", ["unit-price"]),
    ("1社で3億円を得た。", ["amount"]),
]


def _found(text: str) -> tuple[Mention, ...]:
    article = read(text)
    return amounts.find(article.norm, sentences(article))


def _worth(value: object) -> str:
    assert isinstance(value, Amount)
    figure = f"{value.low}..{value.high}" if value.value is None else str(value.value)
    return f"{figure} {value.currency} {value.bound}"


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


def test_cases_are_all_run() -> None:
    assert len(_lines(SUMS)) >= 80
    assert len(_lines(NO_SUMS)) >= 18


@pytest.mark.parametrize("line", _lines(SUMS))
def test_sum_is_found_with_its_bound(line: str) -> None:
    text, expected = line.split(" | ")
    found = _found(text.replace("[", "").replace("]", ""))
    marked = [part.split("]")[0] for part in text.split("[")[1:]]
    assert [m.text for m in found] == marked
    assert " & ".join(_worth(m.value) for m in found) == expected


@pytest.mark.parametrize("text", _lines(NO_SUMS))
def test_no_sum_is_found(text: str) -> None:
    assert [m.text for m in _found(text)] == []


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_prices_and_equivalents_are_told_apart(text: str, roles: list[str]) -> None:
    assert [m.rule for m in _found(text)] == roles


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1億500万", 105000000),
        ("二十一", 21),
        ("〇一二", 12),
        ("千九百八十", 1980),
        ("12,345.5", "12345.5"),
        ("3,4億", None),
    ],
)
def test_numerals(words: str, expected: int | str | None) -> None:
    assert number(words) == (None if expected is None else Decimal(expected))


AGES = [
    ("加藤一郎専務(59)が昇格する。", [59]),
    ("青木花子さん(四十一)が継ぐ。", [41]),
    ("91歳。喪主は長男。", [91]),
    (")39歳(と )53歳(は違う。", [39, 53]),
    ("Mary Stone(38)が訴えた。", [38]),
    ("木村優斗被告(29)に判決が出た。", [29]),
    ("トム・ベイカー最高経営責任者(38)が話す。", [38]),
    ("20歳以上が使う。", []),
    ("図(12)を見る。", []),
    ("売上高(15)を示す。", []),
    ("30代の社員。", []),
    ("200歳の木。", []),
]


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_ages(text: str, expected: list[int]) -> None:
    article = read(text)
    assert [m.value for m in ages.find(article.norm, sentences(article))] == expected


ROUNDS = [
    ("シリーズDで1億ドルを得た。", ["シリーズD"]),
    ("シリーズ Bラウンドを終えた。", ["シリーズ B"]),
    ("Series Aを率いた。", ["Series A"]),
    ("プレシリーズAの調達。", ["プレシリーズA"]),
    ("シードラウンドの調達。", ["シード"]),
    ("シード調達を終えた。", ["シード"]),
    ("プレシードで得た。", ["プレシード"]),
    ("エンジェルラウンドを終えた。", ["エンジェルラウンド"]),
    ("シリーズAとシリーズBを終えた。", ["シリーズA", "シリーズB"]),
    ("第1シードで出る。", []),
    ("シード権を得る。", []),
    ("新シリーズを売る。", []),
    ("シリーズAIを売る。", []),
]


@pytest.mark.parametrize(("text", "expected"), ROUNDS)
def test_rounds_are_told_as_written(text: str, expected: list[str]) -> None:
    article = read(text)
    assert [m.value for m in rounds.find(article.norm, sentences(article))] == expected


def test_breadth_on_recognizers_text() -> None:
    """Every expected stretch holds a sum of the same value; none is found where none is expected."""
    if not SHARED.exists():
        pytest.skip("the specifications of Recognizers-Text are not beside this folder")
    cases = json.loads((SHARED / "CurrencyModel.json").read_text(encoding="utf-8"))
    good = 0
    for case in cases:
        found = _found(case["Input"])
        told = case["Results"]
        results = [(Span(r["Start"], r["Start"] + len(r["Text"])), r["Resolution"]["value"]) for r in told]
        good += len(found) == len(results) and all(
            m.span.overlaps(span) and isinstance(m.value, Amount) and m.value.value == Decimal(value)
            for m, (span, value) in zip(found, results, strict=True)
        )
    assert len(cases) == 34
    assert good >= 28
