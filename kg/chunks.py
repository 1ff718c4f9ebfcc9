"""A sentence's bunsetsu and mentions in, phrases out: what each denotes or says, its case mark, what it depends on.

    東亜電機は|北星製薬を|買収した。 → 東亜電機 ハ, 北星製薬 ヲ, 買収する 終止

A clause reads phrases; how phrases of one sentence bear on one another is clauses.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.cases import BRACKETED, CASE, COMPOUND, HONORIFIC, mark, skip
from kg.model import AGENTS, Kind, Mention, Sentence, Span, Token
from kg.predicates import link, verb_index

NAMES = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.PRODUCT)
_BEHIND_NOUN = re.compile(r"[、。,.」』”’〉》)!?]|だ|です|である|で、")
_COPULA = re.compile(r"(?:だ|である|で、|です|だっ)")
_FUNCTION = ("助詞", "助動詞", "補助記号", "接続詞")
_FUNCTION_VERBS = ("因る", "対する", "依る", "関する", "通ずる", "於く")  # に|よる, に|対する
_ADVERB = re.compile(r"(?:相次いで|相次ぎ|続いて|次いで|改めて|あらためて|併せて|あわせて|揃って|そろって|まとめて)、?")
_CLOSES = "」』”’〉》)"
_EVENT = re.compile(
    r"(?:買収|TOB|MBO|買い付け|買付け|合併|統合|提携|出資|融資|増資|投資|売却|譲渡|取得|子会社化|支援|訴訟|提案|交渉|案|計画)$"
)
_VERDICT = re.compile(r"(?:判決|命令|和解|提訴|起訴|控訴|上告|棄却|勝訴|敗訴)$")
_PARTNER = re.compile(r"(?:の|による|に対する)$")
# verbs whose object is an event, not a firm: Xが|始めた|Yへの|TOB
_DONE_TO_EVENTS = (
    "始める",
    "行う",
    "実施",
    "進める",
    "続ける",
    "仕掛ける",
    "検討",
    "発表",
    "公表",
    "合意",
    "契約",
    "計画",
    "提案",
    "表明",
    "打診",
    "決める",
    "決定",
    "狙う",
    "目指す",
    "試みる",
    "画策",
    "申し入れる",
    "持ち掛ける",
    "持ちかける",
    "完了",
    "断念",
)
_SAID = re.compile(r"(?:た|る|い|だ|う|く|す|つ|む)として、?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One bunsetsu. `mentions` are those that its head noun denotes, coordinated ones included, in text order."""

    index: int
    head: int
    case: str
    noun: str  # of a predicate: the verb's lemma
    span: Span
    mentions: tuple[Mention, ...]
    predicate: bool
    verb: int  # index of the predicate's head verb among the sentence's tokens; -1 for a copula and for no predicate
    link: str  # of a predicate: 連体 連用 て ば と が ため 終止 cleft


def phrases(sentence: Sentence, mentions: Sequence[Mention], groups: Sequence[tuple[Mention, ...]]) -> tuple[Phrase, ...]:
    """The phrases of a sentence, one for each bunsetsu. `groups` are the lists that mentions stand in."""
    found = tuple(_phrase(sentence, mentions, groups, i) for i in range(len(sentence.bunsetsu)))
    base = sentence.span.start
    words = [sentence.text[p.span.start - base : p.span.end - base] for p in found]
    found = _past_adverbs(found, [i for i, text in enumerate(words) if _ADVERB.fullmatch(text)])
    found = _second_object(_to_event(found, words), words)
    if sentence.zone == "headline":
        found = _headline_event(found, words)
    said = [p.index for p in found if p.predicate and _SAID.search(words[p.index])]
    return mended(_within_quotes(found, words), said, [i for i, text in enumerate(words) if text.endswith("、")])


