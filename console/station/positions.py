"""Positions on their way: the newest to the board at once, all of them to the store in batches."""

from datetime import datetime

from console.board.views import FixView
from hardware.readings import Position, moment

BATCH = 2000


class Positions:
    """Gathers fixes of one turn; RMC and GGA of the same second are one fix."""

    def __init__(self) -> None:
        self._newest: dict[str, FixView] = {}
        self._batch: list[FixView] = []
        self.dropped = 0

    def take(self, unit: str, reading: Position, now: datetime) -> None:
        """Take a unit's position; one without coordinates only confirms that the device lives."""
        if reading.lat is None or reading.lon is None:
            return
        fix = FixView(
            unit=unit,
            lat=reading.lat,
            lon=reading.lon,
            at=moment(reading, now) or now,
            valid=reading.valid,
            speed_kmh=reading.speed_kmh,
            course_deg=reading.course_deg,
        )
        held = self._newest.get(unit)
        if held is not None and held.at == fix.at and held.speed_kmh is not None:
            return
        if fix.valid:
            self._newest[unit] = fix
        self._keep(fix)

    def for_board(self) -> list[FixView]:
        """The newest fix of each unit that moved since the last call."""
        newest, self._newest = list(self._newest.values()), {}
        return newest

    def for_store(self) -> list[FixView]:
        """All fixes since the last call."""
        batch, self._batch = self._batch, []
        return batch

    def _keep(self, fix: FixView) -> None:
        # While the store is away memory stays bounded: the oldest positions are worth least.
        if len(self._batch) >= BATCH:
            self._batch.pop(0)
            self.dropped += 1
        self._batch.append(fix)
