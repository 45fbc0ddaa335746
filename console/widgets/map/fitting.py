"""What the map shows until somebody moves it: every unit and call, or the whole city."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF

from console.board.views import Picture
from console.geo.city import City
from console.geo.measure import Point
from console.widgets.map.marks import call_marks, sightings
from console.widgets.map.projection import View

FIT_MARGIN = 72
# A name plate stands beside its marker, and may not be cut by the edge.
PLATE_ROOM = 96
EDGE = 20
# So many times larger could all be shown before the map comes nearer by itself.
WASTE = 1.4
FIT_SCALE = 0.5


def extent(picture: Picture, now: datetime) -> list[Point]:
    """The south-west and the north-east corner of all units and calls; nothing without any."""
    points = [(fix.lat, fix.lon) for _unit, fix in sightings(picture, now)]
    return _corners([*points, *(mark.at for mark in call_marks(picture, now, ""))])


def city_extent(city: City) -> list[Point]:
    """The corners of a city's limits, else of its streets."""
    limits = [point for area in city.outlines("limits") for point in area.outline]
    return _corners(limits or [segment.points[0] for segment in city.segments])


def fitted(view: View, corners: list[Point], wide: int, high: int) -> View:
    """The view in which both corners are well inside wide x high pixels."""
    return view.fitted(corners, _inside(wide, PLATE_ROOM), _inside(high, FIT_MARGIN), FIT_SCALE)


def needs_fitting(view: View, corners: list[Point], wide: int, high: int) -> bool:
    """Whether something is out of sight, or all of it is far too small."""
    left, top = view.corner(wide, high)
    inner = QRectF(left, top, wide, high).adjusted(EDGE, EDGE, -EDGE, -EDGE)
    if not all(inner.contains(QPointF(*view.map_pixel(corner))) for corner in corners):
        return True
    return fitted(view, corners, wide, high).scale > WASTE * view.scale


def _corners(points: list[Point]) -> list[Point]:
    if not points:
        return []
    lats, lons = [point[0] for point in points], [point[1] for point in points]
    return [(min(lats), min(lons)), (max(lats), max(lons))]


def _inside(side: int, margin: int) -> float:
    """What is left of a side between its margins, which are smaller on a small map."""
    return side - 2 * min(margin, side * 0.14)
