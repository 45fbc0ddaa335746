"""A flat button for what is done by a key as well."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from console.widgets.pieces import KeyCap, Text
from console.widgets.theme import Theme


class KeyButton(QPushButton):
    """A flat button: a key, and what it does."""

    def __init__(self, theme: Theme, key: str, words: str) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAccessibleName(words)
        self._cap = KeyCap(theme, key)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(6)
        row.addWidget(self._cap)
        row.addWidget(Text(theme, words, "caption", 500))

    def show_key(self, shown: bool) -> None:
        """Show the key only where it works."""
        self._cap.setVisible(shown)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
