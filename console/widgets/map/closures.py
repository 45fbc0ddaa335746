"""Closures and perimeters on the map: hatched, with a dashed edge and a named plate."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from console.board.closures import ClosureView
from console.geo.closures import holds
from console.geo.measure import Point, to_metres
from console.widgets.pieces import one_line
from console.widgets.theme import Theme

LONGEST_NAME, LONGEST_LINE = 30, 70
HATCH_SHARE = 0.55
# A closed street is hatched over its whole width, which is that of an arterial.
STREET_WIDTH_M = 22.0
LEAST_WIDTH = 9.0


@dataclass(frozen=True, slots=True)
class MapClosure:
    """What the map draws of a closure or a perimeter; points are (lat, lon) in degrees WGS-84.

    It has an `outline`, or `lines` for closed streets, or both. `modes` are those that it stops (car,
    bike, utv, foot), none where cars have emergency access; `begins` and `until` are None when they are not
    said. `id` comes back when its outline is changed by hand. `plate` is its name where there is little
    room, `notes` what else its card says.
    """

    id: str
    name: str
    outline: tuple[Point, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    modes: tuple[str, ...] = ()
    begins: datetime | None = None
    until: datetime | None = None
    plate: str = ""
    notes: tuple[str, ...] = ()

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
        name = one_line(self.plate or self.name) or "Closed"
        if len(name) > LONGEST_NAME:
            name = f"{name[: LONGEST_NAME - 1].rstrip()}…"
        if self.begins is not None and self.is_later(now):
            return f"{name} from {self.begins.astimezone(zone):%H:%M}"
        return f"{name} until {self.until.astimezone(zone):%H:%M}" if self.until is not None else name

    def card(self, now: datetime, zone: tzinfo) -> list[str]:
        """What is said of it under the mouse: its name, whom it stops and when, and its notes."""
        whom = f"Closed to {', '.join(self.modes)}" if self.modes else "Closed, cars with emergency access"
        spans = []
        if self.begins is not None and self.is_later(now):
            spans.append(f"from {self.begins.astimezone(zone):%H:%M on %d %b}")
        if self.until is not None:
            spans.append(f"until {self.until.astimezone(zone):%H:%M}")
        lines = (self.name or "Closed", " ".join((whom, *spans)), *self.notes)
        return [one_line(line)[:LONGEST_LINE] for line in lines if line]

    def is_later(self, now: datetime) -> bool:
        """Whether its time has still to come."""
        return self.begins is not None and now < self.begins

    def is_over(self, now: datetime) -> bool:
        return self.until is not None and now >= self.until


def of_view(view: ClosureView, lines: tuple[tuple[Point, ...], ...]) -> MapClosure:
    """A closure of the board, with the streets that it closes in this city."""
    notes = (view.event, view.reason, f"Closure {view.number}: OP {view.number} opens it")
    return MapClosure(
        view.key,
        view.name,
        view.outline,
        lines,
        view.stops,
        view.begins,
        view.ends,
        plate=view.event or view.street,
        notes=tuple(note for note in dict.fromkeys(notes) if note and note != view.name),
    )


def standing(closures: Iterable[MapClosure], now: datetime) -> tuple[tuple[MapClosure, bool], ...]:
    """Those whose time is not over, each with whether it has still to come."""
    return tuple((each, each.is_later(now)) for each in closures if not each.is_over(now))


def under(closures: Iterable[MapClosure], spot: Point, slack_m: float) -> MapClosure | None:
    """The closure at (lat, lon), the last drawn first; a street reaches to its edge and `slack_m` further."""
    for closure in reversed(tuple(closures)):
        if len(closure.outline) > 2 and holds(closure.outline, *spot):
            return closure
        if any(_beside(line, spot) <= STREET_WIDTH_M / 2 + slack_m for line in closure.lines):
            return closure
    return None


def _beside(line: Iterable[Point], spot: Point) -> float:
    """Metres from a point to a line of points."""
    ends = pairwise(to_metres(point, spot) for point in line)
    return min((_off(a, b) for a, b in ends), default=math.inf)


def _off(a: Point, b: Point) -> float:
    """How far the origin is from the piece between two points, all in one measure."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(a[0] * dx + a[1] * dy) / length)) if length else 0.0
    return math.hypot(a[0] + share * dx, a[1] + share * dy)


def paint_closures(
    painter: QPainter,
    theme: Theme,
    closures: Iterable[tuple[MapClosure, bool]],
    origin: Point,
    scale: float,
) -> None:
    """Paint them in map pixels; what has still to come has an edge and no hatch."""
    for closure, later in closures:
        painter.setPen(_edge(theme, later=later))
        painter.setBrush(Qt.BrushStyle.NoBrush if later else _hatch(theme))
        if len(closure.outline) > 2:
            painter.drawPolygon(_polygon(closure.outline, origin, scale))
        for line in closure.lines:
            painter.drawPath(_street(_polygon(line, origin, scale), scale))


def paint_sample(painter: QPainter, theme: Theme, area: QRectF, *, later: bool) -> None:
    """A small piece of a closure, for the legend."""
    painter.setPen(_edge(theme, later=later))
    painter.setBrush(Qt.BrushStyle.NoBrush if later else _hatch(theme))
    painter.drawRect(area)


def _polygon(points: Iterable[Point], origin: Point, scale: float) -> QPolygonF:
    metres = (to_metres(point, origin) for point in points)
    return QPolygonF([QPointF(east * scale, -north * scale) for east, north in metres])


def _hatch(theme: Theme) -> QBrush:
    colour = QColor(theme.color("control"))
    colour.setAlphaF(HATCH_SHARE)
    return QBrush(colour, Qt.BrushStyle.BDiagPattern)


def _edge(theme: Theme, *, later: bool) -> QPen:
    pen = QPen(theme.color("control" if later else "text2"), 1.25)
    pen.setDashPattern([1.5, 3] if later else [4, 3])
    return pen


def _street(polygon: QPolygonF, scale: float) -> QPainterPath:
    """The whole width of a street."""
    path, stroker = QPainterPath(), QPainterPathStroker()
    path.addPolygon(polygon)
    stroker.setWidth(max(LEAST_WIDTH, STREET_WIDTH_M * scale))
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).simplified()
