"""Paints the rows of the catch-up page: a conflict in two halves, and a call on one line."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from console.widgets.catch_up.rows import NOTHING_THERE, CallLine, ConflictRow, Deed
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look, RowDelegate, RowPainter

HEADS_HEIGHT = 28
CALL_HEIGHT = 28
TOP, LINE, KEYS, FOOT = 32, 22, 30, 8
SIDE, MIDDLE = 14, 28
WHOLE_CONFLICT = TOP + 2 * LINE + KEYS + FOOT
"""How high a selected conflict is where it is narrow, in pixels."""
CLOCK_WIDTH, DATED_CLOCK_WIDTH = 66, 108
WHO_WIDTH, WHO_COMPACT = 220, 160
NARROW = 960
"""In a row that is narrower than this, in pixels, what was done stands below who did it."""
HERE, THERE = "Here, without the server", "There, on the server"
TAKE, LEAVE = ("T", "Take ours"), ("L", "Leave theirs")


class ConflictDelegate(RowDelegate):
    """What does not fit, and below it ours on the left and theirs on the right.

    The selected row shows the keys that settle it.
    """

    def __init__(
        self, look: Look, model: KeyedListModel, selected: Callable[[], str], width: Callable[[], int]
    ) -> None:
        super().__init__(look, model)
        self._selected, self._width = selected, width

    def row_height(self, row: ConflictRow) -> int:
        keys = KEYS if row.key == self._selected() else 0
        return TOP + self._deed_height() * row.lines + keys + FOOT

    def _deed_height(self) -> int:
        return 2 * LINE if self._width() < NARROW else LINE

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: ConflictRow) -> None:
        brush.ground(option)
        area = option.rect
        head = QRect(area.left() + SIDE, area.top() + 4, area.width() - 2 * SIDE, 26)
        brush.glyph((head.left() + 8, head.center().y() + 1), "merge", "amber")
        head.setLeft(head.left() + 26)
        head.setLeft(head.left() + brush.text(head, row.about, "data", 600) + 12)
        brush.text(head, row.why, "body", 400, "text2")
        for half, deeds in zip(halves(area), ((row.ours,), row.shown), strict=True):
            self._paint_deeds(brush, half.adjusted(0, TOP, 0, 0), deeds)
        if row.key == self._selected():
            self._paint_keys(brush, area)

    def _paint_deeds(self, brush: RowPainter, half: QRect, deeds: tuple[Deed, ...]) -> None:
        line = QRect(half.left(), half.top(), half.width(), LINE)
        if not deeds:
            brush.text(line, NOTHING_THERE, "list", 400, "text2")
        for deed in deeds:
            self._paint_deed(brush, line, deed)
            line = line.translated(0, self._deed_height())

    def _paint_deed(self, brush: RowPainter, line: QRect, deed: Deed) -> None:
        clock = CLOCK_WIDTH if len(deed.clock) <= len("00:00:00") else DATED_CLOCK_WIDTH
        who = WHO_COMPACT if self._look.compact else WHO_WIDTH
        brush.text(line, deed.clock, "list", 400, "text3")
        if self._deed_height() > LINE:
            brush.text(line.adjusted(clock, 0, 0, 0), deed.who, "list", 400, "text2")
            brush.text(line.translated(0, LINE), deed.said, "list", 500)
            return
        brush.text(QRect(line.left() + clock, line.top(), who - 10, LINE), deed.who, "list", 400, "text2")
        brush.text(line.adjusted(clock + who, 0, 0, 0), deed.said, "list", 500)

    def _paint_keys(self, brush: RowPainter, area: QRect) -> None:
        middle = area.bottom() - FOOT - KEYS // 2 + 4
        for half, (key, words) in zip(halves(area), (TAKE, LEAVE), strict=True):
            right = brush.key_cap(half.left(), middle, key)
            brush.text(QRect(right + 8, middle - 10, 200, 20), words, "body", 600)


class ConflictHeads(QWidget):
    """Says which half of a conflict is which."""

    def __init__(self, look: Look, width: Callable[[], int]) -> None:
        super().__init__()
        self._look = look
        self._width = width
        self.setFixedHeight(HEADS_HEIGHT)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        brush = RowPainter(self._look, QPainter(self))
        for half, words in zip(halves(QRect(0, 0, self._width(), HEADS_HEIGHT)), (HERE, THERE), strict=True):
            brush.text(half, words, "caption", 400, "text3")
        brush.fill(QRect(0, HEADS_HEIGHT - 1, self.width(), 1), "line")


class CallLineDelegate(RowDelegate):
    """A call: its number, when it was closed or received, what it is and where."""

    def row_height(self, row: CallLine) -> int:
        return CALL_HEIGHT

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: CallLine) -> None:
        brush.ground(option)
        line = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        brush.text(QRect(line.left(), line.top(), 84, line.height()), row.short, "data", 600)
        line.setLeft(line.left() + 92)
        brush.text(
            QRect(line.left(), line.top(), DATED_CLOCK_WIDTH, line.height()), row.clock, "list", 400, "text3"
        )
        line.setLeft(line.left() + DATED_CLOCK_WIDTH)
        half = line.width() // 2
        brush.text(QRect(line.left(), line.top(), half - 10, line.height()), row.words, "list", 500)
        brush.text(line.adjusted(half, 0, 0, 0), row.place, "list", 400, "text2")


def halves(area: QRect) -> tuple[QRect, QRect]:
    """The left and the right half of a row, inside its padding."""
    width = (area.width() - 2 * SIDE - MIDDLE) // 2
    left = QRect(area.left() + SIDE, area.top(), width, area.height())
    return left, left.translated(width + MIDDLE, 0)
