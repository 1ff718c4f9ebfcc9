"""Rules that know a name by its own shape: 株式会社X, X社, X地裁, X大卒, and by lists of what is widely known.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.kanji import of_kanji
from kg.match import Rule, alternation, compiled, lexicon
from kg.mentions.name_edges import unled
from kg.mentions.name_votes import LEGAL, ORGANIZATION, Value, Vote, Votes, municipal, whole

_COURT = (
    r"最高裁(?:判所)?(?:第[一二三1-3]小法廷|大法廷)?|(?:[ァ-ヶー]{2,}(?:州|郡|準州)の?)?(?:[一-龯ァ-ヶー]{2,8}(?:地区|郡))?(?:連邦)?(?:[一-龯]{1,4}|[ァ-ヶー]{2,})?(?<=[一-龯ァ-ヶー])"
    r"(?:(?:連邦)?(?:地方|高等|最高|簡易|家庭|巡回|行政|上級|控訴|破産|衡平法)裁判所|(?:連邦)?(?:地裁|高裁|簡裁|家裁)|(?:中央|東部|西部|南部|北部)?(?:地方|高等|中級|特許|行政)法院)"
    r"(?:[一-龯]{1,4}支部(?![長の])|第[一二三]小法廷|大法廷)?"
)
# what stands in front of a court and is no part of its name: 二審|青森地裁, 先月|青森地裁
_INSTANCE = r"(?:[一二]?審|控訴審|上告審|先月|今月|昨年|同年|翌年|翌月|同日|即日)の?(?=[一-龯]{3})"


def _with_core(whole: float, core: float) -> Value:
    """The match and the name in it without its form: 株式会社メイプル and メイプル."""

    def value(found: re.Match[str], _: object) -> Votes | None:
        start, end = next(found.span(name) for name in ("z", "x", "y") if found.re.groupindex.get(name) and found[name])
        if found.string[start - 1 : start] in ("の", "・") and start > found.start():
            return (Vote(start, end, ORGANIZATION, whole),)  # 学校法人の|青森学園
        return Vote(*found.span(), ORGANIZATION, whole), Vote(start, end, ORGANIZATION, core)

    return value


def _court(found: re.Match[str], _: object) -> Votes:
    """二審青森地裁 is 青森地裁 as it judged then, 先月青森地裁 the same."""
    instance = compiled(_INSTANCE).match(found.group())
    start = found.start() + (instance.end() if instance else 0)
    return (Vote(unled(found.string, start, found.end()), found.end(), ORGANIZATION, 1.5),)


def _citizens(found: re.Match[str], _: object) -> Votes:
    """市民団体|青森の海を守る会"""
    return (Vote(*found.span("x"), ORGANIZATION, 1.5),)


def _company_words(found: re.Match[str], _: object) -> Votes | None:
    """Kestrel|Photonics: the last of several words is none that people are called."""
    last = re.split("[ ・]", found.group())[-1]
    return (Vote(*found.span(), ORGANIZATION, 1.2),) if last in lexicon("company-words") else None


def _coded(found: re.Match[str], _: object) -> Votes | None:
    """アスナロ情報|(証券コード1234), 【1234】|アスナロ情報; not 【社説】|アスナロ."""
    text, at = found.string, found.start()
    if text[at - 1 : at] == "】" and not compiled(r"【(?:東証[一-龯ァ-ヴー]{2,6}:?)?\d{4}】$").search(text[:at]):
        return None
    return (Vote(*found.span(), ORGANIZATION, 1.5),)


def _farmers(found: re.Match[str], _: object) -> Votes | None:
    """JA津軽みなみ; not JA全中 behind which 会長 stands, nor JAバンク."""
    return (Vote(*found.span(), ORGANIZATION, 1.5),) if of_kanji(found["x"][:1]) and len(found["x"]) > 1 else None


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "legal-form",
        rf"{LEGAL}[ ・の]?(?P<z>(?![はがをにのとへで])[ぁ-ん]{{2,8}}[一-龯々ァ-ヴー]{{1,8}})(?=\((?:本社|[一-龯ァ-ヶ]{{1,6}}[都道府県市]))"
        rf"|{LEGAL}[ ・の]?(?P<x>(?![・の]|組織|設立|化|法|制|形態|[ぁ-ん](?![ぁ-ん])|と[しすなはのい]|に[なしはよ]|で[あはす]|から|より|など|また|および|への|への|なの)[一-龯々ァ-ヶー・A-Za-z0-9ぁ-ん&]+?)(?=[はがをにのとへで、。(「」)\s]|から|より|など|および|及び|$)"
        rf"|(?P<y>[一-龯々ァ-ヶー・A-Za-z0-9&]+?)(?:{LEGAL}(?![一-龯])| {LEGAL}(?![一-龯ァ-ヶーA-Za-z]))",
        _with_core(2.0, 1.0),
        ORGANIZATION,
        (
            "[株式会社北嶺製紙]は",
            "[メイプル株式会社]は",
            "当社は[合同会社ナギ]を",
            "[株式会社北嶺銀行]から",
            "[合同会社ひととき工房](青森県",
        ),
        ("株式会社を設立した。", "株式会社化する。"),
        cues=tuple(lexicon("legal-forms")),
    ),
    Rule(
        "coded",
        r"(?<=】)[一-龯々ァ-ヴーA-Za-z・]{2,20}(?=[はがのを、,])"
        r"|(?<![一-龯々ァ-ヴーA-Za-z・])[一-龯々ァ-ヴーA-Za-z・]{2,20}(?=\((?:証券コード|東証)|[<〈]\d{4}[>〉])",
        _coded,
        ORGANIZATION,
        ("【1234】[アスナロ情報]は5日、", "[アスナロ情報](証券コード1234)は", "[アスナロ情報]<1234>が続伸した。"),
        ("【社説】アスナロは", "東京五輪(2020)は"),
        cues=("】", "(証券コード", "(東証", "<", "〈"),
    ),
    Rule(
        "farmers",
        r"(?<![A-Za-z])JA(?:全農|共済)?(?P<x>[一-龯々ァ-ヴー]{1,6}?[ぁ-ん]{0,6}?[一-龯々ァ-ヴー]{0,6}?)(?=[はがのをにと、()]|から|など)",
        _farmers,
        ORGANIZATION,
        ("[JA津軽みなみ]は", "津軽みなみ農業協同組合([JA津軽みなみ]、青森市)"),
        ("JAの組合員は", "JALは"),
        cues=("JA",),
    ),
    Rule(
        "school-for-short",
        r"(?<![一-龯々])[一-龯々]{3,8}(?<![男少子])[工商農水女](?=の(?:生徒|[一-龯]{2,4}部員?(?=[がはの、])|野球部|主将|ナイン|校長|教諭|3年生|2年生|1年生))",
        whole(ORGANIZATION, 1.1),
        ORGANIZATION,
        ("[津軽湾工]の生徒が", "[青森海浜農]の園芸部が"),
        ("津軽の帰国子女の生徒が", "海の近くの女の生徒が"),
        cues=("工の", "商の", "農の", "水の", "女の"),
    ),
    Rule(
        "court",
        _COURT,
        _court,
        ORGANIZATION,
        (
            "三浦氏は[青森地裁]に",
            "[最高裁]は",
            "[最高裁判所]が",
            "[最高裁第一小法廷]は",
            "[ネバダ州北部地区連邦地裁]が",
            "[釜山地方法院]に",
        ),
        ("裁判所は", "裁量で"),
        cues=("裁", "法院"),
    ),
    Rule(
        "school",
        r"(?:(?<=年)|(?<![一-龯々]))(?!年)[一-龯々]{2,8}(?:大|高)(?=卒|出身|中退|大学院|教授|准教授|学長|名誉教授)",
        whole(ORGANIZATION, 1.0),
        ORGANIZATION,
        ("[青森文理大]卒。", "[青森文理大]教授は", "1984年[青森文理大]卒"),
        ("最大の", "高卒で"),
        cues=("卒", "出身", "中退", "大学院", "教授", "学長"),
    ),
    Rule(
        "university-of",
        r"(?<![一-龯々ァ-ヴーぁ-んA-Za-z])[一-龯々ァ-ヴー][一-龯々ァ-ヴー]{0,6}[りきつの]?[一-龯々ァ-ヴー]{0,4}(?<!最|多|重|拡|増|巨)大"
        r"(?=の[一-龯々ァ-ヴー・]{2,8}(?:副?学長|総長|(?:名誉|特任|客員|准)?教授|助教))",
        whole(ORGANIZATION, 1.0),
        ORGANIZATION,
        ("[浜風り大]の三浦学長は", "[青森文理大]の三浦遥教授は"),
        ("過去最大の三浦教授の", "青森文理大の海辺で"),
        cues=("学長", "総長", "教授", "助教"),
    ),
    Rule(
        "high-school",
        r"(?<![一-龯々])[一-龯々]{2,8}(?<![最上来残円産獲荷額標波割安至座音声注受])高"
        r"(?=の(?:[一-龯]{1,6}部(?=[がはの、])|[^。、はがを]{0,4}(?:生徒|教諭|校長|主将|ナイン|選手|投手)))",
        whole(ORGANIZATION, 0.9),
        ORGANIZATION,
        ("[青森海浜高]の天文部が", "[雲雀丘高]の生徒が"),
        ("過去最高の選手が", "売上高の内部が"),
        cues=("高の",),
    ),
    Rule(
        "fire-service",
        r"(?<![一-龯々])(?!地元|現地|同|市内|県内|地域)[一-龯々]{2,8}(?:広域|地区|地方)(?:消防|行政)(?:本部|局)?(?=によると|によれば|は[、\d]|が[、\d])",
        whole(ORGANIZATION, 1.0),
        ORGANIZATION,
        ("[津軽広域消防]によると、",),
        ("地元消防によると、",),
        cues=("消防", "行政"),
    ),
    Rule(
        "municipality",
        r"(?<![一-龯々])[一-龯々ァ-ヶ]{1,6}?[都道府県市区町村](?=の[^。、はがを]{0,12}(?:市長|知事|町長|村長|区長|教育長)"
        r"|[はがも](?:[^。「]{0,40})(?:出資|補助金|助成|提訴|控訴|上告|可決|議会|融資)|(?:を|などを)(?:[^。、を]{0,14}に)?(?:相手取|提訴|訴え))",
        municipal,
        ORGANIZATION,
        ("[青森市]の三浦遥市長は", "[青森県]は費用を助成する。", "住民が[青森市]を相手取り"),
        ("青森市の住民は", "青森県で助成を受ける。"),
        cues=(
            "市長",
            "知事",
            "町長",
            "村長",
            "区長",
            "教育長",
            "出資",
            "補助金",
            "助成",
            "提訴",
            "控訴",
            "上告",
            "可決",
            "議会",
            "融資",
            "相手取",
            "訴え",
        ),
    ),
    Rule(
        "and-company",
        r"(?<![ァ-ヶー・])[ァ-ヶー]+(?:・[ァ-ヶー]+)*・(?:アンド|ウント|エンド)・[ァ-ヶー]+",
        whole(ORGANIZATION, 1.2),
        ORGANIZATION,
        ("独[ハーベル・ウント・ゾーン]は",),
        ("アンド・モアを",),
        cues=("・アンド・", "・ウント・", "・エンド・"),
    ),
    Rule(
        "company-words",
        r"(?<![A-Za-zÀ-ÿ0-9])(?<![A-Za-z] )(?!The )[A-Z][A-Za-z0-9À-ÿ'-]*(?: (?:[A-Z][A-Za-z0-9À-ÿ.'-]*|&|of|de))* [A-Z][A-Za-z]+(?![A-Za-z]| [A-Z])"
        r"|(?<![ァ-ヶー・])[ァ-ヶー]+(?:・[ァ-ヶー]+)+(?![ァ-ヶー・]|機器|工業|産業|証券|銀行)",
        _company_words,
        ORGANIZATION,
        ("光通信の[Heron Photonics]は", "投資家の[ロワール・シード]が", "[Harbor Light Health Partners]から"),
        ("John Smithは", "ジョン・スミスが", "Data Centerは"),
    ),
    Rule(
        "holding",
        r"(?<![一-龯々ァ-ヴーA-Za-z])[一-龯々ァ-ヴー]{1,12}(?:HD|FG)(?![A-Za-z])",
        whole(ORGANIZATION, 1.2),
        ORGANIZATION,
        ("[青嶺HD]は", "[メイプルFG]が"),
        ("HDは", "青嶺HDDは"),
        cues=("HD", "FG"),
    ),
    Rule(
        "called-company",
        r"(?P<x>[ァ-ヶー・A-Za-z0-9]{2,})社(?![員長内外会交名債])",
        _with_core(0.9, 0.6),
        ORGANIZATION,
        ("[アークランド社]と",),
        ("アークランド社員と", "A社と"),
        cues=("社",),
    ),
    Rule(
        "definite-title",
        r"(?<![A-Za-z] )(?<![A-Za-z])The [A-Z][a-z]+(?: [A-Z][a-z]+)?(?=[のはがによ、。,)\]]|$)",
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("[The Harbor Post]の記事",),
        ("By The way this is English.",),
        cues=("The ",),
    ),
    Rule(
        "known-media",
        rf"(?<![A-Za-zァ-ヶー・一-龯]){alternation(lexicon('media'))}(?![A-Za-zァ-ヶー]|・[ァ-ヶー])",
        whole(ORGANIZATION, 2.0),
        ORGANIZATION,
        ("[ロイター]の記事",),
        ("ロイターズは",),
        cues=tuple(lexicon("media")),
    ),
    Rule(
        "known-company",
        rf"(?<![A-Za-zァ-ヶー・一-龯])(?:{alternation(lexicon('nations'))}|同業の)?(?P<x>{alternation(lexicon('companies'))})"
        r"(?![A-Za-zァ-ヶー]|・[ァ-ヶー])",
        lambda found, _: (Vote(*found.span("x"), ORGANIZATION, 1.0),),
        ORGANIZATION,
        ("[トヨタ]と", "[米グーグル]は"),
        ("グーグルプレイで",),
        cues=tuple(lexicon("companies")),
    ),
    Rule(
        "citizens",
        r"(?<![一-龯々ァ-ヶー])(?:(?:市民|住民|支援|環境|地元)(?:団体|グループ|組織))?(?P<x>[一-龯々ァ-ヶー]{1,8}(?:の[一-龯々ァ-ヶーぁ-ん]{1,8}?)?を(?:守る|考える|つくる|作る|育てる|支える|支援する|救う|歩く|止める|求める)(?:市民の)?会)(?![一-龯])",
        _citizens,
        ORGANIZATION,
        ("[青森の海を守る会]は", "[三浦川を考える会]が"),
        ("町の将来を考える会議を", "森を守る人々が"),
        cues=("る会", "う会", "く会"),
    ),
    Rule(
        "institution",
        r"(?<![一-龯々ァ-ヶーA-Za-z・])[一-龯々ァ-ヶーA-Za-z・]{4,16}(?:機構|基金|審議会|協会|連盟|連合会|学会|公庫|財団)(?![一-龯々ァ-ヶー])",
        whole(ORGANIZATION, 0.95),
        ORGANIZATION,
        ("国の[森林再生支援機構]は",),
        ("協会は", "この機構は"),
        cues=("機構", "基金", "審議会", "協会", "連盟", "連合会", "学会", "公庫", "財団"),
    ),
)
