"""A city made ready for painting: its streets as paths in squares, its areas, its named lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from console.geo.city import City, Place, Segment, StreetName
from console.geo.measure import Point, to_metres
from console.widgets.map.plates import Box
from console.widgets.map.street_lines import Spot, StreetLine, street_lines

SQUARE_M = 400.0
# So many segments or names are made ready before the caller may look at the clock.
AT_ONCE = 64


@dataclass(slots=True)
class Square:
    """The segments that begin in one square of the city: a path for each class, in metres."""

    segments: list[Segment] = field(default_factory=list)
    paths: dict[str, QPainterPath] = field(default_factory=dict)
    bounds: QRectF = field(default_factory=QRectF)


class Plan:
    """What is painted of a city, in metres east and north of its middle.

    `prepare` does the work in small steps, so that 20,000 segments do not hold up the window; until it
    has ended there are no squares and no lines.
    """

    def __init__(self, city: City) -> None:
        self.city = city
        self.origin = _middle(city)
        self.ready = False
        self._squares: dict[tuple[int, int], Square] = {}
        self.lines: list[StreetLine] = []
        self.limits = self._outlines("limits")
        self.parks = self._outlines("park")
        self.beats = [
            (area.name, polygon)
            for area, polygon in zip(city.outlines("beat"), self._outlines("beat"), strict=True)
        ]
        self.places: list[tuple[Place, Spot]] = [
            (place, to_metres((place.lat, place.lon), self.origin)) for place in city.places
        ]

    def prepare(self) -> Iterator[None]:
        """Make paths and lines; each step takes less than a millisecond or so."""
        streets: dict[StreetName, list[tuple[Segment, tuple[Spot, ...]]]] = {}
        for number, segment in enumerate(self.city.segments):
            spots = tuple(to_metres(point, self.origin) for point in segment.points)
            streets.setdefault(segment.street, []).append((segment, spots))
            self._add(segment, spots)
            if number % AT_ONCE == 0:
                yield
        for square in self._squares.values():
            for path in square.paths.values():
                square.bounds = square.bounds.united(path.boundingRect())
            yield
        for street, pieces in streets.items():
            self.lines += street_lines(street, pieces)
            yield
        self.ready = True

    def squares(self, window: QRectF) -> list[Square]:
        """The squares with a segment in a window, in metres."""
        return [square for square in self._squares.values() if square.bounds.intersects(window)]

    def lines_in(self, window: Box) -> list[int]:
        """The places in `lines` of those that touch a window, in metres."""
        return [number for number, line in enumerate(self.lines) if _touch(line.bounds, window)]

    def _add(self, segment: Segment, spots: tuple[Spot, ...]) -> None:
        if len(spots) < 2:
            return
        key = int(spots[0][0] // SQUARE_M), int(spots[0][1] // SQUARE_M)
        square = self._squares.setdefault(key, Square())
        square.segments.append(segment)
        path = square.paths.setdefault(segment.kind, QPainterPath())
        path.moveTo(*spots[0])
        for spot in spots[1:]:
            path.lineTo(*spot)

    def _outlines(self, kind: str) -> list[QPolygonF]:
        return [outline_polygon(area.outline, self.origin) for area in self.city.outlines(kind)]


def outline_polygon(points: Iterable[Point], origin: Point) -> QPolygonF:
    """An outline in metres from `origin`."""
    return QPolygonF([QPointF(*to_metres(point, origin)) for point in points])


def _touch(bounds: Box, window: Box) -> bool:
    # A straight street has no height: touching is enough.
    across = bounds.left <= window.right and window.left <= bounds.right
    return across and bounds.top <= window.bottom and window.top <= bounds.bottom


def _middle(city: City) -> Point:
    """The middle of the city's limits, else of its streets, else of nothing."""
    points = [point for area in city.outlines("limits") for point in area.outline]
    points = points or [segment.points[0] for segment in city.segments]
    if not points:
        return 0.0, 0.0
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
