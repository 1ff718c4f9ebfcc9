"""Literals' words: which stand in which lexical space. Each datatype has words that do and words that do not."""

from __future__ import annotations

import base64
import calendar
import datetime
import json
import subprocess
import sys
import time

import pytest
from conftest import environment
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.validate.lexical import deciding, in_space

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# RDF 1.1 Concepts §5.1
NAMES = (
    *("string boolean decimal integer double float date time dateTime dateTimeStamp").split(),
    *("gYear gMonth gDay gYearMonth gMonthDay duration yearMonthDuration dayTimeDuration").split(),
    *("byte short int long unsignedByte unsignedShort unsignedInt unsignedLong").split(),
    *("positiveInteger nonNegativeInteger negativeInteger nonPositiveInteger").split(),
    *("hexBinary base64Binary anyURI language normalizedString token NMTOKEN Name NCName").split(),
)

NOT_CHARACTERS = ("\0", "a\0b", "\ud800", "a\udfff", "\ufffe", "\uffff", "\x0b", "\x1f")
NO_NUMBER = (
    *("", " ", "+", "-", " 1", "1 ", " 1 ", "1\n", "\n1", "1\0", "\ud800", "１２３", "١٢٣", "१", "1,000", "1_000", "10億"),
    *("約300", "--1", "+-1", "- 1", "0x1F", "二"),
)
NO_INTEGER = (*NO_NUMBER, "1.0", "1.", "1e3", "INF", "NaN", "²")
NO_DATE = (
    *("", " ", "2024年", "令和元年", "令和6年5月1日", "R6.5.1", "２０２４", "2024/05/01", "2024.05.01", "2024-5-1"),
    *("24-05-01", "today"),
)

