"""A file, its bytes or a string in, an Article out: encodings, page markup, title and publication date.

read_file("news.html") → Article(text="青空電機は…", title="青空電機、…", published=Date(2024, 5, 10), source="https://…")
read_bytes("買収した。".encode("cp932"), "a.txt").text → "買収した。"
"""

from __future__ import annotations

import calendar
import re
from pathlib import Path
from typing import Any

from kg import files, text
from kg.errors import InputError
from kg.model import Article, Date

LARGEST = 20_000_000  # bytes; an article of a newspaper has some ten thousand
LEAST_JAPANESE = 0.1  # of all that is printed; translated tech news full of English names stays above 0.5

_GIVE = "give a Japanese article as .txt, .md or .html"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_JAPANESE_CODES = ("cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
_WRITTEN = r"[ぁ-ゖァ-ヺー一-鿿㐀-䶿々〆ｦ-ﾟ]"
_HALF_WIDTH = re.compile(r"[｡-ﾟ]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_FIELD = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.*)")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d-])")

# What no article is made of, whatever trafilatura thinks of a short page.
_HAS_WORD = "contains(concat(' ',translate(@class,'-_','  '),' '),' {} ')"  # share, not shareholder
_PRUNE = [
    "//nav",
    "//footer",
    "//aside",
    "//*[@role='navigation']",
    *(f"//*[{_HAS_WORD.format(word)}]" for word in ("share", "sns", "breadcrumb")),
]


def read_file(path: str | Path, published: Date | None = None) -> Article:
    """The article in a file; `-` is standard input. `published` wins over what the page says. Raises InputError."""
    return read_bytes(files.read(path, LARGEST + 1), str(path), published)


def read_bytes(data: bytes, name: str, published: Date | None = None) -> Article:
    """The article in bytes as they came. `name` decides the kind (.html .md, else text) and is told in errors."""
    if len(data) > LARGEST:
        raise InputError(name, f"larger than {LARGEST // 1_000_000} MB", "give one article at a time")
    if not data.strip():
        raise InputError(name, "empty", _GIVE)
    words = decode(data, name)
    suffix = Path(name).suffix.lower()
    source = None if name == "-" else Path(name).name.encode("utf-8", "backslashreplace").decode()  # a name may be undecodable
    if suffix in (".html", ".htm", ".xhtml") or (name == "-" and _PAGE.match(words)):
        article = _page(words, name, source, published)
    elif suffix in (".md", ".markdown"):
        article = _markdown(words, source, published)
    else:
        article = text.read(words, published=published, source=source)
    _must_be_japanese(article.text, name)
    return article


def read_text(words: str, published: Date | None = None) -> Article:
    """The article in a string, any string. Half a surrogate pair, which no file can hold, becomes U+FFFD."""
    return text.read(_SURROGATE.sub("\ufffd", words), published=published)


