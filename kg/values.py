"""An event's amount, date and round in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.clauses import Syntax
from kg.frames import DATE, MONEY, ROUND, SUM, Frame, Trigger
from kg.match import lazy
from kg.model import AGENTS, Date, Filler, Kind, Mention, Span
from kg.roles import Roles

ANNOUNCING = lazy(r"^(?:発表|公表|明らか|決める|決定|固める|決議|内定|報ずる|伝える|開示|知らせる)")
_MEETING = lazy(r"(?:取締役会|理事会|役員会|会議|会合|会見|総会|閣議)$")


_PORTION = lazy(r"^(?:(?:約|うち)?[\d.]*(?:割|%|分の\d)|半分|半額|全額|一部|大半|大部分|残り|多く)$")
SUM_NOUN = lazy(r"(?:額|金額|総額|資金|資本|累計|対価)$")


MODAL_HEAD = lazy(
    r"(?:こと|の|もの|方針|計画|予定|意向|見通し|見込み|運び|考え|旨|判決|決定|命令|契約|合意|内容|形|際|とき|事実|人事)$"
)


def announced(syntax: Syntax, m: Mention) -> bool:
    """30日、…人事を|発表した: the day of the announcement, not of what it tells."""
    at = syntax.bunsetsu_at(m.span.start)
    head = syntax.phrases[at].head if at >= 0 else -1
    if head >= 0 and syntax.phrases[at].case == "ノ" and _MEETING.search(syntax.phrases[head].noun):  # 11日の|取締役会で…決めた
        head = syntax.phrases[head].head
    return head >= 0 and bool(ANNOUNCING.match(syntax.phrases[head].noun))


def _later(syntax: Syntax, m: Mention, at: int) -> bool:
    """提案を|断り、|96年、…の傘下に入った: a date behind the clause is that of the next."""
    p = syntax.phrases[at]
    if not (p.predicate and p.link in ("連用", "て", "が") and m.span.start >= p.span.end) or announced(syntax, m):
        return False
    return any(o.kind in AGENTS and o.span.start >= p.span.end for o in syntax.mentions)


def _share(syntax: Syntax, m: Mention) -> bool:
    """このうち|5000万円は: a part of a sum that was told, not the sum."""
    before = syntax.sentence.text[: m.span.start - syntax.sentence.span.start]
    return bool(re.search(r"(?:^|[。、])(?:この|その|これらの)?うち[^。]*$", before))


_TOTAL = lazy(r"(?:計|合計|総額|合わせて)")


def _shared_out(syntax: Syntax, found: Sequence[Mention]) -> bool:
    """Xが30億円、Yが20億円を: what each gives is not the sum."""
    base = syntax.sentence.span.start
    each = [m for m in found if re.search(r"が、?(?:約|それぞれ)?$", syntax.sentence.text[: m.span.start - base])]
    return len(each) > 1


def focus(syntax: Syntax, index: int) -> list[Mention]:
    """What a topic is said to be: 集めた額は|1億ドルで…, 価額は|6億円、|譲渡日は…"""
    head = syntax.phrases[index].head
    after = syntax.phrases[index + 1 : index + 3]
    if len(after) == 2 and after[0].index < head and after[1].case == "ハ" and syntax.words(after[0].span).endswith("、"):
        head = after[0].index
    return [m for m in syntax.mentions if head >= 0 and syntax.phrases[head].span.overlaps(m.span)]


def said_of(syntax: Syntax, index: int) -> list[Mention]:
    """`focus`, and what a verb of reckoning says: 取得額は|14億円と|みられる."""
    head = syntax.phrases[index].head
    return focus(syntax, index) + [a.mention for a in syntax.arguments(head) if head >= 0 and a.case == "ト"]


def _elsewhere(syntax: Syntax, m: Mention, at: int) -> bool:
    """Whether a date belongs to another clause: one that modifies a noun before, or one beside a clause with its own subject.

    [22日に発売された]ゲーム機について…提訴した; [2月に棄却され、]Xが控訴した; 控訴したが、[10月に棄却された]
    """
    own, place = syntax.phrases[at], syntax.bunsetsu_at(m.span.start)
    base = own.head if not own.predicate and own.head >= 0 else at
    subjects = [c for c in syntax.children[base] if syntax.phrases[c].case in ("ガ", "ハ", "モ")]
    if place > at and own.link == "cleft":  # 上告したのはXだけだったが、|6月に棄却された
        return any(syntax.words(p.span).endswith(("が、", "で、", "し、")) for p in syntax.phrases[at + 1 : place])
    if place > at:
        return own.predicate and own.link not in ("連体", "ト", "終止", "")
    beside = [
        p.index
        for p in syntax.phrases[place + 1 : at]
        if p.predicate
        and p.noun not in ("巡る", "通ずる")  # 1972年、公害を|めぐり、Xが|訴えた
        and p.head >= at  # 特許をめぐって|争った|訴訟: within a modifier, beside nothing
        and p.case != "デ"
        and p.link in ("て", "連用", "が", "ため")
        and not syntax.words(p.span).rstrip("、").endswith("と" if p.link != "て" else "として")
    ]
    if any(b < c for c in subjects for b in beside):
        return True
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


def term(syntax: Syntax, at: int, end: int) -> Iterator[tuple[str, Filler]]:
    """2001年から08年まで社長を|務めた, 2016年から3年間、会長|だった: when a post began and ended that is told before a place."""
    posts = [m.span for m in syntax.mentions if m.kind is Kind.TITLE and m.span.end <= end]
    nearby = [a.mention for c in (at, *syntax.children[at]) for a in syntax.arguments(c)]
    clause = next((p.span.end for p in reversed(syntax.phrases[:at]) if p.predicate), syntax.sentence.span.start)
    nearby += [m for m in syntax.mentions if clause <= m.span.start and m.span.end <= end and m not in nearby]
    if syntax.phrases[at].link == "連体":  # 会長職に|あった|1961年から|69年まで
        nearby += [m for p in syntax.phrases[at + 1 : at + 3] for m in p.mentions if m.kind is Kind.DATE and m not in nearby]
    marked = [(m, found) for m in nearby if isinstance(m.value, Date) and (found := _TERM.match(_behind(syntax, m)))]
    own = [x for x in marked if len(posts) < 2 or x[0].span.start > posts[-2].start]  # 98年まで社長、|98年から会長を務めた
    for m, found in own or marked:
        if isinstance(m.value, Date):
            yield "endDate" if found["end"] else "startDate", Filler(m.value, m.span, "explicit")
            if found["years"]:
                yield "endDate", Filler(Date(m.value.year + int(found["years"])), m.span, "explicit")


def _behind(syntax: Syntax, m: Mention) -> str:
    return syntax.words(Span(m.span.end, syntax.sentence.span.end))


_BY_THEN = lazy(r"(?:めど|目途|目標|目安|予定|期限)$")  # 2026年4月を|めどに
_TERM = lazy(r"(?:から|より)(?!の|も)(?:約?(?P<years>\d{1,2})年(?:間|余り|にわた))?|(?P<end>まで)")


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


def fill_values(roles: Roles, frame: Frame, syntax: Syntax, at: int, trigger: Trigger, support: int | None) -> None:
    """Amount, date and round: of the event's own phrases, of what carries it, then the only one of its clause."""
    start = syntax.tokens[trigger.first].start
    rings: list[list[Mention]] = [[a.mention for a in syntax.arguments(at)]]
    phrase = syntax.phrases[at]
    rings[0] += [m for m in syntax.mentions if phrase.span.covers(m.span)]
    if support is not None:  # 増資を|300億円実施し
        rings[0] += [m for m in syntax.mentions if syntax.phrases[support].span.covers(m.span)]
    if phrase.head >= 0 and (phrase.link == "cleft" or (phrase.case in ("ハ", "ガ") and not phrase.predicate)):
        price = not trigger.sense.cases or (trigger.tail in SUM and trigger.sense.of("ヲ") == "target")
        rings[0] += said_of(syntax, at) if price else focus(syntax, at)  # 買収したのは|2015年だ, 創業は|大正10年
    if phrase.link == "連体" and phrase.head >= 0:  # Xが納めた|2億円, 買収した|2019年
        of_head = (Kind.MONEY, Kind.DATE) if phrase.verb >= 0 and syntax.past(phrase.verb) else (Kind.MONEY,)
        head = syntax.phrases[phrase.head]
        rings[0] += [m for m in head.mentions if m.kind is Kind.MONEY]
        rings[0] += [m for m in syntax.mentions if m.kind in of_head and m.span.start == head.span.start]
    if phrase.link == "連体" and phrase.head >= 0 and SUM_NOUN.search(syntax.phrases[phrase.head].noun):
        rings[0] += focus(syntax, phrase.head)
    for c in syntax.children[at]:
        rings[0] += [
            a.mention
            for a in syntax.arguments(c)
            if syntax.phrases[c].case in ("ノ", "ヲ", "デ", "ガ") or syntax.phrases[c].link in ("て", "連用")
        ]
    for p in syntax.phrases[:at]:  # 2026年4月を|めどに
        if _BY_THEN.search(p.noun) and p.head >= at:
            rings[0] += [a.mention for a in syntax.arguments(p.index)]
    closed = phrase.link in ("連体",) and phrase.head >= 0 and not MODAL_HEAD.search(syntax.phrases[phrase.head].noun)
    up = support if support is not None else phrase.head
    for _ in range(0 if closed else 3):
        if up is None or up < 0:
            break
        if trigger.sense.dates != "date" and ANNOUNCING.match(syntax.phrases[up].noun):
            break  # 30日、…昇格する人事を|発表した: no day of the appointment
        rings.append([a.mention for a in syntax.arguments(up)])
        up = syntax.phrases[up].head
    before = [m for m in syntax.mentions if m.span.end <= start and not _over(syntax, m, at)]
    if trigger.sense.dates != "date":
        before = [m for m in before if not announced(syntax, m)]
    rings.append(before if syntax.sentence.zone != "headline" else [m for m in syntax.mentions if m not in rings[0]])
    sums = [m for m in syntax.mentions if m.kind is Kind.MONEY]
    if trigger.tail in SUM and len(sums) == 1:  # 買収額は…5億円程度とみられる
        rings.append(sums)
    if trigger.sense.dates == "range":
        for name, filler in term(syntax, at, start):
            if roles.open(name):
                roles.filled[name] = [filler]
    for role in frame.roles:
        if role.type not in (MONEY, DATE, ROUND) or (role.type == DATE and role.name != trigger.sense.dates):
            continue
        for depth, ring in enumerate(rings):
            if (
                role.type == MONEY
                and depth == len(rings) - 1
                and len([m for m in syntax.mentions if m.kind is Kind.MONEY and m.rule == "amount"]) > 1
            ):
                break
            found = [m for m in ring if m.kind.value == role.type and m.rule not in ("equivalent", "unit-price")]
            if role.type == MONEY:
                found = [m for m in found if not _share(syntax, m)]
                found = [m for m in found if _TOTAL.match(m.text)] or ([] if _shared_out(syntax, found) else found)
            if role.type == DATE and depth and role.name == "date":
                found = [m for m in found if not _later(syntax, m, at if support is None else support)]
            if role.type == DATE and trigger.sense.action is not None:  # 懲役2年、執行猶予|4年: no date
                found = [m for m in found if isinstance(m.value, Date) and not _elsewhere(syntax, m, at)]
            if found:
                near = min(found, key=lambda m: (m.span.start > start, abs(m.span.start - start)))
                how = "announced" if role.type == DATE and announced(syntax, near) else "explicit" if depth == 0 else "clause"
                roles.put(role.name, [near], how)
                break


def stuff(syntax: Syntax, index: int) -> str:
    """What a phrase's noun is of, without its sum: 制作費の|半分 → 制作費, 補助金1200万円 → 補助金."""
    p = syntax.phrases[index]
    if _PORTION.match(p.noun):
        return next((stuff(syntax, c) for c in reversed(syntax.children[index]) if syntax.phrases[c].case == "ノ"), p.noun)
    sums = (m.text for m in p.mentions if m.kind is Kind.MONEY)
    noun = p.noun
    for text in sums:
        noun = noun.removesuffix(text)
    return noun
