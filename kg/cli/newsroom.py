"""Commands on many articles: what they tell together, and what people decide about it."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app
from kg.cli.common import FORMAT, Lang, format_for, language, one_of, show

STORE = "A folder that kg build made."
GRAPHS = "Stores, or graphs' files (.trig or .nq tell which article says what)."
Why = Annotated[str, typer.Option(metavar="WORDS", help="Why; it is kept with the decision.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who decides; it is kept with the decision.")]
Form = Annotated[str, typer.Option(metavar="text|json", help="For people or for programs.")]


@app.command()
def retract(
    where: Annotated[str, typer.Argument(metavar="STORE|FILE", help="A store, or a .trig or .nq file.")],
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Its path, id or IRI.")],
    lang: Lang = None,
) -> None:
    """Take articles out, with all that only they support.

    \b
    Example:
      kg retract news/ 2024/05/a.txt
    """
    from kg import files
    from kg.newsroom import desk

    keys = desk.retract(where, articles)
    for key in keys:
        files.say(f"{key}: 取り除いた" if language(lang) == "ja" else f"{key}: taken out")


@app.command()
def export(
    graphs: Annotated[list[str], typer.Argument(metavar="GRAPH...", help="Stores or graphs' files; - is standard input.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="Where to write; - is stdout.")] = "-",
    format: Annotated[str | None, typer.Option(metavar="FORMAT", help=FORMAT)] = None,
) -> None:
    """Write stores and graphs as one file: a graph, or a view of it for other tools.

    \b
    Example:
      kg export news/ -o all.trig
      kg export all.trig -o facts.csv
      kg export news/ --format dot | dot -Tsvg > news.svg
    """
    from kg.newsroom import desk

    desk.export_all(graphs, output, format_for(output, format))


@app.command()
def merge(
    graphs: Annotated[list[str], typer.Argument(metavar="GRAPH...", help=GRAPHS)],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="A file; a store is else joined in place.")
    ] = None,
    never: Annotated[
        str | None, typer.Option(metavar="FILE", help="Pairs that are not the same: two names or IRIs a line, a tab between.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Join the same person, organization and event across articles.

    Every join has a reason that kg why tells, and is undone by kg split or by a decision.

    \b
    Example:
      kg merge news/
      kg merge may.trig june.trig -o both.trig
    """
    from kg import files
    from kg.newsroom import command, desk

    files.say(command.merged(desk.merge(graphs, output, never), language(lang)))


@app.command()
def why(
    where: Annotated[str, typer.Argument(metavar="STORE|FILE", help="A store, or a .trig or .nq file.")],
    a: Annotated[str, typer.Argument(metavar="A", help="A name in any spelling, or an IRI.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another.")],
) -> None:
    """Tell why two are one, or why not. Exit 1 if they are not.

    \b
    Example:
      kg why news/ 日銀 日本銀行
    """
    from kg.newsroom import desk

    same, words = desk.why(where, a, b)
    show(words + "\n")
    if not same:
        raise typer.Exit(1)


@app.command()
def split(
    store: Annotated[str, typer.Argument(metavar="STORE", help=STORE)],
    a: Annotated[str, typer.Argument(metavar="A", help="A name or an IRI; NAME @ ARTICLE is what one article calls so.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    why: Why = "",
    by: By = "",
    lang: Lang = None,
) -> None:
    """Decide that two are not the same, for good, and join anew.

    \b
    Example:
      kg split news/ 東和建設 東和建設工業 --why 別の会社
    """
    from kg import files
    from kg.newsroom import command, deciding

    files.say(command.decided(deciding.split(store, a, b, why, by), language(lang)))


@app.command()
def decide(
    store: Annotated[str, typer.Argument(metavar="STORE", help=STORE)],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="accept, reject, correct, same, different, undo or list.")],
    about: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NODE...]", help="A fact's IRI; of same and different two names; of undo the decision."),
    ] = None,
    of: Annotated[str, typer.Option(metavar="PROPERTY", help="correct: which value, such as date, amount, status, target.")] = "",
    to: Annotated[
        list[str] | None, typer.Option(metavar="VALUE", help="correct: what it is; repeatable; none takes it away.")
    ] = None,
    why: Why = "",
    by: By = "",
    lang: Lang = None,
) -> None:
    """Note what a person decided. No build undoes it; undo takes it back.

    \b
    Example:
      kg decide news/ reject acquisition/608a14358b5561ea --why 誤読
      kg decide news/ correct funding/1f0c8ab2d3e4f567 --of amount --to 約30億円
      kg decide news/ same 日銀 日本銀行
      kg decide news/ list
    """
    from kg import files
    from kg.newsroom import command, deciding
    from kg.newsroom.decided import VERDICTS

    say = language(lang)
    one_of(verdict, (*VERDICTS, "undo", "list"))
    nodes = about or []
    if verdict == "list":
        show(command.listed(deciding.decisions(store), say))
    elif verdict == "undo":
        for id in nodes:
            deciding.undo(store, id)
    else:
        for made in deciding.decide(store, verdict, nodes, of, to or (), why, by):
            files.say(command.decided(made, say))


@app.command()
def timeline(
    given: Annotated[
        list[str], typer.Argument(metavar="GRAPH... ENTITY", help="Stores or graphs' files, then a name or an IRI.")
    ],
    format: Form = "text",
    lang: Lang = None,
) -> None:
    """Tell the events of a person or an organization in order, each with its sources.

    \b
    Example:
      kg timeline news/ 東亜電機
    """
    from kg.errors import InputError
    from kg.newsroom.opened import accounts_of_entity
    from kg.reports import timeline as told

    if len(given) < 2:
        raise InputError(given[0], "a graph and a name are needed", "see kg timeline --help")
    one_of(format, ("text", "json"))
    show(told.run(accounts_of_entity(given[:-1], given[-1]), given[-1], language(lang), format))


@app.command()
def conflicts(
    graphs: Annotated[list[str], typer.Argument(metavar="GRAPH...", help=GRAPHS)],
    format: Form = "text",
    lang: Lang = None,
) -> None:
    """List what articles disagree on (amount, date, party, status), side by side with their words.

    \b
    Example:
      kg conflicts news/
    """
    from kg.newsroom.opened import accounts_in
    from kg.reports import side_by_side

    one_of(format, ("text", "json"))
    show(side_by_side.run(accounts_in(graphs), language(lang), format))


@app.command()
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="A store or a graph's file.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    format: Form = "text",
    lang: Lang = None,
) -> None:
    """Tell in facts what differs between two graphs. Exit 1 if anything does.

    \b
    Example:
      kg diff monday.trig tuesday.trig
    """
    from kg.newsroom.opened import quads
    from kg.reports import difference

    one_of(format, ("text", "json"))
    words, equal = difference.run(list(quads(a)), list(quads(b)), language(lang), format)
    show(words)
    if not equal:
        raise typer.Exit(1)
