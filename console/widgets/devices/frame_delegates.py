"""Paints the rows of the inspector: frames, and the decoded fields of one of them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from console.widgets.devices.frame_rows import FieldRow, FrameRow
from console.widgets.devices.rows import bounded
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter

FRAME_ROW = 28
FIELD_ROW, FIELD_ROW_COMPACT = 38, 28
HEADS_HEIGHT = 26
NARROW = 700


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of frames and of fields are, in pixels from the left; `bytes` ends there."""

    time: int
    number: int
    unit: int
    type: int
    bytes: int
    check: int
    data: int
    words: int


REGULAR = Columns(time=14, number=121, unit=197, type=281, bytes=512, check=548, data=189, words=339)
COMPACT = Columns(time=14, number=104, unit=164, type=226, bytes=366, check=380, data=174, words=272)


class FrameDelegate(RowDelegate):
    """Rows of frames: one that failed its check says so in amber."""

    def row_height(self, row: FrameRow) -> int:
        return FRAME_ROW

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: FrameRow) -> None:
        brush.ground(option)
        area, frame, columns = option.rect, row.frame, _columns(option.rect.width())
        cells = (
            (columns.time, columns.number, row.clock, 400, "text2"),
            (columns.number, columns.unit, str(frame.number), 400, "text2"),
            (columns.unit, columns.type, bounded(frame.unit), 600, "text1"),
            (columns.type, columns.bytes - 34, bounded(frame.type), 400, "text1"),
        )
        for left, end, words, weight, token in cells:
            cell = QRect(area.left() + left, area.top(), end - left - 6, area.height())
            brush.text(cell, words, "list", weight, token)
        size = QRect(area.left(), area.top(), columns.bytes, area.height())
        brush.text(size, str(len(frame.raw)), "list", 400, "text1", RIGHT)
        glyph, token = ("link-ok", "text2") if frame.good else ("alarm-high", "amber")
        brush.glyph((area.left() + columns.check + 7, area.center().y()), glyph, token, 14)
        check = area.adjusted(columns.check + 22, 0, -10, 0)
        words = bounded(frame.check) or ("Good" if frame.good else "Bad")
        weight, token = (400, "text1") if frame.good else (600, "amber")
        brush.text(check, words, "list", weight, token)


class FieldDelegate(RowDelegate):
    """Rows of fields: name, bytes, words; a wrong one stands on amber ground."""

    def row_height(self, row: FieldRow) -> int:
        return FIELD_ROW_COMPACT if self._look.compact else FIELD_ROW

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: FieldRow) -> None:
        area, field, columns = option.rect, row.field, _columns(option.rect.width())
        brush.ground(option)
        if field.wrong:
            self._paint_wrong_ground(brush, option)
        left = columns.time + (22 if field.wrong else 0)
        name = QRect(area.left() + left, area.top(), columns.data - left - 6, area.height())
        brush.text(name, bounded(field.name), "body", 600 if field.wrong else 400, _tone(row, "text2"))
        data = QRect(area.left() + columns.data, area.top(), columns.words - columns.data - 10, area.height())
        # Long data may run on when there are no words to say about them.
        data.setRight(data.right() if field.words else area.right() - 10)
        brush.text(data, bounded(field.data), "mono" if columns is REGULAR else "list", 400, "text2")
        bold = field.wrong or bool(option.state & QStyle.StateFlag.State_Selected)
        words = area.adjusted(columns.words, 0, -10, 0)
        brush.text(words, bounded(field.words), "body", 600 if bold else 400)

    def _paint_wrong_ground(self, brush: RowPainter, option: QStyleOptionViewItem) -> None:
        area = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = area.adjusted(3, 0, 0, -1) if chosen else area.adjusted(0, 0, 0, -1)
        brush.fill(ground, "ambersoft")
        brush.glyph((area.left() + 21, area.center().y()), "alarm-high", "amber", 14)


class FrameHeads(QWidget):
    """The names of the columns of frames."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(HEADS_HEIGHT)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        brush, columns, area = RowPainter(self._look, QPainter(self)), _columns(self.width()), self.rect()
        heads = (
            (columns.time, "Time"),
            (columns.number, "No."),
            (columns.unit, "Unit"),
            (columns.type, "Type"),
            (columns.check, "Check"),
        )
        for left, words in heads:
            brush.text(area.adjusted(left, 0, 0, 0), words, "caption", 400, "text3")
        brush.text(QRect(0, 0, columns.bytes, area.height()), "Bytes", "caption", 400, "text3", RIGHT)
        brush.fill(QRect(0, area.bottom(), area.width(), 1), "line")


def _columns(width: int) -> Columns:
    return COMPACT if width < NARROW else REGULAR


def _tone(row: FieldRow, usual: str) -> str:
    return "amber" if row.field.wrong else usual
