"""An article's sentences in, names of people, organizations, places and products out, joined over the whole article.

    東亜電機は… 三浦遥氏(52)は… 三浦氏は  → 東亜電機 ORGANIZATION; 三浦遥, 三浦 PERSON

The CRF (kg.labeller) and rules of shape and context (name_shapes, name_affairs, name_contexts, name_people, name_callings, name_acts, name_teams) vote on each surface; what is certain once is
certain everywhere in the article, and every other occurrence of that surface is found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg import labeller
from kg.kanji import of_kanji
from kg.match import Words, compiled, each, lazy, lexicon
from kg.mentions import name_acts, name_affairs, name_callings, name_contexts, name_people, name_shapes, name_teams
from kg.mentions.name_beside import ACTING, beside
from kg.mentions.name_classes import coined, common, familial, personal, place, sino
from kg.mentions.name_edges import ending, kind_only, trim, unranked
from kg.mentions.name_kin import Votes, kin, unglued
from kg.mentions.name_votes import LEGAL, NAMED, SURE, Vote, honorific, ranks, titles, units_of_bodies
from kg.model import Article, Kind, Mention, Sentence, Span, Token, Zone

ACCEPT = {Kind.ORGANIZATION: 0.5, Kind.PERSON: 0.85}  # weight of votes that makes a surface a name
BODY = 0.9  # the same for common nouns that end like a body: 公園機構
PLAIN = 1.0  # the same for one that is made of common nouns and that only rules see
FAMILIAR = 1.0  # a rule's vote that is enough for what may be a family's name: 檜垣|CEO
CLEAR = 1.2  # votes for people and bodies that no vote for a thing outweighs
DOUBTFUL = 0.4  # by how much they must exceed those for a thing otherwise
WEAK, STRONG = 0.3, 1.5  # all that rules may say of a known place, unless they name it a party
UNSIGNED = 0.4  # of the CRF's votes for a person by no name of the dictionary, of whom nothing else says that it is one: 全港検
_THINGS = (Kind.PRODUCT, Kind.OTHER)
_COINED = lazy(r"[A-Z][A-Za-z]+")
_SHOP = "堂屋社館舎庵亭軒荘"  # ends no person's name, unless it is called 氏
_OF_BODIES = "労連協盟組"  # ends no person's name: 全国検労
_SITE = "岬峠湾港駅橋"
_HEAD_OF = lazy(r"[一-龯々ァ-ヴー](?:会頭|社長|会長|専務|常務|理事長|頭取)$")
_KIND_OF_FIRM = lazy(r"(?:会社|企業|業者|メーカー)$")
_LEGAL = lazy(f"{LEGAL}|合資会社|合名会社|相互会社")
_SCRIPTS = (lazy(r"[ァ-ヶー]"), lazy(r"[A-Za-z0-9]"))
_NO_NAME = lazy(
    r"[A-Z甲乙丙丁]社|[ぁ-ん・]{1,2}|[\d・,]+(?:社|人|校|行|団体|か国|カ国)?|[^A-Za-zァ-ヶー一-龯ぁ-ん]+|[A-Z]+\d{4,}|UTC.*|同(?:.{0,3}|[ァ-ヶー]+)|"
    r".*両(?:社|氏|行|校|大|県|市|党|信金|銀行|被告).*|新(?:会社|スタジオ|組織|団体|法人)|"
    r".*(?:[子親]会社|C[A-Z]O|取引銀行|地方銀行|コイン|講習会|研修会|発表会|説明会|第[一二三](?:代|期))|[a-z]+(?:\.[a-z]+)+|シリーズ[A-Z]|.*(?:場所|選手権|[一-龯ァ-ヴー]杯)|.*(?:リーグ|ボール|部|サッカー|ラグビー|卓球|柔道|競泳|陸上|スキー|ゴルフ|テニス|体操|日本)(?:男子|女子)|(?:当社|自社|同社|弊社|各社|他社).*|.{1,4}系(?:ファンド|企業|銀行|メディア|団体)"
)
_SEATS = ("市議", "県議", "町議", "村議", "区議", "府議", "道議", "都議", "市長", "町長", "村長", "区長", "県知事")
_PARTS = ("部", "畑")  # how the next ends, and how it begins
_KINDS = ("私立", "公立", "国立", "専門", "地域")
_NO_BODY = r"[一-龯]{1,6}(?:企画|営業|開発|海外事業|事業|人事|総務|経理|広報)部|[一-龯]{2,4}畑|(?:私立|公立|国立|専門|地域)[一-龯ァ-ヶー]{2,4}"
_FOREIGN = lazy(r"[ァ-ヶA-Z]")
_READING = lazy(r"[ぁ-ん]+(?:[ ・][ぁ-ん]+)*(?=[)、,=])")
_HIRAGANA = lazy("[ぁ-ん]{2}")
_KATAKANA = {ord(c): ord(c) + ord("ァ") - ord("ぁ") for c in map(chr, range(ord("ぁ"), ord("ん") + 1))}
_GRAMMAR = ("動詞", "助詞", "助動詞", "連体詞", "接続詞")
_RULES = (
    *name_shapes.RULES,
    *name_affairs.RULES,
    *name_contexts.RULES,
    *name_people.RULES,
    *name_callings.RULES,
    *name_acts.RULES,
    *name_teams.RULES,
)


@dataclass
class _Seen:
    """What is known of one surface: its places as the CRF or a rule found it, the rules' votes, what class its words are of."""

    places: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    rules: dict[Kind, float] = field(default_factory=lambda: defaultdict(float))
    common: bool = False
    place: bool = False
    coined: bool = False


