"""A frame of a fact type and a parsed sentence in, statements out.

A frame lists senses: words that denote the event and what their case marks say of its roles (a case frame). Voice, topic,
relative and cleft clauses, nominalisation, support verbs and omitted arguments are seen to here, once for every fact type.

    Sense("買収 子会社化", "ガ=acquirer ヲ=target カラ=seller")
    北星製薬は東亜電機に買収された → target 北星製薬 (topic), acquirer 東亜電機 (explicit)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.bodies import COURT
from kg.clauses import AGENTS, Argument, Syntax
from kg.discourse import AGENT, ORGANIZATION, PERSON, Discourse
from kg.factuality import Factuality, factuality
from kg.model import Action, Amount, Date, EntityType, Filler, Gap, Kind, Mention, Span, Statement, Status
from kg.tokens import tokenize

MONEY, DATE, ROUND, TITLE = "money", "date", "round", "title"

# what may follow a noun that denotes an event within its compound: 買収|提案; elsewhere a compound names something else
COMPOUND = frozenset(
    [
        "提案",
        "計画",
        "交渉",
        "合意",
        "契約",
        "完了",
        "手続き",
        "手続",
        "案",
        "方針",
        "協議",
        "検討",
        "発表",
        "予定",
        "決定",
        "要求",
        "要請",
        "申し入れ",
        "構想",
        "意向",
        "済み",
        "実施",
        "準備",
        "調印",
        "中止",
        "断念",
        "撤回",
        "拒否",
        "打診",
        "オファー",
        "公表",
        "完結",
        "成立",
        "議案",
        "話",
        "計",
        "ラウンド",
        "後",
        "前",
        "時",
        "直後",
        "当時",
        "以来",
        "以降",
        "以前",
        "当初",
        "際",
        "額",
        "総額",
        "金額",
        "価格",
        "命令",
        "決定",
        "手術",
        "へ",
    ]
)
WEAK = frozenset(["後", "前", "時", "直後", "当時", "以来", "以降", "以前", "当初", "際"])  # 買収後: presupposed, told elsewhere
SUM = frozenset(["額", "総額", "金額", "価格"])
RECEIVING = re.compile(r"^(?:受け|得る|得|仰|浴び|取り付け|獲得|確保|もら|頂|いただ)")
REFUSING = re.compile(r"^(?:応じ|応ず|拒|断|受け入れ|退け|はねつけ|承諾|容認|呑|飲む)")
NEWS = re.compile(r"^(?:報ずる|伝える|報道)")
REPORTING = re.compile(
    r"^(?:報ずる|伝える|報道|話す|述べる|語る|コメント|指摘|説明|振り返る|明かす|強調|書く|打ち明ける|反論|批判|予想|予測|分析|見る)"
)
REQUESTING = re.compile(r"^(?:求める|要請|申請|申し込む|頼む|仰ぐ)")
OFFER = re.compile(r"^(?:提案|申し入れ|申し出|オファー|要求|打診|要請)")
MODAL_NOUN = re.compile(r"(?:申し出|申し入れ|提案|計画|方針|交渉|協議|合意|要請|打診|話|契約|意向|検討|手続き|実施|完了|発表)$")
GENERIC = re.compile(r"(?:会社|企業|団体|組織|メーカー|銀行|財団|法人|大学|ベンチャー|スタートアップ|組合|研究所|新聞)$")
NAMING = (Kind.PERSON, Kind.ORGANIZATION, Kind.PRODUCT, Kind.OTHER, Kind.TITLE, Kind.ROUND)


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    type: str
    many: bool = False
    soft: str = ""  # the type asked of a filler that is not the clause's own: who buys, unsaid, is an organization


@dataclass(frozen=True, slots=True)
class Sense:
    """Words that denote the event. `cases` maps case marks to roles; `needs` names a case and what must stand in it."""

    words: str
    cases: str = ""
    needs: str = ""
    action: Action | None = None
    status: Status | None = None
    carry: str = ""  # roles that an omitted argument may fill from the discourse
    through: bool = False  # parties may stand on a suit's noun: Xに対する|訴えを|取り下げる
    dates: str = "date"  # the role that a date fills; range: 〜から startDate, 〜まで endDate

    @property
    def mapping(self) -> tuple[tuple[str, str], ...]:
        out = []
        for pair in self.cases.split():
            marks, role = pair.split("=")
            out += [(mark, role) for mark in marks.split("|")]
        return tuple(out)

    def of(self, case: str) -> str | None:
        return next((role for mark, role in self.mapping if mark == case), None)


@dataclass(frozen=True, slots=True)
class Frame:
    type: str
    roles: tuple[Role, ...]
    senses: tuple[Sense, ...]
    templates: tuple[str, ...] = ()  # phrases without a predicate: {recipient}への{investor}の出資
    gap: str = "ガ"  # what the head of a relative clause is where the clause names neither side: 買収した|北星製薬 ヲ
    never: tuple[str, ...] = ()  # compounds and idioms in which the words mean something else
    examples: tuple[str, ...] = ()

    def role(self, name: str) -> Role | None:
        return next((r for r in self.roles if r.name == name), None)


@dataclass(frozen=True, slots=True)
class Trigger:
    sense: Sense
    first: int  # token indices [first, last)
    last: int
    tail: str = ""  # what follows in the compound: 提案, 額


@cache
def _lemmas(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(t.lemma for t in tokenize(w)) for w in words.split())


@cache
def _index(frame: Frame) -> Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for sense in frame.senses:
        for lemmas in dict.fromkeys(_lemmas(sense.words)):
            out.setdefault(lemmas[0], []).append((lemmas, sense))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in out.items()}


@cache
def _never(frame: Frame) -> re.Pattern[str] | None:
    return re.compile("|".join(frame.never)) if frame.never else None


def triggers(frame: Frame, syntax: Syntax) -> Iterator[Trigger]:
    """Places where a word of the frame denotes the event, longest first, none inside a name."""
    index, never = _index(frame), _never(frame)
    tokens, base = syntax.tokens, syntax.sentence.span.start
    barred = [Span(base + f.start(), base + f.end()) for f in never.finditer(syntax.sentence.text)] if never else []
    barred += [m.span for m in syntax.mentions if m.kind in NAMING and m.rule != "profession"]
    i = 0
    while i < len(tokens):
        step = 1
        longest = 0
        for lemmas, sense in index.get(tokens[i].lemma, ()):
            n = len(lemmas)
            if n < longest or tuple(t.lemma for t in tokens[i : i + n]) != lemmas:
                continue
            span = Span(tokens[i].start, tokens[i + n - 1].end)
            if any(b.overlaps(span) for b in barred):
                continue
            tail = _compound(tokens[i + n : i + n + 3]) if tokens[i + n - 1].pos[0] == "名詞" else ""
            if tail is None:
                continue
            longest, step = n, n
            yield Trigger(sense, i, i + n, tail)
        i += step


def _compound(following: Sequence[object]) -> str | None:
    """The rest of the compound where it still denotes the event, '' without one, None where it names something else."""
    words = ""
    for t in following:
        pos, surface = t.pos, t.surface  # type: ignore[attr-defined]
        if pos[0] not in ("名詞", "接尾辞") or (pos[1] == "数詞"):
            break
        words += surface
    if not words:
        return ""
    if words in COMPOUND or any(words.startswith(w) or words.endswith(w) for w in COMPOUND if len(w) > 1) or words in WEAK | SUM:
        return words
    return None


@dataclass
class _Roles:
    """Roles being filled for one trigger."""

    frame: Frame
    discourse: Discourse
    filled: dict[str, list[Filler]] = field(default_factory=dict)

    def used(self) -> list[int]:
        return [f.value for fs in self.filled.values() for f in fs if isinstance(f.value, int)]

    def open(self, name: str | None) -> bool:
        return name is not None and name not in self.filled

    def put(self, name: str | None, mentions: Sequence[Mention], how: str, extend: bool = False) -> bool:
        """Fill a role with the entities or values of mentions that fit its type; False where none does."""
        role = self.frame.role(name) if name else None
        if role is None or (role.name in self.filled and not (extend and role.many)):
            return False
        out: list[Filler] = []
        for m in mentions:
            for value in self._values(role, m):
                if not (isinstance(value, int) and value in self.used()):
                    out.append(Filler(value, m.span, how))
        if not out or (not role.many and len({f.value for f in out}) > 1):
            return False
        self.filled[role.name] = [*self.filled.get(role.name, []), *out]
        return True

    def put_soft(self, name: str | None, mentions: Sequence[Mention], how: str) -> bool:
        """`put` for arguments that are not the clause's own, which must fit the role's `soft` type too."""
        role = self.frame.role(name) if name else None
        soft = role.soft if role else ""
        fitting = [m for m in mentions if not soft or any(self.discourse.fits(e, soft) for e in self.discourse.ids(m))]
        return bool(fitting) and self.put(name, fitting, how)

    def put_entity(self, name: str, entity: int, span: Span, how: str) -> None:
        if self.open(name) and entity not in self.used():
            self.filled[name] = [Filler(entity, span, how)]

    def _values(self, role: Role, m: Mention) -> Iterator[int | Date | Amount | str]:
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


def statements(frame: Frame, syntax: Syntax, discourse: Discourse) -> Iterator[Statement | Gap]:
    """What a sentence says in terms of one frame, and where a trigger says nothing, why."""
    for trigger in triggers(frame, syntax):
        if trigger.tail not in WEAK or _dated(syntax, trigger):
            yield fit(frame, trigger, syntax, discourse)


def _dated(syntax: Syntax, trigger: Trigger) -> bool:
    """大正9年の|創業以来: presupposed, yet dated."""
    at = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    return any(a.mention.kind is Kind.DATE and a.case == "ノ" for a in syntax.arguments(at))


def fit(frame: Frame, trigger: Trigger, syntax: Syntax, discourse: Discourse) -> Statement | Gap:
    """One trigger's statement, or a Gap where its sense needs what is not there, or nothing is asserted."""
    token = trigger.last - 1
    at = syntax.bunsetsu_at(syntax.tokens[token].start)
    phrase = syntax.phrases[at]
    verbal = phrase.predicate and not trigger.tail
    sense = trigger.sense
    arguments = list(syntax.arguments(at))
    begin = syntax.bunsetsu_at(syntax.tokens[trigger.first].start)
    if begin != at:  # オルヴェインの|傘下に|入る
        arguments += syntax.arguments(begin)
    if sense.needs and not _needed(sense.needs, syntax, at, arguments):
        return _gap(frame, trigger, syntax, f"needs {sense.needs}")
    fact = factuality(syntax, token, verbal)
    if fact.status is None:
        return _gap(frame, trigger, syntax, "hypothetical")
    roles = _Roles(frame, discourse)
    support = _support(syntax, at, verbal)
    bare = not verbal and support is None and phrase.case in ("", "ト") and phrase.link != "連体"
    if bare and phrase.head >= 0 and any(a.case == "ヲ" for a in arguments):  # Xから3億円を|借り入れ、…直した
        arguments += [
            a
            for a in syntax.arguments(phrase.head)
            if a.mention.span.end <= syntax.tokens[trigger.first].start and a not in arguments
        ]
    passive = syntax.passive(token) if verbal else False
    if sense.through:
        _through_suit(roles, sense, syntax, at)
    if not verbal:
        _inside_noun_phrase(roles, sense, syntax, trigger, arguments)
    modal = support is not None and phrase.case == "ノ"
    if modal:  # 三浦商事による|出資の|申し出を断った
        _inside_noun_phrase(roles, sense, syntax, trigger, syntax.arguments(phrase.head))
    if verbal or bare or (phrase.case == "ノ" and not trigger.tail and not modal):
        _explicit(roles, sense, arguments, passive)
        _omitted(roles, sense, syntax, at, passive)
    if support is not None:
        _through_support(roles, sense, syntax, at, support)
    _values(roles, frame, syntax, at, trigger, support)
    if frame.role("title"):
        _title(roles, sense, syntax, at)
    for name in _carriers(sense, verbal, passive, roles):
        role = frame.role(name)
        if role and roles.open(name):
            entity = discourse.salient(syntax.sentence.index, role.soft or role.type, roles.used())
            if entity is not None:
                roles.put_entity(name, entity, syntax.tokens[token].span, "carried")
    return _statement(frame, trigger, syntax, roles, fact)


