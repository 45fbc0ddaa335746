"""The list of call types that fit what is typed, inside the call entry panel so that it covers nothing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.board.views import CallTypeView, Codes
from console.widgets.call_types import find_type, fitting_types
from console.widgets.choice_list import CHOICE, ChoiceList
from console.widgets.priority_segments import BADGE, paint_priority
from console.widgets.theme import Theme

ROW_HEIGHT = 28
CODE_WIDTH = 84
SIDE = 14


class TypeList(ChoiceList):
    """Call types, one a row. Signal: `taken` carries the CallTypeView."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Call types")
        self.setItemDelegate(TypeDelegate(theme, self))

    def show_types(self, typed: str, codes: Codes) -> int:
        """Show the types that fit what is typed, the one it means selected; returns how many these are."""
        kinds = fitting_types(typed, codes)
        meant = find_type(typed, codes)
        rows = [(f"{kind.code} {kind.name}", kind) for kind in kinds]
        self.show_choices(rows, None if meant is None else kinds.index(meant))
        return len(kinds)


class TypeDelegate(QStyledItemDelegate):
    """Paints the code, the name and the priority that the type suggests."""

    def __init__(self, theme: Theme, parent: TypeList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        kind: CallTypeView = index.data(CHOICE)
        area = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.color("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._theme.color("hover"))
        row = area.adjusted(SIDE, 0, -SIDE, 0)
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(self._theme.color("text1"))
        painter.setFont(self._theme.font("body", 600))
        painter.drawText(row, centre, kind.code)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text2"))
        name = row.adjusted(CODE_WIDTH, 0, -BADGE - 8, 0)
        words = kind.name if kind.eligible else f"{kind.name}, sworn only"
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, centre, shown)
        badge = QRectF(row.right() - BADGE, row.center().y() - BADGE / 2 + 1, BADGE, BADGE)
        paint_priority(painter, self._theme, badge, kind.priority)
        painter.restore()
