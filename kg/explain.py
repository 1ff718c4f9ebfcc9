"""A Reading in, a page of text out: each fact with its sentence, the words marked, the rule; then what gave no fact, and why.

Acquisition · Occurred · 0.90
  acquirer  東亜電機
  target    北星製薬
  0:0  《東亜電機》は《北星製薬》を【買収】した。
       rule Acquisition:買収 · acquirer topic, target explicit
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from kg.model import Amount, Fact, Gap, Reading, Sentence, Span, Statement

WORDS = {
    "ja": {
        "gaps": "事実にならなかった語",
        "no facts": "事実は見つからなかった。",
        "hypothetical": "仮定・一般論・疑問",
        "no role": "役割を埋める語がない",
        "missing": "足りない役割: ",
        "needs": "必要な語がない: ",
        "told elsewhere": "ほかの文で述べられている",
        "not a step that was taken": "実際に取られた手続きではない",
        "spent on what is no organization": "組織でないものに使われた",
        "points to no event that it would change": "指している出来事が見当たらない",
        "what could be done": "できることを述べている",
        "something else is done": "終わったのはほかのこと",
        "done by another": "その役割を果たすのは別の種類の主体",
        "rule": "規則",
        "or": "・",
        "comma": "・",
        "*": "{words}",
        "文": "文中に{words}",
        "case": "「{cases}」の付く{words}",
        "$title": "役職名",
        "$organization": "組織名",
        "$person": "人名",
        "$money": "金額",
        "$round": "ラウンド名",
        "$anaphor": "「同社」の類い",
    },
    "en": {
        "gaps": "words that gave no fact",
        "no facts": "no facts found.",
        "hypothetical": "hypothetical, general or a question",
        "no role": "nothing fills a role",
        "missing": "missing role: ",
        "needs": "needed words are not there: ",
        "told elsewhere": "told elsewhere",
        "not a step that was taken": "not a step that was taken",
        "spent on what is no organization": "spent on what is no organization",
        "points to no event that it would change": "points to no event that it would change",
        "what could be done": "tells what could be done",
        "something else is done": "something else is done",
        "done by another": "done by what takes no such role",
        "rule": "rule",
        "or": " or ",
        "comma": ", ",
        "*": "{words} beside it",
        "文": "{words} in the sentence",
        "case": "{words} with {cases}",
        "$title": "a title",
        "$organization": "an organization",
        "$person": "a person",
        "$money": "a sum",
        "$round": "a round",
        "$anaphor": "同社 or the like",
    },
}
HIRAGANA = {ord(k): ord(k) - 0x60 for k in map(chr, range(ord("ァ"), ord("ヶ") + 1))}


def explain(reading: Reading, lang: str = "en") -> str:
    """The page, in the order of the facts; offsets are those of the article's text as read."""
    say = WORDS[lang]
    parts = [_fact(f, reading, say) for f in reading.facts] or [say["no facts"]]
    if reading.gaps:
        by_place = groupby(reading.gaps, lambda g: (g.trigger, g.type))
        parts.append("\n".join([f"── {say['gaps']} ──", *(_gap(list(gaps), reading, say) for _, gaps in by_place)]))
    return "\n\n".join(parts) + "\n"


def _fact(f: Fact, reading: Reading, say: dict[str, str]) -> str:
    status = "" if f.type in ("Position", "Lawsuit") else f" · {f.status.value}"
    lines = [f"{f.type}{status} · {f.confidence:.2f}"]
    width = max((len(role) for role, _ in f.roles), default=0)
    lines += [f"  {role:{width}}  {_value(value, f, reading)}" for role, value in f.roles]
    lines += [f"  {p.action.value:{width}}  {p.date or '-'}" for p in f.proceedings]
    for s in f.statements:
        lines += _statement(s, reading, say)
    return "\n".join(lines)


def _value(value: object, f: Fact, reading: Reading) -> str:
    if isinstance(value, int):
        return reading.entities[value].label
    if isinstance(value, Amount):
        words = dict(f.labels).get(value, "")
        figure = f"{value.value}" if value.value is not None else f"{value.low}–{value.high}"
        return f"{words} = {figure} {value.currency} {value.bound.value}"
    return str(value)


def _statement(s: Statement, reading: Reading, say: dict[str, str]) -> list[str]:
    sentence = reading.sentences[s.sentence]
    at = reading.article.original(s.trigger).start
    how = ", ".join(f"{role} {f.how}" for role, f in s.roles)
    cues = ", ".join(reading.article.quote(c) for c in s.cues)
    cues = cues and f" · {s.status.value}: {cues}"
    marked = mark(sentence, s.trigger, [f.span for _, f in s.roles])
    return [f"  @{at}  {marked}", f"      {say['rule']} {s.rule} · {how}{cues}"]


def mark(sentence: Sentence, trigger: Span, fillers: Iterable[Span]) -> str:
    """The sentence with its trigger in 【】 and the words that fill roles in 《》."""
    signs: list[tuple[int, int, str]] = []
    for span in sorted(set(fillers)):
        if sentence.span.covers(span) and not span.overlaps(trigger):
            signs += [(span.end, 0, "》"), (span.start, 1, "《")]
    signs += [(trigger.end, 0, "】"), (trigger.start, 1, "【")]
    text, base = sentence.text, sentence.span.start
    for at, _, sign in sorted(signs, key=lambda s: (-s[0], -s[1])):
        text = text[: at - base] + sign + text[at - base :]
    return text.replace("\n", " ")


def _gap(gaps: Sequence[Gap], reading: Reading, say: dict[str, str]) -> str:
    """One trigger of one type, with every reason it gave."""
    g = gaps[0]
    marked = mark(reading.sentences[g.sentence], g.trigger, ())
    reasons = dict.fromkeys(_reason(g.reason, say) for g in gaps)
    return "\n".join([f"  @{reading.article.original(g.trigger).start}  {g.type}  {marked}", *(f"      {r}" for r in reasons)])


def _reason(reason: str, say: dict[str, str]) -> str:
    """missing plaintiff|defendant → missing role: plaintiff or defendant."""
    kind, _, rest = reason.partition(" ")
    if kind == "needs":
        return say["needs"] + _any([_need(n, say) for n in rest.split()], say)
    return say.get(reason) or say.get(kind, f"{kind} ") + _any(rest.split("|"), say)


def _need(need: str, say: dict[str, str]) -> str:
    """ヲ+カラ:$title|の座 → a title or の座 with を or から."""
    cases, _, wanted = need.partition(":")
    words = _any([say.get(w, w) for w in wanted.split("|")], say)
    marks = _any(cases.translate(HIRAGANA).split("+"), say)
    return say.get(cases, say["case"]).format(words=words, cases=marks)


def _any(words: Sequence[str], say: dict[str, str]) -> str:
    """A, B or C."""
    return say["or"].join(filter(None, [say["comma"].join(words[:-1]), words[-1]]))
