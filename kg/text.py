"""A string in, an Article and its Sentences out: normalised text with a map back, sentence rules, zones of the page.

normalise("㈱Ａ社") → "(株)A社", (0, 0, 0, 1, 2, 3)
split("買収した。売上は「3倍。過去最高だ」という。") → 買収した。 | 売上は「3倍。過去最高だ」という。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from kg.model import Article, Date, Sentence, Span, Zone

KEEP = "…‥～﹏¨´｀"  # compatibility forms that would change what is read
PAIRS = {"「": "」", "『": "』", "(": ")", "【": "】", "〈": "〉", "《": "》", "“": "”", "[": "]"}
LONGEST_QUOTE = 400  # characters; a bracket that stays open for longer is a slip of the pen

_PIECE = re.compile("(?s:.[ﾞﾟ]?)")  # ｶﾞ → ガ
_SPACES = str.maketrans("\t\x0b\x0c", "   ")
_STOP = re.compile(r"[。!?]+|(?<=[a-z]{3})\.(?=\s+[A-Z])")
_LATIN = re.compile(r"[A-Za-z]")
_JAPANESE = r"[ぁ-んァ-ヶ一-龯々]"
_DATELINE = re.compile(
    r"^[(\[【]?[^。]{0,16}?(?:(?:19|20)\d\d\s*(?:年|[./-]\d)|二[〇一二三四五六七八九]{3}年|(?:令和|平成|昭和)[\d元]+年)[^。]{0,24}$"
)
_CREDIT = re.compile(r"^[(\[【]?\s*(?:原文|翻訳|取材|撮影|写真|編集|聞き手|文責|記者|出典|提供|執筆|訳)\s*[::/・=]")
_FURNITURE = re.compile(
    r"(?:利用規約|プライバシーポリシー|無断(?:転載|複製)|All [Rr]ights [Rr]eserved|(?i:disclaimer|risk notice)|会員登録|ログイン|メルマガ|"
    r"関連記事|続きを読む|シェアする|ツイートする?$|フォローする|この記事を(?:シェア|共有|印刷)|Cookie|クッキー|"
    r"投資(?:助言|勧誘)を目的|免責事項|Copyright|©|コメントを(?:書く|投稿)|ページトップ|お問い合わせ(?:は|先)?こちら)"
)


# a list of sources: ・『Xを買収』時事通信、2007年10月17日
_REFERENCE = re.compile(
    r"^[-・*●■\s]*(?:\d{1,2}[.)]\s*)?[「『“][^「」『』]{4,80}[」』”][^。ぁ-ん]{0,40}(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?[^。]{0,12}。?$"
)


def normalise(text: str) -> tuple[str, tuple[int, ...]]:
    """NFKC, character by character, with the place of every resulting character in `text`."""
    pieces = _PIECE.findall(text)
    forms = list(map(_form, pieces))
    offsets: list[int] = []
    at = 0
    for piece, form in zip(pieces, forms, strict=True):
        offsets += [at] * len(form)
        at += len(piece)
    return "".join(forms), (*offsets, at)


@lru_cache(maxsize=1 << 12)
def _form(piece: str) -> str:
    return piece if piece in KEEP else unicodedata.normalize("NFKC", piece).translate(_SPACES)


def read(text: str, title: str | None = None, published: Date | None = None, source: str | None = None) -> Article:
    """An Article of a decoded string. Newlines become \\n first, so that offsets are those of the text as Python reads it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    norm, offsets = normalise(text)
    return Article(text, norm, offsets, title, published, source)


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The article's sentences in order, without tokens. White space around a sentence belongs to none."""
    out: list[Sentence] = []
    lines = list(_lines(article.norm))
    body_begun = False
    for at, line in lines:
        zone = _zone(line, body_begun)
        for span in _segments(line) if zone is Zone.HEADLINE else split(line):
            words = line[span.start : span.end]
            kind = Zone.FURNITURE if zone is Zone.BODY and _furniture(words) else zone
            out.append(Sentence(len(out), Span(at + span.start, at + span.end), words, kind))
        body_begun = body_begun or zone is Zone.BODY
    return tuple(out)


