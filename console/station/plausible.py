"""Which positions are believed: a receiver that jumps, or lives in another year, is not."""

import math
from datetime import datetime, timedelta

from console.board.views import FixView

FASTEST_KMH = 322.0
"""200 mph: no unit of a city is faster."""
CLOCK_LIMIT = timedelta(hours=24)
METRES_PER_DEGREE = 111_195.0
CONFIRMED_BY = 3
NOWHERE = 0.01


class Plausible:
    """Remembers each unit's last believed fix; a new place is believed once three fixes agree on it."""

    def __init__(self) -> None:
        self._believed: dict[str, FixView] = {}
        self._doubted: dict[str, tuple[FixView, int]] = {}

    def doubt(self, fix: FixView) -> str:
        """Why a valid fix is not believed, in words; "" when it is, and then the next is measured by it."""
        if abs(fix.lat) < NOWHERE and abs(fix.lon) < NOWHERE:
            return "The position is 0, 0"
        known = self._believed.get(fix.unit)
        jump = _jump(known, fix) if known else ""
        if jump and not self._confirmed(fix):
            return jump
        self._doubted.pop(fix.unit, None)
        self._believed[fix.unit] = fix
        return ""

    def believed(self, unit: str) -> FixView | None:
        """The last fix of the unit that was believed."""
        return self._believed.get(unit)

    def _confirmed(self, fix: FixView) -> bool:
        """Whether enough fixes in a row say the same new place: then the unit really is there."""
        before, times = self._doubted.get(fix.unit, (fix, 0))
        times = 1 if times and _jump(before, fix) else times + 1
        self._doubted[fix.unit] = (fix, times)
        return times >= CONFIRMED_BY


def moment_doubt(at: datetime, now: datetime) -> str:
    """Why a time of a receiver is not believed; GPS weeks roll over, and clocks of receivers stick."""
    apart = abs(at - now)
    return f"The receiver's clock is {apart.days} days off" if apart > CLOCK_LIMIT else ""


def _jump(known: FixView, fix: FixView) -> str:
    metres = _metres(known, fix)
    # Two sentences of one second differ by what the receiver rounds away.
    hours = max((fix.at - known.at).total_seconds(), 1.0) / 3600
    if metres / 1000 / hours <= FASTEST_KMH:
        return ""
    return f"It jumped {metres / 1000:.1f} km in {hours * 3600:.0f} s"


def _metres(one: FixView, other: FixView) -> float:
    shrink = math.cos(math.radians(one.lat))
    east = (one.lon - other.lon + 180) % 360 - 180
    return METRES_PER_DEGREE * math.hypot(one.lat - other.lat, east * shrink)
