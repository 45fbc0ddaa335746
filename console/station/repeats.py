"""Frames that digipeaters send on: the same frame within half a minute is one."""

from collections.abc import Callable

from hardware.readings import Reading

WITHIN_S = 30.0
KEPT = 1000
KISS_FRAME = b"\xc0"


class Repeats:
    """Remembers what was heard a moment ago, by source and payload."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._heard: dict[bytes, float] = {}

    def is_repeat(self, reading: Reading) -> bool:
        """Whether this frame has been heard within the last 30 seconds."""
        if not reading.raw.startswith(KISS_FRAME):
            return False
        # Loaded with the first packet: most stations have no packet radio.
        from hardware.radio.ax25 import signature

        key, now = signature(reading), self._monotonic()
        if not key:
            return False
        before = self._heard.get(key)
        repeat = before is not None and now - before < WITHIN_S
        if not repeat:
            self._heard[key] = now
        if len(self._heard) > KEPT:
            self._heard = {k: at for k, at in self._heard.items() if now - at < WITHIN_S}
        return repeat
