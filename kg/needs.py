"""The words and mentions that a sense needs to stand around it in, whether they do out.

needed("ヲ:$money", …) → True for 3億円を|集めた, False for 注目を|集めた
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses import Argument, Syntax
from kg.match import lazy
from kg.model import AGENTS, Kind, Mention
from kg.values import SUM_NOUN, focus, said_of, stuff

_PART = lazy(r"(?:全額|残り|残額|半分|大半|一部|過半|割|[%株分円額]|ラウンド|増資|調達|これ|それ)$")
FUNDS = lazy(
    r"(?:補助金|助成金|交付金|寄付金|寄附金|義援金|支援金|奨励金|借款|ローン|カンパ|資金|お金|現金|マネー|支援|支援金|出資|融資|寄付|投資|資本|援助)$"
)


def needed(needs: str, syntax: Syntax, at: int, arguments: Sequence[Argument], before: str = "", start: int = -1) -> bool:
    """ヲ:株式|持ち分: a phrase in that case whose noun ends so; $money, $organization, $round: a mention of that kind.

    ニ:$nobody: nobody is named in that case. ヲ:$none: no phrase in that case; cleft:$none: the head of a cleft that has no object, 訴えたのは.
    文:増資: a word of the sentence; 前:増資: of the sentences `before`, where the event has no object but a part of what they tell of.
    Any one of the needs will do; of those that & joins, all.
    The event's own words begin at `start`; 複合:$title: in one word with them, 社長|就任.
    """
    passive = syntax.phrases[at].verb >= 0 and syntax.passive(syntax.phrases[at].verb)
    for need in needs.split():
        if "&" in need:
            if all(needed(part, syntax, at, arguments, before, start) for part in need.split("&")):
                return True
            continue
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
            if any(n in before for n in nouns) and _goes_on(syntax, at, syntax.bunsetsu_at(start)):
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
            if nouns and stuff(syntax, c).endswith(nouns):
                return True
            if any(_is(m, kinds) for m in syntax.denoted(c)):
                return True
        if any((case == "*" or a.case in case.split("+")) and _is(a.mention, kinds) for a in arguments):
            return True
        if case == "*" and syntax.phrases[at].case in ("ハ", "ガ") and any(_is(m, kinds) for m in said_of(syntax, at)):
            return True  # 対価は|300億円だ, 対価は|300億円と|される
        if "ヲ" in case and kinds and passive and any(_is(a.mention, kinds) for a in syntax.inherited_subjects(at)):
            return True  # Xは業績を伸ばし、Yに|買われた
        head = syntax.phrases[at].head
        if head >= 0 and (syntax.phrases[at].link in ("連体", "cleft") or syntax.phrases[at].case == "ノ"):
            h = syntax.phrases[head]
            if (nouns and stuff(syntax, head).endswith(nouns)) or any(_is(m, kinds) for m in h.mentions):
                return True
            if any(_is(a.mention, kinds) for a in syntax.relative_head(at)):
                return True
            if SUM_NOUN.search(h.noun) and any(m.kind.value in kinds for m in focus(syntax, head)):
                return True
        if case == "*" and any(m.kind.value in kinds and syntax.phrases[at].span.covers(m.span) for m in syntax.mentions):
            return True  # 12億円|調達
        b = syntax.sentence.bunsetsu[at]
        own = "".join(t.surface for t in syntax.tokens[b.first : b.last])
        if case == "*" and head >= 0:
            own += syntax.words(syntax.phrases[head].span)
        if nouns and any(n in own for n in nouns):
            return True
    return False


def _goes_on(syntax: Syntax, at: int, begin: int) -> bool:
    """…を調達した。Xが|リードし、Yも|参加した; …を発行し、Xが全額を|引き受けた: an event without an object, or with a part for one."""
    own = [
        p for p in (syntax.phrases[c] for c in syntax.children[at] if c != begin) if p.case in ("ヲ", "ニ") and not p.predicate
    ]
    return all(_PART.search(p.noun) or (p.mentions and all(m.kind is Kind.DATE for m in p.mentions)) for p in own)


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
