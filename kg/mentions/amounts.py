"""Sentences in, the sums of money that they tell out, in whole units of the currency.

    約48億3,000万ドル → Amount(4830000000, "USD", About);  数千万ドル → low 10000000, high 99999999

Rules named `unit-price` (1株0.9ドル) and `equivalent` (the bracket of 3億ドル(約320億円)) are not sums of their own: no
fact is made of them. The words of a bound (約, 以上) belong to the mention.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.match import Rule, alternation, lazy, lexicon
from kg.match import find as matches
from kg.mentions.numerals import ARABIC, KANJI, LARGE, number, whole
from kg.model import Amount, Bound, Kind, Mention, Sentence, Zone

NEARBY = 40  # characters around a sum that say what kind of sum it is
BEFORE: Mapping[str, Bound] = {w: Bound[kind] for w, kind in lexicon("bounds-before").items()}
AFTER: Mapping[str, Bound] = {w: Bound[kind] for w, kind in lexicon("bounds-after").items()}
SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9, "m": 10**6, "b": 10**9}
SCALES |= {"k": 10**3, "mil": 10**6, "t": 10**12}

_SMALL, _LARGE = "十百千", "".join(LARGE)
_NUMERAL = rf"[\d{KANJI}{_SMALL}](?:[\d,.{KANJI}{_SMALL}{_LARGE}]| (?=[{_LARGE}]))*"
_SCALE = r"(?: ?(?i:millions?|billions?|trillions?|mil|mn|bn|[mbkt](?![a-z])))"
_DASH = r"(?:[~〜～―—–‐-]|ー|から)"
_UNITS = alternation(lexicon("currencies"))
_SIGNS = rf"(?<![A-Za-z]){alternation(lexicon('currency-signs'))}"
_STARTS = rf"(?<![\d,.{KANJI}{_SMALL}{_LARGE}第])"
_BEFORE = rf"(?P<before>(?:{alternation(BEFORE)}で?の?){{0,3}})"
_REACHED = "に引拡増膨達伸縮減落下上高回積"  # 3億円まで引き上げた: no bound
_AFTER = rf"(?P<after>(?:{alternation(w for w in AFTER if w != 'まで')}|まで(?![{_REACHED}])){{0,3}})(?!台)"
_ENDS = (  # 円高, 100円玉, 100円ショップ, 1ドル=150円, 3円台, 二元論
    r"(?![高安玉札貨形卓盤滑硬区紙元ー]|[・ ](?:高|安)|切手|相場|ショップ|均一|=|台(?![湾数])|建て|満額|パス)"
    r"(?<!元(?=[論化系号素日旦年祖老]))"
)
_COINS = r"(?:(?P<coins>\d{1,2})(?:銭|セント)|と(?P<cents>\d{1,2})セント|(?P<jiao>\d)角(?:(?P<fen>\d)分)?)?"


def find(norm: str, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The sums of the sentences in text order."""
    out: list[Mention] = []
    for sentence in sentences:
        if sentence.zone is Zone.FURNITURE:
            continue
        words, start = norm[sentence.span.start : sentence.span.end], sentence.span.start
        last: Mention | None = None
        for mention in matches(RULES, words, start=start):
            before = norm[max(start, mention.span.start - NEARBY) : mention.span.start]
            between = norm[last.span.end : mention.span.start] if last else None
            after = norm[mention.span.end : sentence.span.end][:NEARBY]
            last = replace(mention, rule=_role(mention, before, after, last, between))
            out.append(last)
    return tuple(out)


_PER = alternation(lexicon("price-units"))
_DIRECT = alternation(unit for unit, how in lexicon("price-units").items() if how == "direct")
_EACH = lazy(
    rf"(?:[1一]{_PER}(?:当たり|あたり|につき|に付き|に対し|ごとに|毎に)(?:[はでのがを]|、)?[^\d。、]{{0,8}}|"
    rf"[1一]{_DIRECT}(?:[はをが]|、)?(?:約)?|{alternation(lexicon('price-words'))}(?:[はがの]|で、?|\()?)$"
)
_RATE = lazy(r"^\s*=|^(?:当たり|あたり|につき)|^/")
_RATED = lazy(r"=\s*$")  # 1ドル=150円
_GLOSS = lazy(  # between 3億ドル and 約320億円
    r"^(?:分|相当)?(?:\([^()\d]{0,12}|、?(?:日本円|円換算|邦貨)(?:に換算すると|換算で|にして|に直すと|では|で)?、?)$"
)


