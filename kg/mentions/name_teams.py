"""Rules that know a team, a troupe or who plays for one by what reports of sport and the arts say of them.

    J2のX金沢に完全移籍する → X金沢 ORGANIZATION;  X金沢の鍬田が2得点 → 鍬田 PERSON;  X湖フィルの定期演奏会 → X湖フィル ORGANIZATION

A rule matches the name itself; what must stand before it is checked on the text. None of them decides alone (kg.mentions.names).
"""

from __future__ import annotations

import re

from kg.kanji import of_kanji
from kg.match import Rule, alternation, compiled, lexicon
from kg.mentions.name_contexts import BRACKET, KIND, OF_PERSON
from kg.mentions.name_edges import ending
from kg.mentions.name_votes import ORGANIZATION, SURE, WORDS, Vote, Votes, ranks, titles, whole
from kg.model import Kind

TEAM = r"[一-龯々]{1,4}[ァ-ヴー]{3,}|[ァ-ヴー]{3,}[一-龯々]{2,4}"  # 青森サンダース, ヴォルテ青森
_MOVES = r"(?:完全|期限付き|育成型期限付き|レンタル|電撃)?(?:移籍|入団)"
_FAMILY = r"(?<![一-龯々ァ-ヴーA-Za-z・])[一-龯々]{2,3}"
_PLAYS = ("連勝", "連敗", "昇格", "降格", "快勝", "大勝", "完敗", "惜敗", "優勝", "勝利", "敗れ", "勝ち越", "負け越", "勝ち点")
_STAGED = r"(?:(?:第\d+回)?(?:定期|特別|追悼|記念|新作|自主|巡回|追加)?(?:演奏会|公演)|全国ツアー|楽団員|団員|座員|座付き作家)"
_LEAGUES = r"(?:メジャー|リーグ|大リーグ|プロ|海外|本場|強豪|名門|他球団)$"


def _club(found: re.Match[str], _: object) -> Votes | None:
    """ベルギー1部の|X|に移籍; not 海外クラブに移籍, 独立リーグに入団."""
    words = found.group()
    if KIND.search(words) or OF_PERSON.search(words) or compiled(_LEAGUES).search(words):
        return None
    return (Vote(*found.span(), ORGANIZATION, 0.7),) if compiled("[ァ-ヴー]{3}").search(words) or ending(words) else None


def _plays(found: re.Match[str], _: object) -> Votes | None:
    """X金沢|が連勝した: a coined word and a place are a team's name where it wins; of 三浦カレン it only tips the scale."""
    words = found.group()
    if KIND.search(words) or ranks().closing(words) or titles().closing(words) or not compiled(TEAM).fullmatch(words):
        return None
    placed = not of_kanji(words[0]) or any(words.startswith(tuple(lexicon(name))) for name in ("prefectures", "cities"))
    return (Vote(*found.span(), ORGANIZATION, 1.1 if placed else 0.5),)


def _on_stage(found: re.Match[str], _: object) -> Votes | None:
    """X湖フィル|の定期演奏会; of a person there are 公演, too."""
    words = found.group()
    said = words[0] == "同" or OF_PERSON.search(words) or titles().closing(words)
    return (Vote(*found.span(), ORGANIZATION, 0.6),) if not said and len(words) > len(ending(words)) > 0 else None


def _athlete(found: re.Match[str], _: object) -> Votes | None:
    """檜垣|が銀メダルを獲得した: a family's name, which tips the scale; 青森|が勝った is a team."""
    words = found.group()
    place = any(words in lexicon(name) for name in ("prefectures", "cities", "lands"))
    return None if place or titles().closing(words) or ranks().closing(words) else (Vote(*found.span(), Kind.PERSON, 0.4),)


def _player(found: re.Match[str], _: object) -> Votes | None:
    """X金沢の|鍬田|が2得点を挙げた: who a report of a match names by family name."""
    deeds = any(word in found.string for word in lexicon("sport-deeds"))
    return (Vote(*found.span(), Kind.PERSON, 1.0),) if deeds else None


