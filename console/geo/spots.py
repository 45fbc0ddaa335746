"""Where on the streets a point is: the nearest segment that may be used, found by a grid of cells."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from console.geo.city import Segment
from console.geo.measure import METRES_PER_DEGREE, Point, between

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELL_M = 60.0
FARTHEST_M = 600.0
"""Beyond this a point is on no street: what it has to do with one cannot be said."""
RINGS = (1, 2, 4, 10)
"""How many cells around its own are looked at for a point, until one is found: the last reach FARTHEST_M."""
CORNER_M = 0.5
"""Nearer to a segment's end than this a spot is its corner."""

Cell = tuple[int, int]


class Spot(NamedTuple):
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
    """Finds the nearest spots among all segments, many at once; `lengths` are theirs in metres.

    A straight piece of a segment is a column of seven numbers: its segment, its start (east, north), its
    direction (east, north), the metres along the segment to its start, and the square of its length.
    """

    def __init__(self, segments: Collection[Segment], plane: Plane) -> None:
        import numpy as np

        self._plane = plane
        self.lengths: list[float] = []
        pieces: list[tuple[float, ...]] = []
        cells: defaultdict[Cell, list[int]] = defaultdict(list)
        for index, segment in enumerate(segments):
            along = 0.0
            for a, b in pairwise(plane.line(segment)):
                length = math.dist(a, b)
                if length:
                    for cell in _cells_of(a, b, length):
                        cells[cell].append(len(pieces))
                    pieces.append((index, *a, b[0] - a[0], b[1] - a[1], along, length * length))
                along += length
            # A segment without a length is a fault of the import; it must not divide by zero here.
            self.lengths.append(along or 1e-9)
        self._pieces = np.array(pieces, dtype=float).reshape(-1, 7).T
        self._segments = self._pieces[0].astype(int)
        self._grid = _Grid(cells)

    def nearest(self, point: Point, allowed: NDArray[Any] | None = None) -> Spot | None:
        """The spot nearest to `point` on any of the `allowed` segments; None where all are far away."""
        return self.nearest_of([point], allowed)[0]

    def nearest_of(self, points: Sequence[Point], allowed: NDArray[Any] | None = None) -> list[Spot | None]:
        """The same for many points at once, in their order; `allowed` has a flag for each segment."""
        import numpy as np

        found: list[Spot | None] = [None] * len(points)
        places = np.array([self._plane.at(point) for point in points]).reshape(-1, 2)
        left = np.arange(len(points))
        for ring in RINGS:
            if not len(left):
                break
            segments, along, away = self._look(places[left], ring, allowed)
            known = away <= np.minimum(_shown(places[left], ring), FARTHEST_M)
            rows = (column[known].tolist() for column in (left, segments, along, away))
            for number, *row in zip(*rows, strict=True):
                found[number] = self._spot(*row)
            left = left[~known]
        return found

    def _look(
        self, places: NDArray[Any], ring: int, allowed: NDArray[Any] | None
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """The nearest spot to each place in the cells up to that ring: segment, metres along it and away.

        Where there is nothing it is infinitely far away.
        """
        import numpy as np

        pieces, owners = self._grid.within(places, ring)
        east, north = places[owners].T
        segment, ax, ay, dx, dy, begin, square = self._pieces[:, pieces]
        px, py = east - ax, north - ay
        share = np.clip((px * dx + py * dy) / square, 0.0, 1.0)
        distance = np.hypot(px - share * dx, py - share * dy)
        if allowed is not None:
            distance[~allowed[self._segments[pieces]]] = np.inf
        away = np.full(len(places), np.inf)
        np.minimum.at(away, owners, distance)
        hits = np.flatnonzero(distance == away[owners])[::-1]
        # Of several that are as near the first counts, so that the answer never changes: it is written last.
        best = np.zeros(len(places), dtype=int)
        best[owners[hits]] = hits
        if not len(pieces):
            return best, away, away
        along = begin[best] + share[best] * np.sqrt(square[best])
        return segment[best].astype(int), along, away

    def _spot(self, segment: int, along: float, away: float) -> Spot:
        length = self.lengths[segment]
        share = 0.0 if along < CORNER_M else 1.0 if along > length - CORNER_M else along / length
        return Spot(segment, share, away)

    def around(self, outline: Collection[Point]) -> set[int]:
        """The segments in the cells that an outline's box covers: all that it can touch, and more."""
        corners = [_cell(*self._plane.at(point)) for point in outline]
        west, south = (min(corner[axis] for corner in corners) for axis in (0, 1))
        east, north = (max(corner[axis] for corner in corners) for axis in (0, 1))
        return set(self._segments[self._grid.between((west, south), (east, north))].tolist())


class _Grid:
    """Which pieces are in which cell: `_numbers` of one cell after the other, with a last cell of nothing."""

    def __init__(self, cells: Mapping[Cell, Sequence[int]]) -> None:
        import numpy as np

        columns, rows = zip(*cells, strict=True) if cells else ((0,), (0,))
        self._west, self._south = min(columns), min(rows)
        self._width, self._height = max(columns) - self._west + 1, max(rows) - self._south + 1
        self._counts = np.zeros(self._width * self._height + 1, dtype=int)
        by_number = {self._number(*cell): cell for cell in cells}
        for number, cell in by_number.items():
            self._counts[number] = len(cells[cell])
        self._starts = np.cumsum(self._counts) - self._counts
        self._numbers = np.array(
            [n for number in sorted(by_number) for n in cells[by_number[number]]], dtype=int
        )

    def within(self, places: NDArray[Any], ring: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """The pieces in the cells up to that ring around each place, and the row of the place of each.

        A piece that is in two of those cells comes twice.
        """
        import numpy as np

        around = np.arange(-ring, ring + 1)
        columns, rows = np.floor(places / CELL_M).astype(int).T
        columns = np.repeat(columns[:, None] + around, len(around), axis=1)
        rows = np.tile(rows[:, None] + around, len(around))
        inside = (columns >= self._west) & (columns < self._west + self._width)
        inside &= (rows >= self._south) & (rows < self._south + self._height)
        numbers = np.where(inside, self._number(columns, rows), -1)
        counts = self._counts[numbers]
        return self._of(numbers.ravel()), np.repeat(np.arange(len(places)), counts.sum(axis=1))

    def between(self, low: Cell, high: Cell) -> NDArray[Any]:
        """The pieces in all cells from one corner to the other."""
        import numpy as np

        columns = np.arange(max(low[0], self._west), min(high[0], self._west + self._width - 1) + 1)
        rows = np.arange(max(low[1], self._south), min(high[1], self._south + self._height - 1) + 1)
        return self._of(self._number(columns[:, None], rows).ravel())

    def _of(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """What is in the cells of those numbers, one after the other."""
        import numpy as np

        counts = self._counts[numbers]
        ends = np.cumsum(counts)
        shift = np.repeat(self._starts[numbers] - (ends - counts), counts)
        found: NDArray[Any] = self._numbers[np.arange(len(shift)) + shift]
        return found

    def _number(self, column: Any, row: Any) -> Any:
        """The number of a cell, or of each of many."""
        return (row - self._south) * self._width + column - self._west


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


def _cell(x: float, y: float) -> Cell:
    return math.floor(x / CELL_M), math.floor(y / CELL_M)


def _shown(places: NDArray[Any], ring: int) -> NDArray[Any]:
    """How far around each place everything is in the cells up to that ring, in metres."""
    import numpy as np

    inside = places % CELL_M
    border: NDArray[Any] = np.minimum(inside, CELL_M - inside).min(axis=1)
    return border + ring * CELL_M


def _cells_of(a: Point, b: Point, length: float) -> set[Cell]:
    """The cells that a straight piece goes through, looked at every quarter of a cell."""
    steps = math.ceil(length / (CELL_M / 4))
    shares = (n / steps for n in range(steps + 1))
    return {_cell(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for share in shares}
