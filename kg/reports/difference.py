"""Two graphs in, what one tells and the other does not out: entities and facts, not triples.

    difference(accounts of a.ttl, accounts of b.ttl) →
    + acquisition 雲仙電装 → 早瀬精機 (2024-05-10)
    ~ funding 椋木キャピタル → 白鳥ロボ: status planned → occurred, amount 3億円 → 5億円
    - organization 早瀬工業

Nodes are matched by IRI; what is left of one type and key party by what else they share, since an event's IRI changes with what it tells.
Where only evidence or confidence differs, it is counted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Quad

from kg.account import ROLES, Account, Agent, Event
from kg.reports import wording
from kg.reports.accounts import accounts_of
from kg.reports.exactness import finest
from kg.reports.tellings import KEY, PARTIES
from kg.terminal import line
from kg.told import same_title

Values = tuple[str, ...]

WORDS = {
    "ja": {
        "equal": "違いはない。",
        "count": "追加 {new} 件、消失 {gone} 件、変更 {changed} 件",
        "evidence": "根拠か確信度だけの変更 {n} 件",
        "beyond": "事実を述べない三つ組の違い {n} 件",
        "added": "{property}を追加: {to}",
        "removed": "{property}を削除: {of}",
        "changed": "{property} {of} → {to}",
    },
    "en": {
        "equal": "no difference.",
        "count": "{new} new, {gone} gone, {changed} changed",
        "evidence": "evidence or confidence alone of {n} more",
        "beyond": "{n} triples that tell no fact",
        "added": "{property} added: {to}",
        "removed": "{property} removed: {of}",
        "changed": "{property} {of} → {to}",
    },
}


@dataclass(frozen=True, slots=True)
class Thing:
    """An article, entity or fact: its values by property, as people read them; `grounds` are its evidence and confidence."""

    iri: str
    type: str
    named: str  # 青空電機; 雲仙電装 → 早瀬精機
    values: tuple[tuple[str, Values], ...]
    grounds: Values
    key: Values = ()  # of a fact, what its like must share
    signs: frozenset[tuple[str, str]] = frozenset()  # … and of what else the more the better

    def get(self, property: str) -> Values:
        return dict(self.values).get(property, ())


@dataclass(frozen=True, slots=True)
class Change:
    property: str
    gone: Values
    new: Values


@dataclass(frozen=True, slots=True)
class Difference:
    """What b tells and a does not, and the other way; each kind sorted."""

    new: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    changed: tuple[tuple[Thing, Thing, tuple[Change, ...]], ...]
    evidence: int = 0  # matched things of which only evidence or confidence differs
    beyond: int = 0  # triples that differ though no thing does

    @property
    def equal(self) -> bool:
        return not (self.new or self.gone or self.changed or self.evidence or self.beyond)


def run(a: Sequence[Quad], b: Sequence[Quad], lang: str, format: str = "text") -> tuple[str, bool]:
    """What to print, in `text` or in `json`, and whether two graphs are equal."""
    found = of_quads(a, b)
    return (json.dumps(rows(found), ensure_ascii=False, indent=1) + "\n" if format == "json" else text(found, lang)), found.equal


def of_quads(a: Sequence[Quad], b: Sequence[Quad]) -> Difference:
    """Of two graphs, whether their articles stand in named graphs or not."""
    found = difference(accounts_of(a), accounts_of(b))
    said = [
        {q.triple for q in quads if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)}
        for quads in (a, b)
    ]
    beyond = len(said[0] ^ said[1]) if found.equal else 0
    return Difference(found.new, found.gone, found.changed, found.evidence, beyond)


def difference(a: Iterable[Account], b: Iterable[Account]) -> Difference:
    """The order of accounts changes nothing."""
    one, other = things(a), things(b)
    pairs = [(one[iri], other[iri]) for iri in one if iri in other]
    lost = [t for iri, t in one.items() if iri not in other]
    found = [t for iri, t in other.items() if iri not in one]
    alike = _alike(lost, found)
    pairs += alike
    matched = {t.iri for pair in alike for t in pair}
    changed = [(x, y, changes) for x, y in pairs if (changes := _changes(x, y))]
    told = {x.iri for x, _, _ in changed}
    return Difference(
        tuple(sorted((t for t in found if t.iri not in matched), key=_order)),
        tuple(sorted((t for t in lost if t.iri not in matched), key=_order)),
        tuple(sorted(changed, key=lambda c: _order(c[1]))),
        sum(x.iri not in told and x.grounds != y.grounds for x, y in pairs),
    )


_TYPES = ("Article", "Person", "Organization", *ROLES)


def _order(t: Thing) -> tuple[int, str, str]:
    return _TYPES.index(t.type), t.named, t.iri


def things(accounts: Iterable[Account]) -> dict[str, Thing]:
    """All that the accounts tell, by IRI; what several tell of one IRI is put together."""
    told = list(accounts)
    called = wording.labels(told)
    agents: dict[str, list[Agent]] = defaultdict(list)
    facts: dict[str, list[Event]] = defaultdict(list)
    out = {}
    for a in told:
        for article in a.articles:
            values = [
                (p, (w,))
                for p, w in (("title", article.title), ("published", article.published), ("source", article.source))
                if w
            ]
            out[article.iri] = Thing(article.iri, "Article", wording.source(article), tuple(values), ())
        for agent in a.agents:
            agents[agent.iri].append(agent)
        for fact in a.facts:
            facts[fact.iri].append(fact)
    out |= {iri: _entity(agents[iri]) for iri in agents}
    out |= {iri: _fact(facts[iri], called) for iri in facts}
    return {iri: out[iri] for iri in sorted(out)}


def _entity(told: Sequence[Agent]) -> Thing:
    labels = _sorted(a.label for a in told)
    ages = _sorted(str(a.age) for a in told if a.age is not None)
    names = _sorted(n for a in told for n in a.names if n not in labels)
    values = (("type", _sorted(a.type for a in told)), ("label", labels), ("names", names), ("age", ages))
    return Thing(told[0].iri, min(a.type for a in told), labels[0], _some(values), _sorted(e for a in told for e in a.evidence))


def _fact(told: Sequence[Event], called: dict[str, str]) -> Thing:
    first = min(told, key=lambda e: str(e.roles))
    roles = {role: _sorted(wording.shown(v, called) for e in told for v in e.get(role)) for role in ROLES[first.type]}
    steps = _steps(told)
    values = _some((*roles.items(), ("status", _sorted(e.status for e in told if e.status)), ("steps", steps)))
    grounds = _sorted(
        [*(x for e in told for x in (*e.evidence, e.confidence)), *(x for e in told for s in e.steps for x in s.evidence)]
    )
    when = next((roles[r][0] for r in ("date", "startDate") if roles.get(r)), "")
    named = wording.parties(first, called) + (f" ({when})" if when else "")
    key = _sorted(f"{role} {v}" for e in told for role in KEY[first.type] for v in e.named(role))
    others = [*PARTIES[first.type], *(r for r in ("amount", "damages", "date", "startDate", "round", "court") if r in roles)]
    signs = {(role, str(v)) for e in told for role in others for v in e.get(role)}
    return Thing(first.iri, first.type, named, values, grounds, key, frozenset(signs))


def _steps(told: Sequence[Event]) -> Values:
    """Each step of a suit once, as exactly as any graph dates it."""
    dates = {(s.action, s.date.value if s.date else "") for e in told for s in e.steps}
    exact = set()
    for action, date in dates:
        finer = finest(date, (d for a, d in dates if a == action))
        exact.add(f"{action} {finer[0] if len(finer) == 1 else date}".strip())
    return _sorted(exact)


def _sorted(words: Iterable[str]) -> Values:
    return tuple(sorted(set(words)))


def _some(values: Iterable[tuple[str, Values]]) -> tuple[tuple[str, Values], ...]:
    return tuple((p, vs) for p, vs in values if vs)


def _changes(a: Thing, b: Thing) -> tuple[Change, ...]:
    properties = dict.fromkeys(p for p, _ in (*a.values, *b.values))
    both = ((p, a.get(p), b.get(p)) for p in properties)
    return tuple(Change(p, tuple(v for v in x if v not in y), tuple(v for v in y if v not in x)) for p, x, y in both if x != y)


def _alike(lost: Sequence[Thing], found: Sequence[Thing]) -> list[tuple[Thing, Thing]]:
    """Facts of one type and key party that share most, each matched once: an event of which a graph tells more has another IRI."""
    by: dict[tuple[str, Values, tuple[str, str]], list[Thing]] = defaultdict(list)
    for t in found:
        for word in _shelves(t):
            by[(t.type, t.key, word)].append(t)
    scores: dict[tuple[str, str], tuple[int, Thing, Thing]] = {}
    for t in lost:
        for word in _shelves(t):
            for other in by[(t.type, t.key, word)][:_MOST]:
                if _like(t, other):
                    scores[(t.iri, other.iri)] = (len(t.signs & other.signs), t, other)
    out: list[tuple[Thing, Thing]] = []
    taken: set[str] = set()
    for (x, y), (_, t, other) in sorted(scores.items(), key=lambda s: (-s[1][0], s[0])):
        if not {x, y} & taken:
            taken |= {x, y}
            out.append((t, other))
    return out


_MOST = 64  # of facts that share a word, how many one is compared with
_SIGN = {"Position": "title", "Funding": "round"}


def _shelves(t: Thing) -> Iterable[tuple[str, str]]:
    if t.type in PARTIES:
        yield from sorted(t.signs)
    if t.type in ("Founding", "Position"):
        yield ("", "")


def _like(a: Thing, b: Thing) -> bool:
    """Not two posts of one person, two rounds of one company, or a suit and its counter-suit."""
    property = _SIGN.get(a.type, "")
    for x, y in zip(a.get(property), b.get(property), strict=False):
        if not (same_title(x, y) if a.type == "Position" else x == y):
            return False
    sides = [{s for s in t.signs if s[0] in ("plaintiff", "defendant")} for t in (a, b)]
    return a.type != "Lawsuit" or bool(sides[0] & sides[1])


def rows(found: Difference) -> dict[str, Any]:
    """Plain values, for JSON."""
    return {
        "equal": found.equal,
        "new": [_plain(t) for t in found.new],
        "gone": [_plain(t) for t in found.gone],
        "changed": [
            {
                "type": b.type,
                "named": b.named,
                "was": a.iri,
                "is": b.iri,
                "changes": [{"property": c.property, "gone": list(c.gone), "new": list(c.new)} for c in changes],
            }
            for a, b, changes in found.changed
        ],
        "evidence": found.evidence,
        "beyond": found.beyond,
    }


def _plain(t: Thing) -> dict[str, Any]:
    return {"type": t.type, "named": t.named, "iri": t.iri, "values": {p: list(vs) for p, vs in t.values}}


def text(found: Difference, lang: str) -> str:
    """For people: - gone, + new, ~ changed."""
    say = WORDS[lang]
    if found.equal:
        return say["equal"] + "\n"
    lines = [f"- {_title(t, lang)}" for t in found.gone] + [f"+ {_title(t, lang)}" for t in found.new]
    for _, b, changes in found.changed:
        lines.append(f"~ {_title(b, lang)}: " + (", " if lang == "en" else "、").join(_change(c, lang, say) for c in changes))
    counts = [say["count"].format(new=len(found.new), gone=len(found.gone), changed=len(found.changed))]
    counts += [say[k].format(n=n) for k, n in (("evidence", found.evidence), ("beyond", found.beyond)) if n]
    return "\n".join([*lines, ("; " if lang == "en" else "。").join(counts)]) + "\n"


def _title(t: Thing, lang: str) -> str:
    status = t.get("status")
    mark = f" [{', '.join(wording.status(s, lang) for s in status)}]" if status and status != ("Occurred",) else ""
    return f"{wording.kind(t.type, lang)} {line(t.named)}{mark}"


def _change(c: Change, lang: str, say: Mapping[str, str]) -> str:
    read = wording.status if c.property == "status" else _step if c.property == "steps" else lambda w, _: w
    gone, new = (", ".join(line(read(w, lang)) for w in words) for words in (c.gone, c.new))
    kind = "changed" if gone and new else "added" if new else "removed"
    return say[kind].format(property=wording.role(c.property, lang), of=gone, to=new)


def _step(words: str, lang: str) -> str:
    """Filed 2023-05 → 提訴 2023-05"""
    action, _, date = words.partition(" ")
    return f"{wording.action(action, lang)} {date}".strip()
