"""A box to tick that is plain to see in both themes."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from console.widgets.theme import Theme

BOX, GAP = 18, 8
TICK = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.30))
"""The corners of the tick, as shares of the box."""


class CheckBox(QCheckBox):
    """Space ticks it; `words` stand beside the box, and a screen reader says them."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        self.setAccessibleName(words)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(BOX + GAP + metrics.horizontalAdvance(self.text()) + 4, max(BOX + 4, metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - BOX) / 2, BOX, BOX)
        color = self._theme.color
        edge, width = (color("selline"), 2) if self.hasFocus() else (color("control"), 1)
        painter.setPen(QPen(edge, width))
        painter.setBrush(color("accentfill" if self.isChecked() else "field"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.isChecked():
            painter.setPen(QPen(color("onaccent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corners = [QPointF(box.x() + x * BOX, box.y() + y * BOX) for x, y in TICK]
            painter.drawPolyline(corners)
        painter.setPen(color("text1" if self.isEnabled() else "text2"))
        words = self.rect().adjusted(BOX + GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text())

    def _fit(self) -> None:
        self.setFont(self._theme.font("body"))
        self.updateGeometry()
        self.update()
