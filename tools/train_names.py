"""Trains kg/models/names.crfsuite from three corpora of Japanese names and from made sentences of business news.

    python tools/train_names.py --data ../shared/data --out kg/models

Held out: the last tenth of each corpus (of documents, where it has them). Deterministic; a few minutes.
The made sentences are templates of our own filled with names of JMnedict and with invented ones: the corpora are encyclopedic,
and say little of how news writes companies, courts and funds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pycrfsuite import Trainer

from kg.labeller import KINDS, features, label
from kg.model import Kind, Token
from kg.text import normalise
from kg.tokens import tokenize

Row = tuple[tuple[Token, ...], list[str]]
TYPES = {
    "人名": "PER",
    "法人名": "ORG",
    "政治的組織名": "ORG",
    "その他の組織名": "ORG",
    "地名": "LOC",
    "施設名": "LOC",
    "製品名": "PRO",
    "イベント名": "OTH",
    "PERSON": "PER",
    "ORG": "ORG",
    "NORP": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "PRODUCT": "PRO",
    "WORK_OF_ART": "PRO",
    "EVENT": "OTH",
    "LAW": "OTH",
    "MOVEMENT": "OTH",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
    "ARTIFACT": "PRO",
}
INSTITUTION = re.compile(r"(?:大学|高校|学校|病院|裁判所|地裁|高裁|研究所|銀行|百貨店|新聞社|図書館|美術館|博物館)$")


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """(document, tokens and tags); names that cut a token are widened to it."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            row = json.loads(line)
            norm, offsets = normalise(row["text"])
            tokens = tokenize(norm)
            tags = ["O"] * len(tokens)
            for start, end, kind in row["names"]:
                tag = TYPES.get(kind)
                if tag == "LOC" and INSTITUTION.search(row["text"][start:end]):
                    tag = "ORG"
                inside = [i for i, t in enumerate(tokens) if offsets[t.start] < end and start < offsets[t.end]]
                if tag and inside and all(tags[i] == "O" for i in inside):
                    tags[inside[0]] = "B-" + tag
                    for i in inside[1:]:
                        tags[i] = "I-" + tag
            yield row.get("doc", str(n)), (tokens, tags)


