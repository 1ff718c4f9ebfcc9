"""Commands that read articles: build and explain."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app
from kg.cli.common import ARTICLE, FORMAT, Lang, Published, format_for, language, show

if TYPE_CHECKING:
    from kg.graph import Graph

SOURCES = "Files (.txt .md .html .jsonl), folders, globs; - is standard input."


@app.command()
def build(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help=SOURCES)],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="A file, a store's FOLDER/, or - for stdout.")
    ] = "-",
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help=FORMAT),
    ] = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="What the IRIs of the graph begin with.")] = None,
    published: Published = None,
    lang: Lang = None,
    check: Annotated[bool, typer.Option("--check", help="Write only a graph that conforms to the shapes.")] = False,
    min_confidence: Annotated[
        float, typer.Option(metavar="N", min=0.0, max=1.0, help="Leave out facts less certain than this.", show_default=False)
    ] = 0.0,
    fields: Annotated[
        str | None,
        typer.Option(metavar="OURS=THEIRS,...", help="JSON Lines: which field holds id, text, html, title, published, url."),
    ] = None,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="Processes that read; the bytes are the same.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="tcp://HOST:8786", help="A running Dask cluster that reads instead.")
    ] = None,
    shared: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="With --scheduler: a folder all see; files go by path, results through it."),
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Read articles that have not changed, too.")] = False,
) -> None:
    """Read articles and write their facts as one graph.

    \b
    Example:
      kg build article.txt -o graph.ttl
      kg build articles/ -o graph.trig --workers 4
      kg build feed.jsonl --fields text=body -o news/
      curl -s https://example.org/news.html | kg build - --format json-ld
    """
    from kg.newsroom.items import single

    folder = output.endswith("/") or os.path.isdir(output)
    if folder or fields or scheduler or not single(sources):
        how = (base, published, min_confidence, check)
        raise typer.Exit(_build_many(sources, output, format, how, fields, workers, scheduler, shared, anew, language(lang)))
    from kg import files

    say = language(lang)
    form = format_for(output, format)
    graph = _read(sources, base, published, min_confidence)
    if check and (report := graph.validate()).conforms is False:
        files.say(report.text(say).rstrip("\n"))
        raise typer.Exit(1)
    from kg.summary import summary

    files.write(graph.serialize(form), output)
    files.say(summary(graph, say))


def _build_many(
    sources: list[str],
    output: str,
    format: str | None,
    how: tuple[str | None, str | None, float, bool],
    fields: str | None,
    workers: int,
    scheduler: str | None,
    shared: str | None,
    anew: bool,
    say: str,
) -> int:
    """Folders, JSON Lines, several articles: through a store, which a killed run goes on with."""
    import kg as door
    from kg.errors import InputError
    from kg.newsroom import command
    from kg.newsroom.building import Asked, is_store
    from kg.newsroom.items import read_fields
    from kg.newsroom.record import How
    from kg.reading import read_date

    base, published, least, check = how
    day = str(read_date(published)) if published is not None else None
    read = How(door.BASE if base is None else door.read_base(base), day, least, check)
    asked = Asked(read, read_fields(fields), workers, scheduler, shared, anew)
    if is_store(output):
        if format is not None:
            raise InputError(format, "a store has no format", "name a file to have one")
        return command.build(sources, output, "", asked, say)
    return command.build(sources, output, format_for(output, format), asked, say)


@app.command()
def explain(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help=ARTICLE)],
    published: Published = None,
    lang: Lang = None,
) -> None:
    """Show why: each fact, its sentence, its rule.

    The words are marked in the sentence; a sentence with a trigger but no fact is told with what was missing.

    \b
    Example:
      kg explain article.txt
    """
    say = language(lang)
    graph = _read([article], published=published)
    from kg.explain import explain as page

    show("\n".join(page(reading, say) for reading in graph.readings))


def _read(sources: list[str], base: str | None = None, published: str | None = None, min_confidence: float = 0.0) -> Graph:
    import kg as door
    from kg.errors import InputError
    from kg.reading import read_date

    if "" in sources:
        raise InputError("", "no such file", "check the path")

    date = read_date(published) if published is not None else None
    paths = ("-" if s == "-" else Path(s) for s in sources)
    return door.build(*paths, base=base, published=date, min_confidence=min_confidence)
