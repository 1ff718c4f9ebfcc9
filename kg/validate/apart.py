"""An engine in a process of its own: a graph and shapes in N-Triples in, the report in N-Triples out, or one clear line.

    report("<urn:a> …", "<urn:shape> …", "pyshacl")  →  "_:r1 <http://www.w3.org/ns/shacl#focusNode> <urn:a> .\\n…"

Shapes that somebody wrote may hold a pattern such as (a+)+$, a query that joins everything with everything, or a nest that no stack
holds: time and memory are limited, a crash is told as such, and whatever would open a connection fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from kg.errors import InputError

SECONDS, SECONDS_MORE = 10, 30  # in all, and for each megabyte of the graph
MEGABYTES, MEGABYTES_MORE = 1_000, 40
_MOST = 300_000_000  # characters of a report
_DO = "simplify their patterns and queries"
_CONNECTING = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "subprocess.Popen", "os.system", "os.exec")


def report(data: str, shapes: str, engine: str) -> str:
    """Raises InputError for shapes that do not work, or cost too much."""
    size = len(data) / 1_000_000
    seconds = SECONDS + SECONDS_MORE * size
    asked = {"engine": engine, "data": data, "shapes": shapes, "megabytes": int(MEGABYTES + MEGABYTES_MORE * size)}
    path = os.pathsep.join(os.path.abspath(p) for p in sys.path)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.validate.apart"],
            input=json.dumps(asked).encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds,
            env=os.environ | {"PYTHONPATH": path}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError("shapes", f"take more than {seconds:.0f} seconds for this graph", _DO) from None
    if done.returncode:
        raise InputError("shapes", "the engine broke off: they nest too deep or take too much memory", _DO)
    answer = json.loads(done.stdout)
    if "error" in answer:
        where, _, what = answer["error"].partition(": ")
        raise InputError(where, what)
    return str(answer["report"])


def _answer(engine: str, data: str, shapes: str, megabytes: int) -> dict[str, str]:
    """What the other process says."""
    from kg.validate import engines

    try:
        _limit(megabytes)
        told = engines.answer(data, shapes, engine)
    except InputError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"shapes: take more than {megabytes} MB of memory for this graph; {_DO}"}
    except Exception as error:  # an engine's own mistake, too deep a recursion
        return {"error": str(InputError("shapes", f"cannot be used ({type(error).__name__}: {str(error)[:200]})", _DO))}
    return {"report": told} if len(told) < _MOST else {"error": f"shapes: say too much about this graph; {_DO}"}


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _stay(event: str, _: object) -> None:
    if event in _CONNECTING:
        raise PermissionError("nothing is fetched")


if __name__ == "__main__":
    sys.addaudithook(_stay)
    sys.stdout.write(json.dumps(_answer(**json.load(sys.stdin))))
