"""Surfaces of one article in, pairs out that the article itself says are one.

Maple(メイプル) → Maple, メイプル; 北嶺織布は北嶺テキスタイルと改称した → 北嶺織布, 北嶺テキスタイル
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.clusters import Clusters, Pairs, core, ending, key
from kg.match import compiled
from kg.model import EntityType

_NAME = "(?:社名|商号|名称|党名|校名)"
_CHANGED = f"{_NAME}?を?(?:変更|改称|改名)"
_QUOTED = r"[「『]?(?P<b>[^「」『』、。,()]+)[」』]?"
_IN_BRACKETS = (
    re.compile(
        rf"(?:現(?:在の)?|旧(?:社名)?|後の|のちの|通称|本名|以下|略称|愛称|登記の上では)?[、:は・]?{_QUOTED}(?=$|[、。,])"
    ),
    re.compile(
        rf"(?:^|.*?[、。])(?:以下|略称|通称|愛称|本名|旧姓)[、:は・]?(?:単に)?{_QUOTED}(?=$|[、。,」]|と(?:い|す|呼|称)|という)"
    ),
    re.compile(rf"{_QUOTED}[へにと]{_CHANGED}"),
    re.compile(rf".*?(?:現在|現|旧)[、:]?{_QUOTED}$"),
    re.compile(r"[^()、]{2,30}、(?P<b>[A-Z][^()、]+)$"),
    re.compile(r"(?:.*?[、。])?(?:英|英語|英文|英名|英称|英語名|英文名)(?:名称|社名|表記)?[、:] ?(?P<b>[A-Z][^()。、]+)"),
)
_PLACE = r"[一-龯ヶケ](?:市|町|村|区|県|府|都)$"
_BRACKET = re.compile(r"(?:氏|さん)?[」』]?\((?P<in>[^()]{1,60})\)")
_BEHIND_POST = re.compile(r"[一-龯ァ-ヶA-Z]{2,12}\((?P<in>(?:[^()]{1,40}、)?(?:通称|本名|愛称|旧姓)[^()]{1,20})\)")
_RENAMED = re.compile(rf"(?:\([^()]*\))?(?:(?:へと|へ|に|と){_CHANGED}|(?:へ|に|と)改め(?=[、。たてる]))")
_RENAMED_FROM = re.compile(rf"から{_NAME}を?(?:変更|改称|改名)")
_ITS_BEARER = re.compile(r"した(?:[「『]|(?=[一-龯ァ-ヶA-Z]{2}))(?!(?:と|こと|もの|ため|後|際|上|当時|時))")
_FROM_TO = re.compile(
    rf"{_NAME}を[「『]?(?P<a>[^、。「」『』]{{2,30}}?)[」』]?から[、]?[「『]?(?P<b>[^、。「」『』]{{2,30}}?)[」』]?[へに](?:と)?(?:変更|改め)"
)
_ONCE = re.compile(r"旧(?P<a>[^、。「」『』()の]{2,20})の(?P<b>[^、。「」『』()]{2,20}?)(?=[はがを、()])")
_LATER = re.compile(r"[^。\n]{0,40}。?(?:これが|それが)(?:後の|のちの|現在の|今の|いまの)「?|(?<!と)、(?:後の|のちの)「?")
_UNIT = re.compile("(?:[支本]社|[支本]店|工場|支部|労働組合|労組|部|課)$")  # 旧北嶺銀行の青森支店
_NAME_NOW = re.compile(rf"(?:現在の|現|旧|当初の|元の|以前の){_NAME}は、?「?")
_OWNED = "(?:子会社|事業会社|中核会社|グループ会社|関連会社|現地法人|傘下)"
_PARENT = "(?:持ち株会社|持株会社|親会社)"
_LATER_CUES = ("これが", "それが", "、後の", "、のちの")  # without one of them there is nothing to look back from


def same_key(clusters: Clusters, norm: str) -> Pairs:
    """三浦 遥 = 三浦遥, ジェロームパウエル = ジェローム・パウエル, 株式会社X = X, X社 = X."""
    first: dict[tuple[str, EntityType], str] = {}
    for surface, cluster in list(clusters.of.items()):
        for k in (key(surface), core(surface)):
            yield first.setdefault((k, cluster.type), surface), surface


def bracketed(clusters: Clusters, norm: str) -> Pairs:
    """X(Y), X(以下「Y」), X(現Y), X(…、通称Y), X(Yに社名変更): the article itself says that they are one."""
    for a in clusters.longest_first():
        at = norm.find(a)
        while at >= 0:
            found = _BRACKET.match(norm, at + len(a)) or _BEHIND_POST.match(norm, at + len(a))
            for pattern in _IN_BRACKETS if found else ():
                inside = pattern.match(found["in"]) if found else None
                b = inside["b"] if inside else ""
                b = b if b in clusters.of else f"旧{b}"
                seat = bool(compiled(_PLACE).search(b)) and not compiled(_PLACE).search(a)  # X(茅野市): where X is
                if b in clusters.of and b != a and not seat and clusters.of[b].type is clusters.of[a].type:
                    yield a, b
            at = norm.find(a, at + len(a))


def renamed(clusters: Clusters, norm: str) -> Pairs:
    """YはXへ社名を変更, YはXから改名, 社名をYからXに変更, 旧YのX, Xを起こす。これが後のY: one body with both names."""
    organizations = clusters.surfaces(EntityType.ORGANIZATION)
    for pattern in (_RENAMED, _RENAMED_FROM):
        for found in pattern.finditer(norm):
            if _ITS_BEARER.match(norm, found.end()):
                continue  # Yから社名を変更した|X: kg.aliases
            before = norm[: found.start()].rstrip("」』")
            a: str | None = ending(organizations, before)
            start = max(before.rfind("。"), before.rfind("\n")) + 1
            later = before.rfind("、", start)
            clause = re.match(r"(?P<x>[^、。はが]{2,30})は", before[later + 1 :]) if later > 0 else None
            topic = clause or re.match(r"[^はが]{0,40}?(?P<x>[^、。はが]{2,30})[はが]", before[start:])
            b: str | None = ending(organizations, topic["x"].rstrip("」』")) if topic else None
            b = b or (_forerunner(organizations, norm[max(0, start - 80) : found.start()], a) if a else None)
            if a and b:
                yield a, b
    for pattern in (_FROM_TO, _ONCE):
        for found in pattern.finditer(norm):
            old = found["a"] if found["a"] in organizations else f"旧{found['a']}"
            if old in organizations and found["b"] in organizations and not _UNIT.search(found["b"]):
                yield found["b"], old
    for found in _LATER.finditer(norm) if any(cue in norm for cue in _LATER_CUES) else ():
        b = next((w for w in sorted(organizations, key=len, reverse=True) if norm.startswith(w, found.end())), None)
        a = _last_of(organizations, norm[max(0, found.start() - 20) : found.end()])
        if a and b:
            yield a, b


def called(clusters: Clusters, norm: str) -> Pairs:
    """Xは…である。現在の商号はY: the name of what the text speaks of."""
    for found in _NAME_NOW.finditer(norm):
        organizations = clusters.surfaces(EntityType.ORGANIZATION)
        name = max((w for w in organizations if norm.startswith(w, found.end())), key=len, default=None)
        before = norm[max(0, found.start() - 200) : found.start()]
        topics = [(m.start(), w) for w in organizations for m in re.finditer(rf"{re.escape(w)}[」』]?(?:\([^()]*\))?は", before)]
        if name and topics:
            yield max(topics)[1], name


def _forerunner(names: Sequence[str], before: str, name: str) -> str | None:
    """北嶺織布を起こす。戦後、北嶺テキスタイルと改称した: what was told before and begins alike, where no subject is told."""
    return _last_of([w for w in names if w[:2] == name[:2] and not name.startswith(w)], before)


def _last_of(names: Sequence[str], text: str) -> str | None:
    """The name that stands last in a text, of several there the longest."""
    at, _, word = max(((text.rfind(w), len(w), w) for w in names), default=(-1, 0, ""))
    return word if at >= 0 else None


def told_apart(a: str, b: str, norm: str) -> bool:
    """Whether a text tells of the one as another than the other: 蔵王HDの子会社で酒類卸の蔵王, BはAの全額出資子会社, Aは10日、子会社のBを…, AはBを…買収する."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if not re.search(f"{_OWNED}|{_PARENT}|買収|合併", norm):
        return False
    bare = re.escape(short) + (rf"(?!{re.escape(long[len(short) :])})" if long.startswith(short) else "")
    whole = re.escape(long)
    for x, y in ((whole, bare), (bare, whole)):
        of_x = rf"{x}の?[^。、]{{0,8}}{_OWNED}[^。]{{0,16}}?{y}|{x}は(?:[^。、はがを]{{0,12}}、)?[^。、はがを]{{0,8}}{_OWNED}(?:の|、|である){y}"
        if re.search(rf"{of_x}|{x}は、?{y}の[^。、]{{0,8}}{_OWNED}|{_PARENT}の{x}|{y}[」』]?\({x}の[^()]*{_OWNED}", norm):
            return True
        if re.search(
            rf"{x}(?:は|が)(?:[^。、はがを]{{0,8}}、)?[^。、はがを]{{0,6}}{y}(?:を[^。、]{{0,16}}(?:買収|吸収合併)|と[^。、]{{0,8}}合併)",
            norm,
        ):
            return True
    return False
