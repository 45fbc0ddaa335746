"""The crossing of what is known of places between the desk's thread and the window's."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.board.premise_view import PremisesAt
from console.desk.session import Actor
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable


class PremiseCrossing(QObject):
    """Asks the desk, and brings its answers to the window's thread.

    Signals: told (PremisesAt), refused (why restricted records are not shown).
    """

    told = Signal(object)
    refused = Signal(str)
    _answered = Signal(object, bool)

    def __init__(self, desk: DeskThread, actor: Callable[[], Actor]) -> None:
        super().__init__()
        self._desk = desk
        self._actor = actor
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self, place: str) -> None:
        """What everybody may know of the place."""
        future = self._desk.order(lambda desk: desk.premises_at(place))
        future.add_done_callback(lambda done: self._answered.emit(done, False))

    def view(self, place: str) -> None:
        """Restricted records as well, which the journal keeps."""
        actor = self._actor()
        future = self._desk.order(lambda desk: desk.view_premises(place, actor))
        future.add_done_callback(lambda done: self._answered.emit(done, True))

    @Slot(object, bool)
    def _take(self, done: "Future[PremisesAt]", asked_for: bool) -> None:
        try:
            self.told.emit(done.result())
        except (Refused, Unavailable, CancelledError) as error:
            # Without the store nothing is known of the place; that is said once, by the link's chip.
            if asked_for:
                self.refused.emit(str(error))
