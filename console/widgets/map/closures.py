"""Closures and perimeters on the map: hatched, with a dashed edge and a named plate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from console.board.closures import ClosureView
from console.geo.measure import Point, to_metres
from console.widgets.pieces import one_line
from console.widgets.theme import Theme

LONGEST_NAME = 30
HATCH_SHARE = 0.55
# A closed street is hatched over its whole width, which is that of an arterial.
STREET_WIDTH_M = 22.0
LEAST_WIDTH = 9.0


@dataclass(frozen=True, slots=True)
class MapClosure:
    """What the map draws of a closure or a perimeter; points are (lat, lon) in degrees WGS-84.

    It has an `outline`, or `lines` for closed streets, or both. `modes` are those that it stops (car,
    bike, UTV, foot), none for a perimeter that stops nobody; `begins` and `until` are None when they are
    not said. `id` comes back when its outline is changed by hand.
    """

    id: str
    name: str
    outline: tuple[Point, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    modes: tuple[str, ...] = ()
    begins: datetime | None = None
    until: datetime | None = None

    @property
    def anchors(self) -> tuple[Point, ...]:
        """Where its plate may stand, the best first: the middle of its outline, its corners, its streets."""
        spots = [point for line in self.lines for point in line]
        if self.outline:
            lats, lons = zip(*self.outline, strict=True)
            middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
            return middle, *self.outline, *spots
        return (spots[len(spots) // 2], *spots) if spots else ()

    def words(self, now: datetime, zone: tzinfo) -> str:
        """What its plate reads: Street fair until 23:00."""
        name = one_line(self.name)[:LONGEST_NAME] or "Closed"
        if self.begins is not None and now < self.begins:
            return f"{name} from {self.begins.astimezone(zone):%H:%M}"
        return f"{name} until {self.until.astimezone(zone):%H:%M}" if self.until is not None else name

    def is_over(self, now: datetime) -> bool:
        return self.until is not None and now >= self.until


def of_view(view: ClosureView, lines: tuple[tuple[Point, ...], ...]) -> MapClosure:
    """A closure of the board, with the streets that it closes in this city."""
    # Where it is one sees; there is room for what it is about.
    name = view.reason or view.event or view.street or view.name
    return MapClosure(view.key, name, view.outline, lines, view.stops, view.begins, view.ends)


def paint_closures(
    painter: QPainter, theme: Theme, closures: Iterable[MapClosure], origin: Point, scale: float
) -> None:
    """Paint them in map pixels."""
    for closure in closures:
        if len(closure.outline) > 2:
            _paint_outline(painter, theme, _polygon(closure.outline, origin, scale))
        for line in closure.lines:
            _paint_street(painter, theme, _polygon(line, origin, scale), scale)


def _polygon(points: Iterable[Point], origin: Point, scale: float) -> QPolygonF:
    metres = (to_metres(point, origin) for point in points)
    return QPolygonF([QPointF(east * scale, -north * scale) for east, north in metres])


def _hatch(theme: Theme) -> QBrush:
    colour = QColor(theme.color("control"))
    colour.setAlphaF(HATCH_SHARE)
    return QBrush(colour, Qt.BrushStyle.BDiagPattern)


def _edge(theme: Theme) -> QPen:
    pen = QPen(theme.color("text2"), 1.25)
    pen.setDashPattern([4, 3])
    return pen


def _paint_outline(painter: QPainter, theme: Theme, polygon: QPolygonF) -> None:
    painter.setPen(_edge(theme))
    painter.setBrush(_hatch(theme))
    painter.drawPolygon(polygon)


def _paint_street(painter: QPainter, theme: Theme, polygon: QPolygonF, scale: float) -> None:
    path, stroker = QPainterPath(), QPainterPathStroker()
    path.addPolygon(polygon)
    stroker.setWidth(max(LEAST_WIDTH, STREET_WIDTH_M * scale))
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(_edge(theme))
    painter.setBrush(_hatch(theme))
    painter.drawPath(stroker.createStroke(path).simplified())
