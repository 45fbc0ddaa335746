"""What the panels in which a call is written are made of: fields, their rows, buttons with their keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from console.board.views import CallTypeView
from console.widgets.panel import SIDE_PADDING
from console.widgets.pieces import KeyCap, Text, set_property
from console.widgets.theme import Theme

FIELD_HEIGHT, COMPACT_FIELD_HEIGHT = 36, 32
LABEL_WIDTH, COMPACT_LABEL_WIDTH = 96, 68
NOTES_HEIGHT, COMPACT_NOTES_HEIGHT = 108, 76
LEAST_WIDTH = 400
LONGEST_FIELD = 200


class Notes(QPlainTextEdit):
    """Free text, in which Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Notes")
        self.setTabChangesFocus(True)
        self.setFixedHeight(NOTES_HEIGHT)


class SaveButton(QPushButton):
    """A button that shows its key beside its words."""

    def __init__(self, theme: Theme, words: str, key: str, *, primary: bool = False) -> None:
        super().__init__()
        self.setObjectName("primary" if primary else "secondary")
        self.setAccessibleName(words)
        self._words = Text(theme, words, weight=600)
        cap = KeyCap(theme, key, border="onaccent", text="onaccent") if primary else KeyCap(theme, key)
        set_property(self._words, "tone", "onaccent" if primary else "first")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(14, 0, 10, 0)
        inside.setSpacing(10)
        inside.addWidget(self._words)
        inside.addWidget(cap)
        self.setMinimumWidth(inside.sizeHint().width())

    def say(self, words: str) -> None:
        """Show other words."""
        if words != self.accessibleName():
            self.setAccessibleName(words)
            self._words.setText(words)
            self.setMinimumWidth(self.layout().sizeHint().width())


class ChoiceBar(QWidget):
    """The bar over a list of choices: how many fit what is typed, and the key that leads into the list."""

    def __init__(self, theme: Theme, title: str, field: str) -> None:
        super().__init__()
        self.setObjectName("section")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(26)
        self._count = Text(theme, step="caption", tone="third")
        parts = QHBoxLayout(self)
        parts.setContentsMargins(SIDE_PADDING, 0, SIDE_PADDING, 0)
        parts.setSpacing(8)
        parts.addWidget(Text(theme, title, "caption", 500, tone="second"))
        parts.addWidget(self._count)
        parts.addStretch(1)
        parts.addWidget(KeyCap(theme, "↓"))
        parts.addWidget(Text(theme, f"Choose, from {field}", "caption", tone="second"))

    def set_count(self, count: int) -> None:
        self._count.setText(str(count))


def type_words(kind: CallTypeView | None) -> str:
    """A type's name, and that it is for sworn officers only where it is."""
    if kind is None:
        return ""
    return kind.name if kind.eligible else f"{kind.name}. Sworn only: send to deputies."


def line_field(name: str, hint: str) -> QLineEdit:
    """An empty line for one field of a call."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setMaxLength(LONGEST_FIELD)
    return made


def in_row(parts: list[QWidget], *, spread: bool = False) -> QHBoxLayout:
    """Parts side by side: as wide as there is room, or each at its own width with room between."""
    made = QHBoxLayout()
    made.setSpacing(8)
    for position, part in enumerate(parts):
        if spread and position:
            made.addStretch(1)
        made.addWidget(part, 0 if spread else 1 if part.sizePolicy().horizontalPolicy() else 0)
    if spread and len(parts) == 1:
        made.addStretch(1)
    return made
