"""A sentence in, votes on what is a name in it by its shape and by what stands around it: the witnesses beside the CRF.

    アークランド社は → アークランド社 ORGANIZATION, アークランド ORGANIZATION;  三浦氏は → 三浦 PERSON

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from kg.match import Rule, alternation, hits, lexicon
from kg.mentions.name_edges import ending
from kg.model import Kind

NAMED = (Kind.PERSON, Kind.ORGANIZATION)
LEGAL = alternation(lexicon("legal-forms"))
KATAKANA = r"[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)*"
LATIN = r"[A-Z][A-Za-z0-9À-ÿ.&'!-]*(?: (?:de|van|von|der|of|and|the|&|[A-Z0-9][A-Za-z0-9À-ÿ.&'!-]*))*"

_CHARACTER = "一-龯々ァ-ヶーA-Za-z0-9"
_WORDS = r"(?<![一-龯々ァ-ヶーA-Za-z0-9・])(?:[一-龯々ァ-ヶーA-Za-z&]|(?<=[A-Za-zァ-ヶー])[・ ](?=[A-Zァ-ヶー])){2,20}"
_BRACKET = r"(?:\([^()]*\))?"
_FORMER = "(?:元|前|現|次期|新|初代)?"
_POSTS = alternation(
    [
        "社長",
        "会長",
        "副社長",
        "副会長",
        "専務",
        "常務",
        "頭取",
        "CEO",
        "CTO",
        "CFO",
        "COO",
        "代表取締役",
        "共同創業者",
        "創業者",
        "取締役",
        "理事長",
        "パートナー",
        "広報",
        "株主総会",
    ]
)
_AFTER_TITLE = re.compile(f"(?:{alternation(w for w in lexicon('titles') if len(w) > 1)}|C[A-Z]O|責任者)(?:の|である|・| |:)?$")
_PLACE = "[一-龯ァ-ヶ]{1,6}[都道府県市区町村郡](?=[)、・一-龯ァ-ヶ])(?!除)"
_FIRM = alternation(lexicon("class-nouns"))
_COURT = (
    r"最高裁(?:判所)?|(?:[ァ-ヶー]{2,}(?:州|郡|準州)の?)?(?:[一-龯ァ-ヶー]{2,8}(?:地区|郡))?(?:連邦)?(?:[一-龯]{1,4}|[ァ-ヶー]{2,})?(?<=[一-龯ァ-ヶー])"
    r"(?:(?:連邦)?(?:地方|高等|最高|簡易|家庭|巡回|行政|上級|控訴|破産|衡平法)裁判所|(?:連邦)?(?:地裁|高裁|簡裁|家裁))"
)


class Vote(NamedTuple):
    """Words at [start, end) of the sentence are a name of `kind`, this surely."""

    start: int
    end: int
    kind: Kind
    weight: float


Votes = tuple[Vote, ...]
Value = Callable[[re.Match[str], object], Votes | None]


def votes(text: str) -> Iterator[Vote]:
    """Every rule's votes on one sentence's text."""
    for rule in RULES:
        for hit in hits(rule, text):
            yield from hit.value


def _whole(kind: Kind, weight: float, before: str = "") -> Value:
    """The match, if the text up to it ends in `before`."""
    ends = re.compile(f"(?:{before})$") if before else None

    def value(found: re.Match[str], _: object) -> Votes | None:
        if ends is not None and not ends.search(found.string[max(0, found.start() - 24) : found.start()]):
            return None
        return (Vote(*found.span(), kind, weight),)

    return value


def _with_core(whole: float, core: float) -> Value:
    """The match and the name in it without its form: 株式会社メイプル and メイプル."""

    def value(found: re.Match[str], _: object) -> Votes | None:
        start, end = next(found.span(name) for name in ("x", "y") if found.re.groupindex.get(name) and found[name])
        return Vote(*found.span(), Kind.ORGANIZATION, whole), Vote(start, end, Kind.ORGANIZATION, core)

    return value


def _addressed(found: re.Match[str], _: object) -> Votes | None:
    """三浦氏; but not 両氏, 同氏."""
    word = found.group()
    if re.fullmatch(r"[一-龯]*[同両各]", word):
        return None
    polite = found.string.startswith("さん", found.end())
    return (Vote(*found.span(), Kind.PERSON, 0.6 if polite else 1.2),)


def _titled(found: re.Match[str], _: object) -> Votes | None:
    """CEOのX・Y, 室長 X Y: a name of several parts behind a title, if it does not end like a body's."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    if not _AFTER_TITLE.search(before) or ending().search(found.group()):
        return None
    return (Vote(*found.span(), Kind.PERSON, 0.8),)


