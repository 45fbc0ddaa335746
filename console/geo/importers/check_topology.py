"""Ends that lie beside another street without meeting it."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from console.geo.importers.findings import Findings
from console.geo.importers.joining import Piece
from console.geo.measure import METRES_PER_DEGREE, Point, between, metres, share_nearest

NEAR_M = 3.0
"""An end nearer than this to another street was meant to meet it."""
CELL_M = 25.0


def check_ends(pieces: Sequence[Piece], findings: Findings) -> None:
    """Refuse each end that meets nothing and lies within NEAR_M of a line that is not its own."""
    if not pieces:
        return
    met = Counter(end for piece in pieces for end in _ends(piece))
    grid = _Grid(pieces)
    told: set[tuple[int, Point]] = set()
    for index, piece in enumerate(pieces):
        for end in _ends(piece):
            if met[end] > 1 or (piece.row, end) in told:
                continue
            near = grid.nearest(end, index)
            if near is not None:
                told.add((piece.row, end))
                _tell(piece, end, *near, findings)


def _ends(piece: Piece) -> tuple[Point, Point]:
    return piece.segment.points[0], piece.segment.points[-1]


def _tell(piece: Piece, end: Point, other: Piece, distance: float, findings: Findings) -> None:
    street = piece.segment.street
    where = f"{end[0]:.6f}, {end[1]:.6f}"
    said = f"{street} ends at {where}, {distance:.1f} m from {other.segment.street} (row {other.row})"
    right = "an end on a vertex of that line, or farther away"
    findings.refuse(piece.row, "geometry", "dangling", said, right, piece.segment.source_id)


class _Grid:
    """Straight parts of all lines by the cells that they pass."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        latitude = pieces[0].segment.points[0][0]
        self._lat = CELL_M / METRES_PER_DEGREE
        self._lon = self._lat / max(0.01, math.cos(math.radians(latitude)))
        self._cells: dict[tuple[int, int], list[tuple[int, Point, Point]]] = {}
        for index, piece in enumerate(pieces):
            for a, b in pairwise(piece.segment.points):
                for cell in set(self._passed(a, b)):
                    self._cells.setdefault(cell, []).append((index, a, b))

    def nearest(self, spot: Point, own: int) -> tuple[Piece, float] | None:
        """The nearest line but that one, and its distance in metres; None with none within NEAR_M."""
        row, column = self._cell(spot)
        best: tuple[Piece, float] | None = None
        for a in (row - 1, row, row + 1):
            for b in (column - 1, column, column + 1):
                for index, begin, end in self._cells.get((a, b), ()):
                    distance = _distance(spot, begin, end)
                    if index != own and distance <= NEAR_M and (best is None or distance < best[1]):
                        best = self._pieces[index], distance
        return best

    def _passed(self, a: Point, b: Point) -> Iterator[tuple[int, int]]:
        """Cells of points no farther apart than a cell is wide, so that none is a neighbour's neighbour."""
        steps = max(1, math.ceil(metres(a, b) / CELL_M))
        for step in range(steps + 1):
            yield self._cell(between(a, b, step / steps))

    def _cell(self, spot: Point) -> tuple[int, int]:
        return math.floor(spot[0] / self._lat), math.floor(spot[1] / self._lon)


def _distance(spot: Point, a: Point, b: Point) -> float:
    return metres(spot, between(a, b, share_nearest(spot, a, b)))
