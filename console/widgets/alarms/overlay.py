"""What an emergency changes in the rest of the window: its unit's status as shown, and a red frame."""

from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.board.views import Picture
from console.widgets.theme import Theme

EMERGENCY = "emergency"
WIDTH = 3


def with_emergencies(picture: Picture) -> Picture:
    """The picture in which a unit with an open emergency has that status: it stands out and is not sent."""
    since = {
        alarm.unit: alarm.raised_at for alarm in picture.alarms.values() if alarm.emergency and alarm.unit
    }
    if not since:
        return picture
    units = {
        sign: replace(unit, status=EMERGENCY, status_since=since[sign]) if sign in since else unit
        for sign, unit in picture.units.items()
    }
    return replace(picture, units=MappingProxyType(units))


class EmergencyFrame(QWidget):
    """A red edge all around a widget, while there is an emergency; it takes neither keys nor the mouse."""

    def __init__(self, around: QWidget, theme: Theme) -> None:
        super().__init__(around)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.installEventFilter(self)
        self.hide()

    def show_emergency(self, there: bool) -> None:
        self.setVisible(there)
        if there:
            self.setGeometry(self.parentWidget().rect())
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colour, area = QPainter(self), self._theme.color("redfill"), self.rect()
        for side in (
            QRect(0, 0, area.width(), WIDTH),
            QRect(0, area.height() - WIDTH, area.width(), WIDTH),
            QRect(0, 0, WIDTH, area.height()),
            QRect(area.width() - WIDTH, 0, WIDTH, area.height()),
        ):
            painter.fillRect(side, colour)
