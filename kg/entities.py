"""Mentions of an article in, its people and organizations out: coreference as an ordered list of sieves, most precise first.

    株式会社メイプル / メイプル / Maple(メイプル) / 同社  → one Organization
    三浦遥 / 三浦氏 / 同氏                                 → one Person

Surfaces, not mentions, are joined: within an article one surface names one thing. Anaphors come last, by salience.
After Lee et al. (2013), Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.consonants import alike
from kg.model import Article, Entity, EntityType, Kind, Mention, Sentence, Span
from kg.spelling import SAME, same_name

LEGAL = re.compile(
    r"(?:株式会社|有限会社|合同会社|合資会社|一般社団法人|公益社団法人|社団法人|一般財団法人|公益財団法人|財団法人|学校法人|医療法人|NPO法人|国立大学法人|独立行政法人|\(株\)|\(有\))"
)
LATIN_LEGAL = re.compile(r"[,.]? ?(?:Inc|LLC|LP|Ltd|Corp|Corporation|Co|GmbH|plc|PLC|AG|SA|NV)\.?$")
TYPES = {Kind.PERSON: EntityType.PERSON, Kind.ORGANIZATION: EntityType.ORGANIZATION}
_KANJI = re.compile(r"[一-龯々ヶ〆]+$")
_SHORT = (
    (r"地方裁判所$", "地裁"),
    (r"高等裁判所$", "高裁"),
    (r"簡易裁判所$", "簡裁"),
    (r"家庭裁判所$", "家裁"),
    (r"最高裁判所$", "最高裁"),
    (r"地方検察庁$", "地検"),
    (r"新聞社$", "新聞"),
    (r"新聞社$", ""),
    (r"新聞$", ""),
    (r"大学$", "大"),
    (r"大学院$", "大院"),
    (r"銀行$", "銀"),
    (r"信用金庫$", "信金"),
    (r"証券取引所$", "証"),
    (r"労働組合$", "労組"),
    (r"放送協会$", ""),
    (r"社$", ""),
)
# what may be left off at a name's end without its naming another company
_DROPPED = re.compile(
    r"(?:ホールディングス|HD|グループ|コーポレーション|カンパニー|工業|電器産業|産業|薬品工業|製作所|商店|物流|・?セミコンダクター|・?パートナーズ|・?インスツルメンツ|・?インベストメント|・?マイクロ|・?コミュニケーションズ|本社|本店|投資事業有限責任組合)$"
)
_OWN_NAME = re.compile(
    r"(?:ベンチャーズ|キャピタル|ファンド|財団|証券|銀行|生命|損保|ケア|テクノロジーズ|Ventures|Capital|Foundation|Fund|ジャパン|Japan|JAPAN|アメリカ|ヨーロッパ|アフリカ|アジア|東日本|西日本|支店|工場|大学院|労働組合|Blog|NEWS|News|Holdings)$"
)


@dataclass
class _Cluster:
    """Surfaces that name one thing."""

    type: EntityType
    surfaces: list[str]
    first: int


class _Clusters:
    def __init__(self) -> None:
        self.of: dict[str, _Cluster] = {}

    def add(self, surface: str, type_: EntityType, at: int) -> None:
        if surface not in self.of:
            self.of[surface] = _Cluster(type_, [surface], at)

    def join(self, a: str, b: str) -> None:
        x, y = self.of[a], self.of[b]
        if x is y or x.type is not y.type:
            return
        x.surfaces += y.surfaces
        x.first = min(x.first, y.first)
        for s in y.surfaces:
            self.of[s] = x

    def __iter__(self) -> Iterator[_Cluster]:
        seen: list[_Cluster] = []
        for c in self.of.values():
            if not any(c is s for s in seen):
                seen.append(c)
        return iter(sorted(seen, key=lambda c: c.first))

    def surfaces(self, type_: EntityType) -> list[str]:
        return [s for s, c in self.of.items() if c.type is type_]


def link(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Entities in the order of their first mention, with ids 0, 1, 2 …"""
    named = [m for m in mentions if m.kind in TYPES]
    clusters = _Clusters()
    for m in named:
        clusters.add(m.text, TYPES[m.kind], m.span.start)
    for sieve in SIEVES:
        sieve(clusters, article.norm)
    ordered = list(clusters)
    ids = {s: i for i, c in enumerate(ordered) for s in c.surfaces}
    by_id: list[list[Mention]] = [[] for _ in ordered]
    for m in named:
        by_id[ids[m.text]].append(m)
    _anaphora(article, sentences, mentions, ids, ordered, by_id)
    ages = {m.span.start: m for m in mentions if m.kind is Kind.AGE}
    return tuple(_entity(i, c, by_id[i], article, ages) for i, c in enumerate(ordered))


