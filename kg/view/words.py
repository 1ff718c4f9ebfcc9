"""Every word that the page shows, in Japanese and in English: the terms of the graph and the page's own (assets/words.tsv).

WORDS["ja"]["Acquisition"] → 買収;  WORDS["en"]["search"] → Search
"""

from __future__ import annotations

from importlib.resources import files

from kg.reports.wording import ACTIONS, KINDS, MOMENTS, ROLES, STATUSES

LANGUAGES = ("ja", "en")


def own() -> dict[str, tuple[str, ...]]:
    lines = files("kg.view").joinpath("assets", "words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {key: tuple(said) for key, *said in rows}


def words() -> dict[str, dict[str, str]]:
    terms = {**KINDS, **STATUSES, **ACTIONS, **MOMENTS, **ROLES}
    return {lang: {key: said[i] for key, said in {**terms, **own()}.items()} for i, lang in enumerate(LANGUAGES)}


WORDS = words()
