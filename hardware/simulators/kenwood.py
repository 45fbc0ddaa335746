"""A simulated Kenwood base radio on its PC serial port, hearing whatever units it is told of."""

import re
import threading
from collections.abc import Sequence
from random import Random

from hardware.gps.fields import checksum
from hardware.simulators.device import Clock, Output

FRAME = re.compile(rb"\x02[gx]?([FGR]|E)[^\x02\x03]*\x03")
UNREAD_LIMIT = 8192
FIRST_WORD = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 5.0
SHORTEST_TALK, LONGEST_TALK = 0.5, 3.0


class SimulatedKenwood:
    """Units are named as on the air: "100-4002" (FleetSync) or "U03001" (NEXEDGE).

    `talkers` key up by themselves every few seconds, in an order that `seed` fixes.
    """

    def __init__(self, clock: Clock, seed: int = 0, talkers: Sequence[str] = ()) -> None:
        self._clock = clock
        self._random = Random(seed)
        self._talkers = tuple(talkers)
        self._talking = ""
        self._due = clock.monotonic() + FIRST_WORD
        self._lock = threading.Lock()
        self._output = Output()
        self._unread = b""

    def key(self, fleet_id: str) -> None:
        """The unit begins to talk."""
        self._output.say(_frame("I1", fleet_id, 2))

    def unkey(self, fleet_id: str) -> None:
        """The unit lets go."""
        self._output.say(_frame("I0", fleet_id, 2))

    def status(self, fleet_id: str, code: int | str) -> None:
        """The unit sends a status: 10-99 for FleetSync, 1-255 for NEXEDGE."""
        digits = f"{int(code):02d}" if "-" in fleet_id else f"{int(code):03d}"
        name = "PKLID" if "-" in fleet_id else "PKNID"
        self._output.say(_line(f"{name},00,{fleet_id.replace('-', ',')},{digits},00,"))

    def emergency(self, fleet_id: str) -> None:
        """The unit's emergency key; raises ValueError for a NEXEDGE unit, whose frame nobody documents."""
        if "-" not in fleet_id:
            raise ValueError(f"{fleet_id} is not a FleetSync unit: only these send emergency frames")
        self._output.say(_frame("E", fleet_id, 1))

    def say(self, data: bytes) -> None:
        """Any bytes at all, such as a burst of noise."""
        self._output.say(data)

    def receive(self, data: bytes) -> None:
        """Texts, statuses and polls are acknowledged as sent; all else is ignored."""
        with self._lock:
            self._unread = (self._unread + data)[-UNREAD_LIMIT:]
            end = 0
            for found in FRAME.finditer(self._unread):
                end = found.end()
                self._output.say(b"\x020\x03")
            self._unread = self._unread[end:]

    def emit(self) -> bytes:
        """What was said since the last call."""
        with self._lock:
            while self._talkers and self._due <= self._clock.monotonic():
                self._talk()
        return self._output.take()

    def _talk(self) -> None:
        if self._talking:
            self.unkey(self._talking)
            self._talking = ""
            self._due += self._random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)
        else:
            self._talking = self._random.choice(self._talkers)
            self.key(self._talking)
            self._due += self._random.uniform(SHORTEST_TALK, LONGEST_TALK)


def _frame(command: str, fleet_id: str, times: int) -> bytes:
    prefix = "" if "-" in fleet_id else "g"
    return f"\x02{prefix}{command}{fleet_id.replace('-', '') * times}\x03".encode("ascii")


def _line(body: str) -> bytes:
    data = body.encode("ascii")
    return b"$%b*%02X\r\n" % (data, checksum(data))