def _entity(i: int, c: _Cluster, mentions: list[Mention], article: Article, ages: dict[int, Mention]) -> Entity:
    mentions = sorted(set(mentions), key=lambda m: (m.span, m.rule))
    names = list(dict.fromkeys(article.quote(m.span) for m in mentions if m.kind in TYPES))
    label = max(names, key=lambda n: (_fullness(n), -names.index(n)))
    ordered = (label, *(n for n in names if n != label))
    return Entity(i, c.type, label, ordered, tuple(mentions), _age(c, mentions, article, ages))


def _fullness(name: str) -> tuple[int, int, int]:
    """Legal form first, then more parts, then length."""
    return (1 if LEGAL.search(name) else 0, len(parts(name)), len(name))


def _age(c: _Cluster, mentions: Sequence[Mention], article: Article, ages: dict[int, Mention]) -> int | None:
    if c.type is not EntityType.PERSON:
        return None
    for m in mentions:
        if m.kind is not Kind.PERSON:
            continue
        rest = article.norm[m.span.end : m.span.end + 40]
        gap = re.match(r"(?:氏|さん|容疑者|被告)?(?:[一-龯ァ-ヶーA-Z]{0,16})?[(]?(?=[\d一-九])", rest)
        if gap:
            for skip in (gap.end(), max(gap.end() - 1, 0)):
                age = ages.get(m.span.end + skip)
                if age is not None and isinstance(age.value, int):
                    return age.value
    return None


# sieves --------------------------------------------------------------------------------------------------------------


def key(name: str) -> str:
    """A name without spaces, middle dots, case and legal form: 株式会社メイプル → メイプル."""
    bare = LATIN_LEGAL.sub("", LEGAL.sub("", unicodedata.normalize("NFKC", name)))
    return re.sub(r"[\s・=.,'!-]+", "", bare).casefold() or name


def parts(name: str) -> list[str]:
    return [p for p in re.split(r"[・= ]+", LEGAL.sub("", name)) if p]


def same_key(clusters: _Clusters, norm: str) -> None:
    """曽根 敦 = 曽根敦, イーロンマスク = イーロン・マスク, 株式会社X = X, X社 = X."""
    first: dict[tuple[str, EntityType], str] = {}
    for surface, cluster in list(clusters.of.items()):
        for k in (key(surface), re.sub(r"(?<=[ァ-ヶーa-z0-9])社$", "", key(surface))):
            home = first.setdefault((k, cluster.type), surface)
            clusters.join(home, surface)


def bracketed(clusters: _Clusters, norm: str) -> None:
    """X(Y), X(以下「Y」), X(現Y), X、通称Y: the article itself says that they are one."""
    for a in _longest_first(clusters):
        cluster = clusters.of[a]
        for found in re.finditer(re.escape(a) + r"(?:氏|さん)?[」』]?\((?P<in>[^()]{1,60})\)", norm):
            for b in clusters.surfaces(cluster.type):
                if b != a and re.search(
                    rf"^(?:現(?:在の)?|旧|後の|のちの|通称|本名|以下|略称|登記の上では)?[、:]?(?:「|『)?{re.escape(b)}(?:」|』)?(?=$|[、。,])|(?:以下|略称|通称)、?「{re.escape(b)}」",
                    found["in"],
                ):
                    clusters.join(a, b)