def _phrase(sentence: Sentence, mentions: Sequence[Mention], groups: Sequence[tuple[Mention, ...]], index: int) -> Phrase:
    b = sentence.bunsetsu[index]
    tokens = sentence.tokens[b.first : b.last]
    span = Span(tokens[0].start, tokens[-1].end)
    inner = [m for m in mentions if span.start < m.span.end <= span.end]
    text = "".join(_spaced(tokens))
    marked = any(COMPOUND.match(skip(text[m.span.end - span.start :])) for m in inner if m.kind in AGENTS)
    verb = None if marked or _ADVERB.fullmatch(text) else verb_index(tokens, [m.span for m in inner if m.kind in NAMES])
    if verb is not None:
        joins = link(tokens, verb, b.head)
        if joins == "連体" and sentence.text[span.end - sentence.span.start :].startswith("("):
            joins = "終止"  # Yを訴える(3特許、…)
        case = joins if joins == "ト" else ""
        return Phrase(index, b.head, case, tokens[verb].lemma, span, (), True, b.first + verb, joins)
    tail, last = _tail(sentence, mentions, tokens, inner)
    case = mark(tail)
    denoted = () if last is None else next((g for g in groups if g[-1] == last), (last,))
    if case == "" and sentence.zone == "headline" and denoted and _opens(sentence, index, text):
        case = "見出し"
    end = _content_end(tokens) - 1
    final = b.head < 0
    bare = sentence.zone == "headline" or (text.endswith("、") and _argued(sentence, index))
    if case == "" and not denoted and bare and tokens[end].pos[2] == "サ変可能":
        joins = "終止" if final else "連用"  # 独フォルカー買収で|合意
        return Phrase(index, b.head, "", tokens[end].lemma, span, (), True, b.first + end, joins)
    copular = final or bool(_COPULA.match(tail))
    joins = "終止" if final else "連用" if tail.startswith("で、") else ""
    return Phrase(index, b.head, case, _noun(tokens), span, denoted, copular and not denoted, -1, joins)


def _opens(sentence: Sentence, index: int, text: str) -> bool:
    """東亜電機、|…; 通販の|東亜電機、|…: what a headline is about."""
    before = sentence.bunsetsu[:index]
    leads = all(b.head <= index and sentence.tokens[b.last - 1].surface == "の" for b in before)
    return index == 0 or (leads and text.endswith("、"))


def _argued(sentence: Sentence, index: int) -> bool:
    """6月に|引責辞任、: a marked argument stands right before the noun."""
    if index == 0:
        return False
    b = sentence.bunsetsu[index - 1]
    last = sentence.tokens[b.last - 1]
    return b.head == index and last.pos[0] == "助詞" and last.surface in ("は", "が", "を", "に", "で", "から", "も")


# the head noun ---------------------------------------------------------------------------------------------------------


def _tail(
    sentence: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token], inner: Sequence[Mention]
) -> tuple[str, Mention | None]:
    """The words behind a phrase's head noun, and the mention that the head noun is, if any: 三浦氏らが → が, 三浦."""
    text, base = "".join(_spaced(tokens)), tokens[0].start
    for m in sorted(inner, key=lambda m: (m.span.end, -m.span.start), reverse=True):
        if m.kind is Kind.AGE or _within(sentence, mentions, m, inner):
            continue
        before = text[: max(m.span.start - base, 0)]
        if before.count("(") > before.count(")"):
            continue
        rest = text[m.span.end - base :]
        if m.kind in (Kind.PERSON, Kind.ANAPHOR):
            rest = _skip_title(sentence, mentions, rest, m.span.end)
        rest = skip(rest)
        if not rest or CASE.match(rest) or _BEHIND_NOUN.match(rest):
            return rest.lstrip(_CLOSES), m
        break
    return skip("".join(_spaced(tokens[_content_end(tokens) :])).lstrip()), None


def _within(sentence: Sentence, mentions: Sequence[Mention], m: Mention, inner: Sequence[Mention]) -> bool:
    """ウミネリ and 名誉会長 in 砂原海斗|ウミネリ名誉会長, 専務 in 三浦|専務に: parts of another name's phrase, not its head."""
    if m.kind not in (Kind.TITLE, Kind.ORGANIZATION):
        return False
    people = (o for o in inner if o.kind is Kind.PERSON or (o.kind is Kind.ANAPHOR and o.value == "person"))
    if any(o.span.end <= m.span.start and m.span.end <= _epithet(sentence, mentions, o.span.end) for o in people):
        return True
    before = [o for o in inner if o.kind in AGENTS and o.span.end <= m.span.start]
    return m.kind is Kind.TITLE and bool(before) and not _has_posts(max(before, key=lambda o: o.span.end))


