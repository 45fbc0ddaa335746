"""Readings into verbs: what the devices say goes to the desk, positions go straight to the board."""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from console.board.holder import Board
from console.clock import Clock
from console.desk.seats import SpokenFor
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.station.identities import Identities
from console.station.positions import Positions
from console.station.repeats import Repeats
from console.station.seats import Seats
from console.station.strangers import Strangers
from hardware.inbox import Inbox, Received
from hardware.readings import (
    Acknowledged,
    Alarm,
    Caller,
    Channel,
    Emergency,
    Heartbeat,
    Position,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    TransmissionEnded,
    Trouble,
    Undecoded,
)

TURN_S = 0.1
BOARD_EVERY_S = 0.02
STORE_EVERY_S = 2.0
COUNTED_EVERY_S = 2.0
"""How often what is counted, and not logged one by one, is told."""
LOG = logging.getLogger(__name__)

Answer = Callable[[str, bytes], None]
"""Writes bytes to the device of a link."""
Heard = Callable[[str, Reading], None]
"""Is told every reading that concerns what we send, with its link."""


class Intake:
    """One thread between the links' inbox and the desk.

    `answer` writes to a device: a receiver of alarms is answered once its event is committed, and not
    before, because what was not answered is sent again. `heard` is told acknowledgements, which it puts
    into the log with what they mean, and channels. With `seats` only those devices are listened to that
    this position speaks for.
    """

    def __init__(
        self,
        *,
        inbox: Inbox,
        board: Board,
        desk: DeskThread,
        clock: Clock,
        identities: Identities,
        answer: Answer,
        heard: Heard,
        seats: Seats | None = None,
    ) -> None:
        self._inbox = inbox
        self._board = board
        self._desk = desk
        self._clock = clock
        self._identities = identities
        self._answer = answer
        self._heard = heard
        self._seats = seats
        self._positions = Positions()
        self._repeats = Repeats(clock.monotonic)
        self._strangers = Strangers(clock.monotonic)
        self._unread: dict[str, tuple[int, Undecoded]] = {}
        self._stored_at = self._told_at = self._moved_at = clock.monotonic()
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
            Alarm: self._alarm,
            Heartbeat: self._heartbeat,
            Caller: self._caller,
            Acknowledged: self._heard,
            Channel: self._heard,
            Trouble: self._trouble,
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
            self._turn(self._inbox.take(BOARD_EVERY_S if self._positions.waiting else TURN_S))
        self._turn(self._inbox.take(0))
        self._store_now()
        self._tell_undecoded()
        self._tell_strangers(at_the_end=True)

    def _turn(self, received: list[Received]) -> None:
        for item in received:
            handler = self._handlers.get(type(item.reading))
            if handler is None or self._repeats.is_repeat(item.reading):
                continue
            if self._is_ours(item):
                handler(item.link, item.reading)
        now = self._clock.monotonic()
        if self._positions.waiting and now - self._moved_at >= BOARD_EVERY_S:
            self._moved_at = now
            self._board.move(self._positions.for_board())
        if now - self._stored_at >= STORE_EVERY_S:
            self._stored_at = now
            self._store()
        if now - self._told_at >= COUNTED_EVERY_S:
            self._told_at = now
            self._tell_undecoded()
            self._tell_strangers()

    def _is_ours(self, item: Received) -> bool:
        """Whether this position speaks for the device, or it answers what this position has sent."""
        sent_here = isinstance(item.reading, Acknowledged | Channel)
        return sent_here or self._seats is None or self._seats.speaks(item.link)

    def _position(self, link: str, reading: Position) -> None:
        unit = self._identities.unit(link, reading.unit)
        if unit:
            self._positions.take(unit, reading, self._clock.now())
        else:
            self._strangers.take(link, reading)

    def _began(self, link: str, reading: TransmissionBegan) -> None:
        self._order("radio_heard", link=link, **self._sender(link, reading))

    def _ended(self, link: str, reading: TransmissionEnded) -> None:
        self._order("radio_ended", link=link, **self._sender(link, reading))

    def _status(self, link: str, reading: Status) -> None:
        self._order("radio_status", link=link, code=reading.code, **self._sender(link, reading))

    def _emergency(self, link: str, reading: Emergency) -> None:
        self._order("radio_emergency", link=link, **self._sender(link, reading))

    def _text(self, link: str, reading: Text) -> None:
        self._order("radio_text", link=link, words=reading.text, **self._sender(link, reading))

    def _sender(self, link: str, reading: Reading) -> dict[str, Any]:
        """Who sent it: the identity as it came, and the unit behind it where that is known."""
        unit = self._identities.unit(link, reading.unit)
        return {"radio_id": reading.unit, "unit": unit, "raw": reading.raw}

    def _alarm(self, link: str, reading: Alarm) -> None:
        # Which events there are stands in the alarm drivers' own table, loaded with the first alarm.
        from hardware.alarm.contact_id import family, opens, words

        done = self._order(
            "alarm_received",
            link=link,
            account=reading.unit,
            event=reading.event,
            qualifier=reading.qualifier,
            partition=reading.partition,
            zone=reading.zone,
            receiver=reading.receiver,
            line=reading.line,
            level=reading.level,
            family=family(reading.event),
            opens=opens(reading.event),
            words=reading.text or words(reading.event, reading.qualifier),
            place=self._identities.place(reading.unit),
            raw=reading.raw,
        )
        done.add_done_callback(lambda stored: self._answer_if_stored(stored, link, reading.answer))

    def _answer_if_stored(self, stored: "Future[Any]", link: str, answer: bytes) -> None:
        if answer and not stored.cancelled() and stored.exception() is None:
            self._answer(link, answer)

    def _heartbeat(self, link: str, reading: Heartbeat) -> None:
        if reading.answer:
            self._answer(link, reading.answer)

    def _caller(self, link: str, reading: Caller) -> None:
        self._order(
            "phone_rang",
            link=link,
            number=reading.number,
            name=reading.name,
            withheld=reading.withheld,
            raw=reading.raw,
        )

    def _trouble(self, link: str, reading: Trouble) -> None:
        self._order("radio_trouble", link=link, words=reading.text, radio_id=reading.unit, raw=reading.raw)

    def _undecoded(self, link: str, reading: Undecoded) -> None:
        count, _ = self._unread.get(link, (0, reading))
        self._unread[link] = (count + 1, reading)

    def _tell_undecoded(self) -> None:
        """A burst of noise is one line in the log with its count, not a line a frame."""
        unread, self._unread = self._unread, {}
        for link, (count, last) in unread.items():
            self._order("radio_undecoded", link=link, why=last.why, count=count, raw=last.raw)

    def _tell_strangers(self, *, at_the_end: bool = False) -> None:
        for link, radio_id, times, newest in self._strangers.due(at_the_end=at_the_end):
            self._order(
                "radio_position",
                link=link,
                radio_id=radio_id,
                count=times,
                lat=newest.lat,
                lon=newest.lon,
                raw=newest.raw,
            )

    def _store(self) -> None:
        if self._storing is None or self._storing.done():
            self._store_now()

    def _store_now(self) -> None:
        fixes = self._positions.for_store()
        if fixes:
            self._storing = self._desk.keep_fixes(fixes)
            self._storing.add_done_callback(_log_failure)

    def _order(self, verb: str, *, link: str, **args: Any) -> "Future[Any]":
        args["link"] = link
        if self._seats is not None:
            done = self._seats.do(verb, args, device=link)
        else:
            done = self._desk.do(verb, args, actor=link)
        done.add_done_callback(_log_failure)
        return done


def _log_failure(done: "Future[Any]") -> None:
    error = done.exception()
    if isinstance(error, SpokenFor):
        return
    if isinstance(error, Refused | Unavailable):
        LOG.warning("A device's message was not taken: %s", error)
    elif error is not None:
        raise error
