"""The words and mentions that a sense needs to stand around it in, whether they do out.

needed("ヲ:$money", …) → True for 3億円を|集めた, False for 注目を|集めた
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.cases import SUBJECT
from kg.clauses import Argument, Syntax
from kg.match import lazy
from kg.measures import SUM_NOUN, focus, said_of, stuff
from kg.model import AGENTS, Kind, Mention

_PART = lazy(r"(?:全額|残り|残額|半分|大半|一部|過半|割|[%株分円額]|ラウンド|増資|調達|これ|それ)$")
FUNDS = lazy(
    r"(?:補助金|助成金|交付金|寄付金|寄附金|義援金|支援金|奨励金|借款|ローン|カンパ|資金|お金|現金|マネー|支援|支援金|出資|融資|寄付|投資|資本|援助)$"
)


@dataclass(frozen=True, slots=True)
class _Need:
    """One need as a frame writes it: ヲ+ニ:$money|株式."""

    case: str
    nouns: tuple[str, ...]
    kinds: tuple[str, ...]

    def takes(self, case: str) -> bool:
        """Whether a phrase in this case may meet it."""
        return self.case == "*" or case in self.case.split("+")

    def meets(self, mentions: Iterable[Mention]) -> bool:
        """Whether any of the mentions is of a kind that is needed."""
        return any(_is(m, self.kinds) for m in mentions)


@cache
def _need(written: str) -> _Need:
    case, words = written.split(":")
    wanted = words.split("|")
    return _Need(case, tuple(w for w in wanted if w[0] != "$"), tuple(w[1:] for w in wanted if w[0] == "$"))


def needed(needs: str, syntax: Syntax, at: int, arguments: Sequence[Argument], before: str = "", start: int = -1) -> bool:
    """ヲ:株式|持ち分: a phrase in that case whose noun ends so; $money, $organization, $round: a mention of that kind.

    ニ:$nobody: nobody is named in that case. ヲ:$none: no phrase in that case; cleft:$none: the head of a cleft that has no object, 訴えたのは.
    文:増資: a word of the sentence; 前:増資: of the sentences `before`, where the event has no object but a part of what they tell of.
    Any one of the needs will do; of those that & joins, all.
    The event's own words begin at `start`; 複合:$title: in one word with them, 社長|就任.
    """
    return any(all(_met(_need(n), syntax, at, arguments, before, start) for n in joined.split("&")) for joined in needs.split())


def _met(need: _Need, syntax: Syntax, at: int, arguments: Sequence[Argument], before: str, start: int) -> bool:
    """Whether the words and mentions around an event meet one need."""
    if need.case == "文":
        return any(n in syntax.sentence.text for n in need.nouns) or need.meets(syntax.mentions)
    if need.case == "複合":
        return need.meets(m for m in syntax.mentions if m.span.end == start)
    if need.case == "前":
        return any(n in before for n in need.nouns) and _goes_on(syntax, at, syntax.bunsetsu_at(start))
    return (
        ("none" in need.kinds and _absent(need.case, syntax, at))
        or ("nobody" in need.kinds and not any(a.case == need.case and a.mention.kind in AGENTS for a in arguments))
        or need.meets(a.mention for a in arguments if need.takes(a.case))
        or _of_phrases(need, syntax, at)
        or _of_subject(need, syntax, at)
        or _of_head(need, syntax, at)
        or _of_own_words(need, syntax, at)
    )


def _of_phrases(need: _Need, syntax: Syntax, at: int) -> bool:
    """持ち分を|売った, 3億ドル超の|資金を|得た: by a phrase of the event; of a passive, its subject is its object."""
    acted_on = SUBJECT if _passive(syntax, at) else ("モ", "ハ")
    for c in syntax.children[at]:
        p = syntax.phrases[c]
        if p.case == "ヲ" and "ヲ" in need.case and c + 1 < at and syntax.phrases[c + 1].noun == "相手":
            continue
        if not need.takes(p.case) and not (p.case in acted_on and "ヲ" in need.case):
            continue
        if "money" in need.kinds and FUNDS.search(p.noun) and any(_money(syntax, g) for g in syntax.children[c]):
            return True
        if (need.nouns and stuff(syntax, c).endswith(need.nouns)) or need.meets(syntax.denoted(c)):
            return True
    return False


def _of_subject(need: _Need, syntax: Syntax, at: int) -> bool:
    """対価は|300億円だ, 対価は|300億円と|される; Xは業績を伸ばし、Yに|買われた"""
    topic = need.case == "*" and syntax.phrases[at].case in ("ハ", "ガ")
    if topic and need.meets(said_of(syntax, at)):
        return True
    acted_on = "ヲ" in need.case and need.kinds and _passive(syntax, at)
    return bool(acted_on) and need.meets(a.mention for a in syntax.inherited_subjects(at))


def _of_head(need: _Need, syntax: Syntax, at: int) -> bool:
    """Xが取得した|株式, 集めた|額は|3億円だ: by what the event's clause modifies."""
    p = syntax.phrases[at]
    if p.head < 0 or (p.link not in ("連体", "cleft") and p.case != "ノ"):
        return False
    h = syntax.phrases[p.head]
    if (need.nouns and stuff(syntax, p.head).endswith(need.nouns)) or need.meets(h.mentions):
        return True
    if need.meets(a.mention for a in syntax.relative_head(at)):
        return True
    return bool(SUM_NOUN.search(h.noun)) and any(m.kind.value in need.kinds for m in focus(syntax, p.head))


def _of_own_words(need: _Need, syntax: Syntax, at: int) -> bool:
    """12億円|調達, 株式|取得; with any case, also by the words of the phrase that it leads to."""
    p, b = syntax.phrases[at], syntax.sentence.bunsetsu[at]
    free = need.case == "*"
    if free and any(m.kind.value in need.kinds and p.span.covers(m.span) for m in syntax.mentions):
        return True
    own = "".join(t.surface for t in syntax.tokens[b.first : b.last])
    if free and p.head >= 0:
        own += syntax.words(syntax.phrases[p.head].span)
    return any(n in own for n in need.nouns)


def _passive(syntax: Syntax, at: int) -> bool:
    """株式が|取得された"""
    return syntax.phrases[at].verb >= 0 and syntax.passive(syntax.phrases[at].verb)


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
        if p.case == case or (p.case in SUBJECT and not any(m.kind in AGENTS for m in syntax.denoted(c))):
            return False
    return syntax.phrases[at].predicate


def _money(syntax: Syntax, index: int) -> bool:
    """120万ユーロの|シードの|お金"""
    if syntax.phrases[index].case != "ノ":
        return False
    return any(m.kind is Kind.MONEY for m in syntax.denoted(index)) or any(_money(syntax, c) for c in syntax.children[index])
