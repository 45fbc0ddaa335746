"""Takes out who called, once the station may not keep it any longer, on the one position that leads."""

import logging
import threading
from collections.abc import Callable

from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable

ACTOR = "Housekeeping"
EVERY_S = 3600.0
AT_MOST = 200
"""Redactions in one turn; what is left waits for the next hour."""
LOG = logging.getLogger(__name__)


class Retention:
    """Orders redactions at the desk once an hour, on a thread of its own; none that is not due is done."""

    def __init__(self, *, desk: DeskThread, days: int, leads: Callable[[], bool]) -> None:
        self._desk = desk
        self._days = days
        self._leads = leads
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def look(self) -> int:
        """Do what is due, where this position leads; how many redactions that were."""
        done = 0
        try:
            while self._leads() and done < AT_MOST and not self._stopping.is_set():
                self._desk.do("redact", {"days": self._days}, actor=ACTOR).result()
                done += 1
        except Refused:
            # Nothing is left that is old enough.
            return done
        except Unavailable as error:
            LOG.warning("Callers could not be redacted, in an hour again: %s", error)
        return done

    def _run(self) -> None:
        self.look()
        while not self._stopping.wait(EVERY_S):
            self.look()
