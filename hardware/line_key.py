"""A radio keyed on RTS: pressed from any thread, raised and lowered by the one that has the port."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hardware.radio.keying import Keying

LOCK_LIMIT = 1.0
"""Seconds; a port that hangs while its line is set must hold up nobody who closes it."""


class LineKey:
    """RTS of a port is high while the key is down and its limit is not reached, and never else."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._keying = Keying()
        self._raised = False
        self._told = False

    @property
    def raised(self) -> bool:
        """Whether RTS is high; asked without waiting for a port that hangs."""
        return self._raised

    def press(self) -> None:
        """The key goes down: RTS follows at the next look."""
        with self._lock:
            self._keying.press(self._monotonic())

    def release(self) -> None:
        """The key comes up: RTS follows at the next look."""
        with self._lock:
            self._keying.release(self._monotonic())
            self._told = False

    def drive(self, port: Any) -> str:
        """Set RTS as it must be now; why it was let go, once, when that was the limit's doing.

        Raises OSError or TypeError when the port is lost.
        """
        with self._lock:
            wanted = self._keying.keyed(self._monotonic())
            if wanted != self._raised:
                self._raised = wanted
                port.rts = wanted
            why, told = self._keying.why, self._told
            self._told = bool(why)
            return "" if told else why

    def let_go(self, port: Any) -> None:
        """Release the key and lower RTS at once, whatever the port does; to be called before it is closed."""
        locked = self._lock.acquire(timeout=LOCK_LIMIT)
        try:
            self._keying.release(self._monotonic())
            self._raised = self._told = False
            with suppress(AttributeError, OSError, TypeError):
                port.rts = False
        finally:
            if locked:
                self._lock.release()
