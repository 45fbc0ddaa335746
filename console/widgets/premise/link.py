"""Shows what is known of the place of the call in hand, and of the place that is being typed."""

from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from console.widgets.icons import Icons
from console.widgets.premise.notes import KEY
from console.widgets.premise.register_sheet import RegisterSheet

if TYPE_CHECKING:
    from console.board.facility_view import Register
    from console.board.premise_view import PremisesAt, PremiseView
    from console.board.views import Picture
    from console.station.premise_crossing import PremiseCrossing
    from console.widgets.main_window import MainWindow

REGISTER_KEY = "Ctrl+7"
AGAIN_MS = 2000
"""Other people's records are looked for at most this often."""
NOWHERE = "There is no place to look up: select a call, or type a place."


class PremiseLink(QObject):
    """Asks when another place is shown, and puts the answer where that place still stands."""

    def __init__(self, main: "MainWindow", crossing: "PremiseCrossing", zone: tzinfo) -> None:
        super().__init__(main)
        self._main = main
        self._crossing = crossing
        self._zone = zone
        self._of_call = self._typed = self._call = ""
        self._told: dict[str, PremisesAt] = {}
        self._viewed: dict[str, tuple[PremiseView, ...]] = {}
        self._entry = 0
        self._pause = QTimer(self, singleShot=True, interval=AGAIN_MS)
        main.panels.detail.call_shown.connect(self._follow_call)
        main.writing.place_meant.connect(self._follow_typed)
        crossing.told.connect(self._show)
        crossing.viewed.connect(self._show_viewed)
        crossing.refused.connect(lambda why: main.bar.note(why, refused=True))
        crossing.register_told.connect(self._show_register)
        QShortcut(QKeySequence(KEY), main).activated.connect(self._view)
        QShortcut(QKeySequence(REGISTER_KEY), main).activated.connect(self._view_register)

    def show_picture(self, picture: "Picture") -> None:
        """Look again: somebody may have noted or ended a record, or corrected the place."""
        self._follow_call()
        if picture.entry != self._entry and not self._pause.isActive():
            self._entry = picture.entry
            self._pause.start()
            self._ask(self._of_call, self._call)
            if self._typed != self._of_call:
                self._ask(self._typed)

    def _follow_call(self) -> None:
        call = self._main.picture.calls.get(self._main.panels.detail.shown())
        place, number = (call.place, call.number) if call is not None else ("", "")
        if (place, number) != (self._of_call, self._call):
            self._viewed.pop(place, None)
            self._of_call, self._call = place, number
            self._main.panels.detail.premises.show_premises(None)
            self._forget()
            self._ask(place, number)

    def _follow_typed(self, place: str) -> None:
        if place != self._typed:
            self._typed = place
            self._main.writing.show_premises(None)
            self._forget()
            self._ask(place)

    def _ask(self, place: str, call: str = "") -> None:
        if place:
            self._crossing.ask(place, call)

    def _view(self) -> None:
        typed = self._typed if self._main.writing.entry_open else ""
        if typed or self._of_call:
            self._crossing.view(typed or self._of_call, "" if typed else self._call)
        else:
            self._main.bar.note(NOWHERE)

    def _view_register(self) -> None:
        """Show the register; where it is shown already, go to its list."""
        shown = self._main.help.content
        if isinstance(shown, RegisterSheet):
            shown.list.setFocus()
        elif not self._covered:
            self._crossing.view_register()

    @property
    def _covered(self) -> bool:
        """Whether the screen is locked: nothing of the station is shown then."""
        return self._main.guard is not None and self._main.guard.covered

    def _show_register(self, found: "Register") -> None:
        if self._covered:
            return
        theme = self._main.panels.detail.theme
        sheet = RegisterSheet(theme, Icons(theme), self._zone)
        self._main.help.show_content(sheet)
        sheet.show_register(found, self._of_call)

    def _forget(self) -> None:
        """What was shown of another place has to be asked for again, on the record."""
        here = (self._of_call, self._typed)
        self._told = {place: told for place, told in self._told.items() if place in here}
        self._viewed = {place: viewed for place, viewed in self._viewed.items() if place in here}

    def _show_viewed(self, known: "PremisesAt") -> None:
        """Restricted records stay in sight as long as their call or place is, whatever else is news."""
        told = self._told.get(known.place)
        if told is None:
            return
        open_to_all = {record.key for record in told.shown}
        self._viewed[known.place] = tuple(each for each in known.shown if each.key not in open_to_all)
        self._show(replace(known, shown=tuple(r for r in known.shown if r.key in open_to_all)))

    def _show(self, known: "PremisesAt") -> None:
        self._told[known.place] = known
        viewed = self._viewed.get(known.place, ())
        if viewed:
            known = replace(known, shown=(*known.shown, *viewed), withheld=0)
        if known.place == self._of_call:
            self._main.panels.detail.premises.show_premises(known)
        if known.place == self._typed:
            self._main.writing.show_premises(known)
