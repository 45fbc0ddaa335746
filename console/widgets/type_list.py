"""The list of call types that fit what is typed, inside the call entry panel so that it covers nothing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.board.views import CallTypeView, Codes
from console.widgets.call_types import find_type, fitting_types
from console.widgets.priority_segments import BADGE, paint_priority
from console.widgets.theme import Theme

ROW_HEIGHT = 28
CODE_WIDTH = 84
SIDE = 14
KIND = Qt.ItemDataRole.UserRole


class TypeList(QListView):
    """Call types, one a row. Signal: `chosen` carries the code of the type that was taken."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(TypeDelegate(theme, self))
        self.setAccessibleName("Call types")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        # The list is reached with Down from the field; Tab goes on to the next field.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self._take)
        theme.changed.connect(self.viewport().update)

    def show_types(self, typed: str, codes: Codes) -> int:
        """Show the types that fit what is typed, the one it means selected; returns how many these are."""
        kinds = fitting_types(typed, codes)
        self._model.clear()
        for kind in kinds:
            item = QStandardItem(f"{kind.code} {kind.name}")
            item.setData(kind, KIND)
            self._model.appendRow(item)
        meant = find_type(typed, codes)
        if meant is not None:
            self.setCurrentIndex(self._model.index(kinds.index(meant), 0))
        return len(kinds)

    def enter(self) -> None:
        """Take the focus, on the type that is meant or else on the first."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The type that is meant stays in view."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(KIND).code)


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
        kind: CallTypeView = index.data(KIND)
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
