"""How `kg serve` answers, against the Oxigraph server in the same run on the same graph: p50, p99, requests per second.

    python benchmarks/serving.py                       a hundred thousand triples, three rounds of three seconds
    python benchmarks/serving.py --triples 20000 --rounds 1 --seconds 1

A lookup is all that is said of one organization, a join where else its people work (six patterns); each request asks about another
organization. A query is new, made so by a comment of its own, or known: then kg serve has kept its answer. The client is wrk (Debian's package), or where it is not there, sockets of our own. Both servers hold the graph in
memory; rounds are interleaved, so that a slow moment of the machine falls on both; figures are medians.
Bar: at least half of the Oxigraph server's requests per second. Exit 1 if it is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import RdfFormat, parse

ROOT = Path(__file__).resolve().parent.parent
AT_LEAST = 0.5  # of the Oxigraph server's requests per second
KG = "https://w3id.org/newskg/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREFIXES = f"PREFIX kg: <{KG}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
QUESTIONS = {
    "lookup": "SELECT ?p ?o {{ <{0}> ?p ?o }}",
    "join": (
        "SELECT ?who ?title ?elsewhere {{ ?position kg:organization <{0}> ; kg:holder ?person ; kg:title ?title . "
        "?person rdfs:label ?who . ?other kg:holder ?person ; kg:organization ?organization . "
        "?organization rdfs:label ?elsewhere }}"
    ),
}
CLIENTS = (1, 16)
CASES = [(name, clients, first) for first in (True, False) for name in QUESTIONS for clients in CLIENTS]
Figures = tuple[float, float, float]  # p50 and p99 in milliseconds, requests per second

LUA = """
local paths, FRESH = {}, TAG
for line in io.lines("PATHS") do paths[#paths + 1] = line end
local at, asked = 0, 0
request = function()
  at, asked = at %% #paths + 1, asked + 1
  return wrk.format("GET", paths[at] .. (FRESH and ("%%20%%23" .. FRESH .. asked) or ""))
end
done = function(summary, latency)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("FIGURES %f %f %f %d\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.requests / summary.duration * 1e6, bad))
end
""".replace("%%", "%")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"{server.args!r} has ended with {server.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise SystemExit(f"{server.args!r} does not listen")


@contextlib.contextmanager
def running(command: Sequence[str], port: int) -> Iterator[None]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        wait_for(port, server)
        yield
    finally:
        server.terminate()
        server.wait(20)


def load(port: int, graph: bytes) -> None:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/store?default", graph, {"Content-Type": "text/turtle"}, method="POST"
    )
    with urllib.request.urlopen(asked, timeout=120):
        pass


def by_wrk(port: int, paths: Path, clients: int, seconds: int, fresh: str) -> Figures:
    script = paths.with_suffix(".lua")
    script.write_text(LUA.replace("PATHS", str(paths)).replace("TAG", f'"{fresh}"' if fresh else "nil"), "utf-8")
    run = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"],
        capture_output=True,
        check=True,
    )
    told = next(line for line in run.stdout.decode().splitlines() if line.startswith("FIGURES")).split()[1:]
    if int(told[3]):
        raise SystemExit(f"{told[3]} requests failed on port {port}")
    return float(told[0]), float(told[1]), float(told[2])


def by_sockets(port: int, paths: Path, clients: int, seconds: int, fresh: str) -> Figures:
    """A thread per client, each with one connection: slower than wrk, and the same for both servers."""
    targets = paths.read_text("utf-8").splitlines()
    took: list[float] = []

    def client(first: int) -> None:
        at, end = first, time.perf_counter() + seconds
        with socket.create_connection(("127.0.0.1", port)) as line:
            while (began := time.perf_counter()) < end:
                comment = f"%20%23{fresh}{at}" if fresh else ""
                line.sendall(f"GET {targets[at % len(targets)]}{comment} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                _whole(line)
                took.append(time.perf_counter() - began)
                at += clients

    threads = [threading.Thread(target=client, args=(i,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(took, n=100)
    return cuts[49] * 1000, cuts[98] * 1000, len(took) / seconds


def _whole(line: socket.socket) -> None:
    data = line.recv(1 << 16)
    head, _, body = data.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise SystemExit(f"not answered: {head[:80]!r}")
    if b"chunked" in head.lower():
        while not body.endswith(b"0\r\n\r\n"):
            body += line.recv(1 << 16)
        return
    length = next(int(h.split(b":")[1]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length"))
    while len(body) < length:
        body += line.recv(1 << 16)


def organizations(graph: bytes) -> list[str]:
    of_kind = (q for q in parse(graph, RdfFormat.TURTLE) if q.predicate.value == TYPE)
    return sorted({q.subject.value for q in of_kind if str(q.object) == f"<{KG}Organization>"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    given = parser.parse_args()
    oxigraph = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if oxigraph is None:
        raise SystemExit("the Oxigraph server is not installed; pip install oxigraph")
    measured = by_wrk if shutil.which("wrk") else by_sockets
    figures: dict[tuple[str, int, bool, str], list[Figures]] = {}
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        graph = subprocess.run(
            [sys.executable, str(ROOT / "benchmarks" / "graphs.py"), str(given.triples)], check=True, capture_output=True
        ).stdout
        (at / "graph.ttl").write_bytes(graph)
        nodes = organizations(graph)
        for name, words in QUESTIONS.items():
            lines = (f"/%s?query={quote(PREFIXES + words.format(node))}\n" for node in nodes)
            told = "".join(lines)
            for server, path in (("kg", "sparql"), ("oxigraph", "query")):
                (at / f"{name}-{server}").write_text(told.replace("/%s?", f"/{path}?"), "utf-8")
        ports = {"kg": free_port()}
        ports["oxigraph"] = free_port()
        ours = [sys.executable, "-m", "kg.cli", "serve", str(at / "graph.ttl"), "--port", str(ports["kg"])]
        theirs = [oxigraph, "serve", "--bind", f"127.0.0.1:{ports['oxigraph']}"]
        with running(ours, ports["kg"]), running(theirs, ports["oxigraph"]):
            load(ports["oxigraph"], graph)
            for server, port in ports.items():  # nobody's first round is its first at all
                for name in QUESTIONS:
                    measured(port, at / f"{name}-{server}", max(CLIENTS), 1, "")
            for turn in range(given.rounds):
                for name, clients, first in CASES:
                    for server, port in ports.items():
                        fresh = f"{turn}.{clients}." if first else ""
                        found = measured(port, at / f"{name}-{server}", clients, given.seconds, fresh)
                        figures.setdefault((name, clients, first, server), []).append(found)
    return report(figures, given.triples, measured is by_wrk)


def report(figures: dict[tuple[str, int, bool, str], list[Figures]], triples: int, wrk: bool) -> int:
    print(f"{triples:,} triples, asked by {'wrk' if wrk else 'sockets of our own'}\n")
    print("| | p50 ms | p99 ms | requests/s | Oxigraph p50 | p99 | requests/s | kg to Oxigraph |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    missed = []
    for name, clients, first in CASES:
        ours, theirs = (
            [statistics.median(column) for column in zip(*figures[name, clients, first, server], strict=True)]
            for server in ("kg", "oxigraph")
        )
        share = ours[2] / theirs[2]
        case = f"{name}, {clients} client{'s' * (clients > 1)}, {'each query new' if first else 'queries known'}"
        cells = [f"{x:.2f}" for x in ours[:2]] + [f"{ours[2]:,.0f}"] + [f"{x:.2f}" for x in theirs[:2]] + [f"{theirs[2]:,.0f}"]
        print(f"| {case} | {' | '.join(cells)} | {share:.2f} |")
        if share < AT_LEAST:
            missed.append(f"{case} is {share:.2f} of the Oxigraph server's requests per second, not {AT_LEAST}")
    print("\n" + ("Missed: " + "; ".join(missed) if missed else "Every bar is kept") + ".")
    return bool(missed)


if __name__ == "__main__":
    raise SystemExit(main())
