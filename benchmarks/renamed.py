"""A folder of articles with their gold in, the same articles under other names out, copy after copy.

    renamed("青空電機の三浦遥社長", [{"type": "Organization", "names": ["青空電機"]}, …], Names(0, 1)) → "蒼浜電機の砂倉真帆社長"

Every name that the gold gives an entity becomes an invented one of its kind, the same within a copy: a family name another family
name, 電機 and 地裁 stay, katakana stays katakana. What the gold does not name (places, and 日経 where only 日本経済新聞 …) is as it was.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import invented

Entity = dict[str, Any]

LATIN, KATAKANA, KANJI, HIRAGANA = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９", "ァ-ヺー", "一-龯々ヶ", "ぁ-ん"
_RUN = re.compile(rf"[{LATIN}]+|[{KATAKANA}]+|[{KANJI}]+|[{HIRAGANA}]+")
_PARTS = re.compile(r"[\s・＝=]+")
_FORM = re.compile(r"^(?:株式会社|有限会社|一般社団法人|公益財団法人|国立大学法人|学校法人|米|英|独|仏|中国|韓国)")
_KIND = re.compile(
    r"(?:(?:株式|有限|合同)会社|社|グループ|ホールディングス|HD|地方裁判所|高等裁判所|裁判所|最高裁|地裁|高裁|庁|省|"
    r"委員会|協会|連合会|連盟|組合|財団|機構|研究所|研究会|大学院|大学|大|高校|学園|学院|新聞社|新聞|放送|テレビ|銀行|信用金庫|信金|証券|保険|"
    r"生命|損保|電機|電器|電工|電力|電気|工業|産業|製作所|製鉄|製鋼|鋼業|化学|製薬|薬品|食品|商事|商店|商会|建設|運輸|物流|百貨店|酒造|紡績|"
    r"製紙|製菓|印刷|出版|書店|書房|不動産|観光|鉄道|電鉄|海運|航空|自動車|重工業|重工|通信|興業|水産|事務所|病院|本社|支社|工場|堂|屋|店|局|"
    r"署|部|会|党|市|県|府|町|村|検察|警察|政府)+$"
)


class Names:
    """What each stem and each person is called in one copy."""

    def __init__(self, seed: int, copy: int) -> None:
        self.random = random.Random(f"{seed} copy {copy}")
        self.stems: dict[str, str] = {}

    def number(self) -> int:
        return self.random.randrange(10**9)

    def stem(self, old: str) -> str:
        """蒼浜 for 青空, the same whenever it is asked for."""
        if old not in self.stems:
            self.stems[old] = self._stem(old)
        return self.stems[old]

    def _stem(self, old: str) -> str:
        if re.match(f"[{LATIN}]", old):
            if old.isupper() and len(old) < 5:
                return "".join(self.random.choice("BDFGHJKLMNPRSTVW") for _ in old)
            return invented.brand(self.number()).latin.partition(" ")[0]
        if re.match(f"[{KATAKANA}]", old):
            return invented.brand(self.number()).name.partition("・")[0]
        if re.match(f"[{HIRAGANA}]", old):
            return "".join(self.random.sample(invented.HIRAGANA, 2))
        return invented.company(self.number()).stem


def articles(folder: Path, seed: int) -> Iterator[dict[str, str]]:
    """Without end: all articles of a folder, then all again under other names. X.txt has its gold in X.json."""
    held = [
        (path, path.read_text("utf-8"), json.loads(path.with_suffix(".json").read_text("utf-8"))) for path in _with_gold(folder)
    ]
    if not held:
        raise SystemExit(f"{folder}: no X.txt with an X.json in it")
    for copy in count():
        for path, text, gold in held:
            words = renamed(text, gold["entities"], Names(seed, copy))
            yield {"id": f"{path.stem}-{copy}", "text": words, "title": path.stem, "published": gold.get("published") or ""}


def _with_gold(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.txt")) if path.with_suffix(".json").is_file()]


def renamed(text: str, entities: list[Entity], names: Names) -> str:
    """The text with every name changed, the longest first."""
    new: dict[str, str] = {}
    for entity in entities:
        told = _person if entity["type"] == "Person" else _organization
        for old, name in told(entity["names"], names).items():
            new.setdefault(old, name)
    if not new:
        return text
    within = "|".join(_alone(name) for name in sorted(new, key=lambda n: (-len(n), n)))
    return re.sub(within, lambda m: new[m[0]], text)


def _alone(name: str) -> str:
    """A pattern for a name that is not a part of a longer word: X, but not in Xerox; 林, but not in 林業."""
    before, after = (next((s for s in (LATIN, KATAKANA) if re.match(f"[{s}]", c)), "") for c in (name[0], name[-1]))
    if len(name) == 1 and re.match(f"[{KANJI}]", name):
        return rf"(?<![{KANJI}]){name}(?=[^{KANJI}]|氏|社長|会長)"
    return (f"(?<![{before}])" if before else "") + re.escape(name) + (f"(?![{after}])" if after else "")


def _organization(old: list[str], names: Names) -> dict[str, str]:
    return {name: _stem_changed(name, names) for name in old}


def _stem_changed(name: str, names: Names) -> str:
    """株式会社青空電機 → 株式会社蒼浜電機; 財団, which is no name, stays."""
    form = _FORM.match(name)
    start = form.end() if form else 0
    kind = _KIND.search(name, start)
    end = kind.start() if kind else len(name)
    run = _RUN.search(name, start, end)
    return name[: run.start()] + names.stem(run[0]) + name[run.end() :] if run else name


def _person(old: list[str], names: Names) -> dict[str, str]:
    here, there = invented.person(names.number()), invented.abroad(names.number())
    return {name: _person_changed(name, old, here, there) for name in old}


def _person_changed(name: str, old: list[str], here: invented.Person, there: invented.Abroad) -> str:
    parts = _PARTS.split(name)
    foreign = re.match(f"[{LATIN}{KATAKANA}]", name)
    given, family = here.given, here.family
    if foreign:
        latin = re.match(f"[{LATIN}]", name)
        given, family = (there.latin_given, there.latin_family) if latin else (there.given, there.family)
    if len(parts) > 1:
        between = _PARTS.search(name)
        assert between is not None
        return between[0].join((given, family) if foreign else (family, given))
    others = [other for other in old if other != name]
    if foreign:
        return given if any(_PARTS.split(other)[0] == name for other in others) else family
    if any(other.startswith(name) for other in others):
        return family
    if any(other.endswith(name) for other in others):
        return given
    return family + given if len(name) > 2 else family
