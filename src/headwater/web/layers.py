"""A graph laid out in layers from left to right (after Sugiyama, Tagawa and Toda 1981): plain geometry, drawn elsewhere.

    1 cycles      edges that lead back are turned round while the rest is done, and turned again at the end
    2 layers      a node stands one to the right of the furthest node that leads to it; those that lead nowhere stand last
    3 crossings   in each layer the nodes are put at the mean place of their neighbours, sweeping right and left; the best order is kept
    4 places      each node is moved as near as can be to the mean height of its neighbours, order and gaps kept (isotonic regression)

An edge over several layers keeps a place of its own in each that it passes, so no edge runs through a node. The result does not depend on
the order in which nodes and edges are given.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Box", "Layout", "Placed", "Route", "Spacing", "layered"]

Edge = tuple[str, str]
Point = tuple[float, float]

SWEEPS = 12
"""Rounds of reordering, and of moving; nothing that a page shows gets better after eight."""
STRAIGHT = 4.0
"""How much more an edge that passes a layer pulls at its own places than at nodes: long edges become straight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node to be placed.

    Attributes:
        order: Where it stands among its like before anything is known of its edges: by time, by importance.
    """

    id: str
    width: float
    height: float
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node in its place: its layer from 0 on the left, and its upper left corner."""

    id: str
    layer: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height at which edges come and go."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An edge as points from its source to its target: between the layers it bends, past a layer it runs level.

    Attributes:
        back: Whether it leads back to a layer on the left: it closes a circle.
    """

    source: str
    target: str
    points: tuple[Point, ...]
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All nodes in their places, by id, and all edges, by their ends."""

    width: float
    height: float
    nodes: tuple[Placed, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Room between layers, between nodes of a layer, beside an edge that passes one, and at the rim."""

    layers: float = 50
    nodes: float = 18
    passing: float = 12
    rim: float = 6


def layered(boxes: Iterable[Box], edges: Iterable[Edge], spacing: Spacing | None = None) -> Layout:
    """Return the places of all nodes and the ways of all edges.

    Args:
        boxes: The nodes, each id once.
        edges: Pairs of ids, source first; one given twice is drawn once.
        spacing: The room between things.

    Raises:
        ValueError: An edge has an end that is no node, or leads from a node to itself.
    """
    known = {box.id: box for box in sorted(boxes, key=lambda box: (box.order, box.id))}
    wanted = sorted(set(edges))
    for source, target in wanted:
        if source == target or source not in known or target not in known:
            raise ValueError(f"an edge needs two different nodes, not {source!r} and {target!r}")
    room = spacing or Spacing()
    backward = _backward(known, wanted)
    forward = sorted({_turned(edge) if edge in backward else edge for edge in wanted})
    proper = _Proper(known, forward, _layers(known, forward), room)
    placed, passing = proper.placed()
    routes = tuple(
        Route(source=edge[0], target=edge[1], points=tuple(reversed(passing[_turned(edge)])), back=True)
        if edge in backward
        else Route(source=edge[0], target=edge[1], points=passing[edge])
        for edge in wanted
    )
    ordered = tuple(placed[each] for each in sorted(placed))
    return Layout(
        width=max((each.x + each.width for each in ordered), default=0.0) + room.rim,
        height=max((*(each.y + each.height for each in ordered), *(y for each in routes for _, y in each.points)), default=0.0) + room.rim,
        nodes=ordered,
        routes=routes,
    )


def _turned(edge: Edge) -> Edge:
    return edge[1], edge[0]


# Cycles and layers ---------------------------------------------------------------------------------------------------------------


def _backward(known: Mapping[str, Box], edges: Sequence[Edge]) -> frozenset[Edge]:
    """Return the edges that close a circle, met first from the nodes that nothing leads to."""
    after: dict[str, list[str]] = {each: [] for each in known}
    for source, target in edges:
        after[source].append(target)
    led_to = {target for _, target in edges}
    found: set[Edge] = set()
    state: dict[str, int] = {}
    for start in sorted(known, key=lambda each: (each in led_to, known[each].order, each)):
        stack = [(start, iter(after[start]))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                stack.pop()
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(after[following])))
            elif state[following] == 1:
                found.add((node, following))
    return frozenset(found)


def _layers(known: Mapping[str, Box], edges: Sequence[Edge]) -> dict[str, int]:
    """Return the layer of each node: the length of the longest way to it; what leads nowhere stands in the last."""
    before: dict[str, list[str]] = {each: [] for each in known}
    after: dict[str, list[str]] = {each: [] for each in known}
    for source, target in edges:
        before[target].append(source)
        after[source].append(target)
    layers: dict[str, int] = {}
    waiting = {each: len(before[each]) for each in known}
    ready = [each for each in known if not waiting[each]]
    while ready:
        node = ready.pop()
        layers[node] = max((layers[each] + 1 for each in before[node]), default=0)
        for each in after[node]:
            waiting[each] -= 1
            if not waiting[each]:
                ready.append(each)
    last = max(layers.values(), default=0)
    return {each: last if before[each] and not after[each] else layer for each, layer in layers.items()}


# Order and places ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """What has a place in a layer: a node, or an edge that passes (`edge`), with a number that tells it from all others."""

    key: str
    layer: int
    height: float
    edge: Edge | None = None


class _Proper:
    """A graph without circles whose edges have been cut into stretches from one layer to the next."""

    def __init__(self, known: dict[str, Box], edges: Sequence[Edge], layers: Mapping[str, int], room: Spacing) -> None:
        self.known, self.room = known, room
        self.points: dict[str, _Point] = {each: _Point(key=each, layer=layers[each], height=box.height) for each, box in known.items()}
        self.ways: dict[Edge, tuple[str, ...]] = {}
        self.left: dict[str, list[str]] = {each: [] for each in known}
        self.right: dict[str, list[str]] = {each: [] for each in known}
        for number, edge in enumerate(edges):
            self._cut(number, edge, layers)
        self.rows = self._ordered()

    def _cut(self, number: int, edge: Edge, layers: Mapping[str, int]) -> None:
        source, target = edge
        passed = tuple(f"\0{number:06}\0{layer:04}" for layer in range(layers[source] + 1, layers[target]))
        for layer, key in enumerate(passed, start=layers[source] + 1):
            self.points[key] = _Point(key=key, layer=layer, height=0.0, edge=edge)
            self.left[key], self.right[key] = [], []
        self.ways[edge] = passed
        way = (source, *passed, target)
        for a, b in pairwise(way):
            self.right[a].append(b)
            self.left[b].append(a)

    # Crossings -------------------------------------------------------------------------------------------------------------------

    def _ordered(self) -> list[list[str]]:
        rows: list[list[str]] = [[] for _ in range(max((p.layer for p in self.points.values()), default=-1) + 1)]
        for key in self._as_met():
            rows[self.points[key].layer].append(key)
        best, fewest = rows, self._crossings(rows)
        for sweep in range(SWEEPS):
            if not fewest:
                break
            rows = self._swept(rows, rightward=sweep % 2 == 0)
            crossings = self._crossings(rows)
            if crossings < fewest:
                best, fewest = rows, crossings
        return best

    def _as_met(self) -> list[str]:
        """Return the points as they are met from the first node on, each way followed to its end: near to a good order."""
        found: dict[str, None] = {}
        stack = [each for each in reversed(self.known) if not self.left[each]]
        while stack:
            key = stack.pop()
            if key not in found:
                found[key] = None
                stack.extend(sorted(self.right[key], reverse=True, key=lambda k: (self._rank(k), k)))
        return list(found)

    def _rank(self, key: str) -> int:
        edge = self.points[key].edge
        return self.known[edge[1] if edge else key].order

    def _swept(self, rows: Sequence[Sequence[str]], *, rightward: bool) -> list[list[str]]:
        """Return the rows with each layer but the first in the order of the mean places of its neighbours before it."""
        beside = self.left if rightward else self.right
        found = [list(row) for row in rows]
        numbers = range(1, len(rows)) if rightward else range(len(rows) - 2, -1, -1)
        for number in numbers:
            at = {key: n for n, key in enumerate(found[number - 1 if rightward else number + 1])}
            was = {key: float(n) for n, key in enumerate(found[number])}
            found[number].sort(key=lambda key: _mean([at[k] for k in beside[key]], was[key]))
        return found

    def _crossings(self, rows: Sequence[Sequence[str]]) -> int:
        return sum(self._crossings_after(row, following) for row, following in pairwise(rows))

    def _crossings_after(self, row: Sequence[str], following: Sequence[str]) -> int:
        at = {key: n for n, key in enumerate(following)}
        ends: list[int] = []
        found = 0
        for key in row:
            mine = sorted(at[each] for each in self.right[key])
            found += sum(len(ends) - bisect_right(ends, end) for end in mine)
            for end in mine:
                insort(ends, end)
        return found

    # Places ----------------------------------------------------------------------------------------------------------------------

    def placed(self) -> tuple[dict[str, Placed], dict[Edge, tuple[Point, ...]]]:
        """Return the nodes in their places, and for each edge the points on its way from left to right."""
        heights = self._heights()
        top = min((heights[key] - self.points[key].height / 2 for key in heights), default=0.0) - self.room.rim
        lefts, widths = self._columns()
        nodes = {}
        for key, box in self.known.items():
            layer = self.points[key].layer
            y = round(heights[key] - box.height / 2 - top, 1)
            nodes[key] = Placed(id=key, layer=layer, x=lefts[layer], y=y, width=box.width, height=box.height)
        ways = {}
        for (source, target), way in self.ways.items():
            start, end = nodes[source], nodes[target]
            layers = [(self.points[key].layer, round(heights[key] - top, 1)) for key in way]
            level = [point for n, y in layers for point in ((lefts[n], y), (lefts[n] + widths[n], y))]
            rim = (lefts[start.layer] + widths[start.layer], start.middle)  # the bend begins beyond the widest of the layer
            points = ((start.x + start.width, start.middle), rim, *level, (end.x, end.middle))
            ways[source, target] = tuple(dict.fromkeys(points))
        return nodes, ways

    def _columns(self) -> tuple[list[float], list[float]]:
        widths = [max((self.known[key].width for key in row if key in self.known), default=0.0) for row in self.rows]
        lefts, x = [], self.room.rim
        for width in widths:
            lefts.append(x)
            x += width + self.room.layers
        return lefts, widths

    def _heights(self) -> dict[str, float]:
        """Return the middle of each point."""
        found: dict[str, float] = {}
        for row in self.rows:
            found.update(self._settled(row, dict.fromkeys(row, 0.0)))
        for sweep in range(SWEEPS):
            rightward = sweep % 2 == 0
            for row in self.rows if rightward else reversed(self.rows):
                found.update(self._settled(row, {key: self._pull(key, found, rightward=rightward) for key in row}))
        for row in self.rows:
            found.update(self._settled(row, {key: self._pull(key, found, rightward=None) for key in row}))
        return found

    def _pull(self, key: str, heights: Mapping[str, float], *, rightward: bool | None) -> float:
        """Return where the neighbours of a point want it: those before it, behind it, or both."""
        beside = self.left[key] + self.right[key] if rightward is None else self.left[key] if rightward else self.right[key]
        weights = [STRAIGHT if self.points[key].edge and self.points[each].edge else 1.0 for each in beside]
        total = sum(weights)
        return sum(w * heights[each] for w, each in zip(weights, beside, strict=True)) / total if total else heights[key]

    def _settled(self, row: Sequence[str], wanted: Mapping[str, float]) -> dict[str, float]:
        """Return the heights nearest to those wanted (least squares) that keep the order and the gaps."""
        offsets, offset = [], 0.0
        for n, key in enumerate(row):
            if n:
                offset += self._apart(row[n - 1], key)
            offsets.append(offset)
        rising = _isotonic([wanted[key] - offset for key, offset in zip(row, offsets, strict=True)])
        return {key: value + offset for key, value, offset in zip(row, rising, offsets, strict=True)}

    def _apart(self, a: str, b: str) -> float:
        gap = self.room.passing if self.points[a].edge or self.points[b].edge else self.room.nodes
        return (self.points[a].height + self.points[b].height) / 2 + gap


def _mean(numbers: Sequence[int], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _isotonic(wanted: Sequence[float]) -> list[float]:
    """Return the rising numbers nearest to those wanted: neighbours that fall are put at their mean, again and again."""
    pools: list[tuple[float, int]] = []
    for each in wanted:
        pools.append((each, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (b, n), (a, m) = pools.pop(), pools.pop()
            pools.append(((a * m + b * n) / (m + n), m + n))
    return [mean for mean, count in pools for _ in range(count)]
