"""The buttons over the map."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout

from console.widgets.icons import Icons
from console.widgets.pieces import KeyCap
from console.widgets.theme import Theme

TOOL_HEIGHT = 28


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
