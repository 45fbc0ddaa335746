"""What the window shows in its first frame: the grounds of its parts, before the parts are there."""

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from console.widgets.theme import Theme

STRIP_HEIGHT, COMPACT_STRIP_HEIGHT = 52, 46
BAR_HEIGHT, COMPACT_BAR_HEIGHT = 84, 76
CALLS_SHARE, UNITS_SHARE = 0.24, 0.28
MAP_SHARE = 0.72
CORNER = 5
UNSEEN_MS = 250


class BareWindow(QWidget):
    """The strip, the command bar, and between them each panel as an empty one of about its size.

    Signal: `painted` once, when the first frame is on the screen, or after a moment when nothing
    shows the window: what follows must not wait for somebody to look.
    """

    painted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._due = QTimer(self, singleShot=True, interval=UNSEEN_MS)
        self._due.timeout.connect(self.painted)
        self._seen = False

    def showEvent(self, event: QShowEvent) -> None:
        self._due.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_grounds()
        if not self._seen:
            self._seen = True
            # The frame is on the screen once the event that painted it is over.
            self._due.start(0)

    def _paint_grounds(self) -> None:
        theme, painter = self._theme, QPainter(self)
        strip = COMPACT_STRIP_HEIGHT if theme.compact else STRIP_HEIGHT
        bar = COMPACT_BAR_HEIGHT if theme.compact else BAR_HEIGHT
        painter.fillRect(self.rect(), theme.color("canvas"))
        painter.fillRect(0, 0, self.width(), strip, theme.color("panel"))
        painter.fillRect(0, self.height() - bar, self.width(), bar, theme.color("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("panel"))
        painter.setPen(QPen(theme.color("line"), 1))
        gap = 4 if theme.compact else 6
        for panel in _panels(self.width(), self.height() - strip - bar - 2 * gap, gap):
            painter.drawRoundedRect(panel.translated(0, strip + gap), CORNER, CORNER)


def _panels(width: float, height: float, gap: float) -> tuple[QRectF, ...]:
    """Calls, map, radio, detail and Units, from the top left corner of the room they have."""
    left, right = width * CALLS_SHARE, width * (1 - UNITS_SHARE)
    top, half = height * MAP_SHARE, (right - left - gap) / 2
    below = height - top - gap
    return (
        QRectF(gap, 0, left - gap, height),
        QRectF(left + gap, 0, right - left - gap, top),
        QRectF(left + gap, top + gap, half - gap / 2, below),
        QRectF(left + gap + half + gap / 2, top + gap, half - gap / 2, below),
        QRectF(right + gap, 0, width - right - 2 * gap, height),
    )
