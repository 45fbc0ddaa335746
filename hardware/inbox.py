"""The bounded queue between the ports' threads and whoever acts on readings."""

import threading
from collections import Counter, deque
from typing import NamedTuple

from hardware.readings import Position, Reading


class Received(NamedTuple):
    """A reading and the name of the link that it came by."""

    link: str
    reading: Reading


class Inbox:
    """Never holds more than `size` readings, shared by all links and safe from any thread.

    When it is full positions go first, oldest first, because the next one replaces them; only
    then anything else. What is dropped is counted for its link.
    """

    def __init__(self, size: int = 4096) -> None:
        self._size = size
        self._changed = threading.Condition()
        self._positions: deque[tuple[int, Received]] = deque()
        self._others: deque[tuple[int, Received]] = deque()
        self._number = 0
        self._dropped: Counter[str] = Counter()
        self._closed = False

    def put(self, received: Received) -> None:
        """Add one; never blocks. After `close` nothing is taken in any more."""
        with self._changed:
            if self._closed:
                return
            self._number += 1
            queue = self._positions if isinstance(received.reading, Position) else self._others
            queue.append((self._number, received))
            if len(self._positions) + len(self._others) > self._size:
                self._drop_one()
            self._changed.notify_all()

    def take(self, timeout: float | None) -> list[Received]:
        """All there is, in the order it came; waits up to `timeout` seconds for the first.

        Empty when the time is up, or when the inbox is closed and emptied.
        """
        with self._changed:
            self._changed.wait_for(self._ready, timeout)
            taken = sorted([*self._positions, *self._others], key=lambda numbered: numbered[0])
            self._positions.clear()
            self._others.clear()
        return [received for _, received in taken]

    def dropped(self, link: str) -> int:
        """How many readings of this link were dropped since the start."""
        with self._changed:
            return self._dropped[link]

    def close(self) -> None:
        """Wake every taker; what is inside can still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _ready(self) -> bool:
        return self._closed or bool(self._positions) or bool(self._others)

    def _drop_one(self) -> None:
        _, lost = (self._positions or self._others).popleft()
        self._dropped[lost.link] += 1
