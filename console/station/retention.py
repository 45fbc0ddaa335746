"""Takes out what the station may not keep any longer, on the one position that leads."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress

from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.station.keeper import Keeper

ACTOR = "Housekeeping"
EVERY_S = 3600.0
AT_MOST = 200
"""Verbs of a kind in one turn; what is left waits for the next hour."""
LOG = logging.getLogger(__name__)


class Retention(Keeper):
    """Orders what is due at the desk when it is started, and once an hour.

    `due` has the verbs with the days after which each takes something out. A server's partitions of
    positions are made ahead as well, and accounts that nobody uses are disabled.
    """

    def __init__(self, *, desk: DeskThread, due: Mapping[str, int], leads: Callable[[], bool]) -> None:
        super().__init__("retention", EVERY_S)
        self._desk = desk
        self._due = due
        self._leads = leads

    def look(self) -> int:
        """Do what is due, where this position leads; how many verbs that were."""
        try:
            if self._leads():
                self._desk.order(lambda desk: desk.make_room()).result()
                self._desk.order(lambda desk: desk.accounts.retire()).result()
            return sum(self._take_out(verb, days) for verb, days in self._due.items())
        except Unavailable as error:
            LOG.warning("What is old could not be taken out, in an hour again: %s", error)
        return 0

    def _take_out(self, verb: str, days: int) -> int:
        done = 0
        with suppress(Refused):
            # It is refused once nothing is left that is old enough.
            while self._leads() and done < AT_MOST and not self._stopping.is_set():
                self._desk.do(verb, {"days": days}, actor=ACTOR).result()
                done += 1
        return done

    def _run(self) -> None:
        self.look()
        super()._run()
