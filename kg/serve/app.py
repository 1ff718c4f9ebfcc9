"""The addresses that the server answers: /sparql, /update, /store, /id/…, /resource, /health and the page at /.

application(pool, served, asked) → an ASGI application of Starlette
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve import asked as read
from kg.serve.asked import Refused, Request
from kg.serve.frames import Job
from kg.serve.heads import Open
from kg.serve.limits import BODY_SECONDS, SEND_SECONDS, Limits
from kg.serve.pool import Pool
from kg.serve.process import Answer, Failed

PLAIN = "text/plain; charset=utf-8"


class Exchange:
    """One request and the one answer to it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, open: Open) -> None:
        self.scope, self.receive, self.send, self.open = scope, receive, send, open
        self.method: str = scope["method"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.begun = False

    def header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def lang(self) -> str:
        return "ja" if self.header(b"accept-language").strip().lower().startswith("ja") else "en"

    async def body(self, most: int) -> bytes:
        """Raises Refused for one that is too large or does not come."""
        length = self.header(b"content-length")
        if length.isdigit() and int(length) > most:
            raise Refused(413, f"more than {most >> 20} MB", connection="close")
        parts, size = [], 0
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while True:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise Refused(400, "the request broke off")
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > most:
                        raise Refused(413, f"more than {most >> 20} MB", connection="close")
                    if not message.get("more_body"):
                        return b"".join(parts)
        except TimeoutError:
            raise Refused(408, "the request took too long to come", connection="close") from None

    async def request(self, most: int) -> Request:
        parameters = read.parameters(self.scope["query_string"])
        body = await self.body(most) if self.method in ("POST", "PUT") else b""
        host = self.header(b"host") or "localhost"
        base = f"{self.scope['scheme']}://{host}{self.scope['path']}"
        return Request(self.method, parameters, self.header(b"content-type"), body, self.header(b"accept"), base)

    async def begin(self, status: int, headers: dict[str, str]) -> None:
        self.begun = True
        told = [(k.encode(), v.encode("latin-1", "replace")) for k, v in (self.open.safe | headers).items()]
        await self.send({"type": "http.response.start", "status": status, "headers": told})

    async def piece(self, body: bytes, more: bool = False) -> None:
        message: Message = {"type": "http.response.body", "body": b"" if self.method == "HEAD" else body, "more_body": more}
        if not more:
            return await self.send(message)
        async with asyncio.timeout(SEND_SECONDS):  # a client that takes nothing
            return await self.send(message)

    async def say(self, status: int, words: str, headers: dict[str, str] | None = None) -> None:
        body = words.encode("utf-8", "replace") + b"\n"
        await self.begin(status, {"content-type": PLAIN, "content-length": str(len(body)), **(headers or {})})
        await self.piece(body)

    async def gone(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def give(self, pool: Pool, answer: Answer) -> None:
        headers = {"content-type": answer.type, **answer.more}
        if answer.whole:
            body = pool.all_of(answer)
            if answer.status == 204:
                return await self._empty(answer.status)
            await self.begin(answer.status, {**headers, "content-length": str(len(body))})
            return await self.piece(body)
        try:
            await self.begin(answer.status, headers)
            if self.method == "HEAD":
                return await self.piece(b"")
            async for piece in pool.pieces(answer):
                await self.piece(piece, more=True)
            return await self.piece(b"")
        finally:
            pool.drop(answer)

    async def _empty(self, status: int) -> None:
        await self.begin(status, {})
        await self.piece(b"")


Respond = Callable[[Exchange], Awaitable[None]]


class At:
    """An address: a plain ASGI endpoint, which Starlette takes as it is, any method."""

    def __init__(self, respond: Respond, open: Open) -> None:
        self.respond, self.open = respond, open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send, self.open)
        try:
            self._check_host(exchange)
            await self.respond(exchange)
        except Refused as refused:
            await exchange.say(refused.status, refused.words, refused.headers)
        except Failed as failed:
            if exchange.begun:
                raise Cut from None
            await exchange.say(failed.status, failed.words, {"retry-after": "1"} if failed.again else {})
        except TimeoutError:
            raise Cut from None

    def _check_host(self, exchange: Exchange) -> None:
        if not self.open.is_for(exchange.header(b"host")):
            raise Refused(421, "this server does not go by that name")


class Cut(Exception):
    """An answer that cannot be ended well: the connection is closed, so that the client knows that it is not whole."""


def application(pool: Callable[[], Pool], limits: Limits, base: str, open: Open) -> ASGIApp:
    pages: dict[tuple[str, int], tuple[dict[str, str], bytes]] = {}

    def may(exchange: Exchange, *methods: str) -> None:
        if exchange.method not in (*methods, "OPTIONS"):
            raise Refused(405, "not by this method", allow=", ".join((*methods, "OPTIONS")))

    async def give(exchange: Exchange, job: Job, body: bytes = b"", write: bool = False) -> None:
        await exchange.give(pool(), await pool().do(job, exchange.gone, body, write))

    def must_be_allowed(exchange: Exchange) -> None:
        if open.token is None:
            raise Refused(403, "this server is read-only")
        kind, _, token = exchange.header(b"authorization").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode("latin-1"), open.token.encode()):
            raise Refused(401, "writing takes the token", **{"www-authenticate": 'Bearer realm="kg"'})

    async def sparql(exchange: Exchange) -> None:
        asked = await exchange.request(limits.written if open.token else limits.body)
        what = read.operation(asked)
        if what == "description":
            return await give(exchange, {"do": "description", "accept": asked.accept, "base": asked.base, "lang": exchange.lang})
        if what == "query":
            return await give(exchange, read.query_job(asked))
        must_be_allowed(exchange)
        return await give(exchange, read.update_job(asked), write=True)

    async def update(exchange: Exchange) -> None:
        may(exchange, "POST")
        must_be_allowed(exchange)
        asked = await exchange.request(limits.written)
        if read.operation(asked) != "update":
            raise Refused(400, "exactly one update is needed")
        await give(exchange, read.update_job(asked), write=True)

    async def store(exchange: Exchange) -> None:
        may(exchange, "GET", "HEAD", "PUT", "POST", "DELETE")
        if exchange.method in ("PUT", "POST", "DELETE"):
            must_be_allowed(exchange)
        asked = await exchange.request(limits.written)
        job = read.graph_job(asked)
        await give(exchange, job, asked.body, write=job["do"] != "graph")

    async def node(exchange: Exchange) -> None:
        may(exchange, "GET", "HEAD")
        asked = await exchange.request(0)
        raw: bytes = exchange.scope["raw_path"]
        await give(exchange, read.node_job(read.candidates(base, raw.removeprefix(b"/id/")), asked, exchange.lang))

    async def resource(exchange: Exchange) -> None:
        may(exchange, "GET", "HEAD")
        asked = await exchange.request(0)
        iris = asked.parameters.get("iri", [])
        if len(iris) != 1:
            raise Refused(400, "name one node: ?iri=IRI")
        await give(exchange, read.node_job(iris, asked, exchange.lang))

    async def whole(job: Job) -> tuple[Answer, bytes]:
        answer = await pool().do(job)
        return answer, b"".join([piece async for piece in pool().pieces(answer)])

    async def home(exchange: Exchange) -> None:
        may(exchange, "GET", "HEAD")
        key = (exchange.lang, pool().writes)
        if key not in pages:
            try:
                answer, body = await whole({"do": "home", "lang": exchange.lang})
            except Failed:  # it takes too long
                answer, body = await whole({"do": "index", "lang": exchange.lang})
            if answer.status != 200:
                return await exchange.say(answer.status, body.decode("utf-8", "replace").strip())
            if len(pages) > 1:  # one in each language
                pages.clear()
            pages[key] = ({"content-type": answer.type, "vary": "Accept-Language", **answer.more}, body)
        headers, body = pages[key]
        await exchange.begin(200, headers | {"content-length": str(len(body))})
        return await exchange.piece(body)

    async def health(exchange: Exchange) -> None:
        """Without a process, for these may all be at work."""
        may(exchange, "GET", "HEAD")
        well = bool(pool().all)
        body = b'{"status": "ok"}\n' if well else b'{"status": "no process is there to answer"}\n'
        await exchange.begin(200 if well else 503, {"content-type": "application/json", "content-length": str(len(body))})
        await exchange.piece(body)

    async def nowhere(exchange: Exchange) -> None:
        raise Refused(404, "nothing is here; see /")

    routes = {
        "/": home,
        "/health": health,
        "/sparql": sparql,
        "/sparql/": sparql,
        "/update": update,
        "/update/": update,
        "/store": store,
        "/store/": store,
        "/resource": resource,
        "/id/{path:path}": node,
        "/{path:path}": nowhere,
    }
    app: ASGIApp = Starlette(routes=[Route(path, At(respond, open)) for path, respond in routes.items()])
    if open.cors:
        app = CORSMiddleware(
            app,
            allow_origins=[open.cors],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Accept-Language", "Content-Type"],
            max_age=600,
        )
    return app
