"""Paints the rows of the alarm list."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from console.widgets.alarms.chips import GLYPHS
from console.widgets.alarms.rows import AlarmRow
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter

TOKENS = {"critical": "red", "high": "amber", "low": "amber"}
REGULAR, COMPACT = 50, 46
NUMBER, LEVEL, WORDS = 40, 74, 150


class AlarmDelegate(RowDelegate):
    """Two lines: level, number, what it is about, its age; below its state and what is to be done."""

    section_title_at = 14

    def __init__(self, look: Look, model: KeyedListModel, now: Callable[[], datetime]) -> None:
        super().__init__(look, model)
        self._now = now

    def row_height(self, row: AlarmRow) -> int:
        return COMPACT if self._look.compact else REGULAR

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: AlarmRow) -> None:
        area: QRect = option.rect
        alarm = row.alarm
        done = alarm.acknowledged or alarm.shelved
        token = "text2" if done else TOKENS.get(alarm.level, "text1")
        brush.ground(option, "" if done else TOKENS.get(alarm.level, ""))
        middle = area.top() + 16
        brush.glyph((area.left() + 24, middle), GLYPHS.get(alarm.level, "alarm-low"), token)
        right = area.right() - 14
        age = row.age(self._now())
        width = brush.width(age, "data", 600)
        line = QRect(area.left(), middle - 11, area.width(), 22)
        brush.text(line.adjusted(NUMBER, 0, 0, 0), str(alarm.number), "data", 600)
        brush.text(line.adjusted(LEVEL, 0, 0, 0), row.level_name, "body", 500, token)
        brush.text(QRect(right - width, middle - 11, width + 1, 22), age, "data", 600, "text1", RIGHT)
        head = QRect(area.left() + WORDS, middle - 11, right - width - 16 - area.left() - WORDS, 22)
        brush.text(head, row.head, "data", 400 if done else 600)
        foot = QRect(head.left(), area.top() + 28, right - head.left(), 18)
        brush.text(foot, row.foot, "list", 400, "text2")
