"""What a device did in the last ten minutes: frames a second and the share that failed."""

from collections import deque
from collections.abc import Sequence

from console.board.views import SAMPLE_S
from hardware.health import LinkHealth

SAMPLES = 120


class History:
    """One value every `SAMPLE_S` seconds; the newest is last."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._before = LinkHealth("connecting")
        self.rates: deque[float] = deque(maxlen=SAMPLES)
        self.error_shares: deque[float] = deque(maxlen=SAMPLES)

    def look(self, health: LinkHealth, now: float) -> None:
        """Take a sample when one is due; counters that began anew count from nothing."""
        passed = now - self._since
        if passed < SAMPLE_S:
            return
        before = self._before if self._before.readings <= health.readings else LinkHealth("connecting")
        frames = health.readings - before.readings
        bad = health.bad_checksums - before.bad_checksums
        self.rates.append(round(frames / passed, 2))
        self.error_shares.append(round(bad / frames, 4) if frames else 0.0)
        self._before, self._since = health, now

    @property
    def rate(self) -> float:
        """Frames a second in the newest sample."""
        return self.rates[-1] if self.rates else 0.0

    @property
    def error_share(self) -> float:
        """The share of frames that failed their check in the last minute, 0 to 1."""
        return _mean(list(self.error_shares)[-12:])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
