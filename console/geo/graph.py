"""The streets as a graph for each mode, made once for a city and reversed: one search times everybody."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from console.geo.city import City
from console.geo.closures import Closed, Span
from console.geo.measure import Point
from console.geo.modes import MODES, crowd_speed, directions, speed
from console.geo.spots import Plane, Spot, Spots

if TYPE_CHECKING:
    from rustworkx import PyDiGraph

Arc = int
"""A segment in one direction: twice its number, and one more against its points."""


@dataclass(frozen=True, slots=True)
class Corners:
    """Where arcs begin and end. A corner with forbidden turns is there once more for each arc that is
    restricted on arriving: that copy has only the ways that may be taken from there.
    """

    heads: tuple[int, ...]
    tails: tuple[tuple[int, ...], ...]
    count: int


class Roads:
    """One mode's graph, on an open day or with closures; frozen once it is made.

    Edges run from an arc's end to its beginning and carry seconds. Two more corners, `goal` and
    `start`, have no edges but those that a search lends them.
    """

    def __init__(self, city: StreetGraph, mode: str, corners: Corners) -> None:
        import numpy as np
        from rustworkx import PyDiGraph

        self.mode = mode
        self.corners = corners
        self.closed = Closed()
        # A search lends the graph some edges, so one goes after the other.
        self.searching = threading.Lock()
        self.goal, self.start = corners.count, corners.count + 1
        self._city = city
        self.segments = city.city.segments
        self._speeds = [speed(segment, mode) for segment in self.segments]
        self._allowed = np.array(self._speeds) > 0.0
        self.open_to = tuple(flag for segment in self.segments for flag in directions(segment, mode))
        whole = [m / ms if ms else 0.0 for m, ms in zip(city.spots.lengths, self._speeds, strict=True)]
        self._whole = whole
        edges: list[tuple[int, int, float]] = []
        self._edges_of: dict[Arc, range] = {}
        for arc, is_open in enumerate(self.open_to):
            if is_open:
                seconds, begin = whole[arc >> 1], len(edges)
                edges.extend((corners.heads[arc], tail, seconds) for tail in corners.tails[arc])
                self._edges_of[arc] = range(begin, len(edges))
        self.graph: PyDiGraph[None, float] = PyDiGraph()
        self.graph.add_nodes_from([None] * (corners.count + 2))
        self.graph.add_edges_from(edges)

    def nearest(self, point: Point) -> Spot | None:
        """The spot that is nearest to a point on this mode's streets, closed or not; None far from all."""
        return self.nearest_of([point])[0]

    def nearest_of(self, points: Sequence[Point]) -> list[Spot | None]:
        """The same for many points at once, in their order."""
        return self._city.spots.nearest_of(points, self._allowed)

    def with_closed(self, closed: Closed) -> Roads:
        """The same streets with closures; these here stay as they are."""
        touched = [segment for segment in closed.touched if self._speeds[segment]]
        if not touched:
            return self
        other = object.__new__(Roads)
        other.__dict__.update(self.__dict__)
        other.closed, other.searching = closed, threading.Lock()
        with self.searching:
            other.graph = self.graph.copy()
        for segment in touched:
            other._change(segment)
        return other

    def seconds(self, segment: int, low: float, high: float) -> float:
        """The time for a part of a segment, slower where there is a crowd."""
        crowded = self.closed.crowded.get(segment)
        if not crowded:
            return self._whole[segment] * (high - low)
        slow = _covered(crowded, low, high)
        at_crowds_pace = self._city.spots.lengths[segment] / crowd_speed(self.segments[segment], self.mode)
        return self._whole[segment] * (high - low - slow) + at_crowds_pace * slow

    def passable(self, segment: int, low: float, high: float) -> bool:
        """Whether nothing stops this mode on a part of a segment."""
        stopped = self.closed.stopped.get(segment)
        return not stopped or not any(begin < high and end > low for begin, end in stopped)

    def ways(self, spot: Spot, *, out: bool) -> Iterator[tuple[Arc, float]]:
        """From a spot to the ends of its segment (`out`), or from those to it: arcs with seconds."""
        segment, share, _ = spot
        parts = ((share, 1.0), (0.0, share)) if out else ((0.0, share), (share, 1.0))
        for side, (low, high) in enumerate(parts):
            arc = 2 * segment + side
            # Whoever stands on the corner itself is bound by no one-way.
            if (self.open_to[arc] or low == high) and self.passable(segment, low, high):
                yield arc, self.seconds(segment, low, high)

    def along(self, start: Spot, goal: Spot) -> float | None:
        """Seconds between two spots of one segment without leaving it; None where that may not be."""
        if start.segment != goal.segment:
            return None
        low, high = sorted((start.share, goal.share))
        arc = 2 * start.segment + (goal.share < start.share)
        if low == high:
            return 0.0
        if not self.open_to[arc]:
            return None
        return self.seconds(start.segment, low, high) if self.passable(start.segment, low, high) else None

    def arc_between(self, tail: int, head: int) -> Arc:
        """The quickest arc that is open from one corner to another."""
        arcs = (arc for arc in self._arcs_between[tail, head] if self.passable(arc >> 1, 0.0, 1.0))
        return min(arcs, key=lambda arc: (self.seconds(arc >> 1, 0.0, 1.0), arc))

    @cached_property
    def _arcs_between(self) -> Mapping[tuple[int, int], list[Arc]]:
        found: defaultdict[tuple[int, int], list[Arc]] = defaultdict(list)
        for arc in self._edges_of:
            for tail in self.corners.tails[arc]:
                found[tail, self.corners.heads[arc]].append(arc)
        return found

    def _change(self, segment: int) -> None:
        seconds = self.seconds(segment, 0.0, 1.0)
        is_open = self.passable(segment, 0.0, 1.0)
        for arc in (2 * segment, 2 * segment + 1):
            for edge in self._edges_of.get(arc, ()):
                if is_open:
                    self.graph.update_edge_by_index(edge, seconds)
                else:
                    self.graph.remove_edge_from_index(edge)


