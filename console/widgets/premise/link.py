"""Shows what is known of the place of the call in hand, and of the place that is being typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from console.widgets.premise.notes import KEY

if TYPE_CHECKING:
    from console.board.premise_view import PremisesAt
    from console.board.views import Picture
    from console.station.premise_crossing import PremiseCrossing
    from console.widgets.main_window import MainWindow

AGAIN_MS = 2000
"""Other people's records are looked for at most this often."""
NOWHERE = "There is no place to look up: select a call, or type a place."


class PremiseLink(QObject):
    """Asks when another place is shown, and puts the answer where that place still stands."""

    def __init__(self, main: "MainWindow", crossing: "PremiseCrossing") -> None:
        super().__init__(main)
        self._main = main
        self._crossing = crossing
        self._of_call = self._typed = ""
        self._entry = 0
        self._pause = QTimer(self, singleShot=True, interval=AGAIN_MS)
        main.panels.detail.call_shown.connect(self._follow_call)
        main.writing.place_meant.connect(self._follow_typed)
        crossing.told.connect(self._show)
        crossing.refused.connect(lambda why: main.bar.note(why, refused=True))
        QShortcut(QKeySequence(KEY), main).activated.connect(self._view)

    def show_picture(self, picture: "Picture") -> None:
        """Look again: somebody may have noted or ended a record, or corrected the place."""
        self._follow_call()
        if picture.entry != self._entry and not self._pause.isActive():
            self._entry = picture.entry
            self._pause.start()
            for place in {self._of_call, self._typed}:
                self._ask(place)

    def _follow_call(self) -> None:
        call = self._main.picture.calls.get(self._main.panels.detail.shown())
        place = call.place if call is not None else ""
        if place != self._of_call:
            self._of_call = place
            self._main.panels.detail.premises.show_premises(None)
            self._ask(place)

    def _follow_typed(self, place: str) -> None:
        if place != self._typed:
            self._typed = place
            self._main.writing.show_premises(None)
            self._ask(place)

    def _ask(self, place: str) -> None:
        if place:
            self._crossing.ask(place)

    def _view(self) -> None:
        place = self._typed if self._main.writing.entry_open and self._typed else self._of_call
        if place:
            self._crossing.view(place)
        else:
            self._main.bar.note(NOWHERE)

    def _show(self, known: "PremisesAt") -> None:
        if known.place == self._of_call:
            self._main.panels.detail.premises.show_premises(known)
        if known.place == self._typed:
            self._main.writing.show_premises(known)
