"""What the banner of an emergency says, made from the picture: words only, no painting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from console.board.alarm_views import AlarmView
from console.board.views import Picture
from console.desk.nearby import Helper, helpers
from console.desk.numbers import short_number
from console.widgets.ages import duration, fix_words, freshness, since, spoken
from console.widgets.paint import status_name
from console.widgets.wall_clock import station_day, time_of_day

CRITICAL = "critical"
STEPS = ("Acknowledge", "Reach the officer by voice", "Tell deputies", "Clear it, with a reason")
SILENT_STEPS = (
    "Acknowledge",
    "Listen: nothing is sent",
    "Send cover, tell deputies",
    "Clear it, with a reason",
)
TOLD = {"commander": "Watch commander told", "everyone": "Every position told"}


@dataclass(frozen=True, slots=True)
class Near:
    """One of the nearest units in words; its status stays a code, for its glyph."""

    unit: str
    distance: str
    status: str
    status_name: str


@dataclass(frozen=True, slots=True)
class Face:
    """One emergency as the banner shows it."""

    id: int
    number: int
    head: str
    who: str
    state: str
    timer: str
    about: str
    pressed: str
    place: str
    fix: str
    over: str
    near: tuple[Near, ...]
    steps: tuple[str, ...]
    acknowledged: bool
    unit: str

    @property
    def sentence(self) -> str:
        """What a screen reader says."""
        parts = (
            f"{self.head}, {self.who}",
            self.state,
            self.about,
            self.pressed,
            self.place,
            self.fix,
            self.over,
        )
        near = [f"{each.unit} {each.distance}" for each in self.near]
        nearest = f"Nearest: {', '.join(near)}" if near else ""
        return ". ".join(part for part in (*parts, nearest) if part)


def critical(alarms: Iterable[AlarmView]) -> list[AlarmView]:
    """Those that a banner shows: emergencies until they are cleared, others until somebody takes notice.

    Emergencies stand before others and the first before those after it: a second one replaces nothing.
    """
    shown = (a for a in alarms if a.emergency or (a.level == CRITICAL and not (a.acknowledged or a.shelved)))
    return sorted(shown, key=lambda alarm: (not alarm.emergency, alarm.raised_at, alarm.id))


def face(alarm: AlarmView, picture: Picture, now: datetime, zone: tzinfo, *, silent: bool) -> Face:
    """All that the banner says of an alarm at this moment; with `silent` nothing is sent to the officer."""
    today = station_day(now, zone)
    return Face(
        id=alarm.id,
        number=alarm.number,
        head=alarm.name,
        who=alarm.unit or alarm.about.capitalize() or alarm.name,
        state=_state(alarm, zone),
        timer=duration(since(alarm.raised_at, now)),
        about=_about(alarm, picture, today),
        pressed=_pressed(alarm, zone),
        place=_place(alarm, picture),
        fix=_fix(alarm, picture, now),
        over=alarm.restored_why,
        near=tuple(_near(each, picture) for each in helpers(picture, alarm.unit, now, alarm.call)),
        steps=SILENT_STEPS if silent else STEPS,
        acknowledged=alarm.acknowledged,
        unit=alarm.unit,
    )


def metres_words(metres: float) -> str:
    """Metres under 1 km, to ten, then kilometres."""
    return f"{round(metres, -1):.0f} m" if metres < 995 else f"{metres / 1000:.1f} km"


def _state(alarm: AlarmView, zone: tzinfo) -> str:
    if alarm.acknowledged_at is not None:
        return f"Acknowledged by {alarm.acknowledged_by}, {time_of_day(alarm.acknowledged_at, zone)}"
    return TOLD.get(alarm.told, "Not acknowledged")


def _about(alarm: AlarmView, picture: Picture, today: date) -> str:
    unit = picture.units.get(alarm.unit)
    crew = ", ".join(unit.crew) if unit is not None else ""
    alone = ", alone" if unit is not None and len(unit.crew) == 1 else ""
    call = f"call {short_number(alarm.call, today)}" if alarm.call else ""
    return ", ".join(part for part in (f"{crew}{alone}", call) if part) or alarm.text


def _pressed(alarm: AlarmView, zone: tzinfo) -> str:
    times = f", {alarm.times} times" if alarm.times > 1 else ""
    return f"{alarm.text}, {time_of_day(alarm.raised_at, zone)}{times}"


def _place(alarm: AlarmView, picture: Picture) -> str:
    fix = picture.fixes.get(alarm.unit)
    if alarm.place:
        return alarm.place
    return f"{fix.lat:.5f}, {fix.lon:.5f}" if fix is not None else "Place not known"


def _fix(alarm: AlarmView, picture: Picture, now: datetime) -> str:
    if not alarm.unit:
        return ""
    fix = picture.fixes.get(alarm.unit)
    if fix is None:
        return "No fix was ever heard"
    return (
        f"Fix {fix_words(fix, now)} old"
        if freshness(fix, now) != "none"
        else f"Fix {spoken(since(fix.at, now))} old"
    )


def _near(helper: Helper, picture: Picture) -> Near:
    unit = helper.unit
    name = status_name(unit.status, picture.codes)
    return Near(unit.call_sign, metres_words(helper.metres), unit.status, name)
