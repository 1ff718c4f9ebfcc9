"""Where an event stands in its sentence in, its status out: done, planned, proposed, rejected, cancelled, alleged, denied.

    買収する方針を撤回した   → Cancelled, cue 撤回
    買収していれば           → None: hypothetical, no fact at all
    買収するかどうか検討中だ → Proposed: open by itself (pending), until a word says who wants it

The status is read off the predicate chain: from the trigger outward through its verb, the nouns that it modifies, quoting
and support verbs. Factuality as a property of the event in its chain follows Saurí & Pustejovsky (2009), FactBank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.chunks import Phrase
from kg.clauses import Syntax
from kg.match import alternation, lazy, lexicon
from kg.model import Span, Status
from kg.predicates import BESIDE

FINAL = (Status.CANCELLED, Status.REJECTED, Status.DENIED)
_MODAL_NOUN = lazy(
    r"(?:こと|の|もの|よう|ところ|わけ|はず|形|旨|との|見方|観測|報道|噂|情報|話|事実|申し立て|求め|動き|道|事態|段階|格好|協定|覚書|書簡|基本合意)$"
)
_PLAN = lazy(r"(?:方針|計画|予定|考え|見通し|意向|構え|運び)$")
_RULING = lazy(r"(?:判決|決定|命令|仮処分|判断|訴え|訴訟|裁判|訴状|通知|調停)$")
_SUPPOSED = lazy(r"(?:仮に|もし)")
_ASKED = lazy(r"か(?:どうか|否か)?(?:[はがをも、]|について|$)")  # 買収した|かは不明だ
_WH = lazy(r"(?:いつ|なぜ|何|いくら|どの|どう|どこ|誰|だれ)")  # いくらで買収したかは: that it did is taken for granted
_QUESTION = lazy(r"(?:か|だろうか|でしょうか)[。?」]*$")
_NO_FACT = lazy(r"事実(?:は|も|が|では)(?:一切|全く)?(?:な|ござい|存在し|あり?ませ)")
_NEGATION = lazy(r"[^、。]{0,6}?(?:ていな|しな|せず|していませ|はな|もな|しませ|られな|れな|きれな)")
_TO_COME = lazy(r"[るすくうつむぶぐ](?:と|とも)?[。、」]*$")
_GOES_ON = lazy(r"(?:[てで]い|てお|続け|繰り返|重ね|あ)る")
_PARTICLE_VERBS = ("向ける", "巡る", "めぐる")  # 買収に|向けて|協議している: verbs that only mark a case
_NEWS = lazy(r"(?:観測|憶測|噂|うわさ|報道|情報|ニュース)が$")
INVITING = lazy(r"(?:ないか|ませんか)[」』]?(?:と|との)?$")  # 子会社に|ならないかと: asked to
_NEUTRAL_NOUN = lazy(r"(?:手続き|作業|取引|件|案|額|後|際|時|発表|公表|実施|話)$")


@dataclass(frozen=True, slots=True)
class Factuality:
    status: Status | None  # None: hypothetical, general or asked
    cues: tuple[Span, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word of the lexicon in an event's chain, with what it says: 見送る, Cancelled."""

    name: str
    span: Span
    negated: bool
    coordinate: bool  # reached over a clause beside the event's


@cache
def _pattern() -> re.Pattern[str]:
    """The words of the lexicon that change a status: 見送る, 検討, 撤回."""
    return re.compile(alternation(lexicon("factuality")))


def factuality(syntax: Syntax, token: int, verbal: bool) -> Factuality:
    """The status of the event whose trigger is the token with this index; `verbal` when the trigger is itself a predicate."""
    trigger = syntax.tokens[token]
    at = syntax.bunsetsu_at(trigger.start)
    own = syntax.after(token)
    status = _tense(syntax, token, verbal, own)
    certain = status is not None
    cues: list[Span] = []
    if verbal and syntax.negated(token) and not INVITING.search(own):
        status = Status.DENIED
    before = syntax.sentence.text[: trigger.start - syntax.sentence.span.start]
    if _conditional(syntax, at, own, verbal) or _SUPPOSED.search(before):
        return Factuality(None)
    open_ = verbal and bool(_ASKED.search(own)) and not _WH.search(before)
    for cue in _cues(syntax, at, Span(trigger.end, trigger.end + len(own))):
        if cue.name == "Hypothetical":
            return Factuality(None, (cue.span,))
        if cue.name == "Open":
            open_ = open_ or (verbal and status is not Status.OCCURRED)
            continue
        new = _apply(status, cue)
        first = not cues and new is not None and new.value == cue.name  # 買収を目指す: the tense said so before
        if new is not status or first or (open_ and new is Status.PROPOSED):
            status, certain, open_ = new, True, False
            cues.append(cue.span)
    asked = verbal and status is Status.OCCURRED and _QUESTION.search(syntax.sentence.text)
    if open_ or asked:
        return Factuality(None)
    if _NO_FACT.search(syntax.words(Span(trigger.start, syntax.sentence.span.end))):
        status, certain = Status.DENIED, True
    return Factuality(status or Status.OCCURRED, tuple(cues), certain)


