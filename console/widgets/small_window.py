"""Room for what the window has less space than it needs for: a large text scale on a small screen."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from console.widgets.focus import holds
from console.widgets.panel import Panel

MARGIN = 24
"""So much of what is beside the focused widget stays in sight."""


class Room(QScrollArea):
    """Shows its content whole where there is room, else a part of it, which follows the focus.

    Strip, alarms and command line are outside of it and always in sight.
    """

    def __init__(self, content: QWidget, name: str = "Panels") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setWidget(content)
        self._beside: QWidget | None = None
        # A form takes its place only after it has got the focus.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)

    def minimumSizeHint(self) -> QSize:
        # Emergencies and the command line come first.
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def reveal(self, part: QWidget) -> None:
        """Bring a part of the content into sight soon, and the focused one with it where both fit."""
        self._beside = part
        self._later.start()

    def _on_focus_changed(self, _before: QWidget | None, _focused: QWidget | None) -> None:
        self._later.start()

    def _follow(self) -> None:
        content, focused = self.widget(), QApplication.focusWidget()
        beside, self._beside = self._beside, None
        if content is None or focused is None or not holds(content, focused):
            return
        area = self._area(focused)
        if beside is not None:
            area = self._grown(self._area(beside), area.united(self._area(beside)))
        self._bring(self._grown(area, self._area(_panel_of(focused, content))))

    def _area(self, part: QWidget) -> QRect:
        return QRect(part.mapTo(self.widget(), part.rect().topLeft()), part.size())

    def _grown(self, area: QRect, around: QRect) -> QRect:
        """The area with what is around it: as much of its width and of its beginning as fits the window."""
        if around.width() <= self.viewport().width():
            area = QRect(around.left(), area.top(), around.width(), area.height())
        height = min(around.height(), self.viewport().height())
        if area.top() >= around.top() and area.bottom() < around.top() + height:
            area = QRect(area.left(), around.top(), area.width(), height)
        return area

    def _bring(self, area: QRect) -> None:
        # Of what is larger than the window the beginning is shown.
        room = self.viewport().size()
        shown = area.intersected(QRect(area.topLeft(), room))
        across = min(MARGIN, (room.width() - shown.width()) // 2)
        down = min(MARGIN, (room.height() - shown.height()) // 2)
        middle = shown.center()
        self.ensureVisible(middle.x(), middle.y(), shown.width() // 2 + across, shown.height() // 2 + down)


def _panel_of(part: QWidget, content: QWidget) -> QWidget:
    """The panel that a part is in, with its title and its labels."""
    around: QWidget | None = part
    while around is not None and around is not content and not isinstance(around, Panel):
        around = around.parentWidget()
    return around if isinstance(around, Panel) else part
