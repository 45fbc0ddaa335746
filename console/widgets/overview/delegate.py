"""Paints a line of the overview: what it is on the left, how long on the right."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from console.widgets.ages import Band
from console.widgets.overview.rows import Row
from console.widgets.paint import RIGHT, RowDelegate, RowPainter

TALL, TALL_COMPACT, SLIM = 48, 44, 30
FIRST, SECOND = 15, 19
SIDE, MARK, GAP = 14, 30, 12
LEADS = {3: 40, 5: 62}
"""How wide a lead of so many characters is; a longer one has WIDE_LEAD."""
WIDE_LEAD = 78


class OverviewDelegate(RowDelegate):
    """Two lines where a row has a detail, else one; the lead has a column of its own."""

    section_height = 26
    section_title_at = SIDE

    def row_height(self, row: Row) -> int:
        if not row.detail and not row.lead:
            return SLIM
        return TALL_COMPACT if self._look.compact else TALL

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: Row) -> None:
        brush.ground(option, "amber" if row.band is Band.OVER else "")
        area = option.rect
        middle = area.top() + (area.height() // 2 if not row.detail else FIRST)
        self._paint_mark(brush, area, row)
        line = QRect(area.left() + SIDE + MARK, middle - 11, area.width() - 2 * SIDE - MARK, 22)
        left = self._paint_right(brush, line, row)
        if row.lead:
            width = next((wide for most, wide in LEADS.items() if len(row.lead) <= most), WIDE_LEAD)
            brush.text(QRect(line.left(), line.top(), width - 8, 22), row.lead, "data", 600)
            line.setLeft(line.left() + width)
        below = line.translated(0, SECOND)
        line.setRight(left - GAP)
        brush.text(line, row.title, "body", 500)
        if row.detail:
            brush.text(below, row.detail, "caption", 400, "text2")

    def _paint_mark(self, brush: RowPainter, area: QRect, row: Row) -> None:
        middle = area.center().y() + 1
        if row.priority:
            brush.badge(area.left() + SIDE, middle, row.priority)
        elif row.glyph:
            brush.glyph((area.left() + SIDE + 9, middle), row.glyph, row.token)

    def _paint_right(self, brush: RowPainter, line: QRect, row: Row) -> int:
        """How long, against its limit; returns where it begins."""
        if row.band is Band.WARN and not row.lead:
            width = brush.text(line, row.right, "body", 600, "amber", RIGHT)
            return line.right() - width
        if len(row.right) > len("00:00:00 left"):
            width = min(brush.width(row.right, "caption", 400), line.width() // 2)
            brush.text(
                QRect(line.right() - width, line.top(), width + 1, 22),
                row.right,
                "caption",
                400,
                "text3",
                RIGHT,
            )
            return line.right() - width
        return brush.limited(line.right(), line.center().y() + 1, row.right, row.band, step="body")
