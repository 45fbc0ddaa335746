"""The tools with which a hand draws on the map: an outline, and a line that is measured."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF

from console.geo.measure import Point
from console.widgets.map.projection import View
from console.widgets.map.sketch import Sketch, crosses_itself
from console.widgets.theme import Theme

GRAB = 12.0
CORNER = 9.0
NUDGE, FINE_NUDGE = 10.0, 1.0
FILL_SHARE = 0.18
NUDGES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
DRAW_HINT = "Space corner · Arrows move · Tab next · Del · Ctrl+Z · Enter done · Esc leave"
MEASURE_HINT = "Click or Space: point · Arrows move it · Del · Esc ends"


class Drawing(QObject):
    """One sketch on the map, by mouse or by keys alone.

    Signals: `drawn` carries the points of a new outline, `altered` the id of one and its new points;
    `changed` nothing, after every change; `ended` nothing, when the tool is put away; `refused` says in
    words why what is there cannot be kept.
    """

    drawn = Signal(object)
    altered = Signal(str, object)
    changed = Signal()
    ended = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sketch: Sketch | None = None
        self._id = ""
        self._dragging = False

    @property
    def active(self) -> bool:
        return self.sketch is not None

    @property
    def measuring(self) -> bool:
        return self.sketch is not None and not self.sketch.closed

    @property
    def hint(self) -> str:
        """What the keys do now, in one line."""
        return MEASURE_HINT if self.measuring else DRAW_HINT

    @property
    def words(self) -> str:
        """What has been drawn so far: its length, and the area of an outline."""
        if self.sketch is None or not self.sketch.is_whole:
            return ""
        length = distance_words(self.sketch.length)
        return f"{length} around, {area_words(self.sketch.area)}" if self.sketch.closed else length

    def draw(self) -> None:
        """Begin a new outline."""
        self._begin(Sketch(closed=True), "")

    def alter(self, id: str, points: tuple[Point, ...]) -> None:
        """Change the outline that is called `id`."""
        self._begin(Sketch(points, closed=True), id)

    def measure(self) -> None:
        """Begin a line."""
        self._begin(Sketch(closed=False), "")

    def leave(self) -> None:
        """Put the tool away; nothing is kept."""
        if self.sketch is not None:
            self.sketch = None
            self._dragging = False
            self.changed.emit()
            self.ended.emit()

    def finish(self) -> None:
        """Hand over what was drawn; a measured line is only put away."""
        sketch = self.sketch
        if sketch is None:
            return
        if not sketch.closed:
            self.leave()
            return
        if not sketch.is_whole:
            self.refused.emit("An outline needs three corners. Space adds one, Esc leaves.")
            return
        if crosses_itself(sketch.shape.points):
            self.refused.emit("The outline crosses itself. Tab chooses a corner, the arrows move it.")
            return
        points, name = sketch.shape.points, self._id
        self.leave()
        if name:
            self.altered.emit(name, points)
        else:
            self.drawn.emit(points)

    def press(self, at: QPointF, view: View) -> None:
        """A click at a map pixel: takes the corner there in hand, or adds one."""
        if self.sketch is None:
            return
        near = self._corner_at(at, view)
        if near is None:
            self.sketch.add(view.place(at.x(), at.y()))
        else:
            self.sketch.choose(near)
            self.sketch.hold()
        self._dragging = True
        self.changed.emit()

    def drag(self, at: QPointF, view: View) -> None:
        """The mouse moves with its button down: the corner in hand moves with it."""
        if self.sketch is not None and self._dragging:
            self.sketch.move(view.place(at.x(), at.y()), dragging=True)
            self.changed.emit()

    def release(self) -> None:
        self._dragging = False

    def key(self, event: QKeyEvent, view: View) -> bool:
        """Whether the tool has taken a key."""
        sketch, key = self.sketch, Qt.Key(event.key())
        if sketch is None:
            return False
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
            return True
        elif not self._edit(sketch, key, event, view):
            return False
        self.changed.emit()
        return True

    def _edit(self, sketch: Sketch, key: Qt.Key, event: QKeyEvent, view: View) -> bool:
        shape, control = sketch.shape, event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in NUDGES and shape.chosen >= 0:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._nudge(sketch, NUDGES[key], FINE_NUDGE if fine else NUDGE, view)
        elif key == Qt.Key.Key_Space:
            self._add_by_key(sketch, view)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            sketch.remove()
        elif key == Qt.Key.Key_Z and control:
            sketch.undo()
        elif key == Qt.Key.Key_Tab:
            sketch.choose(shape.chosen + 1)
        elif key == Qt.Key.Key_Backtab:
            sketch.choose(shape.chosen - 1)
        else:
            return False
        return True

    def _add_by_key(self, sketch: Sketch, view: View) -> None:
        """A corner in the middle of the view, or a little beside the one in hand: the arrows move it."""
        if sketch.shape.chosen < 0:
            x, y = view.map_pixel(view.middle)
        else:
            x, y = view.map_pixel(sketch.shape.points[sketch.shape.chosen])
            x, y = x + 4 * NUDGE, y
        sketch.add(view.place(x, y))

    def _nudge(self, sketch: Sketch, way: tuple[int, int], step: float, view: View) -> None:
        x, y = view.map_pixel(sketch.shape.points[sketch.shape.chosen])
        sketch.move(view.place(x + way[0] * step, y + way[1] * step))

    def _corner_at(self, at: QPointF, view: View) -> int | None:
        for place, point in enumerate(self.sketch.shape.points):
            x, y = view.map_pixel(point)
            if abs(x - at.x()) <= GRAB and abs(y - at.y()) <= GRAB:
                return place
        return None

    def _begin(self, sketch: Sketch, id: str) -> None:
        self.sketch, self._id, self._dragging = sketch, id, False
        self.changed.emit()

    def paint(self, painter: QPainter, theme: Theme, view: View) -> None:
        """Paint the lines of the sketch in map pixels."""
        if self.sketch is None:
            return
        spots = QPolygonF([QPointF(*view.map_pixel(point)) for point in self.sketch.shape.points])
        pen = QPen(theme.color("selline"), 2)
        if self.sketch.closed:
            fill = QColor(theme.color("selline"))
            fill.setAlphaF(FILL_SHARE)
            painter.setBrush(fill)
            painter.setPen(pen)
            painter.drawPolygon(spots)
        else:
            pen.setDashPattern([4, 2])
            painter.setPen(pen)
            painter.drawPolyline(spots)

    def paint_corners(self, painter: QPainter, theme: Theme, view: View) -> None:
        """Paint its corners, over the markers: they are what a hand takes hold of."""
        if self.sketch is None:
            return
        for place, point in enumerate(self.sketch.shape.points):
            spot = QPointF(*view.map_pixel(point))
            self._paint_corner(painter, theme, spot, chosen=place == self.sketch.shape.chosen)

    def _paint_corner(self, painter: QPainter, theme: Theme, spot: QPointF, *, chosen: bool) -> None:
        side = CORNER + 3 if chosen else CORNER
        painter.setPen(QPen(theme.color("selline"), 2))
        painter.setBrush(theme.color("selline" if chosen else "panel"))
        painter.drawRect(QRectF(spot.x() - side / 2, spot.y() - side / 2, side, side))


def distance_words(length: float) -> str:
    """Metres under 1 km, then 1.4 km."""
    return f"{length:.0f} m" if length < 999.5 else f"{length / 1000:.2f} km"


def area_words(area: float) -> str:
    """Square metres under a hectare, then hectares, then square kilometres."""
    if area < 10_000:
        return f"{area:.0f} m²"
    return f"{area / 10_000:.1f} ha" if area < 1_000_000 else f"{area / 1_000_000:.2f} km²"
