"""Paints a scene: markers and plates from kept pixmaps, and the lines around them."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from console.widgets.map.markers import PLATE_HEIGHT, MarkerPainter
from console.widgets.map.marks import CallMark, UnitMark
from console.widgets.map.scene import Placed, Scene, plate_words
from console.widgets.theme import Theme

UNSURE_METRES = 90.0
UNSURE_SHARE = 0.12
CROSSHAIR = 9
WORDS_MARGIN = 16

Stamp = tuple[int, int, QPixmap]


class ScenePainter:
    """Paints in map pixels, except for the crosshair."""

    def __init__(self, theme: Theme, markers: MarkerPainter) -> None:
        self._theme = theme
        self._markers = markers

    def stamps(self, scene: Scene, dpr: float) -> Iterator[Stamp]:
        """The pixmaps of a scene with their places, so that a pan only draws them."""
        markers = self._markers
        for cluster in scene.clusters:
            pixmap, half = markers.cluster(len(cluster.members), cluster.available, dpr)
            yield round(cluster.x) - half, round(cluster.y) - half, pixmap
        for mark, x, y, _true_x, _true_y in scene.placed:
            is_call = isinstance(mark, CallMark)
            pixmap, half = markers.call(mark, dpr) if is_call else markers.unit(mark, dpr)
            yield round(x) - half, round(y) - half, pixmap
        for placed, box in scene.plates:
            pixmap = markers.plate(*plate_words(placed.mark), dpr)
            yield round(box.left), round(box.bottom - PLATE_HEIGHT), pixmap
        for sign, box in scene.signs:
            pixmap = markers.plate(sign.text, sign.glyph, "", dpr)
            yield round(box.left), round(box.bottom - PLATE_HEIGHT), pixmap

    def paint(self, painter: QPainter, scene: Scene, stamps: list[Stamp]) -> None:
        self._paint_offer(painter, scene)
        for placed in scene.placed:
            if placed.x != placed.true_x or placed.y != placed.true_y:
                painter.setPen(QPen(self._theme.color("control"), 1))
                painter.drawLine(QPointF(placed.x, placed.y), QPointF(placed.true_x, placed.true_y))
            if isinstance(placed.mark, UnitMark) and placed.mark.stale:
                self._paint_unsure(painter, placed, scene.scale)
        for x, y, pixmap in stamps:
            painter.drawPixmap(x, y, pixmap)

    def paint_words(self, painter: QPainter, area: QRect, words: str) -> None:
        """Words in the middle of ground on which there is nothing to see."""
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text2"))
        inside = area.adjusted(WORDS_MARGIN, 0, -WORDS_MARGIN, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def paint_crosshair(self, painter: QPainter, x: float, y: float) -> None:
        """The mark of the middle, for whoever points with keys; in the widget's own pixels."""
        for token, width in (("m_halo", 3.5), ("selline", 1.5)):
            painter.setPen(QPen(self._theme.color(token), width))
            painter.drawLine(QPointF(x - CROSSHAIR, y), QPointF(x + CROSSHAIR, y))
            painter.drawLine(QPointF(x, y - CROSSHAIR), QPointF(x, y + CROSSHAIR))

    def _paint_unsure(self, painter: QPainter, placed: Placed, scale: float) -> None:
        """A dashed circle around a position that is no longer known to be right."""
        reach = max(22.0, UNSURE_METRES * scale)
        pen = QPen(self._theme.color("m_bound"), 1)
        pen.setDashPattern([3, 3])
        fill = QColor(self._theme.color("m_bound"))
        fill.setAlphaF(UNSURE_SHARE)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(placed.true_x, placed.true_y), reach, reach)

    def _paint_offer(self, painter: QPainter, scene: Scene) -> None:
        if scene.offer is None:
            return
        call, unit = scene.offer
        pen = QPen(self._theme.color("selline"), 2)
        pen.setDashPattern([4, 3])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(call.x, call.y), QPointF(unit.x, unit.y))
