"""The field in which a place is typed, with how well it is known at its right end."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from console.widgets.pieces import plain_tip
from console.widgets.place.match import MOST, SURE, Match
from console.widgets.theme import Theme

BLOCK, GAP, HEIGHT = 7, 2, 8
EDGE = 12
BESIDE = 22 + MOST * (BLOCK + GAP)
# The field's own padding and frame at both sides.
SIDES = 30
LONGEST = 200


class MatchField(QLineEdit):
    """A line edit; nothing is shown at its end until `show_match` was called with something.

    Where the text needs the room the blocks stand alone, and their words are a tip.
    """

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._match: Match | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST)
        self.textChanged.connect(self._make_room)
        theme.changed.connect(self._make_room)

    @property
    def match(self) -> Match | None:
        """What is shown at the end of the field."""
        return self._match

    def show_match(self, match: Match | None) -> None:
        """Show how well the place is known; None for a field in which nothing is typed."""
        self._match = match
        self.setAccessibleDescription(f"{match.words}, match {match.blocks} of {MOST}" if match else "")
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._match is None:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption", 500))
        words = self._words_width()
        right = self.width() - EDGE
        sure = self._match.blocks >= SURE
        painter.setPen(self._theme.color("text1" if sure else "amber"))
        where = QRectF(right - words, 0, words + 1, self.height())
        if words:
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self._match.words)
        left = right - words - 10 - MOST * (BLOCK + GAP)
        top = (self.height() - HEIGHT) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(MOST):
            lit = place < self._match.blocks
            painter.setBrush(self._theme.color(("text2" if sure else "amber") if lit else "line2"))
            painter.drawRect(QRectF(left + place * (BLOCK + GAP), top, BLOCK, HEIGHT))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever has written a long address sees its number, and not its end."""
        super().focusOutEvent(event)
        self.home(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _words_width(self) -> int:
        """What the words take, 0 where the text needs their room."""
        words = self._match.words if self._match else ""
        width = QFontMetrics(self._theme.font("caption", 500)).horizontalAdvance(words)
        left = self.width() - self.fontMetrics().horizontalAdvance(self.text()) - SIDES
        return width if left >= width + BESIDE else 0

    def _make_room(self) -> None:
        room = self._words_width() + BESIDE if self._match else 0
        self.setTextMargins(0, 0, room, 0)
        self.setToolTip(plain_tip(self._match.words if self._match else ""))
        self.update()
