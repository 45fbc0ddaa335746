"""Writes names on the map, in a halo that keeps them readable over streets and pictures."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from console.widgets.map.labels import Label
from console.widgets.theme import Theme

FONTS = {"arterial": ("caption", 500), "collector": ("caption", 400), "beat": ("caption", 600)}
PLAIN = ("cap", 400)
TOKENS = {"arterial": "m_label", "collector": "m_label", "beat": "m_bound"}
HALO = 3.0


class Lettering:
    """Keeps the measures and outlines of every text that was written; a `kind` is a class of street."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[str, tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._outlines: dict[tuple[str, str], QPainterPath] = {}

    def forget(self) -> None:
        """Fonts have changed."""
        self._fonts.clear()
        self._widths.clear()
        self._outlines.clear()

    def size(self, text: str, kind: str) -> tuple[float, float]:
        """(width, height) in logical pixels."""
        if (text, kind) not in self._widths:
            self._widths[text, kind] = self._font(kind)[1].horizontalAdvance(text)
        return self._widths[text, kind], self._font(kind)[1].height()

    def write(self, painter: QPainter, text: str, kind: str, turn: QTransform) -> None:
        """Text centred on the origin of `turn`."""
        outline = turn.map(self._outline(text, kind))
        halo = QPen(self._theme.color("m_halo"), HALO)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline, halo)
        painter.fillPath(outline, self._theme.color(TOKENS.get(kind, "m_label2")))

    def write_all(self, painter: QPainter, labels: Iterable[Label]) -> None:
        """Names where they have been placed, in map pixels."""
        for label in labels:
            turn = QTransform().translate(label.x, label.y).rotate(label.angle)
            self.write(painter, label.text, label.kind, turn)

    def _font(self, kind: str) -> tuple[QFont, QFontMetricsF]:
        if kind not in self._fonts:
            font = self._theme.font(*FONTS.get(kind, PLAIN))
            self._fonts[kind] = font, QFontMetricsF(font)
        return self._fonts[kind]

    def _outline(self, text: str, kind: str) -> QPainterPath:
        if (text, kind) not in self._outlines:
            font, metrics = self._font(kind)
            path = QPainterPath()
            path.addText(
                -metrics.horizontalAdvance(text) / 2, (metrics.ascent() - metrics.descent()) / 2, font, text
            )
            self._outlines[text, kind] = path
        return self._outlines[text, kind]
