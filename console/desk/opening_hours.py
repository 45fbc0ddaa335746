"""The hours in which people come and go, as they are typed: MO-FR 0700-1900, SA 0900-1300; or CLOSED."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from console.errors import Refused

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOSED = "CLOSED"
PART = re.compile(
    r"(MO|TU|WE|TH|FR|SA|SU)(?:-(MO|TU|WE|TH|FR|SA|SU))? "
    r"([01][0-9]|2[0-3]):?([0-5][0-9])-(2400|24:00|(?:[01][0-9]|2[0-3]):?[0-5][0-9])",
    re.ASCII,
)
DAY_MIN = 24 * 60
FORM = "MO-FR 0700-1900, SA 0900-1300"


class Span(NamedTuple):
    """Minutes after midnight of a weekday, Monday is 0; `ends` beyond 1440 is on the next day."""

    day: int
    begins: int
    ends: int


def tidy(typed: str) -> str:
    """The hours as they are kept; Refused for what is none, with the part that is wrong."""
    parts = [" ".join(part.upper().split()) for part in typed.split(",")]
    if parts in ([CLOSED], [""]):
        return parts[0]
    for part in parts:
        if PART.fullmatch(part) is None:
            raise Refused(f"{part[:24] or 'Nothing'} are no hours: {FORM}, or {CLOSED}.", word=part[:24])
    return ", ".join(part.replace(":", "") for part in parts)


def spans(hours: str) -> list[Span]:
    """The spans of hours that are kept so; none for CLOSED."""
    found = []
    for part in filter(PART.fullmatch, hours.split(", ")):
        days, _, clock = part.partition(" ")
        begins, ends = (int(each[:2]) * 60 + int(each[2:]) for each in clock.split("-"))
        found += [Span(day, begins, ends if ends > begins else ends + DAY_MIN) for day in weekdays(days)]
    return found


def within(hours: str, local: datetime) -> bool:
    """Whether people come and go at that moment of the station's clock; always where no hours are."""
    if not hours:
        return True
    minute = local.hour * 60 + local.minute
    yesterday = (local - timedelta(days=1)).weekday()
    return any(
        (span.day == local.weekday() and span.begins <= minute < span.ends)
        or (span.day == yesterday and minute < span.ends - DAY_MIN)
        for span in spans(hours)
    )


def weekdays(typed: str) -> list[int]:
    """The weekdays from the first to the last, over the end of the week where that is meant."""
    first, _, last = typed.partition("-")
    begins = DAYS.index(first)
    count = (DAYS.index(last or first) - begins) % len(DAYS)
    return [(begins + step) % len(DAYS) for step in range(count + 1)]
