"""The crossing between threads: what other threads bring reaches the window in slots on its own thread."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.board.holder import Board
from console.board.involved_view import CallerDetails
from console.desk.command import Answer, Command, Receipt
from console.desk.session import Actor
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.station.attaching import reads_a_file, with_content


class Crossing(QObject):
    """Carries the board's picture and the desk's answers to the window's thread.

    `actor` is asked who sits here each time that something is ordered.
    Signals: picture_changed (Picture), answered (Answer), caller_told (the number of a call, who called
    about it by name and telephone, and why that may not be shown, "" where it may).
    """

    picture_changed = Signal(object)
    answered = Signal(object)
    caller_told = Signal(str, str, str, str)
    _stirred = Signal()
    _settled = Signal(object)
    _callers = Signal(str, str, str, str)

    def __init__(self, board: Board, desk: DeskThread, actor: Callable[[], Actor]) -> None:
        super().__init__()
        self._board = board
        self._desk = desk
        self._actor = actor
        self._pending = threading.Event()
        self._stirred.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self.answered, Qt.ConnectionType.QueuedConnection)
        self._callers.connect(self.caller_told, Qt.ConnectionType.QueuedConnection)
        self._end_watch = board.watch(self._stir)

    def run(self, command: Command, line: str) -> None:
        """Order a command; its answer comes by the signal."""
        actor = self._actor()
        if not reads_a_file(command):
            self._order(command, line, actor)
            return
        # A folder on a network may take long to answer, and the window must not wait for it.
        threading.Thread(target=self._attach, args=(command, line, actor), daemon=True).start()

    def settle(self, key: str, take: bool) -> None:
        """Order what a conflict of the last downtime comes to; its answer comes by the signal."""
        future = self._desk.settle(key, take=take)
        said = "Done after all." if take else "Left as others have it."
        future.add_done_callback(lambda done: self._settled.emit(_answer(done, "", said)))

    def put_away(self) -> None:
        """What came of the last downtime has been read."""
        self._desk.put_away()

    def tell_caller(self, number: str) -> None:
        """Ask who called about a call, which is journalled as a view; the answer comes by the signal."""
        future = self._desk.order(lambda desk: desk.view_caller(number))
        future.add_done_callback(lambda done: self._tell(number, done))

    def close(self) -> None:
        self._end_watch()

    def _attach(self, command: Command, line: str, actor: Actor) -> None:
        try:
            self._order(with_content(command), line, actor)
        except Refused as refused:
            self._settled.emit(Answer(line, "refused", refused.reason, refused.instead, refused.word))

    def _order(self, command: Command, line: str, actor: Actor) -> None:
        future = self._desk.do(command.verb, command.args, actor=actor)
        future.add_done_callback(lambda done: self._settled.emit(answer_of(done, line)))

    def _tell(self, number: str, done: "Future[CallerDetails]") -> None:
        why_not = _answer(done, "").said
        caller = CallerDetails("", "") if why_not else done.result()
        self._callers.emit(number, caller.name, caller.phone, why_not)

    def _stir(self) -> None:
        # A hundred changes between two turns of the window's loop are one picture to show.
        if not self._pending.is_set():
            self._pending.set()
            self._stirred.emit()

    @Slot()
    def _show(self) -> None:
        self._pending.clear()
        self.picture_changed.emit(self._board.picture)


def answer_of(done: "Future[Receipt]", line: str) -> Answer:
    """What to tell the person who typed `line`."""
    if done.exception() is None:
        receipt = done.result()
        return Answer(line, "done", receipt.said, calls=receipt.calls)
    return _answer(done, line)


def _answer(done: "Future[Any]", line: str, said: str = "") -> Answer:
    error = done.exception()
    if error is None:
        return Answer(line, "done", said)
    if isinstance(error, Refused):
        return Answer(line, "refused", error.reason, error.instead, error.word)
    if isinstance(error, Unavailable):
        return Answer(line, "unavailable", str(error))
    raise error
