"""What the sheets have in common: a card with words, fields, what is wrong, and buttons with their keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSpacerItem, QVBoxLayout, QWidget

from console.widgets.entry_parts import SaveButton
from console.widgets.icons import Icons
from console.widgets.panel import SIDE_PADDING, Panel
from console.widgets.pieces import Glyph, Text, rule
from console.widgets.theme import Theme

WIDTH = 500
PADDING = SIDE_PADDING
FIELD_HEIGHT, COMPACT_FIELD_HEIGHT = 36, 32
LABEL_WIDTH = 112
TROUBLE_HEIGHT, CLOSE_TROUBLE_HEIGHT = 40, 20
GLYPH_ROOM = 24
COLUMN_GAP = 12
BESIDE = LABEL_WIDTH + COLUMN_GAP
"""What a label takes from the width of its row."""
CHECKING = "Checking."


class Sheet(Panel):
    """A card of fixed width; whoever makes one fills `words` and `fields`, and answers Enter in `submit`.

    Signal: `said` carries the line that says what is wrong, once it says something.
    """

    said = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, title: str, position: str) -> None:
        super().__init__(theme, title)
        self.setFixedWidth(WIDTH)
        self.set_note(position)
        self._glyph = Glyph(theme, icons, "link-degraded", "amber")
        self._trouble = Lines(theme, tone="amber", beside=GLYPH_ROOM)
        self._fields: list[QLineEdit] = []
        self.words = QVBoxLayout()
        self.words.setSpacing(6)
        self.grid = self._make_grid()
        self.buttons = QHBoxLayout()
        self._lay_out()
        theme.changed.connect(self._fit)
        self.show_trouble("")

    @property
    def trouble(self) -> str:
        """What is said to be wrong, "" for nothing."""
        return self._trouble.text()

    def add_field(self, label: str, field: QLineEdit, hint: QWidget | None = None) -> Text:
        """One more row of the form; returns its label."""
        row = self.grid.rowCount()
        name = Text(self.theme, label, tone="second")
        self.grid.addWidget(name, row, 0)
        self.grid.addWidget(field, row, 1)
        if hint is not None:
            self.grid.addWidget(hint, row + 1, 1)
        self._fields.append(field)
        self._fit()
        return name

    def add_button(self, words: str, key: str, *, primary: bool = False) -> SaveButton:
        """One more button at the foot; the primary one stands at the right."""
        button = SaveButton(self.theme, words, key, primary=primary)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.buttons.addWidget(button)
        return button

    def show_trouble(self, words: str) -> None:
        """Say what is wrong; the fields can be typed in again."""
        self._trouble.setText(words)
        self._trouble.set_tone("amber")
        self._glyph.setVisible(bool(words))
        self._set_read_only(read_only=False)
        if words:
            self.said.emit(self._trouble)

    def show_checking(self) -> None:
        """Say that what was entered is looked at; nothing can be typed until the answer is there."""
        self._glyph.hide()
        self._trouble.setText(CHECKING)
        self._trouble.set_tone("second")
        self._set_read_only(read_only=True)

    def stand_close(self, *, close: bool) -> None:
        """Take as little height as its words and fields need, or let them stand apart."""
        self._inner.setContentsMargins(PADDING, 10 if close else 16, PADDING, 2 if close else 6)
        self._inner.setSpacing(8 if close else 14)
        self._strut.changeSize(0, CLOSE_TROUBLE_HEIGHT if close else TROUBLE_HEIGHT)
        margin = 6 if close else 10
        self.buttons.setContentsMargins(PADDING, margin, PADDING, margin)
        self._inner.invalidate()

    def submit(self) -> None:
        """Enter was pressed."""

    def leave(self) -> None:
        """Esc was pressed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def first_empty(self, needed: Sequence[QLineEdit]) -> QLineEdit | None:
        """The first of these fields that has nothing in it; it gets the focus."""
        empty = next((field for field in needed if field.isVisibleTo(self) and not field.text()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        return empty

    def _set_read_only(self, *, read_only: bool) -> None:
        for field in self._fields:
            field.setReadOnly(read_only)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(COLUMN_GAP)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        return grid

    def _lay_out(self) -> None:
        trouble = QHBoxLayout()
        trouble.setSpacing(8)
        trouble.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self._trouble, 1, Qt.AlignmentFlag.AlignTop)
        # Room for what may be wrong is kept, so that nothing moves when it is said.
        self._strut = QSpacerItem(0, TROUBLE_HEIGHT)
        trouble.addItem(self._strut)
        self._inner = inner = QVBoxLayout()
        inner.addLayout(self.words)
        inner.addLayout(self.grid)
        inner.addLayout(trouble)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.body.addWidget(rule())
        self.body.addLayout(inner)
        self.body.addWidget(rule())
        self.body.addLayout(self.buttons)
        self.stand_close(close=False)

    def _fit(self) -> None:
        for field in self._fields:
            field.setFixedHeight(COMPACT_FIELD_HEIGHT if self.theme.compact else FIELD_HEIGHT)
            field.setFont(self.theme.font("data", 500))


class Lines(Text):
    """Words that may take several lines of a sheet; `beside` is what else stands in their row, in pixels."""

    def __init__(
        self, theme: Theme, words: str = "", *, step: str = "body", tone: str = "second", beside: int = 0
    ) -> None:
        self._room = WIDTH - 2 * PADDING - 2 - beside
        super().__init__(theme, words, step, tone=tone)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFixedWidth(self._room)
        theme.changed.connect(self._fit)
        self._fit()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def _fit(self) -> None:
        # A layout that centres a card does not ask how high its words are at that width,
        # and what was higher before would stay so.
        self.setMinimumHeight(0)
        self.setFixedHeight(max(0, self.heightForWidth(self._room)))
