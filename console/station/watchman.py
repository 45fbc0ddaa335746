"""The watchman: asks the watch once a second what is due, and orders it where this position leads."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from console.board.holder import Board
from console.clock import Clock
from console.desk.desk import Desk
from console.desk.thread import DeskThread
from console.desk.watch import Order, due
from console.errors import Refused, Unavailable
from console.station.keeper import Keeper
from console.station.link_watch import LinkWatch

ACTOR = "Watch"
EVERY_S = 1.0
TURN_S = 0.1
"""A shift that runs faster than the clock is looked at as often as it has seconds, this often at most."""
AT_MOST = 20
"""Orders of one look; what is left is due at the next one."""
LOG = logging.getLogger(__name__)


class Watchman(Keeper):
    """Looks once a second of the station's clock.

    What is due for the station is ordered where `leads` says so, with keys that make it happen once; what is
    due for this position's links, everywhere. It keeps only which orders are on their way or done, so that
    they are not ordered each second: a position that takes over finds the same due.
    """

    def __init__(
        self, *, board: Board, desk: DeskThread, clock: Clock, leads: Callable[[], bool], position: str
    ) -> None:
        super().__init__("watchman", TURN_S)
        self._board = board
        self._desk = desk
        self._clock = clock
        self._leads = leads
        self._links = LinkWatch(position)
        self._ordered: dict[str, Future[Any]] = {}
        self._looked_at = clock.monotonic()

    def look(self) -> "list[Future[Any]]":
        """Order what is due now; the futures of what was ordered."""
        picture, now = self._board.picture, self._clock.now()
        if not picture.loaded:
            return []
        found = due(picture, now) if self._leads() else []
        # What is no longer due may be due another time, and is no longer to be remembered.
        wanted = {order.key for order in found}
        self._ordered = {
            key: done for key, done in self._ordered.items() if key in wanted and not _failed(done)
        }
        new = [order for order in found if order.key not in self._ordered][:AT_MOST]
        return [self._order(order) for order in (*new, *self._links.due(picture, now))]

    def _order(self, order: Order) -> "Future[Any]":
        done = self._desk.order(partial(_do, order))
        done.add_done_callback(_log_failure)
        self._ordered[order.key] = done
        return done

    def take_turn(self) -> None:
        """Look where a second of the station's clock has passed."""
        now = self._clock.monotonic()
        if now - self._looked_at >= EVERY_S:
            self._looked_at = now
            self.look()


def _do(order: Order, desk: Desk) -> object:
    return desk.do(order.verb, order.args, actor=ACTOR, key=order.key)


def _failed(done: "Future[Any]") -> bool:
    """Whether the store was away: what was due then is due still."""
    return done.done() and isinstance(done.exception(), Unavailable)


def _log_failure(done: "Future[Any]") -> None:
    error = done.exception()
    if isinstance(error, Refused):
        # Somebody did it, or made it needless, between the look and its turn.
        return
    if isinstance(error, Unavailable):
        LOG.warning("What was due could not be done, and is tried again: %s", error)
    elif error is not None:
        raise error