def read_date(words: str) -> Date:
    """A calendar date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Raises InputError."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", words.strip(), re.ASCII)
    date = _calendar_date(found)
    if date is None:
        raise InputError(words or "(nothing)", "not a date", "write it as 2024-05-31, 2024-05 or 2024")
    return date


def decode(data: bytes, name: str) -> str:
    """The characters of `data`: by a byte-order mark, ISO-2022-JP's escapes, UTF-8, a page's own word, else a guess."""
    words = None
    for mark, code in _BOMS:
        if data.startswith(mark):
            words = _strictly(data, code)
            break
    else:
        if b"\x1b$" in data:
            words = _strictly(data, "iso2022_jp_ext")
        words = words if words is not None else _strictly(data, "utf-8")
        if words is None and b"\0" not in data:
            words = _declared(data) or _guess(data)
    if words is None or "\0" in words or len(_CONTROL.findall(words)) * 100 > len(words):
        raise InputError(name, "not text in an encoding known here (it looks binary)", "save it as UTF-8 text")
    return words


def _strictly(data: bytes, code: str) -> str | None:
    try:
        return data.decode(code)
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:2048])
    if not found:
        return None
    code = found.group(1).decode("ascii").lower()
    return _strictly(data, "cp932" if code in ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j") else code)


def _guess(data: bytes) -> str | None:
    """By charset-normalizer among the Japanese codes; where it cannot tell, the reading with most kana and kanji."""
    from charset_normalizer import from_bytes

    readings = [words for code in _JAPANESE_CODES[:2] if (words := _strictly(data, code)) is not None]
    if len(readings) == 2:
        if len(_HALF_WIDTH.findall(readings[0])) * 2 > len(_NOT_ASCII.findall(readings[0])):  # EUC-JP 社長 → ｼﾒﾄｹ as CP932
            return readings[1]
        best = from_bytes(data, cp_isolation=list(_JAPANESE_CODES[:2]), threshold=1.0).best()
        if best is not None:
            return str(best)
    if not readings:  # 髙 and ① are in CP932, 𠮟 only in JIS X 0213
        readings = [words for code in _JAPANESE_CODES[2:] if (words := _strictly(data, code)) is not None]
    return max(readings, key=lambda words: len(re.findall(r"[ぁ-んァ-ヶ一-龯。、]", words)), default=None)


def _page(words: str, name: str, source: str | None, published: Date | None) -> Article:
    """The main text of a page and what its head says. No script runs, nothing is fetched."""
    import logging

    import trafilatura

    for logger in ("trafilatura", "htmldate"):  # their word on an empty page would be a second line
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(
        re.sub(r"\A\s*<\?xml[^>]*>", "", words),  # lxml refuses decoded text that names an encoding
        favor_precision=True,  # the default melts short articles into one line and keeps menus
        include_comments=False,
        with_metadata=True,
        prune_xpath=_PRUNE,
        date_extraction_params={"extensive_search": False, "original_date": True},  # the head's date, not a guess
    )
    body = (found.text or "").strip() if found is not None else ""
    if not body:
        raise InputError(name, "no main text found in this page", "save the article's text as .txt")
    date = published or first_date(found.date or "")
    return text.read(body, found.title or None, date, found.url or source)


def _markdown(words: str, source: str | None, published: Date | None) -> Article:
    """Markdown as it stands, without its front matter, which may tell the title and the date."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(words)
    heading = re.search(r"^# +(.+?)[ \t#]*$", body, re.M)
    title = fields.get("title") or (heading.group(1) if heading else None)
    told = next((fields[key] for key in ("published", "date", "publishdate", "pubdate") if fields.get(key)), "")
    return text.read(body, title, published or first_date(told), source)


def _front_matter(words: str) -> tuple[dict[str, str], str]:
    """`---` / `title: …` / `---` → {"title": …} and what follows; a rule between paragraphs is no front matter."""
    found = _FRONT.match(words)
    if not found:
        return {}, words
    fields = {}
    for line in found.group(1).splitlines():
        field = _FIELD.match(line)
        if field:
            fields[field.group(1).lower()] = field.group(2).strip().strip("\"'")
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, words
    return fields, words[found.end() :].lstrip("\n")


def first_date(words: str) -> Date | None:
    """The date that a metadata field begins with: 2024-05-10T09:30:00+09:00 → 2024-05-10."""
    return _calendar_date(_DATE.match(words))


def _calendar_date(found: re.Match[str] | None) -> Date | None:
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month or 1)[1]:
        return None
    return Date(year, month, day)


def _must_be_japanese(words: str, name: str) -> None:
    printed = len(re.sub(r"\s", "", words))
    if not printed:
        raise InputError(name, "empty", _GIVE)
    kana, least = len(_KANA.findall(words)), LEAST_JAPANESE * printed
    if not kana or (kana < least and len(re.findall(_WRITTEN, words)) < least):
        raise InputError(name, "hardly any Japanese in it", _GIVE)
