"""The sheet between the panels and the command bar: the list of verbs, or what else was asked for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from console.widgets.pieces import Text, rule
from console.widgets.theme import Theme

COLUMNS, NARROW = 2, 1000
LEAST_HEIGHT, SHARE = 24, 0.4
"""How much of the window's height help may take; the rest of it is scrolled to."""
VERB_WIDTH = 40


class HelpSheet(QWidget):
    """Shows help of several lines, each a verb followed by what it does; it takes no focus by itself.

    The panels shrink and nothing is covered. What is hidden is gone: somebody else may sit here next.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._theme = theme
        self._lines: QWidget | None = None
        self._words = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(rule())
        self.hide()

    def show_help(self, words: str) -> None:
        """Replace what is shown by `words`, one row a line; shown already, it gets the focus to scroll."""
        if self._words == words and self._lines is not None:
            self._lines.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        view = QScrollArea()
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setWidgetResizable(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("Help")
        lines = self._make_lines(words.splitlines())
        view.setWidget(lines)
        most = round(self.window().height() * SHARE)
        wanted = min(lines.sizeHint().height(), most)
        # It gives way to an emergency's banner.
        view.setMinimumHeight(min(wanted, LEAST_HEIGHT))
        view.setMaximumHeight(wanted)
        self.show_content(view)
        self._words = words

    def show_content(self, content: QWidget) -> None:
        """Replace what is shown by something else; it is this sheet's from now on."""
        self._drop()
        self._lines = content
        self._column.addWidget(content)
        self.show()

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._lines

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._drop()

    def _drop(self) -> None:
        lines, self._lines, self._words = self._lines, None, ""
        if lines is not None:
            self._column.removeWidget(lines)
            lines.hide()
            lines.deleteLater()

    def _make_lines(self, lines: list[str]) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 10, 16, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        columns = COLUMNS if self.window().width() >= NARROW else 1
        rows = -(-len(lines) // columns)
        for number, line in enumerate(lines):
            verb, _, what = line.partition(" ")
            row, column = number % rows, number // rows * 2
            grid.addWidget(Text(self._theme, verb, "caption", 600), row, column)
            meaning = Text(self._theme, what.strip(), "caption", tone="second", elide=True)
            meaning.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(meaning, row, column + 1)
        for column in range(0, 2 * columns, 2):
            grid.setColumnMinimumWidth(column, VERB_WIDTH)
            grid.setColumnStretch(column + 1, 1)
        return sheet
