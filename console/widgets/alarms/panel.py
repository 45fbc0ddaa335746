"""The alarm list: one list of all that is open, worked with keys."""

from collections.abc import Callable
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal

from console.board.alarm_views import AlarmView
from console.board.views import Picture
from console.clock import Clock
from console.widgets.alarms.delegate import AlarmDelegate
from console.widgets.alarms.rows import AlarmRow, is_flood, make_rows
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel, Section
from console.widgets.paint import Look
from console.widgets.panel import Panel
from console.widgets.pieces import plain_tip
from console.widgets.row_list import RowList
from console.widgets.theme import Theme

EMPTY_TEXT = "No alarms."
HINTS = (
    ("K", "Acknowledge"),
    ("S", "Shelve"),
    ("U", "Unshelve"),
    ("X", "Clear"),
    ("C", "Send cover"),
    ("Enter", "Open call"),
    ("M", "Map"),
    ("Ctrl+F8", "Mute"),
    ("Esc", "Close"),
)
REGULAR_HEIGHT, COMPACT_HEIGHT = 270, 190


class AlarmPanel(Panel):
    """Closed until somebody opens it; the panels below make room for it.

    Signals: `run_requested` a line that is run at once; `command_requested` a line to complete;
    `call_requested` the number of a call to open; `map_requested` the call sign to show on the map.
    """

    run_requested = Signal(str)
    command_requested = Signal(str)
    call_requested = Signal(str)
    map_requested = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__(theme, "Alarms", "Ctrl+8")
        self._clock, self._zone = clock, zone
        self._picture = Picture()
        look = Look(theme, icons, self)
        self._model = KeyedListModel(self._say, lambda row: plain_tip(self._say(row)), parent=self)
        delegate = AlarmDelegate(look, self._model, clock.now)
        self.list = RowList(look, self._model, delegate, "Alarms")
        delegate.setParent(self.list)
        self.list.keys = self._make_keys()
        self.list.set_empty_text(EMPTY_TEXT)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.set_hints(HINTS)
        theme.changed.connect(self._fit)
        self._fit()

    def show_picture(self, picture: Picture) -> None:
        """Show the newest picture; selection, scroll and focus stay where they are."""
        self._picture = picture
        rows = make_rows(picture, self._clock.now(), self._zone)
        self.list.show_rows(rows)
        self.set_count(sum(not isinstance(row, Section) for row in rows))
        flood = is_flood((a for a in picture.alarms.values() if not a.shelved), self._clock.now())
        self.set_note(
            "More than 10 in 10 min: grouped by place" if flood else "", "amber" if flood else "second"
        )

    def tick(self) -> None:
        """Bring the ages up to this second."""
        if self.isVisible():
            self.list.viewport().update()

    def open(self) -> None:
        """Begin to be used, with the alarm to see to first selected unless another one is."""
        if not self.list.selected():
            first = next((row.key for row in self._model.rows if not isinstance(row, Section)), "")
            self.list.select(first)

    def selected(self) -> AlarmView | None:
        """The alarm of the selected row."""
        key = self.list.selected()
        return self._picture.alarms.get(int(key)) if key else None

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        return {
            Qt.Key.Key_K: partial(self._run, "K {0.number}"),
            Qt.Key.Key_U: partial(self._run, "KU {0.number}"),
            Qt.Key.Key_S: partial(self._ask, "KS {0.number} 30, "),
            Qt.Key.Key_X: partial(self._ask, "KX {0.number}, "),
            Qt.Key.Key_C: partial(self._ask, "{0.draft}"),
            Qt.Key.Key_M: self._show_on_map,
            Qt.Key.Key_Return: self._open_call,
            Qt.Key.Key_Enter: self._open_call,
        }

    def _run(self, line: str) -> None:
        alarm = self.selected()
        if alarm is not None:
            self.run_requested.emit(line.format(alarm))

    def _ask(self, line: str) -> None:
        alarm = self.selected()
        wanted = line.format(alarm) if alarm is not None else ""
        if wanted:
            self.command_requested.emit(wanted)

    def _open_call(self) -> None:
        alarm = self.selected()
        if alarm is not None and alarm.call:
            self.call_requested.emit(alarm.call)

    def _show_on_map(self) -> None:
        alarm = self.selected()
        if alarm is not None and alarm.unit:
            self.map_requested.emit(alarm.unit)

    def _say(self, row: AlarmRow) -> str:
        return row.sentence(self._clock.now())

    def _fit(self) -> None:
        self.setFixedHeight(COMPACT_HEIGHT if self.theme.compact else REGULAR_HEIGHT)
