"""A simulated modem that answers commands and, once AT+VCID=1 was said, tells who calls."""

import threading
from datetime import timedelta
from heapq import heappop, heappush
from random import Random

from hardware.simulators.device import Clock, Output

RING_PERIOD = 6.0
BLOCK_AFTER = 1.2
LINE_EVERY = 0.01
COMMAND_LIMIT = 256
ENABLE, DISABLE = b"AT+VCID=1", b"AT+VCID=0"
WITHHELD = {"private": "P", "unavailable": "O"}


class SimulatedModem:
    """Calls come one after the other on its one line; `seed` moves a block by some milliseconds.

    With `refuses` it is a model that knows no caller ID.
    """

    def __init__(self, clock: Clock, seed: int = 0, refuses: bool = False) -> None:
        self._clock = clock
        self._random = Random(seed)
        self._refuses = refuses
        self._tells = False
        self._lock = threading.Lock()
        self._output = Output()
        self._lines: list[tuple[float, int, bytes, bool]] = []  # when, order, what, whether it is an ID
        self._order = 0
        self._free = clock.monotonic()
        self._command = b""

    def ring(self, number: str = "", name: str = "", withheld: str = "", rings: int = 4) -> None:
        """A call; `withheld` is "", "private" or "unavailable"; one without anything only rings."""
        with self._lock:
            start = self._free = max(self._free, self._clock.monotonic())
            self._free += rings * RING_PERIOD
            for ring in range(rings):
                self._plan(start + ring * RING_PERIOD, b"RING")
            at = start + BLOCK_AFTER + self._random.uniform(0, LINE_EVERY)
            for step, line in enumerate(self._block(start, number, name, withheld)):
                self._plan(at + step * LINE_EVERY, line, identity=True)

    def receive(self, data: bytes) -> None:
        """Commands end with CR; each is echoed and answered."""
        with self._lock:
            *commands, rest = (self._command + data).split(b"\r")
            self._command = rest[-COMMAND_LIMIT:]
            self._say_due()
            for command in commands:
                self._answer(command.strip())

    def emit(self) -> bytes:
        """What it has said since the last call, in its own time."""
        with self._lock:
            self._say_due()
        return self._output.take()

    def _answer(self, command: bytes) -> None:
        if not command:
            return
        known = command.upper().startswith(b"AT")
        enables = command.upper() == ENABLE
        self._output.say(command + b"\r")
        self._output.say(_line(b"OK" if known and not (enables and self._refuses) else b"ERROR"))
        if command.upper() in (ENABLE, DISABLE):
            self._tells = enables and not self._refuses

    def _block(self, start: float, number: str, name: str, withheld: str) -> list[bytes]:
        if not (number or name or withheld):
            return []
        absent = WITHHELD.get(withheld, "O")
        at = self._clock.now() + timedelta(seconds=start - self._clock.monotonic())
        said = [f"DATE = {at:%m%d}", f"TIME = {at:%H%M}", f"NMBR = {number or absent}"]
        return [line.encode("ascii", "replace") for line in [*said, f"NAME = {name or absent}"]]

    def _plan(self, at: float, line: bytes, identity: bool = False) -> None:
        self._order += 1
        heappush(self._lines, (at, self._order, line, identity))

    def _say_due(self) -> None:
        while self._lines and self._lines[0][0] <= self._clock.monotonic():
            _, _, line, identity = heappop(self._lines)
            if self._tells or not identity:
                self._output.say(_line(line))


def _line(text: bytes) -> bytes:
    return b"\r\n" + text + b"\r\n"
