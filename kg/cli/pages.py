"""Commands that show graphs: view, serve."""

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


@app.command()
def serve(
    graphs: Annotated[list[str], typer.Argument(metavar="STORE|GRAPH...", help="Stores, or graphs' files.")],
    host: Annotated[str, typer.Option(metavar="HOST", help="Where to listen; this machine alone unless told.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0 is any that is free.")] = 8000,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="What a query may take.")] = 10.0,
    max_result: Annotated[int, typer.Option(metavar="MB", min=1, help="How large an answer may be.")] = 100,
    max_body: Annotated[int, typer.Option(metavar="MB", min=1, help="How large a query may be; an update 32 times as much.")] = 1,
    workers: Annotated[int, typer.Option(metavar="N", min=1, help="How many queries run at once.")] = 4,
    cors: Annotated[str | None, typer.Option(metavar="ORIGIN", help="Whose pages may ask: https://a.example, or *.")] = None,
    name: Annotated[str | None, typer.Option(metavar="HOST", help="The name it is asked by, where not this machine's.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Take updates of who knows $KG_TOKEN; of a loaded store.")] = False,
) -> None:
    """Serve graphs over HTTP: SPARQL at /sparql, graphs at /store, a page for every node.

    \b
    Example:
      kg serve news/
      kg serve all.trig --port 9000 --timeout 30
    """
    from kg import serve as serving
    from kg.serve.anew import begin_anew

    begin_anew()
    limits = serving.Limits(timeout, max_result << 20, max_body << 20, workers)
    serving.run(graphs, serving.Wanted(host, port, write, cors, name, limits))
