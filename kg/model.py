"""Every noun of the river, frozen. Spans count Unicode code points; `end` is exclusive.

An article is read once (`text`) and parsed in a normalised form (`norm`); every span inside the river is into `norm`,
and `Article.quote` takes it back to the text as it was read: `article.text[a:b]` is the quote, always.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the normalised text: [start, end)."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `offsets[i]` is the place in `text` where `norm[i]` begins; it has len(norm) + 1 entries."""

    text: str
    norm: str
    offsets: tuple[int, ...]
    title: str | None = None
    published: Date | None = None
    source: str | None = None  # a URL or a file's name, only ever told, never opened

    @property
    def identifier(self) -> str:
        """sha256:…, of the text: the same text, the same article."""
        return f"sha256:{hashlib.sha256(self.text.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def original(self, span: Span) -> Span:
        """The span in `text`; never empty for a non-empty span, even where one character became several (㈱ → (株))."""
        start, end = self.offsets[span.start], self.offsets[span.end]
        if end <= start < len(self.text):
            end = start + 1
        return Span(start, end)

    def quote(self, span: Span) -> str:
        found = self.original(span)
        return self.text[found.start : found.end]


@dataclass(frozen=True, slots=True)
class Token:
    """A short-unit word of UniDic. `pos` has four levels; `*` and missing features are ''."""

    start: int
    end: int
    surface: str
    pos: tuple[str, str, str, str]
    lemma: str
    form: str = ""  # conjugation form: 連用形-一般 …
    kana: str = ""
    origin: str = ""  # 語種: 和 漢 外 固 …

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Bunsetsu:
    """Tokens [first, last) of its sentence; `head` is the index of the bunsetsu it depends on, -1 at the root."""

    first: int
    last: int
    head: int


class Zone(StrEnum):
    """What part of the page a sentence stands in."""

    HEADLINE = "headline"
    BODY = "body"
    BYLINE = "byline"  # date lines, credits
    FURNITURE = "furniture"  # disclaimers, share buttons, navigation: yields no facts


@dataclass(frozen=True, slots=True)
class Sentence:
    index: int
    span: Span
    text: str
    zone: Zone = Zone.BODY
    tokens: tuple[Token, ...] = ()
    bunsetsu: tuple[Bunsetsu, ...] = ()


class Kind(StrEnum):
    """What a mention is of."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    PRODUCT = "product"
    OTHER = "other"  # a name of something else: event, law, work
    DATE = "date"
    MONEY = "money"
    TITLE = "title"
    AGE = "age"
    ROUND = "round"
    ANAPHOR = "anaphor"  # 同社 同氏 両者 彼 この億万長者


AGENTS = (Kind.PERSON, Kind.ORGANIZATION, Kind.ANAPHOR)  # who can do something


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date as exact as the text allows: year, year-month or year-month-day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        out = f"{self.year:04d}"
        if self.month is not None:
            out += f"-{self.month:02d}"
            if self.day is not None:
                out += f"-{self.day:02d}"
        return out


class Bound(StrEnum):
    EXACT = "Exact"
    MIN = "Min"
    MAX = "Max"
    ABOUT = "About"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in whole units of `currency` (ISO 4217): either `value`, or `low` and `high` (数千万ドル)."""

    value: Decimal | None
    currency: str
    bound: Bound = Bound.EXACT
    low: Decimal | None = None
    high: Decimal | None = None


Value = Date | Amount | str | int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to something. `rule` names what found it; `score` is 0 to 1."""

    span: Span
    kind: Kind
    text: str  # norm[span]
    rule: str
    value: Value = None
    score: float = 1.0


class EntityType(StrEnum):
    PERSON = "Person"
    ORGANIZATION = "Organization"


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an organization of the article with all its mentions, in text order.

    `label` is the fullest name as written, `names` every surface form that refers to it (label included), `seats` where an
    organization is, as written.
    """

    id: int
    type: EntityType
    label: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    age: int | None = None
    seats: tuple[str, ...] = ()


class Status(StrEnum):
    OCCURRED = "Occurred"
    PLANNED = "Planned"
    PROPOSED = "Proposed"
    REJECTED = "Rejected"
    CANCELLED = "Cancelled"
    ALLEGED = "Alleged"
    DENIED = "Denied"


class Action(StrEnum):
    """A step of a lawsuit."""

    FILED = "Filed"
    WITHDRAWN = "Withdrawn"
    REFILED = "Refiled"
    AMENDED = "Amended"
    DISMISSED = "Dismissed"
    RULED = "Ruled"
    APPEALED = "Appealed"
    SETTLED = "Settled"
    INJUNCTION = "Injunction"


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: an entity's id, a value or words; where it stands, and how it was known."""

    value: int | Date | Amount | str  # int: Entity.id
    span: Span
    how: str = "explicit"  # explicit, topic, relative, coordinated, phrase, carried, line, above …


@dataclass(frozen=True, slots=True)
class Statement:
    """What one clause says: a fact type with its roles filled."""

    type: str  # Founding, Funding, Acquisition, Lawsuit, Position
    roles: tuple[tuple[str, Filler], ...]
    trigger: Span
    sentence: int
    rule: str
    status: Status = Status.OCCURRED
    cues: tuple[Span, ...] = ()  # the words that decide the status
    action: Action | None = None  # of a lawsuit's step
    confidence: float = 0.8
    certain: bool = True  # whether words decide the status; an event only named (この買収) says nothing of it
    refers: bool = False  # points to an event told before (この申し出) and is none of its own
    again: bool = False  # 再び, 改めて stands with the trigger

    def get(self, role: str) -> tuple[Filler, ...]:
        return tuple(f for r, f in self.roles if r == role)


@dataclass(frozen=True, slots=True)
class Proceeding:
    action: Action
    date: Date | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Statements about the same thing, merged. `roles` maps a role to its values; spans stand in `evidence`."""

    type: str
    roles: tuple[tuple[str, int | Date | Amount | str], ...]
    status: Status
    evidence: tuple[Span, ...]
    confidence: float
    statements: tuple[Statement, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    labels: tuple[tuple[Amount, str], ...] = field(default=())  # amounts as written

    def get(self, role: str) -> tuple[int | Date | Amount | str, ...]:
        return tuple(v for r, v in self.roles if r == role)


@dataclass(frozen=True, slots=True)
class Gap:
    """A trigger that gave no fact, and why: for `kg explain`."""

    type: str
    trigger: Span
    sentence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the river found in one article."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    gaps: tuple[Gap, ...] = ()
    least: float = 0.0  # the confidence below which facts were left out

    def surer(self, confidence: float) -> Reading:
        """Without the facts below this confidence, as it is written: to two places."""
        return replace(self, facts=tuple(f for f in self.facts if round(f.confidence, 2) >= confidence), least=confidence)
