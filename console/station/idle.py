"""How long nobody has touched a position."""

from datetime import timedelta

from console.clock import Clock


class Idle:
    """Over once `minutes` have passed without a touch, never for None."""

    def __init__(self, clock: Clock, minutes: int | None) -> None:
        self.minutes = minutes
        self._clock = clock
        self.touch()

    def touch(self) -> None:
        """Somebody is there: it begins anew."""
        self._steady, self._day = self._clock.monotonic(), self._clock.now()

    @property
    def is_over(self) -> bool:
        if self.minutes is None:
            return False
        # The steady count stands still while the machine sleeps, and the time of day does not.
        steady = self._clock.monotonic() - self._steady >= self.minutes * 60
        return steady or self._clock.now() - self._day >= timedelta(minutes=self.minutes)
