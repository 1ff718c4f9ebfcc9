"""Two clusters in, whether what they are called speaks against their being one: what keeps siblings and namesakes apart.

{林原弥一, 林原} and {林原朋子} → rivals;  {Lars Ekholm, エクホルム} and {Beth Okafor} → rivals
{イアン・ファロウ} and {Ian Farrow} → none
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.clusters import Cluster, key, parts
from kg.consonants import alike
from kg.kanji import of_kanji, with_kanji
from kg.model import EntityType
from kg.spelling import SAME, same_name

HEARD, HEARD_KANA = 0.02, 0.1  # what the learned spelling must give at least to two names whose consonants agree

_FOREIGN = (re.compile(r"[A-Za-zÀ-ÿ]"), re.compile(r"[ァ-ヶ]"))
_LONG = re.compile(r"[ーッ・=]")
_LATIN_END = re.compile(r"(?<=[^A-Z])[A-Z]{1,4}$")


def rivals(x: Cluster, y: Cluster) -> bool:
    """Whether the names of the one cannot be names of the other."""
    if any(_clash(a, b, x.type) for a in x.surfaces for b in y.surfaces):
        return True
    return any(_strangers(x.surfaces, y.surfaces, script) for script in _FOREIGN)


def one_sound(a: str, b: str) -> bool:
    """By the learned spelling, or by consonants where that does not rule it out; オープンAI and OpenAI end alike."""
    end = _LATIN_END.search(a)
    if end and b.endswith(end.group()) and len(b) > len(end.group()):
        a, b = a[: end.start()], b[: -len(end.group())]
    if len(a) > 3 and _LONG.sub("", a) == _LONG.sub("", b):  # マッケラン, マケラン
        return True
    sure = same_name(a, b)
    heard = HEARD_KANA if _FOREIGN[1].match(a) and _FOREIGN[1].match(b) else HEARD
    heard = heard / 5 if min(len(parts(a)), len(parts(b))) > 1 else heard  # several parts that agree
    return sure >= SAME or (sure >= heard and alike(a, b))


def _strangers(xs: Sequence[str], ys: Sequence[str], script: re.Pattern[str]) -> bool:
    """Names of one foreign script, a full one among them, of which no two share a part: エクホルム; ベス・オカフォー."""
    left, right = ([s for s in names if script.match(s) and not with_kanji(s)] for names in (xs, ys))
    if not (left and right and any(len(parts(s)) > 1 for s in left + right)):
        return False
    return not any(_related(a, b) for a in left for b in right)


@lru_cache(maxsize=1 << 9)
def _related(a: str, b: str) -> bool:
    """北嶺銀 and 北嶺銀行, or names with a part in common."""
    x, y = key(a), key(b)
    if x.startswith(y) or y.startswith(x) or (a.isupper() and len(a) <= 5) or (b.isupper() and len(b) <= 5):
        return True
    return any(_agree(p, q) for p in parts(a) for q in parts(b))


@lru_cache(maxsize=1 << 9)
def _clash(a: str, b: str, type_: EntityType) -> bool:
    """Two full names that differ: 林原弥一, 林原朋子; Lars Ekholm, Beth Okafor; 岸辺エレナ, Marcus Orwell."""
    if type_ is not EntityType.PERSON:
        return False
    x, y = key(a), key(b)
    if x.startswith(y) or y.startswith(x) or x.endswith(y) or y.endswith(x):
        return False
    if of_kanji(a[:1]) or of_kanji(b[:1]):
        both = of_kanji(a[:1]) and of_kanji(b[:1])
        return (both and max(len(x), len(y)) > 2) or (_full(a) and _full(b))
    pa, pb = parts(a), parts(b)
    return len(pa) > 1 and len(pb) > 1 and not (_agree(pa[0], pb[0]) and _agree(pa[-1], pb[-1])) and not one_sound(a, b)


def _full(name: str) -> bool:
    """三浦遥, マテオ・ラングリー; not 三浦."""
    return len(parts(name)) > 1 or (of_kanji(name[:1]) and len(name) > 3)


def _agree(p: str, q: str) -> bool:
    """Equal, an initial, or one by sound."""
    x, y = key(p), key(q)
    return x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) or one_sound(p, q)
