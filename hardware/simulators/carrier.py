"""A simulated radio of any make, of which only the carrier pin is wired."""

import threading
from random import Random

from hardware.modem_lines import ModemLines
from hardware.radio.carrier import ACTIVE, check_options
from hardware.simulators.device import Clock

BOUNCES_FOR = 0.03
"""Seconds in which a relay's contact has not yet settled."""


class SimulatedCarrier:
    """It says nothing; its line `carrier` is `active` while somebody talks, as in the driver's options.

    Whenever that changes the contact bounces for 30 ms; how, the `seed` fixes.
    """

    def __init__(self, clock: Clock, seed: int = 0, carrier: str = "cts", active: str = "high") -> None:
        """Raises ValueError with one sentence for a line or a level that there is not."""
        check_options(carrier, active)
        self._clock = clock
        self._random = Random(seed)
        self._carrier = carrier
        self._active = ACTIVE[active]
        self._lock = threading.Lock()
        self._keyed = False
        self._stuck = False
        self._settled_at = clock.monotonic()

    def key(self) -> None:
        """Somebody begins to talk."""
        self._set(True, self._stuck)

    def unkey(self) -> None:
        """Whoever talks lets go; a stuck key does not."""
        self._set(self._stuck, self._stuck)

    def stick(self) -> None:
        """The key goes down and stays there until `unstick`."""
        self._set(True, True)

    def unstick(self) -> None:
        """Somebody frees the key."""
        self._set(False, False)

    def receive(self, data: bytes) -> None:
        """Nothing is wired to hear it."""

    def emit(self) -> bytes:
        """It has nothing to say."""
        return b""

    def lines(self) -> ModemLines:
        """The modem lines as they are now."""
        with self._lock:
            keyed = self._keyed
            if self._clock.monotonic() < self._settled_at:
                keyed = self._random.random() < 0.5
        raised = keyed == self._active
        return ModemLines(cts=raised) if self._carrier == "cts" else ModemLines(cd=raised)

    def _set(self, keyed: bool, stuck: bool) -> None:
        with self._lock:
            if keyed != self._keyed:
                self._settled_at = self._clock.monotonic() + BOUNCES_FOR
            self._keyed, self._stuck = keyed, stuck
