"""What of a picture belongs on the map: units with a position and calls with a place."""

from dataclasses import dataclass
from datetime import datetime

from console.board.views import CallView, FixView, Picture, UnitView
from console.geo.measure import Point

STALE_S = 180.0
REMOVED_S = 900.0
MOVING_KMH = 3.0
COURSE_STEP = 10
LONGEST_NAME = 20
LETTERS = {"cso": "C", "utv": "U", "bike": "B", "ambassador": "A", "amb": "A"}


@dataclass(frozen=True, slots=True)
class UnitMark:
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


@dataclass(frozen=True, slots=True)
class CallMark:
    """A call on the map; `late` when it is over its target."""

    number: str
    plate: str
    priority: int
    waiting: bool
    late: bool
    at: Point
    selected: bool = False


def unit_marks(picture: Picture, now: datetime, selected: str) -> list[UnitMark]:
    """The units that have a fix younger than 15 minutes."""
    marks = []
    for call_sign, fix in picture.fixes.items():
        unit = picture.units.get(call_sign)
        if unit is None or unit.status == "off" or (now - fix.at).total_seconds() > REMOVED_S:
            continue
        marks.append(_unit_mark(unit, fix, now, call_sign == selected))
    return marks


def call_marks(picture: Picture, now: datetime, selected: str) -> list[CallMark]:
    """The open calls whose place is known."""
    return [
        _call_mark(call, call.lat, call.lon, now, call.number == selected)
        for call in picture.calls.values()
        if not call.ended and call.lat is not None and call.lon is not None
    ]


def _unit_mark(unit: UnitView, fix: FixView, now: datetime, selected: bool) -> UnitMark:
    age = (now - fix.at).total_seconds()
    stale = age > STALE_S or not fix.valid or bool(fix.doubt)
    moving = not stale and fix.course_deg is not None and (fix.speed_kmh or 0.0) >= MOVING_KMH
    return UnitMark(
        call_sign=unit.call_sign,
        letter=LETTERS.get(unit.kind.lower(), "C"),
        status=unit.status,
        at=(fix.lat, fix.lon),
        course=round((fix.course_deg or 0.0) / COURSE_STEP) * COURSE_STEP % 360 if moving else None,
        age_s=max(0, int(age)) if stale else None,
        selected=selected,
    )


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
