"""Who is near a unit that needs help: the nearest units that could go, by the straight line."""

from dataclasses import dataclass
from datetime import datetime

from console.board.views import Picture, UnitView
from console.desk.recommend import fix_state
from console.desk.takers import AMBASSADOR
from console.geo.measure import metres

HELPERS = 3
AWAY = ("off", "oos")


@dataclass(frozen=True, slots=True)
class Helper:
    """A unit that could go, and how far it has: metres in a straight line."""

    unit: UnitView
    metres: float


def helpers(picture: Picture, unit: str, now: datetime, call: str = "", most: int = HELPERS) -> list[Helper]:
    """The nearest units on duty to a unit, or to its call when it has no position, the nearest first."""
    place = whereabouts(picture, unit, now, call)
    if place is None:
        return []
    found = [
        Helper(other, distance(place, (fix.lat, fix.lon)))
        for other in picture.units.values()
        if other.call_sign != unit and other.status not in AWAY and other.kind != AMBASSADOR
        if (fix := picture.fixes.get(other.call_sign)) is not None and fix_state(fix, now) != "none"
    ]
    return sorted(found, key=lambda helper: (helper.metres, helper.unit.call_sign))[:most]


def whereabouts(picture: Picture, unit: str, now: datetime, call: str = "") -> tuple[float, float] | None:
    """Where a unit was last, degrees WGS-84: by its newest fix, else by its call; None when nobody knows."""
    fix = picture.fixes.get(unit)
    if fix is not None:
        return fix.lat, fix.lon
    on = picture.calls.get(call)
    return (on.lat, on.lon) if on is not None and on.lat is not None and on.lon is not None else None


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far it is from one place to another, metres."""
    return metres(one, other)
