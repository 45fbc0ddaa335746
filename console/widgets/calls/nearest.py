"""Which free unit to offer for a call, and why, in words."""

import math
from dataclasses import dataclass
from datetime import datetime

from console.board.views import CallView, FixView, Picture, UnitView
from console.widgets import order
from console.widgets.ages import Freshness, freshness

EARTH_RADIUS_M = 6_371_009.0


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit to send; `distance_m` is the straight line in metres, None when it is not known."""

    unit: str
    distance_m: float | None

    @property
    def words(self) -> str:
        if self.distance_m is None:
            return "free longest, distance unknown"
        return f"{distance(self.distance_m)}, nearest free unit"

    @property
    def short_words(self) -> str:
        return "free longest" if self.distance_m is None else distance(self.distance_m)


def nearest(call: CallView, picture: Picture, now: datetime) -> Offer | None:
    """The nearest available unit, or the one free longest when no distance is known; None when all are busy.

    Ambassadors are never offered.
    """
    free = [unit for unit in order.available(picture.units.values()) if not order.is_ambassador(unit)]
    if not free:
        return None
    near = [
        (metres, unit.call_sign) for unit in free if (metres := _metres(call, unit, picture, now)) is not None
    ]
    if near:
        metres, call_sign = min(near)
        return Offer(call_sign, metres)
    return Offer(min(free, key=lambda unit: unit.status_since).call_sign, None)


def distance(metres: float) -> str:
    """`450 m` under a kilometre, in steps of ten, then `1.4 km`."""
    rounded = round(metres, -1)
    return f"{rounded:.0f} m" if rounded < 1000 else f"{metres / 1000:.1f} km"


def _metres(call: CallView, unit: UnitView, picture: Picture, now: datetime) -> float | None:
    fix = picture.fixes.get(unit.call_sign)
    if call.lat is None or call.lon is None or fix is None or not fix.valid:
        return None
    return None if freshness(fix, now) is Freshness.NONE else _straight(call.lat, call.lon, fix)


def _straight(lat: float, lon: float, fix: FixView) -> float:
    # Over a few kilometres the flat approximation is off by less than the fix itself.
    north = math.radians(fix.lat - lat)
    east = math.radians(fix.lon - lon) * math.cos(math.radians(lat))
    return EARTH_RADIUS_M * math.hypot(north, east)
