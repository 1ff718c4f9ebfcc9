"""Surfaces with their votes in, votes shared among those that name one thing out: Powell lends パウエル what it knows.

A(B) are two spellings of one;  a full name lends its parts its kind;  パウエル and Powell are one by their consonants
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.consonants import alike
from kg.kanji import in_order, of_kanji
from kg.match import lazy, lexicon
from kg.mentions.name_edges import ending
from kg.mentions.name_votes import KATAKANA, LATIN, NAMED
from kg.model import Kind

Votes = dict[str, dict[Kind, float]]
FIRM = 1.2  # votes for another kind that kin do not outweigh
SURE = 0.9  # votes of a whole name that its parts do not outweigh
LISTED = 0.2  # votes that a list of bodies lends its members
FAINT = 0.25  # the same for its short form to be heard at all
ENOUGH = 0.35  # votes of one spelling that count for the other
_PAIR = lazy(rf"(?P<a>{KATAKANA}|{LATIN}|[一-龯々ァ-ヶー・]{{2,20}})\((?P<b>{KATAKANA}|{LATIN})(?=[)、。,])")
_SHORT = lazy(r"[」』]?\((?P<cue>略称|通称|愛称)?[・:、は]?[「『]?(?P<b>[^()「」『』、。・ ]{2,10})[」』]?(?=[)、])")
_BETWEEN = r"[」』]?(?:\([^()]{1,20}\))?(?:、(?:それに|および|及び)?|・|や|と|および|及び|ならびに)[「『]?"
_LIST_BEFORE, _LIST_AFTER = lazy(f"{_BETWEEN}$"), lazy(_BETWEEN)
_LIST_END = lazy(r"[」』]?(?:\([^()]{1,20}\))?(?:[、・やとはがをにへも。」]|から|など|の\d+社|による)")


def kin(votes: Votes, norm: str) -> Votes:
    """The votes with what brackets and kinship add to them."""
    told, pairs = _bracketed(_abbreviated(votes, norm), norm)
    return _listed(_shared(_as_one(told, [*pairs, *_spellings(told)])), norm)


def _abbreviated(votes: Votes, norm: str) -> Votes:
    """全国港湾検数協会(全港検): what stands for a body's name in a bracket behind it, or anywhere if the name spells it, is the body's."""
    out = {w: dict(v) for w, v in votes.items()}
    bodies = [
        w for w, v in votes.items() if v.get(Kind.ORGANIZATION, 0.0) >= max(SURE, v.get(Kind.PERSON, 0.0)) and of_kanji(w[:1])
    ]
    told = {found["b"] for found in _SHORT.finditer(norm) for w in bodies if _names_it(found, w, norm)} if "(" in norm else set()
    told |= {b for b in votes if b not in bodies and any(spelt(b, w) for w in bodies)}
    for b in sorted(told):
        own = out.setdefault(b, {})
        own[Kind.ORGANIZATION] = max(own.get(Kind.ORGANIZATION, 0.0), own.pop(Kind.PERSON, 0.0)) + FIRM
    return out


def _names_it(found: re.Match[str], body: str, norm: str) -> bool:
    """Whether a bracket stands behind the body's name and tells how it is called for short."""
    at = body.find(found["b"][0])  # 全国港湾検数協会(港検協)
    short = found["cue"] is not None or (at >= 0 and spelt(found["b"], body[at:]))
    return short and norm.endswith(body, 0, found.start())


def spelt(short: str, name: str) -> bool:
    """全港検 of 全国港湾検数協会: its characters in their order, the first one first, and no mere beginning of it."""
    if not (2 < len(short) <= len(name) - 3 and short[0] == name[0] and of_kanji(short)) or name.startswith(short[:-1]):
        return False
    return in_order(short, name)


