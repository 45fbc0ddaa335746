"""The fields of the sheets: names, and secrets that nothing remembers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit

LONGEST_NAME = 80
LONGEST_SECRET = 256
LONGEST_CODE = 12


class PlainField(QLineEdit):
    """A field for a name or a reason."""

    def __init__(self, name: str, longest: int = LONGEST_NAME, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(longest)
        self.setPlaceholderText(hint)

    @property
    def words(self) -> str:
        return self.text().strip()


class SecretField(QLineEdit):
    """A field for a password or a code: shown as dots, never copied, gone once it was used."""

    def __init__(self, name: str, longest: int = LONGEST_SECRET, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(longest)
        self.setPlaceholderText(hint)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)

    def take(self) -> str:
        """What was typed; the field has nothing of it any more, nor has its undo."""
        secret = self.text()
        self.setText("")
        return secret

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """There is nothing to offer."""
