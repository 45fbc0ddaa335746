"""The field in which the dispatcher types commands, with a ghost of how the line may go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from console.widgets.theme import Theme

if TYPE_CHECKING:
    from console.desk.grammar import Explanation

LONGEST_LINE = 2000
HISTORY_LENGTH = 200


@dataclass(slots=True)
class History:
    """The lines that were entered, oldest first, and the place in them."""

    lines: list[str]
    place: int = 0
    draft: str = ""

    def add(self, line: str) -> None:
        if not self.lines or self.lines[-1] != line:
            self.lines = [*self.lines, line][-HISTORY_LENGTH:]
        self.place = len(self.lines)
        self.draft = ""

    def step(self, by: int, typed: str) -> str:
        """The line `by` places away; what was `typed` is kept below the newest."""
        if self.place == len(self.lines):
            self.draft = typed
        self.place = min(max(0, self.place + by), len(self.lines))
        return self.draft if self.place == len(self.lines) else self.lines[self.place]


class LineDraft(NamedTuple):
    """A line that somebody left, with the place of the cursor and the lines before it."""

    text: str
    cursor: int
    history: History


class CommandLine(QLineEdit):
    """One line of machine text.

    Signals: `entered` carries the line when Enter is pressed; `explained` carries the
    Explanation of what stands in the line now.
    """

    entered = Signal(str)
    explained = Signal(object)

    def __init__(self, theme: Theme, explain: "Callable[[str], Explanation]") -> None:
        super().__init__()
        self._theme = theme
        self._explain = explain
        self._history = History([])
        self.explanation = explain("")
        self.setMaxLength(LONGEST_LINE)
        self.setFrame(False)
        self.setAccessibleName("Command line")
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(lambda _old, _new: self.explained.emit(self.explanation))
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def ghost(self) -> str:
        """What Tab would add; nothing unless the caret stands at the end."""
        at_end = self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        return self.explanation.completion if at_end else ""

    def text_end(self) -> int:
        """Where the typed text and its ghost end, in pixels from the left."""
        return self.fontMetrics().horizontalAdvance(self.text() + self.ghost) + 4

    def replace_with(self, line: str) -> None:
        """Put another line in; Up brings back what stood there."""
        if self.text().strip() and self.text() != line:
            self._history.add(self.text())
        self.setText(line)

    def refresh(self) -> None:
        """Explain the line again, because the station has changed."""
        self._on_text_changed(self.text())

    def select_word(self, word: str) -> None:
        """Select the wrong word; all of the line when it is not in there as a word of its own."""
        start = _find_word(self.text(), word)
        if start < 0:
            self.selectAll()
        else:
            self.setSelection(start, len(word))

    def event(self, event: QEvent) -> bool:
        # Tab must take the ghost before Qt moves the focus with it.
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self.ghost:
            self.insert(self.ghost)
            return True
        return super().event(event)

    def take_draft(self) -> "LineDraft":
        """What stands in the line and what was entered before it; nothing of it stays here."""
        draft = LineDraft(self.text(), self.cursorPosition(), self._history)
        self._history = History([])
        # Undo would bring back what is emptied with `clear`.
        self.setText("")
        return draft

    def put_draft(self, draft: "LineDraft") -> None:
        """Go on with a line as it was left."""
        self._history = draft.history
        self.setText(draft.text)
        self.setCursorPosition(draft.cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Up:
            self.setText(self._history.step(-1, self.text()))
        elif key == Qt.Key.Key_Down:
            self.setText(self._history.step(1, self.text()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.ghost:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color("text3"))
        room = self.rect()
        room.setLeft(self.cursorRect().center().x() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.ghost)

    def _enter(self) -> None:
        line = self.text().strip()
        if line:
            self._history.add(line)
            self.entered.emit(line)

    def _on_text_changed(self, text: str) -> None:
        self.explanation = self._explain(text)
        self.update()
        self.explained.emit(self.explanation)

    def _dress(self) -> None:
        self.setFont(self._theme.font("mono"))


def _find_word(line: str, word: str) -> int:
    """Where `word` stands in `line` between separators, or -1."""
    start = line.find(word) if word else -1
    while start >= 0:
        around = line[max(0, start - 1) : start] + line[start + len(word) : start + len(word) + 1]
        if not any(character.isalnum() for character in around):
            return start
        start = line.find(word, start + 1)
    return line.find(word) if word else -1
