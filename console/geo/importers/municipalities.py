"""Whose a side of a street is, by the outlines of municipalities, where the file does not say."""

import math
from collections.abc import Sequence
from dataclasses import replace

from console.geo.city import AddressPoint, Area, Segment, Side
from console.geo.importers.found import Road
from console.geo.inside import holds
from console.geo.measure import METRES_PER_DEGREE, Point, between, to_metres

ASIDE_M = 10.0


class Municipalities:
    """The outlines of municipalities that a city has; without one, nothing is filled in."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = [area for area in areas if area.kind == "municipality"]

    def filled(self, roads: Sequence[Road]) -> list[Road]:
        """The roads with a municipality on each side that is inside an outline and had none."""
        if not self._areas:
            return list(roads)
        return [replace(road, segment=self._of_segment(road.segment)) for road in roads]

    def of_point(self, point: AddressPoint) -> AddressPoint:
        """The address point with its municipality, where it is inside an outline and had none."""
        if point.municipality or not self._areas:
            return point
        return replace(point, municipality=self._at((point.lat, point.lon)))

    def _of_segment(self, segment: Segment) -> Segment:
        return replace(
            segment,
            left=self._of_side(segment.left, segment.points, 1),
            right=self._of_side(segment.right, segment.points, -1),
        )

    def _of_side(self, side: Side, points: tuple[Point, ...], turn: int) -> Side:
        if side.municipality:
            return side
        middle = len(points) // 2
        return replace(side, municipality=self._at(_aside(points[middle - 1], points[middle], turn)))

    def _at(self, spot: Point) -> str:
        return next((area.name for area in self._areas if holds(area.outline, spot)), "")


def _aside(a: Point, b: Point, turn: int) -> Point:
    """A spot beside the middle of a straight line, to the left with 1 and to the right with -1."""
    east, north = to_metres(b, a)
    length = max(0.01, math.hypot(east, north))
    lat, lon = between(a, b, 0.5)
    shrink = max(0.01, math.cos(math.radians(lat)))
    up, right = east / length * ASIDE_M * turn, -north / length * ASIDE_M * turn
    return lat + up / METRES_PER_DEGREE, lon + right / METRES_PER_DEGREE / shrink
