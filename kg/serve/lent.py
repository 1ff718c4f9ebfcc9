"""Connections of clients that are lent to a process: it answers light queries on them itself, and gives back whoever asks for more.

    GET /sparql?query=… of a light query → its answer
    anything else, or nothing for a while → the connection goes back to the server, which reads the request as if it had just come

A request is looked at and left where it is until its answer is there. So a process that dies over one, or is ended by the system's
clock since the query was not light after all, takes nothing with it: the server still has the connection, and the request is in it.
"""

from __future__ import annotations

import re
import select
import signal
import socket
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache

from kg.serve import asked as read
from kg.serve.answers import Light
from kg.serve.asked import Refused
from kg.serve.frames import BACK, NUMBER, Loan, frame
from kg.serve.heads import STATUS, Open, lines, whole
from kg.serve.lately import MOST, Lately, Recurring
from kg.serve.light import undeclared
from kg.serve.limits import IDLE_SECONDS, LATELY, LIGHT_SECONDS

_LOOKED_AT = 16 << 10  # bytes of a request; a light query is no longer
# those that the server's parser would read in the same way
_ADDRESS, _VERSION = b"GET /sparql?query=", b" HTTP/1.1\r\n"
_PLAIN = bytes(c for c in range(ord("!"), ord("~") + 1) if c not in b"#&")  # what the rest of the address is of
_HEADERS = re.compile(rb"(?:[A-Za-z-]+:[ -~]*\r\n)+\r\n")
_LONG_WAY = {"connection", "content-length", "transfer-encoding", "expect", "upgrade"}

Run = Callable[[Light, "Held"], None]


class Held:
    """An answer that is kept together. Raises OverflowError where it becomes large."""

    __slots__ = ("more", "parts", "size", "status", "type")

    def __init__(self) -> None:
        self.status, self.type = 0, ""
        self.more: dict[str, str] = {}
        self.parts: list[bytes] = []
        self.size = 0

    def begin(self, status: int, type: str, **more: str) -> None:
        self.status, self.type, self.more = status, type, more

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > MOST:
            raise OverflowError
        self.parts.append(data)
        return len(data)

    def flush(self) -> None:
        """It is whole at once."""

    def say(self, status: int, words: str, **more: str) -> None:
        self.begin(status, "")


def may_be_ended() -> None:
    """By the system, over a query that is not light after all. To be called in a process's first thread."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})


class Lent:
    """The connections by their numbers; `pipe` is where the server speaks, and is told which go back."""

    def __init__(self, pipe: socket.socket, run: Run, open: Open, room: int = LATELY // 4) -> None:
        self._pipe, self._run, self._open = pipe, run, open
        self._safe = lines(open.safe)
        self._lately, self._comes_again = Lately(room), Recurring()
        self._all: dict[int, socket.socket] = {}
        self._numbers: dict[int, int] = {}  # by descriptor
        self._resting: set[int] = set()  # who has asked nothing since the last look
        self._looked = time.monotonic()
        self._date = (0, b"")
        self._seen = bytearray(_LOOKED_AT)
        self._poll = select.poll()
        self._poll.register(pipe, select.POLLIN)

    def add(self, loan: Loan) -> None:
        number, line = loan
        line.setblocking(False)
        self._all[number] = line
        self._numbers[line.fileno()] = number
        self._poll.register(line, select.POLLIN)

    def answer(self) -> None:
        """Whoever asks, until the server speaks."""
        while True:
            spoken = False
            for descriptor, _ in self._poll.poll(IDLE_SECONDS * 1000 if self._all else None):
                number = self._numbers.get(descriptor)
                if number is None:
                    spoken = True
                else:
                    self._resting.discard(number)
                    self._one(number, self._all[number])
            if spoken:
                return
            if time.monotonic() - self._looked > IDLE_SECONDS:
                self._give_back_idle()

    def give_back(self, *numbers: int, rest: bytes = b"") -> None:
        """`rest` is what the client has not taken of its answer."""
        for number in numbers:
            line = self._all.pop(number)
            self._poll.unregister(line)
            del self._numbers[line.fileno()]
            line.close()
            self._resting.discard(number)
        if numbers:
            self._pipe.sendall(b"".join(frame(BACK, NUMBER.pack(number) + rest) for number in numbers))

    def give_back_all(self) -> None:
        self.give_back(*self._all)

    def _give_back_idle(self) -> None:
        self.give_back(*self._resting)
        self._resting = set(self._all)
        self._looked = time.monotonic()

    def _one(self, number: int, line: socket.socket) -> None:
        sent, answer = 0, b""
        try:
            size = line.recv_into(self._seen, 0, socket.MSG_PEEK)
            end = self._seen.find(b"\r\n\r\n", 0, size)
            request = bytes(self._seen[: end + 4]) if end >= 0 else b""
            rest = self._lately.get(request, 0) or self._answered(request)
            if rest is None:
                return self.give_back(number)
            answer = STATUS[200] + self._dated() + rest
            line.recv_into(self._seen, len(request))
            sent = line.send(answer)
        except BlockingIOError:
            pass
        except OSError:  # the client is gone, which the server will see
            return self.give_back(number)
        if sent < len(answer):
            self.give_back(number, rest=answer[sent:])
        return None

    def _answered(self, request: bytes) -> bytes | None:
        line, _, headers = request.partition(_VERSION)
        told = line[len(_ADDRESS) :]
        head = _head(self._open, headers)
        if head is None or not line.startswith(_ADDRESS) or told.translate(None, _PLAIN):
            return None
        try:
            query = read.decoded(told)
        except Refused:
            return None
        used = undeclared(query)
        held = None if used is None else self._ran(Light(query, used, *head))
        if held is None or held.status != 200:
            return None
        rest = whole(self._safe, held.type, held.more, b"".join(held.parts))
        if self._comes_again(request):
            self._lately.put(request, rest, 0)
        return rest

    def _ran(self, asked: Light) -> Held | None:
        """None of what goes wrong: the server asks again, and tells what it was."""
        held = Held()
        signal.setitimer(signal.ITIMER_REAL, LIGHT_SECONDS)
        try:
            self._run(asked, held)
        except Exception:
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return held

    def _dated(self) -> bytes:
        now = int(time.time())
        if now != self._date[0]:
            self._date = (now, f"date: {formatdate(now, usegmt=True)}\r\n".encode())
        return self._date[1]


@lru_cache(maxsize=64)
def _head(open: Open, told: bytes) -> tuple[str, str] | None:
    """The header Accept, and the address that Host makes; None where there is more to a request, or it is for another."""
    if not _HEADERS.fullmatch(told):
        return None
    pairs = (line.partition(":") for line in told[:-2].decode().split("\r\n"))
    headers = [(name.lower(), value.strip()) for name, _, value in pairs]
    names = [name for name, value in headers if (name, value.lower()) != ("connection", "keep-alive")]
    if _LONG_WAY.intersection(names) or names.count("host") != 1 or names.count("accept") > 1:
        return None
    accept, host = dict(headers).get("accept", ""), dict(headers)["host"]
    return (accept, f"http://{host}/sparql") if open.is_for(host) else None
