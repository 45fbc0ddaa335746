"""How long it takes to get there: one search from the goal times everybody, on streets as they are now."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from console.geo.closures import Closure, closed_for, spans_of
from console.geo.graph import Roads, StreetGraph
from console.geo.measure import Point, metres
from console.geo.modes import FOOT_MS
from console.geo.spots import Spot, stretch

BESIDE_M = 25.0
"""Nearer to a street than this a point is on it: its width, and what a fix may be off."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where somebody sets out, (lat, lon) in degrees WGS-84, and how: car, bike, utv or foot."""

    point: Point
    mode: str


class Trip(NamedTuple):
    """A way to the goal: `how` is streets, unreachable, or off the map.

    `seconds` is None but by streets; `metres` is the straight line, whatever lies between.
    """

    how: str
    seconds: float | None
    metres: float


class Travel:
    """Travel times on one city's streets with the closures that are in force; made anew when those change.

    Making one costs only what the closures touch, and the graph of the open streets is shared. Any
    thread may ask.
    """

    def __init__(self, graph: StreetGraph, closures: Collection[Closure] = (), version: int = 0) -> None:
        """`version` is whatever tells these closures from those before, such as a count."""
        self.graph = graph
        self.version = version
        segments = graph.city.segments
        self._spans = [(each, spans_of(each, segments, graph.spots, graph.plane)) for each in closures]
        self._roads: dict[str, Roads] = {}

    @property
    def closed_segments(self) -> frozenset[int]:
        """The segments, by number, that a closure touches."""
        return frozenset(segment for _, spans in self._spans for segment in spans)

    def times(self, goal: Point, starts: Mapping[str, Start]) -> dict[str, Trip]:
        """How long each takes to the goal, by the name it is given; one search for each mode in use."""
        by_mode: defaultdict[str, dict[str, Point]] = defaultdict(dict)
        for name, start in starts.items():
            by_mode[start.mode][name] = start.point
        found = [self._times(self.roads(mode), goal, points) for mode, points in by_mode.items()]
        return {name: trip for trips in found for name, trip in trips.items()}

    def route(self, a: Point, b: Point, mode: str = "car") -> tuple[Point, ...]:
        """The quickest way from `a` to `b`, both included: along the streets, straight to and from them.

        Without a way it is one straight line.
        """
        return _without_repeats([a, *self._way(self.roads(mode), a, b), b])

    def roads(self, mode: str) -> Roads:
        """One mode's streets as they are with these closures."""
        roads = self._roads.get(mode)
        if roads is None:
            roads = self.graph.roads[mode].with_closed(closed_for(mode, self._spans))
            self._roads[mode] = roads
        return roads

    def search(self, roads: Roads, goal: Spot) -> Mapping[int, float]:
        """Seconds to the goal from every corner that can reach it."""
        from rustworkx import dijkstra_shortest_path_lengths

        with _lent(roads, goal):
            return dijkstra_shortest_path_lengths(roads.graph, roads.goal, float)

    def _times(self, roads: Roads, goal: Point, points: Mapping[str, Point]) -> dict[str, Trip]:
        spot, *starts = roads.nearest_of([goal, *points.values()])
        if spot is None:
            return {name: Trip("off the map", None, metres(point, goal)) for name, point in points.items()}
        lengths = self.search(roads, spot)
        return {
            name: _trip(roads, metres(point, goal), start, spot, lengths)
            for (name, point), start in zip(points.items(), starts, strict=True)
        }

    def _way(self, roads: Roads, a: Point, b: Point) -> list[Point]:
        start, goal = roads.nearest(a), roads.nearest(b)
        if start is None or goal is None:
            return []
        segments, plane = self.graph.city.segments, self.graph.plane
        direct = roads.along(start, goal)
        around, corners = _corners_on_the_way(roads, start, goal)
        if direct is not None and direct <= around:
            return stretch(segments[start.segment].points, start.share, goal.share, plane)
        if not corners:
            return []
        heads, tails = roads.corners.heads, roads.corners.tails
        out = ((seconds, arc) for arc, seconds in roads.ways(start, out=True) if heads[arc] == corners[0])
        into = ((seconds, arc) for arc, seconds in roads.ways(goal, out=False) if corners[-1] in tails[arc])
        (_, first), (_, last) = min(out), min(into)
        arcs = [roads.arc_between(tail, head) for tail, head in pairwise(corners)]
        way = stretch(segments[start.segment].points, start.share, 1.0 - (first & 1), plane)
        for arc in arcs:
            way += segments[arc >> 1].points[:: -1 if arc & 1 else 1]
        return way + stretch(segments[goal.segment].points, float(last & 1), goal.share, plane)


def _corners_on_the_way(roads: Roads, start: Spot, goal: Spot) -> tuple[float, list[int]]:
    """The seconds of the quickest way that leaves the start's segment, and its corners in order."""
    from rustworkx import dijkstra_shortest_path_lengths, dijkstra_shortest_paths

    with _lent(roads, goal, start):
        path = dijkstra_shortest_paths(roads.graph, roads.goal, target=roads.start, weight_fn=float)
        if roads.start not in path:
            return math.inf, []
        seconds = dijkstra_shortest_path_lengths(roads.graph, roads.goal, float, goal=roads.start)
        return seconds[roads.start], list(path[roads.start])[-2:0:-1]


@contextmanager
def _lent(roads: Roads, goal: Spot, start: Spot | None = None) -> Iterator[None]:
    """Join the goal, and the start, to the ends of their segments for as long as a search takes."""
    edges = [
        (roads.goal, tail, seconds)
        for arc, seconds in roads.ways(goal, out=False)
        for tail in roads.corners.tails[arc]
    ]
    if start is not None:
        outward = roads.ways(start, out=True)
        edges += [(roads.corners.heads[arc], roads.start, seconds) for arc, seconds in outward]
    with roads.searching:
        lent = roads.graph.add_edges_from(edges)
        try:
            yield
        finally:
            for edge in lent:
                roads.graph.remove_edge_from_index(edge)


def _trip(
    roads: Roads, straight: float, start: Spot | None, spot: Spot, lengths: Mapping[int, float]
) -> Trip:
    if start is None:
        return Trip("off the map", None, straight)
    heads = roads.corners.heads
    ends = ((heads[arc], seconds) for arc, seconds in roads.ways(start, out=True))
    ways = [seconds + lengths[end] for end, seconds in ends if end in lengths]
    if start.segment == spot.segment and (direct := roads.along(start, spot)) is not None:
        ways.append(direct)
    if not ways:
        return Trip("unreachable", None, straight)
    return Trip("streets", min(ways) + _beside(start) + _beside(spot), straight)


def _beside(spot: Spot) -> float:
    """Seconds on foot between a point and its street, when it is not on it."""
    return max(0.0, spot.off_m - BESIDE_M) / FOOT_MS


def _without_repeats(points: list[Point]) -> tuple[Point, ...]:
    kept = points[:1]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    # A route has two ends even when they are the same point.
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])
