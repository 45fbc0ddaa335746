"""The crossing of what is known of places between the desk's thread and the window's."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.board.facility_view import Register
from console.board.premise_view import PremisesAt
from console.desk.session import Actor
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable


class PremiseCrossing(QObject):
    """Asks the desk, and brings its answers to the window's thread.

    Signals: told and viewed (PremisesAt), register_told (Register), refused (why something is not shown).
    """

    told = Signal(object)
    viewed = Signal(object)
    register_told = Signal(object)
    refused = Signal(str)
    _answered = Signal(object, bool)
    _register_read = Signal(object)

    def __init__(self, desk: DeskThread, actor: Callable[[], Actor]) -> None:
        super().__init__()
        self._desk = desk
        self._actor = actor
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._register_read.connect(self._take_register, Qt.ConnectionType.QueuedConnection)

    def ask(self, place: str, call: str = "") -> None:
        """What everybody may know of the place, and of the facility whose alarm made that call."""
        future = self._desk.order(lambda desk: desk.places.at(place, call))
        future.add_done_callback(lambda done: self._answered.emit(done, False))

    def view(self, place: str, call: str = "") -> None:
        """Restricted records as well, which the journal keeps."""
        actor = self._actor()
        future = self._desk.order(lambda desk: desk.places.view(place, actor, call))
        future.add_done_callback(lambda done: self._answered.emit(done, True))

    def view_register(self) -> None:
        """The facility register, which the journal keeps."""
        actor = self._actor()
        self._desk.order(lambda desk: desk.places.register(actor)).add_done_callback(self._register_read.emit)

    @Slot(object)
    def _take_register(self, done: "Future[Register]") -> None:
        try:
            self.register_told.emit(done.result())
        except (Refused, Unavailable, CancelledError) as error:
            self.refused.emit(str(error))

    @Slot(object, bool)
    def _take(self, done: "Future[PremisesAt]", asked_for: bool) -> None:
        try:
            (self.viewed if asked_for else self.told).emit(done.result())
        except (Refused, Unavailable, CancelledError) as error:
            # Without the store nothing is known of the place; that is said once, by the link's chip.
            if asked_for:
                self.refused.emit(str(error))