def _carriers(sense: Sense, verbal: bool, passive: bool, roles: _Roles) -> list[str]:
    """Roles that the discourse may fill: the sense's own, and the dropped subject of an active verb that has its object."""
    out = sense.carry.split()
    subject = sense.of("ガ")
    has = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    if subject and subject not in out and verbal and not passive and has and sense.action is None:
        out.append(subject)
    return out


def _gap(frame: Frame, trigger: Trigger, syntax: Syntax, reason: str) -> Gap:
    span = Span(syntax.tokens[trigger.first].start, syntax.tokens[trigger.last - 1].end)
    return Gap(frame.type, span, syntax.sentence.index, reason)


def _needed(needs: str, syntax: Syntax, at: int, arguments: Sequence[Argument]) -> bool:
    """ヲ:株式|持ち分: a phrase in that case whose noun ends so; $money, $organization, $round: a mention of that kind."""
    for need in needs.split():
        case, words = need.split(":")
        wanted = words.split("|")
        kinds = [w[1:] for w in wanted if w.startswith("$")]
        nouns = tuple(w for w in wanted if not w.startswith("$"))
        if case == "文":
            if any(n in syntax.sentence.text for n in nouns) or any(m.kind.value in kinds for m in syntax.mentions):
                return True
            continue
        for c in syntax.children[at]:
            p = syntax.phrases[c]
            if case != "*" and p.case not in case.split("+"):
                continue
            if nouns and p.noun.endswith(nouns):
                return True
            if any(m.kind.value in kinds for m in syntax.denoted(c)):
                return True
        if case == "*" and any(a.mention.kind.value in kinds for a in arguments):
            return True
        head = syntax.phrases[at].head
        if head >= 0 and (syntax.phrases[at].link in ("連体", "cleft") or syntax.phrases[at].case == "ノ"):
            h = syntax.phrases[head]
            if (nouns and h.noun.endswith(nouns)) or any(m.kind.value in kinds for m in h.mentions):
                return True
            if SUM_NOUN.search(h.noun) and any(m.kind.value in kinds for m in _focus(syntax, head)):
                return True
        b = syntax.sentence.bunsetsu[at]
        own = "".join(t.surface for t in syntax.tokens[b.first : b.last])
        if case == "*" and head >= 0:
            own += syntax.words(syntax.phrases[head].span)
        if nouns and any(n in own for n in nouns):
            return True
    return False


