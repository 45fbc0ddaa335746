"""The transmit limit: however long a key is held, the transmitter is let go in time.

Pure: it drives no line itself. Whoever sets RTS or DTR asks `keyed` before every look at the port.
"""

import math

LIMIT_S = 60.0


class Keying:
    """One key for one transmitter; times are monotonic seconds.

    After `limit_s` of transmitting it is let go and stays so until the key is released and pressed
    again. Only time that passes counts: a clock that steps back neither adds to it nor gives any back.
    """

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        """Raises ValueError for a limit that is none."""
        if not (math.isfinite(limit_s) and limit_s > 0):
            raise ValueError(f"The transmit limit is a number of seconds above 0, not {limit_s}.")
        self._limit_s = limit_s
        self._pressed = False
        self._keyed_for = 0.0
        self._looked_at = 0.0

    def press(self, now: float) -> None:
        """The key goes down; while it is down already this changes nothing."""
        if self._pressed:
            self._pass(now)
            return
        self._pressed = True
        self._keyed_for, self._looked_at = 0.0, now

    def release(self, now: float) -> None:
        """The key comes up."""
        self._pass(now)
        self._pressed = False

    def keyed(self, now: float) -> bool:
        """Whether the transmitter may be on at `now`."""
        self._pass(now)
        return self._pressed and not self._over

    @property
    def why(self) -> str:
        """Why it is off while the key is down, in one sentence; "" else."""
        if not (self._pressed and self._over):
            return ""
        return f"The transmitter was let go after {self._limit_s:g} s: release the key and press it again."

    @property
    def _over(self) -> bool:
        return self._keyed_for >= self._limit_s

    def _pass(self, now: float) -> None:
        if self._pressed:
            self._keyed_for += max(0.0, now - self._looked_at)
        self._looked_at = now