def _role(mention: Mention, before: str, after: str, last: Mention | None, between: str | None) -> str:
    """The rule's name, or what the words around make of the sum; `last` is the sum before it in the sentence."""
    if _EACH.search(before) or _RATED.search(before) or _RATE.match(after):
        return "unit-price"
    if last is None or between is None or not isinstance(last.value, Amount) or not isinstance(mention.value, Amount):
        return mention.rule
    if last.value.currency != mention.value.currency and _GLOSS.match(between):
        return last.rule if last.rule == "unit-price" else "equivalent"
    return mention.rule


def _bound(found: re.Match[str], default: Bound = Bound.EXACT) -> Bound:
    """以上 and 最大 say more than 約: 最大約50億円 → Max."""
    told = [AFTER[w] for w in sorted(AFTER) if w in found["after"]] + [BEFORE[w] for w in sorted(BEFORE) if w in found["before"]]
    return next((b for b in (Bound.MAX, Bound.MIN) if b in told), Bound.ABOUT if told else default)


def _plain(found: re.Match[str], _: object) -> Amount | None:
    """3億円, 1億500万ドル, 60Mドル."""
    value = number(found["number"])
    unit = found["unit"]
    if value is None or (unit == "元" and _no_money(found)):
        return None
    value = value * _scale(found) + _coins(found)
    return Amount(whole(value), lexicon("currencies")[unit], _bound(found))


def _no_money(found: re.Match[str]) -> bool:
    """元 after a bare 漢数字 is a word's part: 二元論, 一元化."""
    return not re.search(rf"[\d{_LARGE}]", found["number"])


def _signed(found: re.Match[str], _: object) -> Amount | None:
    """$60M, US$1.5 billion, ¥5億, 60M$."""
    value = number(found["number"])
    if value is None:
        return None
    return Amount(whole(value * _scale(found)), lexicon("currency-signs")[found["sign"]], _bound(found))


def _scale(found: re.Match[str]) -> int:
    words = (found["scale"] or "").strip().lower().removesuffix("s")
    return SCALES[words] if words else 1


def _coins(found: re.Match[str]) -> Decimal:
    small = found["coins"] or found["cents"]
    if small:
        return Decimal(small) / 100
    return Decimal(found["jiao"] or 0) / 10 + Decimal(found["fen"] or 0) / 100


def _several(found: re.Match[str], _: object) -> Amount | None:
    """数千万ドル → 10000000 to 99999999, 十数億円 → 1100000000 to 1999999999."""
    tens, ones, large = found["tens"], found["ones"] or "", found["large"] or ""
    unit = number(f"1{ones}{large}" if ones else f"1{large}")
    if unit is None:
        return None
    low, high = (unit, unit * 10 - 1) if not tens else (unit * 11, unit * 20 - 1)
    bound = _bound(found, Bound.ABOUT)
    return Amount(None, lexicon("currencies")[found["unit"]], bound if bound is Bound.MAX else Bound.ABOUT, low, high)


def _range(found: re.Match[str], _: object) -> Amount | None:
    """4億—5億円, 90~120億ウォン, 1千万~5千万円."""
    first, last = found["low"], found["high"]
    if not re.search(rf"[{_LARGE}]", first) and (large := re.search(rf"[{_SMALL}]*[{_LARGE}]", last)):
        first += large.group()  # 90~120億 → 90億~120億
    low, high = number(first), number(last)
    if low is None or high is None or low >= high:
        return None
    return Amount(None, lexicon("currencies")[found["unit"]], Bound.ABOUT, low, high)


