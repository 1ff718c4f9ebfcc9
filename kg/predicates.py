"""The tokens of a bunsetsu in, its predicate out: which token is the verb, how it joins what follows, voice, negation and tense.

買収|し|た → 買収, 終止; 買収|さ|れ|て → 買収, て, passive; 買収|額|を → none, a noun phrase
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.model import Span, Token

BESIDE = ("連用", "て", "が")  # links of a clause to one beside it: 買収し、…; 買収したが、…
# a clause that tells what its subject holds: 権利を侵害した|として、…
HELD = re.compile(r"(?:た|る|い|だ|う|く|す|つ|む)として、?$")

# verbs that mark a case: 北星製薬|に|よっ|て
_PARTICLES = frozenset(
    "によっ に対し に対する による により に関する に関し につい につき によれ に向け へ向け をめぐる をめぐり をめぐっ を巡る を巡り を巡っ という といえ におい にとっ".split()
)


def verb_index(tokens: Sequence[Token], names: Sequence[Span] = ()) -> int | None:
    """Index of a bunsetsu's head verb, the サ変 noun of 買収する included; None in a noun phrase."""
    aside = _aside(tokens)
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if _named(t, names):
            break
        if i in aside:
            continue
        if t.pos[0] == "動詞" and t.pos[1] == "一般":
            if i + 1 < len(tokens) and tokens[i + 1].pos[0] in ("名詞", "接尾辞") and t.form.startswith("連用"):
                return None  # 買い付け|額
            words = "".join(x.surface for x in tokens[max(0, i - 1) : i + 1])
            if words == "という":
                continue  # 買収したい|という
            if words in _PARTICLES:
                return None
            return i
        if t.pos[0] == "動詞" and t.lemma in ("為る", "出来る", "致す", "成さる", "頂く") and i > 0:
            before = tokens[i - 1]
            if before.pos[0] in ("名詞", "接尾辞", "動詞"):
                return i - 1
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if t.pos[0] in ("名詞", "代名詞") or t.pos[:2] == ("接尾辞", "名詞的") or _named(t, names):
            break  # 尊|さ
        if t.pos[0] == "形容詞" or (t.pos[0] == "動詞" and i == 0):
            return i
    return None


def _named(t: Token, names: Sequence[Span]) -> bool:
    return any(n.start <= t.start and t.end <= n.end for n in names)


def _aside(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens of a bracket that opens and closes within the bunsetsu: MBO|(経営陣が参加する買収)|で."""
    opened = [i for i, t in enumerate(tokens) if t.surface == "("]
    closed = [i for i, t in enumerate(tokens) if t.surface == ")"]
    return frozenset(range(opened[0], closed[-1] + 1)) if opened and closed and opened[0] > 0 else frozenset()


def link(tokens: Sequence[Token], verb: int, head: int) -> str:
    """How a predicate joins what follows."""
    rest = [t for t in tokens[verb + 1 :] if t.pos[0] != "補助記号"]
    words = "".join(t.surface for t in rest)
    if re.search(r"(?:た|る|い|う|く|す|つ|ぬ|む|ぶ|ぐ)の[はが]$", tokens[verb].surface + words):
        return "cleft"
    if head < 0:
        return "終止"
    last = rest[-1] if rest else tokens[verb]
    if [t.surface for t in rest[-2:]] == ["と", "の"]:  # 買収するとの|噂
        return "連体"
    if last.surface in ("と", "とも", "との") and last.pos[0] == "助詞":
        return "ト"
    if words.endswith("ものの"):
        return "が"
    if words.endswith("ばかりの"):  # 買収したばかりの|会社
        return "連体"
    if last.surface in ("て", "で") and last.pos[1] == "接続助詞":
        return "て"
    if last.surface in ("が", "けれど", "けれども", "ものの", "のに") and last.pos[0] == "助詞":
        return "が"
    if last.surface in ("ば", "なら") or last.form.startswith("仮定") or re.search(r"(?:たら|だら)$", words):
        return "ば"
    if last.pos[0] in ("動詞", "助動詞", "形容詞") and last.form.startswith("連用"):
        return "連用"
    if last.pos[0] in ("動詞", "助動詞", "形容詞") and last.form.startswith(("連体", "終止")):
        return "連体"
    if last.pos[0] == "名詞":  # 買収、 with する left out
        return "連用"
    return "ため"


def inflection(tokens: Sequence[Token]) -> Iterator[Token]:
    """What inflects a verb, of the tokens behind it: し|なかっ|た, さ|れ|て|い|ない."""
    for t in tokens:
        if t.pos[0] in ("動詞", "助動詞", "形容詞") or t.surface in ("て", "で", "は"):
            yield t
        elif t.pos[0] not in ("接尾辞", "名詞"):
            return


def passive(inflecting: Iterable[Token]) -> bool:
    """買収さ|れ|た: れる or られる."""
    return any(t.lemma in ("れる", "られる") for t in inflecting)


def causative(inflecting: Iterable[Token]) -> bool:
    """買収さ|せ|た: せる or させる."""
    return any(t.lemma in ("せる", "させる") for t in inflecting)


def negated(inflecting: Iterable[Token]) -> bool:
    """買収し|なかっ|た, 買収せ|ず, 買収|し|て|い|ない."""
    return any(t.lemma in ("ない", "無い", "ず", "ぬ", "まい") and t.pos[0] in ("助動詞", "形容詞") for t in inflecting)


def past(inflecting: Iterable[Token]) -> bool:
    """買収し|た"""
    return any(t.lemma == "た" and t.pos[0] == "助動詞" for t in inflecting)
