"""A name in, what it is compared by out.

person_key("髙階 隆志") → 高階隆志;  body_key("株式会社青嶺製作所") → 青嶺製作所;  told("…/person/沢渡;07acda9578c9464b") → 沢渡, scoped
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from kg import clusters, consonants
from kg.clusters import core
from kg.iris import name
from kg.kanji import of_kanji, with_kanji
from kg.match import alternation, lexicon

NAMES = 1 << 18  # of a newsroom, that forms are kept of
_LAST = re.compile(r"(?P<base>[^;]*)(?:;(?P<hash>[0-9a-f]{16}))?(?:;(?P<number>\d+))?")
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # 神󠄀 is 神 in another drawing
_FORMS = re.compile(
    r"^(?:(?:(?:株式|有限|合同|合資|合名|相互)会社|\((?:株|有|同|資|名)\)|医療法人(?:社団|財団)?|(?:社会福祉|宗教|特定非営利活動|NPO|学校|国立大学|公立大学"
    r"|独立行政|地方独立行政|国立研究開発)法人|\(医\)|(?:一般|公益)?(?:社団|財団)法人))\s*"
    r"|\s*(?:(?:株式|有限|合同|合資|合名|相互)会社|\((?:株|有|同|資|名)\))$"
)
_LATIN_FORM = re.compile(
    r"・(?:リミテッド|インコーポレーテッド|コーポレーション|インク|カンパニー)$|[,\s]+(?:Incorporated|Inc|LLC|LLP|LP|Limited|Ltd|Corporation|Corp|Company|Co|GmbH|KGaA|PLC|plc|AG|SA|S\.A|NV|N\.V|BV|B\.V|AB|Oy|ASA|SpA"
    r"|Pte|Pty|K\.K|KK|SAS|Sarl)\.?,?$"
)
_SAID = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(同)": "合同会社",
    "(資)": "合資会社",
    "(名)": "合名会社",
    "(医)": "医療法人",
    "incorporated": "inc",
    "limited": "ltd",
    "corporation": "corp",
    "company": "co",
    "・リミテッド": "ltd",
    "・インコーポレーテッド": "inc",
    "・インク": "inc",
    "・コーポレーション": "corp",
    "・カンパニー": "co",
}
_INITIALS = re.compile(r"[A-Z]{2,4}")
STEM = 4  # characters of a name before its kind that others may well have
_COMPANY_FORM = re.compile(r"(?:株式|有限|合同|合資|合名|相互)会社")
_ENDS = (
    (re.compile(r"ファイナンシャル"), "フィナンシャル"),
    (re.compile(r"フィナンシャル・?グループ$"), "FG"),
    (re.compile(r"・?ホールディングス?$|(?<=\s)Holdings$|(?<=[^A-Z])HLDGS$"), "HD"),
    (re.compile(r"新聞社$"), "新聞"),
    (re.compile(r"通信社$"), "通信"),
)
_KANA_FORMS = str.maketrans("ヲヰヱヂヅ", "オイエジズ")
_KANA_PAIRS = (
    ("ヴァ", "バ"),
    ("ヴィ", "ビ"),
    ("ヴェ", "ベ"),
    ("ヴォ", "ボ"),
    ("ヴュ", "ビュ"),
    ("ヴ", "ブ"),
    ("ティ", "チ"),
    ("ディ", "ジ"),
    ("ウィ", "ウイ"),
    ("ウェ", "ウエ"),
    ("ウォ", "ウオ"),
    ("クォ", "クオ"),
    ("クァ", "クア"),
    ("ファ", "フア"),
    ("フィ", "フイ"),
    ("フェ", "フエ"),
    ("フォ", "フオ"),
    ("シェ", "シエ"),
    ("チェ", "チエ"),
    ("ジェ", "ジエ"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What an IRI of an entity says: its name, whether it stands for its article alone, the namesake it is there."""

    name: str
    scoped: bool
    number: int


def told(iri: str) -> Told:
    """…/person/三浦;5b69fd1e32f02f55 → 三浦, scoped; …/person/三浦遥;2 → 三浦遥, the second there."""
    last = iri.rpartition("/")[2]
    found = _LAST.fullmatch(last)
    if not found:
        return Told(name(unquote(last)), False, 1)
    base = name(unquote(found["base"].replace("_", " ")))
    return Told(base, found["hash"] is not None, int(found["number"] or 1))


