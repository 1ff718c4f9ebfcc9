"""A sentence in, job titles out, compounds whole.

find("代表取締役社長兼CEOの三浦氏") → 代表取締役社長兼CEO (post)
find("共同創業者の三浦氏")         → 共同創業者 (founder)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.match import compiled, lazy, lexicon
from kg.model import Kind, Mention, Sentence, Span

_PREFIX = r"(?:元|前|現|次期|新|暫定|初代|[二三四五六七八九十]代目|\d+代目|第\d+代|名誉|終身|代表|社外|独立|非常勤|常任|常勤|上級|専任|共同|副|特任|客員|主席|首席|主任|専務|常務|上席|筆頭|統括|シニア|チーフ|エグゼクティブ|先代|前々)"
_CHIEF = r"最高[一-龯]{2,4}責任者(?: ?\([A-Z]{3,5}\))?|[Cc][A-Z]{1,3}O|VP|SVP|EVP|チーフ[ァ-ヶー]{3,12}(?:オフィサー)?"
_DEPARTMENT = r"(?:[一-龯ァ-ヶーA-Z&]{1,10}(?:・[一-龯ァ-ヶー]{1,8})?)"
_DEPARTMENTS = r"(?:[一-龯ァ-ヶーA-Z&]+(?:・[一-龯ァ-ヶー]+)?|[一-龯]+づくり|まち[一-龯]*)$"
_CHARGED = r"(?:元|前|現)?[一-龯ァ-ヶーA-Z]{2,8}(?:・[一-龯ァ-ヶー]{2,8})?担当$"
_REGION = lazy(
    r"(?:元|前|現)?(?:日本|在日|米国|北米|南米|中国|韓国|台湾|インド|英国|欧州|東南アジア|アジア(?:太平洋)?|中東|中南米)(?:法人|地域|地区|統括)*$"
)
_ACTING = r"(?:(?:職務)?代行|(?:職務)?代理(?![店人母])|補佐|心得)"  # 社長|代行, 部長|補佐
_NOT_AFTER = lazy(
    r"室|国|級|選|賞|杯|像|公邸|官邸|会議|制|令|候補者|陣|会見|団|クラブ|権|例|的|作|チーム|選手|取引|一族|家(?![でがはにの、])|たち|会(?![長頭計]|(?:を|から|に)(?:退|離|去|辞|加わ|入|外れ|抜け|迎え))|[庁館]|社(?![長員])"
)


@cache
def _pattern() -> re.Pattern[str]:
    """One title or several in a row; group 1 marks that one was read: 社長|兼|海外事業|本部長, a department only behind a title."""
    plain = sorted((w for w, c in lexicon("titles").items() if not c.endswith("~")), key=lambda w: (-len(w), w))
    headed = sorted((w for w, c in lexicon("titles").items() if c.endswith("~")), key=lambda w: (-len(w), w))
    core = f"(?:{_CHIEF}|{'|'.join(plain)}|(?(1){_DEPARTMENT}?)(?:{'|'.join(headed)}))"
    return re.compile(rf"(?:(?(1)(?: ?兼 ?|、? |・)?){_PREFIX}*{core}{_ACTING}?())+")


def find(sentence: Sentence, names: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """Titles in text order. A title never runs into a name; the rule is the class of its last word."""
    base, text = sentence.span.start, sentence.text
    within = [m for m in names if m.span.overlaps(sentence.span)]
    taken, named = (
        [Span(m.span.start - base, m.span.end - base) for m in within if places or m.kind is not Kind.PLACE]
        for places in (True, False)
    )
    out = []
    for found in _pattern().finditer(text):
        start, end = found.span()
        start, end = _clear(start, end, taken)
        words = text[start:end].strip()
        if not words or _NOT_AFTER.match(text[end:]) or (words.endswith("議") and text.startswith("会", end)):
            continue
        start = _department(text, start, words, named)
        words = text[start:end]
        out.append(Mention(Span(base + start, base + end), Kind.TITLE, words, _class(words), words))
    return tuple(out)


def _clear(start: int, end: int, taken: Sequence[Span]) -> tuple[int, int]:
    for t in taken:
        if t.start <= start < t.end:
            start = t.end
        elif start < t.start < end:
            end = t.start
    return start, max(start, end)


def _department(text: str, start: int, words: str, taken: Sequence[Span]) -> int:
    """海外事業|本部長, 技術担当|取締役, 日本|代表: what a title is charged with belongs to it, up to a name or a particle."""
    edge = max((t.end for t in taken if t.end <= start), default=0)
    before = text[edge:start]
    if before.endswith("担当"):
        found = compiled(_CHARGED).search(before)
    elif _class(words, raw=True).endswith("~"):
        found = compiled(_DEPARTMENTS).search(before)
    else:
        found = _REGION.search(before) if words.startswith("代表") else None
    if found is None or len(found.group()) > 14:
        return start
    return start - len(found.group())


def _class(words: str, raw: bool = False) -> str:
    """The class of the last word of a title; `raw` with the mark that departments may stand before it."""
    table = lexicon("titles")
    for size in range(len(words), 0, -1):
        found = table.get(words[-size:])
        if found:
            return found if raw else found.rstrip("~")
    return "post"
