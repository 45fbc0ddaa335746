"""A key that does something for as long as it is held."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

LEAVING = frozenset((QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide))
"""After these the widget might never hear that the key came up."""


class HoldKey(QObject):
    """Ctrl and a letter, held while a widget has the focus.

    Signals: `pressed` when it goes down, `released` once for each `pressed`: as soon as either key
    comes up, the focus or the window is left, the widget is hidden, or by `let_go`.
    """

    pressed = Signal()
    released = Signal()

    def __init__(self, widget: QWidget, letter: Qt.Key) -> None:
        super().__init__(widget)
        self._letter = letter
        self._held = False
        widget.installEventFilter(self)

    def let_go(self) -> None:
        """As if the key had come up; it must come up and go down again to be pressed."""
        if self._held:
            self._held = False
            self.released.emit()

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if event.type() in LEAVING:
            self.let_go()
        elif event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        elif event.type() == QEvent.Type.KeyRelease:
            self._release(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        """A letter that repeats by being held is no other key, whatever is still down beside it."""
        if event.key() != self._letter:
            return False
        if event.isAutoRepeat():
            return True
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if not self._held:
            self._held = True
            self.pressed.emit()
        return True

    def _release(self, event: QKeyEvent) -> None:
        if event.key() in (self._letter, Qt.Key.Key_Control) and not event.isAutoRepeat():
            self.let_go()
