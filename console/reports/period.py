"""The stretch of time that a report is about, as a person types its two ends."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from console.errors import Refused

TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
DATE_AND_TIME = re.compile(
    r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
End = datetime | time | None


@dataclass(frozen=True, slots=True)
class Period:
    """Two ends as they were typed: a moment, the station's time of day, or open."""

    begins: End = None
    ends: End = None

    @classmethod
    def read(cls, begins: str, ends: str) -> "Period":
        """From RFC 3339 or HH:MM; raises ValueError with one sentence on what is neither."""
        return cls(_read(begins), _read(ends))

    def moments(self, zone: tzinfo, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Both ends in UTC; raises Refused when the second is not after the first.

        A time of day is the last one that was, except that an end follows its beginning: at 02:00,
        22:00 to 06:00 began yesterday and lasts.
        """
        begins = self.begins if not isinstance(self.begins, time) else _last(self.begins, zone, now)
        ends = self.ends
        if isinstance(ends, time):
            ends = _last(ends, zone, now) if begins is None else _next(ends, zone, begins)
        if begins is not None and ends is not None and ends <= begins:
            raise Refused("The period ends before it begins. Nothing was written.")
        return begins, ends


def _read(typed: str) -> End:
    if not typed:
        return None
    if found := TIME_OF_DAY.fullmatch(typed):
        return time(int(found[1]), int(found[2]))
    if not DATE_AND_TIME.fullmatch(typed):
        raise ValueError(
            f"'{typed[:40]}' is neither a time such as 18:30 nor one such as 2026-03-14T18:30:00Z."
        )
    try:
        return datetime.fromisoformat(typed.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"'{typed[:40]}' is no date and time of the calendar.") from None


def _last(at: time, zone: tzinfo, now: datetime) -> datetime:
    today = _on(at, zone, now)
    return today if today <= now else _on(at, zone, now, -1)


def _next(at: time, zone: tzinfo, after: datetime) -> datetime:
    today = _on(at, zone, after)
    return today if today > after else _on(at, zone, after, 1)


def _on(at: time, zone: tzinfo, moment: datetime, days: int = 0) -> datetime:
    """The time of day on the station's date at `moment`, or so many days later."""
    date = moment.astimezone(zone).date() + timedelta(days)
    return datetime.combine(date, at, tzinfo=zone).astimezone(UTC)
