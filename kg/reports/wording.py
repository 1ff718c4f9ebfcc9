"""Terms of the graph in, words for people out, in Japanese and in English: the ontology's labels, without reading it.

kind("Acquisition", "ja") → 買収;  status("Planned", "ja") → 予定;  role("startDate", "en") → start date
labels(accounts)["https://…/organization/%E9…"] → 青空電機
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal

from kg.account import Account, Event, Told, Value
from kg.terminal import line

KINDS = {
    "Person": ("人物", "person"),
    "Organization": ("組織", "organization"),
    "Article": ("記事", "article"),
    "Position": ("役職・所属", "position"),
    "Founding": ("設立", "founding"),
    "Funding": ("資金調達", "funding"),
    "Acquisition": ("買収", "acquisition"),
    "Lawsuit": ("訴訟", "lawsuit"),
}
STATUSES = {
    "Occurred": ("実現", "occurred"),
    "Planned": ("予定", "planned"),
    "Proposed": ("提案", "proposed"),
    "Rejected": ("拒否", "rejected"),
    "Cancelled": ("中止", "cancelled"),
    "Alleged": ("主張", "alleged"),
    "Denied": ("否定", "denied"),
}
ACTIONS = {
    "Filed": ("提訴", "filed"),
    "Withdrawn": ("取り下げ", "withdrawn"),
    "Refiled": ("再提訴", "refiled"),
    "Amended": ("訴状の修正", "amended"),
    "Dismissed": ("棄却・却下", "dismissed"),
    "Ruled": ("判決", "ruled"),
    "Appealed": ("控訴・上告", "appealed"),
    "Settled": ("和解", "settled"),
    "Injunction": ("仮処分・差止め", "injunction"),
}
MOMENTS = {"start": ("就任", "begins"), "end": ("退任", "ends")}
ROLES = {
    "holder": ("就任者", "holder"),
    "organization": ("所属組織", "organization"),
    "title": ("役職名", "title"),
    "startDate": ("就任日", "start date"),
    "endDate": ("退任日", "end date"),
    "founded": ("設立された組織", "founded"),
    "founder": ("創設者", "founder"),
    "recipient": ("資金の受け手", "recipient"),
    "investor": ("資金の出し手", "investor"),
    "acquirer": ("買い手", "acquirer"),
    "target": ("買収対象", "target"),
    "seller": ("売り手", "seller"),
    "plaintiff": ("原告", "plaintiff"),
    "defendant": ("被告", "defendant"),
    "court": ("裁判所", "court"),
    "damages": ("請求額", "damages"),
    "claim": ("請求の内容", "claim"),
    "amount": ("金額", "amount"),
    "round": ("調達ラウンド", "round"),
    "date": ("日付", "date"),
    "status": ("実現状況", "status"),
    "steps": ("経過", "steps"),
    "label": ("名前", "label"),
    "names": ("別名", "other names"),
    "age": ("年齢", "age"),
    "type": ("種類", "type"),
    "published": ("公開日", "published"),
    "source": ("出典", "source"),
}


def _word(table: dict[str, tuple[str, str]], key: str, lang: str) -> str:
    return table[key][lang != "ja"] if key in table else key


def kind(type: str, lang: str) -> str:
    return _word(KINDS, type, lang)


def status(words: str, lang: str) -> str:
    return _word(STATUSES, words, lang)


def action(words: str, lang: str) -> str:
    return _word(ACTIONS, words, lang)


def moment(words: str, lang: str) -> str:
    return _word(MOMENTS, words, lang)


def role(words: str, lang: str) -> str:
    return _word(ROLES, words, lang)


def labels(accounts: Iterable[Account]) -> dict[str, str]:
    """What each entity and each sum is called; of several names the first by order."""
    out: dict[str, str] = {}
    for a in accounts:
        sums = ((s.iri, s.label or f"{s.value or f'{s.low}–{s.high}'} {s.currency}") for s in a.sums.values())
        for iri, label in (*((g.iri, g.label) for g in a.agents), *sums):
            out[iri] = min(label, out.get(iri, label))
    return out


def shown(value: Value, called: dict[str, str]) -> str:
    """青空電機; 約300億円; 2024-05"""
    return line(value.value if isinstance(value, Literal) else called.get(value.value, value.value))


def source(article: Told) -> str:
    """Its title, else its source, else the end of its IRI."""
    return line(article.title or article.source or article.iri.rpartition("/")[2])


def quoted(quotes: Sequence[str]) -> str:
    return "".join(f"「{line(q)}」" for q in quotes)


def parties(e: Event, called: dict[str, str]) -> str:
    """雲仙電装 → 早瀬精機: who does it, and to whom."""
    sides = {
        "Position": ("holder", "organization"),
        "Founding": ("founder", "founded"),
        "Funding": ("investor", "recipient"),
        "Acquisition": ("acquirer", "target"),
        "Lawsuit": ("plaintiff", "defendant"),
    }[e.type]
    names = ["・".join(shown(v, called) for v in e.get(side)) for side in sides]
    return " → ".join(n or "?" for n in names) if names[0] else names[1]
