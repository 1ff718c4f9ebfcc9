"""An article's sentences in, names of people, organizations, places and products out, joined over the whole article.

    東亜電機は… 三浦遥氏(52)は… 三浦氏は  → 東亜電機 ORGANIZATION; 三浦遥, 三浦 PERSON

The CRF, shapes and lexicons vote on each surface; what is certain once (氏, a legal form, a suffix) is certain everywhere
in the article, and every other occurrence of that surface is found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.consonants import alike
from kg.labeller import label
from kg.model import Article, Kind, Mention, Sentence, Span, Token

ACCEPT = 0.35  # weight of votes that makes a surface a name
PLAIN = 0.9  # the same for one that is made of common nouns
NAMED = (Kind.PERSON, Kind.ORGANIZATION)
LEGAL = r"(?:株式会社|有限会社|合同会社|合資会社|一般社団法人|公益社団法人|社団法人|一般財団法人|公益財団法人|財団法人|学校法人|医療法人|社会福祉法人|特定非営利活動法人|NPO法人|国立大学法人|独立行政法人|\(株\)|\(有\))"
_HONORIFIC = re.compile(r"^(?:氏(?!名|族|神)|さん|様|容疑者|被告(?!側|人側)|女史|両氏|夫妻)")
_ROLE_AFTER = re.compile(
    r"^(?:社長|会長|副社長|専務|常務|頭取|総裁|理事長|CEO|最高\w{2,4}責任者|判事|裁判長|弁護士|教授|准教授|知事|市長|議員|首相|大統領|監督|検事|被告人)"
)
_NATION = re.compile(r"^(?:米|英|独|仏|伊|韓|中|露|豪|印|加|蘭|瑞|西)(?=[ァ-ヶA-ZＡ-Ｚ][ァ-ヶーA-Za-z])")
_CLASS_NOUN = re.compile(
    r"^(?:[一-龯ァ-ヶー]{0,8}(?:会社|大手|研究所|醸造所|養成所|取引所|企業|新興|業者|メーカー|部門|陣営|団体|機関|銀行|競合|傘下|同業|老舗|今更|つまり|自動車))(?=[ァ-ヶA-Z])"
)
_KATAKANA = r"[ァ-ヶー]+(?:[・=＝][ァ-ヶー]+)*"
_LATIN = r"[A-Z][A-Za-z0-9À-ÿ.&'!-]*(?: (?:de|van|von|der|of|and|the|&|[A-Z0-9][A-Za-z0-9À-ÿ.&'!-]*))*"
_PAIR = re.compile(rf"(?P<a>{_KATAKANA}|{_LATIN}|[一-龯ァ-ヶー・]{{2,20}})\((?P<b>{_KATAKANA}|{_LATIN})(?=[)、。,])")
_LEGAL_FORM = re.compile(
    rf"{LEGAL} ?(?P<x>(?!組織|設立|化|法|制|形態|[ぁ-ん])[一-龯々ァ-ヶー・A-Za-z0-9ぁ-ん&]+?)(?=[はがをにのとへで、。(「」)\s]|$)|(?P<y>[一-龯々ァ-ヶー・A-Za-z0-9&]+?) ?{LEGAL}(?![一-龯])"
)
_COURT = re.compile(
    r"(?:[ァ-ヶー]{2,}(?:州|郡|準州)の?)?(?:[一-龯ァ-ヶー]{2,8}(?:地区|郡))?(?:連邦)?(?:[一-龯]{1,4}|[ァ-ヶー]{2,})?(?<=[一-龯ァ-ヶー])(?:(?:連邦)?(?:地方|高等|最高|簡易|家庭|巡回|行政|上級|控訴|破産|衡平法)裁判所|(?:連邦)?(?:地裁|高裁|簡裁|家裁))|最高裁(?:判所)?"
)
_COMPANY = re.compile(r"(?P<x>[ァ-ヶー・A-Za-z0-9]{2,})社(?![員長内外会交名債])")
_APPOSED = re.compile(
    rf"(?:会社|メーカー|大手|新興|ベンチャー|企業|商社|ファンド|スタートアップ|チェーン|財団|サービス会社|開発)(?:の|、|である)?(?:米|英|独|仏)?[「『]?(?P<x>{_KATAKANA}|{_LATIN})(?=[」』]?(?:[(はがをにのと、。へ]|など|から|社))"
)
# what an unknown word must be by what is done with it: Xを買収, Xに出資, Xの社長, Xは…を調達
_RUN = r"(?<![一-龯々ァ-ヶーA-Za-z0-9・])(?P<x>(?:[一-龯々ァ-ヶーA-Za-z&]|(?<=[A-Za-zァ-ヶー])[・ ](?=[A-Zァ-ヶー])){2,20})"
_ROLES = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (
            _RUN
            + r"[」』]?(?:\([^()]*\))?を(?:[^、。を]{0,14})(?:買収|子会社化|子会社に|子会社と|傘下に|吸収合併|買い取|取り込|手に入れ|手放|設立し|設立す|創業し|創業す|創立し|立ち上げ|旗揚げ|売却し|売却す|身売り)",
            0.7,
        ),
        (_RUN + r"[」』]?(?:の|が持つ|が保有する)?(?:発行済み|全|保有)?(?:株式|全株|株)(?:の[^、。]{1,8})?を", 0.7),
        (_RUN + r"[」』]?(?:に|へ|への)(?:[^、。]{0,12})(?:出資|融資|追加出資|売却|譲渡|身売り|資金を投)", 0.7),
        (_RUN + r"[」』]?(?:の傘下|株式会社|が(?:[^。]{0,20})(?:を調達|の資金調達))", 0.6),
        (
            _RUN
            + r"[」』]?(?:\([^()]*\))?[はが](?:[^。「]{0,60}?)(?:を買収し|を買収す|を子会社化|を調達し|を調達す|に出資し|に出資す|の出資を受け|を吸収合併|に売却し|に売却す|に身売り|を傘下に|の傘下に|を発行し)",
            0.7,
        ),
        (
            _RUN
            + r"[」』]?(?:\([^()]*\))?の(?:元|前|現|次期|新|初代)?(?:社長|会長|副社長|副会長|専務|常務|頭取|CEO|CTO|CFO|COO|最高\w{2,4}責任者|代表取締役|共同創業者|創業者|取締役|理事長|パートナー|広報|株主総会)",
            0.6,
        ),
        (_RUN + r"[」』]?による(?:[^、。]{0,20})(?:買収|出資|設立|子会社化)", 0.5),
    )
)
_QUOTED = re.compile(
    r"(?:新会社|財団|基金|ファンド|組合|団体|会社|労組|協会|組織|研究所|法人|企業|スタートアップ)「(?P<x>[^「」]{2,24})」(?!と(?:述|語|話|い))"
)
_NOT_NAMES = re.compile(
    r"^(?:[A-Z]社|[ぁ-ん・]+|[\d・,]+(?:社|人|校|行|団体|か国|カ国)?|[^A-Za-zァ-ヶー一-龯ぁ-ん]+|[A-Z]+\d{4,}|(?:連邦)?(?:裁判所|地裁|高裁|簡裁)|[一-龯]{1,6}(?:企画|営業|開発|海外事業|事業|人事|総務|経理|広報)部|日本人|日本企業|日本勢|株式市場|株式|株|事業|UTC.*|全株式|[一-龯]|AI|EV|IT|VC|TOB|MBO|M&A|IPO|CEO|CTO|CFO|COO|GPU|CPU|IoT|PC|SNS|EC|CB|AGI|API|DX|GDP|URL|UTC|OS|B2B|FAQ|Web|LP|GP|IR|PR|Q&A|億万長者|同.{0,3}|各社|両社|当社|弊社|本社|支社|新会社|子会社|親会社|彼女?|私|我々|自社)$"
)
_EDGE = re.compile(r"[一-龯々]")


@cache
def _words(name: str) -> tuple[str, ...]:
    lines = (Path(__file__).parent.parent / "lexicon" / f"{name}.tsv").read_text("utf-8").splitlines()
    return tuple(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(w) for w in sorted(_words("org_suffixes"), key=lambda w: (-len(w), w))) + ")$")


@cache
def _known(name: str) -> re.Pattern[str]:
    words = sorted(_words(name), key=lambda w: (-len(w), w))
    return re.compile(
        rf"(?<![A-Za-zァ-ヶー・一-龯])(?:米|英|独|仏|韓|中|同業の)?(?P<x>{'|'.join(re.escape(w) for w in words)})(?![A-Za-zァ-ヶー]|・[ァ-ヶー])"
    )


Votes = dict[str, dict[Kind, float]]


def find(article: Article, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Mentions of names in text order; none overlap."""
    read: Votes = defaultdict(lambda: defaultdict(float))  # by the CRF, summed
    votes: Votes = defaultdict(lambda: defaultdict(float))  # by rule; then all
    places: dict[str, set[int]] = defaultdict(set)
    common: dict[str, bool] = {}
    for s in sentences:
        for start, end, kind, weight, rule in _seen(s):
            words = s.text[start:end]
            (votes if rule else read)[words][kind] += weight
            places[words].add(s.span.start + start)
            if words not in common:
                common[words] = _common(s, start, end)
    for words, kinds in read.items():
        uses = max(article.norm.count(words), 1) if len(words) > 2 else len(places[words])
        for kind, weight in kinds.items():
            votes[words][kind] += weight / uses + min(weight, 3.0) / 10
    _spread(votes, article.norm)
    found = {w: k for w, v in _shared(votes).items() if (k := _decide(w, v, common.get(w, False))) is not None}
    return _occurrences(sentences, _unglued(found), places, votes)