def _either(found: re.Match[str], _: object) -> Amount | None:
    """3、4億円 → 300000000 to 400000000."""
    rest = found["rest"]
    low, high = number(found["low"] + rest), number(found["high"] + rest)
    if low is None or high is None or low >= high:
        return None
    return Amount(None, lexicon("currencies")[found["unit"]], Bound.ABOUT, low, high)


RULES: tuple[Rule[Amount], ...] = (
    Rule(
        "range",
        rf"{_BEFORE}{_STARTS}(?P<low>{_NUMERAL}) ?{_DASH} ?(?P<high>{_NUMERAL}) ?(?P<unit>{_UNITS}){_ENDS}{_AFTER}",
        _range,
        Kind.MONEY,
        (
            "買収額は[4億—5億円程度]だ。",
            "年間[90~120億ウォン]を払う。",
            "[1千万〜5千万円]を投じる。",
            "[2億から3億円]を見込む。",
        ),
        ("1億円から2億円に増資した。", "2021-22年に1億円を得た。"),
        cues=(*"~〜～―—–‐-", *(dash + digit for dash in ("ー", "から") for digit in f" 0123456789{KANJI}{_SMALL}")),
    ),
    Rule(
        "either",
        rf"{_BEFORE}{_STARTS}(?P<low>[1-9一二三四五六七八])[、,・](?P<high>[1-9一二三四五六七八九])"
        rf"(?P<rest>[{_SMALL}]?[{_LARGE}]) ?(?P<unit>{_UNITS}){_ENDS}{_AFTER}",
        _either,
        Kind.MONEY,
        ("[3、4億円]はかかる。",),
        ("3,400億円を得た。",),
        cues=tuple(mark + digit for mark in "、,・" for digit in "123456789一二三四五六七八九"),
    ),
    Rule(
        "several",
        rf"{_BEFORE}(?<![何{KANJI}\d])(?P<tens>十)?数(?P<ones>[十百千])?(?P<large>[万億兆])? ?"
        rf"(?P<unit>{_UNITS}){_ENDS}{_AFTER}",
        _several,
        Kind.MONEY,
        ("[数千万ドル]を得た。", "[数十億円規模]の投資。", "[十数億円]を失った。", "[数億円]で譲った。"),
        ("数年で円高になった。", "複数円卓がある。"),
        cues=("数",),
    ),
    Rule(
        "amount",
        rf"{_BEFORE}{_STARTS}(?P<number>{_NUMERAL})(?P<scale>{_SCALE})? ?(?P<unit>{_UNITS}){_ENDS}{_COINS}{_AFTER}",
        _plain,
        Kind.MONEY,
        (
            "[3億円]を調達した。",
            "[約48億3,000万ドル]で買収した。",
            "[少なくとも20億ユーロ]を投じる。",
            "[九億円]で買い戻した。",
            "[10億ドル以上]を集めた。",
            "[60Millionドル]を得た。",
            "[1億1千万円余り]を求めた。",
            "[最大50億米ドル]で合意した。",
            "[1,300億円程度]だ。",
            "[50万ディルハム]で始めた。",
        ),
        ("円高が進む。", "一元化を進める。", "1万円札を見た。", "100円ショップを開く。", "第3億円の話。"),
        cues=tuple(lexicon("currencies")),
    ),
    Rule(
        "sign",
        rf"{_BEFORE}(?P<sign>{_SIGNS}) ?(?P<number>{_NUMERAL})(?P<scale>{_SCALE})?(?![\dA-Za-z]){_AFTER}",
        _signed,
        Kind.MONEY,
        ("[$60M]を得た。", "[US$1.5 billion]で売った。", "[約€3,200万]だ。", "[¥5億]を積んだ。"),
        ("$PATHを設定する。",),
        cues=tuple(lexicon("currency-signs")),
    ),
    Rule(
        "sign-after",
        rf"{_BEFORE}{_STARTS}(?P<number>{ARABIC})(?P<scale>{_SCALE})? ?(?P<sign>[$€£¥])(?![\dA-Za-z]){_AFTER}",
        _signed,
        Kind.MONEY,
        ("[60M$]を調達。", "[3000€]で買った。"),
        ("60M調達。",),
        cues=("$", "€", "£", "¥"),
    ),
)
