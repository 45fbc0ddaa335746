"""The field in the radio panel's header that filters the traffic."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from console.widgets.theme import Theme

HEIGHT = 24
LONGEST = 100
HINT = "Unit, radio, kind or words"


class FilterField(QLineEdit):
    """Hidden until it is opened; Esc closes it, in itself and in the list that it filters.

    Signal: `closed` once it was closed.
    """

    closed = Signal()

    def __init__(self, theme: Theme, filtered: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._filtered = filtered
        self.setMaxLength(LONGEST)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(HINT)
        self.setAccessibleName("Filter radio traffic")
        self.setToolTip("Esc closes it and shows all traffic")
        self.hide()
        for part in (self, filtered):
            part.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()

    def open(self) -> None:
        """Show it with the cursor in it; what stands there already is selected."""
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def close_field(self) -> None:
        """Empty and hide it; the list gets the focus."""
        self._filtered.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.hide()
        self.clear()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self.isVisible():
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self._take_escape(event)
        to_list = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self and to_list and event.type() == QEvent.Type.KeyPress:
            self._filtered.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _take_escape(self, event: QKeyEvent) -> bool:
        # The window has a shortcut on Esc; unless it is overridden here, the key never arrives.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.close_field()
            return True
        return False

    def _dress(self) -> None:
        self.setFont(self._theme.font("caption"))
