"""Paints the ground under the markers: the city, its streets and names, once for each zoom."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from console.geo.measure import Point
from console.geo.streets import Facility, StreetMap
from console.widgets.icons import Icons
from console.widgets.map.labels import Label, place_labels
from console.widgets.map.plates import Box, Occupied
from console.widgets.map.projection import View
from console.widgets.theme import Theme

REFERENCE_SCALE = 0.38
# Road widths in pixels at the reference scale, and their colour tokens.
ROADS = {"local": (3.5, "m_road"), "collector": (5.5, "m_road2"), "arterial": (8.5, "m_road3")}
LABEL_FONTS = {"arterial": ("caption", 500), "collector": ("caption", 400), "local": ("cap", 400)}
LABEL_TOKENS = {"arterial": "m_label", "collector": "m_label", "local": "m_label2"}
FACILITY_GLYPHS = {"station": "transfer-sworn", "park": "location", "facility": "facility"}
FACILITIES_FROM = 0.16
TILE = 20
HALO = 3.0
WATERMARK = "TRAINING"
WATERMARK_SHARE = 0.17
WATERMARK_STEP = (430, 260)


@dataclass(frozen=True, slots=True)
class Layers:
    """What may be taken off the map."""

    labels: bool = True
    facilities: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """A painted piece of the map: its pixmap, the map pixel of its top left corner, its zoom."""

    pixmap: QPixmap
    left: int
    top: int
    scale: float

    def covers(self, left: float, top: float, width: float, height: float, scale: float) -> bool:
        """Whether a view of this size there can be cut from this piece."""
        size = self.pixmap.deviceIndependentSize()
        return (
            scale == self.scale
            and self.left <= left
            and self.top <= top
            and left + width <= self.left + size.width()
            and top + height <= self.top + size.height()
        )


@dataclass(slots=True)
class _Names:
    """The names of one zoom, and the room they take."""

    scale: float
    labels: list[Label] = field(default_factory=list)
    facilities: list[tuple[Facility, float, float]] = field(default_factory=list)
    taken: Occupied = field(default_factory=Occupied)


class BaseMap:
    """Paints pieces of a street map, which a pan then only moves."""

    def __init__(self, street_map: StreetMap, theme: Theme, icons: Icons, *, training: bool) -> None:
        self._map = street_map
        self._theme = theme
        self._icons = icons
        self._training = training
        self._names: _Names | None = None
        self._outlines: dict[tuple[str, str], QPainterPath] = {}

    def forget(self) -> None:
        """Make everything anew: fonts or colours have changed."""
        self._names = None
        self._outlines.clear()

    def room(self, view: View, layers: Layers) -> Occupied:
        """Where the names and facilities are, in map pixels."""
        return self._named(view, layers).taken

    def paint(self, view: View, wide: int, high: int, dpr: float, layers: Layers) -> Ground:
        """The ground in the middle of a view, `wide` x `high` logical pixels."""
        left, top = (int(edge) for edge in view.corner(wide, high))
        pixmap = QPixmap(round(wide * dpr), round(high * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(self._theme.color("m_out"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-left, -top)
        window = Box(left, top, left + wide, top + high)
        self._paint_areas(painter, view)
        self._paint_roads(painter, view)
        self._paint_limits(painter, view)
        self._paint_names(painter, window, self._named(view, layers))
        if self._training:
            self._paint_watermark(painter, window)
        painter.end()
        return Ground(pixmap, left, top, view.scale)

    def _paint_areas(self, painter: QPainter, view: View) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("m_land"))
        painter.drawPolygon(_polygon(self._map.limits, view))
        painter.setBrush(self._theme.color("m_park"))
        for park in self._map.parks:
            painter.drawPolygon(_polygon(park.outline, view))

    def _paint_roads(self, painter: QPainter, view: View) -> None:
        paths = {kind: QPainterPath() for kind in ROADS}
        for street in self._map.streets:
            paths[street.kind].addPolygon(_polygon(street.points, view))
        growth = min(2.6, max(0.55, math.sqrt(view.scale / REFERENCE_SCALE)))
        for kind, (width, _token) in ROADS.items():
            painter.strokePath(paths[kind], self._pen("m_case", width * growth + 2))
        for kind, (width, token) in ROADS.items():
            painter.strokePath(paths[kind], self._pen(token, width * growth))

    def _pen(self, token: str, width: float) -> QPen:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.BevelJoin
        return QPen(self._theme.color(token), width, Qt.PenStyle.SolidLine, cap, join)

    def _paint_limits(self, painter: QPainter, view: View) -> None:
        pen = QPen(self._theme.color("m_bound"), 1.25)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(_polygon(self._map.limits, view))

    def _named(self, view: View, layers: Layers) -> _Names:
        if self._names is None or self._names.scale != view.scale:
            self._names = self._name(view, layers)
        return self._names

    def _name(self, view: View, layers: Layers) -> _Names:
        names = _Names(view.scale)
        if layers.facilities and view.scale >= FACILITIES_FROM:
            self._place_facilities(names, view)
        if layers.labels:
            names.labels = place_labels(
                self._map.streets, view.map_pixel, self._text_size, view.scale, names.taken
            )
        return names

    def _place_facilities(self, names: _Names, view: View) -> None:
        for facility in self._map.facilities:
            x, y = view.map_pixel((facility.lat, facility.lon))
            tile = Box(x - TILE / 2, y - TILE / 2, x + TILE / 2, y + TILE / 2)
            box = _caption(tile, self._metrics("local").horizontalAdvance(facility.name))
            if not names.taken.hits(tile) and not names.taken.hits(box):
                names.facilities.append((facility, x, y))
                names.taken.add(tile)
                names.taken.add(box)

    def _text_size(self, text: str, kind: str) -> tuple[float, float]:
        metrics = self._metrics(kind)
        return metrics.horizontalAdvance(text), metrics.height()

    def _metrics(self, kind: str) -> QFontMetricsF:
        return QFontMetricsF(self._font(kind))

    def _font(self, kind: str) -> QFont:
        step, weight = LABEL_FONTS[kind]
        return self._theme.font(step, weight)

    def _paint_names(self, painter: QPainter, window: Box, names: _Names) -> None:
        for label in names.labels:
            reach = label.width / 2
            if window.overlaps(Box(label.x - reach, label.y - reach, label.x + reach, label.y + reach)):
                turn = QTransform().translate(label.x, label.y).rotate(label.angle)
                self._paint_text(painter, label.text, label.kind, turn)
        for facility, x, y in names.facilities:
            self._paint_facility(painter, facility, x, y)

    def _paint_text(self, painter: QPainter, text: str, kind: str, turn: QTransform) -> None:
        """Text centred on the origin of `turn`, in a halo that keeps it readable over a street."""
        outline = turn.map(self._outline(text, kind))
        halo = QPen(self._theme.color("m_halo"), HALO)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline, halo)
        painter.fillPath(outline, self._theme.color(LABEL_TOKENS[kind]))

    def _outline(self, text: str, kind: str) -> QPainterPath:
        if (text, kind) not in self._outlines:
            metrics, path = self._metrics(kind), QPainterPath()
            baseline = (metrics.ascent() - metrics.descent()) / 2
            path.addText(-metrics.horizontalAdvance(text) / 2, baseline, self._font(kind), text)
            self._outlines[text, kind] = path
        return self._outlines[text, kind]

    def _paint_facility(self, painter: QPainter, facility: Facility, x: float, y: float) -> None:
        tile = QRectF(round(x) - TILE / 2, round(y) - TILE / 2, TILE, TILE)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        dpr = painter.device().devicePixelRatioF()
        glyph = self._icons.pixmap(FACILITY_GLYPHS.get(facility.kind, "facility"), "text2", 14, dpr)
        painter.drawPixmap(QPointF(tile.left() + 3, tile.top() + 3), glyph)
        name = QTransform().translate(tile.center().x(), tile.bottom() + 9)
        self._paint_text(painter, facility.name, "local", name)

    def _paint_watermark(self, painter: QPainter, window: Box) -> None:
        """The word across the whole map; it belongs to the ground, so it moves with a pan."""
        font = self._theme.font("clock", 600)
        font.setPixelSize(72)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 8)
        word = QPainterPath()
        word.addText(0, 0, font, WATERMARK)
        colour = QColor(self._theme.color("violet"))
        colour.setAlphaF(WATERMARK_SHARE)
        for x, y in _lattice(window, *WATERMARK_STEP):
            painter.fillPath(QTransform().translate(x, y).rotate(-26).map(word), colour)


def _polygon(points: Iterable[Point], view: View) -> QPolygonF:
    return QPolygonF([QPointF(*view.map_pixel(point)) for point in points])


def _caption(tile: Box, width: float) -> Box:
    middle = (tile.left + tile.right) / 2
    return Box(middle - width / 2, tile.bottom + 1, middle + width / 2, tile.bottom + 17)


def _lattice(window: Box, across: int, down: int) -> Iterable[tuple[int, int]]:
    """Points of a fixed pattern that cover the window; every other row is shifted by half a step."""
    for row in range(int(window.top // down), int(window.bottom // down) + 3):
        shift = across // 2 if row % 2 else 0
        for column in range(int(window.left // across) - 2, int(window.right // across) + 1):
            yield column * across + shift, row * down
