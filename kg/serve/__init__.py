"""Graphs served over HTTP: SPARQL, the graphs themselves, a page for every node.

run(["all.trig"], Wanted(port=8000)) serves until Ctrl-C or SIGTERM

One process speaks HTTP and touches no data; others, forked from one that holds the graph, do one job after the other, and are killed
at a limit. Between jobs they hold clients' connections that the first has lent them, and answer light queries on these themselves; any
other request they leave unread, and give the connection back. Of these files `given`, `working`, `lent`, `light`, `answers`, `pages`,
`writing` run there, `app`, `asked`, `pool`, `process`, `quick`, `listening` here; `anew` comes before all.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from kg.errors import InputError
from kg.serve.limits import Limits

__all__ = ["Limits", "Wanted", "run"]

_LEAST = 16  # characters of a token


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command's options say."""

    host: str = "127.0.0.1"
    port: int = 8000
    write: bool = False
    cors: str | None = None
    name: str | None = None
    limits: Limits = field(default_factory=Limits)


def run(paths: Sequence[str], wanted: Wanted, environment: Mapping[str, str] = os.environ) -> None:
    """Serves until it is told to end. Raises InputError."""
    from kg import files
    from kg.serve.app import application
    from kg.serve.given import given
    from kg.serve.heads import Open
    from kg.serve.listening import Server, serve
    from kg.serve.nursery import Nursery
    from kg.serve.pool import Pool
    from kg.serve.quick import lane
    from kg.serve.working import work

    if not hasattr(os, "fork"):
        raise InputError("serve", "this system cannot fork, which keeps one query from harming another", "use Linux or macOS")
    token = _token(environment) if wanted.write else None
    listening = _bound(wanted.host, wanted.port)
    snapshots = ""
    try:
        served = given(paths, wanted.write)
        snapshots = served.snapshots
        open = Open(_hosts(wanted), wanted.cors, token)
        nursery = Nursery(lambda pipe, role: work(served, open, pipe, role), listening)
        pools: list[Pool] = []

        async def ready(server: Server) -> None:
            pools.append(Pool(nursery, wanted.limits, wanted.write))
            pools[0].lost_nursery = lambda: setattr(server, "should_exit", True)
            await pools[0].open()
            files.say(f"kg: listening on {_address(listening)}" + (" (with --write)" if wanted.write else ""))

        async def ended() -> None:
            await pools[0].close()

        protocol = lane(lambda: pools[0], open)
        _many_connections()
        listening.listen(1024)
        serve(application(lambda: pools[0], wanted.limits, served.base, open), protocol, listening, ready, ended)
    finally:
        listening.close()
        if snapshots:
            shutil.rmtree(snapshots, ignore_errors=True)


def _token(environment: Mapping[str, str]) -> str:
    token = environment.get("KG_TOKEN", "")
    if len(token) < _LEAST or not token.isascii():
        what = "not set" if not token else f"shorter than {_LEAST} characters, or not ASCII"
        raise InputError("KG_TOKEN", what, "--write needs it: KG_TOKEN=$(openssl rand -hex 32)")
    return token


def _bound(host: str, port: int) -> socket.socket:
    """Raises InputError. Not yet listening: until the graph is read a client is refused at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except (OSError, OverflowError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{host}:{port}", f"cannot be listened on ({why})", "choose another with --host and --port") from None
    return bound


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _hosts(wanted: Wanted) -> frozenset[str]:
    """On loopback the names of this machine for itself, and the one it is given; elsewhere any, unless one is given."""
    local = frozenset(("localhost", "127.0.0.1", "[::1]", ""))
    if wanted.name:
        return local | {wanted.name.lower()}
    try:
        loopback = wanted.host == "localhost" or ip_address(wanted.host).is_loopback
    except ValueError:
        loopback = False
    return local | {wanted.host} if loopback else frozenset()


def _many_connections() -> None:
    """As many open files as the system lets one process have, to a few thousand."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 4096 if hard == resource.RLIM_INFINITY else min(hard, 4096)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
