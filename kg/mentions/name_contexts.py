"""Rules that know a name by what stands around it: who is bought, funded, sued, addressed, credited, described.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.match import Rule, alternation, lexicon
from kg.mentions.name_edges import ending
from kg.mentions.name_votes import KATAKANA, LATIN, ORGANIZATION, SURE, WORDS, Vote, Votes, municipal, whole
from kg.model import Kind

_BRACKET = r"(?:\([^()]*\))?"
_HOLDER = r"[一-龯々]{2,5}|[ァ-ヶー]+・[ァ-ヶー]+|[A-Z][a-zÀ-ÿ]+ [A-Z][a-zÀ-ÿ]+"
_FORMER = r"(?:元|前|現|次期|新|暫定|名誉|(?:第?[一二三四五六七八九十\d]+|初|先)代目?)?"
# posts that bodies have, but not those of a land or a town alone: 首相, 市長
_POSTS = tuple(
    w
    for w, c in lexicon("titles").items()
    if len(w) > 1 and c.startswith(("post", "founder")) and lexicon("title-kinds").get(w) != "government"
) + ("CEO", "CTO", "CFO", "COO", "広報", "株主総会")
_HEADS = ("社長", "会長", "代表", "理事長", "学長", "総長", "頭取", "院長", "所長", "館長", "組合長", "CEO", "裁判長", "委員長")
_AFTER_TITLE = re.compile(f"(?:{alternation(w for w in lexicon('titles') if len(w) > 1)}|C[A-Z]O|責任者)(?:の|である|・| |:)?$")
_ENDS_IN_TITLE = re.compile(f"{alternation(w for w in lexicon('titles') if len(w) > 1)}$")
_AFTER_POST = re.compile(
    f"{alternation(w for w, kind in lexicon('titles').items() if len(w) > 1 and kind.startswith('post'))}の$"
)
_KANJI = re.compile(r"[一-龯々]")
_PLACE = "[一-龯ァ-ヶ]{1,6}[都道府県市区町村郡](?=[)、・一-龯ァ-ヶ])(?!除)"
_BODIES = (
    "新会社",
    "別会社",
    "新党",
    "政党",
    "学校",
    "工房",
    "財団",
    "基金",
    "ファンド",
    "組合",
    "団体",
    "会社",
    "労組",
    "協会",
    "組織",
    "研究所",
    "法人",
    "企業",
    "スタートアップ",
)
_OFFICE = rf"(?:{alternation(_POSTS)}|最高\w{{2,4}}責任者)"
_CREDITS = ("翻訳", "広報担当", "広報", "担当", "聞き手", "構成", "取材", "撮影", "文責", "執筆", "訳", "記者", "文", "写真")
_SUIT = ("訴え", "提訴", "賠償")
_HELD = (
    "社長",
    "会長",
    "副社長",
    "専務",
    "常務",
    "取締役",
    "執行役員",
    "部長",
    "所長",
    "工場長",
    "店長",
    "監督",
    "理事長",
    "代表",
    "CEO",
)
_SOMEBODY = r"(?:[一-龯々]{2,4}[ぁ-んァ-ヶー]{0,4}|[ァ-ヶー]+・[ァ-ヶー]+)"
# what stands with の before a person with a post, and is no body: 現在の三浦遥社長, 長男の三浦遥常務, 財務畑の三浦遥取締役
_OF_PERSON = re.compile(
    r"(?:当時|現在|現|今|後任|前任|歴代|代目|代|歳|才|年|月|日|父|母|男|女|娘|息子|弟|兄|姉|妹|妻|夫|孫|家|一族|出身|育ち|畑|大手|中堅|老舗|地元|現地|"
    r"社|企業|店|メーカー|グループ|トップ|ライバル|カフェ|レストラン|(?<![一-龯])ホテル|スーパー|ベンチャー|チーム|渦中|注目|本人|同期|先輩|後輩|友|知人|者|唯一|初|次|新|役|格|側|中|内|外|[都道府県国]|問題|話題|事業|部|課|室)$"
)
_FIRM = alternation(lexicon("class-nouns"))


def _addressed(found: re.Match[str], _: object) -> Votes | None:
    """三浦氏; but not 両氏, 同氏."""
    word = found.group()
    if re.fullmatch(r"[一-龯]*[同両各]", word):
        return None
    end = found.end() - (len(word) > 1 and word[-1] in "両各")
    if _spaced(word) or (
        _AFTER_POST.search(found.string[max(0, found.start() - 12) : found.start()]) and word not in lexicon("kin")
    ):
        return (Vote(found.start(), end, Kind.PERSON, SURE),)
    return (Vote(found.start(), end, Kind.PERSON, _politely(found) or 1.2),)


def _spaced(words: str) -> bool:
    """三浦 遥, but not 共同代表 三浦."""
    family, space, given = words.partition(" ")
    return bool(space and _KANJI.match(words)) and not any(_ENDS_IN_TITLE.search(part) for part in (family, given))


def _presented(found: re.Match[str], _: object) -> Votes | None:
    """取締役である三浦 遥が: a name whose parts are spaced, behind a post."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    return (Vote(*found.span(), Kind.PERSON, SURE),) if _spaced(found.group()) and _AFTER_TITLE.search(before) else None


