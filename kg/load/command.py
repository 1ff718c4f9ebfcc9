"""What `kg load` and `kg query` do and print.

load(["news/"], "graph.ox", None, False, "en") → "graph.ox: 5 graphs loaded"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg import files, questions
from kg.endpoint import is_url
from kg.errors import InputError
from kg.load import folder, remote
from kg.load.asked import Ask, answer
from kg.load.folder import Done
from kg.load.watched import watched
from kg.newsroom.progress import progress
from kg.query import must_stay


def load(sources: Sequence[str], target: str, protocol: str | None, anew: bool, lang: str) -> str:
    """Loads, and says what was done. Raises InputError."""
    if not is_url(target) and protocol is not None:
        raise InputError(protocol, "a folder is asked by no protocol", "leave --protocol out")
    with progress(None, lang) as tell:
        if is_url(target):
            done = remote.load(sources, target, protocol, anew, lambda n: tell(n, 0))
        else:
            done = folder.load(sources, target, lambda n: tell(n, 0))
    return f"{target}: {summary(done, lang)}"


def query(graphs: Sequence[str], sparql: str, format: str | None, elsewhere: bool, seconds: float | None) -> int:
    """Asks, and writes the answer to standard output; the exit code. Raises InputError."""
    must_stay(sparql, elsewhere)
    return watched(lambda: answer(graphs, sparql, format, elsewhere, seconds), seconds)


def named(
    graphs: Sequence[str], name: str, told: Mapping[str, str | None], format: str | None, elsewhere: bool, seconds: float | None
) -> int:
    """The same of a question of kg.questions. Raises InputError."""
    question = questions.question(name)
    known = questions.checked(question, told)

    def asked(ask: Ask) -> str:
        return questions.asked(question, known, ask, files.say)

    return watched(lambda: answer(graphs, asked, format, elsewhere, seconds), seconds)


def summary(done: Done, lang: str) -> str:
    """5 graphs loaded; 5 graphs, 3 of them loaded, 2 unchanged"""
    same = done.graphs - done.changed
    if lang == "ja":
        return f"グラフ {done.graphs:,}" + (f"（うち変更なし {same:,}）" if same else "を読み込んだ")
    graphs = f"{done.graphs:,} graph" + "s" * (done.graphs != 1)
    return f"{graphs}: {done.changed:,} loaded, {same:,} as before" if same else f"{graphs} loaded"
