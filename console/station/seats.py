"""This position among the others: says once a second that it is there, and knows what it may speak for."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any
from uuid import uuid4

from console.board.holder import Board
from console.board.views import LinkView, SeatView
from console.desk.command import Receipt
from console.desk.seats import NAME_LENGTH, TIMERS, Attendance, Speaker, SpokenFor, Standing, device_lease
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable

BEAT_S = 1.0
SHOW_EVERY_S = 10.0
"""While nobody comes or goes the board hears this often that the others are still there."""
LINK = "Positions"
LOG = logging.getLogger(__name__)


class Seats:
    """Beats for this position on a thread of its own; safe from any thread.

    Beats are ordered at the desk like any verb, and one that the store does not answer is followed by no
    other. Nothing that a lease stands for is done any more once it was not renewed in time, whatever the
    reason.
    """

    def __init__(
        self,
        *,
        desk: DeskThread,
        board: Board,
        position: str,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._desk = desk
        self._board = board
        self._position = position[:NAME_LENGTH]
        self._monotonic = monotonic
        self._own = frozenset({TIMERS})
        self._said = Attendance(uuid4().hex, self._own)
        self._standing = Standing("")
        self._beating: Future[Standing] | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self._shown_at = 0.0
        self.spoken_for = 0
        """How much of what this position's devices said was another's to log."""
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="seats", daemon=True)

    def start(self) -> None:
        """Beat from now on; what is ordered at the desk after this returns is done after the first beat."""
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        """Give back all that this position holds, by the time that the desk's thread has ended."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(5.0)
        self._desk.order(lambda desk: desk.leave()).add_done_callback(_log_failure)

    def want(self, devices: Iterable[str]) -> None:
        """These are the devices that this position hears now; it wants to speak for them and no others."""
        self._say(wants=self._own | {device_lease(name) for name in devices})

    def edit(self, call: str) -> None:
        """This position has that call open for changing, "" for none; the others are told."""
        self._say(editing=call)

    def holds(self, lease: str) -> bool:
        """Whether this position holds a lease at this moment."""
        held = self._standing.held.get(lease)
        return held is not None and self._monotonic() < held.until

    def leads(self) -> bool:
        """Whether this is the one position that runs what runs by itself."""
        return self.holds(TIMERS)

    def speaker(self, device: str) -> str:
        """The other position that speaks for a device, "" when this one does or none is known to."""
        theirs = self._standing.theirs.get(device_lease(device))
        return theirs.seat if theirs is not None and self._monotonic() < theirs.until else ""

    def speaks(self, device: str) -> bool:
        """Whether what a device says may become verbs here; what may not is counted."""
        if not self.speaker(device):
            return True
        self.spoken_for += 1
        return False

    def do(self, verb: str, args: Mapping[str, Any], *, device: str) -> "Future[Receipt]":
        """Order a verb of a device; its future raises SpokenFor when another position speaks for it."""
        key, speaker = uuid4().hex, Speaker(device_lease(device), self._said.program)
        done = self._desk.order(lambda desk: desk.do(verb, args, actor=device, key=key, speaker=speaker))
        done.add_done_callback(self._count)
        return done

    def _count(self, done: "Future[Receipt]") -> None:
        if isinstance(done.exception(), SpokenFor):
            self.spoken_for += 1

    def _say(self, **changed: Any) -> None:
        """Say something else from now on, and at once."""
        with self._lock:
            said, self._said = self._said, replace(self._said, **changed)
        if self._said != said:
            self._wake.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(BEAT_S)
            self._wake.clear()
            if not self._stopping.is_set():
                self._beat()

    def _beat(self) -> None:
        if self._beating is None or self._beating.done():
            self._beating = self._desk.order(lambda desk: desk.beat(self._said))
            self._beating.add_done_callback(self._stood)

    def _stood(self, done: "Future[Standing]") -> None:
        error = done.exception()
        if isinstance(error, Unavailable | Refused):
            # The database's own link says so; what is held runs out by itself, and the next beat may succeed.
            return
        if error is not None:
            raise error
        before, self._standing = self._standing, done.result()
        self._show(self._standing.seats)
        if self._standing.name != before.name:
            self._tell_name(self._standing.name)

    def _show(self, seats: tuple[SeatView, ...]) -> None:
        there, now = tuple((seat.name, seat.editing) for seat in seats), self._monotonic()
        if there != self._shown or now - self._shown_at >= SHOW_EVERY_S:
            self._shown, self._shown_at = there, now
            self._board.report_seats(seats)

    def _tell_name(self, name: str) -> None:
        """Say it as long as another program goes by this position's name."""
        if name != self._position:
            text = f"{self._position} is open in another window. Here it is {name} to the others."
            self._board.report(LinkView(LINK, "database", "degraded", text))
        elif LINK in self._board.picture.links:
            self._board.report(LinkView(LINK, "database", "good", ""))


def _log_failure(done: "Future[Any]") -> None:
    error = done.exception()
    if isinstance(error, Unavailable | Refused):
        LOG.warning("What this position held runs out by itself: %s", error)
    elif error is not None:
        raise error
