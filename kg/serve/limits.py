"""How much one client may take, so that all others get their share.

Limits(timeout=10, result=100 << 20) → a query has ten seconds and a hundred megabytes
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD_SECONDS = 10.0  # for a request's first line and headers; a client that takes longer is let go
BODY_SECONDS = 30.0  # for what follows
SEND_SECONDS = 30.0  # for a piece of an answer to be taken
URL_BYTES = 32 << 10
HEAD_BYTES = 64 << 10  # URL and headers
CONNECTIONS = 1000
WAITING = 256  # queries that wait for a process
AHEAD = 256 << 10  # of an answer this much is held before it begins: until then a failure still gets its own status
BUFFERED = 256 << 20  # of all answers together that clients are slow to take
LATELY = 32 << 20  # of answers that are kept for who asks the same
LIGHT_SECONDS = 0.5  # for a query that looks light; then it is taken for any other
LENT = 256  # connections of one process
IDLE_SECONDS = 5.0  # without a request, after which a connection that is lent goes back
MEMORY = 2 << 30  # what a process may take beyond the graph
GRACE_SECONDS = 5  # for answers under way when the server is told to end


@dataclass(frozen=True, slots=True)
class Limits:
    timeout: float = 10.0  # seconds of a query
    result: int = 100 << 20  # bytes of an answer
    body: int = 1 << 20  # bytes of a request; of an update and a graph, thirty-two times as many
    workers: int = 4

    @property
    def written(self) -> int:
        return self.body << 5
