"""Accounts drawn by hand: the notation of tests/spec with an article's day before it, as in tests/reports/cases.txt.

told("2024-05-11 Acquisition Occurred | [acquirer 雲仙電装]は[target 早瀬精機]を買収した。") → one Account
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode
from spec_cases import ROLE

from kg.account import ROLES, Account, Agent, Event, Quote, Step, Sum, Told, Value
from kg.vocabulary import PREFIXES

BASE = "https://w3id.org/newskg/id/"
CASES = Path(__file__).parent / "reports" / "cases.txt"
_AMOUNT = re.compile(r"([A-Z]{3}):(\d+)(?:-(\d+))?:(\w+)")
_ENTITY = {"Position": ("holder", "organization")}


@dataclass(frozen=True)
class Case:
    line: int
    verdict: str  # same, different, disagree
    of: str  # the property at odds; 1 2: the articles that are the same, of more than two
    why: str
    accounts: tuple[Account, ...]


def cases() -> list[Case]:
    found = []
    at = 1
    for block in CASES.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            head, why = lines[0].split(": ", 1)
            verdict, _, of = head.partition(" ")
            found.append(Case(at + block.count("\n", 0, block.find(lines[0])), verdict, of, why, told(*lines[1:])))
        at += block.count("\n") + 2
    return found


def told(*lines: str) -> tuple[Account, ...]:
    """One account for each line, but for those that begin with + and belong to the one before."""
    articles: list[list[str]] = []
    for line in lines:
        if line.startswith("+ "):
            articles[-1].append(line)
        else:
            articles.append([line])
    return tuple(_account(number, article) for number, article in enumerate(articles, 1))


def iri(name: str, kind: str = "organization") -> str:
    return f"{BASE}{kind}/{name}"


def _account(number: int, lines: Sequence[str]) -> Account:
    published = lines[0].split()[0]
    article = f"{BASE}article/{_hash(str(number), *lines)}"
    events: dict[str, list[tuple[str, str]]] = {}
    text, quotes, agents, sums = "", {}, {}, {}
    suits: dict[str, list[Step]] = {}
    merged: dict[str, tuple[str, list[tuple[str, Value]], str, list[str]]] = {}
    for line in lines:
        head, body = line.split(" | ", 1)
        words = head.split()[1:]
        plain = ROLE.sub(lambda m: m[3], body)
        at = f"{article}#char={len(text)},{len(text) + len(plain)}"
        quotes[at] = Quote(at, article, len(text), len(text) + len(plain), plain)
        text += plain
        roles: list[tuple[str, Value]] = []
        date = None
        for role, value, shown in ((m[1], m[2] or m[3], m[3]) for m in ROLE.finditer(body)):
            if role in ("amount", "damages"):
                found = _sum(value, shown)
                sums[found.iri] = found
                roles.append((role, NamedNode(found.iri)))
            elif role in ("date", "startDate", "endDate"):
                date = _date(value)
                if words[0] != "Lawsuit":
                    roles.append((role, date))
            elif role in ("round", "title", "claim"):
                roles.append((role, Literal(value)))
            else:
                kind = "person" if role == "holder" else "organization"
                agents[iri(value, kind)] = Agent(iri(value, kind), kind.capitalize(), value, (), None, (at,))
                roles.append((role, NamedNode(iri(value, kind))))
        if words[0] == "Lawsuit":
            sides = json.dumps([str(v) for r, v in sorted(roles, key=str) if r in ("plaintiff", "defendant")])
            kept = merged.setdefault(sides, (words[0], [], "", []))
            kept[1].extend(x for x in roles if x not in kept[1])
            kept[3].append(at)
            suits.setdefault(sides, []).append(Step("", words[1], date, (at,)))
        else:
            merged[line] = (words[0], roles, words[1] if len(words) > 1 else "", [at])
    facts = [_event(*m, suits.get(key, [])) for key, m in merged.items()]
    del events
    return Account(
        (Told(article, f"{number}.txt", "", published),),
        tuple(agents[a] for a in sorted(agents)),
        tuple(sorted(facts, key=lambda f: f.iri)),
        sums,
        quotes,
    )


def _event(type: str, roles: Iterable[tuple[str, Value]], status: str, evidence: Sequence[str], steps: Sequence[Step]) -> Event:
    ordered = tuple(sorted(roles, key=lambda x: (ROLES[type].index(x[0]), str(x[1]))))
    filed = [f"filed {s.date.value}" for s in steps if s.action == "Filed" and s.date]
    node = f"{BASE}{type.lower()}/{_hash(type, status, *sorted(f'{r} {v}' for r, v in ordered), *filed)}"
    own = tuple(Step(f"{node}#{s.action}" + (f",{s.date.value}" if s.date else ""), s.action, s.date, s.evidence) for s in steps)
    return Event(node, type, ordered, status or None, "0.8", own, tuple(evidence))


def _sum(value: str, shown: str) -> Sum:
    found = _AMOUNT.fullmatch(value)
    assert found, value
    currency, low, high, bound = found.groups()
    node = f"{BASE}amount/{_hash(value, shown)}"
    return Sum(node, shown, currency, bound, None if high else low, low if high else None, high)


def _date(words: str) -> Literal:
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(words)]
    return Literal(words, datatype=NamedNode(PREFIXES["xsd"] + kind))


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]
