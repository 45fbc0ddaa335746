"""The list view of all panels: it keeps its place and its selection whatever the data do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look, RowDelegate

Action = QAbstractItemView.CursorAction
LOADING = "The store is being opened."
KeyTable = Mapping[int, Callable[[], None]]


class RowList(QListView):
    """Rows painted by a delegate; `keys` are the single keys that work while it has the focus.

    Signals: `key_selected` the key of the newly selected row, empty when there is none now.
    """

    key_selected = Signal(str)

    def __init__(self, look: Look, model: KeyedListModel, delegate: RowDelegate, name: str) -> None:
        super().__init__()
        self._look = look
        self._rows = model
        self._selected = ""
        self._empty = LOADING
        self.keys: KeyTable = {}
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        look.changed.connect(self.doItemsLayout)

    def set_empty_text(self, text: str) -> None:
        """What the list says while it has no rows."""
        self._empty = text
        self.viewport().update()

    @property
    def empty_text(self) -> str:
        return "" if self._rows.rowCount() else self._empty

    def selected(self) -> str:
        """The key of the selected row, empty when none is."""
        return self._selected

    def select(self, key: str) -> None:
        """Select the row of a key and bring it into view; an unknown key selects nothing."""
        place = self._rows.place(key)
        if place < 0:
            self._deselect()
            return
        index = self._rows.index(place)
        if key != self._selected:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show newer rows: the selected one stays selected and in view, the others stay where they are."""
        if self._selected and all(row.key != self._selected for row in rows):
            # Qt would select a neighbour: the next key would then act on a call that nobody chose.
            self._deselect()
        anchors = self._anchors()
        followed = self._in_view(self._selected)
        if not self._rows.show(rows):
            return
        self._return_to(anchors)
        if followed and not self._in_view(self._selected):
            self.scrollTo(self._rows.index(self._rows.place(self._selected)))

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, and never search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = None if plain else self.keys.get(event.key())
        if command is None:
            super().keyPressEvent(event)
            return
        event.accept()
        command()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._selected:
            # Qt makes the first row current without selecting it, and Down would pass it over.
            self.selectionModel().clearCurrentIndex()

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over the section bars, which cannot be selected."""
        rows = [place for place in range(self._rows.rowCount()) if self._can_select(place)]
        if not rows:
            return QModelIndex()
        here = self.currentIndex().row()
        above = [place for place in rows if place < here]
        below = [place for place in rows if place > here]
        page = max(1, self.viewport().height() // max(1, self.sizeHintForRow(rows[0])))
        targets = {
            Action.MoveHome: rows[0],
            Action.MoveEnd: rows[-1],
            Action.MovePageUp: (above or rows[:1])[-page:][0],
            Action.MovePageDown: (below or rows[-1:])[:page][-1],
            Action.MoveUp: (above or rows[:1])[-1],
            Action.MovePrevious: (above or rows[:1])[-1],
            Action.MoveDown: (below or rows[-1:])[0],
            Action.MoveNext: (below or rows[-1:])[0],
        }
        return self._rows.index(targets.get(action, max(here, rows[0])))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rows.rowCount():
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._look.font("body", 400))
        painter.setPen(self._look.color("text2"))
        area = self.viewport().rect().adjusted(14, 14, -14, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._empty)

    def _can_select(self, place: int) -> bool:
        return bool(self._rows.flags(self._rows.index(place)) & Qt.ItemFlag.ItemIsSelectable)

    def _deselect(self) -> None:
        self.selectionModel().clear()

    def _rect(self, key: str) -> QRect:
        place = self._rows.place(key)
        return self.visualRect(self._rows.index(place)) if place >= 0 else QRect()

    def _in_view(self, key: str) -> bool:
        return bool(key) and self.viewport().rect().contains(self._rect(key).center())

    def _anchors(self) -> list[tuple[str, int]]:
        """Rows in view with their heights; none at the top, where new rows are meant to be seen."""
        top = self.indexAt(QPoint(1, 1))
        if not self.verticalScrollBar().value() or not top.isValid():
            return []
        keys = [row.key for row in self._rows.rows[top.row() : top.row() + 30] if self._can_anchor(row.key)]
        return [(key, self._rect(key).top()) for key in keys]

    def _can_anchor(self, key: str) -> bool:
        return not key.startswith("section ")

    def _return_to(self, anchors: list[tuple[str, int]]) -> None:
        bar = self.verticalScrollBar()
        for key, top in anchors:
            if self._rows.place(key) >= 0:
                bar.setValue(bar.value() + self._rect(key).top() - top)
                return

    def _on_selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        chosen = self.selectionModel().selectedIndexes()
        key = self._rows.rows[chosen[0].row()].key if chosen else ""
        if key == self._selected:
            return
        self._selected = key
        # A selected row may be higher than the others.
        self.scheduleDelayedItemsLayout()
        self.key_selected.emit(key)