def find(article: Article, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Mentions of names in text order; none overlap."""
    labels = [labeller.label(s.tokens) for s in sentences]
    seen: dict[str, _Seen] = {}
    for s, read in zip(sentences, labels, strict=True):
        if s.zone is not Zone.FURNITURE or not any(word in s.text for word in lexicon("sharing")):
            _look(s, read, seen)
    votes = _weighed(sentences, labels, seen)
    votes = kin(votes, article.norm)
    found = {w: k for w, v in votes.items() if (k := _decide(w, v, w in seen and seen[w].common)) is not None}
    return _occurrences(sentences, unglued(found), {w: x.places for w, x in seen.items()}, votes)


def _look(s: Sentence, read: labeller.Labels, seen: dict[str, _Seen]) -> None:
    """Candidates of one sentence and the rules' votes on them."""
    text, base = s.text, s.span.start

    def note(start: int, end: int, cut: bool = False) -> _Seen:
        words = text[start:end]
        if words not in seen:
            short = 2 < len(words) < 6 and of_kanji(words)
            seen[words] = _Seen(common=common(s, start, end), place=place(s, start, end), coined=short and coined(s, start, end))
        seen[words].places.add(base + start)
        if cut:
            seen[words].cut.add(base + start)
        return seen[words]

    people: set[tuple[int, int]] = set()  # as the CRF sees them
    bodies: set[tuple[int, int]] = set()
    for i, (first, last, kind) in enumerate(_pieces(s, (*read.names, *labeller.faint(read, NAMED)))):
        while first < last - 1 and s.tokens[first].pos[0] in _GRAMMAR:
            first += 1
        last = next((i for i in range(first + 1, last) if s.tokens[i].pos[0] == "助詞" and s.tokens[i].surface in "がはを"), last)
        last = _unseated(s.tokens, first, last)
        whole = s.tokens[first].start - base, s.tokens[last - 1].end - base
        name_ends = unranked(text, *whole) if kind is Kind.ORGANIZATION and of_kanji(text[whole[0]]) else whole[0]
        if name_ends > whole[0] and personal(s, whole[0], name_ends):
            kind = Kind.PERSON  # 三浦遥|教諭, 三浦遥官房|審議官
        start, end = trim(text, *whole, kind)
        start = _once(s, first, start, end)
        if start < end and not _post(text, start, end) and not _reading(text, start, end):
            name = note(start, end, (start, end) != whole)
            people |= {(start, end)} if kind is Kind.PERSON and i < len(read.names) else set()
            bodies |= {(start, end)} if kind is Kind.ORGANIZATION else set()
            for voted, weight in _behind(s, start, end, kind, name.common):
                name.rules[voted] += weight
    votes = (*_voted(text), *beside(s))
    for vote in (*votes, *_in_katakana(text, bodies, votes)):
        person = vote.kind is Kind.PERSON
        of = Kind.PERSON if person else None
        start, end = trim(text, vote.start, vote.end, of) if vote.weight < 1.0 else (vote.start, vote.end)
        if start < end and (not person or vote.weight >= SURE or (start, end) in people or personal(s, start, end)):
            note(start, end).rules[vote.kind] += vote.weight
        elif start < end and vote.weight >= FAMILIAR and familial(s, start, end):
            note(start, end).rules[vote.kind] += STRONG


def _once(s: Sentence, first: int, start: int, end: int) -> int:
    """Where a name begins behind the word that says of the post behind it when it was held: (=元|北嶺製紙|社長."""
    word = s.tokens[first]
    alone = word.end - s.span.start == start + 1 and end - start > 2
    return start + 1 if alone and word.surface in "元前現" and titles().opening(s.text, end) else start


def _pieces(s: Sentence, names: Iterable[tuple[int, int, Kind, float]]) -> Iterator[tuple[int, int, Kind]]:
    """The CRF's names, two in place of one that joins two bodies: 北嶺銀行|と|青森信金."""
    for first, last, kind, _ in names:
        for i in range(first + 1, last - 1):
            joint = s.tokens[i].surface in ("と", "や") and s.tokens[i].pos[0] == "助詞"
            if joint and ending(s.text[s.tokens[first].start - s.span.start : s.tokens[i].start - s.span.start]):
                yield first, i, kind
                first = i + 1
        yield first, last, kind


def _unseated(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a person's name ends before the place whose 議員 they are: 三浦|遥|青森|市議."""
    end = last - (tokens[last - 1].surface in _SEATS)
    seated = end < len(tokens) and end - first > 2 and tokens[end - 1].pos[2] == "地名" and tokens[end].surface in _SEATS
    return end - 1 if seated and all(t.pos[2] == "人名" for t in tokens[first : end - 1]) else last


def _voted(text: str) -> Iterator[Vote]:
    """Every rule's votes on one sentence's text."""
    for hit in each(_RULES, text):
        yield from hit.value


def _in_katakana(text: str, names: Iterable[tuple[int, int]], votes: Sequence[Vote]) -> Iterator[Vote]:
    """コープあおば|は5日の総代会で: what rules would say of コープアオバ, since in ひらがな they see no name."""
    for start, end in sorted(names):
        if _HIRAGANA.search(text, start, end):
            told = text[:start] + text[start:end].translate(_KATAKANA) + text[end:]
            yield from (v for v in _voted(told) if (v.start, v.end) == (start, end) and v not in votes)


def _post(text: str, start: int, end: int) -> bool:
    """札幌支社|長, 逓信|大臣 are posts, no bodies."""
    if text.startswith("大臣", end):
        return not ending(text[start:end])
    return text[end : end + 1] in ("長", "員") and bool(units_of_bodies().closing(text[start:end]))


def _reading(text: str, start: int, end: int) -> bool:
    """三浦遥(みうら・はるか): how a name is read, no other name."""
    opening = text.rfind("(", 0, start)
    read = _READING.match(text, opening + 1) if opening >= 0 else None
    return read is not None and read.end() >= end


def _behind(s: Sentence, start: int, end: int, kind: Kind, common: bool) -> Iterator[tuple[Kind, float]]:
    """What a name's own ending and the words behind it say: 三浦|氏, 北嶺|銀行, 三浦|社長."""
    text = s.text
    body = ending(text[start:end])
    if honorific("person").match(text, end):
        yield Kind.PERSON, 1.5
    elif kind is Kind.PERSON and not body and ranks().opening(text, end):
        yield Kind.PERSON, 1.0
    elif kind is Kind.PERSON and not body and titles().opening(text, end):
        yield Kind.PERSON, 0.5 if not common or familial(s, start, end) else 0.3
    elif honorific("polite").match(text, end) and not body and kind is Kind.PERSON:
        called = 0.3 if end - start > 3 else 0.0  # 霧生ひさぎさん is one, 花屋さん none
        yield Kind.PERSON, called if common else 0.3 if _FOREIGN.match(text, start) else 1.5
    wares = common and body in lexicon("trades") and sino(s, start, end)
    if body and end - start > max(2, len(body)) and not wares:
        yield Kind.ORGANIZATION, 0.5


# weighing ------------------------------------------------------------------------------------------------------------


def _weighed(sentences: Sequence[Sentence], labels: Sequence[labeller.Labels], seen: Mapping[str, _Seen]) -> Votes:
    """For each surface and kind the CRF's chances, averaged over all its uses, and the rules' votes."""
    chances: dict[str, dict[Kind, list[float]]] = {w: defaultdict(list) for w in seen}
    for s, read in zip(sentences, labels, strict=True):
        starts = {t.start: i for i, t in enumerate(s.tokens)}
        ends = {t.end: i + 1 for i, t in enumerate(s.tokens)}
        for words, known in seen.items():
            at = s.text.find(words)
            while at >= 0:
                place = s.span.start + at
                first, last = starts.get(place), ends.get(place + len(words))
                if first is not None and last is not None:
                    for kind in labeller.KINDS.values():
                        chances[words][kind].append(read.chance(first, last, kind, place in known.cut))
                at = s.text.find(words, at + len(words))
    out: Votes = {}
    for words, known in seen.items():
        total: dict[Kind, float] = defaultdict(
            float, {k: WEAK if known.place and WEAK < w < STRONG else w for k, w in known.rules.items()}
        )
        for kind, uses in chances[words].items():
            told = [p for p in uses if p > 0.0]
            if told:
                total[kind] += sum(told) / len(uses) + min(sum(told), 3.0) / 10
        if _does_as_firms(words, known) and not any(words != w and words in w for w in seen):
            total[Kind.PERSON] /= 3
        if known.coined and (len(words) == 3 or words[-1] in _OF_BODIES) and not known.rules.get(Kind.PERSON):
            total[Kind.PERSON] *= UNSIGNED
        if known.place and not known.rules:
            total[Kind.ORGANIZATION] /= 2  # アテネの投資会社
        out[words] = dict(total)
    return out


def _does_as_firms(words: str, known: _Seen) -> bool:
    """A name with foreign letters of which rules know what companies do, and nothing that people do."""
    rules = known.rules
    return bool(_FOREIGN.search(words)) and rules.get(Kind.ORGANIZATION, 0.0) > max(rules.get(Kind.PERSON, 0.0), ACTING)


def _decide(words: str, votes: Mapping[Kind, float], common: bool) -> Kind | None:
    if (
        (len(words) < 2 and votes.get(Kind.PERSON, 0.0) < 1.5)
        or _NO_NAME.fullmatch(words)
        or ((words.endswith(_PARTS) or words.startswith(_KINDS)) and compiled(_NO_BODY).fullmatch(words))
        or kind_only().fullmatch(words)
        or words in lexicon("not-names")
        or words in lexicon("legal-forms")
    ):
        return None
    if not votes or _titles().make(words):
        return None
    kind = max(votes, key=lambda k: (votes[k], k.value))
    body = ending(words)
    at = len(words) - len(body)
    if common and _KIND_OF_FIRM.search(words) and not _LEGAL.search(words):
        return None  # 製薬会社
    if kind is Kind.ORGANIZATION and not body and _HEAD_OF.search(words):
        return None  # 三浦遥会頭
    stands = at > 1 and len(body) > 1 and _stands_for_itself(words, at)
    if kind is Kind.PLACE and stands and votes.get(Kind.ORGANIZATION, 0.0) >= ACCEPT[Kind.ORGANIZATION]:
        kind = Kind.ORGANIZATION  # 青森財務局
    least = (BODY if body and at > 1 else PLAIN) if common else ACCEPT.get(kind, 0.0)
    told, person = sum(votes.get(k, 0.0) for k in NAMED), votes.get(Kind.PERSON, 0.0)
    if kind in NAMED and (told < least or _rather_thing(words, votes, told)):
        return None
    if kind is Kind.PERSON and told < CLEAR and of_kanji(words) and (len(words) < 3 or words[-1] in _SITE):
        return None  # a family name alone, never with 氏, a post or a full name; a place
    if kind is Kind.PERSON and (stands or (person < CLEAR and len(words) > 2 and words[-1] in _SHOP and of_kanji(words))):
        kind = Kind.ORGANIZATION  # 三浦法律事務所
    return None if words in lexicon("org_suffixes") and not words.startswith("最高") else kind


def _rather_thing(words: str, votes: Mapping[Kind, float], told: float) -> bool:
    """Harbor CLI, 青ワークフロー: as likely a thing; one coined Latin word is oftener a firm and its product at once."""
    if told >= CLEAR or told - sum(votes.get(k, 0.0) for k in _THINGS) >= DOUBTFUL:
        return False
    body = ending(words)
    return not _COINED.fullmatch(words) and not (body and len(words) > len(body) + 1 and body not in lexicon("trades"))


def _stands_for_itself(words: str, at: int) -> bool:
    """三浦|法律事務所, 三浦|ワークス, ハーベル・|マネジメント, Harbor |Trust: an ending that no person's name has."""
    return of_kanji(words[at]) or of_kanji(words[at - 1]) or words[at - 1] in "・ "


@cache
def _titles() -> Words:
    return Words(lexicon("titles"))


# occurrences ---------------------------------------------------------------------------------------------------------


def _occurrences(
    sentences: Sequence[Sentence], kinds: Mapping[str, Kind], places: Mapping[str, set[int]], votes: Votes
) -> tuple[Mention, ...]:
    if not kinds:
        return ()
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in sorted(kinds, key=lambda w: (-len(w), w)):
        by_first[word[0]].append(word)
    out = []
    for s in sentences:
        edges = {t.start for t in s.tokens} | {t.end for t in s.tokens}
        at = 0
        while (found := _next(s.text, at, by_first)) is not None:
            start, words = found
            end = start + len(words)
            span = Span(s.span.start + start, s.span.start + end)
            if span.start in places.get(words, ()) or _bounded(s.text, start, end, span, edges, kinds[words]):
                score = min(1.0, votes.get(words, {}).get(kinds[words], 0.0) / 2)
                out.append(Mention(span, kinds[words], words, "name", None, round(score, 3)))
                at = end
            else:
                at = start + 1
    return tuple(out)


def _next(text: str, at: int, by_first: Mapping[str, Sequence[str]]) -> tuple[int, str] | None:
    """The first name from a place on, the longest that begins there; every article has other names: no pattern is worth compiling."""
    for i in range(at, len(text)):
        for word in by_first.get(text[i], ()):
            if text.startswith(word, i):
                return i, word
    return None


def _bounded(text: str, start: int, end: int, span: Span, edges: set[int], kind: Kind) -> bool:
    """Whether an occurrence stands by itself: no letter of its own script beside it, edges of tokens at 漢字."""
    before, after = text[start - 1 : start], text[end : end + 1]
    for script in _SCRIPTS:
        if (script.match(text[start]) and script.match(before)) or (script.match(text[end - 1]) and script.match(after)):
            return False
    if (of_kanji(text[start]) and span.start not in edges) or (of_kanji(text[end - 1]) and span.end not in edges):
        return False
    if kind is Kind.PERSON and end - start <= 2 and of_kanji(text[end - 1]) and of_kanji(after):
        return bool(honorific().match(text, end) or titles().opening(text, end) or ranks().opening(text, end))
    return True
