"""What `kg build` of many articles prints, and the code it exits with: 0, or 1 where an article failed."""

from __future__ import annotations

from kg import files
from kg.newsroom import building, items
from kg.newsroom.building import Asked, Done
from kg.newsroom.items import Failed
from kg.newsroom.progress import progress
from kg.summary import line

SHOWN = 100  # failures that are told one by one


def build(sources: list[str], output: str, format: str, asked: Asked, lang: str) -> int:
    """Reads the sources into a file, a store or standard output. Raises InputError."""
    for source in sources:
        items.must_exist(source)
    fail = _Failures(lang)
    with progress(items.count(sources), lang) as tell:
        if output == "-":
            done = building.onto_stdout(sources, format, asked, tell, fail)
        elif building.is_store(output):
            done = building.into_store(sources, output, asked, tell, fail)
        else:
            done = building.into_file(sources, output, format, asked, tell, fail)
    fail.last()
    files.say(summary(done, lang))
    return 1 if done.failed else 0


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
    return line(done.counts, done.counts[""], lang, note)
