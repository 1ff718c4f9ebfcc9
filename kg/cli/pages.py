"""Commands that show a graph: view."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.common import Lang, language


@app.command()
def view(
    graphs: Annotated[list[str], typer.Argument(metavar="GRAPH...", help="Graphs in any format that build writes, or stores.")],
    article: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="An article that the graph quotes, to be shown in full; repeatable.")
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="The page, .html; - is stdout.")] = "-",
    lang: Lang = None,
) -> None:
    """Write a page to look at a graph with: the articles' words, a graph, a timeline, a table. One file that works offline.

    \b
    Example:
      kg view graph.ttl --article article.txt -o page.html
      kg view news/ -o page.html --lang ja
    """
    from kg import files
    from kg.newsroom.opened import quads
    from kg.view import page
    from kg.view.given import texts

    say = language(lang)
    if output != "-":
        files.must_be_writable(output)
    said = [q for path in graphs for q in quads(path)]
    files.write(page(said, texts(said, article or ()), say).encode("utf-8", "replace"), output)
