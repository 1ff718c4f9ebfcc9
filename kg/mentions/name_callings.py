"""Rules that know a person's name by the calling, rank or age beside it: FW三浦, 歌手の三浦遥, 三浦六段, 三浦遥(28).

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.kanji import of_kanji
from kg.match import Rule, Words, alternation, lazy, lexicon
from kg.mentions.name_edges import NO_WRESTLER, SUMO, ending
from kg.mentions.name_votes import KATAKANA, LATIN, ORGANIZATION, SURE, Vote, Votes, ranks, titles, whole
from kg.model import Kind

_NAME = r"(?<![一-龯々ァ-ヴー])[一-龯々]{2,5}"
_FULL = r"(?<![一-龯々ァ-ヴー])[一-龯々]{1,4}(?:[ぁ-ん]{2,4}|[ァ-ヴー]{2,5}|[一-龯々])"
_THEN = r"(?:ら)?(?:[がはをもにとの、(]|$)"
_CHIEF = r"(?:C[A-Z]O|最高[一-龯]{2,4}責任者)"
_POLITE = Words(lexicon("honorifics"))
_CALLINGS = Words(lexicon("callings"))
_POSITIONS = lexicon("playing-positions")
_BARE = tuple(word for word, how in _POSITIONS.items() if how == "bare")
_PLAYS = tuple(f"{word}の" for word, how in _POSITIONS.items() if not how)
_TITLED = tuple(word for word in lexicon("titles") if len(word) > 1)
_AGE = lazy(r"(?:さん|氏)?\([1-9]\d\)")
_WHOLE = lazy(r"[ァ-ヴーa-zÀ-ÿ][・ ][ァ-ヴーA-Z]")
_PLAYING = whole(Kind.PERSON, 1.0, f"{alternation(_BARE)}|{alternation(_PLAYS)}")
_SPEAKS = lazy(r"(?:氏|さん)?は「")
_NO_NAME = "同両各当本全副新前元現初故兼"  # 同社|CEO, 元副|審議官


def _ranked(found: re.Match[str], _: object) -> Votes | None:
    """鵜殿|COO, 三浦|六段: whose name does not end like a body's or begin as none does."""
    name = found.group()
    if name[0] in _NO_NAME or name[-1] in _NO_NAME or ending(name) or titles().closing(name):
        return None
    return (Vote(*found.span(), Kind.PERSON, 1.0),)


def _playing(found: re.Match[str], context: object) -> Votes | None:
    """FW|三浦, ガードの|三浦; 三浦選手 is found by its rank."""
    return None if ranks().closing(found.group()) else _PLAYING(found, context)


def _of_calling(found: re.Match[str], _: object) -> Votes | None:
    """歌手の|三浦遥, バイオリン奏者、|Ann Lee."""
    before = found.string[max(0, found.start() - 16) : found.start()].rstrip("「")
    if before[-1:] not in ("の", "、") or not _CALLINGS.closing(before[:-1]) or ending(found.group()):
        return None
    end = found.end() - len(_POLITE.closing(found.group()))
    if _AGE.match(found.string, end):
        return (Vote(found.start(), end, Kind.PERSON, SURE),)
    speaks = 0.9 if _SPEAKS.match(found.string, end) else 0.7
    return (Vote(found.start(), end, Kind.PERSON, 1.0 if _WHOLE.search(found.group()) else speaks),)


def _stage_name(found: re.Match[str], _: object) -> Votes | None:
    """動画投稿者の「|ひばり先生|」: quoted behind what a person does."""
    before = found.string[max(0, found.start() - 16) : found.start() - 1]
    return (Vote(*found.span(), Kind.PERSON, SURE),) if _CALLINGS.closing(before.removesuffix("の")) else None


def _aged(found: re.Match[str], _: object) -> Votes | None:
    """三浦遥|(28), 三浦遥|社長(61); in 片仮名 a number may count what a thing has."""
    return _ranked(found, None) if of_kanji(found.group()[:1]) else (Vote(*found.span(), Kind.PERSON, 0.7),)


def _of_institute(found: re.Match[str], _: object) -> Votes | None:
    """三浦・北嶺文理大|教授: a person and where they work."""
    place = found["body"]
    if not _institute(place) or _institute(found.group()):
        return None  # 製造・販売|部長, 東北大・京都大|教授
    at = found.start("body")
    placed = len(found.group()) < 3 or any(found.group() in lexicon(name) for name in ("prefectures", "cities"))
    return Vote(*found.span(), Kind.PERSON, 1.0 if placed else SURE), Vote(at, at + len(place), ORGANIZATION, 0.9)


def _wrestler(found: re.Match[str], _: object) -> Votes | None:
    """雲雀潟|関, where a 力士 is told of."""
    sumo = any(word in found.string for word in SUMO)
    return (Vote(*found.span(), Kind.PERSON, SURE),) if sumo else None