def _bracketed(votes: Votes, norm: str) -> tuple[Votes, list[tuple[str, str]]]:
    """A(B): both spellings name one thing, so each lends the other its votes; the pairs that do."""
    out = {w: dict(v) for w, v in votes.items()}
    pairs = []
    for found in _PAIR.finditer(norm):
        b = found["b"]
        a = next((w for w in sorted(out, key=lambda w: (-len(w), w)) if found["a"].endswith(w)), found["a"])
        known = [(out[x][k], x, k) for x in (a, b) if x in out for k in NAMED if k in out[x]]
        if not known or b in lexicon("not-names") or (a not in out and of_kanji(a[:1])):
            continue  # 時価(ABC), 電動車(EV): no other name
        weight, _, kind = max(known, key=lambda v: (v[0], v[1], v[2].value))
        acronym = re.fullmatch(r"[A-Z]{2,6}", b)
        if (weight >= ENOUGH and not acronym) or (acronym and kind is Kind.ORGANIZATION):
            for x in (a, b):
                if len(x) > 1:
                    out.setdefault(x, {})[kind] = out.get(x, {}).get(kind, 0.0) + 0.7
            if a in out and b in out and a != b:
                pairs.append((a, b))
    return out, pairs


def _spellings(votes: Votes) -> Iterator[tuple[str, str]]:
    """Whole names that are one by sound or but for spaces and dots: ヨハン・ベルク, ヨハンベルク, Johan Berg."""
    latin = [w for w in votes if re.search(r"[A-Za-z]{3}", w)]
    kana = [w for w in votes if re.search(r"[ァ-ヶ]{2}", w)]
    yield from ((a, b) for a in kana for b in latin if alike(a, b))
    bare: dict[str, str] = {}
    for w in votes:
        yield bare.setdefault(re.sub(r"[・=＝ ]", "", w), w), w


def _as_one(votes: Votes, pairs: Sequence[tuple[str, str]]) -> Votes:
    """All spellings of one name have the votes of all."""
    group = {w: [w] for w in votes}
    for a, b in pairs:
        if group[a] is not group[b]:
            group[a] += group[b]
            for w in group[b]:
                group[w] = group[a]
    out = {w: dict(v) for w, v in votes.items()}
    for w, others in group.items():
        for kind in NAMED:
            total = sum(votes[x].get(kind, 0.0) for x in others)
            if total > 0:
                out[w][kind] = total
    return out


def _shared(votes: Votes) -> Votes:
    """A name and its parts lend each other their votes: アン・ベルク and ベルク; 三浦遥 and 三浦."""
    out = {w: dict(v) for w, v in votes.items()}
    for whole, part, kinds in _parts(votes):
        for kind in (k for k in kinds if not _settled(votes[whole], k)):
            for x, y in ((whole, part), (part, whole)):
                if votes[x].get(kind, 0.0) > 0 and _open_to(votes[y], kind):
                    out[y][kind] = out[y].get(kind, 0.0) + votes[x][kind]
    return out


def _settled(own: dict[Kind, float], kind: Kind) -> bool:
    """A whole name that is surely of another kind does not follow its part: 三浦ガラス for 三浦's sake, Berg Works for Berg's."""
    return any(own.get(k, 0.0) > max(own.get(kind, 0.0), SURE) for k in NAMED if k is not kind)


def _listed(votes: Votes, norm: str) -> Votes:
    """What is told in one breath with a sure body, and may be one, is one: 北嶺銀行、アカツキ、三浦商事が."""
    firms = tuple(w for w, v in votes.items() if v.get(Kind.ORGANIZATION, 0.0) > max(SURE, v.get(Kind.PERSON, 0.0)))
    out = dict(votes)
    for words, own in votes.items():
        if words not in firms and _maybe_body(own) and not any(f in words for f in firms) and _beside(words, firms, norm):
            out[words] = {**own, Kind.ORGANIZATION: own.get(Kind.ORGANIZATION, 0.0) + LISTED}
    return out


def _maybe_body(own: dict[Kind, float]) -> bool:
    return own.get(Kind.ORGANIZATION, 0.0) > max(LISTED / 2, own.get(Kind.PERSON, 0.0))


def _beside(words: str, firms: tuple[str, ...], norm: str) -> bool:
    at = norm.find(words)
    while at >= 0:
        end = at + len(words)
        before, after = _LIST_BEFORE.search(norm[max(0, at - 24) : at]), _LIST_AFTER.match(norm, end)
        if before and _LIST_END.match(norm, end) and norm[max(0, at - 24) : at][: before.start()].endswith(firms):
            return True
        if after and norm.startswith(firms, after.end()):
            return True
        at = norm.find(words, end)
    return False


