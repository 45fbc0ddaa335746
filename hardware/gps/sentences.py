"""What NMEA 0183 sentences say: RMC, GGA, GLL and u-blox's PUBX,00 a Position, all others nothing.

Every talker may say them. Each function takes the fields of a sentence whose checksum is right, and
raises FieldError for one that cannot be.
"""

from collections.abc import Callable

from hardware.gps.fields import (
    FASTEST_KNOTS,
    KMH_PER_KNOT,
    FieldError,
    calendar_day,
    course_deg,
    latitude,
    longitude,
    plain,
    speed_kmh,
    time_of_day,
)
from hardware.gps.silent_sentences import CHECKS, decimal
from hardware.readings import Position

FIX = {b"A": True, b"V": False, b"": False}
NO_FIX = [b"N"]
"""The mode field that newer receivers add, where it is there."""
PROPRIETARY = b"P"
UBLOX_POSITION = b"PUBX,00,"
UBLOX_FIX = {
    **dict.fromkeys((b"G2", b"G3", b"D2", b"D3", b"RK"), True),
    **dict.fromkeys((b"NF", b"DR", b"TT", b""), False),
}
"""Satellites, with corrections, with sensors besides; none, sensors alone, time only."""
FASTEST_KMH = FASTEST_KNOTS * KMH_PER_KNOT
NEW_POSITION = tuple.__new__
"""Positions are made by the hundred thousand, and the class's own constructor takes twice as long."""


def parse_rmc(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """time, A|V, lat, N|S, lon, E|W, knots, course, ddmmyy, variation, E|W[, mode[, status]]."""
    if len(fields) < 10:
        raise _too_short(fields, 9)
    lat, lon = latitude(fields[3], fields[4]), longitude(fields[5], fields[6])
    valid = FIX.get(fields[2])
    if valid is None:
        raise _no_status(fields[2])
    if lat is None or lon is None or fields[12:13] == NO_FIX:
        valid = False
    speed, course = speed_kmh(fields[7]), course_deg(fields[8])
    day, time = calendar_day(fields[9]), time_of_day(fields[1])
    return NEW_POSITION(Position, (unit, lat, lon, valid, speed, course, day, time, raw, "position"))


def parse_gga(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """time, lat, N|S, lon, E|W, quality (0 is no fix), satellites, …"""
    if len(fields) < 7:
        raise _too_short(fields, 6)
    lat, lon = latitude(fields[2], fields[3]), longitude(fields[4], fields[5])
    quality = fields[6]
    if not quality.isdigit() and quality:
        raise FieldError(f"There is no fix quality {plain(quality)}")
    valid = lat is not None and lon is not None and quality.strip(b"0") != b""
    time = time_of_day(fields[1])
    return NEW_POSITION(Position, (unit, lat, lon, valid, None, None, None, time, raw, "position"))


def parse_gll(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """lat, N|S, lon, E|W, time, A|V[, mode]."""
    if len(fields) < 7:
        raise _too_short(fields, 6)
    lat, lon = latitude(fields[1], fields[2]), longitude(fields[3], fields[4])
    valid = FIX.get(fields[6])
    if valid is None:
        raise _no_status(fields[6])
    if lat is None or lon is None or fields[7:8] == NO_FIX:
        valid = False
    time = time_of_day(fields[5])
    return NEW_POSITION(Position, (unit, lat, lon, valid, None, None, None, time, raw, "position"))


def parse_pubx(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """00, time, lat, N|S, lon, E|W, altitude, state, accuracy twice, km/h, course, … (u-blox)."""
    if len(fields) < 13:
        raise _too_short(fields, 12)
    lat, lon = latitude(fields[3], fields[4]), longitude(fields[5], fields[6])
    valid = UBLOX_FIX.get(fields[8])
    if valid is None:
        raise FieldError(f"There is no state {plain(fields[8])} of a fix")
    if lat is None or lon is None:
        valid = False
    speed, course = decimal(fields[11], FASTEST_KMH, "speed"), course_deg(fields[12])
    time = time_of_day(fields[2])
    return NEW_POSITION(Position, (unit, lat, lon, valid, speed, course, None, time, raw, "position"))


def other_sentence(body: bytes, unit: str, raw: bytes) -> tuple[Position, ...]:
    """What a sentence of another kind gives: one Position, or nothing when it is right."""
    if body[:1] != PROPRIETARY:
        if check := CHECKS.get(body[2:6]):
            check(body)
        elif body[2:] in WITHOUT_FIELDS:
            raise FieldError(f"{plain(body)} has no fields")
    elif body.startswith(UBLOX_POSITION):
        return (parse_pubx(body.split(b","), unit, raw),)
    return ()


def _too_short(fields: list[bytes], needed: int) -> FieldError:
    return FieldError(f"{plain(fields[0])} has {len(fields) - 1} fields, {needed} are needed")


def _no_status(text: bytes) -> FieldError:
    return FieldError(f"Status {plain(text)} is neither A nor V")


PARSERS: dict[bytes, Callable[[list[bytes], str, bytes], Position]] = {
    b"RMC,": parse_rmc,
    b"GGA,": parse_gga,
    b"GLL,": parse_gll,
}
WITHOUT_FIELDS = frozenset(kind.rstrip(b",") for kind in (*PARSERS, *CHECKS))
"""A kind that fields must follow, and nothing follows."""