def renamed(clusters: _Clusters, norm: str) -> None:
    """X(現Y) stands in `bracketed`; here YはXから社名を変更, Xへと改名, 後のY, 現Y."""
    for a in clusters.surfaces(EntityType.ORGANIZATION):
        for found in re.finditer(
            rf"「?{re.escape(a)}」?(?:\([^()]*\))?(?:へと|へ|に)(?:社名を?|商号を?|名称を?)?(?:変更|改称|改名)", norm
        ):
            before = norm[: found.start()]
            start = max(before.rfind("。"), before.rfind("\n")) + 1
            topic = re.match(r"[^はが]{0,40}?(?P<x>[^、。はが]{2,30})[はが]", before[start:])
            for b in clusters.surfaces(EntityType.ORGANIZATION):
                if topic and topic["x"].endswith(b):
                    clusters.join(a, b)


def abbreviated(clusters: _Clusters, norm: str) -> None:
    """大阪地方裁判所 → 大阪地裁, 北嶺銀行 → 北嶺銀, アステル・パートナーズ → アステル; declined where two names begin so."""
    surfaces = clusters.surfaces(EntityType.ORGANIZATION)
    for short in sorted(surfaces, key=lambda s: (-len(s), s)):
        homes = [
            a for a in surfaces if a != short and clusters.of[a] is not clusters.of[short] and _shortens(key(a), key(short), a)
        ]
        groups = {id(clusters.of[a]) for a in homes}
        if len(groups) == 1:
            clusters.join(homes[0], short)


def _shortens(full: str, short: str, written: str) -> bool:
    short = re.sub(r"(?<=[ァ-ヶーa-z0-9])社$", "", short)
    if any(re.sub(pattern, tail, full) == short and re.search(pattern, full) for pattern, tail in _SHORT) and len(short) > 1:
        return True
    if short.endswith("大") and full.endswith("大学") and len(short) > 2 and full.startswith(short[:-1]):
        return True
    if _initials(full, short):
        return True
    if not full.startswith(short) or len(short) < 2 or full == short:
        return False
    rest = full[len(short) :]
    if _OWN_NAME.search(written):
        return False
    if _DROPPED.fullmatch(rest):
        return True
    bits = parts(written)
    return len(bits) > 1 and key(bits[0]) == short and len(short) > 2


def _initials(full: str, short: str) -> bool:
    """知財高裁 of 知的財産高等裁判所, 日経 of 日本経済新聞: 漢字 of the full name in order, the first among them."""
    if not (
        _KANJI.fullmatch(short)
        and _KANJI.fullmatch(full)
        and 2 <= len(short) <= 5
        and len(full) >= len(short) + 2
        and full[0] == short[0]
    ):
        return False
    rest = iter(full)
    return not full.startswith(short) and all(char in rest for char in short)


def acronym(clusters: _Clusters, norm: str) -> None:
    """CBP for Calder Bay Partners."""
    for short in clusters.surfaces(EntityType.ORGANIZATION):
        if re.fullmatch(r"[A-Z]{2,5}", short):
            for a in clusters.surfaces(EntityType.ORGANIZATION):
                if "".join(w[0] for w in re.findall(r"[A-Z][A-Za-z]*", LATIN_LEGAL.sub("", a)) if len(w) > 1) == short:
                    clusters.join(a, short)


def person_parts(clusters: _Clusters, norm: str) -> None:
    """三浦 of 三浦遥, ラングリー of マテオ・ラングリー, 遥 of 三浦遥; declined where two people share the part."""
    people = clusters.surfaces(EntityType.PERSON)
    for short in sorted(people, key=lambda s: (-len(s), s)):
        homes = [a for a in people if clusters.of[a] is not clusters.of[short] and _part_of(a, short)]
        groups = {id(clusters.of[a]) for a in homes}
        if len(groups) == 1:
            clusters.join(homes[0], short)
        elif len(groups) > 1:
            _nearest(clusters, short, homes, norm)


