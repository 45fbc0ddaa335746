"""Streets that are closed: which parts of which segments, from an outline or from two cross-streets."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

from console.geo.city import City, Segment, StreetName
from console.geo.measure import Point, metres
from console.geo.spots import Plane, Spots

Span = tuple[float, float]
"""From one share (0 to 1) of a segment's length to another."""
WHOLE: Span = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Closure:
    """What is closed and to whom: an outline, (lat, lon) in degrees WGS-84, or whole segments by number.

    `stops` are the modes that may not enter: car unless there is emergency access for it. Those that may
    go at the pace of a crowd.
    """

    stops: frozenset[str] = frozenset({"car"})
    outline: tuple[Point, ...] = ()
    segments: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Closed:
    """One mode's view of all closures: where it is stopped and where it is slow, by segment."""

    stopped: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    crowded: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def touched(self) -> set[int]:
        """The segments that are not as they are on an open day."""
        return {*self.stopped, *self.crowded}


def closed_for(mode: str, closures: Iterable[tuple[Closure, Mapping[int, tuple[Span, ...]]]]) -> Closed:
    """What closures, each with its spans, come to for one mode."""
    stopped: defaultdict[int, list[Span]] = defaultdict(list)
    crowded: defaultdict[int, list[Span]] = defaultdict(list)
    for closure, spans in closures:
        into = stopped if mode in closure.stops else crowded
        for segment, found in spans.items():
            into[segment].extend(found)
    return Closed(_merged(stopped), _merged(crowded))


def spans_of(
    closure: Closure, segments: Sequence[Segment], spots: Spots, plane: Plane
) -> Mapping[int, tuple[Span, ...]]:
    """Which parts of which segments a closure covers."""
    spans: dict[int, tuple[Span, ...]] = dict.fromkeys(closure.segments, (WHOLE,))
    if len(closure.outline) > 2:
        ring = [plane.at(point) for point in closure.outline]
        for index in spots.around(closure.outline) - closure.segments:
            if inside := _inside(plane.line(segments[index]), ring):
                spans[index] = inside
    return spans


def between_crossings(
    city: City, street: StreetName, first: StreetName, second: StreetName
) -> tuple[int, ...]:
    """The segments of a street from where it meets one cross-street to where it meets the other, by number.

    Where it meets one of them twice, the shorter piece; empty where it does not meet both, or where the
    street has a gap between them.
    """
    of_street = [index for index, segment in enumerate(city.segments) if segment.street == street]
    begins, ends = (_meeting(city, of_street, name) for name in (first, second))
    steps: defaultdict[Point, list[tuple[Point, int]]] = defaultdict(list)
    for index in of_street:
        a, b = city.segments[index].points[0], city.segments[index].points[-1]
        steps[a].append((b, index))
        steps[b].append((a, index))
    # Where all three meet in one corner there is nothing between them.
    return _shortest(city, steps, begins - ends, ends - begins)


def crossings(city: City, street: StreetName) -> tuple[StreetName, ...]:
    """The streets that meet this one, by name."""
    ends = {end for segment in city.segments if segment.street == street for end in _ends(segment)}
    met = {segment.street for segment in city.segments if not ends.isdisjoint(_ends(segment))}
    return tuple(sorted(met - {street}))


def _meeting(city: City, of_street: Iterable[int], other: StreetName) -> set[Point]:
    ends = {end for segment in city.segments if segment.street == other for end in _ends(segment)}
    return ends & {end for index in of_street for end in _ends(city.segments[index])}


def _ends(segment: Segment) -> tuple[Point, Point]:
    return segment.points[0], segment.points[-1]


def _shortest(
    city: City, steps: Mapping[Point, list[tuple[Point, int]]], begins: set[Point], ends: set[Point]
) -> tuple[int, ...]:
    queue: list[tuple[float, Point, tuple[int, ...]]] = [(0.0, point, ()) for point in sorted(begins)]
    seen: set[Point] = set()
    while queue:
        length, here, way = heappop(queue)
        if here in ends:
            return way
        if here in seen:
            continue
        seen.add(here)
        for there, index in steps.get(here, ()):
            step = sum(metres(a, b) for a, b in pairwise(city.segments[index].points))
            heappush(queue, (length + step, there, (*way, index)))
    return ()


def _inside(line: Sequence[Point], ring: Sequence[Point]) -> tuple[Span, ...]:
    """The spans of a line that lie inside a ring; all in metres."""
    steps = [math.dist(a, b) for a, b in pairwise(line)]
    whole, along, spans = sum(steps), 0.0, []
    for (a, b), step in zip(pairwise(line), steps, strict=True):
        cuts = sorted({0.0, 1.0, *_cuts(a, b, ring)})
        for low, high in pairwise(cuts):
            middle = (low + high) / 2
            if holds(ring, a[0] + (b[0] - a[0]) * middle, a[1] + (b[1] - a[1]) * middle):
                spans.append(((along + low * step) / whole, (along + high * step) / whole))
        along += step
    return _joined(spans) if whole else ()


def _cuts(a: Point, b: Point, ring: Sequence[Point]) -> Iterable[float]:
    """The shares of the way from `a` to `b` at which it crosses a side of the ring."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    for (px, py), (qx, qy) in pairwise([*ring, ring[0]]):
        sx, sy = qx - px, qy - py
        across = dx * sy - dy * sx
        if across:
            share = ((px - a[0]) * sy - (py - a[1]) * sx) / across
            side = ((px - a[0]) * dy - (py - a[1]) * dx) / across
            if 0.0 < share < 1.0 and 0.0 <= side <= 1.0:
                yield share


def holds(ring: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies in a ring, all in one measure: a ray from it crosses an odd number."""
    inside = False
    for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _merged(spans: Mapping[int, list[Span]]) -> dict[int, tuple[Span, ...]]:
    return {segment: _joined(found) for segment, found in spans.items()}


def _joined(spans: Collection[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one."""
    joined: list[Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
