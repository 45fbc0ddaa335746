"""What every simulated device is: bytes in, bytes out, and a clock from outside."""

import threading
import time
from datetime import UTC, datetime
from typing import Protocol

OUTPUT_LIMIT = 65536


class Clock(Protocol):
    """The time a simulated device lives in; it may run faster than the machine's."""

    def now(self) -> datetime:
        """Time of day, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step backwards."""
        ...


class MachineClock:
    """For a device that stands alone, on no bench."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class SimulatedDevice(Protocol):
    """Safe from any thread: the port reads it on one, the stage moves it on another."""

    def receive(self, data: bytes) -> None:
        """Bytes that the console sent to it."""
        ...

    def emit(self) -> bytes:
        """All that it has said by now and that nobody has read; b"" when it is silent."""
        ...


class Output:
    """What a device has said: at most 64 KB, of which the oldest messages go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: list[bytes] = []
        self._size = 0

    def say(self, message: bytes) -> None:
        """Queue one whole message."""
        with self._lock:
            self._messages.append(message)
            self._size += len(message)
            while self._size > OUTPUT_LIMIT and len(self._messages) > 1:
                self._size -= len(self._messages.pop(0))

    def take(self) -> bytes:
        """Everything queued, once."""
        with self._lock:
            messages, self._messages, self._size = self._messages, [], 0
        return b"".join(messages)
