"""What date words say, and what has been told so far, in; the date that is meant out, or None.

    resolve(Saying(Base.LAST, "year", 1), Clock(None, year=2015), place) → Date(2016)

Where two readings stand against each other (2014年に設立。6月に…: of that year or of this one) there is no date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kg.match import lazy
from kg.mentions.calendar_words import ERAS, Base, Saying
from kg.mentions.day_count import exists, later, nearest, shifted
from kg.mentions.tense import past, planned
from kg.model import Date

NEAR = 2  # sentences over which 4月1日 may take the year told last, where no publication date is known
BACKWARD = 15  # years that a story told in an era's years may step back without naming the era again
HORIZON = 15  # years ahead that a two-digit year may lie: 30年までに in 2024


@dataclass(frozen=True, slots=True)
class Clock:
    """What has been told so far. `told` is the last date; its parts are None where undecided."""

    published: Date | None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    era: str | None = None  # of the last year written out
    written: bool = False  # the last date's year was written out, not reckoned from the publication date
    story: int | None = None  # the year of the last date that is not of the publication's own year: 翌年 is never said of today
    monthly: Date | None = None  # the last date known to the month
    daily: Date | None = None  # the last date known to the day
    sentence: int = -9
    end: int = 0  # in the sentence
    adrift: bool = False  # something had to be reckoned from a day that the text does not show


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date stands: its sentence, and the words of it before and after."""

    sentence: int
    start: int
    end: int
    words: str

    @property
    def after(self) -> str:
        return self.words[self.end :]


