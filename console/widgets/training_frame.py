"""The hatched frame that makes a training window impossible to mistake for a live one."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.theme import Theme

TOP = 28
SIDE = 8
STRIPE = 12
SENTENCE = "TRAINING. Simulated calls, units and devices. Nothing here reaches a real unit."


class TrainingFrame(QWidget):
    """Holds `content` inside a hatched violet band; without training it is the content alone."""

    def __init__(self, theme: Theme, content: QWidget, *, training: bool) -> None:
        super().__init__()
        self._theme = theme
        self._training = training
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(*((SIDE, TOP, SIDE, SIDE) if training else (0, 0, 0, 0)))
        column.addWidget(content)
        if training:
            self.setAccessibleName(SENTENCE)
            theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._training:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_stripes(painter)
        painter.setFont(self._theme.font("body", 600))
        self._paint_plate(painter, self.width() / 2, SENTENCE)
        if self.width() >= 1100:
            self._paint_plate(painter, self.width() / 6, "TRAINING")
            self._paint_plate(painter, self.width() * 5 / 6, "TRAINING")

    def _paint_stripes(self, painter: QPainter) -> None:
        # A tile: drawn as polygons across the window, the stripes took a third of its first frame.
        painter.drawTiledPixmap(self.rect(), self._tile())

    def _tile(self) -> QPixmap:
        """One repeat of the pattern both ways."""
        dpr, repeat = self.devicePixelRatioF(), 2 * STRIPE
        tile = QPixmap(round(repeat * dpr), round(repeat * dpr))
        tile.setDevicePixelRatio(dpr)
        tile.fill(self._theme.color("violetsoft"))
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("violetband"))
        for left in (-repeat, 0, repeat):
            foot = [(left - repeat, 2 * repeat), (left - repeat + STRIPE, 2 * repeat)]
            head = [(left + repeat + STRIPE, 0), (left + repeat, 0)]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in foot + head]))
        painter.end()
        return tile

    def _paint_plate(self, painter: QPainter, centre: float, words: str) -> None:
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + 40
        plate = QRectF(centre - width / 2, 2, width, TOP - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("violetfill"))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(self._theme.color("onviolet"))
        painter.drawText(QRect(plate.toRect()), Qt.AlignmentFlag.AlignCenter, words)
