"""Carrier (COS) on a modem line: any radio whose squelch can pull a pin, to who talks when.

Who it is cannot be known, only that somebody talks. Bytes mean nothing on such a port.
"""

from collections.abc import Callable, Mapping

from hardware.modem_lines import ModemLines
from hardware.readings import Reading, TransmissionBegan, TransmissionEnded, Trouble, Undecoded

DEBOUNCE_S = 0.05
STUCK_AFTER_S = 60.0
NOISE_LIMIT = 1024
STUCK = f"The channel has been busy for {STUCK_AFTER_S:.0f} s: a key or the squelch may be stuck."
NO_BYTES = "Only the modem lines of this port mean something"
CARRIER_LINES: Mapping[str, Callable[[ModemLines], bool]] = {
    "cts": lambda lines: lines.cts,
    "dcd": lambda lines: lines.cd,
}
ACTIVE = {"high": True, "low": False}


class CarrierDriver:
    """Sans-IO: show it the `lines` every 20 to 50 ms.

    The carrier is there while the line `carrier` ("cts" or "dcd") is `active` ("high" or "low"), once
    it has been so for 50 ms. A channel that is busy for more than 60 s is one Trouble, and another
    when it is free again.
    """

    def __init__(self, carrier: str = "cts", active: str = "high") -> None:
        """Raises ValueError with one sentence for a line or a level that there is not."""
        check_options(carrier, active)
        self._read = CARRIER_LINES[carrier]
        self._active = ACTIVE[active]
        self._held = b""
        self._busy = False
        self._changed_at: float | None = None  # since when the line has said otherwise
        self._since = 0.0
        self._told_stuck = False

    def lines(self, lines: ModemLines, now: float) -> list[Reading]:
        """What the lines as they are at `now` (monotonic seconds) tell."""
        if (self._read(lines) == self._active) == self._busy:
            self._changed_at = None
        elif self._changed_at is None or now < self._changed_at:
            self._changed_at = now
        elif now - self._changed_at >= DEBOUNCE_S:
            return self._turn(self._changed_at)
        return self._stuck(now)

    def feed(self, data: bytes) -> list[Reading]:
        """Bytes come as Undecoded, a kilobyte at a time."""
        readings: list[Reading] = []
        stream = self._held + data
        while len(stream) >= NOISE_LIMIT:
            readings.append(Undecoded("", NO_BYTES, stream[:NOISE_LIMIT]))
            stream = stream[NOISE_LIMIT:]
        self._held = stream
        return readings

    def idle(self) -> list[Reading]:
        """Bytes that have come so far are shown; the carrier is another matter."""
        held, self._held = self._held, b""
        return [Undecoded("", NO_BYTES, held)] if held else []

    def _turn(self, at: float) -> list[Reading]:
        was_since, self._since = self._since, at
        self._busy, self._changed_at = not self._busy, None
        if self._busy:
            return [TransmissionBegan("")]
        readings: list[Reading] = [TransmissionEnded("")]
        if self._told_stuck:
            readings.append(Trouble("", f"The channel is free again, after {at - was_since:.0f} s."))
        self._told_stuck = False
        return readings

    def _stuck(self, now: float) -> list[Reading]:
        if not self._busy or self._told_stuck or now - self._since <= STUCK_AFTER_S:
            return []
        self._told_stuck = True
        return [Trouble("", STUCK)]


def check_options(carrier: str, active: str) -> None:
    """Raises ValueError with one sentence for a line or a level that there is not."""
    if carrier not in CARRIER_LINES:
        raise ValueError(f"The carrier is on cts or dcd, not on {carrier[:20]!r}.")
    if active not in ACTIVE:
        raise ValueError(f"The carrier line is active high or low, not {active[:20]!r}.")
