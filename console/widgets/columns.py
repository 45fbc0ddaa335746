"""The columns of the window while their panels are being built."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.widgets.theme import Theme

CALLS_SHARE, UNITS_SHARE = 0.24, 0.28
MAP_SHARE = 0.72
CORNER = 5


class BareColumns(QWidget):
    """Calls, map, the two panels below it and Units, each an empty panel of about the right size."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("panel"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        for panel in self._panels():
            painter.drawRoundedRect(panel, CORNER, CORNER)

    def _panels(self) -> tuple[QRectF, ...]:
        gap = 4 if self._theme.compact else 6
        width, height = self.width(), self.height() - 2 * gap
        left, right = width * CALLS_SHARE, width * (1 - UNITS_SHARE)
        top, half = height * MAP_SHARE, (right - left - gap) / 2
        below = top + 2 * gap
        return (
            QRectF(gap, gap, left - gap, height),
            QRectF(left + gap, gap, right - left - gap, top),
            QRectF(left + gap, below, half - gap / 2, height - top - gap),
            QRectF(left + gap + half + gap / 2, below, half - gap / 2, height - top - gap),
            QRectF(right + gap, gap, width - right - 2 * gap, height),
        )
