"""Trains kg/models/names.crfsuite from three corpora of Japanese names, passages of our own and made sentences of business news.

    python tools/train_names.py --data ../shared/data --out kg/models

Held out: the last tenth of each corpus (of documents, where it has them). Deterministic; the figures are printed at the end.
The corpora's own sentences are told twice, the second time with other names in them (tools/made_sentences.py).
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from made_sentences import GRAMMAR, Maker, renamed, sentences
from pycrfsuite import Trainer

from kg.labeller import KINDS, features, label
from kg.model import Kind, Token
from kg.text import normalise
from kg.tokens import tokenize

Row = tuple[tuple[Token, ...], list[str]]
Marked = tuple[str, list[tuple[int, int, str]]]  # normalised text, names in it
CORPORA = ("stockmark", "gsd", "wac")
TYPES = {
    "PER": "人名 PERSON",
    "ORG": "法人名 政治的組織名 その他の組織名 ORG NORP ORGANIZATION",
    "LOC": "地名 施設名 GPE LOC FAC LOCATION",
    "PRO": "製品名 PRODUCT WORK_OF_ART ARTIFACT",
    "OTH": "イベント名 EVENT LAW MOVEMENT",
}
TAGS = {name: tag for tag, names in TYPES.items() for name in names.split()}
INSTITUTION = re.compile(r"(?:大学|高校|学校|病院|裁判所|地裁|高裁|研究所|銀行|百貨店|新聞社|図書館|美術館|博物館)$")
RENAMED = {"PER": "P", "ORG": "O", "PRO": "N"}
PLACES = tuple(
    "札幌 函館 旭川 青森 盛岡 仙台 秋田 山形 福島 水戸 前橋 千葉 横浜 川崎 新潟 富山 金沢 福井 甲府 長野 松本 岐阜 静岡 浜松 名古屋 豊橋 津 大津 "
    "京都 大阪 神戸 姫路 奈良 和歌山 鳥取 松江 岡山 倉敷 広島 山口 徳島 高松 松山 高知 福岡 北九州 佐賀 長崎 熊本 大分 宮崎 鹿児島 那覇 東京 埼玉 "
    "兵庫 愛知 三重 滋賀 石川 栃木 群馬 茨城 山梨 島根 香川 愛媛 沖縄 北海道 関西 九州 東北 四国".split()
)


def marked(path: Path) -> Iterator[tuple[str, Marked]]:
    """(document, sentence with its names)."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            row = json.loads(line)
            norm, offsets = normalise(row["text"])
            places = {original: at for at, original in reversed(list(enumerate(offsets)))}
            names = []
            for start, end, kind in row["names"]:
                tag = TAGS.get(kind)
                if tag == "LOC" and INSTITUTION.search(row["text"][start:end]):
                    tag = "ORG"
                if tag and start in places and end in places:
                    names.append((places[start], places[end], tag))
            yield row.get("doc", str(n)), (norm, names)


def row_of(text: str, names: Iterable[tuple[int, int, str]]) -> Row:
    """Tokens and their tags; a name that cuts a token is widened to it."""
    tokens = tokenize(text)
    tags = ["O"] * len(tokens)
    for start, end, tag in names:
        inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
        if inside and all(tags[i] == "O" for i in inside):
            tags[inside[0]] = "B-" + tag
            for i in inside[1:]:
                tags[i] = "I-" + tag
    return tokens, tags


