"""A normalised article in, its lines with their columns out; and what a cell of a line can be: a post, a person, a body.

    lines(article)                          → Line(text="会 社 名 瀬波化成株式会社") …
    post("瀬波化成株式会社代表取締役社長")  → ("瀬波化成株式会社", "代表取締役社長")
    person("三浦 遥") → True

Layout says what a sentence's grammar would: 社長(専務)三浦遥 names a post, the post before it and their holder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.match import Words, alternation, compiled, lazy, lexicon
from kg.model import Article, Span

_LEGAL = (
    r"(?:株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)?(?:社団|財団)法人|学校法人|医療法人(?:社団|財団)?|社会福祉法人|宗教法人|"
    r"特定非営利活動法人|NPO法人|国立大学法人|公立大学法人|(?:国立研究開発|独立行政)法人|投資事業有限責任組合|\(株\)|\(有\))"
)
_LATIN_LEGAL = lazy(
    r"[A-Za-z.] ?(?:Inc\.?|LLC|L\.?P\.?|Ltd\.?|Corp\.?|Corporation|GmbH|PLC|plc|AG|AB|S\.A\.|N\.V\.|Partners|Capital|Ventures|Fund)$"
)
_LEGAL_HEAD = lazy(rf"{_LEGAL} ?\S")
_LEGAL_TAIL = lazy(rf"\S.*? ?{_LEGAL}")
_REFERRING = lazy(
    r"(?:当社|弊社|当行|当法人|当学園|同社|同行|同大学|同大|同庁|同省|同会|同協会|同財団|同機構)(?=[^のはがをにで])"
)
_CHIEF = r"(?:最高[一-龯]{2,4}責任者|[Cc][A-Z]{1,2}O|[SE]?VP)"
_RANK = r"(?:元|前|現|次期|新|暫定|初代|第\d+代|名誉|終身|代表|社外|独立|非常勤|常任|常勤|筆頭|上級|上席|専任|専務|常務|共同|副|特任|客員|主席|首席|主任|シニア|グループ|チーフ)"
# heads that no department stands before: what does is the body they are of
_SENIOR = lazy(
    r"(?:代表取締役|取締役|代表執行役|執行役員?|監査役|(?<!部)(?<!支)社長|副社長|会長|専務|常務|頭取|総裁|理事長|理事|監事|会頭|学長|総長|校長|相談役|顧問|最高顧問|参与|"
    r"代表社員|代表理事|代表|書記長|知事|市長|大臣|長官|オーナー)"
)
_UNIT = lazy(
    r"(?:部|課|室|局|本部|支社|支店|支部|支局|工場|地区|地域|事業|部門|担当|統括|営業|管理|人事|経理|総務|財務|企画|開発|技術|生産|製造|海外|大臣官房|官房|学部|研究科|センター)$"
)
_NO_BODY = lazy(
    r"(?:子会社|関連会社|法人|持ち株会社|グループ会社|関係会社|会社|本社|各社|グループ|業務|全社|国内|海外|支社|米国|欧州|アジア|日本|[ぁ-ん])$"
)
_PARTICLE = lazy(r"[をがはにへ。!?「」()▽◇◆■=:;/|]|から|まで|です|ます|した$|する$|ており")
_KANJI_NAME = r"[一-龯々ヶ]{1,4} [一-龯々ヶぁ-んァ-ヶー]{1,5}|[一-龯々ヶ]{3,6}|[一-龯々]{1,3}[ぁ-んァ-ヶー]{1,4}|(?:[一-龯々] +){2,5}[一-龯々]"
_KANA_NAME = r"[ァ-ヶー]{2,}(?:[・= ][ァ-ヶーA-Z][ァ-ヶー.]*)+|[一-龯々]{1,4} ?[ァ-ヶー]{2,}|[ァ-ヶー]{2,}[ ・]?[一-龯々]{1,4}"
_LATIN_NAME = r"[A-Z][A-Za-zÀ-ÿ'.-]*(?: (?:(?:de|van|von|der|bin|al) )*[A-Z][A-Za-zÀ-ÿ'.-]*){1,3}"
_PERSON = f"(?:{_KANJI_NAME}|{_KANA_NAME}|{_LATIN_NAME})"
_HONORIFIC = lazy(r" ?(?:氏|さん|様|先生)$")
_BRACKET = lazy(r" *\([^()]*\) *$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it. `column` is how far it is set in, in half-width cells."""

    span: Span
    text: str
    column: int
    gap: bool  # an empty line stands before it

    def at(self, start: int, end: int) -> Span:
        """A stretch of the line, without white space at its edges, as a span of the article."""
        words = self.text[start:end]
        left, right = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
        return Span(self.span.start + start + left, max(self.span.start + start + left, self.span.start + end - right))