# datatype: (words in its space, words that are not)
CASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "string": (
        ("", " ", "a", "買収 ", "\t\r\n", " 1 ", "\x7f", "\ud7ff", "\ue000", "\ufffd", "𠮷", "\U0010ffff", "\0", "青空\x1f"),
        ("\ud800", "a\udfff"),
    ),
    "normalizedString": (("", " ", "  a  b ", "株式会社　青空", "𠮷"), (*NOT_CHARACTERS, "\t", "a\nb", "a\r", "a\n")),
    "token": (
        ("", "a", "a b c", "株式会社　青空", "\xa0a"),
        (*NOT_CHARACTERS, " ", " a", "a ", "a  b", "買収  先", "a\tb", "a\n", "\r"),
    ),
    "boolean": (
        ("true", "false", "1", "0"),
        ("", "TRUE", "True", "yes", "t", "01", "１", "はい", "真", " true", "true\n", "true\0"),
    ),
    "decimal": (
        ("0", "-0", "+1", "007", "1.", ".5", "-.5", "1.50", "3.14159", "1" * 5000, "0." + "0" * 5000 + "1"),
        (*NO_NUMBER, ".", "-.", "1.2.3", "1e3", "1E100000000", "1e100000000", "INF", "NaN", "1/2", "1．5", "30%"),
    ),
    "float": (
        (
            *("0", "-0", "1.5", "1.", ".5", "1e3", "1E3", "-1.5e-10", "+1e+3", "1e400", "1e100000000", ".5e1", "INF", "-INF"),
            *("+INF", "NaN"),
        ),
        (
            *NO_NUMBER,
            *(".", "e3", "1e", "1e+", "1e1.5", "1 e3", "inf", "Infinity", "nan", "+NaN", "-NaN", "INF\n", "1f", "1d", "0x1p3"),
            "∞",
        ),
    ),
    "integer": (("0", "-0", "+0", "00", "-1", "+12", "1" * 5000, "-" + "9" * 5000, "0" * 5000), (*NO_INTEGER, "1" * 5000 + "x")),
    "nonPositiveInteger": (("0", "+0", "-0", "-1", "-" + "9" * 5000), (*NO_INTEGER, "1", "+1", "9" * 5000)),
    "negativeInteger": (("-1", "-01", "-" + "9" * 5000), (*NO_INTEGER, "0", "-0", "-000", "1", "9" * 5000)),
    "long": (
        ("9223372036854775807", "-9223372036854775808", "+0", "0" * 5000 + "9223372036854775807"),
        (*NO_INTEGER, "9223372036854775808", "-9223372036854775809", "9" * 5000, "-" + "9" * 5000),
    ),
    "int": (("2147483647", "-2147483648", "-0", "+1"), (*NO_INTEGER, "2147483648", "-2147483649")),
    "short": (("32767", "-32768", "000"), (*NO_INTEGER, "32768", "-32769")),
    "byte": (("127", "-128", "+127", "0127"), (*NO_INTEGER, "128", "-129", "1" + "0" * 30)),
    "nonNegativeInteger": (("0", "-0", "+1", "9" * 5000), (*NO_INTEGER, "-1", "-" + "9" * 5000)),
    "unsignedLong": (
        ("18446744073709551615", "+1", "-0"),
        (*NO_INTEGER, "18446744073709551616", "1" + "0" * 20, "-1", "9" * 5000),
    ),
    "unsignedInt": (("4294967295", "0", "-0"), (*NO_INTEGER, "4294967296", "-1")),
    "unsignedShort": (("65535", "0", "-00"), (*NO_INTEGER, "65536", "-1")),
    "unsignedByte": (("255", "0", "+255", "-0", "00255"), (*NO_INTEGER, "256", "-1")),
    "positiveInteger": (("1", "+1", "01", "9" * 5000), (*NO_INTEGER, "0", "-0", "+0", "-1", "-" + "9" * 5000)),
    "date": (
        (
            *("2024-05-01", "2024-05-01Z", "2024-05-01+09:00", "2024-05-01-14:00", "2024-05-01+14:00", "2024-05-01-00:00"),
            *("2024-02-29", "2000-02-29", "2023-02-28", "2024-01-31", "2024-04-30", "2024-12-31", "0000-02-29", "-0004-02-29"),
            *("-0044-03-15", "-0000-01-01", "0001-01-01", "12024-05-01", "12024-02-29", "-12000-02-29", "9" * 5000 + "-01-01"),
        ),
        (
            *NO_DATE,
            *("2024", "2024-05", "2023-02-29", "1900-02-29", "2100-02-29", "-0001-02-29", "12023-02-29", "12100-02-29"),
            *("2024-02-30", "2024-02-31", "2024-04-31", "2024-06-31", "2024-09-31", "2024-11-31", "2024-01-32", "2024-00-01"),
            *("2024-13-01", "2024-01-00", "02024-05-01", "+2024-05-01", "024-05-01", "--0044-03-15", "2024-05-01+14:01"),
            *("2024-05-01+15:00", "2024-05-01+9:00", "2024-05-01+0900", "2024-05-01+09", "2024-05-01z", "2024-05-01 Z"),
            *(
                *("2024-05-01+13:60", "2024-05-01T00:00:00", "2024-05-01\n", "2024-05-01Z\n", " 2024-05-01", "２０２４-05-01"),
                "2024年5月1日",
            ),
            *("2024-05-01\0", "2024‐05‐01", "2024-05-01ZZ", "2023-02-29Z", "1" * 5000),
        ),
    ),
    "gYear": (
        ("20240501", "2024", "0000", "-0000", "-0044", "12024", "2024Z", "2024+09:00", "2024-09:00", "0001", "9" * 5000),
        (
            *NO_DATE,
            *("2024\n", "24", "024", "02024", "+2024", "2024-05", "2024-", "-", "2024年度", "2020年", "平成31年", "2024+14:30"),
            "2024\0",
        ),
    ),
    "gYearMonth": (
        ("2024-05", "-0044-03", "12024-12", "0000-01", "2024-05Z", "2024-05+09:00"),
        (
            *NO_DATE,
            *("2024", "2024-00", "2024-13", "2024-5", "2024-05-", "2024-05-01", "2024-05\n", "2024年5月", "2024/05"),
            "02024-05",
        ),
    ),
    "gMonthDay": (
        ("--02-29", "--12-31", "--04-30", "--01-31Z", "--05-01+09:00"),
        (
            *("", "--02-30", "--02-31", "--04-31", "--13-01", "--00-01", "--01-00", "--01-32", "-05-01", "05-01", "--5-1"),
            *("--0501", "--05-01\n", "5月1日"),
        ),
    ),
    "gMonth": (
        ("--01", "--12", "--05Z", "--05-14:00"),
        ("", "--00", "--13", "--5", "05", "-05", "--05--", "--05\n", "5月", "--０５"),
    ),
    "gDay": (
        ("---01", "---31", "---15Z", "---15+09:00"),
        ("", "---00", "---32", "---1", "--01", "01", "----01", "---01\n", "1日", "---０１"),
    ),
    "time": (
        (
            *("00:00:00", "23:59:59", "12:30:00.5", "12:30:00.000000000001", "24:00:00", "24:00:00.000", "09:00:00Z"),
            *("09:00:00+09:00", "24:00:00-14:00"),
        ),
        (
            *(
                *("", "9:00:00", "09:00", "24:00:01", "24:00:00.1", "24:01:00", "25:00:00", "12:60:00", "12:00:60", "23:59:60"),
                "12:00:00.",
            ),
            *(
                *("12:00:00,5", "12:00:00\n", "12：00：00", "午後3時", "12:00:00+24:00", "12:00:00+14:01", "-12:00:00"),
                *("T12:00:00", "12:00:00.５"),
            ),
        ),
    ),
    "dateTime": (
        (
            *(
                *("2024-05-01T00:00:00", "2024-05-01T09:30:00+09:00", "2024-02-29T24:00:00", "-0044-03-15T12:00:00Z"),
                "0000-01-01T00:00:00",
            ),
            *("12024-05-01T00:00:00.123456789Z", "2024-12-31T24:00:00.0Z", "2024-05-01T00:00:00-14:00"),
        ),
        (
            *(
                *NO_DATE,
                *("2024-05-01", "2024-05-01T", "2024-05-01 00:00:00", "2024-05-01t00:00:00", "2024-05-01T00:00"),
                "2024-05-01T00:00:00z",
            ),
            *(
                *("2023-02-29T00:00:00", "2024-04-31T00:00:00", "2024-05-01T24:00:01", "2024-05-01T00:00:00+14:01"),
                "2024-05-01T23:59:60Z",
            ),
            *(
                *("2024-05-01T00:00:00Z\n", "2024-05-01T00:00:00.", "+2024-05-01T00:00:00", "2024-05-01T00:00:00 +09:00"),
                "T00:00:00",
            ),
        ),
    ),
    "dateTimeStamp": (
        ("2024-05-01T00:00:00Z", "2024-05-01T09:30:00+09:00", "2024-02-29T24:00:00-14:00", "-0044-03-15T12:00:00.5Z"),
        (
            *NO_DATE,
            *("2024-05-01T00:00:00", "2024-05-01Z", "2023-02-29T00:00:00Z", "2024-05-01T00:00:00+14:30"),
            "2024-05-01T00:00:00Z\n",
        ),
    ),
    "duration": (
        (
            *(
                *("P1Y", "P1M", "P1D", "PT1H", "PT1M", "PT1S", "P1Y2M3DT4H5M6.7S", "-P1D", "P0Y", "P1YT1S", "P13M", "PT36H"),
                "P" + "9" * 5000 + "D",
            ),
            *("PT1.S", "PT.5S"),
        ),
        (
            *(
                *("", "P", "-P", "PT", "P1YT", "1Y", "P1", "P1S", "P1H", "PT1D", "PT1Y", "P1M1Y", "P1Y1Y", "P-1D", "+P1D"),
                *("P1.5D", "PT1.5H", "PT.S"),
            ),
            *("P1W", "p1d", "P 1D", "P1D\n", "PT\n", "P1YT\n", "P１D", "1年", "3ヶ月", "PT1M1H", "P1DT", "--P1D"),
        ),
    ),
    "yearMonthDuration": (
        ("P1Y", "P1M", "P1Y2M", "-P0M", "P14M"),
        ("", "P", "-P", "P1D", "PT1M", "P1Y2M3D", "P1YT0S", "P2M1Y", "P1Y\n", "P１Y", "1年"),
    ),
    "dayTimeDuration": (
        ("P1D", "PT1H", "PT1M", "PT1.5S", "P1DT2H3M4.5S", "-PT0S", "PT36H"),
        ("", "P", "PT", "P1DT", "P1Y", "P1M", "P1M1D", "P1Y1D", "PT1S1M", "P1D\n", "P１D", "3日"),
    ),
    "hexBinary": (
        ("", "00", "0fB7", "0123456789aAfF", "DEADBEEF", "ab" * 5000),
        ("0", "abc", "0g", "0x00", "ab cd", " ab", "ab\n", "ａｂ", "ab" * 5000 + "a"),
    ),
    "base64Binary": (
        (
            "",
            "YQ==",
            "YWI=",
            "YWJj",
            "Y Q = =",
            "Y W I =",
            "YWJj YWJj",
            "YWJj ZA==",
            "A A A A",
            "+/+/",
            "0123456789+/",
            "YWJj" * 5000,
        ),
        (
            *(
                *("Y", "YQ", "YQ=", "YWJ", "YR==", "YWJ=YQ==", "YQ==YQ==", "=", "====", "YWJj ", " YWJj", "YW  Jj", "YWJj\n"),
                *("YW\nJj", "Y-_j"),
            ),
            *("ＹＷＪｊ", "YWJj" * 5000 + "!", "YQ== ", " ", "YQ===", "A==="),
        ),
    ),
    "anyURI": (("", "https://example.com/a?b#c", "../a", "https://例え.jp/買収", "a b", "%zz", "http://[", "::"), NOT_CHARACTERS),
    "language": (
        ("ja", "en-GB", "ja-Hira-JP", "i-navajo", "x-1", "x-09", "abcdefgh-12345678", "JA"),
        (
            *("", "-", "ja-", "-ja", "ja_JP", "abcdefghi", "ja-123456789", "1a", "日本語", "ja\n", " ja", "ja--JP", "ｊａ"),
            "ja" + "-a" * 5000 + "-",
        ),
    ),
    "NMTOKEN": (
        ("a", "1", "-", "a:b", ".5", "買収", "a·b", "１", "、", "𠮷", "\u0300"),
        ("", "a b", "a\n", " a", "a,b", "a/b", "×", "。\n", "a\0", "\ud800"),
    ),
    "Name": (
        ("a", "_", ":", "a:b:c", "買収1", "a-b.c", "𠮷", "１", "（株）"),
        ("", "1", "-a", ".a", "a b", "a\n", "·a", "\u0300", "a　b", "㈱\0", "a\ud800"),
    ),
    "NCName": (("a", "_1", "買収", "a-b.c", "a·b", "𠮷"), ("", ":", "a:b", ":a", "1a", "-", "a b", "a\n", "a　b", "×", "a\0")),
    "langString": (("", "買収", " a\n", "\0"), ()),
    "HTML": (("", "<p>買収", "<br>", "</"), ()),
    "XMLLiteral": (
        ("", "買収", "<a/>", "a<b>c</b>d", '<p:a xmlns:p="x:"/>', "<!--c-->", "&lt;&#x8CB7;", "<?p i?>", "<![CDATA[<]]>"),
        (
            *(
                *("<a>", "</x><x>", "</x><!--", "<p:a/>", "&買収;", "&nbsp;", "<", "&", "<?xml version='1.0'?>"),
                *("<!DOCTYPE x>", "<a></b>", "<a b=c/>"),
            ),
            *("\0", "\ud800", "]]>", "<!--"),
        ),
    ),
    "JSON": (
        ("{}", "[]", "1", " 1 ", '"買収"', "null", "true", "1e999", "1" * 5000, '{"a":[1,2.5,{"b":null}]}', "1\n", "-0"),
        (
            *("", " ", "NaN", "Infinity", "-Infinity", "{a:1}", "[1,]", "'a'", "01", "1.", "+1", "１", "{}{}", "nul", '"\n"'),
            *("\0", "\ufeff1"),
        ),
    ),
}
CASES["double"] = CASES["float"]

