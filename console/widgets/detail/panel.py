"""The call detail panel: the call in hand, on four pages."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar

from console.board.views import CallView, Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.desk.recommend import Recommendation
from console.widgets.detail import rows
from console.widgets.detail.delegates import FactDelegate, LineDelegate, NoteDelegate, UnitOnCallDelegate
from console.widgets.detail.header import CallHeader
from console.widgets.detail.questions import QuestionLine
from console.widgets.detail.rows import UnitOnCall
from console.widgets.icons import Icons
from console.widgets.key_button import KeyButton
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look
from console.widgets.panel import Panel, rule, set_property
from console.widgets.pieces import plain_tip
from console.widgets.premise.notes import PremiseNotes
from console.widgets.presence import editing_words, editors
from console.widgets.recommended.rows import CandidateRow, MissingRow, rows_of
from console.widgets.row_list import RowList
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day

TIMELINE, DETAILS, UNITS, NOTES = PAGES = ("Timeline", "Details", "Units", "Notes")
LEAST_FOR_BUTTON = 320
NO_CALL = "No call selected. Ctrl+1 goes to the calls."
NO_UNIT = "No unit on this call."
NO_UNIT_YET = f"{NO_UNIT} F5 sends one."
NO_NOTES = "No notes on this call."


class CallDetailPanel(Panel):
    """One call, shown as long as it is in the picture, closed or not; times are shown in `zone`.

    Other positions than `position` that have it open for changing are named beside its place.
    Signals: `correct_requested` asks that the call is opened for changing here; `call_shown` another call,
    or none, is shown now; `unit_picked` carries the unit, of those that could go to a waiting call, that
    Enter or a double click was meant for.
    """

    correct_requested = Signal()
    call_shown = Signal()
    unit_picked = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo, position: str = "") -> None:
        super().__init__(theme)
        self.setAccessibleName("Call detail")
        self._clock = clock
        self._zone = zone
        self._position = position
        self._picture = Picture()
        self._number = ""
        self._given: Recommendation | None = None
        self._look = Look(theme, icons, self)
        self.header_bar.hide()
        self.call_header = CallHeader(self._look, clock.now)
        self.correct = KeyButton(theme, "Shift+F2", "Correct")
        self.correct.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.correct.clicked.connect(self.correct_requested)
        self.premises = PremiseNotes(theme, 10)
        self.questions = QuestionLine(theme, 10)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Pages of the call")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages = QStackedWidget()
        self.lists = self._make_lists(clock)
        for title, page in self.lists.items():
            self.tabs.addTab(title)
            self._pages.addWidget(page)
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    def show_call(self, number: str) -> None:
        """Show this call from now on; empty for none."""
        self._number, self._given = number, None
        self._show()
        self.call_shown.emit()

    def show_picture(self, picture: Picture) -> None:
        """Show the newest picture of the call; page, selection and scroll stay where they are."""
        old, self._picture = self._picture, picture
        if (
            old.calls.get(self._number) is not picture.calls.get(self._number)
            or old.codes is not picture.codes
        ):
            self._show()
        elif (old.seats, old.downtime_since) != (picture.seats, picture.downtime_since):
            self._show_head()

    def show_recommendation(self, given: Recommendation) -> None:
        """Show who could go to the call, with the units on it; an answer about another call is too late."""
        call = self._picture.calls.get(self._number)
        if call is not None and given.call == self._number:
            self._given = given
            self._show_page(UNITS, call, self._units(call))

    def shown(self) -> str:
        """The number of the call that is shown, empty when there is none."""
        return self._number if self._number in self._picture.calls else ""

    def tick(self) -> None:
        """Show the ages of now."""
        self.call_header.update()
        if self._pages.currentWidget() is self.lists[UNITS]:
            self.lists[UNITS].viewport().update()

    def turn_page(self, step: int) -> None:
        """Go `step` pages on; after the last comes the first. The window's Ctrl+PgUp and PgDn call this."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _make_lists(self, clock: Clock) -> dict[str, RowList]:
        models = {title: KeyedListModel(lambda row: row.label, parent=self) for title in PAGES}
        models[UNITS] = KeyedListModel(
            lambda row: row.sentence(clock.now()) if isinstance(row, UnitOnCall) else row.label,
            lambda row: plain_tip(row.label),
            parent=self,
        )
        delegates = {
            TIMELINE: LineDelegate(self._look, models[TIMELINE]),
            DETAILS: FactDelegate(self._look, models[DETAILS]),
            UNITS: UnitOnCallDelegate(self._look, models[UNITS], clock.now),
            NOTES: NoteDelegate(self._look, models[NOTES]),
        }
        lists = {
            title: RowList(self._look, models[title], delegates[title], f"Call {title.lower()}")
            for title in PAGES
        }
        for title, page in lists.items():
            delegates[title].setParent(page)
            page.set_empty_text(NO_CALL)
        lists[UNITS].keys = {Qt.Key.Key_Return: self._pick, Qt.Key.Key_Enter: self._pick}
        lists[UNITS].doubleClicked.connect(self._pick)
        lists[NOTES].setResizeMode(RowList.ResizeMode.Adjust)
        return lists

    def _lay_out(self) -> None:
        self.body.addWidget(self.call_header)
        self.body.addWidget(self.premises)
        self.body.addWidget(self.questions)
        tab_row = QHBoxLayout()
        tab_row.setContentsMargins(4, 0, 4, 0)
        tab_row.addWidget(self.tabs, 1)
        tab_row.addWidget(self.correct)
        self.body.addLayout(tab_row)
        self.body.addWidget(rule())
        self.body.addSpacing(4)
        self.body.addWidget(self._pages, 1)
        self.tabs.currentChanged.connect(self._turn_to)
        self._turn_to(0)
        self._show()

    def _fit(self) -> None:
        self.tabs.setFont(self.theme.font("list"))
        self.correct.show_key(not self.theme.compact)
        set_property(self.tabs, "compact", "true" if self.theme.compact else "false")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_correction()

    def _offer_correction(self) -> None:
        """The button gives way where the tabs need the room; the key works all the same."""
        self.correct.setVisible(bool(self.shown()) and self.width() >= LEAST_FOR_BUTTON)

    def _turn_to(self, page: int) -> None:
        had_focus = self._pages.currentWidget().hasFocus()
        self._pages.setCurrentIndex(page)
        self.setFocusProxy(self._pages.currentWidget())
        if had_focus:
            self._pages.currentWidget().setFocus()

    def _show(self) -> None:
        call = self._show_head()
        codes, zone = self._picture.codes, self._zone
        pages = {TIMELINE: [], DETAILS: [], UNITS: [], NOTES: []}
        if call is not None:
            pages = {
                TIMELINE: rows.timeline(call, zone),
                DETAILS: rows.facts(call, codes, zone),
                UNITS: self._units(call),
                NOTES: rows.notes(call, zone),
            }
        for title, page_rows in pages.items():
            self._show_page(title, call, page_rows)

    def _show_page(self, title: str, call: CallView | None, page_rows: Sequence[Any]) -> None:
        self.lists[title].set_empty_text(_empty_text(title, call))
        self.lists[title].show_rows(page_rows)
        counted = call is not None and title != DETAILS
        # Who could go is not on the call yet.
        count = sum(not isinstance(row, CandidateRow | MissingRow) for row in page_rows)
        self.tabs.setTabText(PAGES.index(title), f"{title} {count}" if counted else title)

    def _units(self, call: CallView) -> list[UnitOnCall | CandidateRow | MissingRow]:
        """The units on the call; then, while it waits, those that could go to it."""
        given = self._given if call.state == "waiting" else None
        return [*rows.units(call, self._picture.codes), *rows_of(given)]

    def _pick(self) -> None:
        """Pick the candidate that is selected."""
        key = self.lists[UNITS].selected()
        picked = [row for row in self.lists[UNITS].model().rows if row.key == key]
        if picked and isinstance(picked[0], CandidateRow):
            self.unit_picked.emit(picked[0].candidate.unit)

    def _show_head(self) -> CallView | None:
        """Show what call it is and who else is editing it; returns the call."""
        call = self._picture.calls.get(self._number)
        today = station_day(self._clock.now(), self._zone)
        short = short_number(self._number, today) if call else ""
        editing = editing_words(editors(self._picture, self._number, self._position))
        self.call_header.show_call(call, short, editing, today, self._zone)
        self.questions.show_questions(call, short, self._picture.codes)
        self._offer_correction()
        return call


def _empty_text(title: str, call: CallView | None) -> str:
    if call is None:
        return NO_CALL
    can_send = call.state == "waiting" and call.eligible
    return {UNITS: NO_UNIT_YET if can_send else NO_UNIT, NOTES: NO_NOTES}.get(title, "")
