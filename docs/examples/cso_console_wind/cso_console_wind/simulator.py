"""A simulated wind meter: a sign of life every 10 s of its clock, a line for every strong wind."""

from hardware.gps.fields import checksum
from hardware.simulators.device import Clock, Output


class SimulatedWindMeter:
    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self._clock, self._output = clock, Output()
        self._due = clock.monotonic()

    def say(self, body: str) -> None:
        data = body.encode("ascii")
        self._output.say(b"%b*%02X\r\n" % (data, checksum(data)))

    def receive(self, data: bytes) -> None:
        """It takes no orders."""

    def emit(self) -> bytes:
        if self._clock.monotonic() >= self._due:
            self._due = self._clock.monotonic() + 10.0
            self.say("OK")
        return self._output.take()
