"""Where an APRS station says it is: plain and compressed coordinates, their time, course and speed.

Plain: `ddmm.hhN/dddmm.hhW>` and, behind it, `ddd/sss` in degrees and knots. Compressed: symbol
table, latitude and longitude in four base-91 digits each, symbol, and three bytes of course and
speed or altitude. Blanks for the last digits mean that the place is only roughly known.
"""

import math
import re
from datetime import time

from hardware.gps.fields import EAST_WEST, KMH_PER_KNOT, NORTH_SOUTH, FieldError
from hardware.readings import Position

PLAIN = re.compile(
    rb"(\d\d)([\d ]{2}\.[\d ]{2})([NS])(.)(\d{3})([\d ]{2}\.[\d ]{2})([EW])(.)(?:(\d{3})/(\d{3}))?",
    re.DOTALL,
)
COMPRESSED = re.compile(rb"[/\\A-Za-j]([!-{]{4})([!-{]{4})(.)(?:([!-{])([!-{])([ -~]))?", re.DOTALL)
DAY_HOUR_MINUTE = re.compile(rb"(?:0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)z")
HOUR_MINUTE_SECOND = re.compile(rb"([01]\d|2[0-3])([0-5]\d)([0-5]\d)h")
STAMP = re.compile(rb"[\d ]{6}[z/h]")
STAMP_SIZE = 7
WEATHER = b"_"
"""A weather station's symbol: what looks like course and speed behind it is the wind."""
AREA = (b"\\", b"l")
"""The symbol of a drawn area, whose size follows in the same shape."""

BLANKS = ((1, 0), (10, 5), (100, 50), (1000, 500), (10_000, 3000))
"""By how many digits are blank: what the rest is worth, and the middle of what the blanks may be,
both in hundredths of a minute."""
BASE = 91
LAT_STEPS, LON_STEPS = 380_926, 190_463
FROM_GGA = 0x10
SENTENCE_BITS = 0x18
CURRENT_FIX = 0x20
NEW_POSITION = tuple.__new__


def position(unit: str, text: bytes, start: int, at: time | None, raw: bytes) -> Position:
    """The position that stands at `start`; raises FieldError when there is none."""
    found = PLAIN.match(text, start)
    if found is None:
        return _compressed(unit, text, start, at, raw)
    lat_deg, lat_min, north, table, lon_deg, lon_min, east, symbol, course, knots = found.groups()
    if b" " in lat_min or b" " in lon_min:
        blanks = lat_min.count(b" ")
        lat_minutes, lon_minutes = minutes(lat_min, 0), minutes(lon_min, blanks)
    else:
        lat_minutes, lon_minutes = float(lat_min), float(lon_min)
    lat, lon = int(lat_deg) + lat_minutes / 60.0, int(lon_deg) + lon_minutes / 60.0
    if lat > 90.0 or lon > 180.0 or lat_minutes >= 60.0 or lon_minutes >= 60.0:
        raise FieldError("There is no such latitude or longitude")
    lat, lon = lat * NORTH_SOUTH[north], lon * EAST_WEST[east]
    speed = heading = None
    if knots and symbol != WEATHER and (table, symbol) != AREA:
        speed, heading = int(knots) * KMH_PER_KNOT, course_of(int(course))
    return NEW_POSITION(Position, (unit, lat, lon, True, speed, heading, None, at, raw, "position"))


def stamp(text: bytes, start: int) -> time | None:
    """The UTC time of day at `start`, None for one that is local or cannot be; raises FieldError.

    The day of the month that may stand with it is left out: without a month it names no date.
    """
    if not STAMP.match(text, start):
        raise FieldError("There is no time where it should be")
    if found := DAY_HOUR_MINUTE.match(text, start):
        return time(int(found[1]), int(found[2]))
    if found := HOUR_MINUTE_SECOND.match(text, start):
        return time(int(found[1]), int(found[2]), int(found[3]))
    return None


def minutes(text: bytes, blanks: int) -> float:
    """`mm.hh` whose last digits may be blank, at least `blanks` of them: the middle of what is left."""
    digits = text.replace(b".", b"")
    kept = digits[: len(digits) - blanks].rstrip(b" ")
    if not kept.isdigit() and kept:
        raise FieldError("Digits follow a blank in a coordinate")
    worth, middle = BLANKS[len(digits) - len(kept)]
    return (int(kept or b"0") * worth + middle) / 100


def course_of(degrees: int) -> float | None:
    """0 is how a station says that it knows none, north being 360; a place counts without its course."""
    return float(degrees) if 0 < degrees <= 360 else None


def _compressed(unit: str, text: bytes, start: int, at: time | None, raw: bytes) -> Position:
    found = COMPRESSED.match(text, start)
    if found is None:
        raise FieldError("There is no position where it should be")
    lat_digits, lon_digits, symbol, *motion = found.groups()
    lat, lon = 90.0 - _number(lat_digits) / LAT_STEPS, _number(lon_digits) / LON_STEPS - 180.0
    if abs(lat) > 90.0 or abs(lon) > 180.0:
        raise FieldError("There is no such latitude or longitude")
    valid, speed, heading = True, None, None
    if motion[0]:
        source = motion[2][0] - 33
        valid = bool(source & CURRENT_FIX)
        if symbol != WEATHER and source & SENTENCE_BITS != FROM_GGA and motion[0] <= b"z":
            heading = course_of((motion[0][0] - 33) * 4 or 360)
            speed = (math.pow(1.08, motion[1][0] - 33) - 1) * KMH_PER_KNOT
    return Position(unit, lat, lon, valid, speed, heading, None, at, raw)


def _number(digits: bytes) -> int:
    value = 0
    for digit in digits:
        value = value * BASE + digit - 33
    return value
