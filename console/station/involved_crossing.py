"""The crossing of who and what calls are about between the desk's thread and the window's."""

from concurrent.futures import CancelledError, Future

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.board.involved_view import AttachedFile, CallerDetails
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable


class InvolvedCrossing(QObject):
    """Asks the desk, which journals each look, and brings its answers to the window's thread.

    Signals: told (the number of a call, CallerDetails), file_told (the number of a call, the file's own
    number, AttachedFile), refused (why something is not shown).
    """

    told = Signal(str, object)
    file_told = Signal(str, int, object)
    refused = Signal(str)
    _answered = Signal(str, object)
    _read = Signal(str, int, object)

    def __init__(self, desk: DeskThread) -> None:
        super().__init__()
        self._desk = desk
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._read.connect(self._take_file, Qt.ConnectionType.QueuedConnection)

    def view(self, call: str) -> None:
        """Who called about that call, and who and what is noted on it."""
        future = self._desk.order(lambda desk: desk.view_caller(call))
        future.add_done_callback(lambda done: self._answered.emit(call, done))

    def view_file(self, call: str, number: int) -> None:
        """What is in that file of the call."""
        future = self._desk.order(lambda desk: desk.attached_file(call, number))
        future.add_done_callback(lambda done: self._read.emit(call, number, done))

    @Slot(str, object)
    def _take(self, call: str, done: "Future[CallerDetails]") -> None:
        try:
            self.told.emit(call, done.result())
        except (Refused, Unavailable, CancelledError) as error:
            self.refused.emit(str(error))

    @Slot(str, int, object)
    def _take_file(self, call: str, number: int, done: "Future[AttachedFile]") -> None:
        try:
            self.file_told.emit(call, number, done.result())
        except (Refused, Unavailable, CancelledError) as error:
            self.refused.emit(str(error))
