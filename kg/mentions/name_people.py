"""Rules that know a person's name by what stands around it: who is addressed, titled, credited.

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.kanji import of_kanji
from kg.match import Rule, Words, alternation, lazy, lexicon
from kg.mentions.name_edges import ending
from kg.mentions.name_votes import KATAKANA, LATIN, SURE, Vote, Votes, ranks, titles, whole
from kg.model import Kind

_HEADS = ("社長", "会長", "代表", "理事長", "学長", "総長", "頭取", "院長", "所長", "館長", "組合長", "CEO", "裁判長", "委員長")
_JOINT = lazy(r"(?:の|である|・| |:)$")  # CEO|の, 室長|である
_CHIEF = lazy(r"(?:C[A-Z]O|責任者)$")
_PARTIES = ("原告", "被告", "元社員", "元従業員", "遺族", "弁護士")
_PUT_BEFORE = lazy(r" ?\([^()]*\) ?$")  # 取締役(執行役員) 三浦 遥
_POSTS = Words(w for w, kind in lexicon("titles").items() if len(w) > 1 and kind.startswith("post"))
_SAYS = ("語", "話し", "話す", "述べ", "明か", "振り返", "喜ん", "喜び", "悔し", "笑", "意気込", "強調", "打ち明け", "力を込め")
_CREDITS = ("翻訳", "広報担当", "広報", "担当", "聞き手", "構成", "取材", "撮影", "文責", "執筆", "訳", "記者", "文", "写真")


def _addressed(found: re.Match[str], _: object) -> Votes | None:
    """三浦氏; but not 両氏, 同氏."""
    word = found.group()
    if found.string.startswith("杜氏", found.end() - 1):
        return None
    if word[-1] in "同両各" and of_kanji(word) and "々" not in word:
        return None
    end = found.end() - (len(word) > 1 and word[-1] in "両各")
    before = found.string[max(0, found.start() - 12) : found.start()]
    posted = before.endswith("の") and (_POSTS.closing(before[:-1]) or before[:-1].endswith(_PARTIES))
    if _spaced(word) or (posted and word not in lexicon("kin")):
        return (Vote(found.start(), end, Kind.PERSON, SURE),)
    return (Vote(found.start(), end, Kind.PERSON, _politely(found) or 1.2),)


def _spaced(words: str) -> bool:
    """三浦 遥, but not 共同代表 三浦."""
    family, space, given = words.partition(" ")
    return bool(space and of_kanji(words[:1])) and not any(titles().closing(part) for part in (family, given))


def _after_title(before: str) -> bool:
    """CEOの|, 経営企画室長 |, パートナーである|."""
    return any(titles().closing(words) or _CHIEF.search(words) for words in (before, _JOINT.sub("", before)))


def _presented(found: re.Match[str], _: object) -> Votes | None:
    """取締役である三浦 遥が: a name whose parts are spaced, behind a post."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    posted = _after_title(before) or _after_title(_PUT_BEFORE.sub("", before))
    return (Vote(*found.span(), Kind.PERSON, SURE),) if _spaced(found.group()) and posted else None


def _addressed_twice(found: re.Match[str], _: object) -> Votes:
    """Ann Lee(アン・リー)氏: both spellings are a person's."""
    spellings = [found.span(part) for part in ("x", "y") if found[part]]
    return tuple(Vote(*span, Kind.PERSON, _politely(found) or 1.5) for span in spellings)


def _politely(found: re.Match[str]) -> float:
    """What さん is worth, by which companies are called as well, foreign names above all; 0 where there is none."""
    if not found.string.startswith("さん", found.end()):
        return 0.0
    return 0.6 if of_kanji(found.group()[:1]) else 0.2


def _titled(found: re.Match[str], _: object) -> Votes | None:
    """CEOのX・Y, 室長 X Y: a name of several parts behind a title, if it does not end like a body's."""
    before = found.string[max(0, found.start() - 24) : found.start()]
    if not _after_title(before) or ending(found.group()):
        return None
    return (Vote(*found.span(), Kind.PERSON, 1.0),)


_POST_BEHIND = r"(?:C[A-Z]O|最高[一-龯]{2,4}責任者|(?:副|代表取締役|名誉|代表)?(?:社長|会長|会頭|頭取|理事長)|専務|常務|市長|町長|村長|区長|知事|教育長|監督)"
_THEN = r"(?:[がはをもにと、(]|の(?:退|辞|就|交代|解|続投|発言|昇|再任|社長|会長|頭取))"
_KINDS = Words(lexicon("class-nouns"))
_TRADES = Words((*lexicon("lines-of-business"), *lexicon("class-nouns"), *lexicon("nations")))
_PIECE = lazy(r"[^、。はがをにで「」()]*$")
_OWNER = lazy(r"(?<![ァ-ヴーA-Za-z・])[ァ-ヴー]{3,}(?:・[ァ-ヴー]+)*$")


