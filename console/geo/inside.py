"""Which municipality a point is in."""

from __future__ import annotations

from collections.abc import Sequence

from console.geo.city import City
from console.geo.measure import Point


class Towns:
    """The station's own municipality, which the limits are named after, and its neighbours."""

    def __init__(self, city: City) -> None:
        limits = city.outlines("limits")
        self.own = limits[0].name if limits else ""
        self._outlines = (*limits, *city.outlines("municipality"))
        self._beats = city.outlines("beat")

    def of(self, point: Point) -> str:
        """The name of the outline that holds the point, "" outside all of them."""
        return next((area.name for area in self._outlines if holds(area.outline, point)), "")

    def beat(self, point: Point) -> str:
        """The name of the beat that holds the point, "" outside all of them."""
        return next((area.name for area in self._beats if holds(area.outline, point)), "")


def holds(outline: Sequence[Point], point: Point) -> bool:
    """Whether an outline holds a point: a ray to the east crosses it an odd number of times."""
    lat, lon = point
    inside = False
    for (lat1, lon1), (lat2, lon2) in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        if (lat1 > lat) != (lat2 > lat) and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            inside = not inside
    return inside