def _nearest(clusters: _Clusters, short: str, homes: Sequence[str], norm: str) -> None:
    """Of two who share a family name, it goes alone to the one whose full name was told last before its first use."""
    others = [h for h in clusters.surfaces(EntityType.PERSON) if short in h and h != short]
    covered = [Span(m.start(), m.end()) for h in others for m in re.finditer(re.escape(h), norm)]
    uses = (m.start() for m in re.finditer(re.escape(short), norm))
    first = next((at for at in uses if not any(c.start <= at < c.end for c in covered)), None)
    if first is None:
        return
    told = max(((norm.rfind(h, 0, first), h) for h in homes), default=(-1, ""))
    if told[0] >= 0:
        clusters.join(told[1], short)


def _part_of(full: str, short: str) -> bool:
    bits = parts(full)
    if len(bits) > 1:
        return short in bits or (
            len(bits) > 2 and any("・".join(bits[i:]) == short or " ".join(bits[i:]) == short for i in range(1, len(bits)))
        )
    if _KANJI.fullmatch(full[:1]) and len(full) > len(short):
        return (full.startswith(short) and len(full) - len(short) <= 3) or (
            full.endswith(short) and len(short) >= 2 and len(full) - len(short) <= 3
        )
    return False


def spelled(clusters: _Clusters, norm: str) -> None:
    """アルトマン = Altman: by sound, whole against whole, or a part against a full name's."""
    for type_ in EntityType:
        surfaces = clusters.surfaces(type_)
        katakana = [s for s in surfaces if re.search(r"[ァ-ヶ]{2}", s)]
        for a in katakana:
            for script in (r"[A-Za-z]", r"[ァ-ヶ]"):
                found = [
                    b
                    for b in surfaces
                    if a != b and re.match(script, b) and clusters.of[a] is not clusters.of[b] and _sounds(a, b, type_, alike)
                ]
                if len({id(clusters.of[b]) for b in found}) > 1:  # two candidates: only the learned spelling may choose
                    found = [b for b in found if _sounds(a, b, type_, _sure)]
                for b in found if len({id(clusters.of[b]) for b in found}) == 1 else ():
                    clusters.join(a, b)


def _sure(a: str, b: str) -> bool:
    return same_name(a, b) >= SAME


def _sounds(a: str, b: str, type_: EntityType, same: Callable[[str, str], bool]) -> bool:
    if not (re.search(r"[A-Za-z]{2}", b) or re.search(r"[ァ-ヶ]{3}", b)):
        return False
    pa, pb = parts(a), parts(LATIN_LEGAL.sub("", b))
    if len(pa) == len(pb):
        return same(a, LATIN_LEGAL.sub("", b))
    if type_ is EntityType.PERSON and min(len(pa), len(pb)) == 1:
        short, long = (pa[0], pb) if len(pa) == 1 else (pb[0], pa)
        return len(short) > 2 and any(same(short, p) for p in (long[-1], long[0]))
    if type_ is EntityType.ORGANIZATION and min(len(pa), len(pb)) == 1 and not (_OWN_NAME.search(a) or _OWN_NAME.search(b)):
        short, long = (pa[0], pb) if len(pa) == 1 else (pb[0], pa)
        return len(short) > 3 and same(short, long[0])
    return False


def _longest_first(clusters: _Clusters) -> list[str]:
    return sorted(clusters.of, key=lambda s: (-len(s), s))


Sieve = Callable[[_Clusters, str], None]
SIEVES: tuple[Sieve, ...] = (same_key, bracketed, renamed, abbreviated, acronym, person_parts, spelled, person_parts)


# anaphora ------------------------------------------------------------------------------------------------------------

_COURT = re.compile(r"(?:裁判所|地裁|高裁|最高裁|簡裁|家裁)")
_MEDIA = re.compile(r"(?:新聞|新聞社|通信|放送|ロイター|ブルームバーグ|日経|NHK|CNN|BBC|WSJ|TechCrunch|日報)$")
# 同X: what the antecedent's name must end in
_HEADS = {
    "同行": "銀行|銀|信金|金庫",
    "同大": "大学|大",
    "同庁": "庁",
    "同省": "省",
    "同市": "市",
    "同県": "県",
    "同府": "府",
    "同町": "町",
    "同党": "党",
    "同誌": "",
    "同新聞": "新聞",
    "同裁判所": "裁判所|地裁|高裁",
    "同地裁": "地裁|地方裁判所",
    "同高裁": "高裁",
    "同検察": "検察|地検",
    "同地検": "地検",
    "同財団": "財団",
    "同協会": "協会",
    "同機構": "機構",
    "同委員会": "委員会",
    "同ファンド": "ファンド|組合",
    "同基金": "基金",
    "同組合": "組合",
    "同労組": "労組|ユニオン",
    "同大学": "大学",
    "同グループ": "",
}


