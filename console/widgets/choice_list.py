"""A list of choices below a field: reached with Down, left with Esc, taken with Enter or a click."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from console.widgets.theme import Theme

CHOICE = Qt.ItemDataRole.UserRole


class ChoiceList(QListView):
    """Choices, one a row. Signal: `taken` carries what was taken."""

    taken = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        # The list is reached with Down from the field; Tab goes on to the next field.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self._take)
        theme.changed.connect(self.viewport().update)

    def show_choices(self, choices: Iterable[tuple[str, Any]], meant: int | None = None) -> None:
        """Show choices, each with what a screen reader says for it; `meant` is the one to select."""
        self._model.clear()
        for words, choice in choices:
            item = QStandardItem(words)
            item.setData(choice, CHOICE)
            self._model.appendRow(item)
        if meant is not None:
            self.setCurrentIndex(self._model.index(meant, 0))

    def enter(self) -> None:
        """Take the focus, on the choice that is meant or else on the first."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choice that is meant stays in view."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(index.data(CHOICE))