def _has_posts(m: Mention) -> bool:
    """ウミネリ|社長に: the title of an organization is the head; 三浦|専務に: behind a person it is an epithet."""
    return m.kind is Kind.ORGANIZATION or (m.kind is Kind.ANAPHOR and m.value in ("organization", "issuer"))


def _skip_title(sentence: Sentence, mentions: Sequence[Mention], rest: str, at: int) -> str:
    """三浦遥|専務(59)を → を: the title behind a name belongs to the name."""
    for _ in range(2):
        shorter = BRACKETED.sub("", HONORIFIC.sub("", rest))
        at += len(rest) - len(shorter)
        end = _epithet(sentence, mentions, at)
        rest, at = shorter[end - at :], end
    return rest


def _epithet(sentence: Sentence, mentions: Sequence[Mention], at: int) -> int:
    """The end of what stands behind a name: 三浦|専務, 三浦・|北嶺銀行元頭取; its own place where nothing does."""
    titles = {m.span.start: m.span.end for m in reversed(mentions) if m.kind is Kind.TITLE}
    if at in titles:
        return titles[at]
    gap = 1 if sentence.text[at - sentence.span.start :].startswith("・") else 0
    owner = next((m for m in mentions if m.kind is Kind.ORGANIZATION and m.span.start == at + gap), None)
    return at if owner is None else titles.get(owner.span.end, at)


def _content_end(tokens: Sequence[Token]) -> int:
    """Index behind the last content word of a noun phrase: 北星|製薬|に|よる → 2."""
    end = len(tokens)
    depth = 0
    for i in range(len(tokens) - 1, -1, -1):
        t = tokens[i]
        if t.surface in (")", "」", "』"):
            depth += 1
            if t.surface != ")":
                return i + 1
        elif t.surface == "(" and depth:
            depth -= 1
            end = i
            continue
        if depth:
            continue
        about = i > 0 and (tokens[i - 1].surface, t.surface) in (("に", "つい"), ("に", "つき"), ("に", "とっ"), ("と", "し"))
        if t.surface == "%" or not (t.pos[0] in _FUNCTION or t.lemma in _FUNCTION_VERBS or about):
            return i + 1
        end = i
    return end


def _noun(tokens: Sequence[Token]) -> str:
    """「北星|製薬|」|を → 北星製薬"""
    return "".join(t.surface for t in tokens[: _content_end(tokens)]).strip("「『(")


def _spaced(tokens: Sequence[Token]) -> Iterator[str]:
    """Surfaces with the blanks between them."""
    at = tokens[0].start if tokens else 0
    for t in tokens:
        yield " " * (t.start - at) + t.surface
        at = t.end


# repairs of parses -----------------------------------------------------------------------------------------------------


def mended(phrases: tuple[Phrase, ...], said: Sequence[int] = (), commas: Sequence[int] = ()) -> tuple[Phrase, ...]:
    """What no parse should say: Xが|2010年、 and 50億円を|Yに (an argument of a name or a date) depend on what that does.

    `said` names the predicates of …した|として, whose subject is not that of what follows; `commas` the phrases that a comma ends.
    """
    named = ("ガ", "ヲ", "ニ", "カラ", "デ", "ハ", "ニタイスル", "")
    phrases = _in_clefts(phrases)
    quoted = {p.index: p.head for p in phrases if p.link == "ト" and p.head > p.index and p.verb >= 0}
    phrases = tuple(_past_sum(_past_adjective(_nearer(p, quoted), phrases), phrases) for p in phrases)
    dated = {p.index: p.head for p in phrases if p.case in named and p.mentions and not p.predicate and not _said(p, phrases)}
    phrases = tuple(_past_grounds(_saying(p, phrases), phrases) for p in phrases)
    marked = ("ガ", "ヲ", "ハ", "モ", "カラ", "ニヨル", "見出し")
    phrases = tuple(replace(p, head=_beyond(p.head, dated)) if p.case in marked and p.head in dated else p for p in phrases)
    return tuple(
        _subject_of(p, phrases, (*said, *quoted), p.index in commas and p.head in said) if p.case == "ガ" else p for p in phrases
    )


