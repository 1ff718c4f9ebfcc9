"""What several commands share: options, the language of messages, formats, reading and printing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

ARTICLE = ".txt, .md or .html; - is standard input."
Lang = Annotated[str | None, typer.Option(metavar="ja|en", help="The language of messages; else the locale's.")]
FORMAT = "turtle, json-ld, trig, nquads, ntriples, or a view: dot, mermaid, csv, graphml; else by OUT's suffix."
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, 2024-05-31; settles 昨年 or 同日.")]


def language(told: str | None) -> str:
    """As told, else by the locale: LANG=ja_JP.UTF-8 → ja, anything else → en."""
    if told is not None:
        return one_of(told, ("ja", "en")) or "en"
    locale = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return "ja" if locale.startswith("ja") else "en"


def format_for(output: str, format: str | None) -> str:
    """The format to write in, before any work is done."""
    from kg import files, serial

    one_of(format, serial.WRITABLE)
    if output == "-":
        return format or "turtle"
    files.must_be_writable(output)
    device = Path(output).exists() and not Path(output).is_file()  # /dev/stdout
    return format or ("turtle" if device else serial.writable(output))


def one_of(told: str | None, known: tuple[str, ...]) -> str | None:
    from kg.errors import InputError

    if told is not None and told not in known:
        raise InputError(told or "(nothing)", "not known here", f"use {', '.join(known[:-1])} or {known[-1]}")
    return told


def text_of(path: str) -> str:
    from kg import files
    from kg.errors import InputError

    try:
        return files.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(path, "a query is UTF-8 text, this is not", "save it as UTF-8") from None


def show(words: str) -> None:
    from kg import files

    files.write(words.encode("utf-8", "replace"), "-")
