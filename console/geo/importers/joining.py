"""Lines into segments between crossings: ends brought together, lines cut where they meet."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from console.geo.city import Segment, Side
from console.geo.importers.found import Road
from console.geo.measure import METRES_PER_DEGREE, Point, metres

SNAP_M = 0.5
"""Vertices within this are one and the same crossing."""
LEVEL_STEP = 2e-7
"""Degrees of latitude, 2 cm, by which a bridge's end is moved for each level: it meets nothing below."""

Node = tuple[Point, int | None]
"""A spot and its level; None is on the way between two levels, where nothing is met."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment, and the row of the road that it was cut from."""

    row: int
    segment: Segment


class Snapper:
    """Gives spots near an earlier one that one's coordinates; with 0 m only equal ones are one."""

    def __init__(self, latitude: float, tolerance: float = SNAP_M) -> None:
        self._tolerance = tolerance
        self._lat = max(tolerance, 0.01) / METRES_PER_DEGREE
        self._lon = self._lat / max(0.01, math.cos(math.radians(latitude)))
        self._cells: dict[tuple[int, int], list[Point]] = {}
        self._known: dict[Point, Point] = {}

    def snap(self, spot: Point) -> Point:
        """The spot, or the earlier one that it is."""
        if self._tolerance == 0:
            return spot
        found = self._known.get(spot)
        if found is None:
            found = self._known[spot] = self._near(spot)
        return found

    def _near(self, spot: Point) -> Point:
        row, column = math.floor(spot[0] / self._lat), math.floor(spot[1] / self._lon)
        near = [
            each
            for a in (row - 1, row, row + 1)
            for b in (column - 1, column, column + 1)
            for each in self._cells.get((a, b), ())
            if metres(each, spot) <= self._tolerance
        ]
        if near:
            return min(near, key=lambda each: metres(each, spot))
        self._cells.setdefault((row, column), []).append(spot)
        return spot


def join(roads: Sequence[Road], tolerance: float = SNAP_M) -> list[Piece]:
    """Segments that meet exactly where their roads do.

    A road is cut at a vertex that another road has too, and nowhere else: two lines that only cross on the
    map may be a bridge and what is under it. Ends are brought together first, then vertices to them.
    """
    if not roads:
        return []
    snapper = Snapper(roads[0].segment.points[0][0], tolerance)
    for road in roads:
        snapper.snap(road.segment.points[0])
        snapper.snap(road.segment.points[-1])
    lines = [_nodes(road, snapper) for road in roads]
    met = Counter(node for line in lines for node in line)
    return [piece for road, line in zip(roads, lines, strict=True) for piece in _cut(road, line, met)]


def _nodes(road: Road, snapper: Snapper) -> list[Node]:
    """The road's vertices on their levels, no two in a row the same."""
    first, last = road.levels
    between = first if first == last else None
    spots = [snapper.snap(spot) for spot in road.segment.points]
    levels: list[int | None] = [first, *[between] * (len(spots) - 2), last]
    nodes = [_raised(spot, level) for spot, level in zip(spots, levels, strict=True)]
    kept = nodes[:1]
    for node in nodes[1:]:
        if node[0] != kept[-1][0]:
            kept.append(node)
    return kept


def _raised(spot: Point, level: int | None) -> Node:
    return ((spot[0] + level * LEVEL_STEP, spot[1]), level) if level else (spot, level)


def _cut(road: Road, line: list[Node], met: Counter[Node]) -> Iterable[Piece]:
    if len(line) < 2:
        return
    inner = range(1, len(line) - 1)
    cuts = [0, *(i for i in inner if met[line[i]] > 1 and line[i][1] is not None), len(line) - 1]
    along = [0.0, *accumulate(metres(a[0], b[0]) for a, b in pairwise(line))]
    shares = [along[cut] / along[-1] for cut in cuts]
    left, right = shared_out(road.segment.left, shares), shared_out(road.segment.right, shares)
    for number, (begin, end) in enumerate(pairwise(cuts)):
        points = tuple(spot for spot, _ in line[begin : end + 1])
        segment = replace(road.segment, points=points, left=left[number], right=right[number])
        yield Piece(road.row, segment)


def shared_out(side: Side, shares: Sequence[float]) -> list[Side]:
    """A side's numbers on the pieces between those shares of the way (0 to 1), each number on one piece."""
    if side.parity == "none" or len(shares) == 2:
        return [side] * (len(shares) - 1)
    step = 1 if side.parity == "both" else 2
    count = abs(side.end - side.start) // step + 1
    step = step if side.end >= side.start else -step
    firsts = [round(share * count) for share in shares]
    return [
        replace(side, start=side.start + first * step, end=side.start + (then - 1) * step)
        if then > first
        else Side(municipality=side.municipality)
        for first, then in pairwise(firsts)
    ]
