"""What the server and a process that works for it tell each other through a pipe.

There go jobs, as JSON after their length, and connections of clients that are lent (kg.serve.lent) or recalled. What comes back is
frames: H, the status and headers; D, a piece of the body; E, the end; B, a connection given back.

    job({"do": "query", "query": "ASK {}"}) → b"J\\0\\0\\0\\x22{…}"
    Frames().feed(b"H…") → [(b"H", b"…")]
"""

from __future__ import annotations

import json
import socket
import struct
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

HEAD, DATA, END, BACK = b"H", b"D", b"E", b"B"
_JOB, _LEND, _RECALL = b"J", b"L", b"R"
_FRAME = struct.Struct("!cI")
_TOLD = struct.Struct("!cII")
NUMBER = struct.Struct("!I")
RECALL = _TOLD.pack(_RECALL, 0, 0)  # of all that is lent

Job = Mapping[str, Any]


class Asked(NamedTuple):
    """A job to be done."""

    job: Job
    body: bytes


class Loan(NamedTuple):
    """A client's connection, and the number that it goes by."""

    number: int
    line: socket.socket


class Recall(NamedTuple):
    """All connections are to go back."""


def job(asked: Job, body: bytes = b"") -> bytes:
    told = json.dumps(asked).encode()
    return _TOLD.pack(_JOB, len(told), len(body)) + told + body


def lend(number: int) -> bytes:
    """The connection itself goes with it."""
    return _TOLD.pack(_LEND, number, 0)


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    return _FRAME.pack(kind, len(payload)) + payload


def head(status: int, type: str, **more: str) -> bytes:
    return frame(HEAD, json.dumps([status, type, more]).encode())


class Frames:
    """Bytes as they come, whole frames out."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        data = self._rest + data if self._rest else data
        found, at = [], 0
        while len(data) - at >= _FRAME.size:
            kind, length = _FRAME.unpack_from(data, at)
            end = at + _FRAME.size + length
            if end > len(data):
                break
            found.append((kind, data[at + _FRAME.size : end]))
            at = end
        self._rest = data[at:]
        return found


class Inbox:
    """The other end: jobs and connections as they come."""

    def __init__(self, pipe: socket.socket) -> None:
        self._pipe = pipe
        self._rest = bytearray()
        self._lent: deque[int] = deque()  # descriptors

    def receive(self) -> bool:
        """Waits for more; False if the server is gone."""
        data, descriptors, _, _ = socket.recv_fds(self._pipe, 64 << 10, 16)
        self._rest += data
        self._lent += descriptors
        return bool(data)

    def __iter__(self) -> Iterator[Asked | Loan | Recall]:
        """Whatever has come whole."""
        while len(self._rest) >= _TOLD.size:
            kind, first, second = _TOLD.unpack_from(self._rest)
            middle = _TOLD.size + (first if kind == _JOB else 0)
            end = middle + second
            if len(self._rest) < end:
                return
            told, body = bytes(self._rest[_TOLD.size : middle]), bytes(self._rest[middle:end])
            del self._rest[:end]
            if kind == _JOB:
                yield Asked(json.loads(told), body)
            elif kind == _LEND:
                yield Loan(first, socket.socket(fileno=self._lent.popleft()))
            else:
                yield Recall()
