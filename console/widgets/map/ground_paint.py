"""Paints one piece of the ground in small steps: areas, streets, closures, and the names on top."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from console.widgets.icons import Icons
from console.widgets.map.background import Backdrop
from console.widgets.map.closures import MapClosure, paint_closures
from console.widgets.map.ground import Ground, Layers, Window
from console.widgets.map.lettering import Lettering
from console.widgets.map.names import TILE, Names, PlacedPlace
from console.widgets.map.plan import Plan
from console.widgets.map.plates import Box
from console.widgets.theme import Theme

REFERENCE_SCALE = 0.38
# Road widths in pixels at the reference scale, their colour tokens, and from which scale they are shown.
ROADS = {
    "path": (1.5, "m_road2", 0.3),
    "alley": (2.0, "m_road", 0.3),
    "local": (3.5, "m_road", 0.0),
    "collector": (5.5, "m_road2", 0.0),
    "arterial": (8.5, "m_road3", 0.0),
}
# A narrower road has no casing, which nobody would see.
CASED_FROM = 2.5
GLYPHS = {"station": "transfer-sworn", "park": "location"}
WATERMARK = "TRAINING"
WATERMARK_SHARE = 0.17
WATERMARK_STEP = (430, 260)
NAMES_AT_ONCE = 2

Step = Callable[[QPainter], None]


class GroundPainter:
    """Paints pieces of one city's ground, on what it is given.

    That is a `backdrop` or None, and `closures`, each with whether it has still to come.
    """

    def __init__(
        self, plan: Plan, theme: Theme, icons: Icons, lettering: Lettering, *, training: bool
    ) -> None:
        self.plan = plan
        self.closures: Sequence[tuple[MapClosure, bool]] = ()
        self.backdrop: Backdrop | None = None
        self._theme = theme
        self._icons = icons
        self._lettering = lettering
        self._training = training

    @property
    def out(self) -> QColor:
        """The colour of what lies outside everything."""
        return self._theme.color("m_out")

    def paint(self, window: Window, names: Names, layers: Layers) -> Iterator[Ground | None]:
        """Paint a piece, a small step at a time; the last thing that comes is the piece."""
        if not self.plan.ready:
            yield from (None for _ in self.plan.prepare())
        room = names.fill(window.box, streets=layers.labels, places=layers.facilities, beats=layers.beats)
        yield from (None for _ in room)
        bare = QPixmap(round(window.wide * window.dpr), round(window.high * window.dpr))
        bare.setDevicePixelRatio(window.dpr)
        bare.fill(self.out)
        yield from self._run(bare, window, self._ground_steps(window, names, layers))
        ground = Ground(window, bare, self._lettering)
        yield from self._run(ground.pixmap, window, self._name_steps(window, names))
        yield ground

    def _run(self, pixmap: QPixmap, window: Window, steps: Iterable[Step]) -> Iterator[None]:
        """Do the steps with one painter in map pixels, which is let go even when nobody wants the rest."""
        painter = QPainter(pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-window.left, -window.top)
            for step in steps:
                step(painter)
                yield
        finally:
            painter.end()

    def _ground_steps(self, window: Window, names: Names, layers: Layers) -> Iterator[Step]:
        if layers.background and self.backdrop is not None:
            yield from self.backdrop.steps(window, self.plan.origin, self._theme)
        else:
            yield partial(self._paint_areas, scale=window.scale)
        if layers.streets:
            yield from self._road_steps(window)
        yield partial(self._paint_edges, scale=window.scale, beats=layers.beats)
        if layers.closures:
            yield partial(self._paint_closures, scale=window.scale)
        for placed in names.places:
            if window.box.overlaps(_tile(placed)):
                yield partial(self._paint_place, placed=placed, dpr=window.dpr)
        if self._training:
            yield partial(paint_watermark, theme=self._theme, window=window.box)

    def _paint_areas(self, painter: QPainter, scale: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        zoom = _to_pixels(scale)
        for token, polygons in (("m_land", self.plan.limits), ("m_park", self.plan.parks)):
            painter.setBrush(self._theme.color(token))
            for polygon in polygons:
                painter.drawPolygon(zoom.map(polygon))

    def _road_steps(self, window: Window) -> Iterator[Step]:
        """Every casing before every road, and the important roads last; a step is one square's class."""
        scale, box = window.scale, window.box
        ground = QRectF(QPointF(box.left, -box.bottom) / scale, QPointF(box.right, -box.top) / scale)
        squares = self.plan.squares(ground.normalized().adjusted(-20, -20, 20, 20))
        shown = {kind: token for kind, (_width, token, least) in ROADS.items() if scale >= least}
        zoom = _to_pixels(scale)
        for casing in (True, False):
            for kind, token in shown.items():
                width = road_width(kind, scale)
                if casing and width < CASED_FROM:
                    continue
                pen = self._pen("m_case" if casing else token, width + 2 if casing else width)
                for square in squares:
                    if kind in square.paths:
                        yield partial(_stroke, path=square.paths[kind], zoom=zoom, pen=pen)

    def _pen(self, token: str, width: float) -> QPen:
        pen = QPen(self._theme.color(token), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        return pen

    def _paint_edges(self, painter: QPainter, scale: float, *, beats: bool) -> None:
        zoom = _to_pixels(scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if beats:
            self._paint_dashed(painter, [zoom.map(each) for _name, each in self.plan.beats], [1.5, 3])
        self._paint_dashed(painter, [zoom.map(each) for each in self.plan.limits], [5, 4])

    def _paint_dashed(self, painter: QPainter, polygons: list[QPolygonF], dashes: list[float]) -> None:
        pen = QPen(self._theme.color("m_bound"), 1.25)
        pen.setDashPattern(dashes)
        painter.setPen(pen)
        for polygon in polygons:
            painter.drawPolygon(polygon)

    def _paint_closures(self, painter: QPainter, scale: float) -> None:
        paint_closures(painter, self._theme, self.closures, self.plan.origin, scale)

    def _paint_place(self, painter: QPainter, placed: PlacedPlace, dpr: float) -> None:
        box = _tile(placed)
        tile = QRectF(round(box.left), round(box.top), TILE, TILE)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        glyph = self._icons.pixmap(GLYPHS.get(placed.place.kind, "facility"), "text2", 14, dpr)
        painter.drawPixmap(QPointF(tile.left() + 3, tile.top() + 3), glyph)

    def _name_steps(self, window: Window, names: Names) -> Iterator[Step]:
        shown = [each for each in names.labels if any(map(window.box.overlaps, each.boxes))]
        for first in range(0, len(shown), NAMES_AT_ONCE):
            yield partial(self._lettering.write_all, labels=shown[first : first + NAMES_AT_ONCE])


def road_width(kind: str, scale: float) -> float:
    """How wide a class of street is drawn, in pixels: it grows more slowly than the map does."""
    growth = min(2.6, max(0.3, math.sqrt(scale / REFERENCE_SCALE)))
    return max(1.0, ROADS[kind][0] * growth)


def paint_watermark(painter: QPainter, theme: Theme, window: Box) -> None:
    """The word across the whole map; it belongs to the ground, so it moves with a pan."""
    font = theme.font("clock", 600)
    font.setPixelSize(72)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 8)
    word = QPainterPath()
    word.addText(0, 0, font, WATERMARK)
    colour = QColor(theme.color("violet"))
    colour.setAlphaF(WATERMARK_SHARE)
    for x, y in _lattice(window, *WATERMARK_STEP):
        painter.fillPath(QTransform().translate(x, y).rotate(-26).map(word), colour)


def _stroke(painter: QPainter, path: QPainterPath, zoom: QTransform, pen: QPen) -> None:
    painter.strokePath(zoom.map(path), pen)


def _to_pixels(scale: float) -> QTransform:
    """From metres east and north to map pixels."""
    return QTransform.fromScale(scale, -scale)


def _tile(placed: PlacedPlace) -> Box:
    left, top = placed.x - TILE / 2, placed.y - TILE / 2
    return Box(left, top, left + TILE, top + TILE)


def _lattice(window: Box, across: int, down: int) -> Iterable[tuple[int, int]]:
    """Points of a fixed pattern that cover the window; every other row is shifted by half a step."""
    for row in range(int(window.top // down), int(window.bottom // down) + 3):
        shift = across // 2 if row % 2 else 0
        for column in range(int(window.left // across) - 2, int(window.right // across) + 1):
            yield column * across + shift, row * down
