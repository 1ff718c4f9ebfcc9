"""The command itself, and how it fails: every failure is one line on standard error and an exit code.

exit 0: done · 1: does not conform, differs, an article failed · 2: cannot · 130: Ctrl-C
"""

from __future__ import annotations

import atexit
import gc
import sys
from typing import Annotated

try:
    import typer
except KeyboardInterrupt:  # Ctrl-C in the first tenth of a second
    sys.stderr.write("kg: interrupted\n")
    raise SystemExit(130) from None

app = typer.Typer(
    name="kg",
    help="Facts of Japanese news articles as a validated RDF graph with evidence.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """The console script. Every failure is one line on stderr and an exit code."""
    from kg.errors import InputError

    gc.set_threshold(100_000)  # values are frozen and almost no two point at each other: little is to be found, and seldom
    atexit.register(gc.freeze)  # nor at the end, when the memory goes as a whole
    try:
        _commands()
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


def _commands() -> None:
    """Each module adds its own to the app."""
    from importlib import import_module

    for name in ("articles", "graphs", "newsroom", "pages", "stores"):
        import_module(f"kg.cli.{name}")


def _fail(line: str, code: int = 2) -> int:
    from kg import files

    files.say(f"kg: {line}")
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
