"""The fields of the form of a device, and how they look."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from console.widgets.icons import Icons

ARROW = 16
LONGEST_FIELD = 200
SHOWN_LINES, PADDING = 4, 22
# What stands in the field while it is empty: a line for each option that the driver takes.
EXAMPLES = {
    "preset": "preset = mdc1200",
    "patterns": "patterns = text = MSG (?P<text>.*)",
    "carrier": "carrier = cts",
    "active": "active = high",
}
FIELD_STYLE = """
QComboBox {
    background: @field; color: @text1; border: 1px solid @control; border-radius: 5px; padding: 0 10px;
}
QComboBox:focus { border: 2px solid @selline; padding: 0 9px; }
QComboBox[wrong="true"] { border: 2px solid @amber; padding: 0 9px; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: 0; padding: 0; background: transparent; }
QComboBox QAbstractItemView { background: @overlay; border: 1px solid @line2; }
QPlainTextEdit[wrong="true"] { border: 2px solid @amber; padding: 5px; }
"""


class Choice(QComboBox):
    """A combo box with the arrow of the design, which a style sheet cannot colour."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = self._icons.pixmap("chevron-down", "text2", ARROW, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - ARROW - 8, (self.height() - ARROW) // 2, arrow)


class OptionLines(QPlainTextEdit):
    """Options of a driver, one `name = value` a line; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def show_names(self, names: Sequence[str]) -> None:
        """While it is empty, show how each of these options is written."""
        self.setPlaceholderText("\n".join(EXAMPLES.get(name, f"{name} = ") for name in names))

    def fit(self) -> None:
        """As high as four lines of its font."""
        self.setFixedHeight(SHOWN_LINES * self.fontMetrics().lineSpacing() + PADDING)


def line_edit(hint: str) -> QLineEdit:
    """A field of one line, which says `hint` while it is empty."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setMaxLength(LONGEST_FIELD)
    return field
