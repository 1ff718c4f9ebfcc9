"""Two seats as articles write them in, whether one body may have both out.

apart("長野県松本市", "松本市") → False;  apart("東京", "東京都港区") → False;  apart("仙台市", "大阪市") → True
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.match import alternation, compiled, lexicon

HERE = "jp"


class Place(NamedTuple):
    """What a seat says of each level, "" where it says nothing: 東京都港区 → jp, 東京, "", 港区."""

    land: str
    region: str
    city: str
    ward: str


@cache
def _prefecture() -> str:
    table = lexicon("prefectures")
    return f"(?P<region>{'|'.join(table)})(?P<end>{alternation(w for w in table.values() if w)})?・?"


@lru_cache(maxsize=1 << 12)
def place(seat: str) -> Place:
    """大阪市 → jp, 大阪, 大阪市; 米オレゴン州ポートランド → us, オレゴン州, ポートランド."""
    if re.search("[市区町村都道府県]", seat) or seat.partition("・")[0] in lexicon("prefectures"):
        return _domestic(seat)
    if seat in lexicon("cities"):  # 横浜
        return Place(HERE, lexicon("cities")[seat], f"{seat}市", "")
    lands, cities = lexicon("lands"), lexicon("foreign-cities")
    found = compiled(rf"(?P<land>{alternation(lands)})?[の・]?(?P<state>[ァ-ヴー]+州)?の?(?P<city>[^州]*)").fullmatch(seat)
    if not found:
        return Place("", "", seat, "")
    city = found["city"].removesuffix("市")
    return Place(lands.get(found["land"] or "", cities.get(city, "")), found["state"] or "", city, "")


def _domestic(seat: str) -> Place:
    head = compiled(_prefecture()).match(seat)
    if head and not head["end"] and head["region"] != "北海道" and re.match("[市区町村]", seat[head.end() :]):
        head = None  # 大阪市 begins with no prefecture
    rest = seat[head.end() :] if head else seat
    found = re.fullmatch(r"(?:[^市]*郡)?(?P<city>[^区]*?[市町村])?(?P<ward>.*)", rest)
    city, ward = (found["city"] or "", found["ward"]) if found else ("", rest)
    region = head["region"] if head else lexicon("cities").get(city.removesuffix("市"), "")
    if ward and not city and region != "東京":  # 大阪・堺
        return Place(HERE, region, f"{ward}市" if not ward.endswith("区") else "", ward if ward.endswith("区") else "")
    return Place(HERE, region, city, ward.removesuffix("区"))


@lru_cache(maxsize=1 << 14)
def apart(a: str, b: str) -> bool:
    """Whether two seats are told otherwise at a level that both tell of."""
    x, y = place(a), place(b)
    if x.land and y.land and x.land != y.land:
        return True
    if x.region and y.region and x.region != y.region:
        return True
    if x.city and y.city:
        return x.city != y.city or bool(x.ward and y.ward and x.ward != y.ward)
    return bool(x.ward and y.ward and x.ward != y.ward)