SUM_NOUN = re.compile(r"(?:額|金額|総額|資金|資本|累計|対価)$")


def _focus(syntax: Syntax, index: int) -> list[Mention]:
    """What a topic is said to be: 集めた額は|1億ドルで…"""
    head = syntax.phrases[index].head
    return [m for m in syntax.mentions if head >= 0 and syntax.phrases[head].span.overlaps(m.span)]


def _support(syntax: Syntax, at: int, verbal: bool) -> int | None:
    """The verb that carries a nominal event: 買収を|発表した."""
    p = syntax.phrases[at]
    if verbal or p.head < 0:
        return None
    h = syntax.phrases[p.head]
    if p.case == "ノ" and MODAL_NOUN.search(h.noun) and h.case in ("ヲ", "ガ", "ニ", "デ", "ハ", "モ") and h.head >= 0:
        return h.head if syntax.phrases[h.head].predicate else None  # 出資の|申し出を|断った
    if p.case not in ("ヲ", "ガ", "ニ", "デ", "ハ", "モ") and not (p.case == "ト" and h.noun in ("為る", "する")):
        return None
    return p.head if h.predicate else None


def _inside_noun_phrase(roles: _Roles, sense: Sense, syntax: Syntax, trigger: Trigger, arguments: Sequence[Argument]) -> None:
    """Xによる|Yの|買収, Yへの|出資, and the compound Y|買収."""
    start = syntax.tokens[trigger.first].start
    before = [m for m in syntax.mentions if m.span.end == start and m.kind in AGENTS]
    for m in before:
        _ = (
            roles.put(sense.of("ヲ"), [m], "phrase")
            or roles.put(sense.of("ニ"), [m], "phrase")
            or roles.put(sense.of("ガ"), [m], "phrase")
        )
    for a in _by_case(arguments, "ニヨル"):
        roles.put(sense.of("ガ"), a, "phrase")
    offered = bool(OFFER.match(trigger.tail))
    for c in syntax.children[syntax.bunsetsu_at(start)]:
        p = syntax.phrases[c]
        if p.predicate and p.link == "連体":  # Xが|求めた|融資, Xが|申し出た|融資
            wanting = REQUESTING.match(p.noun) or RECEIVING.match(p.noun)
            for subject in syntax.subject(c):
                roles.put((sense.of("ニ") or sense.of("ヲ")) if wanting else sense.of("ガ"), [subject.mention], "relative")
    for case in ("カラ", "ニ", "ニタイスル", "ト"):
        for a in _by_case(arguments, case):
            _ = roles.put(sense.of(case), a, "phrase") or (case == "ニタイスル" and roles.put(sense.of("ヲ"), a, "phrase"))
    for a in _by_case(arguments, "ノ"):
        order: tuple[str, ...] = ("ノ", "ヲ", "ガ") if sense.of("ガ") not in roles.filled else ("ノ", "ヲ", "ニ")
        order = ("ガ", *order) if offered else order
        _ = any(roles.put(sense.of(case), a, "phrase") for case in order)


