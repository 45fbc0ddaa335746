"""Readings into verbs: what the devices say goes to the desk, positions go straight to the board."""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from console.board.holder import Board
from console.clock import Clock
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.station.positions import Positions
from hardware.inbox import Inbox, Received
from hardware.readings import (
    Emergency,
    Position,
    Status,
    Text,
    TransmissionBegan,
    TransmissionEnded,
    Undecoded,
)

TURN_S = 0.1
STORE_EVERY_S = 2.0
UNDECODED_EVERY_S = 2.0
LOG = logging.getLogger(__name__)


class Intake:
    """One thread between the links' inbox and the desk.

    `owners` names the unit of each device that belongs to one; other identities are radio IDs.
    """

    def __init__(
        self, *, inbox: Inbox, board: Board, desk: DeskThread, clock: Clock, owners: Mapping[str, str]
    ) -> None:
        self._inbox = inbox
        self._board = board
        self._desk = desk
        self._clock = clock
        self._owners = owners
        self._positions = Positions()
        self._unread: dict[str, tuple[int, Undecoded]] = {}
        self._stored_at = self._told_at = clock.monotonic()
        self._storing: Future[None] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self._handlers: Mapping[type, Callable[[str, Any], None]] = {
            Position: self._position,
            TransmissionBegan: self._began,
            TransmissionEnded: self._ended,
            Status: self._status,
            Emergency: self._emergency,
            Text: self._text,
            Undecoded: self._undecoded,
        }

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Hand on what has arrived, then end."""
        self._stopping.set()
        self._inbox.close()
        if self._thread.is_alive():
            self._thread.join(5.0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turn(self._inbox.take(TURN_S))
        self._store()

    def _turn(self, received: list[Received]) -> None:
        for item in received:
            handler = self._handlers.get(type(item.reading))
            if handler is not None:
                handler(item.link, item.reading)
        moved = self._positions.for_board()
        if moved:
            self._board.move(moved)
        now = self._clock.monotonic()
        if now - self._stored_at >= STORE_EVERY_S:
            self._stored_at = now
            self._store()
        if now - self._told_at >= UNDECODED_EVERY_S:
            self._told_at = now
            self._tell_undecoded()

    def _position(self, link: str, reading: Position) -> None:
        unit = self._owners.get(link) or self._unit_of(reading.unit)
        if unit:
            self._positions.take(unit, reading, self._clock.now())

    def _began(self, link: str, reading: TransmissionBegan) -> None:
        self._order("radio_heard", link=link, radio_id=reading.unit, raw=reading.raw)

    def _ended(self, link: str, reading: TransmissionEnded) -> None:
        self._order("radio_ended", link=link, radio_id=reading.unit, raw=reading.raw)

    def _status(self, link: str, reading: Status) -> None:
        self._order("radio_status", link=link, radio_id=reading.unit, code=int(reading.code), raw=reading.raw)

    def _emergency(self, link: str, reading: Emergency) -> None:
        self._order("radio_emergency", link=link, radio_id=reading.unit, raw=reading.raw)

    def _text(self, link: str, reading: Text) -> None:
        self._order("radio_text", link=link, radio_id=reading.unit, words=reading.text, raw=reading.raw)

    def _undecoded(self, link: str, reading: Undecoded) -> None:
        count, _ = self._unread.get(link, (0, reading))
        self._unread[link] = (count + 1, reading)

    def _tell_undecoded(self) -> None:
        """A burst of noise is one line in the log with its count, not a line a frame."""
        unread, self._unread = self._unread, {}
        for link, (count, last) in unread.items():
            self._order("radio_undecoded", link=link, why=last.why, count=count, raw=last.raw)

    def _store(self) -> None:
        if self._storing is not None and not self._storing.done():
            return
        fixes = self._positions.for_store()
        if fixes:
            self._storing = self._desk.keep_fixes(fixes)
            self._storing.add_done_callback(_log_failure)

    def _order(self, verb: str, *, link: str, **args: Any) -> None:
        self._desk.do(verb, {"link": link, **args}, actor=link).add_done_callback(_log_failure)

    def _unit_of(self, identity: str) -> str:
        units = self._board.picture.units.values()
        return next((u.call_sign for u in units if identity and u.radio_id == identity), "")


def _log_failure(done: "Future[Any]") -> None:
    error = done.exception()
    if isinstance(error, Refused | Unavailable):
        LOG.warning("A device's message was not taken: %s", error)
    elif error is not None:
        raise error