def split(pairs: Sequence[tuple[str, Row]]) -> tuple[list[Row], list[Row]]:
    documents = list(dict.fromkeys(d for d, _ in pairs))
    held = set(documents[len(documents) * 9 // 10 :])
    return [r for d, r in pairs if d not in held], [r for d, r in pairs if d in held]


# made sentences ------------------------------------------------------------------------------------------------------


class Maker:
    """Names in the shapes that news writes, from JMnedict and from parts; the same seed, the same names."""

    def __init__(self, path: Path) -> None:
        self.chance = random.Random(11)
        written: dict[str, list[str]] = {"surname": [], "given": [], "company": []}
        self.foreign: list[tuple[str, str]] = []
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                forms, kana, types, gloss = [*line.rstrip("\n").split("\t"), "", "", ""][:4]
                form = normalise((forms or kana).split("|")[0])[0]
                kinds = set(types.split("|"))
                if re.fullmatch(r"[ァ-ヶー]{3,9}", form) and re.fullmatch(
                    r"[A-Z][a-z]{2,10}", gloss.split("|")[0].split(" (")[0]
                ):
                    self.foreign.append((form, gloss.split("|")[0].split(" (")[0]))
                if re.fullmatch(r"[一-龯々]{1,3}", form) and kinds & {"surname"}:
                    written["surname"].append(form)
                if re.fullmatch(r"[一-龯々ぁ-ん]{1,3}", form) and kinds & {"fem", "masc"}:
                    written["given"].append(form)
                if kinds & {"company"} and 2 <= len(form) <= 14:
                    written["company"].append(form)
        written["place"] = [
            "札幌",
            "函館",
            "青森",
            "盛岡",
            "仙台",
            "秋田",
            "山形",
            "福島",
            "水戸",
            "前橋",
            "千葉",
            "横浜",
            "川崎",
            "新潟",
            "富山",
            "金沢",
            "福井",
            "甲府",
            "長野",
            "松本",
            "岐阜",
            "静岡",
            "浜松",
            "名古屋",
            "豊橋",
            "津",
            "大津",
            "京都",
            "大阪",
            "神戸",
            "姫路",
            "奈良",
            "和歌山",
            "鳥取",
            "松江",
            "岡山",
            "倉敷",
            "広島",
            "山口",
            "徳島",
            "高松",
            "松山",
            "高知",
            "福岡",
            "北九州",
            "佐賀",
            "長崎",
            "熊本",
            "大分",
            "宮崎",
            "鹿児島",
            "那覇",
        ]
        self.lists = written

    def pick(self, options: Sequence[str]) -> str:
        return self.chance.choice(options)

    def word(self) -> str:
        """An invented Latin word: Querent, Northlamp, Solvane."""
        parts = [
            "".join(
                (
                    self.pick(
                        [
                            "",
                            "b",
                            "c",
                            "d",
                            "f",
                            "gr",
                            "h",
                            "k",
                            "l",
                            "m",
                            "n",
                            "p",
                            "qu",
                            "r",
                            "s",
                            "st",
                            "t",
                            "tr",
                            "v",
                            "w",
                            "z",
                        ]
                    ),
                    self.pick(["a", "e", "i", "o", "u", "ai", "ea", "ou"]),
                )
            )
            for _ in range(self.chance.randint(2, 3))
        ]
        return ("".join(parts) + self.pick(["", "n", "r", "x", "l", "ly", "nt", "s", "io"])).capitalize()

    def person(self) -> str:
        roll = self.chance.random()
        given, family = self.chance.choice(self.foreign), self.chance.choice(self.foreign)
        if roll < 0.5:
            return self.pick(self.lists["surname"]) + self.pick(self.lists["given"])
        if roll < 0.62:
            return self.pick(self.lists["surname"])
        if roll < 0.8:
            return given[0] + self.pick(["・", "・", "・", "="]) + family[0]
        if roll < 0.85:
            return family[0]
        if roll < 0.91:
            return family[1]
        return f"{given[1]} {family[1]}"

    def organization(self) -> str:
        roll, c = self.chance.random(), self.chance
        kanji = "".join(
            self.pick(list("東西南北大中新光明栄和信富三日共協北星海青白丸松竹桜山川森岡田島浜陽泉峰辰蒼凪")) for _ in range(2)
        )
        katakana, _latin = c.choice(self.foreign)
        trade = self.pick(
            [
                "製紙",
                "電機",
                "製薬",
                "工業",
                "鉄道",
                "食品",
                "物流",
                "建設",
                "化学",
                "銀行",
                "信用金庫",
                "証券",
                "電力",
                "不動産",
                "百貨店",
                "商事",
                "酒造",
                "新聞",
                "新聞社",
                "放送",
                "大学",
                "印刷",
                "運輸",
                "計器",
                "機械",
                "鋼業",
                "重工業",
                "自動車",
                "生命保険",
                "商店",
                "薬品工業",
                "精機",
                "水産",
                "農園",
                "組",
                "屋",
                "堂",
            ]
        )
        tail = self.pick(
            [
                "・パートナーズ",
                "・キャピタル",
                "・ベンチャーズ",
                "・ホールディングス",
                "テクノロジーズ",
                "・グループ",
                "ロボティクス",
                "ソフト",
                "システムズ",
                "ラボ",
                "フーズ",
                "ファーマ",
                "・インベストメント",
                "エナジー",
                "モビリティー",
                "・エレクトロニクス",
                "ケア",
                "ペイ",
            ]
        )
        if roll < 0.2:
            name = kanji + trade
        elif roll < 0.3:
            name = katakana + tail
        elif roll < 0.38:
            name = katakana
        elif roll < 0.46:
            name = self.word() + self.pick(
                [
                    "",
                    "",
                    "",
                    " Labs",
                    " Inc.",
                    " Ventures",
                    " Capital",
                    " AI",
                    " Partners",
                    " Group",
                    " Holdings",
                    " Technologies",
                    " Robotics",
                ]
            )
        elif roll < 0.52:
            name = self.pick(["Open", "Deep", "Space", "Cell", "Data", "Block", "Meta", "Net", "Git"]) + self.pick(
                ["AI", "Loop", "Haven", "Hub", "Mind", "Works", "X", "Bridge", "Lamp", "Flow"]
            )
        elif roll < 0.56:
            name = "".join(self.pick(list("ABCDEFGHIJKLMNOPRSTVW")) for _ in range(c.randint(2, 4)))
        elif roll < 0.64:
            name = self.pick(
                [
                    *self.lists["place"],
                    "カリフォルニア州北部地区連邦",
                    "ニューヨーク州南部地区連邦",
                    "デラウェア州連邦",
                    "テキサス州西部地区連邦",
                    "イリノイ州北部地区連邦",
                ]
            ) + self.pick(
                [
                    "地裁",
                    "地裁",
                    "地方裁判所",
                    "高裁",
                    "地方裁判所",
                    "簡裁",
                    "地検",
                    "県警",
                    "商工会議所",
                    "市",
                    "県",
                    "大学",
                    "大",
                    "銀行",
                    "信用金庫",
                    "新聞",
                    "労働局",
                    "市役所",
                    "工科大学",
                ]
            )
        elif roll < 0.7:
            name = self.pick(
                [
                    "経済産業省",
                    "金融庁",
                    "特許庁",
                    "公正取引委員会",
                    "総務省",
                    "厚生労働省",
                    "証券取引等監視委員会",
                    "日本銀行",
                    "最高裁",
                    "東京地検特捜部",
                    "知財高裁",
                    "米司法省",
                    "米連邦取引委員会",
                    "欧州委員会",
                    "米証券取引委員会",
                    "消費者庁",
                    "文部科学省",
                    "日本政策金融公庫",
                    "国際協力銀行",
                ]
            )
        elif roll < 0.76:
            name = self.pick(["日本", "全国", "国際", "東京", "関西", kanji]) + self.pick(
                [
                    "弁護士会",
                    "協会",
                    "財団",
                    "連盟",
                    "機構",
                    "組合",
                    "学会",
                    "労働組合",
                    "基金",
                    "投資事業有限責任組合",
                    "法律事務所",
                    "会計事務所",
                    "研究所",
                    "病院",
                    "振興会",
                    "委員会",
                    "評議会",
                ]
            )
        elif roll < 0.84:
            name = self.pick(self.lists["company"])
        else:
            name = self.pick(
                ["ほし", "あかり", "つむぎ", "みらい", "ひかり", "こはる", "そら", "なぎ", "はれ", "やま"]
            ) + self.pick(["ケア", "銀行", "キャピタル", "未来ファンド", "製作所", "フーズ", "ラボ", "屋", "工房", "テック"])
        roll = c.random()
        if roll < 0.07:
            return "株式会社" + name
        if roll < 0.12:
            return name + "株式会社"
        if roll < 0.16 and re.search(r"[ァ-ヶーA-Za-z]$", name):
            return name + "社"
        return name

    def place(self) -> str:
        return self.pick(
            [
                "東京都",
                "大阪市",
                "京都",
                "ロンドン",
                "シリコンバレー",
                "米国",
                "欧州",
                "千葉県柏市",
                "名古屋市",
                "東京・中央区",
                "福岡県",
                "カリフォルニア州",
                "タリン",
                "中国",
                "韓国",
                "パリ",
                "前橋市",
                self.pick(self.lists["place"]) + "市",
                self.pick(self.lists["place"]),
            ]
        )

    def product(self) -> str:
        katakana, _latin = self.chance.choice(self.foreign)
        return self.pick(
            [
                katakana,
                self.word(),
                f"{katakana}{self.chance.randint(2, 9)}",
                f"{self.word()} Pro",
                f"{self.word()}-{self.chance.randint(2, 5)}",
            ]
        )


TEMPLATES = """
{O}は{D}、{O}を{M}で買収すると発表した。
{O}の{P}社長は記者会見で「{X}」と述べた。
{P}氏({A})は{O}の{T}に就任する。
{O}は{P}{T}が退任し、後任に{P}氏を起用する人事を発表した。
米{O}は{D}、シリーズ{R}で{M}を調達した。
{O}({L}、{P}社長)は{O}などから{M}の出資を受けた。
{O}CEOの{P}氏は{O}の共同創業者である。
{O}の共同創業者で{T}の{P}氏が明らかにした。
{O}、{O}を子会社化
{O}、{M}調達 {O}が主導
{O}に{P}氏 {O}社長
{P}氏は{D}、{O}と{P}氏を相手取り、{O}に提訴した。
{O}は{D}、{O}の請求を棄却した。
{O}の{P}裁判長は{O}に{M}の支払いを命じた。
{P}さん({A})は{D}に{O}を設立した。
{D}、{P}と{P}は{L}で{O}を創業した。
{O}によると、{O}は{O}への出資を検討している。
{O}が{D}に報じた。
{O}の取材に対し、{P}氏は「{X}」と語った。
{O}は{G}「{N}」を{D}に発売した。
{O}の「{N}」は{L}で人気を集める。
{L}に本社を置く{O}は{G}を手がける。
{L}の{O}本社で会見が開かれた。
{P}は{L}で生まれ、{O}を卒業後、{O}に入社した。
{O}({O2}、以下「{O3}」)は、{D}開催の取締役会において決議した。
{O}のアナリスト、{P}氏は「{X}」とみる。
{P}・{O}{T}は指摘する。
{O}は{O}、{O}、{O}などが株主に名を連ねる。
ラウンドには{O}、{O}に加え、{O}が参加した。
{O}と{O}は{D}、経営統合で合意した。
独{O}は仏{O}に{M}で売却した。
{P}氏と{P}氏が{D}に立ち上げた{O}は{M}を集めた。
{P}容疑者を{O}は起訴した。
{O}傘下の{O}は{L}に拠点を置く。
{P}は、{P}との関係を断った。
{P}の弁護士は{O}に控訴した。
{O}広報は「{X}」としている。
翻訳:{P}
(原文:{P}、{O})
{O}
代表取締役社長 {P}
代表取締役 {P}
{P}氏が死去 {O}元会長
{O}元{T}の{P}氏が{D}、死去した。{A}歳。
{P}は{T}を務め、{P}が{T}に就いた。
{P}、{P}の両氏は{O}を離れた。
{O}で働いていた{P}は{O}を起こした。
{O}は{L}、{L}、{L}に工場を持つ。
{O}は{N}の開発で知られる。
{G}の「{N}」を運営する{O}
{P}は{N}を見ながら{L}で暮らした。
{L}では{D}から{G}の需要が伸びている。
弁護士の{P}氏は{O}でも働いた。
{O}の子会社である{O}が{O}に譲渡された。
{P}は言う。「{X}」。
{X}と{P}は笑った。
{O}と{O}の提携は{D}に解消された。
{O}が運営する{N}は{L}で{D}に始まった。
{P}と{P}は{G}について頻繁に連絡を取り合った。
{P}は{D}に{P}に宛てたメールで、{O}の危うさを訴えた。
{P}の主張によれば、{O}は合意に反した。
同じころ、{P}の{O}は{G}を開発していた。
{P}が{O}を離れたのは{D}のことだ。
{O}のパートナーである{P}です。
{O}のパートナーである{P}が二人を引き合わせた。
{P}は{O}を{O}に売却したばかりだった。
{G}に特化した{O}は{L}の{G}市場で伸びる。
{G}を使った{G}サービスで急成長する{O}をめぐる訴訟が新たな局面に入った。
新聞54紙を傘下に持つ{O}は{D}、{O}に訴状を提出した。
{O}は{G}に「{N}」を採用した。
{N}は{G}のための道具だ。
{O}によれば、{G}と{G}の市場は300社が争う。
各社の報道によると、{L}の株式市場で{O}株は反発した。
{O}は大手企業16社と契約し、2社とは交渉を続ける。
{O}側は「{X}」として棄却を申し立てた。
{O}は{N}と{N}のサービスを終える。
{O}など{L}の企業は{G}に投資した。
{P}({H})氏が死去した。
{P}は{O}の総合企画部で働き、{T}となった。
{L}・{L}の病院で死去した。
{O}は{L}工場と{L}支店を閉じた。
{P}、通称「{P}」は{L}に住む。
親会社の{O}と子会社の{O}が合併した。
{O}の株主である{O}は{G}の会社に{M}を投じた。
インターネットの普及で{O}の売上は伸びた。
{O}は{L}州の連邦地裁に{O}を訴えた。
オリンピックの招致で{P}が{L}を訪れた。
""".strip().splitlines()
FILL = {
    "D": ["17日", "2024年4月1日", "昨年12月", "2019年", "今年3月", "同年9月", "令和5年6月", "1987年"],
    "M": ["約300億円", "1億ドル", "3億円", "数千万ドル", "5000万ユーロ", "1500万円", "12億5000万円"],
    "T": [
        "会長",
        "社長",
        "CEO",
        "最高経営責任者",
        "最高財務責任者",
        "専務",
        "取締役",
        "代表取締役社長",
        "教授",
        "パートナー",
        "頭取",
        "常務執行役員",
        "理事長",
        "CTO",
        "共同創業者",
        "編集長",
    ],
    "R": ["A", "B", "C", "D"],
    "A": ["39", "52", "68", "74", "45"],
    "G": [
        "アプリ",
        "半導体",
        "新薬",
        "検索サービス",
        "電気自動車",
        "ゲーム",
        "化粧品",
        "クラウド",
        "人工知能",
        "インターネット",
        "AI",
        "生成AI",
        "EV",
        "ソフトウェア",
        "スタートアップ",
        "ベンチャーキャピタル",
        "プラットフォーム",
        "デプロイ",
        "ブロックチェーン",
        "暗号資産",
    ],
    "H": ["さくま・けいこ", "いとう・たけし", "もり・あつし", "よしだ・たかし"],
    "X": ["新しい挑戦だ", "コメントできない", "想定の範囲だ", "市場は伸びる", "訴状が届いていない", "早く決めたかった"],
}
TAGS = {"O": "ORG", "P": "PER", "L": "LOC", "N": "PRO"}


def made(maker: Maker, count: int) -> Iterator[Row]:
    for k in range(count):
        yield _filled(maker, TEMPLATES[k % len(TEMPLATES)])


def _filled(maker: Maker, template: str) -> Row:
    text, spans = "", []
    for part in re.split(r"(\{\w+\})", template):
        sign = part[1:2] if part.startswith("{") else ""
        if sign in TAGS:
            name = {"O": maker.organization, "P": maker.person, "L": maker.place, "N": maker.product}[sign]()
            spans.append((len(text), len(text) + len(name), TAGS[sign]))
            text += name
            latin = re.fullmatch(r"[ァ-ヶー・=]+", name)
            if sign in "OP" and latin and maker.chance.random() < 0.2:
                spelled = f"{maker.chance.choice(maker.foreign)[1]}" + (
                    f" {maker.chance.choice(maker.foreign)[1]}" if "・" in name else ""
                )
                spans.append((len(text) + 1, len(text) + 1 + len(spelled), TAGS[sign]))
                text += f"({spelled})"
        else:
            text += maker.pick(FILL[sign]) if sign else part
    norm, _ = normalise(text)
    tokens = tokenize(norm)
    tags = ["O"] * len(tokens)
    for start, end, tag in spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
        for n, i in enumerate(inside):
            tags[i] = ("I-" if n else "B-") + tag
    return tokens, tags


# training and figures ------------------------------------------------------------------------------------------------


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    out, first = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and not (tag.startswith("I-") and tag[2:] == tags[first][2:]):
            out.add((first, i, tags[first][2:]))
            first = None
        if tag.startswith("B-"):
            first = i
    return out


def report(name: str, held: Sequence[Row]) -> None:
    back = {v: k for k, v in KINDS.items()}
    counts: Counter[tuple[str, str]] = Counter()
    for tokens, tags in held:
        gold = spans(tags)
        mine = {(a, b, back[Kind(k)]) for a, b, k, _ in label(tokens)}
        for kind in back.values():
            g, m = {s for s in gold if s[2] == kind}, {s for s in mine if s[2] == kind}
            counts[kind, "tp"] += len(g & m)
            counts[kind, "fp"] += len(m - g)
            counts[kind, "fn"] += len(g - m)
    figures = []
    for kind in ("PER", "ORG", "LOC"):
        tp, fp, fn = (counts[kind, x] for x in ("tp", "fp", "fn"))
        figures.append(
            f"{kind} P {tp / max(tp + fp, 1):.3f} R {tp / max(tp + fn, 1):.3f} F1 {2 * tp / max(2 * tp + fp + fn, 1):.3f}"
        )
    print(f"{name:10} {len(held):5} sentences  " + " | ".join(figures))


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--made", type=int, default=14000)
    args.add_argument("--c1", type=float, default=0.25)
    args.add_argument("--minfreq", type=int, default=2)
    given = args.parse_args()
    trainer, held = Trainer(verbose=False), {}
    for name in ("stockmark", "gsd", "wac"):
        train, held[name] = split(list(rows(given.data / f"names-{name}.jsonl.xz")))
        for tokens, tags in train:
            if tokens:
                trainer.append(features(tokens), tags)
    for tokens, tags in made(Maker(given.data / "jmnedict-names.tsv.xz"), given.made):
        trainer.append(features(tokens), tags)
    trainer.set_params(
        {
            "c1": given.c1,
            "c2": 0.02,
            "max_iterations": 100,
            "feature.minfreq": given.minfreq,
            "feature.possible_transitions": True,
        }
    )
    trainer.train(str(given.out / "names.crfsuite"))
    for name, part in held.items():
        report(name, part)


if __name__ == "__main__":
    main()
