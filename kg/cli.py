"""The command line: a command parses its arguments, calls the door, prints.

    kg build article.txt -o graph.ttl        exit 0: done · 1: the graph does not conform · 2: cannot · 130: Ctrl-C

Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

try:
    import typer
except KeyboardInterrupt:  # Ctrl-C in the first tenth of a second
    sys.stderr.write("kg: interrupted\n")
    raise SystemExit(130) from None

if TYPE_CHECKING:
    from kg.graph import Graph

app = typer.Typer(
    name="kg",
    help="Facts of Japanese news articles as a validated RDF graph with evidence.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

ARTICLE = ".txt, .md or .html; - is standard input."
SOURCES = "Files (.txt .md .html .jsonl), folders, globs; - is standard input."
Lang = Annotated[str | None, typer.Option(metavar="ja|en", help="The language of messages; else the locale's.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Publication date, 2024-05-31; settles 昨年 or 同日.")]


def main() -> None:
    """The console script. Every failure is one line on stderr and an exit code."""
    from kg.errors import InputError

    gc.set_threshold(100_000)  # values are frozen and almost no two point at each other: little is to be found, and seldom
    atexit.register(gc.freeze)  # nor at the end, when the memory goes as a whole
    try:
        code = app(prog_name="kg", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        if code == 130:  # what newer typers make of Ctrl-C
            _fail("interrupted")
    except SystemExit:  # what typer makes of a closed pipe
        code = _fail("standard output: closed before all was written")
    except InputError as error:
        code = _fail(str(error))
    except KeyboardInterrupt:
        code = _fail("interrupted", 130)
    except (MemoryError, RecursionError):
        code = _fail("this takes more memory than there is; split the file")
    except OSError as error:
        from kg.files import give_up_output

        give_up_output()
        code = _fail(f"{error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
    except Exception as error:
        if type(error).__name__ == "Abort":  # what older ones make of it
            code = _fail("interrupted", 130)
        elif hasattr(error, "format_message"):  # typer's own word on a wrong option
            code = _usage(error)
        else:
            raise
    raise SystemExit(code or 0)


def _fail(line: str, code: int = 2) -> int:
    _say(f"kg: {line}")
    return code


def _usage(error: Exception) -> int:
    words = " ".join(str(error.format_message()).split())  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    return _fail(f"{words.rstrip('.')}; see {context.command_path if context else 'kg'} --help")


def _version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def kg(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help=SOURCES)],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="A file, a store's FOLDER/, or - for stdout.")
    ] = "-",
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="turtle, json-ld, trig, nquads or ntriples; else by OUT's suffix."),
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
    say = language(lang)
    form = _check_output(output, format)
    graph = _read(sources, base, published, min_confidence)
    if check and (report := graph.validate()).conforms is False:
        _say(report.text(say).rstrip("\n"))
        raise typer.Exit(1)
    from kg import files
    from kg.summary import summary

    files.write(graph.serialize(form), output)
    _say(summary(graph, say))


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
    return command.build(sources, output, _check_output(output, format), asked, say)


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
        _one_of(engine, command.ENGINES),
        strict,
        _one_of(format, command.FORMATS) or "text",
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
    given: Annotated[list[str], typer.Argument(metavar="GRAPH... QUERY", help="Graphs, then the query unless --file names it.")],
    file: Annotated[str | None, typer.Option("--file", "-f", metavar="F", help="A file with the query.")] = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="table, json, csv, tsv or turtle; else a table, or turtle for triples."),
    ] = None,
) -> None:
    """Ask graphs a question in SPARQL.

    SELECT, ASK, CONSTRUCT or DESCRIBE; kg: rdfs: prov: oa: dcterms: and the like need no PREFIX.

    \b
    Example:
      kg query graph.ttl 'SELECT ?who ?title { ?p kg:holder/rdfs:label ?who ; kg:title ?title }'
      kg query graph.ttl --file examples/queries/money.rq --format csv
    """
    from kg import files
    from kg.errors import InputError
    from kg.query import FORMATS, load, run

    _one_of(format, FORMATS)
    if file is None and len(given) < 2:
        raise InputError(given[0], "a graph and a query are needed", "see kg query --help")
    graphs, words = (given, _words(file)) if file is not None else (given[:-1], given[-1])
    files.write(run(load(graphs), words, format), "-")


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

    _print("\n".join(page(reading, say) for reading in graph.readings))


@app.command()
def schema(
    part: Annotated[str, typer.Argument(metavar="[ontology|shapes|context]", help="Which of them.")] = "ontology",
) -> None:
    """Print the ontology, the shapes or the context.

    \b
    Example:
      kg schema shapes > shapes.ttl
    """
    _one_of(part, ("ontology", "shapes", "context"))
    from kg import resources

    _print(resources.text(part))


def language(told: str | None) -> str:
    """As told, else by the locale: LANG=ja_JP.UTF-8 → ja, anything else → en."""
    if told is not None:
        return _one_of(told, ("ja", "en")) or "en"
    locale = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return "ja" if locale.startswith("ja") else "en"


def _read(sources: list[str], base: str | None = None, published: str | None = None, min_confidence: float = 0.0) -> Graph:
    import kg as door
    from kg.errors import InputError
    from kg.reading import read_date

    if "" in sources:
        raise InputError("", "no such file", "check the path")

    date = read_date(published) if published is not None else None
    paths = ("-" if s == "-" else Path(s) for s in sources)
    return door.build(*paths, base=base, published=date, min_confidence=min_confidence)


def _check_output(output: str, format: str | None) -> str:
    """The format to write in, before any work is done."""
    from kg import files, serial

    _one_of(format, serial.FORMATS)
    if output == "-":
        return format or "turtle"
    files.must_be_writable(output)
    device = Path(output).exists() and not Path(output).is_file()  # /dev/stdout
    return format or ("turtle" if device else serial.format_of(output))


def _one_of(told: str | None, known: tuple[str, ...]) -> str | None:
    from kg.errors import InputError

    if told is not None and told not in known:
        raise InputError(told or "(nothing)", "not known here", f"use {', '.join(known[:-1])} or {known[-1]}")
    return told


def _words(path: str) -> str:
    from kg import files
    from kg.errors import InputError

    try:
        return files.read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(path, "a query is UTF-8 text, this is not", "save it as UTF-8") from None


def _print(words: str) -> None:
    from kg import files

    files.write(words.encode("utf-8", "replace"), "-")


def _say(line: str) -> None:
    from kg import files

    files.say(line)


if __name__ == "__main__":
    main()
