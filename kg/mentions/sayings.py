"""What a match of date words says: the values of the rules in date_rules.

full(<平成10年4月>) → Saying(Base.ITSELF, "year", 0, 1998, 4, era="平成");  2月30日 → None
"""

from __future__ import annotations

import re

from kg.match import alternation, lazy, lexicon
from kg.mentions.calendar_words import AFTER_A_START, ERAS, Base, Saying
from kg.mentions.numerals import integer

_PART = lazy(f"{alternation(lexicon('year-parts'))}$")
_HANGS = lazy(r"[一-龯ァ-ヶーA-Za-zの]$|[年月]と$")  # 発表の3日後, 1年と3日後


def _number(found: re.Match[str], name: str) -> int | None:
    words = found.groupdict().get(name)
    if words is None:
        return None
    if words == "師走":
        return 12
    return integer(words.strip("月'’‘"))


def _valid(saying: Saying) -> Saying | None:
    """Declines 2月30日 and 13月."""
    month, day = saying.month, saying.day
    longest = 31 if month is None else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[(month - 1) % 12]
    fits = (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= longest)
    return saying if fits else None


def _edge(found: re.Match[str]) -> int | None:
    """The month from which 2015年末 and 昨年の秋 let the story go on."""
    part = _PART.search(found.group())
    return int(month) if part and (month := lexicon("year-parts")[part.group()]) != "-" else None


def full(found: re.Match[str], _: object) -> Saying | None:
    era, year = None, _number(found, "four")
    if found.groupdict().get("era"):
        era, first, lasted = ERAS[found["era"]]
        count = _number(found, "count")
        if count is None or not 1 <= count <= lasted:
            return None
        year = first + count - 1
    month, day = _number(found, "month"), _number(found, "day")
    if english := found.groupdict().get("english"):
        month = int(lexicon("english-months")[english])
    return _valid(Saying(Base.ITSELF, "year", 0, year, month, day, era, _edge(found)))


def short(found: re.Match[str], _: object) -> Saying | None:
    gloss = found.groupdict().get("gloss_era")
    if gloss:  # 88年(昭63年)
        count = _number(found, "gloss_count")
        year = None if count is None else ERAS[gloss][1] + count - 1
        if year is None or year % 100 != _number(found, "short"):
            return None
        return _valid(Saying(Base.ITSELF, "year", 0, year, _number(found, "month"), _number(found, "day")))
    before = found.string[max(0, found.start() - 8) : found.start()]
    month = _number(found, "month")
    ends_range = before.endswith("年から") and found.string.startswith("まで", found.end())  # 5年から9年まで
    if month is None and not ends_range and re.search(AFTER_A_START, before):
        return None
    year = _number(found, "short")
    if year is None or (year < 10 and len(found["short"]) > 1 and not found["short"].startswith(("0", "'", "’", "‘"))):
        return None
    era = "western" if re.match(r"['’‘]|0", found["short"]) else None  # 07年 is of no era
    return _valid(Saying(Base.SHORT, "year", 0, year, month, _number(found, "day"), era, _edge(found)))


def word(found: re.Match[str], _: object) -> Saying | None:
    base, unit, offset = lexicon("date-words")[found["word"]].split()
    month, day = _number(found, "month"), _number(found, "day")
    return _valid(Saying(Base(base), unit.strip("-"), int(offset), None, month, day, None, _edge(found)))


def same(found: re.Match[str], _: object) -> Saying | None:
    """同9月 of the same year, 同9日 of the same month."""
    month = _number(found, "month")
    return _valid(Saying(Base.LAST, "year" if month else "month", 0, None, month, _number(found, "day")))


def bare(found: re.Match[str], _: object) -> Saying | None:
    month, day = _number(found, "month"), _number(found, "day")
    return _valid(Saying(Base.BARE, "month" if month else "day", 0, None, month, day))


def shift(found: re.Match[str], _: object) -> Saying | None:
    """2年前, その2か月後. 発表の3日後 hangs on the announcement, not on a date."""
    count = integer(found["count"]) if found["count"] != "半" else 6
    unit = {"年": "year", "日": "day"}.get(found["unit"], "month")
    if found["count"] == "半":
        unit = "month"
    if count is None:
        return None
    before = found.string[max(0, found.start() - 2) : found.start()]
    loose = found["lead"] in ("約", "およそ") or (not found["lead"] and _HANGS.search(before))
    if loose:
        return Saying(Base.NOWHERE, unit)
    back = found["way"] == "前"
    base = Base.LAST if (found["lead"] or "").startswith(("その", "それ")) else Base.NOW if back else Base.EITHER
    return _valid(Saying(base, unit, -count if back else count, None, _number(found, "month"), _number(found, "day")))


def edge_word(found: re.Match[str], _: object) -> Saying | None:
    unit, offset, month = lexicon("edge-words")[found.group()].split()
    if unit == "-":
        return Saying(Base.NOWHERE)
    return Saying(Base.BARE, f"{unit}-part", int(offset), edge=None if month == "-" else int(month))


def no_date(found: re.Match[str], _: object) -> Saying:
    return Saying(Base.NOWHERE)


def no_day(_: re.Match[str], __: object) -> Saying:
    """火曜日, 数日後: some day, but nothing tells which."""
    return Saying(Base.NOWHERE, "day")