def _common(s: Sentence, start: int, end: int) -> bool:
    """サービス, インターネット, 法律事務所: made of words of the dictionary that name nothing."""
    base = s.span.start
    inside = [t for t in s.tokens if base + start <= t.start and t.end <= base + end]
    return bool(inside) and all(
        t.surface in ("AI", "IT", "EV", "IoT", "VC", "SNS", "IR", "PC", "EC", "DX")
        or (t.pos[0] in ("名詞", "接尾辞", "接頭辞", "形状詞", "動詞", "助詞") and t.pos[1] != "固有名詞" and t.origin)
        for t in inside
    )


def _seen(s: Sentence) -> Iterator[tuple[int, int, Kind, float, bool]]:
    """Votes of one sentence, as offsets into its text; the flag marks those of a rule."""
    base, text = s.span.start, s.text
    for first, last, kind, sure in label(s.tokens):
        while first < last - 1 and s.tokens[first].pos[0] in ("動詞", "助詞", "助動詞", "連体詞", "接続詞"):
            first += 1
        start, end = _trim(text, s.tokens[first].start - base, s.tokens[last - 1].end - base)
        if kind is not Kind.PERSON or not re.fullmatch(
            r"[一-龯々]{1,4} [一-龯々ぁ-ん]{1,4}|[^ ]+|[\x00-\x7fÀ-ſ .]+", text[start:end]
        ):
            start, end = _unspaced(text, start, end)
        if start >= end:
            continue
        words, after = text[start:end], text[end:]
        addressed = _HONORIFIC.match(after) or _ROLE_AFTER.match(after)
        if (
            kind is not Kind.ORGANIZATION
            and not addressed
            and _suffix().search(words)
            and len(words) > 2
            and not words.endswith(("省", "党", "庁"))
        ):
            kind, sure = Kind.ORGANIZATION, max(sure, 0.7)
        yield start, end, kind, sure, False
        if _HONORIFIC.match(after) or (addressed and kind is Kind.PERSON):
            yield start, end, Kind.PERSON, 1.5, True
        elif kind is Kind.ORGANIZATION and _suffix().search(words):
            yield start, end, kind, 0.4, True
    for start, end, kind, weight in _by_shape(text, s.tokens, base):
        first, last = _trim(text, start, end) if weight < 1.0 else (start, end)
        if first < last:
            yield first, last, kind, weight, True


