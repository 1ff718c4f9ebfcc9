"""A process that holds the graph and bears others: each has the graph at once, by fork, and is killed at no cost.

Nursery(work).new() → a pipe to a new process that runs work(pipe) and its number. The nursery has one thread and no client's
socket, so that a fork is safe at any time; it alone ends its children, so that no stranger's number is ever killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
from collections.abc import Callable
from typing import NoReturn

Work = Callable[[socket.socket, str], None]

_NUMBER = struct.Struct("!q")


class Nursery:
    """The server's end. To be made before there are threads."""

    def __init__(self, work: Work, *inherited: socket.socket) -> None:
        """`inherited` are sockets that no child may keep."""
        self.control, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            self.control.close()
            for other in inherited:
                other.close()
            _bear(theirs, work)
        theirs.close()

    def ask(self, role: str) -> None:
        """For a child; `take` gets it."""
        self.control.sendall(f"new {role}\n".encode())

    def take(self) -> tuple[int, socket.socket]:
        """A child's number and the pipe to it. Raises EOFError if the nursery is gone."""
        told, (pipe, *_), _, _ = _received(self.control)
        return _NUMBER.unpack(told)[0], socket.socket(fileno=pipe)

    def kill(self, pid: int) -> None:
        with contextlib.suppress(OSError):
            self.control.sendall(f"kill {pid}\n".encode())

    def close(self) -> None:
        """The nursery ends with its pipe, and all its children with it."""
        self.control.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _received(control: socket.socket) -> tuple[bytes, list[int], int, object]:
    told, descriptors, flags, address = socket.recv_fds(control, _NUMBER.size, 1)
    if not told or not descriptors:
        raise EOFError
    return told, descriptors, flags, address


def _bear(control: socket.socket, work: Work) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which then closes the pipe
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    children: set[int] = set()
    try:
        for command, _, told in (line.partition(" ") for line in control.makefile("r", encoding="ascii")):
            children -= _ended(children)
            if command == "new":
                children.add(_child(control, work, told.strip()))
            elif int(told) in children:
                os.kill(int(told), signal.SIGKILL)
    finally:
        for child in children - _ended(children):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os._exit(0)


def _ended(children: set[int]) -> set[int]:
    return {child for child in children if os.waitpid(child, os.WNOHANG) != (0, 0)}


def _child(control: socket.socket, work: Work, role: str) -> int:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        control.close()
        theirs.close()
        code = 1
        try:
            work(ours, role)
            code = 0
        except (BrokenPipeError, ConnectionResetError):  # the server is gone
            code = 0
        finally:
            os._exit(code)
    ours.close()
    socket.send_fds(control, [_NUMBER.pack(pid)], [theirs.fileno()])
    theirs.close()
    return pid


def apart(work: Callable[[], list[str]]) -> list[str]:
    """What `work` returns in a process of its own: an engine that starts threads must not do so before others are borne. Raises OSError."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        told: list[str] = []
        try:
            told = ["", *work()]
        except OSError as error:
            told = [str(error)]
        finally:
            with os.fdopen(into, "w", encoding="utf-8") as file:
                json.dump(told or ["it cannot be read"], file)
            os._exit(0)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as file:
        said = file.read()
    os.waitpid(pid, 0)
    wrong, *found = json.loads(said) if said else ["it cannot be read"]
    if wrong:
        raise OSError(wrong)
    return found
