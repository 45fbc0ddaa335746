"""The list of places that a typed text may mean."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.geo.candidate import Candidate
from console.widgets.choice_list import CHOICE, ChoiceList
from console.widgets.place.match import match_of
from console.widgets.theme import Theme

ROW_HEIGHT = 28
SIDE = 14


class PlaceList(ChoiceList):
    """Candidates, best first. Signal: `taken` carries the Candidate."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Places")
        self.setItemDelegate(PlaceDelegate(theme, self))

    def show_places(self, places: Sequence[Candidate]) -> None:
        """Show what the text may mean, the best of them selected but not taken."""
        self.show_choices([(sentence(place), place) for place in places], 0 if places else None)


class PlaceDelegate(QStyledItemDelegate):
    """Paints the name, its address, how well it is known, and whose it is where it is not ours."""

    def __init__(self, theme: Theme, parent: PlaceList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place: Candidate = index.data(CHOICE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.color("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.color("hover"))
        row = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text2"))
        kind = kind_words(place)
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, kind)
        room = row.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(kind) - 12, 0)
        painter.setFont(self._theme.font("body", 600))
        painter.setPen(self._theme.color("text1"))
        name = painter.fontMetrics().elidedText(place.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, name)
        rest = room.adjusted(painter.fontMetrics().horizontalAdvance(name) + 10, 0, 0, 0)
        if place.address and rest.width() > 40:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("text2"))
            shown = painter.fontMetrics().elidedText(place.address, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, middle, shown)
        painter.restore()


def kind_words(place: Candidate) -> str:
    """How well a place is known, and whose it is where it is not ours."""
    words = match_of(place).words
    return words if place.inside else f"{words}, outside in {place.municipality or 'no city'}"


def sentence(place: Candidate) -> str:
    """What a screen reader says for a row."""
    address = f", {place.address}" if place.address else ""
    return f"{place.name}{address}, {kind_words(place).lower()}"