_FAMILY = re.compile(r"(?:[役長員事付人] |\) ?)[一-龯々﨑]{1,4}$")
_GIVEN = re.compile(r"[一-龯々ぁ-ん]{1,3}(?= ?\(|氏|$)")
_SEGMENT = r"(?<=[ぁ-んァ-ヶ一-龯々ー」』]) (?=[ぁ-んァ-ヶ一-龯「『A-Za-z])"


def _segments(line: str) -> list[Span]:
    """A headline's clauses: X、12億円調達 養殖場向けに増産. A space within a name cuts nothing off."""
    out: list[Span] = []
    for span in split(line):
        start = span.start
        for gap in re.compile(_SEGMENT).finditer(line, span.start, span.end) if " " in line else ():
            if gap.start() - start >= 6 and span.end - gap.end() >= 6 and not _in_name(line, gap):
                out.append(Span(start, gap.start()))
                start = gap.end()
        out.append(Span(start, span.end))
    return out


def _in_name(line: str, gap: re.Match[str]) -> bool:
    """取締役(執行役員) 久保寺| |渉 (4月1日付): a family and a given name with a space of their own."""
    return bool(_FAMILY.search(line, 0, gap.start()) and _GIVEN.match(line, gap.end()))


def split(line: str) -> list[Span]:
    """Sentences of one line. A full stop inside brackets does not end the sentence around them."""
    closed = _inside_brackets(line)
    out, start = [], 0
    for stop in _STOP.finditer(line):
        end = stop.end()
        if closed[stop.start()] or _part_of_name(line, stop):
            continue
        while end < len(line) and line[end] in '」』)】”"' and not closed[end]:
            end += 1
        out.append((start, end))
        start = end
    out.append((start, len(line)))
    return [Span(s + len(t) - len(t.lstrip()), s + len(t.rstrip())) for s, e in out if (t := line[s:e]).strip()]


def _part_of_name(line: str, stop: re.Match[str]) -> bool:
    """Yahoo!は and Yahoo! JAPAN are names, not exclamations."""
    before = line[stop.start() - 1 : stop.start()]
    return stop.group()[0] in "!?" and bool(_LATIN.match(before)) and stop.end() < len(line)


def _inside_brackets(line: str) -> list[bool]:
    """Which characters stand inside a closed pair of brackets; an unmatched bracket closes nothing."""
    inside = [False] * (len(line) + 1)
    open_: list[tuple[str, int]] = []
    for i, char in enumerate(line):
        if char in PAIRS:
            open_.append((PAIRS[char], i))
        elif open_ and any(char == close for close, _ in open_):
            while open_:
                close, at = open_.pop()
                if close == char:
                    if i - at <= LONGEST_QUOTE:
                        inside[at : i + 1] = [True] * (i + 1 - at)
                    break
    return inside


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with where they begin."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _zone(line: str, body_begun: bool) -> Zone:
    """What kind of line it is: 2024年5月3日 10時30分 → byline, ▽役員人事 → headline, 会員登録はこちら → furniture."""
    words = line.strip()
    if _CREDIT.match(words) or (len(words) <= 60 and _DATELINE.match(words) and not re.search(r"[はがを](?!年)", words)):
        return Zone.BYLINE
    if _REFERENCE.match(words) or (_furniture(words) and "。" not in words):
        return Zone.FURNITURE
    if re.match(r"[-・*●■◆▼▽○◇] ?\S", words) and "。" not in words:
        return Zone.HEADLINE
    if not body_begun and len(words) <= 90 and not re.search(r"[。!?]$", words):
        return Zone.HEADLINE
    return Zone.BODY


def _furniture(words: str) -> bool:
    """Boilerplate by its words, or a sentence of English in a Japanese page."""
    if _FURNITURE.search(words):
        return True
    latin = len(_LATIN.findall(words))
    return latin > 40 and len(re.findall(_JAPANESE, words)) * 8 < latin
