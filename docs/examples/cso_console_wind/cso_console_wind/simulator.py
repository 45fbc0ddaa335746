"""A simulated wind meter: a sign of life every 10 s of its clock, and a line for all that happens."""

from hardware.gps.fields import checksum
from hardware.simulators.device import Clock, Output


class SimulatedWindMeter:
    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self._clock, self._output, self._due = clock, Output(), clock.monotonic()

    def say(self, body: bytes) -> None:
        self._output.say(b"%b*%02X\r\n" % (body, checksum(body)))

    def receive(self, data: bytes) -> None:
        """It takes no orders."""

    def emit(self) -> bytes:
        if self._clock.monotonic() >= self._due:
            self._due += 10.0
            self.say(b"OK")
        return self._output.take()
