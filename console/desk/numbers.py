"""Call numbers: the day and its running number, whole and as a dispatcher says them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

FULL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})-([0-9]{4,})")


def full_number(day: date, sequence: int) -> str:
    """20261122-0047: the station's day, then at least four digits of the day's running number."""
    return f"{day:%Y%m%d}-{sequence:04d}"


def short_number(number: str, today: date) -> str:
    """47 for a call of today, 1121-47 for one of the year before it, else the number as it is."""
    return next(short_numbers((number,), today))


def short_numbers(numbers: Iterable[str], today: date) -> Iterator[str]:
    """The short forms of many numbers, fast enough for all calls at each key pressed."""
    of_today = f"{today:%Y%m%d}-"
    begins = len(of_today)
    for number in numbers:
        sequence = number[begins:].lstrip("0")
        if number.startswith(of_today) and sequence.isdecimal() and sequence.isascii():
            yield sequence
        else:
            yield _of_another_day(number, today)


def _of_another_day(number: str, today: date) -> str:
    parts = FULL.fullmatch(number)
    if parts is None:
        return number
    year, month, day, sequence = parts.groups()
    month_and_day = month + day
    of_last_year = latest_year(month_and_day, today) == int(year)
    return f"{month_and_day}-{int(sequence)}" if of_last_year else number


def latest_year(month_and_day: str, today: date) -> int:
    """The year in which a month and day written 1121 last came, today included."""
    return today.year if month_and_day <= f"{today:%m%d}" else today.year - 1