def _addressed_twice(found: re.Match[str], _: object) -> Votes:
    """Ann Lee(アン・リー)氏: both spellings are a person's."""
    spellings = [found.span(part) for part in ("x", "y") if found[part]]
    return tuple(Vote(*span, Kind.PERSON, _politely(found) or 1.5) for span in spellings)


def _politely(found: re.Match[str]) -> float:
    """What さん is worth, by which companies are called as well, foreign names above all; 0 where there is none."""
    if not found.string.startswith("さん", found.end()):
        return 0.0
    return 0.6 if _KANJI.match(found.group()) else 0.2


def _titled(found: re.Match[str], _: object) -> Votes | None:
    """CEOのX・Y, 室長 X Y: a name of several parts behind a title, if it does not end like a body's."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    if not _AFTER_TITLE.search(before) or ending().search(found.group()):
        return None
    return (Vote(*found.span(), Kind.PERSON, 1.0),)


def _sued(found: re.Match[str], context: object) -> Votes | None:
    """A list of municipalities in a sentence that tells of a suit, not in brackets."""
    text, before = found.string, found.string[: found.start()]
    if before.count("(") > before.count(")") or not any(word in text for word in _SUIT):
        return None
    return municipal(found, context)


def _dealt(particle: str, between: str, filler: str) -> str:
    """A name with what is done to it behind: Xを約3億円で買収."""
    return rf"{WORDS}(?=[」』]?{_BRACKET}{between}{filler}{alternation(_dealings(particle))})"


def _dealings(particle: str) -> tuple[str, ...]:
    return tuple(word for word, particles in lexicon("dealings").items() if particle in particles.split("|"))


def _holding(found: re.Match[str], _: object) -> Votes | None:
    """What has a person with a post, if it does not only say of the person who they are."""
    return None if _OF_PERSON.search(found.group()) else (Vote(*found.span(), ORGANIZATION, 0.6),)


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "municipalities-sued",
        r"(?<![一-龯々])(?:[一-龯]{2,3}[都道府県][一-龯ァ-ヶ]{1,6}[市区町村]|[一-龯ァ-ヶ]{1,6}?[都道府県市区町村])(?=[、や]|など|を相手|に[^。、]{0,20}(?:賠償|対))",
        _sued,
        ORGANIZATION,
        ("三浦氏は[青森県]や[八戸市]に賠償を求めて提訴した。",),
        ("青森県や八戸市に店を出した。", "北嶺銀行(青森県、三浦遥頭取)を訴えた。"),
        cues=_SUIT,
    ),
    Rule(
        "according-to",
        r"(?<![一-龯々ァ-ヶーA-Za-z0-9・])[ァ-ヶーA-Za-z0-9][一-龯々ァ-ヶーA-Za-z0-9・ ]{2,20}(?=(?:日本版|電子版)?(?:によると|によれば))",
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("[24タイムズ]によると",),
        ("三浦氏によると",),
        cues=("によると", "によれば"),
    ),
    Rule(
        "bought",
        _dealt("を", "を", r"[^、。を]{0,14}"),
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("彼は[アカツキ]を3億円で買収した。",),
        ("市場を広げた。",),
        cues=_dealings("を"),
    ),
    Rule(
        "shares-of",
        rf"{WORDS}(?=[」』]?(?:の|が持つ|が保有する)?(?:発行済み|全)?(?:株式|全株|株)(?:の[^、。]{{1,8}})?を)",
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("彼は[アカツキ]の株式を売った。",),
        ("アカツキの家を売った。",),
        cues=("株",),
    ),
    Rule(
        "given-money",
        _dealt("に", "(?:に|へ|への)", r"[^、。]{0,12}"),
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("銀行が[アカツキ]に3億円を融資した。",),
        ("アカツキに行った。",),
        cues=_dealings("に"),
    ),
    Rule(
        "raising",
        rf"{WORDS}(?=[」』]?(?:の(?:傘下|第三者割当増資|増資|資金調達|筆頭株主|時価総額|[完全親子]{{1,3}}会社)|株式会社|が[^。]{{0,20}}(?:を調達|の資金調達)))",
        whole(ORGANIZATION, 0.6),
        ORGANIZATION,
        ("[アカツキ]の傘下に", "[アカツキ]の増資を", "[アカツキ]の完全子会社"),
        ("アカツキの下に",),
        cues=("の傘下", "増資", "資金調達", "の筆頭株主", "の時価総額", "会社", "を調達"),
    ),
    Rule(
        "dealing",
        _dealt("は", "[はが]", "[^。「]{0,60}?"),
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("[アカツキ]は去年、ある会社を買収した。",),
        ("アカツキは去年、家を建てた。",),
        cues=_dealings("は"),
    ),
    Rule(
        "has-posts",
        rf"{WORDS}(?=[」』]?{_BRACKET}の{_FORMER}{_OFFICE}|で{_OFFICE}を(?:\d+[年期]間?)?(?:長く)?(?:務|歴任))",
        _holding,
        ORGANIZATION,
        ("[アカツキ]の元社長が", "[三浦座]の六代目座長を", "[三浦川漁協]で組合長を3期務めた"),
        ("アカツキの歌が", "長男の会長が", "アカツキで社長を見た"),
        cues=(*(f"の{w}" for w in _POSTS), "責任者", "務め", "歴任"),
    ),
    Rule(
        "post-in-bracket",
        rf"(?<=[氏ん]\()[一-龯ァ-ヶーA-Za-z]{{2,16}}?(?={_FORMER}{_OFFICE}[、・/)])",
        _holding,
        ORGANIZATION,
        ("三浦遥氏([北見設計]代表、北嶺大学講師)が", "三浦さん([アカツキ]社長)は"),
        ("三浦遥氏(社長)が",),
        cues=("氏(", "ん("),
    ),
    Rule(
        "posts-held",
        rf"{WORDS}(?=[」』]?{_BRACKET}の(?:{_SOMEBODY}{alternation(_HELD)}|[一-龯ァ-ヶー]{{0,8}}[部所店場局]長(?:だった|の|、){_SOMEBODY}(?:氏|さん)))",
        _holding,
        ORGANIZATION,
        ("[ハヤテ便]の三浦遥社長は", "[赤城パルプ]の製造部長だった三浦遥氏が"),
        ("地元の三浦遥市長は", "長男の三浦遥常務が", "現在の三浦遥社長は"),
        cues=_HELD,
    ),
    Rule(
        "renamed",
        rf"{WORDS}(?=[」』]?(?:へと|[へにと])(?:(?:社名|商号|校名|名称)を?)?(?:変更し|改称|改組))",
        whole(ORGANIZATION, 0.95),
        ORGANIZATION,
        ("[アカツキ]に社名を変更した。", "戦後、[三浦テキスタイル]と改称した。"),
        ("アカツキに住所を変更した。", "三浦と改名した。"),
        cues=("変更し", "改称", "改組"),
    ),
    Rule(
        "former-post",
        rf"{WORDS}(?=(?:元|前)(?:{alternation(_POSTS)})の)",
        whole(ORGANIZATION, 0.5),
        ORGANIZATION,
        ("[アカツキ]前専務の三浦氏",),
        ("アカツキの前の専務",),
        cues=tuple(f"{word}の" for word in _POSTS),
    ),
    Rule(
        "head-in-bracket",
        rf"(?<=[(、])[一-龯々]{{2,5}}(?=(?:{alternation(_HEADS)})\))",
        whole(Kind.PERSON, 1.2),
        Kind.PERSON,
        ("北嶺大学([三浦遥]学長)の", "北嶺製紙(青森市、[三浦遥]社長)は"),
        ("北嶺大学(学長)の",),
        cues=tuple(f"{word})" for word in _HEADS),
    ),
    Rule(
        "dealing-by",
        _dealt("による", "による", r"[^、。]{0,20}"),
        whole(ORGANIZATION, 0.5),
        ORGANIZATION,
        ("[アカツキ]による電撃的な買収",),
        ("アカツキによる歌",),
        cues=("による",),
    ),
    Rule(
        "described",
        rf"(?<![ァ-ヶーA-Za-z0-9À-ÿ&'.-])(?:{KATAKANA}|{LATIN})(?=[」』]?(?:[(はがをにのと、。へや]|など|から|社))",
        whole(ORGANIZATION, 0.7, rf"(?:{_FIRM})(?:の|、|である)?(?:米|英|独|仏)?[「『]?"),
        ORGANIZATION,
        ("半導体大手の[アークランド]は",),
        ("親友のアークランドは",),
    ),
    Rule(
        "located",
        rf"{WORDS}(?=[」』]?\((?![一-龯]{{2,10}}大学)(?:本社|本部|東京|大阪|京都|{_PLACE}))",
        whole(ORGANIZATION, 0.9),
        ORGANIZATION,
        ("[雲雀堂](岐阜市)が",),
        ("雲雀堂(三浦遥社長)が", "三浦遥(東京理学大学教授)が"),
        cues=("(",),
    ),
    Rule(
        "located-quoted",
        rf"(?<=[「『])[^「」『』、。]{{2,16}}(?=[」』]\((?:本社|本部|東京|大阪|京都|{_PLACE}))",
        whole(ORGANIZATION, 1.0),
        ORGANIZATION,
        ("「[ひばり]」(岐阜県関市、三浦遥社長)が",),
        ("「ひばり」(三浦遥作)が",),
        cues=("」(", "』("),
    ),
    Rule(
        "titled",
        r"(?<![ァ-ヶーA-Za-zÀ-ÿ・])(?:[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)+|[A-Z][A-Za-zÀ-ÿ'-]+(?: [A-Z][A-Za-zÀ-ÿ.'-]*)+)(?![ァ-ヶーA-Za-z])",
        _titled,
        Kind.PERSON,
        ("CEOの[ジョン・スミス]は", "経営企画室長 [Ann Lee]", "パートナーである[Ann Lee]が"),
        ("本社のジョン・スミス社は", "社長のハーベル・キャピタル"),
        cues=("・", "=", "＝", " "),
    ),
    Rule(
        "presented",
        r"(?<![一-龯々])[一-龯々]{1,4} (?:[一-龯々]{1,3}|[ァ-ヶー]{2,5}|[ぁ-ん]{2,4}?)(?=[がはをにと、。)]|氏|$)",
        _presented,
        Kind.PERSON,
        ("執行役員である[三浦 遥]が", "代表取締役社長 [三浦 遥]", "広報部長の[三浦 はるか]は"),
        ("代表取締役 社長", "取締役 部長が", "工場 三浦が"),
        cues=(" ",),
    ),
    Rule(
        "foreign",
        rf"(?<=[米英独仏韓伊])(?<![一-龯]{{2}})(?:{KATAKANA}|{LATIN})(?=[はがをにのと、(や])",
        whole(ORGANIZATION, 0.6),
        ORGANIZATION,
        ("米[ノースハーバー]と",),
        ("全米オープンの", "米ドルで"),
        cues=tuple("米英独仏韓伊"),
    ),
    Rule(
        "quoted-company",
        r"(?<=「)[^「」]{2,24}(?=」(?!と(?:述|語|話|い)))",
        whole(ORGANIZATION, 0.8, f"{alternation(_BODIES)}「"),
        ORGANIZATION,
        ("新会社「[こもれび]」を",),
        ("新曲「こもれび」を", "その会社「行くぞ」と述べた。"),
        cues=tuple(f"{body}「" for body in _BODIES),
    ),
    Rule(
        "addressed",
        rf"(?<![ァ-ヶーA-Za-z一-龯々])(?:{KATAKANA}|{LATIN}|[一-龯々]{{2,5}}(?: [一-龯々ぁ-ん]{{1,3}})?)(?=氏(?![名族神])|さん|くん|容疑者|被告(?!側|人側))",
        _addressed,
        Kind.PERSON,
        ("[三浦遥]氏は", "[ジョン・スミス]さんと"),
        ("両氏は", "氏名を", "被告側は"),
        cues=("氏", "さん", "くん", "容疑者", "被告"),
    ),
    Rule(
        "addressed-twice",
        rf"(?<![ァ-ヶーA-Za-z一-龯々・])(?P<x>{KATAKANA}|{LATIN}|[一-龯々]{{1,5}})\((?:(?P<y>{KATAKANA}|{LATIN})|[ぁ-ん ]+)\)(?=氏(?![名族神])|さん|容疑者)",
        _addressed_twice,
        Kind.PERSON,
        ("[Ann Lee(アン・リー)]氏は", "[遥(はるか)]さんが"),
        ("アークランド(東京)の氏名",),
    ),
    Rule(
        "credited",
        rf"(?<=[:=/・ ])(?:[一-龯々]{{2,4}} ?[一-龯々ぁ-んァ-ヶー]{{1,4}}|(?<=担当:)[一-龯々]{{2}}|{KATAKANA}|{LATIN})(?=[)\]、,・/ ]|$)",
        whole(Kind.PERSON, 0.9, rf"{alternation(_CREDITS)}[:=/・ ]{{1,2}}"),
        Kind.PERSON,
        ("(聞き手・構成=[三浦遥])", "広報担当:[三浦]"),
        ("写真=青空",),
        cues=_CREDITS,
    ),
)
