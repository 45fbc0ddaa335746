"""Movement along a line of points at one speed."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

METRES_PER_DEGREE = 111_195.0
SECONDS_PER_HOUR = 3600.0

Point = tuple[float, float]
"""Latitude and longitude, degrees WGS-84."""


class Motion(NamedTuple):
    """Where something is on its route, how fast (km/h) and in which direction (degrees)."""

    lat: float
    lon: float
    speed_kmh: float
    course_deg: float
    arrived: bool


class Route:
    """A path begun at `began` (monotonic seconds); one point alone is a place to stay."""

    def __init__(self, path: Sequence[Point], speed_kmh: float, began: float) -> None:
        if not path or (len(path) > 1 and not speed_kmh > 0):
            raise ValueError("A route needs a point, and a speed above zero to leave it")
        self._path = tuple(path)
        self._speed_kmh = speed_kmh
        self._began = began
        self._lengths = [metres(start, end) for start, end in pairwise(self._path)]

    def at(self, moment: float) -> Motion:
        """Where it is at `moment`; at the end of the path it stays."""
        travelled = max(0.0, moment - self._began) * self._speed_kmh * 1000 / SECONDS_PER_HOUR
        for start, end, length in zip(self._path, self._path[1:], self._lengths, strict=False):
            if travelled < length:
                share = travelled / length
                lat = start[0] + (end[0] - start[0]) * share
                lon = start[1] + (end[1] - start[1]) * share
                return Motion(lat, lon, self._speed_kmh, bearing(start, end), False)
            travelled -= length
        return Motion(*self._path[-1], 0.0, self._final_course(), True)

    def _final_course(self) -> float:
        return bearing(*self._path[-2:]) if len(self._path) > 1 else 0.0


def metres(start: Point, end: Point) -> float:
    """Distance over ground, good for a city."""
    north, east = _offset(start, end)
    return math.hypot(north, east)


def bearing(start: Point, end: Point) -> float:
    """Degrees from true north, 0 to 360."""
    north, east = _offset(start, end)
    return math.degrees(math.atan2(east, north)) % 360.0


def _offset(start: Point, end: Point) -> Point:
    shrink = math.cos(math.radians((start[0] + end[0]) / 2))
    return (end[0] - start[0]) * METRES_PER_DEGREE, (end[1] - start[1]) * METRES_PER_DEGREE * shrink
