"""What `kg build` of many articles prints, and the code it exits with: 0, or 1 where an article failed."""

from __future__ import annotations

from collections.abc import Sequence

from kg import files
from kg.newsroom import building, items
from kg.newsroom.building import Asked, Done
from kg.newsroom.decided import FACT, Decision
from kg.newsroom.items import Failed
from kg.newsroom.merging import Merged
from kg.newsroom.progress import progress
from kg.summary import line

SHOWN = 100  # failures that are told one by one


def build(sources: list[str], output: str, format: str, asked: Asked, lang: str) -> int:
    """Reads the sources into a file, a store or standard output. Raises InputError."""
    for source in sources:
        items.must_exist(source)
    fail = _Failures(lang)
    with progress(items.count(sources), lang) as tell:
        if output != "-" and building.is_store(output):
            done = building.into_store(sources, output, asked, tell, fail)
        else:
            done = building.into_file(sources, output, format, asked, tell, fail)
    fail.last()
    for words in notes(done, output, lang):
        files.say(words)
    files.say(summary(done, lang))
    return 1 if done.failed else 0


def notes(done: Done, output: str, lang: str) -> list[str]:
    """What a user would else not know."""
    out = []
    if not done.written:
        none = "記事が一本も読めず、書き込まなかった" if lang == "ja" else "not written, since no article could be read"
        out.append(f"kg: {output}: {none}")
    elif done.lost:
        one = "1 statement that stood in no article's graph was" if done.lost == 1 else ""
        en = (one or f"{done.lost} statements that stood in no article's graph were") + " not kept"
        out.append(f"kg: {output}: " + (f"記事のグラフの外にあった文 {done.lost} は残していない" if lang == "ja" else en))
    if done.unjoined:
        ja, en = "新しい記事はまだ同定していない", "what was read now is not joined yet"
        out.append(f"kg: {output}: {ja if lang == 'ja' else en}; kg merge {output}")
    return out


class _Failures:
    """Tells each article that failed, in a line on standard error; of very many the first, and how many more."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._told = 0

    def __call__(self, problem: Failed) -> None:
        self._told += 1
        if self._told <= SHOWN:
            words = " ".join(f"{problem.key}: {problem.why}".encode("utf-8", "backslashreplace").decode().split())
            files.say(f"kg: 読めなかった: {words}" if self._lang == "ja" else f"kg: skipped {words}")

    def last(self) -> None:
        if (more := self._told - SHOWN) > 0:
            files.say(f"kg: ほかに {more} 本" if self._lang == "ja" else f"kg: and {more} more")


def summary(done: Done, lang: str) -> str:
    """6 articles (5 new, 1 changed; 2 failed): 21 people, … The brackets only where there is more to say than that all are new."""
    told = (
        (done.new, "new", "新規"),
        (done.changed, "changed", "更新"),
        (done.same, "unchanged", "変更なし"),
        (done.gone, "gone", "削除"),
        (done.failed, "failed", "失敗"),
    )
    if any(n for n, _, _ in told[1:]):
        parts = [f"{ja} {n}" if lang == "ja" else f"{n} {en}" for n, en, ja in told if n]
        note = f"（{'、'.join(parts)}）" if lang == "ja" else f" ({', '.join(parts)})"
    else:
        note = ""
    return line(done.counts, None if done.taken else done.counts[""], lang, note)


def merged(done: Merged, lang: str) -> str:
    """3 people, 5 organizations and 2 reports joined; 1 namesake kept apart."""
    if lang == "ja":
        return (
            f"同じものとした: 人物 {done.people}、組織 {done.organizations}、事実の報道 {done.facts}。同名の別のもの {done.apart}"
        )
    joined = f"joined {done.people} names of people, {done.organizations} of organizations, {done.facts} reports of facts"
    return f"{joined}; kept {done.apart} namesakes apart"


def decided(d: Decision, lang: str) -> str:
    """decision 1f0c8ab2d3e4f567: reject acquisition/608a14358b5561ea"""
    return f"{'決定' if lang == 'ja' else 'decision'} {line_of(d)}"


def listed(decisions: Sequence[Decision], lang: str) -> str:
    """One a line, or that there is none."""
    none = "決定はない" if lang == "ja" else "no decisions"
    return "".join(f"{line_of(d)}\n" for d in decisions) or f"{none}\n"


def line_of(d: Decision) -> str:
    """1f0c8ab2d3e4f567: correct funding/… amount 約30億円 (誤植) by 三浦"""
    nodes = " ".join(
        iri.rpartition("/id/")[2] + (f" @ {g.rpartition('/')[2]}" if g and d.verdict in ("same", "different") else "")
        for iri, g in zip(d.about, d.articles, strict=False)
    )
    parts = [
        f"{d.id}: {d.verdict} {nodes}",
        d.of.rpartition("#")[2],
        " ".join(values_of(d)),
        f"({d.why})" if d.why else "",
        f"by {d.by}" if d.by else "",
    ]
    return " ".join(filter(None, parts))


def values_of(d: Decision) -> list[str]:
    """The values that a correction puts in place, as N-Triples writes them."""
    return [
        line.removesuffix(" .").partition("> ")[2].partition("> ")[2] for line in d.correction if line.startswith(f"<{FACT}>")
    ]