def _in_post(found: re.Match[str], _: object) -> Votes | None:
    """青嶺製作所の|スミス|CEOは, 10日、|三浦遥|専務が: who has a post is a person, if the name does not end like a body's."""
    name, before = found.group(), found.string[: found.start()]
    if ending(name) or titles().closing(name) or name[-1] in "副新前元現初":
        return None
    if "・" in name or "=" in name:
        return (Vote(*found.span(), Kind.PERSON, 1.3),)
    piece = _PIECE.search(before[:-1])
    words = piece.group() if piece and before.endswith("の") else ""
    whose = len(words) > 1 and not _KINDS.closing(words) and not _TRADES.make(words)
    if not whose and not (of_kanji(name) and len(name) > 3):
        return None
    owner = _OWNER.search(before[:-1]) if whose else None  # 仏蓄電池|ヴォルティエール|の|デュフォール|CEO
    bodies = (Vote(*owner.span(), Kind.ORGANIZATION, 0.8),) if owner else ()
    return (Vote(*found.span(), Kind.PERSON, 1.0 if of_kanji(name) else 1.3), *bodies)


def _speaks(found: re.Match[str], _: object) -> Votes | None:
    """三浦|は「…」と語った; 林社長|は is found by the post."""
    words = found.group()
    return None if titles().closing(words) or ranks().closing(words) else (Vote(*found.span(), Kind.PERSON, 0.5),)


RULES: tuple[Rule[Votes], ...] = (
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
        "titled",
        r"(?<![ァ-ヶーA-Za-zÀ-ÿ・])(?:[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)+|[A-Z][A-Za-zÀ-ÿ'-]+(?: [A-Z][A-Za-zÀ-ÿ.'-]*)+)(?![ァ-ヶーA-Za-z])",
        _titled,
        Kind.PERSON,
        ("CEOの[ジョン・スミス]は", "経営企画室長 [Ann Lee]", "パートナーである[Ann Lee]が"),
        ("本社のジョン・スミス社は", "社長のハーベル・キャピタル"),
        cues=("・", "=", "＝", " "),
    ),
    Rule(
        "in-post",
        r"(?<=[、の])(?:[ァ-ヴー]{2,12}(?:[・=][ァ-ヴー]{2,12}){0,3}|[一-龯々][一-龯々ヶケツノ]{1,4}?)"
        rf"(?=[元前]?{_POST_BEHIND}{_THEN})",
        _in_post,
        Kind.PERSON,
        (
            "北嶺製紙の[スミス]CEOは",
            "北嶺製紙は10日、[ジョン・スミス]CEOの退任を",
            "北嶺製紙の[三浦]CTOは",
            "10日、[三浦遥人]専務が",
        ),
        (
            "半導体大手のノースハーバー社長は",
            "北嶺製紙の代表取締役社長は",
            "社長のハーベル・キャピタルCEOの三浦氏",
            "北嶺製紙の新社長は",
        ),
        cues=(
            *("CEO", "CTO", "CFO", "COO", "CIO", "責任者", "社長", "会長", "専務", "常務", "会頭", "頭取", "理事長"),
            *("市長", "町長", "村長", "区長", "知事", "教育長", "監督"),
        ),
    ),
    Rule(
        "presented",
        r"(?<![一-龯々﨑])[一-龯々﨑]{1,4} (?:[一-龯々﨑]{1,3}|[ァ-ヶー]{2,5}|[ぁ-ん]{2,4}?)(?=[がはをにと、。)]|氏| ?\(|$)",
        _presented,
        Kind.PERSON,
        (
            "執行役員である[三浦 遥]が",
            "取締役(執行役員) [三浦 遥] (4月1日付)",
            "代表取締役社長 [三浦 遥]",
            "広報部長の[三浦 はるか]は",
        ),
        ("代表取締役 社長", "取締役 部長が", "工場 三浦が"),
        cues=(" ",),
    ),
    Rule(
        "speaks",
        rf"(?<![一-龯々ァ-ヴーA-Za-z・])[一-龯々]{{2,3}}(?=[はがも]、?「[^「」]*」と{alternation(_SAYS)})",
        _speaks,
        Kind.PERSON,
        ("[三浦]は「客の顔が見えた」と語った。",),
        ("三浦は「客」と呼ぶ。", "三浦商店は「客が増えた」と語った。", "林社長は「客が増えた」と語った。"),
        cues=("「",),
    ),
    Rule(
        "addressed",
        rf"(?<![ァ-ヶーA-Za-z一-龯々])(?:[ァ-ヶー]{{3,}} [ァ-ヶー]{{3,}}(?=氏)|{KATAKANA}|{LATIN}|[一-龯々]{{2,5}}(?: [一-龯々ぁ-ん]{{1,3}})?)(?=氏(?![名族神])|さん|くん|容疑者|被告(?!側|人側))",
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
        cues=(")氏", ")さん", ")容疑者"),
    ),
    Rule(
        "credited",
        rf"(?<=[:=/・ ])(?:[一-龯々]{{2,4}} ?[一-龯々ぁ-んァ-ヶー]{{1,4}}|(?<=担当:)[一-龯々]{{2}}|{KATAKANA}|{LATIN})(?=[)\]、,・/ ]|$)",
        whole(Kind.PERSON, 0.9, rf"{alternation(_CREDITS)}[:=/・ ]{{1,2}}"),
        Kind.PERSON,
        ("(聞き手・構成=[三浦遥])", "広報担当:[三浦]"),
        ("写真=青空",),
        cues=tuple(word + sign for word in _CREDITS for sign in ":=/・ "),
    ),
)
