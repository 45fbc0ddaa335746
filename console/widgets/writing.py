"""The panels in which calls are written, one at a time: a new call, or the correction of an old one."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.board.views import CallView, Picture
from console.clock import Clock
from console.desk.command import Answer, Command
from console.desk.numbers import short_number
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day
from console.widgets.window_frame import WindowFrame
from console.widgets.window_layout import WindowLayout

if TYPE_CHECKING:
    from console.board.premise_view import PremisesAt
    from console.desk.recommend import Recommendation
    from console.geo.geofile import Geofile
    from console.widgets.call_entry import CallEntryPanel, EntryDraft
    from console.widgets.correction import CorrectionPanel
    from console.widgets.correction.panel import CorrectionDraft

KEPT = "Changes to call {call} are kept, not saved. Shift+F2 goes on with them."
NOT_SHOWN = "This call is restricted: it is corrected by somebody who may see it."


class WritingDraft(NamedTuple):
    """What somebody has in the panels, None of one that was never needed, and whether a new call is open."""

    entry: "EntryDraft | None"
    correction: "CorrectionDraft | None"
    entry_open: bool


class Writing(QObject):
    """Both panels stand in one place of `docks`; each is made when it is first needed.

    Signals: `command_ready` carries a Command whose words are the line of its answer; `editing_changed` the
    number of the call that is open for changing, "" for none; `caller_asked` the number of the call whose
    caller is to be shown; `shown` whether the new call is open; `closed` what there is to say now that
    no panel is open; `place_meant` the place of the new call as the geofile writes it, "" while it could be
    several; `dispatch_ready` the call that was saved to be dispatched, once it is on the board, the unit that
    was chosen for it, "" for none, and the one that was recommended then; `recommendation_wanted` the new
    call as far as it is written.
    """

    command_ready = Signal(object)
    editing_changed = Signal(str)
    caller_asked = Signal(str)
    shown = Signal(bool)
    closed = Signal(str)
    dispatch_ready = Signal(object, str, str)
    recommendation_wanted = Signal(object)
    place_meant = Signal(str)

    def __init__(
        self, docks: WindowLayout, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock
    ) -> None:
        super().__init__(docks)
        self._docks, self._frame = docks, frame
        self._theme, self._icons, self._clock = theme, icons, clock
        self._picture = Picture()
        self._entry: CallEntryPanel | None = None
        self._geofile: Geofile | None = None
        self._correction: CorrectionPanel | None = None
        self._dispatch_next = False
        self._to_dispatch = ""
        self._units = ("", "")

    @property
    def open_panel(self) -> QWidget | None:
        """The panel that is open, None when neither is."""
        panels = (self._entry, self._correction)
        return next((each for each in panels if each is not None and each.isVisible()), None)

    @property
    def entry_open(self) -> bool:
        """Whether a new call is being written."""
        return self._entry is not None and self._entry.isVisible()

    def open_entry(self) -> None:
        """Open the new call, on the parked draft when there is one."""
        self._put_away()
        if self._entry is None:
            self._entry = self._make_entry()
        self._docks.show_entry(self._entry)
        self.shown.emit(True)
        self._entry.open()

    def open_correction(self, call: CallView) -> str:
        """Open a call for changing, with what was left unsaved of it; returns what there is to say."""
        if not call.type_code:
            return NOT_SHOWN
        drafted = self.entry_open
        self._put_away()
        if self._correction is None:
            self._correction = self._make_correction()
        self._docks.show_entry(self._correction)
        self.shown.emit(False)
        self.editing_changed.emit(call.number)
        today = station_day(self._clock.now(), self._frame.zone)
        self._correction.open(call, short_number(call.number, today))
        return "Draft of the new call parked. F2 opens it again." if drafted else ""

    def save_and_dispatch(self) -> None:
        """Save the new call that is open, and dispatch it as soon as it is there."""
        if self._entry is not None:
            self._entry.save(dispatch=True)

    def show_recommendation(self, given: "Recommendation") -> None:
        """Show who should go to the new call."""
        if self._entry is not None:
            self._entry.show_recommendation(given)

    def choose_unit(self, place: int) -> None:
        """Choose the unit at that place of the recommended ones for the new call that is open."""
        if self._entry is not None:
            self._entry.recommended.choose(place)

    def leave(self, focused: QWidget) -> bool:
        """Leave the panel that holds the focus; whether one does."""
        panel = self.open_panel
        if panel is None or not panel.isAncestorOf(focused):
            return False
        if panel is self._entry:
            self._entry.park()
        elif self._correction is not None:
            self._correction.leave()
        return True

    def take_draft(self) -> WritingDraft:
        """Everything that is in the panels, which are empty and closed after it."""
        entry, correction = self._entry, self._correction
        draft = WritingDraft(
            entry.take_draft() if entry is not None else None,
            correction.take_draft() if correction is not None else None,
            entry is not None and entry.isVisibleTo(entry.window()),
        )
        # A call that was saved to be sent stays in the queue: nobody is sent behind a locked screen.
        self._dispatch_next, self._to_dispatch = False, ""
        self._docks.hide_entry()
        self.shown.emit(False)
        self.editing_changed.emit("")
        return draft

    def put_draft(self, draft: WritingDraft) -> None:
        """Go on with what was in the panels, the one open that was open."""
        if self._entry is not None and draft.entry is not None:
            self._entry.put_draft(draft.entry)
            if draft.entry_open:
                self._docks.show_entry(self._entry)
                self.shown.emit(True)
        if self._correction is not None and draft.correction is not None:
            self._correction.put_draft(draft.correction)
            if self._correction.number:
                self._docks.show_entry(self._correction)
                self.editing_changed.emit(self._correction.number)

    def show_picture(self, picture: Picture) -> None:
        """Show the newest picture; nothing that was typed changes."""
        self._picture = picture
        for panel in (self._entry, self._correction):
            if panel is not None:
                panel.show_picture(picture)
        self.dispatch_saved()

    def show_caller(self, number: str, name: str, phone: str, why_not: str) -> None:
        """Show who called about a call, or why that is not shown."""
        if self._correction is not None:
            self._correction.show_caller(number, name, phone, why_not)

    def show_answer(self, answer: Answer) -> bool:
        """Show what came of a command; whether it was one of these panels'."""
        if self._entry is not None and self._entry.pending == answer.line != "":
            self._entry.show_answer(answer)
            if self._dispatch_next and answer.outcome == "done":
                self._to_dispatch = next(iter(answer.calls), "")
            self._dispatch_next = False
        elif self._correction is not None and self._correction.pending == answer.line != "":
            self._correction.show_answer(answer)
        else:
            return False
        return True

    def tick(self) -> None:
        if self._entry is not None:
            self._entry.tick()

    def dispatch_saved(self) -> None:
        """Hand on the call that was saved to be dispatched, once the picture has it."""
        call = self._picture.calls.get(self._to_dispatch)
        if call is not None:
            self._to_dispatch = ""
            self.dispatch_ready.emit(call, *self._units)

    def set_geofile(self, geofile: "Geofile | None") -> None:
        """Verify places with this edition from now on; without one they stay as they are typed."""
        self._geofile = geofile
        if self._entry is not None:
            self._entry.verified.set_geofile(geofile)

    def show_premises(self, known: "PremisesAt | None") -> None:
        """Show what is known of the place that is being typed."""
        if self._entry is not None:
            self._entry.premises.show_premises(known)

    def _make_entry(self) -> "CallEntryPanel":
        # Loaded with the first new call, so that the window is there sooner.
        from console.widgets.call_entry import CallEntryPanel

        entry = CallEntryPanel(self._theme, self._icons, self._clock, self._frame.zone)
        entry.show_picture(self._picture)
        if self._geofile is not None:
            entry.verified.set_geofile(self._geofile)
        entry.verified.placed.connect(self.place_meant)
        entry.command_ready.connect(self._on_entry_ready)
        entry.recommendation_wanted.connect(self.recommendation_wanted)
        entry.parked.connect(lambda: self._close("Draft parked. F2 opens it again."))
        entry.saved.connect(lambda: self._close(""))
        return entry

    def _make_correction(self) -> "CorrectionPanel":
        from console.widgets.correction import CorrectionPanel

        frame = self._frame
        correction = CorrectionPanel(self._theme, self._icons, frame.zone, frame.position)
        correction.show_picture(self._picture)
        correction.command_ready.connect(self.command_ready)
        correction.caller_asked.connect(self.caller_asked)
        correction.left.connect(self._on_left)
        correction.saved.connect(lambda: self._close(""))
        return correction

    def _on_entry_ready(self, command: Command, dispatch: bool) -> None:
        self._dispatch_next = dispatch
        recommended = self._entry.recommended if self._entry is not None else None
        self._units = (recommended.chosen, recommended.first) if recommended is not None else ("", "")
        self.command_ready.emit(command)

    def _on_left(self, kept: str) -> None:
        self._close(KEPT.format(call=kept) if kept else "")

    def _put_away(self) -> None:
        """Make room for the other panel; what is in this one stays in it."""
        if self.open_panel is self._correction is not None:
            self._correction.leave()

    def _close(self, said: str) -> None:
        if self._correction is not None and not self._correction.number:
            self.editing_changed.emit("")
        self._docks.hide_entry()
        self.closed.emit(said)
