"""Bytes to a SPARQL 1.1 server, its answer back, or one clear line: the only file that knows httpx.

    with Endpoint("http://127.0.0.1:7878/update") as server: server.send("POST", content=b"…", type="application/sparql-update")
    with Endpoint("http://127.0.0.1:7878/query") as server, server.asked("SELECT …", accept) as (type, stream): …

Who asks is told by the environment alone: KG_USER and KG_PASSWORD (basic or digest, as the server wants it) or KG_TOKEN (bearer). No
message holds them. What may be over in a moment (a broken connection, 429, 500, 502, 503, 504) is tried again, after as long as the
server asks for.
"""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from kg.errors import InputError

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 5
PAUSE = 0.5  # seconds before the second attempt, twice as many before each further one
CONNECT = 20.0  # seconds at most until there is a connection
LONGEST = 120.0  # seconds that a server may ask us to wait
_AGAIN = (429, 500, 502, 503, 504)
_RUN_AGAIN = "run again; what was loaded is not sent twice"


class _Passing(Exception):
    """What may be over in a moment: what to say if it is not, and how long the server asks to wait."""

    def __init__(self, error: InputError, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.after = error, after


class Refused(InputError):
    """The server answered that it does not do this."""

    def __init__(self, where: str, what: str, do: str, status: int) -> None:
        super().__init__(where, what, do)
        self.status = status


def is_url(path: str) -> bool:
    return bool(re.match(r"https?://", path, re.I))


class Endpoint:
    """A server at an address; `seconds` is how long it may be silent. Raises InputError for an address that holds a password."""

    def __init__(self, url: str, seconds: float = 300.0, attempts: int = ATTEMPTS, pause: float = PAUSE) -> None:
        import httpx

        self.url = _plain(url)
        self._seconds, self._attempts, self._pause = seconds, attempts, pause
        self._met = False  # it has answered once
        times = httpx.Timeout(seconds, connect=min(seconds, CONNECT))
        try:
            self._client = httpx.Client(auth=_identity(), timeout=times, headers={"User-Agent": "newskg"})
        except (OSError, ValueError) as error:  # a proxy or a certificate of the environment's
            raise InputError(self.url, f"cannot be asked ({_line(error)})", "check SSL_CERT_FILE and HTTPS_PROXY") from None

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def send(
        self, method: str, params: Mapping[str, str] | None = None, content: bytes = b"", type: str = "", missing: bool = False
    ) -> int:
        """One request, tried again as long as there is hope; its status. `missing`: 404 is an answer, too. Raises InputError, Refused."""

        def once() -> int:
            response = self._client.request(
                method, self.url, params=self._params(params), content=content, headers={"Content-Type": type} if type else None
            )
            self._must_be_well(response, missing)
            return response.status_code

        status: int = self._trying(once)
        return status

    @contextmanager
    def asked(self, sparql: str, accept: str) -> Iterator[tuple[str, IO[bytes]]]:
        """A query's answer: its media type, and a stream of it. Raises InputError, in the middle of reading too."""
        data = {
            "query": sparql,
            "union-default-graph": "true",
        }  # Oxigraph's server asks the union of all graphs then; others pass over it

        def once() -> httpx.Response:
            request = self._client.build_request("POST", self.url, data=data, headers={"Accept": accept})
            response = self._client.send(request, stream=True)
            try:
                if response.status_code != 200:
                    response.read()
                self._must_be_well(response)
            except BaseException:
                response.close()
                raise
            return response

        response = self._trying(once)
        with closing(response), self._told():
            yield (
                response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                _stream(response.iter_bytes(1 << 16)),
            )

    def _params(self, more: Mapping[str, str] | None) -> Any:
        import httpx

        return httpx.QueryParams(httpx.URL(self.url).params).merge(dict(more)) if more else None

    def _trying(self, once: Callable[[], Any]) -> Any:
        import tenacity

        def attempt() -> Any:
            with self._told(passing=True):
                return once()

        def pause(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, _Passing) else None
            return min(LONGEST, asked if asked is not None else self._pause * 2 ** (state.attempt_number - 1))

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self._attempts), wait=pause,
            retry=tenacity.retry_if_exception_type(_Passing), reraise=True,
        )  # fmt: skip
        try:
            return retrying(attempt)
        except _Passing as error:
            raise error.error from None

    @contextmanager
    def _told(self, passing: bool = False) -> Iterator[None]:
        """httpx's errors as ours. Nobody at an address that has never answered is not waited for."""
        import httpx

        try:
            yield
        except httpx.TransportError as error:
            told, hope = _of_transport(self.url, error, self._seconds)
            never = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) and not self._met
            if passing and hope and not never:
                raise _Passing(told) from None
            raise told from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            raise InputError(self.url, f"cannot be asked ({_line(error)})", "check the address") from None

    def _must_be_well(self, response: httpx.Response, missing: bool = False) -> None:
        self._met = True
        status = response.status_code
        if 200 <= status < 300 or (missing and status == 404):
            return
        error = _of_status(self.url, response)
        if status in _AGAIN:
            raise _Passing(error, _after(response))
        raise error