def resolve(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """The date that is meant, or None."""
    value = _RESOLVERS[saying.base](saying, clock, place)
    return value if value is not None and exists(value) else None


def told(clock: Clock, saying: Saying, value: Date | None, place: Place) -> Clock:
    """The clock after this date."""
    now = replace(clock, sentence=place.sentence, end=place.end)
    if saying.base is Base.NOWHERE:
        return replace(clock, daily=None if saying.unit else clock.daily)
    if value is None and saying.base in (Base.LAST, Base.EITHER):
        return replace(clock, daily=None)
    if value is None:
        adrift = clock.adrift or (clock.published is None and saying.base in (Base.NOW, Base.BARE))
        exact = saying.month is not None or saying.day is not None or saying.unit in ("month", "day")
        return replace(
            now, year=None, month=saying.month, day=saying.day, written=False, adrift=adrift,
            monthly=None if exact else clock.monthly, daily=None if exact else clock.daily,
        )  # fmt: skip
    reckoned = saying.base is Base.NOW
    today = clock.published and saying.base in (Base.NOW, Base.BARE) and value.year == clock.published.year
    return replace(
        now,
        year=value.year,
        month=value.month or saying.edge,
        day=value.day,
        era=_era(clock, saying, reckoned),
        written=not reckoned and (clock.written or saying.base in (Base.ITSELF, Base.SHORT)),
        story=clock.story if today else value.year,
        monthly=value if value.month else clock.monthly,
        daily=value if value.day else clock.daily,
    )


def _era(clock: Clock, saying: Saying, reckoned: bool) -> str | None:
    """昭和24年 … 38年: the era runs on until another way of telling years is used."""
    if reckoned or saying.base is Base.ITSELF:
        return saying.era
    return clock.era


def _itself(saying: Saying, _: Clock, __: Place) -> Date | None:
    return None if saying.year is None else Date(saying.year, saying.month, saying.day)


def _short(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """38年 after 昭和24年, 19年 after 2015年, 21年10月 in an article of 2024."""
    if saying.year is None:
        return None
    if clock.era and saying.era is None:
        _, first, lasted = ERAS[clock.era]
        year = first + saying.year - 1
        if saying.year <= lasted:
            near = clock.year is not None and year >= clock.year - BACKWARD
            return Date(year, saying.month, saying.day) if near else None
    year_now = clock.published.year if clock.published else None
    year_told = clock.year if clock.written else None
    if (saying.year < 10 and saying.era is None) or (year_now is None and year_told is None):
        return None
    found = _century(saying.year, year_now, year_told, past(place.after))
    return None if found is None else Date(found, saying.month, saying.day)


def _century(short: int, now: int | None, told: int | None, is_past: bool) -> int | None:
    """19 → 2019. Of two centuries the one clearly nearer to the year told last, else the later one that is past."""
    if told is not None and told < 1900:
        return None
    latest = now if now is not None else 2100
    years = [1900 + short, 2000 + short]
    if now is not None and now < years[1] <= now + HORIZON:
        return None if is_past and years[1] > now + 1 else years[1]
    years = [year for year in years if year <= latest]
    if told is not None and len(years) == 2:
        near, far = sorted(years, key=lambda year: abs(year - told))
        return near if abs(far - told) - abs(near - told) >= 20 else None
    return years[-1] if years else None


def _now(saying: Saying, clock: Clock, _: Place) -> Date | None:
    return None if clock.published is None else shifted(clock.published, saying.unit, saying.offset, saying.month, saying.day)


def _last(saying: Saying, clock: Clock, _: Place) -> Date | None:
    year = clock.year if saying.offset == 0 or clock.year is None else clock.story or clock.year
    told = {"year": Date(year) if year else None, "month": clock.monthly, "day": clock.daily}[saying.unit]
    return None if told is None else shifted(told, saying.unit, saying.offset, saying.month, saying.day)


def _either(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """2年後: after the date told last, unless a plan is told from today."""
    today = _now(saying, clock, place)
    told = _last(saying, clock, place)
    ahead = planned(place.after) or not past(place.after)
    if told is not None and not (planned(place.after) and clock.published):
        if clock.published is None or str(told) <= str(clock.published):
            return told
        return told if not clock.published else None if not ahead else today
    return today if ahead else None


def _bare(saying: Saying, clock: Clock, place: Place) -> Date | None:
    if saying.unit.endswith("-part"):
        return _part(saying, clock, place)
    return _bare_month(saying, clock, place) if saying.month else _bare_day(saying, clock, place)


def _bare_month(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """4月1日: of the year told in the same sentence; else the nearest one, past unless the clause looks ahead."""
    assert saying.month is not None
    if clock.sentence == place.sentence and clock.year and not _attributive(clock, place):
        year = clock.year
        if clock.month and saying.month < clock.month:
            if clock.published is None:
                return None
            beside = later(Date(year, saying.month, saying.day), clock.published) and not place.after.startswith("まで")
            year += not beside  # in February: 4月1日に就き、3月31日に退く is of one year
        found = Date(year, saying.month, saying.day)
        if clock.published is None or not later(found, clock.published) or not past(place.after):
            return found
    if clock.published is None:
        return _carried_month(saying, clock, place)
    is_past = past(place.after)
    if is_past and clock.written and clock.year != clock.published.year and place.sentence - clock.sentence in (1, 2):
        return _goes_on(saying, clock)
    if is_past and _EFFECTIVE.match(place.after) and saying.month > (clock.published.month or 12):
        is_past = False  # 4月1日付の人事を発表した
    if not is_past and place.after.startswith("の") and saying.month < (clock.published.month or 0):
        is_past = True  # 5月末の残高を示す
    return nearest(saying.month, saying.day, clock.published, is_past)


def _goes_on(saying: Saying, clock: Clock) -> Date | None:
    """2023年3月に訴えた。5月に…: of that year, for the story goes on; 2014年に設立。6月に…: of that year or of this one."""
    assert saying.month is not None
    if clock.year is None or clock.month is None or clock.published is None:
        return None
    found = Date(clock.year + (saying.month < clock.month), saying.month, saying.day)
    return None if later(found, clock.published) else found


def _carried_month(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """In a story without a publication date: the year told last, never backwards."""
    far = place.sentence - clock.sentence > NEAR or clock.sentence == place.sentence
    if clock.adrift or far or clock.year is None or saying.month is None or saying.month < (clock.month or 1):
        return None
    return Date(clock.year, saying.month, saying.day)


def _bare_day(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """6日: of the month told right before (4月3日から6日), else the nearest one to the publication date."""
    day, told, today = saying.day, clock.monthly, clock.published
    if day is None:
        return None
    same = clock.sentence == place.sentence and clock.month is not None
    if same and clock.year is None:
        return None
    after = told is not None and clock.year is not None and day > (clock.day or 0)
    if same and told and after and _RANGE.match(place.words[clock.end : place.start]):
        return Date(told.year, told.month, day)
    if today is None:
        near = same or (place.sentence - clock.sentence <= NEAR and clock.month is not None and not clock.adrift)
        return Date(told.year, told.month, day) if near and after and told else None
    if today.month is None or today.day is None:
        return None
    if same and told and (told.year, told.month) < (today.year, today.month) and not _attributive(clock, place):
        return None  # 昨年12月に始めたが、13日に: of that month or of this one
    month = today.year * 12 + today.month - 1 - (day > today.day and past(place.after))
    return Date(month // 12, month % 12 + 1, day)


def _part(saying: Saying, clock: Clock, place: Place) -> Date | None:
    """年内, 月末: of the year told in the same sentence, else of the publication date."""
    today = clock.published
    if saying.unit == "month-part":
        return Date(today.year, today.month) if today and today.month else None
    if clock.sentence == place.sentence and clock.written and clock.year:
        return Date(clock.year) if saying.unit == "year-part" else None
    if today is None:
        return None
    if saying.unit == "turn-part":
        late = today.month is not None and today.month >= 7 and not past(place.after)
        return Date(today.year + late)
    if saying.edge == 12 and past(place.after) and today.month is not None and today.month <= 6:
        return Date(today.year - 1)  # 年末に発表した, told in January
    return Date(today.year)


_RESOLVERS: Mapping[Base, Callable[[Saying, Clock, Place], Date | None]] = {
    Base.ITSELF: _itself,
    Base.SHORT: _short,
    Base.NOW: _now,
    Base.LAST: _last,
    Base.EITHER: _either,
    Base.BARE: _bare,
    Base.NOWHERE: lambda _saying, _clock, _place: None,
}

_EFFECTIVE = lazy(r"付け?の(?:人事|役員|組織|異動|社長|トップ|機構|就任|昇格|合併)|付け?(?:で)?[。)▽]?$")
_RANGE = lazy(r"^(?:から|と|、|・|及び|および|や|かけて|[~〜～―—–-])+$")
_ATTRIBUTIVE = lazy(
    r"(?P<on>[いきぎしちにびみりえけげせてねべめれずがのら]、)|"
    r"(?P<noun>(?:[いきしちにみりえけせてめれっん][ただ]|[一-龯りしき]る|ている|創業の|設立の|創立の)"
    r"(?=[一-龯ァ-ヶA-Za-z「])(?!後|際|上|直後|結果|時|頃|一方))"
)


def _attributive(clock: Clock, place: Place) -> bool:
    """Whether the date before only describes a noun: 2014年に創業したA社は6月に → yes, 2月に訴えたが、5月に → no."""
    between = place.words[clock.end : place.start]
    found = _ATTRIBUTIVE.search(between.removeprefix("に、"))
    return found is not None and found["noun"] is not None
