"""Paints the rows of the pages of the call detail panel."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from console.widgets.detail.rows import FactRow, LineRow, UnitOnCall
from console.widgets.keyed import Index, KeyedListModel
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter
from console.widgets.recommended.painting import paint
from console.widgets.recommended.rows import CandidateRow, MissingRow

ROW_HEIGHT = 24
BY_WIDTH = 110
NOTE_HEAD, NOTE_FOOT = 24, 8


class LineDelegate(RowDelegate):
    """A line of the timeline: time, glyph, text, and who."""

    def row_height(self, row: LineRow) -> int:
        return ROW_HEIGHT

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: LineRow) -> None:
        area = option.rect
        brush.ground(option, ruled=False)
        middle = area.center().y()
        line = area.adjusted(14, 0, -14, 0)
        glyph = line.left() + brush.text(line, row.clock, "list", 400, "text3") + 17
        brush.glyph((glyph, middle + 1), row.glyph, "text2", 14)
        line.setLeft(glyph + 19)
        if not self._look.compact:
            who = QRect(line.right() - BY_WIDTH, line.top(), BY_WIDTH + 1, line.height())
            line.setRight(line.right() - brush.text(who, row.line.by, "caption", 400, "text3", RIGHT) - 10)
        token, weight = ("text1", 500) if row.line.kind == "remark" else ("text2", 400)
        brush.text(line, row.line.text, "list", weight, token)


class FactDelegate(RowDelegate):
    """A detail: its name, and its value."""

    def row_height(self, row: FactRow) -> int:
        return ROW_HEIGHT

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: FactRow) -> None:
        brush.ground(option, ruled=False)
        line = option.rect.adjusted(14, 0, -14, 0)
        brush.text(line, row.name, "list", 400, "text3")
        brush.text(line.adjusted(100, 0, 0, 0), row.value, "list", 400, "text1")


class UnitOnCallDelegate(RowDelegate):
    """A unit on the call, with its time in its state; at a call that waits a unit that could go to it."""

    def __init__(self, look: Look, model: KeyedListModel, now: Callable[[], datetime]) -> None:
        super().__init__(look, model)
        self._now = now

    def row_height(self, row: UnitOnCall) -> int:
        return ROW_HEIGHT

    def paint_row(
        self, brush: RowPainter, option: QStyleOptionViewItem, row: UnitOnCall | CandidateRow | MissingRow
    ) -> None:
        brush.ground(option, ruled=False)
        if not isinstance(row, UnitOnCall):
            paint(brush, option.rect.adjusted(14, 0, -14, 0), row)
            return
        line = option.rect.adjusted(14, 0, -14, 0)
        brush.glyph((line.left() + 8, line.center().y()), row.glyph, row.token)
        brush.text(QRect(line.left() + 24, line.top(), 90, line.height()), row.assignment.unit, "list", 600)
        brush.text(line.adjusted(120, 0, -80, 0), row.state_name, "list", 500, row.token)
        brush.text(line, row.time(self._now()), "list", 400, "text2", RIGHT)


class NoteDelegate(RowDelegate):
    """A note in full: when and who, and under it all of its text."""

    def row_height(self, row: LineRow) -> int:
        return ROW_HEIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        layout = self._wrapped(index, option.rect.width())
        return QSize(0, round(layout.boundingRect().height()) + NOTE_HEAD + NOTE_FOOT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setPen(self._look.color("text1"))
        place = QPointF(option.rect.left() + 14, option.rect.top() + NOTE_HEAD)
        self._wrapped(index, option.rect.width()).draw(painter, place)

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: LineRow) -> None:
        brush.ground(option)
        head = option.rect.adjusted(14, 4, -14, 0)
        head.setHeight(18)
        head.setLeft(head.left() + brush.text(head, row.clock, "caption", 400, "text3") + 10)
        brush.text(head, row.line.by, "caption", 500, "text2")

    def _wrapped(self, index: Index, width: int) -> QTextLayout:
        """The text broken into lines; a word that is longer than a line is broken too."""
        text = self._model.rows[index.row()].line.text.replace("\n", "\u2028")
        layout = QTextLayout(text, self._look.font("list", 400))
        layout.setTextOption(_wrap_option())
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(60, width - 28))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


def _wrap_option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