def split(pairs: Sequence[tuple[str, Marked]]) -> tuple[list[Marked], list[Marked]]:
    documents = list(dict.fromkeys(d for d, _ in pairs))
    held = set(documents[len(documents) * 9 // 10 :])
    return [r for d, r in pairs if d not in held], [r for d, r in pairs if d in held]


def dictionary(path: Path) -> dict[str, list[str]]:
    """Lists of JMnedict for the grammar of made names."""
    out: dict[str, list[str]] = {"surname": [], "given": [], "kana": [], "latin": [], "company": [], "body": []}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            forms, kana, types, gloss = [*line.rstrip("\n").split("\t"), "", "", ""][:4]
            form = normalise((forms or kana).split("|")[0])[0]
            latin = gloss.split("|")[0].split(" (")[0]
            kinds = set(types.split("|"))
            if re.fullmatch(r"[ァ-ヶー]{3,9}", form) and re.fullmatch(r"[A-Z][a-z]{2,10}", latin):
                out["kana"].append(form)
                out["latin"].append(latin)
            if re.fullmatch(r"[一-龯々]{1,3}", form) and "surname" in kinds:
                out["surname"].append(form)
            if re.fullmatch(r"[一-龯々ぁ-ん]{1,3}", form) and kinds & {"fem", "masc"}:
                out["given"].append(form)
            if "company" in kinds and 2 <= len(form) <= 14:
                out["company"].append(form)
            if "organization" in kinds and 4 <= len(form) <= 16 and re.search(r"[一-龯]", form):
                out["body"].append(form)
    return out


def nouns(rows: Iterable[Row]) -> list[str]:
    """Common nouns of the corpora's unnamed words, in the order of the dictionary: what companies call themselves after."""
    counts = Counter(
        t.surface
        for tokens, tags in rows
        for t, tag in zip(tokens, tags, strict=True)
        if tag == "O" and t.pos[:3] == ("名詞", "普通名詞", "一般") and re.fullmatch(r"[一-龯]{2}|[ァ-ヶー]{3,6}", t.surface)
    )
    return sorted(word for word, count in counts.items() if count >= 4)


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


def report(name: str, held: Sequence[Row], model: Path) -> None:
    back = {v: k for k, v in KINDS.items()}
    counts: Counter[tuple[str, str]] = Counter()
    for tokens, tags in held:
        gold = spans(tags)
        mine = {(a, b, back[Kind(k)]) for a, b, k, _ in label(tokens, model).names}
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


def learn(path: Path, data: Path, told: Sequence[Marked], given: argparse.Namespace) -> None:
    """The corpora and our own passages as they are, again with other names, and made sentences."""
    own = [row_of(*sentence) for sentence in told]
    maker = Maker({**dictionary(data / "jmnedict-names.tsv.xz"), "noun": nouns(own), "place": PLACES}, seed=11)
    again = [renamed(maker, *sentence, RENAMED) for sentence in told if any(tag in RENAMED for _, _, tag in sentence[1])]
    passages = [json.loads(line) for line in (GRAMMAR / "passages.jsonl").read_text("utf-8").splitlines()]
    ours: list[Marked] = [(row["text"], [(a, b, tag) for a, b, tag in row["names"]]) for row in passages]
    again += ours + [renamed(maker, *sentence, RENAMED) for _ in range(given.told) for sentence in ours]
    trainer = Trainer(verbose=False)
    for tokens, tags in own + [row_of(*sentence) for sentence in again + list(sentences(maker, given.made))]:
        if tokens:
            trainer.append(features(tokens), tags)
    trainer.set_params(
        {
            "c1": given.c1,
            "c2": 0.02,
            "max_iterations": given.iterations,
            "feature.minfreq": given.minfreq,
            "feature.possible_transitions": True,
        }
    )
    trainer.train(str(path))


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--made", type=int, default=30000)
    args.add_argument("--told", type=int, default=3, help="times that our own passages are told again with other names")
    args.add_argument("--c1", type=float, default=0.3)
    args.add_argument("--minfreq", type=int, default=2)
    args.add_argument("--iterations", type=int, default=100)
    args.add_argument("--report", action="store_true", help="print the figures of the model that is there")
    given = args.parse_args()
    path = given.out / "names.crfsuite"
    parts = {name: split(list(marked(given.data / f"names-{name}.jsonl.xz"))) for name in CORPORA}
    if not given.report:
        learn(path, given.data, [sentence for name in CORPORA for sentence in parts[name][0]], given)
    for name in CORPORA:
        report(name, [row_of(*sentence) for sentence in parts[name][1]], path)


if __name__ == "__main__":
    main()
