"""Reads tests/spec/*.txt (the notation stands in tests/spec/README.md) and says where a Reading differs from a case."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from kg.model import Amount, Bound, Date, Fact, Reading
from kg.told import core_title

SPEC = Path(__file__).parent / "spec"
ROLE = re.compile(r"\[([a-zA-Z]+)(?:=([^\s\]]+))? ([^\]]+)\]")
DEFAULT = "2025-06-15"
FOUNDERS = {"創業者", "共同創業者", "創設者", "ファウンダー"}
GENERATION = re.compile(r"^[\d二三四五六七八九十]+代目の?")
MANY = {"founder", "investor", "acquirer", "seller", "plaintiff", "defendant"}


@dataclass(frozen=True)
class Expected:
    type: str
    label: str  # status, or action of a lawsuit's step
    roles: tuple[tuple[str, str], ...]
    optional: bool


@dataclass
class Case:
    file: str
    line: int
    text: str
    published: Date | None
    facts: list[Expected] = field(default_factory=list)

    @property
    def id(self) -> str:
        """lawsuit:こまい堂がネブリスを訴えた。 — the date stands at the end where it is not the usual one (@2023-04-10, @none)."""
        day = "" if str(self.published) == DEFAULT else f" @{self.published or 'none'}"
        return f"{self.file}:{self.text}{day}".replace("\n", "／")


def cases() -> Iterator[Case]:
    for path in sorted(SPEC.glob("*.txt")):
        yield from _file(path)


def _file(path: Path) -> Iterator[Case]:
    published: Date | None = _date(DEFAULT)
    case: Case | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("@published"):
            words = line.split()[1]
            published = None if words == "none" else _date(words)
            continue
        if not line.strip() or line.startswith("#"):
            continue
        head, body = (part.strip() for part in line.split("|", 1))
        text = ROLE.sub(lambda m: m[3], body).replace("／", "\n")
        if case is None or (case.text, case.published) != (text, published):
            if case is not None:
                yield case
            case = Case(path.stem, number, text, published)
        words = head.split()
        if words[0] == "Never":
            continue
        optional = words[0] == "Optional"
        words = words[1:] if optional else words
        roles = tuple((m[1], m[2] or m[3]) for m in ROLE.finditer(body))
        case.facts.append(Expected(words[0], words[1] if len(words) > 1 else "", roles, optional))
    if case is not None:
        yield case


def _date(words: str) -> Date:
    return Date(*(int(p) for p in words.split("-")))


def _amount(words: str) -> Amount | None:
    found = re.fullmatch(r"([A-Z]{3}):([\d.]+)(?:-([\d.]+))?:(\w+)", words)
    if not found:
        return None
    currency, low, high, bound = found.groups()
    if high:
        return Amount(None, currency, Bound(bound), Decimal(low), Decimal(high))
    return Amount(Decimal(low), currency, Bound(bound))


def differences(case: Case, reading: Reading) -> list[str]:
    """Empty when the reading says just what the case expects."""
    got = [d for f in reading.facts for d in _flat(f, reading)]
    wanted = [e for e in case.facts if e.type != "Lawsuit"]
    suits = _suits([e for e in case.facts if e.type == "Lawsuit"])
    out = []
    for want, optional in [(_wanted(e), e.optional) for e in wanted] + suits:
        hit = next((g for g in got if _same(want, g)), None)
        if hit is not None:
            got.remove(hit)
        elif not optional:
            out.append(f"missing {want}")
    for g in got:
        if g.get("title") not in FOUNDERS and not any(o.optional and o.type == g["type"] for o in case.facts):
            out.append(f"spurious { {k: v for k, v in g.items() if v} }")
    return out


def _wanted(e: Expected) -> dict[str, object]:
    out: dict[str, object] = {"type": e.type, "label": e.label if e.type != "Position" else ""}
    for role, value in e.roles:
        if role in ("amount", "damages"):
            out[role] = _amount(value)
        elif role == "title":
            out[role] = _title(value)
        elif role in MANY:
            out.setdefault(role, set()).add(value)  # type: ignore[attr-defined]
        else:
            out[role] = value
    return out


def _suits(steps: list[Expected]) -> list[tuple[dict[str, object], bool]]:
    """Steps of one dispute as one wanted fact, optional when each of its steps is."""
    out: dict[tuple[object, ...], dict[str, object]] = {}
    for e in steps:
        w = _wanted(e)
        key = (frozenset(w.get("plaintiff", ())), frozenset(w.get("defendant", ())))  # type: ignore[arg-type]
        suit = out.setdefault(key, {"type": "Lawsuit", "label": "", "steps": [], "optional steps": []})
        suit["optional steps" if e.optional else "steps"].append((e.label, w.get("date")))  # type: ignore[attr-defined]
        suit.update({k: v for k, v in w.items() if k in ("plaintiff", "defendant", "court", "damages")})
    return [(suit, not suit["steps"]) for suit in out.values()]


def _flat(f: Fact, reading: Reading) -> list[dict[str, object]]:
    names = {e.id: {_norm(n) for n in e.names} for e in reading.entities}
    out: dict[str, object] = {"type": f.type, "label": "" if f.type in ("Position", "Lawsuit") else f.status.value}
    for role, value in f.roles:
        shown: object = names[value] if isinstance(value, int) else value
        if isinstance(value, Date):
            shown = str(value)
        if role == "title":
            shown = _title(str(value))
        if role in MANY:
            out.setdefault(role, []).append(shown)  # type: ignore[attr-defined]
        else:
            out[role] = shown
    if f.type == "Lawsuit":
        out["steps"] = [(p.action.value, str(p.date) if p.date else None) for p in f.proceedings]
    return [out]


def _title(words: str) -> str:
    """2代目社長 → 社長: which holder of the post it is may be kept or left out, as 元 and 初代."""
    return core_title(GENERATION.sub("", words))


def _norm(name: str) -> str:
    return re.sub(r"[\s「」『』]", "", unicodedata.normalize("NFKC", name))


def _same(want: dict[str, object], got: dict[str, object]) -> bool:
    for role in {*want, *got}:
        w, g = want.get(role), got.get(role)
        if role in MANY:
            wanted, have = sorted(w or ()), list(g or ())  # type: ignore[call-overload]
            if len(wanted) != len(have) or not all(any(_norm(n) in h for h in have) for n in wanted):
                return False
        elif isinstance(g, set):
            if w is None or _norm(str(w)) not in g:
                return False
        elif role == "steps":
            rest = Counter(g or ())  # type: ignore[call-overload]
            rest.subtract(w or ())  # type: ignore[arg-type]
            if min(rest.values(), default=0) < 0 or +rest - Counter(want.get("optional steps") or ()):  # type: ignore[call-overload]
                return False
        elif role == "optional steps":
            continue
        elif role in ("title", "round"):
            if _norm(str(w or "")) != _norm(str(g or "")):
                return False
        elif w != g:
            return False
    return True