TABLE = [
    ((RDF if name in ("langString", "HTML", "XMLLiteral", "JSON") else XSD) + name, words, expected)
    for name, both in CASES.items()
    for expected, told in zip((True, False), both, strict=True)
    for words in told
]


def test_the_table_is_whole() -> None:
    assert set(NAMES) | {"langString", "HTML", "XMLLiteral", "JSON"} == set(CASES)
    assert len(NAMES) == 39
    assert len(TABLE) == len(set(TABLE)) == 1250
    for name in NAMES:
        assert all(CASES[name]), name


def _shown(value: object) -> str:
    words = ascii(value).rpartition("#")[2]
    return words if len(words) < 40 else f"{words[:30]}… {len(words)}"


@pytest.mark.parametrize(("datatype", "words", "expected"), TABLE, ids=_shown)
def test_words_stand_in_a_space_or_do_not(datatype: str, words: str, expected: bool) -> None:
    assert in_space(words, datatype) is expected


@pytest.mark.parametrize(
    "datatype",
    ["", "integer", "xsd:integer", XSD, XSD + "QName", XSD + "ID", XSD + "Integer", RDF + "integer", "https://w3id.org/newskg/x"],
)
def test_a_datatype_not_known_is_not_judged(datatype: str) -> None:
    assert in_space("1", datatype) is None


