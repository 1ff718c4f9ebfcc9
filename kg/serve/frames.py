"""What the server and a process that works for it tell each other through a pipe.

A job goes out as JSON after its length. What comes back is frames: H, the status and headers; D, a piece of the body; E, the end.

    job({"do": "query", "query": "ASK {}"}) → b"\\0\\0\\0\\x22{…}"
    Frames().feed(b"H…") → [(b"H", b"…")]
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

HEAD, DATA, END = b"H", b"D", b"E"
_FRAME = struct.Struct("!cI")
_JOB = struct.Struct("!I")

Job = Mapping[str, Any]


def job(asked: Job, body: bytes = b"") -> bytes:
    told = json.dumps(asked).encode()
    return _JOB.pack(len(told)) + told + _JOB.pack(len(body)) + body


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
