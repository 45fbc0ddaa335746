"""The calls panel: the queue of waiting calls and the active ones."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from PySide6.QtCore import QModelIndex, Qt, Signal

from console.board.views import Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.desk.recommend import Candidate, Recommendation, recommend
from console.widgets.calls.delegate import CallDelegate
from console.widgets.calls.event_filter import EventFilter
from console.widgets.calls.rows import CallRow, CallRows
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel, Section
from console.widgets.paint import Look
from console.widgets.panel import Panel
from console.widgets.pieces import plain_tip
from console.widgets.row_list import LOADING, RowList
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day

HINTS, OF_EVENT = (("Enter", "Open"), ("N", "Note")), ("V", "Event's calls")
EMPTY_TEXT = "No calls waiting. F2 starts one."


class CallsPanel(Panel):
    """Waiting and active calls; `zone` is the station's, whose midnight starts a new day of numbers.

    Calls that other positions than `position` have open for changing are marked.
    Signals: `call_selected` and `call_opened` the call's number, empty when none is selected now;
    `command_requested` a command line to complete; `recommendation_wanted` the selected waiting call's
    number, whenever who should go may have changed: until an answer comes, straight lines have to do.
    """

    call_selected = Signal(str)
    call_opened = Signal(str)
    command_requested = Signal(str)
    recommendation_wanted = Signal(str)

    def __init__(
        self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo = UTC, position: str = ""
    ) -> None:
        super().__init__(theme, "Calls", "Ctrl+1")
        self._clock = clock
        self._zone = zone
        self._picture = Picture()
        self._rows = CallRows(position, zone)
        self._filter = EventFilter()
        self._given: Recommendation | None = None
        self._is_first_guess = False
        self.recommend_now: Callable[[str], Recommendation] | None = None
        """What is asked where somebody is sent before the answer to `recommendation_wanted` is here."""
        look = Look(theme, icons, self)
        self._model = KeyedListModel(self._say, lambda row: plain_tip(row.editing), parent=self)
        delegate = CallDelegate(look, self._model, clock.now, self.selected, lambda: self._given)
        self.list = RowList(look, self._model, delegate, "Calls")
        delegate.setParent(self.list)
        self.list.keys = {
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_N: self._begin_note,
            Qt.Key.Key_V: self._turn_filter,
        }
        self.list.key_selected.connect(self._on_selected)
        self.list.doubleClicked.connect(self._on_double_clicked)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.set_hints(HINTS)
        self.set_count(0)

    def show_picture(self, picture: Picture) -> None:
        """Show the newest picture; selection, scroll and focus stay where they are."""
        self._picture = picture
        self.list.set_empty_text(EMPTY_TEXT if picture.loaded else LOADING)
        rows = self._rows.make(self._filter.of(picture), self._today())
        self.set_note(self._filter.words(picture), "amber")
        self.set_hints((*HINTS, OF_EVENT) if picture.events else HINTS)
        self._renew_offer()
        self.list.show_rows(rows)
        self.set_count(sum(not isinstance(row, Section) for row in rows))

    def tick(self) -> None:
        """Show the ages of now; at midnight the numbers of yesterday take their day."""
        if self._rows.today != self._today():
            self.show_picture(self._picture)
        self._renew_offer()
        self.list.viewport().update()

    def select(self, number: str) -> None:
        """Select a call and bring it into view; a number that is not open selects nothing."""
        self.list.select(number)

    def selected(self) -> str:
        """The number of the selected call, empty when none is."""
        return self.list.selected()

    def offered(self) -> str:
        """The unit that the selected waiting call shows beside F5, empty when it shows none."""
        first = self._given.first if self._given is not None else None
        return first.unit if first is not None else ""

    @property
    def given(self) -> Recommendation | None:
        """Who should go to the selected waiting call, as it is shown."""
        return self._given

    def recommendation(self) -> Recommendation | None:
        """The same for a key that sends somebody: what was only a first guess is asked for now."""
        if self._given is not None and self._is_first_guess and self.recommend_now is not None:
            self.show_recommendation(self.recommend_now(self._given.call))
        return self._given

    def show_recommendation(self, given: Recommendation) -> None:
        """Show who should go to the selected call; an answer about another one is too late."""
        if self._given is not None and given.call == self._given.call:
            self._given, self._is_first_guess = given, False
            self.list.viewport().update()

    def _today(self) -> date:
        return station_day(self._clock.now(), self._zone)

    def _renew_offer(self) -> None:
        call = self._picture.calls.get(self.selected())
        if call is None or call.state != "waiting" or not call.eligible:
            self._given = None
            return
        first = self._given.first if self._given is not None else None
        other = self._given is None or self._given.call != call.number
        if other or self._is_first_guess or (first is not None and not self._is_free(first)):
            self._given = recommend(self._picture, call, None, self._clock.now())
            self._is_first_guess = True
        self.recommendation_wanted.emit(call.number)

    def _is_free(self, first: Candidate) -> bool:
        held = self._picture.units.get(first.unit)
        return held is not None and held.status == "available"

    def _say(self, row: CallRow) -> str:
        now: datetime = self._clock.now()
        return row.sentence(now)

    def _open(self) -> None:
        if self.selected():
            self.call_opened.emit(self.selected())

    def _turn_filter(self) -> None:
        """Show the calls of the next event only, and after the last one all calls again."""
        self._filter.turn(self._picture)
        self.show_picture(self._picture)

    def _begin_note(self) -> None:
        if self.selected():
            self.command_requested.emit(f"R {short_number(self.selected(), self._today())}, ")

    def _on_selected(self, number: str) -> None:
        self._renew_offer()
        self.call_selected.emit(number)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._open()