def lines(article: Article) -> tuple[Line, ...]:
    """The lines of an article that hold words, with their columns and whether a blank line stands above."""
    out: list[Line] = []
    at, gap = 0, True
    for raw in article.norm.split("\n"):
        words = raw.strip()
        if words:
            start = at + len(raw) - len(raw.lstrip())
            out.append(Line(Span(start, start + len(words)), words, width(article, at, start), gap))
        gap = not words
        at += len(raw) + 1
    return tuple(out)


def width(article: Article, start: int, end: int) -> int:
    """How many half-width cells the text takes as it was written: 会社 → 4, X → 1."""
    words = article.text[article.offsets[start] : article.offsets[end]]
    return sum(8 if c == "\t" else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in words)


def cells(article: Article, line: Line) -> tuple[Span, ...]:
    """The line cut at bars, tabs and wide gaps: 三浦 遥   社長 → 三浦 遥, 社長."""
    out, at = [], 0
    for cut in re.finditer(r" *\| *| {2,}| ", line.text):
        here = Span(line.span.start + cut.start(), line.span.start + cut.end())
        if len(cut.group()) > 1 or "|" in cut.group() or "\t" in article.quote(here):
            out.append(line.at(at, cut.start()))
            at = cut.end()
    out.append(line.at(at, len(line.text)))
    return tuple(c for c in out if len(c))


_ENDING = rf"(?:{_CHIEF}|(?<=[一-龯ァ-ヶー])(?:長|役|役員|担当|代理|補佐|監|官|付|幹事|監査|代行|プリンシパル))$"


def _heads() -> Iterator[str]:
    return (w for w, c in lexicon("titles").items() if not c.startswith(("group", "profession")))


@cache
def _head_words() -> Words:
    return Words(_heads())


@cache
def _title() -> re.Pattern[str]:
    """A title whole: 代表取締役社長 兼 CEO, 取締役常務執行役員, 社外取締役(監査等委員)."""
    one = rf"{_RANK}*(?:{_CHIEF}|{alternation(_heads())})"
    return re.compile(rf"{one}(?:(?: ?(?:兼|・|、) ?| )?{one})*")


def _kinds() -> Iterator[str]:
    yield from lexicon("org_suffixes")
    yield from (w for w, k in lexicon("org-kinds").items() if len(w) > 1 or k == "government")


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(alternation(_kinds()))


@cache
def _body_words() -> Words:
    return Words(_kinds())


def titled(text: str) -> bool:
    """Whether words end as a title does and hold no grammar."""
    bare = _BRACKET.sub("", text)
    ends = 1 < len(bare) <= 60 and (_head_words().closing(bare) or compiled(_ENDING).search(bare))
    return bool(ends) and not _PARTICLE.search(bare)


def post(text: str) -> tuple[int, int]:
    """Where the title begins in a cell that ends with one, and where its body's name ends; (0, 0) without a body.

    日の出郵船常務執行役員 → (5, 5); 法人営業部長 → (0, 0); 北嶺銀行札幌支店長 → (4, 4); 同副学長 → (1, 1)
    """
    same = text.startswith("同") and _title().fullmatch(_BRACKET.sub("", text), 2 if text.startswith("同 ") else 1)
    referring = re.match("同", text) if same else _REFERRING.match(text)
    if referring:
        return _after(text, referring.end()), referring.end()
    whole = _title().fullmatch(_BRACKET.sub("", text))
    if whole:
        return 0, 0
    tail = next((f for f in _title().finditer(text) if _TAIL.fullmatch(text[f.end() :])), None)
    legal = max((f.end() for f in _LEGAL_TAIL.finditer(text) if f.end() < len(text)), default=0)
    if legal:
        return _after(text, legal), legal
    spaced = [
        f
        for f in re.finditer(r"[ ・]", text)
        if (_title().fullmatch(text, f.end()) or (f.group() == " " and titled(text[f.end() :])))
        and not _UNIT.search(text[: f.start()])
    ]
    for cut in sorted(spaced, key=lambda f: (not _title().fullmatch(text[f.end() :]), -f.end())):
        if not titled(text[: cut.start()]) and not (tail and tail.start() < cut.start()):
            return cut.end(), cut.start()
    if tail is None:
        cut_at = _body_end(text, len(text))
        return (cut_at, cut_at)
    if _SENIOR.match(_RANKS.sub("", text[tail.start() :])) or _LEGAL_HEAD.match(text):
        return (tail.start(), tail.start()) if tail.start() else (0, 0)
    cut_at = _body_end(text, tail.start())
    return cut_at, cut_at


