"""An event's amount, date and round in its sentence, and the words that a sense needs to stand around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.clauses import Argument, Syntax
from kg.frames import DATE, MONEY, ROUND, SUM, Frame, Trigger
from kg.model import AGENTS, Date, Filler, Kind, Mention, Span
from kg.roles import Roles

ANNOUNCING = re.compile(r"^(?:発表|公表|明らか|決める|決定|固める|内定|報ずる|伝える|開示|知らせる)")
_PART = re.compile(r"(?:全額|残り|残額|半分|大半|一部|過半|割|[%株分円額]|ラウンド|増資|調達|これ|それ)$")
_MEETING = re.compile(r"(?:取締役会|理事会|役員会|会議|会合|会見|総会|閣議)$")
FUNDS = re.compile(
    r"(?:補助金|助成金|交付金|寄付金|寄附金|義援金|支援金|奨励金|借款|ローン|カンパ|資金|お金|現金|マネー|支援|支援金|出資|融資|寄付|投資|資本|援助)$"
)


SUM_NOUN = re.compile(r"(?:額|金額|総額|資金|資本|累計|対価)$")


MODAL_HEAD = re.compile(
    r"(?:こと|の|もの|方針|計画|予定|意向|見通し|見込み|運び|考え|旨|判決|決定|命令|契約|合意|内容|形|際|とき|事実|人事)$"
)


def needed(needs: str, syntax: Syntax, at: int, arguments: Sequence[Argument], before: str = "", start: int = -1) -> bool:
    """ヲ:株式|持ち分: a phrase in that case whose noun ends so; $money, $organization, $round: a mention of that kind.

    ニ:$nobody: nobody is named in that case. ヲ:$none: no phrase in that case; cleft:$none: the head of a cleft that has no object, 訴えたのは.
    複合:$title: in one word with the event, which begins at `start`, 社長|就任.
    文:増資: a word of the sentence; 前:増資: of the sentences `before`, where the event has no object but a part of what they tell of.
    """
    passive = syntax.phrases[at].verb >= 0 and syntax.passive(syntax.phrases[at].verb)
    for need in needs.split():
        case, words = need.split(":")
        wanted = words.split("|")
        kinds = [w[1:] for w in wanted if w.startswith("$")]
        nouns = tuple(w for w in wanted if not w.startswith("$"))
        if case == "文":
            if any(n in syntax.sentence.text for n in nouns) or any(_is(m, kinds) for m in syntax.mentions):
                return True
            continue
        if case == "複合":
            if any(m.span.end == start and _is(m, kinds) for m in syntax.mentions):
                return True
            continue
        if case == "前":
            if any(n in before for n in nouns) and _goes_on(syntax, at):
                return True
            continue
        if "none" in kinds and _absent(case, syntax, at):
            return True
        if "nobody" in kinds and not any(a.case == case and a.mention.kind in AGENTS for a in arguments):
            return True
        acted_on = ("ガ", "モ", "ハ") if passive else ("モ", "ハ")
        for c in syntax.children[at]:
            p = syntax.phrases[c]
            if p.case == "ヲ" and "ヲ" in case and c + 1 < at and syntax.phrases[c + 1].noun == "相手":
                continue
            if case != "*" and p.case not in case.split("+") and not (p.case in acted_on and "ヲ" in case):
                continue
            if "money" in kinds and FUNDS.search(p.noun) and any(_money(syntax, g) for g in syntax.children[c]):
                return True  # 3億ドル超の|資金を|得た
            if nouns and p.noun.endswith(nouns):
                return True
            if any(_is(m, kinds) for m in syntax.denoted(c)):
                return True
        if any((case == "*" or a.case in case.split("+")) and _is(a.mention, kinds) for a in arguments):
            return True
        if case == "*" and syntax.phrases[at].case in ("ハ", "ガ") and any(_is(m, kinds) for m in _said_of(syntax, at)):
            return True  # 対価は|300億円だ, 対価は|300億円と|される
        if "ヲ" in case and kinds and _passive(syntax, at) and any(_is(a.mention, kinds) for a in syntax.inherited_subjects(at)):
            return True  # Xは業績を伸ばし、Yに|買われた
        head = syntax.phrases[at].head
        if head >= 0 and (syntax.phrases[at].link in ("連体", "cleft") or syntax.phrases[at].case == "ノ"):
            h = syntax.phrases[head]
            if (nouns and h.noun.endswith(nouns)) or any(_is(m, kinds) for m in h.mentions):
                return True
            if any(_is(a.mention, kinds) for a in syntax.relative_head(at)):
                return True
            if SUM_NOUN.search(h.noun) and any(m.kind.value in kinds for m in focus(syntax, head)):
                return True
        if case == "*" and syntax.phrases[at].case in ("ハ", "ガ") and any(m.kind.value in kinds for m in focus(syntax, at)):
            return True  # 調達額は|12億円で
        if case == "*" and any(m.kind.value in kinds and syntax.phrases[at].span.covers(m.span) for m in syntax.mentions):
            return True  # 12億円|調達
        b = syntax.sentence.bunsetsu[at]
        own = "".join(t.surface for t in syntax.tokens[b.first : b.last])
        if case == "*" and head >= 0:
            own += syntax.words(syntax.phrases[head].span)
        if nouns and any(n in own for n in nouns):
            return True
    return False


def _goes_on(syntax: Syntax, at: int) -> bool:
    """…を調達した。Xが|リードし、Yも|参加した; …を発行し、Xが全額を|引き受けた: an event without an object, or with a part for one."""
    own = [p for p in (syntax.phrases[c] for c in syntax.children[at]) if p.case in ("ヲ", "ニ") and not p.predicate]
    return all(_PART.search(p.noun) or (all(m.kind is Kind.DATE for m in p.mentions) and p.mentions) for p in own)


def _is(m: Mention, kinds: Sequence[str]) -> bool:
    """Of a kind, itself or by what it refers to: 同社 is an organization."""
    refers = {"issuer": "organization", "speaker": "person"}.get(str(m.value), str(m.value)) if m.kind is Kind.ANAPHOR else ""
    return m.kind.value in kinds or refers in kinds


def _absent(case: str, syntax: Syntax, at: int) -> bool:
    """Nothing in a case, nor a subject or topic that names no agent: Xはいったん|取り下げた, not コードは|修正された."""
    if case == "cleft":
        return syntax.phrases[at].link == "cleft" and _absent("ヲ", syntax, at)
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if any(m.kind is Kind.DATE for m in p.mentions):
            continue
        if p.case == case or (p.case in ("ガ", "ハ", "モ") and not any(m.kind in AGENTS for m in syntax.denoted(c))):
            return False
    return syntax.phrases[at].predicate


def _money(syntax: Syntax, index: int) -> bool:
    """120万ユーロの|シードの|お金"""
    if syntax.phrases[index].case != "ノ":
        return False
    return any(m.kind is Kind.MONEY for m in syntax.denoted(index)) or any(_money(syntax, c) for c in syntax.children[index])


def announced(syntax: Syntax, m: Mention) -> bool:
    """30日、…人事を|発表した: the day of the announcement, not of what it tells."""
    at = syntax.bunsetsu_at(m.span.start)
    head = syntax.phrases[at].head if at >= 0 else -1
    if head >= 0 and syntax.phrases[at].case == "ノ" and _MEETING.search(syntax.phrases[head].noun):  # 11日の|取締役会で…決めた
        head = syntax.phrases[head].head
    return head >= 0 and bool(ANNOUNCING.match(syntax.phrases[head].noun))


def _share(syntax: Syntax, m: Mention) -> bool:
    """このうち|5000万円は: a part of a sum that was told, not the sum."""
    before = syntax.sentence.text[: m.span.start - syntax.sentence.span.start]
    return bool(re.search(r"(?:^|[。、])(?:この|その|これらの)?うち[^。]*$", before))


_TOTAL = re.compile(r"(?:計|合計|総額|合わせて)")


def _shared_out(syntax: Syntax, found: Sequence[Mention]) -> bool:
    """Xが30億円、Yが20億円を: what each gives is not the sum."""
    base = syntax.sentence.span.start
    each = [m for m in found if re.search(r"が、?(?:約|それぞれ)?$", syntax.sentence.text[: m.span.start - base])]
    return len(each) > 1


def focus(syntax: Syntax, index: int) -> list[Mention]:
    """What a topic is said to be: 集めた額は|1億ドルで…"""
    head = syntax.phrases[index].head
    return [m for m in syntax.mentions if head >= 0 and syntax.phrases[head].span.overlaps(m.span)]


def _passive(syntax: Syntax, index: int) -> bool:
    verb = syntax.phrases[index].verb
    return verb >= 0 and syntax.passive(verb)


def _said_of(syntax: Syntax, index: int) -> list[Mention]:
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


_BY_THEN = re.compile(r"(?:めど|目途|目標|目安|予定|期限)$")  # 2026年4月を|めどに
_TERM = re.compile(r"(?:から|より)(?!の|も)(?:約?(?P<years>\d{1,2})年(?:間|余り|にわた))?|(?P<end>まで)")


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
        rings[0] += _said_of(syntax, at) if price else focus(syntax, at)  # 買収したのは|2015年だ, 創業は|大正10年
    if phrase.link == "連体" and phrase.head >= 0:  # Xが納めた|2億円
        rings[0] += [m for m in syntax.phrases[phrase.head].mentions if m.kind is Kind.MONEY]
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
            if role.type == DATE and trigger.sense.action is not None:  # 懲役2年、執行猶予|4年: no date
                found = [m for m in found if isinstance(m.value, Date) and not _elsewhere(syntax, m, at)]
            if found:
                near = min(found, key=lambda m: (m.span.start > start, abs(m.span.start - start)))
                how = "announced" if role.type == DATE and announced(syntax, near) else "explicit" if depth == 0 else "clause"
                roles.put(role.name, [near], how)
                break
