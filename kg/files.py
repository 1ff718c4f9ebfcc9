"""Bytes in and bytes out: a file or a standard stream, read or refused in one line; written whole or not at all.

read("a.txt") → b"…"; read("-") → what stands on standard input; write(b"…", "out.ttl"); write(b"…", "-")
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from kg.errors import InputError

STDOUT = "standard output"


def read(path: str | Path, most: int = -1) -> bytes:
    """At most so many bytes of a file, or of standard input for `-`. Raises InputError."""
    where = str(path)
    try:
        if where == "-":
            if sys.stdin is None:
                raise InputError("standard input", "closed", "give a file")
            return sys.stdin.buffer.read(most)
        with open(where, "rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise InputError(where, "no such file", "check the path") from None
    except IsADirectoryError:
        raise InputError(where, "this is a directory", "name the files in it") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(where, f"cannot be read ({why})", "check the path") from None


def write(data: bytes, path: str | Path) -> None:
    """All of `data` or nothing: what stood there stays until the new file is whole. Raises InputError."""
    if str(path) == "-":
        return _print(data)
    target = Path(os.path.realpath(path))  # a link stays a link
    try:
        if _is_device(path):
            Path(path).write_bytes(data)
            return
        _replace(target, data)
    except OSError as error:
        why = error.strerror or error
        raise InputError(str(path), f"cannot be written ({why})", "choose another place with -o") from None


def _print(data: bytes) -> None:
    put_out(data, whole=True)


def put_out(data: bytes, whole: bool = False) -> None:
    """A piece of standard output; `whole` if nothing follows. Raises InputError."""
    if sys.stdout is None:
        raise InputError(STDOUT, "closed", "write to a file")
    try:
        sys.stdout.buffer.write(data)
        if whole:
            sys.stdout.buffer.flush()
    except OSError as error:
        give_up_output()
        closed = isinstance(error, BrokenPipeError)  # | head
        what = "closed before all was written" if closed else f"cannot be written ({error.strerror or error})"
        raise InputError(STDOUT, what) from None


def say(line: str) -> None:
    """To standard error, if there is one: what was asked for is done, or is being done."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
    except OSError:
        pass


def give_up_output() -> None:
    """What standard output does not take is dropped, or Python complains once more when it ends, and exits 120."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replace(target: Path, data: bytes) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:  # Ctrl-C too
        os.unlink(name)
        raise


def put_in_place(half: Path, path: str | Path) -> None:
    """A file that is whole, moved to where it is to stand. Raises OSError."""
    target = Path(os.path.realpath(path))
    if _is_device(path):
        with open(half, "rb") as data, open(path, "wb") as out:
            shutil.copyfileobj(data, out)
        half.unlink()
        return
    os.chmod(half, stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
    os.replace(half, target)


def _is_device(path: str | Path) -> bool:
    """/dev/stdout, a named pipe. The path is asked itself: where /dev/stdout leads to, a pipe, has no name."""
    return Path(path).exists() and not Path(path).is_file()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def must_be_writable(path: str | Path) -> None:
    """Before any work is done. Raises InputError."""
    where, target = str(path), Path(os.path.realpath(path))
    if target.is_dir():
        raise InputError(where, "this is a directory", "name a file in it")
    if _is_device(path):
        if not os.access(path, os.W_OK):
            raise InputError(where, "cannot be written (permission denied)", "choose another place with -o")
        return
    if not target.parent.is_dir():
        raise InputError(where, "there is no such directory to write to", "make it first")
    if not (os.access(target.parent, os.W_OK) and (not target.exists() or os.access(target, os.W_OK))):
        raise InputError(where, "cannot be written (permission denied)", "choose another place with -o")
