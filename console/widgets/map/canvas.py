"""The map itself: the ground from painted pieces, markers and plates on top, and what is being drawn."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.geo.city import City
from console.geo.measure import Point
from console.widgets.icons import Icons
from console.widgets.map.background import Backdrop
from console.widgets.map.closures import LEAST_WIDTH, STREET_WIDTH_M, MapClosure, standing, under
from console.widgets.map.clusters import Cluster
from console.widgets.map.drawing import Drawing
from console.widgets.map.fitting import city_extent, extent, fitted, needs_fitting
from console.widgets.map.ground import Layers
from console.widgets.map.ground_keeper import GroundKeeper
from console.widgets.map.ground_paint import GroundPainter
from console.widgets.map.lettering import Lettering
from console.widgets.map.markers import MarkerPainter
from console.widgets.map.marks import CallMark, UnitMark, sightings, unit_mark
from console.widgets.map.plan import Plan
from console.widgets.map.plates import Box, Occupied
from console.widgets.map.projection import View
from console.widgets.map.scene import Placed, Scene, Selection, Sign, Surroundings, lay_out
from console.widgets.map.scene_paint import ScenePainter, Stamp
from console.widgets.map.tracks import Tracks, paint_tracks
from console.widgets.theme import Theme

ZOOM_STEP = 1.25
SHOW_SCALE = 0.38
AGES_HOLD = timedelta(seconds=0.5)
# Markers are laid out for the view and so much of it beside it, so that a pan lays nothing out.
BESIDE = 0.25
TRACK_MINUTES = 5
MOST_ANCHORS = 12
NO_STREETS = (
    "No streets have been imported yet.\nCalls are taken all the same; their places are not verified."
)


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
        self._scene_painter = ScenePainter(theme, self._markers)
        self._stamps: list[Stamp] = []
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
        self._standing: tuple[tuple[MapClosure, bool], ...] = ()
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
    def ground_words(self) -> str:
        """What is said on ground without streets; "" while they are being read, and where there are some."""
        return NO_STREETS if self.city is not None and not self.city.segments else ""

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
        painter.closures, painter.backdrop = self._standing, self._backdrop
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
        """Draw these closures and perimeters, each while its time lasts, and before it only its edge."""
        self.closures = tuple(closures)
        self._stand()

    @property
    def legend(self) -> tuple[bool, bool]:
        """Whether there is a closure of now, and one of later."""
        laters = {later for _closure, later in self._standing}
        return False in laters, True in laters

    def closure_at(self, at: QPointF) -> MapClosure | None:
        """The closure that is drawn under a pixel of this widget."""
        if not self.layers.closures:
            return None
        slack = max(0.0, LEAST_WIDTH / self._view.scale - STREET_WIDTH_M) / 2
        return under((each for each, _later in self._standing), self.place_at(at), slack)

    def _stand(self) -> None:
        """Paint the closures of this moment, unless they are painted already."""
        standing_now = standing(self.closures, self._clock.now())
        if standing_now != self._standing:
            self._standing = standing_now
            if self._keeper is not None:
                self._keeper.painter.closures = standing_now
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
        """Begin closures and end them, and make the ages anew unless they are half a second old at most."""
        self._stand()
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
        marks = [(placed.true_x, placed.true_y, placed.mark) for placed in self.scene.placed]
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
            names.major if names is not None else Occupied(),
            self._scene.sides if self._scene is not None else {},
            seen,
            self._laid_for,
            tuple(self._signs()) if self.layers.closures else (),
        )
        scene = lay_out(self.picture, now, self.selection, self._view, self._markers, around)
        self._keeper.leave_out(scene.covered(), self._view.scale)
        self._stamps = list(self._scene_painter.stamps(scene, self.devicePixelRatioF()))
        return scene

    def _signs(self) -> Iterator[Sign]:
        now = self._clock.now()
        for closure, _later in self._standing:
            spots = tuple(self._view.map_pixel(anchor) for anchor in closure.anchors[:MOST_ANCHORS])
            if spots:
                yield Sign(f"closure {closure.id}", spots, closure.words(now, self._zone), "closure")

    def _keep_all_in_view(self) -> None:
        """Until somebody moves the map, nothing is out of sight nor far too small; else it stays still."""
        if self._by_hand or self._keeper is None or not self._check_fit:
            return
        self._check_fit = False
        corners = extent(self.picture, self._clock.now())
        if corners and needs_fitting(self._view, corners, self.width(), self.height()):
            self._look(fitted(self._view, corners, self.width(), self.height()))

    def _fitting_view(self) -> View:
        corners = extent(self.picture, self._clock.now())
        if not corners and self.city is not None:
            corners = city_extent(self.city)
        return fitted(self._view, corners, self.width(), self.height()) if corners else self._view

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
        self._paint_over(painter, scene, self._stamps)
        if self.ground_words:
            self._scene_painter.paint_words(painter, self.rect(), self.ground_words)
        if self.shows_crosshair and not self.drawing.active:
            self._scene_painter.paint_crosshair(painter, self.width() / 2, self.height() / 2)

    def paint_on(self, painter: QPainter, dpr: float) -> None:
        """Paint the whole map at once, for paper: nothing is left for later."""
        if self._keeper is None:
            return
        self.settle()
        scene, (wide, high) = self.scene, (self.width(), self.height())
        keeper = GroundKeeper(self._keeper.painter, self._lettering, self)
        keeper.prepare(self._view, wide, high, dpr, self.layers)
        keeper.settle()
        keeper.leave_out(scene.covered(), self._view.scale)
        painter.setClipRect(0, 0, wide, high)
        keeper.show(painter, self._view, wide, high)
        keeper.deleteLater()
        self._paint_over(painter, scene, list(self._scene_painter.stamps(scene, dpr)))

    def copy(self, theme: Theme, icons: Icons) -> "MapCanvas":
        """The same part of the same map in another look, for paper."""
        copy = MapCanvas(theme, icons, self._clock, training=self._training, zone=self._zone)
        copy.resize(self.size())
        copy.layers, copy.selection, copy.tracks = self.layers, self.selection, self.tracks
        copy.shows_tracks = self.shows_tracks
        copy.set_closures(self.closures)
        copy._backdrop = self._backdrop
        if self.city is not None:
            copy.set_city(self.city)
        copy.picture = self.picture
        copy._by_hand, copy._view = True, self._view
        return copy

    def _paint_over(self, painter: QPainter, scene: Scene, stamps: list[Stamp]) -> None:
        """Everything that stands on the ground."""
        left, top = (int(edge) for edge in self._view.corner(self.width(), self.height()))
        painter.save()
        painter.translate(-left, -top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shows_tracks:
            self._paint_tracks(painter)
        self.drawing.paint(painter, self._theme, self._view)
        self._scene_painter.paint(painter, scene, stamps)
        self.drawing.paint_corners(painter, self._theme, self._view)
        painter.restore()

    def _paint_tracks(self, painter: QPainter) -> None:
        now, chosen = self._clock.now(), self.following or self.selection.unit
        names = [chosen] if chosen else [unit.call_sign for unit, _fix in sightings(self.picture, now)]
        lines = [line for name in names for line in self.tracks.lines(name, now, TRACK_MINUTES)]
        paint_tracks(painter, self._theme, lines, self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._by_hand:
            self.fit_all()
