"""The buttons over the map and the legend under it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from console.widgets.icons import Icons
from console.widgets.map.markers import paint_body, paint_diamond
from console.widgets.pieces import KeyCap
from console.widgets.theme import Theme

TOOL_HEIGHT = 28
FOOTER_HEIGHT = 30
CREDIT = "Training map, approximate"
BAR_LENGTHS = (20, 50, 100, 200, 500, 1000, 2000, 5000)
LONGEST_BAR = 110
LEGEND = (
    ("C", "CSO"),
    ("U", "UTV"),
    ("B", "Bike"),
    ("A", "Ambassador"),
    ("stale", "Stale fix"),
    ("waiting", "Call waiting"),
    ("active", "Call active"),
)


class MapTool(QAbstractButton):
    """A button on the map: an icon or a sign, a word, the key that does the same."""

    def __init__(
        self, theme: Theme, icons: Icons, text: str, *, icon: str = "", key: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setToolTip(f"{name or text} ({key})" if key else name or text)
        # The keys belong to the map: a click must not take them away from it.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 8, 0)
        self._row.addStretch(1)
        if key and icon:
            self._row.addWidget(KeyCap(theme, key))
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        if not self._icon:
            return QSize(TOOL_HEIGHT, TOOL_HEIGHT)
        words = QFontMetricsF(self._theme.font("body", 500)).horizontalAdvance(self.text())
        cap = self._row.itemAt(1).widget().sizeHint().width() if self._row.count() > 1 else 0
        return QSize(round(34 + words + 8 + cap + 8), TOOL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("hover" if self.underMouse() or self.isDown() else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(self._theme.color("text1"))
        if not self._icon:
            self._paint_sign(painter)
            return
        glyph = self._icons.pixmap(self._icon, "text2", 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(10, 6), glyph)
        painter.setFont(self._theme.font("body", 500))
        painter.drawText(
            QRectF(34, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )

    def _paint_sign(self, painter: QPainter) -> None:
        """A plus or a minus, drawn so that both are the same length."""
        painter.setPen(QPen(self._theme.color("text1"), 1.75))
        middle = self.width() / 2
        painter.drawLine(QPointF(middle - 4.5, middle), QPointF(middle + 4.5, middle))
        if self.text() == "+":
            painter.drawLine(QPointF(middle, middle - 4.5), QPointF(middle, middle + 4.5))


class MapFooter(QWidget):
    """The scale bar, what the markers mean, and what the map is worth."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scale = 0.2
        self.setFixedHeight(FOOTER_HEIGHT)
        self.setAccessibleName(CREDIT)
        theme.changed.connect(self.update)

    def set_scale(self, scale: float) -> None:
        """In pixels a metre."""
        self._scale = scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.color("line"))
        painter.setFont(self._theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        right = self.width() - 13 - metrics.horizontalAdvance(CREDIT)
        self._write(painter, right, CREDIT, "text3")
        left = self._paint_scale(painter, metrics, right - 20) + 22
        for sign, words in LEGEND:
            width = 20 + metrics.horizontalAdvance(words)
            if left + width > right - 16:
                return
            self._paint_sign(painter, sign, left + 7)
            self._write(painter, left + 20, words, "text2")
            left += width + 16

    def _paint_scale(self, painter: QPainter, metrics: QFontMetricsF, right: float) -> float:
        """Draw the bar and its length, no further than `right`; returns where they end."""
        longest = min(LONGEST_BAR, right - 22 - metrics.horizontalAdvance("5000 m"))
        fitting = [length for length in BAR_LENGTHS if length * self._scale <= longest]
        if not fitting:
            return 14
        length = fitting[-1]
        end = 14 + length * self._scale
        painter.setPen(QPen(self._theme.color("text2"), 1.25))
        painter.drawPolyline([QPointF(14, 13), QPointF(14, 18), QPointF(end, 18), QPointF(end, 13)])
        words = f"{length} m" if length < 1000 else f"{length // 1000} km"
        self._write(painter, end + 8, words, "text2")
        return end + 8 + metrics.horizontalAdvance(words)

    def _write(self, painter: QPainter, left: float, words: str, token: str) -> None:
        painter.setPen(self._theme.color(token))
        painter.drawText(
            QRectF(left, 1, self.width(), FOOTER_HEIGHT - 1), Qt.AlignmentFlag.AlignVCenter, words
        )

    def _paint_sign(self, painter: QPainter, sign: str, middle: float) -> None:
        pen = QPen(self._theme.color("text1"), 1.5)
        if sign == "stale":
            pen.setDashPattern([2, 1.6])
        painter.save()
        painter.translate(middle, FOOTER_HEIGHT / 2 + 0.5)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("text1") if sign == "waiting" else Qt.BrushStyle.NoBrush)
        if sign in ("waiting", "active"):
            paint_diamond(painter, 6.5)
        else:
            paint_body(painter, sign, 4.75 if sign == "A" else 6)
        painter.restore()