_TAIL = lazy(r" *(?:\([^()]*\))?")
_RANKS = lazy(f"^{_RANK}+")


def _after(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" ・、の"))


def _body_end(text: str, before: int) -> int:
    """国土交通省|大臣官房審議官, 北嶺銀行|札幌支店長: where the body's own name ends, 0 where none is seen."""
    end = 0
    for f in _bodies().finditer(text, 0, before):
        if end == 0 and f.start() < 2 - (len(f.group()) > 1):
            continue
        if f.end() < len(text) and (end == 0 or f.start() == end):  # 国土交通|省
            end = f.end()
    return 0 if titled(text[:end]) else end


def person(text: str) -> bool:
    """Whether a cell has the shape of a person's full name, and of nothing else."""
    bare = _HONORIFIC.sub("", text)
    return (
        1 < len(bare) <= 30
        and bool(compiled(_PERSON).fullmatch(bare))
        and not titled(bare)
        and not body(bare)
        and not re.search(r"[一-龯々](?:部|課|室|局|者|用|別|性|的|額|日|株|先|名|社|所)$", bare)
        and not any(piece in lexicon("labels") for piece in (re.sub(" ", "", bare), *bare.split(" ")))
    )


def body(text: str) -> bool:
    """Whether a cell is an organization's name by its form: a legal form, an ending of names."""
    if not 1 < len(text) <= 50 or _PARTICLE.search(re.sub(r"\((?:株|有)\)", "", text)) or _LEGAL_ONLY.fullmatch(text):
        return False
    forms = (_LEGAL_HEAD.match(text), _LEGAL_TAIL.fullmatch(text), _LATIN_LEGAL.search(text), _body_words().closing(text[2:]))
    return any(forms)


_LEGAL_ONLY = lazy(_LEGAL)


def held(text: str) -> list[tuple[int, int]]:
    """A cell's posts, cut where the next has a body of its own: 取締役 兼 瀬波化成株式会社代表取締役 → two."""
    out, at = [], 0
    for stop in re.finditer(r" ?(?:兼|、|/|及び) ?", text):
        front, back = text[at : stop.start()], text[stop.end() :]
        if titled(front) and titled(back) and post(back)[1]:
            out.append((at, stop.start()))
            at = stop.end()
    return [*out, (at, len(text))]


def glued(text: str) -> int:
    """Where the holder begins behind a title without a gap: 代表取締役社長|宮下健; 0 where none does."""
    if not (_head_words().opening(text) or _RANKS.match(text) or compiled(_CHIEF).match(text)):
        return 0
    found = _title().match(text)
    return found.end() if found and re.match(r"[一-龯]", text[found.end() :]) and person(text[found.end() :]) else 0


def formal(text: str) -> bool:
    """Whether a body's name has its legal form: 株式会社 before or behind it."""
    return bool(_LEGAL_HEAD.match(text) or _LEGAL_TAIL.fullmatch(text))


def named(text: str) -> bool:
    """Whether words before a title can be the name of a body: 日の出郵船 can, 米国子会社 and グループ cannot."""
    plain = 1 < len(text) <= 40 and "兼" not in text and not _PARTICLE.search(text.replace("(株)", "")) and not titled(text)
    return plain and not _LEGAL_ONLY.fullmatch(text) and (body(text) or not _NO_BODY.search(text))


def honorific(text: str) -> int:
    """How many characters of address and white space end a name: 三浦 遥 氏 → 2."""
    found = _HONORIFIC.search(text)
    return len(found.group()) if found else 0


def pieces(line: Line, start: int = 0) -> Iterator[Span]:
    """The stretches of a line between single spaces, in order."""
    for found in re.finditer(r"\S+", line.text[start:]):
        yield Span(line.span.start + start + found.start(), line.span.start + start + found.end())
