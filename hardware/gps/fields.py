"""The fields that NMEA sentences and Kenwood's position lines share, checked and converted.

Formats: NMEA 0183. Every function takes one field's bytes, returns None for an empty field
and raises `FieldError` for a value that cannot be.
"""

import re
from datetime import date, time
from functools import lru_cache

KMH_PER_KNOT = 1.852
FASTEST_KNOTS = 100_000.0
POINT = ord(".")
NORTH_SOUTH = {b"N": 1.0, b"S": -1.0}
EAST_WEST = {b"E": 1.0, b"W": -1.0}
HEX_DIGITS = b"0123456789ABCDEFabcdef"
HEX_PAIR = {bytes((high, low)): int(bytes((high, low)), 16) for high in HEX_DIGITS for low in HEX_DIGITS}
FIRST_SATELLITE_YEAR = 80
WIDE_FOLDS = (32768, 16384, 8192, 4096, 2048, 1024)
"""Half-widths in bits; enough for 8 KB."""
LEAP_SECOND = b"235960"
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class FieldError(ValueError):
    """A field holds what cannot be; the text says which, in plain words."""


def checksum(body: bytes) -> int:
    """The exclusive-or of all bytes, 0-255.

    The body is folded as one big number, which is several times faster than a loop over bytes.
    """
    number = int.from_bytes(body, "little")
    if len(body) > 64:
        for width in WIDE_FOLDS if len(body) > 128 else ():
            number ^= number >> width
        number ^= number >> 512
    number ^= number >> 256
    number ^= number >> 128
    number ^= number >> 64
    number ^= number >> 32
    number ^= number >> 16
    return (number ^ number >> 8) & 0xFF


def checksum_mismatch(given: int, body: bytes) -> str:
    """Why a body is refused whose checksum is not `given`."""
    return f"Checksum is {given:02X}, the bytes give {checksum(body):02X}"


def latitude(text: bytes, side: bytes) -> float | None:
    """`ddmm.mmmm` and N or S, to degrees."""
    if not text:
        return None
    try:
        value = float(text)
        whole = value // 100.0
        minutes = value - whole * 100.0
        digits = text[:4].isdigit() and (len(text) == 4 or text[4] == POINT)
        if value <= 9000.0 and minutes < 60.0 and digits:
            return (whole + minutes / 60.0) * NORTH_SOUTH[side]
    except (ValueError, KeyError, IndexError):
        pass
    raise FieldError(f"There is no latitude {plain(text)} {plain(side)}".rstrip())


def longitude(text: bytes, side: bytes) -> float | None:
    """`dddmm.mmmm` and E or W, to degrees."""
    if not text:
        return None
    try:
        value = float(text)
        whole = value // 100.0
        minutes = value - whole * 100.0
        digits = text[:5].isdigit() and (len(text) == 5 or text[5] == POINT)
        if value <= 18000.0 and minutes < 60.0 and digits:
            return (whole + minutes / 60.0) * EAST_WEST[side]
    except (ValueError, KeyError, IndexError):
        pass
    raise FieldError(f"There is no longitude {plain(text)} {plain(side)}".rstrip())


def speed_kmh(text: bytes) -> float | None:
    """Knots, to km/h."""
    if not text:
        return None
    try:
        knots = float(text)
        if 0.0 <= knots < FASTEST_KNOTS:
            return knots * KMH_PER_KNOT
    except ValueError:
        pass
    raise FieldError(f"There is no speed {plain(text)}")


def course_deg(text: bytes) -> float | None:
    """Degrees from true north, 0 to 360."""
    if not text:
        return None
    try:
        course = float(text)
        if 0.0 <= course <= 360.0:
            return course
    except ValueError:
        pass
    raise FieldError(f"There is no course {plain(text)}")


def time_of_day(text: bytes) -> time | None:
    """`hhmmss` or `hhmmss.sss`; the leap second 23:59:60 becomes the last microsecond before it."""
    if not text:
        return None
    try:
        if text.replace(b".", b"", 1).isdigit() and len(text) >= len("hhmmss"):
            return time.fromisoformat(text.decode())
    except ValueError:
        if text.startswith(LEAP_SECOND):
            return time(23, 59, 59, 999_999)
    raise FieldError(f"There is no time {plain(text)}")


@lru_cache(maxsize=64)
def calendar_day(text: bytes) -> date | None:
    """`ddmmyy`, 1980 to 2079; all zeros is how a receiver without a fix says nothing."""
    if text in (b"", b"000000"):
        return None
    try:
        if len(text) == len("ddmmyy") and text.isdigit():
            year = int(text[4:])
            return date(
                year + (1900 if year >= FIRST_SATELLITE_YEAR else 2000), int(text[2:4]), int(text[:2])
            )
    except ValueError:
        pass
    raise FieldError(f"There is no date {plain(text)}")


def plain(text: bytes) -> str:
    """At most 40 bytes of a field, fit to be a unit's name or to stand in a sentence on the screen."""
    return UNPRINTABLE.sub("\ufffd", text[:40].decode("ascii", "replace"))
