"""The head of the call detail panel: what call it is, where, and how late."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.views import CallView
from console.desk.numbers import short_number
from console.widgets.ages import Band, back_words, due, is_awaited, spoken
from console.widgets.paint import RIGHT, Look, RowPainter
from console.widgets.panel import KeyCap
from console.widgets.pieces import plain_tip

HEIGHT = 54


class CallHeader(QWidget):
    """Badge, number, type and place of a call, its due time until the first unit is on scene, and who else
    has it open for changing.
    """

    def __init__(self, look: Look, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._call: CallView | None = None
        self._short = ""
        self._editing = ""
        self._back = ""
        self._today = date.min
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 9, 0)
        self._key = KeyCap(look.theme, "Ctrl+5")
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self._fit)
        self._fit()

    def show_call(
        self, call: CallView | None, short: str, editing: str = "", today: date = date.min, zone: tzinfo = UTC
    ) -> None:
        """Show a call under its short number; `today` and `zone` are the station's."""
        self._call, self._short, self._editing, self._today = call, short, editing, today
        self._back = back_words(call, today, zone) if call else ""
        self.setAccessibleName(self.sentence())
        self.setToolTip(plain_tip("\n".join(self._cut_short())))
        self.update()

    def sentence(self) -> str:
        """What a screen reader says."""
        call = self._call
        if call is None:
            return "No call selected"
        start = f"Call {self._short}, {call.type_name}, {call.place}, priority {call.priority}"
        if self._editing:
            start = f"{start}, {self._editing}"
        if call.ended or self._back:
            return f"{start}, {self._state_words(call).lower()}"
        target = due(call, self._now())
        late = ", over target" if is_awaited(call) and target.band is Band.OVER else ""
        return f"{start}, received {spoken(target.age)} ago{late}"

    def due_text(self) -> str:
        """What the pill says: empty once a unit has arrived."""
        call = self._call
        if call is None:
            return ""
        if call.ended or self._back:
            return self._state_words(call)
        return due(call, self._now()).words if is_awaited(call) else ""

    def _state_words(self, call: CallView) -> str:
        if call.life.merged_into:
            return f"Merged into {short_number(call.life.merged_into, self._today)}"
        return self._back or call.state.capitalize()

    def paintEvent(self, event: QPaintEvent) -> None:
        brush = RowPainter(self._look, QPainter(self))
        call = self._call
        if call is None:
            brush.text(QRect(14, 7, 200, 22), "Call detail", "body", 600)
            return
        brush.badge(13, 19, call.priority, active=call.state != "waiting")
        right = self._paint_due(brush, call) - 12
        left = 44 + brush.text(QRect(44, 8, 90, 22), self._short, "data", 500, "text2") + 10
        brush.text(QRect(left, 8, right - left, 22), call.type_name, "data", 600)
        place = QRect(44, 31, self.width() - 60, 18)
        brush.text(
            place.adjusted(0, 0, -self._paint_editing(brush, place), 0), call.place, "body", 400, "text2"
        )

    def _cut_short(self) -> list[str]:
        """What the head may have no room for."""
        call = self._call
        return [part for part in (call.type_name, call.place, self._editing) if part] if call else []

    def _paint_editing(self, brush: RowPainter, line: QRect) -> int:
        """Who else is editing, at the right of the place; returns how much of its line that takes."""
        if not self._editing:
            return 0
        width = min(brush.width(self._editing, "body", 500) + 2, line.width() * 2 // 3)
        left = line.right() - width
        brush.glyph((left - 14, line.center().y() + 1), "note", "text1", 14)
        brush.text(QRect(left, line.top(), width + 1, line.height()), self._editing, "body", 500)
        return width + 32

    def _fit(self) -> None:
        self._key.setVisible(not self._look.compact)
        self.update()

    def _paint_due(self, brush: RowPainter, call: CallView) -> int:
        right = self.width() - 20 if self._look.compact else self._key.x() - 16
        band = due(call, self._now()).band if is_awaited(call) and not self._back else Band.NORMAL
        if band is Band.NORMAL:
            width = brush.width(self.due_text(), "body", 400)
            brush.text(QRect(right - width, 8, width + 1, 22), self.due_text(), "body", 400, "text2", RIGHT)
            return right - width
        return brush.limited(right, 19, self.due_text(), band)
