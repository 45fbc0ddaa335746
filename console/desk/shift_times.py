"""Which shift comes next, by the station's clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from console.board.floor_codes import Shift

DAYS = (-1, 0, 1, 2)
LENGTH = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Coming:
    """A shift on its day, from when until when in UTC."""

    name: str
    begins: datetime
    ends: datetime


def coming_shift(shifts: Iterable[Shift], now: datetime, zone: tzinfo) -> Coming:
    """The shift whose beginning is nearest, of two the later; the next eight hours where there are none."""
    begun = sorted(_beginnings(tuple(shifts), now, zone))
    if not begun:
        return Coming("Next", now, now + LENGTH)
    place = min(range(len(begun) - 1), key=lambda at: (abs(begun[at][0] - now), -at))
    return Coming(begun[place][1], begun[place][0], begun[place + 1][0])


def _beginnings(shifts: tuple[Shift, ...], now: datetime, zone: tzinfo) -> list[tuple[datetime, str]]:
    today = now.astimezone(zone).date()
    return [
        (
            datetime.combine(today + timedelta(days=day), time.fromisoformat(shift.begins), zone).astimezone(
                UTC
            ),
            shift.name,
        )
        for day in DAYS
        for shift in shifts
    ]
