"""A clock that moves when it is told to."""

from datetime import UTC, datetime, timedelta


class HandClock:
    """Starts at noon; `advance` moves both of its times."""

    def __init__(self) -> None:
        self._passed = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def advance(self, seconds: float) -> None:
        self._passed += seconds