def _institute(words: str) -> bool:
    return bool(ending(words)) or words.endswith(("大", "研"))


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "ranked",
        rf"{_NAME}?(?=(?:{_CHIEF}|{alternation(lexicon('ranks'))}){_THEN})",
        _ranked,
        Kind.PERSON,
        ("会見した[鵜殿]COOは", "[三浦]六段が勝った。", "DF[三浦遥]選手(28)が"),
        ("同社CEOは", "元副審議官は", "三浦警視庁は"),
        cues=(*lexicon("ranks"), "CEO", "CFO", "COO", "CTO", "CIO", "責任者"),
    ),
    Rule(
        "player",
        rf"(?:{'|'.join(f'(?<=[^A-Z]{w})|(?<=^{w})' for w in _BARE)}|(?<=[のー]))[一-龯々]{{2,5}}(?=[がはをもにとの(、])",
        _playing,
        Kind.PERSON,
        ("試合は、FW[三浦]が決めた。", "GK[三浦]が止めた。", "新人ガードの[三浦]が"),
        ("FWが決めた。", "店の三浦が", "FW三浦選手が"),
        cues=(*_BARE, *_PLAYS),
    ),
    Rule(
        "sumo",
        rf"(?<![一-龯々])[一-龯々][一-龯々ヶケノ]{{1,4}}(?<![{NO_WRESTLER}])(?=関[がはをにとの、(])",
        _wrestler,
        Kind.PERSON,
        ("大相撲で優勝した[雲雀潟]関が",),
        ("大相撲の新大関が", "税の機関が", "大相撲の会場の玄関が", "大相撲の親方が金融機関に"),
        cues=("関が", "関は", "関を", "関に", "関と", "関の", "関、", "関("),
    ),
    Rule(
        "joined-a-team",
        r"(?<=した)[一-龯々]{2,4}(?=[がはも])",
        whole(Kind.PERSON, 0.7, r"(?:から|に)(?:加入|移籍|完全移籍|期限付き移籍|途中出場|途中加入|先発)した"),
        Kind.PERSON,
        ("2部から加入した[三浦]が得点した。",),
        ("店に到着した三浦が",),
        cues=("加入した", "移籍した", "出場した", "先発した"),
    ),
    Rule(
        "bearer",
        r"(?<=代目)[一-龯々]{3,6}(?=(?:さん|氏)?[がはをもにとの、(」]|さん|氏)",
        _ranked,
        Kind.PERSON,
        ("五代目[雲雀亭遥]が高座に上がった。", "六代目[三浦遥]さんが"),
        ("三代目社長が", "五代目会長の", "四代目青森銀行が"),
        cues=("代目",),
    ),
    Rule(
        "of-calling",
        rf"(?:[ァ-ヴー]+ [ァ-ヴー]+|{KATAKANA}|{LATIN}|{_FULL})(?=」?(?:氏|さん)?[はがをにと、(])",
        _of_calling,
        Kind.PERSON,
        ("歌手の[三浦遥]が", "バイオリン奏者、[アン・リー]が"),
        ("店主の三浦遥が",),
        cues=tuple(f"{word}{sign}" for word in lexicon("callings") for sign in "の、"),
    ),
    Rule(
        "stage-name",
        r"(?<=「)[^「」、。]{2,12}(?=」(?:さん|氏)?[はがを(、])",
        _stage_name,
        Kind.PERSON,
        ("動画投稿者の「[ひばり先生]」が", "歌手「[ひばり]」は"),
        ("小説「ひばり」が",),
        cues=tuple(f"{word}{sign}" for word in lexicon("callings") for sign in ("の「", "「")),
    ),
    Rule(
        "died",
        r"(?<=「)[^「」、。]{2,14}(?=」(?:さん|氏)?[はが][^。「」]{0,40}(?:亡くな(?:った|り)|死去し|息を引き取))",
        whole(Kind.PERSON, SURE),
        Kind.PERSON,
        ("「[海のおじさん]」が5日、老衰のため亡くなった。",),
        ("「海の家」が5日、閉店した。",),
        cues=("亡くな", "死去", "息を引き取"),
    ),
    Rule(
        "aged",
        rf"(?:{_NAME}?|{_FULL}|{KATAKANA})(?=(?:さん|氏|容疑者|被告|{alternation(_TITLED)}|{alternation(lexicon('ranks'))})?\((?:[2-9]\d|1[0-9])\)(?:ら)?[はがをもにとのへら、。])",
        _aged,
        Kind.PERSON,
        ("[三浦遥](28)が", "[三浦遥]社長(61)は"),
        ("三浦遥(北嶺大)が", "三浦遥(2)が"),
        cues=tuple(f"({n}" for n in range(1, 10)),
    ),
    Rule(
        "of-institute",
        rf"(?<![一-龯々ァ-ヴーA-Za-z・])[一-龯々]{{2,5}}(?=・(?:元|前|現)?(?P<body>[一-龯々ァ-ヴーA-Za-z]{{2,16}}?)(?:{alternation(_TITLED)}){_THEN})",
        _of_institute,
        Kind.PERSON,
        ("委員の[三浦]・北嶺文理大教授は",),
        ("製造・販売担当者は", "青森大・北嶺大教授らは"),
        cues=("・",),
    ),
)