def _by_shape(text: str, tokens: Sequence[Token], base: int) -> Iterator[tuple[int, int, Kind, float]]:
    for found in _LEGAL_FORM.finditer(text):
        yield found.start(), found.end(), Kind.ORGANIZATION, 2.0
        group = "x" if found["x"] else "y"
        yield *found.span(group), Kind.ORGANIZATION, 1.0
    for found in re.finditer(r"(?<![A-Za-z] )(?<![A-Za-z])The (?:[A-Z][a-z]+)(?: [A-Z][a-z]+)?(?=[のはがによ、。])", text):
        yield *found.span(), Kind.ORGANIZATION, 0.7
    for found in _COURT.finditer(text):
        yield *found.span(), Kind.ORGANIZATION, 1.5
    for found in _COMPANY.finditer(text):
        yield found.start(), found.end(), Kind.ORGANIZATION, 0.9
        yield *found.span("x"), Kind.ORGANIZATION, 0.6
    for found in _known("media").finditer(text):
        yield *found.span("x"), Kind.ORGANIZATION, 2.0
    for found in _known("companies").finditer(text):
        yield *found.span("x"), Kind.ORGANIZATION, 0.8
    for pattern, weight in _ROLES:
        for found in pattern.finditer(text):
            yield *found.span("x"), Kind.ORGANIZATION, weight
    for found in _APPOSED.finditer(text):
        yield *found.span("x"), Kind.ORGANIZATION, 0.7
    for found in _QUOTED.finditer(text):
        yield *found.span("x"), Kind.ORGANIZATION, 0.8
    for found in re.finditer(
        rf"(?:{_KATAKANA}|{_LATIN}|[一-龯々]{{2,5}}(?: [一-龯々ぁ-ん]{{1,3}})?)(?=氏(?![名族神])|さん|容疑者|被告)",
        text,
    ):
        start = _trim(text, *found.span())[0]
        words = text[start : found.end()]
        if not re.fullmatch(r"同|両|各|[一-龯]*(?:両|各)", words) and (
            not _EDGE.match(words) or _name_tokens(tokens, base + start, base + found.end())
        ):
            yield start, found.end(), Kind.PERSON, 1.2


