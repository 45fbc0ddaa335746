"""The recommended units of a call that is being written down: the best three, one of them chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.recommend import Recommendation
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look
from console.widgets.panel import SIDE_PADDING
from console.widgets.pieces import Text
from console.widgets.recommended.painting import CandidateDelegate, row_height
from console.widgets.recommended.rows import KEYS, CandidateRow, rows_of
from console.widgets.row_list import RowList
from console.widgets.theme import Theme


class RecommendedUnits(QWidget):
    """Shown as long as there is somebody to recommend, or something is missing; Alt and a digit choose.

    Signal: `changed` says that another unit may be chosen now, or none.
    """

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._given: Recommendation | None = None
        self._chosen = ""
        look = Look(theme, icons, self)
        self._model = KeyedListModel(lambda row: row.label, lambda row: row.label, parent=self)
        delegate = CandidateDelegate(look, self._model)
        self.list = RowList(look, self._model, delegate, "Recommended units")
        delegate.setParent(self.list)
        # The fields keep the focus: a click or a key chooses.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self.choose(index.row() + 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.list)
        theme.changed.connect(self._fit)
        self.hide()

    @property
    def first(self) -> str:
        """The unit that is recommended, "" for none."""
        first = self._given.first if self._given is not None else None
        return first.unit if first is not None else ""

    @property
    def shows_any(self) -> bool:
        """Whether there is something to show."""
        return bool(self._model.rowCount())

    @property
    def chosen(self) -> str:
        """The unit to send: the recommended one, unless another was chosen that still could go."""
        units = [row.candidate.unit for row in self._rows() if isinstance(row, CandidateRow) and row.can_go]
        return self._chosen if self._chosen in units else self.first

    def show_recommendation(self, given: Recommendation | None) -> None:
        """Show who should go, None while nobody can tell."""
        self._given = given
        self._show()

    def choose(self, place: int) -> None:
        """Choose the unit that stands at that place, counted from 1; nothing where there is none."""
        for row in self._rows():
            if isinstance(row, CandidateRow) and row.place == place and row.can_go:
                self._chosen = row.candidate.unit
                self._show()

    def forget(self) -> None:
        """Another call: nothing is chosen any more."""
        self._chosen = ""
        self.show_recommendation(None)

    def _rows(self) -> list[object]:
        return list(rows_of(self._given, limit=KEYS))

    def _show(self) -> None:
        rows = rows_of(self._given, self.chosen, KEYS)
        self.list.show_rows(rows)
        self.list.viewport().update()
        self.setVisible(bool(rows))
        self._fit()
        self.changed.emit()

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("section")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(26)
        parts = QHBoxLayout(bar)
        parts.setContentsMargins(SIDE_PADDING, 0, SIDE_PADDING, 0)
        parts.addWidget(Text(self._theme, "Recommended units", "caption", 500, tone="second"))
        parts.addStretch(1)
        parts.addWidget(Text(self._theme, "By travel time", "caption", tone="third"))
        return bar

    def _fit(self) -> None:
        self.list.setFixedHeight(max(1, self._model.rowCount()) * row_height(self._theme.compact))
