"""An event's amount, date and round in its sentence.

    2024年4月、東亜電機は|シリーズAで|5億円を|調達した → date 2024-04, round シリーズA, amount 500000000

They are looked for in rings: among the event's own phrases, those of the verbs that it leads to, then all before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.cases import SUBJECT
from kg.clauses import Syntax
from kg.frames import DATE, MONEY, ROUND, SUM, Role
from kg.match import lazy
from kg.measures import ANNOUNCING, SUM_NOUN, announced, focus, said_of, term
from kg.model import AGENTS, Date, Kind, Mention
from kg.predicates import BESIDE
from kg.roles import Roles
from kg.sides import Event

_MODAL_HEAD = lazy(
    r"(?:こと|の|もの|方針|計画|予定|意向|見通し|見込み|運び|考え|旨|判決|決定|命令|契約|合意|内容|形|際|とき|事実|人事)$"
)
_TOTAL = lazy(r"(?:計|合計|総額|合わせて)")
_BY_THEN = lazy(r"(?:めど|目途|目標|目安|予定|期限)$")  # 2026年4月を|めどに


def fill_values(roles: Roles, event: Event, syntax: Syntax) -> None:
    """Amount, date and round: of the event's own phrases, of what carries it, then the only one of its clause."""
    start = syntax.tokens[event.trigger.first].start
    rings = _rings(event, syntax, start)
    dates = event.sense.dates
    if dates == "range":
        for name, filler in term(syntax, event.at, start):
            if roles.open(name):
                roles.filled[name] = [filler]
    for role in roles.frame.roles:
        if role.type in (MONEY, ROUND) or (role.type == DATE and role.name == dates):
            _fill(roles, role, rings, event, syntax)


def _fill(roles: Roles, role: Role, rings: Sequence[Sequence[Mention]], event: Event, syntax: Syntax) -> None:
    """A role's value from the first ring that has one, the nearest before the trigger."""
    start = syntax.tokens[event.trigger.first].start
    several = sum(m.kind is Kind.MONEY and m.rule == "amount" for m in syntax.mentions) > 1
    for depth, ring in enumerate(rings):
        if role.type == MONEY and several and depth == len(rings) - 1:
            return
        if found := _fitting(role, ring, depth, event, syntax):
            near = min(found, key=lambda m: (m.span.start > start, abs(m.span.start - start)))
            how = "announced" if role.type == DATE and announced(syntax, near) else "explicit" if depth == 0 else "clause"
            roles.put(role.name, [near], how)
            return


def _fitting(role: Role, ring: Sequence[Mention], depth: int, event: Event, syntax: Syntax) -> list[Mention]:
    """The values of a ring that may be the event's: no share of a sum, no day of another clause."""
    found = [m for m in ring if m.kind.value == role.type and m.rule not in ("equivalent", "unit-price")]
    if role.type == MONEY:
        found = [m for m in found if not _share(syntax, m)]
        return [m for m in found if _TOTAL.match(m.text)] or ([] if _shared_out(syntax, found) else found)
    if role.type != DATE:
        return found
    at = event.at if event.support is None else event.support
    if depth and role.name == "date":
        found = [m for m in found if not _later(syntax, m, at)]
    if event.sense.action is not None:  # 懲役2年、執行猶予|4年: no date
        found = [m for m in found if isinstance(m.value, Date) and not _elsewhere(syntax, m, event.at)]
    return found


# where values are looked for -------------------------------------------------------------------------------------------


def _rings(event: Event, syntax: Syntax, start: int) -> list[list[Mention]]:
    """Mentions by how near they are to an event: its own, those of the verbs above it, those before it."""
    own = list(_own(event, syntax))
    rings = [own, *_above(event, syntax)]
    before = [m for m in syntax.mentions if m.span.end <= start and not _over(syntax, m, event.at)]
    if event.sense.dates != "date":
        before = [m for m in before if not announced(syntax, m)]
    rings.append(before if syntax.sentence.zone != "headline" else [m for m in syntax.mentions if m not in own])
    sums = [m for m in syntax.mentions if m.kind is Kind.MONEY]
    if event.trigger.tail in SUM and len(sums) == 1:  # 買収額は…5億円程度とみられる
        rings.append(sums)
    return rings


