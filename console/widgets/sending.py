"""Sends units to calls with one key: the recommended one at once, another one with a reason that is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from console.board.views import Picture
from console.clock import Clock
from console.errors import Refused
from console.widgets.calls import CallsPanel
from console.widgets.dispatching import line_to_send
from console.widgets.writing import Writing


class Sending(QObject):
    """Makes the line that sends somebody to the call that is selected, or to the one that is being written.

    Signals: `line_ready` carries a line to run, `line_begun` one for the command line that wants a reason,
    `said` what there is to say, and whether it is a refusal.
    """

    line_ready = Signal(str)
    line_begun = Signal(str)
    said = Signal(str, bool)

    def __init__(
        self, calls: CallsPanel, writing: Writing, clock: Clock, picture: Callable[[], Picture]
    ) -> None:
        super().__init__(writing)
        self._calls = calls
        self._writing = writing
        self._clock = clock
        self._picture = picture

    def send_or_save(self) -> None:
        """Save the new call that is open and send somebody, else send somebody to the selected one."""
        if self._writing.entry_open:
            self._writing.save_and_dispatch()
        else:
            self.send()

    def choose(self, place: int) -> None:
        """Choose a recommended unit for the new call that is open, else send it to the selected one."""
        if self._writing.entry_open:
            self._writing.choose_unit(place)
        else:
            self.send_ranked(place)

    def send(self) -> None:
        """Send the recommended unit to the selected call, or say why nobody is sent."""
        call = self._picture().calls.get(self._calls.selected())
        try:
            line = line_to_send(call, self._calls.recommendation(), self._picture(), self._clock.now())
        except Refused as refused:
            self.said.emit(refused.reason, True)
        else:
            self.line_ready.emit(line)

    def send_ranked(self, place: int) -> None:
        """Send the unit that stands at that place of the selected call's candidates, counted from 1."""
        given = self._calls.recommendation()
        if place == 1 or given is None:
            self.send()
        elif place > len(given.ranked):
            self.said.emit(f"There is no unit {place} for this call.", True)
        else:
            self.send_unit(given.ranked[place - 1].unit)

    def send_unit(self, unit: str) -> None:
        """Send one of the selected call's candidates: any but the first needs a reason."""
        given = self._calls.given
        if given is not None:
            self.send_chosen(given.call, unit, given.first.unit if given.first is not None else "")

    def send_chosen(self, call: str, unit: str, recommended: str) -> None:
        """Send the unit that was chosen for a call; another one than was recommended needs a reason."""
        if not unit:
            self.send()
            return
        if unit == recommended:
            self.line_ready.emit(f"D {unit} {call}")
            return
        self.line_begun.emit(f"D {unit} {call}, ")
        why = f"Why {unit} and not {recommended}?" if recommended else f"Why {unit}?"
        self.said.emit(f"{why} Type the reason, then Enter.", False)
