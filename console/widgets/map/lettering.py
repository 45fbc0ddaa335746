"""Writes names on the map, in a halo that keeps them readable over streets and pictures."""

import math
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform

from console.widgets.map.labels import Label
from console.widgets.theme import Theme

FONTS = {"arterial": ("caption", 500), "collector": ("caption", 400), "beat": ("caption", 600)}
PLAIN = ("cap", 400)
TOKENS = {"arterial": "m_label", "collector": "m_label", "beat": "m_bound"}
HALO = 3.0
MOST_PIXMAPS = 2000


class Lettering:
    """Keeps the measures and pictures of every name that was written; a `kind` is a class of street."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[str, tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._pixmaps: dict[tuple[str, str, float, float], QPixmap] = {}

    def forget(self) -> None:
        """Fonts or colours have changed."""
        self._fonts.clear()
        self._widths.clear()
        self._pixmaps.clear()

    def size(self, text: str, kind: str) -> tuple[float, float]:
        """(width, height) in logical pixels."""
        if (text, kind) not in self._widths:
            self._widths[text, kind] = self._font(kind)[1].horizontalAdvance(text)
        return self._widths[text, kind], self._font(kind)[1].height()

    def write_all(self, painter: QPainter, labels: Iterable[Label]) -> None:
        """Names where they have been placed, in map pixels."""
        dpr = painter.device().devicePixelRatioF()
        for label in labels:
            pixmap = self._pixmap(label, dpr)
            size = pixmap.deviceIndependentSize()
            # On whole pixels: a name that is drawn again looks the same.
            painter.drawPixmap(round(label.x - size.width() / 2), round(label.y - size.height() / 2), pixmap)

    def _pixmap(self, label: Label, dpr: float) -> QPixmap:
        """The name at its slope: text with its halo is slow to draw, and is drawn again after each pan."""
        key = label.text, label.kind, round(label.angle, 1), dpr
        if key not in self._pixmaps:
            if len(self._pixmaps) >= MOST_PIXMAPS:
                self._pixmaps.clear()
            self._pixmaps[key] = self._draw(label, dpr)
        return self._pixmaps[key]

    def _draw(self, label: Label, dpr: float) -> QPixmap:
        outline = QTransform().rotate(label.angle).map(self._outline(label.text, label.kind))
        box = outline.boundingRect()
        # As far to either side of the middle, so that its middle is the middle of the text.
        wide = 2 * math.ceil(max(-box.left(), box.right(), 1.0) + HALO)
        high = 2 * math.ceil(max(-box.top(), box.bottom(), 1.0) + HALO)
        pixmap = QPixmap(round(wide * dpr), round(high * dpr))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(wide / 2, high / 2)
        halo = QPen(self._theme.color("m_halo"), HALO)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline, halo)
        painter.fillPath(outline, self._theme.color(TOKENS.get(label.kind, "m_label2")))
        painter.end()
        return pixmap

    def _font(self, kind: str) -> tuple[QFont, QFontMetricsF]:
        if kind not in self._fonts:
            font = self._theme.font(*FONTS.get(kind, PLAIN))
            self._fonts[kind] = font, QFontMetricsF(font)
        return self._fonts[kind]

    def _outline(self, text: str, kind: str) -> QPainterPath:
        font, metrics = self._font(kind)
        path = QPainterPath()
        baseline = (metrics.ascent() - metrics.descent()) / 2
        path.addText(-metrics.horizontalAdvance(text) / 2, baseline, font, text)
        return path
