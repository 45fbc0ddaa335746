"""Times as a dispatcher types them: minutes from now on, the next time by the station's clock, or a day's."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from console.errors import Refused

FROM_NOW = re.compile(r"\+([0-9]{1,6})(H?)", re.IGNORECASE)
CLOCK = re.compile(r"(?:(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])-)?([01][0-9]|2[0-3]):?([0-5][0-9])")
LONGEST = timedelta(days=366)
FORMS = "+20 for minutes, +2H for hours, 1830 for a time, 1122-1830 for a day's"
SHOWN = 24


def is_moment(typed: str) -> bool:
    """Whether it is written like a time."""
    return bool(FROM_NOW.fullmatch(typed) or CLOCK.fullmatch(typed))


def moment(typed: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment, in UTC, that was meant at `now`: always later; Refused for what is no time.

    A time that a clock shows twice is the next of the two; one that it leaves out is as much later as the
    clock jumps. A day of the year is the next one.
    """
    if ahead := FROM_NOW.fullmatch(typed):
        found = now + _span(int(ahead[1]), bool(ahead[2]))
        if not now < found <= now + LONGEST:
            raise Refused("It must be later than now, and within a year.", word=typed)
        return found
    clock = CLOCK.fullmatch(typed)
    if clock is None:
        raise Refused(f"{typed[:SHOWN]} is no time. Type {FORMS}.", word=typed)
    month, day, hour, minute = clock.groups()
    wanted = time(int(hour), int(minute))
    return _of_day(now, zone, int(month), int(day), wanted) if month else _next(now, zone, wanted)


def said(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """18:30, with the day before it when it is not today's."""
    local = moment.astimezone(zone)
    same = local.date() == now.astimezone(zone).date()
    return f"{local:%H:%M}" if same else f"{local:%d %b %H:%M}"


def _span(number: int, hours: bool) -> timedelta:
    # A number too long for a span of time is too long for a year as well.
    return timedelta(minutes=min(number * (60 if hours else 1), 10**7))


def _next(now: datetime, zone: tzinfo, wanted: time) -> datetime:
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=after) for after in range(3))
    return min(m for day in days for m in _moments(datetime.combine(day, wanted), zone) if m > now)


def _of_day(now: datetime, zone: tzinfo, month: int, day: int, wanted: time) -> datetime:
    this_year = now.astimezone(zone).year
    for year in range(this_year, this_year + 9):
        try:
            local = datetime(year, month, day, wanted.hour, wanted.minute)
        except ValueError:
            continue
        later = [m for m in _moments(local, zone) if m > now]
        if later and min(later) <= now + LONGEST:
            return min(later)
    raise Refused(f"There is no day {month:02}{day:02} within a year.", word=f"{month:02}{day:02}")


def _moments(local: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Both moments at which a clock shows that; the same one twice nearly always."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second
