"""The menus of the map: what is shown, its tools, and what lies under the cursor."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from console.board.views import Picture
from console.widgets.map.cards import mark_words
from console.widgets.map.clusters import Cluster
from console.widgets.map.ground import Layers
from console.widgets.map.keys import ENTRIES
from console.widgets.map.marks import CallMark, UnitMark, unit_mark

if TYPE_CHECKING:
    from console.widgets.map.panel import MapPanel

MOST_LISTED = 30
LAYERS = (
    ("labels", "Street names"),
    ("facilities", "Facilities"),
    ("beats", "Beats"),
    ("closures", "Closures"),
    ("streets", "Streets"),
    ("background", "Background picture"),
)
Mark = UnitMark | CallMark


class LayersMenu(QMenu):
    """What is shown on the map. Signal: `chosen` carries the Layers."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: dict[str, QAction] = {}
        for name, words in LAYERS:
            # Made here and not by Qt: what Qt makes can slip away from us while the menu still has it.
            item = self._items[name] = QAction(words, self)
            self.addAction(item)
            item.setCheckable(True)
            item.setChecked(True)
            item.toggled.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(Layers(**{name: item.isChecked() for name, item in self._items.items()}))


def add_tools(menu: QMenu, press: Callable[[str], object]) -> None:
    """The tools of the map with their keys."""
    for key, words in ENTRIES:
        menu.addAction(f"{words}\t{key}").triggered.connect(partial(_press, press, key))


def marks_of(mark: Mark | Cluster, now: datetime) -> list[Mark]:
    """The units of a cluster by name, the free ones first; a single mark as it is."""
    if not isinstance(mark, Cluster):
        return [mark]
    marks = [unit_mark(unit, fix, now, False) for _x, _y, unit, fix in mark.members]
    return sorted(marks, key=lambda each: (not each.available, each.call_sign))


def add_marks(
    menu: QMenu, marks: Sequence[Mark], picture: Picture, panel: "MapPanel", *, actions: bool = False
) -> None:
    """One entry to select each; with `actions` also what can be done with the first one."""
    for mark in marks[:MOST_LISTED]:
        # A lone & would be taken for the mark of a key, and not be shown.
        item = menu.addAction(mark_words(mark, picture).replace("&", "&&"))
        item.triggered.connect(partial(_select, panel, mark))
    if len(marks) > MOST_LISTED:
        menu.addAction(f"and {len(marks) - MOST_LISTED} more: + parts them").setEnabled(False)
    if actions and len(marks) == 1:
        _add_actions(menu, marks[0], panel)


def _add_actions(menu: QMenu, mark: Mark, panel: "MapPanel") -> None:
    if isinstance(mark, UnitMark):
        menu.addAction(f"Follow {mark.name.replace('&', '&&')}").triggered.connect(
            lambda: panel.canvas.follow(mark.call_sign)
        )
    elif mark.waiting:
        menu.addAction("Dispatch the recommended unit").triggered.connect(
            lambda: panel.recommend_requested.emit(mark.number)
        )


def _select(panel: "MapPanel", mark: Mark, _checked: bool = False) -> None:
    if isinstance(mark, CallMark):
        panel.call_clicked.emit(mark.number)
    else:
        panel.unit_clicked.emit(mark.call_sign)


def _press(press: Callable[[str], object], key: str, _checked: bool = False) -> None:
    press(key)
