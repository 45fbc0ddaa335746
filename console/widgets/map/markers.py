"""Draws unit and call markers and their name plates, each look once."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from console.widgets.icons import Icons
from console.widgets.map.marks import CallMark, UnitMark
from console.widgets.paint import status_glyph, status_token
from console.widgets.theme import Theme

# A marker is drawn in the middle of a square this wide, in logical pixels; without ring and wedge it needs
# less, and there are hundreds of those to be blended.
SIDE, PLAIN_SIDE = 56, 34
MOST_PIXMAPS = 3000
UNIT_RADIUS = 12.0
AMBASSADOR_RADIUS = 10.5
CALL_REACH = 13.5
SELECTED_REACH = CALL_REACH + 6.5
CLUSTER_REACH = 16.0
PLATE_HEIGHT = 20
PLATE_PADDING = 6
PLATE_GLYPH = 14
# A closure is planned: only what has to be looked at is amber.
GLYPH_TOKENS = {"closure": "text2"}

Drawn = tuple[QPixmap, int]
"""A marker, and how far its middle is from its left and its top, in logical pixels."""


class MarkerPainter:
    """Keeps a pixmap of every look that was drawn; `forget` when the theme changes."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self._theme = theme
        self._icons = icons
        self._drawn: dict[tuple, Drawn] = {}
        self._pixmaps: dict[tuple, QPixmap] = {}
        self._plate_metrics: QFontMetricsF | None = None
        self._widths: dict[str, int] = {}

    def forget(self) -> None:
        self._drawn.clear()
        self._pixmaps.clear()
        self._widths.clear()
        self._plate_metrics = None

    def unit(self, mark: UnitMark, dpr: float) -> Drawn:
        """A unit's marker."""
        look = ("unit", mark.letter, mark.status, mark.course, mark.stale, mark.selected, dpr)
        if look not in self._drawn:
            plain = mark.course is None and not mark.selected
            self._keep(look, plain, dpr, lambda painter: self._draw_unit(painter, mark, dpr))
        return self._drawn[look]

    def call(self, mark: CallMark, dpr: float) -> Drawn:
        """A call's marker."""
        look = ("call", mark.priority, mark.waiting, mark.late, mark.selected, dpr)
        if look not in self._drawn:
            self._keep(look, not mark.selected, dpr, lambda painter: self._draw_call(painter, mark))
        return self._drawn[look]

    def cluster(self, count: int, available: int, dpr: float) -> Drawn:
        """The sign of several units: how many, and around it which share of them is free."""
        look = ("cluster", count, available, dpr)
        if look not in self._drawn:
            self._keep(look, True, dpr, lambda painter: self._draw_cluster(painter, count, available))
        return self._drawn[look]

    def plate(self, text: str, glyph: str, amber: str, dpr: float) -> QPixmap:
        """A name plate; `glyph` stands before the text, `amber` is the part of it in amber."""
        look = ("plate", text, glyph, amber, dpr)
        if look not in self._pixmaps:
            if len(self._pixmaps) > MOST_PIXMAPS:
                # The plates of stale fixes read differently each second: start over now and then.
                self.forget()
            self._pixmaps[look] = self._draw_plate(text, glyph, amber, dpr)
        return self._pixmaps[look]

    def plate_width(self, text: str, glyph: str) -> float:
        """In logical pixels."""
        if text not in self._widths:
            self._widths[text] = math.ceil(self._metrics().horizontalAdvance(text))
        return self._widths[text] + (PLATE_GLYPH + 4 if glyph else 0) + 2 * PLATE_PADDING

    def _metrics(self) -> QFontMetricsF:
        if self._plate_metrics is None:
            self._plate_metrics = QFontMetricsF(self._theme.font("caption", 600))
        return self._plate_metrics

    def _keep(self, look: tuple, plain: bool, dpr: float, draw: Callable[[QPainter], None]) -> None:
        if len(self._drawn) > MOST_PIXMAPS:
            self._drawn.clear()
        side = PLAIN_SIDE if plain else SIDE
        pixmap = _blank(side, side, dpr)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / 2, side / 2)
        draw(painter)
        painter.end()
        self._drawn[look] = pixmap, side // 2

    def _draw_unit(self, painter: QPainter, mark: UnitMark, dpr: float) -> None:
        radius = AMBASSADOR_RADIUS if mark.letter == "A" else UNIT_RADIUS
        colour = self._theme.color("redfill" if mark.status == "emergency" else status_token(mark.status))
        if mark.course is not None:
            self._draw_wedge(painter, mark.course, radius, colour)
        if mark.selected:
            painter.setPen(QPen(self._theme.color("selline"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            paint_body(painter, mark.letter, radius + 4.5)
        self._set_body(painter, mark, colour)
        paint_body(painter, mark.letter, radius)
        if mark.available and not mark.stale:
            self._draw_letter(painter, mark.letter, "textinv")
        else:
            token = "onred" if mark.status == "emergency" else status_token(mark.status)
            painter.drawPixmap(QPointF(-7, -7), self._icons.pixmap(status_glyph(mark.status), token, 14, dpr))

    def _set_body(self, painter: QPainter, mark: UnitMark, colour) -> None:
        solid = mark.available and not mark.stale
        pen = QPen(colour, 1.75)
        if mark.stale:
            pen.setDashPattern([2.2, 1.6])
        if mark.status == "emergency":
            pen = QPen(self._theme.color("onred"), 2)
        ring = QPen(self._theme.color("panel"), 1)
        painter.setPen(ring if solid else pen)
        painter.setBrush(colour if solid or mark.status == "emergency" else self._theme.color("panel"))

    def _draw_wedge(self, painter: QPainter, course: int, radius: float, colour) -> None:
        painter.save()
        painter.rotate(course)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        foot, tip = QPointF(7, -radius * 0.8), QPointF(0, -radius - 11)
        painter.drawPolygon(QPolygonF([QPointF(-foot.x(), foot.y()), tip, foot]))
        painter.restore()

    def _draw_call(self, painter: QPainter, mark: CallMark) -> None:
        if mark.selected:
            painter.setPen(QPen(self._theme.color("selline"), 2))
            painter.setBrush(self._theme.color("selected"))
            paint_diamond(painter, SELECTED_REACH)
        fill, ink = "panel", "text1"
        if mark.waiting:
            fill, ink = ("amberfill", "onamber") if mark.late else ("text1", "textinv")
        edge = QPen(self._theme.color("panel" if mark.waiting else "text1"), 1.0 if mark.waiting else 1.5)
        painter.setPen(edge)
        painter.setBrush(self._theme.color(fill))
        paint_diamond(painter, CALL_REACH)
        self._draw_letter(painter, str(mark.priority), ink)

    def _draw_cluster(self, painter: QPainter, count: int, available: int) -> None:
        reach = CLUSTER_REACH - 1.5
        painter.setBrush(self._theme.color("panel"))
        painter.setPen(QPen(self._theme.color("control"), 1.5))
        painter.drawEllipse(QPointF(0, 0), reach, reach)
        if available:
            pen = QPen(self._theme.color("s_available"), 3)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            turn = QRectF(-reach, -reach, 2 * reach, 2 * reach)
            painter.drawArc(turn, 90 * 16, -round(360 * 16 * available / count))
        self._draw_letter(painter, str(count), "text1")

    def _draw_letter(self, painter: QPainter, letter: str, token: str) -> None:
        painter.setFont(self._theme.font("caption", 600))
        painter.setPen(self._theme.color(token))
        painter.drawText(QRectF(-12, -12, 24, 24), Qt.AlignmentFlag.AlignCenter, letter)

    def _draw_plate(self, text: str, glyph: str, amber: str, dpr: float) -> QPixmap:
        width = int(self.plate_width(text, glyph))
        pixmap = _blank(width, PLATE_HEIGHT, dpr)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, PLATE_HEIGHT - 1), 4, 4)
        left = PLATE_PADDING
        if glyph:
            painter.drawPixmap(
                QPointF(left, 3),
                self._icons.pixmap(glyph, GLYPH_TOKENS.get(glyph, "amber"), PLATE_GLYPH, dpr),
            )
            left += PLATE_GLYPH + 4
        painter.setFont(self._theme.font("caption", 600))
        plain = text.removesuffix(amber)
        for part, token in ((plain, "text1"), (amber, "amber")):
            painter.setPen(self._theme.color(token))
            painter.drawText(QRectF(left, 0, width, PLATE_HEIGHT), Qt.AlignmentFlag.AlignVCenter, part)
            left += self._metrics().horizontalAdvance(part)
        painter.end()
        return pixmap


def _blank(width: int, height: int, dpr: float) -> QPixmap:
    pixmap = QPixmap(round(width * dpr), round(height * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def paint_body(painter: QPainter, letter: str, radius: float) -> None:
    """The shape of a kind: rounded square UTV, hexagon bike, circle the others."""
    if letter == "U":
        side = radius * 0.92
        painter.drawRoundedRect(QRectF(-side, -side, 2 * side, 2 * side), 4, 4)
    elif letter == "B":
        corners = (math.radians(60 * step) for step in range(6))
        reach = radius * 1.08
        painter.drawPolygon(QPolygonF([QPointF(reach * math.cos(a), reach * math.sin(a)) for a in corners]))
    else:
        painter.drawEllipse(QPointF(0, 0), radius, radius)


def paint_diamond(painter: QPainter, reach: float) -> None:
    corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
