"""Rules that know a body's name by what stands around it: who is bought, funded, sued, described.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.match import Rule, alternation, lazy, lexicon
from kg.mentions.name_votes import KATAKANA, LATIN, LEGAL, ORGANIZATION, WORDS, Vote, Votes, municipal, titles, whole

BRACKET = r"(?:\([^()]*\))?"
_FORMER = r"(?:元|前|現|次期|新|暫定|名誉|(?:第?[一二三四五六七八九十\d]+|初|先)代目?)?"
_POSTS = (
    *(w for w, c in lexicon("titles").items() if len(w) > 1 and c.startswith(("post", "founder"))),
    *("CEO", "CTO", "CFO", "COO", "広報", "株主総会"),
)
_PLACE = "[一-龯ァ-ヶ]{1,6}[都道府県市区町村郡](?=[)、・一-龯ァ-ヶ])(?!除)"
_BODIES = tuple(word for word, how in lexicon("quoted-bodies").items() if how != "direct")
_SHOPS = tuple(word for word, how in lexicon("quoted-bodies").items() if how == "direct")
_GROUPS = ("政党", "政治団体", "市民団体", "合唱団", "少年団")
_OFFICE = rf"(?:{alternation(_POSTS)}|最高\w{{2,4}}責任者)"
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
OF_PERSON = lazy(
    r"(?:当時|現在|現|今|後任|前任|歴代|代目|代|歳|才|年|月|日|父|母|男|女|娘|息子|弟|兄|姉|妹|妻|夫|孫|家|一族|出身|育ち|畑|大手|中堅|老舗|地元|現地|"
    r"社|企業|店|メーカー|グループ|トップ|ライバル|カフェ|レストラン|(?<![一-龯])ホテル|スーパー|ベンチャー|チーム|渦中|注目|本人|同期|先輩|後輩|友|知人|者|唯一|初|次|新|役|担当|格|側|中|内|外|[都道府県国]|問題|話題|事業|部|課|室)$"
)
KIND = lazy(
    r"(?:メーカー|ファンド|グループ|ライバル|パートナー|オーナー|スポンサー|ベンチャー|スタートアップ|チェーン|スーパー|ホテル|クラブ|チーム|"
    r"ブランド|リーダー|メンバー|ベンダー|サプライヤー|デベロッパー|ゼネコン|コンビニ|カンパニー|バイヤー|サービス|ビジネス|システム|ソフト|メディア|"
    r"ステークホルダー|コンソーシアム|プラットフォーム|会社|企業|事業|部門|業者|大手|中堅|各社|工場|資産|株式|権|団|者)$"
)
_FIRM = alternation(lexicon("class-nouns"))


def _sued(found: re.Match[str], context: object) -> Votes | None:
    """A list of municipalities in a sentence that tells of a suit, not in brackets."""
    text, before = found.string, found.string[: found.start()]
    if before.count("(") > before.count(")") or not any(word in text for word in _SUIT):
        return None
    return municipal(found, context)


def _dealt(particle: str, between: str, filler: str) -> str:
    """What is done to the name that it stands behind: X|を約3億円で買収."""
    return rf"[」』]?{BRACKET}{between}{filler}{alternation(_dealings(particle))}"


def _in_deal(found: re.Match[str], _: object) -> Votes | None:
    """ノクターンが|買収した: a word of the dictionary in 片仮名 that is no kind of body is a name where it buys or is bought."""
    if re.search(r"[氏君]$|社長$|会長$", found.group()):
        return None
    coined = re.match(r"[ァ-ヶー・]{4,}", found.group()) and not KIND.search(found.group())
    return (Vote(*found.span(), ORGANIZATION, 1.0 if coined else 0.7),)


def _dealings(particle: str) -> tuple[str, ...]:
    return tuple(word for word, particles in lexicon("dealings").items() if particle in particles.split("|"))


def _holding(found: re.Match[str], _: object) -> Votes | None:
    """What has a person with a post, if it does not only say of the person who they are."""
    return (
        None if OF_PERSON.search(found.group()) or titles().closing(found.group()) else (Vote(*found.span(), ORGANIZATION, 0.6),)
    )


def _held(found: re.Match[str], context: object) -> Votes | None:
    """氏(北見設計|代表); surer where it is told of one who died: 氏(みうら・はるか=元|北見ゴム|社長)."""
    votes = _holding(found, context)
    late = found.string[max(0, found.start() - 2) : found.start() - 1] == "="
    return (Vote(*found.span(), ORGANIZATION, 1.0),) if votes and late else votes


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
        "sued",
        rf"{WORDS}(?=[」』]?(?:を(?:[^。、を]{{0,24}}(?:地裁|高裁|裁判所)[にへ]|[^。、を]{{0,12}}(?:違反|侵害|毀損|不履行|盗用)で(?:[^。、を]{{0,20}}[にへ])?)訴え(?:[たる、]|て)|に(?:対し、?)?[^。]{{1,24}}を求め(?:て提訴|た(?:訴訟|裁判)|る(?:訴え|訴訟|裁判))))",
        _in_deal,
        ORGANIZATION,
        (
            "[アカツキ]を青森地裁に訴えた。",
            "三浦氏は[アカツキ]に修理代の返還を求めた裁判で",
            "[アカツキ]に対し、支払いを求める訴えを",
        ),
        ("窮状を訴える声", "アカツキに返還を求めた。"),
        cues=("訴え", "訴訟", "裁判", "提訴"),
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
        _dealt("を", "を、?", r"[^、。を]{0,14}"),
        _in_deal,
        ORGANIZATION,
        ("彼は[アカツキ]を3億円で買収した。",),
        ("市場を広げた。",),
        cues=_dealings("を"),
        head=WORDS,
    ),
    Rule(
        "bought-noun",
        r"[」』]?の(?:買収|子会社化|完全子会社化|吸収合併|経営権|非公開化)(?!防衛|王|先|側|者)",
        _in_deal,
        ORGANIZATION,
        ("社長は[アカツキ]の買収を", "[アカツキ]の経営権が"),
        ("アカツキの買い物を",),
        cues=("の買収", "子会社化", "の吸収合併", "の経営権", "の非公開化"),
        head=WORDS,
    ),
    Rule(
        "bids-for",
        r"[」』]?(?:に|へ|への|に対する|に対し、?)(?:敵対的|対抗)?(?:TOB|MBO|公開買い付け|公開買付け|買収提案|買収案|経営統合を|合併を)",
        _in_deal,
        ORGANIZATION,
        ("[アカツキ]へのTOBは", "[アカツキ]に買収提案を"),
        ("東京で買収提案を",),
        cues=("TOB", "MBO", "公開買", "買収提案", "買収案", "経営統合を", "合併を"),
        head=WORDS,
    ),
    Rule(
        "buyer",
        r"[」』]?(?:に(?:吸収合併|買収|統合|子会社化)さ|(?:から|から受けた)の?買収)",
        _in_deal,
        ORGANIZATION,
        ("三浦製菓は[アカツキ]に買収された。", "[アカツキ]からの買収提案"),
        ("アカツキに本社を移した。",),
        cues=("買収", "に吸収合併さ", "に統合さ", "に子会社化さ"),
        head=WORDS,
    ),
    Rule(
        "beside-firm",
        rf"(?:(?<=同業の|会社の)|(?<=被告の|原告の)(?!主張|請求|訴え|責任|行為|弁護|代理|会社|企業|遺族|男|女|[一二三両\d]+[社人者])){WORDS.replace(r'(?<![一-龯々ァ-ヶーA-Za-z0-9・])', '')}(?=[」』]?(?:[はがをへと]|に(?!は)|の(?:全|株|買収|子会社)))",
        whole(ORGANIZATION, 0.7, "(?:同業|子会社|親会社|姉妹会社|関連会社|運営会社|被告|原告)の"),
        ORGANIZATION,
        ("同業の[アカツキ]を", "子会社の[三浦電装]は", "被告の[三浦住販]は"),
        ("同業では最も大きい。", "被告の主張を退けた。"),
        cues=("同業の", "会社の", "被告の", "原告の"),
    ),
    Rule(
        "shares-of",
        r"[」』]?(?:の|が持つ|が保有する)?(?:発行済み|全)?(?:株式|全株|株)(?:の[^、。]{1,8})?を",
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("彼は[アカツキ]の株式を売った。",),
        ("アカツキの家を売った。",),
        cues=("株",),
        head=WORDS,
    ),
    Rule(
        "given-money",
        _dealt("に", "(?:に|へ|への)", r"[^、。]{0,12}"),
        whole(ORGANIZATION, 0.7),
        ORGANIZATION,
        ("銀行が[アカツキ]に3億円を融資した。",),
        ("アカツキに行った。",),
        cues=_dealings("に"),
        head=WORDS,
    ),
    Rule(
        "raising",
        r"[」』]?(?:の(?:傘下|第三者割当増資|増資|資金調達|筆頭株主|株主(?=\d)|時価総額|[完全親子]{1,3}会社)|株式会社|が[^。]{0,20}(?:を調達|の資金調達))",
        whole(ORGANIZATION, 0.6),
        ORGANIZATION,
        ("[アカツキ]の傘下に", "[アカツキ]の増資を", "[アカツキ]の完全子会社"),
        ("アカツキの下に",),
        cues=("の傘下", "増資", "資金調達", "の筆頭株主", "の株主", "の時価総額", "会社", "を調達"),
        head=WORDS,
    ),
    Rule(
        "dealing",
        _dealt("は", "[はが]", "[^。「]{0,60}?"),
        _in_deal,
        ORGANIZATION,
        ("[アカツキ]は去年、ある会社を買収した。",),
        ("アカツキは去年、家を建てた。",),
        cues=_dealings("は"),
        head=WORDS,
    ),
    Rule(
        "has-posts",
        rf"(?:[」』]?{BRACKET}の{_FORMER}|(?P<served>で)){_OFFICE}(?(served)を(?:\d+[年期]間?)?(?:長く)?(?:務|歴任))",
        _holding,
        ORGANIZATION,
        ("[アカツキ]の元社長が", "[三浦座]の六代目座長を", "[三浦川漁協]で組合長を3期務めた"),
        ("アカツキの歌が", "長男の会長が", "アカツキで社長を見た"),
        cues=(*_POSTS, "責任者"),
        head=WORDS,
    ),
    Rule(
        "post-in-bracket",
        rf"(?:(?<=[氏ん]\()|(?<=[氏ん]\([元前現])|(?<=[ぁ-ん]=[元前現]))(?![元前現])[一-龯ァ-ヶーA-Za-z]{{2,16}}?(?={_FORMER}{_OFFICE}[、・/)])",
        _held,
        ORGANIZATION,
        ("三浦遥氏([北見設計]代表、北嶺大学講師)が", "三浦さん(元[アカツキ]社長)は", "三浦遥氏(みうら・はるか=元[アカツキ]社長)"),
        ("三浦遥氏(社長)が",),
        cues=("氏(", "ん(", "=元", "=前", "=現"),
    ),
    Rule(
        "posts-held",
        rf"[」』]?{BRACKET}の(?:{_SOMEBODY}{alternation(_HELD)}|[一-龯ァ-ヶー]{{0,8}}[部所店場局]長(?:だった|の|、){_SOMEBODY}(?:氏|さん))",
        _holding,
        ORGANIZATION,
        ("[ハヤテ便]の三浦遥社長は", "[赤城パルプ]の製造部長だった三浦遥氏が"),
        ("地元の三浦遥市長は", "長男の三浦遥常務が", "現在の三浦遥社長は"),
        cues=_HELD,
        head=WORDS,
    ),
    Rule(
        "renamed",
        r"[」』]?(?:へと|[へにと])(?:(?:社名|商号|校名|名称)を?)?(?:変更し|改称|改組)",
        whole(ORGANIZATION, 0.95),
        ORGANIZATION,
        ("[アカツキ]に社名を変更した。", "戦後、[三浦テキスタイル]と改称した。"),
        ("アカツキに住所を変更した。", "三浦と改名した。"),
        cues=("変更し", "改称", "改組"),
        head=WORDS,
    ),
    Rule(
        "former-post",
        rf"(?:元|前)(?:{alternation(_POSTS)})の",
        whole(ORGANIZATION, 0.5),
        ORGANIZATION,
        ("[アカツキ]前専務の三浦氏",),
        ("アカツキの前の専務",),
        cues=tuple(f"{word}の" for word in _POSTS),
        head=WORDS,
    ),
    Rule(
        "dealing-by",
        _dealt("による", "による", r"[^、。]{0,20}"),
        _in_deal,
        ORGANIZATION,
        ("[アカツキ]による電撃的な買収",),
        ("アカツキによる歌",),
        cues=("による",),
        head=WORDS,
    ),
    Rule(
        "described-mixed",
        r"(?<![一-龯々])[一-龯々]{2,3}(?!ばかり|だけ|まで|ほど|[をがはにでとのもへやらりるれた])[ぁ-ん]{3,5}?(?=[」』]?[をがはのへ])",
        whole(ORGANIZATION, 1.1, rf"(?:{_FIRM}|子会社|傘下|老舗|大手)の[「『]?"),
        ORGANIZATION,
        ("子会社の[茶房ひぐらし]を売った。",),
        ("子会社の商品ばかりを", "大手の企業をめぐり、"),
        cues=tuple(f"{word}の" for word in (*lexicon("class-nouns"), "子会社", "傘下", "老舗", "大手")),
    ),
    Rule(
        "described-from-kana",
        rf"(?:{'|'.join(f'(?<={word})' for word in _GROUPS)})(?![なはがをにのとでやもへか])[ぁ-ん]{{2,6}}[一-龯々ァ-ヴー]{{1,8}}(?=[はがのをに、])",
        whole(ORGANIZATION, 1.2),
        ORGANIZATION,
        ("地域政党[しんせい津軽]は6人を立てる。", "市民団体[ひかり町]が"),
        ("政党などの会合が", "合唱団ならではの公演を"),
        cues=_GROUPS,
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
        rf"[」』]?\((?![一-龯]{{2,10}}大学)(?:本社|本部|東京|大阪|京都|{_PLACE})",
        whole(ORGANIZATION, 0.9),
        ORGANIZATION,
        ("[雲雀堂](岐阜市)が",),
        ("雲雀堂(三浦遥社長)が", "三浦遥(東京理学大学教授)が"),
        cues=("(",),
        head=WORDS,
    ),
    Rule(
        "located-in-kana",
        rf"(?:(?<=[、の])|^)[ぁ-ん]{{2,8}}[一-龯々ァ-ヴー]{{1,4}}(?=\((?:本社|{_PLACE}))",
        whole(ORGANIZATION, 1.0),
        ORGANIZATION,
        ("食品スーパーの[まるかね屋](前橋市)は",),
        ("まるかね屋(三浦遥社長)が",),
        cues=("(",),
    ),
    Rule(
        "located-half-kana",
        r"(?<![一-龯々ァ-ヴーぁ-んA-Za-z])[一-龯々ァ-ヴー]{2,12}(?![をはがにへとでのもやかられるなしいすさ])[ぁ-ん]{2,6}(?=\((?:本社|本部|"
        + _PLACE
        + "))",
        whole(ORGANIZATION, 1.0),
        ORGANIZATION,
        ("[生活協同組合みらいあおば](青森市)は", "[ミルクあおば](青森県八戸市)が"),
        ("店を構えるまち(青森市)は", "企業など(青森市)は", "三浦はるか(北嶺大)は"),
        cues=("(",),
    ),
    Rule(
        "party-quoted",
        r"(?<=[告側人]の「)[^「」、。]{2,16}(?=」(?:側)?[はがをにの、])",
        whole(ORGANIZATION, 1.2, "(?:原告|被告|申立人|相手方|債権者|債務者)の「"),
        ORGANIZATION,
        ("原告の「[つぐみ堂]」側は",),
        ("原告の「許せない」との訴えは", "住人の「つぐみ」が"),
        cues=("告の「", "人の「", "側の「", "者の「"),
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
        whole(ORGANIZATION, 1.2, f"(?:{alternation(_BODIES)}の?|{alternation(_SHOPS)}|{LEGAL})「"),
        ORGANIZATION,
        ("新会社「[こもれび]」を", "書店の「[こもれび]」が", "NPO法人「[こもれび]」は"),
        ("新曲「こもれび」を", "その会社「行くぞ」と述べた。"),
        cues=(
            *(f"{body}{sign}" for body in (*_BODIES, *lexicon("legal-forms")) for sign in ("「", "の「")),
            *(f"{shop}「" for shop in _SHOPS),
        ),
    ),
)