def _plain(url: str) -> str:
    """Raises InputError for what is no address, or holds a name and a password."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None:
        raise InputError(url.rpartition("@")[2], "not an address", "give one like http://127.0.0.1:7878/query")
    if "@" in parts.netloc:
        shown = url.replace(parts.netloc.rpartition("@")[0] + "@", "", 1)
        raise InputError(shown, "an address on the command line holds no password", "set KG_USER and KG_PASSWORD, or KG_TOKEN")
    return url


def _identity() -> httpx.Auth | None:
    """Who asks, by the environment."""
    import httpx

    token, user, password = (os.environ.get(name, "") for name in ("KG_TOKEN", "KG_USER", "KG_PASSWORD"))
    for name, value in (("KG_TOKEN", token), ("KG_USER", user)):
        if not value.isprintable():
            raise InputError(name, "holds a line break", "set it anew")

    class Bearer(httpx.Auth):
        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            request.headers["Authorization"] = f"Bearer {token}"
            yield request

    class AsWanted(httpx.Auth):
        """Nothing is told until the server says how it wants it."""

        def __init__(self) -> None:
            self._how: httpx.Auth | None = None

        def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
            request.headers.encoding = "utf-8"
            if self._how is not None:
                yield from self._how.auth_flow(request)
                return
            response = yield request
            wanted = " ".join(response.headers.get_list("WWW-Authenticate")).lower()
            if response.status_code == 401 and ("digest" in wanted or "basic" in wanted):
                self._how = httpx.DigestAuth(user, password) if "digest" in wanted else httpx.BasicAuth(user, password)
                yield from self._how.auth_flow(request)

    return Bearer() if token else AsWanted() if user else None


def _hidden(words: str) -> str:
    """Without what only the environment may know."""
    for name in ("KG_TOKEN", "KG_PASSWORD"):
        if len(secret := os.environ.get(name, "")) > 2:
            words = words.replace(secret, "…")
    return words


def _line(error: object) -> str:
    words = _hidden(" ".join(str(error).split()))
    return words if len(words) <= 160 else words[:159] + "…"


def _of_transport(url: str, error: Exception, seconds: float) -> tuple[InputError, bool]:
    """What is wrong with a connection, and whether another attempt may help."""
    import httpx

    words = _line(error)
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = cause.verify_message or words
        return InputError(
            url, f"its certificate is not trusted ({why})", "set SSL_CERT_FILE to one that is, if you trust it"
        ), False
    if isinstance(cause, ssl.SSLError):
        return InputError(url, f"no TLS is spoken there ({cause.reason or words})", "check http or https, and the port"), False
    if any(sign in words for sign in ("Name or service", "nodename", "getaddrinfo", "Temporary failure in name", "No address")):
        return InputError(url, "there is no such host", "check the address"), False
    if isinstance(error, httpx.TimeoutException):
        silent = min(seconds, CONNECT) if isinstance(error, httpx.ConnectTimeout) else seconds
        return InputError(url, f"no answer in {silent:g} seconds", _RUN_AGAIN), True
    if isinstance(error, httpx.ConnectError):
        return InputError(url, f"nobody answers there ({_reason(words)})", "check that the server runs, and its port"), True
    if isinstance(error, httpx.UnsupportedProtocol | httpx.ProxyError):
        return InputError(url, f"cannot be asked ({words})", "check the address and HTTPS_PROXY"), False
    return InputError(url, f"the connection broke off ({_reason(words) or type(error).__name__})", _RUN_AGAIN), True


def _reason(words: str) -> str:
    """[Errno 111] Connection refused → connection refused"""
    words = re.sub(r"^\[Errno -?\d+\] ", "", words)
    return words[:1].lower() + words[1:]


def _of_status(url: str, response: httpx.Response) -> Refused:
    status = response.status_code
    said = (
        " ".join(re.sub(r"<[^>]*>", " ", response.text[:2000]).split())
        if not response.is_stream_consumed or response.text
        else ""
    )
    said = re.sub(r": expected one of .*", ": not SPARQL", said)  # and not a list of what might be
    because = f"{status}: {_line(said)}" if said else str(status)
    if status == 401:
        told = any(os.environ.get(name) for name in ("KG_USER", "KG_TOKEN"))
        what = "does not let this user in (401)" if told else "wants to know who asks (401)"
        return Refused(url, what, "set KG_USER and KG_PASSWORD, or KG_TOKEN, in the environment", status)
    if status == 403:
        return Refused(url, f"does not allow this ({because})", "ask whoever runs it for the right to", status)
    if status in (404, 405, 415, 501):
        do = "check the address, and --protocol gsp or update"
        return Refused(url, f"nothing there takes this ({because})", do, status)
    if status == 413:
        return Refused(url, f"too much at once for it ({because})", "raise the server's limit on the size of a request", status)
    if 300 <= status < 400:
        return Refused(
            url, f"has moved ({status})", f"give its new address: {response.headers.get('Location', 'not told')}", status
        )
    if status == 429 or status == 503:
        return Refused(url, f"is too busy ({because})", _RUN_AGAIN, status)
    if status >= 500:
        return Refused(url, f"failed there ({because})", "see the server's log; " + _RUN_AGAIN, status)
    return Refused(url, f"refused ({because})", "check the query or the graph there", status)


def _after(response: httpx.Response) -> float | None:
    """The seconds of Retry-After; a date is not reckoned with."""
    told = response.headers.get("Retry-After", "")
    return float(told) if re.fullmatch(r"\d{1,6}", told) else None


def _stream(pieces: Iterator[bytes]) -> IO[bytes]:
    import io

    class Stream(io.RawIOBase):
        held = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            if not self.held:
                self.held = next(pieces, b"")
            size = min(len(buffer), len(self.held))
            buffer[:size], self.held = self.held[:size], self.held[size:]
            return size

    return io.BufferedReader(Stream(), 1 << 16)
