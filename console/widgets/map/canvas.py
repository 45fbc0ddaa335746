"""The map itself: streets from a painted piece, markers on top, and the hands that move it."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.geo.measure import Point
from console.geo.streets import StreetMap
from console.widgets.icons import Icons
from console.widgets.map.base import BaseMap, Ground, Layers
from console.widgets.map.markers import PLATE_HEIGHT, SIDE, MarkerPainter
from console.widgets.map.marks import CallMark, UnitMark
from console.widgets.map.plates import Occupied
from console.widgets.map.projection import View
from console.widgets.map.scene import Placed, Scene, Selection, lay_out, plate_words
from console.widgets.theme import Theme

OVERSIZE = 1.5
ZOOM_STEP = 1.25
PAN_STEP = 80
FIT_MARGIN = 72
# A name plate stands beside its marker, and may not be cut by the edge.
PLATE_ROOM = 96
EDGE = 16
# So many times larger could all be shown before the map comes nearer by itself.
WASTE = 1.4
FIT_SCALE = 0.5
SHOW_SCALE = 0.38
UNSURE_METRES = 90.0
CLICK_SLACK = 4
AGES_HOLD = timedelta(seconds=0.5)
ARROWS = {
    Qt.Key.Key_Left: (PAN_STEP, 0),
    Qt.Key.Key_Right: (-PAN_STEP, 0),
    Qt.Key.Key_Up: (0, PAN_STEP),
    Qt.Key.Key_Down: (0, -PAN_STEP),
}


class MapCanvas(QWidget):
    """Signals: `unit_clicked` and `call_clicked` carry what was clicked, `moved` nothing, after a zoom;
    `layers_asked` is sent for the key L."""

    unit_clicked = Signal(str)
    call_clicked = Signal(str)
    moved = Signal()
    layers_asked = Signal()

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, *, training: bool) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._clock = clock
        self._training = training
        self._markers = MarkerPainter(theme, icons)
        self._street_map: StreetMap | None = None
        self._base: BaseMap | None = None
        self._ground: Ground | None = None
        self._scene: Scene | None = None
        self._laid_out_at = clock.now()
        self._picture = Picture()
        self._view = View((0.0, 0.0))
        self._by_hand = False
        self._pressed: QPoint | None = None
        self._dragged = False
        self.selection = Selection()
        self.layers = Layers()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self.setAccessibleName("Map of the units and calls")
        theme.changed.connect(self._renew)

    @property
    def scale(self) -> float:
        """Pixels a metre."""
        return self._view.scale

    @property
    def view(self) -> View:
        return self._view

    @property
    def scene(self) -> Scene:
        """The markers as they stand now."""
        if self._scene is None or self._scene.scale != self._view.scale:
            self._scene = self._lay_out()
        return self._scene

    def set_street_map(self, street_map: StreetMap) -> None:
        self._street_map = street_map
        self._base = BaseMap(street_map, self._theme, self._icons, training=self._training)
        self._ground = None
        lats, lons = zip(*street_map.limits, strict=True)
        origin = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self._view = View(origin)
        self._by_hand = False
        self.fit_all()
        self._refresh()

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self._refresh()

    def select(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self._refresh()

    def set_layers(self, layers: Layers) -> None:
        self.layers = layers
        if self._base is not None:
            self._base.forget()
        self._ground = None
        self._refresh()

    def tick(self) -> None:
        """Make the ages on the map anew, unless they are less than half a second old."""
        if self._clock.now() - self._laid_out_at >= AGES_HOLD:
            self._refresh()

    def fit_all(self) -> None:
        """Show every unit and call, or the whole city when there is none, until somebody moves the map."""
        self._by_hand = False
        self._look(self._fitting_view())

    def show_selection(self) -> None:
        """Bring the selected call, else the selected unit, to the middle."""
        chosen = [placed.mark for placed in self.scene.placed if placed.mark.selected]
        if chosen:
            self._by_hand = True
            view = self._view.centred(chosen[0].at)
            self._look(replace(view, scale=max(view.scale, SHOW_SCALE)))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, keeping what is under `at` (the middle without it) where it is."""
        self._by_hand = True
        spot = (at or QPointF(self.width() / 2, self.height() / 2)) - QPointF(
            self.width() / 2, self.height() / 2
        )
        self._look(self._view.zoomed(factor, spot.x(), spot.y()))

    def pan(self, dx: float, dy: float) -> None:
        """Move the content by screen pixels."""
        self._by_hand = True
        self._view = self._view.panned(dx, dy)
        self.update()

    def screen(self, placed: Placed) -> QPointF:
        """Where a marker is drawn in this widget."""
        left, top = self._view.corner(self.width(), self.height())
        return QPointF(placed.x - left, placed.y - top)

    def _limits(self) -> tuple[Point, ...]:
        return self._street_map.limits if self._street_map else ()

    def _look(self, view: View) -> None:
        self._view = view
        self.update()
        self.moved.emit()

    def _refresh(self) -> None:
        self._scene = None
        self.update()

    def _renew(self) -> None:
        self._markers.forget()
        if self._base is not None:
            self._base.forget()
        self._ground = None
        self._refresh()

    def _lay_out(self) -> Scene:
        now = self._laid_out_at = self._clock.now()
        if self._base is None:
            return Scene(self._view.scale)
        room = self._base.room(self._view, self.layers) if self.layers.labels else Occupied()
        return lay_out(self._picture, now, self.selection, self._view, self._markers, room)

    def _keep_all_in_view(self) -> None:
        """Until somebody moves the map, nothing is out of sight nor far too small; else it stays still."""
        if self._by_hand or self._street_map is None:
            return
        seen = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        fitting = self._fitting_view()
        small = fitting.scale > WASTE * self._view.scale
        if small or not all(seen.contains(self.screen(placed)) for placed in self.scene.placed):
            self._look(fitting)

    def _fitting_view(self) -> View:
        points = [placed.mark.at for placed in self.scene.placed] or list(self._limits())
        if not points:
            return self._view
        wide, high = _inside(self.width(), PLATE_ROOM), _inside(self.height(), FIT_MARGIN)
        return self._view.fitted(points, wide, high, FIT_SCALE)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._keep_all_in_view()
        painter = QPainter(self)
        if self._base is None:
            painter.fillRect(self.rect(), self._theme.color("m_out"))
            return
        left, top = self._view.corner(self.width(), self.height())
        ground = self._ground_for(left, top)
        painter.drawPixmap(QPointF(ground.left - left, ground.top - top), ground.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-left, -top)
        self._paint_scene(painter, QRectF(left, top, self.width(), self.height()))

    def _ground_for(self, left: float, top: float) -> Ground:
        """The painted piece that covers the view.

        A zoom paints only what is seen, so that it is quick; the first pan after it paints half as
        much again, so that the next ones only move it.
        """
        wide, high, ground = self.width(), self.height(), self._ground
        if ground is not None and ground.covers(left, top, wide, high, self._view.scale):
            return ground
        share = OVERSIZE if ground is not None and ground.scale == self._view.scale else 1
        size = int(wide * share), int(high * share)
        self._ground = self._base.paint(self._view, *size, self.devicePixelRatioF(), self.layers)
        return self._ground

    def _paint_scene(self, painter: QPainter, window: QRectF) -> None:
        scene, dpr = self.scene, self.devicePixelRatioF()
        near = window.adjusted(-SIDE, -SIDE, SIDE, SIDE)
        self._paint_offer(painter, scene)
        for placed in scene.placed:
            if near.contains(placed.x, placed.y):
                self._paint_marker(painter, placed, dpr)
        for placed, box in scene.plates:
            if near.contains(placed.x, placed.y):
                painter.drawPixmap(
                    QPointF(round(box.left), round(box.bottom - PLATE_HEIGHT)),
                    self._markers.plate(*plate_words(placed.mark), dpr),
                )

    def _paint_marker(self, painter: QPainter, placed: Placed, dpr: float) -> None:
        mark = placed.mark
        if placed.aside:
            painter.setPen(QPen(self._theme.color("control"), 1))
            painter.drawLine(QPointF(placed.x, placed.y), QPointF(placed.true_x, placed.true_y))
        if isinstance(mark, UnitMark) and mark.stale:
            self._paint_unsure(painter, placed)
        pixmap = (
            self._markers.call(mark, dpr) if isinstance(mark, CallMark) else self._markers.unit(mark, dpr)
        )
        painter.drawPixmap(QPointF(round(placed.x) - SIDE / 2, round(placed.y) - SIDE / 2), pixmap)

    def _paint_unsure(self, painter: QPainter, placed: Placed) -> None:
        """A dashed circle around a position that is no longer known to be right."""
        reach = max(22.0, UNSURE_METRES * self._view.scale)
        pen = QPen(self._theme.color("m_bound"), 1)
        pen.setDashPattern([3, 3])
        fill = QColor(self._theme.color("m_bound"))
        fill.setAlphaF(0.12)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(placed.true_x, placed.true_y), reach, reach)

    def _paint_offer(self, painter: QPainter, scene: Scene) -> None:
        if scene.offer is None:
            return
        call, unit = scene.offer
        pen = QPen(self._theme.color("selline"), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(call.x, call.y), QPointF(unit.x, unit.y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = None
        super().resizeEvent(event)
        if not self._by_hand:
            self.fit_all()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        step = event.position().toPoint() - self._pressed
        if self._dragged or step.manhattanLength() >= CLICK_SLACK:
            self._dragged = True
            self._pressed = event.position().toPoint()
            self.pan(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._pressed is not None and not self._dragged:
            self._click(event.position())
        self._pressed = None

    def _click(self, at: QPointF) -> None:
        left, top = self._view.corner(self.width(), self.height())
        mark = self.scene.hit(at.x() + left, at.y() + top)
        if isinstance(mark, CallMark):
            self.call_clicked.emit(mark.number)
        elif mark is not None:
            self.unit_clicked.emit(mark.call_sign)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom(ZOOM_STEP**turns, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            self.pan(*ARROWS[key])
        elif event.text() in ("+", "="):
            self.zoom(ZOOM_STEP)
        elif event.text() in ("-", "_"):
            self.zoom(1 / ZOOM_STEP)
        elif event.text() == "0":
            self.fit_all()
        elif key == Qt.Key.Key_L:
            self.layers_asked.emit()
        else:
            super().keyPressEvent(event)


def _inside(side: int, margin: int) -> float:
    """What is left of a side between its margins, which are smaller on a small map."""
    return side - 2 * min(margin, side * 0.14)
