"""What of a picture belongs on the map: units with a position and calls with a place."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from console.board.views import CallView, FixView, Picture, UnitView
from console.geo.measure import Point

STALE = timedelta(seconds=180)
REMOVED = timedelta(seconds=900)
MOVING_KMH = 3.0
COURSE_STEP = 10
LONGEST_NAME = 20
LETTERS = {"cso": "C", "utv": "U", "bike": "B", "ambassador": "A", "amb": "A"}


class UnitMark(NamedTuple):
    """A unit on the map; `course` in degrees true while it moves; `age_s` only when the fix is stale."""

    call_sign: str
    letter: str
    status: str
    at: Point
    course: int | None = None
    age_s: int | None = None
    selected: bool = False

    @property
    def available(self) -> bool:
        return self.status == "available"

    @property
    def stale(self) -> bool:
        return self.age_s is not None

    @property
    def name(self) -> str:
        """The call sign as far as a plate can hold it, in one line."""
        return " ".join(self.call_sign[:LONGEST_NAME].split())

    @property
    def old(self) -> str:
        """How old a stale fix is: 4:12 old."""
        return "" if self.age_s is None else f"{self.age_s // 60}:{self.age_s % 60:02d} old"

    @property
    def plate(self) -> str:
        """What its name plate reads: BIKE-3, or BIKE-3 4:12 old."""
        return f"{self.name} {self.old}" if self.stale else self.name


class CallMark(NamedTuple):
    """A call on the map; `late` when it is over its target."""

    number: str
    plate: str
    priority: int
    waiting: bool
    late: bool
    at: Point
    selected: bool = False


def sightings(picture: Picture, now: datetime) -> Iterator[tuple[UnitView, FixView]]:
    """The units on the map: on shift, and with a fix younger than 15 minutes."""
    units, oldest = picture.units, now - REMOVED
    for call_sign, fix in picture.fixes.items():
        unit = units.get(call_sign)
        if unit is not None and fix.at >= oldest and unit.status != "off":
            yield unit, fix


def unit_marks(picture: Picture, now: datetime, selected: str) -> list[UnitMark]:
    """The marks of all units on the map."""
    return [unit_mark(unit, fix, now, unit.call_sign == selected) for unit, fix in sightings(picture, now)]


def call_marks(picture: Picture, now: datetime, selected: str) -> list[CallMark]:
    """The open calls whose place is known."""
    return [
        _call_mark(call, call.lat, call.lon, now, call.number == selected)
        for call in picture.calls.values()
        if not call.ended and call.lat is not None and call.lon is not None
    ]


def unit_mark(unit: UnitView, fix: FixView, now: datetime, selected: bool) -> UnitMark:
    """How a unit is drawn at its newest fix."""
    stale = is_stale(fix, now)
    course = None
    if not stale and fix.course_deg is not None and (fix.speed_kmh or 0.0) >= MOVING_KMH:
        course = round(fix.course_deg / COURSE_STEP) * COURSE_STEP % 360
    return UnitMark(
        unit.call_sign,
        LETTERS.get(unit.kind) or LETTERS.get(unit.kind.lower(), "C"),
        unit.status,
        (fix.lat, fix.lon),
        course,
        max(0, int((now - fix.at).total_seconds())) if stale else None,
        selected,
    )


def is_stale(fix: FixView, now: datetime) -> bool:
    """Whether a fix is over three minutes old, void or not believed."""
    return now - fix.at > STALE or not fix.valid or bool(fix.doubt)


def _call_mark(call: CallView, lat: float, lon: float, now: datetime, selected: bool) -> CallMark:
    waiting = call.state == "waiting"
    return CallMark(
        number=call.number,
        plate=str(call.sequence),
        priority=call.priority,
        waiting=waiting,
        late=waiting and now > call.due_at,
        at=(lat, lon),
        selected=selected,
    )
