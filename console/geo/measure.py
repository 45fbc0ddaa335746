"""Distances and points along lines, in metres over a city."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
"""(latitude, longitude) in degrees WGS-84."""

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of the mean radius 6 371 km."""


def metres(a: Point, b: Point) -> float:
    """The distance between two points in metres, flat-earth: under 0.1 % off within a city."""
    return math.dist(to_metres(a, b), (0.0, 0.0))


def to_metres(point: Point, origin: Point) -> Point:
    """(east, north) of `point` from `origin`, in metres."""
    shrink = math.cos(math.radians(origin[0]))
    east = (point[1] - origin[1]) * METRES_PER_DEGREE * shrink
    return east, (point[0] - origin[0]) * METRES_PER_DEGREE


def between(a: Point, b: Point, share: float) -> Point:
    """The point at `share` (0 to 1) of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def share_nearest(point: Point, a: Point, b: Point) -> float:
    """How far along the segment from `a` to `b` (0 to 1) the spot nearest to `point` lies."""
    east, north = to_metres(b, a)
    length = east * east + north * north
    if length == 0.0:
        return 0.0
    px, py = to_metres(point, a)
    return min(1.0, max(0.0, (px * east + py * north) / length))


def distances(points: Sequence[Point]) -> tuple[float, ...]:
    """The distance in metres from the first point to each, along the line."""
    total, along = 0.0, [0.0]
    for a, b in pairwise(points):
        total += metres(a, b)
        along.append(total)
    return tuple(along)


def point_at(points: Sequence[Point], along: float) -> Point:
    """The point `along` metres from the first one; beyond an end it is that end."""
    reached = distances(points)
    for index in range(1, len(points)):
        if along <= reached[index]:
            step = reached[index] - reached[index - 1]
            share = (along - reached[index - 1]) / step if step else 0.0
            return between(points[index - 1], points[index], max(0.0, share))
    return points[-1]