def _cues(syntax: Syntax, at: int, own: Span) -> Iterator[_Cue]:
    """The words of an event's chain that may change its status, outward from it."""
    for words, span, coordinate in _stretches(syntax, at, own):
        for found in _pattern().finditer(words):
            name = lexicon("factuality")[found.group()]
            cue = Span(span.start + found.start(), span.start + found.end())
            if name == "Occurred" and re.match(r"する|します|る", words[found.end() :]):
                continue  # 9月末に完了する
            if found.group() == "流れた" and _NEWS.search(syntax.sentence.text[: cue.start - syntax.sentence.span.start]):
                continue  # 買収するとの観測が|流れた
            yield _Cue(name, cue, bool(_NEGATION.match(words[found.end() :])), coordinate)


def _apply(status: Status | None, cue: _Cue) -> Status | None:
    """What a status becomes by a word: Planned, 見送る → Cancelled; Planned, 成立する, negated → Cancelled; Cancelled, 検討 → Cancelled."""
    op, negated = Status(cue.name), cue.negated
    if negated and op in (Status.PLANNED, Status.PROPOSED, Status.ALLEGED):
        return Status.DENIED if op is not Status.ALLEGED else status
    if negated and op is Status.OCCURRED and status in (Status.PROPOSED, Status.PLANNED, None):  # 成立しなかった
        return Status.CANCELLED if status is Status.PLANNED else Status.REJECTED
    if negated:
        return status
    if op in FINAL:
        return op
    if status in FINAL or cue.coordinate:
        return status
    if op is Status.ALLEGED:
        return Status.ALLEGED if status in (Status.OCCURRED, None) else status
    if op is Status.OCCURRED:
        return Status.OCCURRED if status in (None, Status.PLANNED) else status
    if op is Status.PLANNED and status is Status.PROPOSED:
        return status
    return op


def _tense(syntax: Syntax, token: int, verbal: bool, own: str) -> Status | None:
    """What a trigger's own form says: 買収した → Occurred, 買収する → Planned, 買収を → nothing."""
    p = syntax.phrases[syntax.bunsetsu_at(syntax.tokens[token].start)]
    if re.match(r"へ[」』。、]*$", own):  # …を設立へ
        return Status.PLANNED
    if not verbal:
        carried = p.case in ("ヲ", "ガ", "ニ", "ハ", "トシテ") and p.head >= 0 and syntax.phrases[p.head].verb >= 0
        return Status.PLANNED if carried and _to_come(syntax, p.head) else None
    if syntax.past(token) or re.match(r"(?:[しさ]れ?て|て|で)(?:い|お|き|は)", own) or re.search(r"て(?:いる|いた|おり|い)", own):
        return Status.OCCURRED
    if p.link in (*BESIDE, "ため"):
        return _tense_of_head(syntax, p.index)
    if p.link == "連体" and p.head >= 0 and _RULING.search(syntax.phrases[p.head].noun):
        return _tense_of_head(syntax, p.index)
    if re.match(r"(?:する|します|いたします|致します|される|させる|[うくすつぬむぶぐる])", own) or (
        re.match(r"(?:と|とも|との|の[はが])?[」、。]*$", own) and syntax.tokens[token].form.startswith(("終止", "連体"))
    ):  # 買い取る, 買い取ると
        return Status.PLANNED
    return None


def _to_come(syntax: Syntax, index: int) -> bool:
    """TOBを|始める(と発表した), 買収に|踏み切る: the verb that carries the event is not past and ends its clause."""
    p = syntax.phrases[index]
    words = syntax.words(p.span)
    return p.link in ("終止", "ト") and bool(_TO_COME.search(words)) and not _GOES_ON.search(words)


def _tense_of_head(syntax: Syntax, index: int) -> Status | None:
    """買収し、…した and 買収し、…する予定だ take the tense of the clause that they lead to."""
    seen = 0
    while (head := syntax.phrases[index].head) >= 0 and seen < 6:
        p = syntax.phrases[head]
        words = syntax.words(p.span)
        planned = any(
            k.predicate and k.link == "連体" and _PLAN.search(syntax.phrases[k.head].noun)
            for k in syntax.phrases[index + 1 : head]
            if k.head >= 0
        )
        if planned:  # 取得し、完全子会社に|する|方針を固めた
            return Status.PLANNED
        if p.predicate:
            if re.search(r"(?:た|ている|ています|ておる|てきた|ております)[。」とのがこ]*", words):
                return Status.OCCURRED
            if p.link == "連体" and _agreed(syntax, head):
                return Status.PLANNED  # 設立し、統合する|ことで|合意した
            if p.link == "連体" and p.head >= 0 and not _PLAN.search(syntax.phrases[p.head].noun):
                index, seen = head, seen + 1
                continue  # 出資し、|使う|ことを認めた: a relative clause says nothing of the clause beside it
            if p.link not in BESIDE:
                if re.search(r"(?:る|う|く|す|つ|む)(?:と|予定|方針|計画|見通し|考え)?[。」]*$", words):
                    return Status.PLANNED
                return None
        index, seen = head, seen + 1
    return None


