"""The map itself: the ground from painted pieces, markers and plates on top, and what is being drawn."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.geo.city import City
from console.geo.measure import Point
from console.widgets.icons import Icons
from console.widgets.map.background import Backdrop
from console.widgets.map.closures import MapClosure
from console.widgets.map.clusters import Cluster
from console.widgets.map.drawing import Drawing
from console.widgets.map.ground import Layers
from console.widgets.map.ground_keeper import GroundKeeper
from console.widgets.map.ground_paint import GroundPainter
from console.widgets.map.lettering import Lettering
from console.widgets.map.markers import PLATE_HEIGHT, SIDE, MarkerPainter
from console.widgets.map.marks import CallMark, UnitMark, call_marks, sightings, unit_mark
from console.widgets.map.plan import Plan
from console.widgets.map.plates import Box, Occupied
from console.widgets.map.projection import View
from console.widgets.map.scene import Placed, Scene, Selection, Sign, Surroundings, lay_out, plate_words
from console.widgets.map.tracks import Tracks, paint_tracks
from console.widgets.theme import Theme

ZOOM_STEP = 1.25
FIT_MARGIN = 72
# A name plate stands beside its marker, and may not be cut by the edge.
PLATE_ROOM = 96
EDGE = 20
# So many times larger could all be shown before the map comes nearer by itself.
WASTE = 1.4
FIT_SCALE = 0.5
SHOW_SCALE = 0.38
UNSURE_METRES = 90.0
AGES_HOLD = timedelta(seconds=0.5)
# Markers are laid out for the view and so much of it beside it, so that a pan lays nothing out.
BESIDE = 0.25
TRACK_MINUTES = 5
CROSSHAIR = 9


class MapCanvas(QWidget):
    """Paints the map and says where things are on it; `hands` move it.

    Signals: `moved` is sent after the view changed, `follows` carries the call sign that the map follows
    from now on, empty for none, with the words that say so.
    """

    moved = Signal()
    follows = Signal(str, str)

    def __init__(
        self, theme: Theme, icons: Icons, clock: Clock, *, training: bool, zone: tzinfo = UTC
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._clock = clock
        self._training = training
        self._zone = zone
        self._lettering = Lettering(theme)
        self._markers = MarkerPainter(theme, icons)
        self._keeper: GroundKeeper | None = None
        self._scene: Scene | None = None
        self._stamps: list[tuple[int, int, QPixmap]] = []
        self._laid_out_at = clock.now()
        self._laid_for = Box(0, 0, 0, 0)
        self._backdrop: Backdrop | None = None
        self._view = View((0.0, 0.0))
        self._by_hand = False
        self._check_fit = True
        self.tracks = Tracks()
        self.drawing = Drawing(self)
        self.drawing.changed.connect(self.update)
        self.picture = Picture()
        self.selection = Selection()
        self.layers = Layers()
        self.closures: tuple[MapClosure, ...] = ()
        self.following = ""
        self.shows_tracks = False
        self.shows_crosshair = False
        self._dress()
        theme.changed.connect(self._renew)

    def _dress(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self.setMouseTracking(True)
        self.setAccessibleName("Map of the units and calls")

    @property
    def scale(self) -> float:
        """Pixels a metre."""
        return self._view.scale

    @property
    def view(self) -> View:
        return self._view

    @property
    def city(self) -> City | None:
        return self._keeper.painter.plan.city if self._keeper is not None else None

    @property
    def backdrop(self) -> Backdrop | None:
        return self._backdrop

    @property
    def is_settled(self) -> bool:
        """Whether all that is shown is painted as it should be."""
        return self._keeper is None or self._keeper.is_settled

    @property
    def scene(self) -> Scene:
        """The markers as they stand now."""
        seen = self._seen()
        laid = self._laid_for
        inside = laid.left <= seen.left and laid.top <= seen.top
        inside = inside and seen.right <= laid.right and seen.bottom <= laid.bottom
        if self._scene is None or self._scene.scale != self._view.scale or not inside:
            self._scene = self._lay_out(seen)
        return self._scene

    def set_city(self, city: City) -> None:
        """Draw this city; another edition of the same one leaves the view where it is."""
        before = self.city
        painter = GroundPainter(
            Plan(city), self._theme, self._icons, self._lettering, training=self._training
        )
        painter.closures, painter.backdrop = self.closures, self._backdrop
        if self._keeper is not None:
            self._keeper.forget()
            self._keeper.deleteLater()
        self._keeper = GroundKeeper(painter, self._lettering, self)
        self._keeper.renewed.connect(self._refresh)
        if before is None or before.name != city.name:
            self._view = View(painter.plan.origin)
            self.fit_all()
        else:
            self._view = self._view.about(painter.plan.origin)
        self._refresh()

    def set_backdrop(self, backdrop: Backdrop | None) -> None:
        """A picture behind the map, None for none."""
        self._backdrop = backdrop
        if backdrop is not None:
            backdrop.arrived.connect(self._repaint_ground)
        if self._keeper is not None:
            self._keeper.painter.backdrop = backdrop
        self._repaint_ground()

    def set_closures(self, closures: Sequence[MapClosure]) -> None:
        """Draw these closures and perimeters; those whose time is over are not drawn."""
        if tuple(closures) == self.closures:
            return
        self.closures = tuple(closures)
        if self._keeper is not None:
            self._keeper.painter.closures = self.closures
        self._repaint_ground()

    def set_layers(self, layers: Layers) -> None:
        self.layers = layers
        if self._keeper is not None:
            self._keeper.forget()
        self._refresh()

    def show_picture(self, picture: Picture) -> None:
        self.picture = picture
        self.tracks.add(picture.fixes, self._clock.now())
        self._check_fit = True
        if self.following:
            self._go_after()
        self._refresh()

    def select(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self._refresh()

    def show_tracks(self, shown: bool) -> None:
        """The ways of the selected or followed unit, of all units when there is none."""
        self.shows_tracks = shown
        self.update()

    def show_crosshair(self, shown: bool) -> None:
        """Mark the middle of the map, for whoever points with keys."""
        if shown != self.shows_crosshair:
            self.shows_crosshair = shown
            self.update()

    def tick(self) -> None:
        """Make the ages on the map anew, unless they are less than half a second old."""
        if self._clock.now() - self._laid_out_at >= AGES_HOLD:
            self._refresh()

    def settle(self) -> None:
        """Paint to the end, at once, what would be painted between the next events."""
        if self._keeper is not None:
            self._prepare()
            self._keeper.settle()

    def follow(self, call_sign: str) -> None:
        """Keep a unit in the middle until a hand moves the map; empty to stop."""
        if call_sign == self.following:
            return
        before, self.following = self.following, call_sign
        if call_sign:
            self._by_hand = True
            self.follows.emit(call_sign, f"Following {call_sign}. F or moving the map stops.")
            self._go_after()
        else:
            self.follows.emit("", f"No longer following {before}.")

    def fit_all(self) -> None:
        """Show every unit and call, or the whole city when there is none, until somebody moves the map."""
        self.follow("")
        self._by_hand = False
        self._look(self._fitting_view())

    def show_selection(self) -> None:
        """Bring the selected call, else the selected unit, to the middle."""
        chosen = self.selection
        call, fix = self.picture.calls.get(chosen.call), self.picture.fixes.get(chosen.unit)
        at = (call.lat, call.lon) if call is not None and call.lat is not None else None
        if at is None and fix is not None:
            at = fix.lat, fix.lon
        if at is not None:
            self.look_at(at, max(self._view.scale, SHOW_SCALE))

    def look_at(self, at: Point, scale: float) -> None:
        """Put a place into the middle."""
        self.follow("")
        self._by_hand = True
        self._look(replace(self._view.centred(at), scale=scale))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, keeping what is under `at` (the middle without it) where it is."""
        self._by_hand = True
        middle = QPointF(self.width() / 2, self.height() / 2)
        spot = (at or middle) - middle
        if self.following:
            spot = QPointF(0, 0)
        self._look(self._view.zoomed(factor, spot.x(), spot.y()))

    def pan(self, dx: float, dy: float) -> None:
        """Move the content by screen pixels; a unit that was followed no longer is."""
        self.follow("")
        self._by_hand = True
        self._view = self._view.panned(dx, dy)
        self.update()
        self.moved.emit()

    def screen(self, placed: Placed | Cluster) -> QPointF:
        """Where a marker is drawn in this widget."""
        left, top = self._view.corner(self.width(), self.height())
        return QPointF(placed.x - left, placed.y - top)

    def map_point(self, at: QPointF) -> QPointF:
        """The map pixel under a pixel of this widget."""
        left, top = self._view.corner(self.width(), self.height())
        return QPointF(at.x() + left, at.y() + top)

    def place_at(self, at: QPointF) -> Point:
        """(lat, lon) under a pixel of this widget."""
        spot = self.map_point(at)
        return self._view.place(spot.x(), spot.y())

    def hit(self, at: QPointF) -> UnitMark | CallMark | Cluster | None:
        """What is drawn under a pixel of this widget."""
        spot = self.map_point(at)
        return self.scene.hit(spot.x(), spot.y())

    def marks_around(self, at: QPointF, reach: float) -> list[UnitMark | CallMark]:
        """Units and calls within so many pixels of a pixel of this widget, the nearest first."""
        spot, now = self.map_point(at), self._clock.now()
        marks = [(placed.x, placed.y, placed.mark) for placed in self.scene.placed]
        for cluster in self.scene.clusters:
            for x, y, unit, fix in cluster.members:
                marks.append((x, y, unit_mark(unit, fix, now, False)))
        off = [(math.hypot(x - spot.x(), y - spot.y()), mark) for x, y, mark in marks]
        return [mark for far, mark in sorted(off, key=lambda each: each[0]) if far <= reach]

    def _seen(self) -> Box:
        left, top = self._view.corner(self.width(), self.height())
        return Box(left, top, left + self.width(), top + self.height())

    def _look(self, view: View) -> None:
        self._view = view
        self.update()
        self.moved.emit()

    def _refresh(self) -> None:
        self._scene = None
        self.update()

    def _repaint_ground(self) -> None:
        if self._keeper is not None:
            self._keeper.forget(names=False)
        self._refresh()

    def _renew(self) -> None:
        self._markers.forget()
        self._lettering.forget()
        if self._keeper is not None:
            self._keeper.forget()
        self._refresh()

    def _go_after(self) -> None:
        fix = self.picture.fixes.get(self.following)
        if fix is None:
            self.follow("")
        else:
            self._look(self._view.centred((fix.lat, fix.lon)))

    def _lay_out(self, seen: Box) -> Scene:
        now = self._laid_out_at = self._clock.now()
        if self._keeper is None:
            return Scene(self._view.scale)
        names = self._keeper.names(self._view.scale)
        across, down = (seen.right - seen.left) * BESIDE, (seen.bottom - seen.top) * BESIDE
        self._laid_for = Box(seen.left - across, seen.top - down, seen.right + across, seen.bottom + down)
        around = Surroundings(
            names.taken if names is not None else Occupied(),
            self._scene.sides if self._scene is not None else {},
            self._laid_for,
            tuple(self._signs()) if self.layers.closures else (),
        )
        scene = lay_out(self.picture, now, self.selection, self._view, self._markers, around)
        self._keeper.leave_out(scene.plate_boxes(), self._view.scale)
        self._stamps = list(self._stamp(scene, self.devicePixelRatioF()))
        return scene

    def _signs(self) -> Iterator[Sign]:
        now = self._clock.now()
        for closure in self.closures:
            anchor = closure.anchor
            if anchor is not None and not closure.is_over(now):
                x, y = self._view.map_pixel(anchor)
                yield Sign(f"closure {closure.id}", x, y, closure.words(now, self._zone), "closure")

    def _stamp(self, scene: Scene, dpr: float) -> Iterator[tuple[int, int, QPixmap]]:
        """The pixmaps of a scene with their places, so that a pan only draws them."""
        markers, half = self._markers, SIDE // 2
        for cluster in scene.clusters:
            pixmap = markers.cluster(len(cluster.members), cluster.available, dpr)
            yield round(cluster.x) - half, round(cluster.y) - half, pixmap
        for mark, x, y, _true_x, _true_y in scene.placed:
            pixmap = markers.call(mark, dpr) if isinstance(mark, CallMark) else markers.unit(mark, dpr)
            yield round(x) - half, round(y) - half, pixmap
        for placed, box in scene.plates:
            pixmap = markers.plate(*plate_words(placed.mark), dpr)
            yield round(box.left), round(box.bottom - PLATE_HEIGHT), pixmap
        for sign, box in scene.signs:
            pixmap = markers.plate(sign.text, sign.glyph, "", dpr)
            yield round(box.left), round(box.bottom - PLATE_HEIGHT), pixmap

    def _keep_all_in_view(self) -> None:
        """Until somebody moves the map, nothing is out of sight nor far too small; else it stays still."""
        if self._by_hand or self._keeper is None or not self._check_fit:
            return
        self._check_fit = False
        corners = self._corners()
        if not corners:
            return
        seen = self._seen()
        inner = QRectF(seen.left, seen.top, self.width(), self.height()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        fitting = self._fitting_view()
        small = fitting.scale > WASTE * self._view.scale
        if small or not all(inner.contains(QPointF(*self._view.map_pixel(corner))) for corner in corners):
            self._look(fitting)

    def _corners(self) -> list[Point]:
        """The south-west and the north-east corner of all units and calls; none without any."""
        now = self._clock.now()
        points = [(fix.lat, fix.lon) for _unit, fix in sightings(self.picture, now)]
        points += [mark.at for mark in call_marks(self.picture, now, "")]
        return _extent(points)

    def _fitting_view(self) -> View:
        points = self._corners()
        if not points and self.city is not None:
            points = _extent([point for area in self.city.outlines("limits") for point in area.outline])
            points = points or _extent([each.points[0] for each in self.city.segments])
        if not points:
            return self._view
        wide, high = _inside(self.width(), PLATE_ROOM), _inside(self.height(), FIT_MARGIN)
        return self._view.fitted(points, wide, high, FIT_SCALE)

    def _prepare(self) -> None:
        dpr = self.devicePixelRatioF()
        self._keeper.prepare(self._view, self.width(), self.height(), dpr, self.layers)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._keep_all_in_view()
        painter = QPainter(self)
        if self._keeper is None:
            painter.fillRect(self.rect(), self._theme.color("m_out"))
            return
        self._prepare()
        scene = self.scene
        self._keeper.show(painter, self._view, self.width(), self.height())
        left, top = (int(edge) for edge in self._view.corner(self.width(), self.height()))
        painter.translate(-left, -top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scene(painter, scene)
        self.drawing.paint(painter, self._theme, self._view)
        painter.translate(left, top)
        if self.shows_crosshair and not self.drawing.active:
            self._paint_crosshair(painter)

    def _paint_scene(self, painter: QPainter, scene: Scene) -> None:
        self._paint_tracks(painter)
        self._paint_offer(painter, scene)
        for placed in scene.placed:
            if placed.x != placed.true_x or placed.y != placed.true_y:
                painter.setPen(QPen(self._theme.color("control"), 1))
                painter.drawLine(QPointF(placed.x, placed.y), QPointF(placed.true_x, placed.true_y))
            if isinstance(placed.mark, UnitMark) and placed.mark.stale:
                self._paint_unsure(painter, placed)
        for x, y, pixmap in self._stamps:
            painter.drawPixmap(x, y, pixmap)

    def _paint_tracks(self, painter: QPainter) -> None:
        if not self.shows_tracks:
            return
        chosen = self.following or self.selection.unit
        names = [chosen] if chosen else [unit.call_sign for unit, _ in self._sighted()]
        now = self._clock.now()
        lines = [line for name in names for line in self.tracks.lines(name, now, TRACK_MINUTES)]
        paint_tracks(painter, self._theme, lines, self._view)

    def _sighted(self) -> Iterator[tuple]:
        return sightings(self.picture, self._clock.now())

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

    def _paint_crosshair(self, painter: QPainter) -> None:
        x, y = self.width() / 2, self.height() / 2
        for token, width in (("m_halo", 3.5), ("selline", 1.5)):
            painter.setPen(QPen(self._theme.color(token), width))
            painter.drawLine(QPointF(x - CROSSHAIR, y), QPointF(x + CROSSHAIR, y))
            painter.drawLine(QPointF(x, y - CROSSHAIR), QPointF(x, y + CROSSHAIR))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._by_hand:
            self.fit_all()


def _extent(points: list[Point]) -> list[Point]:
    if not points:
        return []
    lats, lons = [point[0] for point in points], [point[1] for point in points]
    return [(min(lats), min(lons)), (max(lats), max(lons))]


def _inside(side: int, margin: int) -> float:
    """What is left of a side between its margins, which are smaller on a small map."""
    return side - 2 * min(margin, side * 0.14)
