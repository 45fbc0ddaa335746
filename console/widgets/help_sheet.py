"""The list of verbs between the panels and the command bar: the panels shrink, nothing is covered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from console.widgets.pieces import Text, rule
from console.widgets.theme import Theme

COLUMNS = 2
VERB_WIDTH = 40


class HelpSheet(QWidget):
    """Shows help of several lines, each a verb followed by what it does; it takes no focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._lines: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(rule())
        self.hide()

    def show_help(self, words: str) -> None:
        """Replace what is shown by `words`, one row a line."""
        if self._lines is not None:
            self._column.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = self._make_lines(words.splitlines())
        self._column.addWidget(self._lines)
        self.show()

    def _make_lines(self, lines: list[str]) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 10, 16, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        rows = -(-len(lines) // COLUMNS)
        for number, line in enumerate(lines):
            verb, _, what = line.partition(" ")
            row, column = number % rows, number // rows * COLUMNS
            grid.addWidget(Text(self._theme, verb, "caption", 600), row, column)
            meaning = Text(self._theme, what.strip(), "caption", tone="second", elide=True)
            meaning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(meaning, row, column + 1)
        for column in range(0, 2 * COLUMNS, 2):
            grid.setColumnMinimumWidth(column, VERB_WIDTH)
            grid.setColumnStretch(column + 1, 1)
        return sheet