class StreetGraph:
    """A city's streets for all modes, made once for each edition; any thread may read it."""

    def __init__(self, city: City) -> None:
        self.city = city
        origin = city.segments[0].points[0] if city.segments else (0.0, 0.0)
        self.plane = Plane(origin)
        self.spots = Spots(city.segments, self.plane)
        turning, walking = _corners(city, city.no_turns), _corners(city, ())
        self.roads = {mode: Roads(self, mode, walking if mode == "foot" else turning) for mode in MODES}


def _corners(city: City, no_turns: Iterable[tuple[int, int]]) -> Corners:
    """Number the corners; one more for each arc after which some turn is forbidden."""
    numbers: dict[Point, int] = {}
    begins: list[int] = []
    for segment in city.segments:
        ends = [numbers.setdefault(end, len(numbers)) for end in (segment.points[0], segment.points[-1])]
        begins += ends
    # The other direction of an arc begins where it ends.
    heads = [begins[arc ^ 1] for arc in range(len(begins))]
    tails = [[corner] for corner in begins]
    forbidden: defaultdict[Arc, set[Arc]] = defaultdict(set)
    for first, then in no_turns:
        for arc in (2 * first, 2 * first + 1):
            forbidden[arc].update(way for way in (2 * then, 2 * then + 1) if begins[way] == heads[arc])
    leaving: defaultdict[int, list[Arc]] = defaultdict(list)
    for arc, corner in enumerate(begins):
        leaving[corner].append(arc)
    count = len(numbers)
    for arc, never in forbidden.items():
        if never:
            for way in leaving[heads[arc]]:
                if way not in never:
                    tails[way].append(count)
            heads[arc], count = count, count + 1
    return Corners(tuple(heads), tuple(map(tuple, tails)), count)


def _covered(spans: Iterable[Span], low: float, high: float) -> float:
    return sum(max(0.0, min(high, end) - max(low, begin)) for begin, end in spans)