def _anaphora(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    ids: dict[str, int],
    clusters: Sequence[_Cluster],
    by_id: list[list[Mention]],
) -> None:
    """Resolve each anaphor to the most salient agreeing entity: topic over subject over the rest, then the latest."""
    salience: dict[int, float] = {}
    sentence = 0
    issuer = _issuer(sentences, mentions, ids, clusters)
    recent: list[tuple[int, int]] = []  # (place, entity)
    for m in mentions:
        while sentence < len(sentences) - 1 and m.span.start >= sentences[sentence + 1].span.start:
            sentence += 1
            salience = {e: v * 0.6 for e, v in salience.items()}
        if m.kind in TYPES:
            e = ids[m.text]
            salience[e] = max(salience.get(e, 0.0), _weight(article.norm, m.span))
            recent.append((m.span.start, e))
        elif m.kind is Kind.ANAPHOR:
            for e in _antecedents(m, salience, recent, clusters, issuer):
                by_id[e].append(m)
                salience[e] = max(salience.get(e, 0.0), _weight(article.norm, m.span))


def _weight(norm: str, span: Span) -> float:
    after = re.sub(
        r"^(?:氏|さん|容疑者|被告|」|』)*(?:\([^()]*\))?(?:[一-龯A-Z]{2,8}(?=[はがも]))?",
        "",
        norm[span.end : span.end + 80],
    )
    if re.match(r"(?:は|では|、)", after):
        return 3.0
    if re.match(r"(?:が|も)", after):
        return 2.2
    return 0.6 if re.match(r"に(?:よると|よれば)", after) else 1.2


def _issuer(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], ids: dict[str, int], clusters: Sequence[_Cluster]
) -> int | None:
    """当社 in a notice: the company of the letterhead, else the one named with its legal form first."""
    for m in mentions:
        if m.kind is Kind.ORGANIZATION and LEGAL.search(m.text) and clusters[ids[m.text]].type is EntityType.ORGANIZATION:
            return ids[m.text]
    return None


def _antecedents(
    m: Mention,
    salience: dict[int, float],
    recent: Sequence[tuple[int, int]],
    clusters: Sequence[_Cluster],
    issuer: int | None,
) -> list[int]:
    kind = str(m.value)
    if kind == "issuer":
        return [] if issuer is None else [issuer]
    heads = _HEADS.get(m.text)
    ranked = sorted(((v, _last(recent, e), e) for e, v in salience.items() if _agrees(clusters[e], kind, heads)), reverse=True)
    if kind in ("organization", "person"):
        if m.text.startswith(("この", "その", "新")) and len(ranked) > 1 and ranked[1][0] > 0.8 * ranked[0][0]:
            return []
        return [ranked[0][2]] if ranked else []
    latest = sorted(((_last(recent, e), e) for _, _, e in ranked), reverse=True)[:2]
    if len(latest) == 2 and (kind != "either" or clusters[latest[0][1]].type is clusters[latest[1][1]].type):
        return [e for _, e in latest]
    return []


def _last(recent: Sequence[tuple[int, int]], entity: int) -> int:
    return next((at for at, e in reversed(recent) if e == entity), -1)


def _agrees(c: _Cluster, kind: str, heads: str | None) -> bool:
    if kind in ("person", "people"):
        return c.type is EntityType.PERSON
    if kind == "either":
        return not any(_COURT.search(s) or _MEDIA.search(s) for s in c.surfaces)
    if c.type is not EntityType.ORGANIZATION:
        return False
    if heads:
        return any(re.search(f"(?:{heads})$", s) for s in c.surfaces)
    return not any(_COURT.search(s) or _MEDIA.search(s) or re.search(r"(?:省|庁|市|県|大学|大)$", s) for s in c.surfaces)
