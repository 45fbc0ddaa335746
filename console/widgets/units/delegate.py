"""Paints the rows of the units panel, and the heads of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from console.widgets.ages import Freshness, duration, fix_words, freshness, since
from console.widgets.keyed import KeyedListModel
from console.widgets.order import AVAILABLE, ON_CALL_STATUSES
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter, status_glyph, status_token
from console.widgets.units.rows import UnitRow

ROW, ROW_COMPACT = 52, 34
HEADS_HEIGHT = 24
# From the right end of the time column leftwards, so that one skill always stands in one place.
SKILL_SLOTS = {"report": 0, "prints": 1, "dna": 2, "utv": 3}
SKILL_PITCH = 20
NARROW = 440
NO_FIX = "-"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns are, in pixels from the left; the fix age ends `fix_margin` from the right."""

    glyph: int
    unit: int
    status: int
    time_right: int
    assignment: int
    fix_margin: int


REGULAR = Columns(glyph=21, unit=37, status=111, time_right=281, assignment=299, fix_margin=13)
COMPACT = Columns(glyph=16, unit=30, status=92, time_right=232, assignment=240, fix_margin=11)


class UnitDelegate(RowDelegate):
    """Rows of units: solid and bright when free, dim when they cannot be sent."""

    def __init__(self, look: Look, model: KeyedListModel, now: Callable[[], datetime]) -> None:
        super().__init__(look, model)
        self._now = now

    def row_height(self, row: UnitRow) -> int:
        return ROW_COMPACT if self._look.compact else ROW

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: UnitRow) -> None:
        compact = self._look.compact
        area = option.rect
        columns = _columns(compact, area.width())
        middle = area.top() + (17 if compact else 18)
        brush.ground(option)
        self._paint_unit(brush, area, middle, columns, row)
        calls_end = area.left() + columns.assignment + 26 + brush.width(row.short_assignment, "list", 600)
        fix_left = self._paint_fix(brush, area.right() + 1 - columns.fix_margin, middle, row, calls_end)
        self._paint_assignment(brush, area.left() + columns.assignment, fix_left - 3, middle, row)
        if not compact:
            self._paint_crew(brush, area, area.top() + 39, columns, row)

    def _paint_unit(
        self, brush: RowPainter, area: QRect, middle: int, columns: Columns, row: UnitRow
    ) -> None:
        status = row.unit.status
        token = status_token(status)
        left, ends = area.left() + columns.unit, area.left() + columns.status
        # Who talks shows where the eye looks first: the status still stands there as a word.
        leading = ("sound", "text1") if row.talking else (status_glyph(status), token)
        brush.glyph((area.left() + columns.glyph, middle), *leading)
        brush.text(QRect(left, middle - 11, ends - left - 4, 22), row.unit.call_sign, "data", 600, _tone(row))
        time_left = self._paint_time(brush, area.left() + columns.time_right, middle, row)
        status_area = QRect(ends, middle - 9, time_left - 3 - ends, 18)
        brush.text(status_area, row.status_name, "list", 500 if _can_serve(row) else 400, token)

    def _paint_time(self, brush: RowPainter, right: int, middle: int, row: UnitRow) -> int:
        now = self._now()
        text = duration(since(row.unit.status_since, now))
        return brush.limited(right, middle, text, row.band(now), token=_tone(row))

    def _paint_fix(self, brush: RowPainter, right: int, middle: int, row: UnitRow, limit: int) -> int:
        """Draw the age of the fix; its glyph, or that there is none, gives way to what ends at `limit`."""
        fresh, words = freshness(row.fix, self._now()), fix_words(row.fix, self._now())
        stale = fresh is Freshness.STALE
        token = {Freshness.STALE: "amber", Freshness.FRESH: "text2"}.get(fresh, "text3")
        weight = 600 if stale else 400
        width = brush.width(words, "list", weight)
        if fresh is Freshness.NONE and right - width - 3 < limit:
            words, width = NO_FIX, brush.width(NO_FIX, "list", weight)
        brush.text(QRect(right - width, middle - 9, width + 1, 18), words, "list", weight, token, RIGHT)
        if not stale or right - width - 14 < limit:
            return right - width
        brush.glyph((right - width - 8, middle), "fix-stale", "amber", 12)
        return right - width - 14

    def _paint_assignment(self, brush: RowPainter, left: int, right: int, middle: int, row: UnitRow) -> None:
        line = QRect(left, middle - 9, right - left, 18)
        if row.short:
            self._paint_call(brush, line, middle, row)
        elif not self._look.compact:
            brush.text(line, row.whereabouts, "body", 400, "text2")

    def _paint_call(self, brush: RowPainter, line: QRect, middle: int, row: UnitRow) -> None:
        if row.call is not None:
            brush.badge(line.left(), middle, row.call.priority, size=18, active=True)
        numbers = line.adjusted(23, 0, 0, 0)
        fits = brush.width(row.assignment, "list", 600) <= numbers.width()
        brush.text(numbers, row.assignment if fits else row.short_assignment, "list", 600)
        if row.call is not None and not self._look.compact:
            brush.text(line.translated(0, 21), row.call.type_name, "body", 400, "text2")

    def _paint_crew(
        self, brush: RowPainter, area: QRect, middle: int, columns: Columns, row: UnitRow
    ) -> None:
        slots = {SKILL_SLOTS[skill]: skill for skill in row.unit.skills if skill in SKILL_SLOTS}
        token = "text2" if _can_serve(row) else "text3"
        for slot, skill in slots.items():
            centre = area.left() + columns.time_right - 7 - slot * SKILL_PITCH
            brush.glyph((centre, middle), f"skill-{skill}", token, 14)
        right = columns.time_right - (max(slots) + 1) * SKILL_PITCH if slots else columns.time_right
        crew = QRect(area.left() + columns.unit, middle - 9, right - columns.unit - 6, 18)
        brush.text(crew, ", ".join(row.unit.crew) or "No crew", "body", 400, token)


class ColumnHeads(QWidget):
    """The names of the columns of two-line rows."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(HEADS_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        brush = RowPainter(self._look, QPainter(self))
        columns, area = _columns(False, self.width()), self.rect()
        heads = [("Unit", columns.unit), ("Status", columns.status)]
        if columns is REGULAR:
            heads.append(("Assignment", columns.assignment))
        for words, left in heads:
            brush.text(area.adjusted(left, 0, 0, 0), words, "caption", 400, "text3")
        time = QRect(0, 0, columns.time_right, area.height())
        brush.text(time, "Time in status", "caption", 400, "text3", RIGHT)
        brush.text(area.adjusted(0, 0, -columns.fix_margin, 0), "Fix age", "caption", 400, "text3", RIGHT)
        brush.fill(QRect(0, area.bottom(), area.width(), 1), "line")


def _columns(compact: bool, width: int) -> Columns:
    """The columns of a list this wide; a narrow one stands closer together whatever the window."""
    return COMPACT if compact or width < NARROW else REGULAR


def _can_serve(row: UnitRow) -> bool:
    return row.unit.status == AVAILABLE or row.unit.status in ON_CALL_STATUSES or bool(row.unit.calls)


def _tone(row: UnitRow) -> str:
    return "text1" if _can_serve(row) else "text2"
