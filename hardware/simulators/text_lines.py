"""A simulated decoder that prints every MDC-1200 burst it hears as a line."""

import threading
from heapq import heappop, heappush
from itertools import count
from random import Random

from hardware.simulators.device import Clock, Output

EMERGENCY_REPEATS = 3
SHORTEST_PAUSE, LONGEST_PAUSE = 0.8, 1.5
"""Seconds between the bursts of one emergency."""
PTT_ID, POST_ID, EMERGENCY = (0x01, 0x80), (0x01, 0x00), (0x00, 0x81)
STATUS, MESSAGE = 0x46, 0x47
RADIO_CHECK, CALL_ALERT = (0x63, 0x85), (0x35, 0x89)


class SimulatedTextDecoder:
    """Units are named as on the air, by four hexadecimal digits; `seed` fixes how emergencies are spaced."""

    def __init__(self, clock: Clock, seed: int = 0, node: int = 41618) -> None:
        self._clock = clock
        self._random = Random(seed)
        self._node = node
        self._lock = threading.Lock()
        self._output = Output()
        self._bursts: list[tuple[float, int, bytes]] = []
        self._order = count()

    def key(self, unit: str) -> None:
        """The unit begins to talk."""
        self._hear(unit, *PTT_ID)

    def unkey(self, unit: str) -> None:
        """The unit lets go."""
        self._hear(unit, *POST_ID)

    def status(self, unit: str, code: int) -> None:
        """The unit sends a status, 0-255."""
        self._hear(unit, STATUS, code)

    def message(self, unit: str, code: int) -> None:
        """The unit sends one of its fixed messages, 0-255."""
        self._hear(unit, MESSAGE, code)

    def radio_check(self, unit: str) -> None:
        self._hear(unit, *RADIO_CHECK)

    def call_alert(self, unit: str) -> None:
        self._hear(unit, *CALL_ALERT)

    def emergency(self, unit: str) -> None:
        """The unit's emergency key: one burst at once and two more, about a second apart."""
        with self._lock:
            self._print_due()
            at = self._clock.monotonic()
            for _ in range(EMERGENCY_REPEATS):
                heappush(self._bursts, (at, next(self._order), self._line(unit, *EMERGENCY)))
                at += self._random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)

    def say(self, data: bytes) -> None:
        """Any bytes at all, such as what it prints when it starts."""
        self._output.say(data)

    def receive(self, data: bytes) -> None:
        """It only prints."""

    def emit(self) -> bytes:
        """What it has printed since the last call."""
        with self._lock:
            self._print_due()
        return self._output.take()

    def _hear(self, unit: str, operation: int, argument: int) -> None:
        with self._lock:
            self._print_due()
            self._output.say(self._line(unit, operation, argument))

    def _print_due(self) -> None:
        while self._bursts and self._bursts[0][0] <= self._clock.monotonic():
            self._output.say(heappop(self._bursts)[2])

    def _line(self, unit: str, operation: int, argument: int) -> bytes:
        """Raises ValueError for a unit that is not four hexadecimal digits, or a code over 255."""
        if len(unit) != 4 or not 0 <= argument <= 0xFF:
            raise ValueError(f"There is no MDC-1200 unit {unit!r} with argument {argument}")
        said = f"op: {operation:02x}, arg: {argument:02x}, UnitID: {int(unit, 16):04X}"
        return f"Got MDC-1200 (single-length) packet on node {self._node}: {said}\r\n".encode("ascii")
