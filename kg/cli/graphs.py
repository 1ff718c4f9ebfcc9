"""Commands on graphs: validate, query, schema."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.common import Lang, language, one_of, show, text_of


@app.command()
def validate(
    graphs: Annotated[list[str], typer.Argument(metavar="GRAPH...", help="Graphs in any format that build writes; - is stdin.")],
    shapes: Annotated[
        list[str] | None, typer.Option("--shapes", metavar="FILE", help="Shapes (SHACL) of your own besides; repeatable.")
    ] = None,
    no_builtin: Annotated[bool, typer.Option("--no-builtin", help="Only the shapes of --shapes.")] = False,
    article: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="An article that the graph quotes; its quotes are held against it.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Correct in the files what can be corrected without inventing.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Validate again whenever a file is saved.")] = False,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, sarif, github or turtle.")] = "text",
    engine: Annotated[
        str | None, typer.Option(metavar="ENGINE", help="shacl (fast) or pyshacl (the reference); else what is installed.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Check graphs against the shapes, and tell what is wrong in which line.

    Exit 0 if they conform, 1 if one does not or nothing in it was checked, 2 if one cannot be read.

    \b
    Example:
      kg validate graph.ttl
      kg validate graph.ttl --article article.txt --fix
      kg validate graph.ttl --shapes house-rules.ttl --format sarif
    """
    say = language(lang)
    from kg.validate import command

    asked = command.Asked(
        tuple(graphs),
        tuple(shapes or ()),
        not no_builtin,
        tuple(article or ()),
        one_of(engine, command.ENGINES),
        strict,
        one_of(format, command.FORMATS) or "text",
        say,
        sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        fix,
        diff,
    )
    if watch:
        command.watch(asked)
    if code := command.run(asked):
        raise typer.Exit(code)


@app.command()
def query(
    given: Annotated[
        list[str] | None,
        typer.Argument(metavar="GRAPH... QUERY", help="Graphs, then the query unless --file or --named gives it."),
    ] = None,
    file: Annotated[str | None, typer.Option("--file", "-f", metavar="F", help="A file with the query.")] = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="table, json, csv, tsv or turtle; else a table, or turtle for triples."),
    ] = None,
    named: Annotated[str | None, typer.Option(metavar="QUESTION", help="A question of --questions.")] = None,
    entity: Annotated[
        str | None, typer.Option(metavar="NAME|IRI", help="--named: about whom or what, in any spelling of the name.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="--named: not before; 2024, 2024-05 or 2024-05-31.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="--named: not after.")] = None,
    questions: Annotated[bool, typer.Option("--questions", help="List the questions, and exit.")] = False,
    timeout: Annotated[float | None, typer.Option(metavar="SECONDS", help="Give up after so long.")] = None,
    allow_service: Annotated[bool, typer.Option("--allow-service", help="Let the query ask other machines, by SERVICE.")] = False,
    lang: Lang = None,
) -> None:
    """Ask graphs a question in SPARQL: files, a store of kg build, a folder of kg load, the address of a server.

    SELECT, ASK, CONSTRUCT or DESCRIBE; kg: rdfs: prov: oa: dcterms: and the like need no PREFIX.

    \b
    Example:
      kg query graph.ttl 'SELECT ?who ?title { ?p kg:holder/rdfs:label ?who ; kg:title ?title }'
      kg query graph.ttl --file examples/queries/money.rq --format csv
      kg query news/ --named lawsuits-of --entity OpenAI
    """
    from kg.query import FORMATS

    say = language(lang)
    one_of(format, FORMATS)
    if questions or named == "?":
        from kg import questions as library

        show(library.listed(say))
        return
    from kg.errors import InputError
    from kg.load import command

    graphs = given or []
    if timeout is not None and not 0 < timeout < 1e9:
        raise InputError("--timeout", "not a number of seconds", "give one like 10")
    if named is not None and file is not None:
        raise InputError("--file", "the question is named already", "leave one of --file and --named out")
    told = {"entity": entity, "since": since, "until": until}
    if named is None:
        if any(told.values()):
            raise InputError(f"--{next(k for k, v in told.items() if v)}", "goes with --named", "see kg query --questions")
        if file is None and len(graphs) < 2:
            raise InputError(graphs[0] if graphs else "query", "a graph and a query are needed", "see kg query --help")
        graphs, words = (graphs, text_of(file)) if file is not None else (graphs[:-1], graphs[-1])
    if not graphs:
        raise InputError("query", "a graph is needed", "see kg query --help")
    if named is None:
        code = command.query(graphs, words, format, allow_service, timeout)
    else:
        code = command.named(graphs, named, told, format, allow_service, timeout)
    if code:
        raise typer.Exit(code)


@app.command()
def schema(
    part: Annotated[str, typer.Argument(metavar="[ontology|shapes|context]", help="Which of them.")] = "ontology",
) -> None:
    """Print the ontology, the shapes or the context.

    \b
    Example:
      kg schema shapes > shapes.ttl
    """
    one_of(part, ("ontology", "shapes", "context"))
    from kg import resources

    show(resources.text(part))