def _name_tokens(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether 漢字 before 氏 are tokens of a personal name."""
    inside = [t for t in tokens if start <= t.start and t.end <= end]
    return (
        bool(inside)
        and inside[0].start == start
        and inside[-1].end == end
        and any(t.pos[2] == "人名" for t in inside)
        and len(inside) <= 3
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without brackets at the edges, honorifics, and 米 before a foreign company's name."""
    while start < end and text[start] in " 「『(\"“'・、)」』-–":
        start += 1
    while start < end and text[end - 1] in " 」』)\"”'・、(「『:":
        end -= 1
    for edge in (_NATION, _CLASS_NOUN):
        found = edge.match(text[start:end])
        if found:
            start += found.end()
    for sign in "/|":
        at = text.find(sign, start, end)
        if at > start:
            end = at
    honorific = re.search(r"(?<=.)(?:氏|さん|容疑者|被告|両氏|等|側|個人|本人)$", text[start:end])
    return start, end - (len(honorific.group()) if honorific else 0)


def _unspaced(text: str, start: int, end: int) -> tuple[int, int]:
    """北嶺製紙 新社長 → 北嶺製紙: a space ends a Japanese name, though not a Latin one."""
    for found in re.finditer(" ", text[start:end]):
        at = start + found.start()
        if not (text[at - 1].isascii() and text[at + 1 : at + 2].isascii()):
            return (start, at) if at - start >= end - at - 1 else _unspaced(text, at + 1, end)
    return start, end


def _spread(votes: Votes, norm: str) -> None:
    """A(B): both spellings name one thing, so each lends the other its votes."""
    for found in _PAIR.finditer(norm):
        a, b = found["a"], found["b"]
        a = next((w for w in sorted(votes, key=lambda w: (-len(w), w)) if a.endswith(w)), a)
        best = max(
            ((votes[x][k], x, k) for x in (a, b) if x in votes for k in NAMED),
            default=None,
            key=lambda v: (v[0], v[1], v[2].value),
        )
        if (best and best[0] >= ACCEPT and not re.fullmatch(r"[A-Z]{2,4}|本社.*|東京.*", b)) or (
            best and re.fullmatch(r"[A-Z]{2,6}", b) and best[2] is Kind.ORGANIZATION
        ):
            for x in (a, b):
                if len(x) > 1:
                    votes[x][best[2]] += 0.7


def _shared(votes: Votes) -> Votes:
    """Surfaces that name one thing are of one kind: a full name lends its parts and its other spellings its votes."""
    out = {w: dict(v) for w, v in votes.items()}
    latin = [w for w in votes if re.search(r"[A-Za-z]{3}", w)]
    kana = [w for w in votes if re.search(r"[ァ-ヶ]{2}", w)]
    pairs = [(a, b) for a in kana for b in latin if _one(a, b)]
    pairs += [(a, b) for group in (latin, kana) for a in group for b in group if a != b and b in _bits(a)]
    pairs += [
        (a, b)
        for b in votes
        if votes[b].get(Kind.PERSON, 0) >= ACCEPT and _EDGE.match(b)
        for a in votes
        if a != b and a.startswith(b) and len(a) - len(b) <= 3 and not _suffix().search(a)
    ]
    for a, b in pairs:
        for x, y in ((a, b), (b, a)):
            for kind in NAMED:
                if votes[x].get(kind, 0.0) > 0:
                    out[y][kind] = out[y].get(kind, 0.0) + votes[x][kind]
    return out


def _bits(name: str) -> list[str]:
    bits = [b for b in re.split(r"[・= ]", name) if b]
    return [bits[0], bits[-1]] if len(bits) > 1 and not _suffix().search(name) else []


def _one(a: str, b: str) -> bool:
    """A katakana spelling and a Latin one of the same name, whole or a part of it."""
    if alike(a, b):
        return True
    x, y = _bits(a) or [a], _bits(b) or [b]
    return len(x) != len(y) and len(x[-1]) > 2 and alike(x[-1], y[-1])


def _unglued(kinds: dict[str, Kind]) -> dict[str, Kind]:
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


def _decide(words: str, votes: dict[Kind, float], common: bool) -> Kind | None:
    if (len(words) < 2 and not (votes.get(Kind.PERSON, 0) >= 1.5)) or _NOT_NAMES.match(words):
        return None
    kind, weight = max(votes.items(), key=lambda v: (v[1], v[0].value))
    if (kind in NAMED and weight < (PLAIN if common else ACCEPT)) or words in _words("org_suffixes"):
        return None
    return kind


def _occurrences(
    sentences: Sequence[Sentence], kinds: dict[str, Kind], places: dict[str, set[int]], votes: Votes
) -> tuple[Mention, ...]:
    if not kinds:
        return ()
    order = sorted(kinds, key=lambda w: (-len(w), w))
    pattern = re.compile("|".join(re.escape(w) for w in order))
    out = []
    for s in sentences:
        edges = {t.start for t in s.tokens} | {t.end for t in s.tokens}
        at = 0
        while (found := pattern.search(s.text, at)) is not None:
            start, end = found.span()
            words = found.group()
            span = Span(s.span.start + start, s.span.start + end)
            if span.start in places[words] or _bounded(s.text, start, end, span, edges, kinds[words]):
                score = min(1.0, votes[words][kinds[words]] / 2)
                out.append(Mention(span, kinds[words], words, "name", None, round(score, 3)))
                at = end
            else:
                at = start + 1
    return tuple(out)


def _bounded(text: str, start: int, end: int, span: Span, edges: set[int], kind: Kind) -> bool:
    """Whether an occurrence stands by itself: no letter of its own script beside it, edges of tokens at 漢字."""
    before, after = text[start - 1 : start], text[end : end + 1]
    for script in (r"[ァ-ヶー]", r"[A-Za-z0-9]"):
        if (re.match(script, text[start]) and re.match(script, before)) or (
            re.match(script, text[end - 1]) and re.match(script, after)
        ):
            return False
    if (_EDGE.match(text[start]) and span.start not in edges) or (_EDGE.match(text[end - 1]) and span.end not in edges):
        return False
    if (
        kind is Kind.PERSON
        and end - start <= 2
        and _EDGE.match(text[end - 1])
        and re.match(r"[一-龯々]", after)
        and not _ROLE_AFTER.match(text[end:])
    ):
        return bool(_HONORIFIC.match(text[end:]))
    return True
