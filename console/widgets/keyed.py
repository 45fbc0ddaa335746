"""A list model whose rows are known by keys: new data moves only the rows that really moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """What a row must have: a key that stays, and a short label."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Section:
    """A bar between rows, which cannot be selected."""

    title: str
    count: int
    glyph: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        return f"section {self.title}"

    @property
    def label(self) -> str:
        return f"{self.title}, {self.count}"


class KeyedListModel(QAbstractListModel):
    """Rows by key; `say` gives the sentence that a screen reader hears, `tip` what the mouse shows."""

    def __init__(
        self,
        say: Callable[[Any], str],
        tip: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._tip = tip
        self._rows: list[Any] = []
        self._places: dict[str, int] = {}

    @property
    def rows(self) -> Sequence[Any]:
        return self._rows

    def place(self, key: str) -> int:
        """The row number of a key, -1 when it is not in the list."""
        return self._places.get(key, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], Section):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.label if isinstance(row, Section) else self._say(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip and not isinstance(row, Section):
            return self._tip(row) or None
        return None

    def show(self, wanted: Sequence[Any]) -> bool:
        """Become `wanted`; true when rows came, went or moved, and not only changed."""
        places = {row.key: place for place, row in enumerate(wanted)}
        before = [row.key for row in self._rows]
        restructured = before != list(places)
        if restructured:
            self._remove(places)
            self._reorder([row.key for row in wanted if row.key in self._places], places)
            self._insert(wanted)
        self._places = places
        self._replace(wanted)
        return restructured

    def _remove(self, kept: dict[str, int]) -> None:
        for first, last in reversed(_runs([row.key not in kept for row in self._rows])):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, order: Sequence[str], places: dict[str, int]) -> None:
        order = sorted(order, key=places.__getitem__)
        finals = {key: place for place, key in enumerate(order)}
        for place, key in enumerate(order):
            have = self._rows[place].key
            if have == key:
                continue
            # One row that went down shows as a hole here: move it, and not all that came up.
            if self._rows[place + 1].key == key:
                self._move(place, finals[have])
            else:
                self._move(next(i for i, row in enumerate(self._rows) if row.key == key), place)

    def _move(self, source: int, target: int) -> None:
        # Qt counts the target in the list as it still is, with the moved row in it.
        self.beginMoveRows(
            QModelIndex(), source, source, QModelIndex(), target + 1 if target > source else target
        )
        self._rows.insert(target, self._rows.pop(source))
        self.endMoveRows()

    def _insert(self, wanted: Sequence[Any]) -> None:
        known = {row.key for row in self._rows}
        for first, last in _runs([row.key not in known for row in wanted]):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def _replace(self, wanted: Sequence[Any]) -> None:
        changed = [new is not old and new != old for old, new in zip(self._rows, wanted, strict=True)]
        self._rows = list(wanted)
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last place of each stretch of true marks."""
    runs: list[tuple[int, int]] = []
    for place, marked in enumerate(marks):
        if marked and runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        elif marked:
            runs.append((place, place))
    return runs
