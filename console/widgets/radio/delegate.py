"""How a line of traffic is painted, and where on it a click assigns the radio."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from console.widgets.keyed import Index, KeyedListModel
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter
from console.widgets.radio.rows import ASSIGN, RadioRow

ROW_HEIGHT = 24
SIDE = 13
NAME_WIDTH, NAME_WIDTH_COMPACT, WIDEST_NAME = 62, 56, 120
GAP = 8


class RadioDelegate(RowDelegate):
    """Rows of time, glyph, name and text; who is talking now stands in a frame.

    `on_assign` is given the row whose "assign…" was clicked.
    """

    def __init__(self, look: Look, model: KeyedListModel, on_assign: Callable[[RadioRow], None]) -> None:
        super().__init__(look, model)
        self._on_assign = on_assign

    def row_height(self, row: RadioRow) -> int:
        return ROW_HEIGHT

    def assign_area(self, area: QRect) -> QRect:
        """Where "assign…" stands in the area of a row; as high as the row, to be hit easily."""
        width = self._look.metrics("list", 600).horizontalAdvance(ASSIGN) + 1
        return QRect(area.right() - SIDE - width, area.top(), width + SIDE, area.height())

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        row = self._model.rows[index.row()]
        if not row.unassigned or not self._is_click(event, option.rect):
            return False
        self._on_assign(row)
        return True

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: RadioRow) -> None:
        area = option.rect
        brush.ground(option, ruled=False)
        if row.live:
            brush.box(QRectF(area.adjusted(6, 1, -6, -1)), 4, fill="raised", outline="text2", width=1.25)
        line = area.adjusted(SIDE, 0, -SIDE, 0)
        if row.unassigned:
            ending = self.assign_area(area)
            brush.text(ending.adjusted(0, 0, -SIDE, 0), ASSIGN, "list", 600, "accent", RIGHT)
            line.setRight(ending.left() - GAP)
        self._paint_line(brush, line, row)

    def _paint_line(self, brush: RowPainter, line: QRect, row: RadioRow) -> None:
        time = brush.text(line, row.clock, "list", 400, "text3")
        glyph = line.left() + time + 15
        token = "text1" if row.live else "text2" if row.token == "text1" else row.token
        brush.glyph((glyph, line.center().y() + 1), row.glyph, token, 14)
        who = QRect(glyph + 16, line.top(), line.right() - glyph - 16, line.height())
        who.setWidth(min(who.width(), WIDEST_NAME))
        name = brush.text(who, row.who, "list", 600, "text1" if row.named else row.token)
        usual = NAME_WIDTH_COMPACT if self._look.compact else NAME_WIDTH
        line.setLeft(who.left() + max(usual, name + GAP))
        brush.text(line, row.text, "list", 600 if row.live else 400, "text1" if row.live else row.token)

    def _is_click(self, event: QEvent, area: QRect) -> bool:
        return (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and self.assign_area(area).contains(event.position().toPoint())
        )
