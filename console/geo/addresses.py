"""House numbers on segments: where one stands, on which side, and which block it is in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from console.geo.city import Segment, Side
from console.geo.measure import METRES_PER_DEGREE, Point, distances, point_at, to_metres

OFFSET_M = 8.0
"""How far from the middle of the street a house's own spot is put, towards its side."""
BLOCK = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on one side of a segment."""

    point: Point
    side: Side


def sides(segment: Segment) -> Iterator[tuple[Side, int]]:
    """Both sides with +1 for the left one and -1 for the right one."""
    yield segment.left, 1
    yield segment.right, -1


def at_number(segment: Segment, number: int) -> Spot | None:
    """Where a house stands: between the ends of its side's range, on that side; None when it is not here."""
    for side, hand in sides(segment):
        if side.holds(number):
            span = side.end - side.start
            share = (number - side.start) / span if span else 0.5
            return Spot(beside(segment.points, share, hand), side)
    return None


def of_block(segment: Segment, block: int) -> tuple[int, int] | None:
    """The lowest and highest number of a hundred that this segment has; None without one."""
    low, high = block, block + BLOCK - 1
    found = [
        number
        for side, _ in sides(segment)
        if side.parity != "none"
        for number in (max(low, min(side.start, side.end)), min(high, max(side.start, side.end)))
        if low <= number <= high and min(side.start, side.end) <= number <= max(side.start, side.end)
    ]
    return (min(found), max(found)) if found else None


def gap_to(segment: Segment, number: int) -> int | None:
    """How many numbers away from this segment's ranges a number is; None for a segment without numbers."""
    gaps = [
        max(min(side.start, side.end) - number, number - max(side.start, side.end), 0)
        for side, _ in sides(segment)
        if side.parity != "none"
    ]
    return min(gaps, default=None)


def number_at(segment: Segment, share: float, hand: int) -> int | None:
    """The house number at a share of the way, on the left (1) or right (-1) side; None without numbers."""
    side = segment.left if hand > 0 else segment.right
    if side.parity == "none":
        return None
    number = round(side.start + (side.end - side.start) * share)
    if side.parity != "both" and (number % 2 == 1) != (side.parity == "odd"):
        number += 1 if number < max(side.start, side.end) else -1
    return number


def beside(points: tuple[Point, ...], share: float, hand: int, offset: float = OFFSET_M) -> Point:
    """The point at a share of the way along a line, moved to its left (1) or right (-1) by metres."""
    along = distances(points)[-1] * min(1.0, max(0.0, share))
    spot = point_at(points, along)
    east, north = _heading(points, along)
    lat = spot[0] + hand * east * offset / METRES_PER_DEGREE
    shrink = math.cos(math.radians(spot[0]))
    return lat, spot[1] - hand * north * offset / (METRES_PER_DEGREE * shrink)


def _heading(points: tuple[Point, ...], along: float) -> tuple[float, float]:
    """The unit vector (east, north) of the piece that holds the spot so far along; nothing for no length."""
    reached = distances(points)
    place = next((n for n in range(1, len(points)) if along <= reached[n]), len(points) - 1)
    east, north = to_metres(points[place], points[place - 1])
    length = math.hypot(east, north)
    return (east / length, north / length) if length else (0.0, 0.0)
