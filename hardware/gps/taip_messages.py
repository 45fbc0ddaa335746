"""What TAIP messages say: position reports (RPV, RCP, RLN) and event reports (REV) a Position.

Format: Trimble ASCII Interface Protocol. A message is `qualifier id data[;ID=unit][;*checksum]`
between `>` and `<`; other fields that makers add behind a semicolon are passed over. Time is GPS time.
"""

import re
from datetime import date, datetime, time, timedelta

from hardware.gps.fields import HEX_PAIR, FieldError, checksum, checksum_mismatch, plain
from hardware.readings import Position

KMH_PER_MPH = 1.609344
GPS_AHEAD_OF_UTC = 18
"""Leap seconds since GPS time began; none has been added since 2017."""
GPS_BEGAN = datetime(1980, 1, 6)
SECONDS_PER_DAY = 86_400
DAYS_PER_WEEK = 7
NO_SOURCE = b"9"
NO_AGE = b"0"
UNIT_LENGTH = 4
"""Of a TAIP unit; other makers' are longer, none is shorter."""

HEAD = re.compile(rb"[A-Z]{3}[^\x00-\x1f\x7f]*")
CHECKSUM = re.compile(rb";\*([0-9A-Fa-f]{2})\Z")
STAR = ord("*")
PV = rb"(?P<seconds>\d{5})(?P<lat>[+-]\d{7})(?P<lon>[+-]\d{8})(?P<mph>\d{3})(?P<course>\d{3})"
FIX = rb"(?P<source>\d)(?P<age>\d)"
REPORTS = {
    b"RPV": re.compile(PV + FIX),
    b"REV": re.compile(rb"\d\d(?P<week>\d{4})(?P<day>\d)" + PV + FIX),
    b"RCP": re.compile(rb"(?P<seconds>\d{5})(?P<lat>[+-]\d{6})(?P<lon>[+-]\d{7})" + FIX),
    b"RLN": re.compile(
        rb"(?P<seconds>\d{8})(?P<lat>[+-]\d{9})(?P<lon>[+-]\d{10})[+-]\d{8}"  # the altitude
        rb"(?P<mph>\d{4})[+-]\d{4}(?P<course>\d{4})\d\d"  # the climb, how many satellites
        rb"(?:[0-9A-F]{4}){0,32}[^;]{10}" + FIX  # which satellites, and what is kept free
    ),
}


def decode(body: bytes, ended: bool, raw: bytes) -> Position | None:
    """What stands between `>` and `<`; None for a message that is right and says nothing of place.

    `ended` is False where the `<` is missing. Raises FieldError for a message that cannot be.
    """
    message, checked = _checked(body)
    if not HEAD.fullmatch(message):
        raise FieldError("This is no TAIP message" if ended else "The message was cut short")
    report = REPORTS.get(message[:3])
    if not report:
        return None
    data, *extras = message[3:].split(b";")
    found = report.fullmatch(data)
    whole = ended or checked
    if not (whole or (found and _may_end(extras))):
        raise FieldError("The message was cut short")
    if not found:
        raise FieldError(f"{plain(message[:3])} does not have the fields of its kind")
    return _position(found.groupdict(), _unit(extras), raw)


def _checked(body: bytes) -> tuple[bytes, bool]:
    """The message without its checksum, and whether it has one.

    The manual counts from the `>` to the `*`, both included; some makers leave the `*` out.
    """
    found = CHECKSUM.search(body)
    if not found:
        if b";*" in body:
            raise FieldError("The checksum is not two hexadecimal digits")
        return body, False
    counted = b">" + body[: found.start() + 1]
    given = HEX_PAIR[found[1]]
    if given ^ checksum(counted) not in (0, STAR):
        raise FieldError(checksum_mismatch(given, counted + b"*"))
    return body[: found.start()], True


def _may_end(extras: list[bytes]) -> bool:
    """Whether a message without `<` and checksum may be whole: half a unit's name is another unit's."""
    return not extras or len(_unit(extras[-1:])) >= UNIT_LENGTH


def _unit(extras: list[bytes]) -> str:
    return next((plain(extra[3:]) for extra in extras if extra.startswith(b"ID=")), "")


def _position(fields: dict[str, bytes], unit: str, raw: bytes) -> Position:
    lat, lon = _degrees(fields["lat"], 2, "latitude"), _degrees(fields["lon"], 3, "longitude")
    valid = fields["source"] != NO_SOURCE and fields["age"] != NO_AGE
    speed, course = _motion(fields)
    day, clock = _utc(fields)
    return Position(unit, lat, lon, valid, speed, course, day, clock, raw)


def _degrees(text: bytes, whole: int, what: str) -> float:
    """A sign, `whole` digits before the decimal point that nobody writes, and those behind it."""
    degrees = _shifted(text, 1 + whole)
    if abs(degrees) > (90.0 if what == "latitude" else 180.0):
        raise FieldError(f"There is no {what} {plain(text)}")
    return degrees


def _motion(fields: dict[str, bytes]) -> tuple[float | None, float | None]:
    """km/h and degrees; a compact report has neither."""
    if "mph" not in fields:
        return None, None
    course = _shifted(fields["course"], 3)
    if course > 360.0:
        raise FieldError(f"There is no course {plain(fields['course'])}")
    return _shifted(fields["mph"], 3) * KMH_PER_MPH, course


def _utc(fields: dict[str, bytes]) -> tuple[date | None, time]:
    """Only an event gives its day; the other reports' belongs to whichever day is nearest."""
    seconds = _shifted(fields["seconds"], 5)
    day = int(fields.get("day", b"0"))
    if seconds >= SECONDS_PER_DAY or day >= DAYS_PER_WEEK:
        raise FieldError(f"There is no time {plain(fields['seconds'])}")
    at = timedelta(int(fields.get("week", b"0")) * DAYS_PER_WEEK + day, seconds - GPS_AHEAD_OF_UTC)
    moment = GPS_BEGAN + at
    return moment.date() if "week" in fields else None, moment.time()


def _shifted(text: bytes, point: int) -> float:
    """Digits with a decimal point meant behind the first `point` characters."""
    return float(b"%b.%b" % (text[:point], text[point:]))
