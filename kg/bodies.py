"""The name of an organization in, what kind of body it is out; and which kinds have a post or take part in an event.

    body("大阪地裁") → "court"; body("北嶺銀行") → "bank"; body("メイプル") → "company"
    has_post("company", "社長") → True; has_post("court", "社長") → False

Selectional preference, written down: a regional court has no CEO, a labour commission raises no round.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.match import lexicon

COURT, MEDIA, GOVERNMENT, COMPANY = "court", "media", "government", "company"  # of the second column
# what an omitted argument of an event or the unnamed owner of a post is not
OFFICIAL = frozenset([COURT, GOVERNMENT, MEDIA])

_FORMS = (  # legal forms that say more of a body than the end of its name: 社会福祉法人|あすなろ
    ("社会福祉法人", "association"),
    ("NPO法人", "association"),
    ("特定非営利活動法人", "association"),
    ("一般社団法人", "association"),
    ("公益社団法人", "association"),
    ("一般財団法人", "foundation"),
    ("公益財団法人", "foundation"),
    ("医療法人", "hospital"),
    ("学校法人", "school"),
    ("国立大学法人", "school"),
    ("独立行政法人", "body"),
    ("国立研究開発法人", "body"),
)
_OF_COURT = re.compile(r"(?:地裁|高裁|家裁|裁判所)")


@lru_cache(maxsize=1 << 10)
def body(name: str) -> str:
    """北星製薬 → company, 大阪地裁堺支部 → court, 白峰大学 → university."""
    if name.endswith("支部") and _OF_COURT.search(name):  # 大阪地裁堺支部
        return COURT
    form = next((kind for form, kind in _FORMS if name.startswith(form)), "")
    return form or _longest("org-kinds", name) or COMPANY


@lru_cache(maxsize=1 << 10)
def has_post(kind: str, title: str) -> bool:
    """Whether a kind of body has a post: a court has no CEO."""
    kinds = _longest("title-kinds", title)
    return not kinds or kind in kinds.split()


@lru_cache(maxsize=1 << 10)
def only(title: str) -> str:
    """The one kind of body that has a post; "" where several do: 裁判長 → court."""
    kinds = _longest("title-kinds", title).split()
    return kinds[0] if len(kinds) == 1 else ""


@lru_cache(maxsize=1 << 9)
def finances(name: str) -> bool:
    """青嶺銀行, 三浦キャピタル: gives money by trade."""
    words = lexicon("financiers")
    return any(name[i:] in words for i in range(len(name)))


def _longest(table: str, word: str) -> str:
    """What the longest ending of a word says in a table: 白峰大学病院 by 大学病院."""
    words = lexicon(table)
    return next((words[word[i:]] for i in range(len(word)) if word[i:] in words), "")
