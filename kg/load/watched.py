"""Work in a process of its own, which may take so long and no longer, and may die: one clear line each.

    watched(lambda: …, seconds=10)            what it prints goes to the same standard output; an InputError of its is raised here

An engine that is busy hears no Python signal, and a query that nests too deep takes its process with it.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable

from kg import files
from kg.errors import InputError

_INTERRUPTED = 130
_MEMORY = "this takes more memory than there is; ask for less"


def watched(do: Callable[[], None], seconds: float | None = None) -> int:
    """0, or another exit code where it met a fault of kg's, which it has told. Raises InputError."""
    if not hasattr(os, "fork"):  # Windows
        _here(do, seconds)
        return 0
    if sys.stdout is not None:
        sys.stdout.flush()
    told, tell = os.pipe()
    alive, living = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        os.close(living)
        _child(do, tell, alive)
    os.close(tell)
    os.close(alive)
    try:
        words = _heard(told, seconds)
        _, status = os.waitpid(child, 0)
    except BaseException:  # Ctrl-C, or it took too long
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(told)
        os.close(living)
    if os.WIFSIGNALED(status):
        raise InputError("query", "the engine broke off: it nests too deep, or takes more memory than there is", "simplify it")
    if words:
        where, _, what = words.partition(": ")
        raise InputError(where, what)
    if (code := os.WEXITSTATUS(status)) == _INTERRUPTED:
        raise KeyboardInterrupt
    return code


def _child(do: Callable[[], None], tell: int, alive: int) -> None:
    """Does it, and ends."""
    code = 1
    try:
        threading.Thread(target=_end_with_parent, args=(alive,), daemon=True).start()
        do()
        files.put_out(b"", whole=True)
        code = 0
    except InputError as error:
        os.write(tell, str(error).encode()[:4000])  # a pipe holds that much, whoever listens
    except (MemoryError, RecursionError):
        os.write(tell, f"query: {_MEMORY}".encode())
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _end_with_parent(alive: int) -> None:
    """Whoever asked is gone, killed maybe: nobody waits for the answer."""
    os.read(alive, 1)
    os._exit(2)


def _heard(told: int, seconds: float | None) -> str:
    """What the child has to say, when it has ended."""
    end = None if seconds is None else time.monotonic() + seconds
    words = b""
    while True:
        left = None if end is None else max(0.0, end - time.monotonic())
        if not select.select([told], [], [], left)[0]:
            raise too_long(seconds or 0.0)
        if not (more := os.read(told, 1 << 16)):
            return words.decode("utf-8", "replace")
        words += more


def too_long(seconds: float) -> InputError:
    return InputError("query", f"not answered within {seconds:g} seconds", "ask for less, or give it longer by --timeout")


def _here(do: Callable[[], None], seconds: float | None) -> None:
    def end() -> None:
        files.say(f"kg: {too_long(seconds or 0.0)}")
        os._exit(2)

    clock = None if seconds is None else threading.Timer(seconds, end)
    if clock is not None:
        clock.daemon = True
        clock.start()
    do()
    if clock is not None:
        clock.cancel()