@pytest.mark.parametrize(
    ("words", "among", "expected"),
    [
        ("2024-05", "date gYearMonth gYear", "gYearMonth"),
        ("2024", "date gYearMonth gYear", "gYear"),
        ("2024-05-01", "date gYearMonth gYear", "date"),
        ("2024-05-01", "date date", "date"),
        ("20240501", "date gYearMonth gYear", "gYear"),  # twenty million years on
        ("2024-05-01T00:00:00", "date gYearMonth gYear dateTime", "dateTime"),
        ("2024-02-30", "date gYearMonth gYear", None),
        ("令和6年", "date gYearMonth gYear", None),
        ("2024", "integer gYear", None),
        ("2024", "gYear no-such-datatype", None),
        ("2024", "", None),
        ("-1", "nonNegativeInteger integer", "integer"),
        ("1.5", "integer decimal", "decimal"),
    ],
)
def test_words_decide_a_datatype_or_none(words: str, among: str, expected: str | None) -> None:
    assert deciding(words, [XSD + name for name in among.split()]) == (XSD + expected if expected else None)


def test_days_of_months_are_the_calendars() -> None:
    days = 0
    for year in (*range(1890, 2110), 0, 4, 100, 400, 1600, 1700, 2400, 9996, 9999):
        for month in range(1, 13):
            length = calendar.monthrange(year or 400, month)[1]
            for sign, more in (("", 0), ("-", 0), ("", 40000)):  # 400 years on, the calendar is the same
                held = [d for d in range(33) if in_space(f"{sign}{year + more:04}-{month:02}-{d:02}", XSD + "date")]
                assert held == list(range(1, length + 1))
                days += len(held)
    assert days > 240_000


