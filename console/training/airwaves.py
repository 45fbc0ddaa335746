"""One voice channel of the simulated radio: one unit talks at a time, and every status keys up."""

import heapq
from collections.abc import Callable
from itertools import count

from hardware.simulators.kenwood import SimulatedKenwood

GAP_S = 1.0


class Airwaves:
    """Queues transmissions on a simulated base radio; times are seconds of the shift's clock."""

    def __init__(self, radio: SimulatedKenwood) -> None:
        self._radio = radio
        self._free_at = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self.statuses = 0

    def send_status(self, radio_id: str, code: int, now: float, talk_s: float = 1.5) -> float:
        """Key up, send the status, let go, as soon as the channel is free; returns when it is sent."""
        begin = max(now, self._free_at)
        self._free_at = begin + talk_s + GAP_S
        self.statuses += 1
        self._at(begin, lambda: self._radio.key(radio_id))
        self._at(begin + talk_s / 2, lambda: self._radio.status(radio_id, code))
        self._at(begin + talk_s, lambda: self._radio.unkey(radio_id))
        return begin + talk_s / 2

    def play(self, now: float) -> None:
        """Send all that is due."""
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2]()

    def _at(self, moment: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (moment, next(self._order), act))
