"""Roles being filled for one trigger: what fits a role's type goes in, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.bodies import finances
from kg.clauses import Argument
from kg.discourse import Discourse
from kg.frames import DATE, MONEY, ORGANIZATION, ROUND, TITLE, Frame, Role
from kg.model import AGENTS, Amount, Date, Filler, Kind, Mention, Span


@dataclass
class Roles:
    """Roles being filled for one trigger."""

    frame: Frame
    discourse: Discourse
    filled: dict[str, list[Filler]] = field(default_factory=dict)
    unnamed: set[str] = field(default_factory=set)  # taken by a phrase that names nobody: ある企業が買収した

    def used(self) -> list[int]:
        """All entities that fill a role."""
        return [f.value for fs in self.filled.values() for f in fs if isinstance(f.value, int)]

    def ids(self, name: str | None) -> list[int]:
        """The entities that fill a role."""
        return [f.value for f in self.filled.get(name or "", ()) if isinstance(f.value, int)]

    def open(self, name: str | None) -> bool:
        """Whether a role is still to be filled."""
        return name is not None and name not in self.filled and name not in self.unnamed

    def put(self, name: str | None, mentions: Sequence[Mention], how: str, extend: bool = False) -> bool:
        """Fill a role with the entities or values of mentions that fit its type; False where none does."""
        role = self.frame.role(name) if name else None
        if role is None or (role.name in self.filled and not (extend and role.many)):
            return False
        if role.name in self.unnamed and how in ("topic", "shared", "relative", "cleft", "carried"):
            return False
        out: list[Filler] = []
        for m in mentions:
            for value in self._values(role, m):
                if not (isinstance(value, int) and value in self.used()):
                    out.append(Filler(value, m.span, how))
        if not out or (not role.many and role.type != ORGANIZATION and len({f.value for f in out}) > 1):
            return False
        self.filled[role.name] = [*self.filled.get(role.name, []), *out]
        return True

    def put_first(self, names: Iterable[str | None], mentions: Sequence[Mention], how: str) -> bool:
        """Fill the first of several roles that takes the mentions; False where none does."""
        return any(self.put(name, mentions, how) for name in names)

    def put_soft(self, name: str | None, mentions: Sequence[Mention], how: str) -> bool:
        """`put` for arguments that are not the clause's own, which must fit the role's `soft` type too."""
        role = self.frame.role(name) if name else None
        soft = role.soft if role else ""
        if name == "recipient":  # Xが全額を引き受け、翌年にも3億円を|集めた: a bank is not who receives
            mentions = [m for m in mentions if not any(finances(self.discourse.entities[e].label) for e in self.discourse.ids(m))]
        fitting = [m for m in mentions if not soft or any(self.discourse.fits(e, soft) for e in self.discourse.ids(m))]
        return bool(fitting) and self.put(name, fitting, how)

    def put_entity(self, name: str, entity: int, span: Span, how: str) -> None:
        """Fill a role with an entity that no mention of the sentence names."""
        if self.open(name) and entity not in self.used():
            self.filled[name] = [Filler(entity, span, how)]

    def _values(self, role: Role, m: Mention) -> Iterator[int | Date | Amount | str]:
        """What a mention is as a filler of a role: a date, an amount, a title, the entities that fit its type."""
        if role.type == MONEY:
            if m.kind is Kind.MONEY and isinstance(m.value, Amount) and m.rule not in ("equivalent", "unit-price"):
                yield m.value
        elif role.type == DATE:
            if m.kind is Kind.DATE and isinstance(m.value, Date):
                yield m.value
        elif role.type in (ROUND, TITLE):
            if m.kind.value == role.type:
                yield m.text
        elif m.kind in AGENTS:
            yield from (e for e in self.discourse.ids(m) if self.discourse.fits(e, role.type))


def by_case(arguments: Sequence[Argument], case: str) -> Iterator[list[Mention]]:
    """Agents of one case mark, those of one phrase together; the nearest phrase first."""
    found = [a for a in arguments if a.case == case and a.mention.kind in AGENTS]
    for distance in sorted({a.distance for a in found}):
        yield [a.mention for a in found if a.distance == distance]