def test_hours_minutes_seconds_and_zones_are_the_clocks() -> None:
    two = [f"{n:02}" for n in range(100)]
    assert [h for h in two if in_space(f"{h}:00:00", XSD + "time")] == two[:25]
    assert [m for m in two if in_space(f"23:{m}:00", XSD + "time")] == two[:60]
    assert [s for s in two if in_space(f"23:00:{s}", XSD + "time")] == two[:60]
    for sign in "+-":
        assert [h for h in two if in_space(f"2024{sign}{h}:00", XSD + "gYear")] == two[:15]
        assert [m for m in two if in_space(f"2024{sign}13:{m}", XSD + "gYear")] == two[:60]
    assert [d for d in two if in_space(f"---{d}", XSD + "gDay")] == two[1:32]
    assert [m for m in two if in_space(f"--{m}", XSD + "gMonth")] == two[1:13]
    assert [m for m in two if in_space(f"2024-{m}", XSD + "gYearMonth")] == two[1:13]


# XML 1.0 (fifth edition) §2.3, [4] and [4a]
NAME_START = "3A 41-5A 5F 61-7A C0-D6 D8-F6 F8-2FF 370-37D 37F-1FFF 200C-200D 2070-218F 2C00-2FEF 3001-D7FF F900-FDCF FDF0-FFFD 10000-EFFFF"
NAME_MORE = "2D 2E 30-39 B7 300-36F 203F-2040"


def test_the_characters_of_names_are_xmls() -> None:
    def codes(told: str) -> set[int]:
        ends = [[int(end, 16) for end in part.split("-")] for part in told.split()]
        return {code for least, *most in ends for code in range(least, (most or [least])[0] + 1)}

    start = codes(NAME_START)
    part = start | codes(NAME_MORE)
    edges = {
        code + step
        for code in (*range(0x3100), 0xD7FF, 0xE000, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF)
        for step in (-1, 0, 1)
    }
    for code in edges - {-1}:
        assert in_space(chr(code), XSD + "Name") is (code in start), hex(code)
        assert in_space(chr(code), XSD + "NMTOKEN") is (code in part), hex(code)
        assert in_space("a" + chr(code), XSD + "NCName") is (code in part and code != 0x3A), hex(code)
        assert in_space(chr(code), XSD + "string") is not (0xD800 <= code < 0xE000), hex(code)


