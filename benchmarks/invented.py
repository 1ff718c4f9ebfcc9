"""A number in, an invented person or company out: the same number, the same name. Parts of names, and nobody who is made of them on purpose.

person(7)  → Person(family="砂倉", given="真帆", …)         abroad(7) → Abroad(given="ロイド", family="カーヴェル", …)
company(7) → Company(stem="蒼浜", kind="精機", form="株式会社{}")   brand(7)  → Brand(kana="ヴェスリンク", latin="Veslink", …)
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

FAMILY = (  # two halves: 砂 + 倉 → 砂倉
    "砂 戸 汐 柿 榎 霧 鴨 槙 稲 笹 桐 椎 粟 芹 菱 萩 蓮 藤 萱 鷹 鶴 雁 鷺 葛 柏 楠 桧 椿 榊 梶 杉 梅 栗 桑 檜 滝 瀬 沖 磯 浪".split(),
    "倉 原 波 木 沢 内 見 根 尾 崎 川 野 森 井 谷 畑 塚 岡 島 口 橋 本 田 山 村 浦 江 津 代 越".split(),
)
GIVEN = (
    "真 健 美 由 拓 大 悠 千 陽 直 和 理 咲 芳 光 英 智 晴 雅 正 信 康 義 昌 孝 静 佳 澄 文 泰".split(),
    "太 一 子 美 郎 介 香 也 司 人 樹 平 奈 帆 恵 乃 穂 吾 斗 哉 代 江 哲 彦 之 治 枝 衣 音 実".split(),
)
GIVEN_ABROAD = (
    "ロイド Lloyd エステル Estelle マルコ Marco ヘルガ Helga イヴァン Ivan サーラ Saara ノエル Noel ダリア Dahlia オットー Otto リーヴ Liv "
    "カイル Kyle ミレーナ Milena テオ Theo ブリジット Brigitte エルマー Elmer ソフィー Sophie ルーカス Lucas イングリッド Ingrid ニール Neil "
    "カミラ Camilla ホルヘ Jorge アニタ Anita フェリクス Felix デボラ Deborah ヴィクトル Viktor マーサ Martha ラルフ Ralph ジゼル Giselle"
).split()
FAMILY_ABROAD = (
    ("カー Car ホル Hol デル Del マル Mal ブラ Bra ストラ Stra ヴァン Van コル Col ハー Har ケン Ken ロウ Low タル Tal ウィン Win オー Aw "
     "グレ Gre フェル Fel モン Mon レン Ren サン San ダン Dan").split(),
    ("ヴェル vell ストン ston ビー by リッジ ridge ボット bot マイヤー meyer ネン nen リック rick ソン son グレン gren フィールド field "
     "ウッド wood ハースト hurst ニー ney ドーフ dorf ベック beck クロフト croft シュタイン stein").split(),
)  # fmt: skip
STEM = (
    "蒼 汐 碧 朱 翠 暁 凪 霞 澪 楓 梓 颯 琥 瑞 櫂 峯 岬 渚 砂 樫 栃 榛 楡 欅 椋 茜 藍 紺 銀 鉄 鈴 錦 雫 霜 霰 雲 露 虹 鳶 鷲 隼 鴻 鯨 鮎 鯉".split(),
    "浜 嶺 原 崎 川 森 峰 洋 和 栄 光 進 信 明 成 泉 城 岳 陵 瀬 波 里 郷 野 谷 山 田 島 海 丘 津 橋 門 宮 台 畑 沢 池 井 堂".split(),
)
KIND = (
    "電機 精機 工業 製作所 鋼業 化学 製薬 食品 商事 建設 運輸 物流 銀行 証券 百貨店 酒造 紡績 製紙 ガス 通信 興業 水産 製菓 印刷 "
    "電子 システム 不動産 観光 鉄道 海運"
).split()
FORM = ("株式会社{}", "{}株式会社", "{}株式会社", "{}")
BRAND = (
    ("ヴェス Ves ルメ Lume クオ Quo ザイ Zai テル Tel ノヴ Nov アル Al オル Or シル Sil リヴ Riv カド Cad メル Mel フィル Fil ゼン Zen "
     "パル Pal イク Ik ヘリ Heli ソラ Sola トリ Tri ドル Dor ユノ Yuno ラク Laku ボル Vol エナ Ena ギガ Giga ハル Hal コス Cos スピ Spi ウミ Umi").split(),
    ("リンク link トーン tone リア ria ノックス nox ワイズ wise バード bird ファイ fy グリッド grid ミント mint レイ ray ベース base "
     "ヴェイル vale ポート port フロー flow マイン mine クラウド cloud デン den ネスト nest スパーク spark タイド tide").split(),
    ("  ・ベンチャーズ _Ventures ・ラボ _Labs テクノロジーズ _Technologies ・キャピタル _Capital ソフト soft ヘルス _Health ロボティクス _Robotics "
     "  ").split(" "),
)  # fmt: skip
POOL, GROWS, FLAT = (
    100,
    2.0,
    20,
)  # those there are at first, how many come with each article, how many are about equally often told of
HIRAGANA = "ひな こま あお すみ のぞ なぎ ほた みの".split()


@dataclass(frozen=True, slots=True)
class Person:
    """砂倉真帆"""

    family: str
    given: str

    @property
    def name(self) -> str:
        return self.family + self.given


@dataclass(frozen=True, slots=True)
class Abroad:
    """ロイド・カーヴェル, Lloyd Carvell"""

    given: str
    family: str
    latin_given: str
    latin_family: str

    @property
    def name(self) -> str:
        return f"{self.given}・{self.family}"

    @property
    def latin(self) -> str:
        return f"{self.latin_given} {self.latin_family}"


@dataclass(frozen=True, slots=True)
class Company:
    """蒼浜精機, 蒼浜精機株式会社"""

    stem: str
    kind: str
    form: str

    @property
    def name(self) -> str:
        return self.stem + self.kind

    @property
    def full(self) -> str:
        return self.form.format(self.name)


@dataclass(frozen=True, slots=True)
class Brand:
    """ヴェスリンク, Veslink"""

    name: str
    latin: str
    form: str

    @property
    def full(self) -> str:
        return self.form.format(self.name)


def drawn(r: random.Random, articles: int) -> int:
    """The number of somebody whom an article tells of, after so many: the nth as often as 1/(n + FLAT) says (Zipf, Mandelbrot)."""
    return int(FLAT * math.exp(r.random() * math.log((POOL + GROWS * articles) / FLAT))) - FLAT


def _of(kind: str, number: int) -> random.Random:
    return random.Random(f"{kind} {number}")


def _pair(r: random.Random, parts: list[str]) -> tuple[str, str]:
    """Two neighbours of a list in which kana and Latin alternate."""
    at = 2 * r.randrange(len(parts) // 2)
    return parts[at], parts[at + 1]


def person(number: int) -> Person:
    r = _of("person", number)
    return Person("".join(map(r.choice, FAMILY)), "".join(map(r.choice, GIVEN)))


def abroad(number: int) -> Abroad:
    r = _of("abroad", number)
    given, head, tail = _pair(r, GIVEN_ABROAD), *(_pair(r, parts) for parts in FAMILY_ABROAD)
    return Abroad(given[0], head[0] + tail[0], given[1], head[1] + tail[1])


def company(number: int) -> Company:
    r = _of("company", number)
    return Company("".join(map(r.choice, STEM)), r.choice(KIND), r.choice(FORM))


def brand(number: int) -> Brand:
    r = _of("brand", number)
    parts = [_pair(r, list(half)) for half in BRAND]
    return Brand("".join(kana for kana, _ in parts), "".join(latin for _, latin in parts).replace("_", " "), r.choice(FORM))
