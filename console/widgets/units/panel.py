"""The units panel: the unit board, grouped by who can be sent."""

from collections.abc import Callable
from datetime import UTC, date, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal

from console.board.views import Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel, Section
from console.widgets.paint import Look
from console.widgets.panel import Panel
from console.widgets.pieces import plain_tip
from console.widgets.row_list import LOADING, RowList
from console.widgets.theme import Theme
from console.widgets.units.delegate import ColumnHeads, UnitDelegate
from console.widgets.units.rows import UnitRow, make_rows, talking
from console.widgets.wall_clock import station_day

EMPTY_TEXT = "No units on shift. F7 signs one on."
HINTS = (("A", "Assign"), ("E", "En route"), ("S", "On scene"), ("C", "Clear"), ("M", "Map"))


class UnitsPanel(Panel):
    """Units by group; tell it by `set_call` which call the key A offers.

    Signals: `unit_selected` the call sign, empty when none is selected now; `command_requested` a
    command line to complete or to run; `map_requested` the call sign to show on the map.
    """

    unit_selected = Signal(str)
    command_requested = Signal(str)
    map_requested = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo = UTC) -> None:
        super().__init__(theme, "Units", "Ctrl+3")
        self._clock = clock
        self._zone = zone
        self._picture = Picture()
        self._speakers: frozenset[str] = frozenset()
        self._call = ""
        look = Look(theme, icons, self)
        self._model = KeyedListModel(self._say, self._tip, parent=self)
        delegate = UnitDelegate(look, self._model, clock.now)
        self._heads = ColumnHeads(look)
        self.list = RowList(look, self._model, delegate, "Units")
        delegate.setParent(self.list)
        self.list.keys = self._make_keys()
        self.list.key_selected.connect(self.unit_selected)
        self.body.addWidget(self._heads)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.set_hints(HINTS)
        self.set_count(0)
        theme.changed.connect(self._fit_theme)
        self._fit_theme()

    def show_picture(self, picture: Picture) -> None:
        """Show the newest picture; selection, scroll and focus stay where they are."""
        self._picture = picture
        self.list.set_empty_text(EMPTY_TEXT if picture.loaded else LOADING)
        now = self._clock.now()
        self._speakers = talking(picture.radio, now)
        rows = make_rows(picture, now, self._today())
        self.list.show_rows(rows)
        self.set_count(sum(not isinstance(row, Section) for row in rows))

    def tick(self) -> None:
        """Show the ages of now; a transmission whose end never came stops showing after a minute."""
        if talking(self._picture.radio, self._clock.now()) != self._speakers:
            self.show_picture(self._picture)
        self.list.viewport().update()

    def select(self, call_sign: str) -> None:
        """Select a unit and bring it into view; one that is not on shift selects nothing."""
        self.list.select(call_sign)

    def selected(self) -> str:
        """The call sign of the selected unit, empty when none is."""
        return self.list.selected()

    def set_call(self, number: str) -> None:
        """The call in hand: the key A assigns the selected unit to it; empty leaves it open."""
        self._call = number

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        return {
            Qt.Key.Key_A: partial(self._ask, "D {unit} {call}"),
            Qt.Key.Key_E: partial(self._ask, "E {unit}"),
            Qt.Key.Key_S: partial(self._ask, "O {unit}"),
            Qt.Key.Key_C: partial(self._ask, "C {unit} "),
            Qt.Key.Key_M: self._show_on_map,
        }

    def _ask(self, line: str) -> None:
        if self.selected():
            call = short_number(self._call, self._today()) if self._call else ""
            self.command_requested.emit(line.format(unit=self.selected(), call=call))

    def _show_on_map(self) -> None:
        if self.selected():
            self.map_requested.emit(self.selected())

    def _today(self) -> date:
        return station_day(self._clock.now(), self._zone)

    def _say(self, row: UnitRow) -> str:
        return row.sentence(self._clock.now())

    def _tip(self, row: UnitRow) -> str:
        return plain_tip(row.tip)

    def _fit_theme(self) -> None:
        self._heads.setVisible(not self.theme.compact)
        self._heads.update()
