"""Whether somebody is there: a key or the mouse at the window, seen before any part of it takes it."""

from PySide6.QtCore import QEvent, QObject, Signal

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Touch(QObject):
    """Install it on a window's own QWindow, which gets what a person does and little else.

    Signal: `touched`.
    """

    touched = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.touched.emit()
        return False
