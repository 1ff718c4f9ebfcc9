"""Entities in, the same out with the seats that the text tells of organizations, as it writes them.

    青嶺製作所(長野県松本市)は, 本社・松本市, 松本市の青嶺製作所, 松本市に本社を置く精密大手の青嶺製作所 → seats ("長野県松本市",), …

Nothing is guessed: a seat stands right at a mention of the body. Where a branch, a plant or a shop is, is no seat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.match import Rule, alternation, compiled, cover, lazy, lexicon
from kg.model import Article, Entity, EntityType, Kind, Mention, Sentence, Span

Ends = Mapping[int, Mention]  # where mentions of bodies begin or end → the mention


@dataclass(frozen=True, slots=True)
class Bodies:
    """The mentions of bodies in a sentence, by where they begin and by where they end in it."""

    starts: Ends
    ends: Ends


@cache
def _domestic() -> str:
    """長野県松本市, 松本市, 大阪市北区, 東京都港区, 長野県信濃町; 長野県."""
    prefecture = f"(?:{'|'.join(p + end for p, end in lexicon('prefectures').items())})"
    kana = alternation(lexicon("kana-municipalities"))
    name = rf"(?:[一-龯々]{{1,2}}{kana}|{kana}|[一-龯々ヶケノツァ-ヴー]{{1,6}}?)"
    city = rf"(?![同各両全当旧]){name}(?:(?<!都)|(?<=京都)|(?<=県西都))市(?![場民内立長議街況価販営政役])"
    ward = r"[一-龯々]{1,5}区"
    bare = alternation(lexicon("prefectures"))
    rural = rf"(?:[一-龯々]{{1,4}}郡)?{name}[町村]"
    inside = rf"(?:{city}(?:{ward})?|{ward}|{rural})"
    return rf"(?:{prefecture}(?:{inside})?|{bare}・{city}(?:{ward})?|{city}(?:{ward})?)"


@cache
def _short() -> str:
    """Where only a bracket says that it is a place: 東京, 東京・港, 大阪・堺."""
    return rf"{alternation(lexicon('prefectures'))}(?:・[一-龯々ヶケノツァ-ヴー]{{1,6}})?"


@cache
def _abroad() -> str:
    """米ボストン, 米オレゴン州ポートランド, カナダのカルガリー, ミュンヘン."""
    land, city = alternation(lexicon("lands")), alternation(lexicon("foreign-cities"))
    return rf"(?:(?:{land}[の・]?)?(?:[ァ-ヴー]{{2,12}}州(?:の?[ァ-ヴー]{{2,12}}(?:市|(?=[のに、)])))?|{city}市?)|{land}の[ァ-ヴー]{{3,12}}(?=に本))"


_EDGE = r"(?<![一-龯々ァ-ヴーA-Za-z])"
_LABEL = r"(?:本社|本店|本部|本拠|本社所在地|所在地)[・:=は]?"
_HAS = r"(?:に(?:本社|本店|本部|本拠地?)(?:を(?:置|構え|持)|があ|のあ)|を(?:本拠地?|拠点)(?:とす|にす)|で[^、。はがを]{1,12}を(?:営|経営す))"
_BRANCH = r"(?:支店|支社|支部|支局|営業所|出張所|工場|製作所|事業所|製造所|研究所|センター|店舗|店|倉庫|拠点|施設|発電所|原発|寮|現場|ホテル|跡地|売り場)"
_PART = lazy(r"(?:支店|支社|支部|支局|営業所|出張所|工場|事業所|店舗|倉庫)$")
_OTHER = lazy(
    r"子会社|親会社|関連会社|グループ会社|系列|傘下|持ち?株会社|取引|委託|指定|受注|発注|競合|提携|ライバル|同名|別|うち|など|ほか|各社"
)
_CLASS = r"(?:会社|企業|メーカー|大手|中堅|老舗|業者|業|商社|店|社|新興|スタートアップ|ベンチャー|法人|団体|銀行|病院|旅館|酒造|蔵元|チェーン|専門|製造|販売|運営|開発)"
_WHAT = rf"[^、。はがをにへとも「」()]{{0,16}}?{_CLASS}"
_TO = "(?:の|、)?[「『]?"
_TRADE = (
    r"[^、。はがをにへとも「」()]{0,12}?(?:加工|[館店園屋院塾堂]|工房|農園|印刷|建設|卸|小売り|運輸|物流|漁業|農業|林業)、[「『]?"
)
_BEFORE, _DESCRIBED = f"(?:{_TRADE}|(?:{_WHAT})?{_TO})", f"(?:{_TRADE}|{_WHAT}{_TO})"
_ANY = r"(?:[^、。はがをにへも「」()]{0,24}?(?:の|、|(?<=[一-龯々])))?[「『]?"
_BEHIND = lazy(rf"[」』]?(?:[一-龯々ァ-ヴーA-Za-z]|の[^、。はがを]{{0,6}}{_BRANCH}|で(?!は|あ)|への|に対する|など)")
_HEADQUARTERS = lazy(r"[」』]?(?:本社|側|社長|会長|代表|社(?!員))")


def _bracketed(found: re.Match[str], context: object) -> Mention | None:
    """X(松本市), X(本社・松本市、三浦遥社長); in a bracket of two places neither, unless one is called the seat."""
    text = found.string
    opened = text.rfind("(", 0, found.start())
    closed = text.find(")", found.start())
    if (
        opened < 0
        or closed < 0
        or ")" in text[opened : found.start()]
        or "。" in text[opened:closed]
        or not isinstance(context, Bodies)
    ):
        return None
    mention = context.ends.get(opened) or (context.ends.get(opened - 1) if text[opened - 1 : opened] in ("」", "』") else None)
    if mention is None or _PART.search(mention.text):
        return None
    pieces = re.split("[、,]", text[opened + 1 : closed])
    labelled = [p for p in pieces if re.match(_LABEL, p)]
    places = [p for p in pieces if compiled(rf"(?:{_LABEL})?{_place()}").fullmatch(p.strip())]
    own = next(
        (p for p in pieces if p.strip() in (found.group(), text[found.start() - _label_before(found) : found.end()])), None
    )
    if own is None or own not in places:
        return None
    return mention if len(places) == 1 or labelled == [own] else None


def _label_before(found: re.Match[str]) -> int:
    label = re.search(rf"{_LABEL}$", found.string[: found.start()])
    return len(label.group()) if label else 0


@cache
def _place() -> str:
    return f"(?:{_domestic()}|{_abroad()}|{_short()})"


@cache
def _bare() -> str:
    """京都, 横浜: only where the words behind say that it is a place."""
    return f"(?:{_short()}|{alternation(lexicon('cities'))})"


def _of(found: re.Match[str], context: object) -> Mention | None:
    """松本市の|青嶺製作所, 松本市の精密大手、|青嶺製作所; not its plant there, nor what happened there."""
    if not compiled(f"{_domestic()}|{_abroad()}").fullmatch(found.group()):
        return _ahead(found, found.end() + 1, context, _DESCRIBED)  # 京都の和菓子店、|青嶺堂
    return _ahead(found, found.end() + 1, context) or _behind(
        found, context, rf"の[^、。はがを]{{0,14}}{_CLASS}(?:で、|だ。|である)"
    )


def _behind(found: re.Match[str], context: object, then: str) -> Mention | None:
    """The body that a clause is about: 青嶺製作所は|松本市の精密機械メーカーで、"""
    behind = compiled(r"[」』]?(?:\([^()]*\))?[はが]、?$").search(found.string, 0, found.start())
    if behind is None or not isinstance(context, Bodies) or not compiled(then).match(found.string, found.end()):
        return None
    return context.ends.get(behind.start())


def _with_seat(found: re.Match[str], context: object) -> Mention | None:
    """松本市に本社を置く|青嶺製作所; 青嶺製作所は|松本市に本社を置く."""
    if not isinstance(context, Bodies):
        return None
    has = compiled(rf"(?:{_HAS}|に(?:置|構え))(?:く|え|える|つ|る|む|いて|えて|って|いた|えた)?(?:いる|いた)?").match(
        found.string, found.end()
    )
    ahead = _ahead(found, has.end(), context, _ANY) if has else None
    if ahead is not None:
        return ahead
    return _behind(found, context, "")


def _ahead(found: re.Match[str], at: int, context: object, between: str = _BEFORE) -> Mention | None:
    text = found.string
    if not isinstance(context, Bodies):
        return None
    for start in sorted(s for s in context.starts if at <= s <= at + 24):
        mention = context.starts[start]
        before = compiled(between).fullmatch(text, at, start)
        if before is None or _OTHER.search(text[at:start]):
            return None
        behind = start + len(mention.text)
        if _BEHIND.match(text, behind) and not _HEADQUARTERS.match(text, behind):
            return None
        if _PART.search(mention.text) or re.search("[市県府区町村]$", mention.text):
            return None
        return mention
    return None


@cache
def rules() -> tuple[Rule[Mention], ...]:
    """In their examples 〈 〉 are around a body."""
    return (
        Rule(
            "bracketed",
            rf"(?:(?<=[(、,])|(?<=本社|本店|本部|本拠)|(?<=所在地)|(?<=[社店部拠地][・:=は])){_place()}(?=[、,)])",
            _bracketed,
            None,
            (
                "〈青嶺製作所〉([松本市])は増産する。",
                "〈青嶺製作所〉(本社・[長野県松本市]、三浦遥社長)は増産する。",
                "〈青嶺製作所〉([東京・港])は増産する。",
                "「〈凪紬〉」([米ボストン])は増産する。",
                "〈青嶺製作所〉(本社:[さいたま市大宮区]、資本金1億円)",
            ),
            (
                "〈青嶺製作所〉(松本市、上田市)は増産する。",
                "〈青嶺製作所〉の工場(松本市)で火災があった。",
                "〈青嶺製作所松本支店〉(松本市)は閉じる。",
                "〈青嶺製作所〉(旧松本市場)は増産する。",
            ),
            cues=("(",),
        ),
        Rule(
            "with-its-seat",
            rf"{_EDGE}(?:{_place()}|{_bare()})(?={_HAS})|(?<=本社を)(?:{_place()}|{_bare()})(?=に(?:置|構え))",
            _with_seat,
            None,
            (
                "[東京都港区]に本社を置く〈青嶺製作所〉は増産する。",
                "[カナダのカルガリー]に本社を置く石油会社の〈青嶺〉は増産する。",
                "〈青嶺製作所〉は[松本市]に本社を置く。",
                "[松本市]に本社がある〈青嶺製作所〉",
                "[横浜]に本社を置くスーパーの〈青嶺堂〉は増産する。",
                "本社を[名古屋市]に置く〈青嶺紙業〉は増産する。",
                "[金沢市]で和菓子店を営む〈青嶺堂〉は増産する。",
                "[金沢市]を拠点とする〈青嶺堂〉は増産する。",
            ),
            ("東京都港区に本社を置く企業のうち、〈青嶺製作所〉は増産する。", "松本市に支店を置く〈青嶺製作所〉は増産する。"),
            cues=("に本", "に置", "に構", "を本", "を拠", "を営", "を経"),
        ),
        Rule(
            "of-a-place",
            rf"{_EDGE}(?:{_domestic()}|{_abroad()}|{_bare()})(?=の)",
            _of,
            None,
            (
                "[大阪市]の〈青嶺製作所〉は増産する。",
                "[高知市]の測量会社、〈青嶺測地〉は増産する。",
                "[米オレゴン州ポートランド]のビール会社、〈凪紬〉は増産する。",
                "[米ボストン]のバイオ企業〈Nagivia〉は増産する。",
                "[京都]の和菓子店、〈青嶺堂〉は増産する。",
                "[岩手県北上市]の木材加工、〈青嶺製作所〉が倒産した。",
                "[京都市]の写真館、〈青嶺堂〉は増産する。",
                "〈青嶺堂〉は[福岡県久留米市]の菓子会社で、増産する。",
            ),
            (
                "大阪市の〈青嶺製作所〉の工場で火災があった。",
                "大阪市の〈青嶺製作所〉大阪支店は閉じる。",
                "大阪市の〈青嶺製作所〉で火災があった。",
                "大阪市の委託業者の〈青嶺製作所〉は増産する。",
                "企業城下町の〈青嶺製作所〉は増産する。",
                "京都の〈青嶺製作所〉は増産する。",
                "大阪市の調査を〈青嶺製作所〉は拒んだ。",
                "同市の〈青嶺製作所〉は増産する。",
                "米テラバインドの子会社〈凪紬〉は増産する。",
            ),
            cues=("の",),
        ),
    )


def found(text: str, bodies: Bodies) -> Iterator[tuple[Mention, Span]]:
    """Each body's mention with its seat, in text order."""
    for hit in cover(rules(), text, bodies):
        yield hit.value, hit.span


def seated(entities: Sequence[Entity], article: Article, sentences: Iterable[Sentence]) -> tuple[Entity, ...]:
    """The entities with their seats, in text order."""
    of = {m: e.id for e in entities if e.type is EntityType.ORGANIZATION for m in e.mentions if m.kind is Kind.ORGANIZATION}
    ordered = sorted(of, key=lambda m: m.span)
    seats: dict[int, dict[str, None]] = {}
    for s in sentences:
        here = [m for m in ordered if s.span.covers(m.span)]
        if not here:
            continue
        base = s.span.start
        bodies = Bodies({m.span.start - base: m for m in here}, {m.span.end - base: m for m in here})
        for mention, span in found(article.norm[base : s.span.end], bodies):
            words = article.quote(Span(span.start + base, span.end + base))
            seats.setdefault(of[mention], {})[words] = None
    return tuple(replace(e, seats=tuple(seats[e.id])) if e.id in seats else e for e in entities)