def _in_clefts(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Xが|高裁へ|控訴したのは|8月である: arguments of the clause, not of what it is said to be."""
    clefts = {q.head: q.index for q in phrases if q.link == "cleft" and q.head > q.index and not phrases[q.head].predicate}
    if not clefts:
        return phrases
    inner = ("ガ", "ヲ", "ニ", "デ", "カラ", "ニタイスル")
    return tuple(
        replace(p, head=clefts[p.head]) if p.head in clefts and p.index < clefts[p.head] and p.case in inner else p
        for p in phrases
    )


def _within_quotes(phrases: tuple[Phrase, ...], words: Sequence[str]) -> tuple[Phrase, ...]:
    """「北星製薬には|30億円を|出す」と、|三浦氏は|明言した: what stands in a quotation depends on no word outside."""
    out, begin = list(phrases), -1
    for i, text in enumerate(words):
        if text.startswith("「") and "」" not in text:
            begin = i
        elif "」" in text and begin >= 0:
            if phrases[i].predicate:
                out[begin:i] = [replace(p, head=i) if p.head > i else p for p in out[begin:i]]
            begin = -1
    return tuple(out)


def _saying(p: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """集めると|11日に|発表した|北星製薬の|株は: what is said goes to a verb, not to the noun behind it."""
    if p.link != "ト" or p.verb < 0 or phrases[p.head].verb >= 0:
        return p
    verb = next((q.index for q in phrases[p.index + 1 : p.head] if q.verb >= 0), None)
    return p if verb is None else replace(p, head=verb)


def _past_grounds(p: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """Xは|市況の|悪化を|理由に、|…中止した: a topic is of the clause, not of its grounds."""
    head = phrases[p.head]
    grounds = head.case == "ニ" and not head.predicate and any(q.head == head.index and q.case == "ヲ" for q in phrases)
    return replace(p, head=head.head) if p.case in ("ハ", "ガ", "モ") and grounds and head.head > head.index else p


def _past_adverbs(phrases: tuple[Phrase, ...], adverbs: Sequence[int]) -> tuple[Phrase, ...]:
    """Yを|相次いで|買収した: an object of the verb, not of the adverb."""
    heads = {i: phrases[i].head for i in adverbs}
    return tuple(replace(p, head=heads[p.head]) if heads.get(p.head, -1) > p.head else p for p in phrases)


def _second_object(phrases: tuple[Phrase, ...], words: Sequence[str]) -> tuple[Phrase, ...]:
    """事業を、|1日を|効力発生日と|する|分割により|承継する: a verb has one object, the other is that of the next."""
    out = list(phrases)
    for q in phrases:
        objects = (
            [p for p in phrases[: q.index] if p.head == q.index and p.case == "ヲ"] if q.link == "連体" and q.verb >= 0 else []
        )
        if len(objects) > 1 and words[objects[0].index].endswith("、"):
            above = next((r.index for r in phrases[q.index + 1 :] if r.verb >= 0), None)
            if above is not None:
                out[objects[0].index] = replace(objects[0], head=above)
    return tuple(out)


def _headline_event(phrases: tuple[Phrase, ...], words: Sequence[str]) -> tuple[Phrase, ...]:
    """X、Yの事業を|買収へ 520億円, Yに|賠償命令 東京地裁: what stands before a headline's event is the event's."""
    to = next(
        (q for q in phrases if (words[q.index].endswith("へ") and _EVENT.search(q.noun)) or _VERDICT.search(words[q.index])), None
    )
    if to is None or to.index + 1 >= len(phrases) or phrases[to.index + 1].span.start == to.span.end:
        return phrases
    return tuple(
        replace(p, head=to.index) if p.index < to.index and (p.head > to.index or p.case == "見出し") else p for p in phrases
    )


def _to_event(phrases: tuple[Phrase, ...], words: Sequence[str]) -> tuple[Phrase, ...]:
    """What stands on a party of an event that the event is meant by: Xが|始めた|Yへの|TOB, Xの|Yとの|合併."""
    sides = {
        q.index: q.head
        for q in phrases
        if q.head > q.index
        and any(m.kind is Kind.ORGANIZATION for m in q.mentions)
        and _EVENT.search(phrases[q.head].noun)
        and _PARTNER.search(words[q.index])
    }
    if not sides:
        return phrases
    return tuple(replace(p, head=sides[p.head]) if p.head in sides and _meant(p, phrases[p.head]) else p for p in phrases)


def _meant(p: Phrase, side: Phrase) -> bool:
    if p.link == "連体":
        return p.verb >= 0 and p.noun.startswith(_DONE_TO_EVENTS)
    return p.case == "ノ" and side.case != "ノ" and any(m.kind is Kind.ORGANIZATION for m in p.mentions)


def _beyond(head: int, dated: Mapping[int, int]) -> int:
    """Xが|昨年、|Yを|訴えた: past the date, then past the name that it leans on."""
    while head in dated and dated[head] > 0:
        head = dated[head]
    return head


def _reaches(phrases: Sequence[Phrase], q: Phrase, to: int) -> bool:
    """Y地裁は|…変更し、|…命じた: whether a phrase depends on another over clauses beside it."""
    at = q.head
    while 0 <= at < to and phrases[at].link in ("連用", "て", "が"):
        at = phrases[at].head
    return at == to


def _subject_of(p: Phrase, phrases: Sequence[Phrase], said: Sequence[int], lifted: bool) -> Phrase:
    """A ガ phrase of a clause within, given to what follows it: Xは|Yが…|出したとして|訴えた, Xが…|求めた|訴訟で、Y地裁は…|命じた."""
    outer = phrases[p.head].head if lifted else -1
    while outer >= 0 and not phrases[outer].predicate and phrases[outer].head > outer:
        outer = phrases[outer].head  # …使われたとして|Yに対する|訴訟を|起こした
    if outer >= 0 and not any(q.head == outer and q.case in ("ハ", "ガ") for q in phrases):
        return replace(p, head=outer)  # Xが、契約を|切られたとして…|訴えた
    rivals = [q for q in phrases if q.case == "ハ" and (q.head == p.head or (q.index > p.index and _reaches(phrases, q, p.head)))]
    if any(q.index < p.index for q in rivals):
        own = next((i for i in said if p.index < i and phrases[i].head == p.head), None)
        return p if own is None else replace(p, head=own)
    later = next((q.index for q in rivals if q.index > p.index), None)
    inner = (q.index for q in phrases[p.index + 1 : later] if q.link == "連体" and q.verb >= 0 and q.head < (later or 0))
    own = max(inner, default=None)
    return p if later is None or own is None else replace(p, head=own)


def _past_sum(p: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """Xなど5行と|400億円の|融資契約を|結んだ: a partner goes with the event, not with its sum."""
    head = phrases[p.head]
    of_sum = (
        p.case in ("ト", "ニタイスル", "ニヨル")
        and p.head > p.index
        and head.case == "ノ"
        and [m.kind for m in head.mentions] == [Kind.MONEY]
    )
    return replace(p, head=head.head) if of_sum else p


def _nearer(p: Phrase, quoted: Mapping[int, int]) -> Phrase:
    """62億ドルを|調達すると|発表した: an object goes to the clause that is quoted, not to who quotes it."""
    own = next((i for i, head in quoted.items() if p.index < i and p.head == head), None)
    beside = p.case == "ニ" and own == p.index + 1  # 社長に|就任すると|発表した
    return replace(p, head=own) if own is not None and (beside or p.case in ("ヲ", "デ", "カラ", "トシテ")) else p


def _past_adjective(p: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """Xが|仕掛けた|敵対的|TOB: a clause modifies the noun, not the adjective before it."""
    head = phrases[p.head] if p.head >= 0 else p
    bare = p.link == "連体" and not head.predicate and head.case == "" and head.noun.endswith("的")
    return replace(p, head=head.head) if bare and head.head > head.index else p


def _said(p: Phrase, phrases: Sequence[Phrase]) -> bool:
    """譲渡額は|38億円で、…: what its topic is, and no argument of what follows."""
    before = phrases[p.index - 1] if p.index else p
    return p.link == "連用" and before.head == p.index and before.case in ("ハ", "ガ") and not before.mentions
