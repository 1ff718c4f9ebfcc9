"""Anaphors of an article in, the entities they refer to out: 同社, 同氏, 両社, 当社, この実業家.

    青空電機は赤星製薬と争う。同社は… → 青空電機: the most salient that agrees; topic over subject over the rest, then the latest

Declined where two are as likely. Salience fades by the sentence, after Lappin & Leass (1994), An Algorithm for Pronominal Anaphora Resolution.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kg.bodies import body
from kg.clusters import LEGAL, Cluster
from kg.match import lazy, lexicon
from kg.model import Article, EntityType, Kind, Mention, Sentence, Span, Zone

TYPES = {Kind.PERSON: EntityType.PERSON, Kind.ORGANIZATION: EntityType.ORGANIZATION}
MAIN = 0.8  # what the article has spoken of most so far counts as much
FADING = 0.6  # of a name's salience that the next sentence keeps

_COMPANIES = frozenset(["company", "bank", "fund", "firm", "club", "branch"])  # what 同社 may be
_COURT = lazy(r"(?:裁判所|地裁|高裁|最高裁|簡裁|家裁)")
_MEDIA = lazy(r"(?:新聞|新聞社|通信|放送|ロイター|ブルームバーグ|日経|NHK|CNN|BBC|WSJ|TechCrunch|日報)$")


def referents(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    ids: Mapping[str, int],
    clusters: Sequence[Cluster],
) -> Iterator[tuple[int, Mention]]:
    """Each anaphor with the index of the cluster it refers to; 両社 comes twice."""
    salience: dict[int, float] = {}
    sentence = 0
    issuer = _issuer(mentions, ids, clusters)
    speaker = _speaker(article, sentences, mentions, ids, clusters)
    notice = _notice(article, sentences, mentions)
    recent: list[tuple[int, int]] = []  # (place, entity)
    for m in mentions:
        while sentence < len(sentences) - 1 and m.span.start >= sentences[sentence + 1].span.start:
            sentence += 1
            salience = {e: v * FADING for e, v in salience.items()}
        if m.kind in TYPES:
            e = ids[m.text]
            salience[e] = max(salience.get(e, 0.0), _weight(article.norm, m.span))
            recent.append((m.span.start, e))
        elif m.kind is Kind.ANAPHOR:
            if m.value == "speaker":
                found = [] if speaker is None or _quoted(article.norm, sentences[sentence], m) else [speaker]
            else:
                others = {e: v for e, v in salience.items() if e != issuer} if notice else salience
                found = _antecedents(m, others, recent, clusters, issuer, article.norm)
            for e in found:
                yield e, m
                salience[e] = max(salience.get(e, 0.0), _weight(article.norm, m.span))


def _weight(norm: str, span: Span) -> float:
    """How much a mention draws later reference to itself, by what follows it: Xは 3, Xが 2.2, Xの 0.6."""
    after = re.sub(
        r"^(?:氏|さん|容疑者|被告|」|』)*(?:\([^()]*\))?(?:[一-龯A-Z]{2,8}(?=[はがも]))?",
        "",
        norm[span.end : span.end + 80],
    )
    if re.match(r"(?:は|では|、)", after):
        return 3.0
    if re.match(r"(?:だ|である|です|だった|である)。", after):
        return 2.6  # 頼みの綱は東亜リースだ。: what was asked for becomes the topic
    if re.match(r"(?:が|も)", after):
        return 2.2
    return 0.6 if re.match(r"に(?:よると|よれば)|の", after) else 1.2


def _issuer(mentions: Sequence[Mention], ids: Mapping[str, int], clusters: Sequence[Cluster]) -> int | None:
    """当社 in a notice: the company of the letterhead, else the one named with its legal form first."""
    for m in mentions:
        if m.kind is Kind.ORGANIZATION and LEGAL.search(m.text) and clusters[ids[m.text]].type is EntityType.ORGANIZATION:
            return ids[m.text]
    return None


def _notice(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> bool:
    """Whether a text speaks for 当社: there 同社 is another."""
    own = [m for m in mentions if m.value == "issuer"]
    return any(s.span.covers(m.span) and not _quoted(article.norm, s, m) for m in own for s in sentences)


def _quoted(norm: str, sentence: Sentence, m: Mention) -> bool:
    """「…|同社は…」: within a quotation."""
    before = norm[sentence.span.start : m.span.start]
    return before.count("「") > before.count("」")


def _speaker(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    ids: Mapping[str, int],
    clusters: Sequence[Cluster],
) -> int | None:
    """Who 私 is where a text is told in the first person, a memoir or an interview: the one person that its head names."""
    own = [m for m in mentions if m.value == "speaker"]
    if sum(not _quoted(article.norm, s, m) for s in sentences for m in own if s.span.covers(m.span)) < 2:
        return None
    head = [s for s in sentences[:8] if s.zone in (Zone.HEADLINE, Zone.BYLINE)]
    named = [
        ids[m.text]
        for m in mentions
        if m.kind is Kind.PERSON and clusters[ids[m.text]].type is EntityType.PERSON and any(s.span.covers(m.span) for s in head)
    ]
    return named[-1] if len(set(named)) == 1 else None


def _antecedents(
    m: Mention,
    salience: dict[int, float],
    recent: Sequence[tuple[int, int]],
    clusters: Sequence[Cluster],
    issuer: int | None,
    norm: str,
) -> list[int]:
    """The clusters that 同社, 同氏 or 両社 may mean, the likeliest last named."""
    kind = str(m.value)
    if kind == "issuer":
        return [] if issuer is None else [issuer]
    heads = lexicon("anaphor-heads").get(m.text)
    share = Counter(e for _, e in recent)
    most = max(share.values(), default=1)
    ranked = sorted(
        ((v + MAIN * share[e] / most, _last(recent, e), e) for e, v in salience.items() if _agrees(clusters[e], kind, heads)),
        reverse=True,
    )
    if kind in ("organization", "person"):
        if m.text.startswith(("この", "その", "新")) and len(ranked) > 1 and ranked[1][0] > 0.8 * ranked[0][0]:
            return []
        return [ranked[0][2]] if ranked else []
    if m.text in ("両被告", "両容疑者"):
        ranked = [x for x in ranked if any(s + m.text[1:] in norm for s in clusters[x[2]].surfaces)]
    many = 3 if kind == "three" else 2
    latest = sorted(((_last(recent, e), e) for _, _, e in ranked), reverse=True)[:many]
    if len(latest) == many and (kind != "either" or clusters[latest[0][1]].type is clusters[latest[1][1]].type):
        return [e for _, e in latest]
    return []


def _last(recent: Sequence[tuple[int, int]], entity: int) -> int:
    """Where an entity was named last; -1 where it was not."""
    return next((at for at, e in reversed(recent) if e == entity), -1)


def _agrees(c: Cluster, kind: str, heads: str | None) -> bool:
    """Whether a cluster is of the kind that an anaphor asks for: 同行 → a bank, 同氏 → a person."""
    if kind in ("person", "people", "three"):
        return c.type is EntityType.PERSON
    if kind == "either":
        return not any(_COURT.search(s) or _MEDIA.search(s) for s in c.surfaces)
    if c.type is not EntityType.ORGANIZATION:
        return False
    if heads:
        return any(re.search(f"(?:{heads})$", s) for s in c.surfaces)
    return body(max(c.surfaces, key=len)) in _COMPANIES