def _municipal(found: re.Match[str], _: object) -> Votes | None:
    return None if found.group()[:-1].endswith(("都", "両", "各", "同", "全")) else (Vote(*found.span(), Kind.ORGANIZATION, 1.5),)


def _sued(found: re.Match[str], context: object) -> Votes | None:
    """A list of municipalities in a sentence that tells of a suit, not in brackets."""
    text, before = found.string, found.string[: found.start()]
    if before.count("(") > before.count(")") or not re.search(r"訴え|提訴|賠償", text):
        return None
    return _municipal(found, context)


def _dealt(particle: str, between: str, filler: str) -> str:
    """A name with what is done to it behind: Xを約3億円で買収."""
    verbs = alternation(word for word, particles in lexicon("dealings").items() if particle in particles.split("|"))
    return rf"{_WORDS}(?=[」』]?{_BRACKET}{between}{filler}{verbs})"


_ORGANIZATION = Kind.ORGANIZATION
RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "legal-form",
        rf"{LEGAL} ?(?P<x>(?!組織|設立|化|法|制|形態|[ぁ-ん])[一-龯々ァ-ヶー・A-Za-z0-9ぁ-ん&]+?)(?=[はがをにのとへで、。(「」)\s]|から|より|など|および|及び|$)"
        rf"|(?P<y>[一-龯々ァ-ヶー・A-Za-z0-9&]+?) ?{LEGAL}(?![一-龯])",
        _with_core(2.0, 1.0),
        _ORGANIZATION,
        ("[株式会社北嶺製紙]は", "[メイプル株式会社]は", "当社は[合同会社ナギ]を", "[株式会社北嶺銀行]から"),
        ("株式会社を設立した。", "株式会社化する。"),
    ),
    Rule(
        "court",
        _COURT,
        _whole(_ORGANIZATION, 1.5),
        _ORGANIZATION,
        ("三浦氏は[青森地裁]に", "[最高裁]は", "[最高裁判所]が", "[ネバダ州北部地区連邦地裁]が"),
        ("裁判所は", "裁量で"),
    ),
    Rule(
        "school",
        r"(?:(?<=年)|(?<![一-龯々]))(?!年)[一-龯々]{2,8}(?:大|高)(?=卒|出身|中退|大学院|教授|准教授|学長|名誉教授)",
        _whole(_ORGANIZATION, 1.0),
        _ORGANIZATION,
        ("[青森文理大]卒。", "[青森文理大]教授は", "1984年[青森文理大]卒"),
        ("最大の", "高卒で"),
    ),
    Rule(
        "municipality",
        r"(?<![一-龯々])[一-龯々ァ-ヶ]{1,6}?[都道府県市区町村](?=の[^。、はがを]{0,12}(?:市長|知事|町長|村長|区長)"
        r"|[はがも](?:[^。「]{0,40})(?:出資|補助金|助成|提訴|控訴|上告|可決|議会|融資)|(?:を|などを)(?:相手取|提訴|訴え))",
        _municipal,
        _ORGANIZATION,
        ("[青森市]の三浦遥市長は", "[青森県]は費用を助成する。", "住民が[青森市]を相手取り"),
        ("青森市の住民は", "青森県で助成を受ける。"),
    ),
    Rule(
        "municipalities-sued",
        r"(?<![一-龯々])(?:[一-龯]{2,3}[都道府県][一-龯ァ-ヶ]{1,6}[市区町村]|[一-龯ァ-ヶ]{1,6}?[都道府県市区町村])(?=[、や]|など|を相手|に[^。、]{0,8}(?:賠償|対))",
        _sued,
        _ORGANIZATION,
        ("三浦氏は[青森県]や[八戸市]に賠償を求めて提訴した。",),
        ("青森県や八戸市に店を出した。", "北嶺銀行(青森県、三浦遥頭取)を訴えた。"),
    ),
    Rule(
        "according-to",
        r"(?<![一-龯々ァ-ヶーA-Za-z0-9・])[ァ-ヶーA-Za-z0-9][一-龯々ァ-ヶーA-Za-z0-9・ ]{2,20}(?=(?:日本版|電子版)?(?:によると|によれば))",
        _whole(_ORGANIZATION, 0.7),
        _ORGANIZATION,
        ("[24タイムズ]によると",),
        ("三浦氏によると",),
    ),
    Rule(
        "and-company",
        r"(?<![ァ-ヶー・])[ァ-ヶー]+(?:・[ァ-ヶー]+)*・(?:アンド|ウント|エンド)・[ァ-ヶー]+",
        _whole(_ORGANIZATION, 1.2),
        _ORGANIZATION,
        ("独[ハーベル・ウント・ゾーン]は",),
        ("アンド・モアを",),
    ),
    Rule(
        "called-company",
        r"(?P<x>[ァ-ヶー・A-Za-z0-9]{2,})社(?![員長内外会交名債])",
        _with_core(0.9, 0.6),
        _ORGANIZATION,
        ("[アークランド社]と",),
        ("アークランド社員と", "A社と"),
    ),
    Rule(
        "definite-title",
        r"(?<![A-Za-z] )(?<![A-Za-z])The [A-Z][a-z]+(?: [A-Z][a-z]+)?(?=[のはがによ、。,)\]]|$)",
        _whole(_ORGANIZATION, 0.7),
        _ORGANIZATION,
        ("[The Harbor Post]の記事",),
        ("By The way this is English.",),
    ),
    Rule(
        "known-media",
        rf"(?<![A-Za-zァ-ヶー・一-龯]){alternation(lexicon('media'))}(?![A-Za-zァ-ヶー]|・[ァ-ヶー])",
        _whole(_ORGANIZATION, 2.0),
        _ORGANIZATION,
        ("[ロイター]の記事",),
        ("ロイターズは",),
    ),
    Rule(
        "known-company",
        rf"(?<![A-Za-zァ-ヶー・一-龯])(?:{alternation(lexicon('nations'))}|同業の)?(?P<x>{alternation(lexicon('companies'))})"
        r"(?![A-Za-zァ-ヶー]|・[ァ-ヶー])",
        lambda found, _: (Vote(*found.span("x"), _ORGANIZATION, 0.8),),
        _ORGANIZATION,
        ("[トヨタ]と", "[米グーグル]は"),
        ("グーグルプレイで",),
    ),
    Rule(
        "bought",
        _dealt("を", "を", r"[^、。を]{0,14}"),
        _whole(_ORGANIZATION, 0.7),
        _ORGANIZATION,
        ("彼は[アカツキ]を3億円で買収した。",),
        ("市場を広げた。",),
    ),
    Rule(
        "shares-of",
        rf"{_WORDS}(?=[」』]?(?:の|が持つ|が保有する)?(?:発行済み|全)?(?:株式|全株|株)(?:の[^、。]{{1,8}})?を)",
        _whole(_ORGANIZATION, 0.7),
        _ORGANIZATION,
        ("彼は[アカツキ]の株式を売った。",),
        ("アカツキの家を売った。",),
    ),
    Rule(
        "given-money",
        _dealt("に", "(?:に|へ|への)", r"[^、。]{0,12}"),
        _whole(_ORGANIZATION, 0.7),
        _ORGANIZATION,
        ("銀行が[アカツキ]に3億円を融資した。",),
        ("アカツキに行った。",),
    ),
    Rule(
        "raising",
        rf"{_WORDS}(?=[」』]?(?:の傘下|株式会社|が[^。]{{0,20}}(?:を調達|の資金調達)))",
        _whole(_ORGANIZATION, 0.6),
        _ORGANIZATION,
        ("[アカツキ]の傘下に",),
        ("アカツキの下に",),
    ),
    Rule(
        "dealing",
        _dealt("は", "[はが]", "[^。「]{0,60}?"),
        _whole(_ORGANIZATION, 0.7),
        _ORGANIZATION,
        ("[アカツキ]は去年、ある会社を買収した。",),
        ("アカツキは去年、家を建てた。",),
    ),
    Rule(
        "has-posts",
        rf"{_WORDS}(?=[」』]?{_BRACKET}の{_FORMER}(?:{_POSTS}|最高\w{{2,4}}責任者))",
        _whole(_ORGANIZATION, 0.6),
        _ORGANIZATION,
        ("[アカツキ]の元社長が",),
        ("アカツキの歌が",),
    ),
    Rule(
        "dealing-by",
        _dealt("による", "による", r"[^、。]{0,20}"),
        _whole(_ORGANIZATION, 0.5),
        _ORGANIZATION,
        ("[アカツキ]による電撃的な買収",),
        ("アカツキによる歌",),
    ),
    Rule(
        "described",
        rf"(?<![ァ-ヶーA-Za-z0-9À-ÿ&'.-])(?:{KATAKANA}|{LATIN})(?=[」』]?(?:[(はがをにのと、。へや]|など|から|社))",
        _whole(_ORGANIZATION, 0.7, rf"(?:{_FIRM})(?:の|、|である)?(?:米|英|独|仏)?[「『]?"),
        _ORGANIZATION,
        ("半導体大手の[アークランド]は",),
        ("親友のアークランドは",),
    ),
    Rule(
        "located",
        rf"{_WORDS}(?=[」』]?\((?:本社|本部|東京|大阪|京都|{_PLACE}))",
        _whole(_ORGANIZATION, 0.9),
        _ORGANIZATION,
        ("[雲雀堂](岐阜市)が",),
        ("雲雀堂(三浦遥社長)が",),
    ),
    Rule(
        "located-quoted",
        rf"(?<=[「『])[^「」『』、。]{{2,16}}(?=[」』]\((?:本社|本部|東京|大阪|京都|{_PLACE}))",
        _whole(_ORGANIZATION, 1.0),
        _ORGANIZATION,
        ("「[ひばり]」(岐阜県関市、三浦遥社長)が",),
        ("「ひばり」(三浦遥作)が",),
    ),
    Rule(
        "institution",
        r"(?<![一-龯々ァ-ヶーA-Za-z・])[一-龯々ァ-ヶーA-Za-z・]{4,16}(?:機構|基金|審議会|協会|連盟|連合会|学会|公庫|財団)(?![一-龯々ァ-ヶー])",
        _whole(_ORGANIZATION, 0.95),
        _ORGANIZATION,
        ("国の[森林再生支援機構]は",),
        ("協会は", "この機構は"),
    ),
    Rule(
        "titled",
        r"(?<![ァ-ヶーA-Za-zÀ-ÿ・])(?:[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)+|[A-Z][A-Za-zÀ-ÿ'-]+(?: [A-Z][A-Za-zÀ-ÿ.'-]*)+)(?![ァ-ヶーA-Za-z])",
        _titled,
        Kind.PERSON,
        ("CEOの[ジョン・スミス]は", "経営企画室長 [Ann Lee]", "パートナーである[Ann Lee]が"),
        ("本社のジョン・スミス社は", "社長のハーベル・キャピタル"),
    ),
    Rule(
        "foreign",
        rf"(?<=[米英独仏韓伊])(?<![一-龯]{{2}})(?:{KATAKANA}|{LATIN})(?=[はがをにのと、(や])",
        _whole(_ORGANIZATION, 0.6),
        _ORGANIZATION,
        ("米[ノースハーバー]と",),
        ("全米オープンの", "米ドルで"),
    ),
    Rule(
        "quoted-company",
        r"(?<=「)[^「」]{2,24}(?=」(?!と(?:述|語|話|い)))",
        _whole(
            _ORGANIZATION, 0.8, r"(?:新会社|財団|基金|ファンド|組合|団体|会社|労組|協会|組織|研究所|法人|企業|スタートアップ)「"
        ),
        _ORGANIZATION,
        ("新会社「[こもれび]」を",),
        ("新曲「こもれび」を", "その会社「行くぞ」と述べた。"),
    ),
    Rule(
        "addressed",
        rf"(?<![ァ-ヶーA-Za-z一-龯々])(?:{KATAKANA}|{LATIN}|[一-龯々]{{2,5}}(?: [一-龯々ぁ-ん]{{1,3}})?)(?=氏(?![名族神])|さん|容疑者|被告(?!側|人側))",
        _addressed,
        Kind.PERSON,
        ("[三浦遥]氏は", "[ジョン・スミス]さんと"),
        ("両氏は", "氏名を", "被告側は"),
    ),
    Rule(
        "credited",
        rf"(?<=[:=/・ ])(?:[一-龯々]{{2,4}} ?[一-龯々ぁ-んァ-ヶー]{{1,4}}|{KATAKANA}|{LATIN})(?=[)\]、,・/ ]|$)",
        _whole(Kind.PERSON, 0.9, r"(?:翻訳|広報担当|広報|担当|聞き手|構成|取材|撮影|文責|執筆|訳|記者|文|写真)[:=/・ ]{1,2}"),
        Kind.PERSON,
        ("(聞き手・構成=[三浦遥])",),
        ("写真=青空",),
    ),
)


@cache
def honorific(kind: str = "") -> re.Pattern[str]:
    """三浦|氏 → 氏, but not 氏名, 氏族, 被告側; with `kind` only the honorifics of that kind."""
    words = alternation(word for word, said in lexicon("honorifics").items() if kind in ("", said))
    return re.compile(f"{words}(?<!氏(?=[名族神]))(?<!被告(?=側|人側))")


@cache
def post() -> re.Pattern[str]:
    """三浦|社長: a title right behind a name."""
    return re.compile(alternation(word for word in lexicon("titles") if len(word) > 1))


@cache
def unit_of_body() -> re.Pattern[str]:
    """How the name of a part of a body ends: 北嶺製紙札幌|支社."""
    return re.compile(f"{alternation(lexicon('units-of-bodies'))}$")