def _title(roles: _Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """The title in the case that the verb asks for, and the organization that owns it: OpenAIの|CEO|に就任."""
    for a in syntax.arguments(at):
        if a.mention.kind is Kind.TITLE and sense.of(a.case) == "title" and a.mention.rule != "founder":
            roles.put("title", [a.mention], "explicit")
            owner = title_owner(syntax, roles.discourse, a.mention)
            if owner is not None:
                roles.put("organization", [owner], "phrase")
            return
    holders = [f.span for f in roles.filled.get("holder", [])]
    for span in holders:  # 三浦遥|専務を解任した
        title = next((m for m in syntax.mentions if m.kind is Kind.TITLE and 0 <= m.span.start - span.end <= 1), None)
        if title is not None and title.rule == "post":
            roles.put("title", [title], "phrase")


def title_owner(syntax: Syntax, discourse: Discourse, title: Mention) -> Mention | None:
    """The organization that stands before a title or modifies its phrase with の."""
    base = syntax.sentence.span.start
    organizations = [
        m
        for m in syntax.mentions
        if any(discourse.fits(e, ORGANIZATION) or discourse.fits(e, COURT) for e in discourse.ids(m))
        and discourse.entities[discourse.ids(m)[0]].type is EntityType.ORGANIZATION
    ]
    before = [m for m in organizations if m.span.end <= title.span.start]
    if before:
        nearest = max(before, key=lambda m: m.span.end)
        between = syntax.sentence.text[nearest.span.end - base : title.span.start - base]
        if re.fullmatch(r"(?:\([^()]*\))?(?:の|で|における)?(?:元|前|現|次期|新|初代|第\d+代|同)?", between):
            return nearest
    at = syntax.bunsetsu_at(title.span.start)
    for c in reversed(syntax.children[at]) if at >= 0 else ():
        if syntax.phrases[c].case in ("ノ", "デ"):
            for m in syntax.denoted(c):
                if m in organizations:
                    return m
    return None


def _by_case(arguments: Sequence[Argument], case: str) -> Iterator[list[Mention]]:
    """Agents of one case mark, those of one phrase together; the nearest phrase first."""
    found = [a for a in arguments if a.case == case and a.mention.kind in AGENTS]
    for distance in sorted({a.distance for a in found}):
        yield [a.mention for a in found if a.distance == distance]


PASSIVE = {"ガ": "ヲ", "ニ": "ガ", "ニヨル": "ガ", "カラ": "ガ"}


def _explicit(roles: _Roles, sense: Sense, arguments: Sequence[Argument], passive: bool) -> None:
    """Case marks that stand on the predicate's own phrases; topics fill what is left."""
    for case in ("ガ", "ヲ", "ニ", "ト", "カラ", "デ", "ニヨル", "ニタイスル", "ヲアイテ", "トトモ", "ニクワエ", "ノ"):
        for mentions in _by_case(arguments, case):
            deep = PASSIVE.get(case, case) if passive else case
            role = sense.of(deep)
            if passive and case == "ニ" and roles.put(sense.of("ニ"), mentions, "explicit"):
                continue
            if role is None and case == "ニヨル":
                role = sense.of("ガ")
            if role is None and case == "ニタイスル":
                role = sense.of("ニ")
            if role is None and case == "ヲアイテ":
                role = sense.of("ヲ")
            roles.put(role, mentions, "explicit")
    for case in ("ツウジ", "トトモ", "ニクワエ"):
        for mentions in _by_case(arguments, case):
            roles.put(sense.of("ガ"), mentions, "explicit", extend=True)
    for case in ("ハ", "モ", "見出し"):
        for mentions in _by_case(arguments, case):
            order: tuple[str, ...] = ("ヲ", "ニ", "ガ") if passive else ("ガ", "ヲ", "ニ", "ト")
            _ = any(roles.put(sense.of(c), mentions, "topic") for c in order)


def _omitted(roles: _Roles, sense: Sense, syntax: Syntax, at: int, passive: bool) -> None:
    """The head of a relative clause and the focus of a cleft fill a gap; then a shared subject does."""
    subject, object_ = (sense.of("ヲ"), sense.of("ガ")) if passive else (sense.of("ガ"), sense.of("ヲ"))
    heads = [a.mention for a in syntax.relative_head(at) if a.mention.kind in AGENTS]
    inherited = list(syntax.inherited_subjects(at))
    if heads:
        free = [s for s in (subject, object_, sense.of("ニ"), sense.of("カラ")) if roles.open(s)]
        outside = any(a.mention not in heads for a in inherited)
        if subject in free and object_ in free and not passive and (roles.frame.gap == "ヲ" or outside):
            free = [object_, *[f for f in free if f != object_]]
        for name in free:
            if roles.put(name, heads, "relative"):
                break
    if roles.open(subject):
        for a in inherited:
            if _reports(syntax, a, roles.discourse):
                continue
            group = next((p.mentions for p in syntax.phrases if a.mention in p.mentions), (a.mention,))
            if a.mention not in heads and roles.put_soft(subject, group, a.how):
                break
    if roles.open(subject):
        found = [a for a in syntax.topic_before(at) if a.mention not in heads and not _reports(syntax, a, roles.discourse)]
        roles.put_soft(subject, [a.mention for a in found], "topic")


def _reports(syntax: Syntax, a: Argument, discourse: Discourse) -> bool:
    """The subject of 報じた is the reporter, and who 話す or 説明する speaks of others, unless it is an organization."""
    at = syntax.bunsetsu_at(a.mention.span.end - 1)
    head = syntax.phrases[at].head if at >= 0 else -1
    if head < 0:
        return False
    verb = syntax.phrases[head].noun
    person = any(discourse.fits(e, PERSON) for e in discourse.ids(a.mention))
    return bool(NEWS.match(verb)) or (person and bool(REPORTING.match(verb)))


def _through_support(roles: _Roles, sense: Sense, syntax: Syntax, at: int, support: int) -> None:
    """Arguments of the verb that carries a nominal event: Xは買収を|行った, Xから出資を|受けた, 提案を|断った."""
    p = syntax.phrases[support]
    arguments = [a for a in syntax.arguments(support) if a.mention.span.end <= syntax.tokens[-1].end]
    verb = p.noun
    token = next((i for i, t in enumerate(syntax.tokens) if t.start >= p.span.start and t.lemma == verb), None)
    passive = token is not None and syntax.passive(token)
    patient = sense.of("ニ") or sense.of("ヲ")
    if RECEIVING.match(verb) and patient != sense.of("ガ"):
        for case in ("カラ", "ニ", "ニヨル", "ノ"):
            for mentions in _by_case(arguments, case):
                roles.put(sense.of("ガ"), mentions, "support")
        subject: str | None = patient
    elif REFUSING.match(verb):
        for mentions in _by_case(arguments, "カラ"):
            roles.put(sense.of("ガ"), mentions, "support")
        subject = sense.of("ヲ") or patient
        if not roles.open(subject):
            subject = sense.of("ガ")
    elif REQUESTING.match(verb) and sense.of("ニ") and not sense.of("ヲ"):
        for case in ("ニ", "カラ", "ニタイスル"):
            for mentions in _by_case(arguments, case):
                roles.put(sense.of("ガ"), mentions, "support")
        subject = sense.of("ニ")
    else:
        cases = ("ニ", "カラ", "ト", "ニタイスル", "ヲアイテ", "ニヨル") + (("ヲ",) if _two_objects(syntax, at, support) else ())
        for case in cases:
            for mentions in _by_case(arguments, case):
                _ = roles.put(sense.of(case), mentions, "support") or (
                    case == "ニタイスル" and roles.put(sense.of("ヲ"), mentions, "support")
                )
        subject = None if passive else sense.of("ガ")
    for case in ("ガ", "ハ", "モ", "見出し"):
        for mentions in _by_case(arguments, case):
            if passive and case == "ガ":
                continue
            roles.put(subject, mentions, "support")
    heads = [a.mention for a in syntax.relative_head(support) if a.mention.kind in AGENTS]
    if heads and roles.open(subject):
        roles.put(subject, heads, "relative")
    if roles.open(subject):
        for a in syntax.inherited_subjects(support):
            if not _reports(syntax, a, roles.discourse) and roles.put(subject, [a.mention], a.how):
                break


SUIT_NOUN = re.compile(r"(?:訴訟|裁判|訴え|請求|控訴|上告|主張|訴状|仮処分|責任|申し立て|賠償)$")
DEMANDING = re.compile(r"^(?:求める|請求|訴える|起こす|提起|命ずる|命じる|争う)")


def _through_suit(roles: _Roles, sense: Sense, syntax: Syntax, at: int) -> None:
    """Parties that stand on the suit's noun, or in the clause that demands: Xに賠償を求める|訴えを…, Xに…を求め、…提訴した."""
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.predicate and p.link in ("連用", "て", "連体") and DEMANDING.match(p.noun):
            _demand(roles, syntax, c)
        elif SUIT_NOUN.search(p.noun):
            _suit_noun(roles, syntax, c, p.noun)


def _suit_noun(roles: _Roles, syntax: Syntax, index: int, noun: str) -> None:
    for c in syntax.children[index]:
        p = syntax.phrases[c]
        mentions = [m for m in syntax.denoted(c) if m.kind in AGENTS]
        if p.predicate and p.link == "連体" and DEMANDING.match(p.noun):
            _demand(roles, syntax, c)
            for a in syntax.subject(c):
                roles.put("plaintiff", [a.mention], "relative")
        elif SUIT_NOUN.search(p.noun) and p.case == "ノ" and not mentions:
            _suit_noun(roles, syntax, c, p.noun)
        elif mentions and p.case == "ノ":
            roles.put(
                "defendant"
                if noun.endswith("責任")
                else "party"
                if re.search(r"(?:控訴|上告|裁判|訴訟)$", noun)
                else "plaintiff",
                mentions,
                "phrase",
            )
        elif mentions and p.case in ("ニタイスル", "ニ"):
            roles.put("defendant", mentions, "phrase")
        elif mentions and p.case == "ト":
            roles.put("party", mentions, "phrase")


def _demand(roles: _Roles, syntax: Syntax, index: int) -> None:
    """Xに 300万円の支払いを 求め: who must pay, and how much."""
    arguments = syntax.arguments(index)
    for case in ("ヲアイテ", "ニタイスル", "ニ", "ヲ"):
        for mentions in _by_case(arguments, case):
            roles.put("defendant", mentions, "explicit")
    money = [
        m
        for c in syntax.children[index]
        for m in (*syntax.phrases[c].mentions, *(a.mention for a in syntax.arguments(c)))
        if m.kind is Kind.MONEY
    ]
    if money:
        roles.put("damages", money[:1], "explicit")
    for c in syntax.children[index]:
        if syntax.phrases[c].predicate and syntax.phrases[c].link in ("連用", "て"):
            _demand(roles, syntax, c)


def _two_objects(syntax: Syntax, at: int, support: int) -> bool:
    """Xを買収で|子会社化を|目指す: the verb carries the event's own object beside the event."""
    return syntax.phrases[at].case != "ヲ" or sum(syntax.phrases[c].case == "ヲ" for c in syntax.children[support]) > 1


def _values(roles: _Roles, frame: Frame, syntax: Syntax, at: int, trigger: Trigger, support: int | None) -> None:
    """Amount, date and round: of the event's own phrases, of what carries it, then the only one of its clause."""
    start = syntax.tokens[trigger.first].start
    rings: list[list[Mention]] = [[a.mention for a in syntax.arguments(at)]]
    phrase = syntax.phrases[at]
    rings[0] += [m for m in syntax.mentions if phrase.span.covers(m.span)]
    if phrase.head >= 0 and (phrase.link == "cleft" or (phrase.case in ("ハ", "ガ") and not phrase.predicate)):
        rings[0] += _focus(syntax, at)  # 買収したのは|2015年だ, 創業は|大正10年
    if phrase.link == "連体" and phrase.head >= 0 and SUM_NOUN.search(syntax.phrases[phrase.head].noun):
        rings[0] += _focus(syntax, phrase.head)
    for c in syntax.children[at]:
        rings[0] += [
            a.mention
            for a in syntax.arguments(c)
            if syntax.phrases[c].case in ("ノ", "ヲ", "デ", "ガ") or syntax.phrases[c].link in ("て", "連用")
        ]
    closed = phrase.link in ("連体",) and phrase.head >= 0 and not MODAL_HEAD.search(syntax.phrases[phrase.head].noun)
    up = support if support is not None else phrase.head
    for _ in range(0 if closed else 3):
        if up is None or up < 0:
            break
        rings.append([a.mention for a in syntax.arguments(up)])
        up = syntax.phrases[up].head
    rings.append([m for m in syntax.mentions if m.span.end <= start])
    if trigger.sense.dates == "range":
        nearby = [*syntax.arguments(at), *(a for c in syntax.children[at] for a in syntax.arguments(c))]
        for a in nearby:
            if a.mention.kind is Kind.DATE and a.case in ("カラ", "マデ"):
                roles.put("startDate" if a.case == "カラ" else "endDate", [a.mention], "explicit")
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
            if found:
                near = min(found, key=lambda m: (m.span.start > start, abs(m.span.start - start)))
                roles.put(role.name, [near], "explicit" if depth == 0 else "clause")
                break


MODAL_HEAD = re.compile(
    r"(?:こと|の|もの|方針|計画|予定|意向|見通し|見込み|運び|考え|旨|判決|決定|命令|契約|合意|内容|形|際|とき|事実|人事)$"
)
HOW = {
    "explicit": 0.9,
    "phrase": 0.9,
    "topic": 0.85,
    "relative": 0.8,
    "cleft": 0.8,
    "support": 0.85,
    "shared": 0.7,
    "clause": 0.8,
    "carried": 0.5,
}


def _again(syntax: Syntax, trigger: Span) -> bool:
    """改めて提訴した, 訴えを再び起こした."""
    before = syntax.sentence.text[: trigger.start - syntax.sentence.span.start]
    return bool(re.search(r"(?:再び|改めて|あらためて|再度)[^。]{0,24}$", before))


def _ordered(syntax: Syntax, fact: Factuality) -> bool:
    """仮処分を決定した: a court's 決定 is no plan."""
    return (
        fact.status is Status.PLANNED
        and bool(fact.cues)
        and all(syntax.words(c) in ("決定", "決め", "決めた", "承認", "合意") for c in fact.cues)
    )


def _accused(syntax: Syntax) -> bool:
    """訴状によると, 告発によれば: what follows is a party's claim."""
    return any(p.case == "情報源" and re.search(r"(?:訴状|起訴状|告発状|告発|原告|原告側|訴え)$", p.noun) for p in syntax.phrases)


def _statement(frame: Frame, trigger: Trigger, syntax: Syntax, roles: _Roles, fact: Factuality) -> Statement | Gap:
    known = any(isinstance(f.value, int) for fs in roles.filled.values() for f in fs)
    if not known and "amount" not in roles.filled and trigger.sense.action is None:
        return _gap(frame, trigger, syntax, "no role")
    fillers = tuple((r.name, f) for r in frame.roles for f in roles.filled.get(r.name, ()))
    confidence = min([HOW.get(f.how, 0.7) for _, f in fillers] or [0.4])
    span = Span(syntax.tokens[trigger.first].start, syntax.tokens[trigger.last - 1].end)
    status = trigger.sense.status or fact.status or Status.OCCURRED
    date = next((f.value for r, f in fillers if r == "date"), None)
    at = syntax.bunsetsu_at(syntax.tokens[trigger.last - 1].start)
    final = syntax.phrases[at].link in ("終止", "連用", "て", "が")
    if status is Status.PLANNED and not fact.cues and final and isinstance(date, Date) and roles.discourse.past(date):
        status = Status.OCCURRED  # 2018年、会社を設立する: the historical present
    if trigger.sense.action is not None and status not in (Status.OCCURRED, Status.ALLEGED) and not _ordered(syntax, fact):
        return _gap(frame, trigger, syntax, "not a step that was taken")
    if status is Status.OCCURRED and trigger.sense.action is None and _accused(syntax):
        status = Status.ALLEGED
    return Statement(
        frame.type,
        fillers,
        span,
        syntax.sentence.index,
        f"{frame.type}:{trigger.sense.words.split()[0]}",
        status,
        fact.cues,
        trigger.sense.action,
        confidence,
        fact.certain,
        _again(syntax, span),
    )
