"""Which free unit to offer for a call."""

import math
from dataclasses import dataclass
from datetime import datetime

from console.board.views import CallView, FixView, Picture, UnitView

EARTH_RADIUS_M = 6_371_009.0
STALE_S = 180.0
LOST_S = 900.0
NEVER_SENT = "ambassador"


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit to send; `distance_m` is the straight line in metres, None when it is not known."""

    unit: str
    distance_m: float | None


def nearest(call: CallView, picture: Picture, now: datetime) -> Offer | None:
    """The nearest available unit, or the one free longest when no distance is known; None when all are busy.

    Ambassadors are never offered.
    """
    free = [u for u in picture.units.values() if u.status == "available" and u.kind != NEVER_SENT]
    if not free:
        return None
    measured = [(distance(call, unit, picture, now), unit.call_sign) for unit in free]
    near = [(metres, name) for metres, name in measured if metres is not None]
    if near:
        metres, name = min(near)
        return Offer(name, metres)
    return Offer(min(free, key=lambda unit: unit.status_since).call_sign, None)


def distance(call: CallView, unit: UnitView, picture: Picture, now: datetime) -> float | None:
    """Metres in a straight line from a unit's fix to a call; None when either place is not known."""
    fix = picture.fixes.get(unit.call_sign)
    if call.lat is None or call.lon is None or fix is None or fix_state(fix, now) == "none":
        return None
    # Over a few kilometres the flat approximation is off by less than the fix itself.
    north = math.radians(fix.lat - call.lat)
    east = math.radians(fix.lon - call.lon) * math.cos(math.radians(call.lat))
    return EARTH_RADIUS_M * math.hypot(north, east)


def fix_state(fix: FixView | None, now: datetime) -> str:
    """fresh, stale (over 3 minutes old, void or not believed) or none (over 15 minutes, or never had)."""
    if fix is None:
        return "none"
    age = (now - fix.at).total_seconds()
    if age > LOST_S:
        return "none"
    return "stale" if age > STALE_S or not fix.valid or fix.doubt else "fresh"
