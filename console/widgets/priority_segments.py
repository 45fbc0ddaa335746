"""The four priorities side by side, one of them chosen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.theme import Theme

PRIORITIES = (1, 2, 3, 4)
HEIGHT = 36
SEGMENT = 36
BADGE = 22


class PrioritySegments(QWidget):
    """Digits 1 to 4 and the arrow keys choose; until then the suggested one is shown.

    Signal: `changed` carries the priority that is shown now.
    """

    changed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chosen: int | None = None
        self._suggested: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Priority")
        theme.changed.connect(self.update)

    @property
    def chosen(self) -> int | None:
        """What the person chose, None while the type decides."""
        return self._chosen

    @property
    def shown(self) -> int | None:
        return self._chosen or self._suggested

    def suggest(self, priority: int | None) -> None:
        self._suggested = priority
        self._tell()

    def choose(self, priority: int | None) -> None:
        self._chosen = priority
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(SEGMENT * len(PRIORITIES) + 4, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        if event.text() in {str(priority) for priority in PRIORITIES}:
            self.choose(int(event.text()))
        elif step is not None:
            self.choose(min(max(1, (self.shown or 1) + step), PRIORITIES[-1]))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - 2) // SEGMENT)
        self.choose(PRIORITIES[min(max(0, place), len(PRIORITIES) - 1)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("field"))
        focused = self.hasFocus()
        painter.setPen(QPen(self._theme.color("selline" if focused else "control"), 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)
        for place, priority in enumerate(PRIORITIES):
            self._paint_segment(painter, QRectF(2 + place * SEGMENT, 0, SEGMENT, HEIGHT), priority)

    def _paint_segment(self, painter: QPainter, area: QRectF, priority: int) -> None:
        if priority == self.shown:
            painter.setBrush(self._theme.color("selected"))
            painter.setPen(QPen(self._theme.color("selline"), 1))
            painter.drawRoundedRect(area.adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)
        badge = QRectF(0, 0, BADGE, BADGE)
        badge.moveCenter(area.center())
        paint_priority(painter, self._theme, badge, priority)

    def _tell(self) -> None:
        self.update()
        self.setAccessibleDescription(f"Priority {self.shown}" if self.shown else "No priority")
        if self.shown:
            self.changed.emit(self.shown)


def paint_priority(painter: QPainter, theme: Theme, badge: QRectF, priority: int) -> None:
    """The badge of a priority: solid, outlined, thinly outlined, or a digit over a line."""
    painter.setBrush(theme.color("text1") if priority == 1 else Qt.BrushStyle.NoBrush)
    outline = {2: QPen(theme.color("text1"), 1.75), 3: QPen(theme.color("control"), 1)}
    painter.setPen(outline.get(priority, QPen(Qt.PenStyle.NoPen)))
    if priority != PRIORITIES[-1]:
        painter.drawRoundedRect(badge.adjusted(1, 1, -1, -1), 4, 4)
    painter.setPen(theme.color("textinv" if priority == 1 else "text1"))
    painter.setFont(theme.font("body", 600))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(priority))
    if priority == PRIORITIES[-1]:
        painter.setPen(QPen(theme.color("control"), 1.5))
        middle, foot = badge.center().x(), badge.bottom() - 2
        painter.drawLine(QPointF(middle - 5, foot), QPointF(middle + 5, foot))
