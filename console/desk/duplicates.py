"""Which calls may be about the same thing as a new one: near, of late, and of the same family of types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.board.views import CallTypeView, CallView, Picture
from console.desk.numbers import short_number
from console.geo.measure import metres

WITHIN_M = 150.0
WITHIN_TIME = timedelta(minutes=30)
NOT_OFFERED = ("merged", "cancelled")
MOST_OFFERED = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A call that is there already; degrees WGS-84."""

    number: str
    type_code: str
    state: str
    lat: float | None
    lon: float | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Alike:
    """A call that may be the same, so many metres from the place."""

    number: str
    distance_m: float


def alike(
    calls: Iterable[Known | CallView],
    types: Mapping[str, CallTypeView],
    type_code: str,
    lat: float,
    lon: float,
    at: datetime,
) -> list[Alike]:
    """The calls that one of that type at that place and time may be a duplicate of, nearest first.

    Open calls and those closed within the half hour; merged and cancelled ones are not offered.
    """
    wanted = family_of(type_code, types)
    found = [
        Alike(call.number, metres((lat, lon), (call.lat, call.lon)))
        for call in calls
        if call.state not in NOT_OFFERED
        and call.lat is not None
        and call.lon is not None
        and abs(at - call.received_at) <= WITHIN_TIME
        and family_of(call.type_code, types) == wanted
    ]
    return sorted((each for each in found if each.distance_m <= WITHIN_M), key=lambda each: each.distance_m)


def offer(picture: Picture, type_code: str, lat: float, lon: float, now: datetime, today: date) -> str:
    """The sentence while a call is still being typed: which calls may be the same; "" for none."""
    found = alike(picture.calls.values(), picture.codes.call_types, type_code, lat, lon, now)[:MOST_OFFERED]
    if not found:
        return ""
    told = (
        f"{short_number(each.number, today)}, {each.distance_m:.0f} m away and"
        f" {(now - picture.calls[each.number].received_at).total_seconds() // 60:.0f} min old"
        for each in found
    )
    return f"Like {'; '.join(told)}."


def family_of(code: str, types: Mapping[str, CallTypeView]) -> str:
    """The family of a type of call; a type without one is a family of its own."""
    kind = types.get(code)
    return f"family {kind.family}" if kind is not None and kind.family else code
