"""When a recurring task comes: its days and times as they are typed, and the moments that they mean."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import count
from typing import NamedTuple

from console.board.recurring_view import RecurringView
from console.desk.opening_hours import DAYS, weekdays
from console.errors import Refused

DAILY = "DAILY"
DAY = "|".join(DAYS)
# Two letters are enough; the rest of a day's name or of its usual short form may follow.
NAMES = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
PART = re.compile(rf"({DAY})([A-Z]*)(?:-({DAY})([A-Z]*))?", re.ASCII)
TIME = re.compile(r"([01][0-9]|2[0-3]):?([0-5][0-9])", re.ASCII)
ON_DAY = re.compile(r"(?:([0-9]{4})-?)?(1[0-2]|0[1-9])-?(3[01]|[12][0-9]|0[1-9])", re.ASCII)
DAY_FORMS, TIME_FORMS = "DAILY, MO-FR or SA,SU", "2200, or 2200,0200 for several"
ON_DAY_FORMS = "1224 for 24 December, TODAY or TOMORROW"
MOST_TIMES = 8
SHOWN = 24
LOOK_BACK = timedelta(days=3)
"""What should have come longer ago is not looked for any more."""
LOOK_AHEAD = 400
"""Days in which the next time is looked for."""


class Turn(NamedTuple):
    """One time of a task: the station's day, HHMM by its clock, and the moment in UTC."""

    day: date
    time: str
    at: datetime


def tidy_days(typed: str) -> str:
    """The weekdays as they are kept, `MO-FR,SU` or DAILY; Refused for what is none."""
    word = typed.strip().upper()
    if word == DAILY:
        return DAILY
    meant = {day for part in word.split(",") for day in _days_of_part(part, typed)}
    return DAILY if len(meant) == len(DAYS) else ",".join(_runs(sorted(meant)))


def tidy_times(typed: str) -> str:
    """The times of a day as they are kept, `0200,2200`; Refused for what is none."""
    parts = [TIME.fullmatch(part.strip()) for part in typed.split(",")]
    if not typed.strip() or None in parts:
        raise Refused(f"{typed[:SHOWN] or 'Nothing'} is no time of day. Type {TIME_FORMS}.", word=typed)
    found = sorted({part[1] + part[2] for part in parts if part is not None})
    if len(found) > MOST_TIMES:
        raise Refused(f"A task comes {MOST_TIMES} times a day at most.", word=typed)
    return ",".join(found)


def day_of(typed: str, today: date) -> date:
    """The day that is meant: MMDD is the next one, from today on; Refused for what is no day."""
    word = typed.strip().upper()
    if word in ("TODAY", "TOMORROW"):
        return today + timedelta(days=word == "TOMORROW")
    found = ON_DAY.fullmatch(word)
    if found is None:
        raise Refused(f"{typed[:SHOWN] or 'Nothing'} is no day. Type {ON_DAY_FORMS}.", word=typed)
    years = (int(found[1]),) if found[1] else range(today.year, today.year + 9)
    for year in years:
        try:
            day = date(year, int(found[2]), int(found[3]))
        except ValueError:
            continue
        if day >= today or found[1]:
            return day
    raise Refused(f"There is no day {typed[:SHOWN]}. Type {ON_DAY_FORMS}.", word=typed)


def days_of(days: str) -> frozenset[int]:
    """The weekdays, Monday is 0, of days that are kept so."""
    if days == DAILY:
        return frozenset(range(len(DAYS)))
    return frozenset(day for part in days.split(",") for day in weekdays(part))


def moment_of(day: date, time: str, zone: tzinfo) -> datetime:
    """The moment in UTC at which the station's clock shows that.

    Of a time that it shows twice it is the first; for one that it leaves out the first minute that it shows
    after that.
    """
    wanted = datetime(day.year, day.month, day.day, int(time[:2]), int(time[2:]))
    while (found := _shown(wanted, zone)) is None:
        wanted += timedelta(minutes=1)
    return found


def turns(task: RecurringView, first: date, last: date) -> Iterator[Turn]:
    """The times of a task from one day to another, in order, whether it has come or not."""
    on = days_of(task.days)
    day = max(first, task.first_day or first)
    while day <= min(last, task.last_day or last):
        if day.weekday() in on:
            for time in task.times.split(","):
                yield Turn(day, time, moment_of(day, time, task.zone))
        day += timedelta(days=1)


def begins(task: RecurringView, now: datetime) -> Iterator[Turn]:
    """The times whose call is to be made by now, and of which nothing is known yet."""
    ahead = timedelta(minutes=task.lead_min)
    since = max(task.at, now - LOOK_BACK)
    known = {(turn.day, turn.time) for turn in task.turns}
    days = (since.astimezone(task.zone).date(), (now + ahead).astimezone(task.zone).date())
    for turn in turns(task, *days):
        if (turn.day, turn.time) not in known and since <= turn.at <= now + ahead:
            yield turn


def next_turn(task: RecurringView, now: datetime) -> Turn | None:
    """The next time of which no call is made yet and that nobody has skipped; None when there is none."""
    known = {(turn.day, turn.time) for turn in task.turns}
    first = max(now.astimezone(task.zone).date(), task.first_day or date.min)
    coming = turns(task, first, first + timedelta(days=LOOK_AHEAD))
    return next((each for each in coming if each.at > now and (each.day, each.time) not in known), None)


def said_times(times: str) -> str:
    """`22:00 and 02:00`."""
    *most, last = [f"{time[:2]}:{time[2:]}" for time in times.split(",")]
    return f"{', '.join(most)} and {last}" if most else last


def _runs(days: list[int]) -> Iterator[str]:
    """`MO-WE` for days that follow each other, `SU` for one alone."""
    for first in (day for day in days if day - 1 not in days):
        last = next(day for day in count(first) if day + 1 not in days)
        yield DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def _days_of_part(part: str, typed: str) -> list[int]:
    found = PART.fullmatch(part.strip())
    if found is None or not all(map(_is_day, (found[1] + found[2], (found[3] or "") + (found[4] or "")))):
        raise Refused(f"{typed[:SHOWN] or 'Nothing'} are no days. Type {DAY_FORMS}.", word=typed)
    return weekdays(f"{found[1]}-{found[3]}" if found[3] else found[1])


def _is_day(word: str) -> bool:
    return any(name.startswith(word) for name in NAMES)


def _shown(local: datetime, zone: tzinfo) -> datetime | None:
    """The moment at which a clock first shows that, None when it never does."""
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None