def test_json_deeper_than_the_stack_is_not_judged() -> None:
    assert in_space("[" * 200_000 + "]" * 200_000, RDF + "JSON") is None


def test_nothing_heavy_comes_with_it() -> None:
    script = "import sys, kg.validate.lexical; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], env=environment(), capture_output=True, text=True, check=True)
    assert not {"rdflib", "pyshacl", "xml.parsers.expat", "calendar"} & set(done.stdout.split())


laws = settings(max_examples=200, deadline=None)
DATATYPES = sorted({datatype for datatype, _, _ in TABLE})


@laws
@given(st.text(st.characters(exclude_categories=())), st.sampled_from(DATATYPES))
def test_any_text_is_judged(words: str, datatype: str) -> None:
    assert in_space(words, datatype) in (True, False)


@laws
@given(st.sampled_from(TABLE), st.sampled_from(DATATYPES), st.sampled_from(["\n", " ", "\0", "　", "\ud800", "x"]))
def test_a_number_or_a_date_bears_nothing_around_it(case: tuple[str, str, bool], datatype: str, more: str) -> None:
    loose = (
        "string normalizedString token anyURI NMTOKEN Name NCName language base64Binary langString HTML XMLLiteral JSON".split()
    )
    if datatype.rpartition("#")[2] not in loose:
        assert in_space(case[1] + more, datatype) is False
        assert in_space(more + case[1], datatype) is False


@laws
@given(st.integers())
def test_every_int_is_an_integer_and_stands_in_the_spaces_of_its_size(n: int) -> None:
    assert in_space(str(n), XSD + "integer")
    assert in_space(str(n), XSD + "decimal")
    for bits, name in ((8, "byte"), (16, "short"), (32, "int"), (64, "long")):
        assert in_space(str(n), XSD + name) is (-(2 ** (bits - 1)) <= n < 2 ** (bits - 1))
        assert in_space(str(n), XSD + "unsigned" + name.title()) is (0 <= n < 2**bits)
    signs = {"positiveInteger": n > 0, "nonNegativeInteger": n >= 0, "negativeInteger": n < 0, "nonPositiveInteger": n <= 0}
    assert {name: in_space(str(n), XSD + name) for name in signs} == signs


@laws
@given(st.floats(allow_nan=False, allow_infinity=False), st.decimals(allow_nan=False, allow_infinity=False))
def test_every_float_is_a_double_and_every_decimal_a_decimal(x: float, d: object) -> None:
    assert in_space(repr(x), XSD + "double")
    assert in_space(format(d, "f"), XSD + "decimal")


@laws
@given(st.datetimes(timezones=st.none() | st.just(datetime.UTC)))
def test_every_date_and_time_of_python_is_one(moment: datetime.datetime) -> None:
    assert in_space(moment.date().isoformat(), XSD + "date")
    assert in_space(moment.isoformat(), XSD + "dateTime")
    assert in_space(moment.isoformat(), XSD + "dateTimeStamp") is (moment.tzinfo is not None)
    assert in_space(moment.timetz().isoformat(), XSD + "time")


@laws
@given(st.binary(), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_what_is_encoded_is_in_its_space(data: bytes, tree: object) -> None:
    assert in_space(data.hex(), XSD + "hexBinary")
    assert in_space(base64.b64encode(data).decode(), XSD + "base64Binary")
    assert in_space(json.dumps(tree), RDF + "JSON")


# every space is asked of long words that nearly stand in it: the last character is the wrong one
LONG = ("0", "9", "1.", "ab", "a-", "-a", "a ", "A A ", "YWJj", "P1Y", "+", "T1", "[", "<a>", "&lt;", "買")


@pytest.mark.parametrize("datatype", DATATYPES)
def test_time_is_linear(datatype: str) -> None:
    for part in LONG:
        for head in ("", "P", "-", "0.", "1e"):
            short, long = (_seconds(head + part * (n // len(part)) + "!", datatype) for n in (20_000, 200_000))
            assert long < 20 * short + 0.05, (part, head)  # 100 times as long if it were square


def _seconds(words: str, datatype: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        in_space(words, datatype)
        best = min(best, time.perf_counter() - start)
    return best
