"""Two units in, what they have in common beyond their names out: a post's holder, the other side of an event, company kept.

common(groups, 3, 7) → Common("strong", "both have 植田 as 総裁");  "" where there is nothing
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.bodies import OFFICIAL, body
from kg.identity.against import ESTABLISHED
from kg.identity.forms import NAMES, commonplace, families, generic, latin, parts, person_key, skeletons, unplaced
from kg.identity.groups import Groups
from kg.identity.matters import NO_MATTER, Matter
from kg.identity.sounds import near
from kg.identity.summaries import Summary
from kg.identity.titles import one_post
from kg.identity.units import Tie, Unit

# what words that two articles share weigh together, at least: for a rare full name, a rare family name, one matter, a common name, to
# count for as much as an event; and that beside a body that both tell of
HINT, SOME, LIKELY, FIRM, SURE = 0.3, 0.6, 0.8, 1.0, 1.2
BESIDES = 0.6

TOWN = frozenset("市町村区都道府県")
FEW = 24  # pairs of ties that are all compared
STRONG, WEAK, NONE = "strong", "weak", ""


class Common(NamedTuple):
    """How much two have in common, and what, in words; `matter` is weighed unless a tie says enough."""

    strength: str
    words: str
    matter: Matter = NO_MATTER


def common(groups: Groups, a: int, b: int) -> Common:
    """The strongest that two units' groups have in common."""
    ours, theirs = groups.summary(a), groups.summary(b)
    for kind, ties in theirs.ties.items():
        for mine, tie in _comparable(groups, ours.ties[kind], ties) if kind in ours.ties else ():
            if fits(mine, tie) and same_other(groups, mine.other, tie.other):
                return Common(STRONG, _told(groups, tie))
    x, y = set(map(groups.find, ours.beside)), set(map(groups.find, theirs.beside))
    shared = sorted(i for i in x & y if telling(groups, i))
    beside = "told of beside " + ", ".join(groups.units[i].label for i in shared[:2])
    matter = one_matter(groups, ours, theirs, a, b)
    if matter.weight >= (BESIDES if shared else SURE):
        return Common(STRONG, f"{beside}, in {told_of(matter)}" if shared else told_of(matter), matter)
    if shared:
        return Common(WEAK, beside, matter)
    return Common(WEAK, told_of(matter), matter) if matter.weight >= LIKELY else Common(NONE, "", matter)


def _comparable(groups: Groups, ours: Sequence[Tie], theirs: Sequence[Tie]) -> Iterable[tuple[Tie, Tie]]:
    """Pairs of ties; of many, those whose other sides may be one for all that their names tell."""
    if len(ours) * len(theirs) <= FEW:
        return ((mine, tie) for tie in theirs for mine in ours)
    of: dict[str, list[Tie]] = defaultdict(list)
    for mine in ours:
        for key in (str(groups.find(mine.other)), *_keys(groups.units[mine.other].told.name)[0]):
            of[key].append(mine)
    return (
        (mine, tie)
        for tie in theirs
        for key in (str(groups.find(tie.other)), *_keys(groups.units[tie.other].told.name)[1])
        for mine in of.get(key, ())
    )


@lru_cache(maxsize=NAMES)
def _keys(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a name: by what it is found, and by what those are that same_other may take for it: a key, a family, a town, a sound in the
    other script.
    """
    town, pieces, latins = unplaced(name), parts(name), latin(name)
    both = {person_key(name), *families(name), *(town[: i + 1] for i, c in enumerate(town) if c in TOWN)}
    sounds = {s[0] for s in skeletons(pieces[0]) if s} if pieces else set()
    own, other = ({f"{side} {len(pieces)} {s}" for s in sounds} for side in (latins, not latins))
    return tuple(sorted(both | own)), tuple(sorted(both | other))


def one_matter(groups: Groups, ours: Summary, theirs: Summary, a: int, b: int) -> Matter:
    """What the articles that tell of two have in common, whoever is told of in them."""
    return groups.matters.shared(ours.spoken, theirs.spoken, (groups.units[a].told.name, groups.units[b].told.name))


def told_of(matter: Matter) -> str:
    return "articles that both speak of " + ", ".join(matter.words)


def thin(groups: Groups, a: int, b: int) -> bool:
    """Whether the first one's name is a common one, and nothing but the name makes two bodies one."""
    if not commonplace(groups.units[a].told.name) or max(groups.group(a).size, groups.group(b).size) >= ESTABLISHED:
        return False
    return not common(groups, a, b).strength


def fits(a: Tie, b: Tie) -> bool:
    """社長 and 代表取締役社長, acquirer and acquirer; what has no title fits nothing."""
    if (a.fact, a.role) != (b.fact, b.role):
        return False
    if a.fact == "Position":
        return one_post(a.detail, b.detail)
    return a.detail == b.detail


def same_other(groups: Groups, a: int, b: int) -> bool:
    """Whether the other sides of two ties are one: joined, or a person called 植田 there and 植田和男 here."""
    if groups.one(a, b):
        return telling(groups, a)
    x, y = groups.units[a], groups.units[b]
    if x.person != y.person:
        return False
    if latin(x.told.name) != latin(y.told.name):  # Marcus Ellwood of Tessaline, and マーカス・エルウッド of テサリン
        return x.full == y.full and telling(groups, a) and near(x.told.name, y.told.name)
    if not x.person:
        return one_town(x.told.name, y.told.name)
    if x.full == y.full:
        return person_key(x.told.name) == person_key(y.told.name)
    short, long = (y, x) if x.full else (x, y)
    return person_key(short.told.name) in families(long.told.name)


def one_town(a: str, b: str) -> bool:
    """下諏訪町, whose 教育長 one has, and 下諏訪町教育委員会."""
    if a[-1] not in TOWN and b[-1] not in TOWN:
        return False
    short, long = sorted((unplaced(a), unplaced(b)), key=len)
    return short[-1:] in TOWN and long.startswith(short)


def telling(groups: Groups, unit: int) -> bool:
    """Whether having to do with it tells anything: not a court, a ministry, a newspaper, 労働組合."""
    u = groups.units[unit]
    return u.person or _tells(u.told.name)


@lru_cache(maxsize=NAMES)
def _tells(name: str) -> bool:
    return not generic(name) and body(name) not in OFFICIAL


def _told(groups: Groups, tie: Tie) -> str:
    other = groups.units[tie.other].label
    if tie.fact == "Position":
        return f"both told as {tie.detail} of {other}" if tie.role == "holder" else f"both have {other} as {tie.detail}"
    return f"both told as {tie.role} of one {tie.fact.lower()} with {other}"


def when(u: Unit) -> str:
    return u.days[0] or "no date"


def cited(u: Unit) -> str:
    """「生駒」 (2024-04-20)"""
    return f"「{u.label}」 ({when(u)})" if u.days[0] else f"「{u.label}」"


def named(units: Sequence[Unit]) -> str:
    return ", ".join(cited(u) for u in units[:3])
