"""Positions on their way: the newest to the board at once, all of them to the store in batches."""

from dataclasses import replace
from datetime import datetime

from console.board.views import FixView
from console.station.plausible import Plausible, moment_doubt
from hardware.readings import Position, moment

BATCH = 2000


class Positions:
    """Gathers fixes of one turn; RMC and GGA of the same second are one fix."""

    def __init__(self) -> None:
        self._newest: dict[str, FixView] = {}
        self._batch: list[FixView] = []
        self._plausible = Plausible()
        self.dropped = 0

    def take(self, unit: str, reading: Position, now: datetime) -> None:
        """Take a unit's position; one that is void or not believed marks the last good one."""
        at = moment(reading, now) or now
        doubt = moment_doubt(at, now)
        fix = _fix(unit, reading, now if doubt else at)
        if fix is None or not fix.valid:
            self._mark(unit, valid=False)
            if fix is not None:
                self._keep(fix)
            return
        held = self._newest.get(unit)
        if held is not None and held.at == fix.at and held.speed_kmh is not None:
            return
        doubt = self._plausible.doubt(fix) or doubt
        if doubt:
            self._mark(unit, doubt=doubt)
        else:
            self._newest[unit] = fix
        self._keep(replace(fix, doubt=doubt))

    def for_board(self) -> list[FixView]:
        """The newest fix of each unit that moved, or whose fix went bad, since the last call."""
        newest, self._newest = list(self._newest.values()), {}
        return newest

    def for_store(self) -> list[FixView]:
        """All fixes since the last call."""
        batch, self._batch = self._batch, []
        return batch

    @property
    def waiting(self) -> bool:
        """Whether something is there for the board."""
        return bool(self._newest)

    def _mark(self, unit: str, *, valid: bool = True, doubt: str = "") -> None:
        """The place stays where it was last believed to be, and its age goes on."""
        known = self._plausible.believed(unit)
        if known is not None:
            self._newest[unit] = replace(known, valid=valid, doubt=doubt)

    def _keep(self, fix: FixView) -> None:
        # While the store is away memory stays bounded: the oldest positions are worth least.
        if len(self._batch) >= BATCH:
            self._batch.pop(0)
            self.dropped += 1
        self._batch.append(fix)


def _fix(unit: str, reading: Position, at: datetime) -> FixView | None:
    """The reading as a fix; a V fix may carry the last known place, or none at all."""
    if reading.lat is None or reading.lon is None:
        return None
    return FixView(unit, reading.lat, reading.lon, at, reading.valid, reading.speed_kmh, reading.course_deg)
