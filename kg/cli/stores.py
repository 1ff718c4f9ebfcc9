"""Commands on stores that answer: load."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.common import Lang, language, one_of


@app.command()
def load(
    sources: Annotated[list[str], typer.Argument(metavar="GRAPH...", help="Stores of kg build, or graphs' files; - is stdin.")],
    to: Annotated[str, typer.Option("--to", metavar="TARGET", help="A folder, or the address of a SPARQL 1.1 server.")],
    protocol: Annotated[
        str | None, typer.Option(metavar="gsp|update", help="What an address takes, where it does not tell: graphs or updates.")
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Send again what a load that broke off has sent.")] = False,
    lang: Lang = None,
) -> None:
    """Load graphs into a store that answers queries, each article's graph under its name.

    A folder holds an Oxigraph store, which kg query and kg serve ask. A server is told who asks by KG_USER and KG_PASSWORD, or
    KG_TOKEN, in the environment. A load that was killed goes on; loading twice changes nothing.

    \b
    Example:
      kg load news/ --to news.ox
      kg load all.trig --to http://127.0.0.1:7878/store
    """
    from kg import files
    from kg.load import command

    one_of(protocol, ("gsp", "update"))
    files.say(command.load(sources, to, protocol, anew, language(lang)))
