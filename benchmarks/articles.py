"""A number in, so many made-up news articles out, as JSON Lines of {"id", "text", "title", "published"}.

    python benchmarks/articles.py 1000 > a.jsonl                      from the templates of templates.txt, 80 to 600 characters
    python benchmarks/articles.py 100000 --short > briefs.jsonl       about 100 characters each
    python benchmarks/articles.py 1000 --repeat ../shared/gold/dev    the articles of a folder again and again, under other names

All five kinds of fact, told as occurred, planned, denied …, and articles that tell none. People and companies come from a pool that
grows with the number of articles, some very often, most rarely, and are not always spelled alike: 株式会社蒼浜精機, 蒼浜精機;
ヴェスリンク, Veslink. The same number and seed give the same bytes, and 1,000 articles are the first of 10,000.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

import invented
import renamed

TEMPLATES = Path(__file__).resolve().parent / "templates.txt"
FIRST_DAY = date(2015, 1, 5)

CITIES = "函館市 盛岡市 川越市 松本市 浜松市 富山市 姫路市 高松市 長崎市 那覇市 横浜市 東京都港区 大阪市北区 札幌市".split()
TRADES = (
    "医療機器 産業用ロボット 冷凍食品 電子部品 水産加工 業務用ソフト 蓄電池 印刷機械 家具 住宅設備 半導体材料 農業機械 航空部品 "
    "教育サービス 包装資材 会計ソフト 時計 工作機械 介護用品 物流倉庫"
).split()
COURTS = "東京地裁 大阪地裁 名古屋地裁 福岡地裁 知財高裁 札幌地裁".split()
ROUNDS = "シード シリーズA シリーズB シリーズC プレシリーズA".split()
TITLES = "専務 常務 取締役 執行役員 副社長 営業本部長 最高技術責任者".split()

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as one article calls them: str() is what stands everywhere but at first."""

    then: str
    first: str
    full: str = ""
    family: str = ""
    latin: str = ""

    def __str__(self) -> str:
        return self.then


@dataclass(frozen=True, slots=True)
class Templates:
    """What an article begins with, and what may follow."""

    told: tuple[str, ...]
    more: tuple[str, ...]
    at_most: int  # of those that may follow
    between: str


def templates(short: bool) -> Templates:
    """Those of templates.txt."""
    parts = dict(part.split("\n", 1) for part in ("\n" + TEMPLATES.read_text("utf-8")).split("\n== ")[1:])
    told = {name.removeprefix("short-"): words.strip() for name, words in parts.items() if name.startswith("short-") == short}
    first, more = (tuple(w for n, w in told.items() if n.startswith("more-") == follows) for follows in (False, True))
    return Templates(first, more, 2 if short else 3, "" if short else "\n")


def articles(seed: int, short: bool = False) -> Iterator[Record]:
    """Without end."""
    known = templates(short)
    return (article(known, seed, number) for number in count())


def article(known: Templates, seed: int, number: int) -> Record:
    r = random.Random(f"{seed} {number}")
    published = FIRST_DAY + timedelta(days=r.randrange(3_900))
    words = [r.choice(known.told), *r.sample(known.more, r.randint(0, known.at_most))]
    text = known.between.join(words).format_map(Slots(r, number, published))
    title = text.partition("\n")[0].partition("。")[0]
    return {"id": f"a{number:07d}", "text": text, "title": title, "published": published.isoformat()}


class Slots(dict[str, Any]):
    """What fills a template's {slots}: each is made when it is asked for, and stays."""

    def __init__(self, r: random.Random, number: int, published: date) -> None:
        self.r, self.number, self.published = r, number, published

    def __missing__(self, slot: str) -> Any:
        self[slot] = made = (MADE.get(slot) or MADE[slot.rstrip("2")])(self)
        return made

    def company(self) -> Named:
        it = self.apart(invented.company)
        first = self.r.choices((it.name, it.full), (3, 1))[0]
        return Named(self.r.choices((it.name, it.stem), (19, 1))[0], first, it.full)

    def brand(self) -> Named:
        it = self.apart(invented.brand)
        first, then = self.r.choice(((it.name, it.name), (f"{it.name}（{it.latin}）", it.name), (it.latin, it.latin)))
        return Named(then, first, it.full, latin=it.latin)

    def person(self) -> Named:
        it = self.apart(invented.person)
        spaced = self.r.random() < 0.1
        return Named(it.name, f"{it.family}　{it.given}" if spaced else it.name, family=it.family)

    def foreigner(self) -> Named:
        it = self.apart(invented.abroad)
        first = self.r.choice((it.name, f"{it.name}（{it.latin}）"))
        return Named(it.name, first, family=it.family, latin=it.latin)

    def apart(self, kind: Callable[[int], Any]) -> Any:
        """One whose name nobody in this article has yet."""
        while True:
            it = kind(invented.drawn(self.r, self.number))
            names = {getattr(it, part) for part in ("name", "family", "stem", "latin") if hasattr(it, part)}
            if not names & self.setdefault("", set()):
                self[""] |= names
                return it

    def day(self, back: int) -> date:
        return self.published - timedelta(days=back)

    def sum(self) -> str:
        return f"{self.r.randint(1, 90) * self.r.choice((1, 1, 10))}億円"


def _month(s: Slots) -> str:
    day = s.day(s.r.randint(60, 2_000))
    return f"{day.year}年{day.month}月"


def _past(s: Slots) -> str:
    day = s.day(s.r.randint(40, 2_000))
    return f"{day.year}年{day.month}月{day.day}日"


MADE: dict[str, Callable[[Slots], Any]] = {
    **dict.fromkeys("abc", Slots.company),
    **dict.fromkeys("km", Slots.brand),
    **dict.fromkeys("pqr", Slots.person),
    **dict.fromkeys("fg", Slots.foreigner),
    "day": lambda s: f"{max(1, s.published.day - s.r.randrange(3))}日",
    "next": lambda s: f"{s.published.month % 12 + 1}月1日",
    "month": _month,
    "past": _past,
    "year": lambda s: f"{s.published.year - s.r.randint(2, 30)}年",
    "yen": Slots.sum,
    "about": lambda s: f"約{s.sum()}",
    "usd": lambda s: f"{s.r.randint(1, 95)}{s.r.choice(('00万', '000万', '億'))}ドル",
    "some": lambda s: s.r.choice(("数千万円", "数億円", "数十億円")),
    "city": lambda s: s.r.choice(CITIES),
    "city2": lambda s: s.r.choice([city for city in CITIES if city != s["city"]]),
    "trade": lambda s: s.r.choice(TRADES),
    "court": lambda s: s.r.choice(COURTS),
    "round": lambda s: s.r.choice(ROUNDS),
    "title": lambda s: s.r.choice(TITLES),
    "n": lambda s: s.r.randint(11, 99),
    "n2": lambda s: s.r.randint(2, 12),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--repeat", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    told = renamed.articles(given.repeat, given.seed) if given.repeat else articles(given.seed, given.short)
    for record in islice(told, given.number):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
