"""The streets as a network: the shortest way between two points, and what a point is near to."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from console.geo.measure import Point, between, metres, share_nearest

CORNER_METRES = 60.0
STREET_METRES = 250.0
OFF_THE_MAP = "Off the street map"


@dataclass(frozen=True, slots=True)
class _Snap:
    """The spot on a street that is nearest to a point, with the ends of its segment."""

    distance: float
    spot: Point
    a: Point
    b: Point
    street: str


class Network:
    """Streets that share a point cross there; every one may be used both ways."""

    def __init__(self, streets: Mapping[str, tuple[Point, ...]]) -> None:
        self._segments: list[tuple[str, Point, Point]] = []
        self._edges: dict[Point, dict[Point, float]] = {}
        names: dict[Point, list[str]] = {}
        for name, points in streets.items():
            for point in points:
                names.setdefault(point, []).append(name)
            for a, b in pairwise(points):
                self._segments.append((name, a, b))
                self._join(a, b)
        self._corners = {point: " / ".join(met[:2]) for point, met in names.items() if len(met) > 1}

    def near(self, point: Point) -> str:
        """The intersection within 60 m, else the street within 250 m, else that it is off the map."""
        corner = min(self._corners, key=lambda each: metres(point, each))
        if metres(point, corner) <= CORNER_METRES:
            return self._corners[corner]
        snap = self._snap(point)
        return snap.street if snap.distance <= STREET_METRES else OFF_THE_MAP

    def route(self, a: Point, b: Point) -> tuple[Point, ...]:
        """From `a` to `b` along the streets, straight to and from the nearest one."""
        start, end = self._snap(a), self._snap(b)
        same = (start.a, start.b) == (end.a, end.b)
        way = [start.spot, end.spot] if same else self._shortest(start, end)
        return _without_repeats([a, *way, b])

    def _join(self, a: Point, b: Point) -> None:
        length = metres(a, b)
        self._edges.setdefault(a, {})[b] = length
        self._edges.setdefault(b, {})[a] = length

    def _snap(self, point: Point) -> _Snap:
        best: _Snap | None = None
        for name, a, b in self._segments:
            spot = between(a, b, share_nearest(point, a, b))
            distance = metres(point, spot)
            if best is None or distance < best.distance:
                best = _Snap(distance, spot, a, b, name)
        if best is None:
            raise ValueError("The street map has no streets.")
        return best

    def _shortest(self, start: _Snap, end: _Snap) -> list[Point]:
        """Dijkstra from the start's spot to the end's; the straight line when there is no way."""
        finish = {corner: metres(corner, end.spot) for corner in (end.a, end.b)}
        came: dict[Point, Point] = {}
        best: dict[Point, float] = {}
        queue: list[tuple[float, Point, Point]] = []
        for corner in (start.a, start.b):
            heapq.heappush(queue, (metres(start.spot, corner), corner, start.spot))
        while queue:
            length, here, before = heapq.heappop(queue)
            if here in best:
                continue
            best[here], came[here] = length, before
            if here == end.spot:
                return _trace(came, start.spot, here)
            steps = dict(self._edges.get(here, {}))
            if here in finish:
                steps[end.spot] = finish[here]
            for there, step in steps.items():
                heapq.heappush(queue, (length + step, there, here))
        return [start.spot, end.spot]


def _trace(came: Mapping[Point, Point], start: Point, end: Point) -> list[Point]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def _without_repeats(points: list[Point]) -> tuple[Point, ...]:
    kept = points[:1]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    # A route has two ends even when they are the same point.
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])