def _agreed(syntax: Syntax, index: int) -> bool:
    """統合する|ことで|合意した"""
    noun = syntax.phrases[index].head
    verb = syntax.phrases[noun].head if noun >= 0 else -1
    return (
        verb >= 0
        and syntax.phrases[noun].noun == "こと"
        and bool(re.search(r"合意|決議|決定|決め|計画|承認", syntax.words(syntax.phrases[verb].span)))
    )


def _conditional(syntax: Syntax, at: int, own: str, verbal: bool) -> bool:
    """買収すれば, 買収した|場合, 買収が|成立すれば"""
    p = syntax.phrases[at]
    if not verbal and p.case in ("ガ", "ヲ", "ハ") and p.head >= 0 and syntax.phrases[p.head].link == "ば":
        return True  # 買収が|成立すれば
    if verbal and (p.link == "ば" or re.match(r"(?:[しさ]?(?:れ|て)*い?(?:れば|たら|たなら|ば)|するなら|すると、)", own)):
        return True
    return (
        verbal
        and p.link == "連体"
        and p.head >= 0
        and bool(re.match(r"(?:場合|とき|際に|時に|か|かどうか)", syntax.words(syntax.phrases[p.head].span)))
    )


def _chain(syntax: Syntax, at: int) -> list[tuple[str, Span, bool]]:
    """The bunsetsu outward from an event that bear on its status; the flag marks those reached over a coordination."""
    out: list[tuple[str, Span, bool]] = []
    coordinate = False
    for _ in range(8):
        p = syntax.phrases[at]
        head = p.head
        if head < 0:
            break
        h = syntax.phrases[head]
        words = syntax.words(h.span)
        if p.predicate:
            if p.link in ("連体", "cleft") and p.link != "ト":
                if h.mentions or not (_MODAL_NOUN.search(h.noun) or _pattern().search(words) or _NEUTRAL_NOUN.search(h.noun)):
                    break
            elif p.link in BESIDE and p.noun not in _PARTICLE_VERBS:
                if _own_object(syntax, head):
                    break
                coordinate = True
            elif p.link in ("ため", "ば") and not _ASKED.search(syntax.words(p.span)):
                break
        elif (p.case in ("ノ",) and not (_pattern().search(words) or _NEUTRAL_NOUN.search(h.noun) or h.predicate)) or (
            p.case in ("ニヨル", "トトモ", "ニツイテ") and not _pattern().search(words) and not _topical(syntax, p)
        ):
            break
        out.append((words, h.span, coordinate))
        if (span := _idiom(syntax, head, at)) is not None:
            out.append((syntax.words(span), span, p.case != "ニ" and p.noun not in _PARTICLE_VERBS and p.link != "ため"))
        at = head
    return out


def _stretches(syntax: Syntax, at: int, own: Span) -> list[tuple[str, Span, bool]]:
    """The words behind a trigger and those of its chain; bunsetsu that touch are one stretch: 買収しよう|と|した."""
    out = [(syntax.words(own), own, False)]
    for words, span, coordinate in _chain(syntax, at):
        last, place, flag = out[-1]
        if span.start == place.end and flag == coordinate:
            out[-1] = (last + words, Span(place.start, span.end), flag)
        else:
            out.append((words, span, coordinate))
    return out


def _topical(syntax: Syntax, p: Phrase) -> bool:
    """Yの子会社化に|つきましては、…中止する: a topic by another name."""
    return p.case == "ニツイテ" and syntax.words(p.span).rstrip("、").endswith("は")


def _idiom(syntax: Syntax, head: int, at: int) -> Span | None:
    """What a verb says together with the phrases right beside it: 首を|縦に|振る, 不成立に|終わる, 白紙に|戻る."""
    beside = [p for c in syntax.children[head] if c > at and not (p := syntax.phrases[c]).mentions]
    first = next((p for p in beside if p.case in ("ヲ", "ニ", "ト", "")), None)
    if first is not None and first.noun == "こと" and syntax.children[first.index]:  # 中止する|ことと|した
        first = syntax.phrases[syntax.children[first.index][-1]]
    return None if first is None else Span(first.span.start, syntax.phrases[head].span.end)


def _own_object(syntax: Syntax, index: int) -> bool:
    """Whether a clause beside the event's does something else: 買収し、|新工場を|建てる; not 計画を|撤回する."""
    span = _idiom(syntax, index, index - 3)
    if span is not None and _pattern().match(syntax.words(span)):  # 首を縦に振る
        return False
    return any(
        syntax.phrases[c].case in ("ヲ",)
        and syntax.phrases[c].noun not in ("これ", "それ", "計画", "提案", "話", "方針", "契約", "交渉")
        for c in syntax.children[index]
    )
