"""What the rows of the alarm list hold, made from the picture; a flood is grouped by place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from console.board.alarm_views import LEVELS, AlarmView, worst_first
from console.board.views import Picture
from console.widgets.ages import duration, since, spoken
from console.widgets.keyed import Section
from console.widgets.wall_clock import time_of_day

FLOOD = 10
FLOOD_WITHIN = timedelta(minutes=10)
NO_PLACE = "No place"


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm as the list shows it."""

    alarm: AlarmView
    level_name: str
    state: str

    @property
    def key(self) -> str:
        return str(self.alarm.id)

    @property
    def label(self) -> str:
        return f"{self.alarm.number} {self.alarm.text}"

    @property
    def head(self) -> str:
        """What it is about, and how often."""
        times = f", {self.alarm.times} times" if self.alarm.times > 1 else ""
        unit = f"{self.alarm.unit}: " if self.alarm.unit and self.alarm.unit not in self.alarm.text else ""
        return f"{unit}{self.alarm.text}{times}"

    @property
    def foot(self) -> str:
        """Its state, where, and what is to be done."""
        draft = f"Cover drafted: {self.alarm.draft}" if self.alarm.draft else ""
        parts = (self.state, self.alarm.restored_why, draft, self.alarm.place, self.alarm.response)
        return ". ".join(part.rstrip(".") for part in parts if part)

    def age(self, now: datetime) -> str:
        return duration(since(self.alarm.raised_at, now))

    def sentence(self, now: datetime) -> str:
        """What a screen reader says."""
        age = spoken(since(self.alarm.raised_at, now))
        return f"Alarm {self.alarm.number}, {self.level_name.lower()}, {self.head}, {age}, {self.foot}"


def is_flood(alarms: Iterable[AlarmView], now: datetime) -> bool:
    """Whether more came within ten minutes than anybody takes in one by one."""
    return sum(now - alarm.last_at <= FLOOD_WITHIN for alarm in alarms) > FLOOD


def make_rows(picture: Picture, now: datetime, zone: tzinfo) -> list[AlarmRow | Section]:
    """The open alarms by level, in a flood by place, the place with the worst first; shelved ones last."""
    alarms = sorted(picture.alarms.values(), key=worst_first)
    shown = [alarm for alarm in alarms if not alarm.shelved]
    shelved = [alarm for alarm in alarms if alarm.shelved]
    groups = _by_place(shown) if is_flood(shown, now) else _by_level(shown, picture)
    rows: list[AlarmRow | Section] = []
    for title, members, note in (*groups, ("Shelved", shelved, "")):
        if members:
            rows.append(Section(title, len(members), note=note))
            rows += [_row(alarm, picture, zone) for alarm in members]
    return rows


Groups = list[tuple[str, list[AlarmView], str]]


def _by_level(alarms: list[AlarmView], picture: Picture) -> Groups:
    return [
        (_level_name(level, picture), [alarm for alarm in alarms if alarm.level == level], "")
        for level in LEVELS
    ]


def _by_place(alarms: list[AlarmView]) -> Groups:
    places = {alarm.place or NO_PLACE: None for alarm in alarms}
    groups: Groups = []
    for place in places:
        members = [alarm for alarm in alarms if (alarm.place or NO_PLACE) == place]
        count = Counter(alarm.level for alarm in members)
        mix = ", ".join(f"{count[level]} {level}" for level in LEVELS if count[level])
        groups.append((place, members, mix))
    return groups


def _row(alarm: AlarmView, picture: Picture, zone: tzinfo) -> AlarmRow:
    return AlarmRow(alarm, _level_name(alarm.level, picture), _state(alarm, zone))


def _level_name(level: str, picture: Picture) -> str:
    known = picture.codes.alarm_levels.get(level)
    return known.name if known is not None else level.capitalize()


def _state(alarm: AlarmView, zone: tzinfo) -> str:
    if alarm.shelved_until is not None:
        return f"Shelved until {time_of_day(alarm.shelved_until, zone)}: {alarm.shelved_why}"
    if alarm.acknowledged_at is not None:
        return f"Acknowledged by {alarm.acknowledged_by}, {time_of_day(alarm.acknowledged_at, zone)}"
    return "Not acknowledged"
