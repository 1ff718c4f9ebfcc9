"""A graph's size and edges in, a place for each node out, in whole numbers: the same for the same graph, on any machine.

positions(3, [(0, 2), (1, 2)]) → [(…, …), (…, …), (…, …)]

Each connected part begins as a tree drawn in rings around its best connected node and is then relaxed by forces (Fruchterman &
Reingold 1991, with their grid: only near nodes push); the parts are put on shelves, the largest first. 5,000 nodes take some seconds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

Point = tuple[float, float]

APART = 60.0  # between two nodes that an edge joins
ROUNDS = 60  # of forces; fewer where there are many nodes
WORK = 200_000  # nodes × rounds at most


def positions(size: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    near: list[list[int]] = [[] for _ in range(size)]
    for a, b in sorted(set(edges)):
        near[a].append(b)
        near[b].append(a)
    parts = _parts(near)
    rounds = max(8, min(ROUNDS, WORK // max(size, 1)))
    drawn = [_relaxed(part, near, _rings(part, near), rounds) for part in parts]
    out = [(0, 0)] * size
    for part, (left, top) in zip(drawn, _shelves([_extent(p) for p in drawn]), strict=True):
        x0, y0 = min(x for x, _ in part.values()), min(y for _, y in part.values())
        for node, (x, y) in part.items():
            out[node] = (round(x - x0 + left), round(y - y0 + top))
    return out


def _parts(near: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected parts, the largest first; each in the order of a walk from its best connected node."""
    seen: set[int] = set()
    out = []
    for start in sorted(range(len(near)), key=lambda n: (-len(near[n]), n)):
        if start not in seen:
            part = [start]
            seen.add(start)
            for node in part:
                new = [n for n in near[node] if n not in seen]
                seen.update(new)
                part += new
            out.append(part)
    return sorted(out, key=lambda part: (-len(part), part[0]))


def _rings(part: Sequence[int], near: Sequence[Sequence[int]]) -> dict[int, Point]:
    """A tree around part[0]: each node has an angle as wide as its leaves are many, each ring is long enough for its nodes."""
    children: dict[int, list[int]] = {node: [] for node in part}
    ring = {part[0]: 0}
    for node in part:
        for other in near[node]:
            if other not in ring:
                ring[other] = ring[node] + 1
                children[node].append(other)
    leaves: dict[int, int] = {}
    for node in reversed(part):
        leaves[node] = max(1, sum(leaves[c] for c in children[node]))
    on: dict[int, int] = defaultdict(int)
    for r in ring.values():
        on[r] += 1
    radius = [0.0]
    for r in range(1, len(on)):
        radius.append(max(radius[-1] + APART, on[r] * APART / 2 / math.tau))
    wedge = {part[0]: (0.0, math.tau)}
    out = {}
    for node in part:
        begin, width = wedge[node]
        angle = begin + width / 2
        out[node] = (radius[ring[node]] * math.cos(angle), radius[ring[node]] * math.sin(angle))
        for child in children[node]:
            share = width * leaves[child] / leaves[node]
            wedge[child] = (begin, share)
            begin += share
    return out


def _relaxed(part: Sequence[int], near: Sequence[Sequence[int]], at: dict[int, Point], rounds: int) -> dict[int, Point]:
    if len(part) < 3:
        return at
    number = {node: i for i, node in enumerate(part)}
    x, y = [at[node][0] for node in part], [at[node][1] for node in part]
    ends = [(number[a], number[b]) for a in part for b in near[a] if number[a] < number[b]]
    pull = [1 / max(1.0, math.sqrt(len(near[node]))) for node in part]  # a hub is not torn apart by its many edges
    for i in range(rounds):
        dx, dy = _pushes(x, y)
        for a, b in ends:
            across, down = x[b] - x[a], y[b] - y[a]
            force = math.hypot(across, down) / APART * 0.5
            dx[a] += across * force * pull[a]
            dy[a] += down * force * pull[a]
            dx[b] -= across * force * pull[b]
            dy[b] -= down * force * pull[b]
        most = APART * 1.5 * (1 - i / rounds) + 1  # it cools down
        for n in range(len(part)):
            far = math.hypot(dx[n], dy[n])
            scale = min(far, most) / far if far else 0.0
            x[n] += dx[n] * scale
            y[n] += dy[n] * scale
    return {node: (x[i], y[i]) for i, node in enumerate(part)}


def _pushes(x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
    """What nodes nearer than two lengths do to each other."""
    reach = APART * 2
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i in range(len(x)):
        cells[int(x[i] // reach), int(y[i] // reach)].append(i)
    dx, dy = [0.0] * len(x), [0.0] * len(x)
    square, strength = reach * reach, APART * APART
    for (column, row), here in cells.items():
        after = [n for c, r in ((1, -1), (1, 0), (1, 1), (0, 1)) for n in cells.get((column + c, row + r), ())]
        for i, a in enumerate(here):
            ax, ay = x[a], y[a]
            pushed_x = pushed_y = 0.0
            for b in (*here[i + 1 :], *after):
                across, down = ax - x[b], ay - y[b]
                far = across * across + down * down
                if far < square:
                    if far < 1:
                        across, down, far = 1.0 + (a - b) % 7, 1.0 + (a + b) % 5, 36.0  # two at one place
                    force = strength / far
                    pushed_x += across * force
                    pushed_y += down * force
                    dx[b] -= across * force
                    dy[b] -= down * force
            dx[a] += pushed_x
            dy[a] += pushed_y
    return dx, dy


def _extent(part: dict[int, Point]) -> tuple[float, float]:
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return max(xs) - min(xs) + 2 * APART, max(ys) - min(ys) + 1.4 * APART


def _shelves(extents: Sequence[tuple[float, float]]) -> list[Point]:
    """Where each rectangle's corner goes: side by side in rows, on the whole as a landscape page."""
    widest = max([w for w, _ in extents] + [math.sqrt(1.5 * sum(w * h for w, h in extents))])
    out: list[Point] = []
    left = top = high = 0.0
    for w, h in extents:
        if left + w > widest and left:
            left, top, high = 0.0, top + high, 0.0
        out.append((left, top))
        left, high = left + w, max(high, h)
    return out
