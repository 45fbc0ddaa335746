"""Where on the streets a point is: the nearest segment that may be used, found by a grid of cells."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from console.geo.city import Segment
from console.geo.measure import METRES_PER_DEGREE, Point, between

CELL_M = 80.0
FARTHEST_M = 600.0
"""Beyond this a point is on no street: what it has to do with one cannot be said."""
RINGS = math.ceil(FARTHEST_M / CELL_M) + 1
CORNER_M = 0.5
"""Nearer to a segment's end than this a spot is its corner."""

Piece = tuple[int, float, float, float, float, float, float]
"""Segment, start (east, north), direction (east, north), metres along at the start, square of the length."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a segment: `share` (0 to 1) of its length from its first point; `off_m` metres beside it."""

    segment: int
    share: float
    off_m: float


class Plane:
    """The city flat, in metres east and north of its first point."""

    def __init__(self, origin: Point) -> None:
        self._lat, self._lon = origin
        self._east = METRES_PER_DEGREE * math.cos(math.radians(origin[0]))

    def at(self, point: Point) -> Point:
        return (point[1] - self._lon) * self._east, (point[0] - self._lat) * METRES_PER_DEGREE

    def line(self, segment: Segment) -> list[Point]:
        """A segment's points in metres."""
        return [self.at(point) for point in segment.points]


class Spots:
    """Finds the nearest spot among all segments; `lengths` are theirs in metres."""

    def __init__(self, segments: Collection[Segment], plane: Plane) -> None:
        self._plane = plane
        self._cells: defaultdict[tuple[int, int], list[Piece]] = defaultdict(list)
        self.lengths = [self._add(index, plane.line(segment)) for index, segment in enumerate(segments)]

    def nearest(self, point: Point, allowed: Collection[int] | None = None) -> Spot | None:
        """The spot nearest to `point` on any of the `allowed` segments; None where all are far away."""
        x, y = self._plane.at(point)
        column, row = _cell(x, y)
        # Every cell of a ring is at least this far away, and a cell's width more for each ring further out.
        border = min(x - column * CELL_M, (column + 1) * CELL_M - x, y - row * CELL_M, (row + 1) * CELL_M - y)
        best: tuple[float, int, float] | None = None
        for ring in range(RINGS):
            least = border + (ring - 1) * CELL_M
            if best is not None and ring and best[0] <= least * least:
                break
            for cell in _ring(column, row, ring):
                pieces = self._cells.get(cell)
                if pieces and (best is None or _away(cell, x, y) < best[0]):
                    best = _nearer(pieces, x, y, allowed, best)
        if best is None or best[0] > FARTHEST_M**2:
            return None
        square, segment, along = best
        length = self.lengths[segment]
        share = 0.0 if along < CORNER_M else 1.0 if along > length - CORNER_M else along / length
        return Spot(segment, share, math.sqrt(square))

    def around(self, outline: Collection[Point]) -> set[int]:
        """The segments in the cells that an outline's box covers: all that it can touch, and more."""
        corners = [_cell(*self._plane.at(point)) for point in outline]
        west, south = (min(corner[axis] for corner in corners) for axis in (0, 1))
        east, north = (max(corner[axis] for corner in corners) for axis in (0, 1))
        inside = (cell for cell in self._cells if west <= cell[0] <= east and south <= cell[1] <= north)
        return {piece[0] for cell in inside for piece in self._cells[cell]}

    def _add(self, index: int, line: list[Point]) -> float:
        along = 0.0
        for (ax, ay), (bx, by) in pairwise(line):
            dx, dy = bx - ax, by - ay
            length = math.hypot(dx, dy)
            if length:
                for cell in _cells_of(ax, ay, bx, by, length):
                    self._cells[cell].append((index, ax, ay, dx, dy, along, length * length))
            along += length
        # A segment without a length is a fault of the import; it must not divide by zero here.
        return along or 1e-9


def stretch(points: tuple[Point, ...], start: float, end: float, plane: Plane) -> list[Point]:
    """The part of a line from one share of its length to another; backwards where `end` is less."""
    if end < start:
        return stretch(points, end, start, plane)[::-1]
    flat = [plane.at(point) for point in points]
    steps = [math.dist(a, b) for a, b in pairwise(flat)]
    low, high = start * sum(steps), end * sum(steps)
    part, along = [], 0.0
    for (a, b), step in zip(pairwise(points), steps, strict=True):
        if step and along + step >= low and along <= high:
            part.append(between(a, b, max(0.0, (low - along) / step)))
            part.append(between(a, b, min(1.0, (high - along) / step)))
        along += step
    return part or [points[0]]


def _cell(x: float, y: float) -> tuple[int, int]:
    return math.floor(x / CELL_M), math.floor(y / CELL_M)


def _away(cell: tuple[int, int], x: float, y: float) -> float:
    """The squared metres from a point to the nearest that a cell can hold."""
    west, south = cell[0] * CELL_M, cell[1] * CELL_M
    east = west - x if x < west else x - west - CELL_M if x > west + CELL_M else 0.0
    north = south - y if y < south else y - south - CELL_M if y > south + CELL_M else 0.0
    return east * east + north * north


def _cells_of(ax: float, ay: float, bx: float, by: float, length: float) -> set[tuple[int, int]]:
    """The cells that a straight piece goes through, looked at every quarter of a cell."""
    steps = math.ceil(length / (CELL_M / 4))
    return {_cell(ax + (bx - ax) * n / steps, ay + (by - ay) * n / steps) for n in range(steps + 1)}


def _ring(column: int, row: int, ring: int) -> Iterator[tuple[int, int]]:
    """The cells that are `ring` steps away."""
    if not ring:
        yield column, row
        return
    for step in range(-ring, ring + 1):
        yield column + step, row - ring
        yield column + step, row + ring
    for step in range(1 - ring, ring):
        yield column - ring, row + step
        yield column + ring, row + step


def _nearer(
    pieces: Collection[Piece],
    x: float,
    y: float,
    allowed: Collection[int] | None,
    best: tuple[float, int, float] | None,
) -> tuple[float, int, float] | None:
    """The best so far, or what is nearer among these pieces: squared metres, segment, metres along."""
    least = best[0] if best else math.inf
    for segment, ax, ay, dx, dy, along, square in pieces:
        px, py = x - ax, y - ay
        share = (px * dx + py * dy) / square
        share = 0.0 if share < 0.0 else 1.0 if share > 1.0 else share
        ex, ey = px - share * dx, py - share * dy
        distance = ex * ex + ey * ey
        if distance < least and (allowed is None or segment in allowed):
            best, least = (distance, segment, along + share * math.sqrt(square)), distance
    return best
