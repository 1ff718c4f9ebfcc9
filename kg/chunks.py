"""A sentence's bunsetsu and mentions in, phrases out: what each denotes or says, its case mark, what it depends on.

    東亜電機は|北星製薬を|買収した。 → 東亜電機 ハ, 北星製薬 ヲ, 買収する 終止

What a parse got wrong is mended in repairs.py; how phrases of one sentence bear on one another is clauses.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.cases import BRACKETED, CASE, COMPOUND, HONORIFIC, mark, skip
from kg.model import AGENTS, Kind, Mention, Sentence, Span, Token
from kg.predicates import link, verb_index

NAMES = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.PRODUCT)
_BEHIND_NOUN = re.compile(r"[、。,.」』”’〉》)!?]|だ|です|である|で、")
_COPULA = re.compile(r"(?:だ|である|で、|です|だっ)")
_FUNCTION = ("助詞", "助動詞", "補助記号", "接続詞")
_FUNCTION_VERBS = ("因る", "対する", "依る", "関する", "通ずる", "於く")  # に|よる, に|対する
ADVERB = re.compile(r"(?:相次いで|相次ぎ|続いて|次いで|改めて|あらためて|併せて|あわせて|揃って|そろって|まとめて)、?")
_CLOSES = "」』”’〉》)"


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
    return tuple(_phrase(sentence, mentions, groups, i) for i in range(len(sentence.bunsetsu)))


def _phrase(sentence: Sentence, mentions: Sequence[Mention], groups: Sequence[tuple[Mention, ...]], index: int) -> Phrase:
    b = sentence.bunsetsu[index]
    tokens = sentence.tokens[b.first : b.last]
    span = Span(tokens[0].start, tokens[-1].end)
    inner = [m for m in mentions if span.start < m.span.end <= span.end]
    text = "".join(_spaced(tokens))
    marked = any(COMPOUND.match(skip(text[m.span.end - span.start :])) for m in inner if m.kind in AGENTS)
    verb = None if marked or ADVERB.fullmatch(text) else verb_index(tokens, [m.span for m in inner if m.kind in NAMES])
    if verb is not None:
        joins = link(tokens, verb, b.head)
        if joins == "連体" and sentence.text[span.end - sentence.span.start :].startswith("("):
            joins = "終止"  # Yを訴える(3特許、…)
        case = joins if joins == "ト" else ""
        return Phrase(index, b.head, case, tokens[verb].lemma, span, (), True, b.first + verb, joins)
    tail, last = _tail(sentence, mentions, tokens, text, inner)
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
    noun = "".join([t.surface for t in tokens[: end + 1]]).strip("「『(")  # 「北星|製薬|」|を → 北星製薬
    return Phrase(index, b.head, case, noun, span, denoted, copular and not denoted, -1, joins)


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
    sentence: Sentence, mentions: Sequence[Mention], tokens: Sequence[Token], text: str, inner: Sequence[Mention]
) -> tuple[str, Mention | None]:
    """The words behind a phrase's head noun, and the mention that the head noun is, if any: 三浦氏らが → が, 三浦."""
    base = tokens[0].start
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
        if t.surface == "%" or not (t.pos[0] in _FUNCTION or t.lemma in _FUNCTION_VERBS or _about(tokens, i)):
            return i + 1
        end = i
    return end


def _about(tokens: Sequence[Token], i: int) -> bool:
    """に|つい|て, と|し|て"""
    return i > 0 and (tokens[i - 1].surface, tokens[i].surface) in (("に", "つい"), ("に", "つき"), ("に", "とっ"), ("と", "し"))


def _spaced(tokens: Sequence[Token]) -> Iterator[str]:
    """Surfaces with the blanks between them."""
    at = tokens[0].start if tokens else 0
    for t in tokens:
        yield " " * (t.start - at) + t.surface
        at = t.end
