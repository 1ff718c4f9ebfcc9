"""Files as they come: encodings, newlines, pages, Markdown, and what is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Date
from kg.reading import LARGEST, decode, read_bytes, read_date, read_file, read_text

NEWS = "青空電機株式会社は2024年5月10日、赤星製薬を約300億円で買収したと発表した。\n山田社長が明らかにした。\n"
SHORT = "白波銀行の頭取に佐藤次郎氏が就任した。"
MIXED = "OpenSky AI、Red Star Inc. を10億ドルで買収 CEO の John Smith 氏が発表した。"
HALF = "ｱｵｿﾞﾗ電機がｱｶﾎﾞｼ製薬を買収した。社長が発表した。"
SPECIAL = "㈱青空の髙橋社長は①増資、②買収～を発表した。"  # in CP932, not in JIS X 0208

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "shift_jis_2004",
    "euc_jis_2004",
)
CASES = [
    (words, code)
    for words in (NEWS, SHORT, MIXED, HALF, SPECIAL)
    for code in ENCODINGS
    if words.encode(code, "ignore").decode(code) == words
]


def test_the_encodings_are_tried_on_enough_texts() -> None:
    assert len(CASES) >= 32


@pytest.mark.parametrize(("words", "code"), CASES, ids=[f"{w[:6]}-{c}" for w, c in CASES])
def test_encoding_is_found_out(words: str, code: str) -> None:
    assert read_bytes(words.encode(code), "a.txt").text == words


def test_half_width_forms_are_one_character_in_the_norm_and_two_in_the_text() -> None:
    article = read_bytes(HALF.encode("cp932"), "a.txt")
    assert article.norm.startswith("アオゾラ電機")
    assert article.offsets[4] == article.text.index("電機") == 5


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_newlines_are_one_character(newline: str) -> None:
    assert read_bytes(NEWS.replace("\n", newline).encode(), "a.txt").text == NEWS


def test_source_is_the_file_name_alone(tmp_path: Path) -> None:
    path = tmp_path / "記事.txt"
    path.write_text(NEWS, encoding="utf-8")
    article = read_file(path)
    assert (article.source, article.title, article.published) == ("記事.txt", None, None)


REFUSED = {
    "nothing": (b"", "empty"),
    "spaces": (b" \r\n\t", "empty"),
    "byte-order mark alone": (b"\xef\xbb\xbf", "empty"),
    "ideographic spaces": ("\u3000\n".encode(), "empty"),
    "NUL bytes": (b"\0\1\2\3", "binary"),
    "an image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
    "every byte": (bytes(range(256)), "binary"),
    "control characters": ("社長が\x01\x02\x03した。".encode(), "binary"),
    "UTF-16 without a mark": (NEWS.encode("utf-16-le"), "binary"),
    "half a character": (NEWS.encode()[:-2] + b"\xff\xff", "binary"),
    "English": (b"The company bought its rival for one billion dollars.", "Japanese"),
    "Chinese": ("公司宣布收购竞争对手。".encode(), "Japanese"),
    "Chinese in GBK": ("公司宣布收购竞争对手。".encode("gbk"), "Japanese"),
    "Korean": ("회사는 경쟁사를 인수했다고 발표했다.".encode(), "Japanese"),
    "one Japanese word": (b"The word is " + "です".encode() + b" and all the rest of it is English.", "Japanese"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused_in_one_line(name: str) -> None:
    data, why = REFUSED[name]
    with pytest.raises(InputError, match=why) as caught:
        read_bytes(data, "a.txt")
    assert str(caught.value).startswith("a.txt: ")
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value), "no word on what to do"


def test_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="20 MB"):
        read_bytes(b"a" * (LARGEST + 1), "a.txt")


def test_missing_and_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="directory"):
        read_file(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_file("a\0b.txt")


def test_any_string_is_an_article() -> None:
    assert read_text("").text == ""
    assert read_text("a\ud800b").text == "a\ufffdb"


PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="{charset}"><title>買収の知らせ | 架空新聞</title>
<meta property="og:title" content="青空電機、赤星製薬を買収">
<meta property="article:published_time" content="2024-05-10T09:30:00+09:00">
<link rel="canonical" href="https://news.example/1"></head><body>
<header><nav><ul><li><a href="/">ホーム</a></li><li><a href="/login">ログイン</a></li></ul></nav></header>
<main><article><h1>青空電機、赤星製薬を買収</h1>
<div class="share-buttons"><a href="#">ツイート</a> <a href="#">シェアする</a></div>
<p>青空電機株式会社は10日、赤星製薬株式会社を約300億円で買収したと発表した。</p>
<p class="lead">青空電機の<b>山田太郎</b>社長は「<a href="/x">両社</a>の強みを生かす」と述べた。</p>
<h2>背景</h2><p>短い段落。</p><ul><li>2020年に設立</li></ul>
</article><aside><h3>関連記事</h3><ul><li><a href="/2">白波銀行が増資</a></li></ul></aside></main>
<footer><p>Copyright 架空新聞社</p><a href="/p">プライバシーポリシー</a></footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "Shift_JIS", "EUC-JP"])
def test_page_gives_its_main_text_title_date_and_address(charset: str) -> None:
    article = read_bytes(PAGE.format(charset=charset).encode(charset), "a.html")
    assert (article.title, article.published) == ("青空電機、赤星製薬を買収", Date(2024, 5, 10))
    assert article.source == "https://news.example/1"
    lines = article.text.splitlines()
    assert "青空電機株式会社は10日、赤星製薬株式会社を約300億円で買収したと発表した。" in lines
    assert "青空電機の山田太郎社長は「両社の強みを生かす」と述べた。" in lines
    for furniture in ("ホーム", "ログイン", "ツイート", "シェアする", "白波銀行", "Copyright", "プライバシー"):
        assert furniture not in article.text


def test_page_of_a_short_notice_keeps_its_sentence_and_guesses_no_date() -> None:
    page = """<html><head><title>お知らせ</title></head><body><div id="menu"><a href="/">トップ</a></div>
    <div id="content"><p>2024年4月1日</p>
    <p>青空株式会社は、田中一郎が代表取締役社長に就任したことをお知らせします。</p></div>
    <div id="foot">(C) 青空株式会社</div></body></html>"""
    article = read_bytes(page.encode(), "a.htm")
    assert article.text == "2024年4月1日\n青空株式会社は、田中一郎が代表取締役社長に就任したことをお知らせします。"
    assert article.published is None


def test_page_with_breaks_instead_of_paragraphs_keeps_its_lines() -> None:
    body = "<div>青空社は赤星社を買収した。<br>10年に社長が就いた。</div>"
    page = f"<?xml version='1.0' encoding='UTF-8'?><html><body>{body}</body></html>"
    assert read_bytes(page.encode(), "a.html").text.splitlines() == [
        "青空社は赤星社を買収した。",
        "10年に社長が就いた。",
    ]


def test_page_without_main_text_is_refused() -> None:
    with pytest.raises(InputError, match="no main text"):
        read_bytes("<html><body><nav><a href='/'>ホーム</a></nav></body></html>".encode(), "a.html")


def test_published_given_wins_over_the_page() -> None:
    assert read_bytes(PAGE.format(charset="utf-8").encode(), "a.html", Date(2023)).published == Date(2023)


def test_page_on_standard_input_is_known_by_its_first_tag() -> None:
    assert read_bytes(PAGE.format(charset="utf-8").encode(), "-").title == "青空電機、赤星製薬を買収"


def test_front_matter_gives_title_and_date_and_is_no_text() -> None:
    article = read_bytes(f"---\ntitle: '増資'\ndate: 2024-05-10T12:00\ntags:\n - 金融\n---\n\n{NEWS}".encode(), "a.md")
    assert (article.title, article.published, article.text) == ("増資", Date(2024, 5, 10), NEWS)


def test_markdown_stands_as_it_is_and_a_rule_is_no_front_matter() -> None:
    words = f"---\n# 増資\n**青空社**は[赤星社](https://a.example)に出資した。\n---\n{NEWS}"
    article = read_bytes(words.encode(), "a.md")
    assert article.text.endswith(NEWS)
    assert "**青空社**は[赤星社](https://a.example)に出資した。" in article.text
    plain = read_bytes(f"# 増資 #\n{NEWS}".encode(), "a.md")
    assert (plain.title, plain.text) == ("増資", f"# 増資 #\n{NEWS}")


@pytest.mark.parametrize(
    ("words", "date"),
    [("2024", Date(2024)), ("2024-02", Date(2024, 2)), ("2024-02-29", Date(2024, 2, 29)), (" 2024-02 ", Date(2024, 2))],
)
def test_dates_are_read(words: str, date: Date) -> None:
    assert read_date(words) == date


@pytest.mark.parametrize(
    "words", ["", "2024-13", "2023-02-29", "2024-1", "昨年", "0000", "2024/05/01", "２０２４", "2024-00", "2024-05-00"]
)
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        read_date(words)


def test_decoding_changes_no_character() -> None:
    words = "が(か゛)ｶﾞ㈱～〜"
    assert decode(words.encode(), "a.txt") == words
    assert unicodedata.normalize("NFKC", words) != words