@cache
def _old() -> dict[int, str]:
    return {**{ord(old): new for old, new in lexicon("kanji-forms").items()}, ord("ヶ"): "ケ", ord("ヵ"): "カ"}


parts = lru_cache(maxsize=NAMES)(clusters.parts.__wrapped__)  # reading an article needs few, a newsroom all
skeletons = lru_cache(maxsize=NAMES)(consonants.skeletons.__wrapped__)


@lru_cache(maxsize=NAMES)
def plain(words: str) -> str:
    """Width, drawing and age of a character made one: 髙階　隆志 → 高階 隆志."""
    return name(_VARIANT.sub("", words)).translate(_old())


@lru_cache(maxsize=NAMES)
def person_key(words: str) -> str:
    """Without spaces, dots and case: 越智 真由美 → 越智真由美, Jürgen → jurgen."""
    return _unmarked(re.sub(r"[\s・=.,'’‐-]+", "", plain(words))).casefold() or words


def loose_key(key: str) -> str:
    """A person's key with one character for those that writers take for each other: 嶋崎, 島崎 → 島崎."""
    return key.translate(_variants())


@cache
def _variants() -> dict[int, str]:
    return {ord(one): other for one, other in lexicon("kanji-variants").items()}


def _unmarked(words: str) -> str:
    """é → e; ガ stays ガ."""
    apart = unicodedata.normalize("NFD", words)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c) or c in "\u3099\u309a"))


@lru_cache(maxsize=NAMES)
def bare(words: str) -> tuple[str, str]:
    """A body's name without its legal form, and the form: (株)ミチシルベ → ミチシルベ, 株式会社; Tradewisp Pte. Ltd. → Tradewisp, pte."""
    rest, form = plain(words), ""
    while True:
        found = _FORMS.search(rest) or _LATIN_FORM.search(rest)
        if not found or len(found.group()) == len(rest):
            return rest.strip(), form
        said = found.group().strip(" ,.").casefold()
        form = _SAID.get(said, said)
        rest = (rest[: found.start()] + rest[found.end() :]).strip()


@lru_cache(maxsize=NAMES)
def whole_key(words: str) -> str:
    """A body's name with its legal form, but for spacing, width, case and old characters."""
    rest, form = bare(words)
    return re.sub(r"[\s・=.,'!’‐-]+", "", _unmarked(rest)).casefold() + ("|" + form if form else "")


@lru_cache(maxsize=NAMES)
def body_key(words: str) -> str:
    """Without legal form and 社, ホールディングス as HD: 東海林産ホールディングス → 東海林産hd, メイプル社 → メイプル."""
    rest = bare(words)[0]
    for end, short in _ENDS:
        rest = end.sub(short, rest)
    return re.sub(r"[’‐]", "", _unmarked(core(rest))).casefold() or words


@lru_cache(maxsize=NAMES)
def kana_key(key: str) -> str:
    """What spellings of one name in katakana have in common: ヴェラシーク → ベラシク, ストアー → ストア."""
    out = key.translate(_KANA_FORMS)
    for one, other in (*lexicon("katakana-words").items(), *_KANA_PAIRS):
        out = out.replace(one, other)
    return re.sub(r"[ーッ]", "", out)


def company_form(words: str) -> str:
    """株式会社, 有限会社, inc …; "" of a body whose form says no more than its name does."""
    form = bare(words)[1]
    return form if form and (_COMPANY_FORM.match(form) or form.isascii()) else ""


@lru_cache(maxsize=NAMES)
def generic(words: str) -> bool:
    """Whether a body's name is its kind alone: 労働組合, 地裁, 同社労組, 市教育委員会."""
    rest = re.sub(r"^(?:同|当|本|両|自|各|某|現地|地元|国|公|私)(?=.)", "", plain(words))
    rest = re.sub(r"^(?:社|行|大|市|県|府|町|村|区|都|道)(?:の|内|立)?(?=[^社行大市県府町村区都道])", "", rest)
    kinds = lexicon("generic-bodies")
    return words in kinds or rest in kinds or rest in ("社", "行", "庫", "大", "校", "省", "庁", "紙", "団体", "氏")


def full(words: str) -> bool:
    """Whether a person's name is a family and a given one, as far as its form tells: 三浦遥, ジェローム・パウエル."""
    return len(parts(words)) > 1 or bool(re.search(r"\S\s\S", words)) or (with_kanji(words) and len(words) > 3)