def _own(event: Event, syntax: Syntax) -> Iterator[Mention]:
    """What an event's phrase, what depends on it and what it is said to be name."""
    at, phrase = event.at, syntax.phrases[event.at]
    yield from (a.mention for a in syntax.arguments(at))
    yield from (m for m in syntax.mentions if phrase.span.covers(m.span))
    if event.support is not None:  # 増資を|300億円実施し
        yield from (m for m in syntax.mentions if syntax.phrases[event.support].span.covers(m.span))
    if phrase.head >= 0 and (phrase.link == "cleft" or (phrase.case in ("ハ", "ガ") and not phrase.predicate)):
        price = not event.sense.cases or (event.trigger.tail in SUM and event.sense.of("ヲ") == "target")
        yield from said_of(syntax, at) if price else focus(syntax, at)  # 買収したのは|2015年だ, 創業は|大正10年
    if phrase.link == "連体" and phrase.head >= 0:
        yield from _of_head(syntax, at)
    for c in syntax.children[at]:
        if syntax.phrases[c].case in ("ノ", "ヲ", "デ", "ガ") or syntax.phrases[c].link in ("て", "連用"):
            yield from (a.mention for a in syntax.arguments(c))
    for p in syntax.phrases[:at]:  # 2026年4月を|めどに
        if _BY_THEN.search(p.noun) and p.head >= at:
            yield from (a.mention for a in syntax.arguments(p.index))


def _of_head(syntax: Syntax, at: int) -> Iterator[Mention]:
    """Xが納めた|2億円, 買収した|2019年, 集めた|金額は|3億円だ"""
    phrase = syntax.phrases[at]
    head = syntax.phrases[phrase.head]
    kinds = (Kind.MONEY, Kind.DATE) if phrase.verb >= 0 and syntax.past(phrase.verb) else (Kind.MONEY,)
    yield from (m for m in head.mentions if m.kind is Kind.MONEY)
    yield from (m for m in syntax.mentions if m.kind in kinds and m.span.start == head.span.start)
    if SUM_NOUN.search(head.noun):
        yield from focus(syntax, phrase.head)


def _above(event: Event, syntax: Syntax) -> Iterator[list[Mention]]:
    """What the verbs name that an event leads to, three of them at the most; none for a clause that a noun closes."""
    phrase = syntax.phrases[event.at]
    if phrase.link == "連体" and phrase.head >= 0 and not _MODAL_HEAD.search(syntax.phrases[phrase.head].noun):
        return
    up = event.support if event.support is not None else phrase.head
    for _ in range(3):
        if up < 0:
            return
        if event.sense.dates != "date" and ANNOUNCING.match(syntax.phrases[up].noun):
            return  # 30日、…昇格する人事を|発表した: no day of the appointment
        yield [a.mention for a in syntax.arguments(up)]
        up = syntax.phrases[up].head


# what is of something else ---------------------------------------------------------------------------------------------


def _later(syntax: Syntax, m: Mention, at: int) -> bool:
    """提案を|断り、|96年、…の傘下に入った: a date behind the clause is that of the next."""
    p = syntax.phrases[at]
    if not (p.predicate and p.link in BESIDE and m.span.start >= p.span.end) or announced(syntax, m):
        return False
    return any(o.kind in AGENTS and o.span.start >= p.span.end for o in syntax.mentions)


def _over(syntax: Syntax, m: Mention, at: int) -> bool:
    """7億円で|傘下に|入れたが、5年後に|手放した: a sum, or a day with its に, of the clause before."""
    if m.kind not in (Kind.MONEY, Kind.DATE):
        return False
    place = syntax.bunsetsu_at(m.span.start)
    if m.kind is Kind.DATE and not syntax.words(syntax.phrases[place].span).rstrip("、").endswith("に"):
        return False
    while 0 <= place < at and not syntax.phrases[place].predicate:
        place = syntax.phrases[place].head
    return 0 <= place < at and syntax.phrases[place].link == "が"