RULES: tuple[Rule[Votes], ...] = (
    Rule(
        "moves-to",
        rf"[」』]?{BRACKET}(?:[にへ]の?{_MOVES}|から(?:[^。、]{{0,12}}[にへ])?{_MOVES}|を退団)",
        _club,
        ORGANIZATION,
        ("ベルギー1部の[アスナローネ]に完全移籍する。", "[津軽アスナローズ]から移籍した三浦が", "[アスナローズ]を退団した。"),
        ("海外クラブに移籍する。", "独立リーグに入団する。"),
        cues=("移籍", "入団", "退団"),
        head=WORDS,
    ),
    Rule(
        "belongs-to",
        rf"(?<=所属の)(?:{TEAM}|[ァ-ヴー]{{4,}})(?=[はがをにでとの、])|(?<=所属する)(?:{TEAM}|[ァ-ヴー]{{4,}})(?=[はがをにでとの、])",
        _club,
        ORGANIZATION,
        ("所属の[津軽アスナローズ]では主将を務めた。", "三浦が所属する[アスナローズ]は"),
        ("所属のチームでは", "所属する芸能プロは"),
        cues=("所属",),
    ),
    Rule(
        "wins",
        rf"[」』]?{BRACKET}[はが](?:\d{{1,2}}日、)?[^。「」はが]{{0,24}}{alternation(_PLAYS)}",
        _plays,
        ORGANIZATION,
        ("[津軽アスナローズ]が2連勝で昇格を決めた。", "[アスナローズ青森]は青森市で快勝した。"),
        ("アスナロは青森市で栽培される。", "同アパレルメーカーは優勝を祝った。"),
        cues=_PLAYS,
        head=WORDS,
    ),
    Rule(
        "on-stage",
        rf"[」』]?{BRACKET}の{_STAGED}",
        _on_stage,
        ORGANIZATION,
        ("[津軽湾フィル]の定期演奏会が", "[アスナロ歌劇団]の新作公演を"),
        ("三浦遥の公演が", "同楽団の団員が"),
        cues=("演奏会", "公演", "全国ツアー", "団員", "座員", "座付き作家"),
        head=WORDS,
    ),
    Rule(
        "wrestler",
        r"(?<=枚目の)[一-龯々][一-龯々ヶケノ]{1,4}(?=[がはをにとの、(]|関)",
        whole(Kind.PERSON, SURE, r"(?:前頭|十両|幕下|三段目|序二段|東|西)\d{1,3}枚目の"),
        Kind.PERSON,
        ("前頭8枚目の[雲雀潟]が", "東3枚目の[津軽ノ森](本名・三浦遥)が"),
        ("2枚目の写真を",),
        cues=("枚目の",),
    ),
    Rule(
        "player-of",
        r"(?:(?<=[ァ-ヴー]{3}の)|(?<=[ァ-ヴー][一-龯]{2}の)|(?<=[ァ-ヴー][一-龯]{3}の))[一-龯々]{2,4}(?=[がはも](?!い[たるな]))",
        _player,
        Kind.PERSON,
        ("津軽アスナローズの[檜垣]が2得点を挙げた。", "アスナローネ青森の[檜垣]は登板した。"),
        ("アスナローズの社長は会見した。",),
        cues=tuple(lexicon("sport-deeds")),
    ),
    Rule(
        "athlete",
        rf"{_FAMILY}(?=[がは](?!い[たるな])(?:[^「」]{{0,40}}){alternation(lexicon('sport-deeds'))})",
        _athlete,
        Kind.PERSON,
        ("射撃の世界大会で、[檜垣]が銀メダルを獲得した。", "[檜垣]は本塁打を放った。"),
        ("青森が初戦を突破した。", "選手は初戦を休んだ。"),
        cues=tuple(lexicon("sport-deeds")),
    ),
)
