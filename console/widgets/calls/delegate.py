"""Paints the rows of the calls panel."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from console.desk.recommend import Recommendation
from console.widgets.ages import Band, Due, due, duration, is_awaited, since
from console.widgets.calls.rows import Attending, CallRow
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter, status_glyph, status_token

WAITING, WAITING_COMPACT = 54, 42
ACTIVE, ACTIVE_COMPACT = 54, 28
OFFER_HEIGHT = 28
SUBTEXT_WIDTH = 68
UNIT_COLUMN = 117
WORDED_FROM = 420
FLAG_GLYPHS = {
    "prints": "skill-prints",
    "dna": "skill-dna",
    "report": "skill-report",
    "utv": "skill-utv",
    "duplicate": "merge",
    "merge": "merge",
    "hazard": "hazard",
    "referred": "transfer-sworn",
}


class CallDelegate(RowDelegate):
    """Rows of calls; the selected waiting one is higher and shows who should go."""

    section_height = 26
    section_title_at = 43

    def __init__(
        self,
        look: Look,
        model: KeyedListModel,
        now: Callable[[], datetime],
        selected: Callable[[], str],
        given: Callable[[], Recommendation | None],
    ) -> None:
        super().__init__(look, model)
        self._now = now
        self._selected = selected
        self._given = given

    def row_height(self, row: CallRow) -> int:
        compact = self._look.compact
        if row.call.state == "active" or row.back:
            return ACTIVE_COMPACT if compact else ACTIVE
        height = WAITING_COMPACT if compact else WAITING
        return height + OFFER_HEIGHT if row.key == self._selected() else height

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: CallRow) -> None:
        target = due(row.call, self._now())
        late = target.band is Band.OVER and is_awaited(row.call)
        brush.ground(option, "amber" if late else "")
        if row.attending is not None or row.call.state == "active":
            if self._look.compact:
                self._paint_line(brush, option.rect, row)
            else:
                self._paint_active(brush, option.rect, row)
            return
        if row.back:
            self._paint_later(brush, option.rect, row)
            return
        self._paint_waiting(brush, option.rect, row, target)
        if option.state & QStyle.StateFlag.State_Selected:
            self._paint_offer(brush, option.rect, row)

    def _paint_waiting(self, brush: RowPainter, area: QRect, row: CallRow, target: Due) -> None:
        compact = self._look.compact
        first, second = (area.top() + 13, area.top() + 32) if compact else (area.top() + 18, area.top() + 39)
        right = area.right() - 13
        brush.badge(area.left() + 11, first, row.call.priority)
        left = self._paint_number(brush, area, first, row)
        end = brush.limited(right, first, duration(target.age), target.band)
        end = self._paint_flags(brush, end - 10, first, row)
        brush.text(QRect(left, first - 11, end - left, 22), row.call.type_name, "data", 600)
        # A narrow panel needs the room for the place more than for the words beside the bar.
        worded = not compact and area.width() >= WORDED_FROM
        bar_width = 84 if worded else 60
        bar = right - SUBTEXT_WIDTH - bar_width + 2 if worded else right - bar_width + 1
        brush.bar(bar, second, bar_width, target)
        self._paint_place(brush, QRect(left, second - 9, bar - 12 - left, 18), row)
        if worded:
            self._paint_due_words(brush, right, second, target)

    def _paint_place(self, brush: RowPainter, line: QRect, row: CallRow) -> None:
        """The place, and who else is editing where there is room for both: the glyph says it anyway."""
        width = brush.width(row.editing, "list", 500) if row.editing else 0
        if 0 < width <= line.width() // 2:
            brush.text(
                QRect(line.right() - width, line.top(), width + 1, line.height()), row.editing, "list", 500
            )
            line.setRight(line.right() - width - 10)
        brush.text(line, row.call.place, "list", 400, "text2")

    def _paint_due_words(self, brush: RowPainter, right: int, middle: int, target: Due) -> None:
        normal = target.band is Band.NORMAL
        area = QRect(right - SUBTEXT_WIDTH + 4, middle - 9, SUBTEXT_WIDTH - 3, 18)
        token = "text3" if normal else "amber"
        brush.text(area, target.words, "caption", 400 if normal else 600, token, RIGHT)

    def _paint_number(self, brush: RowPainter, area: QRect, middle: int, row: CallRow) -> int:
        """Draw the number and return where the type begins."""
        left = area.left() + 43
        type_at = area.left() + (74 if self._look.compact else 79)
        width = brush.text(QRect(left, middle - 11, 90, 22), row.short, "data", 500, "text2")
        return max(type_at, left + width + 10)

    def _paint_flags(self, brush: RowPainter, right: int, middle: int, row: CallRow) -> int:
        right = self._paint_editing(brush, right, middle, row)
        if row.call.life.stop_names:
            brush.glyph((right - 8, middle), "hazard", "amber")
            right -= 22
        if row.call.life.merged:
            brush.glyph((right - 8, middle), "merge", "text2")
            right -= 22
        for name in dict.fromkeys(FLAG_GLYPHS[flag] for flag in row.call.flags if flag in FLAG_GLYPHS):
            brush.glyph((right - 8, middle), name, "text2")
            right -= 22
        return right

    def _paint_editing(self, brush: RowPainter, right: int, middle: int, row: CallRow) -> int:
        """The glyph of a call that somebody else has open for changing; returns where it begins."""
        if not row.editing:
            return right
        brush.glyph((right - 8, middle), "note", "text1")
        return right - 22

    def _paint_later(self, brush: RowPainter, area: QRect, row: CallRow) -> None:
        """A call that is put off: when it comes back, beside its place or at the end of the only line."""
        compact, right = self._look.compact, area.right() - 13
        first = area.top() + (14 if compact else 18)
        brush.badge(area.left() + (13 if compact else 11), first, row.call.priority, active=True)
        left = self._paint_number(brush, area, first, row)
        # The glyph says held or scheduled where there is no room for the words.
        words = row.back.removeprefix("Held until ").removeprefix("Scheduled for ") if compact else row.back
        middle = first if compact else area.top() + 39
        begins = right - brush.width(words, "body", 500)
        brush.text(QRect(begins, middle - 10, right - begins + 1, 20), words, "body", 500, "text2", RIGHT)
        brush.glyph((begins - 14, middle), f"call-{row.call.state}", "text2")
        end = self._paint_flags(brush, begins - 26 if compact else right, first, row)
        brush.text(QRect(left, first - 11, end - 8 - left, 22), row.call.type_name, "data", 500, "text2")
        if not compact:
            place = QRect(left, middle - 9, begins - 34 - left, 18)
            brush.text(place, row.call.place, "list", 400, "text2")

    def _paint_offer(self, brush: RowPainter, area: QRect, row: CallRow) -> None:
        middle = area.top() + (51 if self._look.compact else 63)
        left = area.left() + (74 if self._look.compact else 79)
        given = self._given()
        if not row.call.eligible:
            self._paint_advice(brush, area, middle, "hazard", "amber", "Sworn only. Send to deputies.")
            return
        first = given.first if given is not None else None
        if given is None or first is None:
            words = given.missing.rstrip(".") if given is not None else ""
            self._paint_advice(brush, area, middle, "dispatch", "text2", words or "No unit is free")
            return
        brush.glyph((left + 6, middle), "dispatch", "accent")
        narrow = self._look.compact or area.width() < WORDED_FROM
        words = first.why.partition(", ")[0] if narrow else first.why
        key = area.right() - 105
        unit = QRect(left + 20, middle - 11, key - left - 28, 22)
        unit.setLeft(unit.left() + brush.text(unit, first.unit, "data", 600) + 8)
        brush.text(unit, words, "list", 400, "text2")
        end = brush.key_cap(key, middle, "F5")
        brush.text(QRect(end + 6, middle - 9, 64, 18), "Dispatch", "body", 600)

    def _paint_advice(
        self, brush: RowPainter, area: QRect, middle: int, glyph: str, token: str, words: str
    ) -> None:
        left = area.left() + (74 if self._look.compact else 79)
        brush.glyph((left + 6, middle), glyph, token)
        brush.text(QRect(left + 20, middle - 9, area.right() - left - 34, 18), words, "body", 500, token)

    def _paint_active(self, brush: RowPainter, area: QRect, row: CallRow) -> None:
        first, second, right = area.top() + 18, area.top() + 39, area.right() - 13
        brush.badge(area.left() + 11, first, row.call.priority, active=True)
        left = self._paint_number(brush, area, first, row)
        end = place_end = right
        if row.attending is not None:
            units = QRect(right - 150, first - 11, 151, 22)
            end = right - brush.text(units, row.attending.units, "data", 600, "text1", RIGHT)
            end = self._paint_flags(brush, end - 10, first, row)
            place_end = self._paint_state(brush, right, second, row.attending)
        end = self._paint_editing(brush, end - 8, first, row) + 8 if row.editing else end
        brush.text(QRect(left, first - 11, end - 12 - left, 22), row.call.type_name, "data", 500)
        self._paint_place(brush, QRect(left, second - 9, place_end - 12 - left, 18), row)

    def _paint_state(self, brush: RowPainter, right: int, middle: int, attending: Attending) -> int:
        text = duration(since(attending.since, self._now()))
        band = attending.band(self._now())
        if band is Band.OVER:
            end = brush.pill(right, middle, text, step="body", height=20)
        else:
            end = brush.limited(right, middle, text, band, step="body", token="text2", weight=400)
        token = status_token(attending.state)
        width = brush.width(attending.state_name, "body", 500)
        left = end - 10 - width
        brush.text(QRect(left, middle - 9, width + 1, 18), attending.state_name, "body", 500, token)
        brush.glyph((left - 14, middle), status_glyph(attending.state), token)
        return left - 22

    def _paint_line(self, brush: RowPainter, area: QRect, row: CallRow) -> None:
        middle, right = area.top() + 14, area.right() - 13
        brush.badge(area.left() + 13, middle, row.call.priority, size=18, active=True)
        left = self._paint_number(brush, area, middle, row)
        glyph = right - UNIT_COLUMN
        if row.attending is not None:
            end = self._paint_line_time(brush, right, middle, row.attending) - 4
            # Units stand in a column, which gives way to the left for more than one of them.
            glyph = min(glyph, end - brush.width(row.attending.units, "data", 600) - 14)
            brush.glyph((glyph, middle), status_glyph(row.attending.state), status_token(row.attending.state))
            brush.text(QRect(glyph + 14, middle - 10, end - glyph - 13, 20), row.attending.units, "data", 600)
        end = self._paint_flags(brush, glyph - 10, middle, row)
        brush.text(QRect(left, middle - 10, end - 4 - left, 20), row.call.type_name, "list", 500)

    def _paint_line_time(self, brush: RowPainter, right: int, middle: int, attending: Attending) -> int:
        text = duration(since(attending.since, self._now()))
        band = attending.band(self._now())
        if band is not Band.NORMAL:
            return brush.pill(right, middle, text, step="body", height=20, outline=band is Band.WARN)
        width = brush.width(text, "body", 400)
        brush.text(QRect(right - width, middle - 10, width + 1, 20), text, "body", 400, "text2", RIGHT)
        return right - width