# verbs that only mark a circumstance, or how what follows came: 勧めに|応じて, |一転して
_NO_CLAUSE = frozenset(["巡る", "通ずる", "応ずる", "応じる", "一転", "従う", "基づく", "改めて", "続く", "経る", "沿う"])


def _elsewhere(syntax: Syntax, m: Mention, at: int) -> bool:
    """Whether a date belongs to another clause: one that modifies a noun before, or one beside a clause with its own subject.

    [22日に発売された]ゲーム機について…提訴した; [2月に棄却され、]Xが控訴した; 控訴したが、[10月に棄却された]
    """
    own, place = syntax.phrases[at], syntax.bunsetsu_at(m.span.start)
    if place > at and own.link == "cleft":  # 上告したのはXだけだったが、|6月に棄却された
        return any(syntax.words(p.span).endswith(("が、", "で、", "し、")) for p in syntax.phrases[at + 1 : place])
    if place > at:
        return own.predicate and own.link not in ("連体", "ト", "終止", "")
    return _beside(syntax, place, at) or _within_modifier(syntax, place, at)


def _beside(syntax: Syntax, place: int, at: int) -> bool:
    """[2月に|棄却され、]Xが|控訴した: a clause between a date and the subject of an event."""
    own = syntax.phrases[at]
    base = own.head if not own.predicate and own.head >= 0 else at
    clauses = [
        p.index
        for p in syntax.phrases[place + 1 : at]
        if p.predicate
        and p.noun not in _NO_CLAUSE  # 1972年、公害を|めぐり、Xが|訴えた
        and p.head >= at  # 特許をめぐって|争った|訴訟: within a modifier, beside nothing
        and p.case != "デ"
        and p.link in (*BESIDE, "ため")
        and not syntax.words(p.span).rstrip("、").endswith("と" if p.link != "て" else "として")
    ]
    subjects = (c for c in syntax.children[base] if syntax.phrases[c].case in SUBJECT)
    return any(b < c for c in subjects for b in clauses)


def _within_modifier(syntax: Syntax, place: int, at: int) -> bool:
    """[22日に|発売された]ゲーム機に|ついて…提訴した"""
    before = syntax.phrases[place - 1].case if place > 0 else "ハ"
    if before in ("ハ", "ガ", "情報源") and syntax.words(syntax.phrases[place].span).endswith("、"):
        return False  # 住民らは|先月、|…を求める|訴えを起こした: of the sentence, however it parses
    above, up = set[int](), at
    while up >= 0 and up not in above:
        above.add(up)
        up = syntax.phrases[up].head
    while place >= 0 and not syntax.phrases[place].predicate and place not in above:
        place = syntax.phrases[place].head
    p = syntax.phrases[place]
    if place >= 0 and p.noun == "求める" and p.head in syntax.children[at]:
        return False  # 4月3日付で|支払いを|求める|訴えを|起こした
    return place >= 0 and place not in above and p.link in ("連体", "cleft")


def _share(syntax: Syntax, m: Mention) -> bool:
    """このうち|5000万円は: a part of a sum that was told, not the sum."""
    before = syntax.sentence.text[: m.span.start - syntax.sentence.span.start]
    return bool(re.search(r"(?:^|[。、])(?:この|その|これらの)?うち[^。]*$", before))


def _shared_out(syntax: Syntax, found: Sequence[Mention]) -> bool:
    """Xが30億円、Yが20億円を: what each gives is not the sum."""
    base = syntax.sentence.span.start
    each = [m for m in found if re.search(r"が、?(?:約|それぞれ)?$", syntax.sentence.text[: m.span.start - base])]
    return len(each) > 1