def _open_to(own: dict[Kind, float], kind: Kind) -> bool:
    """Whether a surface may be of this kind for all that it says itself: 三浦堂株式会社 is no person for 三浦氏's sake."""
    mine = own.get(kind, 0.0)
    return mine >= FIRM / 4 or all(
        weight < (FIRM if other in NAMED else FIRM / 2) for other, weight in own.items() if other != kind
    )


def _parts(votes: Votes) -> Iterator[tuple[str, str, Sequence[Kind]]]:
    """Whole names, each with a part of it or of its other spelling, and the kinds they share."""
    latin = [w for w in votes if re.search(r"[A-Za-z]{3}", w)]
    kana = [w for w in votes if re.search(r"[ァ-ヶ]{2}", w)]
    yield from (
        (a, b, NAMED) if len(_bits(a)) > len(_bits(b)) else (b, a, NAMED) for a in kana for b in latin if _part_sounds(a, b)
    )
    for group in (latin, kana):
        for a in group:
            yield from ((a, b, NAMED) for b in _bits(a) if b in votes and a != b)
            first = re.split(r"[・= ]", a)[0]
            if ending(a) and first != a and first in votes:
                yield a, first, (Kind.ORGANIZATION,)
    yield from _called_short(votes)
    for b in votes:
        if votes[b].get(Kind.PERSON, 0.0) >= ENOUGH and of_kanji(b[:1]):
            for a in votes:
                if a != b and _family_or_given(a, b) and not ending(a):
                    yield a, b, NAMED


def _family_or_given(full: str, part: str) -> bool:
    """三浦 and 庄三郎 of 三浦庄三郎."""
    rest = len(full) - len(part)
    return rest <= 3 and (full.startswith(part) or (full.endswith(part) and len(part) > 1 < rest))


def _called_short(votes: Votes) -> Iterator[tuple[str, str, Sequence[Kind]]]:
    """三浦 of 三浦ガラス株式会社, カナリア of カナリア不動産: a body and its name without what it does."""
    bodies = [(w, len(w) - len(end)) for w, v in votes.items() if v.get(Kind.ORGANIZATION, 0.0) > SURE and (end := ending(w))]
    for whole, at in bodies:
        short = whole[:at]
        if len(short) > 1 and FAINT < votes.get(short, {}).get(Kind.ORGANIZATION, 0.0) > votes[short].get(Kind.PERSON, 0.0):
            yield whole, short, (Kind.ORGANIZATION,)


@lru_cache(maxsize=1 << 9)
def _bits(name: str) -> tuple[str, ...]:
    bits = [b for b in re.split(r"[・= ]", name) if b]
    return tuple(dict.fromkeys([bits[0], bits[-1]])) if len(bits) > 1 and not ending(name) else ()


def _part_sounds(a: str, b: str) -> bool:
    """The last part of the one is the other by sound: アン・ベルク, Berg."""
    x, y = _bits(a) or [a], _bits(b) or [b]
    return len(x) != len(y) and len(x[-1]) > 2 and alike(x[-1], y[-1])


def unglued(kinds: dict[str, Kind]) -> dict[str, Kind]:
    """A name run together with another, as bad translations write: アクメヴィクトルラング → アクメ and ヴィクトルラング."""
    people = {re.sub(r"[・= ]", "", w): w for w, k in kinds.items() if k is Kind.PERSON and re.search(r"[・=]", w)}
    organizations = [w for w, k in kinds.items() if k is Kind.ORGANIZATION]
    out = {}
    for words, kind in kinds.items():
        tail = next((p for p in people if words.endswith(p) and len(words) > len(p) and not re.search(r"[・= ]", words)), None)
        if tail is None:
            out[words] = kind
            continue
        out[tail] = Kind.PERSON
        front = words[: -len(tail)]
        if any(alike(front, o) for o in organizations):
            out[front] = Kind.ORGANIZATION
    return out
