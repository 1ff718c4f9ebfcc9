"""What every answer begins with, and whom it may be for.

whole(b"…", "text/csv; charset=utf-8", {"vary": "Accept"}, b"a\\r\\n") → the rest of an answer, after its first line and its date
host_name("[::1]:8000") → [::1]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

from kg.serve.html import policy

STATUS = {s.value: f"HTTP/1.1 {s.value} {s.phrase}\r\n".encode() for s in HTTPStatus}
_SAFE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": policy(),
}


@dataclass(frozen=True, slots=True)
class Open:
    """What the server is open to: `hosts` whom a request may be for ("" is any), `origins` of other pages, `token` of who may write."""

    hosts: frozenset[str]
    cors: str | None = None
    token: str | None = None

    @property
    def safe(self) -> dict[str, str]:
        return _SAFE | ({"cross-origin-resource-policy": "cross-origin"} if self.cors else {})

    def is_for(self, host: str) -> bool:
        """A page elsewhere may get a browser to ask this machine under a name of its own; it is not answered."""
        return not self.hosts or host_name(host) in self.hosts


def host_name(header: str) -> str:
    """LOCALHOST:8000 → localhost, [::1]:8000 → [::1]"""
    host = header.rpartition("@")[2].lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def lines(headers: Mapping[str, str]) -> bytes:
    return "".join([f"{name}: {value}\r\n" for name, value in headers.items()]).encode()


def whole(safe: bytes, type: str, more: Mapping[str, str], body: bytes) -> bytes:
    """`safe` are the lines that every answer has."""
    return b"%bcontent-length: %d\r\n\r\n%b" % (_begun(safe, type, *more.items()), len(body), body)


@lru_cache(maxsize=256)
def _begun(safe: bytes, type: str, *more: tuple[str, str]) -> bytes:
    return safe + lines({"content-type": type, **dict(more)})
