"""Shows who and what the call in hand is about when it is asked for, and keeps that up while it is shown."""

from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from console.desk.numbers import short_number
from console.errors import Refused
from console.station.attaching import save_as
from console.widgets.icons import Icons
from console.widgets.involved.rows import rows
from console.widgets.involved.sheet import KEY, FileSheet, InvolvedSheet
from console.widgets.wall_clock import station_day

if TYPE_CHECKING:
    from console.board.involved_view import AttachedFile, CallerDetails
    from console.board.views import Picture
    from console.clock import Clock
    from console.station.involved_crossing import InvolvedCrossing
    from console.widgets.main_window import MainWindow

NO_CALL = "Select a call first: this shows who and what it is about."


class InvolvedLink(QObject):
    """Asks the desk for the call in hand, once for each look that a person takes."""

    def __init__(
        self, main: "MainWindow", crossing: "InvolvedCrossing", clock: "Clock", zone: tzinfo
    ) -> None:
        super().__init__(main)
        self._main, self._crossing, self._clock, self._zone = main, crossing, clock, zone
        self._noted: tuple[str, int] = ("", 0)
        main.panels.detail.call_shown.connect(self._follow_call)
        crossing.told.connect(self._show)
        crossing.file_told.connect(self._show_file)
        crossing.refused.connect(lambda why: main.bar.note(why, refused=True))
        QShortcut(QKeySequence(KEY), main).activated.connect(self._view)

    def show_picture(self, picture: "Picture") -> None:
        """Ask again where more was noted on the call that is looked at."""
        shown = self._main.help.content
        if isinstance(shown, InvolvedSheet) and not self._covered and self._state(shown.call) != self._noted:
            self._ask(shown.call)

    @property
    def _covered(self) -> bool:
        """Whether the screen is locked: nothing of the station is shown then."""
        return self._main.guard is not None and self._main.guard.covered

    def _view(self) -> None:
        """Show it; where it is shown already, go to its list."""
        shown = self._main.help.content
        call = self._main.panels.detail.shown()
        if isinstance(shown, InvolvedSheet) and shown.call == call:
            shown.list.setFocus()
        elif not call:
            self._main.bar.note(NO_CALL)
        elif not self._covered:
            self._ask(call)

    def _ask(self, call: str) -> None:
        self._noted = self._state(call)
        self._crossing.view(call)

    def _state(self, call: str) -> tuple[str, int]:
        """What tells that something was noted or struck since."""
        view = self._main.picture.calls.get(call)
        return (call, view.life.noted * 100 + len(view.life.involved)) if view is not None else (call, 0)

    def _follow_call(self) -> None:
        """Another call is in hand: what was shown of the one before is put away."""
        shown = self._main.help.content
        if isinstance(shown, InvolvedSheet | FileSheet) and shown.call != self._in_hand:
            self._main.help.hide()

    @property
    def _in_hand(self) -> str:
        return self._main.panels.detail.shown()

    def _short(self, call: str) -> str:
        return short_number(call, station_day(self._clock.now(), self._zone))

    def _show(self, call: str, found: "CallerDetails") -> None:
        if self._covered or call != self._in_hand:
            return
        before = self._main.help.content
        if isinstance(before, InvolvedSheet) and before.call == call:
            sheet = before
        else:
            theme = self._main.panels.detail.theme
            sheet = InvolvedSheet(theme, Icons(theme), call)
            sheet.file_picked.connect(lambda number: self._crossing.view_file(call, number))
            self._main.help.show_content(sheet)
        sheet.show_rows(self._short(call), list(rows(call, found, self._zone)), self._main.height())

    def _show_file(self, call: str, number: int, file: "AttachedFile") -> None:
        if self._covered or call != self._in_hand:
            return
        title = f"File {number} of call {self._short(call)}"
        sheet = FileSheet(self._main.panels.detail.theme, call, file, title, self._main.height())
        sheet.save_requested.connect(lambda: self._save(file))
        self._main.help.show_content(sheet)
        self._main.bar.line.setFocus()

    def _save(self, file: "AttachedFile") -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._main, "Save a copy", file.name)
        if not chosen:
            return
        try:
            save_as(file, Path(chosen))
        except Refused as refused:
            self._main.bar.note(refused.reason, refused=True)
        else:
            self._main.bar.note(f"Saved as {Path(chosen).name}.")
