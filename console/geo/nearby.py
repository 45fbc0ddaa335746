"""What a point is near to: crossings, streets and addresses, found in a grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from console.geo.addresses import number_at
from console.geo.city import City, Segment
from console.geo.crossings import Crossings
from console.geo.measure import METRES_PER_DEGREE, Point, between, distances, metres, share_nearest, to_metres

CORNER_METRES = 60.0
STREET_METRES = 250.0
CELL_METRES = 250.0
OFF_THE_MAP = "Off the street map"
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Near:
    """The spot of a segment that is nearest to a point; `hand` is 1 when the point lies to the left of it."""

    metres: float
    segment: Segment
    share: float
    hand: int


class Nearby:
    """Segments and crossings by the cells that they touch."""

    def __init__(self, city: City, crossings: Crossings) -> None:
        self._crossings = crossings
        self._segments: dict[Cell, list[Segment]] = {}
        self._corners: dict[Cell, list[Point]] = {}
        for segment in city.segments:
            for cell in _cells(segment.points):
                self._segments.setdefault(cell, []).append(segment)
        for point in crossings.points:
            self._corners.setdefault(_cell(point), []).append(point)

    def words(self, point: Point) -> str:
        """The crossing within 60 m, else the street within 250 m, else that it is off the map."""
        corners = [corner for cell in _around(point) for corner in self._corners.get(cell, ())]
        corner = min(corners, key=lambda each: metres(point, each), default=None)
        if corner is not None and metres(point, corner) <= CORNER_METRES:
            return " / ".join(str(name) for name in self._crossings.points[corner][:2])
        near = self.nearest(point)
        return str(near.segment.street) if near else OFF_THE_MAP

    def address(self, point: Point) -> str:
        """The address that a point is nearest to, "" where the street has no numbers."""
        near = self.nearest(point)
        number = number_at(near.segment, near.share, near.hand) if near else None
        return f"{number} {near.segment.street}" if near and number else ""

    def nearest(self, point: Point) -> Near | None:
        """The nearest spot of any street within 250 m."""
        segments = {id(s): s for cell in _around(point) for s in self._segments.get(cell, ())}
        spots = (_nearest(point, segment) for segment in segments.values())
        best = min(spots, key=lambda near: near.metres, default=None)
        return best if best is not None and best.metres <= STREET_METRES else None

    def between(self, point: Point, segments: Iterable[Segment]) -> tuple[str, ...]:
        """The streets that cross at both ends of the piece, of these, that a point is on."""
        near = min((_nearest(point, segment) for segment in segments), key=lambda n: n.metres, default=None)
        if near is None:
            return ()
        ends = (near.segment.points[0], near.segment.points[-1])
        crossing = (self._crossings.points.get(end, ()) for end in ends)
        found = (next((str(n) for n in names if n != near.segment.street), "") for names in crossing)
        return tuple(name for name in found if name)

    def distance(self, point: Point, segments: Iterable[Segment]) -> float:
        """Metres to the nearest of these segments."""
        return min((_nearest(point, segment).metres for segment in segments), default=math.inf)


def _nearest(point: Point, segment: Segment) -> Near:
    reached = distances(segment.points)
    best = Near(math.inf, segment, 0.0, 1)
    for place, (a, b) in enumerate(pairwise(segment.points)):
        share = share_nearest(point, a, b)
        away = metres(point, between(a, b, share))
        if away < best.metres:
            east, north = to_metres(b, a)
            px, py = to_metres(point, a)
            along = reached[place] + (reached[place + 1] - reached[place]) * share
            whole = along / reached[-1] if reached[-1] else 0.0
            best = Near(away, segment, whole, 1 if east * py - north * px >= 0 else -1)
    return best


def _cell(point: Point) -> Cell:
    """Cells of about 250 m; their width in degrees is that of the middle latitudes, which is near enough."""
    size = CELL_METRES / METRES_PER_DEGREE
    return math.floor(point[0] / size), math.floor(point[1] / (size * 1.2))


def _cells(points: Iterable[Point]) -> Iterator[Cell]:
    cells = [_cell(point) for point in points]
    rows, columns = zip(*cells, strict=True)
    for row in range(min(rows), max(rows) + 1):
        for column in range(min(columns), max(columns) + 1):
            yield row, column


def _around(point: Point) -> Iterator[Cell]:
    row, column = _cell(point)
    for r in (row - 1, row, row + 1):
        for c in (column - 1, column, column + 1):
            yield r, c
