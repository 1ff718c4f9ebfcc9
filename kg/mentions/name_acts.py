"""Rules that know a name by what a report says of names: how a body is called now and was called, whose name is another's.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.match import Rule, alternation, compiled, lazy, lexicon
from kg.mentions.name_contexts import BRACKET
from kg.mentions.name_edges import ending
from kg.mentions.name_votes import ORGANIZATION, SURE, WORDS, Vote, Votes, titles, whole
from kg.model import Kind

_NAME = r"(?:社名|商号|法人名|団体名|校名|党名)"
_CHANGE = r"(?:変え|変更|改め|改称|改名)"
_STYLED = lazy(r"(登録名|しこ名|四股名|芸名|筆名)(?:は|を|・|、)「$")
_WARES = lazy(
    r"(?:アプリ|サービス|サイト|ゲーム|ソフト|システム|ソフトウエア|AI|ロボット|番組|作品|映画|アニメ|ドラマ|漫画|小説|曲|誌|車|商品|製品|端末|型|機|号|展|祭|賞)の?$"
)
_DEEDS = tuple(lexicon("body-deeds"))
_DOES = rf"を{alternation(_DEEDS)}(?:た|、|て)"  # what a body does
_BEARER = lazy(r"(?:初|[一二三四五六七八九十\d]+)代目?")
_PERSON = r"(?:[一-龯々]{2,5}|[一-龯々]{1,4}(?:[ぁ-ん]{2,4}?|[ァ-ヴー]{2,5}))"


def _had_name(found: re.Match[str], _: object) -> Votes | None:
    """アスナロ|(旧青森電装); not 三浦遥コーチ|(旧姓青森), 三浦遥|(現社長)."""
    inside = found.string[found.end() + 1 : found.string.find(")", found.end())]
    posts = any(titles().closing(words) for words in (found.group(), inside))
    return None if posts or found.group()[0] == "旧" else (Vote(*found.span(), ORGANIZATION, 0.4),)


def _goes_by(found: re.Match[str], _: object) -> Votes:
    """「三代目|雲雀亭遥」: which bearer of the name it is, is no part of it."""
    bearer = _BEARER.match(found.group())
    return (Vote(found.start() + (bearer.end() if bearer else 0), found.end(), Kind.PERSON, SURE),)


def _goes_by_now(found: re.Match[str], _: object) -> Votes | None:
    """登録名は「|三浦遥|」, しこ名を「|青森富士|」; things are registered, too."""
    style = _STYLED.search(found.string[: found.start()])
    return (Vote(*found.span(), Kind.PERSON, 1.0 if style[1] == "登録名" else SURE),) if style else None


def _announces(found: re.Match[str], _: object) -> Votes | None:
    """菓子の「|アスナロ|」は5日、…と発表した; not アプリ「|アスナロ|」は."""
    thing = _WARES.search(found.string[: found.start() - 1])
    return None if thing else (Vote(*found.span(), ORGANIZATION, 1.2),)


def _known_body(found: re.Match[str], _: object) -> Votes | None:
    """「|うみてつ|」の愛称で親しまれる津軽湾鉄道: what is told of behind it is a body."""
    behind = compiled(r"」の..で...?れる([^。「」はがをにでの]{2,16})").match(found.string, found.end())
    told = behind and (ending(behind[1]) or behind[1].endswith(("大学", "高校", "病院", "劇場")))
    return (Vote(*found.span(), ORGANIZATION, 1.2),) if told else None


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "named-anew",
        rf"(?<=[「をにへ])[^「」、。はがをに]{{2,20}}?(?=」?[にへ](?:社名を)?{_CHANGE})",
        whole(ORGANIZATION, 1.2, rf"{_NAME}を(?:今の|現在の)?「?|{_NAME}を[^「」。]{{2,20}}から「?"),
        ORGANIZATION,
        ("社名を「[アスナロ]」に変えた。", "商号を[アスナロ]に改めた。"),
        ("看板を「アスナロ」に変えた。",),
        cues=("社名を", "商号を", "法人名を", "団体名を", "校名を", "党名を"),
    ),
    Rule(
        "named-before",
        rf"(?<=[「を])[^「」、。はがをに]{{2,20}}?(?=」?から(?:「[^」]+」[にへ])?(?:{_NAME}を)?{_CHANGE})",
        whole(ORGANIZATION, 0.9, rf"{_NAME}を「?"),
        ORGANIZATION,
        ("商号を[アスナロ]から変更した。",),
        ("住所を青森から変更した。",),
        cues=("から変", "から改", "」から"),
    ),
    Rule(
        "left-its-name",
        rf"」?から{_NAME}を{_CHANGE}",
        whole(ORGANIZATION, 1.2),
        ORGANIZATION,
        ("同社は4月に[アスナロ]から商号を改めた。",),
        ("アスナロから住所を改めた。",),
        cues=("から社名", "から商号", "から校名", "から法人名"),
        head=WORDS,
    ),
    Rule(
        "forerunner",
        r"(?<=前身の「)[^「」、。]{2,24}(?=」)",
        whole(ORGANIZATION, 1.2),
        ORGANIZATION,
        ("前身の「[青森を歩く会]」として",),
        ("前身の会として",),
        cues=("前身の「",),
    ),
    Rule(
        "formerly",
        r"\((?:旧|現|現在の|旧社名[・:、は]?|[前元]・)[^()姓 ]{2,24}\)",
        _had_name,
        ORGANIZATION,
        ("青森市の[アスナロ](旧青森電装)は",),
        ("アスナロ(青森市)は", "三浦遥(旧姓青森)は", "三浦遥(現社長)は", "三浦遥(元・青森代表)は"),
        cues=("(旧", "(現", "(前・", "(元・"),
        head=WORDS,
    ),
    Rule(
        "headquarters",
        rf"[」』]?{BRACKET}(?:の本社|本社)(?:を|に|で|が|や|など)",
        whole(ORGANIZATION, 0.3),
        ORGANIZATION,
        ("[アスナロ]の本社を",),
        ("アスナロの庭を",),
        cues=("本社",),
        head=WORDS,
    ),
    Rule(
        "quoted-announces",
        rf"(?<=「)[^「」、。]{{2,20}}(?=」{BRACKET}[はが](?:\d{{1,2}}月)?\d{{1,2}}日、[^。「」]*(?:(?:と発表|を明らかに|と明らかに)し|{_DOES}))",
        _announces,
        ORGANIZATION,
        ("菓子の「[アスナロ]」は5日、店を閉じると発表した。", "菓子の「[アスナロ]」が5日、新型を発売した。"),
        ("新作「アスナロ」は5日、発売された。", "アプリ「アスナロ」は5日、値下げすると発表した。"),
        cues=("と発表", "明らかにし", *_DEEDS),
    ),
    Rule(
        "own-name",
        rf"{_PERSON}(?=[、。)はがでをとだの」(]|$)",
        whole(Kind.PERSON, 1.0, r"本名(?:[・はの:]|は、)"),
        Kind.PERSON,
        ("本名は[三浦遥]。", "(本名・[三浦遥])", "本名の[三浦遥]で"),
        ("本名を明かさない。",),
        cues=("本名",),
    ),
    Rule(
        "maiden",
        r"(?<=[姓・はの:「、])[一-龯々]{1,4}(?=[」、。)でをだ])",
        whole(Kind.OTHER, SURE, r"(?:旧姓|結婚前の姓)(?:[・はの:]|は、)?「?"),  # whose it was, kg.aliases tells
        Kind.OTHER,
        ("三浦遥さん(旧姓[青森])は", "旧姓は[青森]。"),
        ("旧姓を使う。",),
        cues=("旧姓", "結婚前の姓"),
    ),
    Rule(
        "goes-by",
        r"(?<=「)[^「」、。]{2,12}(?=」の(?:登録名|しこ名|四股名|芸名|筆名|名で(?:対局|出場|出演|活動|活躍|プレー|競技|執筆|発表))|」を襲名)",
        _goes_by,
        Kind.PERSON,
        ("今後は「[三浦遥]」の名で対局する。", "「[三浦遥]」の登録名で"),
        ("「アスナロ」の名で売る。",),
        cues=("」の", "」を襲名"),
    ),
    Rule(
        "goes-by-now",
        r"(?<=「)[^「」、。]{2,12}(?=」)",
        _goes_by_now,
        Kind.PERSON,
        ("登録名は「[三浦遥]」とする。", "しこ名を「[青森富士]」に"),
        ("店名は「アスナロ」とする。",),
        cues=("登録名", "しこ名", "四股名", "芸名", "筆名"),
    ),
    Rule(
        "also-called",
        rf"(?<=「)[^「」、。]{{2,14}}(?=」こと[^。「」]{{0,30}}?(?:さん|氏|容疑者|被告|C[A-Z]O|{alternation(w for w in lexicon('titles') if len(w) > 1)}))",
        whole(Kind.PERSON, SURE),
        Kind.PERSON,
        ("「[海のおじさん]」こと三浦遥さんが", "「[うみお]」こと北嶺製紙の三浦CEOが"),
        ("「海の駅」ことばの会の催しが",),
        cues=("」こと",),
    ),
    Rule(
        "body-known-as",
        r"(?<=「)[^「」、。]{2,14}(?=」の(?:愛称|通称|略称)で(?:親しま|知ら|呼ば)れる[^。「」はがをにで]{2,16})",
        _known_body,
        ORGANIZATION,
        ("「[うみてつ]」の愛称で親しまれる津軽湾鉄道の存続が",),
        ("「海の駅」の愛称で親しまれる市場が", "「うみさん」の愛称で親しまれる漁師が"),
        cues=("の愛称", "の通称", "の略称"),
    ),
    Rule(
        "known-to-friends",
        r"(?<=「)[^「」、。]{2,14}(?=」(?:の愛称|の通称|の呼び名)で[^。「」はがをにで]{0,40}?(?:さん|氏|\(\d\d\)))",
        whole(Kind.PERSON, SURE),
        Kind.PERSON,
        ("「[海のおじさん]」の愛称で親しまれる青森市の漁師、三浦遥さんが",),
        ("「海の駅」の愛称で親しまれる市場が",),
        cues=("の愛称", "の通称", "の呼び名"),
    ),
)
