"""Paints a unit that could go to a call: its key, its sign, how far it is, and why it stands there."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from console.widgets.paint import RowDelegate, RowPainter
from console.widgets.recommended.rows import CandidateRow, MissingRow

ROW_HEIGHT, ROW_HEIGHT_COMPACT = 28, 24
SIDE = 14
CAP_WIDTH, UNIT_WIDTH, REACH_WIDTH = 44, 74, 62


class CandidateDelegate(RowDelegate):
    """Rows of candidates, and what is missing."""

    def row_height(self, row: CandidateRow | MissingRow) -> int:
        return row_height(self._look.compact)

    def paint_row(
        self, brush: RowPainter, option: QStyleOptionViewItem, row: CandidateRow | MissingRow
    ) -> None:
        brush.ground(option, ruled=False)
        if isinstance(row, CandidateRow) and row.chosen:
            brush.fill(option.rect, "selected")
            brush.fill(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), "selline")
        paint(brush, option.rect.adjusted(SIDE, 0, -SIDE, 0), row)


def row_height(compact: bool) -> int:
    return ROW_HEIGHT_COMPACT if compact else ROW_HEIGHT


def paint(brush: RowPainter, line: QRect, row: CandidateRow | MissingRow) -> None:
    """Paint it into a line, from key to reasons."""
    middle = line.center().y() + 1
    if isinstance(row, MissingRow):
        brush.glyph((line.left() + 8, middle), "hazard", "amber", 14)
        brush.text(line.adjusted(24, 0, 0, 0), row.label, "list", 400, "amber")
        return
    if row.cap:
        brush.key_cap(line.left(), middle, row.cap)
    line = line.adjusted(CAP_WIDTH + 6, 0, 0, 0)
    token = "s_available" if row.can_go else "text3"
    brush.glyph((line.left() + 8, middle), "status-available" if row.can_go else "close", token, 14)
    line = line.adjusted(24, 0, 0, 0)
    width = brush.text(line, row.candidate.unit, "list", 600, "text1" if row.can_go else "text2")
    line = line.adjusted(max(UNIT_WIDTH, width + 10), 0, 0, 0)
    if row.reach:
        weight, token = (600, "text1") if row.candidate.how == "streets" else (400, "text2")
        width = brush.text(line, row.reach, "list", weight, token)
        line = line.adjusted(max(REACH_WIDTH, width + 14), 0, 0, 0)
    brush.text(line, row.reasons, "list", 400, "text2")