@lru_cache(maxsize=NAMES)
def families(words: str) -> tuple[str, ...]:
    """What a person may be called for short: 生駒里美 → 生, 生駒, 生駒里; ジョン・スミス → ジョン, スミス, as keys."""
    pieces = tuple(p for p in re.split(r"[\s・=]+", plain(words)) if p)
    if len(pieces) > 1:
        if of_kanji(pieces[0][:1]):
            return (person_key(pieces[0]),)
        tails = ["".join(pieces[i:]) for i in range(1, len(pieces))]
        return tuple(dict.fromkeys(person_key(p) for p in (*tails, pieces[-1], pieces[0])))
    key = person_key(words)
    if of_kanji(key[:1]) and len(key) > 2:
        return tuple(key[:n] for n in range(1, min(len(key), 5)))
    return (key[:1],) if of_kanji(key) and len(key) == 2 else ()


def common(words: str) -> bool:
    """Whether so many have this family name that two of one full name may well be two: 佐藤健, ジョン・スミス."""
    families_of = lexicon("common-families")
    pieces = parts(plain(words))
    if len(pieces) > 1 and not with_kanji(words):
        return pieces[-1] in families_of or pieces[0] in families_of
    key = plain(words).split(" ")[0] if len(pieces) > 1 else plain(words)
    return any(key[:n] in families_of for n in range(1, min(len(key), 4) + 1))


def common_family(words: str) -> bool:
    """Whether a family name that stands alone is one of many families: 佐藤; not 久保木, of which 久保 is."""
    return (plain(words) if with_kanji(words) else parts(plain(words))[-1]) in lexicon("common-families")


@lru_cache(maxsize=NAMES)
def unplaced(words: str) -> str:
    """A public body's name without its prefecture: 長野県下諏訪町 → 下諏訪町."""
    for prefecture, end in lexicon("prefectures").items():
        if words.startswith(prefecture + end) and re.match(r"[^市町村区]{1,6}[市町村区]", words[len(prefecture + end) :]):
            return words[len(prefecture + end) :]
    return words


def everyday(words: str) -> bool:
    """Whether the given name of a foreign name is one that everybody has: ポール・ディーガン here and there may well be two."""
    return not with_kanji(words) and parts(plain(words))[0] in lexicon("common-given")


@cache
def _repeated_kind() -> re.Pattern[str]:
    return re.compile(alternation(lexicon("repeated-kinds")) + "$")


@lru_cache(maxsize=NAMES)
def commonplace(words: str) -> bool:
    """Whether a body is called by a word that many are called by, and its trade at most: 第一測地, さくら住建, 妙福寺, JRC."""
    rest = bare(words)[0]
    if any(rest in lexicon(known) for known in ("companies", "media", "known-initials")):
        return False
    if _INITIALS.fullmatch(rest):
        return True
    kind = _repeated_kind().search(rest)
    anywhere = kind and lexicon("repeated-kinds")[kind.group()]
    if kind and 0 < kind.start() <= STEM and (anywhere or not place_named(rest)):
        return True
    stems, trades = lexicon("common-stems"), lexicon("org_suffixes")
    for n in range(1, min(len(rest), 8) + 1):
        if rest[:n] in stems:
            tail = rest[n:].strip(" ・")
            if (
                not tail
                or tail in trades
                or len(tail) == 2
                or any(tail[:i] in trades and tail[i:] in trades for i in range(1, len(tail)))
            ):
                return True
    return False


@lru_cache(maxsize=NAMES)
def place_named(words: str) -> bool:
    """Whether a name begins with a city's or a prefecture's: 松本市立病院, 鳥取中央病院."""
    return any(words[:n] in lexicon("cities") or words[:n] in lexicon("prefectures") for n in (2, 3, 4))


def sound_key(words: str) -> str:
    """What spellings of a person's name in katakana have in common, loosely: ヴィレム, ウィレム → ビレム."""
    out = kana_key(person_key(words))
    for one, other in (("ウイ", "ビ"), ("ウエ", "ベ"), ("ウオ", "ボ")):
        out = out.replace(one, other)
    return out


def latin(words: str) -> bool:
    first = words[:1]
    return "A" <= first <= "Z" or "a" <= first <= "z" or "À" <= first <= "ÿ"


def kana(words: str) -> bool:
    return "ァ" <= words[:1] <= "ヶ" and not with_kanji(words)
